import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, mock, test } from "node:test";

globalThis.document = new EventTarget();
const { onHandScanner } = await import("../../../eventapp/static/js/door/hand_scanner.js");

const TOKEN = JSON.parse(readFileSync(new URL("sealed.json", import.meta.url), "utf8")).code;
const US = (sign) => (/\d/.test(sign) ? `Digit${sign}` : `Key${sign}`);
const TO_FRENCH = { A: "KeyQ", Q: "KeyA", W: "KeyZ", M: "Semicolon" };
const FR = (sign) => TO_FRENCH[sign] ?? US(sign);
/** What is written by a key: layouts of computers, for the keys that these codes need. */
const FR_SIGNS = { KeyQ: "a", KeyA: "q", KeyZ: "w", KeyW: "z", Semicolon: "m", KeyM: "," };
const FR_DIGITS = "à&é\"'(-è_ç";
const written = {
  us: (key, shift) => (key === "Semicolon" ? ";" : key.replace(/^Digit|^Key/, "")[shift ? "toUpperCase" : "toLowerCase"]()),
  fr: (key, shift) => {
    if (key.startsWith("Digit")) return shift ? key.slice(5) : FR_DIGITS[Number(key.slice(5))];
    return FR_SIGNS[key] ?? key.slice(3).toLowerCase();
  },
};
let clock = 0;
let seen = [];
mock.method(performance, "now", () => clock);
onHandScanner((code) => seen.push(code));

beforeEach(() => {
  clock += 60_000;
  seen = [];
});

/** Press a key as a scanner does: `code` is the key, `key` what the layout writes on it. */
function press(code, { key, target = { matches: () => false } } = {}) {
  const event = Object.assign(new Event("keydown", { cancelable: true }), { code, key });
  Object.defineProperty(event, "target", { value: target });
  document.dispatchEvent(event);
  return event;
}

const type = (text, target) => [...text].map((sign) => press(US(sign), { target }));
const field = () => ({ matches: (selector) => selector === "input", value: "typed" });

for (const [name, keyOf, layout, shift] of [
  ["US on a US computer", US, "us", false],
  ["US on a French computer", US, "fr", false],
  ["French on a French computer", FR, "fr", true],
  ["French on a US computer", FR, "us", true],
]) {
  test(`a badge is read by a scanner set to ${name}`, () => {
    for (const sign of TOKEN) press(keyOf(sign), { key: written[layout](keyOf(sign), shift && /\d/.test(sign)) });
    press("Enter", { key: "Enter" });

    assert.deepEqual(seen, [TOKEN]);
  });
}

test("a badge is read by a scanner set to German: Y and Z, which it swaps, are in no badge", () => {
  for (const sign of TOKEN) press(US(sign), { key: sign });

  assert.deepEqual(seen, [TOKEN]);
});

test("a scanner that tells the kind of code before it, and one that tells it by other keys, are read", () => {
  for (const sign of "]Q1") press("BracketRight", { key: sign });
  for (const sign of TOKEN) press("", { key: sign });

  assert.ok(press("Tab", { key: "Tab" }).defaultPrevented);
  assert.deepEqual(seen, [TOKEN]);
});

test("a scanner that ends with nothing is read all the same, and an Enter behind it presses no button", () => {
  type(TOKEN);
  assert.deepEqual(seen, [TOKEN]);

  assert.ok(press("Enter", { key: "Enter" }).defaultPrevented);
  assert.deepEqual(seen, [TOKEN]);
});

test("a code that is no badge is handed on once the scanner ends it", () => {
  type("4006381333931");
  assert.deepEqual(seen, []);

  assert.ok(press("Enter").defaultPrevented);
  assert.deepEqual(seen, ["4006381333931"]);
});

test("a few keys and Enter are somebody at the keyboard, and left to the page", () => {
  type("OK");

  assert.equal(press("Enter").defaultPrevented, false);
  assert.deepEqual(seen, []);
});

test("what was typed long before is no part of a code", () => {
  type("ABC");
  clock += 2001;
  type("GHJK42");
  press("Enter");

  assert.deepEqual(seen, ["GHJK42"]);
});

test("a short pause, as of a slow phone, does not cut a code", () => {
  type("GHJ");
  clock += 1999;
  type("K42");
  press("Enter");

  assert.deepEqual(seen, ["GHJK42"]);
});

test("in a field a whole badge alone is taken, out of the field", () => {
  const here = field();
  type("GHJK42", here);
  assert.equal(press("Enter", { target: here }).defaultPrevented, false);

  type(TOKEN, here);

  assert.deepEqual(seen, [TOKEN]);
  assert.equal(here.value, "");
});

test("what was typed just before a badge is cut off", () => {
  type(`XYZ${TOKEN}`);

  assert.deepEqual(seen, [TOKEN]);
});
