// Two versions of one answer, side by side as the portal drew them; the person takes one, or both.

export function showConflict(question, html) {
  const drawn = document.createElement("template");
  drawn.innerHTML = html;
  question.place.querySelector("[data-conflict]")?.remove();
  question.place.prepend(drawn.content);
}

// Without JavaScript the same buttons send the whole form.
export function chooseVersions(writing) {
  writing.form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=use]");
    const place = button?.closest("[data-question]");
    const question = writing.questions.find((one) => one.place === place);
    if (!question) return;
    event.preventDefault();
    choose(writing, question, button.value);
  });
}

function choose(writing, question, use) {
  const shown = question.place.querySelector("[data-conflict]");
  const { theirs, version } = shown.dataset;
  const which = use.split(":", 1)[0];
  const mine = question.now;
  shown.remove();
  if (which === "theirs") yieldTo(writing, question, { theirs, use, words: mine });
  if (which === "both") question.controls[0].value = [theirs, question.controls[0].value].join(question.controls[0].type === "textarea" ? "\n\n" : " ");
  question.seen = Number(version);
  question.isUnsaved = which !== "theirs";
  if (which === "theirs") question.saved = question.now;
  writing.note(question);
  question.controls[0]?.focus();
  writing.due(0);
}

// Mine goes into the history. Words are put into the control; for anything else the page is read anew.
function yieldTo(writing, question, { theirs, use, words }) {
  const { key, seen, line, turn } = question;
  const isShown = theirs !== undefined;
  writing.leaveBehind({ key, words, seen, line: line ?? writing.page, turn, use, isShown });
  if (isShown) question.controls[0].value = theirs;
}
