/* The scanner: reads a code by camera, hand scanner or keyboard, asks the server, shows one word,
   and goes on: the next badge replaces the result. What a phone has just read opens the sealed
   record in the answer; no name travels in clear. */

import { Camera, stayAwake } from "./camera.js";
import { Direction, Profile, Verdict, Why } from "./constants.js";
import { onHandScanner } from "./hand_scanner.js";
import { call } from "./link.js";
import { saidDay, saidMoment } from "./moments.js";
import { open } from "./sealed.js";
import { setUpSheets } from "./sheets.js";
import { Look, Sight } from "./sight.js";
import { signal } from "./signal.js";
import { normalise } from "./token.js";
import { Trail } from "./trail.js";
import { Turns } from "./turns.js";
import { answered, outcome, reasonName } from "./verdicts.js";
import { $, clearAnswer, language, openSheet, show, showAnswer, showCamera, shown, showNet, showTrail, words } from "./view.js";

const PATIENCE_MS = [1500, 3000, 6000];
const STAYS_MS = { welcome: 10_000, bye: 10_000, again: 60_000, help: 60_000, failed: 60_000 };
const NO_PERSON = [Why.NOT_A_BADGE, Why.NEWER_VERSION];
const NO_PERSON_MS = 4000;
const STAND_MS = { ready: 15_000, pending: 1500, offline: 3000 };
const state = { event: null, profile: "", seq: 0, off: 0, timer: 0, stand: 0, torch: false, note: "", inside: 0, expected: 0, latest: null };
const sight = new Sight();
const trail = new Trail();
const recent = new Map(); // code -> what was said of it in the last minute, to say it again

async function ask(path, body, patience) {
  const answer = await call(path, body, { patience });
  if (answer.off !== undefined) state.off = answer.off;
  return answer;
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
  const { status, facts } = await ask("me", {});
  showNet(answered(status));
  if (status === 200) {
    know(facts);
    if (!shown()) ready();
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

function know(facts) {
  const { event, profile, inside, expected } = facts;
  Object.assign(state, { event, profile, inside, expected, seq: Math.max(state.seq, facts.seq) });
  $("gate").textContent = facts.gate;
  $("rehearsal").hidden = !facts.rehearsal;
  $("typed").hidden = facts.profile !== Profile.DESK;
  count(0);
}

/* The people inside, at once; the server's own figure follows. */
function count(more) {
  state.inside = Math.max(0, state.inside + more);
  $("inside").textContent = words.inside.replace("{number}", state.inside).replace("{expected}", state.expected);
}

/* Shut out or never enrolled: forget everything this phone held. */
async function leave(code) {
  clearTimeout(state.stand);
  state.event = null;
  camera.stop();
  forget();
  turns.clear();
  show("enrol");
  $("enrol-error").textContent = code === "revoked" ? words.shut : "";
  localStorage.clear();
  for (const name of (await window.caches?.keys()) ?? []) caches.delete(name);
  for (const database of (await indexedDB.databases?.()) ?? []) indexedDB.deleteDatabase(database.name);
}

async function enrol(token) {
  const { status, facts } = await ask("enrol", { token });
  if (status === 201) return stand();
  show("enrol");
  $("enrol-error").textContent = facts.detail || words.noAnswer;
}

$("enrol-form").addEventListener("submit", (event) => {
  event.preventDefault();
  enrol($("enrol-code").value);
});

/* Reading */
const camera = new Camera($("video"), { ...document.body.dataset, seen, changed: cameraIs });

/* A code in the picture: a new one has its turn, a held one is silent, one that comes back within
   seconds is answered as before. */
function seen(text) {
  const code = normalise(text);
  const look = sight.look(code, performance.now());
  if (look === Look.HELD || !state.event) return;
  const before = look === Look.BACK ? recent.get(code) : undefined;
  if (!before) read(code);
  else if (before !== state.latest) present(before);
}

function read(code, more = {}) {
  if (!state.event) return;
  turns.take(code, { dir: Direction.IN, ...more });
}

function cameraIs(on) {
  if (!on) torchIs(false); // a lamp goes out with its camera
  showCamera(on, { torch: camera.hasTorch, note: state.note });
}

function torchIs(on) {
  state.torch = on;
  $("torch").setAttribute("aria-pressed", on);
}

onHandScanner((code) => read(normalise(code)));
$("camera").addEventListener("click", () => camera.start());
$("torch").addEventListener("click", () => {
  const on = !state.torch;
  camera.set({ torch: on }).then(() => torchIs(on), () => {
    torchIs(false);
    $("hint").textContent = words.noTorch;
  });
});

$("typed").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = $("code").value.trim();
  $("code").value = "";
  if (code) read(code);
});

/* Locked: nobody is named any more. Back, or the camera allowed again: go on without a reload. */
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return forget();
  if (!state.event) return;
  stayAwake();
  $("video").play().catch(() => {});
  camera.start();
  stand();
});
navigator.permissions?.query({ name: "camera" }).then((permission) => {
  permission.addEventListener("change", () => {
    if (permission.state === "granted" && state.event) camera.start();
  });
}).catch(() => {});

/* One badge shown is one scan: the same id and number until an answer comes. */
const turns = new Turns({
  begin: (code, more) => {
    state.seq += 1;
    return { id: crypto.randomUUID(), seq: state.seq, code, t: Date.now(), off: state.off, ...more };
  },
  decide: async (scan) => {
    $("hint").textContent = words.asking;
    let sent = await send(scan);
    if (sent.status === 409) { // the numbers of this phone were lost, or another tab used them
      const me = await ask("me", {});
      if (me.status === 200) know(me.facts);
      state.seq += 1;
      scan.seq = state.seq;
      sent = await send(scan);
    }
    showNet(answered(sent.status));
    return { ...sent, open: !answered(sent.status) };
  },
  tell,
});

async function send(scan) {
  let sent;
  for (const patience of PATIENCE_MS) {
    sent = await ask("scan", scan, patience);
    if (answered(sent.status)) break;
  }
  if (sent.facts.verdict === Verdict.REPEAT && state.seq === scan.seq) state.seq -= 1; // was not kept
  return sent;
}

const COUNTS = { [Verdict.FIRST]: 1, [Verdict.REENTRY]: 1, [Verdict.EXIT]: -1 };

async function tell(sent, scan) {
  const { status, facts } = sent;
  const kind = outcome(sent);
  if (kind === "leave") return leave(facts.code);
  if (kind === "wait") return stand();
  const record = facts.n ? facts : await open(scan.code, facts.ct, state.event.id).catch(() => ({}));
  count(COUNTS[facts.verdict] ?? 0);
  if (kind === "undone") return undone(scan);
  const answer = { ...said(kind, { status, facts, record }), record, id: scan.id, code: scan.code, at: Date.now(), helper: facts.note };
  recent.set(scan.code, answer);
  trail.add({ ...answer, name: record.n ?? "", undo: kind === "welcome" });
  present(answer);
  signal(answer.kind);
  stand();
}

/* What an answer says to the helper. */
function said(kind, { status, facts, record }) {
  if (kind === "welcome") return { kind, note: facts.verdict === Verdict.REENTRY ? words.reentry : record.c };
  if (kind === "again") return { kind, note: `${since(facts.first)} ${words.advice}`, more: words.insideAlready };
  if (kind !== "refuse") return { kind: answered(status) && facts.detail ? "help" : "failed", why: facts.detail || words.noAnswer };
  const why = reason(facts);
  const nobody = NO_PERSON.includes(facts.why); // a poster, a parcel: nobody is turned away
  const advice = camera.on ? words.hold : words.badge;
  return { kind: "help", why, more: nobody ? "" : why, ...(nobody && { note: advice, stays: NO_PERSON_MS }) };
}

function reason(facts) {
  const { printed, t } = facts.replaced ?? {};
  const values = { printed: printed && moment(printed), time: t && moment(t), day: facts.day && saidDay(facts.day, language) };
  return words[reasonName(facts)].replace(/\{(\w+)\}/g, (place, name) => values[name] || place);
}

const since = (first) => `${words.first.replace("{time}", moment(first.t)).replace("{gate}", first.gate)}.`;

function moment(t) {
  return saidMoment(t, { language, timeZone: state.event.tz, now: Date.now() });
}

/* Showing: the result stays until the next one, or until it is too old to be this guest's. */
function present(answer) {
  state.latest = answer;
  show("stage");
  showAnswer(answer);
  drawTrail();
  clearTimeout(state.timer);
  state.timer = setTimeout(ready, answer.stays ?? STAYS_MS[answer.kind]);
}

/* Those before the one that is on the screen. */
function drawTrail() {
  const now = Date.now();
  for (const [code, { at }] of recent) if (now - at >= 60_000) recent.delete(code);
  if (state.event) showTrail(trail.rows(now).filter((row) => row.id !== state.latest?.id), moment);
}
setInterval(drawTrail, 1000);

function forget() {
  clearTimeout(state.timer);
  state.latest = null;
  recent.clear();
  trail.clear();
  clearAnswer();
  openSheet();
  $("trail").replaceChildren();
  $("undo-rows").replaceChildren();
}

/* Ready for the next code; a note about the last act stands until then, camera on or off. */
function ready(note = "") {
  clearTimeout(state.timer);
  state.note = note;
  state.latest = null;
  show("stage");
  clearAnswer();
  drawTrail();
  cameraIs(camera.on);
  stayAwake();
  camera.start();
}

function undone(scan) {
  sight.forget(scan.code);
  const before = recent.get(scan.code);
  recent.delete(scan.code);
  if (before) trail.remove(before);
  ready(words.undone);
  stand();
}

setUpSheets({
  latest: () => state.latest,
  undoable: () => trail.undoable(Date.now()),
  moment,
  act: (answer, more) => read(answer.code, more),
});
begin();
