"""What is said of a text that its tool may refuse for its length."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.answers import Answer, AnswerSheet
from generator.exports import EXPORTS
from generator.outline import Detail, Item, Outline, Section

from .shipped import outlines

NOTE = 'a "quoted" note, '
ITEM = "baseline"


def charter() -> Outline:
    return next(outline for outline in outlines() if outline.id == "pilot-charter")


def answered(outline: Outline, note: Callable[[Item], str]) -> AnswerSheet:
    answers = {item.id: Answer(note=note(item), evidence=note(item)) for item in outline.items}
    return AnswerSheet(playbook=outline.id, answers=answers)


@pytest.mark.parametrize("name", EXPORTS)
def test_no_playbook_is_over_a_limit_before_it_is_answered(name: str) -> None:
    for outline in outlines():
        form = EXPORTS[name]
        assert list(form.overlong(form.render(outline, None))) == []


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("jira", "and Jira usually takes 32,767; use jira-flat, or shorten the answers"),
        (
            "github",
            "and an issue on GitHub takes 65,536; keep it as a file, take the musts alone, ",
        ),
        ("issue-form", "and GitHub takes 65,536; take the musts alone, or shorten the answers"),
    ],
)
def test_long_answers_to_every_item_are_over_the_limit(name: str, ends: str) -> None:
    outline = charter()
    form = EXPORTS[name]
    content = form.render(outline, answered(outline, lambda item: (NOTE * 1_000)[:9_999]))
    said = list(form.overlong(content))
    assert said
    assert all(ends in line for line in said)


def test_each_description_over_jiras_limit_is_named_with_its_length() -> None:
    outline = charter()
    form = EXPORTS["jira"]
    csv.field_size_limit(10_000_000)
    for length in (3_000, 9_999):
        note = (NOTE * 1_000)[:length]
        sheet = answered(outline, lambda item, note=note: note)  # type: ignore[misc]
        content = form.render(outline, sheet)
        rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
        long = [row for row in rows if len(row["Description"]) > 32_767]
        said = list(form.overlong(content))
        assert len(said) == len(long) > 0
        for row, line in zip(long, said, strict=True):
            assert row["Summary"][:50] in line
            assert f" has {len(row['Description']):,} characters" in line


def test_a_task_for_each_item_takes_what_a_task_for_each_section_does_not() -> None:
    outline = charter()
    form = EXPORTS["jira-flat"]
    content = form.render(outline, answered(outline, lambda item: (NOTE * 1_000)[:9_999]))
    assert list(form.overlong(content)) == []
    stars = form.render(outline, answered(outline, lambda item: "[" * 9_999 * (item.id == ITEM)))
    (said,) = form.overlong(stars)
    assert "and Jira usually takes 32,767; shorten the answers" in said


@pytest.mark.parametrize("name", ["gitlab", "gitlab-csv"])
def test_gitlab_takes_a_million_characters(name: str) -> None:
    mentions = "@" * 10_000  # each becomes 13 characters that mention nobody
    item = Item(ITEM, "?", "must", "00000000", details=(Detail("Why", "/ " * 5_000),))
    outline = replace(charter(), sections=(Section("all", "All", (item,)),))
    form = EXPORTS[name]
    without = {"reason": mentions, "approver": mentions}
    most = {"answer": mentions, "note": mentions, "not_applicable": without, "waiver": without}
    said = {}
    for owner in ("Ada", mentions):
        given = {**most, "owner": owner, "evidence": mentions}
        sheet = AnswerSheet.model_validate({"playbook": outline.id, "answers": {ITEM: given}})
        said[owner] = list(form.overlong(form.render(outline, sheet)))
    assert said["Ada"] == []
    (line,) = said[mentions]
    assert "GitLab takes 1,048,576" in line
