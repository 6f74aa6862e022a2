// What the words of a query say for each entry. A word speaks through the rows of the index for its
// own term and for its synonyms, alone or in a phrase: `[term, rarity, entries by level, groups]`.

const LONGEST_PHRASE = 5;
const FIGURE = /\p{N}/u;
const SYNONYM = 0.9;
const UNRELATED = 0.4;
const BESIDE = 0.7;
const WITHIN = 0.6;
const COVERAGE = 1.5;

/** Each entry's score: what the words say for it, less the further it is from having them all. */
export async function score(typed, resolved, directory, tables) {
  const voices = resolved.map(() => []);
  for (const [number, { terms }] of resolved.entries()) {
    for (const [term, sure] of terms) {
      const row = await tables.row("postings", term);
      if (row) voices[number].push(...(await spoken(row, sure, tables)));
    }
  }
  const meant = resolved.map(() => []);
  for (const { key, numbers } of phrases(typed, resolved, directory)) {
    const row = await tables.row("postings", key);
    const groups = row ? await groupsOf(row, tables) : [];
    for (const number of numbers) meant[number].push(...groups.map((group) => voice(group, 1)));
  }
  for (const [number, said] of meant.entries()) {
    if (said.length) voices[number] = [...voices[number].map(fainter), ...said];
  }
  return summed(voices.map(limited(voices)), directory);
}

const voice = (row, sure, related = true) => ({ row, sure, related });
const fainter = (one) => ({ ...one, sure: one.sure * WITHIN });
const weight = ({ row, sure }) => row[1] * sure;

/**
 * A term's own voice and those of its synonyms. It weighs no more than they do, or the one entry
 * that has a rare word would win; a word without synonyms is seldom what the question is about.
 */
async function spoken(row, sure, tables) {
  const groups = await groupsOf(row, tables);
  if (!groups.length && FIGURE.test(row[0])) return [voice(row, sure)];
  if (!groups.length) return [voice(row, sure * UNRELATED, false)];
  const rarity = Math.max(...groups.map((group) => group[1]));
  const own = row[1] > rarity ? rarity / row[1] : 1;
  return [voice(row, sure * own), ...groups.map((group) => voice(group, sure * SYNONYM))];
}

async function groupsOf(row, tables) {
  const rows = await Promise.all((row[3] ?? []).map((name) => tables.row("postings", name)));
  return rows.filter(Boolean);
}

/** Keeps the words without synonyms below the others, however rare they are. */
function limited(voices) {
  const related = voices.flat().filter((one) => one.related);
  const most = Math.max(0, ...related.map(weight)) * BESIDE;
  const less = (one) =>
    one.related || !most || weight(one) <= most ? one : { ...one, sure: most / one.row[1] };
  return (all) => all.map(less);
}

/** The query's runs of words as the index names phrases, with the numbers of the words in them. */
function* phrases(typed, resolved, { glue }) {
  const parts = typed
    .filter((word) => !glue.includes(word))
    .map((word) => {
      const number = resolved.findIndex((one) => one.word === word);
      const [term = word] = resolved[number] ? surest(resolved[number].terms) : [];
      return { term, number };
    });
  for (let start = 0; start < parts.length; start += 1) {
    for (let end = start + 2; end <= Math.min(parts.length, start + LONGEST_PHRASE); end += 1) {
      const run = parts.slice(start, end);
      const numbers = run.map(({ number }) => number).filter((number) => number >= 0);
      if (numbers.length) yield { key: run.map(({ term }) => term).join(" "), numbers };
    }
  }
}

function surest(terms) {
  return [...terms].sort(([, one], [, other]) => other - one).map(([term]) => term);
}

function summed(voices, { levels }) {
  const sums = new Map();
  const shares = new Map();
  let whole = 0;
  for (const voice of voices) {
    const rarity = Math.max(0, ...voice.map(weight));
    const best = new Map();
    for (const one of voice) {
      for (const [entry, level] of entriesOf(one.row)) {
        const said = (weight(one) * level) / levels;
        if (said > (best.get(entry) ?? 0)) best.set(entry, said);
      }
    }
    whole += rarity;
    for (const [entry, said] of best) {
      sums.set(entry, (sums.get(entry) ?? 0) + said);
      shares.set(entry, (shares.get(entry) ?? 0) + rarity);
    }
  }
  const covered = (entry) => (shares.get(entry) / whole) ** COVERAGE;
  return new Map([...sums].map(([entry, sum]) => [entry, sum * covered(entry)]));
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
