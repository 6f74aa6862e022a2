"""The workbook as openpyxl and LibreOffice read it."""

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.answers import AnswerSheet
from generator.exports.base import FORMULA_STARTS, guarded
from generator.exports.xlsx import XLSX, workbook
from generator.outline import Item, Outline

from .libreoffice import convert
from .shipped import HOSTILE, WIDE, answered, hostile, outlines

HEADER = 4
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"


def opened(content: bytes) -> list[Worksheet]:
    """The sheets that a reader sees."""
    sheets = openpyxl.load_workbook(io.BytesIO(content), rich_text=False).worksheets
    return [sheet for sheet in sheets if sheet.sheet_state == "visible"]


def titles(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEADER] if cell.value != "Continued"}


def items(sheet: Worksheet) -> list[dict[str, str]]:
    """Each row by column, with its notes under "note"."""
    found = []
    for cells in sheet.iter_rows(min_row=HEADER + 1):
        row = {name: str(cells[at - 1].value or "") for name, at in titles(sheet).items()}
        row["rest"] = "\n".join(str(cell.value or "") for cell in cells[len(titles(sheet)) :])
        row["note"] = "\n".join(cell.comment.text for cell in cells if cell.comment)
        found.append(row)
    return of_items(found)


def of_items(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of the table. An empty one ends it; what a reader fills in stands below."""
    filled = [bool(row["Question"] or row["Id"]) for row in rows]
    return rows[: filled.index(False)] if False in filled else rows


def is_whole(item: Item, row: dict[str, str]) -> bool:
    shown = f"{row['Why']}\n{row['Details']}\n{row['note']}"
    return (
        row["Question"] == guarded(item.text)
        and row["Strength"] == item.strength
        and row["Marks"] == ", ".join(item.marks)
        and all(detail.text in shown for detail in item.details)
        and all(role in row["Roles"] for role in (item.owner, *item.roles))
        and (row["Id"], row["Fingerprint"]) == (item.id, item.fingerprint)
    )


def test_every_item_of_every_playbook_arrives_whole() -> None:
    sheets = opened(workbook(outlines(), {}))
    assert len(sheets) == len(outlines())
    for outline, sheet in zip(outlines(), sheets, strict=True):
        found = items(sheet)
        assert len(found) == len(list(outline.items))
        for item, row in zip(outline.items, found, strict=True):
            assert is_whole(item, row), f"{outline.id}#{item.id}"
        for section in outline.sections:
            assert section.title in {row["Section"] for row in found}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of all playbooks, and of the hostile one."""
    out = tmp_path_factory.mktemp("xlsx")
    (out / "all.xlsx").write_bytes(workbook(outlines(), {}))
    (out / "hostile.xlsx").write_bytes(XLSX.render(hostile(), answered(hostile())))
    convert([out / "all.xlsx", out / "hostile.xlsx"], ALL_SHEETS, out)
    convert([out / "all.xlsx"], "fods", out)
    return out


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    return of_items([dict(zip(rows[HEADER - 1], row, strict=False)) for row in rows[HEADER:]])


def test_libreoffice_shows_every_item_whole(converted: Path) -> None:
    names = [sheet.title for sheet in opened((converted / "all.xlsx").read_bytes())]
    tables = {
        table.get(f"{TABLE}name"): [
            "\n".join("".join(p.itertext()) for p in note.iter(f"{TEXT}p"))
            for note in table.iter(ANNOTATION)
        ]
        for table in ElementTree.parse(converted / "all.fods").iter(f"{TABLE}table")
    }
    count = 0
    for outline, name in zip(outlines(), names, strict=True):
        found = read_csv(converted / f"all-{name}.csv")
        notes = "\n".join(tables[name])
        for item, row in zip(outline.items, found, strict=True):
            assert is_whole(item, {**row, "note": notes}), f"{outline.id}#{item.id}"
            count += 1
    assert count == sum(len(list(outline.items)) for outline in outlines())


def test_the_sheet_says_what_it_is_and_which_version() -> None:
    for outline, sheet in zip(outlines(), opened(workbook(outlines(), {})), strict=True):
        above = "\n".join(str(sheet.cell(row, 1).value) for row in range(1, HEADER))
        for words in (outline.title, outline.decider, outline.identity, outline.address):
            assert above.count(words) >= 1, words
        assert " ".join(outline.decision.split()) in above
        assert outline.identity in str(sheet.oddFooter.left.text)


def test_a_sheet_is_ready_to_fill_in_filter_and_print() -> None:
    for outline, sheet in zip(outlines(), opened(workbook(outlines(), {})), strict=True):
        letter = sheet.cell(HEADER, titles(sheet)["Answer"]).column_letter
        last = HEADER + len(list(outline.items))
        if outline.scale:
            rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
            rule = rules[f"{letter}{HEADER + 1}:{letter}{last}"]
            assert rule.formula1 == f'"{",".join([*outline.scale, "not applicable"])}"'
            assert len(rules) == 1 + sum(bool(one.choices) for one in outline.parameters)
        assert sheet.freeze_panes == f"A{HEADER + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEADER}:")
        assert sheet.auto_filter.ref.endswith(str(last))
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
        for cell in sheet[HEADER + 1]:
            assert cell.alignment.wrap_text
            assert sheet.column_dimensions[cell.column_letter].width >= 10


def test_a_question_of_a_tree_offers_its_own_answers_whole() -> None:
    """On LibreOffice's and Excel's terms: a list of cells, since answers hold commas."""
    trees = [outline for outline in outlines() if not outline.scale]
    assert trees
    book = openpyxl.load_workbook(io.BytesIO(workbook(outlines(), {})))
    for outline in trees:
        sheet = next(one for one in book if str(one["A1"].value) == outline.title)
        rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        letter = sheet.cell(HEADER, titles(sheet)["Answer"]).column_letter
        for row, item in enumerate(outline.items, start=HEADER + 1):
            name, _, cells = rules[f"{letter}{row}"].formula1.removeprefix("=").rpartition("!")
            lists = book[name.strip("'")]
            assert lists.sheet_state == "hidden"
            assert tuple(cell.value for (cell,) in lists[cells.replace("$", "")]) == item.choices


def test_how_to_and_evidence_are_notes_of_their_cells() -> None:
    for outline, sheet in zip(outlines(), opened(workbook(outlines(), {})), strict=True):
        for number, item in enumerate(outline.items, start=HEADER + 1):
            expected = {"Question": ["How"], "Evidence": ["Weak evidence", "Strong evidence"]}
            for column, labels in expected.items():
                words = [f"{d.label}: {d.text}" for d in item.details if d.label in labels]
                note = sheet.cell(number, titles(sheet)[column]).comment
                assert (note.text if note else "") == "\n\n".join(words)


def test_what_a_reader_fills_in_stands_below_the_table() -> None:
    outline = next(one for one in outlines() if one.parameters)
    first = outline.parameters[0]
    sheet = AnswerSheet(playbook=outline.id, parameters={first.id: "=1+1"})
    (shown,) = opened(workbook([outline], {outline.id: sheet}))
    row = HEADER + len(list(outline.items)) + 2
    assert shown.cell(row, titles(shown)["Question"]).value == first.label
    assert shown.cell(row, titles(shown)["Answer"]).value == "'=1+1"
    for number, parameter in enumerate(outline.parameters):
        assert shown.cell(row + number, titles(shown)["Question"]).value == parameter.label


def test_rows_are_as_high_as_their_questions() -> None:
    for sheet in opened(workbook(outlines(), {})):
        for number, row in enumerate(items(sheet), start=HEADER + 1):
            assert (sheet.row_dimensions[number].height or 0) >= 15 * len(row["Question"]) / 46


def test_answers_are_filled_in() -> None:
    (sheet,) = opened(XLSX.render(hostile(), answered(hostile())))
    first, second = items(sheet)[:2]
    assert first["Answer"] == "not applicable"
    assert first["Note"].startswith("Not applicable: =no such system (Ada)\nnull \ufffd bell")
    assert first["Note"].endswith("return\nend")
    assert (second["Answer"], second["Owner"], second["Note"]) == ("partly", "'+1", "'+1")
    assert sheet.cell(HEADER + 2, titles(sheet)["Due"]).value == datetime(2028, 2, 29)


@pytest.mark.parametrize("filled_in", [False, True])
def test_hostile_text_arrives_as_text_and_nothing_is_a_formula(filled_in: bool) -> None:
    texts = (*HOSTILE, WIDE)
    outline = hostile(texts)
    content = XLSX.render(outline, answered(outline) if filled_in else None)
    (shown,) = opened(content)
    for cells in shown.iter_rows():
        for cell in cells:
            text = str(cell.value or "")
            assert cell.data_type != "f"
            assert cell.hyperlink is None
            assert not text.startswith(FORMULA_STARTS)
            assert len(text.encode("utf-16-le")) // 2 <= 32_767
            assert text.count("\n") <= 253
    for text, row in list(zip(texts, items(shown), strict=True))[1:]:
        everything = "\n".join(row.values())
        longest = max(text.split("\n"), key=len)
        fields = 9 if filled_in else 7
        assert everything.count(longest) >= fields * text.split("\n").count(longest), text[:40]
        if text.count("\n") < 250:
            assert row["Question"] == guarded(text)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "sheets" in name)


def test_libreoffice_shows_hostile_text_as_text(converted: Path) -> None:
    (path,) = converted.glob("hostile-*.csv")
    for text, row in zip(HOSTILE, read_csv(path), strict=True):
        if text.count("\n") < 250:
            assert row["Question"] == guarded(text)
        if text != HOSTILE[0]:
            assert row["Due"] == "2028-02-29"


def test_names_of_sheets_are_valid_and_unique() -> None:
    def named(title: str) -> Outline:
        one = hostile()
        parts = (getattr(one, name) for name in one.__slots__ if name not in ("id", "title"))
        return Outline("hostile", title, *parts)

    given = [
        "History",
        "",
        "'",
        "a" * 40,
        "A" * 40,
        "a" * 40,
        "🚀" * 20,
        "[x]:*?/\\y",
        "X y",
        "Ü\n",
    ]
    names = [sheet.title for sheet in opened(workbook([named(title) for title in given], {}))]
    assert len({name.casefold() for name in names}) == len(given)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\\n")
        assert name.strip("'") == name != "History"


def test_the_file_holds_no_time_but_a_fixed_one() -> None:
    first, second = workbook(outlines(), {}), workbook(outlines(), {})
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}
        assert parts.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
