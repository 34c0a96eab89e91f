// Looks again once a minute and puts the new figures in place of the old: <div id="…" data-live>.
// It waits while the page is hidden, and while somebody is in the middle of it.

const MINUTE = 60_000;

async function refresh(part) {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (fresh) part.replaceChildren(...fresh.childNodes);
}

function isBusy(part) {
  return document.hidden || part.contains(document.activeElement) || part.matches(":hover");
}

for (const part of document.querySelectorAll("[data-live]")) {
  setInterval(() => isBusy(part) || refresh(part).catch(() => {}), MINUTE);
}
