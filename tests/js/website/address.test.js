import assert from "node:assert/strict";
import { test } from "node:test";

import { faultOf, partsOf } from "../../../eventapp/static/js/website/address.js";

test("a whole address has a name and a domain", () => {
  assert.deepEqual(partsOf("zoe@gmial.com"), { name: "zoe@", domain: "gmial.com" });
});

for (const typed of ["", "zoe", "zoe@", "@gmial.com", "zoe@gmial.com@", "zoe@gmial .com"]) {
  test(`no whole address yet: "${typed}"`, () => assert.equal(partsOf(typed), null));
}

test("of an address that is wrong in two ways the first is said", () => {
  const faults = [["\\s", "no spaces"], ["^[^@]*$", "no @"]];

  assert.equal(faultOf("zoe gmial", faults), "no spaces");
  assert.equal(faultOf("zoe", faults), "no @");
  assert.equal(faultOf("zoe@example.org", faults), "");
});

test("signs are read as Unicode", () => {
  assert.equal(faultOf("zoë@example.org", [["\\p{Script=Han}", "signs"]]), "");
});
