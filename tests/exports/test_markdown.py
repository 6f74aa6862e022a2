"""Task lists for GitHub and GitLab, read by GitHub's own parser."""

import re

import pytest

from generator.exports.base import Format, Slot, join
from generator.exports.markdown import GITHUB, GITLAB, escape_gitlab
from generator.exports.wording import ANSWERS

from .gfm import MARKUP, Page
from .samples import HOSTILE, answered, hostile, line, missing, shipped

BOTH = pytest.mark.parametrize("form", [GITHUB, GITLAB], ids=["github", "gitlab"])


@BOTH
def test_every_item_of_every_playbook_is_a_task_with_all_it_says(form: Format) -> None:
    assert len(shipped()) == 28
    for outline in shipped():
        page = Page(form.render(outline, None).decode())
        items = list(outline.items)
        assert len(page.tasks) == len(items)
        for task, item in zip(page.tasks, items, strict=True):
            assert missing(item, task.text) == []
            assert task.comments == [f"{item.id} {item.fingerprint}"]
        assert page.headings == [outline.title, *(section.title for section in outline.sections)]
        for said in (outline.decision, outline.decider, outline.identity):
            assert line(page.text).count(said) >= 1
        assert page.links == [outline.address]


@BOTH
def test_hostile_text_arrives_as_text(form: Format) -> None:
    outline = hostile()
    page = Page(form.render(outline, None).decode())
    assert len(page.tasks) == len(HOSTILE)
    for task, item in zip(page.tasks, outline.items, strict=True):
        assert missing(item, task.text) == []
        assert len(task.comments) == 1
    assert page.links == [outline.address]
    assert not MARKUP - {"a"} & set(page.tags)
    assert "code" not in page.tags


@BOTH
def test_hostile_answers_make_no_markup(form: Format) -> None:
    outline = hostile()
    page = Page(form.render(outline, answered(outline)).decode())
    assert set(page.links) == {outline.address}
    assert not (MARKUP - {"a"} | {"code"}) & set(page.tags)


def test_no_line_can_be_a_quick_action() -> None:
    outline = hostile()
    written = GITLAB.render(outline, answered(outline)).decode()
    assert "/close" in written
    assert not re.search(r"^\s*/", written, re.MULTILINE)
    assert "\r" not in written


@BOTH
def test_the_answers_are_filled_in_below_their_item(form: Format) -> None:
    outline = shipped()[0]
    sheet = answered(outline)
    tasks = Page(form.render(outline, sheet).decode()).tasks
    for task, item in zip(tasks, outline.items, strict=True):
        answer = sheet.answers[item.id]
        text = line(task.text)
        assert f"Answer: {answer.answer}" in text
        assert "Due: 2028-02-29" in text
        assert line(answer.note) in text
        assert line(answer.evidence) in text
        assert f"{line(answer.not_applicable.reason)} (/merge)" in text


@BOTH
def test_segments_join_to_the_same_file(form: Format) -> None:
    outline = shipped()[0]
    assert form.segments
    segments = list(form.segments(outline))
    assert join(segments, None).encode() == form.render(outline, None)
    slots = {(segment.item, segment.field) for segment in segments if isinstance(segment, Slot)}
    filled_in = {("", parameter.id) for parameter in outline.parameters}
    answers = {(item.id, name) for item in outline.items for _, name in ANSWERS}
    assert slots == filled_in | answers


def test_lists_below_a_detail_are_lists() -> None:
    tree = next(outline for outline in shipped() if outline.id == "build-buy-or-partner")
    entries = sum(
        part.startswith("- ")
        for item in tree.items
        for detail in item.details
        for part in detail.text.split("\n")
    )
    assert entries > 10
    labels = sum(len(item.details) + 1 for item in tree.items)
    html = Page(GITHUB.render(tree, None).decode()).html
    assert html.count("<li>") == 5 + labels + entries + sum(1 for _ in tree.items)


def test_what_gitlab_would_link_has_a_backslash() -> None:
    assert escape_gitlab("@a #1 !2 %3 &4 ~5 $6 ^7") == r"\@<!-- -->a \#1 \!2 \%3 \&4 \~5 \$6 \^7"
