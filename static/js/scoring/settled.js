// The page that shows both versions of a sheet: what earlier pages kept is on it now, and sending it
// settles the matter.

import { Keeper } from "../writing/keeping.js";
import { newPageName } from "../writing/page_name.js";

async function settle(form) {
  const { person, settles: place } = form.dataset;
  const keeper = await Keeper.open(person, newPageName());
  form.addEventListener("submit", async () => {
    const { left } = await keeper.takeOver(place);
    for (const record of left) keeper.forget(record.id);
  });
}

for (const form of document.querySelectorAll("form[data-settles]")) settle(form);
