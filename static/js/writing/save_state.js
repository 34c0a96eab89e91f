// The state in the deadline strip. Its words and icons are the page's own, one <template> a state;
// a reader who listens hears a state when its kind changes, and never how the time goes on.

const QUIET = new Set(["saving"]);

export class SaveState {
  constructor(templates) {
    this.place = document.getElementById("save-state");
    this.heard = document.querySelector("[data-announce]");
    this.templates = new Map([...templates].map((template) => [template.dataset.saveState, template]));
    this.place.removeAttribute("aria-live");
    this.spoken = "";
  }

  show(kind, facts = {}) {
    const words = this.templates.get(kind).content.cloneNode(true);
    for (const span of words.querySelectorAll("[data-fact]")) span.textContent = facts[span.dataset.fact] ?? "";
    this.place.replaceChildren(words);
    this.place.dataset.kind = kind;
    if (kind !== this.spoken && !QUIET.has(kind)) {
      this.spoken = kind;
      this.heard.textContent = this.place.textContent.trim();
    }
  }
}
