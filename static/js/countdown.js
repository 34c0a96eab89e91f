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

document.querySelectorAll("[data-countdown]").forEach(countDown);
