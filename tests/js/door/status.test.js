import assert from "node:assert/strict";
import { test } from "node:test";

import { ageOf, headOf, troubleOf } from "../../../eventapp/static/js/door/status.js";

const words = {
  inside: "{number} of {expected}", listOf: "list {time}", toSend: "{number} to send", allSent: "all sent", stale: "old list {time}",
  online: "Connected", offline: "Gone", offlineSince: "Gone since {time}", asOf: "as of {time}",
  noStore: "no store", wrongSums: "wrong sums", skew: "{minutes} min wrong", full: "full", battery: "battery {percent}",
};
const NOW = 100 * 3_600_000;
const say = { words, moment: (ms) => `${NOW - ms}`, now: NOW };
const facts = { up: true, unsent: 0, inside: 3, expected: 9, list: { at: NOW - 1000 } };

test("a list is fresh for ten minutes, old for four hours, stale afterwards", () => {
  assert.deepEqual([undefined, NOW, NOW - 599_999, NOW - 600_000, NOW - 4 * 3_600_000].map((at) => ageOf(at, NOW)), ["none", "fresh", "fresh", "old", "stale"]);
});

test("who has no trouble sees no figure about the device", () => {
  assert.deepEqual(headOf(facts, say), { net: "Connected", sent: "all sent", inside: "3 of 9", stale: "" });
});

test("an old list is named, a stale one has a line of its own", () => {
  assert.equal(headOf({ ...facts, list: { at: NOW - 700_000 } }, say).sent, "all sent · list 700000");
  assert.equal(headOf({ ...facts, list: { at: NOW - 15_000_000 } }, say).stale, "old list 15000000");
});

test("who is alone says since when, what is to send, and of when the count is", () => {
  const alone = headOf({ ...facts, up: false, since: NOW - 5, unsent: 14 }, say);

  assert.deepEqual([alone.net, alone.sent, alone.inside], ["Gone since 5", "14 to send", "3 of 9, as of 5"]);
});

test("one trouble is told at a time, the gravest first", () => {
  const well = { store: true, trusted: true, off: 0 };
  assert.equal(troubleOf(well, say), "");
  assert.equal(troubleOf({ ...well, battery: 21, storage: 89, off: 30_000 }, say), "");
  assert.equal(troubleOf({ ...well, battery: 20 }, say), "battery 20\u00a0%");
  assert.equal(troubleOf({ ...well, battery: 20, storage: 90 }, say), "full");
  assert.equal(troubleOf({ ...well, storage: 95, off: -7_200_000 }, say), "120 min wrong");
  assert.equal(troubleOf({ ...well, trusted: false }, say), "wrong sums");
  assert.equal(troubleOf({ ...well, store: false, trusted: false }, say), "no store");
});
