// The page of a section saves by itself: when one leaves a question, and while typing every 15
// seconds. What the portal does not have yet is kept in this browser and sent when that works again.

import { Question } from "./answers.js";
import { chooseVersions, showConflict } from "./conflicts.js";
import { Keeper } from "./keeping.js";
import { sendAll } from "./leftovers.js";
import { Line } from "./line.js";
import { markKept, showProblem } from "./marks.js";
import { newPageName } from "./page_name.js";
import { forgetSaved, lastSaved, rememberSaved } from "./saved_here.js";
import { SaveState } from "./save_state.js";

const WHILE_TYPING = 15_000;
const AFTER_LEAVING = 150;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;

class Writing {
  constructor(form) {
    this.form = form;
    this.place = form.dataset.autosave;
    this.page = newPageName();
    this.line = new Line(form.dataset.person, form);
    this.state = new SaveState(document.querySelectorAll("template[data-save-state]"));
    const places = [...form.querySelectorAll("[data-question]")].filter((place) => place.querySelector("[data-seen]"));
    this.questions = places.map((place) => new Question(place));
    this.leftovers = [];
    this.hour = "";
    this.failures = 0;
    this.isSending = false;
  }

  async start() {
    if (this.questions.some(({ key, seen }) => seen < lastSaved(this.place, key))) {
      forgetSaved(this.place);
      window.location.reload();
      return;
    }
    this.form.autocomplete = "off"; // else the browser puts old words over a newer answer
    for (const link of document.querySelectorAll("[data-words-when-saving]")) link.textContent = link.dataset.wordsWhenSaving;
    this.listen();
    chooseVersions(this);
    this.keeper = await Keeper.open(this.form.dataset.person, this.page).catch(() => null);
    await this.takeOver();
    for (const question of this.questions) if (question.isChanged) this.note(question);
    this.form.dataset.isKeeping = ""; // from here on a reload loses nothing
    this.due(AFTER_LEAVING);
  }

  listen() {
    const of = (event) => this.questions.find((question) => question.place.contains(event.target));
    const act = (name, then) => this.form.addEventListener(name, (event) => of(event) && then(of(event)));
    act("input", (question) => this.note(question) && this.due(WHILE_TYPING));
    act("change", (question) => this.note(question) && this.due(AFTER_LEAVING));
    act("focusout", () => this.due(AFTER_LEAVING));
    this.form.addEventListener("submit", () => this.stamp());
    const again = () => this.due(0);
    for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, again);
    document.addEventListener("visibilitychange", again);
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("beforeunload", (event) => {
      if (!this.keeper && this.waiting.length) event.preventDefault();
    });
  }

  get waiting() {
    return this.questions.filter((question) => question.isChanged && !question.isInConflict);
  }

  // Keep it in this browser at once; true where there is something to send.
  note(question) {
    if (!question.isChanged) {
      this.forget(question);
      return false;
    }
    const { key, now: words, seen, line, turn } = question;
    this.keeper?.keep({ place: this.place, key, words, seen, line: line ?? this.page, turn }).catch(() => {});
    return true;
  }

  forget(question) {
    markKept(question, false);
    this.keeper?.forget(this.keeper.idOf(this.place, question.key)).catch(() => {});
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
    if (this.isSending) return;
    const questions = this.waiting;
    if (!questions.length && !this.leftovers.length) return;
    this.isSending = true;
    await this.sendLeftovers();
    const answer = questions.length ? await this.sendAnswers(questions) : this.answer;
    this.isSending = false;
    this.goOn(answer);
  }

  async sendLeftovers() {
    if (!this.leftovers.length) return;
    const before = this.leftovers;
    const { unsent, kind } = await sendAll(before, this.line, this.keeper);
    this.leftovers = kind === "refused" ? [] : unsent;
    this.answer = { kind };
    const hidden = before.filter((record) => record.place === this.place && !record.isShown);
    if (kind === "saved" && hidden.length && !this.waiting.length) window.location.reload();
  }

  // Words of this page that its controls no longer show.
  leaveBehind(facts) {
    const record = { place: this.place, id: `${this.keeper?.idOf(this.place, facts.key)} yielded`, ...facts };
    this.leftovers.push(record);
    this.keeper?.keep(record).catch(() => {});
  }

  async sendAnswers(questions) {
    if (this.failures === 0) this.state.show("saving");
    const body = new FormData();
    const sent = questions.map((question) => {
      const words = question.now;
      question.send(body, this.page);
      this.note(question);
      return { question, words };
    });
    const answer = await this.line.save(this.place, body);
    if (answer.kind === "saved") {
      this.hour = answer.hour;
      for (const { question, words } of sent) this.settle(question, words, answer);
    }
    return answer;
  }

  settle(question, words, { answers, conflicts }) {
    const { version, problem } = answers[question.key];
    if (question.key in conflicts) {
      showConflict(question, conflicts[question.key]);
    } else if (version === null) {
      question.isUnsaved = true;
    } else {
      question.settle(words, version, this.page);
      rememberSaved(this.place, question.key, version);
      this.note(question);
    }
    showProblem(question, problem);
  }

  // After an answer, or none: say so, and plan what follows.
  goOn(answer) {
    if (answer.kind === "offline" || answer.kind === "over") {
      this.say(answer);
      this.due(Math.min(FIRST_RETRY * 2 ** this.failures, LAST_RETRY) * (0.75 + Math.random() / 2));
      this.failures += 1;
      return;
    }
    this.failures = 0;
    this.say(answer);
    if (answer.kind === "saved" && this.waiting.some((question) => !question.isUnsaved)) this.due(WHILE_TYPING);
  }

  say(answer) {
    const number = this.waiting.length + this.leftovers.length;
    const isInConflict = this.questions.some((question) => question.isInConflict);
    if (answer.kind === "offline") this.state.show(this.keeper ? "offline" : "unkept", { number });
    else if (answer.kind === "over") this.state.show("over");
    else if (answer.kind === "refused") this.state.show("refused", answer);
    else if (isInConflict) this.state.show("conflict");
    else if (this.waiting.some((question) => question.isUnsaved)) this.state.show("unsaved");
    else this.state.show(answer.late ? "closed" : "saved", { hour: this.hour });
  }

  // The page is about to go: one last try, which goes on without it. What comes of it is not heard,
  // so the words stay kept here, and the next page finds that the portal has them.
  leave() {
    const questions = this.waiting;
    if (!questions.length || this.isSending || this.isSubmitted) return;
    const body = new FormData();
    for (const question of questions) {
      question.send(body, this.page);
      this.note(question);
    }
    this.line.save(this.place, body, { leaving: true });
  }

  // The form is sent as a whole: as the next turn of this page.
  stamp() {
    this.isSubmitted = true;
    for (const question of this.waiting) {
      question.turn += 1;
      question.line ??= this.page;
      question.stamp();
    }
  }

  async takeOver() {
    if (!this.keeper) return;
    const { left, elsewhere } = await this.keeper.takeOver();
    const last = new Map(left.filter((record) => this.isHere(record)).map((record) => [record.key, record]));
    this.leftovers.push(...left.filter((record) => last.get(record.key) !== record));
    for (const [key, record] of last) this.putBack(this.questions.find((question) => question.key === key), record);
    if (elsewhere && this.looks < 3) setTimeout(() => this.takeOver().then(() => this.due(0)), 1000 * 2 ** this.looks++);
  }

  isHere(record) {
    return record.place === this.place && !record.use && this.questions.some((question) => question.key === record.key);
  }

  putBack(question, record) {
    const isSame = question.now === record.words;
    const isTyping = question.isChanged && !question.isUnsaved && !isSame;
    if (isSame && !question.isChanged) this.keeper.forget(record.id);
    else if (isTyping || !question.fill(record.words)) this.leftovers.push(record);
    else {
      Object.assign(question, { seen: record.seen, line: record.line, turn: record.turn });
      this.note(question);
      this.keeper.forget(record.id);
      markKept(question, true);
    }
  }
}

Writing.prototype.plannedAt = Infinity;
Writing.prototype.looks = 0;

for (const form of document.querySelectorAll("form[data-autosave]")) new Writing(form).start();
