// A decision tree to a verdict, as generator/verdicts/tree.py does, which says why each step is as it
// is. tests/test_verdicts.py holds both to the same results on generated sheets.
//
//   tree   { items, leads, rules }: for each item its answers as [text, id of what comes next]

import { named } from "./named.js";

const ORDER = ["stop", "fix", "go"];

/** Where the answers lead. */
export function walk(tree, answers) {
  const chosen = chosenIn(tree, answers);
  const { here, path } = follow(tree, chosen);
  const reached = tree.rules.findIndex(({ id }) => id === here);
  const ends = endsOf(tree, chosen);
  const found = ends(here);
  const verdict = found.length === 1 ? found[0] : "open";
  const other = [1, 2].map((number) => another(tree, chosen, ends, verdict, number)).find(Boolean);
  const evidenced = path.filter((id) => named(answers.get(id).evidence)).length;
  const open = reached < 0 ? [here] : [];
  return {
    verdict,
    worst: found[0],
    best: found.at(-1),
    rule: reached < 0 ? null : reached,
    causes: path,
    undecided: open,
    changes: other?.changes ?? [],
    altered: other?.altered ?? null,
    items: path.length + open.length,
    answered: path.length,
    evidenced,
    claimed: path.length - evidenced,
    not_applicable: 0,
    unanswered: open.length,
  };
}

/** The questions to which the answers do not lead, however the rest is answered. */
export function beside(tree, answers) {
  const chosen = chosenIn(tree, answers);
  const ahead = new Set();
  const add = (id) => {
    if (ahead.has(id)) return;
    ahead.add(id);
    const kept = chosen.get(id);
    (kept === undefined ? next(tree, id).map(([, to]) => to) : [kept]).forEach(add);
  };
  add(tree.items[0].id);
  return new Set(tree.items.map(({ id }) => id).filter((id) => !ahead.has(id)));
}

/** The answers to a question after which a go can still be reached. */
export function hopeful(tree, id) {
  const ends = endsOf(tree, new Map());
  return next(tree, id).filter(([, to]) => ends(to).includes("go")).map(([answer]) => answer);
}

function follow(tree, chosen) {
  const path = [];
  let here = tree.items[0].id;
  for (let to = chosen.get(here); to !== undefined; to = chosen.get(here)) {
    path.push(here);
    here = to;
  }
  return { here, path };
}

function next(tree, id) {
  return tree.leads[tree.items.findIndex((item) => item.id === id)] ?? [];
}

/** What comes after each question as it is answered: a Map by the question's id. */
function chosenIn(tree, answers) {
  const made = new Map();
  for (const { id } of tree.items) {
    const given = answers.get(id);
    const lead = next(tree, id).find(([answer]) => answer === given?.answer);
    if (lead && !given.not_applicable) made.set(id, lead[1]);
  }
  return made;
}

/** A function to the verdicts that can still be reached from a question or an outcome, worst first. */
function endsOf(tree, chosen) {
  const known = new Map(tree.rules.map(({ id, verdict }) => [id, [verdict]]));
  const ends = (id) => {
    if (!known.has(id)) {
      const kept = chosen.get(id);
      const further = kept === undefined ? next(tree, id).map(([, to]) => to) : [kept];
      const found = further.flatMap(ends);
      known.set(id, ORDER.filter((verdict) => found.includes(verdict)));
    }
    return known.get(id);
  };
  return ends;
}

function another(tree, chosen, ends, verdict, number) {
  const way = (id, left) => {
    if (!left) {
      const [end, ...more] = ends(id);
      return more.length || end === verdict ? undefined : { changes: [], altered: end };
    }
    const kept = chosen.get(id);
    const along = kept === undefined ? undefined : way(kept, left);
    if (along) return along;
    for (const [answer, to] of next(tree, id)) {
      const beyond = to === kept ? undefined : way(to, left - 1);
      if (beyond) return { ...beyond, changes: [{ item: id, answer }, ...beyond.changes] };
    }
    return undefined;
  };
  return way(tree.items[0].id, number);
}
