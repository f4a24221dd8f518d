/* Choosing the part of a picture: the frame stands still, the picture moves under it.
   What is chosen is read here, shown here, and sent with the part; the server cuts it. */

import { boxOf, moved, stepOf, whole, written, zoomed } from "./crop_box.js";

const FRAME = { left: 0.148, top: 0.06, width: 0.704, height: 0.88 };

class Cropping {
  constructor(root) {
    this.root = root;
    this.parts = root.querySelector("[data-crop-parts]");
    this.stage = root.querySelector(".crop");
    this.slider = root.querySelector("input[type=range]");
    this.sent = root.querySelector("input[name=crop]");
    this.file = root.querySelector("input[type=file]");
    this.picture = null;
    this.crop = whole();
    root.querySelector("[data-crop-plain]").hidden = true;
    this.file.addEventListener("change", () => this.choose());
    this.slider.addEventListener("input", () => this.show(zoomed(this.crop, this.picture, this.slider.value / 100)));
    this.stage.addEventListener("keydown", (event) => this.press(event));
    this.stage.addEventListener("pointerdown", (event) => this.stage.setPointerCapture(event.pointerId));
    this.stage.addEventListener("pointermove", (event) => this.drag(event));
    new ResizeObserver(() => this.picture && this.draw()).observe(this.stage);
  }

  /* A file too large is told at once; one that cannot be read here, the server judges. */
  async choose() {
    const chosen = this.file.files[0];
    const large = chosen && chosen.size > Number(this.root.dataset.most);
    this.root.querySelector("[data-crop-refused]").hidden = !large;
    if (large) this.file.value = "";
    this.picture = chosen && !large ? await createImageBitmap(chosen).catch(() => null) : null;
    this.parts.hidden = !this.picture;
    this.sent.value = "";
    if (this.picture) this.show(whole());
  }

  press(event) {
    const step = stepOf(event.key, event.shiftKey);
    if (!step) return;
    event.preventDefault();
    this.show(moved(this.crop, this.picture, ...step));
  }

  drag(event) {
    if (!this.stage.hasPointerCapture(event.pointerId)) return;
    const { clientWidth: width, clientHeight: height } = this.stage;
    const right = event.movementX / (width * FRAME.width);
    this.show(moved(this.crop, this.picture, right, event.movementY / (height * FRAME.height)));
  }

  show(crop) {
    this.crop = crop;
    this.slider.value = Math.round(crop.zoom * 100);
    this.root.querySelector("output").textContent = `${this.slider.value} %`;
    this.sent.value = written(crop, this.picture);
    this.draw();
  }

  draw() {
    const { width, height } = this.picture;
    const box = boxOf(this.crop, this.picture);
    const [canvas, ...editions] = this.root.querySelectorAll("canvas");
    const side = this.stage.clientWidth * devicePixelRatio;
    canvas.width = canvas.height = side;
    const scale = (side * FRAME.width) / (box.width * width);
    const [left, top] = [side * FRAME.left - box.x * width * scale, side * FRAME.top - box.y * height * scale];
    canvas.getContext("2d").drawImage(this.picture, left, top, width * scale, height * scale);
    const part = [box.x * width, box.y * height, box.width * width, box.height * height];
    for (const edition of editions) {
      const paper = edition.getContext("2d");
      paper.imageSmoothingQuality = "high";
      paper.drawImage(this.picture, ...part, 0, 0, edition.width, edition.height);
    }
  }
}

for (const root of document.querySelectorAll("[data-crop]")) new Cropping(root);
