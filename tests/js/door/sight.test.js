import assert from "node:assert/strict";
import { test } from "node:test";

import { BACK_MS, GONE_MS, Look, Sight } from "../../../eventapp/static/js/door/sight.js";

test("a badge is new once, and held for as long as it is read", () => {
  const sight = new Sight();

  assert.equal(sight.look("A", 0), Look.NEW);
  for (let now = 100; now < 30_000; now += 100) assert.equal(sight.look("A", now), Look.HELD);
});

test("a badge that left and comes back within ten seconds is the same showing", () => {
  const sight = new Sight();
  sight.look("A", 0);

  assert.equal(sight.look("A", GONE_MS + 1), Look.BACK);
  assert.equal(sight.look("A", GONE_MS + 1 + BACK_MS), Look.BACK);
});

test("after more than ten seconds it is shown anew", () => {
  const sight = new Sight();
  sight.look("A", 0);

  assert.equal(sight.look("A", BACK_MS + 1), Look.NEW);
});

test("other badges in between change nothing of that", () => {
  const sight = new Sight();
  sight.look("A", 0);

  assert.equal(sight.look("B", 2000), Look.NEW);
  assert.equal(sight.look("A", 4000), Look.BACK);
});

test("whose admission was taken back is new at once", () => {
  const sight = new Sight();
  sight.look("A", 0);
  sight.forget("A");

  assert.equal(sight.look("A", 100), Look.NEW);
});

test("at another entrance everybody is new", () => {
  const sight = new Sight();
  sight.look("A", 0);
  sight.clear();

  assert.equal(sight.look("A", 100), Look.NEW);
});

test("something is in sight while it is read, and a moment longer", () => {
  const sight = new Sight();
  assert.equal(sight.busy(0), false);
  sight.look("A", 0);

  assert.equal(sight.busy(GONE_MS), true);
  assert.equal(sight.busy(GONE_MS + 1), false);
});
