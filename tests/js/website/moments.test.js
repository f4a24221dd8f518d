import assert from "node:assert/strict";
import { test } from "node:test";

import { ownTime, span, standing, untilNextMinute } from "../../../eventapp/static/js/website/moments.js";

const NINE_IN_BERLIN = Date.parse("2027-04-15T09:00:00+02:00");
const LATE_IN_BERLIN = Date.parse("2027-04-15T23:30:00+02:00");
const berlin = { zone: "Europe/Berlin" };

test("a reader whose clock agrees with the event's is told nothing", () => {
  assert.equal(ownTime(NINE_IN_BERLIN, { language: "de", ...berlin, here: "Europe/Paris" }), "");
});

test("a reader elsewhere is told the time there", () => {
  assert.equal(ownTime(NINE_IN_BERLIN, { language: "en", ...berlin, here: "America/New_York" }), "03:00");
});

test("a reader to whom it is another day is told the day, too, in the page's language", () => {
  assert.match(ownTime(LATE_IN_BERLIN, { language: "fr", ...berlin, here: "Asia/Tokyo" }), /^ven\.,? 06:30$/);
});

test("the same time on another day is told all the same", () => {
  const text = ownTime(NINE_IN_BERLIN, { language: "en", zone: "Pacific/Apia", here: "Pacific/Midway" });

  assert.match(text, /^Wed/);
});

test("a page says when a session begins and how many minutes it lasts", () => {
  assert.deepEqual(span("2027-04-15T07:00:00+00:00", "90"), {
    from: NINE_IN_BERLIN, until: Date.parse("2027-04-15T10:30:00+02:00"),
  });
});

test("a session is on from its first moment until its last has come, and over from then on", () => {
  const session = { from: 1000, until: 2000, cancelled: false };

  assert.deepEqual(standing(session, 999), { isOn: false, isPast: false });
  assert.deepEqual(standing(session, 1000), { isOn: true, isPast: false });
  assert.deepEqual(standing(session, 1999), { isOn: true, isPast: false });
  assert.deepEqual(standing(session, 2000), { isOn: false, isPast: true });
});

test("a cancelled session is never on", () => {
  assert.equal(standing({ from: 1000, until: 2000, cancelled: true }, 1500).isOn, false);
});

test("the marks are renewed once the next minute has begun", () => {
  const minute = Date.parse("2027-04-15T09:00:00Z");

  for (const now of [minute, minute + 1, minute + 59_999]) {
    const then = now + untilNextMinute(now);
    assert.ok(then > minute + 60_000 && then <= minute + 60_050, String(then - minute));
  }
});
