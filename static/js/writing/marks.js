// Marks at a question: what is wrong with its answer, and that its words were kept in this browser.

const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export function markKept(question, isKept) {
  const mark = question.place.querySelector("[data-kept]");
  if (!isKept) mark?.remove();
  else if (!mark) question.place.prepend(copyOf("kept-mark"));
}

// A new problem is told when one has left the question: half a number is no mistake yet.
export function showProblem(question, words) {
  const field = question.place.querySelector(".field");
  const old = field.querySelector("[id$=_error]");
  if (words && !old && question.hasFocus) return;
  old?.remove();
  field.classList.toggle("field--error", words !== "");
  for (const control of question.controls) control.setAttribute("aria-invalid", words !== "");
  if (words) place(field, question, words);
}

function place(field, question, words) {
  const problem = document.createElement("div");
  problem.id = `id_answer-${question.key}_error`;
  problem.append(copyOf("problem-mark"));
  problem.querySelector("[data-words]").textContent = words;
  const before = field.querySelector(".hint") ?? field.querySelector(".field-label");
  before.after(problem);
  for (const control of question.controls) describe(control, problem.id);
}

function describe(control, id) {
  const ids = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  control.setAttribute("aria-describedby", [...ids.add(id)].join(" "));
}
