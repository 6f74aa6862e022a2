"""A sheet of answers to a verdict, with what caused it and what could change it.

Unanswered is not an answer. The sheet is read twice, with everything open at its worst and at its
best: if both readings come to the same verdict, that is the verdict; else it is open.
browser/verdicts/verdicts.js does the same, and a test holds both to the same results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import add

from generator.verdicts.compiled import AllOf, AnyOf, Not, Reads, RuleSet, Sums, Test
from generator.verdicts.result import Change, Given, Result, named
from generator.verdicts.tree import Tree, walk

Reading = tuple[int, int]
"""The worst and the best place on the scale that an item may still turn out to have."""


def evaluate(rules: RuleSet | Tree, answers: Mapping[str, Given]) -> Result:
    """What the rules, or a tree, make of the answers, by item id.

    An answer that is not on the scale counts as none. An item is set aside only with a reason and
    an approver if it is a must or a knock-out; without them it is unanswered. A knock-out that was
    answered without evidence is merely claimed: it may still turn out to be at its worst.
    """
    if isinstance(rules, Tree):
        return walk(rules, answers)
    readings: list[Reading | None] = []
    answered = evidenced = unanswered = 0
    for facts in rules.items:
        given = answers.get(facts.id)
        aside = given.not_applicable if given else None
        place = _place(rules, given) if given and aside is None else None
        if aside is not None and (
            not facts.needs_an_approver or (named(aside.reason) and named(aside.approver))
        ):
            readings.append(None)
        elif given is None or place is None:
            readings.append((0, rules.best))
            unanswered += 1
        else:
            shown = named(given.evidence)
            answered += 1
            evidenced += shown
            readings.append((0 if facts.knockout and not shown else place, place))
    low, high = _sums(rules, readings)
    worst, best = rules.verdict(low), rules.verdict(high)
    verdict = worst if worst == best else "open"
    rule = rules.first(high) if verdict != "open" else None
    causes = _causes(rules, rules.tests[rule], readings, high) if rule is not None else set()
    undecided = set(_undecided(rules, readings)) if verdict == "open" else set()
    changes, altered = _fewest(rules, readings, low + high, verdict)
    return Result(
        verdict=verdict,
        worst=worst,
        best=best,
        rule=rule,
        causes=tuple(f.id for i, f in enumerate(rules.items) if i in causes),
        undecided=tuple(f.id for i, f in enumerate(rules.items) if i in undecided),
        changes=changes,
        altered=altered,
        items=len(rules.items),
        answered=answered,
        evidenced=evidenced,
        claimed=answered - evidenced,
        not_applicable=len(rules.items) - answered - unanswered,
        unanswered=unanswered,
    )


def _place(rules: RuleSet, given: Given) -> int | None:
    return rules.scale.index(given.answer) if given.answer in rules.scale else None


def _sums(rules: RuleSet, readings: list[Reading | None]) -> tuple[Sums, Sums]:
    low: Sums = (0,) * len(rules.meters)
    high = low
    for effects, reading in zip(rules.effects, readings, strict=True):
        if reading is not None:
            low = tuple(map(add, low, effects[reading[0]]))
            high = tuple(map(add, high, effects[reading[1]]))
    return low, high


def _causes(
    rules: RuleSet, test: Test, readings: list[Reading | None], sums: Sums, truth: bool = True
) -> set[int]:
    """The items whose answers, taken at their best, make a test true, or false."""
    if isinstance(test, Not):
        return _causes(rules, test.test, readings, sums, not truth)
    if isinstance(test, AnyOf | AllOf):
        return {
            item
            for one in test.tests
            if one.between(sums, sums) is truth
            for item in _causes(rules, one, readings, sums, truth)
        }
    meter, shows = rules.meters[test.meter], sums[test.meter]
    if truth:
        high, low = test.at_least is not None, test.at_most is not None
    else:
        high = test.at_most is not None and shows > test.at_most
        low = test.at_least is not None and shows < test.at_least
    found = set()
    for item in meter.items:
        reading = readings[item]
        if reading is None or reading == (0, rules.best):
            continue
        gain = meter.gains[reading[1]]
        if (high and gain > min(meter.gains)) or (low and gain < max(meter.gains)):
            found.add(item)
    return found


def _undecided(rules: RuleSet, readings: list[Reading | None]) -> Iterator[int]:
    """The open items that bear on a test which could still go either way.

    Rules behind one that is certain to hold cannot decide any more.
    """
    width = len(rules.meters)
    low: Sums = (0,) * width
    high = low
    spans: list[tuple[Sums, Sums]] = []
    for effects, reading in zip(rules.effects, readings, strict=True):
        among = effects[reading[0] : reading[1] + 1] if reading else ((0,) * width,)
        columns = list(zip(*among, strict=True))
        spans.append((tuple(map(min, columns)), tuple(map(max, columns))))
        low = tuple(map(add, low, spans[-1][0]))
        high = tuple(map(add, high, spans[-1][1]))
    meters: set[int] = set()
    for test in rules.tests:
        truth = test.between(low, high)
        if truth is True:
            break
        if truth is None:
            meters.update(_unsettled(test, low, high))
    for item, (least, most) in enumerate(spans):
        if any(least[meter] != most[meter] for meter in meters):
            yield item


def _unsettled(test: Test, low: Sums, high: Sums) -> Iterator[int]:
    if test.between(low, high) is not None:
        return
    if isinstance(test, Reads):
        yield test.meter
    elif isinstance(test, Not):
        yield from _unsettled(test.test, low, high)
    else:
        for one in test.tests:
            yield from _unsettled(one, low, high)


@dataclass(frozen=True, slots=True)
class _Move:
    item: int
    place: int
    effect: Sums
    """What it adds to the sums of the worst reading and, behind them, of the best one."""


def _fewest(
    rules: RuleSet, readings: list[Reading | None], sums: Sums, verdict: str
) -> tuple[tuple[Change, ...], str | None]:
    """The first smallest set of answers, of one or two, that alters the verdict."""
    width = len(rules.meters)

    def reached(total: Sums) -> str:
        worst, best = rules.verdict(total[:width]), rules.verdict(total[width:])
        return worst if worst == best else "open"

    moves = _moves(rules, readings, settling=verdict == "open")
    for move in moves:
        found = reached(tuple(map(add, sums, move.effect)))
        if found != verdict:
            return (_change(rules, move),), found
    for n, one in enumerate(moves):
        after = tuple(map(add, sums, one.effect))
        for other in moves[n + 1 :]:
            if other.item != one.item:
                found = reached(tuple(map(add, after, other.effect)))
                if found != verdict:
                    return (_change(rules, one), _change(rules, other)), found
    return (), None


def _moves(rules: RuleSet, readings: list[Reading | None], *, settling: bool) -> list[_Move]:
    """One answer each, with evidence: of those with one effect, the first ones of two items.

    To settle an open verdict, only what is open itself is answered.

    A third has nothing to add: whatever it could be joined with, one of the two is another item.
    """
    first: dict[Sums, int | None] = {}
    found = []
    for item, (effects, reading) in enumerate(zip(rules.effects, readings, strict=True)):
        if reading is None or (settling and reading[0] == reading[1]):
            continue
        for place, effect in enumerate(effects):
            if reading == (place, place):
                continue
            parts = [_less(effect, effects[at]) for at in reading]
            move = _Move(item, place, parts[0] + parts[1])
            if not any(move.effect):
                continue
            if move.effect not in first:
                first[move.effect] = item
            elif first[move.effect] in (None, item):
                continue
            else:
                first[move.effect] = None
            found.append(move)
    return found


def _less(one: Sums, other: Sums) -> Sums:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _change(rules: RuleSet, move: _Move) -> Change:
    return Change(rules.items[move.item].id, rules.scale[move.place])
