// Talking to the portal about files: naming one, and asking what became of it.

const TUS = { "Tus-Resumable": "1.0.0" };

export class Refused extends Error {
  constructor(status, words) {
    super(words.reason ?? "");
    this.status = status;
    this.reason = words.reason ?? "";
    this.remedy = words.remedy ?? "";
  }
}

// A page may be older than the session's token: another script on it renews it.
export function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]").value;
}

function encoded(said) {
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  return Object.entries(said).map(([key, value]) => `${key} ${base64(String(value))}`).join(",");
}

async function answer(response) {
  const words = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, words);
  return words;
}

// { state: "here" } for bytes that are there already, else { address } of where to send them.
export async function name(address, file, facts) {
  const headers = {
    ...TUS,
    "X-CSRFToken": token(),
    "Upload-Length": String(file.size),
    "Upload-Metadata": encoded({ filename: file.name, ...facts }),
    "Content-Type": "application/offset+octet-stream",
  };
  const response = await fetch(address, { method: "POST", headers });
  const words = await answer(response);
  return { ...words, address: response.headers.get("Location"), here: Number(response.headers.get("Upload-Offset")) };
}

export async function stateOf(address) {
  return answer(await fetch(address, { headers: { ...TUS, Accept: "application/json" } }));
}

export async function rowsOf(address, question) {
  const response = await fetch(`${address}?field=${question}`, { headers: { "X-Requested-With": "fetch" } });
  return response.ok ? response.text() : null;
}

export async function giveUp(address) {
  await fetch(address, { method: "DELETE", headers: { ...TUS, "X-CSRFToken": token() } });
}
