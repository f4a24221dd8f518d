/* A mistyped well-known mail domain is asked about; one press takes what was meant. */

import { partsOf } from "./address.js";

for (const hint of document.querySelectorAll("[data-meant]")) {
  const address = hint.parentElement.querySelector("input");
  const said = hint.querySelector("[role=status]");
  address.addEventListener("change", async () => {
    said.replaceChildren();
    const typed = address.value.trim();
    const { name, domain } = partsOf(typed) ?? {};
    if (!domain) return;
    const answer = await fetch(`${hint.dataset.meant}?domain=${encodeURIComponent(domain)}`).catch(() => null);
    const meant = answer?.ok && (await answer.json());
    if (!meant || address.value.trim() !== typed) return;
    const question = hint.querySelector("template").content.cloneNode(true);
    question.querySelector("b").textContent = name + meant;
    question.querySelector("button").addEventListener("click", () => {
      address.value = name + meant;
      said.replaceChildren();
      address.focus();
    });
    said.append(question);
  });
}
