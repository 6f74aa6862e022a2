"""One page of every type that the site has, for whatever has to look at all of them.

The types are read off the site: pages that one template makes are one type, shown by the longest; a
page without a template vouches for itself alone, as hand-written ones and those of the theme do.
A new template or page is therefore looked at without being listed anywhere. Pages that bind many
others for paper are shown by the shortest, since what they hold is looked at in its own place.
"""

import posixpath
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from conftest import QUIET, ROOT
from jinja2 import Environment, Template

from generator import pages
from generator.handbook import load
from generator.site import Site

TEMPLATES = ROOT / "generator" / "templates"
BROKEN = {"broken": "playbooks/broken/", "problems": "problems/"}
"""What `make serve` alone publishes when a playbook has a problem; no good site has it."""

BOUND = 250_000
"""The length in bytes from which on a page binds others; the longest other one has less."""

_FORWARDS = re.compile(rb"<meta[^>]+http-equiv=[\"']?refresh", re.IGNORECASE)

SERVED = (
    "from mkdocs.config import load_config; from mkdocs.commands.build import build;"
    "config = load_config('mkdocs.yml');"
    "config.plugins.on_startup(command='serve', dirty=False); build(config)"
)


@dataclass(frozen=True, slots=True)
class PageType:
    """A type of page by the template that makes it, or else by its path, and one such page."""

    name: str
    path: str
    """Where the page stands below the site's address."""


def page_types(site: Path) -> list[PageType]:
    """Every type of page in a built site, in the order of their names.

    Left out are pages on which nobody stays, since they lead on to another at once, and downloads,
    which are files to take away.
    """
    made_by = {_path(uri): template for uri, template in made_from().items()}
    of_type: dict[str, list[str]] = defaultdict(list)
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if path.startswith("downloads/") or _FORWARDS.search(file.read_bytes()):
            continue
        path = path.removesuffix("index.html")
        of_type[made_by.get(path, path or "home")].append(path)

    def length(path: str) -> int:
        file = site / path
        return (file / "index.html" if file.is_dir() else file).stat().st_size

    def shown(paths: list[str]) -> str:
        single = [path for path in paths if length(path) < BOUND]
        return max(single, key=length) if single else min(paths, key=length)

    return [PageType(name, shown(of_type[name])) for name in sorted(of_type)]


def playbook_paths(site: Path) -> list[str]:
    """The path of every playbook's page."""
    folders = sorted((site / "playbooks").iterdir())
    return [f"playbooks/{folder.name}/" for folder in folders if (folder / "index.html").exists()]


def made_from() -> dict[str, str]:
    """The template behind every generated page, by the page's Markdown path."""
    site = Site(load(ROOT, today=date(2026, 11, 20)))
    found: dict[str, str] = {}
    with _fetched() as names:
        for page in pages.render(site):
            found[page.src_uri] = next(name for name in names if not name.startswith("_"))
            names.clear()
    return found


@contextmanager
def _fetched() -> Iterator[list[str]]:
    """The names of the templates that Jinja is asked for, as they are."""
    names: list[str] = []
    get = Environment.get_template

    def noted(self: Environment, name: str, *rest: object, **named: object) -> Template:
        names.append(name.removesuffix(".md.jinja"))
        return get(self, name, *rest, **named)  # type: ignore[arg-type]

    with patch.object(Environment, "get_template", noted):
        yield names


def _path(src_uri: str) -> str:
    stem = src_uri.removesuffix(".md")
    return stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"


def build_with_problem(root: Path) -> Path:
    """The site of the handbook in `root` as `make serve` builds it, with a broken playbook."""
    broken = root / "playbooks" / "scope" / "broken.yml"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text("kind: scoping\nwhyy: no\n")
    command = [sys.executable, "-c", SERVED]
    done = subprocess.run(command, cwd=root, env=QUIET, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"
