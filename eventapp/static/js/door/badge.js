/* A badge read without the server: whose key signed it, for which event, and the name that lists
   know it by (checkin-protocol sections 2, 3 and 5). */

import { Why } from "./constants.js";
import { parse } from "./token.js";

const P256 = { name: "ECDSA", namedCurve: "P-256" };
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
const keys = new Map();

function keyOf(pub) {
  if (!keys.has(pub)) keys.set(pub, crypto.subtle.importKey("raw", bytesOf(pub), P256, false, ["verify"]));
  return keys.get(pub);
}

async function verifies(token, event, pub) {
  const head = new TextEncoder().encode("badge-v1\0");
  const message = new Uint8Array([...head, ...event, ...token.payload]);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, await keyOf(pub), token.signature, message);
}

/** The name that devices know a badge by, in hexadecimal. */
export async function idxOf(badgeId, event) {
  const base = await crypto.subtle.importKey("raw", badgeId, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: event, info: new TextEncoder().encode("idx") };
  return hexOf(await crypto.subtle.deriveBits(how, base, 128));
}

/** Read a code. `eventId` is hexadecimal, `known` the event's keys `[{ kid, pub }]`. Answers
    `{ idx, kid, sigok, badgeClass, why }`: `why` says what is wrong with it, `idx` is there where it is signed. */
export async function readBadge(text, eventId, known) {
  const token = parse(text);
  if (token.why) return { sigok: false, why: token.why };
  const event = bytesOf(eventId);
  const read = { kid: token.kid, badgeClass: token.badgeClass, sigok: false };
  const key = known.find(({ kid }) => kid === token.kid);
  if (!key) return { ...read, why: Why.UNKNOWN_KEY };
  if (!await verifies(token, event, key.pub)) return { ...read, why: Why.BAD_SIGNATURE };
  return { ...read, sigok: true, idx: await idxOf(token.badgeId, event) };
}

const VECTOR = {
  event: "ce36863f51b6baf9d16397ffb3e9af50",
  pub: "04515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f4536be3a50f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f9354",
  token: "280128HK8HANCVU8K6MBPK6VVTXG2W3AASUPVCVE6X2PSEMG91FT5NHAB8HC4RT8GSGV5KC82W9TRJ77USKJ7F476D3FKNV7C75W5PQXFXCQXFJKR8FQA5GVKBNNV022Q0NG",
  idx: "2017e67903b431fd5ccc4a5c071a6d1a",
};

/** Whether this browser computes as it must: known badge, known answer; and one bit off, refused. */
export async function selfTest() {
  try {
    const right = await readBadge(VECTOR.token, VECTOR.event, [{ kid: 2, pub: VECTOR.pub }]);
    const wrong = await readBadge(VECTOR.token, VECTOR.event.replace("ce", "cf"), [{ kid: 2, pub: VECTOR.pub }]);
    return right.idx === VECTOR.idx && wrong.why === Why.BAD_SIGNATURE;
  } catch {
    return false;
  }
}
