// A copy as text: a Markdown task list, and a list in HTML. Pure: what a page holds is read in
// reading.js, into
//
//   copy      { title, facts: [detail], sections: [{ title, entries }], identity }
//   entry     { text, strength, marks: [text], details: [detail], address }
//   detail    { label, lines: [line] }
//   line      { depth, mark: "" | "-" | "1.", text }
//
// An entry with a strength is a task. Whatever is empty is left out.

import { ESCAPES } from "../segments/join.js";

/** How many tasks a copy holds. */
export function tasks({ sections }) {
  return sections.flatMap(({ entries }) => entries).filter(({ strength }) => strength).length;
}

/**
 * Text that GFM shows as it stands, and that reads as itself in a plain field too: only what would
 * be markup has a backslash. Files have the stricter escape of the segments, since nobody reads
 * them before GFM does.
 */
export function escaped(text) {
  return text
    .replace(/[\\`*[~]|<(?=[a-z/!?])|&(?=#?\w+;)/gi, "\\$&")
    .replace(/(^|\s)#/g, "$1\\#")
    .replace(/_/g, (mark, at, whole) => (inWord(whole, at) ? mark : `\\${mark}`));
}

function inWord(text, at) {
  return [text[at - 1], text[at + 1]].every((mark) => mark && /[\p{L}\p{N}]/u.test(mark));
}

/** The same where a line begins, and a list, a quote or a rule could. */
function opening(text) {
  return escaped(text).replace(/^(?:>|[+-](?=[\s-]|$)|(\d{1,9})(?=[.)](?:\s|$)))/, (mark, number) =>
    number === undefined ? `\\${mark}` : `${number}\\`,
  );
}

/** The copy as a GFM task list. */
export function asMarkdown({ title, facts, sections, identity }) {
  const blocks = [
    title && `# ${escaped(title)}`,
    facts.flatMap((fact) => detailMarkdown(fact, "")).join("\n"),
    ...sections.flatMap((section) => [
      section.title && `## ${escaped(section.title)}`,
      section.entries.flatMap(entryMarkdown).join("\n"),
    ]),
    opening(identity),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function entryMarkdown({ text, strength, marks, details, address }) {
  const words = `**${escaped(text)}**`;
  return [
    strength ? `- [ ] ${words} (${strength})` : `- ${words}`,
    ...(marks.length ? [`  - ${escaped(marks.join("; "))}`] : []),
    ...details.flatMap((detail) => detailMarkdown(detail, "  ")),
    ...(address ? [`  - ${escaped(address)}`] : []),
  ];
}

function detailMarkdown({ label, lines }, indent) {
  if (!label) return nestedMarkdown(lines, indent);
  const [first, ...rest] = lines;
  return first && !first.mark
    ? [`${indent}- ${opening(`${label}: ${first.text}`)}`, ...nestedMarkdown(rest, `${indent}  `)]
    : [`${indent}- ${opening(label)}:`, ...nestedMarkdown(lines, `${indent}  `)];
}

function nestedMarkdown(lines, indent) {
  const indents = [indent];
  return lines.flatMap(({ depth, mark, text }, at) => {
    const bullet = mark || "-";
    indents[depth + 1] = indents[depth] + " ".repeat(bullet.length + 1);
    const line = `${indents[depth]}${bullet} ${opening(text)}`;
    // CommonMark lets only a list that begins with 1 follow a paragraph without an empty line.
    const apart = /^\d/.test(bullet) && bullet !== "1." && !/^\d/.test(lines[at - 1]?.mark ?? "");
    return apart ? ["", line] : [line];
  });
}

/** The copy as one list in HTML, of ul, li and strong alone. */
export function asHtml({ title, facts, sections, identity }) {
  const inner = [
    ...facts.map(detailHtml),
    ...sections.flatMap((section) => {
      const entries = section.entries.map(entryHtml);
      return section.title ? [li(strong(section.title), entries)] : entries;
    }),
    li(ESCAPES.html(identity)),
  ];
  return list(title ? [li(strong(title), inner)] : inner);
}

function entryHtml({ text, strength, marks, details }) {
  const inner = details.flatMap((detail) =>
    detail.label ? [detailHtml(detail)] : linesHtml(detail.lines),
  );
  if (marks.length) inner.unshift(li(ESCAPES.html(marks.join("; "))));
  return li(strong(text) + (strength ? ` (${ESCAPES.html(strength)})` : ""), inner);
}

function detailHtml({ label, lines }) {
  const [first, ...rest] = lines;
  return first && !first.mark
    ? li(`${strong(`${label}:`)} ${ESCAPES.html(first.text)}`, linesHtml(rest))
    : li(strong(`${label}:`), linesHtml(lines));
}

/** The lines, each with those below it that stand deeper. A bullet has no number: the text does. */
function linesHtml(lines) {
  const entries = [];
  for (let at = 0; at < lines.length; ) {
    const { depth, mark, text } = lines[at];
    let end = at + 1;
    while (end < lines.length && lines[end].depth > depth) end += 1;
    const number = /^\d/.test(mark) ? `${mark} ` : "";
    entries.push(li(ESCAPES.html(number + text), linesHtml(lines.slice(at + 1, end))));
    at = end;
  }
  return entries;
}

function strong(text) {
  return `<strong>${ESCAPES.html(text)}</strong>`;
}

function li(html, inner = []) {
  return `<li>${html}${inner.length ? list(inner) : ""}</li>`;
}

function list(entries) {
  return `<ul>${entries.join("")}</ul>`;
}
