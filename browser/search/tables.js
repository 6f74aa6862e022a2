// The index's sorted tables, of which only the parts that a search needs are loaded. How they are
// made stands in generator/search_index.py.

const MOST_AROUND = 3;
const MOST_LOADED = 30;

/**
 * Reads the tables of `directory`; `load(name)` promises the rows of a part, and is asked once.
 *
 * One search loads so many parts at most, and what stands in others it does not find: what it
 * transfers is bounded, however large the handbook and however long the query.
 */
export function openTables(directory, load) {
  const parts = new Map();
  let loaded = 0;

  /** A search begins. */
  function begin() {
    loaded = 0;
  }

  function part(name) {
    if (!parts.has(name)) {
      loaded += 1;
      const rows = load(name);
      parts.set(name, rows);
      rows.catch(() => parts.delete(name)); // so that a later search tries again
    }
    return parts.get(name);
  }

  /** The rows of the parts in which keys from `first` to `last` stand: of three parts at most. */
  async function around(table, first, last) {
    const firsts = directory.tables[table];
    const from = Math.max(0, countUpTo(firsts, first) - 1);
    const to = Math.min(from + MOST_AROUND, countUpTo(firsts, last));
    const names = firsts.slice(from, to).map((_, number) => `${table}-${from + number}`);
    const within = names.filter((name) => parts.has(name) || loaded < MOST_LOADED);
    return (await Promise.all(within.map(part))).flat();
  }

  async function row(table, key) {
    return (await around(table, key, key)).find(([name]) => name === key);
  }

  async function entry(number) {
    const size = directory.entriesAPart;
    const rows = await part(`entries-${Math.floor(number / size)}`);
    return rows[number % size];
  }

  return { begin, around, row, entry };
}

function countUpTo(sorted, key) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
