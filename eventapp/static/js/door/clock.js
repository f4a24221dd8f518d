/* The server's clock beside this device's (checkin-protocol section 10): the quickest of the last
   eight answers counts; where the device's clock was set since, the steady one is believed. */

const SAMPLES = 8;
const JUMP_MS = 2000;
export const SKEW_MS = 30_000;

/** How much an offset can be trusted, as records say it. */
export const Trust = Object.freeze({ MEASURED: 0, STEADY: 1, NEVER: 2 });

export class Clock {
  #samples = [];

  /** Continue with an offset that was measured before this page was loaded. */
  constructor(off) {
    if (off !== undefined) this.#samples.push({ off, took: Number.POSITIVE_INFINITY });
  }

  /** Take a server's time: asked and received on the steady clock, `wall` the device's at receiving. */
  take(serverTime, { asked, received, wall }) {
    const took = received - asked;
    this.#samples.push({ off: Math.round(serverTime + took / 2 - wall), took, wall, steady: received });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** `{ off, clk }` for something that happens now, by both clocks. */
  read({ wall, steady }) {
    if (this.#samples.length === 0) return { off: 0, clk: Trust.NEVER };
    const best = this.#samples.reduce((left, right) => (right.took <= left.took ? right : left));
    if (best.wall === undefined) return { off: best.off, clk: Trust.MEASURED };
    const jumped = wall - best.wall - (steady - best.steady);
    if (Math.abs(jumped) <= JUMP_MS) return { off: best.off, clk: Trust.MEASURED };
    return { off: Math.round(best.off - jumped), clk: Trust.STEADY };
  }
}
