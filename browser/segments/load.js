// Asks for data that stands in a script of its own, as the segments of a file do: pages that are
// opened from a disk may not fetch, but may add a script.

const asked = new Map();
const waiting = new Map();

// Each script that this is joined into has its own list of those who wait.
const others = globalThis.handbookSegments;
globalThis.handbookSegments = (name, data) => {
  waiting.get(name)?.(data);
  waiting.delete(name);
  others?.(name, data);
};

/** The data of a name, as "kickoff.md", from the address of its script; rejects if there is none. */
export function dataOf(name, address) {
  if (!asked.has(name)) {
    const found = new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("error", () => {
        asked.delete(name);
        waiting.delete(name);
        reject(new Error(`${address} did not arrive`));
      });
      document.head.append(script);
    });
    asked.set(name, found);
  }
  return asked.get(name);
}
