import assert from "node:assert/strict";
import { test } from "node:test";

import { NAMES_MS, Trail, UNDO_MS } from "../../../eventapp/static/js/door/trail.js";

const row = (id, at, more = {}) => ({ id, at, name: `Guest ${id}`, more: "", undo: true, ...more });

test("the last three stay, newest first", () => {
  const trail = new Trail();
  for (const id of [1, 2, 3, 4]) trail.add(row(id, id));

  assert.deepEqual(trail.rows(5).map((last) => last.id), [4, 3, 2]);
});

test("names are readable for a minute, and for good gone afterwards", () => {
  const trail = new Trail();
  trail.add(row(1, 0, { more: "already in" }));
  assert.equal(trail.rows(NAMES_MS - 1)[0].name, "Guest 1");

  assert.deepEqual([trail.rows(NAMES_MS)[0].name, trail.rows(NAMES_MS)[0].more], ["", ""]);
  assert.equal(trail.rows(0)[0].name, "");
});

test("a lock leaves nobody", () => {
  const trail = new Trail();
  trail.add(row(1, 0));
  trail.clear();

  assert.deepEqual(trail.rows(1), []);
});

test("only what let somebody through can be taken back, for a quarter of an hour", () => {
  const trail = new Trail();
  trail.add(row(1, 0));
  trail.add(row(2, 1, { undo: false }));

  assert.deepEqual(trail.undoable(2).map((last) => last.id), [1]);
  assert.deepEqual(trail.undoable(UNDO_MS), []);
});

test("what was taken back leaves the trail", () => {
  const trail = new Trail();
  trail.add(row(1, 0));
  trail.add(row(2, 0));
  trail.remove({ id: 2 });

  assert.deepEqual(trail.rows(1).map((last) => last.id), [1]);
});
