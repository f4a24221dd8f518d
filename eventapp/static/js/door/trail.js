/* The last three results: in memory alone, their names for a minute, gone when the device locks. */

export const LENGTH = 3;
export const NAMES_MS = 60_000;
export const UNDO_MS = 15 * 60_000;

export class Trail {
  #rows = [];

  /** Add a result: `{ kind, name, more, code, at }`, `at` in ms. Newest first. */
  add(row) {
    this.#rows = [row, ...this.#rows.filter((other) => other.id !== row.id)].slice(0, LENGTH);
  }

  /** The rows at this time; who was read more than a minute ago has no name any more. */
  rows(now) {
    this.#rows = this.#rows.map((row) => (now - row.at < NAMES_MS ? row : { ...row, name: "", more: "" }));
    return this.#rows;
  }

  /** The admissions and departures that can be taken back here, newest first. */
  undoable(now) {
    return this.rows(now).filter((row) => row.undo && now - row.at < UNDO_MS);
  }

  /** Take a row off: it was undone. */
  remove(row) {
    this.#rows = this.#rows.filter((other) => other.id !== row.id);
  }

  /** Forget everybody: the device was locked or handed over. */
  clear() {
    this.#rows = [];
  }
}
