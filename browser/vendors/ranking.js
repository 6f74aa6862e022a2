// Which vendor is ahead of which, and whether that would hold if a weight were a little different.
// Whole numbers throughout: scores are compared as fractions, cross-multiplied. Pure.
//
//   rules    what evaluate (../verdicts/verdicts.js) takes
//   vendor   { answers, out }: a Map of answers by item id, and why it is out, or null

import { needsApprover } from "../verdicts/verdicts.js";

const WEIGHTS = [1, 2, 3];

/**
 * The points of a vendor: each item's weight times its answer, from 0 for the worst. What is
 * unanswered counts as worst in `low` and as best in `high`; what does not apply is left out.
 */
export function scored(rules, answers, weights = rules.items.map(({ weight }) => weight)) {
  const best = rules.scale.length - 1;
  let [low, high, possible, open] = [0, 0, 0, 0];
  rules.items.forEach((item, i) => {
    const place = placeOf(rules, item, answers.get(item.id));
    if (place === null) return;
    possible += weights[i] * best;
    low += weights[i] * Math.max(place, 0);
    high += weights[i] * (place < 0 ? best : place);
    if (place < 0) open += 1;
  });
  return { low, high, possible, open };
}

/**
 * The vendors that are not out, best score first: [{ vendor, score, behind }]. `behind` says what
 * lies between it and the next: null for the last, { kind: "ahead" }, or too close to call:
 * { kind: "open" } where open answers could turn it round, { kind: "tie" }, or
 * { kind: "weight", item, from, to } with a weight that would turn it round or make it a tie.
 */
export function ranked(rules, vendors) {
  const standing = vendors
    .filter(({ out }) => !out)
    .map((vendor) => ({ vendor, score: scored(rules, vendor.answers) }))
    .sort((one, other) => lead(other.score, one.score, "low"));
  return standing.map((one, at) => {
    const next = standing[at + 1];
    return { ...one, behind: next ? between(rules, one, next) : null };
  });
}

function between(rules, one, next) {
  if (one.score.open + next.score.open > 0 && lead(one.score, next.score, "high") <= 0) {
    return { kind: "open" };
  }
  if (lead(one.score, next.score, "low") === 0) return { kind: "tie" };
  const weights = rules.items.map(({ weight }) => weight);
  let open = false;
  for (const [i, { id, weight }] of rules.items.entries()) {
    for (const to of WEIGHTS.filter((other) => Math.abs(other - weight) === 1)) {
      const moved = weights.map((own, at) => (at === i ? to : own));
      const [a, b] = [one, next].map(({ vendor }) => scored(rules, vendor.answers, moved));
      if (lead(a, b, "low") <= 0) return { kind: "weight", item: id, from: weight, to };
      if (a.open + b.open > 0 && lead(a, b, "high") <= 0) open = true;
    }
  }
  if (open) return { kind: "open" };
  return { kind: "ahead" };
}

/** Above 0 where the first is ahead; of the second, what is open counts as `side` says. */
function lead(one, other, side) {
  return one.low * (other.possible || 1) - other[side] * (one.possible || 1);
}

// null where it does not apply, -1 where it is unanswered
function placeOf(rules, item, given) {
  const aside = given?.not_applicable;
  if (!aside) return rules.scale.indexOf(given?.answer);
  const agreed = !needsApprover(item) || (aside.reason?.trim() && aside.approver?.trim());
  return agreed ? null : -1;
}

/** The knock-outs that have an answer below the best. */
export function failed(rules, answers) {
  const best = rules.scale.length - 1;
  return rules.items
    .filter((item) => {
      const place = item.knockout ? placeOf(rules, item, answers.get(item.id)) : null;
      return place !== null && place >= 0 && place < best;
    })
    .map(({ id }) => id);
}
