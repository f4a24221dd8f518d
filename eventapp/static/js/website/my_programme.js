/* My programme on the server: ticks what this browser keeps (js/agenda/kept.js), and keeps in
   this browser what is ticked here. Nothing is sent before the participant saves. */

import { keepSessions, keptSessions } from "./kept.js";

const { event } = document.querySelector("[data-event]").dataset;
const kept = keptSessions(event);
const boxes = [...document.querySelectorAll('input[name="s"]:not(:disabled)')];

for (const box of boxes) {
  if (!kept.has(box.value) || box.checked) continue;
  box.checked = true;
  document.querySelector("[data-brought]").hidden = false;
}

document.querySelector("form[data-once]")?.addEventListener("submit", () => {
  for (const box of boxes) kept[box.checked ? "add" : "delete"](box.value);
  keepSessions(event, kept);
});
