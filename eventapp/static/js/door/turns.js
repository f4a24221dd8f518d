/* Badges take turns. Each that is shown has one id and number until it is answered, however often
   it is shown meanwhile; none that is shown while another is asked about is lost. */

const keyOf = (code, more) => JSON.stringify([code, more.dir, more.reason]);

export class Turns {
  #open = new Map();
  #last = Promise.resolve();

  /** `begin(code, more)` makes the scan with its id; `decide(scan)` resolves to an answer, whose
      `open` says that nobody answered; `tell(answer, scan)` shows it. */
  constructor({ begin, decide, tell }) {
    Object.assign(this, { begin, decide, tell });
  }

  /** Whether somebody's turn is not over. */
  waiting = 0;

  /** Give a code its turn, behind those shown before it; resolves when it is over. */
  take(code, more = {}) {
    const key = keyOf(code, more);
    if (this.#open.get(key)?.running) return this.#last;
    const scan = this.#open.get(key)?.scan ?? this.begin(code, more);
    const turn = { scan, running: true };
    this.#open.set(key, turn);
    this.waiting += 1;
    this.#last = this.#last.then(() => this.#go(key, turn)).catch(() => {});
    return this.#last;
  }

  async #go(key, turn) {
    try {
      const answer = await this.decide(turn.scan);
      if (!answer.open) this.#open.delete(key);
      await this.tell(answer, turn.scan);
    } finally {
      turn.running = false;
      this.waiting -= 1;
    }
  }

  /** Forget what nobody answered: the device was shut out. */
  clear() {
    this.#open.clear();
  }
}
