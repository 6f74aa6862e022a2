// What a result shows of its text: the stretch with most of the words looked for, and those marked.

import { locate } from "./words.js";

const LENGTH = 170;
const LEAD = 40;

/** A text cut at the words to mark: `[{ text, marked }]`. */
export function marked(text, forms) {
  const pieces = [];
  let from = 0;
  for (const { word, start, end } of locate(text)) {
    if (!forms.has(word)) continue;
    if (start > from) pieces.push({ text: text.slice(from, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), marked: false });
  return pieces;
}

/** The part of a text, about two lines long, that holds most of the words to mark. */
export function excerpt(text, forms) {
  const found = locate(text).filter(({ word }) => forms.has(word));
  let best = { start: 0, count: 0 };
  for (const { start } of found) {
    const inside = found.filter((one) => one.start >= start && one.end <= start + LENGTH - LEAD);
    const count = new Set(inside.map(({ word }) => word)).size;
    if (count > best.count) best = { start, count };
  }
  const from = best.start > LEAD ? text.indexOf(" ", best.start - LEAD) + 1 : 0;
  if (text.length - from <= LENGTH) return (from ? "… " : "") + text.slice(from);
  const to = text.lastIndexOf(" ", from + LENGTH);
  return `${from ? "… " : ""}${text.slice(from, to > from ? to : from + LENGTH)} …`;
}
