/* What stands in a badge's code (checkin-protocol section 3), as `eventapp/badges/codes.py` has it. */

import { Why } from "./constants.js";

export const ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWX";
export const LETTERS = 132;
const BYTES = 82;
const VERSION = 1;

/** What a scanner or a person meant: no blanks, no hyphens, capitals, no AIM or ECI prefix. */
export const normalise = (text) => text.slice(0, 400).toUpperCase().replace(/[\s-]/g, "")
  .replace(/^\](C1|Q\d|E0|D2)/, "").replace(/^\\\d{6}/, "");

/** The bytes of canonical B32DE, or nothing where it is not that. */
function bytesOf(text) {
  let number = 0n;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    number = (number << 5n) | BigInt(value);
  }
  if (number & 15n) return undefined;
  number >>= 4n;
  const bytes = new Uint8Array(BYTES);
  for (let at = BYTES - 1; at >= 0; at -= 1, number >>= 8n) bytes[at] = Number(number & 255n);
  return bytes;
}

/** The parts of a token, its signature not yet checked, or `{ why }` for every other text. */
export function parse(text) {
  const clean = normalise(text);
  const bytes = clean.length === LETTERS ? bytesOf(clean) : undefined;
  const version = bytes ? bytes[0] >> 4 : 0;
  if (version > VERSION) return { why: Why.NEWER_VERSION };
  if (version !== VERSION) return { why: Why.NOT_A_BADGE };
  return {
    token: clean,
    kid: bytes[0] & 15,
    badgeId: bytes.slice(1, 17),
    badgeClass: bytes[17],
    payload: bytes.slice(0, 18),
    signature: bytes.slice(18),
  };
}

/** Whether a text is a token of ours by its form. */
export const isToken = (text) => Boolean(parse(text).token);

const TYPED = 9;
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9];

/** Whether the last character of a typed code follows from the others. */
function checks(code) {
  const values = [...code].map((letter) => ALPHABET.indexOf(letter));
  const total = WEIGHTS.reduce((sum, weight, at) => sum + weight * values[at], 0);
  return !values.includes(-1) && ALPHABET[total % 31] === code.at(-1);
}

/** Every reading of a text in which 1 may have been meant for L, and L for 1. */
const readings = (text) => [...text].reduce(
  (all, letter) => all.flatMap((start) => (letter === "1" || letter === "L" ? ["1", "L"] : [letter]).map((either) => start + either)),
  [""],
);

/** What somebody typed from below a badge's code: `{ code }`, or `{ mistyped }` where its check
    character says that one is wrong. O is 0 and I is 1; L and 1 are told apart by the check character.
    Any other text is handed on as it is. */
export function readTyped(text) {
  const clean = normalise(text).replace(/O/g, "0").replace(/I/g, "1");
  if (clean.length !== TYPED) return { code: text.trim() };
  if (checks(clean)) return { code: clean };
  const meant = readings(clean).filter(checks);
  return meant.length === 1 ? { code: meant[0] } : { mistyped: true };
}
