"""When the script for answering comes, and that nothing entered before it is lost."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched, held_back

PLAYBOOK = "playbooks/vendor-questions/"
KEY = "decision-handbook:1:sheet:vendor-questions"
SCRIPT = "**/assets/answers.js"


def asked(watched: Watched) -> list[str]:
    return [one.url for one in watched.requests if one.url.endswith(("answers.js", ".rules.js"))]


def kept(page: Page) -> dict[str, str | None]:
    """What is kept of each item's answer."""
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    answers = json.loads(text)["sheet"]["answers"] if text else {}
    return {item: answer.get("answer") for item, answer in answers.items()}


def choose(page: Page, number: int, word: str) -> str:
    """Choose an answer to an item of the page; its id."""
    box = page.locator(".hb-item[data-item]").nth(number)
    box.get_by_role("radio", name=word, exact=True).check()
    return box.get_attribute("data-item") or ""


def scroll_to_the_end(page: Page) -> None:
    page.locator(".hb-decided").scroll_into_view_if_needed()


def share(page: Page) -> None:
    page.evaluate("location.hash = 'answers=nothing'")


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.locator(".hb-tick").first.hover(),
        lambda page: page.locator(".hb-tick input").first.focus(),
        lambda page: page.locator("article a[href]:visible").first.focus(),
        scroll_to_the_end,
        share,
    ],
    ids=["pointed at", "focused", "focus in the text", "near the verdict", "a shared link"],
)
def test_answering_comes_when_it_is_wanted(
    act: Callable[[Page], None], watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    expect(page.locator(".hb-item .hb-copy").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert asked(watched) == []
    act(page)
    expect(page.locator(".hb-mine")).to_be_visible()
    assert len(asked(watched)) == 2
    assert watched.complaints == []


def test_what_is_kept_shows_at_once(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    choose(page, 0, "Good")
    expect(page.locator(".hb-mine")).to_be_visible()
    page.goto(address + "playbooks/kickoff/")
    page.goto(address + PLAYBOOK)
    expect(page.locator(".hb-bar")).to_contain_text("1 of")
    expect(page.locator(".hb-tick input[value=good]").first).to_be_checked()


@pytest.mark.parametrize("late", [SCRIPT, "**/assets/handbook.js"])
def test_what_is_chosen_before_the_script_is_kept(
    late: str, watched: Watched, address: str
) -> None:
    page = watched.page
    with held_back(page, late):
        page.goto(address + PLAYBOOK, wait_until="commit")
        first = choose(page, 0, "Weak")
        assert choose(page, 0, "Good") == first
        second = choose(page, 1, "Not applicable")
        assert kept(page) == {}
    expect(page.locator(".hb-mine")).to_be_visible()
    expect(page.get_by_label("Why it does not apply").first).to_be_visible()
    assert kept(page)[first] == "good"
    assert second in kept(page)


def test_what_was_erased_does_not_come_back_with_the_page(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    choose(page, 0, "Good")
    expect(page.locator(".hb-bar")).to_be_visible()
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator(".hb-tick").first.hover()
    expect(page.locator(".hb-mine")).to_be_visible()
    expect(page.locator(".hb-tick input:checked")).to_have_count(0)
    assert kept(page) == {}


def test_without_the_rules_answers_are_kept(watched: Watched, address: str) -> None:
    page = watched.page
    page.route("**/*.rules.js", lambda route: route.abort())
    page.goto(address + PLAYBOOK)
    item = choose(page, 0, "Good")
    expect(page.locator(".hb-said")).to_contain_text("The rules did not arrive")
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    assert kept(page) == {item: "good"}


def test_without_the_script_the_reader_is_told(watched: Watched, address: str) -> None:
    page = watched.page
    page.route(SCRIPT, lambda route: route.abort())
    page.goto(address + PLAYBOOK)
    choose(page, 0, "Good")
    expect(page.locator(".hb-said")).to_contain_text("is not kept")
