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
confirmed; a playbook's text that is longer goes on in a further task, and each description leaves
room for about 8,000 characters of answers. Nothing was tried on Jira.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.exports.base import Format, Segment, Slot, csv_row, guarded
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

DESCRIPTION_LIMIT = 24_000
"""What we put into a description at most; the rest is room for what a team answers."""

Block = list[Segment]
"""Lines that belong together. A line begins with its line break; an answer's slot follows one."""

Task = tuple[str, list[Block], str]
"""What becomes a task, or several: a summary, its descriptions, the item whose due date it has."""


def _lines(lines: Iterable[str]) -> Block:
    return [f"\n{line}" for line in lines]


def _told_of(outline: Outline, item: Item) -> Iterator[Segment]:
    for label, text in facts(item):
        yield from _lines(labelled(label, text))
    for label, name in ANSWERS:
        yield Slot(item.id, name, ("jira",), f"\n* *{label}:* ")
    yield f"\n* {escape_jira(f'{outline.id}#{item.id} {item.fingerprint}')}"


def _opening(text: str) -> Block:
    """The whole text as lines, if a summary cannot hold it."""
    long = len(text) > SUMMARY_LIMIT - COUNTED
    return _lines(labelled("In full", one_line(text))) if long else []


def _size(segments: Iterable[Segment]) -> int:
    return sum(len(segment) for segment in segments if isinstance(segment, str))


def _in_parts(blocks: Iterable[Block]) -> list[Block]:
    """The blocks as descriptions within the limit, broken between blocks where that is enough."""
    parts: list[Block] = [[]]
    for block in blocks:
        coming = _size(block)
        for segment in block:
            coming = max(coming, _size([segment]))
            if parts[-1] and coming and _size(parts[-1]) + coming > DESCRIPTION_LIMIT:
                parts.append([])
            parts[-1].append(segment)
            coming = 0
    return parts


def _tasks(outline: Outline) -> Iterator[Task]:
    for section in outline.sections:
        summary = f"{section.title} ({outline.title})"
        blocks = [_opening(summary)]
        for item in section.items:
            first, *more = fitting(f"{item.text} ({strength(item)})")
            title = _lines([f"h3. {first}", *(f"* {part}" for part in more)])
            blocks.append([*title, *_told_of(outline, item)])
        yield summary, _in_parts(blocks), ""


def _flat(outline: Outline) -> Iterator[Task]:
    for section in outline.sections:
        for item in section.items:
            place = labelled("Section", f"{one_line(section.title)} ({strength(item)})")
            block = [*_lines(place), *_opening(item.text), *_told_of(outline, item)]
            yield item.text, _in_parts([block]), item.id


def _file(outline: Outline, tasks: Iterable[Task]) -> Iterator[Segment]:
    yield from csv_row([name] for name in COLUMNS)
    name = _summary(outline.title)
    about = _opening(outline.title)
    for label, text in head(outline):
        about += _lines(labelled(label, text))
    for parameter in outline.parameters:
        about.append(f"\n* *{escape_jira(parameter.label)}:*")
        about.append(Slot("", parameter.id, ("jira",), " "))
    about += _lines([f"* {escape_jira(f'From {origin(outline)}')}"])
    epic = ("Epic", str(EPIC), "", name, "", name)
    yield from csv_row([*([cell] for cell in epic), _first_line_first(about), []])
    identity = EPIC
    for text, parts, item in tasks:
        for number, part in enumerate(parts, 1):
            count = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            identity += 1
            cells = ("Task", str(identity), str(EPIC), "", name, _summary(text, count))
            due: Block = [Slot(item, "due", ())] if item else []
            yield from csv_row([*([cell] for cell in cells), _first_line_first(part), due])


def _first_line_first(part: Block) -> Block:
    """A description without the line break of its first line, which begins with a mark of ours."""
    first, *more = part
    assert isinstance(first, str)
    return [first[1:], *more]


def _summary(text: str, count: str = "") -> str:
    return shortened(guarded(one_line(text)), SUMMARY_LIMIT - len(count)) + count


def _segments(outline: Outline) -> Iterator[Segment]:
    return _file(outline, _tasks(outline))


def _flat_segments(outline: Outline) -> Iterator[Segment]:
    return _file(outline, _flat(outline))


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
    segments=_segments,
)

JIRA_FLAT = Format(
    title="CSV for Jira, a task for each item",
    suffix="jira-flat.csv",
    media_type="text/csv; charset=utf-8",
    told=f"One epic, and a task for each item. {_TOLD}",
    segments=_flat_segments,
)
