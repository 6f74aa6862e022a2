// Everything in progress as one file, to keep, to move to another browser, or to hand over.
// generator/browser_files.py describes it.

import { dayOf } from "../base/day.js";
import { opened } from "../answers/opened.js";
import { isEmpty, read, toJson } from "../answers/sheet.js";
import * as comparison from "../vendors/comparison.js";

export const FORMAT = "decision-handbook-answers";
const FORMAT_VERSION = 1;
const MAX_SHEETS = 2_000;

/** The file's text; `when` is a time as in 2026-11-20T10:00:00.000Z. */
export function writeFile({ sheets, vendors }, { when, handbook_version }) {
  const data = {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    exported: when,
    handbook_version,
    sheets: sheets.filter((sheet) => !isEmpty(sheet)).map(toJson),
    vendors: comparison.toData(vendors),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** What the file is called, with the day on the reader's clock. */
export function fileName(now) {
  return `${FORMAT}-${dayOf(now)}.json`;
}

/**
 * Every sheet and every compared vendor of a file, or why none of it can be used:
 * { ok, sheets, vendors } or { ok, reason }. A file of compared vendors alone will do.
 */
export function readFile(text) {
  const file = opened(text);
  if (!file.ok) return file;
  const { fields } = file;
  if (fields.get("format") === comparison.FORMAT) {
    const compared = comparison.parse(text);
    return compared.ok ? { ok: true, sheets: [], vendors: compared.comparison.vendors } : compared;
  }
  if (fields.get("format") !== FORMAT) return refused("it does not say that it holds answers");
  if (fields.get("format_version") !== FORMAT_VERSION) {
    return refused(`it is not of version ${FORMAT_VERSION} of the format; a newer handbook reads it`);
  }
  const given = fields.get("sheets");
  if (!Array.isArray(given)) return refused("it has no list of answers");
  // Files from before vendors came along have no list of them.
  const compared = comparison.readVendors(fields.has("vendors") ? fields.get("vendors") : []);
  if (!compared.ok) return compared;
  if (!given.length && !compared.vendors.length) return refused("it holds no answers");
  if (given.length > MAX_SHEETS) return refused(`it has more than ${MAX_SHEETS} playbooks`);
  const sheets = new Map();
  for (const [at, one] of given.entries()) {
    const result = read(one);
    if (!result.ok) return refused(`playbook ${at + 1} of ${given.length}: ${result.reason}`);
    const { playbook } = result.sheet;
    if (sheets.has(playbook)) return refused(`"${playbook}" is in it twice`);
    sheets.set(playbook, result.sheet);
  }
  return { ok: true, sheets: [...sheets.values()], vendors: compared.vendors };
}

function refused(reason) {
  return { ok: false, reason };
}
