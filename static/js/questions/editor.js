// The organiser's editor of a question: the preview follows what is typed, drawn by the portal.

import { countBudgets } from "./budget.js";
import { followConditions } from "./conditions.js";
import { fillTables } from "./table.js";

const AFTER_TYPING = 700;

function dress(preview) {
  countBudgets(preview);
  followConditions(preview);
  fillTables(preview);
}

class Preview {
  constructor(form) {
    this.form = form;
    form.addEventListener("input", () => this.due());
    form.addEventListener("change", (event) => {
      if (event.target.name === "asked_if") form.requestSubmit(form.querySelector("[name=preview]"));
    });
    if (this.isBegun()) this.due();
  }

  // Whoever typed before this script came is not made to type again.
  isBegun() {
    return [...this.form.elements].some((field) => "defaultValue" in field && field.value !== field.defaultValue);
  }

  due() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw().catch(() => {}), AFTER_TYPING);
  }

  // The page as it would come back after “Show the preview”; only that part of it is taken.
  async draw() {
    this.asked?.abort();
    this.asked = new AbortController();
    const body = new FormData(this.form);
    body.append("preview", "1");
    const answer = await fetch(window.location.href, { method: "POST", body, signal: this.asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.getElementById("preview");
    if (!drawn) return;
    document.getElementById("preview").replaceWith(drawn);
    dress(drawn);
  }
}

fillTables();
followConditions(document.getElementById("preview"));
for (const form of document.querySelectorAll("form[data-previewed]")) new Preview(form);
