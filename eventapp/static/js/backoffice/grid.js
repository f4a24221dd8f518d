/* What the agenda editor computes. Times of the wall ("2027-04-15T09:00") are handled as milliseconds,
   as if they stood in UTC: the day has one zone, and none of it matters here. */

export const MINUTE = 60000;
const EDGE = 72; /* pixels from an edge within which a drag scrolls */
const SPEED = 14; /* pixels a frame, at the edge itself */

export const stamp = (wall) => Date.parse(`${wall}Z`);
export const wallOf = (number) => new Date(number).toISOString().slice(0, 16);
export const clock = (number) => wallOf(number).slice(11).replace(/^0/, "");

/** A sentence with its values put in; a value that is not given leaves nothing. */
export const said = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

/** The sessions that cannot be at that time in that room beside this one: the room is theirs, or
    somebody has a part in both. Sessions are data attributes of blocks; a cancelled one takes nothing,
    one without an end takes its first moment. */
export function clashing(session, { starts, ends, room }, others) {
  if ("cancelled" in session) return [];
  const own = new Set(session.people.split(" ").filter(Boolean));
  return others.filter((other) => {
    if (!other.starts || "cancelled" in other) return false;
    const from = stamp(other.starts);
    const until = other.ends ? stamp(other.ends) : from;
    if (from >= ends || starts >= until) return false;
    return (room && other.room === room) || other.people.split(" ").some((person) => own.has(person));
  });
}

/** Where a session is to be put, as the form says it: an end of its own is kept and sent, a usual one
    is left to the server unless it was stretched. */
export function goalOf({ starts, ends }, { to, stretched }) {
  if (!to) return { room: "", starts: "", ends: "" };
  const isOwnEnd = ends || !starts || stretched;
  return { room: to.room, starts: wallOf(to.starts), ends: isOwnEnd ? wallOf(to.ends) : "" };
}

/** Whether a session stands there already. */
export function standsAt({ starts = "", ends = "", room = "" }, goal) {
  return goal.starts === starts && goal.room === room && (goal.ends === ends || !goal.starts);
}

/** How far to scroll from here: more, the nearer the edge; nothing in the middle. */
export function pull(at, from, until) {
  if (at < from + EDGE) return -Math.ceil(SPEED * Math.min(1, (from + EDGE - at) / EDGE));
  if (at > until - EDGE) return Math.ceil(SPEED * Math.min(1, (at - until + EDGE) / EDGE));
  return 0;
}
