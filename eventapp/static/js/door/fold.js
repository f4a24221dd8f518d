/* What the scans of a badge mean: a pure function of the set (checkin-protocol section 9), as
   `eventapp/checkin/scan_replay.py` has it. Records are `{ dev, seq, t, off, dir, dec, mode }`. */

import { Decision, Direction, Verdict } from "./constants.js";

export const REPEAT_MS = 10_000;

/** Corrected time: the device's clock and what it lacked. */
export const te = (record) => record.t + record.off;

const byOrder = (left, right) => te(left) - te(right) || left.dev - right.dev || left.seq - right.seq;
const body = ({ dec, dev, dir, mode, off, seq, t }) => JSON.stringify({ dec, dev, dir, mode, off, seq, t });

function beats(record, held) {
  if ((record.mode === "off") !== (held.mode === "off")) return record.mode === "off";
  return body(record) < body(held);
}

/** One record a device and number, in order: off beats on, then the smallest body. */
export function merge(records) {
  const chosen = new Map();
  for (const record of records) {
    const key = `${record.dev}/${record.seq}`;
    const held = chosen.get(key);
    if (!held || beats(record, held)) chosen.set(key, record);
  }
  return [...chosen.values()].sort(byOrder);
}

/** `{ verdicts, inside, opened, first }`; `opened` is the entry that let the holder in last. */
export function fold(records) {
  const folded = { verdicts: new Map(), inside: false, opened: undefined, first: undefined };
  for (const record of merge(records)) folded.verdicts.set(record, step(folded, record));
  return folded;
}

function step(folded, record) {
  if (record.dec !== Decision.ADMIT) return Verdict.REFUSED;
  const { inside, opened } = folded;
  if (record.dir === Direction.OUT) {
    folded.inside = false;
    return inside ? Verdict.EXIT : Verdict.EXIT_ORPHAN;
  }
  if (!inside) {
    const verdict = folded.first ? Verdict.REENTRY : Verdict.FIRST;
    folded.first ??= record;
    folded.opened = record;
    folded.inside = true;
    return verdict;
  }
  return record.dev === opened.dev && te(record) - te(opened) <= REPEAT_MS ? Verdict.REPEAT : Verdict.DOUBLE;
}
