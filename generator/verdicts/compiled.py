"""Rules with their items looked up: meters that add up answers, and tests of what they show.

A meter is a sum over the items that apply: of 1 for each answer that a count counts; for a score,
of what each answer lies above or below its share of the limit. Rules read nothing else, so two
items with the same effect on every meter are one and the same to them. Whole numbers throughout,
so that a browser computes the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import add

from generator.text import plain
from generator.verdicts.facts import Facts
from generator.verdicts.rules import Condition, Count, Rule, Score, Selection
from generator.verdicts.scales import Scale

Sums = tuple[int, ...]
"""What the meters show."""

Truth = bool | None
"""None where open answers leave it unsettled."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Adds `gains[place]`, times the item's weight if `weighted`, over the items given by place."""

    items: tuple[int, ...]
    gains: tuple[int, ...]
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Reads:
    """Whether a meter shows at least, or at most, a number."""

    meter: int
    at_least: int | None
    at_most: int | None

    def between(self, low: Sums, high: Sums) -> Truth:
        least, most = low[self.meter], high[self.meter]
        enough = _and(self.at_least is None or _order(least >= self.at_least, most < self.at_least))
        few = self.at_most is None or _order(most <= self.at_most, least > self.at_most)
        return _and(enough, few)

    def data(self) -> dict[str, object]:
        return {"meter": self.meter, "at_least": self.at_least, "at_most": self.at_most}


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whether one of its tests holds."""

    tests: tuple[Test, ...]

    def between(self, low: Sums, high: Sums) -> Truth:
        found = [test.between(low, high) for test in self.tests]
        return True if True in found else None if None in found else False

    def data(self) -> dict[str, object]:
        return {"any": [test.data() for test in self.tests]}


@dataclass(frozen=True, slots=True)
class AllOf:
    """Whether each of its tests holds; without tests it always does."""

    tests: tuple[Test, ...]

    def between(self, low: Sums, high: Sums) -> Truth:
        return _and(*(test.between(low, high) for test in self.tests))

    def data(self) -> dict[str, object]:
        return {"all": [test.data() for test in self.tests]}


@dataclass(frozen=True, slots=True)
class Not:
    """Whether its test does not hold."""

    test: Test

    def between(self, low: Sums, high: Sums) -> Truth:
        found = self.test.between(low, high)
        return None if found is None else not found

    def data(self) -> dict[str, object]:
        return {"not": self.test.data()}


Test = Reads | AnyOf | AllOf | Not


def _order(yes: bool, no: bool) -> Truth:
    return True if yes else False if no else None


def _and(*found: Truth) -> Truth:
    return False if False in found else None if None in found else True


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules for the items of one playbook, ready to evaluate and to prove.

    `tests` stand beside `rules`; `effects[item][place]` is what an answer adds to each meter.
    """

    rules: tuple[Rule, ...]
    items: tuple[Facts, ...]
    scale: Scale
    meters: tuple[Meter, ...]
    tests: tuple[Test, ...]
    effects: tuple[tuple[Sums, ...], ...]
    _found: dict[Sums, int | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def best(self) -> int:
        """The place of the best answer on the scale."""
        return len(self.scale) - 1

    def first(self, sums: Sums) -> int | None:
        """The place of the first rule that holds, or None."""
        if sums not in self._found:
            holds = (n for n, test in enumerate(self.tests) if test.between(sums, sums))
            self._found[sums] = next(holds, None)
        return self._found[sums]

    def verdict(self, sums: Sums) -> str:
        """The verdict on a complete sheet; open if no rule holds, which the proof rules out."""
        found = self.first(sums)
        return "open" if found is None else self.rules[found].verdict

    def data(self) -> dict[str, object]:
        """As a page carries it for the browser; browser/verdicts/ evaluates it."""
        return {
            "scale": list(self.scale),
            "items": [facts.data() for facts in self.items],
            "meters": [
                {"items": list(m.items), "gains": list(m.gains), "weighted": m.weighted}
                for m in self.meters
            ],
            "rules": [
                {
                    "verdict": rule.verdict,
                    "title": rule.title,
                    "advice": plain(rule.advice),
                    "when": test.data(),
                }
                for rule, test in zip(self.rules, self.tests, strict=True)
            ],
        }

    def all_at(self, place: int) -> Sums:
        """What the meters show if every item has the same answer."""
        return added(len(self.meters), (effects[place] for effects in self.effects))


def added(width: int, sums: Iterable[Sums]) -> Sums:
    """The sums of several items together."""
    total: Sums = (0,) * width
    for one in sums:
        total = tuple(map(add, total, one))
    return total


def compiled(rules: Sequence[Rule], items: Sequence[Facts], scale: Scale) -> RuleSet:
    """The rules with their items looked up. Selections without items are taken as they are."""
    meters: dict[Meter, int] = {}

    def meter(chosen: tuple[int, ...], gains: tuple[int, ...], *, weighted: bool) -> int:
        return meters.setdefault(Meter(chosen, gains, weighted), len(meters))

    def counted(count: Count) -> Test:
        gains = tuple(int(answer in count.answers) for answer in scale)
        found = meter(selected(count, items), gains, weighted=False)
        return Reads(found, count.at_least, count.at_most)

    def scored(score: Score, chosen: tuple[int, ...]) -> Test:
        # points/possible < limit/full, in whole numbers: sum of weight * (place * full - best *
        # limit) < 0, to which an item that does not apply adds nothing.
        best = len(scale) - 1
        full = sum(items[i].weight for i in chosen) * best
        limit = score.below if score.below is not None else score.above or 0
        gains = tuple(place * full - best * limit for place in range(len(scale)))
        found = meter(chosen, gains, weighted=True)
        return Reads(found, None, -1) if score.below is not None else Reads(found, 1, None)

    def test(condition: Condition) -> Test:
        if condition.count is not None:
            return counted(condition.count)
        if condition.score is not None:
            chosen = selected(condition.score, items)
            if not condition.score.weakest_group:
                return scored(condition.score, chosen)
            groups = dict.fromkeys(items[i].group for i in chosen)
            each = (tuple(i for i in chosen if items[i].group == group) for group in groups)
            tests = tuple(scored(condition.score, one) for one in each)
            return AnyOf(tests) if condition.score.below is not None else AllOf(tests)
        if condition.any is not None:
            return AnyOf(tuple(map(test, condition.any)))
        if condition.not_ is not None:
            return Not(test(condition.not_))
        return AllOf(tuple(map(test, condition.all or ())))

    tests = tuple(test(rule.when) for rule in rules)
    effects = tuple(
        tuple(
            tuple(
                (m.gains[place] * (facts.weight if m.weighted else 1)) if i in m.items else 0
                for m in meters
            )
            for place in range(len(scale))
        )
        for i, facts in enumerate(items)
    )
    return RuleSet(tuple(rules), tuple(items), scale, tuple(meters), tests, effects)


def selected(selection: Selection, items: Sequence[Facts]) -> tuple[int, ...]:
    """The places of the items that fit every line of a selection."""
    return tuple(
        place
        for place, facts in enumerate(items)
        if selection.strength in (None, facts.strength)
        and selection.severity in (None, facts.severity)
        and selection.group in (None, facts.group)
        and selection.knockout in (None, facts.knockout)
        and (selection.tag is None or selection.tag in facts.tags)
        and (not selection.items or facts.id in selection.items)
    )


def fitted(rules: Sequence[Rule], items: Sequence[Facts], scale: Scale) -> RuleSet | None:
    """A kind's default rules for the items that a playbook has.

    Rules that these items can never meet are left out. None if what remains could not tell a good
    sheet from a bad one, so that a blank one would get a verdict.
    """
    tried = compiled(rules, items, scale)
    low, high = _bounds(tried)
    possible = [
        rule
        for rule, test in zip(rules, tried.tests, strict=True)
        if test.between(low, high) is not False
    ]
    found = tried if len(possible) == len(rules) else compiled(possible, items, scale)
    told_apart = found.verdict(found.all_at(0)) != found.verdict(found.all_at(found.best))
    return found if told_apart else None


def _bounds(rules: RuleSet) -> tuple[Sums, Sums]:
    low = (tuple(map(min, *effects)) for effects in rules.effects)
    high = (tuple(map(max, *effects)) for effects in rules.effects)
    return added(len(rules.meters), low), added(len(rules.meters), high)
