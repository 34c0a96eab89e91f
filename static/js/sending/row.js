// One file on its way, as a row of the list: what is shown, and which buttons work now.

import { filled, leftWords, megabytes, sizeWords } from "./words.js";

export class Row {
  constructor(list, template, words, file) {
    this.words = words;
    this.place = template.content.firstElementChild.cloneNode(true);
    this.part = (name) => this.place.querySelector(`[data-row="${name}"]`);
    this.part("name").textContent = file.name;
    this.part("size").textContent = sizeWords(file.size);
    list.prepend(this.place);
  }

  on(button, act) {
    this.part(button).addEventListener("click", act);
  }

  // Shows the parts named and hides every other one that comes and goes.
  show(state, ...parts) {
    this.place.dataset.state = state;
    for (const chip of this.place.querySelectorAll("[data-chip]")) chip.hidden = chip.dataset.chip !== state;
    for (const part of this.place.querySelectorAll("[data-sometimes]")) part.hidden = !parts.includes(part.dataset.row);
    this.place.classList.toggle("is-stop", state === "refused");
    this.place.classList.toggle("is-warn", state === "paused" || state === "cut");
  }

  progress(done, size, seconds) {
    const percent = Math.floor((done / size) * 100);
    this.part("bar").value = percent;
    this.part("percent").textContent = `${percent} %`;
    const sent = filled(this.words.sent, { sent: megabytes(done), size: megabytes(size) });
    this.part("sent").textContent = `${sent} ${leftWords(seconds, this.words)}`.trim();
  }

  say(reason, remedy = "") {
    this.part("reason").textContent = reason;
    this.part("remedy").textContent = remedy;
  }

  remove() {
    this.place.remove();
  }
}
