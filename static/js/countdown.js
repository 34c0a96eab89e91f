// The deadline strip counts down by the server's clock: once a minute, each second in the last hour.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// "day/days" is one unit with a singular and a plural; "hr" needs no plural.
function counted(number, unit) {
  const [one, many = one] = unit.split("/");
  return `${number} ${number === 1 ? one : many}`;
}

function leftInWords(left, units) {
  const amounts = [
    Math.floor(left / DAY),
    Math.floor(left / HOUR) % 24,
    Math.floor(left / MINUTE) % 60,
    Math.floor(left / SECOND) % 60,
  ];
  const first = amounts.findIndex((amount) => amount > 0);
  const start = first < 0 ? 3 : first;
  return amounts
    .slice(start, start + 2)
    .map((amount, index) => ({ amount, unit: units[start + index] }))
    .filter(({ amount }, index) => amount > 0 || index + start === 3)
    .map(({ amount, unit }) => counted(amount, unit))
    .join(" ");
}

function close(strip) {
  strip.className = "strip strip--closed";
  strip.querySelector("[data-words]").textContent = strip.dataset.closedWords;
  strip.querySelector("[data-left-part]").remove();
}

function countDown(strip) {
  const closes = Date.parse(strip.dataset.closes);
  const serverNow = Date.parse(strip.dataset.now);
  const opened = performance.now();
  const place = strip.querySelector("[data-left]");
  if (!place) return;

  function tick() {
    const left = closes - (serverNow + performance.now() - opened);
    if (left <= 0) {
      close(strip);
      return;
    }
    if (left < HOUR) strip.className = "strip strip--last-hour";
    place.textContent = leftInWords(left, strip.dataset.units.split("|"));
    setTimeout(tick, left <= HOUR ? SECOND : (left % MINUTE) + 1);
  }
  tick();
}

// The page was asked for, the portal looked at its clock, and the page came: if ours was right all
// the while, its time lies between the first and the last. A page from the cache is too old to tell.
function compareClocks(strip) {
  const place = strip.querySelector("[data-clock-off]");
  const [navigation] = performance.getEntriesByType("navigation");
  if (!place || navigation?.type === "back_forward") return;
  const told = Date.parse(strip.dataset.machine);
  const fast = Date.now() - performance.now() - told;
  const slow = told - Date.now();
  if (Math.max(fast, slow) < MINUTE) return;
  place.querySelector("[data-minutes]").textContent = Math.round(Math.max(fast, slow) / MINUTE);
  place.querySelector(fast > slow ? "[data-slow]" : "[data-fast]").remove();
  place.hidden = false;
}

document.querySelectorAll("[data-countdown]").forEach((strip) => {
  compareClocks(strip);
  countDown(strip);
});
