// A name of its own for an open page. (randomUUID is there on secure origins only.)
export function newPageName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
