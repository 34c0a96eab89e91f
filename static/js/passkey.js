// Passkeys: <form data-passkey="create|get" data-options="…"> with a hidden input named credential.
// The form is sent when the machine has given one. Without data-options they are asked of
// data-options-from when the button is pressed.

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

// A passkey that can sign in by itself must live on the machine and ask who is there.
function wanted(form, options) {
  const alone = form.elements.passwordless?.checked;
  if (!alone) return options;
  const selection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  Object.assign(options.publicKey.authenticatorSelection, selection);
  return options;
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const options = wanted(form, await optionsOf(form));
    const credential = await window.webauthnJSON[form.dataset.passkey](options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

document.querySelectorAll("[data-passkey]").forEach((form) => form.addEventListener("submit", send));
