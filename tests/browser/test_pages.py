"""The site as readers meet it: first without JavaScript, then with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched

PLAYBOOK = "playbooks/vendor-questions/"
QUESTION = "Here is our list of systems and versions"
TYPES = [
    "",
    PLAYBOOK,
    "playbooks/set-up-to-fail/",
    "playbooks/ready-to-start/",
    "phases/scope/",
    "all-red-flags/",
    "my-work/",
    "find/",
    "claims/",
    "glossary/",
    "sources/",
    "roles/",
    "origins/",
    "three-layers/",
    "contributing/fields/",
]


def test_playbook_reads_without_javascript(plain: Page, address: str) -> None:
    plain.goto(address + PLAYBOOK)
    expect(plain.get_by_role("heading", level=1)).to_have_text("What to ask a vendor tomorrow")
    question = plain.get_by_role("heading", level=3, name=QUESTION)
    expect(question).to_be_visible()
    expect(plain.get_by_text("The decision", exact=True)).to_be_visible()
    item = plain.locator("#named-systems + .hb-item")
    for field in ("Why", "A good answer", "A weak answer", "How", "Strong evidence"):
        expect(item.get_by_text(field, exact=True)).to_be_visible()
    answers = plain.get_by_role("group", name=f"Your answer {QUESTION}")
    choice = answers.get_by_role("radio", name="Good")
    choice.check()
    expect(choice).to_be_checked()


def test_links_between_pages_work_without_javascript(plain: Page, address: str) -> None:
    plain.goto(address)
    plain.get_by_role("link", name="What to ask a vendor tomorrow").first.click()
    expect(plain).to_have_url(address + PLAYBOOK)
    plain.get_by_role("navigation", name="Phases").get_by_role("link", name="Choose").click()
    expect(plain.get_by_role("heading", name="What must be true")).to_be_visible()


def test_phase_stands_on_paper_too(plain: Page, address: str) -> None:
    plain.goto(address + PLAYBOOK)
    phase = plain.locator(".hb-facts").get_by_role("link", name="Choose")
    expect(phase).to_be_hidden()
    plain.emulate_media(media="print")
    expect(phase).to_be_visible()


@pytest.mark.parametrize(
    ("playbook", "above", "below"),
    [
        ("why-still-almost-ready", "#what-we-ask", "#go-deeper"),
        ("limits-and-override", ".hb-summary", "#musts"),
        ("go-fix-or-stop", "#fix-ready", "#outcomes"),
    ],
)
def test_what_is_filled_in_waits_for_the_first_questions_unless_it_decides_them(
    playbook: str, above: str, below: str, plain: Page, address: str
) -> None:
    plain.goto(f"{address}playbooks/{playbook}/")
    before, there, after = (
        plain.locator(place).bounding_box() for place in (above, ".hb-parameters", below)
    )
    assert before
    assert there
    assert after
    assert before["y"] < there["y"] < after["y"]


@pytest.mark.parametrize(
    "playbook", ["ready-to-start", "why-still-almost-ready", "set-up-to-fail", "before-we-sign"]
)
def test_the_whole_first_question_is_in_the_first_view(
    playbook: str, watched: Watched, address: str
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}playbooks/{playbook}/")
    for part in ("h3:has(+ .hb-item)", ".hb-reason", ".hb-scale"):
        expect(page.locator(part).first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("page", TYPES)
def test_page_asks_no_other_host_and_complains_of_nothing(
    page: str, watched: Watched, address: str
) -> None:
    watched.page.goto(address + page)
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.get_by_role("heading", level=1).count() == 1
    assert len(watched.requests) > 1
    assert watched.elsewhere == []
    assert watched.complaints == []


def test_every_choice_is_named_by_its_question(watched: Watched, address: str) -> None:
    watched.page.goto(address + PLAYBOOK)
    items = watched.page.locator(".hb-item[data-item]")
    questions = watched.page.locator("h3:has(+ .hb-item[data-item])").all_text_contents()
    assert items.count() == len(questions) > 5
    for question in questions:
        name = f"Your answer {' '.join(question.split()).removesuffix('¶')}"
        group = watched.page.get_by_role("group", name=name)
        expect(group.get_by_role("radio")).to_have_count(4)


@pytest.mark.parametrize(
    ("now", "overdue"), [("2027-05-20T23:00:00", False), ("2027-05-21T01:00:00", True)]
)
def test_browser_says_that_a_review_is_overdue(
    now: str, overdue: bool, watched: Watched, address: str
) -> None:
    watched.page.clock.set_fixed_time(now)
    watched.page.goto(address + PLAYBOOK)
    due = watched.page.locator("time.hb-due")
    expect(due).to_have_text("20 May 2027 (overdue)" if overdue else "20 May 2027")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_scheme_follows_the_reader(scheme: str, browser, address: str) -> None:  # type: ignore[no-untyped-def]
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        lightness = sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(",")))
        assert (lightness > 600) == (scheme == "light")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("page", [*TYPES[:8], "origins/"])
def test_nothing_is_wider_than_the_window(
    page: str, width: int, watched: Watched, address: str
) -> None:
    watched.page.set_viewport_size({"width": width, "height": 900})
    watched.page.goto(address + page)
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_page_prints_without_navigation(watched: Watched, address: str, tmp_path: Path) -> None:
    watched.page.goto(address + PLAYBOOK)
    watched.page.emulate_media(media="print")
    expect(watched.page.locator("header.md-header")).to_be_hidden()
    expect(watched.page.locator(".md-sidebar").first).to_be_hidden()
    expect(watched.page.get_by_role("heading", level=3, name=QUESTION)).to_be_visible()
    expect(watched.page.get_by_role("radio").first).to_be_visible()
    watched.page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_a_reading_path_begins_with_the_pages_its_lead_names(
    watched: Watched, plain: Page, address: str
) -> None:
    must = "Which single business measure decides this pilot?"
    for page, folded in ((watched.page, True), (plain, False)):
        page.goto(address + "paths/sponsor/")
        expect(page.locator("ol.hb-first > li a").first).to_have_text(
            "The pilot charter on one page"
        )
        expect(page.get_by_role("link", name=must)).to_be_visible(visible=not folded)
    watched.page.emulate_media(media="print")
    expect(watched.page.get_by_role("link", name=must)).to_be_visible()


def test_field_reference_says_what_all_kinds_have_once(plain: Page, address: str) -> None:
    plain.goto(address + "contributing/fields/")
    fields = plain.locator("article table").locator("code")
    for name in ("drafted", "related"):
        expect(fields.get_by_text(name, exact=True)).to_have_count(1)
    expect(plain.get_by_role("heading", name="vendor-evaluation: groups: items")).to_be_visible()
    expect(fields.get_by_text("knockout", exact=True).last).to_be_visible()
    assert "`" not in plain.locator("article").inner_text()


BROKEN = r"""() => {
  const broken = [], range = document.createRange();
  for (const cell of document.querySelectorAll('article :is(th, td)')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const {0: word, index} of texts.currentNode.data.matchAll(/\w+/g)) {
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        const tops = [...range.getClientRects()].filter(({width}) => width).map(({top}) => top);
        if (Math.max(...tops) - Math.min(...tops) > 4) broken.push(word);
      }
    }
  }
  return broken;
}"""
"""The words in tables that go on in the next line."""


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_words_in_tables_keep_whole(width: int, watched: Watched, address: str) -> None:
    watched.page.set_viewport_size({"width": width, "height": 900})
    for place in (PLAYBOOK, "worked-example/", "contributing/fields/", "frameworks/nist-ai-rmf/"):
        watched.page.goto(address + place)
        assert watched.page.locator("article table").count() > 0
        assert watched.page.evaluate(BROKEN) == [], place
