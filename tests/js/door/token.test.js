/* Vectors of checkin-protocol section 3; sealed.json was made by eventapp.badges.codes. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Why } from "../../../eventapp/static/js/door/constants.js";
import { ALPHABET, isToken, normalise, parse, readTyped } from "../../../eventapp/static/js/door/token.js";

const { code } = JSON.parse(readFileSync(new URL("sealed.json", import.meta.url), "utf8"));
const VECTOR = "280128HK8HANCVU8K6MBPK6VVTXG2W3AASUPVCVE6X2PSEMG91FT5NHAB8HC4RT8GSGV5KC82W9TRJ77USKJ7F476D3FKNV7C75W5PQXFXCQXFJKR8FQA5GVKBNNV022Q0NG";

test("a token has its key, badge, class and signature", () => {
  const token = parse(VECTOR);

  assert.equal(token.kid, 2);
  assert.equal(Buffer.from(token.badgeId).toString("hex"), "00112233445566778899aabbccddeeff");
  assert.equal(token.badgeClass, 1);
  assert.deepEqual([token.payload.length, token.signature.length], [18, 64]);
});

test("a token is read however a scanner hands it on", () => {
  for (const prefix of ["", "]C1", "]Q1", "]Q3", "]E0", "]d2", "]Q2\\000026"]) {
    const spaced = prefix + code.toLowerCase().match(/.{1,11}/g).join(" -");
    assert.equal(parse(`  ${spaced}\n`).token, code, prefix);
  }
});

test("every other text is no badge, and never a fault", () => {
  const bent = [code.slice(1), `${code}0`, `O${code.slice(1)}`, `${code.slice(0, -1)}1`, "", "0", "https://example.org/", "\u{1f3ab}".repeat(132)];
  for (const text of bent) assert.deepEqual(parse(text), { why: Why.NOT_A_BADGE }, text);
  for (let turn = 0; turn < 10_000; turn += 1) {
    const letters = Array.from({ length: (turn * 7) % 200 }, (_, at) => ALPHABET[(turn * 31 + at * at) % 32]);
    assert.ok(parse(letters.join("")));
  }
});

test("a badge of a later version is told apart", () => {
  assert.deepEqual(parse(`4${code.slice(1)}`), { why: Why.NEWER_VERSION });
  assert.deepEqual(parse(`0${code.slice(1)}`), { why: Why.NOT_A_BADGE });
});

test("a token is known by its form", () => {
  assert.equal(isToken(code), true);
  assert.equal(isToken("4006381333931"), false);
  assert.equal(normalise(" ab-c "), "ABC");
});

/* Codes of `eventapp.badges.codes.fallback_of`. */
test("a typed code is read in any letters, with O for 0 and I for 1", () => {
  const typed = "0LD7 KS0S";
  const code = withCheck(normalise(typed));

  assert.deepEqual(readTyped(code), { code });
  assert.deepEqual(readTyped(` ${code.slice(0, 4).toLowerCase().replaceAll("0", "o")} ${code.slice(4)} `), { code });
});

test("L and 1 are told apart by the check character", () => {
  const code = withCheck("1L234567");

  assert.deepEqual(readTyped(code.replace("1L", "LL")), { code });
  assert.deepEqual(readTyped(code.replace("1L", "II")), { code });
});

test("a slip of the finger is told as one, and not as a foreign badge", () => {
  const code = withCheck("23456789");

  assert.deepEqual(readTyped(`3${code.slice(1)}`), { mistyped: true });
  assert.deepEqual(readTyped(code[1] + code[0] + code.slice(2)), { mistyped: true });
  assert.deepEqual(readTyped(" EVENT-7 "), { code: "EVENT-7" });
});

/** Eight characters with the ninth that follows from them. */
function withCheck(eight) {
  const total = [...eight].reduce((sum, letter, at) => sum + ALPHABET.indexOf(letter) * (at + 2), 0);
  return eight + ALPHABET[total % 31];
}
