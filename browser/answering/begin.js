// Brings the script for answers when a playbook's page or a gate has something for it to do. Most who
// open one read it first, and their first view is lighter without.

import { SHEETS, isShared } from "../answers/traces.js";
import { bring } from "../base/load.js";
import { UNANSWERED } from "../gate/unanswered.js";
import { isAnyFilled, markEarly } from "./early.js";

const NEAR = "50% 0px"; // of the window's height, above and below it

let waiting = new AbortController();

/** Waits until somebody is about to answer a playbook, or to see where a gate stands, or has answered. */
export function awaitAnswers(document) {
  waiting.abort();
  const page = document.querySelector(".hb-strip[data-playbook]");
  const home = document.querySelector(".hb-mine:not(.hb-vendors)");
  if (!home?.hidden) return;
  waiting = new AbortController();
  const { signal } = waiting;
  const call = () => {
    waiting.abort();
    bring("answers");
  };
  const callIf = (is) => is() && call();
  const { playbook, aliases = "" } = page?.dataset ?? {};
  const own = page && [playbook, ...aliases.split(" ")];
  const there = () =>
    own ? keptIds().some((id) => own.includes(id)) || isShared(location.hash) : keptIds().length > 0;
  markEarly(document, home);
  // By keyboard sooner than by pointer: a button that comes after the focus has passed is missed.
  const wanted = ".hb-tick, .hb-parameters";
  for (const [event, places] of [["pointerover", wanted], ["focusin", "article"], ["input", wanted]]) {
    const near = ({ target }) => target.closest?.(places);
    document.addEventListener(event, (happened) => callIf(() => near(happened)), { signal });
  }
  for (const event of ["hashchange", "storage", "pageshow"]) {
    globalThis.addEventListener(event, () => callIf(there), { signal });
  }
  const watch = (entries) => callIf(() => entries.some(({ isIntersecting }) => isIntersecting));
  const observer = new IntersectionObserver(watch, { rootMargin: NEAR });
  signal.addEventListener("abort", () => observer.disconnect());
  for (const end of document.querySelectorAll(".hb-decided, .hb-colophon, .hb-gate-mine")) observer.observe(end);
  callIf(() => there() || isAnyFilled(document));
  if (signal.aborted) return;
  for (const line of document.querySelectorAll(".hb-state")) line.textContent = UNANSWERED;
}

/** The ids of the playbooks that this browser keeps something of; none where it keeps nothing. */
function keptIds() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(SHEETS));
    return keys.map((key) => key.slice(SHEETS.length));
  } catch {
    return []; // blocked
  }
}
