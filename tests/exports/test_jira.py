"""CSV for Jira, read by Python's csv."""

import csv
import html
import io
import re

import pytest

from generator.answers import AnswerSheet
from generator.exports.base import FORMULA_STARTS, Format
from generator.exports.jira import COLUMNS, JIRA, JIRA_FLAT
from generator.exports.jira_markup import escape_jira
from generator.outline import Outline

from .samples import HOSTILE, answered, hostile, line, missing, shipped

Row = dict[str, str]
BOTH = pytest.mark.parametrize("form", [JIRA, JIRA_FLAT], ids=["sections", "items"])


def rows(form: Format, outline: Outline, sheet: AnswerSheet | None = None) -> list[Row]:
    written = form.render(outline, sheet).decode()
    found = list(csv.DictReader(io.StringIO(written, newline=""), strict=True))
    assert all(set(row) == set(COLUMNS) for row in found)
    return found


def shown(description: str) -> str:
    """The words of wiki markup: without its signs, escapes undone."""
    signs = re.sub(r"^(?:h3\. |\*+ )(?:\*(.+?):\* ?)?", r"\1 ", description, flags=re.MULTILINE)
    return html.unescape(re.sub(r"\\(.)", r"\1", signs))


@BOTH
def test_every_item_of_every_playbook_arrives_with_all_it_says(form: Format) -> None:
    for outline in shipped():
        epic, *tasks = rows(form, outline)
        for section in outline.sections:
            for item in section.items:
                mine = [
                    row for row in tasks if f"#{item.id} {item.fingerprint}" in row["Description"]
                ]
                assert len(mine) == 1
                assert missing(item, mine[0]["Summary"] + " " + shown(mine[0]["Description"])) == []
        count = len(outline.sections) if form is JIRA else sum(1 for _ in outline.items)
        assert len(tasks) == count
        assert outline.identity in epic["Description"]
        assert outline.decision in shown(epic["Description"])


@BOTH
def test_tasks_follow_their_epic_and_name_it(form: Format) -> None:
    epic, *tasks = rows(form, shipped()[0])
    assert (epic["Issue Type"], epic["Parent"], epic["Epic Link"]) == ("Epic", "", "")
    assert epic["Summary"] == epic["Epic Name"] == shipped()[0].title
    for task in tasks:
        assert task["Issue Type"] == "Task"
        assert task["Parent"] == epic["Issue ID"]
        assert task["Epic Link"] == epic["Epic Name"]
    identities = [row["Issue ID"] for row in (epic, *tasks)]
    assert identities == [str(number) for number in range(1, len(identities) + 1)]


@BOTH
def test_hostile_text_arrives_whole_and_is_never_a_formula(form: Format) -> None:
    outline = hostile()
    epic, *tasks = rows(form, outline, answered(outline))
    for row in (epic, *tasks):
        for name, cell in row.items():
            assert not cell.startswith(FORMULA_STARTS), (name, cell[:40])
        for text in row["Description"].split("\n"):
            assert re.match(r"h3\. |\*+ ", text), text[:40]
        assert len(row["Summary"]) <= 255
    everything = " ".join(f"{row['Summary']}\n{shown(row['Description'])}" for row in tasks)
    for item, text in zip(outline.items, HOSTILE, strict=True):
        if len(text) < 10_000 or " " in text:
            assert missing(item, everything) == []
    assert everything.count("\\") > 5 * 10_000


@BOTH
def test_a_playbooks_own_text_keeps_within_a_description_and_leaves_room(form: Format) -> None:
    for row in rows(form, hostile()):
        assert len(row["Description"]) <= 32_767 - 8_000


@BOTH
def test_what_a_summary_cannot_hold_stands_whole_in_the_description(form: Format) -> None:
    outline = hostile()
    long = line(HOSTILE[-2])
    row = next(row for row in rows(form, outline) if row["Summary"].startswith("word"))
    assert row["Summary"].split(" (1 of")[0].endswith("…")
    assert long in line(shown(row["Description"]))


def test_each_item_has_its_due_date_and_answer() -> None:
    outline = shipped()[0]
    sheet = answered(outline)
    _, *tasks = rows(JIRA_FLAT, outline, sheet)
    assert {task["Due Date"] for task in tasks} == {"2028-02-29"}
    for task, item in zip(tasks, outline.items, strict=True):
        assert f"* *Answer:* {sheet.answers[item.id].answer}\n" in task["Description"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("well-known, 3 - 4 and snake_case", "well-known, 3 - 4 and snake_case"),
        ("*bold* and -gone-", r"\*bold\* and \-gone\-"),
        ("{code} [x] !y! ??z??", r"\{code\} \[x\] \!y! \??z\??"),
        ("C:\\new\\\\line", "C:&#92;new&#92;&#92;line"),
        ("&amp; R&D", "&#38;amp; R&D"),
        ("(!) :) :Pa", r"\(\!) \:) :Pa"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, written: str) -> None:
    assert escape_jira(text) == written
