"""What stands behind a question: folded away while reading, there in print and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import Watched

PLAYBOOK = "playbooks/vendor-questions/"
ITEM = "named-systems"
QUESTION = "Here is our list of systems and versions"
KINDS = [
    PLAYBOOK,
    "playbooks/ready-to-start/",
    "playbooks/set-up-to-fail/",
    "playbooks/why-still-almost-ready/",
    "playbooks/when-it-fails/",
    "playbooks/go-fix-or-stop/",
]

SHIFTED = """() => new Promise(resolve => {
  const seen = [];
  const observer = new PerformanceObserver(list => seen.push(...list.getEntries()));
  observer.observe({type: 'layout-shift', buffered: true});
  const [{domInteractive: read}] = performance.getEntriesByType('navigation');
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(
    [...seen, ...observer.takeRecords()].filter(({startTime}) => startTime >= read)
    .map(({value, sources}) =>
      [value, ...sources.map(({node}) => node?.outerHTML?.slice(0, 90) ?? '')]))));
})"""
"""What has moved on the page since all of it was read, as the browser saw it: what is drawn of half
a page moves when the rest comes, whatever scripts do."""


def button(page: Page, item: str = ITEM) -> Locator:
    return page.locator(f"#{item}_unfold")


def fold(page: Page, item: str = ITEM) -> Locator:
    return page.locator(f"#{item}_more")


def room(page: Page, item: str = ITEM) -> float:
    """How high the fold stands on the page: 0 while it is shut."""
    height: float = fold(page, item).evaluate("fold => fold.offsetHeight")
    return height


def test_question_unfolds_and_folds_again(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    named = page.get_by_role("button", name=f"Good and weak {QUESTION}")
    expect(named).to_have_attribute("aria-expanded", "false")
    expect(named).to_have_attribute("aria-controls", f"{ITEM}_more")
    assert room(page) == 0
    named.click()
    expect(named).to_have_attribute("aria-expanded", "true")
    assert room(page) > 100
    page.keyboard.press("Enter")
    expect(named).to_have_attribute("aria-expanded", "false")
    assert room(page) == 0
    assert watched.complaints == []


@pytest.mark.parametrize("place", KINDS)
def test_why_is_read_before_anything_unfolds(place: str, watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + place)
    first = page.locator(".hb-item[data-item]").first
    expect(first.get_by_text("Why", exact=True)).to_be_visible()
    expect(first.get_by_text("Weak evidence", exact=True)).to_be_hidden()


@pytest.mark.parametrize("scripts", [False, True])
def test_scoping_question_says_what_its_yes_means(
    scripts: bool, browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(address + "playbooks/why-still-almost-ready/")
        first = page.locator(".hb-item[data-item]").first
        answers = first.get_by_role("group", name=re.compile("^Does the answer pass?"))
        expect(answers.get_by_text("Does the answer pass?")).to_be_visible()
        test, choice = first.get_by_text("Passes when", exact=True), answers.get_by_role("radio")
        expect(test).to_be_visible()
        above, below = test.bounding_box(), choice.first.bounding_box()
        assert above
        assert below
        assert above["y"] < below["y"]


def test_address_of_an_item_opens_it(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}{PLAYBOOK}#{ITEM}")
    expect(button(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".hb-unfold[aria-expanded=true]")).to_have_count(1)
    heading, header = page.locator(f"#{ITEM}").bounding_box(), page.locator("header").bounding_box()
    assert heading
    assert header
    assert heading["y"] >= header["y"] + header["height"], "it must not stand under the header"
    page.evaluate("location.hash = 'live-deployments'")
    expect(button(page, "live-deployments")).to_have_attribute("aria-expanded", "true")
    button(page, "live-deployments").click()
    assert room(page, "live-deployments") == 0, "the one that the address names folds too"


def test_all_unfold_and_fold_at_once(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    total = page.locator(".hb-unfold").count()
    page.get_by_role("button", name="Unfold all", exact=True).click()
    expect(page.locator(".hb-unfold[aria-expanded=true]")).to_have_count(total)
    button(page).click()
    page.get_by_role("button", name="Unfold all", exact=True).click()
    page.get_by_role("button", name="Fold all", exact=True).click()
    expect(page.locator(".hb-unfold[aria-expanded=false]")).to_have_count(total)


def test_words_in_a_fold_are_found(watched: Watched, address: str) -> None:
    """A text fragment finds what the browser's own search would."""
    page = watched.page
    page.goto(address)
    page.goto(f"{address}{PLAYBOOK}#:~:text=Answers%20by%20line%20and%20admits%20gaps")
    expect(button(page)).to_have_attribute("aria-expanded", "true")
    assert room(page) > 100


@pytest.mark.parametrize("place", KINDS)
def test_everything_is_unfolded_without_javascript(place: str, plain: Page, address: str) -> None:
    plain.goto(address + place)
    folds = plain.locator(".hb-more")
    assert folds.count() == folds.filter(visible=True).count() > 4
    expect(plain.locator("article").get_by_role("button")).to_have_count(0)
    link = plain.locator("a.hb-anchor").first
    expect(link).to_have_attribute("href", "#" + str(link.get_attribute("id"))[: -len("_link")])


@pytest.mark.parametrize("place", KINDS)
def test_everything_is_unfolded_in_print(place: str, watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + place)
    page.emulate_media(media="print")
    folds = page.locator(".hb-more")
    heights = folds.evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(heights) > 4
    assert min(heights) > 40
    expect(page.locator(".hb-unfold").first).to_be_hidden()
    assert "Weak evidence" in folds.first.inner_text()


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("place", [*KINDS, f"{PLAYBOOK}#change-of-model", "phases/pilot/", ""])
def test_nothing_moves_while_a_page_opens(
    place: str, width: int, browser: Browser, address: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(address + place)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFTED) == []


def test_address_of_an_item_is_copied(watched: Watched, address: str) -> None:
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + PLAYBOOK)
    page.get_by_role("button", name=f"Copy link {QUESTION}").click()
    expect(page.locator(".hb-said")).to_have_text(
        "Link copied. It leads to the item as it reads then."
    )
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{PLAYBOOK}#{ITEM}"
    expect(page).to_have_url(address + PLAYBOOK)


def test_refused_copy_leaves_the_address_in_the_address_bar(watched: Watched, address: str) -> None:
    page = watched.page
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(address + PLAYBOOK)
    page.get_by_role("button", name=f"Copy link {QUESTION}").click()
    expect(page.locator(".hb-said")).to_contain_text("did not allow copying")
    expect(page).to_have_url(f"{address}{PLAYBOOK}#{ITEM}")


def test_path_says_where_a_page_stands(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    path = page.get_by_role("navigation", name="Phases").get_by_role("link")
    expect(path).to_have_text(["Begin", "Choose", "Try", "Go live", "Roll out", "Keep or end"])
    here = page.locator(".hb-phases [aria-current=step]")
    expect(here).to_have_text("Choose")
    here.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Choose: ")
    expect(page.locator(".hb-phases [aria-current=page]")).to_have_text("Choose")
