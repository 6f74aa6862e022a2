"""What leaves the printer: whole, without what only a screen has use for, and saying what it is."""

import re
from collections.abc import Iterable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from generator import editions, text
from generator.handbook import AnyPlaybook, load
from generator.kinds.base import Item
from generator.site import Site

from .conftest import Watched
from .pdf import printed

SITE = Site(load(ROOT, today=date(2026, 11, 21)))
BOOK = SITE.handbook
BUTTONS = ("Take it with you", "Print the short form", "Link to this item", "Copy playbook")
NAVIGATION = {
    "About",
    "Home",
    "Next",
    "Previous",
    "Reference",
    "Search",
    "Table of contents",
    "Tools",
}
ONE_OF_EACH_KIND = list({playbook.kind: playbook for playbook in BOOK.playbooks}.values())


def named(playbooks: Iterable[AnyPlaybook]) -> list[object]:
    return [pytest.param(playbook, id=playbook.id) for playbook in playbooks]


def sheets(page: Page, path: Path) -> list[str]:
    """The words on each sheet of the page, were it printed now."""
    page.pdf(path=path, prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in PdfReader(path).pages]


def lines(found: list[str]) -> set[str]:
    return {line.strip() for sheet in found for line in sheet.splitlines()}


def run_together(words: str) -> str:
    """Words without the spaces, which a PDF does not keep, and without a list's marks."""
    return re.sub(r"[\s•]+", "", words)


def missing(found: list[str], wanted: Iterable[str], foot: str) -> list[str]:
    """The texts that are not on the sheets, read across what stands at their feet."""
    bodies = (re.sub(r"\d+ / \d+", "", sheet.replace(foot, "")) for sheet in found)
    whole = run_together("".join(bodies))
    return [one for one in wanted if run_together(text.plain(one)) not in whole]


def identity(playbook: AnyPlaybook) -> str:
    return f"{playbook.id} {playbook.version}"


def whole(item: Item) -> list[str]:
    own = (said for _, said in item.own_details())
    said = [item.text, item.why, item.how, item.evidence.weak, item.evidence.strong, *own]
    return [one for one in said if one and not re.search(r"^(?:[-*]|\d+\.) ", one, re.MULTILINE)]


@pytest.mark.parametrize("playbook", named(ONE_OF_EACH_KIND))
def test_playbook_prints_whole_and_without_the_screen(
    playbook: AnyPlaybook, watched: Watched, address: str, tmp_path: Path
) -> None:
    place = f"{address}playbooks/{playbook.id}/"
    watched.page.goto(place)
    found = sheets(watched.page, tmp_path / "page.pdf")
    foot = f"Decision Handbook 0.1.0, {identity(playbook)}, {place}"
    for number, sheet in enumerate(found, 1):
        assert foot in sheet
        assert f"{number} / {len(found)}" in sheet
    wanted = [one for item in playbook.items for one in whole(item)]
    assert missing(found, wanted, foot) == []
    assert [words for words in BUTTONS if any(words in sheet for sheet in found)] == []
    assert lines(found).isdisjoint(NAVIGATION)


def test_a_sheet_ends_between_the_fields_of_an_item_if_at_all(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    """A question keeps its answer lines and its reason; a field keeps its label."""
    for playbook in ONE_OF_EACH_KIND:
        watched.page.goto(f"{address}playbooks/{playbook.id}/")
        found = [run_together(sheet) for sheet in sheets(watched.page, tmp_path / "page.pdf")]
        for item in playbook.items:
            begins = {n for n, sheet in enumerate(found) if run_together(item.text) in sheet}
            why = run_together(f"Why {text.plain(item.why)}")
            (there,) = (n for n, sheet in enumerate(found) if why in sheet)
            assert there in begins, f"{playbook.id}#{item.id} stands apart from its heading"
            fields = {"How": item.how, "Strong evidence": item.evidence.strong}
            for label, said in fields.items():
                if said and said in whole(item):
                    row = run_together(label + text.plain(said))
                    assert any(row in sheet for sheet in found), f"{item.id}: {label} is torn apart"


@pytest.mark.parametrize("playbook", named(BOOK.playbooks))
def test_short_form_has_every_must_on_two_sheets(
    playbook: AnyPlaybook, watched: Watched, address: str, tmp_path: Path
) -> None:
    watched.page.goto(f"{address}print/short/{playbook.id}/")
    expect(watched.page.get_by_role("button", name="Print this page")).to_be_visible()
    found = sheets(watched.page, tmp_path / "short.pdf")
    assert len(found) <= 2
    foot = f"Decision Handbook 0.1.0, {identity(playbook)}, {watched.page.url}"
    assert all(foot in sheet for sheet in found)
    decider = SITE.roles[playbook.decider].title
    shown = playbook.items if playbook.in_sequence else playbook.musts
    wanted = [playbook.title, playbook.decision, decider, *(item.text for item in shown)]
    wanted += [item.why for item in playbook.musts]
    wanted += [parameter.title for parameter in playbook.parameters]
    rest = [item.text for item in playbook.items if item not in shown]
    if len(rest) <= 12:
        wanted += rest
    else:
        assert f"{len(rest)} more items" in "".join(found)
    if playbook.kind == "vendor-evaluation":
        wanted += [said for item in playbook.musts for _, said in item.own_details()]
    assert missing(found, wanted, foot) == []
    assert "".join(found).count("Owner") >= len(shown)
    assert watched.complaints == []


def test_short_form_of_the_stuck_pilot_has_what_the_home_page_promises(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    watched.page.goto(f"{address}print/short/why-still-almost-ready/")
    playbook = SITE.playbooks["why-still-almost-ready"]
    assert len(playbook.items) == 10
    lines_for_the_board = [parameter.title for parameter in playbook.parameters]
    found = sheets(watched.page, tmp_path / "short.pdf")
    foot = f"Decision Handbook 0.1.0, {identity(playbook)}, {watched.page.url}"
    assert missing(found, [*(i.text for i in playbook.items), *lines_for_the_board], foot) == []


def test_only_a_knock_out_stands_beside_a_question_on_paper(plain: Page, address: str) -> None:
    plain.goto(f"{address}print/short/vendor-questions/")
    badges = plain.locator(".hb-sheet .hb-badge")
    assert set(badges.all_text_contents()) == {"Knock-out"}
    expect(plain.locator(".hb-sheet")).not_to_contain_text("Weight 3")


def test_short_form_works_without_javascript(plain: Page, address: str, tmp_path: Path) -> None:
    plain.goto(f"{address}playbooks/vendor-questions/")
    plain.get_by_role("link", name="Print the short form").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("What to ask a vendor tomorrow")
    found = sheets(plain, tmp_path / "short.pdf")
    assert len(found) <= 2
    closing = f"Decision Handbook 0.1.0, {identity(SITE.playbooks['vendor-questions'])}"
    assert closing in found[-1]


def test_prose_and_registers_print_without_the_screen(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    for place in ("", "use-in-a-meeting/", "glossary/", "claims/", "kickoff-pack/"):
        watched.page.goto(address + place)
        found = sheets(watched.page, tmp_path / "page.pdf")
        assert all(f"Decision Handbook 0.1.0, {address}{place}" in sheet for sheet in found)
        assert lines(found).isdisjoint(NAVIGATION | {"Download Markdown"})


FOLDED = """document.querySelector("article h1").insertAdjacentHTML("afterend",
  `<details name="one"><summary>Outside</summary><p>First inside</p></details>
   <details name="one"><summary>Other</summary><p>Second inside</p></details>
   <div class="hb-fold-panel" hidden>Behind a button</div>`)"""


def test_what_is_folded_is_printed_and_folds_again(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    page = watched.page
    page.goto(address + "use-in-a-meeting/")
    page.evaluate(FOLDED)
    whole = "".join(sheets(page, tmp_path / "page.pdf"))
    for words in ("First inside", "Second inside", "Behind a button"):
        assert words in whole
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("First inside")).to_be_visible()
    expect(page.get_by_text("Second inside")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text("First inside")).to_be_hidden()
    expect(page.get_by_text("Second inside")).to_be_hidden()
    assert page.locator("details[name=one]").count() == 2


def test_an_empty_date_leaves_room_to_write(watched: Watched, address: str, tmp_path: Path) -> None:
    page = watched.page
    page.goto(address + "playbooks/pilot-charter/")
    date = page.locator("article input[type=date]")
    path = tmp_path / "page.pdf"
    assert "yyyy" not in "".join(sheets(page, path))
    date.fill("2031-03-28")
    assert "2031" in "".join(sheets(page, path))
    assert watched.complaints == []


def test_dark_scheme_prints_ink_on_paper(watched: Watched, address: str) -> None:
    watched.page.emulate_media(media="print", color_scheme="dark")
    watched.page.goto(address + "playbooks/pilot-charter/")
    for part in ("h1", "h3", ".hb-fields dd", ".hb-fields dt", ".hb-badge", ".hb-colophon a"):
        ink = watched.page.locator(f"article {part}").first.evaluate(
            "e => getComputedStyle(e).color"
        )
        assert max(map(int, re.findall(r"\d+", ink)[:3])) <= 0x33, part


@pytest.mark.parametrize("edition", list(editions.every(SITE)), ids=lambda edition: edition.src_uri)
def test_edition_holds_every_item_and_leads_to_itself(
    edition: editions.Edition, site: Path
) -> None:
    html = (site / edition.src_uri.removesuffix(".md") / "index.html").read_text(encoding="utf-8")
    html = unescape(html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    held = [part.prefix for part in edition.parts]
    assert set(held) <= set(ids)
    for playbook in (SITE.playbooks[name] for name in held if name in SITE.playbooks):
        assert {f"{playbook.id}--{item.id}" for item in playbook.items} <= set(ids)
        assert f'href="../../playbooks/{playbook.id}/"' not in html
        assert f'href="../../playbooks/{playbook.id}/#' not in html
    inside = set(re.findall(r'href="#([^"]+)"', html))
    assert inside - set(ids) == set()
    assert len(inside) > len(held)
    assert '<meta name="robots" content="noindex">' in html
    article = html[html.index("<article") : html.index("</article>")]
    assert "hb-screen" not in article
    assert "data-item" not in article


def test_editions_are_linked_but_not_listed(site: Path) -> None:
    def read(place: str) -> str:
        return (site / place).read_text(encoding="utf-8")

    assert 'href="print/handbook/"' in read("index.html")
    for phase in BOOK.phases:
        assert f'href="../../print/{phase.id}/"' in read(f"phases/{phase.id}/index.html")
    assert "print/" not in re.sub("<article.*</article>", "", read("index.html"), flags=re.DOTALL)
    for part in (site / "search").rglob("*.js"):
        assert '"print/' not in part.read_text(encoding="utf-8"), part


def test_pdf_of_an_edition_has_an_outline_and_leads_nowhere_here(
    browser,
    site: Path,
    tmp_path: Path,  # type: ignore[no-untyped-def]
) -> None:
    made = next(printed(browser, site, tmp_path))
    assert made.name == "evaluate.pdf"
    pdf = PdfReader(made)
    assert pdf.metadata and pdf.metadata.title == "Choose: gate and playbooks - Decision Handbook"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    (title, below) = pdf.outline
    assert title.title == "Choose: gate and playbooks"
    assert "What to ask a vendor tomorrow" in [one.title for one in below if hasattr(one, "title")]
    assert f"1 / {len(pdf.pages)}" in pdf.pages[0].extract_text()
    annotations = [a.get_object() for p in pdf.pages for a in p.get("/Annots") or ()]
    assert len([a for a in annotations if "/Dest" in a or "/D" in a.get("/A", {})]) > 100
    leads = {a["/A"]["/URI"] for a in annotations if "/URI" in a.get("/A", {})}
    assert [one for one in leads if not one.startswith("https://")] == []
