import assert from "node:assert/strict";
import { test } from "node:test";

import { Verdict } from "../../../eventapp/static/js/door/constants.js";
import { fold, merge } from "../../../eventapp/static/js/door/fold.js";

const record = (seq, t, more = {}) => ({ dev: 1, seq, t, off: 0, dir: "in", dec: "admit", mode: "on", ...more });
const verdicts = (...records) => [...fold(records).verdicts.values()];

test("in, out, in again is first, exit, reentry", () => {
  const records = [record(1, 0), record(2, 60_000, { dir: "out" }), record(3, 120_000)];

  assert.deepEqual(verdicts(...records), [Verdict.FIRST, Verdict.EXIT, Verdict.REENTRY]);
  assert.equal(fold(records).inside, true);
});

test("who is admitted twice is a repeat within ten seconds on one device, a double otherwise", () => {
  assert.deepEqual(verdicts(record(1, 0), record(2, 10_000)), [Verdict.FIRST, Verdict.REPEAT]);
  assert.deepEqual(verdicts(record(1, 0), record(2, 10_001)), [Verdict.FIRST, Verdict.DOUBLE]);
  assert.deepEqual(verdicts(record(1, 0), record(2, 5, { dev: 2 })), [Verdict.FIRST, Verdict.DOUBLE]);
});

test("refusals change nothing, leaving without having come is noted", () => {
  assert.deepEqual(verdicts(record(1, 0, { dec: "refuse" }), record(2, 5, { dir: "out" })), [Verdict.REFUSED, Verdict.EXIT_ORPHAN]);
});

test("corrected time orders, not the order of arrival; then device and number", () => {
  const early = record(2, 100_000, { off: -90_000, dev: 2 });
  const late = record(1, 20_000);

  for (const records of [[early, late], [late, early]]) assert.equal(fold(records).first, early);
  assert.deepEqual(merge([record(2, 0), record(1, 0)]).map(({ seq }) => seq), [1, 2]);
});

test("of two bodies of one number what happened at the door counts", () => {
  const online = record(1, 0, { dec: "refuse" });
  const offline = record(1, 0, { mode: "off" });

  for (const records of [[online, offline], [offline, online]]) assert.deepEqual(merge(records), [offline]);
  const [smaller, larger] = [record(1, 0), record(1, 5)];
  for (const records of [[smaller, larger], [larger, smaller, larger]]) assert.deepEqual(merge(records), [smaller]);
});
