// Evaluates answer sheets in the browser's way, for tests/test_verdicts.py: each line of the file
// named is a rule set, or a sheet for the rule set before it; one result a line is written.

import { readFileSync, writeFileSync } from "node:fs";

import { evaluate } from "../browser/verdicts/verdicts.js";

const [from, to] = process.argv.slice(2);
let rules;
const results = [];
for (const line of readFileSync(from, "utf8").split("\n")) {
  if (!line) continue;
  const read = JSON.parse(line);
  if (read.rules) rules = read;
  else results.push(JSON.stringify(evaluate(rules, new Map(Object.entries(read)))));
}
writeFileSync(to, results.join("\n"));
