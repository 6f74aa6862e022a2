"""What the rules make of an answer sheet, as a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.problems import printable
from generator.text import plain
from generator.verdicts.compiled import RuleSet
from generator.verdicts.result import Result
from generator.verdicts.tree import Tree

EXIT = {"go": 0, "fix": 3, "stop": 4, "open": 5}
"""The exit status for each verdict; 1 is a refused sheet and 2 wrong use."""


def report(rules: RuleSet | Tree, result: Result, texts: Mapping[str, str]) -> str:
    """The verdict with its rule, causes, open items, fewest changes and counts, line by line.

    `texts` has the words of items by id.
    """
    return "\n".join(printable(line) for line in _lines(rules, result, texts))


def _lines(rules: RuleSet | Tree, result: Result, texts: Mapping[str, str]) -> Iterator[str]:
    tree = isinstance(rules, Tree)
    if result.verdict == "open":
        yield f"open: between {result.worst} and {result.best}, by what is not settled yet"
    elif result.rule is None:
        yield f"{result.verdict}: whatever the next answers are"
    else:
        rule = rules.rules[result.rule]
        place = f"{'outcome' if tree else 'rule'} {result.rule + 1} of {len(rules.rules)}"
        yield f"{result.verdict}: {rule.title} ({place})"
        yield f"  {' '.join(plain(rule.advice).split())}"
    if result.causes:
        yield "the way there" if tree else "because of"
        yield from (f"  {item}: {texts[item]}" for item in result.causes)
    if result.undecided:
        yield "to be answered next" if tree else "still to be settled"
        yield from (f"  {item}: {texts[item]}" for item in result.undecided)
    settled = result.verdict != "open"
    wanted = "changes that would alter it" if settled else "answers that would settle it"
    if result.changes:
        needed = "one" if len(result.changes) == 1 else "two"
        yield f"fewest {wanted}: {needed}, and it is {result.altered}"
        yield from (f"  {c.item}: {c.answer}, with evidence" for c in result.changes)
    else:
        yield f"fewest {wanted}: more than two"
    yield (
        f"{result.answered} of {result.items} answered, {result.evidenced} with evidence and "
        f"{result.claimed} merely claimed; {result.unanswered} not answered, "
        f"{result.not_applicable} not applicable"
    )
    judged = "The tree is" if tree else "The rules are"
    yield f"{judged} editorial judgement, not calibrated on outcomes."
