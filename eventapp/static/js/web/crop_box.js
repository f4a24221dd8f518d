/* Which part of a picture is wanted: arithmetic of the frame that stands still, no page.
   A crop is { x, y, zoom }: the middle of the wanted part, as fractions of the picture, and how much
   larger it is shown than where it fills the frame. */

export const SHAPE = 4 / 5;
export const ZOOM = { least: 1, most: 3 };

/** Return the crop one begins with: the middle, as large as it goes. */
export const whole = () => ({ x: 0.5, y: 0.5, zoom: 1 });

/** Return the wanted part as fractions of a picture of that size. */
export function boxOf(crop, size) {
  const across = Math.min(size.width, size.height * SHAPE) / crop.zoom;
  const width = across / size.width;
  const height = across / SHAPE / size.height;
  return { x: crop.x - width / 2, y: crop.y - height / 2, width, height };
}

/** Return the crop so that its part lies inside the picture. */
export function inside(crop, size) {
  const zoom = Math.min(Math.max(crop.zoom, ZOOM.least), ZOOM.most);
  const { width, height } = boxOf({ ...crop, zoom }, size);
  const within = (at, part) => Math.min(Math.max(at, part / 2), 1 - part / 2);
  return { x: within(crop.x, width), y: within(crop.y, height), zoom };
}

/** Return the crop after the picture was moved by these shares of the frame, right and down. */
export function moved(crop, size, right, down) {
  const { width, height } = boxOf(crop, size);
  return inside({ ...crop, x: crop.x - right * width, y: crop.y - down * height }, size);
}

/** Return the crop in another size, around the same middle. */
export const zoomed = (crop, size, zoom) => inside({ ...crop, zoom }, size);

/** Return the part as the form sends it. */
export function written(crop, size) {
  const { x, y, width, height } = boxOf(crop, size);
  return [x, y, width, height].map((part) => Math.max(0, part).toFixed(5)).join(" ");
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Return by which shares of the frame a key moves the picture; null for other keys. */
export function stepOf(key, large) {
  const step = STEPS[key];
  return step ? step.map((part) => part * (large ? 0.1 : 0.02)) : null;
}
