/* Deciding a scan: the server's word while it answers in time, this device's own otherwise; by the
   same id and number, and kept before anything is shown (checkin-protocol section 7). */

import { readBadge } from "./badge.js";
import { Decision, Verdict, Why } from "./constants.js";
import { decide } from "./engine.js";
import { te } from "./fold.js";
import { open } from "./sealed.js";
import { isToken } from "./token.js";
import { answered } from "./verdicts.js";

export const PATIENCE_MS = 1500;
const NUMBER_USED = 409;

/** The day of a moment in a zone, as in a calendar. */
export const dayOf = (moment, timeZone) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(moment));

export class Decider {
  /** The last number the server has of this device. */
  served = 0;

  /** `ask(path, body, patience)` asks the server and notes whether it answers, `up()` tells that;
      `store` keeps, `knowledge` knows; `device()` is `{ device, gate, event, rehearsal }` and `list()`
      `{ keys, policy, cursor, at }` as last told; `clock()` gives `{ t, off, clk }`. */
  constructor({ ask, up, store, knowledge, device, list, clock, trusted = true }) {
    Object.assign(this, { ask, up, store, knowledge, device, list, clock, trusted });
  }

  begin(code, more) {
    return { id: crypto.randomUUID(), code, ...this.clock(), ...more };
  }

  /** Decide; answers `{ status, facts, open, unsaved }` as the server would. `open`: nobody decided. */
  async decide(scan) {
    scan.seq ??= this.#next();
    const list = this.list();
    const read = list && isToken(scan.code) ? await readBadge(scan.code, this.device().event.id, list.keys) : {};
    if (this.up()) {
      const sent = await this.#online(scan);
      if (answered(sent.status)) {
        if (sent.status === 200) await this.#note(scan, read, sent.facts);
        return { ...sent, read };
      }
    }
    if (!list || !this.trusted || (!isToken(scan.code) && scan.typed)) return { status: 0, facts: {}, open: true };
    return this.#alone(scan, read.idx || read.why ? read : await readBadge(scan.code, this.device().event.id, list.keys));
  }

  #next() {
    return Math.max(this.served, this.knowledge.lastNumber) + 1;
  }

  async #online(scan) {
    const body = ({ seq }) => Object.fromEntries(["id", "code", "dir", "t", "off", "clk", "forced", "reason"]
      .filter((name) => scan[name] !== undefined).map((name) => [name, scan[name]]).concat([["seq", seq]]));
    const sent = await this.ask("scan", body(scan), PATIENCE_MS);
    if (sent.status !== NUMBER_USED) return sent;
    const me = await this.ask("me", {}, PATIENCE_MS); // the numbers of this device were lost
    this.served = Math.max(this.served, me.facts.seq ?? 0, scan.seq);
    scan.seq = this.#next();
    return this.ask("scan", body(scan), PATIENCE_MS);
  }

  /** Keep what the server decided, for the next decision of this badge; it has the record already,
      so that a full disk stops nobody. A repeat it has not kept is sent with the others. */
  async #note(scan, read, facts) {
    const record = this.#record(scan, read, { ...facts, mode: "on", acked: facts.verdict !== Verdict.REPEAT });
    await this.#keep(record).catch(() => {});
  }

  async #alone(scan, read) {
    const { event, gate, rehearsal } = this.device();
    const { at, policy: set = {} } = this.list();
    const policy = { reentry: true, days: [], ...set };
    const moment = te(scan);
    const asked = { dir: scan.dir, te: moment, dev: this.device().device, reason: scan.reason, day: scan.clk === 2 ? null : dayOf(moment, event.tz) };
    const known = read.idx ? await this.#known(scan.code, read.idx, policy) : {};
    const state = read.idx ? this.knowledge.stateOf(read.idx) : undefined;
    const decided = read.why
      ? { decision: Decision.REFUSE, why: read.why, keep: true }
      : decide(asked, known, policy, rehearsal ? { inside: false } : state);
    const { opened, keep, ...words } = decided;
    const first = opened ?? (state?.inside ? state.opened : undefined);
    const facts = {
      ...words, alone: true, listed: Boolean(known.record), listAt: at,
      ...(first && { first: { t: te(first), gate: first.gate ?? gate } }),
      ...(known.revoked && { replaced: { t: known.revoked.at, printed: known.revoked.printed } }),
      ...(known.record && !known.revoked && { ct: known.record.ct, h: known.record.h }),
    };
    try {
      if (keep) await this.#keep(this.#record(scan, read, { ...facts, mode: "off", acked: false }));
    } catch {
      return { status: 0, facts: {}, open: true, unsaved: true };
    }
    return { status: 200, facts, read };
  }

  /** What is known of a badge; whether it may in here is told by the record that it opens. */
  async #known(code, idx, { classes }) {
    const known = this.knowledge.of(idx);
    if (!classes?.length || !known.record) return known;
    const { k: category } = await open(code, known.record.ct, this.device().event.id).catch(() => ({}));
    return { ...known, lack: classes.includes(category) ? undefined : Why.NOT_ENROLLED_CLASS };
  }

  #record(scan, read, { decision, why, mode, acked }) {
    const { device, gate, rehearsal } = this.device();
    const { id, seq, dir, t, off, clk, forced = false, reason } = scan;
    return {
      id, dev: device, seq, idx: read.idx ?? null, dir, dec: decision, why: why ?? reason ?? null, mode, t, off, clk,
      cur: this.list()?.cursor ?? 0, kid: read.kid ?? null, sigok: read.sigok ?? false, forced, ...(rehearsal && { reh: true }), gate, acked,
    };
  }

  async #keep(record) {
    if (!this.store) throw new Error("no store");
    const writes = [["log", "put", record.seq, record]];
    await this.store.write(writes);
    this.knowledge.apply(writes);
  }
}
