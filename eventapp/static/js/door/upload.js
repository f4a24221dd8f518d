/* Sending what was decided here (checkin-protocol section 8): in order of numbers, in batches that
   keep their name until they are taken, halved where they are too large. */

export const MOST = 200;
const FIRST_MS = 2000;
const LAST_MS = 60_000;
const FIELDS = ["id", "dev", "seq", "idx", "dir", "dec", "why", "mode", "t", "off", "clk", "cur", "kid", "sigok", "forced", "reh"];

/** A record as it is sent: without what this device notes for itself. */
export const bare = (record) => Object.fromEntries(FIELDS.filter((name) => name in record).map((name) => [name, record[name] ?? null]));

/** How long to wait before the next try, in ms: 2, 4, 8 ... 60 s, none at the same moment as another device's. */
export const pause = (failures, chance = Math.random()) => Math.min(LAST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1)) * (0.75 + chance / 2);

export class Upload {
  #batch;
  #most = MOST;

  /** `unsent()` are the records to send; `ask(path, body)` asks the server; `taken(results)` stores
      that it has them; `uuid()` names a batch; `now()` is this device's clock. */
  constructor({ unsent, ask, taken, uuid = () => crypto.randomUUID(), now = () => Date.now() }) {
    Object.assign(this, { unsent, ask, taken, uuid, now });
  }

  /** Send until nothing is left; resolves to the last answer, nothing where nothing was to send. */
  async send() {
    let answer;
    for (let records = this.unsent(); records.length > 0; records = this.unsent()) {
      this.#batch ??= this.#next(records);
      answer = await this.ask("scans", { ...this.#batch, dev_time: this.now() });
      if (answer.status === 413 && this.#batch.scans.length > 1) {
        this.#most = Math.ceil(this.#batch.scans.length / 2);
        this.#batch = undefined;
      } else if (answer.status !== 200) {
        return answer;
      } else {
        const numbers = new Set(this.#batch.scans.map(({ seq }) => seq));
        this.#batch = undefined;
        this.#most = MOST;
        await this.taken(answer.facts.results.filter(({ seq }) => numbers.has(seq)));
        if (answer.facts.results.length === 0) return answer;
      }
    }
    return answer;
  }

  #next(records) {
    const inOrder = [...records].sort((left, right) => left.seq - right.seq);
    return { batch: this.uuid(), scans: inOrder.slice(0, this.#most).map(bare) };
  }
}
