import assert from "node:assert/strict";
import { test } from "node:test";

import { Door } from "../../../eventapp/static/js/door/door.js";
import { Store } from "../../../eventapp/static/js/door/store.js";
import { Disk } from "./disk.js";

const EVENT = { id: "ce36863f51b6baf9d16397ffb3e9af50", tz: "Europe/Berlin" };
const ENROLLED = { status: 201, facts: { device: 3, gate: "North", profile: "scan", event: EVENT, keys: [], policy: { exit: false } } };
const standing = (more) => ({ status: 200, facts: { device: 3, gate: "North", profile: "scan", event: EVENT, seq: 4, inside: 2, expected: 9, ...more } });

/** A door whose server answers by path; `heard` and `left` note what the page is told. */
async function make(answers, disk = new Disk()) {
  const heard = [];
  const left = [];
  const door = new Door({
    ask: async (path) => answers[path.split("?")[0]] ?? { status: 0, facts: {} },
    open: () => (disk ? Store.open(disk) : Promise.reject(new Error("private"))),
    heard: ({ status }) => heard.push(status),
    left: (code) => left.push(code),
    changed: () => {},
    health: () => ({ battery: 50 }),
  });
  await door.open();
  return { door, heard, left, disk };
}

const quiet = ({ door }) => door.pulse.stop();

test("a device enrols with a key of its own, and is one after a restart", async () => {
  const first = await make({ enrol: ENROLLED, me: standing() });
  assert.equal(first.door.enrolled, false);
  assert.equal((await first.door.enrol("token")).kept, true);
  await first.door.beat();
  quiet(first);

  const again = await make({ me: standing() }, first.disk);
  assert.deepEqual([again.door.enrolled, again.door.device.gate, again.door.trusted], [true, "North", true]);
  assert.equal(again.disk.stores.get("meta").get("key").extractable, false);
});

test("what the server knows of numbers, people and place is kept", async () => {
  const made = await make({ enrol: ENROLLED, me: standing({ gate: "South", direction: "out" }) });
  await made.door.enrol("token");
  await made.door.beat();
  quiet(made);

  assert.deepEqual([made.heard, made.door.decider.served, made.door.standing.inside, made.door.direction], [[200], 4, 2, "out"]);
  assert.equal(made.door.standing.gate, "South");
});

test("a cookie without the key, and a key without the cookie, are no device", async () => {
  const bare = await make({ me: standing() });
  await bare.door.beat();
  quiet(bare);
  assert.deepEqual([bare.left, bare.door.enrolled], [[""], false]);

  const other = await make({ enrol: ENROLLED, me: standing({ device: 8 }) });
  await other.door.enrol("token");
  await other.door.beat();
  quiet(other);
  assert.deepEqual([other.left, other.door.enrolled], [[""], false]);
});

test("who is shut out keeps nothing", async () => {
  const made = await make({ enrol: ENROLLED, me: { status: 401, facts: { code: "revoked" } } });
  await made.door.enrol("token");
  await made.door.beat();
  quiet(made);

  assert.deepEqual(made.left, ["revoked"]);
  assert.deepEqual([...made.disk.stores.values()].map((store) => store.size), [0, 0, 0, 0, 0]);
});

test("a browser that keeps nothing does not enrol", async () => {
  const { door } = await make({ enrol: ENROLLED }, null);

  assert.equal((await door.enrol("token")).kept, false);
  assert.equal(door.enrolled, false);
});

test("since when nobody answers is known, and forgotten with the next answer", async () => {
  const answers = {};
  const made = await make(answers);
  await made.door.beat();
  assert.equal(made.door.standing.up, false);
  assert.ok(made.door.standing.since > 0);

  answers.me = { status: 403, facts: { code: "pending" } };
  await made.door.beat();
  quiet(made);
  assert.deepEqual([made.door.standing.up, made.door.standing.since], [true, undefined]);
});

test("once the event is over a device remembers nothing at its next start", async () => {
  const over = { ...ENROLLED, facts: { ...ENROLLED.facts, policy: { until: "2015-03-28T12:00:00+00:00" } } };
  const made = await make({ enrol: over });
  await made.door.enrol("token");

  const again = await make({}, made.disk);

  assert.deepEqual([again.door.enrolled, again.disk.stores.get("meta").size], [false, 0]);
});
