import assert from "node:assert/strict";
import test from "node:test";

import { fileName, readFile, writeFile } from "./file.js";
import { make, read, toJson } from "./sheet.js";

const sheet = (playbook) => read({ playbook, answers: { who: { answer: "yes" } } }).sheet;
const stamps = { when: "2026-11-20T10:00:00.000Z", handbook_version: "0.1.0" };
const text = writeFile([sheet("kickoff"), make({ playbook: "empty" }), sheet("charter")], stamps);

test("a file gives back every sheet with something in it", () => {
  assert.deepEqual(readFile(text).sheets.map(toJson), [sheet("kickoff"), sheet("charter")].map(toJson));
  assert.equal(fileName(new Date(2026, 0, 5)), "decision-handbook-answers-2026-01-05.json");
});

const changed = (change) => JSON.stringify({ ...JSON.parse(text), ...change });

for (const [name, given, reason] of [
  ["cut off", text.slice(0, -20), /not JSON, or it is cut off/],
  ["empty", "", /not JSON/],
  ["null", "null", /does not say/],
  ["a list", "[]", /does not say/],
  ["something else", '{"a":1}', /does not say/],
  ["a newer format", changed({ format_version: 2 }), /a newer handbook/],
  ["no sheets", changed({ sheets: [] }), /holds no answers/],
  ["sheets that are text", changed({ sheets: "x" }), /holds no answers/],
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
