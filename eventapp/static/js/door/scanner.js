/* The scanner: reads a code by camera, hand scanner or keyboard, asks the server, shows one word.
   What a phone has just read opens the sealed record in the answer; no name travels in clear. */

import { Direction, Profile, Verdict, Why } from "./constants.js";
import { clockOffset, saidMoment } from "./moments.js";
import { hasTorch, onHandScanner, setTorch, startCamera, stayAwake, stopCamera } from "./reader.js";
import { open } from "./sealed.js";
import { signal } from "./signal.js";
import { answered, outcome, reasonName, sentenceName } from "./verdicts.js";

const PATIENCE_MS = [1500, 3000, 6000];
const RESULT_MS = 10000;
const SAME_CODE_MS = 3000;
const NO_PERSON = [Why.NOT_A_BADGE, Why.NEWER_VERSION];
const NO_PERSON_MS = 4000;
const STAND_MS = { ready: 15000, pending: 1500, offline: 3000 };
const $ = (id) => document.getElementById(id);
const words = $("words").dataset;
const language = document.documentElement.lang;
const sections = ["enrol", "pending", "ready", "answer"];
const state = { event: null, profile: "", seq: 0, off: 0, last: "", lastAt: 0, busy: false, timer: 0, stand: 0, code: "", torch: false, seeing: false, note: "" };

function show(name) {
  for (const section of sections) $(section).hidden = section !== name;
  for (const control of document.querySelectorAll("[data-in]")) control.hidden = !control.dataset.in.split(" ").includes(name);
  if (name !== "answer") document.body.classList.remove("is-welcome", "is-again", "is-help", "is-failed");
  cameraIs(Boolean($("video").srcObject?.active));
}

/* Asking the server. Nothing is thrown: status 0 means no answer came, and its clock is noted. */
async function call(path, body, patience = 6000) {
  const asked = performance.now();
  try {
    const answer = await fetch(`/door/v1/${path}`, {
      method: body ? "POST" : "GET",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(patience),
    });
    const facts = await answer.json().catch(() => ({}));
    if (facts.server_time) state.off = clockOffset(facts.server_time, { asked, received: performance.now(), now: Date.now() });
    return { status: answer.status, facts };
  } catch {
    return { status: 0, facts: {} };
  }
}

function begin() {
  const token = location.hash.match(/^#e1\.(.+)$/)?.[1];
  if (!token) return stand();
  history.replaceState(null, "", "/door"); // the token works once and belongs in no history
  return enrol(token);
}

/* Where this phone stands: unknown, waiting to be let in, or ready. */
async function stand() {
  clearTimeout(state.stand);
  const { status, facts } = await call("me", {});
  connected(answered(status));
  if (status === 200) {
    know(facts);
    if ($("ready").hidden && $("answer").hidden) ready();
    state.stand = setTimeout(stand, STAND_MS.ready);
  } else if (facts.code === "pending") {
    show("pending");
    state.stand = setTimeout(stand, STAND_MS.pending);
  } else if (answered(status)) {
    leave(facts.code);
  } else {
    state.stand = setTimeout(stand, STAND_MS.offline);
  }
}

function connected(yes) {
  $("link").textContent = yes ? words.online : words.offline;
  $("link").classList.toggle("is-off", !yes);
}

function know(facts) {
  Object.assign(state, { event: facts.event, profile: facts.profile, seq: facts.seq });
  $("gate").textContent = facts.gate;
  $("inside").textContent = words.inside.replace("{number}", facts.inside).replace("{expected}", facts.expected);
  $("rehearsal").hidden = !facts.rehearsal;
  $("typed").hidden = facts.profile !== Profile.DESK;
}

/* Shut out or never enrolled: forget everything this phone held. */
async function leave(code) {
  clearTimeout(state.stand);
  state.event = null;
  clearTimeout(state.timer);
  stopCamera(() => {});
  forgetPerson();
  show("enrol");
  $("enrol-error").textContent = code === "revoked" ? words.shut : "";
  localStorage.clear();
  for (const name of (await window.caches?.keys()) ?? []) caches.delete(name);
  for (const database of (await indexedDB.databases?.()) ?? []) indexedDB.deleteDatabase(database.name);
}

async function enrol(token) {
  const { status, facts } = await call("enrol", { token });
  if (status === 201) return stand();
  show("enrol");
  $("enrol-error").textContent = facts.detail || words.noAnswer;
}

$("enrol-form").addEventListener("submit", (event) => {
  event.preventDefault();
  enrol($("enrol-code").value);
});

/* Reading */
const eyes = {
  wasm: document.body.dataset.wasm,
  may: () => !$("ready").hidden && !state.busy,
  seen: (code) => {
    if (code !== state.last || Date.now() - state.lastAt > SAME_CODE_MS) read(code);
  },
  changed: cameraIs,
};

function cameraIs(on) {
  state.seeing = on;
  if (!on) torchIs(false); // a lamp goes out with its camera
  $("camera").hidden = on || $("ready").hidden;
  $("torch").hidden = !on || $("ready").hidden || !hasTorch();
  $("finder").classList.toggle("hush", !on); // no dead picture: the heading takes its place
  $("scan-word").classList.toggle("hush", on);
  $("hint").textContent = `${state.note} ${on ? words.hold : words.noCamera}`.trim();
}

onHandScanner((code) => read(code));
$("camera").addEventListener("click", () => startCamera($("video"), eyes));
$("torch").addEventListener("click", () => {
  const on = !state.torch;
  setTorch(on).then(() => torchIs(on), () => {
    torchIs(false);
    $("hint").textContent = words.noTorch;
  });
});

function torchIs(on) {
  state.torch = on;
  $("torch").setAttribute("aria-pressed", on);
}

$("typed").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = $("code").value.trim();
  $("code").value = "";
  if (code) read(code);
});

/* Back from the lock screen, or the camera allowed again: go on without a reload. */
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || !state.event) return;
  stayAwake();
  $("video").play().catch(() => {});
  startCamera($("video"), eyes);
  stand();
});
navigator.permissions?.query({ name: "camera" }).then((camera) => {
  camera.addEventListener("change", () => {
    if (camera.state === "granted" && state.event) startCamera($("video"), eyes);
  });
}).catch(() => {});

/* One scan: the same id and number until an answer comes, so it counts once whichever arrived. */
async function read(code, more = {}) {
  if (state.busy || !state.event) return;
  state.busy = true;
  state.last = code;
  $("hint").textContent = words.asking;
  let sent = await send(code, more);
  if (sent.status === 409) { // the numbers of this phone were lost, or another tab used them
    const me = await call("me", {});
    if (me.status === 200) know(me.facts);
    sent = await send(code, more);
  }
  connected(answered(sent.status));
  await tell(sent, code);
  state.lastAt = Date.now();
  state.busy = false;
}

async function send(code, more) {
  const scan = { id: crypto.randomUUID(), seq: state.seq + 1, code, dir: Direction.IN, t: Date.now(), off: state.off, ...more };
  let sent;
  for (const patience of PATIENCE_MS) {
    sent = await call("scan", scan, patience);
    if (answered(sent.status)) break;
  }
  if (sent.status === 200 && sent.facts.verdict !== Verdict.REPEAT) state.seq = scan.seq;
  return sent;
}

async function tell(sent, code) {
  const { status, facts } = sent;
  const kind = outcome(sent);
  if (kind === "leave") return leave(facts.code);
  if (kind === "wait") return stand();
  if (kind === "fail") return result(answered(status) && facts.detail ? "help" : "failed", facts.detail || words.noAnswer);
  const record = facts.n ? facts : await open(code, facts.ct, state.event.id).catch(() => ({}));
  state.code = code;
  if (kind === "undone") return ready(words.undone);
  if (kind === "welcome") return result(kind, facts.verdict === Verdict.REENTRY ? words.reentry : record.c ?? "", record);
  if (kind === "again") return result(kind, since(facts.first), record);
  return refused(facts, record);
}

function refused(facts, record) {
  const { printed, t } = facts.replaced ?? {};
  let why = words[reasonName(facts)];
  if (printed) why = why.replace("{printed}", moment(printed));
  if (t) why = why.replace("{time}", moment(t));
  result("help", why, record);
  if (NO_PERSON.includes(facts.why)) { // a poster, a parcel: nobody is turned away
    $("advice").textContent = state.seeing ? words.hold : words.badge;
    clearTimeout(state.timer);
    state.timer = setTimeout(ready, NO_PERSON_MS);
  }
}

const since = (first) => words.first.replace("{time}", moment(first.t)).replace("{gate}", first.gate);

function moment(t) {
  return saidMoment(t, { language, timeZone: state.event.tz, now: Date.now() });
}

/* Showing */
function result(kind, what, record = {}) {
  document.body.classList.remove("is-welcome", "is-again", "is-help", "is-failed");
  document.body.classList.add(`is-${kind}`);
  for (const sign of document.querySelectorAll("[data-sign]")) sign.toggleAttribute("hidden", sign.dataset.sign !== kind);
  $("word").textContent = words[kind];
  $("name").textContent = record.n ?? "";
  $("org").textContent = record.o ?? "";
  $("what").textContent = what;
  $("advice").textContent = kind === "again" ? words.advice : "";
  sayTo(kind, record.h);
  show("answer");
  $("undo").hidden = kind !== "welcome";
  $("anyway").hidden = kind !== "again";
  $("reasons").hidden = true;
  signal(kind);
  clearTimeout(state.timer);
  if (kind !== "again") state.timer = setTimeout(ready, RESULT_MS); // a question waits for its answer
}

/* What to say, in the guest's own language. */
function sayTo(kind, guest) {
  const sentence = guest && words[sentenceName(kind, guest)];
  $("say").hidden = !sentence;
  if (!sentence) return;
  const tongue = new Intl.DisplayNames([language], { type: "language" }).of(guest);
  $("speaks").textContent = words.speaks.replace("{language}", tongue);
  $("sentence").textContent = sentence;
  $("sentence").lang = guest;
}

function forgetPerson() {
  state.code = "";
  for (const id of ["name", "org", "what", "sentence"]) $(id).textContent = "";
}

/* Ready for the next code; a note about the last act stands until then, camera on or off. */
function ready(note = "") {
  clearTimeout(state.timer);
  state.note = note;
  forgetPerson();
  show("ready");
  stayAwake();
  startCamera($("video"), eyes);
  refresh();
}

async function refresh() {
  const { status, facts } = await call("me", {});
  if (status === 200 && !state.busy) know(facts);
}

$("next").addEventListener("click", () => ready());
$("anyway").addEventListener("click", () => {
  $("reasons").hidden = false;
  $("anyway").hidden = true;
  $("reasons").querySelector("button").focus();
});
for (const button of document.querySelectorAll("[data-reason]")) {
  button.addEventListener("click", () => read(state.code, { dir: button.dataset.dir, forced: true, reason: button.dataset.reason }));
}

begin();
