/* The reader's own time beside the event's, where the two differ. Without script the event's stands alone. */

const page = document.querySelector("[data-zone]");
const language = document.documentElement.lang;
const CLOCK = { hour: "numeric", minute: "2-digit", hourCycle: "h23" };

/** What calendar and clock of that zone say then; the reader's own without one. */
function shown(moment, parts, timeZone) {
  return new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(moment);
}

for (const time of page?.querySelectorAll("time[datetime]:not(.session-talks time)") ?? []) {
  const moment = new Date(time.dateTime);
  const { zone, here } = page.dataset;
  const day = { weekday: "short" };
  const otherDay = shown(moment, day) !== shown(moment, day, zone);
  if (!otherDay && shown(moment, CLOCK) === shown(moment, CLOCK, zone)) continue;
  const beside = document.createElement("span");
  beside.className = "here";
  beside.textContent = here.replace("{}", shown(moment, otherDay ? { ...day, ...CLOCK } : CLOCK));
  time.parentElement.append(beside);
}
