/* What ears and the hand notice: welcome is one short high tone, again two equal ones, help a long
   low one, goodbye a short low one. A browser gives sound only after a touch: the first one,
   anywhere, unlocks it. */

const TONES = {
  welcome: [[880, 0.12]],
  again: [[520, 0.14], [520, 0.14]],
  help: [[220, 0.5]],
  failed: [[220, 0.5], [220, 0.2]],
  bye: [[330, 0.12]],
};
const SHAKES = { welcome: 80, again: [120, 80, 120], help: 400, failed: [400, 80, 200], bye: [40] };
let audio;
let quiet = false;

function unlock() {
  try {
    audio ??= new AudioContext();
    audio.resume().catch(() => {});
  } catch {
    /* no sound here: word, sign and colour remain */
  }
}

for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, unlock);

export const muted = () => quiet;
export const setMuted = (yes) => {
  quiet = yes;
};

export function signal(kind) {
  unlock();
  if (!quiet && audio?.state === "running") {
    let start = audio.currentTime;
    for (const [pitch, seconds] of TONES[kind]) {
      tone(pitch, start, seconds);
      start += seconds + 0.07;
    }
  }
  navigator.vibrate?.(SHAKES[kind]);
}

function tone(pitch, start, seconds) {
  const sound = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.value = 0.15;
  sound.frequency.value = pitch;
  sound.connect(volume).connect(audio.destination);
  sound.start(start);
  sound.stop(start + seconds);
}
