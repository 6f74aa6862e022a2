"""A kickoff, planned from a day: agenda, dates, owners and rows, as data.

A draft is what there is to plan before anybody chose a day; with choices it becomes a plan. Nothing
here knows what day it is. Every assumption stands in the plan, so that whoever reads it can take it
back. `generator.kickoff_files` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from generator.answers import AnswerSheet, sheet_for
from generator.kickoff_slots import (
    ASKED,
    DECISION,
    START,
    Around,
    Choices,
    Day,
    Either,
    Segments,
    Slot,
    day_of,
    join,
    many,
)
from generator.outline import Item, Outline
from generator.problems import did_you_mean, quoted

KICKOFF, CHARTER, VERDICT, REVIEW = "kickoff", "pilot-charter", "go-fix-or-stop", "monthly-review"
PLAYBOOKS = (
    KICKOFF,
    CHARTER,
    "what-the-pilot-leaves-out",
    "set-up-to-fail",
    VERDICT,
    REVIEW,
)
"""What a pack is made of unless told."""

WEEKS = 4
REVIEWS = 6
AT = time(10)
LATEST = time(22, 59)
"""A meeting of an hour ends on the day that it began on."""

_IN_THE_MEETING = re.compile(r"Minutes \d+ to \d+: ")
_MINUTES = re.compile(r"(\d+) minutes?\b")


class UnknownRole(ValueError):
    """An owner was named for a role that the handbook does not have."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the meeting, in minutes from its beginning."""

    begins: int
    ends: int
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class Row:
    """An item to see to. `always` says that it is there with musts alone, too.

    `day` is counted from a start that nobody has chosen yet; `due` is there in a plan.
    """

    address: str
    item: Item
    day: Day | None
    always: bool
    due: date | None = None

    @property
    def owner(self) -> str:
        return self.item.owner


@dataclass(frozen=True, slots=True)
class Part:
    """The rows that come from one playbook."""

    outline: Outline
    rows: tuple[Row, ...]

    @property
    def count(self) -> Segments:
        """How many rows it has."""
        return counted([self])


@dataclass(frozen=True, slots=True)
class Draft:
    """A kickoff before anybody chose a day. `roles` may get a name, beside those that own rows."""

    parts: tuple[Part, ...]
    agenda: tuple[Block, ...]
    reviews: int
    at: time
    roles: frozenset[str] = frozenset()

    @property
    def days(self) -> Iterator[tuple[str, Day]]:
        """What is in the calendar of everybody concerned."""
        yield "Kickoff", START
        yield "Decide: go, fix or stop", DECISION
        for number in range(1, self.reviews + 1):
            yield f"Monthly review {number}", Day("review", number, "decision")

    def owners(self, *, musts: bool) -> tuple[str, ...]:
        """The roles that own a row, or decide; those that decide come first."""
        rows = (row for part in self.parts for row in part.rows if row.always or not musts)
        deciders = {part.outline.decider for part in self.parts}
        others = {row.owner for row in rows if row.owner} - deciders
        return (*sorted(deciders), *sorted(others))


@dataclass(frozen=True, slots=True)
class Plan:
    """A kickoff, planned."""

    draft: Draft
    choices: Choices

    @property
    def start(self) -> date:
        return self.choices.start

    @property
    def decision(self) -> date:
        return self.choices.on(DECISION)

    @property
    def agenda(self) -> tuple[Block, ...]:
        return self.draft.agenda

    @property
    def parts(self) -> tuple[Part, ...]:
        """The rows that were asked for, with their dates."""
        on, musts = self.choices.on, self.choices.musts
        return tuple(
            Part(
                part.outline,
                tuple(
                    replace(row, due=on(row.day) if row.day else None)
                    for row in part.rows
                    if row.always or not musts
                ),
            )
            for part in self.draft.parts
        )

    @property
    def sheets(self) -> Iterator[tuple[Outline, AnswerSheet]]:
        """Each playbook that has rows, with those alone, and who sees to them by when."""
        for part in self.parts:
            if not part.rows:
                continue
            answers = {
                row.item.id: {"owner": self.choices.owners.get(row.owner, ""), "due": row.due}
                for row in part.rows
            }
            outline = self._timed(part)
            sheet = sheet_for(outline, answers, self.start)
            told = ((name, join(one, self.choices)) for name, one in known(outline).items())
            filled = {name: words for name, words in told if words}
            yield outline, sheet.model_copy(update={"parameters": filled})

    def _timed(self, part: Part) -> Outline:
        """The playbook with the rows alone, and with their times as they are in this plan."""
        items = {row.item.id: self._counted(row) for row in part.rows}
        outline = part.outline.only(items)
        sections = (
            replace(section, items=tuple(items[item.id] for item in section.items))
            for section in outline.sections
        )
        return replace(outline, sections=tuple(sections))

    def _counted(self, row: Row) -> Item:
        if row.day is None or row.day.since == "kickoff":
            return row.item
        days = (self.choices.counted(row.day) - self.start).days
        return replace(row.item, when=replace(row.item.when, after_kickoff=days))

    @property
    def assumptions(self) -> tuple[str, ...]:
        said = (join(one, self.choices) for one in assumed(self.draft))
        return tuple(one for one in said if one)

    @property
    def rows(self) -> int:
        """How many rows the plan has, red flags among them."""
        return sum(len(part.rows) for part in self.parts)

    def part(self, playbook: str) -> Part | None:
        """The rows of a playbook, if it was chosen."""
        return next((part for part in self.parts if part.outline.id == playbook), None)


def title_of(role: str, titles: Mapping[str, str]) -> str:
    """The title of a role, from its title or id in any case; `titles` has the title by id."""
    for name, title in titles.items():
        if role.casefold() in (name.casefold(), title.casefold()):
            return title
    hint = did_you_mean(role, [*titles, *titles.values()]) or f"there are {', '.join(titles)}"
    raise UnknownRole(f"unknown role {quoted(role)}; {hint}")


def drafted(
    outlines: Iterable[Outline],
    *,
    reviews: int = REVIEWS,
    at: time = AT,
    roles: Iterable[str] = (),
) -> Draft:
    """What there is to plan, with every row of the playbooks."""
    if at > LATEST:
        raise ValueError(f"meetings cannot begin at {at:%H:%M}, since they end on the same day")
    chosen = tuple(outlines)
    musts = {outline.id: {item.id for item in outline.only_musts().items} for outline in chosen}
    parts = tuple(
        Part(
            outline,
            tuple(
                Row(
                    address=f"{outline.id}#{item.id}",
                    item=item,
                    day=_day(outline, item),
                    always=outline.id == KICKOFF or item.id in musts[outline.id],
                )
                for item in outline.items
            ),
        )
        for outline in chosen
    )
    return Draft(parts, tuple(_agenda(chosen)), reviews, at, frozenset(roles))


def _day(outline: Outline, item: Item) -> Day | None:
    """When an item is due. The review is counted from the decision, which is the verdict's day."""
    if outline.id == VERDICT:
        return DECISION
    return day_of(item.when, "decision" if outline.id == REVIEW else "kickoff")


def pack(
    outlines: Iterable[Outline],
    start: date,
    *,
    owners: Mapping[str, str] | None = None,
    weeks: int = WEEKS,
    reviews: int = REVIEWS,
    at: time = AT,
    skip_weekends: bool = False,
    musts: bool = True,
) -> Plan:
    """The plan for a kickoff on a day; `owners` has a name by a role's title (see `title_of`)."""
    names = owners or {}
    draft = drafted(outlines, reviews=reviews, at=at, roles=names)
    return Plan(draft, Choices(start, weeks, skip_weekends, musts, names))


def _agenda(outlines: Iterable[Outline]) -> Iterator[Block]:
    """The steps inside the meeting, one after another, each as long as it says that it lasts."""
    begins = 0
    steps = (item for outline in outlines if outline.id == KICKOFF for item in outline.items)
    for item in steps:
        said = _IN_THE_MEETING.match(item.text)
        lasts = next((_MINUTES.match(d.text) for d in item.details if d.label == "Lasts"), None)
        if said and lasts:
            ends = begins + int(lasts[1])
            text = item.text[said.end() :]
            yield Block(begins, ends, text[:1].upper() + text[1:], item.owner)
            begins = ends


def known(outline: Outline) -> dict[str, Segments]:
    """What a plan fills in of what a playbook leaves blank, by the parameter's id."""
    if outline.id not in (CHARTER, VERDICT):
        return {}
    blanks: dict[str, Segments] = {
        "decision-date": (Slot("iso", DECISION),),
        "decider": (Around("", (Slot("name", (outline.decider,)),), f" ({outline.decider})"),),
    }
    there = {parameter.id for parameter in outline.parameters}
    return {name: filled for name, filled in blanks.items() if name in there}


def origin(draft: Draft) -> str:
    """Which playbooks of which handbook a plan was made from, for its last line."""
    handbooks = {part.outline.handbook_version: None for part in draft.parts}
    books = (f"{part.outline.id} {part.outline.version}" for part in draft.parts)
    return f"From {', '.join(f'Decision Handbook {one}' for one in handbooks)}: {', '.join(books)}"


def counted(parts: Iterable[Part]) -> Segments:
    """How many rows there are in parts of a draft."""
    rows = [row for part in parts for row in part.rows]
    fewer = sum(row.always for row in rows)
    return (Either("musts", (many(fewer, "task"),), (many(len(rows), "task"),)),)


def assumed(draft: Draft) -> Iterator[Segments]:
    """What the plan takes for granted, one by one; an empty text says nothing."""
    some = "the musts alone."
    if any(part.outline.id == KICKOFF for part in draft.parts):
        some = "all steps of the kickoff, and of the other playbooks the musts alone."
    yield (
        *counted(draft.parts),
        f" from {many(len(draft.parts), 'playbook')}: ",
        Either("musts", (some,), ("everything in them.",)),
    )
    yield (f"Playbooks: {'; '.join(part.outline.title for part in draft.parts)}",)
    asked = ("; ", Slot("spoken", ASKED), " was asked for, a weekend.")
    yield "The kickoff is on ", Slot("spoken", START), Either("moved", asked, (".",))
    yield (
        "The decision date is ",
        Slot("weeks"),
        " after it, on ",
        Slot("spoken", DECISION),
        ". That is a guess: take the weeks that enough cases need in order to close.",
    )
    if draft.reviews:
        yield (
            f"There are {many(draft.reviews, 'monthly review')}, from ",
            Slot("spoken", Day("review", 1, "decision")),
            ", a month after the decision date, to ",
            Slot("spoken", Day("review", draft.reviews, "decision")),
            ": on the first one's day of each month, or on the last day of a shorter month. Delete "
            "what comes after a stop.",
        )
    skipped = (
        "Weekends are skipped: what falls on one moves on to Monday, and what comes before the "
        "kickoff back to Friday. Each date of what comes back moves by itself."
    )
    kept = "Weekends are not skipped: a date stays where it falls."
    yield (Either("skip_weekends", (skipped,), (kept,)),)
    yield ("Public holidays, leave and freezes are not known here.",)
    yield (
        f"The meetings in the calendar begin at {draft.at:%H:%M}, in the time of whoever opens it: "
        "an hour for the decision and 30 minutes for a review.",
    )
    yield (
        "What comes back is counted from the kickoff, too, and the steps of the monthly review "
        "from the decision date.",
    )
    if not draft.agenda:
        yield (f"There is no agenda, since the playbook {quoted(KICKOFF)} was not chosen.",)
    few = Slot("nameless", draft.owners(musts=True))
    all_ = Slot("nameless", draft.owners(musts=False))
    yield (Around("Roles without a name yet: ", (Either("musts", (few,), (all_,)),), "."),)
