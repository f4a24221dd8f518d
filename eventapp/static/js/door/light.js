/* What a picture without a code tells: how light it is, and whether it looks as if a code were in it.
   The corners of a code are dark, light, dark, light, dark as 1:1:3:1:1, also dim, blurred or torn. */

const STEP = 8;
const FEWEST_ROWS = 3;
const LEAST_CONTRAST = 12;
const PARTS = [1, 1, 3, 1, 1];
const BLIND = 16;

/** `{ light, coded, module }`: mean light 0 to 255, whether it looks coded, pixels of a module. */
export function judge({ data, width, height }) {
  let sum = 0;
  let count = 0;
  const modules = [];
  const row = new Uint8Array(width);
  for (let y = STEP; y < height; y += STEP) {
    for (let x = 0, at = y * width * 4; x < width; x += 1, at += 4) {
      row[x] = (data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) >> 8;
      sum += row[x];
    }
    count += width;
    const module = cornerIn(row);
    if (module) modules.push(module);
  }
  const light = sum / count;
  modules.sort((left, right) => left - right);
  return { light, coded: modules.length >= FEWEST_ROWS || light < BLIND, module: modules[modules.length >> 1] ?? 0 };
}

/** The width of a module where a row crosses the corner of a code, 0 where it crosses none. */
function cornerIn(row) {
  const runs = runsOf(row);
  for (let at = 0; at + PARTS.length <= runs.length; at += 1) {
    if (!runs[at].dark) continue;
    const five = runs.slice(at, at + PARTS.length).map(({ length }) => length);
    const module = five.reduce((sum, length) => sum + length, 0) / 7;
    if (module >= 1.5 && five.every((length, part) => Math.abs(length - PARTS[part] * module) < PARTS[part] * module * 0.5)) return module;
  }
  return 0;
}

/** Dark and light stretches of a row, by the middle between its darkest and its lightest point. */
function runsOf(row) {
  let darkest = 255;
  let lightest = 0;
  for (const value of row) {
    if (value < darkest) darkest = value;
    if (value > lightest) lightest = value;
  }
  if (lightest - darkest < LEAST_CONTRAST) return [];
  const middle = (darkest + lightest) / 2;
  const runs = [];
  for (const value of row) {
    const dark = value < middle;
    if (runs.at(-1)?.dark === dark) runs.at(-1).length += 1;
    else runs.push({ dark, length: 1 });
  }
  return runs;
}
