import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../../../eventapp/static/js/door/store.js";
import { Disk } from "./disk.js";

test("what was written is read again, and each write is made to last", async () => {
  const disk = new Disk();
  const store = await Store.open(disk);
  await store.write([["rec", "put", "a", { st: "ok" }], ["meta", "put", "list", { cursor: 1 }]]);
  await store.write([["rec", "put", "b", {}], ["rec", "delete", "a"]]);

  assert.deepEqual(await store.all("rec"), [["b", {}]]);
  assert.deepEqual((await store.everything()).meta, [["list", { cursor: 1 }]]);
  assert.deepEqual(disk.durability, ["strict", "strict"]);
});

test("a full disk is told", async () => {
  const disk = new Disk();
  const store = await Store.open(disk);
  disk.full = true;

  await assert.rejects(store.write([["log", "add", 1, {}]]), /quota/);
});

test("a number is used once", async () => {
  const store = await Store.open(new Disk());
  await store.write([["log", "add", 1, { id: "a" }]]);

  await assert.rejects(store.write([["log", "add", 1, { id: "b" }]]));
  assert.deepEqual(await store.all("log"), [[1, { id: "a" }]]);
});

test("a device that was shut out keeps nothing", async () => {
  const disk = new Disk();
  await Store.open(disk);
  await Store.erase(disk);

  assert.equal(disk.stores.size, 0);
});
