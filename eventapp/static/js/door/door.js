/* This device at its entrance: what it is, what it knows, whether the server answers. It puts the
   modules that decide, send and fetch together, and knows nothing of the page. */

import { selfTest } from "./badge.js";
import { Clock } from "./clock.js";
import { Direction } from "./constants.js";
import { Decider } from "./decider.js";
import { Knowledge } from "./knowledge.js";
import { call } from "./link.js";
import { Pulse } from "./pulse.js";
import { Store } from "./store.js";
import { Upload } from "./upload.js";
import { answered } from "./verdicts.js";

const KEY = { name: "ECDSA", namedCurve: "P-256" };
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_");
const both = () => ({ wall: Date.now(), steady: performance.now() });

export class Door {
  #meta = new Map();
  #up = true;
  #since;

  /** `heard(answer)` gets each answer to where the device stands, `left(code)` that it was shut out,
      `changed()` that something to show is new; `health()` is `{ battery, storage }`. */
  constructor({ heard, left, changed, health, ask = call, open = () => Store.open() }) {
    Object.assign(this, { heard, left, changed, health, call: ask, opened: open });
  }

  /** Read what this device kept, and see that its browser computes rightly. */
  async open() {
    this.store = await this.opened().catch(() => undefined);
    const kept = await this.store?.everything().catch(() => undefined);
    this.#meta = new Map(kept?.meta ?? []);
    this.knowledge = new Knowledge(kept);
    if (this.#isOver() && this.knowledge.unsent.length === 0) await this.#erase();
    this.trusted = await selfTest();
    this.clock = new Clock(this.#meta.get("off"));
    const ask = (path, body, patience) => this.ask(path, body, { patience });
    const parts = { store: this.store, knowledge: this.knowledge, list: () => this.list };
    this.decider = new Decider({ ...parts, ask, up: () => this.#up, device: () => this.device, clock: () => this.#time(), trusted: this.trusted });
    const upload = new Upload({
      unsent: () => this.knowledge.unsent,
      ask: (path, body) => this.ask(path, body, { patience: 20_000 }),
      taken: (results) => this.#taken(results),
    });
    this.pulse = new Pulse({
      ...parts, upload,
      ask: (path, body, options) => this.ask(path, body, options),
      report: () => this.#report(),
      listed: (list) => this.#meta.set("list", list),
      heard: (answer) => this.#hear(answer),
      serverNow: () => this.serverNow,
    });
  }

  get device() {
    return this.#meta.get("device");
  }

  get list() {
    return this.#meta.get("list");
  }

  get event() {
    return this.device?.event;
  }

  /** Whether this is a device: it holds its own key and knows its number. */
  get enrolled() {
    return Boolean(this.device && this.#meta.get("key"));
  }

  /** Whether this device may remember nothing any more: its event is over. */
  #isOver() {
    const until = this.list?.policy?.until;
    return Boolean(until) && Date.now() + (this.#meta.get("off") ?? 0) > Date.parse(until);
  }

  get direction() {
    return this.device?.direction ?? Direction.IN;
  }

  get serverNow() {
    const { t, off } = this.#time();
    return t + off;
  }

  /** What stands about the device at the top of the page. */
  get standing() {
    const { inside = 0, expected = 0, gate = "", profile, rehearsal = false } = this.device ?? {};
    const { off } = this.#time();
    return { up: this.#up, since: this.#since, unsent: this.knowledge.unsent.length, list: this.list, off, inside, expected, gate, profile, rehearsal, store: Boolean(this.store), trusted: this.trusted };
  }

  #time() {
    const now = both();
    return { t: now.wall, ...this.clock.read(now) };
  }

  #report() {
    const { off } = this.#time();
    const { battery, storage } = this.health();
    const facts = { unsent: this.knowledge.unsent.length, skew: off, list_at: this.list?.at, battery, storage };
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null));
  }

  /** Ask the server; its clock is noted, and whether it answers. */
  async ask(path, body, options = {}) {
    const answer = await this.call(path, body, Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));
    const { server_time: serverTime } = answer.facts;
    if (serverTime) this.clock.take(serverTime, { asked: answer.asked, received: answer.received, wall: Date.now() - (performance.now() - answer.received) });
    this.#answers(answered(answer.status));
    return answer;
  }

  #answers(yes) {
    if (yes === this.#up) return;
    this.#up = yes;
    this.#since = yes ? undefined : this.serverNow;
    this.changed();
    if (!yes) this.pulse?.soon();
  }

  begin(code, more) {
    return this.decider.begin(code, more);
  }

  decide(scan) {
    return this.decider.decide(scan);
  }

  beat(options) {
    return this.pulse?.beat(options);
  }

  async #hear(answer) {
    const { status, facts } = answer;
    if (status === 200 && facts.device === this.device?.device && this.enrolled) {
      const { server_time: _, seq, policy, ...device } = facts;
      this.decider.served = Math.max(this.decider.served, seq);
      const list = policy ? { ...this.list, policy } : this.list;
      await this.#write({ device: { ...this.device, ...device }, list, off: this.#time().off });
    } else if (status === 401 || status === 200) {
      return this.leave(status === 200 ? "" : facts.code); // a cookie alone is no device
    }
    return this.heard(answer);
  }

  /** Become a device: with a key that never leaves it, and what the server tells at first. */
  async enrol(token) {
    if (!this.store) return { status: 0, facts: {}, kept: false };
    const pair = await crypto.subtle.generateKey(KEY, false, ["sign", "verify"]);
    const pub = base64url(await crypto.subtle.exportKey("raw", pair.publicKey));
    const answer = await this.ask("enrol", { token, pub });
    if (answer.status !== 201) return answer;
    const { device, gate, profile, event, keys, policy } = answer.facts;
    await this.#erase();
    const kept = await this.#write({ key: pair.privateKey, device: { device, gate, profile, event }, list: { cursor: 0, keys, policy } });
    return { ...answer, kept };
  }

  async #write(meta) {
    for (const [key, value] of Object.entries(meta)) this.#meta.set(key, value);
    const writes = Object.entries(meta).map(([key, value]) => ["meta", "put", key, value]);
    return this.store?.write(writes).then(() => true, () => false);
  }

  async #taken(results) {
    const writes = results.flatMap(({ seq, verdict }) => {
      const record = this.knowledge.log.get(seq);
      return record ? [["log", "put", seq, { ...record, acked: true, verdict }]] : [];
    });
    this.knowledge.apply(writes); // where the disk is full it is sent twice after a restart, which counts once
    await this.store?.write(writes).catch(() => {});
    this.changed();
  }

  async #erase() {
    const stores = ["meta", "rec", "revoked", "inside", "log"];
    const writes = stores.map((name) => [name, "clear"]);
    await this.store?.write(writes).catch(() => {});
    this.knowledge.apply(writes);
    this.#meta.clear();
    if (this.decider) this.decider.served = 0;
  }

  /** Shut out, or never a device: keep nothing. */
  async leave(code) {
    this.pulse.stop();
    await this.#erase();
    return this.left(code);
  }
}
