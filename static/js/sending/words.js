// Amounts in words. The words themselves are the page's, in data-words of the list of files.

const KILO = 1024; // as Windows shows a file, and the server too
const MEGA = KILO * KILO;

export function megabytes(bytes) {
  return (bytes / MEGA).toFixed(1);
}

export function sizeWords(bytes) {
  if (bytes >= MEGA) return `${megabytes(bytes).replace(/\.0$/, "")} MB`;
  return bytes >= KILO ? `${Math.round(bytes / KILO)} KB` : `${bytes} B`;
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
