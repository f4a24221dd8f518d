import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, canBeTakenBack, countedBy, outcome, reasonName, sentenceName } from "../../../eventapp/static/js/door/verdicts.js";

const OUTCOMES = [
  ["a device that was shut out leaves", { status: 401, facts: { code: "revoked" } }, "leave"],
  ["a device that nobody let in yet waits", { status: 403, facts: { code: "pending" } }, "wait"],
  ["no answer fails", { status: 0, facts: {} }, "fail"],
  ["an error of the server fails", { status: 500, facts: {} }, "fail"],
  ["a refusal of the request fails", { status: 422, facts: { detail: "..." } }, "fail"],
  ["an admission taken back is said to be", { status: 200, facts: { verdict: "exit", decision: "admit" } }, "undone", { reason: "undo" }],
  ["so is one that nobody had made", { status: 200, facts: { verdict: "exit_orphan" } }, "undone", { reason: "undo" }],
  ["who leaves is bidden farewell", { status: 200, facts: { verdict: "exit", decision: "admit" } }, "bye"],
  ["also who was never seen coming", { status: 200, facts: { verdict: "exit_orphan", decision: "admit" } }, "bye"],
  ["what this device could not keep is said first of all", { status: 0, facts: {}, unsaved: true }, "unsaved"],
  ["a guest is welcome", { status: 200, facts: { verdict: "first", decision: "admit" } }, "welcome"],
  ["a guest who comes back is welcome", { status: 200, facts: { verdict: "reentry", decision: "admit" } }, "welcome"],
  ["a badge that is inside already is asked about", { status: 200, facts: { decision: "refuse", why: "already_in" } }, "again"],
  ["every other refusal sends to the help desk", { status: 200, facts: { decision: "refuse", why: "cancelled" } }, "refuse"],
  ["also one for a reason not known here", { status: 200, facts: { decision: "refuse", why: "new_one" } }, "refuse"],
];

for (const [sentence, answer, expected, scan] of OUTCOMES) {
  test(sentence, () => assert.equal(outcome(answer, scan), expected));
}

test("nothing, and faults of the server, are no answer", () => {
  assert.deepEqual([0, 200, 401, 422, 499, 500, 503].map(answered), [false, true, true, true, true, false, false]);
});

test("the words of a reason are found by the page's names", () => {
  assert.equal(reasonName({ why: "cancelled" }), "whyCancelled");
  assert.equal(reasonName({ why: "not_a_badge" }), "whyNot_a_badge");
});

test("a badge replaced since says so, and whether the newer one was printed", () => {
  assert.equal(reasonName({ why: "revoked", replaced: { t: 1 } }), "whyRevoked");
  assert.equal(reasonName({ why: "revoked", replaced: { t: 1, printed: 2 } }), "newerPrinted");
});

test("what to say to a guest is found by verdict and language", () => {
  assert.equal(sentenceName("welcome", "fr"), "sayWelcomeFr");
});

test("who comes in counts one more, who leaves one less, all else nothing", () => {
  assert.deepEqual(["first", "reentry", "exit", "exit_orphan", "double", "repeat", undefined].map(countedBy), [1, 1, -1, 0, 0, 0, 0]);
});

test("an admission can be taken back, a refusal and a farewell cannot", () => {
  assert.deepEqual([canBeTakenBack("welcome", { dir: "in" }), canBeTakenBack("again", { dir: "in" }), canBeTakenBack("bye", { dir: "out" })], [true, false, false]);
});
