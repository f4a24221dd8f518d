/* Inline checks and suggestions of the sign-up form; the server judges again. */

import { faultOf } from "./address.js";

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
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      suggestions.replaceChildren(
        ...(await answer.json()).map((name) => Object.assign(document.createElement("option"), { value: name })),
      );
    }, 150);
  });
}

/* What is wrong with a field left behind, in the page's words; empty when nothing is.
   Of an address: signs and what is said of each, the first that fits. */
const addressFaults = JSON.parse(form?.dataset.address ?? "[]");
function fault(field) {
  const control = field.querySelector("input, select, textarea");
  if (!control || field.closest("[hidden]")) return "";
  const needed = "needed" in field.dataset;
  if (control.type === "radio") return needed && !field.querySelector(":checked") ? form.dataset.choose : "";
  if (control.type === "checkbox") return needed && !field.querySelector(":checked") ? form.dataset.tick : "";
  const typed = control.value.trim();
  if (!typed) return needed ? form.dataset.missing : "";
  if (control.type !== "email") return "";
  return faultOf(typed, addressFaults);
}

/* Say it at the field as the server would, or take back what was said. */
function judge(field) {
  const words = fault(field);
  const control = field.querySelector("input, select, textarea");
  field.querySelector(".error")?.remove();
  field.classList.toggle("is-wrong", Boolean(words));
  const name = `${control.name}-error`;
  const about = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== name);
  control.toggleAttribute("aria-invalid", Boolean(words));
  if (words) {
    const said = form.querySelector("template").content.firstElementChild.cloneNode(true);
    said.id = name;
    said.lastElementChild.append(words);
    field.insertBefore(said, field.querySelector(".input, .choices, .choice"));
    control.setAttribute("aria-invalid", "true");
    about.unshift(name);
  }
  if (about.length) control.setAttribute("aria-describedby", about.join(" "));
  else control.removeAttribute("aria-describedby");
  return !words;
}

/* A question for some categories shows to them alone. */
function concern() {
  const chosen = form.querySelector("[name=category]:checked")?.value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = Boolean(chosen) && !part.dataset.for.split(" ").includes(chosen);
}

/* The thread goes as far as the parts are complete. */
const steps = [...document.querySelectorAll(".steps li")];
const parts = steps.map((step) => document.querySelector(step.firstElementChild.hash));
function follow() {
  const open = parts.findIndex((part) => [...part.querySelectorAll(".field")].some(fault));
  const here = open < 0 ? steps.length - 1 : open;
  steps.forEach((step, number) => {
    step.classList.toggle("is-done", number < here);
    if (number === here) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
}

if (form?.querySelector("[data-for]")) {
  form.addEventListener("change", concern);
  concern();
}

if (form && steps.length) {
  form.addEventListener("focusout", (event) => {
    const field = event.target.closest(".field");
    if (field && event.target.matches(".input") && (event.target.value || field.matches(".is-wrong"))) judge(field);
  });
  form.addEventListener("change", (event) => {
    const field = event.target.closest(".field.is-wrong");
    if (field) judge(field);
    follow();
  });
  follow();
}
