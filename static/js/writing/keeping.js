// What was typed and is not saved yet, kept in this browser's IndexedDB: a record a question and open
// page. Each belongs to a person: nobody else at the same computer is shown it.

const NAME = "writing";
const STORE = "unsaved";
const LONGEST = 30 * 24 * 3600 * 1000;

const outcome = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: "id" }).createIndex("person", "person");
  };
  return outcome(request);
}

const isHeld = async () => {
  if (!navigator.locks) return () => false;
  const held = new Set((await navigator.locks.query()).held.map((lock) => lock.name));
  return (page) => held.has(lockOf(page));
};
const lockOf = (page) => `writing:${page}`;

export class Keeper {
  // `page` names this open page; it holds a lock of that name for as long as it lives.
  static async open(person, page) {
    navigator.locks?.request(lockOf(page), () => new Promise(() => {}));
    return new Keeper(await open(), person, page);
  }

  constructor(database, person, page) {
    Object.assign(this, { database, person, page });
  }

  idOf(place, key) {
    return [this.person, place, key, this.page].join(" ");
  }

  // `record`: place (the address that saves it), key, words, seen, line, turn, and the choice made.
  // Committed at once, so that it is kept even if the page ends with this very keystroke.
  keep(record) {
    const own = { id: this.idOf(record.place, record.key), person: this.person, page: this.page, at: Date.now() };
    const kept = { ...own, ...record };
    return this.write((store) => store.put(kept));
  }

  forget(id) {
    return this.write((store) => store.delete(id));
  }

  write(act) {
    const transaction = this.database.transaction(STORE, "readwrite");
    act(transaction.objectStore(STORE));
    transaction.commit?.();
    return new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }

  // Records that pages left behind which are no longer open, oldest first, and how many others of
  // this person are still with a page. A record is taken by one page only. Of one `place` alone where
  // one is named: several forms of a page would else take what each other kept.
  async takeOver(place = null) {
    const isOpen = await isHeld();
    const transaction = this.database.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    const all = (await outcome(store.getAll())).filter((record) => place === null || record.place === place);
    const left = [];
    for (const record of all) {
      if (record.at < Date.now() - LONGEST) store.delete(record.id);
      else if (record.person === this.person && record.page !== this.page && !isOpen(record.page)) {
        store.delete(record.id);
        left.push({ ...record, id: `${this.idOf(record.place, record.key)} ${record.page}`, page: this.page });
        store.put(left.at(-1));
      }
    }
    const elsewhere = all.filter((record) => record.person === this.person && isOpen(record.page) && record.page !== this.page);
    return { left: left.sort((a, b) => a.at - b.at), elsewhere: elsewhere.length };
  }
}

// For the page that signs out: how many answers of this person wait, and taking them away.
export async function waitingFor(person) {
  const store = (await open()).transaction(STORE).objectStore(STORE);
  return outcome(store.index("person").count(person));
}

export async function forgetAll(person) {
  const transaction = (await open()).transaction(STORE, "readwrite");
  const store = transaction.objectStore(STORE);
  for (const id of await outcome(store.index("person").getAllKeys(person))) store.delete(id);
  return new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
}
