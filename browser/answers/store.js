// The answers of this browser, kept as somebody types: one key a playbook, in step between tabs.
//
// Every call returns { ok: true, … } or { ok: false, code, reason, … }: "blocked" and "full" say that
// the change stands on this page and is not kept, "invalid" that it was refused. What cannot be read
// is never written over: the next change moves it aside, and `list` tells of it.

import { adopt } from "./aliases.js";
import { isUndecided, readDecided } from "./decided.js";
import * as edits from "./edit.js";
import { merge as fill } from "./merge.js";
import { taken, takenBack } from "./preview.js";
import { blank, isSame, merge, parse, put, sheetOf, write } from "./saved.js";
import { isEmpty, isId } from "./sheet.js";
import { guard } from "./storage.js";
import { DECIDED, PREFIX, SHEETS } from "./traces.js";

const ASIDE = ":damaged";
export const WAS_ASIDE = "it could not be read, and was set aside when you went on";

let shared;

/** The one store that everything on a page shares. */
export function pageStore() {
  shared ??= openStore();
  return shared;
}

/** A store; what it stands on is given, so that it can be tested. */
export function openStore({
  storage = () => globalThis.localStorage,
  events = globalThis,
  now = () => new Date(),
  tab = randomTab(),
} = {}) {
  const kept = guard(storage);
  const states = new Map();
  const undoing = new Map();
  const unkept = new Map(); // who decided, where storage refuses it
  const callbacks = new Set();

  const stateOf = (playbook) => {
    if (!states.has(playbook)) {
      states.set(playbook, { saved: blank(playbook), text: null, damaged: null });
    }
    return states.get(playbook);
  };

  /** Takes in what is kept. Where that is gone, `erased` says whether it was meant. */
  function sync(playbook, { erased = false } = {}) {
    const state = stateOf(playbook);
    const found = kept.get(SHEETS + playbook);
    if (!found.ok || found.value === state.text) return found;
    if (found.value === null) {
      if (erased) states.set(playbook, { saved: blank(playbook), text: null, damaged: null });
      return found;
    }
    const read = parse(found.value, playbook);
    if (read.ok) {
      const saved = merge(state.saved, read.saved);
      states.set(playbook, { saved, text: found.value, damaged: null });
      return { ok: true, behind: !isSame(saved, read.saved) };
    }
    states.set(playbook, { ...state, text: found.value, damaged: read.reason });
    return found;
  }

  function persist(playbook) {
    const state = stateOf(playbook);
    const aside = state.damaged === null ? { ok: true } : moveAside(playbook, state.text);
    if (!aside.ok) return aside;
    const text = write(state.saved);
    const written = kept.set(SHEETS + playbook, text);
    if (written.ok) states.set(playbook, { ...state, text, damaged: null });
    return written.ok ? { ok: true } : written;
  }

  function moveAside(playbook, text) {
    for (let number = 1; ; number += 1) {
      const key = SHEETS + playbook + ASIDE + (number > 1 ? `-${number}` : "");
      const there = kept.get(key);
      if (!there.ok || there.value === text) return there;
      if (there.value === null) return kept.set(key, text);
    }
  }

  const view = (playbook, result = { ok: true }) => {
    const { saved, damaged } = stateOf(playbook);
    const { changed } = saved.head;
    const undo = undoing.get(playbook)?.what ?? null;
    return { ...result, playbook, sheet: sheetOf(saved), changed, damaged, undo };
  };

  const decidedOf = (record) =>
    unkept.get(record) ?? readDecided(kept.get(DECIDED + record).value);

  function setDecided(record, decided) {
    unkept.delete(record);
    const key = DECIDED + record;
    const { ok, code, reason } = isUndecided(decided)
      ? kept.remove(key)
      : kept.set(key, JSON.stringify(decided));
    if (ok) return { ok };
    unkept.set(record, decided);
    return { ok, code, reason };
  }

  const tell = (playbook, elsewhere, result) => {
    for (const callback of [...callbacks]) callback({ ...view(playbook, result), elsewhere });
  };

  /** Changes a sheet by `edit`, a function of the latest sheet to { ok, sheet } or { ok, reason }. */
  function change(playbook, edit) {
    sync(playbook);
    const state = stateOf(playbook);
    const edited = edit(sheetOf(state.saved));
    if (!edited.ok) return view(playbook, { ok: false, code: "invalid", reason: edited.reason });
    const saved = put(state.saved, edited.sheet, { tab, when: now().toISOString() });
    states.set(playbook, { ...state, saved });
    const result = persist(playbook);
    tell(playbook, false, result);
    return view(playbook, result);
  }

  /** Replaces a sheet, and keeps `what` that was and how to take it back, until the next time, or the
   *  page is left. */
  function replace(playbook, what, edit, back) {
    const before = sheetOf(stateOf(playbook).saved);
    undoing.set(playbook, { what, back: (sheet) => ({ ok: true, sheet: back(sheet, before) }) });
    return change(playbook, edit);
  }

  function carryOver(page) {
    const { playbook, aliases } = page;
    const olds = new Set([...aliases.keys()].map((address) => address.split("#")[0]));
    olds.delete(playbook);
    const others = [...olds].flatMap((old) => {
      const text = kept.get(SHEETS + old).value;
      const read = text ? parse(text, old) : { ok: false };
      return read.ok ? [sheetOf(read.saved)] : [];
    });
    const { saved } = stateOf(playbook);
    const { sheet, carried, settled } = adopt(sheetOf(saved), others, page, (key) =>
      saved.entries.has(key),
    );
    const result = carried.length ? change(playbook, () => ({ ok: true, sheet })) : { ok: true };
    if (result.ok) {
      for (const old of settled) {
        const own = !isUndecided(decidedOf(playbook));
        if (own || setDecided(playbook, decidedOf(old)).ok) kept.remove(DECIDED + old);
        kept.remove(SHEETS + old);
      }
    }
    return { ...result, carried };
  }

  function heard({ key }) {
    if (key?.startsWith(DECIDED)) return tell(key.slice(DECIDED.length), true);
    if (key !== null && !key.startsWith(SHEETS)) return;
    const playbooks = key === null ? [...states.keys()] : [key.slice(SHEETS.length)];
    for (const playbook of playbooks.filter(isId)) refresh(playbook);
  }

  function refresh(playbook) {
    const result = sync(playbook, { erased: true });
    if (result.behind) persist(playbook);
    tell(playbook, true);
  }

  events.addEventListener("storage", heard);
  // A page that comes back from the browser's cache has missed what others wrote.
  events.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) [...states.keys()].forEach(refresh);
  });

  return {
    /** The sheet of a page, with what stood under older names: { ok, sheet, carried, damaged, … }. */
    open(page) {
      const found = sync(page.playbook);
      const result = found.ok ? carryOver(page) : { ...found, carried: [] };
      const { ok, code, reason, carried } = result;
      return view(page.playbook, { ...(ok ? { ok } : { ok, code, reason }), carried });
    },
    /** The sheet of a playbook as it is kept. */
    get(playbook) {
      const { ok, code, reason } = sync(playbook);
      return view(playbook, ok ? { ok } : { ok, code, reason });
    },
    set: (page, item, field, value) =>
      change(page.playbook, (sheet) => edits.set(sheet, page, item, field, value)),
    setParameter: (page, name, text) =>
      change(page.playbook, (sheet) => edits.setParameter(sheet, page, name, text)),
    confirm: (page, item) => change(page.playbook, (sheet) => edits.confirm(sheet, page, item)),
    clearItem: (playbook, item) =>
      change(playbook, (sheet) => ({ ok: true, sheet: edits.clearItem(sheet, item) })),
    /** Who decided on a record, when, and in which words: { by, on, statement }. */
    decided: decidedOf,
    /** Keeps that: { ok } or { ok, code, reason }. */
    setDecided,
    /** Empties a sheet and who decided; `undo` fills in again what has not been answered since. */
    clear(playbook) {
      sync(playbook);
      const decided = decidedOf(playbook);
      setDecided(playbook, readDecided(null));
      const empty = (sheet) => ({ ok: true, sheet: edits.clear(sheet) });
      return replace(playbook, "clear", empty, (sheet, before) => {
        if (isUndecided(decidedOf(playbook))) setDecided(playbook, decided);
        return fill(sheet, before).sheet;
      });
    },
    undo(playbook) {
      const last = undoing.get(playbook);
      undoing.delete(playbook);
      return last ? change(playbook, last.back) : view(playbook);
    },
    /**
     * Takes sheets in, a list of { sheet, way } (see preview.js). If there is no room for all of
     * them, what was there stays.
     */
    take(incoming) {
      const before = new Map();
      let result = { ok: true };
      for (const { sheet: theirs, way } of incoming.filter(({ way }) => way !== "mine")) {
        const { playbook } = theirs;
        sync(playbook);
        before.set(playbook, sheetOf(stateOf(playbook).saved));
        const edit = (mine) => ({ ok: true, sheet: taken(mine, theirs, way) });
        const back = (now, mine) => takenBack(now, mine, taken(mine, theirs, way));
        result = replace(playbook, "take", edit, back);
        if (result.code === "full") break;
      }
      if (result.code === "full") {
        for (const [playbook, sheet] of before) {
          undoing.delete(playbook);
          change(playbook, () => ({ ok: true, sheet }));
        }
      }
      const { ok, code, reason } = result;
      return ok ? { ok } : { ok, code, reason };
    },
    /**
     * Everything kept: { ok, sheets: [{ playbook, sheet, changed, … }], damaged: [{ key, … }], more },
     * where more says whether there is something beside sheets.
     */
    list() {
      const keys = kept.keys(SHEETS);
      const damaged = [];
      for (const key of keys.value ?? []) {
        const [playbook, ...aside] = key.slice(SHEETS.length).split(":");
        const text = kept.get(key).value;
        const ours = !aside.length && isId(playbook);
        if (ours) sync(playbook);
        const { reason } = ours ? parse(text, playbook) : { reason: WAS_ASIDE };
        if (reason) damaged.push({ key, playbook, text, reason });
      }
      const sheets = [...states.keys()].map((playbook) => view(playbook)).filter(isWorth);
      sheets.sort((a, b) => (a.changed < b.changed ? 1 : -1));
      const more = (kept.keys(PREFIX).value?.length ?? 0) > (keys.value?.length ?? 0);
      return { ...(keys.ok ? { ok: true } : keys), sheets, damaged, more };
    },
    /** Removes a text that cannot be read. */
    eraseDamaged(key) {
      return kept.remove(key);
    },
    /** Removes everything that this handbook keeps in this browser. */
    eraseAll() {
      const keys = kept.keys(PREFIX);
      const failed = (keys.value ?? []).map(kept.remove).find(({ ok }) => !ok);
      const playbooks = [...states.keys()];
      states.clear();
      undoing.clear();
      unkept.clear();
      playbooks.forEach((playbook) => tell(playbook, false));
      return keys.ok ? (failed ?? { ok: true }) : keys;
    },
    /** Calls back after every change, here or in another tab; returns how to stop that. */
    subscribe(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  };
}

function isWorth({ sheet, undo }) {
  return undo || !isEmpty(sheet);
}

function randomTab() {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
