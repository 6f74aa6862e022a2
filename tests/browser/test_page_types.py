"""No type of page is forgotten by what looks at all of them."""

from pathlib import Path

from .page_types import BROKEN, TEMPLATES, page_types


def test_every_template_has_its_page(site: Path) -> None:
    templates = {path.name.removesuffix(".md.jinja") for path in TEMPLATES.glob("[!_]*.md.jinja")}
    assert templates <= {one.name for one in page_types(site)} | set(BROKEN)


def test_hand_written_pages_and_those_of_the_theme_vouch_for_themselves(site: Path) -> None:
    paths = {one.path for one in page_types(site)}
    assert {"", "404.html", "three-layers/", "contributing/architecture/"} <= paths
