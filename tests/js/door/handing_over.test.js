import assert from "node:assert/strict";
import { test } from "node:test";

import { fileOf, nameOf } from "../../../eventapp/static/js/door/handing_over.js";

const device = { device: 3, gate: "North", event: { id: "ce36" } };
const NOW = Date.parse("2015-03-25T08:05:09Z");

test("the file holds what the server would take, in order, and whose it is", () => {
  const file = JSON.parse(fileOf([{ seq: 2, id: "b", gate: "North" }, { seq: 1, id: "a" }], device, NOW));

  assert.deepEqual(file, {
    form: "door/1", device: 3, gate: "North", event: "ce36", dev_time: NOW, scans: [{ seq: 1, id: "a" }, { seq: 2, id: "b" }],
  });
});

test("its name tells device and time, and no person", () => {
  assert.equal(nameOf(device, NOW), "unsent-3-2015-03-25-08-05.json");
});
