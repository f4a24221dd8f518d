/* The three eyes of a door: the camera, a hand scanner, typed characters. */

const TOKEN = 132;
const PAUSE_MS = 2000;
const LOOK_MS = 120;
let stream = null;
let looking = 0;

/* The camera. `seen` gets each code read while `may()` says so; `changed` learns on or off. */
export async function startCamera(video, { wasm, may, seen, changed }) {
  if (stream || !navigator.mediaDevices) return changed(Boolean(stream));
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    video.srcObject = stream;
    await video.play();
  } catch {
    return stopCamera(changed);
  }
  for (const track of stream.getTracks()) track.addEventListener("ended", () => stopCamera(changed)); // taken away
  changed(true);
  const detector = await makeDetector(wasm);
  looking += 1;
  const turn = looking;
  const look = async () => {
    if (!stream || turn !== looking) return;
    if (may() && video.readyState >= 2) {
      const [code] = await detector.detect(video).catch(() => []);
      if (code) seen(code.rawValue);
    }
    setTimeout(look, LOOK_MS);
  };
  look();
}

export function stopCamera(changed) {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  changed(false);
}

async function makeDetector(wasm) {
  const formats = ["qr_code"];
  if ("BarcodeDetector" in window) {
    const known = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
    if (known.includes("qr_code")) return new window.BarcodeDetector({ formats });
  }
  BarcodeDetectionAPI.prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return new BarcodeDetectionAPI.BarcodeDetector({ formats });
}

/* The camera's lamp, where there is one. */
export const hasTorch = () => Boolean(stream?.getVideoTracks()[0]?.getCapabilities?.().torch);
export const setTorch = async (on) => stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });

/* Keep the screen on while the page is in front; a browser drops the lock with every glance away. */
export function stayAwake() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
}

/* A hand scanner types as a US keyboard would, whatever the layout: read the physical keys. A long
   pause begins anew; a short one is a slow phone, and a badge is never longer than TOKEN. */
let keys = "";
let keyAt = 0;

export function onHandScanner(seen) {
  document.addEventListener("keydown", (event) => {
    const now = performance.now();
    if (now - keyAt > PAUSE_MS) keys = "";
    keyAt = now;
    if (event.code !== "Enter") {
      keys += signOf(event.code);
      return;
    }
    const typing = event.target.matches("input");
    if (keys.length >= (typing ? TOKEN : 6)) {
      event.preventDefault(); // in a field too: its letters are those of the wrong layout
      if (typing) event.target.value = "";
      seen(keys.slice(-TOKEN));
    }
    keys = "";
  });
}

/* What a US keyboard types with that key; nothing for one that no code of ours holds. */
function signOf(key) {
  const [, letter, digit, padDigit] = key.match(/^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/) ?? [];
  return letter ?? digit ?? padDigit ?? "";
}
