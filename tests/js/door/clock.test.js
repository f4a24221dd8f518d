import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock, Trust } from "../../../eventapp/static/js/door/clock.js";

const sample = (clock, serverTime, took, wall, steady = wall) => clock.take(serverTime, { asked: steady - took, received: steady, wall });

test("a device that never heard of the server says so", () => {
  assert.deepEqual(new Clock().read({ wall: 5, steady: 5 }), { off: 0, clk: Trust.NEVER });
});

test("the server is taken to have answered half-way", () => {
  const clock = new Clock();
  sample(clock, 60_000, 200, 1000);

  assert.deepEqual(clock.read({ wall: 2000, steady: 2000 }), { off: 59_100, clk: Trust.MEASURED });
});

test("the quickest of the last eight answers counts, of equal ones the latest", () => {
  const clock = new Clock();
  sample(clock, 1010, 2, 1000);
  for (let turn = 0; turn < 7; turn += 1) sample(clock, 1500, 400, 1000);
  assert.equal(clock.read({ wall: 1000, steady: 1000 }).off, 11);

  sample(clock, 1500, 400, 1000);
  assert.equal(clock.read({ wall: 1000, steady: 1000 }).off, 700);
});

test("where the device's clock was set since, the steady one is believed", () => {
  const clock = new Clock();
  sample(clock, 1000, 0, 1000);
  const twoHours = 7_200_000;

  assert.deepEqual(clock.read({ wall: 61_000 - twoHours, steady: 61_000 }), { off: twoHours, clk: Trust.STEADY });
  assert.deepEqual(clock.read({ wall: 61_000 + 1999, steady: 61_000 }), { off: 0, clk: Trust.MEASURED });
});

test("an offset of before holds until the server is heard of again", () => {
  const clock = new Clock(-842);
  assert.deepEqual(clock.read({ wall: 0, steady: 0 }), { off: -842, clk: Trust.MEASURED });

  sample(clock, 2000, 900, 1000);
  assert.equal(clock.read({ wall: 1000, steady: 1000 }).off, 1450);
});
