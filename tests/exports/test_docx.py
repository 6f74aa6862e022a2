"""The document as python-docx and LibreOffice read it."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from docx.table import Table
from pypdf import PdfReader

from generator.answers import Answer, AnswerSheet
from generator.exports.docx import DOCX
from generator.outline import Item, Outline

from .libreoffice import convert
from .shipped import HOSTILE, answered, hostile, outlines


def opened(outline: Outline) -> list[Table]:
    return docx.Document(io.BytesIO(DOCX.render(outline, None))).tables


def words(text: str) -> str:
    return " ".join(text.split())


def is_whole(item: Item, text: str) -> bool:
    said = [item.text, item.strength, *item.marks, item.owner, *item.roles]
    said += [item.id, item.fingerprint, *(f"{d.label}: {d.text}" for d in item.details)]
    return all(words(one) in words(text) for one in said)


def test_every_item_of_every_playbook_arrives_whole() -> None:
    for outline in outlines():
        tables = opened(outline)
        assert len(tables) == len(outline.sections)
        for section, table in zip(outline.sections, tables, strict=True):
            header, *rows = [[cell.text for cell in row.cells] for row in table.rows]
            assert header == ["Answered", "Question", "Answer", "Owner", "Due"]
            for item, row in zip(section.items, rows, strict=True):
                assert is_whole(item, row[1]), f"{outline.id}#{item.id}"
                assert [row[0], *row[2:]] == ["☐", "", "", ""]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of every playbook, and of the hostile one."""
    out = tmp_path_factory.mktemp("docx")
    for outline in outlines():
        (out / f"{outline.id}.docx").write_bytes(DOCX.render(outline, None))
    (out / "hostile.docx").write_bytes(DOCX.render(hostile(), answered(hostile())))
    convert(sorted(out.glob("*.docx")), "txt:Text (encoded):UTF8", out)
    return out


def test_libreoffice_shows_every_item_whole(converted: Path) -> None:
    for outline in outlines():
        text = words((converted / f"{outline.id}.txt").read_text(encoding="utf-8-sig"))
        assert text.count("☐") == len(list(outline.items))
        for said in (outline.title, outline.decision, outline.decider, outline.address):
            assert words(said) in text, said
        assert text.count(outline.identity) == 1
        for item in outline.items:
            assert is_whole(item, text), f"{outline.id}#{item.id}"


def test_hostile_text_arrives_as_text(converted: Path) -> None:
    text = words((converted / "hostile.txt").read_text(encoding="utf-8-sig"))
    for given in HOSTILE:
        assert text.count(words(given)) >= 7, given[:40]


def test_answers_are_filled_in() -> None:
    content = DOCX.render(hostile(), answered(hostile()))
    rows = docx.Document(io.BytesIO(content)).tables[0].rows
    box, _, answer, owner, due = (cell.text for cell in rows[1].cells)
    assert (box, owner, due) == ("☑", "", "")
    assert answer.startswith(
        "not applicable\nReason: =no such system (Ada)\nNote: null \ufffd bell"
    )
    box, _, answer, owner, due = (cell.text for cell in rows[2].cells)
    assert (box, owner, due) == ("☑", "+1", "2028-02-29")
    assert answer == "partly\nEvidence: +1\nNote: +1"


def test_titles_and_dates_stand_on_one_line(tmp_path: Path) -> None:
    outline = next(outline for outline in outlines() if outline.id == "pilot-charter")
    answers = {item.id: Answer(answer="partly", due=date(2028, 2, 29)) for item in outline.items}
    sheet = AnswerSheet(playbook=outline.id, answers=answers)
    (tmp_path / "charter.docx").write_bytes(DOCX.render(outline, sheet))
    convert([tmp_path / "charter.docx"], "pdf", tmp_path)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "charter.pdf").pages)
    assert text.count("2028-02-29") == len(answers)
    assert text.count("Answered") >= len(outline.sections)


def test_the_file_holds_no_time_but_a_fixed_one() -> None:
    first, second = DOCX.render(hostile(), None), DOCX.render(hostile(), None)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(first)).core_properties
    assert properties.created == properties.modified
    assert properties.modified is not None
    assert properties.modified.replace(tzinfo=None) == datetime(1980, 1, 1)
    assert properties.comments == hostile().identity


def test_tables_fit_on_a4_and_repeat_their_titles() -> None:
    document = docx.Document(io.BytesIO(DOCX.render(hostile(), None)))
    page = document.sections[0]
    assert (page.page_width.mm, page.page_height.mm) == (
        pytest.approx(297, 1),
        pytest.approx(210, 1),
    )
    for table in document.tables:
        room = page.page_width - page.left_margin - page.right_margin
        assert sum(column.width for column in table.columns) <= room + 2_000
        assert "w:tblHeader" in table.rows[0]._tr.xml
