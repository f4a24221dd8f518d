/* What every page may use; each works without it.
   data-focus: take the focus on arrival (error summaries).
   data-once: a form is sent once; a second press waits for the first answer.
   data-download: the answer is a file; meanwhile the page shows that work is going on. */

document.querySelector("[data-focus]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.submitter?.name === "in_language") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.querySelector("button:not([type=button])")?.setAttribute("aria-busy", "true");
});

/* A page that was kept for when there is no network says since when. */
const since = document.querySelector("[data-kept-since]")?.dataset.keptSince;
if (since) {
  document.querySelector("[data-kept-since] time").textContent = new Date(since)
    .toLocaleString(document.documentElement.lang, { weekday: "long", hour: "numeric", minute: "2-digit" });
}

/* Back from the next page: the form may be sent again. */
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-once]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

/* What the file changed stands on the page; loading it as a whole would stop the download. */
async function showAnew(address) {
  const page = await fetch(address).then((answer) => answer.text()).catch(() => "");
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("main");
  if (!fresh) return;
  document.querySelector("main").replaceWith(fresh);
  window.htmx?.process(fresh);
  fresh.focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-download]")) return;
  event.preventDefault();
  const button = form.querySelector("button:not([type=button])");
  const waiting = form.querySelector("[data-waiting]");
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  waiting.hidden = false;
  const sent = { method: "POST", body: new FormData(form), redirect: "manual" };
  const answer = await fetch(form.action, sent).catch(() => null);
  button.removeAttribute("aria-busy");
  waiting.hidden = true;
  if (answer?.type === "opaqueredirect") {
    location.assign(form.action); // the page tells what became of it, once: nobody may have asked for it before
  } else if (answer?.ok) {
    const link = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(await answer.blob()),
      download: form.dataset.download,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    await showAnew(form.action);
  } else {
    form.removeAttribute("data-download");
    form.requestSubmit(button); // the answer is a page that says why
  }
});

/* A row of links that is longer than a phone is wide begins at the page one is on. */
for (const here of document.querySelectorAll("nav > [aria-current=page]")) {
  here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - here.parentElement.clientWidth / 3;
}
