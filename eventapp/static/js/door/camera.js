/* The camera: it stays on in every state, and its pictures go to a worker that finds the codes. */

const LOOK_MS = 60;
const LOST_MS = 4000;
const WIDEST = 1024;

export class Camera {
  #stream;
  #worker;
  #canvas = document.createElement("canvas");
  #turn = 0;
  #timer = 0;

  /** `seen(code)` gets what a picture shows, if anything; `changed(on)` that it went on or off;
      `picture(pixels)` each picture, before it is given away. */
  constructor(video, { decoder, ponyfill, wasm, seen, changed, picture = () => {} }) {
    Object.assign(this, { video, decoder, ponyfill, wasm, seen, changed, picture });
  }

  get on() {
    return Boolean(this.#stream?.active);
  }

  get track() {
    return this.#stream?.getVideoTracks()[0];
  }

  async start() {
    if (this.on || !navigator.mediaDevices) return this.changed(this.on);
    try {
      const which = this.device ? { deviceId: { exact: this.device } } : { facingMode: "environment" };
      const wish = { ...which, width: { ideal: 1280 } };
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: wish });
      this.video.srcObject = this.#stream;
      await this.video.play();
    } catch {
      return this.stop();
    }
    for (const track of this.#stream.getTracks()) track.addEventListener("ended", () => this.stop()); // taken away
    this.#work();
    this.changed(true);
    this.#look();
  }

  stop() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.changed(false);
  }

  #work() {
    if (this.#worker) return;
    this.#worker = new Worker(this.decoder);
    this.#worker.postMessage({ ponyfill: this.ponyfill, wasm: this.wasm });
    this.#worker.addEventListener("message", ({ data }) => {
      if (data.turn !== this.#turn) return;
      if (data.code) this.seen(data.code);
      this.#next(LOOK_MS);
    });
  }

  #next(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), wait);
  }

  /** Give the present picture to the worker; the next follows its answer, or soon where none comes. */
  #look() {
    if (!this.on) return;
    const { videoWidth, videoHeight, readyState } = this.video;
    if (readyState < 2 || !videoWidth || document.hidden) return this.#next(LOOK_MS * 3);
    const scale = Math.min(1, WIDEST / videoWidth);
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.video, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    this.picture({ data, width, height });
    this.#turn += 1;
    this.#worker.postMessage({ pixels: data.buffer, width, height, turn: this.#turn }, [data.buffer]);
    this.#next(LOST_MS);
  }

  /** What it can do besides, as the browser tells. */
  get can() {
    return this.track?.getCapabilities?.() ?? {};
  }

  set(constraint) {
    return this.track.applyConstraints({ advanced: [constraint] });
  }

  /** All cameras of this device. */
  async others() {
    const all = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
    return all.filter(({ kind }) => kind === "videoinput");
  }

  /** Look through the next camera. */
  async next() {
    const ids = (await this.others()).map(({ deviceId }) => deviceId);
    const here = ids.indexOf(this.track?.getSettings?.().deviceId);
    this.device = ids[(here + 1) % ids.length];
    this.stop();
    await this.start();
  }
}

/** Keep the screen on while the page is in front; a browser drops the lock with every glance away. */
export function stayAwake() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
}
