import assert from "node:assert/strict";
import test from "node:test";

import { newIssue } from "./new-issue.js";

test("a link holds the title and the list", () => {
  const { url } = newIssue({ title: "A & B", body: "- [ ] **x** #1\n" }, "octo-org/octo.repo");
  const { origin, pathname, searchParams } = new URL(url);
  assert.equal(origin + pathname, "https://github.com/octo-org/octo.repo/issues/new");
  assert.deepEqual([...searchParams], [["title", "A & B"], ["body", "- [ ] **x** #1\n"]]);
});

test("a link that would be too long is refused", () => {
  assert.deepEqual(newIssue({ title: "A", body: "x".repeat(8000) }, "a/b"), { refused: "length" });
});

test("what is no repository is refused", () => {
  for (const name of ["", "a", "a/b/c", "https://github.com/a/b", "a/b?c", "../x"]) {
    assert.deepEqual(newIssue({ title: "A", body: "" }, name), { refused: "repository" }, name);
  }
});
