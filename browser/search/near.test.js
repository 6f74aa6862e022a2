import assert from "node:assert/strict";
import { test } from "node:test";

import { oneEdit, sameStem } from "./near.js";

test("a changed, added, missing or swapped letter is one edit", () => {
  for (const typed of ["vandor", "vendoor", "vendr", "vednor", "endor", "vendors", "evndor"]) {
    assert.ok(oneEdit(typed, "vendor"), typed);
    assert.ok(oneEdit("vendor", typed), typed);
  }
});

test("the word itself and words further away are not", () => {
  for (const typed of ["vendor", "vndr", "veodnr", "vendorss", "tender", "vendro1"]) {
    assert.ok(!oneEdit(typed, "vendor"), typed);
  }
});

test("forms of a word share its stem", () => {
  for (const [one, other] of [["signing", "signed"], ["pilots", "pilot"], ["testers", "testing"]]) {
    assert.ok(sameStem(one, other), one);
  }
  for (const [one, other] of [["signal", "signature"], ["go", "going"], ["contract", "contact"]]) {
    assert.ok(!sameStem(one, other), one);
  }
});
