/* The device's pulse: it tells the server that it is there, sends what it decided alone, then takes
   what changed (checkin-protocol sections 6 and 8). One beat at a time, slower while nobody answers. */

import { changesOf } from "./knowledge.js";
import { pause } from "./upload.js";
import { answered } from "./verdicts.js";

const BEAT_MS = 15_000;
const WAITING_MS = 1500;
const SYNC_MS = 20_000;

export class Pulse {
  #beating = false;
  #again = false;
  #timer = 0;
  #failures = 0;
  #synced = Number.NEGATIVE_INFINITY;
  #etag = "";

  /** `ask(path, body, options)` asks the server; `report()` is what it is told; `upload` sends;
      `store` and `knowledge` keep what changed, `list()` and `listed(list)` its cursor and policy;
      `heard(answer)` gets each answer to where this device stands; `serverNow()` is the server's clock. */
  constructor(parts) {
    Object.assign(this, parts);
    this.later ??= (act, wait) => setTimeout(act, wait);
    this.steady ??= () => performance.now();
  }

  /** Beat now; `afresh` asks for the list, too, however new it is. */
  async beat({ afresh = false } = {}) {
    if (this.#beating) {
      this.#again ||= afresh; // somebody is back while an answer is waited for: once more, at once
      return;
    }
    this.#beating = true;
    clearTimeout(this.#timer);
    try {
      const wait = await this.#once(afresh);
      this.#timer = this.later(() => this.beat({ afresh: this.#take() }), this.#again ? 0 : wait);
    } finally {
      this.#beating = false;
    }
  }

  #take() {
    const again = this.#again;
    this.#again = false;
    return again;
  }

  /** The server has just stopped answering: ask again in a moment, not at the next usual beat. */
  soon() {
    if (this.#beating) return;
    clearTimeout(this.#timer);
    this.#timer = this.later(() => this.beat(), pause(1));
  }

  stop() {
    clearTimeout(this.#timer);
    this.#synced = Number.NEGATIVE_INFINITY;
    this.#etag = "";
  }

  /** One round; answers how long to wait for the next. */
  async #once(afresh) {
    const sent = await this.upload.send(); // first: who was shut out hands over what is left, and is told then
    const me = sent && (sent.status === 401 || !answered(sent.status)) ? sent : await this.ask("me", this.report());
    await this.heard(me);
    if (!answered(me.status)) {
      this.#failures += 1;
      return pause(this.#failures);
    }
    this.#failures = 0;
    if (me.status !== 200) return me.facts.code === "pending" ? WAITING_MS : BEAT_MS;
    if (afresh || this.steady() - this.#synced >= SYNC_MS) await this.#sync();
    return BEAT_MS;
  }

  async #sync() {
    const { status, facts, etag } = await this.ask(`sync?cursor=${this.list()?.cursor ?? 0}`, undefined, { known: this.#etag, patience: 20_000 });
    if (status === 304) {
      this.#synced = this.steady();
      this.listed({ ...this.list(), at: this.serverNow() });
    }
    if (status !== 200) return;
    const writes = changesOf(facts, this.knowledge.unsent);
    await this.store?.write(writes).catch(() => {}); // a full disk: known until the page is closed
    this.knowledge.apply(writes);
    this.listed(writes.at(-1)[3]);
    this.#synced = this.steady();
    this.#etag = etag;
  }
}
