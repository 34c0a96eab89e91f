// A score sheet saves itself: a choice at once, a comment or note when one leaves it or after a pause in
// typing. What the portal does not have yet is kept in this browser and sent when that works again.

import { Keeper } from "../writing/keeping.js";
import { Line } from "../writing/line.js";
import { newPageName } from "../writing/page_name.js";
import { forgetSaved, lastSaved, rememberSaved } from "../writing/saved_here.js";
import { SaveState } from "../writing/save_state.js";

const KEY = "sheet"; // a sheet is saved as a whole, under one version
const WORDS = "comment note verdict"; // of a score sheet; other forms name theirs in data-words
const AFTER_CHOICE = 150;
const AFTER_TYPING = 5_000;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;

const isGiven = (control) => control.type !== "radio" || control.checked;
const wasGiven = (control) => control.type !== "radio" || control.defaultChecked;

class Scoring {
  constructor(form) {
    this.form = form;
    this.place = form.dataset.autosave;
    this.words = new Set((form.dataset.words ?? WORDS).split(" "));
    this.page = newPageName();
    this.line = new Line(form.dataset.person, form);
    this.state = new SaveState(document.querySelectorAll("template[data-save-state]"));
    this.version = form.elements.version;
    this.saved = this.read(wasGiven, (control) => (control.type === "radio" ? control.value : control.defaultValue));
    this.failures = 0;
    this.isSending = false;
    this.plannedAt = Infinity;
  }

  async start() {
    if (Number(this.version.value) < lastSaved(this.place, KEY)) {
      forgetSaved(this.place);
      window.location.reload();
      return;
    }
    this.form.autocomplete = "off"; // else the browser puts old marks over newer ones
    this.listen();
    this.keeper = await Keeper.open(this.form.dataset.person, this.page).catch(() => null);
    await this.takeOver();
    this.note();
    this.form.dataset.isKeeping = ""; // from here on a reload loses nothing
    this.due(AFTER_CHOICE);
  }

  listen() {
    this.form.addEventListener("input", (event) => this.note() && this.due(event.target.type === "radio" ? AFTER_CHOICE : AFTER_TYPING));
    this.form.addEventListener("change", () => this.note() && this.due(AFTER_CHOICE));
    for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, () => this.due(0));
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("beforeunload", (event) => {
      if (!this.keeper && this.isChanged) event.preventDefault();
    });
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  // A save under way would leave the form with an old version, and a cut line would leave the judge
  // with the browser's error page: first the marks, then the next page.
  submit(event) {
    if (this.isSending || (this.failures && this.isChanged)) {
      event.preventDefault();
      this.waiting = event.submitter;
      this.due(0);
      return;
    }
    this.isSubmitted = true;
  }

  read(isChosen, value) {
    const typed = [...this.form.elements].filter(({ name }) => /^(mark|remark)_/.test(name) || this.words.has(name));
    return JSON.stringify(typed.filter(isChosen).map((control) => [control.name, value(control)]));
  }

  get now() {
    return this.read(isGiven, (control) => control.value);
  }

  get isChanged() {
    return this.now !== this.saved;
  }

  body(words) {
    const body = new FormData();
    for (const [name, value] of JSON.parse(words)) body.append(name, value);
    return body;
  }

  withVersion(words, version) {
    return JSON.stringify([["version", String(version)], ...JSON.parse(words)]);
  }

  // Keep it in this browser at once; true where there is something to send.
  note() {
    if (!this.isChanged) {
      this.forget();
      return false;
    }
    const words = this.withVersion(this.now, this.version.value);
    this.keeper?.keep({ place: this.place, key: KEY, words, seen: this.version.value }).catch(() => {});
    return true;
  }

  forget() {
    this.keeper?.forget(this.keeper.idOf(this.place, KEY)).catch(() => {});
  }

  // Send in so many milliseconds, or sooner if that is planned already.
  due(wait) {
    const at = performance.now() + wait;
    if (this.plannedAt <= at) return;
    clearTimeout(this.timer);
    this.plannedAt = at;
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    this.plannedAt = Infinity;
    if (this.isSending || this.isStale || !this.isChanged) return;
    this.isSending = true;
    if (this.failures === 0) this.state.show("saving");
    const words = this.now;
    const answer = await this.line.save(this.place, this.body(this.withVersion(words, this.version.value)));
    this.isSending = false;
    if (answer.kind === "saved") this.settle(words, answer);
    this.goOn(answer);
    const { waiting } = this;
    this.waiting = null;
    if (waiting && answer.kind === "saved") this.form.requestSubmit(waiting);
  }

  settle(words, { answers }) {
    this.saved = words;
    this.version.value = answers[KEY].version;
    rememberSaved(this.place, KEY, answers[KEY].version);
    this.note();
  }

  goOn(answer) {
    this.isStale = answer.stale === true;
    this.form.toggleAttribute("data-is-stale", this.isStale);
    if (answer.kind === "offline" || answer.kind === "over") {
      this.state.show(answer.kind === "over" ? "over" : this.keeper ? "offline" : "unkept");
      this.due(Math.min(FIRST_RETRY * 2 ** this.failures, LAST_RETRY) * (0.75 + Math.random() / 2));
      this.failures += 1;
      return;
    }
    this.failures = 0;
    if (this.isStale) this.state.show("conflict");
    else this.state.show(answer.kind, answer);
    if (answer.kind === "saved" && this.isChanged) this.due(AFTER_CHOICE);
  }

  // The page is about to go: one last try, which goes on without it. What comes of it is not heard,
  // so the marks stay kept here, and the next page finds that the portal has them.
  leave() {
    if (!this.isChanged || this.isSending || this.isSubmitted || this.isStale) return;
    this.line.save(this.place, this.body(this.withVersion(this.now, this.version.value)), { leaving: true });
  }

  // Marks that an earlier page of this sheet could not save are put back, under the version they saw.
  async takeOver() {
    if (!this.keeper) return;
    const { left } = await this.keeper.takeOver(this.place);
    for (const record of left) {
      const [, ...pairs] = JSON.parse(record.words);
      await this.keeper.forget(record.id);
      if (JSON.stringify(pairs) === this.saved || this.isChanged) continue;
      for (const [name, value] of pairs) this.put(name, value);
      this.version.value = record.seen;
    }
  }

  put(name, value) {
    const controls = this.form.elements[name];
    if (!controls) return;
    controls.value = value; // a RadioNodeList checks the one of that value
    controls[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// The level in which the chosen mark lies stands out.
function showLevel(criterion) {
  const chosen = criterion.querySelector("input[type=radio]:checked")?.value ?? "";
  const mark = /^\d+$/.test(chosen) ? Number(chosen) : -1;
  for (const level of criterion.querySelectorAll("dt[data-lowest]")) {
    const isOn = Number(level.dataset.lowest) <= mark && mark <= Number(level.dataset.highest);
    for (const part of [level, level.nextElementSibling]) part.classList.toggle("on", isOn);
  }
}

for (const criterion of document.querySelectorAll("fieldset.criterion")) {
  criterion.addEventListener("change", () => showLevel(criterion));
}
for (const form of document.querySelectorAll("form[data-autosave]")) new Scoring(form).start();
