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

function oneLine(text) {
  return text.replace(SPACE, " ").replace(/^ | $/g, "");
}

function markdown(text) {
  return oneLine(text).replace(MARKUP, inert);
}

const JIRA =
  /[{}[\]|]|[*_+^~-]|!(?=[^ ])|\?(?=\?)|:(?=[()]|[PD](?![\p{L}\p{N}_]))|;(?=\))|\((?=(?:y|n|i|\/|x|!|\+|-|\?|on|off|\*[rgby]?|flag|flagoff)\))/gu;
const WORD = /[\p{L}\p{N}_]/u;

// Emphasis begins after what is no word and before what is no space, and ends the other way round.
// Older Safari knows no lookbehind.
function mayEmphasise(whole, at) {
  const before = [...whole.slice(Math.max(0, at - 2), at)].pop() ?? "";
  const after = String.fromCodePoint(whole.codePointAt(at + 1) ?? 32);
  return (!WORD.test(before) && after !== " ") || (before && before !== " " && !WORD.test(after));
}

function jira(text) {
  const escaped = (part) =>
    part.replace(JIRA, (mark, at, whole) =>
      "*_+^~-".includes(mark) && !mayEmphasise(whole, at) ? mark : `\\${mark}`,
    );
  const line = oneLine(text).replace(/&(?=#?[\p{L}\p{N}_]+;)/gu, "&#38;");
  return line.split("\\").map(escaped).join("&#92;");
}

const NOT_YAML = /[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/gu;

function inUnicode(mark) {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The escapes that slots name. */
export const ESCAPES = {
  cell: (text) => text.replaceAll('"', '""'),
  html: (text) => text.replace(/[&<>"']/g, (mark) => HTML[mark]).replace(/\r\n|\r|\n/g, "<br>"),
  indented: (text) => text.replace(/\r\n|\r|\n/g, "\n      "),
  jira,
  json: (text) => JSON.stringify(text).slice(1, -1).replace(NOT_YAML, inUnicode),
  markdown,
};

/** What a slot shows of an answer, or nothing. */
export function value(answer, field) {
  if (field === "waiver") {
    const waiver = answer.waiver;
    if (!waiver) return "";
    return `${waiver.reason} (${waiver.approver}${waiver.until ? ` until ${waiver.until}` : ""})`;
  }
  if (field !== "not_applicable") return String(answer[field] || "");
  const given = answer.not_applicable;
  if (!given) return "";
  return given.approver ? `${given.reason} (${given.approver})` : given.reason;
}

/**
 * The text that the segments make with a sheet's answers, a Map by item id, and its parameters, a
 * Map by their ids: a slot without an item shows a parameter.
 */
export function join(segments, answers, parameters = new Map()) {
  return segments
    .map((segment) => {
      if (typeof segment === "string") return segment;
      const answer = answers.get(segment.item);
      const filled = segment.item ? answer && value(answer, segment.field) : parameters.get(segment.field);
      const shown = filled || "";
      if (!shown) return "";
      const escaped = segment.escapes.reduce((text, name) => ESCAPES[name](text), shown);
      return `${segment.prefix || ""}${escaped}${segment.suffix || ""}`;
    })
    .join("");
}
