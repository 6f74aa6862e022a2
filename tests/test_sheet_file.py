"""The file of an answer sheet: JSON as it stands, with the place of everything in it."""

import json
from pathlib import Path

import pytest

from generator.problems import Finding
from generator.sheet_file import MAX_BYTES, SheetFile, parse, read

LEGITIMATE = {
    "an emoji as two escapes": r'"\ud83d\udc4d"',
    "an emoji": '"👍"',
    "right-to-left": '"\u200fעברית\u200e \u202bعربي\u202c"',
    "a soft hyphen": '"Ent\u00adscheidung"',
    "a line separator": '"one\u2028two\u2029three"',
    "a byte order mark inside": '"a\ufeffb"',
    "control characters as escapes": r'"\u0000\u001b\u0085\r\n\t\/"',
    "quotes and backslashes": r'"\"\\\" \\\\"',
    "the last characters": '"\uffff\U0010ffff"',
    "no text": '""',
    "numbers": "[0, -1, 12.5, 1e3, -0.5E-2, 1234567890123456789]",
    "words": "[true, false, null]",
    "nothing in it": ' { "a" : [ ] , "b" : { } }\r\n\t',
}


def listed(data: object) -> object:
    """The data with lists for tuples, as `json` has it."""
    if isinstance(data, dict):
        return {name: listed(value) for name, value in data.items()}
    return [listed(entry) for entry in data] if isinstance(data, tuple) else data


@pytest.mark.parametrize("name", LEGITIMATE)
def test_what_is_json_is_read_as_python_reads_it(name: str) -> None:
    text = LEGITIMATE[name]
    file = parse(text, "a.json")
    assert file.problems == ()
    assert listed(file.data) == json.loads(text)


WRONG = {
    "": (1, 1, "empty"),
    " \n": (1, 1, "empty"),
    "{": (1, 2, "syntax"),
    '{"a": ': (1, 7, "syntax"),
    '{"a": 1': (1, 8, "syntax"),
    '{"a": 1,}': (1, 9, "syntax"),
    "[1,]": (1, 4, "syntax"),
    '{\n  "a" 1}': (2, 7, "syntax"),
    '{"a": 1\n "b": 2}': (2, 2, "syntax"),
    "{'a': 1}": (1, 2, "syntax"),
    "{a: 1}": (1, 2, "syntax"),
    "playbook: pilot-charter": (1, 1, "syntax"),
    '"x': (1, 1, "syntax"),
    '"x\\"': (1, 1, "syntax"),
    '"a\nb"': (1, 3, "syntax"),
    '"a\tb"': (1, 3, "syntax"),
    '"ab\\q"': (1, 4, "syntax"),
    r'"\u12"': (1, 3, "syntax"),
    r'"\ud83d"': (1, 1, "unseen-character"),
    r'{"\udc4d\ud83d": 1}': (1, 2, "unseen-character"),
    "NaN": (1, 1, "syntax"),
    '{"a": -Infinity}': (1, 7, "syntax"),
    "01": (1, 2, "syntax"),
    "nullx": (1, 1, "syntax"),
    "{} {}": (1, 4, "syntax"),
    '{"a": 1, "a": 2}': (1, 10, "duplicate-key"),
    '{"a": {"b": 1,\n"b": 2}}': (2, 1, "duplicate-key"),
    "[" * 100_000: (1, 21, "too-deep"),
    '{"a":' * 100_000: (1, 101, "too-deep"),
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: repr(text[:30]))
def test_what_is_not_json_is_refused_where_it_is_wrong(text: str) -> None:
    file = parse(text, "a.json")
    (problem,) = file.problems
    assert (problem.line, problem.column, problem.rule) == WRONG[text]
    assert problem.hint
    for word in ("YAML", "handbook new", "playbooks", "indentation"):
        assert word not in problem.message + problem.hint
    assert file.data is None


@pytest.fixture
def sheet() -> SheetFile:
    return parse(
        '{\n  "answers": {\n    "a.b": {"due": "soon"},\n    "c": [1, 2]\n  }\n}', "a.json"
    )


@pytest.mark.parametrize(
    ("at", "on_key", "line", "column"),
    [
        ((), False, 1, 1),
        (("answers",), True, 2, 3),
        (("answers",), False, 2, 14),
        (("answers", "a.b"), True, 3, 5),
        (("answers", "a.b", "due"), False, 3, 20),
        (("answers", "c", 1), False, 4, 14),
        (("answers", "a.b", "owner"), False, 3, 12),
        (("version",), True, 1, 1),
    ],
)
def test_a_finding_gets_its_line_and_column(
    at: tuple[str | int, ...], on_key: bool, line: int, column: int, sheet: SheetFile
) -> None:
    problem = sheet.locate(Finding(at, "bad-date", "is wrong", "mend it", on_key=on_key))
    assert (problem.path, problem.line, problem.column) == ("a.json", line, column)
    assert problem.source == sheet.text.split("\n")[line - 1]


def test_a_byte_order_mark_at_the_start_is_no_part_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1, "a": 2}')
    (problem,) = read(path, "a.json").problems
    assert (problem.line, problem.column) == (1, 10)


def test_a_file_in_another_encoding_is_refused_at_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{\n "\xc3\xa9\xe9": 1}')
    (problem,) = read(path, "a.json").problems
    assert (problem.line, problem.column, problem.rule) == (2, 4, "not-utf-8")
    path.write_text("{}", encoding="utf-16")
    assert read(path, "a.json").problems[0].rule == "not-utf-8"


def test_a_sheet_has_at_most_5_mb(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'"' + b"x" * (MAX_BYTES - 2) + b'"')
    assert read(path, "a.json").problems == ()
    with path.open("ab") as file:
        file.write(b" ")
    (problem,) = read(path, "a.json").problems
    assert "larger than 5 MB" in problem.message
