"""An answer sheet's file: JSON text to plain data with positions.

A reader of our own, since `json` does not say where in a file a value stands, keeps the last of two
equal names without a word, and words its errors by the version of Python. It is strict about JSON
(RFC 8259, https://www.rfc-editor.org/rfc/rfc8259) and takes every text that JSON can hold: what a
team wrote is theirs, and each export sees to what its format cannot show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Finding, Problem, TreePath, quoted

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS = re.compile(r"(?:true|false|null)\b")
_MEANT = {"true": True, "false": False, "null": None}
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SheetFile:
    """One file: its data, and where each part of it stands. No data if there are problems."""

    path: str
    text: str
    data: object
    problems: tuple[Problem, ...]
    values: Mapping[TreePath, int]
    keys: Mapping[TreePath, int]

    def locate(self, finding: Finding) -> Problem:
        """The finding with the line and column of its place, or of its nearest parent."""
        at = finding.at
        index = self.keys.get(at) if finding.on_key else None
        while index is None:
            index = self.values.get(at) if at else self.values.get((), 0)
            at = at[:-1]
        return _problem(self.path, self.text, index, finding)


class _NotJson(Exception):
    """What is wrong, and the index of the character where it is."""

    def __init__(self, index: int, message: str, hint: str, rule: str = "syntax") -> None:
        super().__init__(message)
        self.index = index
        self.finding = Finding((), rule, message, hint)


def read(path: Path, shown: str) -> SheetFile:
    """Read one file, without raising for what it holds; `shown` is the path that problems carry.

    Raises OSError if the file cannot be read.
    """
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        message, hint = "the answer sheet is larger than 5 MB", "keep long evidence behind a link"
        return _refused(shown, "", _NotJson(0, message, hint, "too-large"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig")
        message = f"is not JSON: byte 0x{error.object[error.start]:02x} is not UTF-8"
        wrong = _NotJson(len(before), message, "save the file as UTF-8", "not-utf-8")
        return _refused(shown, before, wrong)
    return parse(text, shown)


def parse(text: str, shown: str) -> SheetFile:
    """Parse JSON text, without raising (see `read`)."""
    parser = _Parser(text)
    try:
        data = parser.whole()
    except _NotJson as wrong:
        return _refused(shown, text, wrong)
    return SheetFile(shown, text, data, (), parser.values, parser.keys)


def _refused(shown: str, text: str, wrong: _NotJson) -> SheetFile:
    problem = _problem(shown, text, wrong.index, wrong.finding)
    return SheetFile(shown, text, None, (problem,), {}, {})


def _problem(shown: str, text: str, index: int, finding: Finding) -> Problem:
    start = text.rfind("\n", 0, index) + 1
    return Problem(
        path=shown,
        line=text.count("\n", 0, index) + 1,
        column=index - start + 1,
        rule=finding.rule,
        message=finding.message,
        hint=finding.hint,
        source=text[start:].split("\n", 1)[0],
        level=finding.level,
    )


class _Parser:
    """One text on its way to data; stops at the first thing that is not JSON."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values: dict[TreePath, int] = {}
        self.keys: dict[TreePath, int] = {}

    def whole(self) -> object:
        start = self.past_space(0)
        if start == len(self.text):
            hint = 'write at least which playbook it answers, as in {"playbook": "pilot-charter"}'
            raise _NotJson(0, "the answer sheet is empty", hint, "empty")
        data, index = self.value(start, ())
        index = self.past_space(index)
        if index != len(self.text):
            raise _NotJson(index, "is not JSON: something follows its end", "delete the rest")
        return data

    def past_space(self, index: int) -> int:
        found = _SPACE.match(self.text, index)
        return found.end() if found else index

    def value(self, index: int, at: TreePath) -> tuple[object, int]:
        """The value that begins at the index, and the index behind it."""
        self.values[at] = index
        mark = self.text[index : index + 1]
        if mark == '"':
            return self.string(index)
        if mark in ("{", "["):
            if len(at) >= MAX_DEPTH:
                message = f"nested deeper than {MAX_DEPTH} levels"
                raise _NotJson(index, message, "an answer sheet needs four", "too-deep")
            return self.fields(index, at) if mark == "{" else self.entries(index, at)
        if found := _WORDS.match(self.text, index):
            return _MEANT[found.group()], found.end()
        if found := _NUMBER.match(self.text, index):
            whole = found.lastindex is None and len(found.group()) < 20
            return (int if whole else float)(found.group()), found.end()
        if not mark:
            raise _NotJson(index, "is not JSON: the file ends too early", "save it again whole")
        raise _NotJson(index, "is not JSON: a value should begin here", 'put text between " and "')

    def string(self, index: int) -> tuple[str, int]:
        found = _TEXT.match(self.text, index)
        if found is None:
            raise _NotJson(index, "is not JSON: this text does not end", 'close it with "')
        try:
            text: str = json.loads(found.group())
        except json.JSONDecodeError as error:
            wrong = index + error.pos
            if self.text[wrong] < " ":
                message, hint = "a line break or a tab stands in a text", r"write \n or \t for it"
            else:
                message, hint = "this backslash begins no escape", r"write \\ for a backslash"
            raise _NotJson(wrong, f"is not JSON: {message}", hint) from None
        if _HALF.search(text):
            message, hint = "the text holds half a character", "write its other half, or delete it"
            raise _NotJson(index, message, hint, "unseen-character")
        return text, found.end()

    def fields(self, index: int, at: TreePath) -> tuple[dict[str, object], int]:
        data: dict[str, object] = {}
        index = self.past_space(index + 1)
        if self.text[index : index + 1] == "}":
            return data, index + 1
        while True:
            if self.text[index : index + 1] != '"':
                hint = 'write "name": value, and no comma after the last one'
                raise _NotJson(index, "is not JSON: a field's name should begin here", hint)
            start = index
            key, index = self.string(index)
            if key in data:
                message = f"the field {quoted(key)} is given twice"
                raise _NotJson(start, message, "keep one of the two", "duplicate-key")
            self.keys[(*at, key)] = start
            index = self.past_space(index)
            if self.text[index : index + 1] != ":":
                raise _NotJson(index, "is not JSON: here a colon is missing", 'write "name": value')
            data[key], index = self.value(self.past_space(index + 1), (*at, key))
            index, more = self.after_value(index, "}")
            if not more:
                return data, index

    def entries(self, index: int, at: TreePath) -> tuple[tuple[object, ...], int]:
        data: list[object] = []
        index = self.past_space(index + 1)
        if self.text[index : index + 1] == "]":
            return (), index + 1
        while True:
            entry, index = self.value(index, (*at, len(data)))
            data.append(entry)
            index, more = self.after_value(index, "]")
            if not more:
                return tuple(data), index

    def after_value(self, index: int, closing: str) -> tuple[int, bool]:
        """The index behind a comma and whether there is one, or else behind the closing mark."""
        index = self.past_space(index)
        mark = self.text[index : index + 1]
        if mark == ",":
            return self.past_space(index + 1), True
        if mark == closing:
            return index + 1, False
        if not mark:
            raise _NotJson(index, "is not JSON: the file ends too early", "save it again whole")
        message = f"is not JSON: a comma or {closing} should stand here"
        raise _NotJson(index, message, f"separate with commas, and end with {closing}")
