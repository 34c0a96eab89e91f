// Counts while one types how much of a question's budget is used. Going over is allowed, and marked.

import { graphemeCount } from "./graphemes.js";

function wordsOf(control) {
  const ids = (control.getAttribute("aria-describedby") ?? "").split(" ");
  const hints = ids.map((id) => document.getElementById(id)).filter(Boolean);
  return hints.map((hint) => hint.querySelector("[data-budget-words]")).find(Boolean);
}

function count(control) {
  const words = wordsOf(control);
  if (!words) return;
  const used = graphemeCount(control.value);
  words.textContent = words.dataset.budgetWords.replace("{used}", used.toLocaleString("en"));
  words.classList.toggle("budget--over", used > Number(control.dataset.budget));
}

export function countBudgets(root = document) {
  for (const control of root.querySelectorAll("[data-budget]")) {
    control.addEventListener("input", () => count(control));
    count(control);
  }
}
