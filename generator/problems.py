"""What is wrong, where, and what to write instead.

The modules that read and check yield a `Finding`: a place in a document's tree. `document` turns it
into a `Problem`: a place in a file. Only `cli` and `plugin` print problems.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

TreePath = tuple[str | int, ...]
Level = Literal["problem", "information"]

RULES = {
    "alias": "YAML aliases are not taken.",
    "anchor": "YAML anchors are not taken.",
    "bad-date": "A date is written like 2026-11-20.",
    "bad-file-name": "A playbook's file ends in .yml.",
    "bad-id": "An id is lower-case words joined by hyphens; an item's address is playbook#item.",
    "bad-key": "The name of a field is plain text.",
    "bad-landing": "A landing place is written like item:playbook#item or claim:id.",
    "bad-link": "A link leads to https://, mailto: or a place in the handbook.",
    "bad-url": "A web address begins with https://.",
    "blank": "A text field holds text.",
    "blank-sheet": "Rules leave a sheet without answers open.",
    "changed-item": "An answer belongs to the item as it is worded now (answer sheets).",
    "crowded-landing": "One place carries at most six elements of the essays.",
    "cycle": "The answers of a decision tree lead on, never back.",
    "directive": "YAML directives are not taken.",
    "duplicate-id": "An id stands once.",
    "duplicate-key": "A field is given once.",
    "empty": "A file holds something.",
    "empty-list": "A list that is needed has an entry.",
    "figure-not-in-claim": "A linked figure is one that its claim states.",
    "figure-without-claim": "Percentages, sums, multiples and “n in m” stand in a claim: link.",
    "merge-key": "YAML merge keys are not taken.",
    "missing-case": "Every complete answer sheet gets a verdict from some rule.",
    "misplaced": "A playbook stands at playbooks/<phase>/<id>.yml.",
    "missing-field": "A field that is needed is there.",
    "not-a-choice": "A field with fixed choices holds one of them.",
    "not-a-file": "A playbook is a regular file.",
    "not-one-line": "A title or a question stands on one line.",
    "not-utf-8": "A file is UTF-8.",
    "out-of-range": "A number lies within its bounds.",
    "repeated-entry": "A list names something once, and an item does not name itself.",
    "reserved-id": "Some ids are taken by the site.",
    "retired-item": "A gate names items that are in use.",
    "review-overdue": "A playbook is looked at again in time (information).",
    "rewards-worse": "A worse answer never earns a better verdict.",
    "second-document": "A file holds one YAML document.",
    "shadowed": "No rule stands behind others that always hold before it.",
    "symlink": "A playbook is no symbolic link.",
    "syntax": "A file is YAML.",
    "tag": "YAML tags are not taken.",
    "too-deep": "YAML nests at most 20 levels.",
    "too-large": "A file has at most 256 KiB and 50,000 values.",
    "too-long": "A field has at most 10,000 characters, an id 64; a list keeps to its limit.",
    "too-many-musts": "A playbook has at most seven musts.",
    "too-many-states": "Rules tell apart no more answer sheets than a proof can look at.",
    "too-short": "A list has as many entries as it needs.",
    "unknown-field": "A field is one that the models know.",
    "unknown-kind": "A playbook's kind is one that there is.",
    "unknown-reference": "What a field or link names exists.",
    "unknown-register": "A register is one that there is.",
    "unreachable": "Every question and outcome of a tree can be reached, and every rule can hold.",
    "unreadable": "A file can be read.",
    "unseen-character": "No control, bidirectional or zero-width characters, raw or escaped.",
    "withdrawn-entry": "A mapping names a framework entry that still stands.",
    "wrong-type": "A field holds the type that it should.",
    "wrong-verdict": "A constructed sheet comes to the verdict that it says.",
}
"""Every rule by its name, as it stands in brackets at the end of a message."""

SOURCE_WIDTH = 100
"""Characters of a source line that are shown around the caret."""


class CannotStart(Exception):
    """Nothing can be checked at all; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at a place in a document's tree, before its line is known.

    `at` is the path of keys and indexes from the root; `on_key` points at the key instead of the
    value; `near` narrows a long text field to the `nth` place where those words stand.
    """

    at: TreePath
    rule: str
    message: str
    hint: str = ""
    on_key: bool = False
    near: str = ""
    nth: int = 0
    level: Level = "problem"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at a line and column of a file, both counted from 1."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""
    source: str = ""
    level: Level = "problem"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to `word`, or nothing if none is close."""
    from difflib import get_close_matches  # only when something is wrong

    close = get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ""


def quoted(value: object) -> str:
    """A value from a file as a message shows it: on one line, short, in double quotes."""
    text = str(value)
    return f'"{text[:57]}..."' if len(text) > 60 else f'"{text}"'


def headline(problem: Problem) -> str:
    """`path:line:col: message; hint [rule]`, safe to print whatever the file held."""
    hint = f"; {problem.hint}" if problem.hint else ""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return printable(f"{place}: {problem.message}{hint} [{problem.rule}]")


def with_source(problem: Problem) -> str:
    """The headline, then the source line and a caret under the column."""
    if not problem.source.strip():
        return headline(problem)
    start = max(0, problem.column - 1 - SOURCE_WIDTH * 3 // 4)
    line = printable(problem.source[start : start + SOURCE_WIDTH].replace("\t", " "))
    caret = " " * len(printable(problem.source[start : problem.column - 1])) + "^"
    return f"{headline(problem)}\n    {line.rstrip()}\n    {caret}"


def printable(text: str) -> str:
    """The text with every character that could move a terminal's cursor written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
