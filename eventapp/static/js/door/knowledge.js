/* What this device knows of the event: the list, who is inside as of the last answer, its own scans.
   In memory as in the store, so that a decision waits for no disk. */

import { Direction, Why } from "./constants.js";
import { fold, te } from "./fold.js";

const SERVER = 0;

/** The writes that an answer of `/sync` asks for: `[store, act, key, value]`, to be made at once. */
export function changesOf(answer, unsent = []) {
  const writes = answer.reset ? ["rec", "revoked", "inside"].map((store) => [store, "clear"]) : [];
  for (const { idx, ...record } of answer.records ?? []) writes.push(["rec", "put", idx, record], ["revoked", "delete", idx]);
  for (const idx of answer.gone ?? []) writes.push(["rec", "delete", idx], ["revoked", "delete", idx]);
  for (const { idx, ...entry } of answer.revoked ?? []) writes.push(["revoked", "put", idx, entry], ["rec", "delete", idx]);
  for (const { idx, ...entry } of answer.inside ?? []) writes.push(["inside", "put", idx, entry]);
  for (const idx of answer.outside ?? []) {
    const earliest = Math.min(answer.server_time, ...unsent.filter((record) => record.idx === idx).map((record) => te(record) - 1));
    writes.push(["inside", "put", idx, { left: earliest }]);
  }
  const { cursor, keys, policy, server_time: at } = answer;
  return [...writes, ["meta", "put", "list", { cursor, keys, policy, at }]];
}

export class Knowledge {
  constructor({ rec = [], revoked = [], inside = [], log = [] } = {}) {
    this.rec = new Map(rec);
    this.revoked = new Map(revoked);
    this.inside = new Map(inside);
    this.log = new Map(log);
  }

  /** Follow writes that were made. */
  apply(writes) {
    for (const [store, act, key, value] of writes) {
      if (store === "meta") continue;
      if (act === "clear") this[store].clear();
      else if (act === "delete") this[store].delete(key);
      else this[store].set(key, value);
    }
  }

  get unsent() {
    return [...this.log.values()].filter((record) => !record.acked);
  }

  get lastNumber() {
    return Math.max(0, ...this.log.keys());
  }

  /** How a badge stands: `{ standing, days, revoked, record }`; without a standing it is not listed. */
  of(idx) {
    const revoked = this.revoked.get(idx);
    const record = this.rec.get(idx);
    if (revoked) return { standing: "revoked", revoked, record };
    if (!record) return {};
    return { standing: standingOf(record.st), days: record.days, record };
  }

  /** What the scans of a badge mean, as far as this device knows. */
  stateOf(idx) {
    const own = [...this.log.values()].filter((record) => record.idx === idx);
    return fold([...own, ...this.#elsewhere(idx, own)]);
  }

  /** The server's word as scans: who is inside came in then; who left came in before and left. */
  #elsewhere(idx, own) {
    const word = this.inside.get(idx);
    if (!word) return [];
    const record = (seq, t, dir) => ({ dev: SERVER, seq, t, off: 0, dir, dec: "admit", mode: "on", gate: word.gate });
    if (word.left !== undefined) return [record(1, word.left - 1, Direction.IN), record(2, word.left, Direction.OUT)];
    if (own.some((mine) => te(mine) === word.t)) return [];
    return [record(1, word.t, Direction.IN)];
  }
}

/** A badge for other days is a good one, on its days; a blocked one is told like a stopped one. */
const STANDINGS = { [Why.WRONG_DAY]: "ok", blocked: "revoked" };
const standingOf = (word) => STANDINGS[word] ?? word;
