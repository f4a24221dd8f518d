/* The scanner: reads a code by camera, hand scanner or keyboard, asks the server, shows one word.
   What a phone has just read opens the sealed record in the answer; no name travels in clear. */

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWX";
const TIMEOUT_MS = 6000;
const RESULT_MS = 10000;
const $ = (id) => document.getElementById(id);
const words = $("words").dataset;
const sections = ["enrol", "pending", "ready", "answer"];
const state = { event: null, off: 0, last: null, lastAt: 0, busy: false, timer: 0, camera: null };

function show(name) {
  for (const one of sections) $(one).hidden = one !== name;
  $("next").hidden = name !== "answer";
  $("camera").hidden = name !== "ready" || Boolean(state.camera);
  if (name !== "answer") document.body.classList.remove("is-welcome", "is-again", "is-help");
}

async function call(path, body) {
  const asked = performance.now();
  const answer = await fetch(`/door/v1/${path}`, {
    method: body ? "POST" : "GET",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const told = await answer.json().catch(() => ({}));
  if (told.server_time) state.off = Math.round(told.server_time + (performance.now() - asked) / 2 - Date.now());
  return { status: answer.status, told };
}

/* Where this phone stands: unknown, waiting to be let in, or ready. */
async function begin() {
  const token = location.hash.match(/^#e1\.(.+)$/)?.[1];
  if (token) {
    history.replaceState(null, "", "/door");
    return enrol(token);
  }
  return stand();
}

async function stand() {
  let found;
  try {
    found = await call("me");
  } catch {
    $("link").textContent = words.offline;
    setTimeout(stand, 3000);
    return;
  }
  $("link").textContent = words.online;
  const { status, told } = found;
  if (status === 200) {
    state.event = told.event;
    $("gate").textContent = told.gate;
    $("inside").textContent = words.inside.replace("{number}", told.inside);
    if ($("ready").hidden && $("answer").hidden) {
      show("ready");
      startCamera();
    }
    setTimeout(stand, 15000);
  } else if (told.code === "pending") {
    show("pending");
    setTimeout(stand, 1500);
  } else {
    show("enrol");
    $("enrol-error").textContent = told.code === "revoked" ? words.shut : "";
  }
}

async function enrol(token) {
  const { status, told } = await call("enrol", { token }).catch(() => ({ status: 0, told: {} }));
  if (status === 201) return stand();
  show("enrol");
  $("enrol-error").textContent = told.title || words.failed;
}

$("enrol-form").addEventListener("submit", (event) => {
  event.preventDefault();
  enrol($("enrol-code").value);
});

/* Reading */
async function startCamera() {
  if (state.camera || !navigator.mediaDevices) return;
  try {
    state.camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch {
    $("hint").textContent = words.noCamera;
    return;
  }
  $("camera").hidden = true;
  const video = $("video");
  video.srcObject = state.camera;
  await video.play();
  const detector = await makeDetector();
  const look = async () => {
    if (!state.camera) return;
    if (!$("ready").hidden && !state.busy && video.readyState >= 2) {
      const [code] = await detector.detect(video).catch(() => []);
      if (code) read(code.rawValue);
    }
    setTimeout(look, 120);
  };
  look();
}

async function makeDetector() {
  const formats = ["qr_code"];
  if ("BarcodeDetector" in window) {
    const known = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
    if (known.includes("qr_code")) return new window.BarcodeDetector({ formats });
  }
  const wasm = document.body.dataset.wasm;
  BarcodeDetectionAPI.prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return new BarcodeDetectionAPI.BarcodeDetector({ formats });
}

$("camera").addEventListener("click", startCamera);
$("typed").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = $("code").value;
  $("code").value = "";
  if (code.trim()) read(code, true);
});

/* A hand scanner types as a US keyboard would, whatever the layout: read the physical keys. A long
   pause begins anew; a short one is a slow phone, and a badge is never longer than TOKEN. */
const TOKEN = 132;
const PAUSE_MS = 2000;
let wedge = "";
let wedgeAt = 0;
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input")) return;
  const now = performance.now();
  if (now - wedgeAt > PAUSE_MS) wedge = "";
  wedgeAt = now;
  if (event.code === "Enter") {
    if (wedge.length > 5) {
      event.preventDefault();
      read(wedge.slice(-TOKEN), true);
    }
    wedge = "";
  } else {
    const key = event.code.match(/^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/);
    if (key) wedge += key[1] ?? key[2] ?? key[3];
  }
});

async function read(code, typed = false) {
  if (state.busy || !state.event) return;
  if (!typed && code === state.last && Date.now() - state.lastAt < 3000) return;
  state.busy = true;
  state.last = code;
  const seq = Number(localStorage.getItem("door seq") ?? 0) + 1;
  localStorage.setItem("door seq", String(seq));
  const scan = { id: crypto.randomUUID(), seq, code, dir: "in", t: Date.now(), off: state.off };
  try {
    let found = await call("scan", scan).catch(() => null);
    found ??= await call("scan", scan); // the same number: counted once, whichever arrived
    await tell(found, code);
  } catch {
    result("help", words.failed);
  }
  state.lastAt = Date.now();
  state.busy = false;
}

async function tell({ status, told }, code) {
  if (status === 401 || told.code === "pending") return stand();
  if (status === 409) {
    localStorage.setItem("door seq", String(Number(localStorage.getItem("door seq")) + 1000));
    return result("help", words.failed);
  }
  if (status !== 200) return result("help", told.code === "profile" ? words.profile : told.title);
  const record = told.n ? told : await open(code, told.ct).catch(() => ({}));
  const first = told.first && words.first
    .replace("{time}", new Date(told.first.t).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit", timeZone: state.event.tz }))
    .replace("{gate}", told.first.gate);
  if (told.decision === "admit") {
    const say = words[`say${(record.h ?? "en").replace(/^./, (c) => c.toUpperCase())}`];
    result("welcome", told.verdict === "reentry" ? words.reentry : say, record, record.h);
  } else if (told.why === "already_in") result("again", first, record);
  else result("help", words[`why-${told.why}`] ?? words[`why${cap(told.why)}`] ?? "", record);
}

const cap = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function result(kind, what, record = {}, lang) {
  document.body.classList.remove("is-welcome", "is-again", "is-help");
  document.body.classList.add(`is-${kind}`);
  for (const sign of document.querySelectorAll("[data-sign]")) sign.toggleAttribute("hidden", sign.dataset.sign !== kind);
  $("word").textContent = words[kind];
  $("name").textContent = record.n ?? "";
  $("org").textContent = record.o ?? "";
  $("what").textContent = what ?? "";
  if (lang) $("what").lang = lang;
  else $("what").removeAttribute("lang");
  show("answer");
  sound(kind);
  clearTimeout(state.timer);
  state.timer = setTimeout(ready, RESULT_MS);
}

function ready() {
  clearTimeout(state.timer);
  if ($("answer").hidden) return;
  $("name").textContent = $("org").textContent = "";
  show("ready");
  refresh();
}

async function refresh() {
  const { status, told } = await call("me").catch(() => ({ status: 0, told: {} }));
  if (status === 200) $("inside").textContent = words.inside.replace("{number}", told.inside);
}

$("next").addEventListener("click", ready);

/* The sealed record: opened by the badge that was read (checkin-protocol section 5). */
function decode(text) {
  const clean = text.toUpperCase().replace(/[\s-]/g, "").replace(/^\](C1|Q1|E0)/, "");
  let bits = 0n;
  for (const letter of clean) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(letter));
  bits >>= 4n;
  const bytes = new Uint8Array(82);
  for (let at = 81; at >= 0; at -= 1, bits >>= 8n) bytes[at] = Number(bits & 255n);
  return bytes.slice(1, 17);
}

async function open(code, sealed) {
  if (!sealed) return {};
  const badge = decode(code);
  const event = Uint8Array.from(state.event.id.match(/../g), (pair) => parseInt(pair, 16));
  const base = await crypto.subtle.importKey("raw", badge, "HKDF", false, ["deriveKey", "deriveBits"]);
  const derive = (info) => ({ name: "HKDF", hash: "SHA-256", salt: event, info: new TextEncoder().encode(info) });
  const key = await crypto.subtle.deriveKey(derive("rec"), base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const idx = await crypto.subtle.deriveBits(derive("idx"), base, 128);
  const bytes = Uint8Array.from(atob(sealed.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: idx }, key, bytes.slice(12));
  return JSON.parse(new TextDecoder().decode(plain));
}

/* One tone up for welcome, two level for again, one down for help. */
let audio;
function sound(kind) {
  try {
    audio ??= new AudioContext();
    const notes = { welcome: [660, 990], again: [520, 520], help: [330, 220] }[kind];
    notes.forEach((pitch, turn) => {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      volume.gain.value = 0.15;
      tone.frequency.value = pitch;
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + turn * 0.15);
      tone.stop(audio.currentTime + turn * 0.15 + 0.12);
    });
  } catch {
    /* no sound here: word, sign and colour remain */
  }
  navigator.vibrate?.(kind === "welcome" ? 80 : [120, 80, 120]);
}

begin();
