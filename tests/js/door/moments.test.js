import assert from "node:assert/strict";
import { test } from "node:test";

import { saidDay, saidMoment } from "../../../eventapp/static/js/door/moments.js";

const NOW = Date.parse("2027-04-15T12:00:00+02:00");
const berlin = { language: "de", timeZone: "Europe/Berlin", now: NOW };

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

test("a day of the calendar is that day, wherever the device is", () => {
  assert.equal(saidDay("2015-03-25", "de"), "25. März");
  assert.equal(saidDay("2015-03-25", "fr"), "25 mars");
});
