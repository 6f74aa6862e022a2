// What is kept of a comparison: up to five vendors, each with a sheet (see ../answers/sheet.js) of
// its answers and one of the signs seen. Pure; what was kept or imported is checked field by field.

import { carry } from "../answers/aliases.js";
import * as edits from "../answers/edit.js";
import { opened } from "../answers/opened.js";
import { make, read, toJson } from "../answers/sheet.js";

export const FORMAT = "decision-handbook-vendors";
export const MAX_VENDORS = 5;
export const MAX_NAME = 200;
export const PARTS = ["questions", "signs"];
const FORMAT_VERSION = 1;
const ID = /^[0-9a-f]{16}$/;
const LONE = /\p{Surrogate}/u;

export function blank() {
  return { vendors: [] };
}

/** The text to keep or to export. */
export function write({ vendors }) {
  const data = {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    vendors: toData(vendors),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** The vendors as JSON data. */
export function toData(vendors) {
  return vendors.map(({ id, name, questions, signs }) => ({
    id,
    name,
    questions: toJson(questions),
    signs: toJson(signs),
  }));
}

/** The comparison that a text holds: { ok, comparison } or { ok: false, reason }. */
export function parse(text) {
  const file = opened(text);
  if (!file.ok) return file;
  const { fields } = file;
  if (fields.get("format") !== FORMAT) return refused("it does not say that it compares vendors");
  if (fields.get("format_version") !== FORMAT_VERSION) {
    return refused(`it is not of version ${FORMAT_VERSION} of the format; a newer handbook reads it`);
  }
  const found = readVendors(fields.get("vendors"));
  return found.ok ? { ok: true, comparison: { vendors: found.vendors } } : found;
}

/** The vendors that a list of JSON data holds: { ok, vendors } or { ok: false, reason }. */
export function readVendors(given) {
  if (!Array.isArray(given)) return refused("it has no list of vendors");
  if (given.length > MAX_VENDORS) return refused(`it has more than ${MAX_VENDORS} vendors`);
  const vendors = [];
  for (const [at, one] of given.entries()) {
    const result = vendorOf(one);
    if (!result.ok) return refused(`vendor ${at + 1} of ${given.length}: ${result.reason}`);
    if (vendors.some(({ id }) => id === result.vendor.id)) {
      return refused(`vendor ${at + 1} of ${given.length} is in it twice`);
    }
    vendors.push(result.vendor);
  }
  return { ok: true, vendors };
}

function vendorOf(data) {
  const fields = fieldsOf(data);
  if (!fields) return refused("it must be a record");
  const extra = [...fields.keys()].find((key) => !["id", "name", ...PARTS].includes(key));
  if (extra !== undefined) return refused(`it has a field "${extra.slice(0, 40)}", which does not exist`);
  const [id, name] = [fields.get("id"), fields.get("name")];
  if (typeof id !== "string" || !ID.test(id)) return refused(`"id" must be 16 of 0-9 and a-f`);
  if (typeof name !== "string" || name.length > MAX_NAME || LONE.test(name)) {
    return refused(`"name" must be text of at most ${MAX_NAME} characters`);
  }
  const vendor = { id, name };
  for (const part of PARTS) {
    const result = read(fields.get(part));
    if (!result.ok) return refused(`${part}: ${result.reason}`);
    vendor[part] = result.sheet;
  }
  return { ok: true, vendor };
}

/** The comparison with items as the pages now name them; `pages` has one for each part. */
export function carried({ vendors }, pages) {
  return {
    vendors: vendors.map((vendor) => {
      const made = { ...vendor };
      for (const part of PARTS) made[part] = carry(vendor[part], pages[part]).sheet;
      return made;
    }),
  };
}

/** What a vendor is called: by its place where it has no name. */
export function nameOf({ name }, at) {
  return name.trim() || `Vendor ${at + 1}`;
}

/** One more vendor, without a name. */
export function added({ vendors }, id, pages) {
  if (vendors.length >= MAX_VENDORS) return refused(`There is room for ${MAX_VENDORS} vendors.`);
  const vendor = { id, name: "", questions: make(pages.questions), signs: make(pages.signs) };
  return { ok: true, comparison: { vendors: [...vendors, vendor] } };
}

export function removed({ vendors }, id) {
  return { ok: true, comparison: { vendors: vendors.filter((vendor) => vendor.id !== id) } };
}

export function renamed(comparison, id, name) {
  if (name.length > MAX_NAME || LONE.test(name)) return refused("This name cannot be kept.");
  return changed(comparison, id, (vendor) => ({ ok: true, vendor: { ...vendor, name } }));
}

/** A field of an answer set: `part` says whether of a question or of a sign. */
export function answered(comparison, id, part, page, item, field, value) {
  return changed(comparison, id, (vendor) => {
    const result = edits.set(vendor[part], page, item, field, value);
    return result.ok ? { ok: true, vendor: { ...vendor, [part]: result.sheet } } : result;
  });
}

/** An answer taken back. */
export function emptied(comparison, id, part, item) {
  const cleared = (vendor) => ({ ...vendor, [part]: edits.clearItem(vendor[part], item) });
  return changed(comparison, id, (vendor) => ({ ok: true, vendor: cleared(vendor) }));
}

function changed({ vendors }, id, edit) {
  const vendor = vendors.find((one) => one.id === id);
  if (!vendor) return refused("This vendor was removed in another tab.");
  const result = edit(vendor);
  if (!result.ok) return result;
  const comparison = { vendors: vendors.map((one) => (one === vendor ? result.vendor : one)) };
  return { ok: true, comparison };
}

function fieldsOf(data) {
  const record = typeof data === "object" && data !== null && !Array.isArray(data);
  return record ? new Map(Object.entries(data)) : null;
}

function refused(reason) {
  return { ok: false, reason };
}
