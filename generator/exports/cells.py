"""What stands in the cells of a playbook's sheet, cut to what a spreadsheet's cell takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from generator.answers import Answer, AnswerSheet
from generator.exports.base import value
from generator.exports.office import NOT_APPLICABLE, readable, spoken_roles, spoken_time
from generator.outline import Item, Outline, Section

COLUMNS = {
    "Section": 18,
    "Strength": 10,
    "Marks": 12,
    "Question": 46,
    "Answer": 15,
    "Owner": 16,
    "Due": 12,
    "Evidence": 30,
    "Note": 30,
    "Why": 64,
    "Details": 64,
    "Roles": 26,
    "When": 18,
    "Id": 24,
    "Fingerprint": 14,
}
"""Every column and its width in characters."""

IN_NOTES = {"How": "Question", "Weak evidence": "Evidence", "Strong evidence": "Evidence"}
"""The details that stand in a cell's note, and in which column's."""

MAX_LENGTH = 32_000
MAX_LINES = 250
"""A little under what a cell takes, which leaves room for a guard and a label."""

MAX_NAME = 31

WIDE_LETTERS = 1.1
"""Prose in another font than Excel's takes up more than the digits that widths are counted in."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its cells and notes by column, and what goes on in further cells at the end."""

    cells: Mapping[str, str]
    notes: Mapping[str, str]
    rest: tuple[str, ...]
    due: date | None

    @property
    def lines(self) -> int:
        """How many lines the row needs at these widths, at a guess that is rather too high."""
        return max(
            sum(1 + int(len(line) / COLUMNS[name] * WIDE_LETTERS) for line in text.split("\n"))
            for name, text in self.cells.items()
        )


def rows(outline: Outline, sheet: AnswerSheet | None) -> Iterator[Row]:
    """A row for every item, in order."""
    for section in outline.sections:
        for item in section.items:
            given = sheet.answers.get(item.id) if sheet else None
            cells = {name: _pieces(text) for name, text in _texts(section, item, given).items()}
            notes = {name: _pieces(text) for name, text in _notes(item).items()}
            yield Row(
                {name: pieces[0] for name, pieces in cells.items()},
                {name: pieces[0] for name, pieces in notes.items()},
                tuple(
                    f"{name}, continued:\n{piece}"
                    for name, pieces in (*cells.items(), *notes.items())
                    for piece in pieces[1:]
                ),
                given.due if given else None,
            )


def _texts(section: Section, item: Item, given: Answer | None) -> dict[str, str]:
    own = [d for d in item.details if d.label not in ("Why", *IN_NOTES)]
    texts = {
        "Section": section.title,
        "Strength": item.strength,
        "Marks": ", ".join(item.marks),
        "Question": item.text,
        "Why": "\n".join(d.text for d in item.details if d.label == "Why"),
        "Details": "\n\n".join(f"{d.label}: {d.text}" for d in own),
        "Roles": spoken_roles(item),
        "When": spoken_time(item.when),
        "Id": item.id,
        "Fingerprint": item.fingerprint,
    }
    if given:
        without = given.not_applicable is not None
        reason = value(given, "not_applicable")
        reasons = [f"Not applicable: {reason}"] if reason else []
        waived = value(given, "waiver")
        reasons += [f"Goes on without it: {waived}"] if waived else []
        texts |= {
            "Answer": NOT_APPLICABLE if without else value(given, "answer"),
            "Owner": given.owner,
            "Evidence": given.evidence,
            "Note": "\n".join([*reasons, *([given.note] if given.note else [])]),
        }
    return {name: readable(text) for name, text in texts.items()}


def _notes(item: Item) -> dict[str, str]:
    notes: dict[str, list[str]] = {}
    for detail in item.details:
        if detail.label in IN_NOTES:
            words = f"{detail.label}: {readable(detail.text)}"
            notes.setdefault(IN_NOTES[detail.label], []).append(words)
    return {name: "\n\n".join(texts) for name, texts in notes.items()}


def _pieces(text: str) -> list[str]:
    """The text in parts that each fit into a cell; most often there is one."""
    pieces: list[str] = []
    lines: list[str] = []
    length = 0
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), MAX_LENGTH // 2):
            part = line[start : start + MAX_LENGTH // 2]
            units = _units(part) + 1
            if lines and (start or len(lines) > MAX_LINES or length + units > MAX_LENGTH):
                pieces.append("\n".join(lines))
                lines, length = [], 0
            lines.append(part)
            length += units
    return [*pieces, "\n".join(lines)]


def _units(text: str) -> int:
    """The length as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other has; it is added to `taken`."""
    words = " ".join(re.sub(r"[\[\]:*?/\\]", " ", readable(title)).split()).strip("' ")
    words = words if words.casefold() not in ("", "history") else f"Playbook {words}".strip()
    for number in count(1):
        end = f" ({number})" if number > 1 else ""
        name = _cut(words, MAX_NAME - len(end)) + end
        if name.casefold() not in taken:
            break
    taken.add(name.casefold())
    return name


def _cut(words: str, most: int) -> str:
    if _units(words) <= most:
        return words
    while _units(words) > most - 1:
        words = words[:-1]
    whole = words.rpartition(" ")[0]
    return (whole if len(whole) > most // 2 else words).rstrip("' ,") + "…"
