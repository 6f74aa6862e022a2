"""Answering a playbook as a person would: choose, read the verdict, leave, come back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from .answering import (
    BOOK,
    FIRED,
    KEY,
    MARKUP,
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
from .conftest import FAR, SCREENS, Watched, screen_name
from .test_accessible import AXE, RUN

DECIDED = [playbook for playbook in BOOK.playbooks if playbook.rule_set is not None]
MAIN = {"governance-checklist", "red-flags", "scoping", "vendor-evaluation"}
START = "ready-to-start"
MUSTS = [one.id for one in PLAYBOOKS[START].items if one.strength == "must"]


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    """A page on which nothing may go wrong and that asks nobody else for anything."""
    yield watched.page
    assert watched.complaints == []
    assert watched.elsewhere == []
    assert watched.page.evaluate(FIRED) is None


def test_a_blank_sheet_is_open_on_every_playbook(page: Page, address: str) -> None:
    assert {playbook.kind for playbook in DECIDED} >= MAIN
    for playbook in BOOK.playbooks:
        visit(page, place(address, playbook.id))
        if playbook.rule_set is None:
            assert playbook.kind not in MAIN
            continue
        expect(verdict(page)).to_have_text("Your verdict Open")
        expect(panel(page)).to_contain_text("so nothing is decided")
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_the_verdict_follows_the_answers_and_is_announced(page: Page, address: str) -> None:
    visit(page, place(address, START))
    status = page.get_by_role("status")
    choose(page, START, MUSTS[0], "No")
    expect(verdict(page)).to_have_text("Your verdict Stop")
    expect(status.filter(has_text="Verdict: stop. 1 of")).to_be_attached()
    caused = panel(page).get_by_role("link", name=item_text(MUSTS[0]))
    expect(caused.first).to_have_attribute("href", f"#{MUSTS[0]}")
    for one in PLAYBOOKS[START].items:
        choose(page, START, one.id, "Yes")
    expect(verdict(page)).to_have_text("Your verdict Go")
    expect(status.filter(has_text="Verdict: go.")).to_be_attached()
    choose(page, START, MUSTS[0], "Partly")
    expect(verdict(page)).to_have_text("Your verdict Fix")
    expect(panel(page)).to_contain_text("Fewest changes that would make it")


def item_text(name: str) -> str:
    return next(one.text for one in PLAYBOOKS[START].items if one.id == name)


def test_the_keyboard_alone_answers_and_opens_the_fields(page: Page, address: str) -> None:
    visit(page, place(address, START))
    where = item(page, START, MUSTS[0])
    where.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    expect(verdict(page)).to_have_text("Your verdict Stop")
    page.keyboard.press("ArrowRight")
    expect(where.get_by_role("radio", name="Partly")).to_be_checked()
    expect(verdict(page)).to_have_text("Your verdict Open")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(where.get_by_label("Evidence")).to_be_focused()
    page.keyboard.type("The signed list")
    where.get_by_role("button", name="Take back").press("Enter")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(where.get_by_label("Evidence")).to_have_value("")


def test_what_was_entered_is_there_after_a_reload(page: Page, address: str) -> None:
    visit(page, place(address, START))
    where = more(choose(page, START, MUSTS[0], "No"))
    entered = {
        "Evidence": "https://example.org/x",
        "Note": "Ask <b>Ada</b>",
        "Owner": "A. Person",
        "By": "2027-03-01",
    }
    for label, text in entered.items():
        where.get_by_label(label).fill(text)
    where.get_by_text("Goes on without it for a time").click()
    waiver = {"Why it goes on": "Two weeks", "Who allows": "B. Person", "Until": "2027-04-01"}
    for label, text in waiver.items():
        where.get_by_label(label).fill(text)
    expect(panel(page)).to_contain_text("1 with evidence named, 0 merely claimed")
    page.reload()
    expect(verdict(page)).to_have_text("Your verdict Stop")
    expect(where.get_by_role("radio", name="No", exact=True)).to_be_checked()
    for label, text in (entered | waiver).items():
        expect(where.get_by_label(label)).to_be_visible()
        expect(where.get_by_label(label)).to_have_value(text)


def test_a_must_is_set_aside_only_with_reason_and_approver(page: Page, address: str) -> None:
    visit(page, place(address, START))
    count = len(PLAYBOOKS[START].items)
    where = choose(page, START, MUSTS[0], "Not applicable")
    expect(where.get_by_label("Why it does not apply")).to_be_focused()
    expect(where).to_contain_text("Still unanswered")
    page.keyboard.type("Sold in May")
    expect(where).to_contain_text("Still unanswered")
    expect(panel(page)).to_contain_text(f"0 of {count} answered")
    where.get_by_label("Who agreed").fill("C. Person")
    expect(where).not_to_contain_text("Still unanswered")
    expect(panel(page)).to_contain_text(f"0 of {count - 1} answered. 1 item set aside of {count}.")
    other = next(one.id for one in PLAYBOOKS[START].items if one.strength == "should")
    expect(choose(page, START, other, "Not applicable")).not_to_contain_text("Still unanswered")


def test_own_estimates_add_up_and_stay(page: Page, address: str) -> None:
    visit(page, place(address, "what-the-pilot-leaves-out"))
    total = page.get_by_label("Work in all that the pilot leaves out")
    expect(total).to_have_text("the sum of the above")
    page.get_by_label("Connection to the system of record").fill("12")
    page.get_by_label("Write-back (").fill("30")
    expect(total).to_have_text("42")
    page.reload()
    expect(total).to_have_text("42")
    page.get_by_label("Write-back (").fill("")
    expect(total).to_have_text("12")


def test_a_choice_leaves_items_out_and_says_why(page: Page, address: str) -> None:
    charter = PLAYBOOKS["pilot-charter"]
    left = [one for one in charter.items if one.applies_when]
    visit(page, place(address, charter.id))
    asked = page.get_by_role("group", name="What does the measure count?")
    asked.get_by_role("radio", name="Time").check()
    for one in left:
        assert one.applies_when
        where = item(page, charter.id, one.id)
        told = f"Does not apply: {one.applies_when.because}"
        if "Time" in one.applies_when.one_of:
            expect(where).not_to_contain_text(told)
        else:
            expect(where).to_contain_text(told)
    expect(panel(page)).to_contain_text(f"2 items set aside of {len(charter.items)}")
    page.reload()
    expect(asked.get_by_role("radio", name="Time")).to_be_checked()
    expect(panel(page)).to_contain_text(f"2 items set aside of {len(charter.items)}")


def test_clear_all_can_be_undone(page: Page, address: str) -> None:
    visit(page, place(address, START))
    clear = page.get_by_role("button", name="Clear all")
    expect(clear).to_be_disabled()
    where = more(choose(page, START, MUSTS[0], "No"))
    where.get_by_label("Note").fill("Kept")
    clear.click()
    expect(verdict(page)).to_have_text("Your verdict Open")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(where.get_by_label("Note")).to_have_value("")
    undo = page.get_by_role("button", name="Undo clear")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(verdict(page)).to_have_text("Your verdict Stop")
    expect(where.get_by_label("Note")).to_have_value("Kept")
    expect(clear).to_be_focused()


def test_two_tabs_do_not_overwrite_each_other(page: Page, address: str) -> None:
    visit(page, place(address, START))
    other = visit(page.context.new_page(), place(address, START))
    choose(page, START, MUSTS[0], "Yes")
    expect(item(other, START, MUSTS[0]).get_by_role("radio", name="Yes")).to_be_checked()
    choose(other, START, MUSTS[1], "No")
    expect(item(page, START, MUSTS[1]).get_by_role("radio", name="No", exact=True)).to_be_checked()
    for one in (page, other):
        one.reload()
        expect(verdict(one)).to_have_text("Your verdict Stop")
        expect(one.get_by_role("radio", checked=True)).to_have_count(2)


BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
})"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
}"""


@pytest.mark.parametrize(
    ("broken", "told"), [(BLOCKED, "does not let this page keep"), (FULL, "has no more room")]
)
def test_a_storage_that_fails_is_said(broken: str, told: str, page: Page, address: str) -> None:
    page.add_init_script(broken)
    visit(page, place(address, START))
    choose(page, START, MUSTS[0], "No")
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(verdict(page)).to_have_text("Your verdict Stop")


def test_changed_wording_is_said_and_can_be_confirmed(page: Page, address: str) -> None:
    answers = {MUSTS[0]: {"answer": "no", "fingerprint": "00000000"}}
    seed(page, place(address, START), kept(START, answers))
    where = item(page, START, MUSTS[0])
    expect(where).to_contain_text("The wording has changed since you answered")
    where.get_by_role("button", name="It still holds").click()
    expect(where).not_to_contain_text("The wording has changed")
    page.reload()
    expect(verdict(page)).to_have_text("Your verdict Stop")
    expect(where).not_to_contain_text("The wording has changed")


def test_an_answer_that_is_no_choice_is_said_and_counts_as_none(page: Page, address: str) -> None:
    seed(page, place(address, START), kept(START, {MUSTS[0]: {"answer": MARKUP}}))
    where = item(page, START, MUSTS[0])
    expect(where).to_contain_text(f"“{MARKUP}” was answered, which is not a choice here")
    expect(verdict(page)).to_have_text("Your verdict Open")
    where.get_by_role("button", name="Take back").click()
    expect(where).not_to_contain_text("not a choice")


def test_answers_to_items_that_are_gone_are_shown_and_removed(page: Page, address: str) -> None:
    gone = {"answer": "no", "note": MARKUP}
    answers = {"former-item": gone, "to-string": {"answer": "yes"}, MUSTS[0]: {"answer": "yes"}}
    seed(page, place(address, START), kept(START, answers))
    told = page.locator(".hb-gone")
    expect(told.get_by_role("listitem")).to_have_count(2)
    expect(told).to_contain_text(f"former-item no; {MARKUP}")
    page.get_by_role("button", name="Decision record").click()
    expect(panel(page)).to_contain_text("no longer asked, so left out: former-item, to-string.")
    page.get_by_role("button", name="Remove: former-item").press("Enter")
    expect(page.get_by_role("button", name="Remove: to-string")).to_be_focused()
    page.keyboard.press("Enter")
    expect(told).to_be_hidden()
    expect(panel(page)).not_to_contain_text("so left out")
    page.reload()
    expect(told).to_be_hidden()
    expect(item(page, START, MUSTS[0]).get_by_role("radio", name="Yes")).to_be_checked()


@pytest.mark.parametrize(
    "text",
    [
        MARKUP,
        "{",
        "null",
        "[" * 100_000,
        "x" * 2_000_000,
        json.dumps({"sheet": {"playbook": MARKUP}}),
        kept("pilot-charter", {"baseline": {"answer": "yes"}})[1],
        kept(START, {MARKUP: {"answer": "yes"}})[1],
        '{"sheet": {"playbook": "ready-to-start", "answers": {"__proto__": {"answer": "yes"}}}}',
    ],
    ids=["markup", "cut", "null", "deep", "huge", "id", "foreign", "item", "prototype"],
)
def test_saved_state_that_cannot_be_read_is_said_and_kept(
    text: str, page: Page, address: str
) -> None:
    seed(page, place(address, START), (KEY + START, text))
    expect(page.get_by_role("alert")).to_contain_text("could not be read")
    expect(verdict(page)).to_have_text("Your verdict Open")
    choose(page, START, MUSTS[0], "No")
    expect(verdict(page)).to_have_text("Your verdict Stop")
    aside = page.evaluate("name => localStorage.getItem(name)", f"{KEY}{START}:damaged")
    assert aside == text


def test_hostile_words_in_saved_state_stay_words(page: Page, address: str) -> None:
    words = {"reason": MARKUP, "approver": MARKUP}
    answers = {
        MUSTS[0]: {"answer": MARKUP, "note": MARKUP, "owner": MARKUP, "evidence": MARKUP},
        MUSTS[1]: {"not_applicable": words, "waiver": words, "fingerprint": MARKUP},
        "to-string": {"answer": "yes"},
    }
    seed(page, place(address, START), kept(START, answers, parameters={"constructor": MARKUP}))
    expect(verdict(page)).to_have_text("Your verdict Open")
    where = item(page, START, MUSTS[0])
    expect(where.get_by_label("Note")).to_have_value(MARKUP)
    page.get_by_role("button", name="Decision record").click()
    expect(panel(page).get_by_text(MARKUP, exact=True).first).to_be_visible()


def test_without_javascript_it_is_a_complete_worksheet(
    plain: Page, address: str, tmp_path: Path
) -> None:
    for playbook in {one.kind: one for one in DECIDED if one.scale}.values():
        plain.goto(place(address, playbook.id))
        plain.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
        words = " ".join(one.extract_text() for one in PdfReader(tmp_path / "sheet.pdf").pages)
        for word in (*playbook.scale, "not applicable"):
            shown = re.findall(rf"\b{word.capitalize()}\b", re.sub(r"\s+", " ", words))
            assert len(shown) >= len(playbook.items), (playbook.id, word)
        assert len(re.findall(r"Evidence\s+Owner\s+By\b", words)) == len(playbook.items)
        assert "Your verdict" not in words
        choose(plain, playbook.id, playbook.items[0].id, playbook.scale[0].capitalize())


HIDDEN = """() => {
  const bar = document.querySelector(".hb-bar").getBoundingClientRect();
  const own = document.activeElement;
  const box = own.getBoundingClientRect();
  const fixed = own.closest(".hb-bar, header, .md-sidebar, .md-top");
  return own === document.body || fixed || box.bottom <= bar.top + 1 ? null : own.outerHTML;
}"""


def test_my_work_is_one_step_from_an_answer_and_from_home(page: Page, address: str) -> None:
    visit(page, place(address, START))
    choose(page, START, MUSTS[0], "No")
    page.locator(".hb-bar").get_by_role("link", name="My work").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    page.goto(address)
    page.locator("article").get_by_role("link", name="My work").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_bar_hides_nothing_that_has_the_focus(width: int, page: Page, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    visit(page, place(address, START))
    more(choose(page, START, MUSTS[0], "No"))
    page.get_by_role("button", name="Take my answers out").click()
    stops = page.evaluate("document.querySelectorAll('a, button, input, textarea').length")
    page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
    for _ in range(min(stops, 250)):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN) is None


@pytest.mark.parametrize("screen", SCREENS, ids=screen_name)
def test_axe_finds_nothing_on_an_answered_page(
    screen: dict[str, Any], browser: Browser, address: str
) -> None:
    with browser.new_context(**screen) as context:
        page = context.new_page()
        answers = {"baseline": {"answer": "no", "fingerprint": "00000000", "owner": "A. Person"}}
        seed(page, place(address, "pilot-charter"), kept("pilot-charter", answers))
        page.get_by_role("radio", name="Time", exact=True).check()
        where = choose(page, "pilot-charter", "business-metric", "Not applicable")
        expect(where).to_contain_text("Still unanswered")
        where.get_by_text("Goes on without it for a time").click()
        for name in ("Take my answers out", "Decision record", "Share a link"):
            page.get_by_role("button", name=name).click()
        expect(page.locator(FAR)).to_have_count(0)
        page.evaluate(AXE)
        assert page.evaluate(RUN)["violations"] == []
        width = screen["viewport"]["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
