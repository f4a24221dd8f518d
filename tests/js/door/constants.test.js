import assert from "node:assert/strict";
import { test } from "node:test";

import * as constants from "../../../eventapp/static/js/door/constants.js";

test("the words of the doors are fixed, and each set says a word once", () => {
  for (const words of Object.values(constants)) {
    assert.ok(Object.isFrozen(words));
    assert.equal(new Set(Object.values(words)).size, Object.keys(words).length);
  }
});

test("the words that scripts compare with are there", () => {
  assert.equal(constants.Why.ALREADY_IN, "already_in");
  assert.equal(constants.Verdict.EXIT_ORPHAN, "exit_orphan");
});
