import assert from "node:assert/strict";
import { test } from "node:test";

/** The few elements that the lens ties. */
const elements = new Map();
globalThis.document = {
  documentElement: { lang: "en" },
  getElementById: (id) => {
    if (!elements.has(id)) {
      const element = Object.assign(new EventTarget(), { dataset: { noTorch: "no lamp" }, setAttribute: (name, value) => { element[name] = value; } });
      elements.set(id, element);
    }
    return elements.get(id);
  },
};
const { setUpLens, stepAfter } = await import("../../../eventapp/static/js/door/lens.js");
const press = async (id) => {
  elements.get(id).dispatchEvent(new Event("click"));
  await new Promise((done) => setTimeout(done));
};

function make({ can = {}, cameras = 1, refuses = false } = {}) {
  const set = [];
  const camera = {
    can,
    track: { getSettings: () => ({ zoom: set.at(-1)?.zoom }) },
    set: async (constraint) => (refuses ? Promise.reject(new Error("no")) : set.push(constraint)),
    others: async () => Array.from({ length: cameras }),
    next: () => set.push("next"),
  };
  elements.clear();
  return { drawn: setUpLens(camera), set };
}

test("zoom goes up in steps, and from the last to the first", () => {
  const range = { min: 1, max: 5 };

  assert.deepEqual([1, 3, 5, 4.99].map((value) => stepAfter(value, range)), [3, 5, 1, 1]);
});

test("only what the camera can is offered", async () => {
  const { drawn } = make({ can: { zoom: { min: 1, max: 5 } }, cameras: 2 });
  await drawn(true);
  assert.deepEqual(["zoom", "brighter", "other-camera"].map((id) => elements.get(id).hidden), [false, true, false]);

  await drawn(false);
  assert.deepEqual(["zoom", "other-camera"].map((id) => elements.get(id).hidden), [true, true]);
});

test("each press of zoom goes a step further, and the other camera is looked through", async () => {
  const { set } = make({ can: { zoom: { min: 1, max: 5 } } });
  for (const id of ["zoom", "zoom", "other-camera"]) await press(id);

  assert.deepEqual(set, [{ zoom: 3 }, { zoom: 5 }, "next"]);
});

test("a lamp that is refused is not said to shine", async () => {
  make({ refuses: true });
  await press("torch");

  assert.deepEqual([elements.get("torch")["aria-pressed"], elements.get("hint").textContent], [false, "no lamp"]);
});
