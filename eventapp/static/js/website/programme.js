/* My programme: kept in this browser alone, told to nobody. Without script the pages say it all. */

import { addressToShare, calendarOf, keepSessions, keptSessions } from "./kept.js";

const page = document.querySelector("[data-event]");
const kept = keptSessions(page?.dataset.event);
const sessions = [...document.querySelectorAll("[data-session]")];
const mine = document.querySelector('[data-view="mine"]');
const all = document.querySelector('[data-view="all"]');
let onlyMine = location.hash === "#mine";
const calendar = document.querySelector("[data-calendar]");
const wholeCalendar = calendar?.href;

/** Show the sessions that are wanted, and the days and slots in which one is left. */
function showSessions() {
  for (const session of sessions) {
    const own = kept.has(session.dataset.session);
    session.classList.toggle("is-mine", own);
    session.querySelector(".keep")?.setAttribute("aria-pressed", String(own));
    session.hidden = onlyMine && !own;
  }
  const isShown = (part) => part.querySelector("[data-session]:not([hidden])") !== null;
  for (const day of document.querySelectorAll(".agenda")) {
    day.hidden = onlyMine && !isShown(day);
    if (day.previousElementSibling?.matches(".day-title")) day.previousElementSibling.hidden = day.hidden;
  }
  for (const part of document.querySelectorAll(".slot:not(.is-pause), .grouped")) part.hidden = onlyMine && !isShown(part);
}

function show() {
  showSessions();
  const none = document.querySelector("[data-none]");
  if (none) none.hidden = !onlyMine || sessions.some((session) => !session.hidden);
  if (!mine) return;
  mine.querySelector("[data-count]").textContent = kept.size || "";
  const here = onlyMine ? mine : all;
  for (const link of [mine, all]) link.toggleAttribute("aria-current", link === here);
  calendar.href = onlyMine && kept.size ? calendarOf(kept, wholeCalendar) : wholeCalendar;
}

const keep = document.querySelector("[data-keep]")?.content.firstElementChild;
for (const session of sessions) {
  const title = session.querySelector(".session-title a");
  session.dataset.session = title.pathname.split("/").pop(); /* a thousand sessions: each says it once */
  const button = keep.cloneNode(true);
  button.ariaLabel = button.ariaLabel.replace("{}", () => title.textContent);
  session.append(button);
  button.addEventListener("click", () => {
    const id = session.dataset.session;
    if (!kept.delete(id)) kept.add(id);
    keepSessions(page.dataset.event, kept);
    show();
  });
}

if (mine) {
  mine.hidden = false;
  mine.addEventListener("click", () => { onlyMine = true; show(); });
  all.addEventListener("click", (event) => {
    if (!onlyMine) return;
    event.preventDefault();
    history.replaceState(null, "", location.pathname + location.search);
    onlyMine = false;
    show();
  });
}
show();

/** Have what is read here kept for when there is no network: first what is one's own. */
function keepForLater({ active }) {
  const own = sessions.filter((session) => kept.has(session.dataset.session)).map((session) => session.querySelector("a")?.href);
  const pages = new Set([location.origin + location.pathname, ...own.filter(Boolean),
    ...[...document.querySelectorAll("main a[href], nav a[href]")].map((link) => link.href.split("#")[0])]);
  const assets = performance.getEntriesByType("resource").map((entry) => entry.name).filter((entry) => entry.includes("/static/"));
  const { release } = page.dataset;
  const language = document.documentElement.lang;
  active.postMessage({ release, language, pages: [...pages].slice(0, MOST_KEPT), assets });
}

const MOST_KEPT = 300;
if (page?.dataset.worker && navigator.serviceWorker) {
  addEventListener("load", () => {
    navigator.serviceWorker.addEventListener("message", () => { page.dataset.kept = "yes"; });
    navigator.serviceWorker.register(page.dataset.worker)
      .then(() => navigator.serviceWorker.ready).then(keepForLater)
      .catch(() => {}); // a browser that keeps nothing reads it all the same
  });
}

const share = document.querySelector("[data-share]");
if (share && (navigator.share || navigator.clipboard)) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    const url = addressToShare(location);
    try {
      if (navigator.share) return await navigator.share({ title: document.title, url });
      await navigator.clipboard.writeText(url);
      share.querySelector("span").textContent = share.dataset.done;
    } catch {
      // who closes the dialog shares nothing
    }
  });
}
