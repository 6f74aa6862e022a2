"""The page over all items: a plain index first, then what narrows it down."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import ROOT, bare
from playwright.sync_api import Browser, Locator, Page, expect

from generator.handbook import load
from generator.site import Linked, Site, facets_of

from .conftest import FAR, FRAMES, Watched, script_held_back, served_unchecked
from .test_copy import READ_LIST, as_github_reads_it, copied
from .test_hostile import PAYLOADS, playbook

SHIFTS = """
  window.shifted = [];
  new PerformanceObserver(list => {
    for (const {hadRecentInput, sources} of list.getEntries()) {
      const nodes = hadRecentInput ? [] : sources.map(({node}) => node?.parentElement);
      shifted.push(...nodes.filter(node => node?.closest('article')).map(node => node.outerHTML));
    }
  }).observe({type: 'layout-shift', buffered: true});
"""
IDLE = """
  const waiting = [];
  window.requestIdleCallback = then => waiting.push(then);
  window.idle = () => { while (waiting.length) waiting.shift()(); };
"""
"""Idle moments come when the test calls for them."""


@pytest.fixture(scope="module")
def site_of_book() -> Site:
    return Site(load(ROOT, today=date(2026, 11, 20)))


@pytest.fixture(scope="module")
def items(site_of_book: Site) -> list[Linked]:
    """Every item in use, in the order of the path."""
    return [
        Linked(book, item)
        for phase in site_of_book.handbook.phases
        for book in site_of_book.in_phase(phase.id)
        for item in book.items
    ]


def having(items: list[Linked], **wanted: str) -> list[str]:
    """The addresses of the items that have a value in each facet; values are parted by spaces."""
    return [
        linked.address
        for linked in items
        if all(
            set(values.split()) & set(facets_of(linked.playbook, linked.item)[facet])
            for facet, values in wanted.items()
        )
    ]


def shown(page: Page) -> list[str]:
    """The addresses of the items that the list shows."""
    links: list[str] = page.locator(".hb-found li:not([hidden]) > a").evaluate_all(
        "links => links.filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
    )
    return [re.sub(r".*playbooks/([^/#]+)/(?:index\.html)?#", r"\1#", link) for link in links]


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"input[name={facet}][value={value}]")


def count(page: Page) -> Locator:
    return page.locator(".hb-find-count")


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Words to look for")


def test_without_javascript_it_is_a_complete_index(
    plain: Page, address: str, site_of_book: Site, items: list[Linked]
) -> None:
    plain.goto(f"{address}find/")
    expect(plain.get_by_role("search", name="Find questions")).to_be_hidden()
    expect(plain.get_by_role("button", name="Copy this list")).to_be_hidden()
    expect(count(plain)).to_have_text(f"{len(items)} items")
    assert shown(plain) == [linked.address for linked in items]
    texts = plain.locator(".hb-found li > a").all_text_contents()
    assert texts == [" ".join(linked.item.text.split()) for linked in items]
    headings = plain.locator(".hb-found h2").all_text_contents()
    assert headings == [phase.title for phase in site_of_book.handbook.phases]
    titles = plain.locator(".hb-found h3").all_text_contents()
    assert titles == list(dict.fromkeys(linked.playbook.title for linked in items))
    plain.get_by_role("link", name=headings[-1], exact=True).last.click()
    expect(plain.get_by_role("heading", level=2, name=headings[-1])).to_be_in_viewport()
    last = items[-1]
    plain.get_by_role("link", name=last.item.text).click()
    expect(plain).to_have_url(f"{address}playbooks/{last.playbook.id}/#{last.item.id}")
    expect(plain.get_by_role("heading", level=3, name=last.item.text)).to_be_in_viewport()


def test_it_stands_in_the_navigation_after_the_phases(
    plain: Page, address: str, site_of_book: Site
) -> None:
    plain.goto(address)
    tabs = [name.strip() for name in plain.locator(".md-tabs__link").all_text_contents()]
    phases = [phase.title for phase in site_of_book.handbook.phases]
    assert tabs[: len(phases) + 2] == ["Home", *phases, "Find questions"]


def test_values_of_a_facet_add_up_and_facets_narrow_down(
    watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    page.goto(f"{address}find/")
    box(page, "role", "legal").check()
    assert shown(page) == having(items, role="legal")
    box(page, "role", "security").check()
    assert shown(page) == having(items, role="legal security")
    box(page, "strength", "must").check()
    found = having(items, role="legal security", strength="must")
    assert 0 < len(found) < len(having(items, role="legal security"))
    assert shown(page) == found
    expect(count(page)).to_have_text(f"{len(found)} of {len(items)} items")
    expect(page.get_by_text("Strength: Must; Role: Legal and compliance or")).to_be_visible()
    held = {address.partition("#")[0] for address in found}
    expect(page.locator(".hb-found h3").filter(visible=True)).to_have_count(len(held))
    box(page, "severity", "stop-sign").check()
    assert shown(page) == having(
        items, role="legal security", strength="must", severity="stop-sign"
    )
    assert watched.complaints == []
    assert watched.elsewhere == []


def test_counts_follow_the_other_facets(
    watched: Watched, address: str, site_of_book: Site, items: list[Linked]
) -> None:
    page = watched.page
    page.goto(f"{address}find/")

    def counts() -> dict[tuple[str, str], int]:
        rows = page.locator("fieldset input").evaluate_all(
            "all => all.map(i => [i.name, i.value, i.labels[0].lastElementChild.textContent])"
        )
        return {(name, value): int(number.strip("()")) for name, value, number in rows}

    values = [(facet.id, value) for facet in site_of_book.facets() for value, _, _ in facet.choices]
    assert counts() == {(f, v): len(having(items, **{f: v})) for f, v in values}
    box(page, "role", "legal").check()
    box(page, "strength", "must").check()
    chosen = {"role": "legal", "strength": "must"}
    assert counts() == {(f, v): len(having(items, **{**chosen, f: v})) for f, v in values}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("systems and versions read", "vendor-questions#named-systems"),
        ("SYSTEMS verSions", "vendor-questions#named-systems"),
        ("sÿstéms vers", "vendor-questions#named-systems"),
        ("vendor tomorrow systems", "vendor-questions#named-systems"),
    ],
)
def test_words_are_found_by_their_beginnings(
    typed: str, found: str, watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    page.goto(f"{address}find/")
    field(page).press_sequentially(typed)
    expect(page.locator(".hb-find-chosen")).to_have_text(f"Words: “{typed}”")
    assert found in shown(page)
    assert len(shown(page)) < 10
    field(page).fill("ystem ersio")
    expect(count(page)).to_have_text(f"0 of {len(items)} items")


def test_a_wrong_letter_and_other_words_for_it_do(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}find/")
    field(page).fill("vender contract")
    expect(page).to_have_url(f"{address}find/?q=vender+contract")
    expect(page.get_by_text("Found by these words too: vendor")).to_be_visible()
    assert "vendor-walk-away#no-thresholds" in shown(page)
    field(page).fill("ship or kill")
    expect(page.get_by_text("Found by these words too:")).to_contain_text("go fix or stop")
    assert "pilot-charter#decision-date" in shown(page)
    assert watched.complaints == []
    assert watched.elsewhere == []


def test_nothing_found_offers_each_word_alone_and_the_search(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(f"{address}find/?q=zebra+contract+insurance+kickoff")
    way = page.locator(".hb-find-way")
    expect(way.get_by_role("paragraph")).to_have_text("No item has “zebra”.")
    alone = way.get_by_role("button", name=re.compile(r"^Only “insurance” \("))
    number = int(re.sub(r"\D", "", alone.inner_text()))
    expect(way.get_by_role("button", name=re.compile("Only “zebra”"))).to_have_count(0)
    alone.click()
    expect(page).to_have_url(f"{address}find/?q=insurance")
    assert len(shown(page)) == number > 0
    expect(count(page)).to_be_focused()
    page.go_back()
    expect(field(page)).to_have_value("zebra contract insurance kickoff")
    way.get_by_role("button", name="Search the handbook for “zebra contract").click()
    expect(page.get_by_role("searchbox", name="Search the handbook")).to_have_value(
        "zebra contract insurance kickoff"
    )
    expect(page.locator(".hb-search__results").get_by_role("listitem").first).to_be_visible()


def test_words_are_found_in_groups_tags_and_roles(
    watched: Watched, address: str, site_of_book: Site, items: list[Linked]
) -> None:
    page = watched.page
    page.goto(f"{address}find/")
    linked = next(linked for linked in items if linked.item.tags and linked.item.owner)
    (group,) = [g for g in linked.playbook.groups if linked.item in g.items]
    owner = site_of_book.roles[linked.item.owner or ""].title
    for words in (group.title, " ".join(linked.item.tags), owner):
        field(page).fill(words)
        expect(page.locator(".hb-find-chosen")).to_have_text(f"Words: “{words}”")
        assert linked.address in shown(page), words


def test_address_holds_what_is_chosen(watched: Watched, address: str, items: list[Linked]) -> None:
    page = watched.page
    page.goto(f"{address}find/")
    box(page, "role", "legal").check()
    expect(page).to_have_url(f"{address}find/?role=legal")
    box(page, "role", "security").check()
    field(page).press_sequentially("who")
    expect(page).to_have_url(re.compile(r"\?q=who&role=legal&role=security$"))
    both = shown(page)
    page.go_back()
    expect(page).to_have_url(f"{address}find/?role=legal&role=security")
    expect(field(page)).to_have_value("")
    assert shown(page) == having(items, role="legal security")
    page.go_back()
    expect(box(page, "role", "security")).not_to_be_checked()
    assert shown(page) == having(items, role="legal")
    page.go_back()
    expect(page).to_have_url(f"{address}find/")
    assert len(shown(page)) == len(items)
    for _ in range(3):
        page.go_forward()
    expect(field(page)).to_have_value("who")
    assert shown(page) == both


def test_link_can_be_shared_and_followed_from_an_item_back(
    watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    page.goto(f"{address}find/?role=legal&strength=must")
    found = having(items, role="legal", strength="must")
    assert shown(page) == found
    expect(box(page, "role", "legal")).to_be_checked()
    page.locator(".hb-found li:not([hidden]) > a").first.click()
    book, _, item = found[0].partition("#")
    expect(page).to_have_url(f"{address}playbooks/{book}/#{item}")
    page.go_back()
    expect(count(page)).to_have_text(f"{len(found)} of {len(items)} items")
    assert shown(page) == found


def test_unknown_values_of_the_address_are_left_out_with_a_word(
    watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    page.goto(f"{address}find/?role=nobody&role=legal&kind=%3Cimg%20src%3Dx%3E&from=mail")
    told = page.get_by_text("The address also asks for what is not in this handbook")
    expect(told).to_contain_text("kind=<img src=x>, role=nobody")
    assert shown(page) == having(items, role="legal")
    assert watched.complaints == []
    box(page, "strength", "must").check()
    expect(told).to_be_hidden()
    expect(page).to_have_url(f"{address}find/?from=mail&strength=must&role=legal")


def test_empty_list_says_what_to_leave_out(
    watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    page.goto(f"{address}find/?severity=stop-sign&strength=could")
    expect(count(page)).to_have_text(f"0 of {len(items)} items")
    way = page.locator(".hb-find-way")
    could, stops = having(items, strength="could"), having(items, severity="stop-sign")
    expect(way.get_by_role("button", name=f"Strength: Could (leaves {len(stops)}")).to_be_visible()
    way.get_by_role("button", name=f"Severity of red flags: Stop sign (leaves {len(could)}").click()
    assert shown(page) == could
    expect(way).to_be_hidden()
    expect(count(page)).to_be_focused()
    box(page, "severity", "stop-sign").check()
    field(page).fill("qqq")
    expect(way).to_contain_text("leaving out one thing is not enough")
    expect(way.get_by_role("button")).to_have_text(["Search the handbook for “qqq”"])
    expect(page.get_by_role("button", name="Copy this list")).to_be_disabled()
    page.goto(f"{address}find/?q=qqq")
    expect(way.get_by_role("paragraph")).to_have_text("No item has this.")
    expect(way.get_by_role("button")).to_have_text(["Search the handbook for “qqq”"])
    page.get_by_role("button", name="Clear all").click()
    assert len(shown(page)) == len(items)
    expect(field(page)).to_be_focused()
    expect(page).to_have_url(f"{address}find/")


def test_number_of_items_is_announced(watched: Watched, address: str, items: list[Linked]) -> None:
    page = watched.page
    page.goto(f"{address}find/")
    status = page.get_by_role("status").filter(has_text=f"{len(items)} items")
    expect(status).to_have_count(1)
    box(page, "strength", "could").check()
    expect(page.get_by_role("status").filter(has_text=f"of {len(items)} items")).to_have_text(
        f"{len(having(items, strength='could'))} of {len(items)} items"
    )


def test_keyboard_alone_narrows_down_and_opens(
    watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}find/")
    field(page).focus()
    page.keyboard.press("Tab")
    expect(page.locator(".hb-find-facets summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(box(page, "phase", "scope")).to_be_focused()
    page.keyboard.press("Space")
    assert shown(page) == having(items, phase="scope")
    field(page).focus()
    page.keyboard.press("Enter")
    expect(count(page)).to_be_focused()
    expect(page).to_have_url(f"{address}find/?phase=scope")
    for name in ("Copy this list", "Clear all"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()
    for link in (".hb-found h3 a", ".hb-found li > a"):
        page.keyboard.press("Tab")
        expect(page.locator(link).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/playbooks/[a-z-]+/#"))


def test_filters_are_folded_on_a_phone(watched: Watched, address: str, items: list[Linked]) -> None:
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}find/")
    must = box(page, "strength", "must")
    expect(must).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    must.check()
    found = having(items, strength="must")
    expect(page.get_by_text("(1 in use)")).to_be_visible()
    page.get_by_role("button", name=f"Show {len(found)} items").click()
    expect(must).to_be_hidden()
    expect(count(page)).to_be_focused()
    expect(count(page)).to_be_in_viewport()
    assert shown(page) == found
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("query", ["", "?role=sponsor&severity=stop-sign", "?q=data+owner"])
def test_script_moves_nothing(query: str, width: int, watched: Watched, address: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    page.add_init_script(IDLE)
    with script_held_back(page, "tools", f"{address}find/{query}"):
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        page.evaluate("shifted = []")  # what moved while the page arrived
    expect(page.locator(".hb-find--on")).to_have_count(1)
    page.evaluate(FRAMES)
    page.evaluate("idle()")
    page.evaluate(FRAMES)
    assert page.evaluate("shifted") == []


@pytest.mark.parametrize("width", [390, 1440])
def test_what_was_chosen_before_the_script_came_counts(
    width: int, watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 844})
    with script_held_back(page, "tools", f"{address}find/"):
        page.get_by_text("Filters", exact=True).click()
        box(page, "strength", "must").check()
    expect(page).to_have_url(f"{address}find/?strength=must")
    assert shown(page) == having(items, strength="must")
    expect(box(page, "strength", "must")).to_be_visible()


def test_far_items_are_found_by_the_browser_itself(
    watched: Watched, address: str, items: list[Linked]
) -> None:
    page = watched.page
    text = items[-1].item.text
    page.goto(f"{address}find/#:~:text={quote(text)}")  # looked for as by find in page
    expect(page.get_by_role("link", name=text)).to_be_in_viewport()


def test_item_takes_few_elements(plain: Page, address: str, items: list[Linked]) -> None:
    plain.goto(f"{address}find/")
    assert plain.locator(".hb-found li, .hb-found li *").count() < 4 * len(items)


def test_list_is_copied_as_it_is_shown(
    watched: Watched, address: str, site_of_book: Site, items: list[Linked]
) -> None:
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}find/?severity=stop-sign&role=sponsor")
    text, html = copied(page, page.get_by_role("button", name="Copy this list"))
    found = having(items, severity="stop-sign", role="sponsor")
    plain = page.evaluate(READ_LIST, as_github_reads_it(text))["items"]
    rich = page.evaluate(READ_LIST, html)["items"]
    assert text.startswith(
        "# Questions found\n\n- Looked for: Severity of red flags: Stop sign; Role: Sponsor\n"
    )
    for read in (plain, rich):
        assert [one["question"] for one in read] == [site_of_book.items[a].item.text for a in found]
        assert all(one["entries"][0] == "Stop sign" for one in read)
    for address_of, one in zip(found, plain, strict=True):
        linked = site_of_book.items[address_of]
        assert one["boxes"] == 1
        assert one["strength"] == f"({linked.item.strength})"
        assert one["entries"][-1] == f"{address_of} {linked.item.fingerprint}"
        assert f"## {linked.playbook.title}\n" in text
        assert f"{linked.playbook.id} {linked.playbook.version}, " in text.splitlines()[-1]
    assert re.search(r", Decision Handbook \d+\.\d+\.\d+\n$", text)


def test_what_is_shown_prints_alone(
    watched: Watched, address: str, items: list[Linked], tmp_path: Path
) -> None:
    page = watched.page
    page.goto(f"{address}find/?severity=stop-sign")
    page.emulate_media(media="print")
    expect(page.get_by_role("search", name="Find questions")).to_be_hidden()
    expect(page.locator(".hb-found button").filter(visible=True)).to_have_count(0)
    expect(page.get_by_text("Severity of red flags: Stop sign")).to_be_visible()
    expect(count(page)).to_be_visible()
    assert shown(page) == having(items, severity="stop-sign")


def test_it_works_from_a_file(watched: Watched, site: Path, items: list[Linked]) -> None:
    page = watched.page
    page.goto((site / "find" / "index.html").as_uri())
    box(page, "role", "legal").check()
    field(page).fill("who")
    expect(page).to_have_url(re.compile(r"find/index\.html\?q=who&role=legal$"))
    assert 0 < len(shown(page)) < len(having(items, role="legal"))
    page.go_back()
    expect(field(page)).to_have_value("")
    assert shown(page) == having(items, role="legal")
    assert [r.url for r in watched.requests if not r.url.startswith(("file:", "data:"))] == []


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[str]:
    """The address of a site whose red flags hold a payload in every field each."""
    root = bare(tmp_path)
    for number, payload in enumerate(PAYLOADS):
        made = playbook("red-flags", number, payload)
        path = root / "playbooks" / "scope" / f"{made['id']}.yml"
        path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    yield from served_unchecked(root)


def test_hostile_text_is_listed_found_and_copied_as_text(hostile: str, browser: Browser) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{hostile}find/?kind=red-flags")
        expect(page.locator(FAR)).to_have_count(0)
        texts = [" ".join(payload.split()) for payload in PAYLOADS]
        for number, payload in enumerate(texts):
            part = page.locator(f"section[data-playbook=red-flags-{number}]")
            assert part.locator("h3 > a").inner_text() == payload
            assert part.locator("li > a").inner_text() == payload
            assert part.locator("ul").get_attribute("aria-label") == payload
            assert part.locator("*").count() == 9, payload
        field(page).fill("document documentElement dataset fired")
        fired = [text for text in texts if "document.documentElement.dataset.fired" in text]
        expect(count(page)).to_have_text(re.compile(f"^{len(fired)} of"))
        text, html = copied(page, page.get_by_role("button", name="Copy this list"))
        rich = page.evaluate(READ_LIST, html)
        assert rich["tags"] == ["li", "strong", "ul"]
        for read in (rich, page.evaluate(READ_LIST, as_github_reads_it(text))):
            assert sorted(one["question"] for one in read["items"]) == sorted(fired)
        assert page.evaluate("document.documentElement.dataset.fired") is None
        page.goto(
            f"{hostile}find/?q=%3Cscript%3Edocument.documentElement.dataset.fired%3D1&role=<b>"
        )
        expect(page.get_by_text("Words: “<script>document.documentElement")).to_be_visible()
        assert page.evaluate("document.documentElement.dataset.fired") is None
