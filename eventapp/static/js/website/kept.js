/* What a reader keeps of an event's programme: in this browser alone, told to nobody. */

const key = (event) => `programme ${event}`;

/** The sessions kept of an event, by their numbers as text. */
export function keptSessions(event, store = localStorage) {
  return new Set(JSON.parse(store.getItem(key(event)) ?? "[]"));
}

/** Keep these sessions of an event, and no others. */
export function keepSessions(event, sessions, store = localStorage) {
  store.setItem(key(event), JSON.stringify([...sessions]));
}

/** The address of a calendar file of these sessions alone: it names them, nobody stores them. */
export function calendarOf(sessions, wholeCalendar) {
  const address = new URL(wholeCalendar);
  address.search = new URLSearchParams([...sessions].map((id) => ["s", id])).toString();
  return address.href;
}

/** The address of a page as one hands it on: without the fields of a search that stand empty. */
export function addressToShare(page) {
  const address = new URL(page);
  for (const [name, value] of [...address.searchParams]) if (!value) address.searchParams.delete(name);
  return address.href;
}
