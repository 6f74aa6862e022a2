import assert from "node:assert/strict";
import test from "node:test";

import { asHtml, asMarkdown, escaped, tasks } from "./list.js";

const line = (text, mark = "", depth = 0) => ({ depth, mark, text });
const entry = (more) => ({
  text: "Who decides?",
  strength: "must",
  marks: [],
  details: [],
  address: "",
  ...more,
});
const copied = (entries, more) => ({
  title: "",
  facts: [],
  sections: [{ title: "", entries }],
  identity: "kickoff 1a2b3c4d, Decision Handbook 0.1.0",
  ...more,
});
const detailed = (...lines) => copied([entry({ details: [{ label: "How", lines }] })]);
const END = "\n\nkickoff 1a2b3c4d, Decision Handbook 0.1.0\n";

test("an item is one task with its details below it", () => {
  const details = [{ label: "Why", lines: [line("Somebody must.")] }];
  const given = entry({ marks: ["Weight 3", "Knock-out"], details, address: "kickoff#who 12ab34cd" });
  assert.equal(
    asMarkdown(copied([given])),
    `- [ ] **Who decides?** (must)
  - Weight 3; Knock-out
  - Why: Somebody must.
  - kickoff#who 12ab34cd${END}`,
  );
  assert.equal(
    asHtml(copied([given])),
    "<ul><li><strong>Who decides?</strong> (must)<ul><li>Weight 3; Knock-out</li>" +
      "<li><strong>Why:</strong> Somebody must.</li></ul></li>" +
      "<li>kickoff 1a2b3c4d, Decision Handbook 0.1.0</li></ul>",
  );
});

test("a playbook has its title, its facts and its groups", () => {
  const facts = [{ label: "The decision", lines: [line("Do we start?")] }];
  const sections = [
    { title: "Musts", entries: [entry()] },
    { title: "People", entries: [entry({ text: "Who helps?", strength: "could" })] },
  ];
  const playbook = copied([], { title: "Kickoff", facts, sections });
  assert.equal(
    asMarkdown(playbook),
    `# Kickoff

- The decision: Do we start?

## Musts

- [ ] **Who decides?** (must)

## People

- [ ] **Who helps?** (could)${END}`,
  );
  assert.equal(
    asHtml(playbook),
    "<ul><li><strong>Kickoff</strong><ul><li><strong>The decision:</strong> Do we start?</li>" +
      "<li><strong>Musts</strong><ul><li><strong>Who decides?</strong> (must)</li></ul></li>" +
      "<li><strong>People</strong><ul><li><strong>Who helps?</strong> (could)</li></ul></li>" +
      "<li>kickoff 1a2b3c4d, Decision Handbook 0.1.0</li></ul></li></ul>",
  );
  assert.equal(tasks(playbook), 2);
});

test("paragraphs and lists stand below their label", () => {
  const lines = [line("Ask:"), line("each", "-"), line("deeper", "-", 1), line("all", "-")];
  assert.equal(
    asMarkdown(detailed(...lines)),
    `- [ ] **Who decides?** (must)
  - How: Ask:
    - each
      - deeper
    - all${END}`,
  );
  assert.match(
    asHtml(detailed(...lines)),
    /<strong>How:<\/strong> Ask:<ul><li>each<ul><li>deeper<\/li><\/ul><\/li><li>all<\/li><\/ul>/,
  );
});

test("a numbered list keeps its numbers, wherever it begins", () => {
  const numbered = (start) => [line("a", `${start}.`), line("b", `${start + 1}.`)];
  const task = "- [ ] **Who decides?** (must)\n  - How:\n";
  assert.equal(asMarkdown(detailed(...numbered(1))), `${task}    1. a\n    2. b${END}`);
  assert.equal(asMarkdown(detailed(...numbered(9))), `${task}\n    9. a\n    10. b${END}`);
  assert.match(asHtml(detailed(...numbered(9))), /<ul><li>9\. a<\/li><li>10\. b<\/li><\/ul>/);
});

test("what is no task has no box, and its lines have no label", () => {
  const outcome = entry({ strength: "", details: [{ label: "", lines: [line("Go on.")] }] });
  assert.equal(asMarkdown(copied([outcome])), `- **Who decides?**\n  - Go on.${END}`);
  assert.match(asHtml(copied([outcome])), /<strong>Who decides\?<\/strong><ul><li>Go on\.<\/li>/);
  assert.equal(tasks(copied([outcome])), 0);
});

test("ordinary prose stays as it reads", () => {
  const prose = 'Names 3 sites (67 %), A&B – "since 2.0"; a < b, x@y.org, #1! snake_case: +-=|';
  assert.equal(escaped(prose), prose.replace("#", "\\#"));
});

test("what would be markup stays text", () => {
  for (const [text, expected] of [
    ["*a* `b` [c](d) ~e~", "\\*a\\* \\`b\\` \\[c](d) \\~e\\~"],
    ["_a_ b_c __d__", "\\_a\\_ b_c \\_\\_d\\_\\_"],
    ["<img src=x> <!-- c --> &amp; &#64; \\*", "\\<img src=x> \\<!-- c --> \\&amp; \\&#64; \\\\\\*"],
    ["# a ## b", "\\# a \\## b"],
  ]) {
    assert.equal(escaped(text), expected);
  }
  for (const [text, expected] of [
    ["- a", "\\- a"],
    ["--- a", "\\--- a"],
    ["-5 or so", "-5 or so"],
    ["> a", "\\> a"],
    ["12. a", "12\\. a"],
    ["1.5 a", "1.5 a"],
  ]) {
    assert.ok(asMarkdown(detailed(line("a"), line(text))).includes(`\n    - ${expected}\n`), text);
  }
});

test("HTML is text in the rich list too", () => {
  const html = asHtml(copied([entry({ text: "<img src=x onerror=y> & 'z'" })]));
  assert.match(html, /<strong>&lt;img src=x onerror=y&gt; &amp; &#x27;z&#x27;<\/strong>/);
});
