/* sealed.json was made by eventapp.badges.codes, which tests/js/test_scripts.py holds it to. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { open } from "../../../eventapp/static/js/door/sealed.js";

const { event, code, sealed, record } = JSON.parse(readFileSync(new URL("sealed.json", import.meta.url), "utf8"));

test("the code of a badge opens the record of its holder", async () => {
  assert.deepEqual(await open(code, sealed, event), record);
});

test("a code opens it however a scanner hands it on", async () => {
  const spaced = `]Q1${code.toLowerCase().match(/.{1,11}/g).join(" -")}`;

  assert.deepEqual(await open(spaced, sealed, event), record);
});

test("another badge does not open it", async () => {
  const other = code.slice(0, 5) + (code[5] === "A" ? "B" : "A") + code.slice(6);

  await assert.rejects(open(other, sealed, event));
});

test("the same badge does not open it at another event", async () => {
  await assert.rejects(open(code, sealed, event.replace(/^../, "00")));
});

test("a record that was changed on its way is not opened", async () => {
  const changed = sealed.slice(0, 30) + (sealed[30] === "A" ? "B" : "A") + sealed.slice(31);

  await assert.rejects(open(code, changed, event));
});
