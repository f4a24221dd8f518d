import assert from "node:assert/strict";
import { test } from "node:test";

import { Hint, Hints, WAIT_MS } from "../../../eventapp/static/js/door/hints.js";

const held = { coded: true, light: 120, module: 5 };
/** What is said each half second of so many, while the camera sees that. */
const through = (hints, picture, seconds, from = 0) => {
  const heard = [];
  for (let now = from; now <= from + seconds * 1000; now += 500) heard.push(hints.look(picture, now));
  return [...new Set(heard)];
};

test("nothing is said before three seconds, nor of an empty hall", () => {
  assert.deepEqual(through(new Hints(), held, (WAIT_MS - 1) / 1000), [undefined]);
  assert.deepEqual(through(new Hints(), { coded: false, light: 120, module: 0 }, 60), [undefined]);
});

test("then one thing after the other, the likeliest first", () => {
  assert.deepEqual(through(new Hints(), held, 30), [undefined, Hint.LENS, Hint.CLOSER, Hint.LIGHT, Hint.OTHER]);
  assert.deepEqual(through(new Hints(), { ...held, light: 30 }, 30), [undefined, Hint.LIGHT, Hint.CLOSER, Hint.LENS, Hint.OTHER]);
  assert.deepEqual(through(new Hints(), { ...held, module: 2 }, 30), [undefined, Hint.CLOSER, Hint.LENS, Hint.LIGHT, Hint.OTHER]);
});

test("a code that is read, and a badge that is taken away, begin anew", () => {
  const hints = new Hints();
  through(hints, held, 4);
  hints.clear();
  assert.equal(hints.look(held, 4500), undefined);

  through(hints, held, 4, 5000);
  through(hints, { ...held, coded: false }, 2, 9500);
  assert.equal(hints.look(held, 12_000), undefined);
});

test("a picture or two in which the badge is not seen change nothing", () => {
  const hints = new Hints();
  through(hints, held, 3);
  hints.look({ ...held, coded: false }, 3500);

  assert.equal(hints.look(held, 4000), Hint.LENS);
});
