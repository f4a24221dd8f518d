/* The reader's own time beside the event's, where the two differ. Without script the event's stands alone. */

import { ownTime } from "./moments.js";

const page = document.querySelector("[data-zone]");
const language = document.documentElement.lang;

for (const time of page?.querySelectorAll("time[datetime]:not(.session-talks time)") ?? []) {
  const own = ownTime(new Date(time.dateTime), { language, zone: page.dataset.zone });
  if (!own) continue;
  const beside = document.createElement("span");
  beside.className = "here";
  beside.textContent = page.dataset.here.replace("{}", own);
  time.parentElement.append(beside);
}
