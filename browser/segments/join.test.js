import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { ESCAPES, join } from "./join.js";

const golden = new URL("../../tests/cases/escapes.json", import.meta.url);
const cases = JSON.parse(readFileSync(golden, "utf8"));

test("every escape gives what the generator gives", () => {
  for (const { escape, text, result } of cases) {
    assert.equal(ESCAPES[escape](text), result, `${escape} of ${JSON.stringify(text)}`);
  }
});

test("every escape has golden cases", () => {
  const named = new Set(cases.map(({ escape }) => escape));
  assert.deepEqual([...named].sort(), Object.keys(ESCAPES).sort());
});

const slot = { item: "first", field: "note", escapes: ["markdown"], prefix: "Note: ", suffix: "\n" };

test("a slot shows its prefix, the escaped answer and its suffix", () => {
  const answers = new Map([["first", { note: "a * b" }]]);
  assert.equal(join(["- ", slot, "end"], answers), "- Note: a \\* b\nend");
});

test("a slot without an item shows what was filled in", () => {
  const slot = { item: "", field: "threshold", escapes: ["html"], prefix: " ", suffix: "" };
  assert.equal(join(["<p>", slot, "</p>"], new Map(), new Map([["threshold", "< 2 %"]])), "<p> &lt; 2 %</p>");
  assert.equal(join(["<p>", slot, "</p>"], new Map(), new Map()), "<p></p>");
});

test("a waiver shows its reason, who agreed and until when", () => {
  const slot = { item: "first", field: "waiver", escapes: [] };
  const shown = (waiver) => join([slot], new Map([["first", { waiver }]]));
  assert.equal(shown({ reason: "Few cases", approver: "Ada", until: "2027-01-31" }), "Few cases (Ada until 2027-01-31)");
  assert.equal(shown({ reason: "Few cases", approver: "Ada", until: null }), "Few cases (Ada)");
  assert.equal(shown(null), "");
});

test("escapes apply one after the other", () => {
  const cell = { item: "first", field: "note", escapes: ["markdown", "cell"] };
  assert.equal(join([cell], new Map([["first", { note: '*"a"' }]])), '\\*""a""');
});

test("a slot without an answer shows nothing at all", () => {
  for (const answers of [new Map(), new Map([["first", {}]]), new Map([["first", { note: "" }]])]) {
    assert.equal(join(["- ", slot, "end"], answers), "- end");
  }
});

test("an item named like a property of every object has no answer", () => {
  assert.equal(join([{ item: "constructor", field: "name", escapes: [] }], new Map()), "");
});

test("what does not apply shows its reason, and who agreed if somebody did", () => {
  const segments = [{ item: "first", field: "not_applicable", escapes: [] }];
  const shown = (given) => join(segments, new Map([["first", { not_applicable: given }]]));
  assert.equal(shown({ reason: "No vendor", approver: "Sponsor" }), "No vendor (Sponsor)");
  assert.equal(shown({ reason: "No vendor", approver: "" }), "No vendor");
  assert.equal(shown(null), "");
});

test("a slot may go without prefix and suffix, and days are shown as they are written", () => {
  const answers = new Map([["first", { due: "2026-11-20" }]]);
  assert.equal(join([{ item: "first", field: "due", escapes: [] }], answers), "2026-11-20");
});
