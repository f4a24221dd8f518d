/* What ears and the hand notice: a tone up for welcome, two level for again, one down for help.
   A browser gives sound only after a touch: the first one, anywhere, unlocks it. */

const NOTES = { welcome: [660, 990], again: [520, 520], help: [330, 220], failed: [220, 220] };
let audio;

function unlock() {
  try {
    audio ??= new AudioContext();
    audio.resume().catch(() => {});
  } catch {
    /* no sound here: word, sign and colour remain */
  }
}

for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, unlock);

export function signal(kind) {
  unlock();
  if (audio?.state === "running") NOTES[kind].forEach(tone);
  navigator.vibrate?.(kind === "welcome" ? 80 : [120, 80, 120]);
}

function tone(pitch, turn) {
  const sound = audio.createOscillator();
  const volume = audio.createGain();
  const start = audio.currentTime + turn * 0.15;
  volume.gain.value = 0.15;
  sound.frequency.value = pitch;
  sound.connect(volume).connect(audio.destination);
  sound.start(start);
  sound.stop(start + 0.12);
}
