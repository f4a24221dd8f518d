/* What an answer means for the screen of a scanner. Names of words are those of the page's `data-`
   attributes: whyCancelled, sayWelcomeFr. */

import { Decision, Direction, Verdict, Why } from "./constants.js";

const named = (first, ...parts) => first + parts.map((part) => part[0].toUpperCase() + part.slice(1)).join("");
const GONE = [Verdict.EXIT, Verdict.EXIT_ORPHAN];

/** Whether the server itself answered: an error of its own, or of what stands before it, is none. */
export const answered = (status) => status > 0 && status < 500;

/** What a scan's answer asks for: to leave, wait, say that it is not kept, fail, say it is undone,
    bid farewell, welcome, ask or refuse. */
export function outcome({ status, facts, unsaved }, scan = {}) {
  if (unsaved) return "unsaved";
  if (status === 401) return "leave";
  if (facts.code === "pending") return "wait";
  if (status !== 200) return "fail";
  if (GONE.includes(facts.verdict)) return scan.reason ? "undone" : "bye";
  if (facts.decision === Decision.ADMIT) return "welcome";
  return facts.why === Why.ALREADY_IN ? "again" : "refuse";
}

/** The name of the words that say why somebody is not let in; a badge that was replaced since it
    was printed has its own. */
export const reasonName = ({ why, replaced }) => (replaced?.printed ? "newerPrinted" : named("why", why));

/** The name of the sentence to say to a guest of that language. */
export const sentenceName = (kind, language) => named("say", kind, language);

/** How many more are on site by a verdict. */
export const countedBy = (verdict) => ({ [Verdict.FIRST]: 1, [Verdict.REENTRY]: 1, [Verdict.EXIT]: -1 })[verdict] ?? 0;

/** Whether an outcome let somebody through, so that it can be taken back. */
export const canBeTakenBack = (kind, scan) => kind === "welcome" && scan.dir === Direction.IN;
