import assert from "node:assert/strict";
import { test } from "node:test";

import { clockOffset, saidMoment } from "../../../eventapp/static/js/door/moments.js";

const NOW = Date.parse("2027-04-15T12:00:00+02:00");
const berlin = { language: "de", timeZone: "Europe/Berlin", now: NOW };

test("the server's clock is compared as if it had answered half-way", () => {
  assert.equal(clockOffset(10_000, { asked: 500, received: 700, now: 10_100 }), 0);
  assert.equal(clockOffset(70_000, { asked: 500, received: 501, now: 10_000 }), 60_001);
});

test("a moment of today is said as a time, without a zero before it", () => {
  assert.equal(saidMoment(Date.parse("2027-04-15T09:05:00+02:00"), berlin), "9:05");
});

test("a moment of another day is said with the day, in the helper's language", () => {
  const yesterday = Date.parse("2027-04-14T18:30:00+02:00");

  assert.equal(saidMoment(yesterday, berlin), "14. April, 18:30");
  assert.equal(saidMoment(yesterday, { ...berlin, language: "fr" }), "14 avril, 18:30");
});

test("today is the event's today, not the device's", () => {
  const soonAfterMidnight = Date.parse("2027-04-14T22:30:00Z");

  assert.equal(saidMoment(soonAfterMidnight, berlin), "0:30");
});
