"""Plain text: a numbered list for an e-mail, a chat or a terminal. No tool, no limit.

Nothing in it is escaped, since nothing reads it but people; an answer's further lines are indented.
Lines are not wrapped, so that it can be pasted anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.exports.base import Format, Segment, Slot
from generator.exports.wording import ANSWERS, facts, head, one_line, origin, split, strength
from generator.outline import Outline

INDENT = "    "


def labelled(label: str, text: str, indent: str = "") -> str:
    """A label with its text, further lines below it."""
    lines = split(text)
    begins = f" {lines.pop(0).words}" if lines and not lines[0].mark else ""
    out = [f"{indent}{label}:{begins}"]
    for line in lines:
        mark = f"{line.mark} " if line.mark else ""
        out.append(f"{indent}  {' ' * line.indent}{mark}{line.words}")
    return "\n".join(out) + "\n"


def _ruled(title: str, rule: str) -> str:
    line = one_line(title)
    return f"{line}\n{rule * min(len(line), 72)}\n"


def _segments(outline: Outline) -> Iterator[Segment]:
    yield _ruled(outline.title, "=")
    for label, text in head(outline):
        yield labelled(label, text)
    for parameter in outline.parameters:
        yield f"{one_line(parameter.label)}:"
        yield Slot("", parameter.id, ("indented",), " ")
        yield f"\n{INDENT}({one_line(parameter.help)})\n" if parameter.help else "\n"
    number = 0
    for section in outline.sections:
        yield "\n\n" + _ruled(section.title, "-")
        for item in section.items:
            number += 1
            yield f"\n[ ] {number}. {one_line(item.text)} ({strength(item)})\n"
            for label, text in facts(item):
                yield labelled(label, text, INDENT)
            for label, name in ANSWERS:
                yield Slot(item.id, name, ("indented",), f"{INDENT}{label}: ", "\n")
            yield f"{INDENT}({item.id} {item.fingerprint})\n"
    yield f"\n\nFrom {origin(outline)}\n"


TEXT = Format(
    title="Plain text",
    suffix="txt",
    media_type="text/plain; charset=utf-8",
    told="Plain text in UTF-8, for an e-mail or a chat.",
    segments=_segments,
)
