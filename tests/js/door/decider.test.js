/* The vector of checkin-protocol section 3 is the badge. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, Decider } from "../../../eventapp/static/js/door/decider.js";
import { Knowledge } from "../../../eventapp/static/js/door/knowledge.js";

const EVENT = "ce36863f51b6baf9d16397ffb3e9af50";
const IDX = "2017e67903b431fd5ccc4a5c071a6d1a";
const PUB = "04515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f4536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354";
const TOKEN = "280128HK8HANCVU8K6MBPK6VVTXG2W3AASUPVCVE6X2PSEMG91FT5NHAB8HC4RT8GSGV5KC82W9TRJ77USKJ7F476D3FKNV7C75W5PQXFXCQXFJKR8FQA5GVKBNNV022Q0NG";
const SILENCE = { status: 0, facts: {} };

function make({ answers = [], up = true, full = false, list = { cursor: 7, at: 50, keys: [{ kid: 2, pub: PUB }], policy: {} }, known = {}, trusted } = {}) {
  const asked = [];
  const written = [];
  let now = 1000;
  const knowledge = new Knowledge(known);
  const decider = new Decider({
    ask: async (path, body, patience) => {
      asked.push({ path, ...body, patience });
      return answers.shift() ?? SILENCE;
    },
    up: () => up,
    store: { write: async (writes) => (full ? Promise.reject(new Error("full")) : written.push(...writes)) },
    knowledge,
    device: () => ({ device: 3, gate: "Here", event: { id: EVENT, tz: "Europe/Berlin" } }),
    list: () => list,
    clock: () => ({ t: now, off: 5, clk: 0 }),
    ...(trusted !== undefined && { trusted }),
  });
  const show = (more = {}) => decider.decide(decider.begin(TOKEN, { dir: "in", ...more }));
  return { decider, asked, written, knowledge, show, pass: (ms) => { now += ms; } };
}

const admitted = { status: 200, facts: { decision: "admit", verdict: "first" } };

test("the server's word counts while it answers, and is kept", async () => {
  const { show, asked, knowledge } = make({ answers: [admitted] });
  const answer = await show();

  assert.deepEqual(answer.facts, admitted.facts);
  assert.equal(asked[0].patience, 1500);
  assert.deepEqual([knowledge.log.get(1).mode, knowledge.log.get(1).acked, knowledge.log.get(1).idx], ["on", true, IDX]);
});

test("without an answer the device decides, by the same id and number, and keeps it to be sent", async () => {
  const { show, asked, written, knowledge } = make();
  const { status, facts } = await show();

  assert.deepEqual([status, facts.decision, facts.verdict, facts.alone, facts.listed], [200, "admit", "first", true, false]);
  const [[store, , number, record]] = written;
  assert.deepEqual([store, number], ["log", 1]);
  assert.deepEqual([record.id, record.seq, record.t, record.off], [asked[0].id, asked[0].seq, asked[0].t, asked[0].off]);
  assert.deepEqual([record.mode, record.dec, record.idx, record.kid, record.sigok, record.cur], ["off", "admit", IDX, 2, true, 7]);
  assert.equal(knowledge.unsent.length, 1);
});

test("while the server is known to be gone, nobody waits for it", async () => {
  const { show, asked } = make({ up: false });
  await show();

  assert.deepEqual(asked, []);
});

test("numbers follow each other without a gap, and go on where the server is", async () => {
  const { decider, show, pass, written } = make({ up: false });
  decider.served = 4;
  await show();
  pass(60_000);
  await show({ dir: "out" });

  assert.deepEqual(written.map(([, , number]) => number), [5, 6]);
});

test("the same badge later is inside already, with when and where", async () => {
  const { show, pass } = make({ up: false });
  await show();
  pass(60_000);
  const { facts } = await show();

  assert.deepEqual([facts.decision, facts.why, facts.first], ["refuse", "already_in", { t: 1005, gate: "Here" }]);
});

test("within ten seconds it is the camera reading twice: no second record", async () => {
  const { show, pass, written } = make({ up: false });
  await show();
  pass(5000);

  assert.equal((await show()).facts.verdict, "repeat");
  assert.equal(written.length, 1);
});

test("what cannot be kept is not decided", async () => {
  const { show, knowledge } = make({ up: false, full: true });
  const answer = await show();

  assert.deepEqual([answer.unsaved, answer.open, knowledge.log.size], [true, true, 0]);
});

test("a full disk does not take back what the server has", async () => {
  const { show } = make({ answers: [admitted], full: true });

  assert.equal((await show()).facts.decision, "admit");
});

test("where there is no list, and where the browser computes wrongly, nobody decides", async () => {
  assert.deepEqual(await make({ list: null, up: false }).show(), { status: 0, facts: {}, open: true });
  assert.equal((await make({ up: false, trusted: false }).show()).open, true);
});

test("stopped and cancelled badges are refused; everybody may leave", async () => {
  const stopped = { up: false, known: { revoked: [[IDX, { at: 900, why: "lost", printed: 950 }]], rec: [[IDX, { st: "ok", ct: "sealed" }]] } };
  const refused = (await make(stopped).show()).facts;
  assert.deepEqual([refused.why, refused.replaced, refused.ct], ["revoked", { t: 900, printed: 950 }, undefined]);

  assert.equal((await make(stopped).show({ dir: "out" })).facts.verdict, "exit_orphan");
  assert.equal((await make({ up: false, known: { rec: [[IDX, { st: "cancelled", ct: "sealed" }]] } }).show()).facts.why, "cancelled");
});

test("an entrance for some asks the record that the badge opens, whose category it is", async () => {
  const members = { cursor: 7, keys: [{ kid: 2, pub: PUB }], policy: { classes: ["members"] } };
  const listed = { up: false, list: members, known: { rec: [[IDX, { st: "ok", ct: "unreadable" }]] } };

  assert.equal((await make(listed).show()).facts.why, "not_enrolled_class");
  assert.equal((await make({ ...listed, list: { ...members, policy: { classes: [] } } }).show()).facts.decision, "admit");
});

test("a code that is no badge is refused and kept, a typed one waits for the server", async () => {
  const { decider, written } = make({ up: false });
  const poster = await decider.decide(decider.begin("4006381333931", { dir: "in" }));
  const typed = await decider.decide(decider.begin("ABCD12345", { dir: "in", typed: true }));

  assert.deepEqual([poster.facts.why, typed.open, written.length], ["not_a_badge", true, 1]);
});

test("a number that is used already is given up for the next one the server names", async () => {
  const used = { status: 409, facts: {} };
  const { show, asked, written } = make({ answers: [used, { status: 200, facts: { seq: 41 } }, admitted] });
  await show();

  assert.deepEqual(asked.map(({ path, seq }) => [path, seq]), [["scan", 1], ["me", undefined], ["scan", 42]]);
  assert.equal(asked[0].id, asked[2].id);
  assert.equal(written[0][2], 42);
});

test("a repeat that the server did not keep is sent with the others", async () => {
  const { show, knowledge } = make({ answers: [{ status: 200, facts: { decision: "admit", verdict: "repeat" } }] });
  await show();

  assert.equal(knowledge.unsent.length, 1);
});

test("a day is that of the event's zone", () => {
  assert.equal(dayOf(Date.parse("2015-03-25T23:30:00Z"), "Europe/Berlin"), "2015-03-26");
});
