import assert from "node:assert/strict";
import test from "node:test";

import { adopt, carry, known } from "./aliases.js";
import { changedSince, diff } from "./changes.js";
import { read, toJson } from "./sheet.js";

const sheet = (playbook, answers, more = {}) => read({ playbook, answers, ...more }).sheet;
const pageOf = (items, aliases = {}) => ({
  playbook: "kickoff",
  version: "new",
  handbook_version: "0.2.0",
  items: new Map(Object.entries(items)),
  aliases: new Map(Object.entries(aliases)),
});

test("the rows between two sheets, in words", () => {
  const before = sheet("kickoff", { who: { answer: "no", note: "x" }, when: { answer: "yes" } });
  const without = { reason: "one site", approver: "Ada" };
  const after = sheet(
    "kickoff",
    { who: { answer: "yes", note: "x", fingerprint: "1" }, where: { not_applicable: without } },
    { parameters: { threshold: "80" } },
  );
  assert.deepEqual(diff(before, after), [
    { kind: "item", id: "who", field: "answer", from: "no", to: "yes" },
    { kind: "item", id: "when", field: "answer", from: "yes", to: "" },
    {
      kind: "item",
      id: "where",
      field: "not_applicable",
      from: "",
      to: "not applicable: one site (Ada)",
    },
    { kind: "parameter", id: "threshold", field: "parameter", from: "", to: "80" },
  ]);
  assert.deepEqual(diff(after, after), []);
});

test("what has become of the answered items", () => {
  const given = sheet("kickoff", {
    same: { answer: "yes", fingerprint: "1" },
    reworded: { answer: "yes", fingerprint: "2" },
    unstamped: { answer: "yes" },
    away: { answer: "yes", fingerprint: "4" },
    gone: { answer: "yes", fingerprint: "5" },
    constructor: { answer: "yes", fingerprint: "6" },
  });
  const page = pageOf({ same: "1", reworded: "3", unstamped: "9" }, { "kickoff#away": "charter#a" });
  assert.deepEqual(changedSince(given, page), [
    { item: "reworded", change: "changed", to: "kickoff#reworded" },
    { item: "away", change: "moved", to: "charter#a" },
    { item: "gone", change: "gone", to: "" },
    { item: "constructor", change: "gone", to: "" },
  ]);
  assert.deepEqual([...known(given, page).unknown.keys()], ["away", "gone", "constructor"]);
});

test("a renamed item takes its answer along", () => {
  const given = sheet("kickoff", { old: { answer: "yes", fingerprint: "1" } });
  const page = pageOf({ new: "1" }, { "kickoff#old": "kickoff#older", "kickoff#older": "kickoff#new" });
  const { sheet: carried, carried: moved } = carry(given, page);
  assert.deepEqual(Object.keys(toJson(carried).answers), ["new"]);
  assert.deepEqual(moved, [{ from: "kickoff#old", to: "kickoff#new" }]);
  assert.deepEqual(changedSince(carried, page), []);
});

test("an answer never replaces another that stands under the new name", () => {
  const given = sheet("kickoff", { old: { answer: "no" }, new: { answer: "yes" } });
  const { sheet: carried } = carry(given, pageOf({ new: "1" }, { "kickoff#old": "kickoff#new" }));
  assert.deepEqual(toJson(carried).answers, { new: { answer: "yes" }, old: { answer: "no" } });
});

test("names that lead in a circle end somewhere", () => {
  const aliases = { "kickoff#a": "kickoff#b", "kickoff#b": "kickoff#a" };
  const given = sheet("kickoff", { a: { answer: "yes" } });
  assert.equal(carry(given, pageOf({ c: "1" }, aliases)).sheet.answers.size, 1);
});

test("a renamed playbook gives everything, an item from elsewhere only itself", () => {
  const page = pageOf(
    { who: "1", b: "2" },
    { start: "kickoff", "start#whom": "start#who", "charter#a": "kickoff#b" },
  );
  const old = sheet("start", { whom: { answer: "yes" }, lost: { note: "x" } }, {
    version: "then",
    parameters: { threshold: "80" },
  });
  const elsewhere = sheet("charter", { a: { answer: "no" }, other: { answer: "no" } });
  const nothing = sheet("kickoff", {});
  const made = adopt(nothing, [old, elsewhere], page, () => false);
  assert.deepEqual(toJson(made.sheet).answers, {
    who: { answer: "yes" },
    lost: { note: "x" },
    b: { answer: "no" },
  });
  assert.equal(made.sheet.parameters.get("threshold"), "80");
  assert.deepEqual(made.settled, ["start"]);
  assert.ok(made.carried.some(({ from, to }) => from === "charter#a" && to === "kickoff#b"));
});

test("what was answered or emptied here is not brought back from an old name", () => {
  const page = pageOf({ who: "1" }, { start: "kickoff" });
  const old = sheet("start", { who: { answer: "yes" } });
  const made = adopt(sheet("kickoff", {}), [old], page, (key) => key === "answers:who");
  assert.equal(made.sheet.answers.size, 0);
  assert.deepEqual([made.carried, made.settled], [[], []]);
});
