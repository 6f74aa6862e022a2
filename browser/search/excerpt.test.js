import assert from "node:assert/strict";
import { test } from "node:test";

import { excerpt, marked } from "./excerpt.js";

const FILLER = "word ".repeat(60).trim();

test("marks the words looked for, however they are written", () => {
  assert.deepEqual(marked("The Vendor's vendors", new Set(["vendor"])), [
    { text: "The ", marked: false },
    { text: "Vendor's", marked: true },
    { text: " vendors", marked: false },
  ]);
});

test("shows the stretch with most of the words", () => {
  const text = `A vendor. ${FILLER} The vendor shows a system. ${FILLER}`;
  const shown = excerpt(text, new Set(["vendor", "system"]));
  assert.match(shown, /vendor shows a system/);
  assert.match(shown, /^… .* …$/);
  assert.ok(shown.length < 190);
});

test("begins at the beginning when nothing is to be marked", () => {
  assert.equal(excerpt("Short text.", new Set()), "Short text.");
  assert.ok(excerpt(FILLER, new Set()).startsWith("word word"));
  assert.ok(excerpt("x".repeat(900), new Set()).length < 200);
});
