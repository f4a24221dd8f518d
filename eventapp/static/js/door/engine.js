/* Whether a badge is let through, decided by this device alone (checkin-protocol section 7): a pure
   function of what is known, as `eventapp/checkin/admission.py` has it. One table of cases holds
   both: tests/data/decisions.json. */

import { Decision, Direction, Verdict, Why } from "./constants.js";
import { REPEAT_MS, te } from "./fold.js";

const REFUSALS = { waiting: Why.WAITING, cancelled: Why.CANCELLED, revoked: Why.REVOKED };

/** Decide on a badge whose signature holds. `asked` is `{ dir, te, dev, day, reason }`, `known`
    `{ standing, days, lack }` (no standing: not on the list), `state` what `fold` made of its scans.
    Answers `{ decision, verdict, why, opened, day, keep }`. Leaving is always admitted. */
export function decide(asked, known, policy, state, { online = false } = {}) {
  if (asked.dir === Direction.OUT) return admit(state.inside ? Verdict.EXIT : Verdict.EXIT_ORPHAN);
  const days = known.days?.length ? known.days : policy.days;
  const why = whyNot(asked, known, policy, { days, online });
  if (why) return refuse(why, why === Why.WRONG_DAY ? { day: nearest(asked, days) } : {});
  if (state.inside) return insideAlready(asked, state.opened);
  if (state.first && !policy.reentry && !asked.reason) return refuse(Why.NO_REENTRY);
  return admit(state.first ? Verdict.REENTRY : Verdict.FIRST);
}

const admit = (verdict, more = {}) => ({ decision: Decision.ADMIT, verdict, keep: true, ...more });
const refuse = (why, more = {}) => ({ decision: Decision.REFUSE, why, keep: true, ...more });

function insideAlready(asked, opened) {
  const since = asked.te - te(opened);
  if (opened.dev === asked.dev && since >= 0 && since <= REPEAT_MS) return admit(Verdict.REPEAT, { opened, keep: false });
  return asked.reason ? admit(Verdict.DOUBLE, { opened }) : refuse(Why.ALREADY_IN, { opened });
}

function whyNot(asked, known, policy, { days, online }) {
  if (!known.standing && online) return Why.UNKNOWN;
  if (REFUSALS[known.standing]) return REFUSALS[known.standing];
  if (days?.length && asked.day && !days.includes(asked.day)) return Why.WRONG_DAY;
  if (asked.reason) return undefined;
  return isOpen(asked.te, policy) ? known.lack : Why.CLOSED;
}

function isOpen(now, { opens, closes }) {
  return (opens === null || opens === undefined || now >= opens) && (closes === null || closes === undefined || now < closes);
}

/** The next day it holds for, or the last one that did. */
function nearest(asked, days) {
  const inOrder = [...days].sort();
  return inOrder.find((day) => day > asked.day) ?? inOrder.at(-1);
}
