"""The answer sheet: what a team answered, by item id, as one JSON file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from generator.model import Day, Model, validate
from generator.outline import Outline
from generator.problems import Finding, did_you_mean, quoted

Words = Annotated[str, Field(max_length=10_000)]


class NotApplicable(Model):
    """Why an item does not apply, and who agreed."""

    reason: Words = Field(description="Why the item does not apply.")
    approver: Words = Field("", description="Who agreed; needed for a must.")


class Answer(Model):
    """The answer to one item. Everything may be left out."""

    answer: Words | None = Field(None, description="One of the playbook's scale.")
    not_applicable: NotApplicable | None = Field(None, description="Set if it does not apply.")
    owner: Words = Field("", description="Who sees to it.")
    due: Day | None = Field(None, description="By when, as in 2026-11-20.")
    note: Words = Field("", description="A note.")
    evidence: Words = Field("", description="What shows it, or where to find that.")
    fingerprint: Words = Field("", description="The item's fingerprint when it was answered.")


class AnswerSheet(Model):
    """A team's answers to one playbook."""

    playbook: Words = Field(description="The playbook's id.")
    version: Words = Field("", description="The playbook's version when it was answered.")
    handbook_version: Words = Field("", description="The handbook's version then.")
    start: Day | None = Field(None, description="The day of the kickoff, if there is one.")
    answers: dict[str, Answer] = Field(default_factory=dict, description="The answers by item id.")


def sheet_for(
    outline: Outline, answers: Mapping[str, Mapping[str, object]], start: date
) -> AnswerSheet:
    """A sheet of an outline's version, from the fields of each answer by item id."""
    return AnswerSheet.model_validate(
        {
            "playbook": outline.id,
            "version": outline.version,
            "handbook_version": outline.handbook_version,
            "start": start,
            "answers": answers,
        }
    )


def read_sheet(data: object, outline: Outline) -> tuple[AnswerSheet | None, list[Finding]]:
    """The sheet for a playbook, and every reason why it cannot be used.

    A sheet from another version of the playbook is used if all its items still exist with the same
    fingerprint; otherwise the findings name what changed.
    """
    sheet, findings = validate(AnswerSheet, data)
    if sheet is None:
        return None, findings
    findings += _wrong(sheet, outline)
    return (None if findings else sheet), findings


def _wrong(sheet: AnswerSheet, outline: Outline) -> Iterator[Finding]:
    items = {item.id: item for item in outline.items}
    if sheet.playbook != outline.id:
        message = f"the sheet is for {quoted(sheet.playbook)}, not for {quoted(outline.id)}"
        yield Finding(("playbook",), "unknown-reference", message, "name the sheet's own playbook")
        return
    older = sheet.version not in ("", outline.version)
    for name, given in sheet.answers.items():
        item = items.get(name)
        if item is None:
            hint = did_you_mean(name, items) or "it may have been removed since"
            message = f"{outline.id} has no item {quoted(name)}"
            yield Finding(("answers", name), "unknown-reference", message, hint, on_key=True)
            continue
        if given.answer is not None and given.answer not in outline.scale:
            hint = f"write {', '.join(outline.scale[:-1])} or {outline.scale[-1]}"
            message = f"{quoted(given.answer)} is not on the scale"
            yield Finding(("answers", name, "answer"), "not-a-choice", message, hint)
        if older and given.fingerprint not in ("", item.fingerprint):
            message = f"the item {quoted(name)} has changed since it was answered"
            hint = f"answer it again, then set its fingerprint to {item.fingerprint}"
            yield Finding(("answers", name), "changed-item", message, hint)
        without = given.not_applicable
        if without is not None and item.strength == "must" and not without.approver.strip():
            message = f"the must {quoted(name)} is set aside without an approver"
            place = ("answers", name, "not_applicable")
            yield Finding(place, "missing-field", message, "name who agreed")
        if without is not None and not without.reason.strip():
            message = f"{quoted(name)} is set aside without a reason"
            blank = ("answers", name, "not_applicable", "reason")
            yield Finding(blank, "missing-field", message, "say why it does not apply")
