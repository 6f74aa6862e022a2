import assert from "node:assert/strict";
import test from "node:test";

import { isOverdue } from "./review-due.js";

test("a review is not overdue on the day it is due", () => {
  assert.equal(isOverdue("2027-05-20", new Date(2027, 4, 20, 23, 59)), false);
});

test("a review is overdue from the first minute of the next day", () => {
  assert.equal(isOverdue("2027-05-20", new Date(2027, 4, 21, 0, 0)), true);
});

test("the last day of a year leads into the next", () => {
  assert.equal(isOverdue("2026-12-31", new Date(2026, 11, 31, 12)), false);
  assert.equal(isOverdue("2026-12-31", new Date(2027, 0, 1)), true);
});
