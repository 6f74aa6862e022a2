// The words that the search passes over or takes for one another, from the search index.

import { scriptLoader } from "../search/load.js";

/** Promises `{ stopWords, groups }`; a group is a list of phrases, a phrase a list of words. */
export async function loadLexicon(document) {
  const load = scriptLoader(document, document.querySelector(".hb-search").dataset.index);
  const { version, stopWords } = await load("index.js");
  return { stopWords, groups: await load(`${version}/synonyms.js`) };
}
