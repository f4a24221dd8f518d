/* Inline checks and suggestions of the sign-up form; the server judges again. */

const form = document.querySelector("form[data-once]");
const organisation = document.querySelector("#organisation");
const suggestions = document.querySelector("#organisations");

if (organisation && suggestions) {
  organisation.setAttribute("list", suggestions.id);
  let waiting;
  organisation.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = organisation.value.trim();
    if (typed.length < 2) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`${location.pathname}/organisations?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      suggestions.replaceChildren(
        ...(await answer.json()).map((name) => Object.assign(document.createElement("option"), { value: name })),
      );
    }, 150);
  });
}

/* A field that was left right again loses its mark at once. */
form?.addEventListener("change", (event) => {
  const field = event.target.closest(".field.is-wrong");
  if (!field || !event.target.value.trim() || (event.target.type === "email" && !event.target.validity.valid)) return;
  field.classList.remove("is-wrong");
  field.querySelector(".error")?.remove();
  event.target.removeAttribute("aria-invalid");
});
