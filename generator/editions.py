"""Print editions: a phase, or the whole handbook, on one page put together from the site's own.

A part of an edition is the finished HTML of a page, so an edition says what its pages say, however
they are laid out, and nothing goes through Markdown twice. Anchors get the part's name in front;
links to what stands in the edition stay inside it. What has no use on paper, and the data that the
pages' scripts look for, is left out.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from generator.registers import Phase
from generator.site import REFERENCE, Place, Site, phase_uri, playbook_uri, print_uri

WHOLE = "handbook"
APPENDED = ("glossary.md", "claims.md", "sources.md", "roles/index.md")
"""What follows the phases in the edition of the whole handbook."""

NOT_ON_PAPER = "hb-screen"
"""The class of what a printed page goes without."""

_DROPPED = {"button", "form", "script", "template"}
_NAMING = {"aria-controls", "aria-describedby", "aria-labelledby", "aria-owns", "for", "id", "name"}
_LEADING = {"href", "src"}
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Part:
    """A page of an edition: its place, what its anchors begin with, how far its headings sink."""

    src_uri: str
    title: str
    prefix: str
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """One page to print, made of parts."""

    src_uri: str
    title: str
    summary: str
    parts: tuple[Part, ...]


def of_phase(site: Site, phase: Phase) -> Edition:
    """A phase's gate and its playbooks."""
    parts = _phase(site, phase, depth=1)
    summary = f"The gate and every playbook of the phase {phase.title}, on one page."
    return Edition(print_uri(phase.id), f"{phase.title}: gate and playbooks", summary, parts)


def of_handbook(site: Site) -> Edition:
    """Everything, with the words, figures, sources and roles that the playbooks refer to."""
    phases = (part for phase in site.handbook.phases for part in _phase(site, phase, depth=2))
    appended = (
        Part(uri, REFERENCE[uri], f"reference_{uri.removesuffix('/index.md').removesuffix('.md')}")
        for uri in APPENDED
    )
    summary = "Every gate and playbook, the glossary, the claims, the sources and the roles."
    title = "The whole handbook on one page"
    return Edition(print_uri(WHOLE), title, summary, (*phases, *appended))


def every(site: Site) -> Iterator[Edition]:
    """The edition of each phase, then that of the whole handbook."""
    for phase in site.handbook.phases:
        yield of_phase(site, phase)
    yield of_handbook(site)


def bound(site: Site, contents: Mapping[str, str]) -> Iterator[tuple[Edition, str]]:
    """Each edition with the HTML of its parts; `contents` holds the pages' HTML by Markdown path.

    A part without a page is left out.
    """
    read = {
        part.src_uri: _Taken(part.prefix, contents[part.src_uri])
        for part in of_handbook(site).parts
        if part.src_uri in contents
    }
    for edition in every(site):
        yield edition, "".join(_Binding(site, edition, read).sections())


def _phase(site: Site, phase: Phase, *, depth: int) -> tuple[Part, ...]:
    # No id holds an underscore, so nothing else's anchors begin like these.
    gate = Part(phase_uri(phase.id), phase.title, f"phase_{phase.id}")
    playbooks = (
        Part(playbook_uri(playbook.id), playbook.title, playbook.id, depth)
        for playbook in site.in_phase(phase.id)
    )
    return (gate, *playbooks)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int


@dataclass(frozen=True, slots=True)
class _Link:
    target: str


class _Taken(HTMLParser):
    """A page's HTML taken apart where an edition changes it."""

    def __init__(self, prefix: str, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.prefix = prefix
        self.pieces: list[str | _Heading | _Link] = []
        self.ids: set[str] = set()
        self._skipped: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        useless = tag in _DROPPED or NOT_ON_PAPER in (dict(attrs).get("class") or "").split()
        if self._skipped or useless:
            if tag not in _VOID:
                self._skipped.append(tag)
            return
        if tag in _HEADINGS:
            self.pieces += ["<h", _Heading(_HEADINGS[tag])]
            classes = f"{dict(attrs).get('class') or ''} hb-{tag}".strip()
            attrs = [*((name, v) for name, v in attrs if name != "class"), ("class", classes)]
        else:
            self.pieces.append(f"<{tag}")
        for name, value in attrs:
            self._attribute(name, value)
        self.pieces.append(">")

    def _attribute(self, name: str, value: str | None) -> None:
        if name.startswith("data-"):
            return
        if name == "id" and value:
            self.ids.add(value)
        if value is None:
            self.pieces.append(f" {name}")
        elif name in _LEADING:
            self.pieces += [f' {name}="', _Link(value), '"']
        else:
            if name in _NAMING:
                value = " ".join(f"{self.prefix}--{one}" for one in value.split())
            self.pieces.append(f' {name}="{html.escape(value)}"')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag in self._skipped:
                while self._skipped.pop() != tag:
                    pass
        elif tag in _HEADINGS:
            self.pieces += ["</h", _Heading(_HEADINGS[tag]), ">"]
        else:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


@dataclass(frozen=True)
class _Binding:
    """The parts of one edition, with links that lead where they lead from its page."""

    site: Site
    edition: Edition
    read: Mapping[str, _Taken]

    def sections(self) -> Iterator[str]:
        for part in self.edition.parts:
            if part.src_uri in self.read:
                yield f'<section class="hb-part" id="{part.prefix}">\n'
                yield from self._pieces(part)
                yield "</section>\n"

    def _pieces(self, part: Part) -> Iterator[str]:
        for piece in self.read[part.src_uri].pieces:
            if isinstance(piece, _Heading):
                yield str(min(piece.level + part.depth, 6))
            elif isinstance(piece, _Link):
                yield html.escape(self._from_here(part, piece.target))
            else:
                yield piece

    def _from_here(self, part: Part, target: str) -> str:
        path, _, anchor = target.partition("#")
        if ":" in path.partition("/")[0] or target.startswith("/"):
            return target
        own = self._address(part.src_uri)
        there = posixpath.normpath(posixpath.join(posixpath.dirname(own), path)) if path else own
        held = self._held.get(posixpath.normpath(there))
        if held and (not anchor or anchor in self.read[held.src_uri].ids):
            return f"#{held.prefix}--{anchor}" if anchor else f"#{held.prefix}"
        here = posixpath.dirname(self._address(self.edition.src_uri))
        leads = posixpath.relpath(there, here) + ("/" if path.endswith("/") else "")
        return f"{leads}#{anchor}" if anchor else leads

    @cached_property
    def _held(self) -> Mapping[str, Part]:
        """The parts by their addresses."""
        parts = (part for part in self.edition.parts if part.src_uri in self.read)
        return {posixpath.normpath(self._address(part.src_uri)): part for part in parts}

    def _address(self, src_uri: str) -> str:
        """A page's address, seen from the top of the site."""
        return self.site.href("index.md", Place(src_uri))
