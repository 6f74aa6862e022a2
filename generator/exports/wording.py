"""What the text formats share: an item's facts under their labels, and the lines of a detail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.exports.office import spoken_roles, spoken_time
from generator.outline import Item, Outline

ANSWERS = (
    ("Answer", "answer"),
    ("Not applicable", "not_applicable"),
    ("Goes on without it", "waiver"),
    ("Owner", "owner"),
    ("Due", "due"),
    ("Evidence", "evidence"),
    ("Note", "note"),
)
"""What is shown of an answer: a label and the field of a slot."""

_LINE = re.compile(r"( *)(?:(-|[0-9]{1,9}\.) +(?=\S))?(.*)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a detail: how far it is indented, "-" or "1." if it opens an entry, its words."""

    indent: int
    mark: str
    words: str


def one_line(text: str) -> str:
    return " ".join(text.split())


def split(text: str) -> list[Line]:
    """The lines of a detail that say something."""
    found = []
    for written in text.splitlines():
        match = _LINE.fullmatch(written.replace("\t", " "))
        if match is None or not match[3].strip():
            continue
        found.append(Line(len(match[1]), match[2] or "", one_line(match[3])))
    return found


def strength(item: Item) -> str:
    """How much an item weighs: its strength and its marks."""
    return ", ".join((item.strength, *item.marks))


def facts(item: Item) -> Iterator[tuple[str, str]]:
    """Everything an item says beside its text, in order, under its label."""
    for detail in item.details:
        yield detail.label, detail.text
    others = (("Roles", spoken_roles(item)), ("When", spoken_time(item.when)))
    yield from ((label, text) for label, text in others if text)


def head(outline: Outline, *, summary: bool = True) -> Iterator[tuple[str, str]]:
    """What a playbook says about itself, in order, under its label."""
    yield "Kind", outline.kind
    if summary and outline.summary:
        yield "Summary", outline.summary
    yield "Decision", outline.decision
    yield "Decided by", outline.decider
    yield "Phase", outline.phase
    yield from ((detail.label, detail.text) for detail in outline.about)
    if outline.scale:
        scale = ", ".join(outline.scale)
        meaning = f". {outline.scale_means}" if outline.scale_means else ""
        yield "Answers to choose from", scale + meaning
    if outline.left_out:
        count = "1 item" if outline.left_out == 1 else f"{outline.left_out} items"
        yield "Left out", f"{count} that can wait; the whole playbook has them"


def origin(outline: Outline) -> str:
    """Where a copy comes from, for its last line."""
    return f"{outline.identity} {outline.address}".rstrip()


def shortened(text: str, limit: int) -> str:
    """The text on one line within a limit. Whoever calls puts the whole elsewhere if it differs."""
    line = one_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
