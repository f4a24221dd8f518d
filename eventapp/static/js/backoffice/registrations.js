/* The registrations table: the bar shows only with a selection and names the number; the panel
   beside the table closes with Esc. Without this the bar stands below the table all the time. */

const frame = document.querySelector("#beside");
const form = () => document.querySelector("#bulk");
let opener = null;

function redraw() {
  const bar = form()?.querySelector(".bulk");
  if (!bar) return;
  const boxes = [...form().querySelectorAll("[name=pick]")];
  const picked = boxes.filter((box) => box.checked);
  const every = form().elements.every;
  const number = every?.checked ? Number(every.dataset.total) : picked.length;
  bar.hidden = number === 0;
  for (const box of boxes) box.closest("tr").setAttribute("aria-selected", box.checked || Boolean(every?.checked));
  const all = form().querySelector("[data-pick-all]");
  all.hidden = false;
  all.checked = picked.length === boxes.length;
  all.indeterminate = picked.length > 0 && !all.checked;
  const counted = bar.querySelector("[data-picked]");
  counted.firstElementChild.textContent = counted.dataset.picked.replace("{n}", number);
  const first = bar.querySelector("[data-words]");
  first.textContent = first.dataset.words.replace("{n}", number);
}

document.addEventListener("change", (event) => {
  if (!event.target.closest("#bulk")) return;
  if (event.target.matches("[data-pick-all]")) {
    for (const box of form().querySelectorAll("[name=pick]")) box.checked = event.target.checked;
    if (!event.target.checked && form().elements.every) form().elements.every.checked = false;
  }
  redraw();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-opens]")) opener = event.target.closest("[data-opens]");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("[data-closes]")?.click();
});

new MutationObserver(redraw).observe(document.querySelector("#table"), { childList: true });

new MutationObserver(() => {
  const name = document.querySelector("#side-name");
  frame.classList.toggle("desk-side", Boolean(name));
  (name ?? opener)?.focus();
}).observe(document.querySelector("#side"), { childList: true });

window.addEventListener("pageshow", redraw);
redraw();
