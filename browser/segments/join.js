// Joins the segments of a text format with a reader's answers, as generator/exports/base.py does.
// The escapes exist there and here; tests/cases/escapes.json holds both to the same results.

// What Python's str.split() takes for white space, which differs from \s in a few marks.
const SPACE =
  /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

const MARKUP =
  /[\\`*_{}[\]<>|~#$@]|&(?=[#A-Za-z])|:(?=\/\/|[\p{L}\p{N}_+-]+:)|[Ww][Ww][Ww]\.|^[-+=]|^\d+[.)]/gu;

function inert(mark) {
  if (mark === "@") return "&#64;<!-- -->";
  if (mark === "&" || mark === ":") return `&#${mark.charCodeAt(0)};`;
  if (/^w/i.test(mark)) return `${mark.slice(0, -1)}&#46;`;
  return `${mark.slice(0, -1)}\\${mark.slice(-1)}`;
}

function markdown(text) {
  return text.replace(SPACE, " ").replace(/^ | $/g, "").replace(MARKUP, inert);
}

/** The escapes that slots name. */
export const ESCAPES = {
  cell: (text) => text.replaceAll('"', '""'),
  html: (text) => text.replace(/[&<>"']/g, (mark) => HTML[mark]),
  markdown,
  none: (text) => text,
};

/** What a slot shows of an answer, or nothing. */
export function value(answer, field) {
  if (field !== "not_applicable") return String(answer[field] || "");
  const given = answer.not_applicable;
  if (!given) return "";
  return given.approver ? `${given.reason} (${given.approver})` : given.reason;
}

/** The text that the segments make with the answers, a Map of answers by item id. */
export function join(segments, answers) {
  return segments
    .map((segment) => {
      if (typeof segment === "string") return segment;
      const answer = answers.get(segment.item);
      const shown = answer ? value(answer, segment.field) : "";
      if (!shown) return "";
      const escaped = ESCAPES[segment.escape](shown);
      return `${segment.prefix || ""}${escaped}${segment.suffix || ""}`;
    })
    .join("");
}
