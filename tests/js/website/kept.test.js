import assert from "node:assert/strict";
import { test } from "node:test";

import { addressToShare, calendarOf, keepSessions, keptSessions } from "../../../eventapp/static/js/website/kept.js";

/** What a browser keeps for a site, as far as it is used here. */
function makeStore() {
  const items = new Map();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, String(value)) };
}

test("a reader who kept nothing has an empty programme", () => {
  assert.deepEqual(keptSessions("spring", makeStore()), new Set());
});

test("what is kept of one event is found again, and not at another", () => {
  const store = makeStore();

  keepSessions("spring", new Set(["7", "3"]), store);

  assert.deepEqual(keptSessions("spring", store), new Set(["7", "3"]));
  assert.deepEqual(keptSessions("autumn", store), new Set());
});

test("what earlier versions kept is still found", () => {
  const store = makeStore();
  store.setItem("programme spring", '["12"]');

  assert.deepEqual([...keptSessions("spring", store)], ["12"]);
});

test("the calendar of kept sessions names each of them, in the same language", () => {
  const whole = "https://example.org/spring/agenda.ics?lang=fr";

  assert.equal(calendarOf(new Set(["7", "3"]), whole), "https://example.org/spring/agenda.ics?s=7&s=3");
});

test("a shared address loses the fields of a search that stand empty, and nothing else", () => {
  const page = "https://example.org/spring/agenda?q=&track=2&room=&lang=de#mine";

  assert.equal(addressToShare(page), "https://example.org/spring/agenda?track=2&lang=de#mine");
});
