import assert from "node:assert/strict";
import { test } from "node:test";

import { find } from "./rank.js";
import { openTables } from "./tables.js";

// A small index in the form that generator/search_index.py writes.
const ENTRIES = [
  ["a/", "Vendors in production", "", "Ask the vendor for a demonstration.", ""],
  ["b/", "Demonstration day", "", "A demonstration of the system.", "the big show"],
  ["c/", "Go, fix or stop", "", "Decide on the date.", ""],
  ["d/", "Suppliers", "", "All of them.", ""],
];
const TERMS = {
  vendor: [1.2, [[25, [0]]], ["~0"]],
  supplier: [1.2, [[25, [3]]], ["~0"]],
  "~0": [0.8, [[25, [0, 3]]]],
  demonstr: [0.9, [[25, [1]], [8, [0]]]],
  system: [1.2, [[8, [1]]]],
  show: [1.2, [[20, [1]], [12, [2]]]],
  go: [1.2, [[25, [2]]]],
  fix: [1.2, [[25, [2]]]],
  stop: [1.2, [[25, [2]]], ["~1"]],
  "~1": [1.2, [[25, [2]]]],
  "pull plug": [0, [], ["~1"]],
  "48%": [1.2, [[31, [1]]]],
  "stop show": [0, [], ["~2"]],
  "~2": [1.2, [[14, [3]]]],
  pull: [0, []],
  plug: [0, []],
};
const WORDS = [
  ...["vendor vendor", "vendors vendor", "supplier supplier", "suppliers supplier", "system system"],
  ...["demonstration demonstr", "show show", "go go", "fix fix", "stop stop", "pull pull", "plug plug", "48% 48%"],
].map((line) => [...line.split(" "), 1]);

const sorted = (rows) => rows.sort(([one], [other]) => (one < other ? -1 : 1));
const TABLES = {
  words: sorted(WORDS),
  endings: sorted(WORDS.map(([word]) => [[...word].reverse().join("")])),
  postings: sorted(Object.entries(TERMS).map(([term, row]) => [term, ...row])),
};
const directory = {
  tables: Object.fromEntries(Object.entries(TABLES).map(([name, rows]) => [name, [rows[0][0]]])),
  entriesAPart: 4,
  levels: 31,
  stopWords: ["a", "in", "of", "or", "the", "what"],
  glue: ["a", "or", "the"],
};
async function results(query) {
  const parts = { ...TABLES, entries: ENTRIES };
  const tables = openTables(directory, async (name) => parts[name.split("-")[0]]);
  const found = await find(query, directory, tables);
  return { addresses: found.results.map(({ address }) => address), forms: found.forms };
}

const first = async (query) => (await results(query)).addresses[0];

test("an entry with all of the words comes before one with some", async () => {
  const { addresses } = await results("vendor demonstration ");
  assert.equal(addresses[0], "a/");
});

test("a synonym finds what the word itself would", async () => {
  const { addresses } = await results("vendor ");
  assert.deepEqual(addresses, ["a/", "d/"]);
});

test("a phrase stands for its synonyms, with small words in it or without", async () => {
  assert.equal(await first("pull the plug"), "c/");
  assert.equal(await first("plug pull"), undefined);
});

test("a phrase says more than a word within it", async () => {
  const { addresses } = await results("stop the show ");
  assert.equal(addresses[0], "d/");
});

test("a figure is what the question is about", async () => {
  assert.equal(await first("vendor 48% "), "b/");
});

test("a title that says the query comes first, stop words and all", async () => {
  assert.equal(await first("go fix or stop"), "c/");
  assert.equal(await first("the big show"), "b/");
});

test("the last word may still be being typed", async () => {
  assert.equal(await first("demonst"), "b/");
  assert.deepEqual((await results("demonst ")).addresses, []);
});

test("a wrong letter in a word of six or more is forgiven, wherever it is", async () => {
  for (const typed of ["vemdor", "evndor", "vendro", "suplier", "dupplier", "sytsem"]) {
    assert.ok((await results(`${typed} `)).addresses.length, typed);
  }
  assert.deepEqual((await results("shaw ")).addresses, [], "a word of four is taken as it is");
});

test("another form of a known word finds it", async () => {
  assert.equal(await first("demonstrations "), "b/");
});

test("stop words neither help nor hurt", async () => {
  const { addresses } = await results("what the vendor of a demonstration");
  assert.equal(addresses[0], "a/");
});

test("nothing known finds nothing", async () => {
  for (const query of ["zzz", "", "?!", "the", "__proto__ constructor"]) {
    assert.deepEqual((await results(query)).addresses, [], query);
  }
});

test("what is found is marked in all its forms", async () => {
  assert.ok((await results("vendor ")).forms.has("vendors"));
});

test("a part is loaded once, and again only if that failed", async () => {
  let asked = 0;
  const tables = openTables(directory, async () => {
    asked += 1;
    if (asked === 1) throw new Error("offline");
    return TABLES.words;
  });
  await assert.rejects(tables.row("words", "fix"));
  assert.deepEqual(await tables.row("words", "fix"), ["fix", "fix", 1]);
  await tables.row("words", "go");
  assert.equal(asked, 2);
});

test("a search loads no more than its share of a large index", async () => {
  const firsts = Array.from({ length: 500 }, (_, number) => String(number + 1000));
  let asked = 0;
  const tables = openTables({ tables: { words: firsts } }, async () => {
    asked += 1;
    return [];
  });
  tables.begin();
  for (const key of firsts) await tables.around("words", key, key);
  assert.equal(asked, 30);
});
