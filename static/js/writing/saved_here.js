// Which versions of its answers this tab has saved. A page that is asked for while its predecessor
// still saves shows what was there before: it has to be asked for once more.

const nameOf = (place) => `saved ${place}`;
const versionsOf = (place) => JSON.parse(sessionStorage.getItem(nameOf(place)) ?? "{}");

export function rememberSaved(place, key, version) {
  sessionStorage.setItem(nameOf(place), JSON.stringify({ ...versionsOf(place), [key]: version }));
}

// 0 where this tab saved nothing.
export function lastSaved(place, key) {
  return versionsOf(place)[key] ?? 0;
}

export function forgetSaved(place) {
  sessionStorage.removeItem(nameOf(place));
}
