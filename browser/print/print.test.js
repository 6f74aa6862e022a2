import assert from "node:assert/strict";
import test from "node:test";

import { cssString, footWords } from "./print.js";

const CLOSING = "Decision Handbook 0.1.0, kickoff 1a2b3c4d";

test("the foot says where the page stands on the web, without the place on it", () => {
  const foot = footWords(`\n  ${CLOSING}\n`, "https://example.org/playbooks/kickoff/#close");
  assert.equal(foot, `${CLOSING}, https://example.org/playbooks/kickoff/`);
});

test("an address that the page has of its own is kept", () => {
  const closing = `${CLOSING}, https://example.org/playbooks/kickoff/`;
  assert.equal(footWords(closing, "http://localhost:8000/playbooks/kickoff/"), closing);
});

test("a page on somebody's disk has no address worth printing", () => {
  assert.equal(footWords(CLOSING, "file:///home/me/site/index.html"), CLOSING);
});

test("a string for CSS ends where it should", () => {
  assert.equal(cssString('a "b" \\ c\nd'), '"a \\"b\\" \\\\ c d"');
});
