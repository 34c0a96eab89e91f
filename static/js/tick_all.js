// A button above each group of boxes that ticks them all; without JavaScript they are ticked singly.

const button = document.getElementById("tick-all").content.firstElementChild;

for (const group of document.querySelectorAll("[data-tick-all]")) {
  const all = button.cloneNode(true);
  all.addEventListener("click", () => {
    for (const box of group.querySelectorAll("input[type=checkbox]")) box.checked = true;
  });
  group.querySelector("label").before(all);
}
