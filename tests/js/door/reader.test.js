import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

globalThis.document = new EventTarget();
const { onHandScanner } = await import("../../../eventapp/static/js/door/reader.js");

const TOKEN = "AB12".repeat(33);
let clock = 0;
let seen = [];
mock.method(performance, "now", () => clock);
onHandScanner((code) => seen.push(code));

beforeEach(() => {
  clock += 60_000;
  seen = [];
});

/** Press a key as a scanner does: `code` is the key, whatever the layout writes on it. */
function press(code, target = { matches: () => false }) {
  const event = Object.assign(new Event("keydown", { cancelable: true }), { code });
  Object.defineProperty(event, "target", { value: target });
  document.dispatchEvent(event);
  return event;
}

const type = (text, target) => [...text].map((sign) => press(/\d/.test(sign) ? `Digit${sign}` : `Key${sign}`, target));

test("a code that is scanned is read when the scanner ends it", () => {
  type("GHJK42");
  assert.deepEqual(seen, []);

  assert.ok(press("Enter").defaultPrevented);
  assert.deepEqual(seen, ["GHJK42"]);
});

test("keys that no code holds are not read, those of the number pad are", () => {
  for (const code of ["ShiftLeft", "KeyA", "Space", "Numpad7", "Minus", "KeyB", "KeyC", "KeyD", "KeyE"]) press(code);
  press("Enter");

  assert.deepEqual(seen, ["A7BCDE"]);
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
  const field = { matches: (selector) => selector === "input", value: "typed" };
  type("GHJK42", field);
  assert.equal(press("Enter", field).defaultPrevented, false);

  type(TOKEN, field);
  assert.ok(press("Enter", field).defaultPrevented);

  assert.deepEqual(seen, [TOKEN]);
  assert.equal(field.value, "");
});

test("what was typed just before a badge is cut off", () => {
  type(`XYZ${TOKEN}`);
  press("Enter");

  assert.deepEqual(seen, [TOKEN]);
});
