import assert from "node:assert/strict";
import { test } from "node:test";

import { said } from "../../../eventapp/static/js/door/sayings.js";

const words = {
  unsaved: "Not saved", otherDevice: "Take another device.", reentry: "Back on site", saved: "By the list of {time}.", newly: "Genuine",
  nameFollows: "name follows", first: "Since {time}, {gate}", advice: "Compare.", insideAlready: "inside", noAnswer: "No answer",
  cameAt: "Came at {time}.", goneNoted: "Noted.", whyCancelled: "Cancelled", whyRevoked: "Replaced since {time}",
  newerPrinted: "Replaced since {time}, printed {printed}", whyWrong_day: "Valid on {day}", whyNot_a_badge: "No badge",
};
const say = { words, moment: (ms) => `t${ms}`, day: (day) => `d${day}`, hold: "Hold it here" };
const saying = (outcome, facts, more = {}) => said(outcome, { status: 200, facts, ...more }, say);

test("who is welcome is said by category, or as back", () => {
  assert.deepEqual(saying("welcome", { verdict: "first" }, { record: { c: "Guest" } }), { kind: "welcome", note: "Guest" });
  assert.equal(saying("welcome", { verdict: "reentry" }).note, "Back on site");
});

test("decided alone, it is said by which list, and whether the badge is on it", () => {
  assert.equal(saying("welcome", { alone: true, listed: true, listAt: 5 }).note, "By the list of t5.");
  const late = saying("welcome", { alone: true, listed: false });
  assert.deepEqual([late.why, late.note, late.nameless], ["Genuine", "By the list of –.", "Genuine"]);
});

test("who is inside already is said since when and where", () => {
  assert.equal(saying("again", { first: { t: 7, gate: "North" } }).note, "Since t7, North. Compare.");
});

test("each refusal says why, with its moments and days", () => {
  assert.equal(saying("refuse", { why: "cancelled" }).why, "Cancelled");
  assert.equal(saying("refuse", { why: "revoked", replaced: { t: 1 } }).why, "Replaced since t1");
  assert.equal(saying("refuse", { why: "revoked", replaced: { t: 1, printed: 2 } }).why, "Replaced since t1, printed t2");
  assert.equal(saying("refuse", { why: "wrong_day", day: "2015-03-25" }).why, "Valid on d2015-03-25");
});

test("a poster turns nobody away for long", () => {
  const poster = saying("refuse", { why: "not_a_badge" });

  assert.deepEqual([poster.note, poster.stays, poster.more], ["Hold it here", 4000, undefined]);
});

test("who leaves is bidden farewell, also without having been seen, or cancelled meanwhile", () => {
  assert.equal(saying("bye", { first: { t: 3 } }).note, "Came at t3.");
  assert.deepEqual(saying("bye", {}), { kind: "bye", note: "Noted.", more: "" });
});

test("what was not kept and what nobody answered are no verdicts", () => {
  assert.deepEqual(saying("unsaved", {}), { kind: "failed", word: "Not saved", why: "Take another device." });
  assert.deepEqual(said("fail", { status: 0, facts: {} }, say), { kind: "failed", why: "No answer" });
  assert.deepEqual(said("fail", { status: 422, facts: { detail: "Too long" } }, say), { kind: "help", why: "Too long" });
});
