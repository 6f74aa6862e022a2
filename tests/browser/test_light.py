"""What a first visit costs: bytes, requests, jumps and flashes."""

import base64
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import FRAMES, script_held_back
from .page_types import playbook_paths
from .test_my_work import ALPHA, BETA, CHARTER, GAMMA, KICKOFF, compared, seed

MOST_BYTES = 100_000
MOST_REQUESTS = 6
PACKED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
"""What static hosts send compressed."""

SHIFTS = """since => new Promise(resolve => {
  const moved = [];
  const keep = entries => moved.push(...entries
    .filter(({startTime}) => startTime >= since)
    .map(({value, sources}) =>
      `${value} ${sources.map(({node}) => node?.outerHTML?.slice(0, 80))}`));
  const observer = new PerformanceObserver(list => keep(list.getEntries()));
  observer.observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => {
    keep(observer.takeRecords());
    resolve(moved);
  }));
})"""
"""Whatever has moved since a moment. What is drawn of half a page moves when the rest comes,
whatever scripts do: so the moment is when all of it is there but its script."""

NOW = "performance.now()"


@pytest.fixture
def first_visit(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has nothing stored and keeps nothing."""
    with browser.new_context(service_workers="block") as context:
        yield context


def opened(context: BrowserContext, url: str) -> tuple[Page, list[str], float]:
    """A page on a first visit, the addresses it asks for, and when it was drawn without scripts.

    What its workers ask for counts, too.
    """
    page, asked = context.new_page(), []
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("request", lambda request: asked.append(request.url))
    with script_held_back(page, "handbook", url):
        drawn = page.evaluate(NOW)
    icon = page.locator("link[rel=icon]").evaluate("link => link.href")
    if not icon.startswith("data:"):
        asked.append(icon)  # a browser without a window does not ask for it
    return page, asked, drawn


def sent(site: Path, path: str) -> int:
    """How many bytes a static host sends for a file of the site."""
    file = site / path
    if file.is_dir():
        file /= "index.html"
    content = file.read_bytes()
    return len(gzip.compress(content, 9)) if file.suffix in PACKED else len(content)


def test_first_view_of_every_playbook_is_light_and_stands_still(
    site: Path, first_visit: BrowserContext, address: str
) -> None:
    found = []
    paths = playbook_paths(site)
    assert len(paths) > 20
    views = {path: opened(first_visit, address + path) for path in paths}
    for path, (page, asked, drawn) in views.items():
        page.wait_for_load_state("networkidle")
        names = dict.fromkeys(url.removeprefix(address) for url in asked)
        costs = {name: sent(site, name) for name in names}
        table = "\n".join(f"  {size:7} {name}" for name, size in costs.items())
        if sum(costs.values()) > MOST_BYTES or len(costs) > MOST_REQUESTS:
            found.append(f"{path}: {sum(costs.values())} bytes, {len(costs)} requests\n{table}")
        found += [f"{path} moved: {shift}" for shift in page.evaluate(SHIFTS, drawn)]
        assert not [name for name in costs if re.search(r"\.(woff2?|ttf|otf)$", name)], path
        page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "kept", [(), (KICKOFF, CHARTER, compared(ALPHA, BETA, GAMMA))], ids=["nothing", "much"]
)
@pytest.mark.parametrize(
    ("path", "entry"),
    [("my-work/", ".hb-work-list > li"), ("vendors/", ".hb-vendors-table thead input")],
)
def test_a_tool_moves_nothing_when_its_script_comes(
    path: str,
    entry: str,
    kept: tuple[tuple[str, str], ...],
    width: int,
    first_visit: BrowserContext,
    address: str,
) -> None:
    page = seed(first_visit.new_page(), address, *kept)
    page.set_viewport_size({"width": width, "height": 844})
    with script_held_back(page, "answers", address + path):
        drawn = page.evaluate(NOW)
    expect(page.get_by_text("Import a file")).to_be_visible()
    expect(page.locator(entry)).to_have_count(len(kept))
    page.evaluate(FRAMES)
    assert page.evaluate(SHIFTS, drawn) == []


def brightness(page: Page) -> float:
    """The mean of all pixels in the window as drawn now, from 0 to 255."""
    return float(
        page.evaluate(
            """async data => {
              const image = new Image();
              image.src = 'data:image/png;base64,' + data;
              await image.decode();
              const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
              canvas.drawImage(image, 0, 0);
              const {data: parts} = canvas.getImageData(0, 0, image.width, image.height);
              return parts.reduce((sum, part, at) => at % 4 < 3 ? sum + part : sum, 0)
                / (parts.length * 0.75);
            }""",
            _base64(page.screenshot()),
        )
    )


@pytest.mark.parametrize(
    ("system", "chosen", "dark"),
    [
        ("dark", None, True),
        ("light", None, False),
        ("light", "Switch to dark mode", True),
        ("dark", "Switch to light mode", False),
    ],
)
def test_scheme_stands_before_any_script_file_arrives(
    system: str, chosen: str | None, dark: bool, browser: Browser, address: str
) -> None:
    """Whatever is drawn first has the reader's scheme, so nothing flashes."""
    with browser.new_context(color_scheme=system) as context:  # type: ignore[arg-type]
        page = context.new_page()
        if chosen:
            page.goto(address)
            page.get_by_role("button", name=chosen).click()
        page.route(re.compile(r"\.js$"), lambda route: route.abort())
        page.goto(address + "playbooks/vendor-questions/")
        scheme = page.locator("body").get_attribute("data-md-color-scheme")
        assert scheme == ("slate" if dark else "default")
        assert (brightness(page) < 100) == dark


def _base64(picture: bytes) -> str:
    return base64.b64encode(picture).decode()
