/* The agenda editor: a session is dragged, or picked up by its handle and moved with the arrow keys.
   Each move is the form that the panel holds, too; its answer is the page, of which the agenda is put in place. */

import { MINUTE, clashing, clock, goalOf, pull, said, stamp, standsAt } from "./grid.js";

const HOLD = 5; /* pixels the pointer moves before a press becomes a drag */
const editor = () => document.querySelector("[data-editor]");
let held = null; /* {block, tables, table, row, column, length, tray, ghost, grab} */

function announce(text) {
  const live = document.querySelector("[data-live]");
  if (live) live.textContent = text;
}

function grids() {
  return [...document.querySelectorAll(".times")].map((table) => ({
    table,
    rows: [...table.querySelectorAll("tbody tr")],
    heads: [...table.querySelectorAll("thead th[data-room]")],
    ends: stamp(table.dataset.ends),
  }));
}

function begin(block) {
  const tables = grids();
  const { starts, ends, room } = block.dataset;
  const usual = Number(editor().dataset.usual) * MINUTE;
  held = {
    block, tables, table: 0, row: 0, column: 0, tray: !starts, grab: 0,
    length: starts && ends ? stamp(ends) - stamp(starts) : usual,
  };
  tables.forEach((grid, number) => {
    const row = grid.rows.findIndex((slot) => slot.dataset.at === starts);
    if (row >= 0) Object.assign(held, { table: number, row });
  });
  held.column = Math.max(0, tables[held.table].heads.findIndex((head) => head.dataset.room === (room ?? "")));
  held.ghost = Object.assign(document.createElement("div"), { className: "ghost", hidden: true });
  editor().append(held.ghost);
  block.classList.add("is-moving");
}

function target() {
  const grid = held.tables[held.table];
  const starts = stamp(grid.rows[held.row].dataset.at);
  const head = grid.heads[held.column];
  return { grid, starts, ends: starts + held.length, room: head.dataset.room, head };
}

/* The titles of the sessions that what is held would clash with there. */
function clashesAt(to) {
  const others = [...document.querySelectorAll("[data-block]")].filter((other) => other !== held.block);
  return clashing(held.block.dataset, to, others.map((other) => other.dataset)).map((other) => other.title);
}

function place() {
  const words = editor().dataset;
  const tray = document.querySelector("[data-tray-area]");
  tray.classList.toggle("is-target", held.tray);
  held.ghost.hidden = held.tray;
  if (held.tray) return words.tray;
  const to = target();
  const others = clashesAt(to);
  const base = editor().getBoundingClientRect();
  const across = to.head.getBoundingClientRect();
  const top = to.grid.rows[held.row].getBoundingClientRect().top;
  const last = to.grid.rows.find((slot) => stamp(slot.dataset.at) >= to.ends);
  const bottom = last ? last.getBoundingClientRect().top : to.grid.table.getBoundingClientRect().bottom;
  Object.assign(held.ghost.style, {
    left: `${across.left - base.left}px`, top: `${top - base.top}px`,
    width: `${across.width}px`, height: `${Math.max(bottom - top, 24)}px`,
  });
  held.ghost.classList.toggle("is-clash", others.length > 0);
  const room = to.head.dataset.room ? to.head.firstChild.textContent.trim() : words.roomless;
  const where = said(words.at, { time: clock(to.starts), end: clock(to.ends), room });
  const verdict = others.length ? said(words.clash, { others: others.join("; ") }) : words.free;
  held.ghost.textContent = `${clock(to.starts)}–${clock(to.ends)} ${others.length ? verdict : ""}`;
  return `${where} ${verdict}`;
}

function letGo() {
  held.ghost.remove();
  held.block.classList.remove("is-moving");
  document.querySelector("[data-tray-area]").classList.remove("is-target");
  document.documentElement.classList.remove("is-dragging", "is-out");
  held = null;
}

function cancel() {
  announce(said(editor().dataset.back, { title: held.block.dataset.title }));
  letGo();
}

async function drop() {
  const { block, tray, stretched } = held;
  const { seen, move, title } = block.dataset;
  const goal = goalOf(block.dataset, { to: tray ? null : target(), stretched });
  if (standsAt(block.dataset, goal)) return cancel();
  letGo();
  const fields = new FormData();
  const { room, starts, ends } = goal;
  const sent = { csrf_token: editor().dataset.csrf, seen, room, starts_at: starts, ends_at: ends };
  for (const [name, value] of Object.entries(sent)) fields.set(name, value);
  await send(`${move}${location.search}`, fields, title, block.dataset.block);
}

/* Send a form and put the agenda of the answer in the place of the one shown. */
async function send(action, fields, title, focus) {
  const shown = document.getElementById("agenda");
  shown.setAttribute("aria-busy", "true");
  const answer = await fetch(action, { method: "POST", body: fields, headers: { Accept: "text/html" } }).catch(() => null);
  const page = answer ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const fresh = page?.getElementById("agenda");
  shown.removeAttribute("aria-busy");
  if (!fresh) {
    if (answer && !answer.redirected) location.reload();
    else announce(said(editor().dataset.failed, { title }));
    return;
  }
  const scrolled = [...shown.querySelectorAll(".scroll")].map((table) => table.scrollLeft);
  const seen = [...shown.querySelectorAll(".one-day > h2")].find((day) => day.parentElement.getBoundingClientRect().bottom > 0);
  const stood = seen?.getBoundingClientRect().top;
  if (answer.redirected) history.replaceState(null, "", answer.url.split("#")[0]); /* the day that is shown now */
  const bar = [...shown.querySelector("#release").childNodes]; /* stands until the new one is fetched: nothing jumps */
  fresh.querySelector("#release").replaceChildren(...bar);
  shown.replaceWith(fresh);
  globalThis.htmx?.process(fresh);
  fresh.querySelectorAll(".scroll").forEach((table, number) => { table.scrollLeft = scrolled[number] ?? 0; });
  equip();
  const again = seen && document.getElementById(seen.id); /* what one looks at stays where it is, whatever appears above it */
  if (again) scrollBy({ top: again.getBoundingClientRect().top - stood, behavior: "instant" });
  const refused = fresh.querySelector("[data-focus]");
  const grip = fresh.querySelector(`[data-block="${CSS.escape(focus)}"] .grip`);
  (refused ?? grip)?.focus({ preventScroll: !refused });
  announce(fresh.querySelector(".toast span")?.textContent ?? "");
}

function step(rows) {
  const grid = held.tables[held.table];
  if (held.tray) held.tray = false;
  else if (held.row + rows in grid.rows) held.row += rows;
  else if (held.table + rows in held.tables) {
    held.table += rows;
    held.row = rows > 0 ? 0 : held.tables[held.table].rows.length - 1;
    held.column = Math.min(held.column, held.tables[held.table].heads.length - 1);
  }
}

function across(columns) {
  if (held.tray) held.tray = false;
  else if (held.column + columns in held.tables[held.table].heads) held.column += columns;
}

function stretch(quarters) {
  const length = held.length + quarters * 15 * MINUTE;
  if (length > 0) Object.assign(held, { length, stretched: true });
}

const KEYS = {
  ArrowUp: () => step(-1), ArrowDown: () => step(1), ArrowLeft: () => across(-1), ArrowRight: () => across(1),
  "+": () => stretch(1), "-": () => stretch(-1), "−": () => stretch(-1),
  Delete: () => { held.tray = true; }, Backspace: () => { held.tray = true; },
};

document.addEventListener("keydown", (event) => {
  if (!held) {
    const close = event.key === "Escape" ? document.querySelector("#side [data-close]") : null;
    if (close && !event.target.matches("input, select, textarea")) close.click();
    return;
  }
  if (event.key === "Escape") cancel();
  else if (event.key === "Tab") return cancel();
  else if (event.key === "Enter" || event.key === " ") drop();
  else if (KEYS[event.key]) {
    KEYS[event.key]();
    announce(place());
    held.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else return;
  event.preventDefault();
});

let dragged = false; /* the click that ends a drag is none */
document.addEventListener("click", (event) => {
  if (dragged) {
    dragged = false;
    event.preventDefault();
    return;
  }
  const grip = event.target.closest?.(".grip");
  if (!grip) return;
  if (held) return drop();
  begin(grip.closest("[data-block]"));
  const { block } = held;
  announce(said(editor().dataset.picked, { title: block.dataset.title, when: place() }));
});

document.addEventListener("pointerdown", (event) => {
  dragged = false;
  const block = event.target.closest?.("[data-block]");
  if (!block || held || event.button !== 0) return;
  if (event.pointerType !== "mouse" && !event.target.closest(".grip")) return; /* a finger scrolls */
  const from = { x: event.clientX, y: event.clientY };
  const grab = event.clientY - block.getBoundingClientRect().top;
  const moved = (now) => {
    if (!dragged && Math.hypot(now.clientX - from.x, now.clientY - from.y) < HOLD) return;
    if (!dragged) {
      dragged = true;
      begin(block);
      held.grab = block.dataset.starts ? grab : 0;
      document.documentElement.classList.add("is-dragging");
      if (block.dataset.starts) document.documentElement.classList.add("is-out"); /* the tray comes into reach */
      roll();
    }
    if (!held) return;
    Object.assign(held, { x: now.clientX, y: now.clientY });
    aim(held.x, held.y);
    place();
  };
  const stop = (now) => {
    document.removeEventListener("pointermove", moved);
    document.removeEventListener("pointerup", stop);
    document.removeEventListener("pointercancel", stop);
    if (!dragged || !held) return;
    if (now.type === "pointercancel" || held.nowhere) cancel();
    else drop();
  };
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerup", stop);
  document.addEventListener("pointercancel", stop);
});

/* While something is dragged to an edge, the page and the table under the pointer scroll there. */
function roll() {
  if (!held || !document.documentElement.classList.contains("is-dragging")) return;
  requestAnimationFrame(roll);
  if (held.x === undefined || held.tray) return;
  const tray = document.querySelector("[data-tray-area]");
  const floor = getComputedStyle(tray).position === "fixed" ? tray.getBoundingClientRect().top : innerHeight;
  const down = pull(held.y, 0, floor);
  const table = held.tables[held.table].table.closest(".scroll");
  const box = table.getBoundingClientRect();
  const inside = held.y >= box.top && held.y <= box.bottom;
  const right = inside ? pull(held.x, Math.max(0, box.left), Math.min(innerWidth, box.right)) : 0;
  if (!down && !right) return;
  scrollBy({ top: down, behavior: "instant" });
  table.scrollLeft += right;
  aim(held.x, held.y);
  place();
}

/* Find the slot under the pointer: the room by its column, the time by where the block's top is. */
function aim(x, y) {
  const within = (box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  held.tray = within(document.querySelector("[data-tray-area]").getBoundingClientRect());
  held.nowhere = !held.tray;
  held.tables.forEach((grid, number) => {
    if (!within(grid.table.getBoundingClientRect())) return;
    const column = grid.heads.findIndex((head) => {
      const box = head.getBoundingClientRect();
      return x >= box.left && x < box.right;
    });
    if (column < 0) return;
    const top = y - held.grab;
    const nearest = (slot) => Math.abs(slot.getBoundingClientRect().top - top);
    const rows = grid.rows.map(nearest);
    Object.assign(held, { table: number, column, row: rows.indexOf(Math.min(...rows)), nowhere: false });
  });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-swap]") || event.defaultPrevented) return;
  event.preventDefault();
  send(event.target.action, new FormData(event.target), "", event.target.action.split("/").at(-2));
});

function equip() {
  for (const handle of document.querySelectorAll(".grip, .keys")) handle.hidden = false;
  for (const block of document.querySelectorAll("[data-block]")) block.classList.add("can-move");
}

equip();
