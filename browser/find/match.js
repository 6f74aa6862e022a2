// Which items are found, how many each choice would find, and what stands in the way. Pure.
//
//   item      { words, values: Map(facet => [value]) }     words as the search splits them
//   wanted    { sought, chosen: Map(facet => Set(value)) }     sought as in ways.js

import { holds } from "./ways.js";

/** The name of the text field among the facets. */
export const TEXT = "q";

/**
 * Items match if they hold every word of the text in one of its ways, and every facet with choices
 * has one of them. A choice counts the items that the other facets and the text let through, and
 * `without` says of each facet in use, and of the text, how many items there were if it was dropped.
 */
export function match(items, { sought, chosen }) {
  const used = [...chosen].filter(([, values]) => values.size);
  const found = new Set();
  const counts = new Map([...chosen.keys()].map((facet) => [facet, new Map()]));
  const without = new Map(used.map(([facet]) => [facet, 0]));
  if (sought.length) without.set(TEXT, 0);

  for (const item of items) {
    const missed = used
      .filter(([facet, values]) => !valuesOf(item, facet).some((value) => values.has(value)))
      .map(([facet]) => facet);
    if (missed.length > 1) continue;
    if (!holds(item, sought)) missed.push(TEXT);
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
