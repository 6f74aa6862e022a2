import assert from "node:assert/strict";
import test from "node:test";

import { read } from "../answers/sheet.js";
import { progressOf, readPlaybooks, spoken } from "./progress.js";

const data = [
  {
    id: "kickoff",
    title: "The kickoff",
    version: "v2",
    address: "../playbooks/kickoff/",
    aliases: { start: "kickoff", "kickoff#whose": "kickoff#who" },
    items: [
      ["who", "11111111", "Who decides?"],
      ["when", "22222222", "When?"],
    ],
  },
];
const kickoff = readPlaybooks(data, "0.1.0").get("kickoff");
const sheet = (playbook, answers) => read({ playbook, answers }).sheet;

test("what is answered is counted among what is asked now", () => {
  const given = sheet("kickoff", {
    who: { answer: "yes", fingerprint: "11111111" },
    when: { note: "soon", fingerprint: "22222222" },
    old: { answer: "yes", fingerprint: "33333333" },
  });
  assert.deepEqual(progressOf(given, kickoff), {
    title: "The kickoff",
    address: "../playbooks/kickoff/",
    count: "1 of 2 items answered",
    changes: [{ words: "old: is no longer asked", address: "" }],
  });
});

test("an item that reads differently is named and linked", () => {
  const given = sheet("kickoff", { who: { answer: "yes", fingerprint: "99999999" } });
  assert.deepEqual(progressOf(given, kickoff).changes, [
    { words: "Who decides?: reads differently now", address: "../playbooks/kickoff/#who" },
  ]);
});

test("a playbook of another handbook stands there by its id", () => {
  const given = sheet("elsewhere", { a: { not_applicable: { reason: "" } } });
  const { title, address, count } = progressOf(given, undefined);
  assert.deepEqual([title, address, count], ["elsewhere", "", "1 item answered"]);
});

test("the page of a playbook knows its old name, and those of its items", () => {
  assert.equal(kickoff.page.aliases.get("start"), "kickoff");
  assert.equal(kickoff.page.aliases.get("kickoff#whose"), "kickoff#who");
  assert.equal(kickoff.page.handbook_version, "0.1.0");
});

test("a time that is none says nothing", () => {
  assert.equal(spoken(""), "");
  assert.match(spoken("2026-11-20T10:00:00.000Z"), /2026/);
});
