import assert from "node:assert/strict";
import { test } from "node:test";

import { bare, MOST, pause, Upload } from "../../../eventapp/static/js/door/upload.js";

/** A device with so many unsent scans; `answers` override what the server says, in order. */
function make(count, answers = []) {
  const log = Array.from({ length: count }, (_, at) => ({ seq: count - at, id: `id${count - at}`, note: "own", acked: false }));
  const sent = [];
  let name = 0;
  const upload = new Upload({
    unsent: () => log.filter(({ acked }) => !acked),
    ask: async (path, body) => {
      sent.push({ path, batch: body.batch, seqs: body.scans.map(({ seq }) => seq), scans: body.scans });
      return answers.shift()?.(body) ?? { status: 200, facts: { results: body.scans.map(({ seq }) => ({ seq, status: "stored" })) } };
    },
    taken: async (results) => {
      for (const { seq } of results) log.find((record) => record.seq === seq).acked = true;
    },
    uuid: () => `batch${++name}`,
  });
  return { upload, sent, left: () => log.filter(({ acked }) => !acked).length };
}

test("nothing to send asks nothing", async () => {
  const { upload, sent } = make(0);

  assert.equal(await upload.send(), undefined);
  assert.deepEqual(sent, []);
});

test("scans go in order of their numbers, in batches, without what is noted for this device alone", async () => {
  const { upload, sent, left } = make(450);
  await upload.send();

  assert.deepEqual(sent.map(({ seqs }) => [seqs[0], seqs.at(-1)]), [[1, 200], [201, 400], [401, 450]]);
  assert.equal(sent[0].path, "scans");
  assert.deepEqual(sent[0].scans[0], { id: "id1", seq: 1 });
  assert.equal(left(), 0);
});

test("a batch that nobody answered is sent again by the same name", async () => {
  const { upload, sent, left } = make(3, [() => ({ status: 0, facts: {} }), () => ({ status: 503, facts: {} })]);
  assert.equal((await upload.send()).status, 0);
  await upload.send();
  await upload.send();

  assert.deepEqual(sent.map(({ batch }) => batch), ["batch1", "batch1", "batch1"]);
  assert.equal(left(), 0);
});

test("a batch that is too large is halved until it fits", async () => {
  const large = (body) => (body.scans.length > 60 ? { status: 413, facts: {} } : undefined);
  const { upload, sent, left } = make(200, [large, large, large, large]);
  await upload.send();

  assert.deepEqual(sent.slice(0, 3).map(({ seqs }) => seqs.length), [MOST, 100, 50]);
  assert.equal(left(), 0);
});

test("a scan that the server cannot read is acknowledged and holds nobody up", async () => {
  const bad = (body) => ({ status: 200, facts: { results: body.scans.map(({ seq }) => ({ seq, status: seq === 2 ? "bad" : "stored" })) } });
  const { upload, left } = make(3, [bad]);
  await upload.send();

  assert.equal(left(), 0);
});

test("an answer that takes nothing ends the try", async () => {
  const { upload, sent, left } = make(2, [() => ({ status: 200, facts: { results: [] } })]);
  await upload.send();

  assert.deepEqual([sent.length, left()], [1, 2]);
});

test("waiting doubles up to a minute, and differs from device to device", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 9].map((failures) => pause(failures, 0.5)), [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  assert.deepEqual([pause(1, 0), pause(1, 1)], [1500, 2500]);
});

test("what was not known is sent as nothing", () => {
  assert.deepEqual(bare({ seq: 1, idx: undefined, why: null, gate: "here" }), { seq: 1, idx: null, why: null });
});
