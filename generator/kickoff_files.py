"""The kickoff pack, written: one document, one calendar, and a zip of both and more.

The document and the calendar are segments, which a plan fills here and the page's own script fills
in the browser.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from generator.exports.base import escape_markdown as shown
from generator.exports.calendar import STAMP
from generator.exports.markdown import labelled
from generator.kickoff import (
    CHARTER,
    KICKOFF,
    REVIEW,
    VERDICT,
    Draft,
    Part,
    Plan,
    Row,
    assumed,
    counted,
    known,
    origin,
)
from generator.kickoff_slots import (
    DECISION,
    START,
    Around,
    Day,
    Either,
    Segment,
    Segments,
    Slot,
    as_json,
    escaped,
    join,
)
from generator.kinds.red_flags import RedFlags
from generator.outline import Outline

LOG_ROWS = 8
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
LINE = 74
"""Bytes on a line of a calendar, after the space that a folded one begins with."""

_MARK = re.compile(r"\\?.", re.DOTALL)

NAME: Segments = ("kickoff-plan-", Slot("iso", START))
"""What the files are called, without the ending; a playbook's own file is called by its id."""


def markdown(plan: Plan) -> str:
    """The plan as one document, which GFM shows as tables and task lists."""
    return join(document(plan.draft), plan.choices)


def calendar(plan: Plan) -> bytes:
    """The decision date and the monthly reviews, each an entry of its own."""
    lines = (join(line, plan.choices) for line in content_lines(plan.draft))
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def folded(line: str) -> str:
    """A content line in pieces of at most 75 bytes (RFC 5545, 3.1), with no escape torn apart."""
    pieces, room = [""], LINE
    for mark in _MARK.findall(line):
        size = len(mark.encode())
        if size > room:
            pieces.append("")
            room = LINE
        pieces[-1] += mark
        room -= size
    return "\r\n ".join(pieces)


def fillable(draft: Draft) -> dict[str, Any]:
    """All that the page needs in order to make the same document and the same calendar."""
    days = [(what, as_json([Slot("spoken", day)])) for what, day in draft.days]
    return {
        "name": as_json(NAME),
        "rows": as_json(counted(draft.parts)),
        "days": [list(one) for one in days],
        "markdown": as_json(document(draft)),
        "calendar": [as_json(line) for line in content_lines(draft)],
    }


def document(draft: Draft) -> Iterator[Segment]:
    """The document of a draft."""
    yield from ("# Kickoff on ", Slot("spoken", START), "\n\n")
    yield from (*counted(draft.parts), ". The decision date is **")
    yield from (Slot("spoken", DECISION), "**.\n\n## What this plan assumes\n\n")
    for one in assumed(draft):
        yield Around("- ", escaped(one, "markdown"), "\n")
    yield "\n## Who\n\n" + _head("Role", "Name")
    yield from _owners(draft)
    yield "\n## Dates\n\n" + _head("What", "When")
    for what, day in draft.days:
        yield from (f"| {what} | ", Slot("spoken", day), " |\n")
    if draft.agenda:
        yield f"\n## Agenda: {draft.agenda[-1].ends} minutes\n\n"
        yield _head("Minutes", "What", "Who")
        for block in draft.agenda:
            yield f"| {block.begins} to {block.ends} | {shown(block.text)} | "
            yield from (*_named(block.owner), " |\n")
    yield "\n## Decision log\n\n"
    yield _head("No.", "Decision", "Who decided", "Grounds", "Owner of what follows", "Due")
    yield from (f"| {number} |  |  |  |  |  |\n" for number in range(1, LOG_ROWS + 1))
    for part in draft.parts:
        yield from _part(part)
    yield f"\n---\n\n{shown(origin(draft))}\n"


def _head(*columns: str) -> str:
    return f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}\n"


def _owners(draft: Draft) -> Iterator[Segment]:
    """Every role that owns something; with musts alone, another one only if it has a name."""
    needed, every = draft.owners(musts=True), draft.owners(musts=False)
    for role in (*every, *sorted(draft.roles - {*every})):
        begins, name, ends = f"| {shown(role)} | ", Slot("name", (role,), "markdown"), " |\n"
        if role in needed:
            yield from (begins, name, ends)
        else:
            named = (Around(begins, (name,), ends),)
            yield Either("musts", named, (begins, name, ends) if role in every else named)


def _part(part: Part) -> Iterator[Segment]:
    outline = part.outline
    yield f"\n## {shown(outline.title)}\n\n{shown(outline.decision)} Decided by: "
    yield from (*_named(outline.decider), ".\n\n", *_blanks(outline), *part.count, ".\n\n")
    for row in part.rows:
        lines = tuple(_row(outline, row))
        yield from lines if row.always else (Either("musts", (), lines),)


def _row(outline: Outline, row: Row) -> Iterator[Segment]:
    item = row.item
    marks = ", ".join((item.strength, *item.marks))
    yield f"- [ ] **{shown(item.text)}** ({shown(marks)}) "
    yield f"<!-- {row.address} {item.fingerprint} -->\n  - Owner: "
    yield from (*(_named(row.owner) if row.owner else ("not set",)), "; due: ")
    yield Slot("spoken", row.day) if row.day else "not set"
    yield f", then every {item.when.every}\n" if item.when.every else "\n"
    wanted = {"What to do"} if outline.kind == RedFlags.label else {"Strong evidence"}
    if item.choices:
        wanted.add("Answers")
    for detail in item.details:
        if detail.label in wanted:
            yield labelled(detail.label, detail.text, shown, "  ")
    if outline.id == CHARTER:
        yield "  - Answer:\n"


def _blanks(outline: Outline) -> Iterator[Segment]:
    """A line for each thing that the playbook leaves to fill in, with what the plan knows."""
    told = known(outline)
    for parameter in outline.parameters:
        filled = escaped(told.get(parameter.id, ()), "markdown")
        yield from (f"- **{shown(parameter.label)}:**", Around(" ", filled), "\n")
    if outline.parameters:
        yield "\n"


def _named(role: str) -> Segments:
    return (Slot("named", (role,), "markdown"),)


def content_lines(draft: Draft) -> Iterator[Segments]:
    """The calendar of a draft: what stands on each line before long ones are folded."""
    first, *rest = assumed(draft)
    about = (*first, *(Around("\n", one) for one in rest), f"\n{origin(draft)}")
    title = ("Kickoff on ", Slot("spoken", START))
    yield ("BEGIN:VCALENDAR",)
    yield ("VERSION:2.0",)
    yield ("PRODID:-//Decision Handbook//EN",)
    yield ("DESCRIPTION:", *escaped(about, "calendar"))
    yield ("NAME:", *escaped(title, "calendar"))  # RFC 7986
    yield ("X-WR-CALNAME:", *escaped(title, "calendar"))  # what older tools read instead
    outlines = {part.outline.id: part.outline for part in draft.parts}
    for number, (what, day) in enumerate(draft.days):
        if day == DECISION:
            yield from _event(draft, "decision", what, day, 60, outlines.get(VERDICT))
        elif day != START:
            review, title_ = number - 1, f"{what} of {draft.reviews}"
            yield from _event(draft, f"review-{review}", title_, day, 30, outlines.get(REVIEW))
    yield ("END:VCALENDAR",)


def _event(
    draft: Draft, name: str, title: str, day: Day, minutes: int, about: Outline | None
) -> Iterator[Segments]:
    begins = datetime.combine(STAMP, draft.at)
    ends = begins + timedelta(minutes=minutes)
    yield ("BEGIN:VEVENT",)
    yield ("SUMMARY:", *escaped((title,), "calendar"))
    yield ("DTSTART:", Slot("basic", day), f"T{begins:%H%M%S}")
    yield ("DTEND:", Slot("basic", day), f"T{ends:%H%M%S}")
    yield (f"DTSTAMP:{STAMP:%Y%m%dT%H%M%SZ}",)
    words = (*(part.outline.id for part in draft.parts), *draft.owners(musts=False))
    mark = Slot("mark", tuple(dict.fromkeys((*words, *sorted(draft.roles)))))
    yield (f"UID:{KICKOFF}#{name}@", Slot("iso", START), "-", mark, ".decision-handbook")
    yield ("DESCRIPTION:", *escaped(_agenda_of(about), "calendar"))
    if about and about.address:
        yield (f"URL:{about.address}",)
    yield ("END:VEVENT",)


def _agenda_of(about: Outline | None) -> Iterator[Segment]:
    yield "Measure:\nThreshold:\n"
    if about:
        yield f"\n{about.title}\n{about.decision}\nDecided by: "
        yield from (Slot("named", (about.decider,)), f"\n{about.identity}")


def files(plan: Plan, more: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """What is written, by file name: the document, and the archive that holds everything."""
    name = join(NAME, plan.choices)
    return {f"{name}.md": markdown(plan).encode(), f"{name}.zip": zipped(plan, more)}


def zipped(plan: Plan, more: Mapping[str, bytes] | None = None) -> bytes:
    """The document, the calendar and more files by name, in one archive with fixed times."""
    name = join(NAME, plan.choices)
    own = {f"{name}.md": markdown(plan).encode(), f"{name}.ics": calendar(plan)}
    files = {**(more or {}), **own}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()
