/* Finds codes in pictures, beside the page so that nothing on it stutters: the browser's own
   detector where there is one, the bundled one otherwise. A classic worker, for the bundled one. */

const formats = ["qr_code"];
let detector;

async function make({ ponyfill, wasm }) {
  if ("BarcodeDetector" in self) {
    const known = await self.BarcodeDetector.getSupportedFormats().catch(() => []);
    if (known.includes("qr_code")) return new self.BarcodeDetector({ formats });
  }
  self.importScripts(ponyfill);
  self.BarcodeDetectionAPI.prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return new self.BarcodeDetectionAPI.BarcodeDetector({ formats });
}

/** How far from the middle of the picture a code is: the one that is aimed at comes first. */
function distance({ boundingBox: box }, { width, height }) {
  return Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
}

async function read({ pixels, width, height }) {
  const picture = new ImageData(new Uint8ClampedArray(pixels), width, height);
  const all = await (await detector).detect(picture);
  return all.sort((left, right) => distance(left, picture) - distance(right, picture))[0]?.rawValue;
}

self.addEventListener("message", async ({ data }) => {
  if (data.ponyfill) {
    detector = make(data);
    return;
  }
  const code = await read(data).catch(() => undefined);
  self.postMessage({ code, turn: data.turn });
});
