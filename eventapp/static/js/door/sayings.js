/* What an answer says to the helper: kind of screen, reason, note; from the page's words. */

import { Verdict, Why } from "./constants.js";
import { answered, reasonName } from "./verdicts.js";

const NO_PERSON = [Why.NOT_A_BADGE, Why.NEWER_VERSION];
const NO_PERSON_MS = 4000;

/** `{ kind, word, why, note, more, stays }` for an outcome of `verdicts.js`. `say` has the page's
    `words`, `moment(ms)`, `day("2015-03-25")` and `hold`, what to do with another code. */
export function said(outcome, { status, facts, record = {} }, say) {
  const { words } = say;
  if (outcome === "unsaved") return { kind: "failed", word: words.unsaved, why: words.otherDevice };
  if (outcome === "welcome") return { kind: "welcome", ...welcomed(facts, record, say) };
  if (outcome === "bye") return { kind: "bye", note: left(facts, say), more: facts.why ? words[reasonName(facts)] : "" };
  if (outcome === "again") return { kind: "again", note: `${since(facts.first, say)} ${words.advice}`, more: words.insideAlready };
  if (outcome === "refuse") return refused(facts, say);
  return { kind: answered(status) && facts.detail ? "help" : "failed", why: facts.detail || words.noAnswer };
}

const since = (first, { words, moment }) => `${words.first.replace("{time}", moment(first.t)).replace("{gate}", first.gate ?? "")}.`;

function welcomed(facts, record, { words, moment }) {
  const back = facts.verdict === Verdict.REENTRY ? words.reentry : record.c ?? "";
  if (!facts.alone) return { note: back };
  const saved = words.saved.replace("{time}", facts.listAt ? moment(facts.listAt) : "–");
  return facts.listed ? { note: saved } : { why: words.newly, note: saved, more: words.nameFollows, nameless: words.newly };
}

function left(facts, { words, moment }) {
  return facts.first ? words.cameAt.replace("{time}", moment(facts.first.t)) : words.goneNoted;
}

function refused(facts, { words, moment, day, hold }) {
  const { printed, t } = facts.replaced ?? {};
  const values = { printed: printed && moment(printed), time: t && moment(t), day: facts.day && day(facts.day) };
  const why = (words[reasonName(facts)] ?? "").replace(/\{(\w+)\}/g, (place, name) => values[name] || place);
  if (NO_PERSON.includes(facts.why)) return { kind: "help", why, note: hold, stays: NO_PERSON_MS }; // a poster: nobody is turned away
  return { kind: "help", why, more: why };
}
