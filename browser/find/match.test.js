import assert from "node:assert/strict";
import test from "node:test";

import { split } from "../search/words.js";
import { match, TEXT } from "./match.js";
import { waysOf } from "./ways.js";

const item = (text, values = {}) => ({
  words: split(text),
  values: new Map(Object.entries({ strength: ["should"], role: [], ...values })),
});
const ITEMS = [
  item("Who owns the data?", { strength: ["must"], role: ["sponsor", "legal"] }),
  item("Which data is missing?", { strength: ["must"], role: ["data-lead"] }),
  item("Who is told?", { role: ["sponsor"] }),
  item("What does it cost?", { role: ["finance", "sponsor"] }),
];
const wanted = ({ text = "", strength = [], role = [] }) => ({
  sought: waysOf(text),
  chosen: new Map(Object.entries({ strength: new Set(strength), role: new Set(role) })),
});
const found = (asked) => [...match(ITEMS, wanted(asked)).found].map((one) => ITEMS.indexOf(one));
const counts = (asked, facet) => Object.fromEntries(match(ITEMS, wanted(asked)).counts.get(facet));
const without = (asked) => Object.fromEntries(match(ITEMS, wanted(asked)).without);

test("everything is found where nothing is asked for", () => {
  assert.deepEqual(found({}), [0, 1, 2, 3]);
  assert.deepEqual(counts({}, "strength"), { must: 2, should: 2 });
  assert.deepEqual(without({}), {});
});

test("values of one facet add up, facets narrow each other down", () => {
  assert.deepEqual(found({ role: ["legal", "finance"] }), [0, 3]);
  assert.deepEqual(found({ role: ["sponsor"], strength: ["must"] }), [0]);
});

test("a facet counts what the other facets and the text let through", () => {
  const asked = { role: ["sponsor"], strength: ["must"], text: "who" };
  assert.deepEqual(counts(asked, "role"), { sponsor: 1, legal: 1 });
  assert.deepEqual(counts(asked, "strength"), { must: 1, should: 1 });
  assert.deepEqual(counts({ strength: ["must"] }, "role"), { sponsor: 1, legal: 1, "data-lead": 1 });
});

test("choosing a value finds as many items as its count said", () => {
  for (const given of [{}, { strength: ["must"] }, { text: "data" }, { text: "wh" }]) {
    for (const [role, number] of Object.entries(counts(given, "role"))) {
      assert.equal(found({ ...given, role: [role] }).length, number, `${role} in ${given}`);
    }
  }
});

test("an empty list says what each thing left out would leave", () => {
  const asked = { role: ["data-lead"], strength: ["should"], text: "data" };
  assert.deepEqual(found(asked), []);
  assert.deepEqual(without(asked), { role: 0, strength: 1, [TEXT]: 0 });
  assert.deepEqual(without({ role: ["finance"], strength: ["must"], text: "told" }), {
    role: 0,
    strength: 0,
    [TEXT]: 0,
  });
});

test("every word must begin one, wherever it stands", () => {
  assert.deepEqual(found({ text: "dat" }), [0, 1]);
  assert.deepEqual(found({ text: "  DATA?  owns " }), [0]);
  assert.deepEqual(found({ text: "ata" }), []);
  assert.deepEqual(found({ text: "?!" }), [0, 1, 2, 3]);
});

test("a value that is named like a property of every object is one value among others", () => {
  const items = [item("a", { role: ["constructor"] }), item("b", { role: ["__proto__"] })];
  const { found: both, counts: tally } = match(items, wanted({ role: ["__proto__"] }));
  assert.deepEqual([...both], [items[1]]);
  assert.equal(tally.get("role").get("constructor"), 1);
});
