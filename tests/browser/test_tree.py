"""Walking through a decision tree: its own answers, where they lead, and the record of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .answering import (
    FIRED,
    PLAYBOOKS,
    choose,
    item,
    kept,
    more,
    panel,
    place,
    seed,
    verdict,
    visit,
)
from .conftest import Watched
from .test_print import sheets
from .test_take_out import saved

TREE = "go-fix-or-stop"
QUESTIONS = {one.id: one for one in PLAYBOOKS[TREE].items}
STOPPED = {"terms-set": 2}
FIXED = {
    "terms-set": 0,
    "metric-shown": 1,
    "where-is-the-gap": 0,
    "moved-before": 0,
    "fix-ready": 0,
}
WENT = {"terms-set": 0, "metric-shown": 0, "beyond-the-average": 0, "held-everywhere": 0}


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    yield watched.page
    assert watched.complaints == []
    assert watched.page.evaluate(FIRED) is None


def walk(page: Page, steps: dict[str, int]) -> None:
    for name, number in steps.items():
        choose(page, TREE, name, QUESTIONS[name].choices[number])


def test_each_question_takes_its_own_answers_and_nothing_else(plain: Page, address: str) -> None:
    """Without scripts, too."""
    plain.goto(place(address, TREE))
    for name, question in QUESTIONS.items():
        where = item(plain, TREE, name)
        radios = where.get_by_role("radio")
        assert tuple(radios.evaluate_all("all => all.map(one => one.value)")) == question.choices
        for answer in question.choices:
            expect(where.get_by_role("radio", name=answer, exact=True)).to_be_visible()


def test_an_answer_leads_on_by_the_number_over_the_question(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(place(address, TREE))
    numbers = {name: number for number, name in enumerate(QUESTIONS, 1)}
    for name, question in QUESTIONS.items():
        for answer in question.answers:
            if answer.leads_to not in numbers:
                continue
            number, text = numbers[answer.leads_to], QUESTIONS[answer.leads_to].text
            row = item(page, TREE, name).get_by_role("listitem").filter(has_text=answer.text)
            link = row.get_by_role("link", name=f"go on at {number} ({text})", exact=True)
            expect(link).to_have_attribute("href", f"#{answer.leads_to}")
    printed = " ".join(" ".join(sheets(page, tmp_path / "tree.pdf")).split())
    for name, number in numbers.items():
        found = printed.count(f"{number}. {QUESTIONS[name].text}")
        assert found == 2, f"{name} stands in the tree and over its question"


def test_the_whole_tree_unfolds(page: Page, plain: Page, address: str) -> None:
    last = "#the-tree a[href='#fix-ready']"
    page.goto(place(address, TREE))
    expect(page.locator(last).first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(last).first).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_text("See the whole tree").click()
    expect(page.locator(last).first).to_be_visible()
    plain.goto(place(address, TREE))
    expect(plain.locator(last).first).to_be_visible()


def test_the_verdict_stands_where_the_path_ends(page: Page, address: str) -> None:
    visit(page, place(address, TREE))
    walk(page, STOPPED)
    expect(verdict(page)).to_have_text("Your verdict Stop")
    expect(panel(page)).to_contain_text("Stop the pilot")
    expect(panel(page)).to_contain_text("1 of 1 answered")
    aside = page.locator(".hb-item--aside")
    expect(aside).to_have_count(len(QUESTIONS) - 1)
    expect(item(page, TREE, "metric-shown")).to_contain_text(
        "Your answers so far do not lead here."
    )
    walk(page, FIXED)
    expect(verdict(page)).to_have_text("Your verdict Fix")
    expect(item(page, TREE, "metric-shown")).not_to_contain_text("do not lead here")
    way = panel(page).locator("ul").first.get_by_role("link")
    assert way.all_inner_texts() == [QUESTIONS[name].text for name in FIXED]
    page.reload()
    expect(verdict(page)).to_have_text("Your verdict Fix")


def test_until_then_it_is_open_and_names_the_next_question(page: Page, address: str) -> None:
    visit(page, place(address, TREE))
    walk(page, WENT)
    expect(verdict(page)).to_have_text("Your verdict Open")
    following = QUESTIONS["golive-work"]
    expect(panel(page)).to_contain_text(
        re.compile(f"To be answered next:{re.escape(following.text)}")
    )
    expect(panel(page)).to_contain_text("4 of 5 answered")
    choose(page, TREE, "golive-work", following.choices[0])
    expect(verdict(page)).to_have_text("Your verdict Go")


def test_an_answer_that_is_no_longer_there_leads_nowhere(page: Page, address: str) -> None:
    answers = {"terms-set": {"answer": "What it said before", "fingerprint": "00000000"}}
    seed(page, place(address, TREE), kept(TREE, answers))
    expect(verdict(page)).to_have_text("Your verdict Open")
    expect(item(page, TREE, "terms-set")).to_contain_text("has changed since you answered")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_the_record_shows_the_way_and_asks_who_sees_to_a_fix(
    page: Page, address: str, tmp_path: Path
) -> None:
    visit(page, place(address, TREE))
    walk(page, FIXED | {"held-everywhere": 1})
    page.get_by_role("button", name="Decision record").click()
    expect(panel(page)).to_contain_text("Both are missing, or one, for: fix-ready.")
    where = more(item(page, TREE, "fix-ready"))
    where.get_by_label("Owner").fill("A. Person")
    where.get_by_label("By", exact=True).fill("2027-03-01")
    expect(panel(page)).not_to_contain_text("Both are missing")
    record = json.loads(saved(page, "Download JSON", tmp_path))
    assert [one["item"] for one in record["items"]] == list(FIXED)
    assert record["rule"]["title"] == "Fix: one repair, one owner, one last date"
    assert record["open"] == ["fix-ready"]


def test_a_gate_gathers_the_verdict_of_a_tree(page: Page, address: str) -> None:
    visit(page, place(address, TREE))
    walk(page, FIXED)
    page.goto(f"{address}phases/pilot/")
    gate = page.get_by_role("region", name="Where this gate stands")
    row = gate.get_by_role("row", name=PLAYBOOKS[TREE].title)
    expect(row).to_contain_text("Fix")
    expect(row).to_contain_text("5 of 5")


def test_answers_have_the_width_of_the_sheet(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 718, "height": 1000})
    page.goto(address + "playbooks/go-fix-or-stop/")
    page.emulate_media(media="print")
    answers = page.locator(".hb-answers dd")
    widths = answers.evaluate_all("all => all.map(one => one.offsetWidth)")
    assert len(widths) > 4
    assert min(widths) > 400
