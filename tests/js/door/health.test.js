import assert from "node:assert/strict";
import { test } from "node:test";

import { health } from "../../../eventapp/static/js/door/health.js";

test("battery and storage are told in percent", async () => {
  const device = {
    getBattery: async () => ({ level: 0.184, charging: false }),
    storage: { estimate: async () => ({ usage: 5, quota: 20 }) },
  };

  assert.deepEqual(await health(device), { battery: 18, charging: false, storage: 25 });
});

test("what a browser does not tell, or refuses to, is left out", async () => {
  assert.deepEqual(await health({}), {});
  assert.deepEqual(await health({ getBattery: async () => Promise.reject(new Error("no")), storage: { estimate: async () => ({}) } }), {});
});
