// What differs between two sheets, and between a sheet and the page as it reads now.

import { resolve } from "./aliases.js";
import { FIELDS, answerTo } from "./sheet.js";

/**
 * What changes from one sheet to another, as rows { kind: "item" | "parameter", id, field, from, to }
 * with texts to show, empty for nothing. Fingerprints are no reader's business and make no row.
 */
export function diff(before, after) {
  const rows = [];
  for (const item of keys(before.answers, after.answers)) {
    const [from, to] = [answerTo(before, item), answerTo(after, item)];
    for (const field of FIELDS) {
      rows.push({ kind: "item", id: item, field, from: shown(from, field), to: shown(to, field) });
    }
  }
  for (const name of keys(before.parameters, after.parameters)) {
    const [from, to] = [before, after].map(({ parameters }) => parameters.get(name) ?? "");
    rows.push({ kind: "parameter", id: name, field: "parameter", from, to });
  }
  return rows.filter(({ from, to }) => from !== to);
}

/** A field of an answer in words, empty for nothing. */
export function shown(answer, field) {
  const value = answer[field];
  if (field === "waiver" && value) {
    return `${value.reason} (${value.approver}${value.until ? ` until ${value.until}` : ""})`;
  }
  if (field !== "not_applicable" || !value) return value ?? "";
  const { reason, approver } = value;
  return `not applicable${reason && `: ${reason}`}${approver && ` (${approver})`}`;
}

/**
 * What has become of the answered items: { item, change, to } for each that reads differently now
 * ("changed"), stands under another address ("moved", with the address) or is "gone".
 */
export function changedSince(sheet, page) {
  const found = [];
  for (const [item, { fingerprint }] of sheet.answers) {
    const address = `${sheet.playbook}#${item}`;
    const to = resolve(address, page);
    const now = page.items.get(item);
    if (to !== address && now === undefined) found.push({ item, change: "moved", to });
    else if (now === undefined) found.push({ item, change: "gone", to: "" });
    else if (fingerprint && fingerprint !== now) found.push({ item, change: "changed", to: address });
  }
  return found;
}

/** The ids of the answered items that the page no longer asks about. */
export function goneOf({ items }, { answers }) {
  return [...answers.keys()].filter((id) => !items.has(id));
}

/** What an entry of a page may be answered with. */
export function choicesOf({ scale, choices }, page) {
  return scale ?? (choices?.length ? choices : page.scale);
}

function keys(...maps) {
  return new Set(maps.flatMap((map) => [...map.keys()]));
}
