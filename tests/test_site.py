"""The built site as files: every link leads somewhere, and nothing asks another host."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

LOADING = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}


class Reader(HTMLParser):
    """What a page links to, what it loads, and what it can be linked at."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.twice: list[str] = []
        self.styled: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            if given["id"] in self.anchors:
                self.twice.append(given["id"])
            self.anchors.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in LOADING and LOADING[tag] in given:
            self.loads.append(given[LOADING[tag]])
        if "style" in given:
            self.styled.append(f"{tag} {given.get('class', '')}")
        self.handlers += [name for name in given if name.startswith("on")]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Reader]:
    read = {}
    for path in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        read[path.relative_to(site).as_posix()] = reader
    return read


def test_every_link_leads_to_a_page_and_an_anchor(site: Path, pages: dict[str, Reader]) -> None:
    missing = defaultdict(list)
    followed = 0
    for name, reader in pages.items():
        for link in reader.links:
            if urlsplit(link).scheme:
                continue
            place, anchor = urldefrag(urljoin(f"/{name}", link))
            target = unquote(place).removeprefix("/")
            target += "index.html" if target.endswith("/") or not target else ""
            followed += 1
            if target not in pages and not anchor and (site / target).is_file():
                continue  # a file to take away
            if target not in pages or (anchor and unquote(anchor) not in pages[target].anchors):
                missing[name].append(link)
    assert dict(missing) == {}
    assert followed > 1000


def test_no_anchor_stands_twice_on_a_page(pages: dict[str, Reader]) -> None:
    assert {name: reader.twice for name, reader in pages.items() if reader.twice} == {}


def test_nothing_is_loaded_from_another_host(pages: dict[str, Reader]) -> None:
    loaded = {load for reader in pages.values() for load in reader.loads}
    assert [load for load in loaded if urlsplit(load).netloc] == []
    assert loaded


def test_no_page_has_handlers_or_styles_of_ours(pages: dict[str, Reader]) -> None:
    for name, reader in pages.items():
        assert reader.handlers == [], name
        assert [styled for styled in reader.styled if "hb-" in styled] == [], name


def test_inline_scripts_are_the_themes_own(site: Path) -> None:
    """A page with a playbook has no inline script that the page "not found" lacks."""

    def scripts(path: Path) -> set[str]:
        found = re.findall(r"<script>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL)
        return {re.sub(r'new URL\("[^"]*"', 'new URL("…"', script) for script in found}

    assert scripts(site / "playbooks" / "pilot-charter" / "index.html") <= scripts(
        site / "404.html"
    )


def test_stylesheets_and_scripts_name_no_other_host(site: Path) -> None:
    for path in [*site.rglob("*.css"), *(site / "assets").glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*\)|@import[^;]*//", text) == [], path


def test_refuted_figures_stand_only_on_the_pages_of_claims_and_sources(site: Path) -> None:
    """The essays' reversed and garbled sentences, in any wording that keeps the figure.

    The edition of the whole handbook holds both pages.
    """
    refuted = re.compile(r"48\s*(?:%|per\s?cent)[^.]{0,60}never|85\s*(?:%|per\s?cent)")
    for path in sorted(site.rglob("*.html")):
        if path.parent.name not in ("claims", "sources", "handbook"):
            assert refuted.findall(path.read_text(encoding="utf-8")) == [], path


def test_crosswalks_go_both_ways_and_name_their_gaps(site: Path) -> None:
    page = (site / "frameworks" / "nist-ai-rmf" / "index.html").read_text(encoding="utf-8")
    there, back, gaps = (
        page.index(f'id="{anchor}"')
        for anchor in ("from-the-framework", "from-the-handbook", "gaps")
    )
    item = "playbooks/use-case-or-slogan/#one-sentence"
    assert item in page[there:back]
    assert item in page[back:gaps]
    assert "of the 72 known here" in page[gaps:]
    law = (site / "frameworks" / "eu-ai-act" / "index.html").read_text(encoding="utf-8")
    assert law.count("<strong>unverified</strong>") == 7
    assert "not legal advice" in law


def test_a_claim_says_what_its_source_says_before_what_the_essay_said(site: Path) -> None:
    page = (site / "claims" / "index.html").read_text(encoding="utf-8")
    claim = page[page.index('id="reach-production"') :]
    assert 0 < claim.index("The source says") < claim.index("The essay says")
    assert 'aria-hidden="true"' in page[page.index('id="explainability-gap"') :]


def test_pages_carry_their_freshness(site: Path) -> None:
    page = (site / "playbooks" / "pilot-charter" / "index.html").read_text(encoding="utf-8")
    colophon = page[page.index("About this page.") :]
    for words in ("Kept by", "Drafted on 20 November 2026", "nobody outside has reviewed it yet"):
        assert words in colophon
    assert re.search(r"Last changed on \d+ \w+ 20\d\d\.", colophon)
