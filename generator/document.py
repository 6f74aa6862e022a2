"""YAML text to plain data with positions. The only module that imports yaml.

A playbook may come from anybody's pull request, so this reads a small, safe part of YAML: one
document, strings, whole numbers, `true`, `false` and empty values, lists and mappings. PyYAML's C
parser composes the node tree, which is kept so that a problem found later can be given its line.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.problems import CannotStart, Finding, Problem, TreePath, quoted

MAX_BYTES = 256 * 1024
MAX_NODES = 50_000
MAX_DEPTH = 20

# Characters that a reviewer cannot see or that change the order of what is seen. U+200C and U+200D
# (zero-width non-joiner and joiner) stay, since some scripts need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_MAY_ANCHOR = re.compile(r"&(?<=[\s\[{,:?-]&)[\w-]")
_MAY_TAG = re.compile(r"!(?<![^\s\[{,]!)(?=\s)")
_INDENTED = " " * 100
_SAFE_DEPTH = 5_000
"""Levels that the C parser composes without harm; at 100,000 it crashes."""

_PRINTABLE = bytes(range(32, 127)) + b"\t\n"
_LONE_CR = re.compile(r"\r(?!\n)")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_WORDS = {"true": True, "false": False, "": None, "~": None, "null": None}
_ABOUT_SYNTAX = {
    "mapping values are not allowed in this context": 'put text that holds ": " in double quotes',
    "found character that cannot start any token": "indent with spaces, and put text that begins "
    "with a special character in double quotes",
    "found unexpected end of stream": "close the quote that is opened here",
    "could not find expected ':'": "every field is written `name: value`",
    "did not find expected key": "check the indentation and the quotes of the lines above",
}


class MissingParser(CannotStart):
    """PyYAML was installed without its C parser."""


_Mark = Any


_CLoader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _Loader(_CLoader):  # type: ignore[misc, valid-type]
    """The C parser alone. Types are decided in `_Walk`, so the resolver is left out."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@dataclass(frozen=True)
class Document:
    """One file: its data (None if it could not be read), and where each part of it stands.

    Lists are tuples, so that the data cannot be changed after reading.
    """

    path: str
    text: str
    data: Any
    root: Any
    problems: tuple[Problem, ...]

    def locate(self, finding: Finding) -> Problem:
        """The finding with the line and column of its place, or of its nearest parent."""
        mark, node = self._find(finding.at, finding.on_key)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if finding.near:
            line, column = self._near(node, finding.near, finding.nth) or (line, column)
        return Problem(
            path=self.path,
            line=line + 1,
            column=column + 1,
            rule=finding.rule,
            message=finding.message,
            hint=finding.hint,
            source=self._lines[line],
            level=finding.level,
        )

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _children(self) -> dict[int, dict[str | int, tuple[Any, Any]]]:
        return {}

    def _find(self, at: TreePath, on_key: bool) -> tuple[_Mark, Any]:
        node = self.root
        mark = node.start_mark if node is not None else None
        for depth, part in enumerate(at):
            if id(node) not in self._children:
                self._children[id(node)] = dict(_children(node))
            step = self._children[id(node)].get(part)
            if step is None:
                continue
            key, node = step
            last = depth == len(at) - 1
            mark = key.start_mark if key is not None and on_key and last else node.start_mark
        return mark, node

    def _near(self, node: Any, words: str, nth: int) -> tuple[int, int] | None:
        """Where the words stand for the nth time in a node, labels of claim links left out."""
        pattern = r"\s+".join(map(re.escape, words.split())) + r"(?![^\[\]]*\]\(claim:)"
        start = node.start_mark.index if node is not None else 0
        span = self.text[start : node.end_mark.index if node is not None else None]
        for seen, match in enumerate(re.finditer(pattern, span)):
            if seen == nth:
                before = self.text[: start + match.start()]
                return before.count("\n"), len(before) - (before.rfind("\n") + 1)
        return None


def read(path: Path, shown: str) -> Document:
    """Read one YAML file, collecting every problem instead of raising.

    `shown` is the path that problems carry. The document's data is None if the file cannot be
    read, is not UTF-8, is too large, or is not YAML of the kind that this project takes.
    """
    document = read_text(path, shown)
    return document if document.problems else parse(document.text, shown)


def read_text(path: Path, shown: str) -> Document:
    """Read one file of text, without data; see `read` for what it may not be."""
    try:
        about = os.lstat(path)
        if stat.S_ISLNK(about.st_mode):
            return _refused(shown, "symlink", "is a symbolic link", "put the file itself here")
        if not stat.S_ISREG(about.st_mode):
            return _refused(shown, "not-a-file", "is not a regular file", "put a YAML file here")
        if about.st_size > MAX_BYTES:
            return _refused(
                shown,
                "too-large",
                f"the file has {about.st_size} bytes, over the limit of {MAX_BYTES}",
                "split it into several playbooks",
            )
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return _refused(shown, "unreadable", f"cannot be read: {reason}", "check its permissions")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        return _refused(
            shown,
            "not-utf-8",
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
            line=before.count("\n") + 1,
            column=len(before) - (before.rfind("\n") + 1) + 1,
        )
    return Document(shown, text, None, None, ())


def parse(text: str, shown: str) -> Document:
    """Parse YAML text, collecting every problem instead of raising (see `read`).

    Raises MissingParser if PyYAML has no C parser: the one in Python is many times slower, which
    should be seen and not suffered.
    """
    if not yaml.__with_libyaml__:
        raise MissingParser(
            "PyYAML is installed without its C parser (libyaml): install PyYAML from a wheel, or "
            "install libyaml's headers and then PyYAML again"
        )
    problems = list(_unseen_in_text(text, shown))
    if problems:
        return Document(shown, text, None, None, tuple(problems))
    try:
        problems = list(_refused_events(text, shown)) if _needs_a_closer_look(text) else []
        root = None if problems else _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        return Document(shown, text, None, None, (_syntax(error, text, shown),))
    except yaml.YAMLError as error:
        return _refused(shown, "syntax", f"is not YAML: {error}", "", text=text)
    if problems:
        return Document(shown, text, None, None, tuple(problems))
    if root is None:
        hint = "`handbook new KIND ID` writes a starter file"
        return _refused(shown, "empty", "the file is empty", hint, text=text)
    walk = _Walk(text, shown)
    data = walk.value(root)
    if data is None and not walk.problems:
        hint = "`handbook new KIND ID` writes a starter file"
        return _refused(shown, "empty", "the file holds nothing", hint, text=text)
    if walk.nodes > MAX_NODES:
        message = f"the file has more than {MAX_NODES} values"
        return _refused(shown, "too-large", message, "split it", text=text)
    if any(problem.rule == "too-deep" for problem in walk.problems):
        data = root = None
    return Document(shown, text, data, root, tuple(walk.problems))


def _refused(
    shown: str,
    rule: str,
    message: str,
    hint: str,
    *,
    line: int = 1,
    column: int = 1,
    text: str = "",
) -> Document:
    return Document(shown, text, None, None, (Problem(shown, line, column, rule, message, hint),))


def _at(mark: _Mark, lines: list[str], shown: str, rule: str, message: str, hint: str) -> Problem:
    source = lines[mark.line] if mark.line < len(lines) else ""
    return Problem(shown, mark.line + 1, mark.column + 1, rule, message, hint, source)


def _unseen_in_text(text: str, shown: str) -> Iterator[Problem]:
    if text.isascii() and not text.encode().translate(None, _PRINTABLE):
        return
    for pattern in (_UNSEEN, _LONE_CR):
        for count, match in enumerate(pattern.finditer(text)):
            if count == 20:
                break
            before = text[: match.start()]
            start = before.rfind("\n") + 1
            yield Problem(
                shown,
                before.count("\n") + 1,
                len(before) - start + 1,
                "unseen-character",
                f"holds the character U+{ord(match.group()):04X}, which a reviewer cannot see",
                "delete it",
                text[start:].split("\n", 1)[0],
            )


def _needs_a_closer_look(text: str) -> bool:
    """Whether the text may hold an anchor, a bare tag or a directive, or nest too deep.

    Each level of YAML takes a bracket, more indentation, or a dash or question mark on one line
    with the next.
    Reading the events of every file would cost as much again as composing it.
    """
    depth = sum(map(text.count, ("[", "{", "- - ", "- ? ", "? - ", "? ? ")))
    if depth > _SAFE_DEPTH or _INDENTED in text:
        return True
    if "&" in text and (text[0] == "&" or _MAY_ANCHOR.search(text)):
        return True
    if "!" in text and _MAY_TAG.search(text):
        return True
    return "%" in text and (text[0] == "%" or "\n%" in text)


def _refused_events(text: str, shown: str) -> Iterator[Problem]:
    """Problems that make it unsafe or pointless to build the tree, from the stream of events.

    Composing nests C calls and hides anchors.
    """
    depth = 0
    lines = text.split("\n")
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            message = "YAML directives are not taken"
            yield _at(mark, lines, shown, "directive", message, "delete the line")
        elif isinstance(event, yaml.NodeEvent):
            if getattr(event, "tag", None) == "!":
                yield _at(mark, lines, shown, "tag", 'the tag "!" is not taken', "delete it")
            if isinstance(event, yaml.AliasEvent):
                message = "aliases are not taken"
                yield _at(mark, lines, shown, "alias", message, "write the text out")
            elif event.anchor:
                message = f"the anchor &{event.anchor} is not taken"
                yield _at(mark, lines, shown, "anchor", message, "delete it")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    message = f"nested deeper than {MAX_DEPTH} levels"
                    yield _at(mark, lines, shown, "too-deep", message, "flatten it")
                    return


def _syntax(error: yaml.MarkedYAMLError, text: str, shown: str) -> Problem:
    what = error.problem or error.context or "not YAML"
    lines = text.split("\n")
    if what == "but found another document":
        message = "a second document begins here"
        mark = error.problem_mark
        return _at(mark, lines, shown, "second-document", message, "keep one to a file")
    if what == "found undefined alias":
        message, mark = "aliases are not taken", error.problem_mark
        return _at(mark, lines, shown, "alias", message, "write the text out")
    mark = error.problem_mark or error.context_mark
    if what == "found unexpected end of stream":
        mark = error.context_mark or mark  # where the open quote or bracket stands
    hint = _ABOUT_SYNTAX.get(what, "check the indentation and the quotes")
    return _at(mark, lines, shown, "syntax", f"cannot be read as YAML: {what}", hint)


def _children(node: Any) -> Iterator[tuple[str | int, tuple[Any, Any]]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in reversed(node.value):  # of two equal keys the first one counts
            if isinstance(key, yaml.ScalarNode):
                yield key.value, (key, value)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield index, (None, value)


class _Walk:
    """Turns a node tree into data and keeps what it finds wrong on the way."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.problems: list[Problem] = []
        self.nodes = 0

    def refuse(self, node: Any, rule: str, message: str, hint: str) -> None:
        self.problems.append(_at(node.start_mark, self.lines, self.shown, rule, message, hint))

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def value(self, node: Any, depth: int = 1) -> Any:
        self.nodes += 1
        if node.tag:
            short = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(node, "tag", f"the tag {quoted(short)} is not taken", "delete it")
        kind = type(node)
        if kind is yaml.ScalarNode:
            if node.style:
                if node.style == '"':
                    self.escapes(node)
                return node.value
            return _plain(node.value)
        if depth > MAX_DEPTH:
            self.refuse(node, "too-deep", f"nested deeper than {MAX_DEPTH} levels", "flatten it")
            return None
        if kind is yaml.SequenceNode:
            return tuple([self.value(child, depth + 1) for child in node.value])
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                message = "the name of a field must be plain text"
                self.refuse(key_node, "bad-key", message, "write `name: value`")
                continue
            key = key_node.value
            if key in data:
                message = f"the field {quoted(key)} is given twice"
                self.refuse(key_node, "duplicate-key", message, "keep one of the two")
            elif key == "<<":
                message = "merge keys are not taken"
                self.refuse(key_node, "merge-key", message, "write the fields out")
            else:
                if key_node.style == '"':
                    self.escapes(key_node)
                data[key] = self.value(value_node, depth + 1)
        return data

    def escapes(self, node: Any) -> None:
        if found := _UNSEEN.search(node.value):
            message = f"an escape stands for U+{ord(found.group()):04X}, which nobody can see"
            self.refuse(node, "unseen-character", message, "delete it")


def _plain(value: str) -> Any:
    """What a scalar without quotes stands for: a whole number, a truth value, nothing, or text."""
    if len(value) > 10:
        return value
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if _INTEGER.fullmatch(value) else value
