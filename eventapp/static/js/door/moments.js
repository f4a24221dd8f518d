/* Time at the entrance: moments and days as they are said. */

/** The time of a moment in the event's zone, with the day if that is not today. */
export function saidMoment(moment, { language, timeZone, now }) {
  const day = (when) => when.toLocaleDateString(language, { timeZone, day: "numeric", month: "long" });
  const then = new Date(moment);
  const clock = { timeZone, hour: "numeric", minute: "2-digit", hourCycle: "h23" };
  const time = then.toLocaleTimeString(language, clock).replace(/^0(?=\d)/, "");
  return day(then) === day(new Date(now)) ? time : `${day(then)}, ${time}`;
}

/** A day of the calendar, such as `2015-03-25`, as it is said. */
export function saidDay(day, language) {
  return new Date(`${day}T12:00Z`).toLocaleDateString(language, { timeZone: "UTC", day: "numeric", month: "long" });
}
