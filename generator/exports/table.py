"""A rich-text table: HTML to open, select, copy and paste into Confluence or Google Docs.

Plain headings, paragraphs and tables, without scripts or styles: what an editor keeps when it is
pasted. Pasting into a page takes the right to edit it. Neither Atlassian's nor Google's page on
pasting could be read: a search led to no copy of either, so their limits on tables are not known.
Google Docs is said to hold 1.02 million characters (second-hand, see docx.py); the longest playbook
is far below. Not tried with Confluence or Google Docs: Python's HTML parser read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator import csp
from generator.exports.base import Format, Segment, Slot, escape_html
from generator.exports.office import readable
from generator.exports.wording import facts, head, strength
from generator.outline import Item, Outline

COLUMNS = ("Question", "Strength", "Details", "Answer", "Owner", "Due", "Evidence and note")


def segments(outline: Outline) -> Iterator[Segment]:
    """The page, with slots for what a reader answered."""
    title = _text(outline.title)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{csp.NOTHING}">\n'
    yield f"<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n"
    for label, text in head(outline):
        yield f"{_labelled(label, text)}\n"
    for parameter in outline.parameters:
        yield f"<p><strong>{_text(parameter.label)}:</strong>"
        yield Slot("", parameter.id, ("html",), " ")
        yield "</p>\n"
    header = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    for section in outline.sections:
        yield f"<h2>{_text(section.title)}</h2>\n<table>\n<thead>\n<tr>{header}</tr>\n</thead>\n"
        yield "<tbody>\n"
        for item in section.items:
            yield from _row(item)
        yield "</tbody>\n</table>\n"
    yield f"<p><small>{_text(outline.identity)}"
    if outline.address:
        address = _text(outline.address)
        yield f' <a href="{address}">{address}</a>'
    yield "</small></p>\n</body>\n</html>\n"


def _row(item: Item) -> Iterator[Segment]:
    known = f"<p><small>{_text(f'{item.id} {item.fingerprint}')}</small></p>"
    yield f"<tr>\n<td><p>{_text(item.text)}</p>{known}</td>\n<td>{_text(strength(item))}</td>\n<td>"
    yield from (_labelled(label, text) for label, text in facts(item))
    yield "</td>\n<td>"
    yield Slot(item.id, "answer", ("html",), "<p>", "</p>")
    yield Slot(item.id, "not_applicable", ("html",), "<p>Not applicable: ", "</p>")
    yield Slot(item.id, "waiver", ("html",), "<p>Goes on without it: ", "</p>")
    yield "</td>\n<td>"
    yield Slot(item.id, "owner", ("html",))
    yield "</td>\n<td>"
    yield Slot(item.id, "due", ("html",))
    yield "</td>\n<td>"
    yield Slot(item.id, "evidence", ("html",), "<p><strong>Evidence:</strong> ", "</p>")
    yield Slot(item.id, "note", ("html",), "<p><strong>Note:</strong> ", "</p>")
    yield "</td>\n</tr>\n"


def _labelled(label: str, text: str) -> str:
    return f"<p><strong>{_text(label)}:</strong> {_text(text)}</p>"


def _text(text: str) -> str:
    return escape_html(readable(text))


HTML_TABLE = Format(
    title="Table to paste (HTML)",
    suffix="html",
    media_type="text/html; charset=utf-8",
    told=(
        "Open it in a browser, select all, copy, and paste into a page of Confluence or Google "
        "Docs that you may edit. It was not tried with either."
    ),
    segments=segments,
)
