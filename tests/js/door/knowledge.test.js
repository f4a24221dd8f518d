import assert from "node:assert/strict";
import { test } from "node:test";

import { changesOf, Knowledge } from "../../../eventapp/static/js/door/knowledge.js";

const answer = (more) => ({ server_time: 1000, cursor: 7, keys: [], policy: { exit: false }, ...more });
const entry = (seq, t, more = {}) => [seq, { dev: 3, seq, t, off: 0, idx: "a", dir: "in", dec: "admit", mode: "off", ...more }];
const after = (more, before = {}) => {
  const knowledge = new Knowledge(before);
  knowledge.apply(changesOf(answer(more), knowledge.unsent));
  return knowledge;
};

test("an answer is kept with its list's age, all in one", () => {
  const writes = changesOf(answer({ records: [{ idx: "a", st: "ok" }], gone: ["b"] }));

  assert.deepEqual(writes, [
    ["rec", "put", "a", { st: "ok" }],
    ["revoked", "delete", "a"],
    ["rec", "delete", "b"],
    ["revoked", "delete", "b"],
    ["meta", "put", "list", { cursor: 7, keys: [], policy: { exit: false }, at: 1000 }],
  ]);
});

test("a new beginning forgets the former list and keeps the own scans", () => {
  const knowledge = after({ reset: true, records: [{ idx: "b", st: "ok" }] }, { rec: [["a", { st: "ok" }]], log: [entry(1, 5)] });

  assert.deepEqual([...knowledge.rec.keys()], ["b"]);
  assert.equal(knowledge.log.size, 1);
});

test("the same answer twice changes nothing", () => {
  const more = { records: [{ idx: "a", st: "ok" }], inside: [{ idx: "a", t: 500, gate: "North" }] };
  const once = after(more);
  const writes = changesOf(answer(more));
  once.apply(writes);

  assert.deepEqual([...once.rec], [...after(more).rec]);
  assert.equal(once.stateOf("a").inside, true);
});

test("a badge stands as the list says; what is not on it has no standing", () => {
  const knowledge = after({
    records: [{ idx: "a", st: "ok", cls: 1 }, { idx: "b", st: "cancelled" }, { idx: "c", st: "ok" }, { idx: "d", st: "blocked" }, { idx: "e", st: "wrong_day", days: ["2015-03-25"] }],
    revoked: [{ idx: "c", at: 900, why: "lost" }],
  });

  assert.deepEqual([..."abcdex"].map((idx) => knowledge.of(idx).standing), ["ok", "cancelled", "revoked", "revoked", "ok", undefined]);
  assert.equal(knowledge.of("c").revoked.at, 900);
  assert.deepEqual(knowledge.of("e").days, ["2015-03-25"]);
});

test("a badge that is stopped is nobody's any more, and one that holds again is stopped no longer", () => {
  const stopped = after({ revoked: [{ idx: "a", at: 900 }] }, { rec: [["a", { st: "ok" }]] });
  assert.equal(stopped.rec.size, 0);

  stopped.apply(changesOf(answer({ records: [{ idx: "a", st: "ok" }] })));
  assert.equal(stopped.of("a").standing, "ok");
});

test("who came in elsewhere is inside, and left when a scan here says so later", () => {
  const inside = { inside: [{ idx: "a", t: 500, gate: "North" }] };

  assert.equal(after(inside).stateOf("a").opened.gate, "North");
  assert.equal(after(inside, { log: [entry(1, 800, { dir: "out" })] }).stateOf("a").inside, false);
});

test("who left elsewhere may come again; what was admitted here since and not yet sent stands", () => {
  const left = { outside: ["a"] };

  assert.equal(after(left).stateOf("a").inside, false);
  assert.ok(after(left).stateOf("a").first);
  assert.equal(after(left, { log: [entry(1, 400, { acked: true })] }).stateOf("a").inside, false);
  assert.equal(after(left, { log: [entry(1, 400)] }).stateOf("a").inside, true);
});

test("an own scan that the server tells back is one scan", () => {
  const state = after({ inside: [{ idx: "a", t: 400, gate: "Here" }] }, { log: [entry(4, 400)] }).stateOf("a");

  assert.deepEqual([state.opened.dev, state.verdicts.size], [3, 1]);
});

test("numbers go on after the last one", () => {
  assert.equal(new Knowledge().lastNumber, 0);
  assert.equal(new Knowledge({ log: [entry(4, 0), entry(9, 0, { acked: true })] }).lastNumber, 9);
  assert.deepEqual(new Knowledge({ log: [entry(4, 0), entry(9, 0, { acked: true })] }).unsent.map(({ seq }) => seq), [4]);
});
