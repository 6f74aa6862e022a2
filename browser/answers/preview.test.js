import assert from "node:assert/strict";
import test from "node:test";

import { merge } from "./merge.js";
import { preview, taken, takenBack } from "./preview.js";
import { read, toJson } from "./sheet.js";

const sheet = (answers, more = {}) => read({ playbook: "kickoff", answers, ...more }).sheet;

test("theirs fills what mine lacks", () => {
  const mine = sheet({ who: { answer: "yes" }, noted: { note: "ask", fingerprint: "1" } });
  const theirs = sheet(
    {
      who: { answer: "yes", owner: "Ada", evidence: "minutes" },
      noted: { answer: "no", fingerprint: "2" },
      new: { answer: "partly" },
    },
    { parameters: { threshold: "80" } },
  );
  const { sheet: merged, conflicts } = merge(mine, theirs);
  assert.deepEqual(conflicts, []);
  assert.deepEqual(toJson(merged), {
    playbook: "kickoff",
    answers: {
      who: { answer: "yes", owner: "Ada", evidence: "minutes" },
      noted: { answer: "no", note: "ask", fingerprint: "2" },
      new: { answer: "partly" },
    },
    parameters: { threshold: "80" },
  });
  assert.equal(mine.answers.size, 2);
});

test("where both say something else, mine stays and the conflict is listed", () => {
  const mine = sheet({ who: { answer: "yes", note: "a" } }, { parameters: { threshold: "80" } });
  const theirs = sheet(
    { who: { answer: "yes", note: "b", owner: "Ada" } },
    { parameters: { threshold: "90" } },
  );
  const { sheet: merged, conflicts } = merge(mine, theirs);
  assert.deepEqual(merged.answers.get("who").note, "a");
  assert.deepEqual(merged.answers.get("who").owner, "Ada");
  assert.equal(merged.parameters.get("threshold"), "80");
  assert.deepEqual(conflicts, [
    { kind: "item", id: "who", field: "note", mine: "a", theirs: "b" },
    { kind: "parameter", id: "threshold", field: "parameter", mine: "80", theirs: "90" },
  ]);
});

test("evidence for one answer never comes to stand beside another", () => {
  const mine = sheet({ who: { answer: "yes", fingerprint: "1" } });
  const theirs = sheet({ who: { answer: "no", evidence: "minutes", fingerprint: "2" } });
  const { sheet: merged, conflicts } = merge(mine, theirs);
  assert.deepEqual(toJson(merged), toJson(mine));
  assert.deepEqual(conflicts, [
    { kind: "item", id: "who", field: "answer", mine: "yes", theirs: "no" },
  ]);
  const aside = sheet({ who: { not_applicable: { reason: "one site" } } });
  assert.deepEqual(merge(mine, aside).conflicts, [
    { kind: "item", id: "who", field: "answer", mine: "yes", theirs: "not applicable: one site" },
  ]);
});

test("the preview shows what each way does", () => {
  const mine = sheet({ who: { answer: "yes" }, mine: { answer: "no" } });
  const theirs = sheet({ who: { answer: "no" }, theirs: { answer: "no" } });
  const seen = preview(mine, theirs);
  const row = (id, from, to) => ({ kind: "item", id, field: "answer", from, to });
  assert.deepEqual(seen.mine, []);
  assert.deepEqual(seen.theirs, [
    row("who", "yes", "no"),
    row("mine", "no", ""),
    row("theirs", "", "no"),
  ]);
  assert.deepEqual(seen.merge, [row("theirs", "", "no")]);
  assert.equal(seen.conflicts.length, 1);
  assert.equal(taken(mine, theirs, "mine"), mine);
  assert.equal(taken(mine, theirs, "theirs"), theirs);
});

test("merging twice changes nothing more", () => {
  const mine = sheet({ who: { answer: "yes" } });
  const theirs = sheet({ who: { answer: "yes", note: "x" }, new: { note: "y" } });
  const once = merge(mine, theirs).sheet;
  assert.deepEqual(merge(once, theirs), { sheet: once, conflicts: [] });
});

test("taking back leaves what was entered since", () => {
  const sheet = (answers) => ({ answers: new Map(Object.entries(answers)), parameters: new Map() });
  const [yes, no] = [{ answer: "yes" }, { answer: "no" }];
  const before = sheet({ a: no, b: no });
  const after = sheet({ a: yes, b: yes, c: yes });
  const now = sheet({ a: yes, b: no, c: yes, d: yes });
  const back = takenBack(now, before, after);
  assert.deepEqual(Object.fromEntries(back.answers), { a: no, b: no, d: yes });
});
