/* One's own day: where the programme offers several sessions at once, show the kept ones only.
   What is kept stays in this browser (js/agenda/kept.js); without it the page shows the choice. */

import { keptSessions } from "./kept.js";

const kept = keptSessions(document.querySelector("[data-event]")?.dataset.event);

for (const slot of document.querySelectorAll("[data-choice]")) {
  const sessions = [...slot.querySelectorAll("[data-session]")];
  if (!sessions.some((session) => kept.has(session.dataset.session))) continue;
  slot.classList.add("is-mine");
  slot.querySelector("[data-open]").hidden = true;
  for (const session of sessions) session.hidden = !kept.has(session.dataset.session);
}
