/* What a clock says of the programme. Moments are milliseconds since 1970, zones IANA names. */

const MINUTE = 60000;
const CLOCK = { hour: "numeric", minute: "2-digit", hourCycle: "h23" };
const DAY = { weekday: "short" };

/** What calendar and clock of that zone say then; the reader's own without one. */
function shown(moment, parts, language, timeZone) {
  return new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(moment);
}

/** The reader's own time of a moment, with the day where it is another than at the event;
    nothing where both clocks say the same. `here` is the reader's zone: the device's own. */
export function ownTime(moment, { language, zone, here }) {
  const otherDay = shown(moment, DAY, language, here) !== shown(moment, DAY, language, zone);
  if (!otherDay && shown(moment, CLOCK, language, here) === shown(moment, CLOCK, language, zone)) return "";
  return shown(moment, otherDay ? { ...DAY, ...CLOCK } : CLOCK, language, here);
}

/** From when until when something is that begins then and lasts so many minutes. */
export function span(begins, minutes) {
  const from = Date.parse(begins);
  return { from, until: from + minutes * MINUTE };
}

/** Whether a session is on or over. A cancelled one is never on. */
export function standing({ from, until, cancelled }, now) {
  return { isOn: from <= now && now < until && !cancelled, isPast: until <= now };
}

/** Milliseconds until the next minute has begun. */
export const untilNextMinute = (now) => MINUTE - (now % MINUTE) + 50;
