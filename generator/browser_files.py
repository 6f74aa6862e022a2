"""The JSON that pages hand out, described for other programs: models, and nothing that reads them.

The scripts write these files, browser/record/record.js, browser/my-work/file.js and
browser/vendors/comparison.js; tests hold what is downloaded to the schemas.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from generator.answers import AnswerSheet, NotApplicable, Waiver
from generator.model import Day, Model
from generator.verdicts.rules import Strength

Verdict = Literal["go", "fix", "stop", "open"]
Version = Annotated[
    Literal[1],
    Field(description="Goes up when a program that reads the file would have to change."),
]


class Decided(Model):
    """Who decided, and when."""

    by: str = Field(description="Who decided, or empty.")
    on: Day | None = Field(description="The day, as in 2026-11-20.")
    statement: str = Field(description="The decision in a sentence, or empty.")


class Rule(Model):
    """The rule that gave the verdict, in the words of the page."""

    title: str
    when: str = Field(description="When it holds.")
    advice: str = Field(description="What to do then.")


class Counts(Model):
    """How many items there are, and how far they are answered."""

    items: int
    answered: int = Field(description="With an answer: those evidenced and those claimed.")
    evidenced: int = Field(description="Answered, and the evidence is named.")
    claimed: int = Field(description="Answered without evidence.")
    not_applicable: int
    unanswered: int


class Parameter(Model):
    """Something that the reader filled in beside the answers."""

    id: str
    label: str
    text: str


class RecordedItem(Model):
    """An item as it was asked, and what was answered."""

    item: str = Field(description="Its id; in a gate's record `playbook#item`.")
    text: str = Field(description="Its words.")
    strength: Strength
    fingerprint: str = Field(description="Changes when the item's words or strength do.")
    answer: str | None = Field(description="One of the answers offered, or null if unanswered.")
    not_applicable: NotApplicable | None = Field(description="Set if it does not apply.")
    waiver: Waiver | None = Field(description="Set if it goes on without it for a time.")
    owner: str = Field(description="Who sees to it, or empty.")
    due: Day | None = Field(description="By when, as in 2026-11-20.")
    evidence: str = Field(description="What shows it, or where to find that, or empty.")
    note: str


class Gathered(Model):
    """One of a gate's playbooks, and how it stands by its own rules."""

    playbook: str = Field(description="Its id.")
    version: str = Field(description="Its version.")
    title: str
    verdict: Verdict | None = Field(description="Null if it has no rules.")
    rule: str | None = Field(description="The title of the rule that gave the verdict.")
    counts: Counts | None
    warnings: tuple[str, ...]


class Record(Model):
    """A decision record, as a playbook's page or a gate's makes one of the answers given there."""

    format: Literal["decision-handbook-record"] = Field(description="What this file is.")
    format_version: Version
    playbook: str = Field(description="The playbook's id, or as in `gate-scope`.")
    playbook_version: str = Field(description="Its version; of a gate the handbook's.")
    handbook_version: str = Field(description="The version of the handbook.")
    title: str
    address: str = Field(description="The page that it was made on.")
    question: str = Field(description="What is decided.")
    decider: str = Field(description="The title of the role that decides.")
    decided: Decided
    verdict: Verdict | None = Field(description="Null if there are no rules.")
    rule: Rule | None = Field(description="Null if no rule gave the verdict.")
    counts: Counts | None = Field(description="Null if there are no rules.")
    causes: tuple[str, ...] = Field(description="The items that caused the verdict.")
    warnings: tuple[str, ...] = Field(description="What is wrong with the decision, in sentences.")
    parameters: tuple[Parameter, ...]
    open: tuple[str, ...] = Field(description="The items that are not at their best.")
    items: tuple[RecordedItem, ...] = Field(description="Every item in the order of the page.")
    gate: str | None = Field(None, description="The phase, in a gate's record alone.")
    gathered: tuple[Gathered, ...] = Field(
        (), description="The gate's playbooks, in a gate's record alone."
    )


class Vendor(Model):
    """A vendor under comparison: its answers, and the signs to walk away that were seen."""

    id: str = Field(pattern=r"^[0-9a-f]{16}$", description="Tells it from others of its name.")
    name: str = Field(max_length=200)
    questions: AnswerSheet
    signs: AnswerSheet


Vendors = Annotated[tuple[Vendor, ...], Field(max_length=5)]


class Comparison(Model):
    """The vendors of the page that compares them."""

    format: Literal["decision-handbook-vendors"] = Field(description="What this file is.")
    format_version: Version
    vendors: Vendors


class Work(Model):
    """Everything in progress in a browser, as the page "My work" exports and imports it."""

    format: Literal["decision-handbook-answers"] = Field(description="What this file is.")
    format_version: Version
    exported: str = Field("", description="When, as in 2026-11-20T10:00:00.000Z.")
    handbook_version: str = Field("", description="The version of the handbook then.")
    sheets: tuple[AnswerSheet, ...] = Field(description="The answers, a sheet a playbook.")
    vendors: Vendors = Field((), description="The vendors compared.")


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON Schema of each file, by file name."""
    yield "my-work.json", Work.model_json_schema()
    yield "record.json", Record.model_json_schema()
    yield "vendors.json", Comparison.model_json_schema()
