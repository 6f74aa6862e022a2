"""Copying a playbook, a group or an item, and what arrives where it is pasted."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from conftest import ROOT, bare
from playwright.sync_api import Browser, Locator, Page, expect

from generator.handbook import Handbook, load
from generator.outline import Item
from generator.site import Site

from .conftest import FAR, Watched, served_unchecked
from .test_hostile import LONG, PAYLOADS, longest, playbook

PLAYBOOK = "playbooks/vendor-questions/"
QUESTION = "Here is our list of systems and versions"
TREE = "playbooks/build-buy-or-partner/"

READ_LIST = """html => {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  const words = element => element.textContent.replace(/\\s+/g, ' ').trim();
  const isItem = li => [...li.childNodes].some(
    node => node.nodeType === 3 && /^ \\((must|should|could)\\)/.test(node.data));
  return {
    items: [...body.querySelectorAll('li')].filter(isItem).map(li => ({
      question: words(li.querySelector(':scope > strong')),
      strength: li.querySelector(':scope > strong').nextSibling.data.trim(),
      boxes: li.querySelectorAll(':scope > input[type=checkbox]:not([checked])').length,
      entries: [...li.querySelectorAll('li')].map(words),
      all: words(li),
    })),
    tags: [...new Set([...body.querySelectorAll('*')].map(e => e.nodeName.toLowerCase()))].sort(),
    all: words(body),
  };
}"""
"""Reads the items out of a list, however it was made."""


@pytest.fixture(scope="module")
def book() -> Handbook:
    return load(ROOT, today=date(2026, 11, 20))


@pytest.fixture
def copying(watched: Watched) -> Watched:
    """A browser in which pages may use the clipboard."""
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return watched


def status(page: Page) -> Locator:
    return page.locator(".hb-said")


def copied(page: Page, button: Locator) -> tuple[str, str]:
    """What the button puts on the clipboard: the plain text and the rich text."""
    button.click()
    expect(status(page)).to_contain_text("Copied")
    html = page.evaluate(
        "navigator.clipboard.read().then(i => i[0].getType('text/html')).then(b => b.text())"
    )
    return page.evaluate("navigator.clipboard.readText()"), html


def as_github_reads_it(markdown: str) -> str:
    """Markdown through GitHub's own parser."""
    html: str = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    return html


def words(text: str) -> str:
    return " ".join(text.split())


def lines(item: Item) -> Iterator[str]:
    """Every line of an item's details, without the marks of lists."""
    for detail in item.details:
        if detail.label != "Answers":  # the page names the question that comes next by its text
            for line in detail.text.splitlines():
                yield words(re.sub(r"^\s*(?:-|\d+\.) ", "", line))


def test_every_item_of_every_playbook_arrives_whole(
    book: Handbook, copying: Watched, address: str
) -> None:
    site, page, counted = Site(book), copying.page, 0
    for shipped in book.playbooks:
        outline = site.outlined(shipped)
        page.goto(f"{address}playbooks/{outline.id}/")
        text, html = copied(page, page.get_by_role("button", name="Copy playbook", exact=True))
        plain = page.evaluate(READ_LIST, as_github_reads_it(text))
        rich = page.evaluate(READ_LIST, html)
        assert text.endswith(f"\n{outline.identity}\n")
        assert rich["all"].endswith(outline.identity)
        assert rich["tags"] == ["li", "strong", "ul"]
        for read in (plain, rich):
            assert outline.title in read["all"]
            assert words(outline.decision) in read["all"]
            assert f"Who decides: {outline.decider}" in read["all"]
            assert [one["question"] for one in read["items"]] == [i.text for i in outline.items]
            for item, one in zip(outline.items, read["items"], strict=True):
                assert one["strength"] == f"({item.strength})"
                for line in lines(item):
                    assert line in one["all"], (outline.id, item.id, line)
                for mark in (*item.marks, item.owner, *item.roles):
                    assert mark in one["all"], (outline.id, item.id, mark)
        for item, one in zip(outline.items, plain["items"], strict=True):
            assert one["boxes"] == 1
            assert one["entries"][-1] == f"{outline.id}#{item.id} {item.fingerprint}"
        for item in shipped.items:
            for answer in getattr(item, "answers", ()):
                assert words(answer.text) in plain["all"]
                assert words(answer.text) in rich["all"]
        counted += len(plain["items"])
    assert counted == sum(len(shipped.items) for shipped in book.playbooks) > 100
    assert copying.complaints == []
    assert copying.elsewhere == []


def test_item_is_copied_with_one_click(copying: Watched, address: str) -> None:
    page = copying.page
    page.goto(address + PLAYBOOK)
    text, html = copied(page, page.get_by_role("button", name=f"Copy: {QUESTION}"))
    first, second, *_ = text.splitlines()
    assert first.startswith(f"- [ ] **{QUESTION}")
    assert first.endswith("** (must)")
    assert second == "  - Weight 3; Knock-out"
    assert "\n  - Why: Output on a separate screen" in text
    assert html.startswith(f"<ul><li><strong>{QUESTION}")
    assert "Ask these first" not in text
    assert "See also" not in text
    expect(status(page)).to_have_text("Copied 1 item, as a list and as Markdown.")


def test_group_is_copied_alone(copying: Watched, address: str) -> None:
    page = copying.page
    page.goto(address + PLAYBOOK)
    text, _ = copied(page, page.get_by_role("button", name="Copy group: Musts", exact=True))
    assert text.startswith("# What to ask a vendor tomorrow\n\n## Musts\n\n- [ ] **")
    assert text.count("\n- [ ] **") == text.count("** (must)\n") == 7
    expect(status(page)).to_have_text("Copied 7 items, as a list and as Markdown.")
    headings = page.locator("article h2:not(#your-verdict)").all_inner_texts()
    groups = page.get_by_role("button", name=re.compile("^Copy group: ")).count()
    assert groups == len(headings) - 2, "all but Go deeper and the rules, which hold no items"


def test_what_is_to_be_filled_in_comes_along(copying: Watched, address: str) -> None:
    page = copying.page
    page.goto(address + "playbooks/pilot-charter/")
    text, html = copied(page, page.get_by_role("button", name="Copy playbook", exact=True))
    for line in (
        "What does the measure count? (Time / Money / Customers or errors)",
        "Who decides",
    ):
        assert f"\n- {line}:\n" in text
        assert f"{line}:" in html


def test_outcomes_of_a_tree_come_along_without_boxes(copying: Watched, address: str) -> None:
    page = copying.page
    page.goto(address + TREE)
    text, _ = copied(page, page.get_by_role("button", name="Copy playbook", exact=True))
    outcomes = text.split("## Outcomes")[1]
    assert "- [ ]" not in outcomes
    assert "\n- **Try a ready-made service first**\n  - Fix\n  - " in outcomes
    expect(page.get_by_role("button", name="Copy group: The tree")).to_have_count(0)


def test_what_is_pasted_reads_right_in_rich_and_plain_fields(
    copying: Watched, address: str
) -> None:
    page = copying.page
    page.goto(address + PLAYBOOK)
    text, html = copied(page, page.get_by_role("button", name="Copy playbook", exact=True))
    page.evaluate(
        """() => {
          const rich = Object.assign(document.createElement('div'), {contentEditable: 'true'});
          rich.setAttribute('role', 'textbox');
          rich.setAttribute('aria-label', 'Rich');
          const plain = document.createElement('textarea');
          plain.setAttribute('aria-label', 'Plain');
          document.body.prepend(rich, plain);
        }"""
    )
    rich = page.get_by_role("textbox", name="Rich")
    plain = page.get_by_role("textbox", name="Plain")
    for field in (rich, plain):
        field.focus()
        page.keyboard.press("ControlOrMeta+V")
    expect(plain).to_have_value(text)
    pasted = page.evaluate(READ_LIST, rich.inner_html())
    assert pasted["items"] == page.evaluate(READ_LIST, html)["items"]
    assert len(pasted["items"]) == 20
    assert not re.search(r"\*\*|\[ \]|\\", rich.inner_text())


def denied(page: Page) -> None:
    """The host forbids its pages to write to the clipboard, as some do."""

    def forbid(route: Any) -> None:
        if not route.request.is_navigation_request():
            return route.continue_()
        response = route.fetch()
        headers = {**response.headers, "permissions-policy": "clipboard-write=()"}
        return route.fulfill(response=response, headers=headers)

    page.route("**/*", forbid)


@pytest.mark.parametrize("reason", ["refused", "absent", "rejected"])
def test_refused_clipboard_shows_a_field_to_copy_from(
    reason: str, watched: Watched, address: str
) -> None:
    page = watched.page
    if reason == "refused":
        denied(page)
    elif reason == "absent":
        page.add_init_script("delete Navigator.prototype.clipboard; delete window.ClipboardItem")
    else:
        page.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error('no'))")
    page.goto(address + PLAYBOOK)
    button = page.get_by_role("button", name=f"Copy: {QUESTION}")
    button.click()
    field = page.get_by_role("textbox", name="Copy the text from here")
    expect(field).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"^- \[ \] \*\*" + QUESTION))
    expect(status(page)).to_contain_text("did not allow copying")
    whole = "field => field.selectionStart === 0 && field.selectionEnd === field.value.length"
    assert field.evaluate(whole)
    page.get_by_role("button", name="Copy group: Musts", exact=True).click()
    expect(field).to_have_count(1)
    expect(field).to_have_value(re.compile("^# What to ask a vendor tomorrow"))
    page.get_by_role("button", name="Close", exact=True).click()
    expect(field).to_have_count(0)
    own = "Permissions policy violation"  # the browser says itself that the host forbids it
    assert [words for words in watched.complaints if not words.startswith(own)] == []


def test_field_gives_rich_text_too_when_copied_by_hand(copying: Watched, address: str) -> None:
    page = copying.page
    denied(page)
    page.goto(address + PLAYBOOK)
    page.get_by_role("button", name=f"Copy: {QUESTION}").click()
    field = page.get_by_role("textbox", name="Copy the text from here")
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+C")
    kinds = page.evaluate("navigator.clipboard.read().then(items => items[0].types)")
    assert sorted(kinds) == ["text/html", "text/plain"]
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()


def test_browser_without_rich_copying_gets_markdown(copying: Watched, address: str) -> None:
    page = copying.page
    page.add_init_script("delete window.ClipboardItem")
    page.goto(address + PLAYBOOK)
    page.get_by_role("button", name=f"Copy: {QUESTION}").click()
    expect(status(page)).to_have_text("Copied 1 item, as Markdown.")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"- [ ] **{QUESTION}")


def test_keyboard_alone_copies_and_leaves_the_field(watched: Watched, address: str) -> None:
    page = watched.page
    denied(page)
    page.goto(address + PLAYBOOK)
    button = page.get_by_role("button", name="Copy playbook", exact=True)
    page.locator(".hb-facts").get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="Copy the text from here")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(button).to_be_focused()


def test_result_is_announced_each_time_in_one_polite_region(copying: Watched, address: str) -> None:
    page = copying.page
    page.goto(address + PLAYBOOK)
    region = page.locator("article [role=status], article [aria-live]")
    expect(region).to_have_count(1)
    page.evaluate(
        """() => {
          window.said = [];
          const region = document.querySelector('article [role=status]');
          new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(
            node => window.said.push(node.textContent)))).observe(region, {childList: true});
        }"""
    )
    button = page.get_by_role("button", name=f"Copy: {QUESTION}")
    for times in (1, 2):
        button.click()
        page.wait_for_function("times => window.said.length === times", arg=times)
    assert page.evaluate("window.said") == ["Copied 1 item, as a list and as Markdown."] * 2


def test_announcement_goes_away_by_itself(copying: Watched, address: str) -> None:
    page = copying.page
    page.clock.install()
    page.goto(address + PLAYBOOK)
    page.get_by_role("button", name=f"Copy: {QUESTION}").click()
    expect(status(page)).to_contain_text("Copied")
    page.clock.run_for(10_000)
    expect(status(page)).to_be_empty()


def test_every_button_says_what_it_copies(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    buttons = page.locator("article .hb-copy")
    names = buttons.evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label') || one.textContent)"
    )
    shown = buttons.all_inner_texts()
    assert (
        len(set(names))
        == len(names)
        == page.locator("article .hb-item").count()
        + 1
        + len([name for name in names if name.startswith("Copy group: ")])
    )
    assert all(name.startswith(seen) for name, seen in zip(names, shown, strict=True))
    boxes = [buttons.nth(number).bounding_box() for number in range(buttons.count())]
    assert all(box and box["height"] >= 24 and box["width"] >= 24 for box in boxes)


def test_starting_again_on_the_same_page_adds_nothing(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + PLAYBOOK)
    expect(page.locator(FAR)).to_have_count(0)
    before = page.locator("article").inner_html()
    # What a component puts off comes before what is put off after it.
    page.evaluate("document$.next(document), new Promise(resolve => setTimeout(resolve))")
    assert page.locator("article").inner_html() == before
    assert page.locator(".hb-said").count() == 1


def test_pages_without_a_playbook_have_no_button(watched: Watched, address: str) -> None:
    for place in ("", "phases/scope/", "all-red-flags/", "glossary/"):
        watched.page.goto(address + place)
        expect(watched.page.locator(".hb-copy")).to_have_count(0)
    assert watched.complaints == []


def test_without_javascript_there_is_no_button(plain: Page, address: str) -> None:
    plain.goto(address + PLAYBOOK)
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    expect(plain.get_by_role("button", name="Copy")).to_have_count(0)


def test_nothing_of_it_is_printed(copying: Watched, address: str) -> None:
    page = copying.page
    page.goto(address + PLAYBOOK)
    copied(page, page.get_by_role("button", name="Copy playbook", exact=True))
    page.emulate_media(media="print")
    for part in (".hb-copy", ".hb-copy-place", ".hb-said"):
        assert page.locator(part).count() > 0
        assert page.locator(part).filter(visible=True).count() == 0


@pytest.mark.parametrize("width", [390, 1440])
def test_field_is_no_wider_than_the_window(width: int, watched: Watched, address: str) -> None:
    page = watched.page
    denied(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + PLAYBOOK)
    page.get_by_role("button", name=f"Copy: {QUESTION}").click()
    expect(page.get_by_role("textbox", name="Copy the text from here")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


TEXTS = [
    *PAYLOADS,
    "- a",
    "+ a",
    "1. a",
    "9) a",
    "> a",
    "--- a",
    "=== a",
    "~~~ a",
    "| a | b |",
    "_a_ __b__ c_d",
    "~~a~~ *b* **c**",
    "a\\",
    "#1 and # two ##",
    "مرحبا 😀 שלום",
    LONG,
]
"""What stands in every field of one playbook each."""


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[str]:
    """The address of a site whose playbooks hold a payload in every field each."""
    root = bare(tmp_path)
    for number, payload in enumerate(TEXTS):
        kind = "vendor-evaluation"
        made = longest(kind, number) if payload is LONG else playbook(kind, number, payload)
        made["title"] = f"Number {number}"
        path = root / "playbooks" / "scope" / f"{made['id']}.yml"
        path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    yield from served_unchecked(root)


def test_hostile_text_arrives_as_text(hostile: str, browser: Browser) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        for number, payload in enumerate(TEXTS):
            page.goto(f"{hostile}playbooks/vendor-evaluation-{number}/")
            text, html = copied(page, page.get_by_role("button", name="Copy playbook", exact=True))
            plain = page.evaluate(READ_LIST, as_github_reads_it(text))
            rich = page.evaluate(READ_LIST, html)
            assert rich["tags"] == ["li", "strong", "ul"], payload
            shown = (
                page.locator(".hb-fields")
                .first.locator("dt:not(.hb-elsewhere) + dd > *")
                .all_inner_texts()
            )
            for read in (plain, rich):
                (one,) = read["items"]
                assert one["question"] == words(payload)
                for line in (words(line) for part in shown for line in part.splitlines()):
                    assert line in one["all"], payload
            allowed = {"a", "h1", "h2", "input", "li", "p", "strong", "ul", "ol"}
            assert set(plain["tags"]) <= allowed, payload
            page.set_content("<body><div contenteditable>x</div></body>")
            page.locator("div").focus()
            page.keyboard.press("ControlOrMeta+V")
            expect(page.locator("div")).to_contain_text("Decision Handbook")
            assert page.evaluate("document.documentElement.dataset.fired") is None
