import assert from "node:assert/strict";
import { test } from "node:test";

import { evaluate } from "./verdicts.js";

const when = (answers, bounds) => ({ at_least: null, at_most: null, ...answers, ...bounds });
const rules = {
  scale: ["weak", "fair", "good"],
  items: [
    { id: "first", strength: "must", weight: 3, knockout: true },
    { id: "second", strength: "should", weight: 1, knockout: false },
  ],
  meters: [
    { items: [0], gains: [1, 1, 0], weighted: false },
    { items: [0, 1], gains: [-6, 2, 10], weighted: true },
  ],
  rules: [
    { verdict: "stop", title: "Out", when: when({ meter: 0 }, { at_least: 1 }) },
    { verdict: "fix", title: "Thin", when: when({ meter: 1 }, { at_most: -1 }) },
    { verdict: "go", title: "Well", when: { all: [] } },
  ],
};
const sheet = (answers) => evaluate(rules, new Map(Object.entries(answers)));

test("a blank sheet is open, and a page without answers too", () => {
  const found = sheet({});
  assert.deepEqual([found.verdict, found.worst, found.best], ["open", "stop", "go"]);
  assert.deepEqual(found.undecided, ["first", "second"]);
  assert.equal(found.unanswered, 2);
});

test("a knock-out without evidence is a claim", () => {
  const claimed = sheet({ first: { answer: "good" }, second: { answer: "good" } });
  assert.deepEqual([claimed.verdict, claimed.claimed], ["open", 2]);
  const shown = sheet({ first: { answer: "good", evidence: "A call." } });
  assert.equal(shown.verdict, "go");
  assert.deepEqual(sheet({ first: { answer: "fair" } }).causes, ["first"]);
});

test("what was saved by somebody else, or damaged, counts as no answer", () => {
  for (const odd of [null, 7, "good", [], { answer: "splendid" }, { answer: ["good"] }]) {
    const found = sheet({ first: odd, unknown: { answer: "good" } });
    assert.deepEqual([found.verdict, found.answered], ["open", 0]);
  }
  const aside = sheet({ first: { answer: "good", evidence: "x", not_applicable: true } });
  assert.equal(aside.unanswered, 2);
  assert.equal(sheet({ second: { answer: "good", evidence: { a: 1 } } }).claimed, 1);
});
