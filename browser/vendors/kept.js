// The comparison as this browser keeps it. Every change is made to what is kept at that moment, so
// that two tabs do not overwrite each other.

import { guard } from "../answers/storage.js";
import { WAS_ASIDE } from "../answers/store.js";
import { blank, carried, parse, write } from "./comparison.js";

export const KEY = "decision-handbook:1:vendors";
const ASIDE = `${KEY}:damaged`;

let shared;

/** The one comparison that everything on a page shares. */
export function pageComparison(pages) {
  shared ??= openComparison(pages);
  return shared;
}

/** The comparison for these pages; what it stands on is given, so that it can be tested. */
export function openComparison(
  pages,
  { storage = () => globalThis.localStorage, events = globalThis } = {},
) {
  const kept = guard(storage);
  const callbacks = new Set();
  let comparison = blank();
  let text = null;
  let damaged = null;
  let result = { ok: true };
  let before = null;

  function sync() {
    const found = kept.get(KEY);
    if (!found.ok) result = found;
    if (!found.ok || found.value === text) return;
    text = found.value;
    const read = text === null ? { ok: true, comparison: blank() } : parse(text);
    damaged = read.ok ? null : read.reason;
    comparison = read.ok ? carried(read.comparison, pages) : blank();
  }

  function persist() {
    const aside = damaged === null ? { ok: true } : kept.set(ASIDE, text);
    const written = comparison.vendors.length ? write(comparison) : null;
    if (!aside.ok) result = aside;
    else result = written === null ? kept.remove(KEY) : kept.set(KEY, written);
    if (result.ok) [text, damaged] = [written, null];
  }

  const view = () => ({ ...result, comparison, damaged, undo: before !== null });
  const tell = () => callbacks.forEach((callback) => callback(view()));

  function heard({ key }) {
    if (key !== null && key !== KEY) return;
    const known = text;
    sync();
    if (text !== known) before = null;
    tell();
  }
  events.addEventListener("storage", heard);
  events.addEventListener("pageshow", ({ persisted }) => persisted && heard({ key: null }));

  /**
   * Changes it by `edit`, a function of the latest to { ok, comparison } or { ok, reason }. What was
   * put in its place before cannot be taken back then: that would take back this as well.
   */
  function change(edit, back = null) {
    sync();
    const edited = edit(comparison);
    if (edited.ok) {
      before = back;
      comparison = edited.comparison;
      persist();
    } else {
      result = edited;
    }
    tell();
    return view();
  }

  return {
    get() {
      sync();
      return view();
    },
    change: (edit) => change(edit),
    /** Puts another in its place, and keeps how to take that back. */
    replace(other) {
      sync();
      return change(() => ({ ok: true, comparison: carried(other, pages) }), comparison);
    },
    undo() {
      const back = before ?? comparison;
      return change(() => ({ ok: true, comparison: back }));
    },
    /** What cannot be read, kept or set aside: [{ key, text, reason }]. */
    unreadable() {
      sync();
      const aside = kept.get(ASIDE).value;
      return [
        ...(damaged === null ? [] : [{ key: KEY, text, reason: damaged }]),
        ...(aside ? [{ key: ASIDE, text: aside, reason: WAS_ASIDE }] : []),
      ];
    },
    /** After everything was erased: nothing of it can be taken back. */
    forget() {
      before = null;
      sync();
      tell();
    },
    subscribe(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  };
}
