"""The escapes, on cases that the browser's copies are held to as well."""

import csv
import html
import io
import json

import yaml
from conftest import CASES

from generator.exports.base import ESCAPES

from .gfm import Page

GIVEN = json.loads((CASES / "escapes.json").read_text(encoding="utf-8"))


def test_every_case_comes_out_as_written_down() -> None:
    assert {case["escape"] for case in GIVEN} == set(ESCAPES)
    for case in GIVEN:
        assert ESCAPES[case["escape"]](case["text"]) == case["result"], case


def test_independent_readers_get_the_text_back() -> None:
    for case in GIVEN:
        text, result = case["text"], case["result"]
        if case["escape"] == "markdown":
            page = Page(f"- a {result} b")
            assert " ".join(page.text.split()) == " ".join(f"a {text} b".split()), case
            assert set(page.tags) == {"ul", "li"}, case
        elif case["escape"] == "html":
            lines = text.replace("\r\n", "\n").replace("\r", "\n")
            assert html.unescape(result.replace("<br>", "\n")) == lines
        elif case["escape"] == "json":
            assert json.loads(f'"{result}"') == text
            assert yaml.safe_load(f'"{result}"') == text
        elif case["escape"] == "cell":
            read = csv.reader(io.StringIO(f'"{result}"', newline=""), strict=True)
            assert list(read) == [[text]]
