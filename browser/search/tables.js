// The index's sorted tables, of which only the parts that a search needs are loaded. How they are
// made stands in generator/search_index.py.

const MOST_PARTS = 3;

/** Reads the tables of `directory`; `load(name)` promises the rows of a part, and is asked once. */
export function openTables(directory, load) {
  const parts = new Map();

  function part(name) {
    if (!parts.has(name)) {
      const rows = load(name);
      parts.set(name, rows);
      rows.catch(() => parts.delete(name)); // so that a later search tries again
    }
    return parts.get(name);
  }

  /** The parts in which keys of a table from `first` to `last` may stand: three at most. */
  async function around(table, first, last) {
    const firsts = directory.tables[table];
    const from = Math.max(0, countUpTo(firsts, first) - 1);
    const to = Math.min(from + MOST_PARTS, countUpTo(firsts, last));
    const names = firsts.slice(from, to).map((_, number) => `${table}-${from + number}`);
    return (await Promise.all(names.map(part))).flat();
  }

  async function row(table, key) {
    return (await around(table, key, key)).find(([name]) => name === key);
  }

  async function entry(number) {
    const size = directory.entriesAPart;
    const rows = await part(`entries-${Math.floor(number / size)}`);
    return rows[number % size];
  }

  return { around, row, entry };
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
