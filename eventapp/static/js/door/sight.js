/* What stands before the camera: whether a code is new there, still held, or back after a moment. */

export const GONE_MS = 700;
export const BACK_MS = 10_000;

export const Look = Object.freeze({ NEW: "new", HELD: "held", BACK: "back" });

/** Follows which codes are in the picture. A shaking hand loses a code for a few pictures: it has
    left when nothing read it for `GONE_MS`, and counts as the same showing for `BACK_MS` more. */
export class Sight {
  #lastRead = new Map();

  /** What reading this code at this time (ms) means. */
  look(code, now) {
    const last = this.#lastRead.get(code);
    for (const [other, at] of this.#lastRead) if (now - at > BACK_MS) this.#lastRead.delete(other);
    this.#lastRead.set(code, now);
    if (last === undefined || now - last > BACK_MS) return Look.NEW;
    return now - last > GONE_MS ? Look.BACK : Look.HELD;
  }

  /** Take the next reading of this code as new: its answer was taken back. */
  forget(code) {
    this.#lastRead.delete(code);
  }

  /** Take every next reading as new: the device was locked, or stands elsewhere now. */
  clear() {
    this.#lastRead.clear();
  }

  /** Whether any code was read within the last moments. */
  busy(now) {
    return [...this.#lastRead.values()].some((at) => now - at <= GONE_MS);
  }
}
