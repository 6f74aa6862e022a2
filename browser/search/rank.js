// A query to the entries that answer it best. Entries with all of its words come before others that
// match as well, rare words weigh more, and a title that holds the query comes first.

import { oneEdit, sameStem } from "./near.js";
import { split } from "./words.js";

const MOST_WORDS = 6;
const MOST_CORRECTED = 1;
const LONGEST_PHRASE = 4;
const SYNONYM = 0.9;
const MOST_BEGUN = 3;
const MOST_MEANT = 2;
const BEGUN_FROM = 3;
const CORRECTED_FROM = 6;
const CANDIDATES = 12;
const SHOWN = 8;
const FAINT = 0.3;

/**
 * What a query finds: `{ results: [{ address, title, where, text }], forms }`, the best first;
 * `forms` holds the words to mark in them. The last word may still be being typed.
 */
export async function find(query, directory, tables) {
  const typed = split(query);
  const meant = await resolved(wordsOf(typed, directory), tables, /[\p{L}\p{N}]$/u.test(query));
  const scores = scored(await voiced(typed, meant, directory, tables), directory);
  const best = [...scores.entries()]
    .sort(([one, a], [other, b]) => b - a || one - other)
    .slice(0, CANDIDATES);
  const candidates = await Promise.all(
    best.map(async ([number, score]) => {
      const [address, title, where, text] = await tables.entry(number);
      return { address, title, where, text, score, said: saidIn(title, typed) };
    }),
  );
  candidates.sort((one, other) => other.said - one.said || other.score - one.score);
  const faint = Math.max(0, ...candidates.map(({ score }) => score)) * FAINT;
  return {
    results: candidates.filter(({ score, said }) => said || score >= faint).slice(0, SHOWN),
    forms: new Set(meant.flatMap(({ forms }) => forms)),
  };
}

function wordsOf(typed, { stopWords }) {
  const stop = new Set(stopWords);
  const content = typed.filter((word) => !stop.has(word));
  return [...new Set(content.length ? content : typed)].slice(0, MOST_WORDS);
}

/** How a title says the query: 2 as a whole, 1 as a phrase in it, else 0. */
function saidIn(title, typed) {
  const [whole, phrase] = [split(title), typed].map((words) => ` ${words.join(" ")} `);
  if (whole === phrase) return 2;
  return typed.length > 1 && whole.includes(phrase) ? 1 : 0;
}

/** For each word the terms that it may mean, each with how sure that is, and their forms. */
async function resolved(words, tables, unfinished) {
  let corrected = 0;
  const meant = [];
  for (const [number, word] of words.entries()) {
    const begun = unfinished && number === words.length - 1 && word.length >= BEGUN_FROM;
    const known = await tables.around("words", word, begun ? `${word}\uffff` : word);
    let terms = meantBy(word, known, begun);
    if (!terms.size) terms = await otherForms(word, tables);
    if (!terms.size && word.length >= CORRECTED_FROM && corrected < MOST_CORRECTED) {
      corrected += 1;
      terms = await corrections(word, tables);
    }
    const forms = known.filter(([, term]) => terms.has(term)).map(([form]) => form);
    meant.push({ word, terms, forms });
  }
  return meant;
}

function meantBy(word, known, begun) {
  const exact = known.find(([form]) => form === word);
  const terms = new Map();
  if (begun) {
    const longer = known.filter(([form]) => form.startsWith(word));
    for (const term of commonest(longer, MOST_BEGUN)) terms.set(term, exact ? 0.4 : 0.8);
  }
  return exact ? terms.set(exact[1], 1) : terms;
}

async function otherForms(word, tables) {
  const beginning = word.slice(0, Math.max(4, Math.floor(word.length * 0.6)));
  const rows = await tables.around("words", beginning, `${beginning}\uffff`);
  return weighed(commonest(rows.filter(([form]) => sameStem(form, word)), MOST_MEANT), 0.9);
}

/** Words with a letter wrong: one of a word's halves is right, so it is looked up by each. */
async function corrections(word, tables) {
  const meant = [word, word.replace(/(?:s|es|ed|ing)$/, "")];
  const close = (form) => meant.some((one) => oneEdit(form, one));
  const half = Math.floor(word.length / 2) - 1;
  const beginning = word.slice(0, half);
  const ending = [...word].reverse().join("").slice(0, half);
  const [rows, backwards] = await Promise.all([
    tables.around("words", beginning, `${beginning}\uffff`),
    tables.around("endings", ending, `${ending}\uffff`),
  ]);
  const near = rows.filter(([form]) => close(form));
  const others = backwards
    .map(([form]) => [...form].reverse().join(""))
    .filter(close)
    .slice(0, MOST_MEANT);
  const found = await Promise.all(others.map((form) => tables.row("words", form)));
  return weighed(commonest([...near, ...found.filter(Boolean)], MOST_MEANT), 0.7);
}

function commonest(rows, most) {
  const sorted = [...rows].sort(([, , one], [, , other]) => other - one);
  return [...new Set(sorted.map(([, term]) => term))].slice(0, most);
}

function weighed(terms, weight) {
  return new Map(terms.map((term) => [term, weight]));
}

/**
 * For each word the rows of the index that speak for it: its own, and those of its synonyms, alone
 * or as part of a phrase.
 */
async function voiced(typed, meant, directory, tables) {
  const rows = new Map();
  const row = async (key) => {
    if (!rows.has(key)) rows.set(key, await tables.row("postings", key));
    return rows.get(key);
  };
  const voices = meant.map(() => []);
  for (const [number, { terms }] of meant.entries()) {
    for (const [term, sure] of terms) {
      const own = await row(term);
      if (!own) continue;
      const groups = (await Promise.all((own[3] ?? []).map(row))).filter(Boolean);
      // A word weighs no more than its synonyms do, or the one entry with the rare word would win.
      const rarity = groups.length ? Math.max(...groups.map((group) => group[1])) : own[1];
      voices[number].push([own, sure * Math.min(1, rarity / own[1] || 0)]);
      for (const group of groups) voices[number].push([group, sure * SYNONYM]);
    }
  }
  for (const { key, numbers } of phrasesOf(typed, meant, directory)) {
    const groups = (await row(key))?.[3] ?? [];
    for (const group of groups) {
      for (const number of numbers) voices[number].push([await row(group), 1]);
    }
  }
  return voices.map((all) => all.filter(([found]) => found));
}

/** The query's runs of two to four words, as the index names them, with the words they hold. */
function* phrasesOf(typed, meant, { stopWords, particles }) {
  const passed = new Set(stopWords.filter((word) => !particles.includes(word)));
  const parts = typed.filter((word) => !passed.has(word)).map((word) => {
    const number = meant.findIndex((one) => one.word === word);
    const [term] = meant[number]?.terms.keys() ?? [];
    return { term: term ?? word, number };
  });
  for (let start = 0; start < parts.length; start += 1) {
    for (let end = start + 2; end <= Math.min(parts.length, start + LONGEST_PHRASE); end += 1) {
      const run = parts.slice(start, end);
      const numbers = run.map(({ number }) => number).filter((number) => number >= 0);
      yield { key: run.map(({ term }) => term).join(" "), numbers };
    }
  }
}

/** Each entry's score: what its words weigh, times the square of the share of the query it has. */
function scored(voices, { levels }) {
  const sums = new Map();
  const shares = new Map();
  let whole = 0;
  for (const voice of voices) {
    const heaviest = new Map();
    let rarity = 0;
    for (const [row, sure] of voice) {
      rarity = Math.max(rarity, row[1] * sure);
      for (const [number, level] of entriesOf(row)) {
        const weight = (row[1] * sure * level) / levels;
        if (weight > (heaviest.get(number) ?? 0)) heaviest.set(number, weight);
      }
    }
    whole += rarity;
    for (const [number, weight] of heaviest) {
      sums.set(number, (sums.get(number) ?? 0) + weight);
      shares.set(number, (shares.get(number) ?? 0) + rarity);
    }
  }
  return new Map([...sums].map(([n, sum]) => [n, sum * (shares.get(n) / whole) ** 2]));
}

function* entriesOf([, , byLevel]) {
  for (const [level, gaps] of byLevel) {
    let number = 0;
    for (const gap of gaps) {
      number += gap;
      yield [number, level];
    }
  }
}
