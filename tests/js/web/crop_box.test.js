import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOf, inside, moved, stepOf, whole, written, zoomed } from "../../../eventapp/static/js/web/crop_box.js";

const LYING = { width: 4000, height: 3000 };
const UPRIGHT = { width: 1000, height: 3000 };
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

for (const size of [LYING, UPRIGHT]) {
  test(`a picture of ${size.width} by ${size.height} begins with its middle, 4 to 5, as large as it goes`, () => {
    const box = boxOf(whole(), size);

    near((box.width * size.width) / (box.height * size.height), 0.8);
    near(Math.max(box.width, box.height), 1);
    near(box.x + box.width / 2, 0.5);
  });
}

test("the picture moves with the hand, so its part moves the other way", () => {
  const { x } = moved(whole(), LYING, 0.1, 0);

  near(x, 0.5 - 0.1 * boxOf(whole(), LYING).width);
});

test("no move leads out of the picture", () => {
  const box = boxOf(moved(zoomed(whole(), LYING, 2), LYING, -9, 9), LYING);

  near(box.x + box.width, 1);
  near(box.y, 0);
});

test("the size stays between filling the frame and three times that, and the part inside", () => {
  assert.equal(zoomed(whole(), LYING, 9).zoom, 3);
  const back = inside({ ...moved(zoomed(whole(), LYING, 3), LYING, -9, -9), zoom: 1 }, LYING);
  near(boxOf(back, LYING).y, 0);
});

test("an arrow key moves by two hundredths, with Shift by a tenth, and no other key moves", () => {
  assert.deepEqual(stepOf("ArrowLeft", false), [-0.02, 0]);
  assert.deepEqual(stepOf("ArrowDown", true), [0, 0.1]);
  assert.equal(stepOf("Enter", false), null);
});

test("the part is sent as four fractions", () => {
  assert.equal(written(whole(), LYING), "0.20000 0.00000 0.60000 1.00000");
});
