"""How a playbook is decided, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.verdicts import words
from generator.verdicts.compiled import RuleSet
from generator.verdicts.evaluation import evaluate
from generator.verdicts.proof import constructed
from generator.verdicts.rules import Sheet


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule: `when` begins in lower case and goes on after "if"."""

    verdict: str
    title: str
    when: str
    advice: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A constructed sheet with its verdict and the title of the rule that gives it."""

    verdict: str
    title: str
    answers: str
    rule: str


def rule_rows(rules: RuleSet, texts: Mapping[str, str]) -> tuple[RuleRow, ...]:
    """The rules in order. `texts` has the words of items and groups by id."""
    return tuple(
        RuleRow(rule.verdict, rule.title, words.told(rule.when, rules, texts), rule.advice)
        for rule in rules.rules
    )


def sheet_rows(
    rules: RuleSet, sheets: Sequence[Sheet], texts: Mapping[str, str]
) -> tuple[SheetRow, ...]:
    """The constructed sheets, evaluated."""
    rows = []
    for sheet in sheets:
        found = evaluate(rules, constructed(rules, sheet))
        rule = rules.rules[found.rule].title if found.rule is not None else ""
        rows.append(SheetRow(found.verdict, sheet.title, words.shown(sheet, texts), rule))
    return tuple(rows)
