// What the browser keeps of a sheet, so that two tabs can change it at once: every answer and
// parameter with a stamp, [counter, tab], of its last change. Of two writes the greater stamp wins,
// whatever the order in which they are seen, and an emptied entry keeps its stamp. The counter
// grows past every stamp that a tab has seen (a Lamport clock), so that no clock is asked.
//
//   saved   { playbook, head, entries: Map of { stamp, value } by key }
//   head    { stamp, version, handbook_version, changed: when, as in 2026-11-20T10:00:00.000Z, or "" }
//   key     "answers:item-id" or "parameters:name"; value is null where it was emptied

import { make, read, toJson } from "./sheet.js";

const NEVER = [0, ""];
const LATEST = 1e12;
const TAB = /^[0-9a-z]{0,16}$/;
const WHEN = /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/;
const MAX_KEYS = 10_000;

/** Nothing saved yet. */
export function blank(playbook) {
  const head = { stamp: NEVER, version: "", handbook_version: "", changed: "" };
  return { playbook, head, entries: new Map() };
}

export function sheetOf({ playbook, head, entries }) {
  const sheet = make({ playbook, ...head });
  for (const [key, { value }] of entries) {
    const [part, name] = key.split(":");
    if (value !== null) sheet[part].set(name, value);
  }
  return sheet;
}

/** The saved sheet with its entries as in `sheet`; those that differ get a new stamp. */
export function put(saved, sheet, { tab, when }) {
  const stamp = [Math.min(saved.head.stamp[0] + 1, LATEST), tab];
  const wanted = entriesOf(sheet);
  const entries = new Map(saved.entries);
  for (const [key, { value }] of saved.entries) {
    if (value !== null && !wanted.has(key)) entries.set(key, { stamp, value: null });
  }
  for (const [key, value] of wanted) {
    if (!same(saved.entries.get(key)?.value, value)) entries.set(key, { stamp, value });
  }
  const { version, handbook_version } = sheet;
  return { ...saved, head: { stamp, version, handbook_version, changed: when }, entries };
}

/** What two tabs saved, made one: the same in whichever order they come. */
export function merge(one, other) {
  const entries = new Map(one.entries);
  for (const [key, entry] of other.entries) {
    const present = entries.get(key);
    if (!present || later(entry.stamp, present.stamp)) entries.set(key, entry);
  }
  const { head } = later(one.head.stamp, other.head.stamp) ? one : other;
  return { ...one, head, entries };
}

/** Whether two of the same playbook hold the same writes. */
export function isSame(one, other) {
  const alike = (a, b) => !later(a, b) && !later(b, a);
  return (
    alike(one.head.stamp, other.head.stamp) &&
    one.entries.size === other.entries.size &&
    [...one.entries].every(([key, { stamp }]) => alike(stamp, other.entries.get(key)?.stamp ?? NEVER))
  );
}

/** The text to keep. */
export function write(saved) {
  const { head, entries } = saved;
  return JSON.stringify({
    changed: head.changed,
    sheet: toJson(sheetOf(saved)),
    stamp: head.stamp,
    stamps: Object.fromEntries([...entries].map(([key, { stamp }]) => [key, stamp])),
  });
}

/** What a kept text holds, for the playbook that it is kept for: { ok, saved } or { ok, reason }. */
export function parse(text, playbook) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { ok: false, reason: "it is not JSON" };
  }
  const fields = new Map(Object.entries(data ?? {}));
  const result = read(fields.get("sheet"));
  if (!result.ok) return result;
  const { sheet } = result;
  if (sheet.playbook !== playbook) return { ok: false, reason: `it is of "${sheet.playbook}"` };
  const stamps = stampsOf(fields.get("stamps") ?? {});
  const stamp = fields.get("stamp") ?? NEVER;
  const changed = fields.get("changed") ?? "";
  if (!stamps || !isStamp(stamp) || typeof changed !== "string" || !WHEN.test(changed)) {
    return { ok: false, reason: "its stamps are damaged" };
  }
  const { version, handbook_version } = sheet;
  const entries = new Map();
  for (const [key, given] of stamps) entries.set(key, { stamp: given, value: null });
  for (const [key, value] of entriesOf(sheet)) {
    entries.set(key, { stamp: stamps.get(key) ?? NEVER, value });
  }
  const greatest = [...stamps.values()].reduce((a, b) => (later(b, a) ? b : a), stamp);
  const head = { stamp: greatest, version, handbook_version, changed };
  return { ok: true, saved: { playbook, head, entries } };
}

function entriesOf({ answers, parameters }) {
  const keyed = (part, map) => [...map].map(([name, value]) => [`${part}:${name}`, value]);
  return new Map([...keyed("answers", answers), ...keyed("parameters", parameters)]);
}

function stampsOf(data) {
  if (typeof data !== "object" || data === null) return null;
  const stamps = Object.entries(data);
  const sound = ([key, stamp]) => /^(?:answers|parameters):[a-z0-9-]{1,64}$/.test(key) && isStamp(stamp);
  return stamps.length <= MAX_KEYS && stamps.every(sound) ? new Map(stamps) : null;
}

function isStamp(stamp) {
  if (!Array.isArray(stamp) || stamp.length !== 2) return false;
  const [counter, tab] = stamp;
  const sound = Number.isInteger(counter) && counter >= 0 && counter <= LATEST;
  return sound && typeof tab === "string" && TAB.test(tab);
}

function later([counter, tab], [other, otherTab]) {
  return counter === other ? tab > otherTab : counter > other;
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
