"""The built site, served on this machine, in a real Chromium."""

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import CASES, QUIET, ROOT
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

from . import chromium, page_types

SCREENS = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
    for scheme in ("light", "dark")
    for width, height in ((1440, 900), (390, 844))
]
"""How pages are looked at: both schemes, on a wide screen and on a telephone."""

FAR = "html[data-far]"
"""A page whose far parts are laid out after its first view; soon it is none."""

FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until what was changed has been drawn."""

READ = """new Promise(done => {
  const look = () => document.readyState !== 'loading' && done();
  document.addEventListener('readystatechange', look);
  look();
})"""
"""Waits until a page has been read to its end, whether or not its scripts are there."""


@contextmanager
def held_back(page: Page, url: str) -> Iterator[None]:
    """What the page asks for at an address, or a pattern of one, comes when the block ends."""
    held: list[Route] = []
    page.route(url, lambda route: held.append(route))
    yield
    for route in held:
        route.continue_()
    page.unroute(url)


@contextmanager
def script_held_back(page: Page, name: str, url: str) -> Iterator[None]:
    """Opens a page without one of our scripts, which comes as soon as the block ends.

    All else of the page is read and drawn by then: what moves later moves for the script.
    """
    script = f"**/{name}.js"
    with held_back(page, script):
        with page.expect_request(script):
            page.goto(url, wait_until="commit")
        page.evaluate(READ)
        page.evaluate(FRAMES)
        yield


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, "no Chromium: `make chromium` installs one"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield running
        running.close()


def serve(folder: Path) -> http.server.ThreadingHTTPServer:
    """A running static host for a folder."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served: below a path, as many hosts have it."""
    above = tmp_path_factory.mktemp("served")
    (above / "handbook").symlink_to(site)
    server = serve(above)
    yield f"http://127.0.0.1:{server.server_port}/handbook/"
    server.shutdown()


@contextmanager
def every_address(site: Path, address: str, folder: Path) -> Iterator[dict[str, str]]:
    """The address of one page of every type of a served site, by the type's name.

    `folder` takes a second site, with what only stands in for a broken playbook.
    """
    root = folder / "handbook"
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(CASES / "handbook" / "playbooks", root / "playbooks")
    shutil.copy(ROOT / "mkdocs.yml", root)
    serving, top = serve(page_types.build_with_problem(root)), serve(site)
    types = {one.name: address + one.path for one in page_types.page_types(site)}
    # Any address may bring this page up; without HANDBOOK_URL it is right at a host's top alone.
    types["404.html"] = f"http://127.0.0.1:{top.server_port}/404.html"
    aside = f"http://127.0.0.1:{serving.server_port}/"
    yield types | {name: aside + path for name, path in page_types.BROKEN.items()}
    for server in (serving, top):
        server.shutdown()


@pytest.fixture(scope="session")
def every_type(
    site: Path, address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The address of one page of every type, by the type's name."""
    with every_address(site, address, tmp_path_factory.mktemp("broken")) as addresses:
        yield addresses


def screen_name(screen: dict[str, Any]) -> str:
    return f"{screen['color_scheme']}-{screen['viewport']['width']}"


def served_unchecked(root: Path) -> Iterator[str]:
    """The address of a handbook's site, built past the rules that would refuse its playbooks.

    `check` refuses some hostile links; here they are let through, to see what a page does.
    """
    script = (
        "import sys; from generator import checks; checks.RULES = ();"
        "from mkdocs.__main__ import cli; sys.exit(cli(['build']))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=root, env=QUIET, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    server = serve(root / "site")
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def fits(name: str, data: Any) -> None:
    """Asserts that data is what a published schema describes, and that the schema is one."""
    schema = json.loads((ROOT / "schemas" / name).read_text())
    kind = jsonschema.Draft202012Validator
    kind.check_schema(schema)
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(data)


class Watched:
    """A page with what it asked for and what it complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )

    @property
    def elsewhere(self) -> list[str]:
        """The requests that left this machine."""
        own = ("http://127.0.0.1:", "data:", "blob:")
        return [request.url for request in self.requests if not request.url.startswith(own)]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    with browser.new_context() as context:
        yield Watched(context)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser with JavaScript off."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()
