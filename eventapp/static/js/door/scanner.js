/* The scanner: reads a code by camera, hand scanner or keyboard, has it decided, shows one word, and
   goes on: the next badge replaces the result. What a phone has just read opens the sealed record;
   no name travels in clear. */

import { Camera, stayAwake } from "./camera.js";
import { Direction, Profile } from "./constants.js";
import { Door } from "./door.js";
import { onHandScanner } from "./hand_scanner.js";
import { fileOf, handOver, nameOf } from "./handing_over.js";
import { health } from "./health.js";
import { Hints } from "./hints.js";
import { install, uninstall } from "./installing.js";
import { setUpLens } from "./lens.js";
import { judge } from "./light.js";
import { saidDay, saidMoment } from "./moments.js";
import { said } from "./sayings.js";
import { open } from "./sealed.js";
import { setUpSheets } from "./sheets.js";
import { Look, Sight } from "./sight.js";
import { signal } from "./signal.js";
import { headOf, troubleOf } from "./status.js";
import { normalise, readTyped } from "./token.js";
import { Trail } from "./trail.js";
import { Turns } from "./turns.js";
import { canBeTakenBack, countedBy, outcome } from "./verdicts.js";
import { $, clearAnswer, language, openSheet, show, showAnswer, showCamera, showHead, showHint, shown, showTrail, words } from "./view.js";

const STAYS_MS = { welcome: 10_000, bye: 10_000, again: 60_000, help: 60_000, failed: 60_000 };
const REMEMBER_MS = 60_000;
const HINT_EACH = 4; // pictures
const state = { timer: 0, note: "", hint: undefined, pictures: 0, latest: null, counted: 0, scanned: 0, health: {} };
const hints = new Hints();
const sight = new Sight();
const trail = new Trail();
const recent = new Map(); // code -> what was said of it in the last minute, to say it again
const door = new Door({ heard, left: leave, changed: drawHead, health: () => state.health });

async function begin() {
  await door.open();
  if (enrolledByAddress()) return;
  if (door.enrolled) ready();
  await door.beat({ afresh: true });
}

/* The organiser's code opens this page with a token, also where it was open already. */
function enrolledByAddress() {
  const token = location.hash.match(/^#e1\.(.+)$/)?.[1];
  if (!token) return false;
  history.replaceState(null, "", "/door"); // the token works once and belongs in no history
  enrol(token);
  return true;
}
window.addEventListener("hashchange", enrolledByAddress);

/* Where this device stands: waiting to be let in, or at an entrance. */
function heard({ status, facts }) {
  if (status === 200) {
    state.counted = 0;
    if (!shown()) ready();
  } else if (facts.code === "pending") {
    show("pending");
  } else if (!door.enrolled) {
    show("enrol");
  }
  drawHead();
}

/* Shut out or never enrolled: forget everybody. What the device kept is gone already. */
async function leave(code) {
  camera.stop();
  forget();
  turns.clear();
  show("enrol");
  $("enrol-error").textContent = code === "revoked" ? words.shut : "";
  localStorage.clear();
  if (code === "revoked") await uninstall();
}

async function enrol(token) {
  forget();
  const { status, facts, kept } = await door.enrol(token);
  if (status === 201 && kept) return door.beat();
  show("enrol");
  $("enrol-error").textContent = kept === false ? words.noStore : facts.detail || words.noAnswer;
}

$("enrol-form").addEventListener("submit", (event) => {
  event.preventDefault();
  enrol($("enrol-code").value);
});

/* Reading */
const camera = new Camera($("video"), { ...document.body.dataset, seen, changed: cameraIs, picture });
const drawLens = setUpLens(camera);

/* A code in sight: a new one has its turn, a held one is silent, one that comes back within seconds
   is answered as before. */
function seen(text) {
  const code = normalise(text);
  const look = sight.look(code, performance.now());
  hints.clear();
  if (look === Look.HELD || !door.enrolled) return;
  const before = look === Look.BACK ? recent.get(code) : undefined;
  if (!before || before.open) read(code);
  else if (before !== state.latest) present(before);
}

function read(code, more = {}) {
  if (door.enrolled) turns.take(code, { dir: door.direction, ...more });
}

function cameraIs(on) {
  showCamera(on, { torch: camera.can.torch, note: state.note });
  drawLens(on);
}

/* A picture without a code that looks as if there were one: what to try, after a while. */
function picture(pixels) {
  state.pictures += 1;
  if (state.pictures % HINT_EACH || $("ready").hidden) return;
  const hint = hints.look(judge(pixels), performance.now());
  if (hint !== state.hint) showHint(hint, { torch: camera.can.torch });
  state.hint = hint;
}

onHandScanner(seen);
$("camera").addEventListener("click", () => camera.start());
$("typed").addEventListener("submit", (event) => {
  event.preventDefault();
  const { code, mistyped } = readTyped($("code").value);
  $("code-error").textContent = mistyped ? words.mistyped : "";
  if (!code) return;
  $("code").value = "";
  read(code, { typed: true });
});

/* Locked: nobody is named any more. Back, or the camera allowed again: go on without a reload. */
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return forget();
  if (!door.enrolled) return;
  stayAwake();
  $("video").play().catch(() => {});
  camera.start();
  door.beat({ afresh: true });
});
for (const event of ["online", "pageshow"]) window.addEventListener(event, () => door.beat({ afresh: true }));
navigator.permissions?.query({ name: "camera" }).then((permission) => {
  permission.addEventListener("change", () => {
    if (permission.state === "granted" && door.enrolled) camera.start();
  });
}).catch(() => {});

/* One badge shown is one scan: the same id and number until it is decided. */
const turns = new Turns({
  begin: (code, more) => door.begin(code, more),
  decide: (scan) => door.decide(scan),
  tell,
});

async function tell(answer, scan) {
  const { facts } = answer;
  const kind = outcome(answer, scan);
  if (kind === "leave") return door.beat(); // what is left is handed over first; then it is told to leave
  if (kind === "wait") return door.beat();
  state.counted += countedBy(facts.verdict);
  state.scanned += 1;
  if (kind === "undone") return undone(scan);
  const record = facts.n ? facts : await open(scan.code, facts.ct, door.event.id).catch(() => ({ h: facts.h }));
  const hold = camera.on ? words.hold : words.badge;
  const sentences = said(kind, { ...answer, record }, { words, moment, day: (day) => saidDay(day, language), hold });
  const result = { ...sentences, record, id: scan.id, code: scan.code, at: Date.now(), helper: facts.note ?? record.x, open: answer.open };
  recent.set(scan.code, result);
  if (!answer.open && !result.stays) trail.add({ ...result, name: record.n ?? sentences.nameless ?? "", undo: canBeTakenBack(kind, scan) });
  present(result);
  signal(result.kind);
  drawHead();
}

const moment = (t) => saidMoment(t, { language, timeZone: door.event?.tz, now: Date.now() });

/* Showing: the result stays until the next one, or until it is too old to be this guest's. */
function present(answer) {
  state.latest = answer;
  show("stage");
  showAnswer(answer);
  drawTrail();
  clearTimeout(state.timer);
  state.timer = setTimeout(ready, answer.stays ?? STAYS_MS[answer.kind]);
}

function drawHead() {
  if (!door.enrolled) return;
  const say = { words, moment, now: door.serverNow };
  const facts = { ...door.standing, ...state.health, inside: Math.max(0, door.standing.inside + state.counted) };
  const charged = state.health.charging ? { battery: undefined } : {};
  const exit = door.direction === Direction.OUT;
  showHead({ ...facts, ...headOf(facts, say), exit, typed: facts.profile === Profile.DESK, trouble: troubleOf({ ...facts, ...charged }, say) });
}

/* Those before the one that is on the screen. */
function drawTrail() {
  const now = Date.now();
  for (const [code, { at }] of recent) if (now - at >= REMEMBER_MS) recent.delete(code);
  if (door.enrolled) showTrail(trail.rows(now).filter((row) => row.id !== state.latest?.id), moment);
}
setInterval(drawTrail, 1000);
setInterval(async () => {
  state.health = await health();
  drawHead();
}, 30_000);

function forget() {
  clearTimeout(state.timer);
  state.latest = null;
  recent.clear();
  sight.clear();
  trail.clear();
  clearAnswer();
  openSheet();
  for (const id of ["trail", "undo-rows", "anyway-who"]) $(id).replaceChildren();
}

/* Ready for the next code; a note about the last act stands until then, camera on or off. */
function ready(note = "") {
  clearTimeout(state.timer);
  state.note = note;
  state.latest = null;
  show("stage");
  clearAnswer();
  drawTrail();
  drawHead();
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
  drawHead();
}

setUpSheets({
  latest: () => state.latest,
  undoable: () => trail.undoable(Date.now()),
  moment,
  act: (answer, more) => read(answer.code, more),
  more: () => door.standing,
});
$("hand-over").addEventListener("click", () => {
  handOver(fileOf(door.knowledge.unsent, door.device, Date.now()), nameOf(door.device, Date.now()));
});
begin();
install({
  idle: () => state.scanned === 0,
  newer: (take) => {
    $("renew").hidden = false;
    $("renew").addEventListener("click", take);
  },
});
health().then((now) => {
  state.health = now;
  drawHead();
});
