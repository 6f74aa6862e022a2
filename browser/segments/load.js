// Asks for the segments of a file, which stand in a script beside it: pages that are opened from a
// disk may not fetch, but may add a script.

const asked = new Map();
const waiting = new Map();

function receive(file, segments) {
  waiting.get(file)?.(segments);
  waiting.delete(file);
}

/** The segments of a file, as "kickoff.md", from the address of its script; rejects if there is none. */
export function segmentsOf(file, address) {
  globalThis.handbookSegments = receive;
  if (!asked.has(file)) {
    const found = new Promise((resolve, reject) => {
      waiting.set(file, resolve);
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("error", () => {
        asked.delete(file);
        reject(new Error(`${address} did not arrive`));
      });
      document.head.append(script);
    });
    asked.set(file, found);
  }
  return asked.get(file);
}
