/* What to try when a badge is held before the camera and cannot be read: one thing after the other. */

export const WAIT_MS = 3000;
const GONE_MS = 1200;
const DARK = 70;
const SMALL = 3;

export const Hint = Object.freeze({ LIGHT: "light", CLOSER: "closer", LENS: "lens", OTHER: "other" });

export class Hints {
  #since;
  #seen = 0;
  #list = [];

  /** Take what `judge` says of a picture; answers the hint to show now, nothing while it is early. */
  look({ coded, light, module }, now) {
    if (coded) this.#seen = now;
    if (this.#since !== undefined && now - this.#seen > GONE_MS) this.clear();
    if (this.#since === undefined) {
      if (!coded) return undefined;
      this.#since = now;
      this.#list = this.#order(light, module);
    }
    const turn = Math.floor((now - this.#since) / WAIT_MS);
    return turn === 0 ? undefined : this.#list[Math.min(turn, this.#list.length) - 1];
  }

  /** A code was read, or the badge is gone. */
  clear() {
    this.#since = undefined;
  }

  #order(light, module) {
    if (light < DARK) return [Hint.LIGHT, Hint.CLOSER, Hint.LENS, Hint.OTHER];
    if (module < SMALL) return [Hint.CLOSER, Hint.LENS, Hint.LIGHT, Hint.OTHER];
    return [Hint.LENS, Hint.CLOSER, Hint.LIGHT, Hint.OTHER];
  }
}
