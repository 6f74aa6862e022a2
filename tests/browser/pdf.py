"""Print what the built site has made for paper: each edition and short form as a PDF."""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromium
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "site"
OUT = ROOT / "site-pdf"

LINKS = """([top, base]) => {
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol !== "file:" || link.getAttribute("href").startsWith("#")) continue;
    if (base) link.href = base + link.href.slice(top.length);
    else link.removeAttribute("href");
  }
}"""
"""Links to the rest of the site lead to its address; without one there is nowhere to lead."""


def printed(site: Path, out: Path) -> Iterator[Path]:
    """The PDF of each page under print/, with page numbers, title, tags and an outline.

    Raises FileNotFoundError if the site holds no such page.
    """
    pages = sorted((site / "print").rglob("*.html"))
    if not pages:
        raise FileNotFoundError(f"{site / 'print'} holds no page; build the site first")
    base = _address(site)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        page = running.new_page()
        for path in pages:
            name = path.parent if path.name == "index.html" else path.with_suffix("")
            made = out / f"{name.relative_to(site / 'print')}.pdf"
            made.parent.mkdir(parents=True, exist_ok=True)
            _print(page, path, f"{site.as_uri()}/", base, made)
            yield made
        running.close()


def _print(page: Page, path: Path, top: str, base: str, made: Path) -> None:
    page.goto(path.as_uri())
    page.evaluate(LINKS, [top, base])
    page.pdf(path=made, prefer_css_page_size=True, outline=True, tagged=True)


def _address(site: Path) -> str:
    """The address that the site was built for, or nothing."""
    home = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<link rel="canonical" href="([^"]+)"', home)
    return found[1] if found else ""


if __name__ == "__main__":
    began = time.monotonic()
    try:
        for made in printed(SITE, OUT):
            print(made.relative_to(ROOT))
    except FileNotFoundError as error:
        sys.exit(str(error))
    print(f"printed in {time.monotonic() - began:.0f} seconds")
