// Amounts in words. The words themselves are the page's, in data-words of the list of files.

const MEGA = 1_000_000;

export function megabytes(bytes) {
  return (bytes / MEGA).toFixed(1);
}

export function sizeWords(bytes) {
  if (bytes >= MEGA) return `${megabytes(bytes)} MB`;
  return bytes >= 1000 ? `${Math.round(bytes / 1000)} kB` : `${bytes} B`;
}

export function filled(words, facts) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => facts[name] ?? "");
}

// "about 6 minutes", never more exact than the line deserves.
export function leftWords(seconds, words) {
  if (seconds === null) return "";
  if (seconds < 50) return words.leftSoon;
  const minutes = Math.max(Math.round(seconds / 60), 1);
  if (minutes < 60) return filled(minutes === 1 ? words.leftMinute : words.leftMinutes, { n: minutes });
  return filled(words.leftHours, { n: Math.floor(minutes / 60), m: minutes % 60 });
}
