"""The handbook as a site: its pages, their addresses, and what links to what. Pure: no files."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import metadata
from typing import Protocol

from generator import outline
from generator.handbook import AnyGroup, AnyPlaybook, Handbook
from generator.kinds.base import Item, MapsTo, Timing
from generator.model import leaves
from generator.outline import Outline
from generator.registers import Claim, Framework, Phase, Role, Source, Term
from generator.text import Resolve, lines, scan

KICKOFF_PACK = "kickoff-pack.md"
MY_WORK = "my-work.md"
VENDORS = "vendors.md"
TOOLS = {
    MY_WORK: "My work",
    KICKOFF_PACK: "Plan the kickoff",
    VENDORS: "Vendors side by side",
}
"""The generated pages on which a reader works, with their titles in the navigation."""

REFERENCE = {
    "all-red-flags.md": "All red flags",
    "roles/index.md": "Roles and reading paths",
    "glossary.md": "Glossary",
    "claims.md": "Claims and figures",
    "sources.md": "Sources",
    "frameworks/index.md": "Frameworks",
}
"""The generated pages to look things up in, with their titles in the navigation."""

_PAGE_OF = {
    "claim": "claims.md",
    "role": "roles/index.md",
    "source": "sources.md",
    "term": "glossary.md",
}
FIND = "find.md"
ORIGINS = "origins.md"
FIELDS = "contributing/fields.md"
PROBLEMS = "problems.md"


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its Markdown path, and an anchor on it."""

    src_uri: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """An item with the playbook it stands in."""

    playbook: AnyPlaybook
    item: Item

    @property
    def address(self) -> str:
        return f"{self.playbook.id}#{self.item.id}"


class Titled(Protocol):
    """Anything with a title."""

    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Landed:
    """What carries an element of the essays, and its name."""

    place: Place
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a playbook's page under one heading; the opening of a part has no items."""

    title: str
    anchor: str
    entries: tuple[tuple[AnyGroup, Item], ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the items down: each value with its title and how many items have it."""

    id: str
    title: str
    choices: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Site:
    """Where everything of a handbook is published.

    `directory_urls` is MkDocs' `use_directory_urls`: whether `a.md` becomes `a/` or `a.html`.
    `changed` holds the day of each file's last change, where it is known; `base_url` is the site's
    full address, if one was configured; `dated` the day to print on editions, if one is known.
    """

    handbook: Handbook
    directory_urls: bool = True
    changed: Mapping[str, date] = field(default_factory=dict)
    base_url: str = ""
    dated: date | None = None

    def href(self, here: str, there: Place) -> str:
        """The relative address of a place, seen from the page `here`."""
        target, base = self._url(there.src_uri), posixpath.dirname(self._url(here))
        path = posixpath.relpath(target, base or ".")
        if target.endswith("/") or target == "":
            path += "/"
        if there.anchor:
            return f"#{there.anchor}" if there.src_uri == here else f"{path}#{there.anchor}"
        return path

    def resolver(self, here: str) -> Resolve:
        """How links in field text resolve on the page `here`."""

        def resolve(scheme: str, identity: str) -> str | None:
            place = self.place(scheme, identity)
            return self.href(here, place) if place else None

        return resolve

    def place(self, scheme: str, identity: str) -> Place | None:
        """Where a reference leads, or None if there is no such thing."""
        if scheme == "item":
            linked = self.items.get(identity)
            return Place(playbook_uri(linked.playbook.id), linked.item.id) if linked else None
        if scheme == "playbook":
            return Place(playbook_uri(identity)) if identity in self.playbooks else None
        if scheme == "framework":
            return Place(framework_uri(identity)) if identity in self.frameworks else None
        if scheme == "phase":
            return Place(phase_uri(identity)) if identity in self.phases else None
        return Place(_PAGE_OF[scheme], identity) if identity in self._known[scheme] else None

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        return {
            "claim": frozenset(self.claims),
            "role": frozenset(self.roles),
            "source": frozenset(self.sources),
            "term": frozenset(self.terms),
        }

    def landing(self, landing: str) -> Landed | None:
        """Where an element of the essays is carried, with words for the link."""
        scheme, _, identity = landing.partition(":")
        if scheme == "page":
            page, _, anchor = identity.partition("#")
            return Landed(Place(f"{page}.md", anchor), (anchor or page).replace("-", " "))
        place = self.place(scheme, identity)
        if place is None:
            return None
        if scheme == "item":
            return Landed(place, self.items[identity].item.text)
        if scheme == "term":
            return Landed(place, self.terms[identity].term)
        titled: Mapping[str, Mapping[str, Titled]] = {
            "claim": self.claims,
            "phase": self.phases,
            "playbook": self.playbooks,
            "role": self.roles,
            "source": self.sources,
        }
        return Landed(place, titled[scheme][identity].title)

    def address(self, src_uri: str) -> str:
        """The full address of a page, or its address from the top if no full one is known."""
        return f"{self.base_url.rstrip('/')}/{self._url(src_uri)}".removeprefix("/")

    def file(self, src_uri: str) -> str:
        """The file that a page is published as."""
        url = self._url(src_uri)
        return f"{url}index.html" if url.endswith("/") or not url else url

    def _url(self, src_uri: str) -> str:
        if not src_uri.endswith(".md"):
            return src_uri
        stem = src_uri.removesuffix(".md")
        if posixpath.basename(stem) == "index":
            folder = posixpath.dirname(stem)
            if self.directory_urls:
                return f"{folder}/" if folder else ""
            return f"{stem}.html"
        return f"{stem}/" if self.directory_urls else f"{stem}.html"

    @cached_property
    def playbooks(self) -> dict[str, AnyPlaybook]:
        return {playbook.id: playbook for playbook in self.handbook.playbooks}

    @cached_property
    def phases(self) -> dict[str, Phase]:
        return {phase.id: phase for phase in self.handbook.phases}

    @cached_property
    def roles(self) -> dict[str, Role]:
        return {role.id: role for role in self.handbook.roles}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.handbook.sources}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.handbook.claims}

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.id: term for term in self.handbook.terms}

    @cached_property
    def frameworks(self) -> dict[str, Framework]:
        return {framework.id: framework for framework in self.handbook.frameworks}

    @cached_property
    def items(self) -> dict[str, Linked]:
        """Every item by its address, `playbook#item`, retired ones too."""
        linked = (
            Linked(playbook, item)
            for playbook in self.handbook.playbooks
            for item in (*playbook.items, *playbook.retired)
        )
        return {one.address: one for one in linked}

    @cached_property
    def _related(self) -> Mapping[str, tuple[str, ...]]:
        both: dict[str, list[str]] = defaultdict(list)
        for address, linked in self.items.items():
            for other in linked.item.related:
                both[address].append(other)
                both[other].append(address)
        return {address: tuple(dict.fromkeys(others)) for address, others in both.items()}

    def related(self, address: str) -> list[Linked]:
        """The items that name this one as related, or that it names."""
        return [self.items[a] for a in self._related.get(address, ()) if a in self.items]

    def outlined(self, playbook: AnyPlaybook) -> Outline:
        """The playbook in the form that exports read, musts first where its page has them so."""
        here = playbook_uri(playbook.id)
        return Outline(
            id=playbook.id,
            title=playbook.title,
            kind=playbook.label,
            decision=lines(playbook.decision),
            decider=self.roles[playbook.decider].title,
            phase=self.phases[playbook.phase].title,
            version=playbook.version,
            handbook_version=metadata.version("decision-handbook"),
            scale=playbook.scale,
            sections=tuple(
                outline.Section(
                    section.anchor,
                    section.title,
                    tuple(self._item(playbook, item) for _, item in section.entries),
                )
                for section in self._in_use(playbook)
                if section.entries
            ),
            address=self.address(here) if self.base_url else "",
            parameters=tuple(
                outline.Parameter(
                    p.id, p.title, p.type, p.unit or "", p.choices, p.sum_of, lines(p.help or "")
                )
                for p in playbook.parameters
            ),
            summary=lines(playbook.summary),
            scale_means=playbook.scale_means,
            about=tuple(outline.Detail(label, lines(said)) for label, said in playbook.about()),
        )

    def _item(self, playbook: AnyPlaybook, item: Item) -> outline.Item:
        evidence = (
            ("Weak evidence", item.evidence.weak),
            ("Strong evidence", item.evidence.strong),
        )
        when = item.applies_when
        titles = {parameter.id: parameter.title for parameter in playbook.parameters}
        chosen = f"{titles[when.parameter]}: {' or '.join(when.one_of)}" if when else ""
        own = playbook.details(item)
        details = [("Applies when", chosen), ("Why", item.why), ("How", item.how), *own, *evidence]
        due = getattr(item, "due_phase", None)
        timing = item.timing or Timing(phase=due, after_kickoff=None, every=None)
        return outline.Item(
            id=item.id,
            text=item.text,
            strength=item.strength,
            fingerprint=item.fingerprint,
            marks=item.marks,
            details=tuple(outline.Detail(label, lines(text)) for label, text in details if text),
            owner=self.roles[item.answered_by].title if item.answered_by else "",
            roles=tuple(self.roles[role].title for role in item.roles),
            when=outline.When(
                phase=self.phases[timing.phase].title if timing.phase else "",
                after_kickoff=timing.after_kickoff,
                every=timing.every or "",
            ),
            applies=outline.Applies(when.parameter, when.one_of, when.because) if when else None,
            choices=item.choices,
        )

    def sections(self, playbook: AnyPlaybook) -> list[Section]:
        """The playbook's page: musts first, the rest by group under "Go deeper".

        A kind whose items follow each other keeps the order of the file.
        """
        gone = tuple(
            (g, item) for g in playbook.groups for item in g.items if item in playbook.retired
        )
        sections = self._in_use(playbook)
        return [*sections, Section("Retired", "retired", gone)] if gone else sections

    def filled_after(self, playbook: AnyPlaybook) -> str:
        """The anchor of the section behind which a playbook's parameters stand.

        That is its first questions. Empty if the parameters stand above them, since a choice among
        them decides what is asked there.
        """
        sections = self._in_use(playbook)
        first = sections if playbook.in_sequence else sections[:1]
        deciding = any(item.applies_when for section in first for _, item in section.entries)
        return "" if deciding or not first else first[-1].anchor

    def _in_use(self, playbook: AnyPlaybook) -> list[Section]:
        entries = [(g, item) for g in playbook.groups for item in g.items if item in playbook.items]
        if playbook.in_sequence:
            of_each = [(g, tuple(e for e in entries if e[0] is g)) for g in playbook.groups]
            return [Section(group.title, group.id, found) for group, found in of_each if found]
        musts = tuple(entry for entry in entries if entry[1].strength == "must")
        sections = [Section("Musts", "musts", musts)] if musts else []
        if len(musts) < len(entries):
            sections.append(Section("Go deeper", "go-deeper"))
        for group in playbook.groups:
            rest = tuple(e for e in entries if e[0] is group and e not in musts)
            if rest:
                sections.append(Section(group.title, group.id, rest))
        return sections

    @cached_property
    def _mentions(self) -> Mapping[tuple[str, str], list[AnyPlaybook]]:
        found: dict[tuple[str, str], list[AnyPlaybook]] = defaultdict(list)
        for playbook in self.handbook.playbooks:
            texts = leaves(type(playbook), playbook.model_dump()).texts
            links = (link for shown in texts for link in scan(shown.value).links)
            for reference in dict.fromkeys(link.reference for link in links):
                if reference:
                    found[reference].append(playbook)
        return found

    def mentioning(self, scheme: str, identity: str) -> list[AnyPlaybook]:
        """The playbooks whose text links to something."""
        return self._mentions.get((scheme, identity), [])

    def mapped(self, framework: str) -> list[tuple[Linked, MapsTo]]:
        """Every mapping to a framework with the item that makes it, in reading order."""
        return [
            (linked, mapping)
            for linked in self.items.values()
            for mapping in linked.item.maps_to
            if mapping.scheme == framework
        ]

    def for_role(self, role: str) -> list[tuple[AnyPlaybook, list[Item]]]:
        """The playbooks that a role decides or works with, each with the musts that name it."""
        return [
            (playbook, [i for i in playbook.musts if role in i.roles or role == i.owner])
            for playbook in self.handbook.playbooks
            if role == playbook.decider or role in playbook.roles
        ]

    def first_for(self, role: Role) -> list[AnyPlaybook]:
        """The playbooks that a role's path names, in its order."""
        named = (link.reference or ("", "") for link in scan(role.path or "").links)
        ids = dict.fromkeys(identity for scheme, identity in named if scheme == "playbook")
        return [self.playbooks[name] for name in ids if name in self.playbooks]

    def in_phase(self, phase: str) -> list[AnyPlaybook]:
        return [playbook for playbook in self.handbook.playbooks if playbook.phase == phase]

    def red_flags(self) -> Iterator[AnyPlaybook]:
        """The playbooks that are lists of red flags."""
        return (playbook for playbook in self.handbook.playbooks if playbook.kind == "red-flags")

    def facets(self) -> list[Facet]:
        """What items in use can be narrowed down by, without values that no item has."""
        counts = Counter(
            (name, value)
            for playbook in self.handbook.playbooks
            for item in playbook.items
            for name, values in facets_of(playbook, item).items()
            for value in values
        )
        named: tuple[tuple[str, str, Mapping[str, str]], ...] = (
            ("phase", "Phase", {p.id: p.title for p in self.handbook.phases}),
            ("strength", "Strength", {"must": "Must", "should": "Should", "could": "Could"}),
            ("severity", "Severity of red flags", {"stop-sign": "Stop sign", "warning": "Warning"}),
            ("kind", "Kind", {p.kind: p.label for p in self.handbook.playbooks}),
            ("role", "Role", {role.id: role.title for role in self.handbook.roles}),
            ("framework", "Framework", {f.id: f.title for f in self.handbook.frameworks}),
        )
        facets = (
            Facet(
                name,
                title,
                tuple((v, t, counts[name, v]) for v, t in titles.items() if counts[name, v]),
            )
            for name, title, titles in named
        )
        return [facet for facet in facets if facet.choices]

    def citing(self, source: str) -> list[AnyPlaybook]:
        """The playbooks that cite a source, as a whole or in an item."""
        return [
            playbook
            for playbook in self.handbook.playbooks
            if source in playbook.sources or any(source in item.sources for item in playbook.items)
        ]


def facets_of(playbook: AnyPlaybook, item: Item) -> dict[str, tuple[str, ...]]:
    """The values that an item has in each facet; its roles are who answers it and who knows it."""
    severity = getattr(item, "severity", None)
    owner = (item.owner,) if item.owner else ()
    return {
        "phase": (playbook.phase,),
        "strength": (item.strength,),
        "severity": (severity,) if severity else (),
        "kind": (playbook.kind,),
        "role": tuple(dict.fromkeys((*owner, *item.roles))),
        "framework": tuple(dict.fromkeys(mapping.scheme for mapping in item.maps_to)),
    }


def download_uri(playbook: str, suffix: str) -> str:
    """Where a file to take away stands. MkDocs would make a page of a name in .md."""
    return f"downloads/{playbook}.{suffix}" + (".txt" if suffix.endswith("md") else "")


def segments_uri(playbook: str, suffix: str) -> str:
    """Where the script with a file's segments, or with other data of a playbook, stands."""
    return f"downloads/{playbook}.{suffix}.js"


def path_uri(role: str) -> str:
    return f"paths/{role}.md"


def framework_uri(framework: str) -> str:
    return f"frameworks/{framework}.md"


def playbook_uri(playbook: str) -> str:
    return f"playbooks/{playbook}.md"


def print_uri(edition: str) -> str:
    """Where a page made for paper stands; search and sitemap leave the folder out."""
    return f"print/{edition}.md"


def short_uri(playbook: str) -> str:
    return print_uri(f"short/{playbook}")


def phase_uri(phase: str) -> str:
    return f"phases/{phase}/index.md"
