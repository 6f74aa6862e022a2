// Somebody's vendors beside mine, before and when they come in. Pure. Of a vendor, its name and both
// of its sheets are taken together, each in the way that answers/preview.js has.

import { preview, taken } from "../answers/preview.js";
import { make } from "../answers/sheet.js";
import { MAX_VENDORS, PARTS } from "./comparison.js";

/**
 * Their vendors, each with mine or null: [{ mine, theirs }]. It is the same vendor by its id, which
 * an exported one keeps, or else by its name.
 */
export function paired(mine, theirs) {
  const byId = (one) => mine.find(({ id }) => id === one.id);
  const met = new Set(theirs.map(byId));
  return theirs.map((one) => {
    const name = one.name.trim();
    const found = byId(one) ?? mine.find((other) => name && other.name.trim() === name && !met.has(other));
    met.add(found);
    return { mine: found ?? null, theirs: one };
  });
}

/** As `preview` of sheets, for a vendor; a row's id is "name", or as in "questions#named-systems". */
export function previewOf(mine, theirs) {
  const before = mine ?? { name: "", questions: make(theirs.questions), signs: make(theirs.signs) };
  const seen = named(before.name, theirs.name);
  for (const part of PARTS) {
    const found = preview(before[part], theirs[part]);
    for (const [way, rows] of Object.entries(found)) {
      seen[way].push(...rows.map((row) => ({ ...row, id: `${part}#${row.id}` })));
    }
  }
  return seen;
}

function named(mine, theirs) {
  const seen = { mine: [], theirs: [], merge: [], conflicts: [] };
  if (mine === theirs) return seen;
  const row = { kind: "name", id: "name", field: "name" };
  seen.theirs.push({ ...row, from: mine, to: theirs });
  if (!mine.trim()) seen.merge.push({ ...row, from: mine, to: theirs });
  else if (theirs.trim()) seen.conflicts.push({ ...row, mine, theirs });
  return seen;
}

/**
 * The comparison with vendors taken in, a list of { mine, theirs, way }: { ok, comparison }, or
 * { ok: false, reason } where there is no room for all of them.
 */
export function withTaken({ vendors }, incoming) {
  const made = [...vendors];
  for (const { mine, theirs, way } of incoming.filter(({ way }) => way !== "mine")) {
    const at = made.findIndex(({ id }) => id === (mine ?? theirs).id);
    if (at < 0) made.push(theirs);
    else made[at] = oneOf(made[at], theirs, way);
  }
  if (made.length <= MAX_VENDORS) return { ok: true, comparison: { vendors: made } };
  const reason = `There is room for ${MAX_VENDORS} vendors, and these would make ${made.length}. Leave some out.`;
  return { ok: false, reason };
}

function oneOf(mine, theirs, way) {
  const [name] = way === "theirs" ? [theirs.name] : [mine.name, theirs.name].filter((one) => one.trim());
  const made = { id: mine.id, name: name ?? "" };
  for (const part of PARTS) made[part] = taken(mine[part], theirs[part], way);
  return made;
}
