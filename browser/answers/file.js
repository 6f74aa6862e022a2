// Everything in progress as one file, to keep, to move to another browser, or to hand over.

import { isEmpty, read, toJson } from "./sheet.js";

export const FORMAT = "decision-handbook-answers";
const FORMAT_VERSION = 1;
const MAX_LENGTH = 10_000_000;
const MAX_SHEETS = 2_000;

/** The file's text; `when` is a time as in 2026-11-20T10:00:00.000Z. */
export function writeFile(sheets, { when, handbook_version }) {
  const data = {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    exported: when,
    handbook_version,
    sheets: sheets.filter((sheet) => !isEmpty(sheet)).map(toJson),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** What the file is called, with the day on the reader's clock. */
export function fileName(now) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${FORMAT}-${day}.json`;
}

/** Every sheet of a file, or why none of it can be used: { ok, sheets } or { ok, reason }. */
export function readFile(text) {
  if (text.length > MAX_LENGTH) return refused("it is larger than 10 MB");
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return refused("it is not JSON, or it is cut off");
  }
  const fields = new Map(Object.entries(data ?? {}));
  if (fields.get("format") !== FORMAT) return refused("it does not say that it holds answers");
  if (fields.get("format_version") !== FORMAT_VERSION) {
    return refused(`it is not of version ${FORMAT_VERSION} of the format; a newer handbook reads it`);
  }
  const given = fields.get("sheets");
  if (!Array.isArray(given) || !given.length) return refused("it holds no answers");
  if (given.length > MAX_SHEETS) return refused(`it has more than ${MAX_SHEETS} playbooks`);
  const sheets = new Map();
  for (const [at, one] of given.entries()) {
    const result = read(one);
    if (!result.ok) return refused(`playbook ${at + 1} of ${given.length}: ${result.reason}`);
    const { playbook } = result.sheet;
    if (sheets.has(playbook)) return refused(`"${playbook}" is in it twice`);
    sheets.set(playbook, result.sheet);
  }
  return { ok: true, sheets: [...sheets.values()] };
}

function refused(reason) {
  return { ok: false, reason };
}
