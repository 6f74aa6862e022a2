"""The issue form, read by PyYAML and checked against the schema that check-jsonschema carries."""

import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from generator.answers import AnswerSheet
from generator.exports.issue_form import ISSUE_FORM, is_repository, new_issue_url
from generator.outline import Outline

from .gfm import MARKUP, Page
from .samples import answered, hostile, line, missing, shipped


def read(outline: Outline, sheet: AnswerSheet | None = None) -> dict[str, Any]:
    form = yaml.safe_load(ISSUE_FORM.render(outline, sheet).decode())
    assert isinstance(form, dict)
    return form


def parts(form: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [part["attributes"] for part in form["body"] if part["type"] == kind]


def test_githubs_schema_takes_every_form(tmp_path: Path) -> None:
    files = []
    for outline in (*shipped(), hostile()):
        for name, sheet in (("blank", None), ("answered", answered(outline))):
            path = tmp_path / f"{outline.id}-{name}.yml"
            path.write_bytes(ISSUE_FORM.render(outline, sheet))
            files.append(str(path))
    command = ["check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", *files]
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_item_of_every_playbook_is_a_checkbox_with_its_details_above() -> None:
    for outline in shipped():
        form = read(outline)
        about, *details = (Page(part["value"]).text for part in parts(form, "markdown"))
        boxes = parts(form, "checkboxes")
        assert [box["label"] for box in boxes] == [section.title for section in outline.sections]
        for box, shown, section in zip(boxes, details, outline.sections, strict=True):
            for option, item in zip(box["options"], section.items, strict=True):
                label = line(Page(option["label"]).text)
                assert label.endswith(f"{item.id} {item.fingerprint}")
                assert missing(item, f"{label} {shown}") == []
        assert outline.decision in line(about)
        assert parts(form, "input") == [{"label": "Copied from", "value": outline.identity}]
        assert len(form["description"]) <= 200


def test_hostile_text_arrives_as_text() -> None:
    outline = hostile()
    form = read(outline, answered(outline))
    details = Page("\n\n".join(part["value"] for part in parts(form, "markdown")))
    options = [option["label"] for box in parts(form, "checkboxes") for option in box["options"]]
    for item, option in zip(outline.items, options, strict=True):
        assert missing(item, f"{Page(option).text} {details.text}") == []
        assert not MARKUP & set(Page(option).tags)
    assert details.links == [outline.address]
    assert not (MARKUP - {"a"}) & set(details.tags)
    assert len(set(options)) == len(options)
    for box in parts(form, "checkboxes"):
        assert not MARKUP & set(Page(f"### {box['label']}").tags) - {"h3"}
    assert form["name"] == outline.title


def test_names_are_unique_and_not_refused() -> None:
    form = read(hostile())
    names = [part["id"] for part in form["body"] if "id" in part]
    assert len(set(names)) == len(names)
    for part in parts(form, "textarea"):
        assert part["label"].startswith("Answers and notes, part ")


def test_a_blank_form_has_every_question_to_answer_below() -> None:
    outline = shipped()[0]
    areas = [Page(part["value"]) for part in parts(read(outline), "textarea")]
    asked = [line(item.text) for item in outline.items]
    assert line(" ".join(area.text for area in areas)) == " ".join(asked)


def test_answers_stand_in_the_text_areas() -> None:
    outline = shipped()[0]
    sheet = answered(outline)
    given = line(
        " ".join(Page(part["value"]).text for part in parts(read(outline, sheet), "textarea"))
    )
    assert given.count("Due: 2028-02-29") == len(sheet.answers)
    for answer in sheet.answers.values():
        assert line(answer.note) in given


def test_a_link_opens_an_issue_with_every_item() -> None:
    for outline in shipped():
        url = new_issue_url(outline, "octo-org/octo-repo")
        assert url
        assert len(url) <= 8_000
        address = urlsplit(url)
        assert (address.netloc, address.path) == ("github.com", "/octo-org/octo-repo/issues/new")
        query = parse_qs(address.query, strict_parsing=True)
        assert query["title"] == [outline.title]
        page = Page(query["body"][0])
        for task, item in zip(page.tasks, outline.items, strict=True):
            assert line(task.text).startswith(f"{item.text} ({item.strength}")
            assert task.comments == [f"{item.id} {item.fingerprint}"]
        assert outline.identity in page.text


@pytest.mark.parametrize("name", ["octo-org", "a/b/c", "https://github.com/a/b", "a b/c", "/c"])
def test_what_is_no_repository_is_told_from_one(name: str) -> None:
    assert is_repository("octo-org/octo.repo_1")
    assert not is_repository(name)


def test_what_is_too_long_for_a_link_has_none() -> None:
    assert new_issue_url(hostile(), "octo-org/octo-repo") is None
