import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { locate, split } from "./words.js";

const cases = new URL("../../tests/cases/search/words.json", import.meta.url);

for (const [text, words] of JSON.parse(readFileSync(cases, "utf8"))) {
  test(`splits ${JSON.stringify(text)} as the index does`, () => {
    assert.deepEqual(split(text), words);
  });
}

test("says where a word stands in the text as written", () => {
  const text = "A Café’s 48 %";
  const stretches = locate(text).map(({ word, start, end }) => [word, text.slice(start, end)]);
  assert.deepEqual(stretches, [
    ["a", "A"],
    ["cafe", "Café’s"],
    ["48%", "48 %"],
  ]);
});
