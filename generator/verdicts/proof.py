"""Proof that a rule set decides every complete sheet, sensibly, over folded answers.

As checkers of decision tables do (red6/dmn-check, Drools), but over sums: items with the same
effects are one, a meter stops where the items still to come cannot change what a test says of it,
and once all the items of a meter are through, only what the tests say of it is kept. What is left
is walked through whole, so nothing is sampled. A sheet that shows a failure is the shortest there
is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from generator.problems import Finding, TreePath, quoted
from generator.verdicts.compiled import (
    AllOf,
    AnyOf,
    Not,
    Reads,
    RuleSet,
    Sums,
    Test,
    added,
    selected,
)
from generator.verdicts.evaluation import evaluate
from generator.verdicts.result import ORDER
from generator.verdicts.rules import Condition, Count, Rule, Score, Sheet

MAX_STATES = 1_000_000
"""Folded sheets, and pairs of them that differ in one answer, that a proof looks at in all."""

_SHOWN = 6
"""Items of a counterexample that a message names."""

Steps = tuple[tuple[int, int], ...]
"""A folded sheet: for each item that is not at its best, its class and its answer's place, which
is -1 if it is set aside."""

Sheets = dict[Sums, Steps]
Pairs = dict[tuple[Sums, Sums], tuple[Steps, tuple[int, int, int]]]
"""Sums with the worse and with the better answer: the other items, and the class and both places
of the one that changes."""


@dataclass(frozen=True, slots=True)
class _Class:
    """`size` items with the same effects; `place` of the first of the kind."""

    effects: tuple[Sums, ...]
    size: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """A rule set as the proof sees it; many playbooks have the same."""

    verdicts: tuple[str, ...]
    tests: tuple[Test, ...]
    classes: tuple[_Class, ...]
    width: int


@dataclass(frozen=True, slots=True)
class _Walked:
    """What every folded sheet showed."""

    too_many: bool = False
    missing: Steps | None = None
    fired: frozenset[int] = frozenset()
    sheet: Steps = ()
    """The shortest on which the first rule decides, if it ever does."""
    worse: tuple[int, int, Steps, tuple[int, int, int]] | None = None


def unproven(
    rules: RuleSet, sheets: Sequence[Sheet] = (), *, default: bool = False
) -> Iterator[Finding]:
    """What is wrong with the rules of a playbook, each at the rule that it is about.

    Of default rules, made for many playbooks, some may never come to decide in this one.
    """
    yield from _doubled(rules.rules)
    idle = [] if default else list(_empty(rules))
    yield from (finding for finding in idle if finding is not None)
    if idle:
        return
    shape, members = _folded(rules)
    found = _walk(shape)
    if found.too_many:
        message = f"the rules tell apart more than {MAX_STATES:,} sheets, too many to prove"
        hint = "count by strength or severity in place of tags and ids, with lower numbers"
        yield Finding(("rules",), "too-many-states", message, hint)
        return
    sheet = _Sheets(rules, members)
    last = len(rules.rules) - 1
    if found.missing is not None:
        message = f"no rule says what follows if {sheet.told(found.missing)}"
        hint = "end with a rule whose condition is `otherwise: true`"
        yield Finding(("rules", last), "missing-case", message, hint, on_key=True)
    for number in () if default else sorted(set(range(last + 1)) - found.fired):
        yield _idle(rules, shape, sheet, number)
    if found.worse:
        yield _rewarded(rules, sheet, found.worse)
    if found.missing is None and not found.worse:
        yield from _blank(rules)
    yield from _misjudged(rules, sheets)


def _idle(rules: RuleSet, shape: _Shape, sheet: _Sheets, number: int) -> Finding:
    """Why a rule never decides: it cannot hold, or others always hold before it."""
    place = ("rules", number, "when")
    title = quoted(rules.rules[number].title)
    alone = _walk(replace(shape, verdicts=("stop",), tests=(shape.tests[number],)))
    if alone.too_many or not alone.fired:
        message = f"the rule {title} can never hold, whatever is answered"
        hint = "lower its numbers, or look at what it selects"
        return Finding(place, "unreachable", message, hint)
    earlier = rules.first(sheet.sums(alone.sheet))
    first = quoted(rules.rules[earlier or 0].title)
    message = (
        f"the rule {title} never decides; if {sheet.told(alone.sheet)}, it holds, but {first} "
        "stands before it and holds too"
    )
    return Finding(place, "shadowed", message, "put it before that rule, or delete it")


def _rewarded(
    rules: RuleSet,
    sheet: _Sheets,
    worse: tuple[int, int, Steps, tuple[int, int, int]],
) -> Finding:
    number, other, steps, (kind, low, high) = worse
    rule, before = rules.rules[number], rules.rules[other]
    item, rest = sheet.changed(steps, kind)
    message = (
        f"a worse answer earns a better verdict: if {rest}, then {quoted(item)} answered "
        f"{quoted(rules.scale[low])} gives {rule.verdict}, but {quoted(rules.scale[high])} gives "
        f"{before.verdict} ({quoted(before.title)})"
    )
    hint = "count the worse answers along with the better ones, or put stop before fix before go"
    return Finding(("rules", number, "when"), "rewards-worse", message, hint)


def _blank(rules: RuleSet) -> Iterator[Finding]:
    worst, best = (rules.verdict(rules.all_at(place)) for place in (0, rules.best))
    if worst == best:
        message = f"a blank sheet would say {best}, since every sheet does"
        hint = "let the worst answers lead to stop or fix, and the best ones to go"
        yield Finding(("rules", 0), "blank-sheet", message, hint)


def _misjudged(rules: RuleSet, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    known = {facts.id for facts in rules.items}
    for number, sheet in enumerate(sheets):
        named = [one.item for one in sheet.differing]
        answers = [sheet.usual, *(one.answer for one in sheet.differing)]
        if not known.issuperset(named) or not set(rules.scale).issuperset(answers):
            continue  # said elsewhere
        found = evaluate(rules, constructed(rules, sheet))
        if found.verdict != sheet.verdict:
            why = rules.rules[found.rule].title if found.rule is not None else "no rule holds"
            message = f"the rules make {found.verdict} of this sheet: {quoted(why)}"
            hint = f"write `verdict: {found.verdict}`, or change its answers or the rules"
            yield Finding(("sheets", number, "verdict"), "wrong-verdict", message, hint)


@dataclass(frozen=True, slots=True)
class _Constructed:
    answer: str
    evidence: str = "constructed"
    not_applicable: None = None


def constructed(rules: RuleSet, sheet: Sheet) -> dict[str, _Constructed]:
    """The answers of a constructed sheet, by item id."""
    answers = {facts.id: sheet.usual for facts in rules.items}
    answers.update((one.item, one.answer) for one in sheet.differing)
    return {item: _Constructed(answer) for item, answer in answers.items()}


def _folded(rules: RuleSet) -> tuple[_Shape, list[list[int]]]:
    """The shape of a rule set, and the items of each of its classes."""
    kinds: dict[tuple[Sums, ...], list[int]] = {}
    for item, effects in enumerate(rules.effects):
        if any(map(any, effects)):
            kinds.setdefault(effects, []).append(item)
    caps = _bounds(rules.tests, len(rules.meters))[1]
    ordered = sorted(kinds.items(), key=lambda kind: [[-n for n in sums] for sums in kind[0]])
    classes = tuple(
        _Class(effects, min(len(items), _enough(effects, caps))) for effects, items in ordered
    )
    verdicts = tuple(rule.verdict for rule in rules.rules)
    shape = _Shape(verdicts, rules.tests, classes, len(rules.meters))
    return shape, [items for _, items in ordered]


def _enough(effects: tuple[Sums, ...], caps: Sequence[int]) -> int:
    """How many items of a class can be told from more, if the best answer moves no meter: those
    that fill its meters to their caps, and one more that is left to change its answer."""
    touched = {meter for sums in effects for meter, gain in enumerate(sums) if gain}
    if any(effects[-1]) or any(gain < 0 for sums in effects for gain in sums):
        return sys.maxsize
    return sum(caps[meter] for meter in touched) + 1


def _bounds(tests: Sequence[Test], width: int) -> tuple[list[int], list[int]]:
    """For each meter, one less than the lowest number that a test asks for, and the highest."""
    floors, caps = [sys.maxsize] * width, [-sys.maxsize] * width
    for test in _leaves(tests):
        asked = [] if test.at_least is None else [test.at_least]
        asked += [] if test.at_most is None else [test.at_most + 1]
        floors[test.meter] = min(floors[test.meter], *(n - 1 for n in asked))
        caps[test.meter] = max(caps[test.meter], *asked)
    return floors, caps


def _leaves(tests: Sequence[Test]) -> Iterator[Reads]:
    for test in tests:
        if isinstance(test, AnyOf | AllOf):
            yield from _leaves(test.tests)
        elif isinstance(test, Not):
            yield from _leaves((test.test,))
        else:
            yield test


def _falls(test: Test, effects: Sequence[tuple[Sums, ...]], *, falls: bool = True) -> bool:
    """Whether better answers can only end a test's holding; with `falls` unset, only begin it."""
    if isinstance(test, Not):
        return _falls(test.test, effects, falls=not falls)
    if isinstance(test, AnyOf | AllOf):
        return all(_falls(one, effects, falls=falls) for one in test.tests)
    sides = {falls} if test.at_least is not None else set()
    sides |= {not falls} if test.at_most is not None else set()
    gains = [[sums[test.meter] for sums in kind] for kind in effects]
    return all(one == sorted(one, reverse=side) for one in gains for side in sides)


@cache
def _walk(shape: _Shape) -> _Walked:
    """Every folded sheet, and every pair in which one item's answer is one place worse.

    The pairs are left out where they could show nothing: if every test can only stop holding as
    answers get better, and the verdicts come worst first, then no better answer earns a worse one.
    """
    order = [ORDER[verdict] for verdict in shape.verdicts]
    kinds = [kind.effects for kind in shape.classes]
    paired = order != sorted(order) or not all(_falls(test, kinds) for test in shape.tests)
    floors, caps = _bounds(shape.tests, shape.width)
    zero: Sums = (0,) * shape.width
    less, more = _ahead(shape)
    sheets: Sheets = {zero: ()}
    pairs: Pairs = {}
    settle = _settlers(shape)
    room = MAX_STATES
    for number, kind in enumerate(shape.classes):
        for left in range(kind.size - 1, -1, -1):
            less = _without(less, kind.effects, min)
            more = _without(more, kind.effects, max)
            moved = tuple(
                (meter, floors[meter] - more[meter], caps[meter] - less[meter])
                for meter in range(shape.width)
                if any(gains[meter] for gains in kind.effects)
            )
            fold = _Fold(moved, settle[number] if left == 0 else None)
            sheets, pairs = _one_more(
                sheets, pairs, number, kind.effects, fold, paired=paired, room=room
            )
            room -= len(sheets) + len(pairs)
            if room < 0:
                return _Walked(too_many=True)
    return _judged(shape, sheets, pairs)


def _ahead(shape: _Shape) -> tuple[Sums, Sums]:
    """The least and the most that all items together can add to each meter."""
    every = [kind.effects for kind in shape.classes for _ in range(kind.size)]
    zero = (0,) * shape.width
    return (
        added(shape.width, (tuple(map(min, zero, *effects)) for effects in every)),
        added(shape.width, (tuple(map(max, zero, *effects)) for effects in every)),
    )


def _without(sums: Sums, effects: tuple[Sums, ...], most: Callable[..., int]) -> Sums:
    """The sums that are left when one item is through."""
    return tuple(total - most(0, *gains) for total, *gains in zip(sums, *effects, strict=True))


@dataclass(frozen=True, slots=True)
class _Fold:
    """What is kept of the sums after an item: of each meter that it moves, a number within what
    tests can still tell apart."""

    moved: tuple[tuple[int, int, int], ...]
    settle: Callable[[Sums], Sums] | None

    def after(self, sums: Sums, effect: Sums) -> Sums:
        shown = list(sums)
        for meter, low, high in self.moved:
            shown[meter] = max(low, min(high, shown[meter] + effect[meter]))
        total = tuple(shown)
        return self.settle(total) if self.settle else total


def _one_more(
    sheets: Sheets,
    pairs: Pairs,
    number: int,
    effects: tuple[Sums, ...],
    fold: _Fold,
    *,
    paired: bool,
    room: int,
) -> tuple[Sheets, Pairs]:
    """The states after one more item of a class, each with its shortest sheet.

    Gives up once there are more than `room`.
    """
    after = fold.after
    more: Sheets = {}
    both: Pairs = {}
    best = len(effects) - 1
    options = {(0,) * len(effects[0]): -1} | {effect: place for place, effect in enumerate(effects)}
    for effect, place in sorted(options.items(), key=lambda option: -option[1]):
        if len(more) + len(both) > room:
            break
        step = () if place == best else ((number, place),)
        for sums, steps in sheets.items():
            found, way = after(sums, effect), steps + step
            if found not in more or len(way) < len(more[found]):
                more[found] = way
        for (low, high), (steps, change) in pairs.items():
            pair, way = (after(low, effect), after(high, effect)), steps + step
            if pair[0] != pair[1] and (pair not in both or len(way) < len(both[pair][0])):
                both[pair] = way, change
    for worse, (less, better) in enumerate(pairwise(effects)) if paired else ():
        for sums, steps in sheets.items() if less != better else ():
            pair = (after(sums, less), after(sums, better))
            if pair[0] != pair[1] and (pair not in both or len(steps) < len(both[pair][0])):
                both[pair] = steps, (number, worse, worse + 1)
    return more, both


def _settlers(shape: _Shape) -> list[Callable[[Sums], Sums] | None]:
    """For each class, what is kept of the meters that no later class moves: one state for all
    that its tests cannot tell apart."""
    last: dict[int, int] = {}
    for number, kind in enumerate(shape.classes):
        for sums in kind.effects:
            last.update((meter, number) for meter, gain in enumerate(sums) if gain)
    settlers: list[Callable[[Sums], Sums] | None] = []
    for number in range(len(shape.classes)):
        if number not in last.values():
            settlers.append(None)
            continue
        moving = {meter for meter, end in last.items() if end > number}
        settlers.append(_settler(shape.tests, moving, shape.width))
    return settlers


def _settler(tests: tuple[Test, ...], moving: set[int], width: int) -> Callable[[Sums], Sums]:
    shown: dict[tuple[bool, ...], Sums] = {}
    kept: dict[tuple[Test | bool, ...], Sums] = {}
    still = [meter for meter in range(width) if meter not in moving]
    settled = [leaf for leaf in _leaves(tests) if leaf.meter not in moving]
    limits = [
        (
            leaf.meter,
            -sys.maxsize if leaf.at_least is None else leaf.at_least,
            sys.maxsize if leaf.at_most is None else leaf.at_most,
        )
        for leaf in settled
    ]

    def settle(sums: Sums) -> Sums:
        said = tuple([least <= sums[meter] <= most for meter, least, most in limits])
        alike = shown.get(said)
        if alike is None:
            alike = shown[said] = kept.setdefault(_open(tests, sums, moving), sums)
        state = list(sums)
        for meter in still:
            state[meter] = alike[meter]
        return tuple(state)

    return settle


def _open(tests: tuple[Test, ...], sums: Sums, moving: set[int]) -> tuple[Test | bool, ...]:
    """What is left open of tests once some meters stand still, up to the first that holds."""
    left: list[Test | bool] = []
    for test in tests:
        left.append(_rest(test, sums, moving))
        if left[-1] is True:
            break  # no later rule decides any more
    return tuple(left)


def _rest(test: Test, sums: Sums, moving: set[int]) -> Test | bool:
    """What is left open of a test, or what it comes to."""
    if isinstance(test, Reads):
        return test if test.meter in moving else test.between(sums, sums) is True
    if isinstance(test, Not):
        found = _rest(test.test, sums, moving)
        return not found if isinstance(found, bool) else Not(found)
    settles = isinstance(test, AnyOf)
    left: list[Test] = []
    for one in test.tests:
        found = _rest(one, sums, moving)
        if found is settles:
            return settles
        if not isinstance(found, bool):
            left.append(found)
    return type(test)(tuple(left)) if left else not settles


def _judged(shape: _Shape, sheets: Sheets, pairs: Pairs) -> _Walked:
    missing: Steps | None = None
    fired: dict[int, Steps] = {}
    first: dict[Sums, int | None] = {}
    for sums, steps in sorted(sheets.items(), key=lambda found: len(found[1])):
        holds = (n for n, test in enumerate(shape.tests) if test.between(sums, sums))
        first[sums] = decides = next(holds, None)
        if decides is not None:
            fired.setdefault(decides, steps)
        elif missing is None:
            missing = steps
    worse = None
    for (low, high), (steps, change) in sorted(pairs.items(), key=lambda found: len(found[1][0])):
        one, other = first[low], first[high]
        if one is None or other is None:
            continue
        if ORDER[shape.verdicts[one]] > ORDER[shape.verdicts[other]]:
            worse = (one, other, steps, change)
            break
    return _Walked(False, missing, frozenset(fired), fired.get(0, ()), worse)


class _Sheets:
    """Tells of folded sheets in words, with items that stand for their class."""

    def __init__(self, rules: RuleSet, members: list[list[int]]) -> None:
        self.rules = rules
        self.members = members

    def sums(self, steps: Steps) -> Sums:
        """What the meters show on the sheet that the steps lead to."""
        answers = self._places(steps, Counter())
        effects = (
            effects[answers.get(item, self.rules.best)]
            for item, effects in enumerate(self.rules.effects)
            if answers.get(item) != -1
        )
        return added(len(self.rules.meters), effects)

    def told(self, steps: Steps) -> str:
        """The sheet that the steps lead to."""
        return self._words(self._answers(steps, Counter()))

    def changed(self, steps: Steps, kind: int) -> tuple[str, str]:
        """An item of the class that the steps left alone, and the sheet without it."""
        answers = self._answers(steps, Counter({kind: 1}))
        return self.rules.items[self.members[kind][0]].id, self._words(answers)

    def _answers(self, steps: Steps, used: Counter[int]) -> dict[str, str]:
        return {
            self.rules.items[item].id: "not applicable" if place < 0 else self.rules.scale[place]
            for item, place in self._places(steps, used).items()
        }

    def _places(self, steps: Steps, used: Counter[int]) -> dict[int, int]:
        answers = {}
        for kind, place in steps:
            answers[self.members[kind][used[kind]]] = place
            used[kind] += 1
        return answers

    def _words(self, answers: dict[str, str]) -> str:
        best = f"every item is {quoted(self.rules.scale[-1])}"
        if not answers:
            return best
        said = [f"{quoted(item)} is {quoted(answer)}" for item, answer in answers.items()]
        more = f", {len(said) - _SHOWN} more likewise" if len(said) > _SHOWN else ""
        others = best.replace("every", "every other")
        return f"{', '.join(said[:_SHOWN])}{more} and {others}"


def _empty(rules: RuleSet) -> Iterator[Finding | None]:
    """Selections without items; None for one that names what is not there, said elsewhere."""
    ids = {facts.id for facts in rules.items}
    tags = {tag for facts in rules.items for tag in facts.tags}
    groups = {facts.group for facts in rules.items}
    for place, selection in _selections(rules.rules):
        answers = selection.answers if isinstance(selection, Count) else ()
        if (
            not ids.issuperset(selection.items)
            or selection.tag not in (None, *tags)
            or selection.group not in (None, *groups)
            or not set(rules.scale).issuperset(answers)
        ):
            yield None
        elif not selected(selection, rules.items):
            message = "no item in use fits every line of this selection"
            hint = "leave a line out, or look at what the items have"
            yield Finding(place, "unknown-reference", message, hint)


def _selections(rules: Sequence[Rule]) -> Iterator[tuple[TreePath, Count | Score]]:
    """Every count and score of the rules, with its place."""
    waiting: list[tuple[TreePath, Condition]] = [
        (("rules", number, "when"), rule.when) for number, rule in enumerate(rules)
    ]
    while waiting:
        at, condition = waiting.pop()
        if condition.count is not None:
            yield (*at, "count"), condition.count
        if condition.score is not None:
            yield (*at, "score"), condition.score
        if condition.not_ is not None:
            waiting.append(((*at, "not"), condition.not_))
        for name in ("any", "all"):
            inner = getattr(condition, name) or ()
            waiting += [((*at, name, number), one) for number, one in enumerate(inner)]


def _doubled(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Titles that two rules share: a verdict could not say which of them gave it."""
    seen: set[str] = set()
    for number, rule in enumerate(rules):
        if rule.title in seen:
            message = f"two rules are titled {quoted(rule.title)}"
            yield Finding(("rules", number, "title"), "repeated-entry", message, "say what differs")
        seen.add(rule.title)
