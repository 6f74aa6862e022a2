// The words of a query to the terms of the index. A word may be known in this form, be the beginning
// of one that is being typed, be another form of a known one, or have a letter wrong.

import { oneEdit, sameStem } from "./near.js";

const MOST_CORRECTED = 1;
const MOST_BEGUN = 3;
const MOST_MEANT = 2;
const BEGUN_FROM = 3;
const CORRECTED_FROM = 6;

// How sure it is that a word means a term: from known, over begun and inflected, to corrected.
const BEGUN_TOO = 0.25;
const BEGUN = 0.8;
const INFLECTED = 0.9;
const CORRECTED = 0.7;

/**
 * For each word the terms that it may mean, with how sure that is, and the forms of them to mark:
 * `[{ word, terms: Map, forms }]`. If the query is `unfinished`, its last word may go on.
 */
export async function resolve(words, tables, unfinished) {
  let corrected = 0;
  const resolved = [];
  for (const [number, word] of words.entries()) {
    const begun = unfinished && number === words.length - 1 && word.length >= BEGUN_FROM;
    const seen = [];
    const around = async (first, last = `${first}\uffff`) => {
      const rows = await tables.around("words", first, last);
      seen.push(...rows);
      return rows;
    };
    let terms = await asTyped(word, around, begun);
    if (!terms.size) terms = await otherForms(word, around);
    if (!terms.size && word.length >= CORRECTED_FROM && corrected < MOST_CORRECTED) {
      corrected += 1;
      terms = await corrections(word, around, tables);
    }
    const forms = seen.filter(([, term]) => terms.has(term)).map(([form]) => form);
    resolved.push({ word, terms, forms });
  }
  return resolved;
}

async function asTyped(word, around, begun) {
  const rows = await (begun ? around(word) : around(word, word));
  const exact = rows.find(([form]) => form === word);
  const longer = begun ? rows.filter(([form]) => form.startsWith(word)) : [];
  const terms = weighed(commonest(longer, MOST_BEGUN), exact ? BEGUN_TOO : BEGUN);
  return exact ? terms.set(exact[1], 1) : terms;
}

async function otherForms(word, around) {
  const beginning = word.slice(0, Math.max(4, Math.floor(word.length * 0.6)));
  const rows = await around(beginning);
  return weighed(commonest(rows.filter(([form]) => sameStem(form, word)), MOST_MEANT), INFLECTED);
}

/** Words one letter away: of a misspelt word one half is right, so it is looked up by either. */
async function corrections(word, around, tables) {
  const meant = [word, word.replace(/(?:s|es|ed|ing)$/, "")];
  const close = (form) => meant.some((one) => oneEdit(form, one));
  const half = Math.floor(word.length / 2) - 1;
  const beginning = word.slice(0, half);
  const ending = backwards(word).slice(0, half);
  const [rows, endings] = await Promise.all([
    around(beginning),
    tables.around("endings", ending, `${ending}\uffff`),
  ]);
  const others = endings.map(([form]) => backwards(form)).filter(close).slice(0, MOST_MEANT);
  const found = await Promise.all(others.map((form) => tables.row("words", form)));
  const near = [...rows.filter(([form]) => close(form)), ...found.filter(Boolean)];
  return weighed(commonest(near, MOST_MEANT), CORRECTED);
}

function backwards(word) {
  return [...word].reverse().join("");
}

function commonest(rows, most) {
  const sorted = [...rows].sort(([, , one], [, , other]) => other - one);
  return [...new Set(sorted.map(([, term]) => term))].slice(0, most);
}

function weighed(terms, sure) {
  return new Map(terms.map((term) => [term, sure]));
}
