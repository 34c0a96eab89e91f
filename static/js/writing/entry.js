// The pages around the form: answers that its pages left behind in this browser are sent from here,
// so that nobody sends an entry without them. `data-leftovers` names the person and the entry.

import { Keeper } from "./keeping.js";
import { sendAll } from "./leftovers.js";
import { Line } from "./line.js";
import { newPageName } from "./page_name.js";

async function send(place) {
  const { person, leftovers: entry } = place.dataset;
  const keeper = await Keeper.open(person, newPageName());
  const { left } = await keeper.takeOver();
  if (!left.some((record) => record.place.startsWith(entry))) return;
  const { unsent } = await sendAll(left, new Line(person, place), keeper);
  if (unsent.length < left.length) window.location.reload();
  else place.hidden = false;
}

for (const place of document.querySelectorAll("form[data-leftovers]")) send(place);
