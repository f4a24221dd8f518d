/* What stands on the scanner's page: the verdict, the last three, the sheets above the thumb. */

import { sentenceName } from "./verdicts.js";

export const $ = (id) => document.getElementById(id);
export const words = $("words").dataset;
export const language = document.documentElement.lang;
const GROUNDS = { welcome: "is-welcome", bye: "is-welcome", again: "is-again", help: "is-help", failed: "is-help" };
const SHEETS = ["undo", "anyway", "more"];

/** Show one of the page's states: `enrol`, `pending` or `stage`, where badges are scanned. */
export function show(name) {
  for (const section of ["enrol", "pending"]) $(section).hidden = section !== name;
  for (const part of document.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== name;
  if (name !== "stage") clearAnswer();
}

export const shown = () => $("finder").hidden === false;

function ground(kind) {
  document.body.classList.remove(...Object.values(GROUNDS));
  if (kind) document.body.classList.add(GROUNDS[kind]);
}

/** Say one verdict. `answer` is `{ kind, word, why, note, helper, record }`. */
export function showAnswer({ kind, word, why = "", note = "", helper = "", record = {} }) {
  ground(kind);
  sign($("answer"), kind);
  $("word").textContent = word ?? words[kind];
  $("why").textContent = why;
  $("name").textContent = record.n ?? "";
  $("org").textContent = record.o ?? "";
  for (const id of ["name", "org"]) $(id).lang = record.h ?? "";
  $("note").textContent = note;
  $("helper").textContent = helper;
  $("for-helper").hidden = !helper;
  sayTo(kind, record.h);
  $("answer").hidden = false;
  $("ready").hidden = true;
  $("anyway").hidden = kind !== "again";
  $("undo").hidden = kind === "again";
}

/** Take the verdict off the page, with whom it names. */
export function clearAnswer() {
  ground();
  for (const id of ["word", "why", "name", "org", "note", "helper", "speaks", "sentence"]) $(id).textContent = "";
  $("answer").hidden = true;
  $("ready").hidden = $("finder").hidden;
  $("anyway").hidden = true;
  $("undo").hidden = false;
}

/** What to say, in the guest's own language. */
function sayTo(kind, guest) {
  const sentence = guest && words[sentenceName(kind, guest)];
  $("say").hidden = !sentence;
  if (!sentence) return;
  const tongue = new Intl.DisplayNames([language], { type: "language" }).of(guest);
  $("speaks").textContent = guest === language ? "" : words.speaks.replace("{language}", tongue);
  $("sentence").textContent = sentence;
  $("sentence").lang = guest;
}

function sign(where, kind) {
  for (const drawn of where.querySelectorAll("[data-sign]")) drawn.toggleAttribute("hidden", drawn.dataset.sign !== kind);
}

const nameOf = (row) => row.name || words[`nameless${row.kind[0].toUpperCase()}${row.kind.slice(1)}`];
const hushOf = (row) => words[`row${row.kind[0].toUpperCase()}${row.kind.slice(1)}`];

/** Show the last three; `time(ms)` says a moment. */
export function showTrail(rows, time) {
  $("trail").replaceChildren(...rows.map((row) => {
    const item = $("row").content.cloneNode(true);
    sign(item, row.kind);
    item.querySelector(".hush").textContent = `${hushOf(row)}: `;
    item.querySelector(".who").textContent = nameOf(row);
    item.querySelector(".more").textContent = row.more ? `, ${row.more}` : "";
    item.querySelector("time").textContent = time(row.at);
    return item;
  }));
}

/** Show what can be undone, as rows to press; `undo(row)` does it. */
export function showUndo(rows, time, undo) {
  $("undo-rows").replaceChildren(...rows.map((row) => {
    const item = $("undo-row").content.cloneNode(true);
    item.querySelector(".who").textContent = nameOf(row);
    item.querySelector("time").textContent = time(row.at);
    item.querySelector("button").addEventListener("click", ({ currentTarget }) => undo(row, currentTarget.dataset.reason));
    return item;
  }));
  $("undo-none").hidden = rows.length > 0;
}

/** Open one sheet and close the others; without a name, close all. */
export function openSheet(name) {
  for (const sheet of SHEETS) {
    const open = sheet === name && $(`sheet-${sheet}`).hidden;
    $(`sheet-${sheet}`).hidden = !open;
    $(sheet).setAttribute("aria-expanded", open);
    if (open) $(`sheet-${sheet}`).querySelector("button, a")?.focus();
  }
}

/** Say where the device stands, as `headOf` and `troubleOf` of `status.js` put it. */
export function showHead({ net, sent, inside, stale, up, gate, rehearsal, exit, typed, trouble }) {
  const texts = { gate, inside, stale, trouble, link: net, gone: net, sent, "to-send": sent };
  for (const [id, text] of Object.entries(texts)) if ($(id).textContent !== text) $(id).textContent = text; // read out once
  const hidden = { net: !up, "no-net": up, stale: !stale, trouble: !trouble, rehearsal: !rehearsal, mode: !exit, typed: !typed };
  for (const [id, yes] of Object.entries(hidden)) $(id).hidden = yes;
}

/** Say whether the camera sees, and what to do. */
export function showCamera(on, { torch, note = "" }) {
  $("camera").hidden = on;
  $("torch").hidden = !(on && torch);
  $("finder").classList.toggle("is-dead", !on);
  $("hint").textContent = `${note} ${on ? words.hold : words.noCamera}`.trim();
}

/** Say what to try with a badge that cannot be read; its button becomes the only filled one. */
export function showHint(hint, { torch }) {
  const lamp = hint === "light" && torch;
  const name = hint === "light" && !torch ? "noLamp" : hint;
  const text = hint ? words[`try${name[0].toUpperCase()}${name.slice(1)}`] : words.hold;
  if ($("hint").textContent !== text) $("hint").textContent = text; // read out once
  $("torch").classList.toggle("is-second", !lamp);
}
