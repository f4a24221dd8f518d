import assert from "node:assert/strict";
import { test } from "node:test";

import { call } from "../../../eventapp/static/js/door/link.js";

const answering = (status, text) => async (address, request) => {
  answering.last = { address, ...request };
  return { status, json: async () => JSON.parse(text) };
};

test("what is told is sent as JSON, what is asked is not", async () => {
  await call("me", { a: 1 }, { ask: answering(200, "{}") });
  assert.deepEqual([answering.last.address, answering.last.method, answering.last.body], ["/door/v1/me", "POST", '{"a":1}']);

  await call("time", undefined, { ask: answering(200, "{}") });
  assert.deepEqual([answering.last.method, answering.last.body], ["GET", undefined]);
});

test("an answer has its status, its facts and the server's clock", async () => {
  const ahead = Date.now() + 60_000;
  const { status, facts, off } = await call("me", {}, { ask: answering(200, JSON.stringify({ gate: "North", server_time: ahead })) });

  assert.deepEqual([status, facts.gate], [200, "North"]);
  assert.ok(Math.abs(off - 60_000) < 200, String(off));
});

test("no answer, one too late and one that is no JSON throw nothing", async () => {
  const never = (_address, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));

  assert.deepEqual(await call("me", {}, { ask: async () => Promise.reject(new TypeError()) }), { status: 0, facts: {} });
  assert.deepEqual(await call("me", {}, { patience: 5, ask: never }), { status: 0, facts: {} });
  assert.deepEqual((await call("me", {}, { ask: answering(502, "<html>") })).facts, {});
});
