import assert from "node:assert/strict";
import test from "node:test";

import { read } from "../answers/sheet.js";
import { asMarkdown, recordOf } from "./record.js";

const entry = (id) => ({
  id,
  text: `Is ${id} so?`,
  strength: "must",
  fingerprint: "00000000",
  scale: ["no", "yes"],
});
const page = {
  playbook: "checks",
  version: "1",
  handbook_version: "1",
  title: "Checks",
  address: "https://example.org/checks/",
  question: "Do we start?",
  decider: "Sponsor",
  entries: [entry("a"), entry("b")],
  items: new Map([["a", "00000000"], ["b", "00000000"]]),
  parameters: [],
  rules: null,
};

function made(answers, on = null) {
  const { sheet } = read({ playbook: "checks", answers });
  return recordOf(page, sheet, sheet.answers, null, { by: "", on, statement: "" }, "2026-11-20");
}

const told = (answers, on) => made(answers, on).warnings.join(" ");

test("a waiver that ran out is named, by the day of the decision if there is one", () => {
  const waiver = { reason: "No time", approver: "Ada", until: "2026-11-19" };
  const answers = { a: { answer: "no", waiver } };
  assert.match(told(answers), /ran out on 2026-11-19: a\./);
  assert.equal(told(answers, "2026-11-19"), "");
  assert.equal(told({ a: { answer: "no", waiver: { ...waiver, until: "2026-11-20" } } }), "");
});

test("a waiver without an approver or an end is named", () => {
  const waiver = { reason: "No time", approver: " ", until: "2027-01-01" };
  assert.match(told({ a: { waiver } }), /needs who allows it, and until when.*: a\./);
  assert.match(told({ b: { waiver: { reason: "No time", approver: "Ada" } } }), /missing.*: b\./);
});

test("an answer that is no choice counts as unanswered, and the record says so", () => {
  const record = made({ a: { answer: "<perhaps>" }, b: { answer: "yes" } });
  assert.equal(record.items[0].answer, null);
  assert.deepEqual(record.open, ["a"]);
  assert.match(record.warnings.join(" "), /not a choice here.*: a\./);
  assert.ok(!asMarkdown(record).includes("perhaps"));
});

test("what is no longer asked is named and left out", () => {
  const record = made({ a: { answer: "yes" }, former: { answer: "no" } });
  assert.match(record.warnings.join(" "), /no longer asked.*: former\./);
  assert.deepEqual(record.items.map(({ item }) => item), ["a", "b"]);
});
