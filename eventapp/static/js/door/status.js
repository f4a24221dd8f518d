/* The lines about the device itself: connection, what is to send, age of the list, battery, clock. */

import { SKEW_MS } from "./clock.js";

const YELLOW_MS = 10 * 60_000;
const RED_MS = 4 * 3_600_000;
const LOW_BATTERY = 20;

/** How old a list is: `fresh`, `old` or `stale`; without one, `none`. */
export function ageOf(at, now) {
  if (!at) return "none";
  if (now - at < YELLOW_MS) return "fresh";
  return now - at < RED_MS ? "old" : "stale";
}

/** What stands at the top, from the page's `words`: `{ net, sent, inside }`. Who is not connected
    says since when, and the count says of when it is. */
export function headOf({ up, since, unsent, list, inside, expected }, { words, moment, now }) {
  const count = words.inside.replace("{number}", inside).replace("{expected}", expected);
  const age = ageOf(list?.at, now);
  const listed = age === "none" ? "" : words.listOf.replace("{time}", moment(list.at));
  const toSend = unsent ? words.toSend.replace("{number}", unsent) : words.allSent;
  const stale = age === "stale" ? words.stale.replace("{time}", moment(list.at)) : "";
  if (up) return { net: words.online, sent: [toSend, age === "fresh" ? "" : listed].filter(Boolean).join(" · "), inside: count, stale };
  const gone = since ? words.offlineSince.replace("{time}", moment(since)) : words.offline;
  return { net: gone, sent: [toSend, age === "fresh" ? "" : listed].filter(Boolean).join(" · "), inside: since ? `${count}, ${words.asOf.replace("{time}", moment(since))}` : count, stale };
}

/** What is wrong with the device, the gravest first: one sentence at a time. */
export function troubleOf({ store, trusted, off, battery, storage }, { words }) {
  if (!store) return words.noStore;
  if (!trusted) return words.wrongSums;
  if (Math.abs(off) > SKEW_MS) return words.skew.replace("{minutes}", Math.round(Math.abs(off) / 60_000) || 1);
  if (storage !== undefined && storage >= 90) return words.full;
  if (battery !== undefined && battery <= LOW_BATTERY) return words.battery.replace("{percent}", `${battery}\u00a0%`);
  return "";
}
