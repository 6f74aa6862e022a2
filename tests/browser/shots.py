"""Picture every type of page in both schemes, both widths and print: `make shots`.

The pictures and a sheet that shows them side by side go into shots/. Copy the folder before a
change, and compare.
"""

import html
import re
import shutil
import tempfile
from pathlib import Path

from conftest import ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright

from . import chromium
from .conftest import FAR, SCREENS, every_address, screen_name, serve

OUT = ROOT / "shots"
PRINT = "print"
PAPER = {"width": 794, "height": 1123}
"""An A4 sheet in CSS pixels."""

TALLEST = 16_000
"""Pixels; Chromium pictures no more in one piece."""

SHEET = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every type of page</title>
<style>
body {{ margin: 1rem; font: 14px system-ui, sans-serif; color-scheme: light dark; }}
th {{ padding: 0.4rem; text-align: left; vertical-align: top; position: sticky; top: 0; }}
td {{ padding: 0.4rem; vertical-align: top; }}
img {{ width: 320px; max-height: 420px; object-fit: cover; object-position: top;
  border: 1px solid #888; }}
img.narrow {{ width: 195px; }}
</style>
<h1>Every type of page</h1>
<table>
<thead><tr><th>Page</th>{columns}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</html>
"""


def main() -> None:
    """Picture the site in site/."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    server = serve(ROOT / "site")
    address = f"http://127.0.0.1:{server.server_port}/"
    with (
        tempfile.TemporaryDirectory() as folder,
        every_address(ROOT / "site", address, Path(folder)) as types,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        for view in views():
            picture(browser, view, types)
        browser.close()
    server.shutdown()
    (OUT / "index.html").write_text(sheet(list(types)), encoding="utf-8")
    print(f"{len(types)} types of page in {len(views())} views: {OUT / 'index.html'}")


def views() -> list[str]:
    return [*map(screen_name, SCREENS), PRINT]


def picture(browser: Browser, view: str, types: dict[str, str]) -> None:
    """Picture every type of page in one view."""
    screens = {screen_name(screen): screen for screen in SCREENS}
    screen = screens.get(view, {"viewport": PAPER})
    with browser.new_context(**screen, reduced_motion="reduce") as context:
        page = context.new_page()
        if view == PRINT:
            page.emulate_media(media="print")
        for name, url in types.items():
            page.goto(url)
            expect(page.locator(FAR)).to_have_count(0)
            page.screenshot(path=OUT / file_name(name, view), full_page=True, clip=whole(page))  # type: ignore[arg-type]


def whole(page: Page) -> dict[str, float]:
    size = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollHeight]")
    return {"x": 0, "y": 0, "width": size[0], "height": min(size[1], TALLEST)}


def file_name(name: str, view: str) -> str:
    return f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.{view}.png"


def sheet(names: list[str]) -> str:
    """The page that shows all pictures side by side."""
    rows = []
    for name in names:
        cells = "".join(
            f'<td><a href="{file_name(name, view)}"><img loading="lazy" '
            f'class="{"narrow" if view.endswith("390") else "wide"}" '
            f'src="{file_name(name, view)}" alt="{html.escape(name)}, {view}"></a></td>'
            for view in views()
        )
        rows.append(f"<tr><th scope=row>{html.escape(name)}</th>{cells}</tr>")
    columns = "".join(f"<th scope=col>{view}</th>" for view in views())
    return SHEET.format(columns=columns, rows="\n".join(rows))


if __name__ == "__main__":
    main()
