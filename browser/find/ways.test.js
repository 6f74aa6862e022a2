import assert from "node:assert/strict";
import test from "node:test";

import { split } from "../search/words.js";
import { goes, holds, soughtIn } from "./ways.js";

const ITEMS = ["The vendor signs the contract", "A supplier's agreement", "Go, fix or stop", "We ask"];
const KNOWN = new Set(ITEMS.flatMap(split));
const GROUPS = [
  [["vendor"], ["supplier"], ["sales", "rep"], ["con"]],
  [["contract"], ["agreement"]],
  [["ship", "or", "kill"], ["go", "fix", "or", "stop"]],
];
const lexicon = { stopWords: ["the", "who", "or"], groups: GROUPS };
const items = ITEMS.map((text) => ({ text, words: split(text) }));
const found = (text, words = lexicon) => {
  const sought = soughtIn(items, text, KNOWN, words);
  return items.filter((item) => holds(item, sought)).map((item) => item.text);
};

test("the beginning of a word is enough", () => {
  assert.deepEqual(found("vend contr"), [ITEMS[0]]);
  assert.deepEqual(found("endor"), []);
});

test("a wrong letter is forgiven in a word of six or more that begins none", () => {
  assert.deepEqual(found("vender", {}), [ITEMS[0]]);
  assert.deepEqual(found("suplier", {}), [ITEMS[1]]);
  assert.deepEqual(found("sigms", {}), [], "five letters are taken as they are");
});

test("a synonym does where nothing has the words, of a misspelt word or of several too", () => {
  assert.deepEqual(found("vender contract"), [ITEMS[0]]);
  assert.deepEqual(found("vender agreement"), [ITEMS[0], ITEMS[1]]);
  assert.deepEqual(found("sales rep contracts"), [ITEMS[0], ITEMS[1]]);
});

test("a phrase stands for others, its words alone do not", () => {
  assert.deepEqual(found("ship or kill"), [ITEMS[2]]);
  assert.deepEqual(found("ship kill"), []);
});

test("a synonym is a whole word", () => {
  const texts = { contract: false, con: true, cons: true };
  for (const [text, is] of Object.entries(texts)) {
    assert.equal(goes({ words: ["con"], whole: true }, [text]), is, text);
  }
});

test("stop words need not be there unless they are all", () => {
  assert.deepEqual(found("who signs"), [ITEMS[0]]);
  assert.deepEqual(found("the"), [ITEMS[0]]);
});
