/* Passkeys: the device answers the server's challenge, the form carries the answer.
   data-passkey: where the challenge comes from; data-new: a passkey is made, not used. */

const able = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials);

for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = able;

async function ask(form) {
  const token = form.elements.csrf_token.value;
  const sent = await fetch(form.dataset.passkey, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!sent.ok) throw new Error(`challenge ${sent.status}`);
  const options = await sent.json();
  return "new" in form.dataset
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function answer(form) {
  const button = form.querySelector("button");
  const fault = form.querySelector("[data-fault]");
  button.setAttribute("aria-busy", "true");
  fault.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify((await ask(form)).toJSON());
    form.submit();
  } catch {
    fault.hidden = false;
    button.removeAttribute("aria-busy");
  }
}

for (const form of able ? document.querySelectorAll("[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    const named = !form.elements.name || form.elements.name.value.trim();
    if (!named) return; // the server says what is missing
    event.preventDefault();
    if (!form.querySelector("[aria-busy]")) answer(form);
  });
}
