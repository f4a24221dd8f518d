/* Sheets above the thumb: what takes a decision back, overrides one, or is seldom needed. They stay
   with whom they were opened for, whoever comes next. */

import { Direction } from "./constants.js";
import { muted, setMuted } from "./signal.js";
import { $, openSheet, showUndo } from "./view.js";

/** `latest()` is the answer on the page, `undoable()` the rows that can be undone, `moment(ms)` says
    a time, `act(answer, more)` scans its badge once more with `{ dir, forced, reason }`; `more()` says what the
    sheet of seldom things has to offer now: `{ unsent }`. */
export function setUpSheets({ latest, undoable, moment, act, more }) {
  let meant = null;

  $("anyway").addEventListener("click", () => {
    meant = latest();
    $("anyway-who").textContent = meant?.record.n ?? "";
    openSheet("anyway");
  });
  for (const button of document.querySelectorAll("#sheet-anyway [data-reason]")) {
    button.addEventListener("click", () => {
      openSheet();
      if (meant) act(meant, { dir: Direction.IN, forced: true, reason: button.dataset.reason });
    });
  }
  $("undo").addEventListener("click", () => {
    showUndo(undoable(), moment, (row, reason) => {
      openSheet();
      act(row, { dir: Direction.OUT, forced: true, reason });
    });
    openSheet("undo");
  });
  $("more").addEventListener("click", () => {
    $("hand-over").hidden = !more().unsent;
    openSheet("more");
  });
  $("sound").addEventListener("click", () => {
    setMuted(!muted());
    $("sound").setAttribute("aria-pressed", !muted());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") openSheet();
  });
}
