"""The decision record: what it says, on paper, as Markdown and as JSON; and the board's page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from .answering import (
    FIRED,
    MARKUP,
    PLAYBOOKS,
    choose,
    item,
    kept,
    more,
    panel,
    place,
    seed,
    visit,
)
from .conftest import Watched, fits
from .test_take_out import saved

START = "ready-to-start"
ITEMS = PLAYBOOKS[START].items
MUSTS = [one.id for one in ITEMS if one.strength == "must"]
BOARD = "why-still-almost-ready"
NOT_A_FIX = "A fix without owner and date is not a fix."
NO_DIALOGUE = "window.print = () => window.dispatchEvent(new Event('beforeprint'))"


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    watched.page.add_init_script(NO_DIALOGUE)
    yield watched.page
    assert watched.complaints == []
    assert watched.page.evaluate(FIRED) is None


def answered(page: Page, address: str) -> Page:
    """A page whose verdict is fix, for one must that is only partly true."""
    answers: dict[str, Any] = {one.id: {"answer": "yes"} for one in ITEMS}
    words = {"reason": "Three sites | only", "approver": "B. Person"}
    answers[MUSTS[0]] = {"answer": "partly"}
    answers[MUSTS[1]] = {"answer": "yes", "evidence": "https://example.org/sheet"}
    answers[ITEMS[-1].id] = {"not_applicable": words}
    answers[ITEMS[-2].id] = {"answer": "no", "waiver": {**words, "until": "2027-04-01"}}
    seed(page, place(address, START), kept(START, answers))
    page.get_by_role("button", name="Decision record").click()
    return page


def on_paper(page: Page, path: Path) -> list[str]:
    page.pdf(path=path, format="A4")
    return [" ".join(one.extract_text().split()) for one in PdfReader(path).pages]


def test_a_fix_without_owner_and_date_is_not_a_fix(page: Page, address: str) -> None:
    answered(page, address)
    expect(panel(page)).to_contain_text(f"{NOT_A_FIX} Both are missing, or one, for: {MUSTS[0]}.")
    where = more(item(page, START, MUSTS[0]))
    where.get_by_label("Owner").fill("A. Person")
    expect(panel(page)).to_contain_text(NOT_A_FIX)
    where.get_by_label("By").fill("2027-03-01")
    expect(panel(page)).not_to_contain_text(NOT_A_FIX)


def test_who_decided_stays_and_goes_with_the_answers(page: Page, address: str) -> None:
    answered(page, address)
    for label, words in (
        ("Who decided", MARKUP),
        ("On", "2027-01-12"),
        ("In a sentence", "We  go on."),
    ):
        page.get_by_label(label, exact=label == "On").last.fill(words)
    page.reload()
    page.get_by_role("button", name="Decision record").click()
    expect(panel(page)).to_contain_text(f"Decided by: {MARKUP}, on 2027-01-12")
    expect(page.get_by_label("In a sentence")).to_have_value("We  go on.")
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_label("Who decided")).to_have_value("")
    page.get_by_role("button", name="Undo clear").click()
    expect(page.get_by_label("Who decided")).to_have_value(MARKUP)


def test_two_tabs_fill_in_who_decided_together(page: Page, address: str) -> None:
    answered(page, address)
    other = page.context.new_page()
    visit(other, place(address, START)).get_by_role("button", name="Decision record").click()
    other.get_by_label("In a sentence").focus()
    other.evaluate(
        "void (globalThis.heard = new Promise(done => addEventListener('storage', done)))"
    )
    page.get_by_label("In a sentence").fill("From the first")
    other.evaluate("heard.then(() => true)")
    other.get_by_label("Who decided").fill("Bert")
    expect(other.get_by_label("In a sentence")).to_have_value("From the first")
    expect(page.get_by_label("Who decided")).to_have_value("Bert")
    other.reload()
    other.get_by_role("button", name="Decision record").click()
    expect(panel(other)).to_contain_text("Decided by: Bert")
    expect(panel(other)).to_contain_text("From the first")


def test_the_page_shows_evidence_notes_and_ids_of_every_item(page: Page, address: str) -> None:
    given = {"answer": "no", "evidence": "https://example.org/" + "x" * 250, "note": "A note"}
    seed(page, place(address, START), kept(START, {MUSTS[0]: given}))
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Decision record").click()
    paper = page.locator(".hb-paper")
    row = paper.get_by_role("row").filter(has_text=f"({MUSTS[0]} ")
    expect(row.filter(has_text=given["evidence"])).to_have_count(1)
    expect(row.filter(has_text=given["note"])).to_have_count(1)
    expect(paper).to_contain_text("Decider named by the playbook: ")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_waiver_that_ran_out_is_said(page: Page, address: str) -> None:
    answered(page, address)
    expect(panel(page)).not_to_contain_text("ran out")
    page.get_by_label("On", exact=True).fill("2027-04-02")
    expect(panel(page)).to_contain_text(f"A waiver ran out on 2027-04-01: {ITEMS[-2].id}.")


def test_the_markdown_has_the_shape_of_madr(page: Page, address: str, tmp_path: Path) -> None:
    answered(page, address)
    page.get_by_label("Who decided").fill('C. "Chair" Person')
    page.get_by_label("On", exact=True).fill("2026-11-20")
    page.get_by_label("In a sentence").fill(f"On we go {MARKUP}")
    text = saved(page, "Download Markdown", tmp_path).decode()
    assert text.startswith("---\nstatus: accepted\ndate: 2026-11-20\n")
    assert 'decision-makers: "C. \\"Chair\\" Person"\n---\n' in text
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        f"# {PLAYBOOKS[START].title}: fix",
        "## Context and Problem Statement",
        "## Decision Drivers",
        "## Considered Options",
        "## Decision Outcome",
        "### Consequences",
        "### Confirmation",
        "### Waivers",
        "### Not applicable",
        "## More Information",
    ]
    assert not re.search(r"(?<!\\)<(?!http)", text)
    assert "Three sites \\| only" in text
    for one in ITEMS:
        assert f"{one.id} {one.fingerprint}" in text


def test_the_json_says_the_same(page: Page, address: str, tmp_path: Path) -> None:
    answered(page, address)
    record = json.loads(saved(page, "Download JSON", tmp_path))
    fits("record.json", record)
    assert record["format"] == "decision-handbook-record"
    assert (record["playbook"], record["playbook_version"]) == (START, PLAYBOOKS[START].version)
    assert record["verdict"] == "fix"
    assert record["rule"]["title"] == "A must is only partly true"
    assert record["causes"] == [MUSTS[0]]
    assert [one["item"] for one in record["items"]] == [
        one.id for one in sorted(ITEMS, key=lambda one: one.strength != "must")
    ]
    assert record["counts"]["not_applicable"] == 1
    assert record["address"] == place(address, START)
    assert record["decided"] == {"by": "", "on": None, "statement": ""}


@pytest.mark.parametrize("playbook", [START, BOARD, "kickoff"])
def test_what_is_filled_in_and_an_almost_empty_sheet_fit_the_schema(
    playbook: str, page: Page, address: str, tmp_path: Path
) -> None:
    first = PLAYBOOKS[playbook].items[0].id
    seed(page, place(address, playbook), kept(playbook, {first: {"note": MARKUP}}))
    page.get_by_role("button", name="Decision record").click()
    record = json.loads(saved(page, "Download JSON", tmp_path))
    fits("record.json", record)
    assert [one["note"] for one in record["items"] if one["note"]] == [MARKUP]
    page.get_by_label("Who decided").fill("C. Person")
    page.get_by_label("On", exact=True).fill("2026-11-20")
    if playbook == BOARD:
        page.get_by_label("What was promised").fill("Live in May")
        page.get_by_label("By when").fill("2027-03-01")
    record = json.loads(saved(page, "Download JSON", tmp_path))
    fits("record.json", record)
    assert record["decided"] == {"by": "C. Person", "on": "2026-11-20", "statement": ""}
    assert len(record["parameters"]) == (2 if playbook == BOARD else 0)
    assert (record["verdict"] is None) == (PLAYBOOKS[playbook].rule_set is None)


def test_it_prints_without_the_rest_of_the_page(page: Page, address: str, tmp_path: Path) -> None:
    answered(page, address)
    page.get_by_role("button", name="Print the record").click()
    sheets = on_paper(page, tmp_path / "record.pdf")
    words = " ".join(sheets)
    assert f"{PLAYBOOKS[START].title}: fix" in words
    assert "Three sites | only" in words
    assert NOT_A_FIX in words
    assert f"{START} {PLAYBOOKS[START].version}, Decision Handbook" in words
    for other in ("Your answer", "Your verdict", "How this is decided", "Print the", "Who decided"):
        assert other not in words
    whole = " ".join(on_paper(page, tmp_path / "whole.pdf"))
    assert "How this is decided" in whole
    assert "Three sites | only" not in whole.split("How this is decided")[1]


def test_a_record_of_nothing_says_that_nothing_is_decided(page: Page, address: str) -> None:
    visit(page, place(address, START))
    page.get_by_role("button", name="Decision record").click()
    expect(panel(page)).to_contain_text("This is not decided: the verdict is open.")
    choose(page, START, MUSTS[0], "No")
    expect(panel(page)).to_contain_text(f"{PLAYBOOKS[START].title}: stop")


@pytest.mark.parametrize("filled", [False, True])
def test_the_board_page_is_one_sheet_on_which_unknowns_are_unknown(
    filled: bool, page: Page, address: str, tmp_path: Path
) -> None:
    visit(page, place(address, BOARD))
    if filled:
        page.get_by_label("What was promised").fill("Live in May " * 40)
        page.get_by_label("Who finishes it").fill("A. Person")
        page.get_by_label("By when").fill("2027-03-01")
        where = more(choose(page, BOARD, "this-weeks-records", "No"))
        where.get_by_label("Evidence").fill("The log of week 46")
    page.get_by_role("button", name="Decision record").click()
    page.get_by_role("button", name="Print the board page").click()
    sheets = on_paper(page, tmp_path / "board.pdf")
    assert len(sheets) == 1
    [words] = sheets
    assert "Your answer" not in words
    wanted = {
        "What was promised": "Live in May" if filled else "unknown",
        "What is measured": "unknown",
        "The main block": "" if filled else "unknown",
        "Evidence of it": "The log of week 46" if filled else "unknown",
        "Verdict": "open",
        "Cost to finish": "unknown",
        "Owner": "A. Person" if filled else "unknown",
        "Date": "2027-03-01" if filled else "unknown",
        "The decision asked for": "unknown",
    }
    for label, text in wanted.items():
        assert f"{label} {text}" in words
