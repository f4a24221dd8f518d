/* What an answer of the server means for the screen of a scanner. Names of words are those of the
   page's `data-` attributes: whyCancelled, sayWelcomeFr. */

import { Decision, Verdict, Why } from "./constants.js";

const named = (first, ...parts) => first + parts.map((part) => part[0].toUpperCase() + part.slice(1)).join("");

/** Whether the server itself answered: an error of its own, or of what stands before it, is none. */
export const answered = (status) => status > 0 && status < 500;

/** What a scan's answer asks for: to leave, wait, fail, say it is undone, welcome, ask or refuse. */
export function outcome({ status, facts }) {
  if (status === 401) return "leave";
  if (facts.code === "pending") return "wait";
  if (status !== 200) return "fail";
  if (facts.verdict === Verdict.EXIT || facts.verdict === Verdict.EXIT_ORPHAN) return "undone";
  if (facts.decision === Decision.ADMIT) return "welcome";
  return facts.why === Why.ALREADY_IN ? "again" : "refuse";
}

/** The name of the words that say why somebody is not let in; a badge that was replaced since it
    was printed has its own. */
export const reasonName = ({ why, replaced }) => (replaced?.printed ? "newerPrinted" : named("why", why));

/** The name of the sentence to say to a guest of that language. */
export const sentenceName = (kind, language) => named("say", kind, language);
