"""Print what the built site has made for paper: each edition and short form as a PDF."""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from . import chromium

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


def printed(browser: Browser, site: Path, out: Path) -> Iterator[Path]:
    """The PDF of each page under print/, with page numbers, title, tags and an outline.

    Raises FileNotFoundError if the site holds no such page.
    """
    pages = sorted((site / "print").rglob("*.html"))
    if not pages:
        raise FileNotFoundError(f"{site / 'print'} holds no page: `make site` builds it")
    top, base = f"{site.as_uri()}/", _address(site)
    page = browser.new_page()
    for path in pages:
        name = path.parent if path.name == "index.html" else path.with_suffix("")
        made = out / f"{name.relative_to(site / 'print')}.pdf"
        made.parent.mkdir(parents=True, exist_ok=True)
        page.goto(path.as_uri())
        page.evaluate(LINKS, [top, base])
        page.pdf(path=made, prefer_css_page_size=True, outline=True, tagged=True)
        yield made


def _address(site: Path) -> str:
    """The address that the site was built for, or nothing."""
    home = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<link rel="canonical" href="([^"]+)"', home)
    return found[1] if found else ""


def main() -> None:
    began = time.monotonic()
    with sync_playwright() as playwright:
        path = chromium.find()
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        try:
            for made in printed(running, SITE, OUT):
                print(made.relative_to(ROOT))
        except FileNotFoundError as error:
            sys.exit(str(error))
        running.close()
    print(f"printed in {time.monotonic() - began:.0f} seconds")


if __name__ == "__main__":
    main()
