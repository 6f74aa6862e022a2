// A text to its words, as the index has them: generator/search_words.py splits in the same manner,
// and both are held to tests/cases/search/words.json. Stems and spellings come from the index.

const WORD =
  /(?<percent>\p{N}+(?:[.,]\p{N}+)*)\s?(?:[%％]|per\s?cent(?![\p{L}\p{N}]))|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}\p{M}]+(?:['’‘ʼ][\p{L}\p{N}\p{M}]+)*/giu;

/** The words of a text with where each begins and ends: `[{ word, start, end }]`. */
export function locate(text) {
  return [...text.matchAll(WORD)].map((match) => ({
    word: match.groups.percent ? `${match.groups.percent}%` : folded(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The words of a text in small letters, without accents or apostrophes. */
export function split(text) {
  return locate(text).map(({ word }) => word);
}

function folded(word) {
  return word
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’‘ʼ]s$/, "")
    .replace(/['’‘ʼ]/g, "");
}
