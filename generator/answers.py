"""The answer sheet: what a team answered, by item id, as one JSON file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from generator.model import Day, Model, validate
from generator.outline import Outline
from generator.problems import Finding, did_you_mean, quoted

Words = Annotated[str, Field(max_length=10_000)]


class NotApplicable(Model):
    """Why an item does not apply, and who agreed."""

    reason: Words = Field(description="Why the item does not apply.")
    approver: Words = Field("", description="Who agreed; needed for a must.")


class Waiver(Model):
    """Why it goes on although the item is not met, who agreed, and until when."""

    reason: Words = Field(description="Why it goes on without.")
    approver: Words = Field("", description="Who agreed.")
    until: Day | None = Field(None, description="The last day on which that holds.")


class Answer(Model):
    """The answer to one item. Everything may be left out."""

    answer: Words | None = Field(None, description="One of the playbook's scale.")
    not_applicable: NotApplicable | None = Field(None, description="Set if it does not apply.")
    waiver: Waiver | None = Field(None, description="Set if it goes on without it for a time.")
    owner: Words = Field("", description="Who sees to it.")
    due: Day | None = Field(None, description="By when, as in 2026-11-20.")
    note: Words = Field("", description="A note.")
    evidence: Words = Field("", description="What shows it, or where to find that.")
    fingerprint: Words = Field("", description="The item's fingerprint when it was answered.")


class AnswerSheet(Model):
    """A team's answers to one playbook."""

    listed: ClassVar[str] = "see schemas/answers.json for the fields there are"
    grouped: ClassVar[str] = 'write {"name": value}, with braces'

    playbook: Words = Field(description="The playbook's id.")
    version: Words = Field("", description="The playbook's version when it was answered.")
    handbook_version: Words = Field("", description="The handbook's version then.")
    start: Day | None = Field(None, description="The day of the kickoff, if there is one.")
    answers: dict[str, Answer] = Field(default_factory=dict, description="The answers by item id.")
    parameters: dict[str, Words] = Field(
        default_factory=dict, description="What the reader filled in, by the parameter's id."
    )


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


def applied(outline: Outline, sheet: AnswerSheet) -> AnswerSheet:
    """The sheet with what does not apply by the reader's own choices set aside, and why.

    What the reader set aside already, with all that it takes, keeps the reader's reason.
    """
    answers = dict(sheet.answers)
    for item in outline.items:
        when = item.applies
        chosen = sheet.parameters.get(when.parameter) if when else None
        if when is None or not chosen or chosen in when.one_of:
            continue
        given = answers.get(item.id, Answer.model_validate({}))
        if not _is_set_aside(given.not_applicable, item.strength):
            reason = NotApplicable(reason=when.because, approver=BY_CHOICE)
            answers[item.id] = given.model_copy(update={"not_applicable": reason})
    return sheet.model_copy(update={"answers": answers})


def _is_set_aside(given: NotApplicable | None, strength: str) -> bool:
    if given is None:
        return False
    return strength != "must" or bool(given.reason.strip() and given.approver.strip())


BY_CHOICE = "by the choice above"
"""Who set an item aside that a choice among the parameters leaves out."""


def read_sheet(data: object, outline: Outline) -> tuple[AnswerSheet | None, list[Finding]]:
    """The sheet for a playbook, or None and every reason why it cannot be used.

    A sheet from another version of the playbook is used if all its items still exist with the same
    fingerprint; otherwise the findings name what changed. The version alone proves nothing: one
    item may have been answered later than the others. A finding of the level "information" comes
    with a sheet that is used.
    """
    sheet, findings = validate(AnswerSheet, data)
    if sheet is None:
        return None, findings
    findings += _wrong(sheet, outline)
    if any(finding.level == "problem" for finding in findings):
        return None, findings
    return sheet, findings


def _wrong(sheet: AnswerSheet, outline: Outline) -> Iterator[Finding]:
    items = {item.id: item for item in outline.items}
    if sheet.playbook != outline.id:
        message = f"the sheet is for {quoted(sheet.playbook)}, not for {quoted(outline.id)}"
        yield Finding(("playbook",), "unknown-reference", message, "name the sheet's own playbook")
        return
    yield from _not_compared(sheet, outline)
    yield from _parameters(sheet, outline)
    for name, given in sheet.answers.items():
        item = items.get(name)
        if item is None:
            hint = did_you_mean(name, items) or "it may have been removed since"
            message = f"{outline.id} has no item {quoted(name)}"
            yield Finding(("answers", name), "unknown-reference", message, hint, on_key=True)
            continue
        own = [quoted(word) for word in item.choices]
        if given.answer is not None and given.answer not in (item.choices or outline.scale):
            *others, last = own or outline.scale
            hint = f"write {', '.join(others)} or {last}"
            where = "one of its answers" if own else "on the scale"
            message = f"{quoted(given.answer)} is not {where}"
            yield Finding(("answers", name, "answer"), "not-a-choice", message, hint)
        if given.answer and given.not_applicable is not None:
            message = f"{quoted(name)} has an answer and is set aside"
            hint = 'keep "answer" or "not_applicable", not both'
            yield Finding(("answers", name), "two-answers", message, hint)
        if given.fingerprint not in ("", item.fingerprint):
            message = f"the item {quoted(name)} has changed since it was answered"
            hint = f"answer it again, then set its fingerprint to {item.fingerprint}"
            yield Finding(("answers", name), "changed-item", message, hint)
        without = given.not_applicable
        if without is not None and item.strength == "must" and not without.approver.strip():
            message = f"the must {quoted(name)} is set aside without an approver"
            place = ("answers", name, "not_applicable")
            yield Finding(place, "missing-field", message, "name who agreed")
        waived = given.waiver
        if waived is not None:
            for field, said in (("reason", waived.reason), ("approver", waived.approver)):
                if not said.strip():
                    message = f"the waiver of {quoted(name)} has no {field}"
                    at = ("answers", name, "waiver", field) if said else ("answers", name, "waiver")
                    yield Finding(at, "missing-field", message, "say why, and who agreed")
        if without is not None and not without.reason.strip():
            message = f"{quoted(name)} is set aside without a reason"
            blank = ("answers", name, "not_applicable", "reason")
            yield Finding(blank, "missing-field", message, "say why it does not apply")


def _not_compared(sheet: AnswerSheet, outline: Outline) -> Iterator[Finding]:
    bare = sum(not given.fingerprint for given in sheet.answers.values())
    if bare and sheet.version not in ("", outline.version):
        answers = "1 answer has" if bare == 1 else f"{bare} answers have"
        message = (
            f"the sheet is of version {quoted(sheet.version)}, the playbook is {outline.version}, "
            f"and {answers} no fingerprint to compare"
        )
        hint = "look whether the items still ask the same"
        yield Finding(("version",), "other-version", message, hint, level="information")


def _parameters(sheet: AnswerSheet, outline: Outline) -> Iterator[Finding]:
    known = {parameter.id: parameter for parameter in outline.parameters}
    for name, given in sheet.parameters.items():
        place = ("parameters", name)
        parameter = known.get(name)
        if parameter is None:
            hint = did_you_mean(name, known) or "it may have been removed since"
            message = f"{outline.id} has nothing to fill in called {quoted(name)}"
            yield Finding(place, "unknown-reference", message, hint, on_key=True)
            continue
        if not given:
            continue
        if parameter.type == "choice" and given not in parameter.choices:
            hint = f"write {' or '.join(parameter.choices)}"
            message = f"{quoted(given)} is not a choice of {quoted(name)}"
            yield Finding(place, "not-a-choice", message, hint)
        if parameter.type == "number" and not WHOLE.fullmatch(given):
            message = f"{quoted(given)} is not a whole number"
            yield Finding(place, "wrong-type", message, "write digits alone, as in 12000")
        if parameter.type == "date" and not _is_day(given):
            message = f"{quoted(given)} is not a date"
            yield Finding(place, "bad-date", message, "write it like 2026-11-20")
    for parameter in outline.parameters:
        given = sheet.parameters.get(parameter.id, "")
        if parameter.sum_of and given:
            parts = [sheet.parameters.get(name, "") for name in parameter.sum_of]
            total = sum(int(part) for part in parts if WHOLE.fullmatch(part))
            if given != str(total):
                message = f"{quoted(parameter.id)} says {given}, and its parts add up to {total}"
                hint = "leave it out, or correct the parts"
                yield Finding(("parameters", parameter.id), "wrong-type", message, hint)


WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})", re.ASCII)
"""A whole number that JavaScript holds exactly."""


def _is_day(given: str) -> bool:
    try:
        return date.fromisoformat(given).isoformat() == given
    except ValueError:
        return False
