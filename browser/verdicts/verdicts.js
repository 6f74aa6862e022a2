// A sheet of answers to a verdict, as generator/verdicts/evaluation.py does, which says why each
// step is as it is. tests/test_verdicts.py holds both to the same results on generated sheets.
//
//   rules     what stands beside a page as its rules, or as its tree
//   answers   Map of item ids to { answer, evidence, not_applicable: { reason, approver } }, any
//             of which may be left out

import { named } from "./named.js";
import { walk } from "./tree.js";

/** What the rules, or a tree, make of the answers. */
export function evaluate(rules, answers) {
  if (rules.leads) return walk(rules, answers);
  const best = rules.scale.length - 1;
  const effects = rules.items.map((item, i) => effectsOf(rules, item, i));
  const readings = [];
  let answered = 0;
  let evidenced = 0;
  let unanswered = 0;
  for (const item of rules.items) {
    const given = answers.get(item.id);
    const aside = given?.not_applicable;
    const place = aside ? -1 : rules.scale.indexOf(given?.answer);
    if (aside && isSetAside(item, aside)) {
      readings.push(null);
    } else if (place < 0) {
      readings.push([0, best]);
      unanswered += 1;
    } else {
      const shown = named(given.evidence);
      answered += 1;
      if (shown) evidenced += 1;
      readings.push([item.knockout && !shown ? 0 : place, place]);
    }
  }
  const low = summed(rules, effects, readings, 0);
  const high = summed(rules, effects, readings, 1);
  const worst = verdictOf(rules, low);
  const top = verdictOf(rules, high);
  const verdict = worst === top ? worst : "open";
  const rule = verdict === "open" ? null : firstOf(rules, high);
  const causes =
    rule === null ? new Set() : causesOf(rules, rules.rules[rule].when, readings, high, true);
  const undecided = verdict === "open" ? undecidedIn(rules, effects, readings) : new Set();
  const ids = (found) => rules.items.filter((_, i) => found.has(i)).map((item) => item.id);
  return {
    verdict,
    worst,
    best: top,
    rule,
    causes: ids(causes),
    undecided: ids(undecided),
    ...fewest(rules, effects, readings, low, high, verdict),
    items: rules.items.length,
    answered,
    evidenced,
    claimed: answered - evidenced,
    not_applicable: rules.items.length - answered - unanswered,
    unanswered,
  };
}

/** Whether setting an item aside takes a reason and somebody who agreed. */
export function needsApprover(item) {
  return item.strength === "must" || item.knockout;
}

/** Whether an item that somebody calls not applicable is left out. */
export function isSetAside(item, { reason, approver }) {
  return !needsApprover(item) || (named(reason) && named(approver));
}

function effectsOf(rules, item, i) {
  return rules.scale.map((_, place) =>
    rules.meters.map((meter) =>
      meter.items.includes(i) ? meter.gains[place] * (meter.weighted ? item.weight : 1) : 0,
    ),
  );
}

function summed(rules, effects, readings, side) {
  const total = rules.meters.map(() => 0);
  readings.forEach((reading, i) => {
    if (reading) plus(total, effects[i][reading[side]]);
  });
  return total;
}

function plus(total, more) {
  more.forEach((number, i) => (total[i] += number));
  return total;
}

function firstOf(rules, sums) {
  const found = rules.rules.findIndex((rule) => between(rule.when, sums, sums) === true);
  return found < 0 ? null : found;
}

function verdictOf(rules, sums) {
  const found = firstOf(rules, sums);
  return found === null ? "open" : rules.rules[found].verdict;
}

// true, false, or null where the sums between low and high leave it unsettled
function between(test, low, high) {
  if (test.any) {
    const found = test.any.map((one) => between(one, low, high));
    return found.includes(true) ? true : found.includes(null) ? null : false;
  }
  if (test.all) return and(test.all.map((one) => between(one, low, high)));
  if (test.not) {
    const found = between(test.not, low, high);
    return found === null ? null : !found;
  }
  const least = low[test.meter];
  const most = high[test.meter];
  const { at_least: from, at_most: to } = test;
  return and([
    from === null || ordered(least >= from, most < from),
    to === null || ordered(most <= to, least > to),
  ]);
}

function ordered(yes, no) {
  return yes ? true : no ? false : null;
}

function and(found) {
  return found.includes(false) ? false : found.includes(null) ? null : true;
}

function causesOf(rules, test, readings, sums, truth) {
  if (test.not) return causesOf(rules, test.not, readings, sums, !truth);
  const several = test.any || test.all;
  if (several) {
    const made = several.filter((one) => between(one, sums, sums) === truth);
    return new Set(made.flatMap((one) => [...causesOf(rules, one, readings, sums, truth)]));
  }
  const { items, gains } = rules.meters[test.meter];
  const shows = sums[test.meter];
  const { at_least: from, at_most: to } = test;
  const high = truth ? from !== null : to !== null && shows > to;
  const low = truth ? to !== null : from !== null && shows < from;
  const found = new Set();
  for (const i of items) {
    const reading = readings[i];
    if (!reading || (reading[0] === 0 && reading[1] === rules.scale.length - 1)) continue;
    const gain = gains[reading[1]];
    if ((high && gain > Math.min(...gains)) || (low && gain < Math.max(...gains))) found.add(i);
  }
  return found;
}

function undecidedIn(rules, effects, readings) {
  const none = rules.meters.map(() => 0);
  const low = [...none];
  const high = [...none];
  const spans = readings.map((reading, i) => {
    const among = reading ? effects[i].slice(reading[0], reading[1] + 1) : [none];
    const least = none.map((_, meter) => Math.min(...among.map((sums) => sums[meter])));
    const most = none.map((_, meter) => Math.max(...among.map((sums) => sums[meter])));
    plus(low, least);
    plus(high, most);
    return [least, most];
  });
  const meters = new Set();
  for (const { when } of rules.rules) {
    const truth = between(when, low, high);
    if (truth === true) break;
    if (truth === null) unsettled(when, low, high, meters);
  }
  const found = new Set();
  spans.forEach(([least, most], i) => {
    if ([...meters].some((meter) => least[meter] !== most[meter])) found.add(i);
  });
  return found;
}

function unsettled(test, low, high, meters) {
  if (between(test, low, high) !== null) return;
  const inner = test.any || test.all || (test.not && [test.not]);
  if (inner) {
    inner.forEach((one) => unsettled(one, low, high, meters));
  } else {
    meters.add(test.meter);
  }
}

function fewest(rules, effects, readings, low, high, verdict) {
  const reached = (...moves) => {
    const [worst, best] = [[...low], [...high]];
    for (const move of moves) {
      plus(worst, move.worst);
      plus(best, move.best);
    }
    const found = verdictOf(rules, worst);
    return found === verdictOf(rules, best) ? found : "open";
  };
  const told = (altered, ...moves) => ({
    changes: moves.map(({ i, place }) => ({ item: rules.items[i].id, answer: rules.scale[place] })),
    altered,
  });
  const moves = movesOf(effects, readings, verdict === "open");
  for (const move of moves) {
    const found = reached(move);
    if (found !== verdict) return told(found, move);
  }
  for (const [n, one] of moves.entries()) {
    for (const other of moves.slice(n + 1)) {
      if (other.i === one.i) continue;
      const found = reached(one, other);
      if (found !== verdict) return told(found, one, other);
    }
  }
  return { changes: [], altered: null };
}

function movesOf(effects, readings, settling) {
  const first = new Map();
  const found = [];
  readings.forEach((reading, i) => {
    if (!reading || (settling && reading[0] === reading[1])) return;
    effects[i].forEach((effect, place) => {
      if (reading[0] === place && reading[1] === place) return;
      const [worst, best] = reading.map((at) => effect.map((n, m) => n - effects[i][at][m]));
      const key = [...worst, ...best].join();
      if (!worst.some(Boolean) && !best.some(Boolean)) return;
      if (!first.has(key)) first.set(key, i);
      else if (first.get(key) === null || first.get(key) === i) return;
      else first.set(key, null);
      found.push({ i, place, worst, best });
    });
  });
  return found;
}
