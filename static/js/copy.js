// A copy button beside a text: <button data-copy="id-of-the-text" data-copied="คัดลอกแล้ว" hidden>.
// The button is hidden in the page and appears only where copying works.

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  button.textContent = button.dataset.copied;
}

if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  });
}
