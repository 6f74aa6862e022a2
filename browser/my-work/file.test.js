import assert from "node:assert/strict";
import test from "node:test";

import { make, read, toJson } from "../answers/sheet.js";
import { toData, write } from "../vendors/comparison.js";
import { fileName, readFile, writeFile } from "./file.js";

const sheet = (playbook) => read({ playbook, answers: { who: { answer: "yes" } } }).sheet;
const vendor = (id, name) => ({ id, name, questions: sheet("asked"), signs: make({ playbook: "signs" }) });
const vendors = [vendor("0123456789abcdef", "Alpha"), vendor("fedcba9876543210", "")];
const stamps = { when: "2026-11-20T10:00:00.000Z", handbook_version: "0.1.0" };
const sheets = [sheet("kickoff"), make({ playbook: "empty" }), sheet("charter")];
const text = writeFile({ sheets, vendors }, stamps);

test("a file gives back every sheet with something in it, and every vendor", () => {
  const found = readFile(text);
  assert.deepEqual(found.sheets.map(toJson), [sheet("kickoff"), sheet("charter")].map(toJson));
  assert.deepEqual(toData(found.vendors), toData(vendors));
  assert.equal(fileName(new Date(2026, 0, 5)), "decision-handbook-answers-2026-01-05.json");
});

test("a file from before vendors came along is read", () => {
  const { vendors: left, ...old } = JSON.parse(text);
  const found = readFile(JSON.stringify(old));
  assert.equal(found.sheets.length, 2);
  assert.deepEqual(found.vendors, []);
});

test("vendors alone make a file, also the one that their own page exports", () => {
  for (const given of [writeFile({ sheets: [], vendors }, stamps), write({ vendors })]) {
    const found = readFile(given);
    assert.deepEqual(found.sheets, []);
    assert.deepEqual(toData(found.vendors), toData(vendors));
  }
});

const changed = (change) => JSON.stringify({ ...JSON.parse(text), ...change });

for (const [name, given, reason] of [
  ["cut off", text.slice(0, -20), /not JSON, or it is cut off/],
  ["empty", "", /not JSON/],
  ["null", "null", /does not say/],
  ["a list", "[]", /does not say/],
  ["something else", '{"a":1}', /does not say/],
  ["a newer format", changed({ format_version: 2 }), /a newer handbook/],
  ["nothing in it", changed({ sheets: [], vendors: [] }), /holds no answers/],
  ["sheets that are text", changed({ sheets: "x" }), /has no list of answers/],
  ["vendors that are null", changed({ vendors: null }), /has no list of vendors/],
  ["one vendor damaged", changed({ vendors: [toData(vendors)[0], 7] }), /vendor 2 of 2: it must be a record/],
  ["a vendor twice", changed({ vendors: toData([vendors[0], vendors[0]]) }), /vendor 2 of 2 is in it twice/],
  ["six vendors", changed({ vendors: Array(6).fill(toData(vendors)[0]) }), /more than 5 vendors/],
  [
    "one sheet damaged",
    changed({ sheets: [toJson(sheet("kickoff")), { playbook: "charter", answers: 1 }] }),
    /playbook 2 of 2: "answers" must be/,
  ],
  ["twice", changed({ sheets: [toJson(sheet("kickoff")), toJson(sheet("kickoff"))] }), /twice/],
  ["huge", `"${"x".repeat(10_000_000)}"`, /larger than 10 MB/],
]) {
  test(`a file is refused as a whole: ${name}`, () => {
    const result = readFile(given);
    assert.equal(result.ok, false);
    assert.match(result.reason, reason);
  });
}
