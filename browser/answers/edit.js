// Changes to a sheet. Pure: each makes a new sheet and leaves the old one alone.

import { answerTo, isBlank, make, readParameter, withField } from "./sheet.js";

const JUDGEMENT = ["answer", "not_applicable"];

/**
 * The sheet with a field of an item's answer set; "" or null empties it. An answer and "not
 * applicable" exclude each other. A judgement, or the first word on an item, keeps the item's
 * fingerprint, so that a later change of its wording shows; a note on a changed item does not
 * confirm it.
 */
export function set(sheet, page, item, field, value) {
  const fingerprint = page.items.get(item);
  if (fingerprint === undefined) return { ok: false, reason: `There is no item "${item}" here.` };
  const before = answerTo(sheet, item);
  const checked = withField(before, field, value);
  if (!checked.ok) return checked;
  const other = JUDGEMENT[1 - JUDGEMENT.indexOf(field)];
  const answer = {
    ...checked.answer,
    ...(JUDGEMENT.includes(field) && checked.answer[field] ? { [other]: null } : {}),
    ...(JUDGEMENT.includes(field) || isBlank(before) ? { fingerprint } : {}),
  };
  return { ok: true, sheet: withAnswer(dated(sheet, page), item, answer) };
}

/** The sheet with an item's answer confirmed for the item as it reads now. */
export function confirm(sheet, page, item) {
  const fingerprint = page.items.get(item);
  const answer = answerTo(sheet, item);
  if (fingerprint === undefined || isBlank(answer)) {
    return { ok: false, reason: `There is no answer to "${item}" here.` };
  }
  return { ok: true, sheet: withAnswer(dated(sheet, page), item, { ...answer, fingerprint }) };
}

/** The sheet with a parameter filled in, or without it if the text is empty. */
export function setParameter(sheet, page, name, text) {
  const checked = readParameter(name, text);
  if (!checked.ok) return checked;
  const parameters = new Map(sheet.parameters);
  if (checked.text) parameters.set(name, checked.text);
  else parameters.delete(name);
  return { ok: true, sheet: { ...dated(sheet, page), parameters } };
}

/** The sheet without an item's answer. */
export function clearItem(sheet, item) {
  const answers = new Map(sheet.answers);
  answers.delete(item);
  return { ...sheet, answers };
}

/** The sheet with nothing in it. */
export function clear(sheet) {
  return make(sheet);
}

function withAnswer(sheet, item, answer) {
  if (isBlank(answer)) return clearItem(sheet, item);
  return { ...sheet, answers: new Map(sheet.answers).set(item, Object.freeze(answer)) };
}

function dated(sheet, { version, handbook_version }) {
  return { ...sheet, version, handbook_version };
}
