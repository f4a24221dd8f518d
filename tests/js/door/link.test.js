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

test("an answer has its status, its facts, its tag and when it was asked for", async () => {
  const ask = async (_address, { headers }) => ({
    status: 200, json: async () => ({ gate: "North" }), headers: new Headers({ ETag: `"of ${headers["If-None-Match"]}"` }),
  });
  const { status, facts, etag, asked, received } = await call("sync", undefined, { known: '"a"', ask });

  assert.deepEqual([status, facts.gate, etag], [200, "North", '"of "a""']);
  assert.ok(received >= asked);
});

test("no answer, one too late and one that is no JSON throw nothing", async () => {
  const never = (_address, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));

  assert.deepEqual(await call("me", {}, { ask: async () => Promise.reject(new TypeError()) }), { status: 0, facts: {} });
  assert.deepEqual(await call("me", {}, { patience: 5, ask: never }), { status: 0, facts: {} });
  assert.deepEqual((await call("me", {}, { ask: answering(502, "<html>") })).facts, {});
});
