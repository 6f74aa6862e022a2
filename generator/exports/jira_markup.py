"""Jira's wiki markup: text that it shows as it stands, and lists under a label.

https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa lists the markup and gives the
backslash as its escape. Which marks need one, and that a backslash itself is best written as an
entity, is taken from pandoc's Jira writer (https://github.com/jgm/pandoc/pull/5925 and issue 7949).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.exports.wording import one_line, split

LINE_LIMIT = 23_000
"""A little under what we put into a description, which leaves room for a label."""

_MARKUP = re.compile(
    r"""
      [{}\[\]|]                               # macros, links, tables
    | (?<!\w)[*_+^~-](?=\S)                   # where emphasis may begin
    | (?<=\S)[*_+^~-](?!\w)                   # where it may end
    | !(?=\S)                                 # images
    | \?(?=\?)                                # citations
    | :(?=[()]|[PD](?!\w)) | ;(?=\))          # faces, and signs in brackets
    | \((?=(?:y|n|i|/|x|!|\+|-|\?|on|off|\*[rgby]?|flag|flagoff)\))
    """,
    re.VERBOSE,
)
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escape_jira(text: str) -> str:
    """Text on one line that Jira's wiki markup shows as it stands."""
    line = _ENTITY.sub("&#38;", one_line(text))
    # A backslash would escape what follows, and two break the line.
    return "&#92;".join(_MARKUP.sub(r"\\\g<0>", part) for part in line.split("\\"))


def fitting(text: str) -> list[str]:
    """The escaped text, in two or more parts if it is too long for one description."""
    escaped = escape_jira(text)
    if len(escaped) <= LINE_LIMIT:
        return [escaped]
    middle = text.rfind(" ", 1, len(text) // 2) if " " in text[1 : len(text) // 2] else 0
    middle = middle or len(text) // 2
    return [*fitting(text[:middle]), *fitting(text[middle:])]


def labelled(label: str, text: str) -> Iterator[str]:
    """A list entry with a label, and further lines as entries below it."""
    lines = split(text)
    first, *more = fitting(lines.pop(0).words) if lines and not lines[0].mark else [""]
    yield f"* *{escape_jira(label)}:* {first}".rstrip()
    yield from (f"** {part}" for part in more)
    for line in lines:
        stars = "*" * min(2 + line.indent // 2, 6)
        mark = "" if line.mark in ("", "-") else f"{line.mark} "
        for part in fitting(line.words):
            yield f"{stars} {mark}{part}"
            mark = ""
