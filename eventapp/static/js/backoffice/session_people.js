/* People of a session: who is typed is searched at once, and rows move by their grip, with the
   mouse, a finger or the arrow keys. Without this, the buttons of the page do the same. */

const form = document.querySelector("#people");
const PAUSE = 250;
let timer = 0;
let asked = 0;

/* The search: the answer is the page itself; its list of people takes the place of ours. */

async function search() {
  const turn = ++asked;
  const sent = new FormData(form);
  sent.set("act", "search");
  const answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(sent) });
  if (!answer.ok || turn !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("#found").replaceChildren(...page.querySelector("#found").childNodes);
}

form.elements.typed.addEventListener("input", () => {
  clearTimeout(timer);
  if (form.elements.typed.value.trim().length > 1) timer = setTimeout(search, PAUSE);
});

form.elements.typed.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    search();
  } else if (event.key === "Escape") {
    document.querySelector("#found").replaceChildren();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    document.querySelector(".found-pick")?.focus();
  }
});

document.querySelector("#found").addEventListener("keydown", (event) => {
  const picks = [...document.querySelectorAll(".found-pick")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  (picks[picks.indexOf(document.activeElement) + step] ?? form.elements.typed).focus();
});

/* The order: rows are numbered as they stand, so that the form sends it. */

function renumber() {
  document.querySelectorAll(".seats > li").forEach((row, place) => {
    for (const field of row.querySelectorAll("[name^='people-']")) field.name = field.name.replace(/^people-\d+/, `people-${place}`);
    for (const button of row.querySelectorAll("[name=act]")) button.value = button.value.replace(/\d+$/, place);
  });
}

/* The others move around the row: taken out of the page, it would lose the pointer and the focus. */
function move(row, beside, after) {
  const rows = [...row.parentElement.children];
  if (!beside || beside === row || beside.parentElement !== row.parentElement) return;
  const others = rows.filter((other) => other !== row);
  const place = others.indexOf(beside) + (after ? 1 : 0);
  if (rows[place] === row) return;
  row.before(...others.slice(0, place));
  row.after(...others.slice(place));
  renumber();
  tell(row);
}

const said = document.createElement("p");
said.className = "hush";
said.setAttribute("aria-live", "polite");
form.append(said);

function tell(row) {
  const rows = [...row.parentElement.children];
  said.textContent = form.dataset.moved.replace("{name}", row.querySelector("b").textContent).replace("{place}", rows.indexOf(row) + 1).replace("{all}", rows.length);
}

for (const row of document.querySelectorAll(".seats > li:not(:only-child)")) {
  const grip = document.querySelector("#grip").content.firstElementChild.cloneNode(true);
  grip.setAttribute("aria-label", `${grip.getAttribute("aria-label")}: ${row.querySelector("b").textContent}`);
  row.firstElementChild.replaceWith(grip);
  let from = null;
  const stop = () => {
    row.classList.remove("is-lifted");
    from = null;
  };
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    row.classList.add("is-lifted");
    from = row.nextElementSibling;
  });
  grip.addEventListener("pointermove", (event) => {
    if (!row.classList.contains("is-lifted")) return;
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".seats > li");
    const box = over?.getBoundingClientRect();
    if (over) move(row, over, event.clientY > box.top + box.height / 2);
  });
  grip.addEventListener("pointerup", stop);
  grip.addEventListener("pointercancel", stop);
  grip.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp") move(row, row.previousElementSibling, false);
    else if (event.key === "ArrowDown") move(row, row.nextElementSibling, true);
    else if (event.key === "Escape" && from) move(row, from, false);
    else return;
    event.preventDefault();
  });
}
