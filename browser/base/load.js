// Brings a further script of ours, which stands beside this one. As an element, since pages that are
// opened from a disk may load scripts and nothing else; each starts itself, as handbook.js does.

import { say, statusOf } from "./say.js";

const LATE = "A part of this page did not arrive, and what you enter here is not kept. Load the page again.";

const own = globalThis.document?.currentScript?.src;
const asked = new Map();

/** Promises that the script `name`.js has run; asks for it once. */
export function load(name) {
  if (!asked.has(name)) {
    const script = document.createElement("script");
    const ran = new Promise((resolve, reject) => {
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        asked.delete(name);
        reject(new Error(`${script.src} did not arrive`));
      });
    });
    script.src = new URL(`${name}.js`, own).href;
    document.head.append(script);
    asked.set(name, ran);
  }
  return asked.get(name);
}

/** Brings a script, and says so on the page if it does not come. */
export function bring(name) {
  load(name).catch(() => say(statusOf(document), LATE));
}
