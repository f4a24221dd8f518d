import assert from "node:assert/strict";
import { test } from "node:test";

import { judge } from "../../../eventapp/static/js/door/light.js";

const [WIDTH, HEIGHT, HALL] = [400, 300, 140];
const inRing = (x, y, from, to) => x >= from && y >= from && x < to && y < to;
const isDark = (x, y) => inRing(x, y, 0, 7) && !(inRing(x, y, 1, 6) && !inRing(x, y, 2, 5));

/** A point of a grey hall, in which a badge with the corner of a code is held, of modules so wide. */
function point(x, y, module, stripe) {
  const [across, down] = [x - 100, y - 60].map((from) => from / module);
  if (!module || !inRing(across, down, 0, 15) || down < 15 * stripe) return HALL;
  return isDark(Math.floor(across) - 4, Math.floor(down) - 4) ? 0 : 255;
}

/** A picture of it with so much light, out of focus by so many pixels, a share of the badge hidden. */
function picture({ module = 0, light = 1, blur = 0, stripe = 0 } = {}) {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let at = 0; at < WIDTH * HEIGHT; at += 1) {
    const points = Array.from({ length: 2 * blur + 1 }, (_, side) => point((at % WIDTH) + side - blur, Math.floor(at / WIDTH), module, stripe));
    data.fill((points.reduce((sum, value) => sum + value, 0) / points.length) * light, at * 4, at * 4 + 3);
  }
  return { data, width: WIDTH, height: HEIGHT };
}

test("an empty hall looks like no code, and tells how light it is", () => {
  const { coded, light } = judge(picture());

  assert.equal(coded, false);
  assert.ok(Math.abs(light - 140) < 2, String(light));
});

for (const [name, how] of [
  ["clear", {}],
  ["at a fifth of the light", { light: 0.18 }],
  ["out of focus", { blur: 2 }],
  ["with a fifth of it hidden", { stripe: 0.2 }],
]) {
  test(`a badge ${name} looks like a code, of modules as wide as they are`, () => {
    const { coded, module } = judge(picture({ module: 8, ...how }));

    assert.equal(coded, true);
    assert.ok(Math.abs(module - 8) < 2, String(module));
  });
}

test("where nothing can be seen at all, there may be one", () => {
  assert.equal(judge(picture({ light: 0.05 })).coded, true);
});
