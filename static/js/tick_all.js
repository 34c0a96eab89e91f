// A button above each group of boxes that ticks them all, and one for all groups; without JavaScript they are ticked singly.

const button = document.getElementById("tick-all").content.firstElementChild;

for (const group of document.querySelectorAll("[data-tick-all]")) {
  const all = button.cloneNode(true);
  all.addEventListener("click", () => {
    for (const box of group.querySelectorAll("input[type=checkbox]")) box.checked = true;
  });
  group.querySelector("label").before(all);
}

const everything = document.querySelector("[data-tick-everything]");

if (everything) {
  const told = document.querySelector("[data-ticked]");
  everything.hidden = false;
  everything.addEventListener("click", () => {
    for (const box of document.querySelectorAll("[data-tick-all] input[type=checkbox]")) box.checked = true;
    told.textContent = told.dataset.ticked; // the lists may be folded
  });
}
