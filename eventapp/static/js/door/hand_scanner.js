/* A hand scanner: its keys go to the page, whatever has the focus. Scanner and computer may be set
   to different keyboards, so each stroke is read in three ways; the reading that is a badge counts. */

import { isToken, LETTERS, normalise } from "./token.js";

const PAUSE_MS = 2000; // a short one is a slow phone, a long one begins anew
const AFTER_MS = 500; // what ends a badge that was taken already
const FEWEST = 6;
const ENDS = ["Enter", "Tab"];

/** What a US keyboard types with that key; nothing for one that no code of ours holds. */
function onUs(key) {
  const [, letter, digit, padDigit] = key.match(/^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/) ?? [];
  return letter ?? digit ?? padDigit ?? "";
}

/** The same for a French one. A German one has other places for Y and Z alone, which no badge holds. */
const FRENCH = { KeyQ: "A", KeyA: "Q", KeyW: "Z", KeyZ: "W", Semicolon: "M" };
const onFrench = (key) => FRENCH[key] ?? onUs(key);
const READINGS = [
  ({ key }) => (key?.length === 1 ? key : ""),
  ({ code }) => onUs(code),
  ({ code }) => onFrench(code),
];

const longest = (readings) => Math.max(...readings.map((reading) => reading.length));

/** The badge at the end of one of these readings, if any has one. */
function badgeIn(readings) {
  return readings.map((reading) => normalise(reading.slice(-2 * LETTERS)).slice(-LETTERS)).find(isToken);
}

/** Call `seen(code)` for each code that a hand scanner types. In a field badges alone are taken. */
export function onHandScanner(seen) {
  let readings = ["", "", ""];
  let keyAt = 0;
  let takenAt = Number.NEGATIVE_INFINITY;

  function take(event, code, now) {
    event.preventDefault(); // in a field too: its letters are those of another keyboard
    if (event.target.matches("input")) event.target.value = "";
    readings = ["", "", ""];
    takenAt = now;
    seen(code);
  }

  /** One key more: a badge is taken as soon as it is whole, whatever ends it. */
  function more(event, now) {
    readings = readings.map((reading, at) => reading + READINGS[at](event));
    const badge = longest(readings) >= LETTERS ? badgeIn(readings) : undefined;
    if (badge) take(event, badge, now);
  }

  function end(event, now) {
    if (longest(readings) >= FEWEST && !event.target.matches("input")) take(event, foreign(readings), now);
    readings = ["", "", ""];
  }

  document.addEventListener("keydown", (event) => {
    const now = performance.now();
    if (now - keyAt > PAUSE_MS) readings = ["", "", ""];
    keyAt = now;
    if (ENDS.includes(event.code) && now - takenAt < AFTER_MS) event.preventDefault();
    const ends = event.code === "Enter" || event.key === "Enter";
    (ends ? end : more)(event, now);
  });
}

/** A code that is no badge: as its characters say, where they were told. */
const foreign = ([characters, keys]) => (characters.length >= FEWEST ? characters : keys).slice(-2 * LETTERS);
