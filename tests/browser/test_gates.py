"""Each gate is one printed page, in a size that can be read at a table."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from .conftest import Watched

PHASES = ["scope", "evaluate", "pilot", "operationalise", "scale", "oversee"]
SMALLEST = 10
"""Points, for body text."""

FOOT = 40
"""Points from the lower edge, where address and version stand, in small print like the licence."""


WIDER = "article { letter-spacing: 0.06em }"
"""Letters as far apart as those of DejaVu Sans, the widest of the usual fonts."""


@pytest.mark.parametrize("style", ["", WIDER], ids=["usual", "wider"])
@pytest.mark.parametrize("phase", PHASES)
def test_gate_prints_on_one_a4_page(
    phase: str, style: str, watched: Watched, address: str, tmp_path: Path
) -> None:
    page = watched.page
    page.goto(f"{address}phases/{phase}/")
    page.evaluate(
        """style => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(style);
          document.adoptedStyleSheets.push(sheet);
        }""",
        style,
    )
    page.emulate_media(media="print")
    parts = ["What must be true", "What stops it", "Ask aloud", "Evidence to ask for"]
    for title in parts:
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    wide = page.evaluate(
        """[...document.querySelectorAll('article *')]
           .filter(e => e.getClientRects().length && e.scrollWidth > e.clientWidth + 1
                        && getComputedStyle(e).overflowX !== 'visible').length"""
    )
    assert wide == 0, "something is clipped"
    shown = page.locator("article").inner_text()
    page.pdf(path=str(tmp_path / "gate.pdf"), prefer_css_page_size=True)
    (printed,) = PdfReader(tmp_path / "gate.pdf").pages
    assert [round(float(side)) for side in printed.mediabox[2:]] == [595, 842]
    sizes: dict[float, str] = {}

    def note(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip() and height > FOOT and "CC BY" not in text:
            sizes.setdefault(round(size * abs(tm[3]) * abs(cm[3]), 1), text)

    said = printed.extract_text(visitor_text=note)
    assert min(sizes) >= SMALLEST, sizes[min(sizes)]
    words = "".join(shown.split())
    assert len("".join(said.split())) >= len(words) * 0.98, "some of the gate is not on the page"
    assert "Playbooks" not in said


BOXES = """lists => lists.filter(list => [...list.children].every(
  line => getComputedStyle(line, '::before').display !== 'none')).length"""
"""How many of the lists have a box on every line."""


@pytest.mark.parametrize(("place", "lists"), [("phases/scope/", 2), ("all-red-flags/", 4)])
def test_boxes_are_for_paper_alone(
    place: str, lists: int, watched: Watched, plain: Page, address: str
) -> None:
    for page in (watched.page, plain):
        page.goto(address + place)
        boxed = page.locator("article ul.hb-boxed")
        expect(boxed).to_have_count(lists)
        expect(page.locator("article input[type=checkbox]")).to_have_count(0)
        expect(page.get_by_text("Tick what you see").first).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.get_by_text("Tick what you see").first).to_be_visible()
    assert watched.page.locator("article ul.hb-boxed").evaluate_all(BOXES) == lists
    watched.page.emulate_media(media="screen")
    assert watched.page.locator("article ul.hb-boxed").evaluate_all(BOXES) == 0
