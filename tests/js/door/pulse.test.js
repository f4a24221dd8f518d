import assert from "node:assert/strict";
import { test } from "node:test";

import { Knowledge } from "../../../eventapp/static/js/door/knowledge.js";
import { Pulse } from "../../../eventapp/static/js/door/pulse.js";

const SYNC = { status: 200, etag: '"1"', facts: { server_time: 5, cursor: 7, records: [{ idx: "a", st: "ok" }], keys: [], policy: {} } };

/** A pulse whose server answers as given, by path; what it asked, waited and wrote is noted. */
function make(answers = {}, { unsent = 0, full = false } = {}) {
  const asked = [];
  const waits = [];
  const heard = [];
  let list = { cursor: 3 };
  let steady = 0;
  const knowledge = new Knowledge();
  const pulse = new Pulse({
    ask: async (path, _body, options) => {
      asked.push(options?.known ? `${path} ${options.known}` : path);
      return answers[path.split("?")[0]] ?? { status: 200, facts: {} };
    },
    report: () => ({ unsent }),
    upload: { send: async () => (unsent && asked.push("scans") ? answers.scans : undefined) },
    store: { write: async () => (full ? Promise.reject(new Error("full")) : undefined) },
    knowledge,
    list: () => list,
    listed: (newer) => { list = newer; },
    heard: async (answer) => heard.push(answer.status),
    serverNow: () => 99,
    later: (_act, wait) => waits.push(wait),
    steady: () => steady,
  });
  return { pulse, asked, waits, heard, knowledge, list: () => list, pass: (ms) => { steady += ms; } };
}

test("a beat sends, says where the device is, then takes what changed", async () => {
  const { pulse, asked, waits, heard, knowledge, list } = make({ sync: SYNC, scans: { status: 200, facts: {} } }, { unsent: 2 });
  await pulse.beat();

  assert.deepEqual(asked, ["scans", "me", "sync?cursor=3"]);
  assert.deepEqual([heard, waits], [[200], [15_000]]);
  assert.ok(knowledge.rec.has("a"));
  assert.deepEqual(list(), { cursor: 7, keys: [], policy: {}, at: 5 });
});

test("the list is asked for every twenty seconds, or when somebody comes back", async () => {
  const { pulse, asked, pass } = make({ sync: SYNC });
  await pulse.beat();
  pass(15_000);
  await pulse.beat();
  assert.deepEqual(asked, ["me", "sync?cursor=3", "me"]);

  await pulse.beat({ afresh: true });
  assert.equal(asked.at(-1), 'sync?cursor=7 "1"');
});

test("a list that did not change is as new as the answer", async () => {
  const { pulse, list } = make({ sync: { status: 304, facts: {} } });
  await pulse.beat();

  assert.deepEqual(list(), { cursor: 3, at: 99 });
});

test("who is shut out hands over first and is told then", async () => {
  const { pulse, asked, heard } = make({ scans: { status: 401, facts: { code: "revoked" } } }, { unsent: 1 });
  await pulse.beat();

  assert.deepEqual(asked, ["scans"]);
  assert.deepEqual(heard, [401]);
});

test("while nobody answers it waits longer each time, and as usual afterwards", async () => {
  const answers = { me: { status: 0, facts: {} } };
  const { pulse, asked, waits } = make(answers);
  for (let turn = 0; turn < 3; turn += 1) await pulse.beat();
  delete answers.me;
  await pulse.beat();

  assert.ok(waits[0] <= 2500 && waits[1] >= 3000 && waits[2] >= 6000, String(waits));
  assert.equal(waits[3], 15_000);
  assert.deepEqual(asked.slice(0, 4), ["me", "me", "me", "me"]);
});

test("who waits to be let in asks again soon", async () => {
  const { pulse, waits, asked } = make({ me: { status: 403, facts: { code: "pending" } } });
  await pulse.beat();

  assert.deepEqual([asked, waits], [["me"], [1500]]);
});

test("beats do not overlap", async () => {
  const { pulse, asked } = make({ sync: SYNC });
  await Promise.all([pulse.beat(), pulse.beat()]);

  assert.deepEqual(asked, ["me", "sync?cursor=3"]);
});

test("who comes back while an answer is waited for is answered by a beat of its own, at once", async () => {
  const { pulse, waits } = make({ sync: SYNC });
  await Promise.all([pulse.beat(), pulse.beat({ afresh: true })]);

  assert.deepEqual(waits, [0]);
});

test("a full disk does not keep the list from being known", async () => {
  const { pulse, knowledge } = make({ sync: SYNC }, { full: true });
  await pulse.beat();

  assert.ok(knowledge.rec.has("a"));
});
