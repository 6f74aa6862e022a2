// A query to the entries that answer it best. Entries that have all of its words come before those
// that have some, rare words weigh more, and a title that says the query comes first.

import { resolve } from "./resolve.js";
import { score } from "./score.js";
import { split } from "./words.js";

const MOST_WORDS = 6;
const CANDIDATES = 12;
const SHOWN = 8;
const FAINT = 0.3;
const SURE = 3; // shown however faint: what the best one says may not be what was meant
const NAMED = 1.3;
const LIFT = 0.2;
const LIFTING = 3;

/**
 * What a query finds: `{ results: [{ address, title, where, text }], forms }`, the best first;
 * `forms` holds the words to mark in them. The last word may still be being typed.
 */
export async function find(query, directory, tables) {
  tables.begin();
  const typed = split(query);
  const unfinished = /[\p{L}\p{N}]$/u.test(query);
  const resolved = await resolve(wordsOf(typed, directory), tables, unfinished);
  const scores = await score(typed, resolved, directory, tables);
  const best = [...scores]
    .sort(([one, a], [other, b]) => b - a || one - other)
    .slice(0, CANDIDATES);
  const candidates = await Promise.all(
    best.map(async ([number, score]) => {
      const [address, title, where, text, names] = await tables.entry(number);
      const named = typed.length > 1 && runs(names, typed) ? NAMED : 1;
      return { address, title, where, text, score: score * named, said: said(typed, title) };
    }),
  );
  lift(candidates);
  candidates.sort((one, other) => other.said - one.said || other.score - one.score);
  const faint = Math.max(0, ...candidates.map(({ score }) => score)) * FAINT;
  return {
    results: candidates
      .filter(({ score, said }, at) => at < SURE || said || score >= faint)
      .slice(0, SHOWN),
    forms: new Set(resolved.flatMap(({ forms }) => forms)),
  };
}

function wordsOf(typed, { stopWords }) {
  const content = typed.filter((word) => !stopWords.includes(word));
  return [...new Set(content.length ? content : typed)].slice(0, MOST_WORDS);
}

/** How a title says the query: 2 with all of its words, 1 with some, else 0. */
function said(typed, title) {
  if (!runs(title, typed)) return 0;
  if (split(title).length === typed.length) return 2;
  return typed.length > 1 ? 1 : 0;
}

/** Whether a text holds the words one after the other. */
function runs(text, words) {
  return ` ${split(text).join(" ")} `.includes(` ${words.join(" ")} `);
}

/** Lifts a page of which several parts answer too: the question is about all of it. */
function lift(candidates) {
  for (const page of candidates.filter(({ address }) => !address.includes("#"))) {
    const parts = candidates.filter(({ address }) => address.startsWith(`${page.address}#`));
    for (const { score } of parts.slice(0, LIFTING)) page.score += LIFT * score;
  }
}
