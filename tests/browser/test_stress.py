"""Playbooks as large and as odd as real ones get: the pages stay readable on a telephone."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import bare
from playwright.sync_api import Page, expect

from generator.kinds import KINDS

from .conftest import Watched, served_unchecked
from .test_hostile import longest, playbook

NARROW = {"width": 390, "height": 844}
WORD = "Donaudampfschifffahrtsgesellschaft" * 12
ADDRESS = "https://example.org/" + "a-path-without-an-end/" * 20
RIGHT_TO_LEFT = "من يقرر في اليوم المحدد، وهل يقبل ذلك الشخص أن نتوقف؟ מי מחליט ביום עצמו?"
CHINESE = "在决定日期由谁做出决定,这个人是否接受我们可以停止?" * 8
TITLE = ("What happens on the first Monday after delivery, and who is telephoned? " * 3)[:200]
TEXTS = (WORD, ADDRESS, RIGHT_TO_LEFT, CHINESE)
MANY = 177
REFERENCES = 69

OUTSIDE = """() => {
  const scrolls = element => {
    const up = element.parentElement;
    return up.nodeName !== 'HTML' && (getComputedStyle(up).overflowX !== 'visible' || scrolls(up));
  };
  return [...document.querySelectorAll('article, article *, .md-footer *')].filter(element => {
    const {left, right, width} = element.getBoundingClientRect();
    return width && (right > innerWidth + 0.5 || left < -0.5) && !scrolls(element);
  }).map(({nodeName, className, textContent}) => [nodeName, className, textContent.slice(0, 40)]);
}"""
"""The elements whose box leaves the window, but for those that scroll in a box of their own."""


def large() -> dict[str, Any]:
    """A checklist of 177 items, one of them with 69 references."""
    made: dict[str, Any] = playbook("governance-checklist", 900, "Somebody has seen it.")
    (group,) = made["groups"]
    (item,) = group["items"]
    made["title"] = TITLE
    group["items"] = [
        {**item, "id": f"item-{n}", "strength": "must" if n < 7 else "should", "related": []}
        for n in range(MANY)
    ]
    group["items"][0]["related"] = [f"{made['id']}#item-{n + 1}" for n in range(REFERENCES)]
    return made


def emptied() -> dict[str, Any]:
    """A runbook in which every item of one group is retired."""
    made: dict[str, Any] = playbook("runbook", 901, "Do it now.")
    (group,) = made["groups"]
    retired = {**group["items"][0], "id": "old-item", "status": "retired", "related": []}
    made["groups"].append({"id": "old-group", "title": "Empty by now", "items": [retired]})
    return made


ODD: list[dict[str, Any]] = [
    large(),
    emptied(),
    longest("vendor-evaluation", 902),
    *(playbook(kind, number, text) for kind in KINDS for number, text in enumerate(TEXTS)),
]


@pytest.fixture(scope="module")
def stressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with every odd playbook."""
    root = bare(tmp_path_factory.mktemp("stressed"))
    for made in ODD:
        path = root / "playbooks" / "scope" / f"{made['id']}.yml"
        path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    yield from served_unchecked(root)


def unfold(page: Page) -> None:
    button = page.get_by_role("button", name="Unfold all")
    if button.count():
        button.click()
        expect(page.get_by_role("button", name="Fold all")).to_be_visible()


def within_the_window(page: Page, place: str) -> None:
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), place
    assert page.evaluate(OUTSIDE) == [], place


def test_nothing_leaves_a_narrow_window(stressed: str, watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size(NARROW)
    for made in ODD:
        page.goto(f"{stressed}playbooks/{made['id']}/")
        within_the_window(page, made["id"])
        unfold(page)
        within_the_window(page, made["id"])
    for place in ("", "phases/scope/", "all-red-flags/", "roles/", "paths/sponsor/", "sources/"):
        page.goto(stressed + place)
        within_the_window(page, place)
    for framework in ("nist-ai-rmf", "eu-ai-act"):
        page.goto(f"{stressed}frameworks/{framework}/")
        within_the_window(page, framework)
    assert watched.complaints == []


def test_every_item_and_reference_is_there(stressed: str, watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size(NARROW)
    page.goto(f"{stressed}playbooks/governance-checklist-900/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("article h3")).to_have_count(MANY)
    expect(page.get_by_text(f"7 musts, {MANY} items in all")).to_be_visible()
    page.locator(".hb-unfold").first.click()
    related = page.locator(".hb-row--note", has_text="See also").first.get_by_role("listitem")
    expect(related).to_have_count(REFERENCES)
    expect(related.last).to_be_visible()
    contents = page.locator(".hb-contents")
    expect(contents.get_by_role("link")).to_have_text(
        ["Musts", "Go deeper", "Somebody has seen it."]
    )


def test_group_without_items_in_use_has_no_heading(stressed: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{stressed}playbooks/runbook-901/")
    expect(page.get_by_role("heading", level=2, name="Retired")).to_be_visible()
    expect(page.get_by_text("Empty by now")).to_have_count(0)
    expect(page.get_by_text("for when the musts are settled")).to_have_count(0)


@pytest.mark.parametrize(("text", "direction"), [(RIGHT_TO_LEFT, "rtl"), (CHINESE, "ltr")])
def test_text_runs_in_its_own_direction(
    text: str, direction: str, stressed: str, watched: Watched
) -> None:
    page = watched.page
    page.goto(f"{stressed}playbooks/scoping-{TEXTS.index(text)}/")
    unfold(page)
    parts = ("h1", "h3", ".hb-decision span", ".hb-summary", ".hb-more dd:has(> p)")
    for part in parts:
        shown = page.locator(f"article {part}").first
        expect(shown).to_contain_text(text[:20])
        assert shown.evaluate("part => getComputedStyle(part).direction") == direction, part
    assert page.locator("article").evaluate("a => getComputedStyle(a).direction") == "ltr"
