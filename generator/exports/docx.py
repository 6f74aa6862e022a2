"""DOCX: a table for each section, with a box for each item and cells to fill in.

Tools take the file in by their own import, and python-docx writes it as Word does. A second-hand
account of Atlassian's pages (https://clonepartner.com/blog/document360-to-confluence-migration-the-complete-technical-guide/)
says that Confluence Cloud imports up to 30 Word files and 50 MB at once; a summary of Google's
(https://www.systoolsgroup.com/google-drive/) says that Google Docs converts files of up to 50 MB
and 1.02 million characters. Atlassian's and Google's own pages could not be read, so what
permissions an import needs is not confirmed. Tried with python-docx and LibreOffice; Word,
Confluence and Google Docs were not.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from generator.answers import Answer, AnswerSheet
from generator.exports.base import Format, filled, value
from generator.exports.office import NOT_APPLICABLE, readable
from generator.exports.wording import facts, head, origin, strength
from generator.outline import Item, Outline

COLUMNS = {"Answered": 2.4, "Question": 12.8, "Answer": 6.0, "Owner": 3.2, "Due": 2.3}
"""The columns of every table and their widths in centimetres, as wide as A4 across."""

OPEN, ANSWERED = "☐", "☑"
CREATED = datetime(1980, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def document(outline: Outline, sheet: AnswerSheet | None) -> bytes:
    """The playbook as a Word document."""
    made = docx.Document()
    _set_up(made, outline)
    made.add_heading(readable(outline.title), 0)
    for label, text in head(outline):
        _labelled(made.add_paragraph(), label, text)
    for parameter in outline.parameters:
        _labelled(made.add_paragraph(), parameter.label, filled(sheet, "", parameter.id))
    for section in outline.sections:
        made.add_heading(readable(section.title), 1)
        table = made.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, COLUMNS.values(), strict=True):
            column.width = Cm(width)
        _header(_row(table))
        for item in section.items:
            given = sheet.answers.get(item.id) if sheet else None
            _fill(_row(table).cells, item, given)
    _small(made.add_paragraph(), origin(outline))
    out = io.BytesIO()
    made.save(out)
    return _with_fixed_times(out.getvalue())


def _set_up(made: Document, outline: Outline) -> None:
    properties = made.core_properties
    properties.author = properties.last_modified_by = "Decision Handbook"
    properties.title = readable(outline.title)[:255]
    properties.comments = readable(outline.identity)[:255]
    properties.created = properties.modified = CREATED
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.5)
    made.styles["Normal"].paragraph_format.space_after = Pt(3)


def _row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, width in zip(row.cells, COLUMNS.values(), strict=True):
        cell.width = Cm(width)
    return row


def _header(row: _Row) -> None:
    """Column titles that Word repeats on every page."""
    for cell, title in zip(row.cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(cells: tuple[_Cell, ...], item: Item, given: Answer | None) -> None:
    box, question, answer, owner, due = cells
    question.paragraphs[0].add_run(readable(item.text)).bold = True
    question.add_paragraph(readable(strength(item)))
    for label, text in facts(item):
        _labelled(question.add_paragraph(), label, text)
    _small(question.add_paragraph(), f"{item.id} {item.fingerprint}")
    if given is None:
        box.paragraphs[0].text = OPEN
        return
    without = given.not_applicable is not None
    box.paragraphs[0].text = ANSWERED if without or given.answer else OPEN
    answer.paragraphs[0].text = NOT_APPLICABLE if without else readable(value(given, "answer"))
    for label, text in (
        ("Reason", value(given, "not_applicable")),
        ("Goes on without it", value(given, "waiver")),
        ("Evidence", given.evidence),
        ("Note", given.note),
    ):
        if text:
            _labelled(answer.add_paragraph(), label, text)
    owner.paragraphs[0].text = readable(given.owner)
    due.paragraphs[0].text = value(given, "due")


def _labelled(paragraph: Paragraph, label: str, text: str) -> None:
    paragraph.add_run(f"{readable(label)}: ").bold = True
    paragraph.add_run(readable(text))


def _small(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(readable(text)).font.size = Pt(8)


def _with_fixed_times(package: bytes) -> bytes:
    """The same parts in the same order, so that the same playbook gives the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, parts.read(part))
    return out.getvalue()


DOCX = Format(
    title="Word (DOCX)",
    suffix="docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    told=(
        "For Word and LibreOffice, and for the imports of Confluence and Google Docs, whose "
        "permissions and limits could not be confirmed. Tried with LibreOffice, not with Word, "
        "Confluence or Google Docs."
    ),
    write=document,
)
