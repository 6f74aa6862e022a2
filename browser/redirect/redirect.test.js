import assert from "node:assert/strict";
import test from "node:test";

import { followMove } from "./redirect.js";

const page = (link) => ({ querySelector: () => link });

function went(link, hash) {
  const places = [];
  followMove(page(link), { hash, replace: (place) => places.push(place) });
  return places;
}

test("a page that moved leads to its present address and keeps the fragment", () => {
  assert.deepEqual(went({ href: "https://example.org/new/" }, "#baseline"), [
    "https://example.org/new/#baseline",
  ]);
});

test("every other page stays", () => {
  assert.deepEqual(went(null, "#baseline"), []);
});
