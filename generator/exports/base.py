"""What an export is: a function from an outline and its answers to the bytes of one file.

A text format yields segments: literal text, or a slot that an answer fills. `join` puts them
together here, and one small function of the browser joins the same segments with a reader's
answers, so that only the escapes exist twice (see tests/cases/escapes.json).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import cast

from generator.answers import Answer, AnswerSheet
from generator.exports.jira_markup import escape_jira
from generator.exports.limits import Overlong
from generator.outline import Outline


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that an answer fills: `prefix`, the escaped value, `suffix`; nothing if unset.

    Without an item it is filled by a parameter, and `field` is the parameter's id.
    `escapes` are the names of escapes, in the order in which they are applied.
    """

    item: str
    field: str
    escapes: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""


Answered = tuple[Outline, AnswerSheet | None]
"""A playbook with a team's answers, if there are any."""

Segment = str | Slot
Segments = Iterable[Segment]


def _nothing(content: bytes) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Format:
    """One way to take a playbook along; `suffix` follows the playbook's id and a dot.

    A text format has `segments`, any other `write`; `write_many` puts several playbooks into one
    file. `told` says, beside the download, what the tool needs and what was not tried against it.
    `overlong` says which texts of a written file its tool may refuse for their length.
    """

    title: str
    suffix: str
    media_type: str
    told: str
    segments: Callable[[Outline], Iterator[Segment]] | None = None
    write: Callable[[Outline, AnswerSheet | None], bytes] | None = None
    write_many: Callable[[Sequence[Answered]], bytes] | None = None
    overlong: Overlong = _nothing

    def render(self, outline: Outline, sheet: AnswerSheet | None) -> bytes:
        """The file, with a team's answers if there are any."""
        if self.segments is not None:
            return join(self.segments(outline), sheet).encode()
        assert self.write is not None, f"{self.title} has neither segments nor write"
        return self.write(outline, sheet)

    def files(self, given: Sequence[Answered]) -> dict[str, bytes]:
        """The files by name: one a playbook, or one for several if the format can hold them."""
        if self.write_many is not None and len(given) > 1:
            return {f"decision-handbook.{self.suffix}": self.write_many(given)}
        return {
            f"{outline.id}.{self.suffix}": self.render(outline, sheet) for outline, sheet in given
        }


_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>|~#$@]"  # what is markup, a reference or a mention wherever it stands
    r"|&(?=[#A-Za-z])|:(?=//|[\w+-]+:)|[Ww][Ww][Ww]\."  # entities, addresses, emoji
    r"|^[-+=]|^\d+[.)]"  # what begins a list or a line
)


def escape_markdown(text: str) -> str:
    """Text that GFM shows as it stands, on one line, and that reads well where it is pasted raw.

    Nothing in it becomes markup, a link, a mention or a reference.
    """
    return _MARKUP.sub(_inert, " ".join(text.split()))


def _inert(match: re.Match[str]) -> str:
    mark = match.group()
    if mark == "@":
        return "&#64;<!-- -->"  # an address or a mention would go on across the entity
    if mark in ("&", ":"):
        return f"&#{ord(mark)};"
    if mark[-1] == "." and mark[0] in "Ww":
        return f"{mark[:-1]}&#46;"
    return f"{mark[:-1]}\\{mark[-1]}"


def escape_cell(text: str) -> str:
    """Text for the inside of a quoted CSV cell: quotes doubled."""
    return text.replace('"', '""')


def escape_html(text: str) -> str:
    """Text as HTML shows it, a line for each of its lines."""
    return _BREAK.sub("<br>", html.escape(text, quote=True))


def escape_indented(text: str) -> str:
    """Text for a list of plain text, whose further lines stand below its first."""
    return _BREAK.sub("\n      ", text)


_BREAK = re.compile("\r\n|\r|\n")
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def escape_json(text: str) -> str:
    """Text for the inside of a JSON string that is a double-quoted scalar of YAML as well."""
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    return _NOT_YAML.sub(lambda mark: f"\\u{ord(mark[0]):04x}", written)


ESCAPES: dict[str, Callable[[str], str]] = {
    "cell": escape_cell,
    "html": escape_html,
    "indented": escape_indented,
    "jira": escape_jira,
    "json": escape_json,
    "markdown": escape_markdown,
}
"""The escapes that slots name. browser/segments/ has the same ones."""


def escaped(segments: Iterable[Segment], escape: str) -> Iterator[Segment]:
    """The segments for a place that needs one more escape, which must work mark by mark."""
    apply = ESCAPES[escape]
    for segment in segments:
        if isinstance(segment, str):
            yield apply(segment)
        else:
            names = (*segment.escapes, escape)
            prefix, suffix = apply(segment.prefix), apply(segment.suffix)
            yield Slot(segment.item, segment.field, names, prefix, suffix)


def csv_row(cells: Iterable[Iterable[Segment]]) -> Iterator[Segment]:
    """A row of CSV with every cell in quotes; RFC 4180, https://www.rfc-editor.org/rfc/rfc4180."""
    for number, cell in enumerate(cells):
        yield ',"' if number else '"'
        yield from escaped(cell, "cell")
        yield '"'
    yield "\r\n"


FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
"""A cell that begins with one of these would be read as a formula somewhere."""


def guarded(text: str) -> str:
    """Text for a spreadsheet's cell, with a quote before what could be a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_script(segments: Segments, file: str) -> bytes:
    """The segments of a file as a script, which hands them to the page that asked for it.

    A script, since pages opened from a disk may not fetch anything. Neighbouring texts are joined.
    """
    out: list[object] = []
    for literal, group in groupby(segments, lambda segment: isinstance(segment, str)):
        if literal:
            out.append("".join(cast("Iterable[str]", group)))
        else:
            out += [asdict(cast("Slot", slot)) for slot in group]
    return data_script(out, file)


def data_script(data: object, name: str) -> bytes:
    """Data as a script that hands it, by its name, to the page that asked for it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"handbookSegments({json.dumps(name)},{written});\n".encode()


def value(answer: Answer, field: str) -> str:
    """What a slot shows of an answer, or nothing."""
    if field == "not_applicable":
        given = answer.not_applicable
        if given is None:
            return ""
        return f"{given.reason} ({given.approver})" if given.approver else given.reason
    if field == "waiver":
        waiver = answer.waiver
        if waiver is None:
            return ""
        until = f" until {waiver.until.isoformat()}" if waiver.until else ""
        return f"{waiver.reason} ({waiver.approver}{until})"
    if field == "due":
        return answer.due.isoformat() if answer.due else ""
    return str(getattr(answer, field) or "")


def filled(sheet: AnswerSheet | None, item: str, field: str) -> str:
    """What a slot shows of a sheet, or nothing."""
    if sheet is None:
        return ""
    if not item:
        return sheet.parameters.get(field, "")
    answer = sheet.answers.get(item)
    return value(answer, field) if answer else ""


def join(segments: Segments, sheet: AnswerSheet | None) -> str:
    """The text that the segments make with the answers of a sheet."""
    out: list[str] = []
    for segment in segments:
        if isinstance(segment, str):
            out.append(segment)
            continue
        shown = filled(sheet, segment.item, segment.field)
        if shown:
            for name in segment.escapes:
                shown = ESCAPES[name](shown)
            out += [segment.prefix, shown, segment.suffix]
    return "".join(out)
