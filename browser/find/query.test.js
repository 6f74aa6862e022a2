import assert from "node:assert/strict";
import test from "node:test";

import { inWords, readQuery, writeQuery } from "./query.js";

const titled = (title, values) => ({ title, values: new Map(Object.entries(values)) });
const FACETS = new Map([
  ["strength", titled("Strength", { must: "Must", should: "Should" })],
  ["role", titled("Role", { sponsor: "Sponsor", legal: "Legal" })],
]);
const chosen = ({ wanted }) =>
  Object.fromEntries([...wanted.chosen].map(([facet, values]) => [facet, [...values]]));

test("what was written is what is read", () => {
  const query = "?q=data+owner+%26+co&strength=must&role=legal&role=sponsor";
  const { wanted, unknown } = readQuery(query, FACETS);
  assert.equal(wanted.text, "data owner & co");
  assert.deepEqual(chosen({ wanted }), { strength: ["must"], role: ["legal", "sponsor"] });
  assert.deepEqual(unknown, []);
  assert.equal(writeQuery("", wanted), query);
});

test("nothing asked for is no query", () => {
  const read = readQuery("", FACETS);
  assert.deepEqual(chosen(read), { strength: [], role: [] });
  assert.equal(read.wanted.text, "");
  assert.equal(writeQuery("?q=data&role=legal", read.wanted), "");
});

test("what no facet has is left out and told once", () => {
  const read = readQuery("?role=nobody&role=nobody&role=legal&strength=&strength=__proto__", FACETS);
  assert.deepEqual(chosen(read), { strength: [], role: ["legal"] });
  assert.deepEqual(read.unknown, [
    ["strength", ""],
    ["strength", "__proto__"],
    ["role", "nobody"],
  ]);
});

test("parameters of others stay, and broken ones do no harm", () => {
  const { wanted, unknown } = readQuery("?from=mail&role=legal&%E0%A4%A", FACETS);
  assert.deepEqual(unknown, []);
  assert.equal(writeQuery("?from=mail", wanted), "?from=mail&role=legal");
});

test("what is asked for reads as words", () => {
  const { wanted } = readQuery("?q=data&role=legal&role=sponsor&strength=must", FACETS);
  assert.deepEqual(inWords(wanted, FACETS), [
    ["q", "Words: “data”"],
    ["strength", "Strength: Must"],
    ["role", "Role: Legal or Sponsor"],
  ]);
  assert.deepEqual(inWords(readQuery("", FACETS).wanted, FACETS), []);
});
