"""The site wherever it is opened: below a path, from files, at old and at wrong addresses."""

import functools
import html
import http.server
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from conftest import QUIET, copied
from playwright.sync_api import Page, expect
from test_site import Reader

from .conftest import FAR, FRAMES, Quiet, Watched, held_back

MOMENT = "new Promise(done => addEventListener('scroll', () => setTimeout(done, 150)))"
"""Waits until instant navigation, 100 ms after a page was scrolled, has kept where it is now."""

FORMER, ITEM, PRESENT = "vendor-interview", "which-systems", "named-systems"


class Host(Quiet):
    """A host that shows the site's own page for what it lacks, as most do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "handbook" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the handbook in which a playbook and an item had other ids before."""
    root = copied(tmp_path_factory.mktemp("renamed"))
    path = root / "playbooks" / "evaluate" / "vendor-questions.yml"
    text = path.read_text().replace("\ngroups:", f"\naliases: [{FORMER}]\ngroups:", 1)
    named = f"- id: {PRESENT}\n"
    assert named in text
    path.write_text(text.replace(named, f"{named}        aliases: [{ITEM}]\n", 1))
    return root


@pytest.fixture(scope="module")
def hosted(renamed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of a site that knows its address, served below a path."""
    above = tmp_path_factory.mktemp("hosted")
    handler = functools.partial(Host, directory=str(above))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    address = f"http://127.0.0.1:{server.server_port}/handbook/"
    site = above / "handbook"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    env = {**QUIET, "HANDBOOK_URL": address}
    done = subprocess.run(
        command, cwd=renamed, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address, site
    server.shutdown()


def packed(root: Path, out: Path) -> Path:
    command = [sys.executable, "-m", "generator", "offline", "--out", str(out)]
    done = subprocess.run(command, cwd=root, env=QUIET, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = out.iterdir()
    assert done.stdout.strip() == str(made)
    return made


@pytest.fixture(scope="module")
def archive(renamed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed(renamed, tmp_path_factory.mktemp("packed"))


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook after unpacking, in a folder whose name has a space and an accent."""
    folder = tmp_path_factory.mktemp("unpacked") / "My décisions"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    (top,) = folder.iterdir()
    return top


def darken(page: Page) -> None:
    page.get_by_role("button", name="Switch to dark mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_readers_scheme_outlasts_the_page(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    darken(watched.page)
    watched.page.goto(f"{address}playbooks/vendor-questions/")
    expect(watched.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert watched.complaints == []


def test_the_scheme_follows_the_system_until_one_is_chosen(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    body = page.locator("body")
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    other = page.context.new_page()
    other.goto(address)
    darken(other)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_pressing_enter_in_the_search_box_sends_nothing(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    box = watched.page.get_by_role("searchbox", name="Search the handbook")
    box.fill("zzzqqq")
    box.press("Enter")
    expect(watched.page.get_by_text("Nothing found for")).to_be_visible()
    expect(watched.page).to_have_url(address)
    assert watched.complaints == []


@contextmanager
def slow(page: Page, address: str) -> Iterator[None]:
    """A page that comes only after the page in sight was scrolled, and its place kept."""
    with held_back(page, address):
        with page.expect_request(address):
            page.evaluate(f"globalThis.kept = {MOMENT}; null")
            yield
        page.evaluate("kept")


def open_for_swapping(page: Page, address: str) -> None:
    """Opens the home page, whose links swap pages once it has the list of them."""
    with page.expect_response("**/sitemap.xml"):
        page.goto(address)


@pytest.mark.parametrize("instant", [True, False])
def test_back_on_find_is_back_at_the_item(
    instant: bool, watched: Watched, hosted: tuple[str, Path], address: str
) -> None:
    """On a telephone, where the list is long and the lines of its items wrap."""
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 844})
    find = (hosted[0] if instant else address) + "find/"
    page.goto(find)
    expect(page.locator(FAR)).to_have_count(0)
    link = page.locator(".hb-found li a").nth(250)
    link.scroll_into_view_if_needed()
    before = link.bounding_box()
    link.click()
    expect(page).to_have_url(re.compile("/playbooks/.*#"))
    expect(page.locator("[id='" + page.url.partition("#")[2] + "']")).to_be_in_viewport()
    with slow(page, find) if instant else nullcontext():
        page.go_back()
    expect(page).to_have_url(find)
    top = "document.querySelectorAll('.hb-found li a')[250].getBoundingClientRect().top"
    assert before
    expect(link).to_be_in_viewport()
    assert abs(page.evaluate(top) - before["y"]) < 20


def test_a_link_leads_to_its_item_however_soon_after_scrolling(
    watched: Watched, hosted: tuple[str, Path]
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{hosted[0]}find/")
    expect(page.locator(FAR)).to_have_count(0)
    link = page.locator(".hb-found li a").nth(250)
    target, _, item = link.evaluate("link => link.href").partition("#")
    with slow(page, target):
        link.evaluate("link => { link.scrollIntoView(); link.click(); }")
    expect(page).to_have_url(f"{target}#{item}")
    expect(page.locator(f"[id='{item}']")).to_be_in_viewport()


def test_a_click_swaps_the_page_and_its_components_work(
    watched: Watched, hosted: tuple[str, Path]
) -> None:
    address, _ = hosted
    page = watched.page
    open_for_swapping(page, address)
    page.evaluate("globalThis.untouched = true")
    page.get_by_role("link", name="What to ask a vendor tomorrow").first.click()
    expect(page).to_have_url(f"{address}playbooks/vendor-questions/")
    expect(page).to_have_title("What to ask a vendor tomorrow - Decision Handbook")
    expect(page.get_by_role("button", name="Copy").first).to_be_visible()
    once = page.locator("article .hb-copy").count()
    page.locator(".md-tabs").get_by_role("link", name="Tools").click()
    page.get_by_role("link", name="Plan the kickoff").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan the kickoff")
    page.get_by_label("Day of the kickoff").fill("2027-01-12")
    expect(page.locator(".hb-kickoff-said")).to_contain_text("tasks")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("What to ask a vendor tomorrow")
    expect(page.locator("article .hb-copy")).to_have_count(once)
    darken(page)
    assert page.evaluate("globalThis.untouched") is True, "no page was loaded as a whole"
    assert watched.complaints == []


def test_a_page_swapped_in_is_announced_and_gone_through_from_where_it_leads(
    watched: Watched, hosted: tuple[str, Path]
) -> None:
    """As one that the browser loads: a screen reader reads out what has the focus."""
    address, _ = hosted
    page = watched.page
    open_for_swapping(page, address)
    expect(page.locator(":focus")).to_have_count(0)
    page.get_by_role("link", name="What to ask a vendor tomorrow").first.press("Enter")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("What to ask a vendor tomorrow")
    expect(title).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_have_count(1)
    page.go_back()
    expect(title).to_have_text("What are you deciding today?")
    expect(title).to_be_focused()
    box = page.get_by_role("searchbox", name="Search the handbook")
    box.fill("named systems")
    result = page.locator(".hb-search__results a[href*='#']").first
    heading = page.locator(f"[id='{(result.get_attribute('href') or '').partition('#')[2]}']")
    box.press("Enter")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()


def test_style_sheets_are_applied_once_and_stay_while_pages_are_swapped(
    watched: Watched, hosted: tuple[str, Path]
) -> None:
    address, _ = hosted
    page = watched.page
    page.add_init_script(
        "document.addEventListener('readystatechange', () => globalThis.first ??= "
        "[...document.styleSheets])"
    )  # before any deferred script
    links = "[...document.querySelectorAll('head > [rel=stylesheet]')]"
    open_for_swapping(page, address)
    expect(page.locator(".hb-scheme[data-ready]")).to_have_count(1)
    page.evaluate(FRAMES)
    assert page.evaluate("[...document.styleSheets].map(one => first.includes(one))") == [True] * 3
    page.evaluate(f"{links}.forEach(link => link.stayed = true)")
    page.get_by_role("link", name="What to ask a vendor tomorrow").first.click()
    expect(page).to_have_title("What to ask a vendor tomorrow - Decision Handbook")
    assert page.evaluate(f"{links}.map(link => link.stayed)") == [True, True]  # without pages.css
    page.locator(".md-tabs").get_by_role("link", name="Tools").click()
    expect(page).to_have_title("My work - Decision Handbook")
    assert page.evaluate(f"{links}.map(link => link.stayed)") == [True, True, None]


def test_without_an_address_every_click_loads_a_page(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    watched.page.evaluate("globalThis.untouched = true")
    watched.page.get_by_role("link", name="What to ask a vendor tomorrow").first.click()
    expect(watched.page).to_have_url(f"{address}playbooks/vendor-questions/")
    assert watched.page.evaluate("globalThis.untouched") is None


@pytest.mark.parametrize("place", ["nothing", "playbooks/nothing/", "a/b/c/d/nothing.html"])
def test_a_wrong_address_leads_on_from_any_depth(
    place: str, plain: Page, hosted: tuple[str, Path]
) -> None:
    address, _ = hosted
    answer = plain.goto(address + place)
    assert answer is not None
    assert answer.status == 404
    expect(plain).to_have_title("Page not found - Decision Handbook")
    header = plain.locator("header.md-header")
    expect(header).to_have_css("position", "sticky")  # the stylesheets arrived
    links = plain.locator("article a")
    assert links.count() >= 8
    for link in links.evaluate_all("links => links.map(link => link.href)"):
        assert plain.request.get(link).status == 200, link
    plain.get_by_role("link", name="What are you deciding today?").click()
    expect(plain).to_have_url(address)


def former(root: str, ending: str) -> str:
    return urljoin(root, f"playbooks/{FORMER}{ending}")


@pytest.mark.parametrize("fragment", ["", "#named-systems", f"#{ITEM}"])
def test_a_former_address_leads_to_the_playbook_and_its_item(
    fragment: str, watched: Watched, hosted: tuple[str, Path], unpacked: Path
) -> None:
    address, _ = hosted
    for place, ending in ((address, "/"), (f"{unpacked.as_uri()}/", ".html")):
        watched.page.goto(former(place, ending) + fragment)
        present = urljoin(place, f"playbooks/vendor-questions{ending}")
        expect(watched.page).to_have_url(present + fragment)
        expect(watched.page.get_by_role("heading", level=1)).to_be_visible()
        if fragment:
            question = watched.page.locator(f"#{PRESENT}")
            expect(question).to_be_in_viewport()
            below = "[document.querySelector('header').getBoundingClientRect().bottom, "
            below += f"document.getElementById('{PRESENT}').getBoundingClientRect().top]"
            bottom, top = watched.page.evaluate(below)
            assert bottom <= top < bottom + 120, "the header must not hide it"


def test_a_former_address_leads_on_without_javascript(
    plain: Page, hosted: tuple[str, Path]
) -> None:
    address, _ = hosted
    plain.goto(former(address, "/"))
    expect(plain).to_have_url(f"{address}playbooks/vendor-questions/")


def test_a_former_address_is_no_page_of_its_own(hosted: tuple[str, Path]) -> None:
    address, site = hosted
    page = html.unescape((site / "playbooks" / FORMER / "index.html").read_text())
    assert f'<link rel="canonical" href="{address}playbooks/vendor-questions/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Content-Security-Policy" in page
    index = [path.relative_to(site).as_posix() for path in (site / "search").rglob("*.js")]
    for name in ("sitemap.xml", *index, "index.html", "handbook.json"):
        assert FORMER not in (site / name).read_text(), name


def test_the_sitemap_names_full_addresses_of_what_search_knows(hosted: tuple[str, Path]) -> None:
    address, site = hosted
    text = (site / "sitemap.xml").read_text()
    places = [part.partition("</loc>")[0] for part in text.split("<loc>")[1:]]
    assert all(place.startswith(address) for place in places)
    assert len(set(places)) == len(places) > 40
    assert f"{address}playbooks/vendor-questions/" in places
    assert f"{address}origins/" not in places, "search leaves it out"
    assert "lastmod" not in text


def test_a_shared_link_shows_picture_title_and_address(hosted: tuple[str, Path]) -> None:
    address, site = hosted
    page = (site / "playbooks" / "vendor-questions" / "index.html").read_text()
    place = f"{address}playbooks/vendor-questions/"
    for line in (
        f'<link rel="canonical" href="{place}">',
        f'<meta property="og:url" content="{place}">',
        '<meta property="og:title" content="What to ask a vendor tomorrow">',
        f'<meta property="og:image" content="{address}assets/social.png">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert page.count(line) == 1, line
    quoted = (site / "playbooks" / "why-still-almost-ready" / "index.html").read_text()
    assert 'og:title" content="Why is it still &quot;almost ready&quot;?">' in quoted
    assert (site / "assets" / "social.png").is_file()


def test_the_handbook_opens_from_files_and_asks_for_nothing_else(
    watched: Watched, unpacked: Path
) -> None:
    page = watched.page
    page.goto((unpacked / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("What are you deciding today?")
    page.get_by_role("link", name="What to ask a vendor tomorrow").first.click()
    expect(page).to_have_url((unpacked / "playbooks" / "vendor-questions.html").as_uri())
    expect(page.get_by_role("button", name="Copy").first).to_be_visible()
    darken(page)
    page.locator(".md-tabs").get_by_role("link", name="Tools").click()
    page.get_by_role("link", name="Plan the kickoff").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan the kickoff")
    page.get_by_label("Day of the kickoff").fill("2027-01-12")
    expect(page.locator(".hb-kickoff-said")).to_contain_text("tasks")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_title("Decision Handbook").first.click()
    expect(page).to_have_url((unpacked / "index.html").as_uri())
    assert [ask.url for ask in watched.requests if not ask.url.startswith(("file:", "data:"))] == []
    assert watched.complaints == []


def test_every_link_between_unpacked_files_leads_to_a_file(unpacked: Path) -> None:
    followed = 0
    for path in sorted(unpacked.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        for link in [*reader.links, *reader.loads]:
            if not urlsplit(link).scheme and (inside := unquote(urldefrag(link)[0])):
                target = (path.parent / inside).resolve()
                assert target.is_file(), f"{path}: {link}"
                assert target.is_relative_to(unpacked.resolve()), link
                followed += 1
    assert followed > 1000


def test_the_same_handbook_is_packed_into_the_same_bytes(
    archive: Path, renamed: Path, tmp_path: Path
) -> None:
    again = packed(renamed, tmp_path / "again")
    assert again.name == archive.name
    assert again.name.startswith("decision-handbook-")
    assert again.name.endswith("-offline.zip")
    assert again.read_bytes() == archive.read_bytes()
    with zipfile.ZipFile(again) as opened:
        names = opened.namelist()
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {again.stem.removesuffix("-offline")}
    assert not [name for name in names if name.endswith(("404.html", "sitemap.xml"))]
