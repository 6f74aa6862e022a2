"""iCalendar: all-day events for what has a day, with a rule if it comes back, and to-dos.

RFC 5545, https://www.rfc-editor.org/rfc/rfc5545 (its text could not be opened here): a
calendar holds at least one component (3.6); an event of a DATE alone lasts that day (3.6.1); a
to-do needs no date (3.6.2); a recurring 31st is left out of shorter months (3.3.10), hence the
rules below that take the last of several days.

What tools take. Google Calendar, https://support.google.com/calendar/answer/37118, imports on a
computer alone; a limit of 1 MB a file is told by third parties (https://pypi.org/project/icssplit).
Outlook is said to leave out to-dos (https://wiki.mozilla.org/Calendar:Calendar_formats, of an old
version), and Nextcloud's importer may offer fewer calendars for a file that mixes events and
to-dos (https://github.com/nextcloud/calendar/issues/2572). So what has a day is an event. The
vendors' own pages could not be read, and no import into these tools was tried. What has no day
stays a to-do all the same: left out, it would be lost without a word.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from icalendar import Calendar, Event, Todo, vText

from generator.answers import Answer, AnswerSheet, sheet_for
from generator.exports.base import Format, filled, value
from generator.exports.wording import ANSWERS, facts, head, origin
from generator.outline import Item, Outline, When

STAMP = datetime(1980, 1, 1, tzinfo=UTC)
"""When every entry says that it was written, so that the same input gives the same bytes."""

_DAYS = {"week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SHORTEST = 28
MONTHS = 24
"""How long what skips weekends comes back, since each date that moves is an entry of its own."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")


def escape_calendar(text: str) -> str:
    """Text of iCalendar (RFC 5545, 3.3.11), without what it cannot hold."""
    kept = _CONTROLS.sub(" ", _BREAKS.sub("\n", text))
    return re.sub(r"[\\;,]", r"\\\g<0>", kept).replace("\n", "\\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the calendar, all day long; without a day it is a to-do.

    `rule` is an RRULE; `instead_of` the day of a series that this entry stands for.
    """

    uid: str
    summary: str
    description: str
    day: date | None = None
    rule: tuple[tuple[str, str | int | list[int]], ...] = ()
    categories: tuple[str, ...] = ()
    address: str = ""
    instead_of: date | None = None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def weekday(day: date, *, back: bool = False) -> date:
    """The day itself, or the Monday after a weekend, or the Friday before it."""
    late = day.weekday() - 4
    return day if late <= 0 else day + timedelta(days=-late if back else 3 - late)


def first_day(when: When, start: date) -> date | None:
    """When an item is due for the first time, if it has a time.

    What only comes back does so after one period.
    """
    if when.after_kickoff is not None:
        return start + timedelta(days=when.after_kickoff)
    if when.every in _DAYS:
        return start + timedelta(days=_DAYS[when.every])
    return months_after(start, _MONTHS[when.every]) if when.every in _MONTHS else None


def scheduled(outline: Outline, sheet: AnswerSheet | None, start: date) -> AnswerSheet:
    """The answers with a start, and with the due date that each item's time makes of it.

    A due date that an answer has already stays.
    """
    given = sheet or sheet_for(outline, {}, start)
    answers = dict(given.answers)
    for item in outline.items:
        day, answer = first_day(item.when, start), answers.get(item.id)
        if day and not (answer and answer.due):
            answer = answer or Answer.model_validate({})
            answers[item.id] = answer.model_copy(update={"due": day})
    return given.model_copy(update={"answers": answers, "start": start})


def render(outline: Outline, sheet: AnswerSheet | None, *, skip_weekends: bool = False) -> bytes:
    """A calendar of events on the sheet's dates, and of to-dos without a date for the rest.

    What comes back does so from the start, if its date was counted from there. Where weekends are
    skipped, a series keeps its day, and each of its dates on a weekend moves by itself.
    """
    entries = (
        entry
        for item in outline.items
        for entry in _entries(outline, item, sheet, skip_weekends=skip_weekends)
    )
    about = [_about(outline, sheet)]
    if skip_weekends:
        about.append(f"Weekends are skipped; what comes back monthly ends after {MONTHS} months.")
    return _written(outline.title, "\n".join(about), entries)


def _written(title: str, about: str, entries: Iterable[Entry]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Decision Handbook//EN")
    calendar.add("version", "2.0")
    calendar.add("name", _Text(title))  # RFC 7986
    calendar.add("x-wr-calname", _Text(title))  # what older tools read instead
    calendar.add("description", _Text(about))
    for entry in entries:
        calendar.add_component(_component(entry))
    content: bytes = calendar.to_ical()
    return content


def _entries(
    outline: Outline, item: Item, sheet: AnswerSheet | None, *, skip_weekends: bool
) -> Iterator[Entry]:
    """The item's entry, and those of its series that stand elsewhere since they skip a weekend."""
    answer = sheet.answers.get(item.id) if sheet else None
    start = sheet.start if sheet else None
    due, every = answer.due if answer else None, item.when.every
    first = first_day(item.when, start) if start else None
    skips = skip_weekends and every in _MONTHS and first is not None and due == weekday(first)
    day = first if skips else due
    anchor = start if item.when.after_kickoff is None and day == first else day
    entry = Entry(
        uid=f"{outline.id}#{item.id}@{start or 'undated'}.decision-handbook",
        summary=item.text,
        description="\n\n".join(_words(outline, item, answer)),
        day=day,
        rule=_rule(every, anchor) if anchor and every else (),
        categories=(item.strength, *item.marks),
        address=f"{outline.address}#{item.id}" if outline.address else "",
    )
    if not (skips and day and anchor):
        yield entry
        return
    months = _MONTHS[every]
    days = [months_after(anchor, number) for number in range(0, MONTHS + months, months)]
    days = [one for one in days if one >= day][: MONTHS // months]
    yield replace(entry, rule=(*entry.rule, ("COUNT", len(days))))
    for one in days:
        if weekday(one) != one:
            yield replace(entry, day=weekday(one), rule=(), instead_of=one)


def _words(outline: Outline, item: Item, answer: Answer | None) -> Iterator[str]:
    """What the item says beside its text: the answer first, which is what a reader looks for."""
    if answer:
        answered = ((label, value(answer, field)) for label, field in ANSWERS)
        yield from (f"{label}: {words}" for label, words in answered if words)
    yield from (f"{label}: {words}" for label, words in facts(item))
    yield f"{outline.id}#{item.id} {item.fingerprint} ({item.strength}); {outline.identity}"


def _about(outline: Outline, sheet: AnswerSheet | None) -> str:
    said = (f"{label}: {words}" for label, words in head(outline))
    own = (f"{p.label}: {filled(sheet, '', p.id)}".rstrip() for p in outline.parameters)
    return "\n".join((*said, *own, origin(outline)))


def _rule(every: str, anchor: date) -> tuple[tuple[str, str | int | list[int]], ...]:
    """An RRULE that keeps to the anchor's day, or to the last day of a shorter month."""
    if every in _DAYS:
        return ("FREQ", "WEEKLY"), ("INTERVAL", _DAYS[every] // 7)
    if anchor.day <= _SHORTEST:
        return ("FREQ", "MONTHLY"), ("INTERVAL", _MONTHS[every])
    days = list(range(_SHORTEST, anchor.day + 1))
    last = (("BYMONTHDAY", days), ("BYSETPOS", -1))
    return ("FREQ", "MONTHLY"), ("INTERVAL", _MONTHS[every]), *last


def _component(entry: Entry) -> Event | Todo:
    found = Event() if entry.day else Todo()
    found.add("uid", entry.uid)
    found.add("dtstamp", STAMP)
    found.add("summary", _Text(entry.summary))
    found.add("description", _Text(entry.description))
    if entry.day:
        found.add("dtstart", entry.day)
        found.add("dtend", entry.day + timedelta(days=1))
        found.add("transp", "TRANSPARENT")
    if entry.instead_of:
        found.add("recurrence-id", entry.instead_of)  # RFC 5545, 3.8.4.4
    if entry.rule:
        rule: dict[str, Any] = dict(entry.rule)
        found.add("rrule", rule)
    if entry.categories:
        found.add("categories", list(entry.categories))
    if entry.address:
        found.add("url", entry.address)
    return found


class _Text(vText):
    """Text whose backslash before an N stays one, which vText would turn into a line break."""

    def to_ical(self) -> bytes:
        return escape_calendar(self).encode()


CALENDAR = Format(
    title="Calendar",
    suffix="ics",
    media_type="text/calendar",
    told="Each item is a to-do without a date, which some calendars leave out. What gets a date, "
    "from an answer sheet or from the day of a kickoff on the command line, is an all-day event. "
    "Not tried in Google Calendar, Outlook or Apple's.",
    write=render,
)

ON_WORKING_DAYS = replace(CALENDAR, write=partial(render, skip_weekends=True))
"""The calendar for a plan that skips weekends."""
