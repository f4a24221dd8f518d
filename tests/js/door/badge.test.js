/* Vectors of checkin-protocol section 3. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { idxOf, readBadge, selfTest } from "../../../eventapp/static/js/door/badge.js";
import { Why } from "../../../eventapp/static/js/door/constants.js";

const EVENT = "ce36863f51b6baf9d16397ffb3e9af50";
const PUB = "04515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f4536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354";
const TOKEN = "280128HK8HANCVU8K6MBPK6VVTXG2W3AASUPVCVE6X2PSEMG91FT5NHAB8HC4RT8GSGV5KC82W9TRJ77USKJ7F476D3FKNV7C75W5PQXFXCQXFJKR8FQA5GVKBNNV022Q0NG";
const KEYS = [{ kid: 2, alg: "P-256", pub: PUB }];

test("a badge of this event is signed, and known by its name on lists", async () => {
  const read = await readBadge(TOKEN, EVENT, KEYS);

  assert.deepEqual(read, { kid: 2, badgeClass: 1, sigok: true, idx: "2017e67903b431fd5ccc4a5c071a6d1a" });
});

test("a badge of another event, and one that was altered, are not", async () => {
  const bent = TOKEN.slice(0, 60) + (TOKEN[60] === "A" ? "B" : "A") + TOKEN.slice(61);

  assert.equal((await readBadge(TOKEN, EVENT.replace(/^ce/, "cf"), KEYS)).why, Why.BAD_SIGNATURE);
  assert.equal((await readBadge(bent, EVENT, KEYS)).why, Why.BAD_SIGNATURE);
});

test("a badge of a key that is not valid here, and what is no badge, are told apart", async () => {
  assert.equal((await readBadge(TOKEN, EVENT, [])).why, Why.UNKNOWN_KEY);
  assert.deepEqual(await readBadge("4006381333931", EVENT, KEYS), { sigok: false, why: Why.NOT_A_BADGE });
});

test("this computer computes as it must, and one that does not is noticed", async (context) => {
  assert.equal(await selfTest(), true);

  context.mock.method(crypto.subtle, "verify", async () => true);
  assert.equal(await selfTest(), false);
});

test("the name on lists depends on the event", async () => {
  const id = new Uint8Array(16);

  assert.notEqual(await idxOf(id, new Uint8Array(16)), await idxOf(id, new Uint8Array(16).fill(1)));
});
