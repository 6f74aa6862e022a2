"""CSV for GitLab, read by Python's csv, its descriptions by a Markdown parser."""

import csv
import io
import re

from generator.answers import AnswerSheet
from generator.exports.base import FORMULA_STARTS
from generator.exports.gitlab_csv import GITLAB_CSV
from generator.outline import Outline

from .gfm import MARKUP, Page
from .samples import HOSTILE, answered, hostile, line, missing, shipped


def rows(outline: Outline, sheet: AnswerSheet | None = None) -> list[dict[str, str]]:
    written = GITLAB_CSV.render(outline, sheet).decode()
    assert written.startswith('"title","description","due_date"\r\n')
    csv.field_size_limit(1_048_576)  # what GitLab takes for a description
    return list(csv.DictReader(io.StringIO(written, newline=""), strict=True))


def test_every_item_of_every_playbook_is_an_issue_with_all_it_says() -> None:
    for outline in shipped():
        about, *issues = rows(outline)
        items = list(outline.items)
        assert len(issues) == len(items)
        for issue, item in zip(issues, items, strict=True):
            assert issue["title"] == item.text
            text = Page(issue["description"]).text
            assert missing(item, f"{issue['title']} {text}") == []
            assert f"{outline.id}#{item.id} {item.fingerprint}" in text
        text = line(Page(about["description"]).text)
        assert outline.identity in text
        assert outline.decision in text


def test_hostile_text_arrives_as_text_and_never_acts() -> None:
    outline = hostile()
    _, *issues = rows(outline, answered(outline))
    assert len(issues) == len(HOSTILE)
    for issue, item in zip(issues, outline.items, strict=True):
        assert not issue["title"].startswith(FORMULA_STARTS)
        assert not issue["description"].startswith(FORMULA_STARTS)
        assert len(issue["title"]) <= 255
        assert not re.search(r"^\s*/", issue["description"], re.MULTILINE)
        page = Page(issue["description"])
        assert missing(item, f"{issue['title']} {page.text}") == []
        assert not (MARKUP - {"a"}) & set(page.tags)
        assert page.links == []


def test_a_due_date_has_its_column() -> None:
    outline = shipped()[0]
    about, *issues = rows(outline, answered(outline))
    assert about["due_date"] == ""
    assert {issue["due_date"] for issue in issues} == {"2028-02-29"}
    assert {issue["due_date"] for issue in rows(outline)} == {""}
