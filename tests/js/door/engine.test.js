/* The table that holds the server's engine as well: tests/data/decisions.json. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decide } from "../../../eventapp/static/js/door/engine.js";
import { fold, te } from "../../../eventapp/static/js/door/fold.js";

const CASES = JSON.parse(readFileSync(new URL("../../data/decisions.json", import.meta.url), "utf8"));

function said(decided) {
  const { decision, verdict, why, opened, day } = decided;
  return { decision, ...(verdict && { verdict }), ...(why && { why }), ...(opened && { first: te(opened) }), ...(day && { day }) };
}

test("there are two hundred cases and more", () => assert.ok(CASES.length >= 200));

for (const { name, log, policy, expect, online, standing, days, lack, ...asked } of CASES) {
  test(name, () => assert.deepEqual(said(decide(asked, { standing, days, lack }, policy, fold(log), { online })), expect));
}

test("a decision takes no time that anybody notices", () => {
  const begun = performance.now();
  for (const { log, policy, standing, days, lack, ...asked } of CASES) decide(asked, { standing, days, lack }, policy, fold(log));

  assert.ok((performance.now() - begun) / CASES.length < 5);
});
