"""Editions from the HTML of pages: anchors, links, headings, and what is left out."""

from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from generator import editions
from generator.handbook import load
from generator.site import Site, playbook_uri

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def shipped() -> Site:
    return Site(load(Path(ROOT), today=TODAY))


def bound(site: Site, **pages: str) -> dict[str, str]:
    """The editions' HTML by place, if playbooks of these ids had these pages."""
    contents = {playbook_uri(name.replace("_", "-")): page for name, page in pages.items()}
    return {edition.src_uri: html for edition, html in editions.bound(site, contents)}


def test_anchors_begin_with_the_playbook(shipped: Site) -> None:
    page = '<h3 id="owner">Who?</h3><input aria-labelledby="owner owner_tick"><i id="owner_tick"/>'
    made = bound(shipped, pilot_charter=page)["print/scope.md"]
    assert '<section class="hb-part" id="pilot-charter">' in made
    assert 'id="pilot-charter--owner"' in made
    assert 'aria-labelledby="pilot-charter--owner pilot-charter--owner_tick"' in made


@pytest.mark.parametrize(
    ("link", "in_phase", "in_all"),
    [
        ("#owner", "#pilot-charter--owner", "#pilot-charter--owner"),
        ("../kickoff/", "../../playbooks/kickoff/", "#kickoff"),
        ("../kickoff/#close", "../../playbooks/kickoff/#close", "#kickoff--close"),
        ("../kickoff/#gone", "../../playbooks/kickoff/#gone", "../../playbooks/kickoff/#gone"),
        ("../../roles/#sponsor", "../../roles/#sponsor", "../../roles/#sponsor"),
        ("../../", "../../", "../../"),
        ("https://example.org/?a=1&amp;b=2#x",) * 3,
        ("mailto:a@example.org",) * 3,
    ],
)
def test_links_stay_in_the_edition_where_they_can(
    link: str, in_phase: str, in_all: str, shipped: Site
) -> None:
    page = f'<h3 id="owner">Who?</h3><a href="{link}">there</a>'
    made = bound(shipped, pilot_charter=page, kickoff='<h3 id="close">Close</h3>')
    assert f'<a href="{in_phase}">there</a>' in made["print/scope.md"]
    assert f'<a href="{in_all}">there</a>' in made["print/handbook.md"]


def test_links_follow_use_directory_urls(shipped: Site) -> None:
    site = Site(shipped.handbook, directory_urls=False)
    page = '<a href="kickoff.html#close">a</a><a href="../roles/index.html#sponsor">b</a>'
    made = bound(site, pilot_charter=page, kickoff='<h3 id="close">Close</h3>')
    assert '<a href="../playbooks/kickoff.html#close">a</a>' in made["print/scope.md"]
    assert '<a href="#kickoff--close">a</a>' in made["print/handbook.md"]
    assert '<a href="../roles/index.html#sponsor">b</a>' in made["print/scope.md"]


def test_headings_sink_below_those_of_the_edition(shipped: Site) -> None:
    made = bound(shipped, pilot_charter='<h1 id="t">Title</h1><h3>Item</h3><h5>Deep</h5>')
    assert '<h2 id="pilot-charter--t" class="hb-h1">Title</h2>' in made["print/scope.md"]
    assert '<h5 class="hb-h3">Item</h5><h6 class="hb-h5">Deep</h6>' in made["print/handbook.md"]


def test_what_paper_has_no_use_for_is_left_out(shipped: Site) -> None:
    page = (
        '<p data-item="x">kept</p><div class="a hb-screen"><div>take<br></div>it</div>'
        "<form><input><p>plan</p></form><script>run()</script><button>press</button><p>last</p>"
    )
    made = bound(shipped, pilot_charter=page)["print/scope.md"]
    assert "<p>kept</p><p>last</p>" in made


def test_escaped_text_stays_escaped(shipped: Site) -> None:
    page = '<p title="&quot;&lt;b&gt;">&lt;script&gt;&#x41;&amp;</p><svg viewBox="0 0 1 1"></svg>'
    made = bound(shipped, pilot_charter=page)["print/scope.md"]
    assert '<p title="&quot;&lt;b&gt;">&lt;script&gt;&#x41;&amp;</p>' in made


def test_an_edition_goes_without_a_page_that_is_missing(shipped: Site) -> None:
    made = bound(shipped, pilot_charter="<p>here</p>")
    assert made["print/scope.md"].count("<section") == 1
    assert made["print/oversee.md"] == ""
