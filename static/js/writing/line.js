// Sends answers to the portal and says what came of it, in one of these kinds:
// saved, offline (no answer: try again), over (somebody must sign in), refused (by a rule).

const PATIENCE = 30_000;
const NO_ANSWER = new Set([408, 425, 429, 500, 502, 503, 504]);
const OFFLINE = { kind: "offline" };
const OVER = { kind: "over" };

async function ask(address, options) {
  const signal = options.keepalive ? undefined : AbortSignal.timeout(PATIENCE);
  const headers = { Accept: "application/json" };
  return fetch(address, { headers, signal, redirect: "manual", credentials: "same-origin", ...options });
}

const json = (answer) => (answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null);

async function meaning(answer, person) {
  if (answer.type === "opaqueredirect" || answer.status === 401) return OVER;
  if (NO_ANSWER.has(answer.status)) return OFFLINE;
  const facts = await json(answer);
  if (answer.ok && facts) return { kind: "saved", ...facts };
  if (facts?.person && facts.person !== person) return OVER;
  if (answer.status === 403 && !facts) return { kind: "token" };
  return { kind: "refused", reason: "", next_step: "", ...facts };
}

export class Line {
  constructor(person, form) {
    this.person = person;
    this.token = () => form.elements.csrfmiddlewaretoken;
  }

  async save(address, body, { leaving = false } = {}) {
    try {
      const first = await this.post(address, body, leaving);
      if (first.kind !== "token") return first;
      const renewed = await this.renew(address);
      return renewed.kind === "saved" ? this.settled(await this.post(address, body)) : renewed;
    } catch {
      return OFFLINE;
    }
  }

  async post(address, body, keepalive = false) {
    body.set("person", this.person);
    body.set("csrfmiddlewaretoken", this.token().value);
    return meaning(await ask(address, { method: "POST", body: new URLSearchParams(body), keepalive }), this.person);
  }

  // After signing in again the page's token is an old one.
  async renew(address) {
    const answer = await meaning(await ask(address, { method: "GET" }), this.person);
    if (answer.kind !== "saved") return answer.kind === "token" ? { kind: "refused", reason: "", next_step: "" } : answer;
    if (answer.person !== this.person) return OVER;
    for (const input of document.getElementsByName("csrfmiddlewaretoken")) input.value = answer.token;
    return answer;
  }

  settled(answer) {
    return answer.kind === "token" ? OFFLINE : answer;
  }
}
