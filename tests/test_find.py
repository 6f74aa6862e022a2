"""The page over all items, and what it counts."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import CASES

from generator.handbook import load
from generator.pages import render
from generator.site import FIND, Facet, Site


@pytest.fixture
def sited(small: Path) -> Callable[..., Site]:
    """Makes the site of the small handbook with some of the valid cases in it."""

    def make(*cases: str) -> Site:
        folder = small / "playbooks" / "scope"
        folder.mkdir()
        for case in cases:
            shutil.copy(CASES / "valid" / case / "input.yml", folder / f"{Path(case).name}.yml")
        book = load(small, today=date(2026, 11, 20))
        assert book.problems == ()
        return Site(book)

    return make


def find(site: Site) -> str:
    return next(page.markdown for page in render(site) if page.src_uri == FIND)


def test_facets_count_items_by_what_they_have(sited: Callable[..., Site]) -> None:
    site = sited("red-flags/stop-sign", "scoping/everything")
    assert site.facets() == [
        Facet("phase", "Phase", (("scope", "Start", 4),)),
        Facet(
            "strength",
            "Strength",
            (("must", "Must", 1), ("should", "Should", 2), ("could", "Could", 1)),
        ),
        Facet("severity", "Severity of red flags", (("stop-sign", "Stop sign", 1),)),
        Facet("kind", "Kind", (("red-flags", "Red flags", 1), ("scoping", "Scoping questions", 3))),
        Facet("role", "Role", (("sponsor", "Sponsor", 1), ("product-owner", "Product owner", 1))),
        Facet("framework", "Framework", (("nist-ai-rmf", "NIST AI RMF", 1),)),
    ]


def test_retired_items_and_what_holds_only_them_stay_out(sited: Callable[..., Site]) -> None:
    site = sited("runbook/first-hour")
    (playbook,) = site.handbook.playbooks
    assert playbook.retired
    markdown = find(site)
    for item in playbook.items:
        assert f'#{item.id}"' in markdown
    for item in playbook.retired:
        assert f'#{item.id}"' not in markdown
    assert markdown.count("<li ") == len(playbook.items)
    assert "<ul></ul>" not in re.sub(r"\s", "", markdown)


def test_page_of_a_handbook_without_playbooks_says_so(sited: Callable[..., Site]) -> None:
    markdown = find(sited())
    assert "0 items" in markdown
    assert "<section" not in markdown
    assert "<fieldset" not in markdown


def test_page_stays_out_of_the_search(sited: Callable[..., Site]) -> None:
    assert "search:\n  exclude: true\n" in find(sited("scoping/everything"))
