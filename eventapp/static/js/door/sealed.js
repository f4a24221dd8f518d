/* What a badge's code opens: the sealed record of its holder (checkin-protocol sections 3 and 5). */

import { parse } from "./token.js";

const derived = (info, salt) => ({ name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(info) });

/* Return {n: name, o: organisation, c: category, h: language}. */
export async function open(code, sealed, eventId) {
  const event = Uint8Array.from(eventId.match(/../g), (pair) => parseInt(pair, 16));
  const base = await crypto.subtle.importKey("raw", parse(code).badgeId, "HKDF", false, ["deriveKey", "deriveBits"]);
  const key = await crypto.subtle.deriveKey(derived("rec", event), base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const idx = await crypto.subtle.deriveBits(derived("idx", event), base, 128);
  const bytes = Uint8Array.from(atob(sealed.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: idx }, key, bytes.slice(12));
  return JSON.parse(new TextDecoder().decode(plain));
}
