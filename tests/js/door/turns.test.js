import assert from "node:assert/strict";
import { test } from "node:test";

import { Turns } from "../../../eventapp/static/js/door/turns.js";

/** Turns whose answers are those given, in order; what was asked and shown is noted. */
function make(answers = []) {
  const asked = [];
  const shown = [];
  let number = 0;
  const turns = new Turns({
    begin: (code, more) => ({ id: ++number, code, ...more }),
    decide: async (scan) => {
      asked.push(`${scan.code}${scan.id}`);
      await new Promise((done) => setTimeout(done, 5));
      const answer = answers.shift() ?? {};
      if (answer instanceof Error) throw answer;
      return answer;
    },
    tell: (answer, scan) => shown.push(`${scan.code}${scan.id}${answer.open ? "?" : ""}`),
  });
  return { turns, asked, shown };
}

test("badges shown while another is asked about are asked about afterwards, in order", async () => {
  const { turns, shown } = make();
  turns.take("A");
  turns.take("B");
  await turns.take("C");

  assert.deepEqual(shown, ["A1", "B2", "C3"]);
  assert.equal(turns.waiting, 0);
});

test("a badge keeps its id until it is answered, and has a new one afterwards", async () => {
  const { turns, asked } = make([{ open: true }, { open: true }]);
  for (let times = 0; times < 4; times += 1) await turns.take("A");

  assert.deepEqual(asked, ["A1", "A1", "A1", "A2"]);
});

test("a badge shown again while it is asked about is not asked about twice", async () => {
  const { turns, asked } = make();
  turns.take("A");
  await turns.take("A");

  assert.deepEqual(asked, ["A1"]);
});

test("letting in anyway and taking back are acts of their own", async () => {
  const { turns, asked } = make();
  turns.take("A");
  turns.take("A", { reason: "r" });
  await turns.take("A", { dir: "out", reason: "u" });

  assert.deepEqual(asked, ["A1", "A2", "A3"]);
});

test("a fault with one badge does not stop the next, and leaves its id as it was", async () => {
  const { turns, asked, shown } = make([new Error("broken")]);
  turns.take("A");
  await turns.take("B");
  await turns.take("A");

  assert.deepEqual(asked, ["A1", "B2", "A1"]);
  assert.deepEqual(shown, ["B2", "A1"]);
});

test("a device that is shut out forgets what was not answered", async () => {
  const { turns, asked } = make([{ open: true }]);
  await turns.take("A");
  turns.clear();
  await turns.take("A");

  assert.deepEqual(asked, ["A1", "A2"]);
});
