import assert from "node:assert/strict";
import { test } from "node:test";

import { failed, ranked, scored } from "./ranking.js";

const item = (id, weight, more = {}) => ({ id, weight, strength: "should", knockout: false, ...more });
const rulesOf = (...items) => ({ scale: ["weak", "fair", "good"], items });
const vendor = (name, given, out = null) => ({
  name,
  out,
  answers: new Map(Object.entries(given).map(([id, answer]) => [id, { answer }])),
});
const aside = { not_applicable: { reason: "", approver: "" } };

test("points are weights times answers; open answers count at worst and at best", () => {
  const rules = rulesOf(item("a", 3), item("b", 1), item("c", 2));
  const { answers } = vendor("A", { a: "fair", b: "good" });
  assert.deepEqual(scored(rules, answers), { low: 5, high: 9, possible: 12, open: 1 });
});

test("what does not apply is left out, for a must only when somebody agreed", () => {
  const rules = rulesOf(item("a", 3), item("b", 1, { strength: "must" }));
  const answers = new Map([["a", aside], ["b", aside]]);
  assert.deepEqual(scored(rules, answers), { low: 0, high: 2, possible: 2, open: 1 });
  answers.set("b", { not_applicable: { reason: "No data", approver: "Ada" } });
  assert.deepEqual(scored(rules, answers), { low: 0, high: 0, possible: 0, open: 0 });
});

test("a clear lead is a lead", () => {
  const rules = rulesOf(item("a", 2), item("b", 2), item("c", 2));
  const one = vendor("A", { a: "good", b: "good", c: "good" });
  const other = vendor("B", { a: "weak", b: "weak", c: "good" });
  const found = ranked(rules, [other, one]);
  assert.deepEqual(found.map(({ vendor: { name } }) => name), ["A", "B"]);
  assert.deepEqual(found.map(({ behind }) => behind), [{ kind: "ahead" }, null]);
});

test("a lead that one weight moved by one would flip or level is too close to call", () => {
  const rules = rulesOf(item("a", 3), item("b", 2));
  const found = ranked(rules, [vendor("A", { a: "good", b: "weak" }), vendor("B", { a: "weak", b: "good" })]);
  assert.deepEqual(found[0].behind, { kind: "weight", item: "a", from: 3, to: 2 });
});

test("weights move within 1 to 3 alone", () => {
  // 6 against 2 points: only a weight of 4 or 0 would come near.
  const rules = rulesOf(item("a", 3), item("b", 1));
  const found = ranked(rules, [vendor("A", { a: "good", b: "weak" }), vendor("B", { a: "weak", b: "good" })]);
  assert.deepEqual(found[0].behind, { kind: "ahead" });
});

test("a tie, and a lead that open answers could turn round, are too close to call", () => {
  const rules = rulesOf(item("a", 2), item("b", 2));
  const same = { a: "good", b: "fair" };
  assert.deepEqual(ranked(rules, [vendor("A", same), vendor("B", same)])[0].behind, { kind: "tie" });
  const half = ranked(rules, [vendor("A", { a: "good", b: "good" }), vendor("B", { a: "good" })]);
  assert.deepEqual(half[0].behind, { kind: "open" });
});

test("a vendor that is out is not ranked, whatever its score", () => {
  const rules = rulesOf(item("a", 2));
  const found = ranked(rules, [vendor("A", { a: "good" }, "a knock-out"), vendor("B", { a: "weak" })]);
  assert.deepEqual(found.map(({ vendor: { name } }) => name), ["B"]);
});

test("a knock-out fails by an answer below the best, not by none", () => {
  const rules = rulesOf(item("a", 2, { knockout: true }), item("b", 2, { knockout: true }), item("c", 1));
  assert.deepEqual(failed(rules, vendor("A", { a: "fair", c: "weak" }).answers), ["a"]);
});
