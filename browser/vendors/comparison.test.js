import assert from "node:assert/strict";
import { test } from "node:test";

import { added, answered, blank, carried, parse, removed, renamed, write } from "./comparison.js";
import { KEY, openComparison } from "./kept.js";

const ID = "0123456789abcdef";
const page = (playbook) => ({
  playbook,
  version: "1",
  handbook_version: "1",
  items: new Map([["a", "00000000"]]),
  aliases: new Map([[`${playbook}#old`, `${playbook}#a`]]),
});
const pages = { questions: page("asked"), signs: page("flags") };

function filled() {
  let { comparison } = added(blank(), ID, pages);
  ({ comparison } = renamed(comparison, ID, "<b>Ada & Co</b>"));
  return answered(comparison, ID, "questions", pages.questions, "a", "answer", "good").comparison;
}

function memory(entries = []) {
  const kept = new Map(entries);
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  };
}

test("what is written is read again as it was", () => {
  assert.deepEqual(parse(write(filled())).comparison, filled());
});

test("damaged and hostile texts are refused with a reason", () => {
  const data = JSON.parse(write(filled()));
  const [vendor] = data.vendors;
  const broken = [
    "",
    "null",
    "[]",
    '{"__proto__":{"format":"decision-handbook-vendors"}}',
    JSON.stringify({ ...data, format_version: 2 }),
    JSON.stringify({ ...data, vendors: {} }),
    JSON.stringify({ ...data, vendors: Array(6).fill(vendor) }),
    JSON.stringify({ ...data, vendors: [vendor, vendor] }),
    JSON.stringify({ ...data, vendors: [{ ...vendor, id: "../../x" }] }),
    JSON.stringify({ ...data, vendors: [{ ...vendor, name: "a".repeat(201) }] }),
    JSON.stringify({ ...data, vendors: [{ ...vendor, name: { toString: 1 } }] }),
    JSON.stringify({ ...data, vendors: [{ ...vendor, more: 1 }] }),
    JSON.stringify({ ...data, vendors: [{ ...vendor, signs: null }] }),
    JSON.stringify({ ...data, vendors: [{ ...vendor, questions: { playbook: "asked", answers: { a: 7 } } }] }),
  ];
  for (const text of broken) {
    const result = parse(text);
    assert.equal(result.ok, false, text.slice(0, 80));
    assert.match(result.reason, /\w/);
  }
});

test("no sixth vendor, and a vendor removed elsewhere takes no answer", () => {
  let comparison = blank();
  for (let n = 0; n < 5; n += 1) comparison = added(comparison, `${n}`.repeat(16), pages).comparison;
  assert.equal(added(comparison, ID, pages).ok, false);
  const { comparison: less } = removed(comparison, "0".repeat(16));
  assert.equal(renamed(less, "0".repeat(16), "Ada").ok, false);
});

test("an answer under an item's former name is carried over", () => {
  const text = write(filled()).replace('"a": {', '"old": {');
  const [vendor] = carried(parse(text).comparison, pages).vendors;
  assert.deepEqual([...vendor.questions.answers.keys()], ["a"]);
});

test("two tabs do not overwrite each other", () => {
  const storage = memory();
  const tabs = [1, 2].map(() => openComparison(pages, { storage: () => storage, events: new EventTarget() }));
  tabs[0].change((one) => added(one, ID, pages));
  tabs[1].change((one) => renamed(one, ID, "Ada"));
  tabs[0].change((one) => answered(one, ID, "questions", pages.questions, "a", "answer", "good"));
  const [vendor] = tabs[1].get().comparison.vendors;
  assert.equal(vendor.name, "Ada");
  assert.equal(vendor.questions.answers.get("a").answer, "good");
});

test("what cannot be read is set aside when somebody goes on, not lost", () => {
  const storage = memory([[KEY, "{"]]);
  const tab = openComparison(pages, { storage: () => storage, events: new EventTarget() });
  assert.match(tab.get().damaged, /not JSON/);
  tab.change((one) => added(one, ID, pages));
  assert.equal(storage.kept.get(`${KEY}:damaged`), "{");
  assert.deepEqual(tab.unreadable().map(({ key, text }) => [key, text]), [[`${KEY}:damaged`, "{"]]);
  assert.equal(tab.get().damaged, null);
});

test("blocked storage is said, and what was entered stays on the page", () => {
  const storage = () => {
    throw new Error("no");
  };
  const tab = openComparison(pages, { storage, events: new EventTarget() });
  assert.equal(tab.change((one) => added(one, ID, pages)).ok, false);
  assert.match(tab.get().reason, /does not let/);
  assert.equal(tab.get().comparison.vendors.length, 1);
});

test("a clearing cannot be taken back once something was entered after it", () => {
  const storage = memory([[KEY, write(filled())]]);
  const tab = openComparison(pages, { storage: () => storage, events: new EventTarget() });
  tab.replace({ ...tab.get().comparison, vendors: [] });
  assert.equal(tab.get().undo, true);
  tab.change((one) => added(one, ID, pages));
  assert.equal(tab.get().undo, false);
  tab.undo();
  assert.equal(tab.get().comparison.vendors.length, 1);
});

test("a clearing can be taken back", () => {
  const storage = memory([[KEY, write(filled())]]);
  const tab = openComparison(pages, { storage: () => storage, events: new EventTarget() });
  tab.replace(blank());
  assert.equal(tab.get().comparison.vendors.length, 0);
  tab.undo();
  assert.deepEqual(tab.get().comparison, filled());
});

test("after everything was erased, nothing comes back", () => {
  const storage = memory([[KEY, write(filled())]]);
  const tab = openComparison(pages, { storage: () => storage, events: new EventTarget() });
  tab.replace(blank());
  storage.kept.clear();
  tab.forget();
  assert.equal(tab.get().undo, false);
  assert.equal(tab.undo().comparison.vendors.length, 0);
});
