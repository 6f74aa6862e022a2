import assert from "node:assert/strict";
import test from "node:test";

import { blank, isSame, merge, parse, put, sheetOf, write } from "./saved.js";
import { read, toJson } from "./sheet.js";

const sheet = (answers) => read({ playbook: "kickoff", answers }).sheet;
const when = "2026-11-20T10:00:00.000Z";
const saved = (tab, ...sheets) =>
  sheets.reduce((made, answers) => put(made, sheet(answers), { tab, when }), blank("kickoff"));
const shown = (one) => toJson(sheetOf(one)).answers;

test("what is kept comes back", () => {
  const made = saved("a", { who: { answer: "yes" }, when: { note: "x" } }, { who: { answer: "no" } });
  const back = parse(write(made), "kickoff").saved;
  assert.ok(isSame(made, back));
  assert.deepEqual(shown(back), { who: { answer: "no" } });
  assert.equal(back.head.changed, when);
});

test("a merge is the same in every order, and once is enough", () => {
  const start = saved("a", { one: { answer: "yes" }, two: { answer: "yes" } });
  const change = (tab, answers) => put(start, sheet(answers), { tab, when });
  const made = [
    change("a", { one: { answer: "no" }, two: { answer: "yes" } }),
    change("b", { one: { answer: "partly" }, two: { answer: "yes" }, three: { note: "x" } }),
    change("c", { one: { answer: "yes" } }),
  ];
  const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
  for (const order of orders) {
    const [a, b, c] = order.map((at) => made[at]);
    for (const merged of [merge(merge(a, b), c), merge(a, merge(b, c)), merge(merge(a, b), merge(a, c))]) {
      assert.deepEqual(shown(merged), { one: { answer: "partly" }, three: { note: "x" } });
    }
  }
});

test("an entry that did not change keeps its stamp", () => {
  const a = saved("a", { one: { answer: "yes" }, two: { answer: "yes" } });
  const b = put(a, sheet({ one: { answer: "yes" }, two: { answer: "no" } }), { tab: "b", when });
  assert.deepEqual(b.entries.get("answers:one").stamp, [1, "a"]);
  assert.deepEqual(b.entries.get("answers:two").stamp, [2, "b"]);
});

test("a kept text with the greatest stamp there can be still takes changes", () => {
  const text = write(saved("a", { one: { answer: "yes" } })).replaceAll("[1,", "[1000000000000,");
  const made = put(parse(text, "kickoff").saved, sheet({ one: { answer: "no" } }), { tab: "b", when });
  assert.deepEqual(shown(parse(write(made), "kickoff").saved), { one: { answer: "no" } });
});
