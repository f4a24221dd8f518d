/* The words of the doors. Made by eventapp/door/constants.py of enums: not by hand. */

export const Direction = Object.freeze({
  IN: "in",
  OUT: "out",
});

export const Decision = Object.freeze({
  ADMIT: "admit",
  REFUSE: "refuse",
});

export const Verdict = Object.freeze({
  FIRST: "first",
  REENTRY: "reentry",
  REPEAT: "repeat",
  DOUBLE: "double",
  EXIT: "exit",
  EXIT_ORPHAN: "exit_orphan",
  REFUSED: "refused",
});

export const Why = Object.freeze({
  NOT_A_BADGE: "not_a_badge",
  NEWER_VERSION: "newer_version",
  BAD_SIGNATURE: "bad_signature",
  UNKNOWN_KEY: "unknown_key",
  UNKNOWN: "unknown",
  REVOKED: "revoked",
  CANCELLED: "cancelled",
  WAITING: "waiting",
  WRONG_DAY: "wrong_day",
  NOT_ENROLLED_CLASS: "not_enrolled_class",
  NO_SEAT: "no_seat",
  CLOSED: "closed",
  ALREADY_IN: "already_in",
  NO_REENTRY: "no_reentry",
});

export const Override = Object.freeze({
  WAS_OUTSIDE: "was_outside",
  FIRST_WAS_WRONG: "first_was_wrong",
  UNDO: "undo",
});

export const Profile = Object.freeze({
  SCAN: "scan",
  DESK: "desk",
});
