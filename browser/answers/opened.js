// A file's text, or a kept one, as far as every format of ours goes the same way.

const MAX_LENGTH = 10_000_000;

/**
 * The fields that a text of JSON holds: { ok, fields } or { ok: false, reason }. A Map, so that no
 * name of a field can reach a prototype.
 */
export function opened(text) {
  if (text.length > MAX_LENGTH) return { ok: false, reason: "it is larger than 10 MB" };
  try {
    return { ok: true, fields: new Map(Object.entries(JSON.parse(text) ?? {})) };
  } catch {
    return { ok: false, reason: "it is not JSON, or it is cut off" };
  }
}
