// One file from the moment it is chosen: made smaller if the person likes, digested, named, sent in
// parts that fit the line, and followed until the portal has looked at it.

import { digestOf } from "./digesting.js";
import * as door from "./door.js";
import { Pace } from "./pace.js";
import { isPhoto, shrunk } from "./shrinking.js";
import { sizeWords } from "./words.js";

const AGAIN = [0, 1000, 2000, 4000, 8000, ...Array(200).fill(15_000)];
const LOOK_AGAIN = 1500;
const NO_ROOM = 507;

export class Transfer {
  constructor(question, file, row) {
    this.question = question;
    this.file = file;
    this.row = row;
    this.pace = new Pace();
    this.isOver = false;
    row.on("pause", () => this.pause());
    row.on("resume", () => this.resume());
    row.on("give-up", () => this.giveUp());
  }

  async start() {
    try {
      const before = this.file.size;
      if (isPhoto(this.file)) this.file = await this.askAboutSize();
      await this.digest();
      const made = this.file.size === before ? {} : { size_before: before };
      await this.nameIt(made);
    } catch (trouble) {
      this.fail(trouble);
    }
  }

  async askAboutSize() {
    const smaller = await shrunk(this.file);
    if (!smaller) return this.file;
    const row = this.row;
    row.show("waiting", "choice");
    row.part("before-size").textContent = sizeWords(this.file.size);
    row.part("after-size").textContent = sizeWords(smaller.size);
    const addresses = [this.file, smaller].map((file) => URL.createObjectURL(file));
    row.part("before-picture").src = addresses[0];
    row.part("after-picture").src = addresses[1];
    const chosen = await new Promise((resolve) => {
      row.on("use-smaller", () => resolve(smaller));
      row.on("use-original", () => resolve(this.file));
    });
    addresses.forEach((address) => URL.revokeObjectURL(address));
    row.part("name").textContent = chosen.name;
    row.part("size").textContent = sizeWords(chosen.size);
    return chosen;
  }

  async digest() {
    this.row.show("digesting", "progress");
    this.sha256 = await digestOf(this.file, this.question.hashing, (part) =>
      this.row.progress(part * this.file.size, this.file.size, null),
    );
  }

  async nameIt(made) {
    const facts = { sha256: this.sha256, field: this.question.field, ...made };
    const named = await this.patiently(() => door.name(this.question.address, this.file, facts));
    if (named.state === "here") return this.alreadyHere(named.name);
    this.address = named.address;
    this.send(named.here);
  }

  // A cut line is no refusal: ask again until it is back.
  async patiently(ask) {
    for (const wait of AGAIN) {
      try {
        return await ask();
      } catch (trouble) {
        if (trouble instanceof door.Refused && trouble.status < 500) throw trouble;
        if (trouble.status === NO_ROOM) throw trouble;
        this.row.show("cut", "give-up");
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    throw new door.Refused(0, this.question.words.cut);
  }

  send(here) {
    this.done = here;
    this.upload = new window.tus.Upload(this.file, {
      uploadUrl: this.address,
      chunkSize: this.pace.nextPart,
      retryDelays: AGAIN,
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => {
        request.setHeader("X-CSRFToken", door.token());
        this.pace.begin();
      },
      onShouldRetry: (trouble) => this.mayRetry(trouble),
      onProgress: (done) => this.progress(done),
      onChunkComplete: (bytes, done) => this.tookPart(bytes, done),
      onError: (trouble) => this.fail(this.refusalOf(trouble)),
      onSuccess: () => this.follow(),
    });
    this.resume();
  }

  mayRetry(trouble) {
    const status = trouble.originalResponse?.getStatus() ?? 0;
    const isBusy = status === 409 || status === 423 || status === 460 || status === 429;
    const mayPass = status === 0 || isBusy || (status >= 500 && status !== NO_ROOM);
    if (mayPass) this.row.show("cut", "progress", "pause", "give-up");
    return mayPass;
  }

  progress(done) {
    this.row.show("sending", "progress", "pause", "give-up");
    this.row.progress(done, this.file.size, this.pace.left(this.file.size - done));
  }

  tookPart(bytes, done) {
    this.done = done;
    this.pace.sent(bytes);
    this.upload.options.chunkSize = this.pace.nextPart;
    this.progress(done);
  }

  pause() {
    this.upload.abort();
    this.row.show("paused", "progress", "resume", "give-up");
    this.row.progress(this.done, this.file.size, null);
  }

  resume() {
    this.row.show("sending", "progress", "pause", "give-up");
    this.row.progress(this.done, this.file.size, null);
    this.upload.start();
  }

  async giveUp() {
    this.upload?.abort();
    if (this.address) await door.giveUp(this.address).catch(() => null);
    this.end();
  }

  // The bytes are there: wait for what the check finds, then let the page's own rows say it.
  async follow() {
    this.row.show("checking");
    let found = { state: "checking" };
    while (found.state === "checking") {
      found = await this.patiently(() => door.stateOf(this.address)).catch((trouble) => trouble);
      this.row.show("checking");
      if (found.state === "checking") await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
    if (found instanceof Error) return this.fail(found);
    this.end();
  }

  alreadyHere(name) {
    this.row.show("here", "words");
    this.row.say(this.question.words.here.replace("{name}", name));
    this.isOver = true;
    this.question.refresh();
  }

  refusalOf(trouble) {
    const response = trouble.originalResponse;
    if (!response) return new door.Refused(0, this.question.words.cut);
    let words = {};
    try {
      words = JSON.parse(response.getBody());
    } catch {
      // an answer without words: the page has its own
    }
    return new door.Refused(response.getStatus(), words);
  }

  fail(trouble) {
    const { words } = this.question;
    const known = { 0: words.cut, 401: words.session, 410: words.gone };
    const said = trouble.reason ? trouble : (known[trouble.status] ?? words.trouble);
    const buttons = this.upload && trouble.status !== 410 ? ["resume"] : [];
    this.row.show("refused", "words", "give-up", ...buttons);
    this.row.say(said.reason, said.remedy);
    if (trouble.status === 403 || trouble.status === 422) this.isOver = true;
  }

  end() {
    this.isOver = true;
    this.row.remove();
    this.question.refresh();
  }
}
