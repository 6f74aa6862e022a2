import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { clear, clearItem, confirm, set, setParameter } from "./edit.js";
import { MAX_FIELD, MAX_ITEMS, isDay, make, read, toJson } from "./sheet.js";

const page = {
  playbook: "kickoff",
  version: "0a1b2c3d",
  handbook_version: "0.1.0",
  items: new Map([
    ["who", "11111111"],
    ["when", "22222222"],
  ]),
  aliases: new Map(),
};
const full = {
  playbook: "kickoff",
  version: "0a1b2c3d",
  handbook_version: "0.1.0",
  answers: {
    who: {
      answer: "yes",
      owner: "Ada",
      due: "2026-11-20",
      note: "ask < again",
      evidence: "https://example.org/",
      fingerprint: "11111111",
    },
    when: { not_applicable: { reason: "settled", approver: "Grace" } },
  },
  parameters: { threshold: "80 of 100" },
};

test("a sheet comes back as it was written", () => {
  assert.deepEqual(toJson(read(full).sheet), full);
  assert.deepEqual(toJson(make({ playbook: "kickoff" })), { playbook: "kickoff", answers: {} });
  const empty = { answer: null, not_applicable: null, owner: "", due: null, note: "" };
  const sheet = read({ playbook: "kickoff", answers: { who: empty } }).sheet;
  assert.deepEqual(toJson(sheet).answers, { who: {} });
});

// tests/test_answers.py holds the command to the same cases.
const cases = new URL("../../tests/cases/sheets.json", import.meta.url);
const { good, bad } = JSON.parse(readFileSync(cases, "utf8"));

for (const [name, data] of Object.entries(good)) {
  test(`read, as the command does: ${name}`, () => assert.ok(read(data).ok));
}

for (const [name, data] of Object.entries(bad)) {
  test(`refused, as the command does: ${name}`, () => assert.ok(read(data).reason));
}

const answered = (answer) => ({ playbook: "kickoff", answers: { who: answer } });
const many = (number) =>
  Object.fromEntries(Array.from({ length: number }, (_, at) => [`i${at}`, {}]));

for (const [name, data, reason] of [
  ["null", null, /the sheet must be a group of fields/],
  ["a list", [], /the sheet must be a group of fields/],
  ["text", "kickoff", /the sheet must be a group of fields/],
  ["no playbook", {}, /"playbook" must be/],
  ["a playbook that is no id", { playbook: "../x" }, /"playbook" must be/],
  ["a playbook with a long name", { playbook: "x".repeat(65) }, /"playbook" must be/],
  ["an unknown field", { playbook: "kickoff", extra: 1 }, /no field "extra"/],
  ["a field named by nothing", { playbook: "kickoff", "": 1 }, /no field ""/],
  ["a version that is no text", { playbook: "kickoff", version: 1 }, /"version" must be text/],
  ["answers in a list", { playbook: "kickoff", answers: [] }, /"answers" must be a group/],
  ["answers that are null", { playbook: "kickoff", answers: null }, /"answers" must be a group/],
  ["too many", { playbook: "kickoff", answers: many(MAX_ITEMS + 1) }, /more than 2000/],
  ["an item that is no id", { playbook: "kickoff", answers: { "A b": {} } }, /"A b" is not an item/],
  ["an answer in text", answered("yes"), /answers, "who" must be a group/],
  ["an answer with a stray field", answered({ verdict: "go" }), /no field "verdict"/],
  ["a note that is a number", answered({ note: 5 }), /"note" must be text/],
  ["a long note", answered({ note: "x".repeat(MAX_FIELD + 1) }), /longer than 10000/],
  ["half a character", answered({ note: "\ud83d" }), /half a character/],
  ["a day that is none", answered({ due: "2026-02-30" }), /a day that exists/],
  ["a day that is a number", answered({ due: 20261120 }), /a day that exists/],
  ["not applicable in a word", answered({ not_applicable: true }), /must be a group/],
  ["not applicable without reason", answered({ not_applicable: {} }), /"reason" must be text/],
  ["a parameter in a list", { playbook: "kickoff", parameters: { a: [] } }, /must be text/],
  ["a parameter without name", { playbook: "kickoff", parameters: { "": "x" } }, /not a parameter/],
]) {
  test(`refused with a reason: ${name}`, () => {
    const result = read(data);
    assert.equal(result.ok, false);
    assert.match(result.reason, reason);
  });
}

test("a name that every object has reaches no prototype", () => {
  for (const text of [
    '{"playbook":"kickoff","__proto__":{"polluted":1}}',
    '{"playbook":"kickoff","answers":{"__proto__":{"note":"x"}}}',
    '{"playbook":"kickoff","answers":{"who":{"__proto__":{"note":"x"}}}}',
    '{"__proto__":{"playbook":"kickoff"}}',
    '{"playbook":"kickoff","parameters":{"__proto__":"x"}}',
  ]) {
    assert.equal(read(JSON.parse(text)).ok, false, text);
  }
  const { sheet } = read(JSON.parse('{"playbook":"kickoff","answers":{"constructor":{"note":"x"}}}'));
  assert.equal(sheet.answers.get("constructor").note, "x");
  assert.equal({}.polluted, undefined);
});

test("as many characters as the command takes, however they are encoded", () => {
  assert.equal(read(answered({ note: "😀".repeat(MAX_FIELD) })).ok, true);
  assert.equal(read(answered({ note: "😀".repeat(MAX_FIELD + 1) })).ok, false);
});

test("days", () => {
  for (const day of ["2028-02-29", "1900-01-01", "2200-12-31"]) assert.ok(isDay(day), day);
  for (const day of ["2027-02-29", "1899-12-31", "2201-01-01", "2026-11-31", "2026-13-01", "x", ""]) {
    assert.ok(!isDay(day), day);
  }
});

test("an answer keeps the item's fingerprint and the page's versions", () => {
  const before = make(page);
  const { sheet } = set(before, page, "who", "answer", "yes");
  assert.deepEqual(toJson(sheet), {
    playbook: "kickoff",
    version: "0a1b2c3d",
    handbook_version: "0.1.0",
    answers: { who: { answer: "yes", fingerprint: "11111111" } },
  });
  assert.equal(before.answers.size, 0);
});

test("a note on an item that has changed does not confirm its answer", () => {
  const old = read(answered({ answer: "yes", fingerprint: "99999999" })).sheet;
  const noted = set(old, page, "who", "note", "see minutes").sheet;
  assert.equal(noted.answers.get("who").fingerprint, "99999999");
  assert.equal(confirm(noted, page, "who").sheet.answers.get("who").fingerprint, "11111111");
  assert.equal(set(noted, page, "who", "answer", "no").sheet.answers.get("who").fingerprint, "11111111");
  assert.equal(confirm(noted, page, "when").ok, false);
});

test("an answer and not applicable exclude each other", () => {
  const without = { reason: "one site", approver: "" };
  let { sheet } = set(make(page), page, "who", "answer", "yes");
  ({ sheet } = set(sheet, page, "who", "not_applicable", without));
  assert.equal(sheet.answers.get("who").answer, null);
  ({ sheet } = set(sheet, page, "who", "answer", "no"));
  assert.equal(sheet.answers.get("who").not_applicable, null);
});

test("an answer emptied field by field is gone", () => {
  let { sheet } = set(make(page), page, "who", "due", "2026-11-20");
  ({ sheet } = set(sheet, page, "who", "note", "x"));
  ({ sheet } = set(sheet, page, "who", "note", ""));
  ({ sheet } = set(sheet, page, "who", "due", ""));
  assert.equal(sheet.answers.size, 0);
});

test("what cannot be set is refused in words", () => {
  for (const [item, field, value, reason] of [
    ["nobody", "note", "x", /no item "nobody"/],
    ["who", "verdict", "go", /no field "verdict"/],
    ["who", "__proto__", "x", /no field "__proto__"/],
    ["who", "due", "20266-01-01", /a day that exists/],
    ["who", "note", "x".repeat(MAX_FIELD + 1), /longer than/],
  ]) {
    const result = set(make(page), page, item, field, value);
    assert.equal(result.ok, false);
    assert.match(result.reason, reason);
  }
  assert.equal(setParameter(make(page), page, "__proto__", "x").ok, false);
});

test("parameters are filled in and emptied", () => {
  const { sheet } = setParameter(make(page), page, "threshold", "80");
  assert.deepEqual(toJson(sheet).parameters, { threshold: "80" });
  assert.equal(setParameter(sheet, page, "threshold", "").sheet.parameters.size, 0);
});

test("clearing leaves the old sheet alone", () => {
  const { sheet } = read(full);
  assert.equal(clear(sheet).answers.size, 0);
  assert.equal(clear(sheet).parameters.size, 0);
  assert.deepEqual([...clearItem(sheet, "who").answers.keys()], ["when"]);
  assert.equal(sheet.answers.size, 2);
});
