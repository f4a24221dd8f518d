import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

let pictures = [];
let posted = [];
class Detector {
  static getSupportedFormats = async () => ["qr_code"];
  async detect() {
    const next = pictures.shift();
    if (next instanceof Error) throw next;
    return next;
  }
}
const worker = Object.assign(new EventTarget(), {
  BarcodeDetector: Detector,
  postMessage: (message) => posted.push(message),
});
globalThis.self = worker;
globalThis.ImageData = class {
  constructor(data, width, height) {
    Object.assign(this, { data, width, height });
  }
};
await import("../../../eventapp/static/js/door/decoder.js");

const code = (rawValue, x) => ({ rawValue, boundingBox: { x, y: 40, width: 20, height: 20 } });
const say = (data) => worker.dispatchEvent(Object.assign(new Event("message"), { data }));
const look = async (turn) => {
  say({ pixels: new ArrayBuffer(4), width: 100, height: 100, turn });
  await new Promise((done) => setTimeout(done, 5));
};

beforeEach(() => {
  pictures = [];
  posted = [];
  say({ ponyfill: "/ponyfill.js", wasm: "/reader.wasm" });
});

test("of several codes the one in the middle is read", async () => {
  pictures = [[code("left", 0), code("middle", 42), code("right", 80)]];
  await look(1);

  assert.deepEqual(posted, [{ code: "middle", turn: 1 }]);
});

test("a picture without a code, or one that cannot be read, is answered all the same", async () => {
  pictures = [[], new Error("no picture")];
  await look(1);
  await look(2);

  assert.deepEqual(posted, [{ code: undefined, turn: 1 }, { code: undefined, turn: 2 }]);
});

test("where the browser has no detector for these codes, the bundled one is loaded", async () => {
  const made = [];
  worker.BarcodeDetector = { getSupportedFormats: async () => ["ean_13"] };
  worker.importScripts = (address) => made.push(address);
  worker.BarcodeDetectionAPI = {
    prepareZXingModule: ({ overrides }) => made.push(overrides.locateFile()),
    BarcodeDetector: Detector,
  };
  say({ ponyfill: "/ponyfill.js", wasm: "/reader.wasm" });
  pictures = [[code("bundled", 42)]];
  await look(3);

  assert.deepEqual(made, ["/ponyfill.js", "/reader.wasm"]);
  assert.equal(posted[0].code, "bundled");
});
