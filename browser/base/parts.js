// Brings the scripts of those pages that do more than show a text, and of what a reader opens.

import { bring } from "./load.js";

const listening = new WeakSet();

/** Brings what the page needs beside answering; may be called again. */
export function bringParts(document) {
  // What somebody opened before the script was there has told nobody.
  if (document.querySelector(".hb-find-form, form.hb-kickoff, .hb-take[open]")) bring("tools");
  if (document.querySelector(".hb-work, .hb-vendors")) bring("answers");
  if (listening.has(document)) return;
  listening.add(document);
  const opened = ({ target }) => target.matches?.(".hb-take") && bring("tools");
  document.addEventListener("toggle", opened, { capture: true }); // it does not bubble
}
