// A consensus meeting by keyboard: arrows go from entry to entry, Ctrl+Enter saves the form one is in.

const cards = [...document.querySelectorAll(".meeting-card")];
document.querySelector("[data-keys]")?.removeAttribute("hidden"); // says what works only with this

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const isTyping = (element) => element.matches("input, textarea, select");

function step(by) {
  const here = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[Math.min(Math.max(here + by, 0), cards.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "start" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.target.closest("form[data-autosave]")?.requestSubmit();
    return;
  }
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  if (!(event.key in STEPS) || !isPlain || isTyping(event.target)) return;
  event.preventDefault();
  step(STEPS[event.key]);
});
