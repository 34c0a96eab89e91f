// The SHA-256 of a file in hexadecimal, worked out in a worker.

export function digestOf(file, address, onProgress) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(address, { type: "module" });
    const end = (finish, value) => {
      worker.terminate();
      finish(value);
    };
    worker.onerror = (event) => end(reject, new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.sha256) end(resolve, data.sha256);
      else if (data.error) end(reject, new Error(data.error));
      else onProgress(data.done / file.size);
    };
    worker.postMessage(file);
  });
}
