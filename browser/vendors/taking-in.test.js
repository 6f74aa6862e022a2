import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "../answers/sheet.js";
import { toData } from "./comparison.js";
import { paired, previewOf, withTaken } from "./taking-in.js";

const [A, B, C] = ["a", "b", "c"].map((mark) => mark.repeat(16));

function vendor(id, name, answers = {}, seen = {}) {
  const sheet = (playbook, given) => {
    const filled = Object.entries(given).map(([item, answer]) => [item, { answer }]);
    return read({ playbook, answers: Object.fromEntries(filled) }).sheet;
  };
  return { id, name, questions: sheet("asked", answers), signs: sheet("flags", seen) };
}

function answersOf({ questions, signs }) {
  const words = ({ answers }) => Object.fromEntries([...answers].map(([item, { answer }]) => [item, answer]));
  return [words(questions), words(signs)];
}

const names = (pairs) => pairs.map(({ mine, theirs }) => [mine?.id ?? null, theirs.id]);

test("a vendor meets mine by its id, or else by its name, and each of mine meets one", () => {
  const mine = [vendor(A, "Alpha"), vendor(B, " Beta ")];
  assert.deepEqual(names(paired(mine, [vendor(A, "Gamma"), vendor(C, "Beta")])), [[A, A], [B, C]]);
  assert.deepEqual(names(paired(mine, [vendor(C, "Alpha"), vendor(A, "Alpha")])), [[null, C], [A, A]]);
});

test("vendors of one name, or of none, stay two in an empty comparison", () => {
  for (const name of ["Alpha", ""]) {
    const incoming = paired([], [vendor(A, name), vendor(B, name)]).map((one) => ({ ...one, way: "theirs" }));
    assert.equal(withTaken({ vendors: [] }, incoming).comparison.vendors.length, 2);
  }
  assert.deepEqual(names(paired([vendor(A, " ")], [vendor(B, " ")])), [[null, B]]);
});

const mine = vendor(A, "Alpha", { x: "good" }, { s: "seen" });
const theirs = vendor(A, "Alpha Ltd", { x: "weak", y: "fair" }, { t: "seen" });
const told = (rows) => rows.map(({ id, from, to, mine, theirs }) => [id, from ?? mine, to ?? theirs]);

test("what is seen first is what is taken, for each way", () => {
  const seen = previewOf(mine, theirs);
  assert.deepEqual(told(seen.merge), [["questions#y", "", "fair"], ["signs#t", "", "seen"]]);
  assert.deepEqual(told(seen.conflicts), [["name", "Alpha", "Alpha Ltd"], ["questions#x", "good", "weak"]]);
  assert.deepEqual(told(seen.theirs), [
    ["name", "Alpha", "Alpha Ltd"],
    ["questions#x", "good", "weak"],
    ["questions#y", "", "fair"],
    ["signs#s", "seen", ""],
    ["signs#t", "", "seen"],
  ]);
  assert.deepEqual(seen.mine, []);
  const after = (way) => withTaken({ vendors: [mine] }, [{ mine, theirs, way }]).comparison.vendors;
  assert.deepEqual(after("mine"), [mine]);
  assert.deepEqual(toData(after("theirs")), toData([theirs]));
  const [merged] = after("merge");
  assert.equal(merged.name, "Alpha");
  assert.deepEqual(answersOf(merged), [{ x: "good", y: "fair" }, { s: "seen", t: "seen" }]);
});

test("one without a name here takes theirs in a merge", () => {
  const unnamed = vendor(A, "");
  assert.deepEqual(told(previewOf(unnamed, theirs).merge)[0], ["name", "", "Alpha Ltd"]);
  const { comparison } = withTaken({ vendors: [unnamed] }, [{ mine: unnamed, theirs, way: "merge" }]);
  assert.equal(comparison.vendors[0].name, "Alpha Ltd");
});

test("one that is not here yet is seen whole, and what is the same is not seen", () => {
  assert.deepEqual(told(previewOf(null, vendor(B, "Beta", {}, { s: "seen" })).theirs), [
    ["name", "", "Beta"],
    ["signs#s", "", "seen"],
  ]);
  assert.deepEqual(previewOf(mine, mine).theirs, []);
});

test("a sixth vendor is refused with the reason", () => {
  const five = [1, 2, 3, 4, 5].map((digit) => vendor(`${digit}`.repeat(16), `V${digit}`));
  const result = withTaken({ vendors: five }, [{ mine: null, theirs: vendor(A, "Alpha"), way: "theirs" }]);
  assert.equal(result.ok, false);
  assert.match(result.reason, /room for 5 vendors, and these would make 6/);
});
