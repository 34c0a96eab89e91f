// Marking without the mouse: digits while the focus is on a criterion's marks, Ctrl+Enter from
// anywhere on the sheet. Plain keys do nothing elsewhere, so that nobody marks by accident.

const TEN_WITHIN = 900; // milliseconds in which a 0 after a 1 makes 10
const NAMES = { n: "na", Backspace: "", Delete: "" };
const VERDICTS = { p: "pass", f: "fail", u: "unsure", Backspace: "", Delete: "" };

class Keys {
  constructor(form) {
    this.form = form;
    form.querySelector("[data-keys]")?.removeAttribute("hidden"); // says what works only with this
    form.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector("button[name=go][value=next]"));
      return;
    }
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (event.target.type !== "radio" || !isPlain) return;
    const value = this.valueOf(event);
    if (value === undefined) return;
    event.preventDefault();
    this.choose(event.target.name, value);
  }

  // The mark that the key stands for; undefined where it stands for none.
  valueOf({ key, timeStamp, target }) {
    if (target.name === "verdict") return VERDICTS[key];
    if (key in NAMES) return NAMES[key];
    if (!/^\d$/.test(key)) return undefined;
    const isTen = key === "0" && this.one?.name === target.name && timeStamp - this.one.at < TEN_WITHIN;
    this.one = key === "1" ? { name: target.name, at: timeStamp } : null;
    return isTen ? "10" : key;
  }

  choose(name, value) {
    const wanted = [...this.form.elements[name]].find((control) => control.value === value);
    wanted?.focus();
    wanted?.click();
  }
}

for (const form of document.querySelectorAll("#sheet-form")) new Keys(form);
