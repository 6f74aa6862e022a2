import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

import { join, joinCalendar } from "./join.js";

const golden = new URL("../../tests/cases/kickoff/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, golden), "utf8"));
const form = read("form.json");
const names = readdirSync(golden).filter((name) => name !== "form.json");

test("there are cases", () => assert.ok(names.length > 5));

for (const name of names) {
  const { start, weeks, skip_weekends, musts, owners, days, markdown, calendar } = read(name);
  const choices = {
    asked: start,
    weeks,
    skipWeekends: skip_weekends,
    musts,
    owners: new Map(Object.entries(owners)),
  };

  test(`${name}: the browser makes what the generator makes`, () => {
    assert.deepEqual(
      form.days.map(([, day]) => join(day, choices)),
      days,
    );
    assert.deepEqual(join(form.markdown, choices).split("\n"), markdown);
    assert.deepEqual(joinCalendar(form.calendar, choices).split("\r\n"), calendar);
  });
}

test("a role named like a property of every object has no name", () => {
  const choices = { asked: "2026-12-01", weeks: 4, owners: new Map() };
  const slot = { shows: "named", of: ["constructor"], escape: "none" };
  assert.equal(join([slot], choices), "constructor");
});
