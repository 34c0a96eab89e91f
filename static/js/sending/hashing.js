// A worker: digests a file 4 MB at a time, so that the page stays quick and memory small.

import { sha256 } from "../../vendor/hashes/sha2.js";

const AT_ONCE = 4 * 1024 * 1024;

async function digest(file) {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += AT_ONCE) {
    hash.update(new Uint8Array(await file.slice(at, at + AT_ONCE).arrayBuffer()));
    postMessage({ done: Math.min(at + AT_ONCE, file.size) });
  }
  const hex = (byte) => byte.toString(16).padStart(2, "0");
  return Array.from(hash.digest(), hex).join("");
}

addEventListener("message", (event) => {
  digest(event.data)
    .then((sha256) => postMessage({ sha256 }))
    .catch((error) => postMessage({ error: String(error) }));
});
