/* What a camera can do besides seeing: lamp, zoom, brightness, another camera, where there are any. */

import { $, words } from "./view.js";

/** The next of a few steps between what a camera can do at least and at most. */
export function stepAfter(value, { min, max }) {
  const steps = [min, (min + max) / 2, max];
  return steps.find((step) => step > value + (max - min) / 100) ?? min;
}

/** Tie the camera's buttons; answers `drawn(on)`, to be called when it goes on or off. */
export function setUpLens(camera) {
  let lamp = false;

  function lampIs(on) {
    lamp = on;
    $("torch").setAttribute("aria-pressed", on);
  }

  $("torch").addEventListener("click", () => {
    const on = !lamp;
    camera.set({ torch: on }).then(() => lampIs(on), () => {
      lampIs(false);
      $("hint").textContent = words.noTorch;
    });
  });

  for (const [id, what] of [["zoom", "zoom"], ["brighter", "exposureCompensation"]]) {
    $(id).addEventListener("click", () => {
      const now = camera.track.getSettings()[what] ?? camera.can[what].min;
      camera.set({ [what]: stepAfter(now, camera.can[what]) }).catch(() => {});
    });
  }
  $("other-camera").addEventListener("click", () => camera.next());

  return async (on) => {
    if (!on) lampIs(false); // a lamp goes out with its camera
    const { zoom, exposureCompensation } = camera.can;
    $("zoom").hidden = !(on && zoom?.max > zoom?.min);
    $("brighter").hidden = !(on && exposureCompensation?.max > exposureCompensation?.min);
    $("other-camera").hidden = !(on && (await camera.others()).length > 1);
  };
}
