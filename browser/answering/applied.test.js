import assert from "node:assert/strict";
import test from "node:test";

import { BY_CHOICE, applied, sum } from "./applied.js";

const entries = [
  { id: "staff", applies: { parameter: "own-people", one_of: ["Yes"], because: "Not our own." } },
  { id: "always", applies: null },
];
const sheet = (chosen, answers = []) => ({
  answers: new Map(answers),
  parameters: new Map(chosen ? [["own-people", chosen]] : []),
});

test("what a choice leaves out is set aside, and says why", () => {
  const made = applied(entries, sheet("No"));
  assert.deepEqual([...made.keys()], ["staff"]);
  assert.deepEqual(made.get("staff").not_applicable, { reason: "Not our own.", approver: BY_CHOICE });
});

test("it is asked while nobody has chosen, and when it applies", () => {
  assert.equal(applied(entries, sheet("")).size, 0);
  assert.equal(applied(entries, sheet("Yes")).size, 0);
});

test("a reader's own reason stays", () => {
  const own = { reason: "Sold.", approver: "Ada" };
  const made = applied(entries, sheet("No", [["staff", { not_applicable: own }]]));
  assert.equal(made.get("staff").not_applicable, own);
});

test("only whole numbers add up", () => {
  assert.equal(sum(["3", "40", "", undefined, "1.5", "x"]), "43");
  assert.equal(sum(["", undefined]), "");
  assert.equal(sum(["-2", "2"]), "0");
});
