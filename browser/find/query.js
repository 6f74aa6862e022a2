// What is looked for: as a page's address has it (?q=data+owner&role=sponsor&role=legal), and in
// words. Pure. `facets` maps each facet to { title, values: Map(value => title) }.

import { TEXT } from "./match.js";

/** What the query asks for, and what of it no facet has; parameters of others are none of ours. */
export function readQuery(search, facets) {
  const given = new URLSearchParams(search);
  const chosen = new Map();
  const unknown = [];
  for (const [facet, { values }] of facets) {
    const asked = [...new Set(given.getAll(facet))];
    chosen.set(facet, new Set(asked.filter((value) => values.has(value))));
    unknown.push(...asked.filter((value) => !values.has(value)).map((value) => [facet, value]));
  }
  return { wanted: { text: given.get(TEXT) ?? "", chosen }, unknown };
}

/** The query that asks for this, with the parameters of others as they were in `search`. */
export function writeQuery(search, { text, chosen }) {
  const query = new URLSearchParams(search);
  for (const ours of [TEXT, ...chosen.keys()]) query.delete(ours);
  if (text) query.append(TEXT, text);
  for (const [facet, values] of chosen) {
    for (const value of values) query.append(facet, value);
  }
  const written = query.toString();
  return written && `?${written}`;
}

/** What is asked for in words, a facet or the text each: [[facet, "Role: Sponsor or Legal"]]. */
export function inWords({ text, chosen }, facets) {
  const parts = text ? [[TEXT, `Words: “${text}”`]] : [];
  for (const [facet, values] of chosen) {
    if (!values.size) continue;
    const { title, values: titles } = facets.get(facet);
    parts.push([facet, `${title}: ${[...values].map((value) => titles.get(value)).join(" or ")}`]);
  }
  return parts;
}
