/* What is on now, and what is over: told by the reader's device, minute by minute, in the event's time.
   The page is the same all day, for everybody; without script it is simply without these marks. */

import { span, standing, untilNextMinute } from "./moments.js";

const page = document.querySelector("[data-now]");
const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: page.dataset.zone,
});
const sessions = [...document.querySelectorAll("[data-lasts]")].map((at) => {
  const slot = at.closest(".slot");
  const begins = (slot ?? at).querySelector(slot ? ".slot-time time" : ".session-sub time");
  return { at, slot, ...span(begins.dateTime, at.dataset.lasts), cancelled: "cancelled" in at.dataset };
});

/** An element with that text and class. */
function made(name, text, kind = "") {
  return Object.assign(document.createElement(name), { textContent: text, className: kind });
}

/** Say beside a session's own end that it is on, or no longer. */
function tell(session, isOn) {
  const end = session.at.querySelector("[data-own-end]");
  const mark = end?.querySelector("b");
  if (isOn && end && !mark) end.append(" ", made("b", page.dataset.now));
  else if (!isOn) mark?.remove();
}

function show() {
  const now = Date.now();
  const running = new Set();
  for (const session of sessions) {
    const { isOn, isPast } = standing(session, now);
    session.at.classList.toggle("is-past", isPast);
    tell(session, isOn);
    if (isOn && session.slot) running.add(session.slot);
  }
  for (const slot of document.querySelectorAll(".slot.is-now")) if (!running.has(slot)) leave(slot);
  for (const slot of running) mark(slot, now);
}

function leave(slot) {
  slot.classList.remove("is-now");
  slot.querySelector(".now")?.remove();
}

function mark(slot, now) {
  slot.classList.add("is-now");
  let line = slot.querySelector(".now");
  if (!line) {
    line = made("p", "", "now");
    line.append(made("b", page.dataset.now), " ", made("time", ""));
    slot.querySelector(".slot-time").after(line);
  }
  line.querySelector("time").textContent = clock.format(now);
}

/** Show it, and again when the next minute begins. */
function tick() {
  show();
  setTimeout(tick, untilNextMinute(Date.now()));
}

tick();
document.addEventListener("visibilitychange", show); /* a device that slept counted no minutes */
