// What the words of a text may stand for, as the search takes them too: the beginning of a word, a
// word with a letter wrong, or a synonym of the word or of a phrase that holds it. Pure.
//
//   way     { words, whole }     words that follow one another; beginnings unless they are `whole`

import { oneEdit } from "../search/near.js";
import { split } from "../search/words.js";

const CORRECTED_FROM = 6;
const ENDING = /^(?:s|es|d|ed|ing)?$/;

/** Of each word that counts: `{ word, ways }`, the first way the word itself. */
export function waysOf(text, known = new Set(), { stopWords = [], groups = [] } = {}) {
  const typed = split(text);
  const likely = typed.map((word) => [word, ...corrections(word, known)]);
  const ways = likely.map((forms) => forms.map((form) => ({ words: [form], whole: false })));
  const phrased = likely.map((forms) => forms.flatMap((form) => [form, form.replace(/s$/, "")]));
  for (const group of groups) {
    const said = group.flatMap((phrase) => placesOf(phrase, phrased));
    for (const at of new Set(said)) ways[at].push(...group.map((words) => ({ words, whole: true })));
  }
  const all = typed.map((word, at) => ({ word, ways: ways[at] }));
  const content = all.filter(({ word }) => !stopWords.includes(word));
  return content.length ? content : all;
}

/**
 * The words of a text as they are to be looked for among items: as typed, with a letter put right,
 * and by their synonyms too if no item holds them otherwise.
 */
export function soughtIn(items, text, known, lexicon) {
  const typed = waysOf(text, known, { ...lexicon, groups: [] });
  return items.some((item) => holds(item, typed)) ? typed : waysOf(text, known, lexicon);
}

/** Whether an item holds every word in one of its ways. */
export function holds(item, sought) {
  return sought.every(({ ways }) => ways.some((way) => goes(way, item.words)));
}

/** Whether the words follow one another somewhere among the words of an item. */
export function goes({ words, whole }, among) {
  const fits = (word, start) =>
    word.startsWith(start) && (!whole || ENDING.test(word.slice(start.length)));
  return among.some((word, at) => words.every((start, by) => fits(among[at + by] ?? "", start)));
}

function corrections(word, known) {
  if (word.length < CORRECTED_FROM) return [];
  const all = [...known];
  return all.some((one) => one.startsWith(word)) ? [] : all.filter((one) => oneEdit(one, word));
}

/** The numbers of the words typed that a phrase takes up. */
function placesOf(phrase, typed) {
  const places = [];
  for (let start = 0; start + phrase.length <= typed.length; start += 1) {
    if (phrase.every((word, by) => typed[start + by].includes(word))) {
      places.push(...phrase.map((_, by) => start + by));
    }
  }
  return places;
}
