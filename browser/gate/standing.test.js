import assert from "node:assert/strict";
import { test } from "node:test";

import { asMarkdown } from "../record/record.js";
import { gateOf, gateRecord, stateOf } from "./standing.js";

const GATE = {
  phase: "scope",
  title: "Start",
  question: "Do we start?",
  decider: "Sponsor",
  must: ["checks#a", "checks#b"],
  stops: ["signs#s"],
  own: ["checks"],
};
const DECIDED = { by: "Ada", on: "2026-11-20", statement: "" };

function pagesOf(checks, signs) {
  const page = (playbook, scale, ids) => ({
    playbook,
    version: "1",
    handbook_version: "1",
    title: playbook,
    address: `https://example.org/${playbook}/`,
    scale,
    entries: ids.map((id) => ({ id, text: `Is ${id} so?`, strength: "must", fingerprint: "00000000" })),
    items: new Map(ids.map((id) => [id, "00000000"])),
    parameters: [],
    rules: null,
  });
  const kept = (made, given) => ({
    page: made,
    sheet: { answers: new Map(Object.entries(given)), parameters: new Map() },
    answers: new Map(Object.entries(given)),
    found: null,
  });
  return new Map([
    ["checks", kept(page("checks", ["no", "partly", "yes"], ["a", "b"]), checks)],
    ["signs", kept(page("signs", ["seen", "unsure", "not seen"], ["s"]), signs)],
  ]);
}

const yes = { answer: "yes" };
const verdict = (checks, signs) => gateOf(GATE, pagesOf(checks, signs)).verdict;

test("the verdict follows the rule in words", () => {
  const clear = { s: { answer: "not seen" } };
  assert.equal(verdict({}, {}), "open");
  assert.equal(verdict({ a: yes, b: yes }, clear), "go");
  assert.equal(verdict({ a: yes, b: { answer: "partly" } }, clear), "open");
  assert.equal(verdict({ a: yes, b: yes }, { s: { answer: "unsure" } }), "open");
  assert.equal(verdict({ a: yes, b: yes }, {}), "open");
  assert.equal(verdict({}, { s: { answer: "seen" } }), "stop");
});

test("an item is left out only when a reason and somebody are named", () => {
  const clear = { s: { answer: "not seen" } };
  const aside = (approver) => ({ answer: null, not_applicable: { reason: "No data", approver } });
  assert.equal(verdict({ a: yes, b: aside("") }, clear), "open");
  assert.equal(verdict({ a: yes, b: aside("Ada") }, clear), "go");
});

test("a knock-out is at its best only with evidence", () => {
  const pages = pagesOf({ a: yes, b: yes }, { s: { answer: "not seen" } });
  pages.get("checks").page.rules = { items: [{ id: "a", knockout: true }] };
  assert.equal(gateOf(GATE, pages).verdict, "open");
  pages.get("checks").answers.set("a", { answer: "yes", evidence: "Minutes" });
  assert.equal(gateOf(GATE, pages).verdict, "go");
});

test("a line says its answer, whose it is and whether evidence is named", () => {
  const scale = ["no", "yes", "good"];
  const state = (given, knockout = false) => stateOf({ given, scale, knockout });
  assert.equal(state({}), "unanswered");
  assert.equal(state({ answer: null, evidence: "Minutes" }), "unanswered");
  assert.equal(state({ answer: "perhaps" }), "“perhaps” is no choice here: unanswered");
  assert.equal(state({ answer: "yes", evidence: "Minutes" }), "yes, evidence named");
  const fix = { answer: "no", owner: "Ada", due: "2026-12-01", evidence: " " };
  assert.equal(state(fix), "no (Ada, 2026-12-01), no evidence named");
  assert.equal(state({ answer: "good" }, true), "good, no evidence named: a knock-out needs it");
  assert.equal(state({ not_applicable: { reason: "No data", approver: "" } }), "not applicable: No data; unanswered until a reason and who agreed are named");
  const aside = { reason: "No data", approver: "Ada" };
  assert.equal(state({ not_applicable: aside }), "not applicable: No data");
});

test("a gate without lists is never passed by itself", () => {
  assert.equal(gateOf({ ...GATE, must: [], stops: [] }, pagesOf({}, {})).verdict, "open");
});

test("the record gathers the playbooks and says which fix has no owner or date", () => {
  const given = { a: { answer: "no", owner: "Ada" }, b: { answer: "no", owner: "Ada", due: "2026-12-01" } };
  const pages = pagesOf(given, { s: { answer: "not seen" } });
  const more = { decided: DECIDED, address: "https://example.org/", handbook_version: "1" };
  const record = gateRecord(GATE, pages, gateOf(GATE, pages), more);
  assert.deepEqual(record.open, ["checks#a", "checks#b"]);
  const fix = record.warnings.find((told) => told.startsWith("A fix without owner and date is not a fix"));
  assert.match(fix, /: checks#a\.$/);
  const text = asMarkdown(record);
  assert.match(text, /^---\nstatus: accepted\ndate: 2026-11-20\n/);
  assert.match(text, /### Playbooks of this gate\n\n- checks: \*\*no verdict\*\*/);
});
