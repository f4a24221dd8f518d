import assert from "node:assert/strict";
import { test } from "node:test";

import { clashing, clock, goalOf, pull, said, stamp, standsAt, wallOf } from "../../../eventapp/static/js/backoffice/grid.js";

const at = (time) => `2027-04-15T${time}`;
const make = (starts, ends, room, people = "", more = {}) => ({ starts: at(starts), ends: ends && at(ends), room, people, ...more });
const place = (starts, ends, room) => ({ starts: stamp(at(starts)), ends: stamp(at(ends)), room });
const held = make("09:00", "10:00", "1", "7 8");

test("a time of the wall comes back as it was, whatever the device's zone", () => {
  assert.equal(wallOf(stamp(at("02:30"))), at("02:30"));
  assert.equal(clock(stamp(at("09:05"))), "9:05");
});

test("a sentence takes its values, and leaves nothing where one is missing", () => {
  assert.equal(said("{title} at {time}{room}", { title: "Opening", time: "9:00" }), "Opening at 9:00");
});

test("two sessions in one room at one time clash", () => {
  const other = make("10:30", "11:30", "2");

  assert.deepEqual(clashing(held, place("11:00", "12:00", "2"), [other]), [other]);
  assert.deepEqual(clashing(held, place("11:00", "12:00", "3"), [other]), []);
});

test("sessions that follow each other do not clash", () => {
  const other = make("10:00", "11:00", "1");

  assert.deepEqual(clashing(held, place("09:00", "10:00", "1"), [other]), []);
  assert.deepEqual(clashing(held, place("11:00", "12:00", "1"), [other]), []);
});

test("who has a part in both cannot be in two rooms", () => {
  const other = make("10:00", "11:00", "2", "8 9");

  assert.deepEqual(clashing(held, place("10:30", "11:30", "3"), [other]), [other]);
});

test("without a room and without people nobody is in the way", () => {
  const other = make("10:00", "11:00", "", "");

  assert.deepEqual(clashing({ ...held, people: "" }, place("10:00", "11:00", ""), [other]), []);
});

test("what is cancelled, or has no time yet, takes no room", () => {
  const cancelled = make("10:00", "11:00", "1", "7", { cancelled: "" });
  const unplaced = { room: "1", people: "7" };
  const to = place("10:00", "11:00", "1");

  assert.deepEqual(clashing(held, to, [cancelled, unplaced]), []);
  assert.deepEqual(clashing({ ...held, cancelled: "" }, to, [make("10:00", "11:00", "1", "7")]), []);
});

test("a session without an end is in the way while it begins", () => {
  const other = make("10:30", undefined, "1");

  assert.deepEqual(clashing(held, place("10:00", "11:00", "1"), [other]), [other]);
  assert.deepEqual(clashing(held, place("10:30", "11:00", "1"), [other]), []);
});

test("a session that is moved keeps its length, and one with the usual length its lack of an end", () => {
  const to = place("11:00", "12:00", "2");

  assert.deepEqual(goalOf(held, { to }), { room: "2", starts: at("11:00"), ends: at("12:00") });
  assert.deepEqual(goalOf({ starts: at("09:00") }, { to }), { room: "2", starts: at("11:00"), ends: "" });
  assert.deepEqual(goalOf({ starts: at("09:00") }, { to, stretched: true }).ends, at("12:00"));
});

test("a session taken out of the tray gets an end", () => {
  assert.equal(goalOf({}, { to: place("11:00", "12:00", "2") }).ends, at("12:00"));
});

test("a session put into the tray loses room and time", () => {
  assert.deepEqual(goalOf(held, { to: null }), { room: "", starts: "", ends: "" });
});

test("a session put back where it stood is not moved", () => {
  assert.ok(standsAt(held, goalOf(held, { to: place("09:00", "10:00", "1") })));
  assert.ok(standsAt({}, goalOf({}, { to: null })));
  assert.ok(!standsAt(held, goalOf(held, { to: place("09:00", "10:30", "1") })));
  assert.ok(!standsAt(held, goalOf(held, { to: null })));
});

test("a drag scrolls near an edge alone, the faster the nearer, and never faster than that", () => {
  assert.equal(pull(400, 0, 800), 0);
  assert.equal(pull(72, 0, 800), 0);
  assert.equal(pull(-50, 0, 800), -14);
  assert.equal(pull(900, 0, 800), 14);
  assert.ok(pull(60, 0, 800) > pull(10, 0, 800));
});
