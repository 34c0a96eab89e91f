// File questions of a page. Nothing is loaded before a file is chosen; without this script the form
// sends files by itself.

const questions = new Map();

function loadTus(address) {
  if (window.tus) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

async function questionAt(place) {
  if (!questions.has(place)) {
    const [{ Question }] = await Promise.all([import("./question.js"), loadTus(place.dataset.tus)]);
    if (!questions.has(place)) questions.set(place, new Question(place));
  }
  return questions.get(place);
}

async function take(place, input) {
  const files = [...input.files];
  if (!files.length) return;
  const question = await questionAt(place).catch(() => null);
  if (!question) return; // the form still has the file and sends it
  input.value = "";
  question.take(files);
}

for (const place of document.querySelectorAll("[data-send-to]")) {
  const input = place.querySelector("input[type=file]");
  if (input) input.addEventListener("change", () => take(place, input));
}

addEventListener("beforeunload", (event) => {
  if ([...questions.values()].some((question) => question.isSending)) event.preventDefault();
});
