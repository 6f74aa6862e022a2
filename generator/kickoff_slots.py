"""Text with slots, which a start, a choice or a name fills.

`join` fills them here, and browser/kickoff/ fills the same ones on the page, so that only the
escapes and the arithmetic of dates exist twice; tests/cases/kickoff/ holds both to the same texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from generator.exports import base
from generator.exports.calendar import escape_calendar, first_day, months_after, weekday
from generator.outline import When

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Day(NamedTuple):
    """A day of the plan: so many days or reviews, or a period, after the kickoff or the decision.

    "asked" is the start before weekends were skipped.
    """

    unit: str
    number: int = 1
    since: Literal["kickoff", "decision"] = "kickoff"


START, DECISION, ASKED = Day("day", 0), Day("day", 0, "decision"), Day("asked")


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody decides who plans a kickoff; `owners` has names by a role's title."""

    asked: date
    weeks: int
    skip_weekends: bool
    musts: bool
    owners: Mapping[str, str]

    @property
    def start(self) -> date:
        return weekday(self.asked) if self.skip_weekends else self.asked

    def counted(self, day: Day) -> date:
        """When a day of the plan is, wherever in the week it falls."""
        if day == ASKED:
            return self.asked
        since = self.start
        if day.since == "decision":
            since += timedelta(weeks=self.weeks)
        if day.unit == "day":
            return since + timedelta(days=day.number)
        if day.unit == "review":
            return months_after(months_after(since, 1), day.number - 1)
        found = first_day(When(every=day.unit), since)
        assert found and day.number == 1, day
        return found

    def on(self, day: Day) -> date:
        """When a day of the plan is, moved off a weekend if that was asked for."""
        found = self.counted(day)
        skips = self.skip_weekends and day != ASKED
        return weekday(found, back=found < self.start) if skips else found

    def holds(self, condition: Condition) -> bool:
        if condition == "moved":
            return self.asked != self.start
        return self.musts if condition == "musts" else self.skip_weekends


Condition = Literal["moved", "musts", "skip_weekends"]
Shown = Literal["spoken", "iso", "basic", "weeks", "name", "named", "nameless", "mark"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A day (`spoken`, `iso` or `basic`), the number of weeks, or names.

    `name` is a role's name or nothing, `named` the role with its name if there is one, and
    `nameless` lists those of several roles that have none. `mark` is a short hash of words and of
    the names of those among them that are roles, which tells two plans apart.
    """

    shows: Shown
    of: Day | tuple[str, ...] = ()
    escape: str = "none"


@dataclass(frozen=True, slots=True)
class Either:
    """One text or another."""

    condition: Condition
    then: Segments
    otherwise: Segments = ()


@dataclass(frozen=True, slots=True)
class Around:
    """A text with more before and after it, or nothing if it is empty."""

    prefix: str
    inner: Segments
    suffix: str = ""


Segment = str | Slot | Either | Around
Segments = tuple[Segment, ...]


def day_of(when: When, since: Literal["kickoff", "decision"] = "kickoff") -> Day | None:
    """When an item is due for the first time, if it has a time."""
    if when.after_kickoff is not None:
        return Day("day", when.after_kickoff, since)
    return Day(when.every, since=since) if when.every else None


def spoken(day: date) -> str:
    """A day with its weekday, in no language's order."""
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}"


def many(number: int, what: str) -> str:
    """A count with its noun."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def hashed(text: str) -> str:
    """A short hash of a text, FNV-1a of 32 bits, which is as short in the browser as here."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{found:08x}"


ESCAPES: dict[str, Callable[[str], str]] = {
    **base.ESCAPES,
    "calendar": escape_calendar,
    "none": str,
}


def escaped(segments: Iterable[Segment], escape: str) -> Segments:
    """The segments for a place that needs an escape."""
    return tuple(_escaped(segment, escape) for segment in segments)


def join(segments: Iterable[Segment], choices: Choices) -> str:
    """The text that the segments make with somebody's choices."""
    return "".join(_joined(segments, choices))


def as_json(segments: Iterable[Segment]) -> list[Any]:
    """The segments as browser/kickoff/ reads them, neighbouring texts joined."""
    out: list[Any] = []
    for segment in segments:
        if isinstance(segment, str):
            if out and isinstance(out[-1], str):
                out[-1] += segment
            elif segment:
                out.append(segment)
        elif isinstance(segment, Slot):
            out.append({"shows": segment.shows, "of": [*segment.of], "escape": segment.escape})
        elif isinstance(segment, Either):
            then, otherwise = as_json(segment.then), as_json(segment.otherwise)
            out.append({"if": segment.condition, "then": then, "else": otherwise})
        else:
            inner = as_json(segment.inner)
            out.append({"prefix": segment.prefix, "inner": inner, "suffix": segment.suffix})
    return out


def _joined(segments: Iterable[Segment], choices: Choices) -> Iterator[str]:
    for segment in segments:
        if isinstance(segment, str):
            yield segment
        elif isinstance(segment, Slot):
            yield ESCAPES[segment.escape](_value(segment, choices))
        elif isinstance(segment, Either):
            holds = choices.holds(segment.condition)
            yield join(segment.then if holds else segment.otherwise, choices)
        elif inner := join(segment.inner, choices):
            yield f"{segment.prefix}{inner}{segment.suffix}"


def _value(slot: Slot, choices: Choices) -> str:
    if isinstance(slot.of, Day):
        day = choices.on(slot.of)
        if slot.shows == "spoken":
            return spoken(day)
        return day.isoformat().replace("-", "" if slot.shows == "basic" else "-")
    if slot.shows == "weeks":
        return many(choices.weeks, "week")
    names = {role: choices.owners.get(role, "") for role in slot.of}
    if slot.shows == "mark":
        return hashed("\n".join((*names, *names.values())))
    if slot.shows == "nameless":
        return ", ".join(role for role, name in names.items() if not name)
    ((role, name),) = names.items()
    if slot.shows == "name":
        return name
    return f"{name} ({role})" if name else role


def _escaped(segment: Segment, escape: str) -> Segment:
    if isinstance(segment, str):
        return _fragment(segment, escape)
    if isinstance(segment, Slot):
        return replace(segment, escape=escape)
    if isinstance(segment, Either):
        then, otherwise = escaped(segment.then, escape), escaped(segment.otherwise, escape)
        return Either(segment.condition, then, otherwise)
    prefix, suffix = _fragment(segment.prefix, escape), _fragment(segment.suffix, escape)
    return Around(prefix, escaped(segment.inner, escape), suffix)


def _fragment(text: str, escape: str) -> str:
    """A stretch of literal text, with the spaces at its ends, which escapes may leave out."""
    bare = text.strip(" ")
    before, _, after = text.partition(bare) if bare else (text, "", "")
    return f"{before}{ESCAPES[escape](bare)}{after}"
