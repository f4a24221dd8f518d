"""The words of the doors: what a scan asks, what is decided and why. Stored and sent as they read.

Devices know them by a script that is made of this module (`eventapp.door.constants`).
"""

from enum import StrEnum


class Direction(StrEnum):
    """Which way somebody goes."""

    IN = "in"
    OUT = "out"


class Decision(StrEnum):
    """Whether a badge is let through."""

    ADMIT = "admit"
    REFUSE = "refuse"


class Verdict(StrEnum):
    """What a scan means beside all others of its badge (checkin-protocol section 9)."""

    FIRST = "first"
    REENTRY = "reentry"
    REPEAT = "repeat"
    DOUBLE = "double"
    EXIT = "exit"
    EXIT_ORPHAN = "exit_orphan"
    """Nobody had come in by that badge."""
    REFUSED = "refused"


class Why(StrEnum):
    """Why a scan is refused."""

    NOT_A_BADGE = "not_a_badge"
    NEWER_VERSION = "newer_version"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN = "unknown"
    """A badge of ours by its signature, but of nobody on the list."""
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    WRONG_DAY = "wrong_day"
    """The badge is for another day, or the event has not begun."""
    NOT_ENROLLED_CLASS = "not_enrolled_class"
    """The entrance is for others: members of a reception, who booked a session."""
    NO_SEAT = "no_seat"
    """All seats of the session are taken or booked."""
    CLOSED = "closed"
    """Outside the entrance's hours."""
    ALREADY_IN = "already_in"
    NO_REENTRY = "no_reentry"
    """Who has left does not come in again here."""


class Standing(StrEnum):
    """How a badge stands on the list."""

    OK = "ok"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


class Override(StrEnum):
    """Why a helper decides otherwise than the server did."""

    WAS_OUTSIDE = "was_outside"
    FIRST_WAS_WRONG = "first_was_wrong"
    UNDO = "undo"


WORDS: dict[str, type[StrEnum]] = {"Direction": Direction, "Decision": Decision, "Why": Why}
"""What templates that show scans compare with."""
