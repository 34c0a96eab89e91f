// Signing out takes away what this browser still keeps of the person's words, and says so before.

import { forgetAll, waitingFor } from "./keeping.js";

async function watch(notice) {
  const { person } = notice.dataset;
  const form = document.querySelector("main form");
  const waiting = await waitingFor(person);
  notice.hidden = waiting === 0;
  for (const number of notice.querySelectorAll("[data-number]")) number.textContent = waiting;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await forgetAll(person).catch(() => {});
    form.submit();
  });
}

for (const notice of document.querySelectorAll("[data-unsaved-notice]")) watch(notice).catch(() => {});
