"""CSV for Jira's import: an epic for the playbook with a task for each section, or for each item.

Cloud, https://support.atlassian.com/jira-cloud-administration/docs/import-data-from-a-csv-file/:
a heading row with a Summary column and no punctuation, commas never left out, quotes round what
holds commas or line breaks; an administrator's import has no hard limit, "generally, 10,000 issues
can be imported each time". Without an administrator, https://support.atlassian.com/jira/kb/
permission-needed-for-csv-bulk-import-without-giving-org-admin-permissions-to-users/: "Create work
items" in the project and the global "Make bulk changes". A limit of 250 issues there is said by
others (https://www.importcsv.com/blog/jira-csv-import) and could not be confirmed. Parents,
https://support.atlassian.com/jira/kb/keep-issue-parent-child-mapping-during-csv-import-to-jira-cloud:
columns Issue type, Issue ID, Summary and Parent, epics above tasks, the epic's Issue ID in the
task's Parent.

Data Center's own page (https://confluence.atlassian.com/adminjiraserver/
importing-data-from-csv-938847533.html) could not be read. Its epics have an Epic Name, which the
Epic Link of their tasks repeats (https://community.atlassian.com/t5/Jira-Core-questions/
What-is-the-expected-CSV-file-format-to-keep-links-relationships/qaq-p/461288 maps both); Cloud
retired the two fields in 2024, so there they stay unmapped.

Summaries have at most 255 characters, so a longer text goes whole into the description. 32,767
characters for a description is Jira's usual setting (jira.text.field.character.limit), not
confirmed; what is longer goes on in a further task. Nothing was tried on Jira.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from generator.answers import AnswerSheet
from generator.exports.base import Format, guarded, value
from generator.exports.jira_markup import escape_jira, fitting, labelled
from generator.exports.wording import (
    ANSWERS,
    facts,
    head,
    one_line,
    origin,
    shortened,
    strength,
)
from generator.outline import Item, Outline

COLUMNS = (
    "Issue Type",
    "Issue ID",
    "Parent",
    "Epic Name",
    "Epic Link",
    "Summary",
    "Description",
    "Due Date",
)
EPIC = 1
SUMMARY_LIMIT = 255
COUNTED = 20
"""Room in a summary for a guard, and for which of several tasks it is."""

DESCRIPTION_LIMIT = 32_000
"""A little under what a description takes."""

Task = tuple[str, list[str], str]
"""What becomes a task, or several: a summary, its descriptions, a due date."""


def _told_of(outline: Outline, item: Item, sheet: AnswerSheet | None) -> Iterator[str]:
    for label, text in facts(item):
        yield from labelled(label, text)
    answer = sheet.answers.get(item.id) if sheet else None
    for label, name in ANSWERS:
        given = value(answer, name) if answer else ""
        if given:
            yield from labelled(label, one_line(given))
    yield f"* {escape_jira(f'{outline.id}#{item.id} {item.fingerprint}')}"


def _opening(text: str) -> list[str]:
    """The whole text as lines, if a summary cannot hold it."""
    return [*labelled("In full", one_line(text))] if len(text) > SUMMARY_LIMIT - COUNTED else []


def _in_parts(blocks: Iterable[list[str]]) -> list[str]:
    """The blocks as descriptions within the limit, broken between blocks where that is enough."""
    parts: list[str] = []
    part: list[str] = []
    size = 0
    for block in blocks:
        coming = sum(len(line) + 1 for line in block)
        for line in block:
            coming = max(coming, len(line) + 1)
            if part and size + coming > DESCRIPTION_LIMIT:
                parts.append("\n".join(part))
                part, size = [], 0
            part.append(line)
            size += len(line) + 1
            coming = 0
    return [*parts, "\n".join(part)]


def _tasks(outline: Outline, sheet: AnswerSheet | None) -> Iterator[Task]:
    for section in outline.sections:
        summary = f"{section.title} ({outline.title})"
        blocks = [_opening(summary)]
        for item in section.items:
            first, *more = fitting(f"{item.text} ({strength(item)})")
            blocks.append(
                [f"h3. {first}", *(f"* {part}" for part in more), *_told_of(outline, item, sheet)]
            )
        yield summary, _in_parts(blocks), ""


def _flat(outline: Outline, sheet: AnswerSheet | None) -> Iterator[Task]:
    for section in outline.sections:
        for item in section.items:
            place = labelled("Section", f"{one_line(section.title)} ({strength(item)})")
            answer = sheet.answers.get(item.id) if sheet else None
            due = value(answer, "due") if answer else ""
            block = [*place, *_opening(item.text), *_told_of(outline, item, sheet)]
            yield item.text, _in_parts([block]), due


def _file(outline: Outline, tasks: Iterable[Task]) -> bytes:
    name = _summary(outline.title)
    about = _opening(outline.title)
    about += [line for label, text in head(outline) for line in labelled(label, text)]
    about.append(f"* {escape_jira(f'From {origin(outline)}')}")
    rows = [("Epic", str(EPIC), "", name, "", name, "\n".join(about), "")]
    for text, parts, due in tasks:
        for number, part in enumerate(parts, 1):
            count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            identity = str(EPIC + len(rows))
            summary = _summary(text, count)
            rows.append(("Task", identity, str(EPIC), "", name, summary, guarded(part), due))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def _summary(text: str, count: str = "") -> str:
    return shortened(guarded(one_line(text)), SUMMARY_LIMIT - len(count)) + count


def _render(outline: Outline, sheet: AnswerSheet | None) -> bytes:
    return _file(outline, _tasks(outline, sheet))


def _render_flat(outline: Outline, sheet: AnswerSheet | None) -> bytes:
    return _file(outline, _flat(outline, sheet))


_TOLD = (
    "In Jira Cloud the import needs the permissions to create work items and to make bulk changes; "
    "map Issue ID and Parent there, in Data Center Epic Name and Epic Link, and give dates as "
    "yyyy-MM-dd. Not tried on Jira itself."
)

JIRA = Format(
    title="CSV for Jira, a task for each section",
    suffix="jira.csv",
    media_type="text/csv; charset=utf-8",
    told=f"One epic, and a task for each section with its items in the description. {_TOLD}",
    render=_render,
)

JIRA_FLAT = Format(
    title="CSV for Jira, a task for each item",
    suffix="jira-flat.csv",
    media_type="text/csv; charset=utf-8",
    told=f"One epic, and a task for each item. {_TOLD}",
    render=_render_flat,
)
