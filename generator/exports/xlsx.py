"""XLSX: a sheet for each playbook, with drop-downs, filters, and how-to and evidence as notes.

What Excel takes, read in a stored copy of "Excel specifications and limits"
(https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3):
32,767 characters and 253 line feeds in a cell, rows 409 points high, 255 characters in a footer.
What is longer goes on in further columns at the end. XlsxWriter itself refuses names of sheets
over 31 characters or with one of []:*?/\\ and lists of choices over 255 characters. No permission
is needed to open a file. Microsoft's page on renaming worksheets and Google's on limits could not
be read. Tried with openpyxl and LibreOffice; Excel and Google Sheets were not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format as Look
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from generator.answers import AnswerSheet
from generator.exports.base import Answered, Format, filled, guarded
from generator.exports.cells import COLUMNS, Row, rows, sheet_name
from generator.exports.office import NOT_APPLICABLE, readable
from generator.exports.wording import head, one_line, origin
from generator.outline import Outline

NAMES = tuple(COLUMNS)
FILLED_IN = ("Answer", "Owner", "Due", "Evidence", "Note")
LAST_PRINTED = NAMES.index("Note")
ANSWER = NAMES.index("Answer")

HEADER = 3
"""The row of the column titles, counted from 0."""

LINE = 15
MIN_LINES = 3
MAX_HEIGHT = 409
"""Of a row, in points; three lines leave room to write."""

CREATED = datetime(1980, 1, 1)
A4 = 9
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
HINT = "How to find out, and what weak and strong evidence is, stands in the notes of the cells."


def workbook(outlines: Sequence[Outline], sheets: Mapping[str, AnswerSheet]) -> bytes:
    """One workbook with a sheet for each playbook; `sheets` holds the answers by playbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    title = outlines[0].title if len(outlines) == 1 else "Decision Handbook"
    book.set_properties({"title": readable(title)[:255], "created": CREATED})
    text = {"text_wrap": True, "valign": "top"}
    filled_in = {**text, "bg_color": "#FFF9E5", "border": 4, "border_color": "#A6A6A6"}
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"}),
        "text": book.add_format(text),
        "small": book.add_format({**text, "font_size": 9, "font_color": "#595959"}),
        "header": book.add_format({**text, "bold": True, "bg_color": "#E7E6E6", "bottom": 1}),
        "filled in": book.add_format(filled_in),
        "day": book.add_format({**filled_in, "num_format": "yyyy-mm-dd", "align": "left"}),
    }
    taken: set[str] = set()
    places: list[Worksheet] = []
    for outline in outlines:
        place = book.add_worksheet(sheet_name(outline.title, taken))
        items = tuple(rows(outline, sheets.get(outline.id)))
        more = max((len(item.rest) for item in items), default=0)
        _head(place, outline, looks)
        _columns(place, more, looks)
        for number, item in enumerate(items, start=HEADER + 1):
            _row(place, number, item, looks)
        last = HEADER + len(items)
        _to_fill_in(place, last + 2, outline, sheets.get(outline.id), looks)
        if outline.scale and items:
            rule = {"validate": "list", "source": [*outline.scale, NOT_APPLICABLE]}
            place.data_validation(HEADER + 1, ANSWER, last, ANSWER, rule)
        place.autofilter(HEADER, 0, last, len(NAMES) + more - 1)
        _print(place, outline, last)
        places.append(place)
    _own_choices(book, places, outlines, sheet_name("Choices", taken))
    book.close()
    return out.getvalue()


def _head(place: Worksheet, outline: Outline, looks: Mapping[str, Look]) -> None:
    """What stands above the table. The rows are low, since they stay in view."""
    facts = [(label, text) for label, text in head(outline, summary=False) if label != "Decision"]
    about = "   ".join(f"{label}: {one_line(text)}" for label, text in facts)
    above = (
        (outline.title, "title", 24),
        (f"Decision: {one_line(outline.decision)}", "text", 34),
        (f"{about}   {origin(outline)}\n{HINT}", "small", 28),
    )
    for row, (text, look, height) in enumerate(above):
        place.merge_range(row, 0, row, LAST_PRINTED, "", looks[look])
        place.write_string(row, 0, guarded(readable(text)), looks[look])
        place.set_row(row, height)
    if outline.summary:
        size = {"width": 420, "height": 200, "font_size": 9}
        place.write_comment(0, 0, readable(f"Summary: {outline.summary}"), size)
    place.freeze_panes(HEADER + 1, 0)


def _columns(place: Worksheet, more: int, looks: Mapping[str, Look]) -> None:
    place.set_row(HEADER, 20)
    for column, name in enumerate((*NAMES, *["Continued"] * more)):
        place.set_column(column, column, COLUMNS.get(name, 64), looks["text"])
        place.write_string(HEADER, column, name, looks["header"])


def _row(place: Worksheet, number: int, item: Row, looks: Mapping[str, Look]) -> None:
    """One item. LibreOffice fits no row to its text by itself in a file like this, so we do."""
    place.set_row(number, min(max(item.lines, MIN_LINES) * LINE, MAX_HEIGHT))
    for column, name in enumerate(NAMES):
        look = looks["filled in" if name in FILLED_IN else "text"]
        if name == "Due" and item.due:
            place.write_datetime(number, column, item.due, looks["day"])
        elif item.cells.get(name):
            place.write_string(number, column, guarded(item.cells[name]), look)
        else:
            place.write_blank(number, column, None, looks["day"] if name == "Due" else look)
        if name in item.notes:
            note = item.notes[name]
            lines = sum(1 + len(line) // 60 for line in note.split("\n"))
            size = {"width": 420, "height": min(30 + 16 * lines, 600), "font_size": 9}
            place.write_comment(number, column, note, size)
    for column, text in enumerate(item.rest, start=len(NAMES)):
        place.write_string(number, column, text, looks["text"])


def _own_choices(
    book: xlsxwriter.Workbook, places: Sequence[Worksheet], outlines: Sequence[Outline], name: str
) -> None:
    """Lists for what has choices of its own, on a hidden sheet behind the others.

    A list in the cell itself would be cut at its commas, and at 255 characters.
    """
    asked = [
        (place, HEADER + 1 + row, choices)
        for place, outline in zip(places, outlines, strict=True)
        for row, choices in _chosen_from(outline)
        if choices
    ]
    if not asked:
        return
    lists = book.add_worksheet(name)
    lists.hide()
    for column, (place, row, choices) in enumerate(asked):
        for number, word in enumerate(choices):
            lists.write_string(number, column, guarded(readable(word)))
        ends = (xl_rowcol_to_cell(at, column, True, True) for at in (0, len(choices) - 1))
        source = f"='{name}'!{':'.join(ends)}"
        place.data_validation(row, ANSWER, row, ANSWER, {"validate": "list", "source": source})


def _chosen_from(outline: Outline) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with lists of their own: the items', and below a blank row the parameters'."""
    items = [item.choices for item in outline.items]
    yield from enumerate([*items, (), *(parameter.choices for parameter in outline.parameters)])


def _to_fill_in(
    place: Worksheet,
    first: int,
    outline: Outline,
    sheet: AnswerSheet | None,
    looks: Mapping[str, Look],
) -> None:
    """The playbook's parameters below the table, each with a cell to fill in."""
    title, given = NAMES.index("Question"), ANSWER
    for row, parameter in enumerate(outline.parameters, start=first):
        place.write_string(row, title, guarded(readable(parameter.label)), looks["text"])
        if parameter.help:
            place.write_comment(row, title, readable(parameter.help), {"font_size": 9})
        place.write_string(
            row, given, guarded(readable(filled(sheet, "", parameter.id))), looks["filled in"]
        )


def _print(place: Worksheet, outline: Outline, last: int) -> None:
    """A4 across, as wide as what a meeting fills in, with the titles on every page."""
    place.set_landscape()
    place.set_paper(A4)
    place.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    place.fit_to_pages(1, 0)
    place.print_area(0, 0, last + 1 + len(outline.parameters), LAST_PRINTED)
    place.repeat_rows(HEADER)
    identity = readable(outline.identity).replace("&", "&&")
    place.set_footer(f"&L&8{identity}&R&8&P/&N")


def _together(given: Sequence[Answered]) -> bytes:
    """One workbook of playbooks with their answers."""
    return workbook([outline for outline, _ in given], {o.id: sheet for o, sheet in given if sheet})


XLSX = Format(
    title="Excel (XLSX)",
    suffix="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    told=(
        "For Excel, LibreOffice and Google Sheets. Answers are chosen from a list; how-to and "
        "evidence stand in the notes of the cells, and text that could be a formula has a ' before "
        "it. Tried with LibreOffice, not with Excel or Google Sheets."
    ),
    write=lambda outline, sheet: _together([(outline, sheet)]),
    write_many=_together,
)
