// Which items are found, how many each choice would find, and what stands in the way. Pure.
//
//   item      { words, values: Map(facet => [value]) }     words as `wordsOf` has them
//   wanted    { text, chosen: Map(facet => Set(value)) }

/** The name of the text field among the facets. */
export const TEXT = "q";

/** The words of a text in lower case, without accents and apostrophes. */
export function wordsOf(text) {
  const bare = text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase();
  return bare.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Items match if every word of the text begins one of theirs, and every facet with choices has one
 * of them. A choice counts the items that the other facets and the text let through, and
 * `without` says of each facet in use, and of the text, how many items there were if it was dropped.
 */
export function match(items, { text, chosen }) {
  const beginnings = wordsOf(text);
  const used = [...chosen].filter(([, values]) => values.size);
  const found = new Set();
  const counts = new Map([...chosen.keys()].map((facet) => [facet, new Map()]));
  const without = new Map(used.map(([facet]) => [facet, 0]));
  if (beginnings.length) without.set(TEXT, 0);

  for (const item of items) {
    const missed = used
      .filter(([facet, values]) => !valuesOf(item, facet).some((value) => values.has(value)))
      .map(([facet]) => facet);
    if (missed.length > 1) continue;
    if (!beginnings.every((start) => item.words.some((word) => word.startsWith(start)))) {
      missed.push(TEXT);
    }
    if (missed.length > 1) continue;
    const [only] = missed;
    if (only) without.set(only, without.get(only) + 1);
    else found.add(item);
    for (const [facet, tally] of counts) {
      if (only && only !== facet) continue;
      for (const value of valuesOf(item, facet)) tally.set(value, (tally.get(value) ?? 0) + 1);
    }
  }
  for (const [facet, more] of without) without.set(facet, more + found.size);
  return { found, counts, without };
}

function valuesOf(item, facet) {
  return item.values.get(facet) ?? [];
}
