// One question on the page: what its controls say, whatever kind they are. Files travel another way.

const TYPED = ":is(input, select, textarea)[name]:not([type=file], [type=hidden][data-seen], [type=hidden][data-page])";

function saysSomething(control) {
  return !control.disabled && (control.checked || !["checkbox", "radio"].includes(control.type));
}

function saidAtFirst(control) {
  if (["checkbox", "radio"].includes(control.type)) return control.defaultChecked ? [control.value] : [];
  if (control.type === "select-one" || control.type === "select-multiple") {
    return [...control.options].filter((option) => option.defaultSelected).map((option) => option.value);
  }
  return [control.defaultValue];
}

function saysNow(control) {
  if (!saysSomething(control)) return [];
  if (control.type === "select-multiple") return [...control.selectedOptions].map((option) => option.value);
  return [control.value];
}

export class Question {
  constructor(place) {
    this.place = place;
    this.key = place.dataset.question;
    this.seenInput = place.querySelector("[data-seen]");
    this.pageInput = place.querySelector("[data-page]");
    this.seen = Number(this.seenInput.value);
    this.saved = this.read(saidAtFirst);
    this.isUnsaved = "unsaved" in place.dataset;
    this.turn = 0;
    this.line = null;
  }

  get controls() {
    return [...this.place.querySelectorAll(TYPED)];
  }

  // As the portal sent them, or as they stand now: [[name, value], …] in one string.
  read(says) {
    return JSON.stringify(this.controls.flatMap((control) => says(control).map((value) => [control.name, value])));
  }

  get now() {
    return this.read(saysNow);
  }

  get isChanged() {
    return this.isUnsaved || this.now !== this.saved;
  }

  get isInConflict() {
    return this.place.querySelector("[data-conflict]") !== null;
  }

  get hasFocus() {
    return this.place.contains(document.activeElement);
  }

  // Put kept words back. False where the page has no room for them: a table with fewer rows.
  fill(text) {
    const before = this.now;
    this.put(text);
    if (this.now === text) return true;
    this.put(before);
    return false;
  }

  put(text) {
    const wanted = groups(JSON.parse(text));
    for (const control of this.controls) {
      const values = wanted.get(control.name) ?? [];
      if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
      else if (control.type === "select-multiple") {
        for (const option of control.options) option.selected = values.includes(option.value);
      } else if (values.length) control.value = values.shift();
    }
  }

  // What a form sends of it, for this page's next turn.
  send(into, page) {
    this.turn += 1;
    this.line ??= page;
    this.stamp();
    for (const [name, value] of JSON.parse(this.now)) into.append(name, value);
    for (const input of [this.seenInput, this.pageInput]) into.append(input.name, input.value);
  }

  stamp() {
    this.seenInput.value = this.seen;
    if (this.line) this.pageInput.value = `${this.line}:${this.turn}`;
  }

  // The portal has exactly these words now, as this version.
  settle(text, version, page) {
    this.saved = text;
    this.isUnsaved = false;
    this.seen = version;
    this.line = page;
    this.stamp();
  }
}

function groups(pairs) {
  const found = new Map();
  for (const [name, value] of pairs) found.set(name, [...(found.get(name) ?? []), value]);
  return found;
}
