"""Site to the entries of the search: what can be found, where it stands, and in which words.

Made from the data, so labels, forms and badges of the pages are no noise in it. The essays' own
sentences (`essay_says`) and their list stay out: some are refuted and stand beside their correction
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from generator.handbook import AnyPlaybook
from generator.kinds.base import Item
from generator.kinds.decision_tree import DecisionTree
from generator.model import leaves
from generator.search_index import Entry
from generator.site import (
    REFERENCE,
    Place,
    Site,
    framework_uri,
    path_uri,
    phase_uri,
    playbook_uri,
)
from generator.text import plain, scan

BETWEEN = " · "
_HEADINGS = frozenset(("h1", "h2", "h3"))
_BLOCKS = frozenset(["br", "dd", "dt", "h1", "h2", "h3", "h4", "li", "p", "td", "th", "tr"])


def entries(site: Site, prose: Iterable[str] = ()) -> Iterator[Entry]:
    """One entry for everything in the data that a reader may look for.

    What links to a thing is often its best short name, so the labels of links in field text and in
    `prose`, hand-written Markdown, are names for what they lead to.
    """
    labels = _labels(site, prose)
    for entry in _entries(site):
        names = labels.get(entry.address, {}).keys() - {entry.title}
        yield replace(entry, names=(*entry.names, *sorted(names)))


def _labels(site: Site, prose: Iterable[str]) -> dict[str, dict[str, None]]:
    """For each address the labels of the links that lead to it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    fields = (
        shown.value
        for playbook in site.handbook.playbooks
        for shown in leaves(type(playbook), playbook.model_dump()).texts
    )
    for text in (*fields, *prose):
        for link in scan(text).links:
            place = site.place(*link.reference) if link.reference else None
            if place:
                found[site.href("index.md", place)][link.label] = None
    return found


def _entries(site: Site) -> Iterator[Entry]:
    for playbook in site.handbook.playbooks:
        yield _playbook(site, playbook)
        for group in playbook.groups:
            for item in group.items:
                if item.status != "retired":
                    yield _item(site, playbook, group.title, item)
        if isinstance(playbook, DecisionTree):
            for outcome in playbook.outcomes:
                place = Place(playbook_uri(playbook.id), outcome.id)
                where = (playbook.title, site.phases[playbook.phase].title)
                yield _entry(site, place, outcome.title, where, outcome.advice, weight=0.8)
    yield from _registers(site)


def sections(html: str, address: str, title: str, where: Sequence[str]) -> Iterator[Entry]:
    """One entry for a hand-written page and one for each of its sections that has an anchor."""
    reader = _Sections()
    reader.feed(html)
    reader.close()
    for anchor, heading, text in reader.found:
        yield Entry(
            address=f"{address}#{anchor}" if anchor else address,
            title=heading if anchor else title,
            where=BETWEEN.join((*where, title) if anchor else where),
            text=text,
            context="" if anchor else heading,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Sections(HTMLParser):
    """Reads (anchor, heading, text) from a page; the part before the first anchor has none."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[_Part] = [_Part("")]
        self._in_heading = False
        self._skipped = ""

    @property
    def found(self) -> Iterator[tuple[str, str, str]]:
        for part in self._parts:
            yield part.anchor, _joined(part.heading), _joined(part.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        if tag in _HEADINGS and not self._skipped:
            if anchor and tag != "h1":
                self._parts.append(_Part(anchor))
            self._in_heading = True
        elif tag in ("script", "style") and not self._skipped:
            self._skipped = tag
        if tag in _BLOCKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._in_heading = False
        if tag == self._skipped:
            self._skipped = ""

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            part = self._parts[-1]
            (part.heading if self._in_heading else part.text).append(data)


def _joined(words: list[str]) -> str:
    return " ".join("".join(words).split())


def synonyms(site: Site) -> Iterator[tuple[str, ...]]:
    """Groups of words that a reader may use for one another."""
    for term in site.handbook.terms:
        yield (term.term, *term.also)
    for group in site.handbook.synonyms:
        yield group.words


def _playbook(site: Site, playbook: AnyPlaybook) -> Entry:
    phase = site.phases[playbook.phase].title
    roles = (site.roles[role].title for role in (playbook.decider, *playbook.roles))
    return _entry(
        site,
        Place(playbook_uri(playbook.id)),
        playbook.title,
        (playbook.label, phase),
        playbook.decision,
        playbook.summary,
        getattr(playbook, "trigger", None),
        context=" ".join(dict.fromkeys(roles)),
        contents=" ".join(item.text for item in playbook.items),
    )


def _item(site: Site, playbook: AnyPlaybook, group: str, item: Item) -> Entry:
    examples = (*item.examples.good, *item.examples.bad) if item.examples else ()
    named = dict.fromkeys((item.owner, *item.roles))
    roles = (site.roles[role].title for role in named if role)
    return _entry(
        site,
        Place(playbook_uri(playbook.id), item.id),
        item.text,
        (playbook.title, site.phases[playbook.phase].title),
        item.why,
        *_own(item),
        item.how,
        item.evidence.weak,
        item.evidence.strong,
        *examples,
        names=tuple(tag.replace("-", " ") for tag in item.tags),
        context=" ".join((group, playbook.label, *roles)),
    )


def _own(item: Item) -> Iterator[str]:
    yield ". ".join(item.choices)
    yield from (text for _, text in item.own_details())


def _registers(site: Site) -> Iterator[Entry]:
    book = site.handbook
    for phase in book.phases:
        place = Place(phase_uri(phase.id))
        title = f"{phase.title}: {plain(phase.gate.decision)}"
        where = ("Phase and gate",)
        titles = " ".join(f"{p.title} {p.label}" for p in site.in_phase(phase.id))
        yield _entry(site, place, title, where, phase.summary, names=("gate",), contents=titles)
    for role in book.roles:
        place = Place("roles/index.md", role.id)
        where = (REFERENCE["roles/index.md"],)
        yield _entry(site, place, role.title, where, role.summary, role.not_theirs)
        if role.path:
            title = f"{role.title}: where to begin"
            yield _entry(site, Place(path_uri(role.id)), title, ("Reading path",), role.path)
    for term in book.terms:
        where = (REFERENCE["glossary.md"],)
        place = Place("glossary.md", term.id)
        yield _entry(site, place, term.term, where, term.meaning, names=term.also, alike=0.6)
    for claim in book.claims:
        place, where = Place("claims.md", claim.id), (REFERENCE["claims.md"],)
        texts = (claim.says, claim.sample, claim.advice)
        yield _entry(site, place, claim.title, where, *texts, names=claim.figures)
    for source in book.sources:
        place, where = Place("sources.md", source.id), (REFERENCE["sources.md"],)
        about = (f"{source.publisher}, {source.year}.", source.interest, source.caveat)
        yield _entry(site, place, source.title, where, *about, weight=0.7, alike=0.6)
    for framework in book.frameworks:
        known = "; ".join(f"{e.id} {e.name or ''}".strip() for e in framework.entries)
        about = (f"{framework.edition}.", framework.note, known)
        place, where = Place(framework_uri(framework.id)), (REFERENCE["frameworks/index.md"],)
        yield _entry(site, place, framework.title, where, *about, weight=0.8, alike=0.6)


def _entry(
    site: Site,
    place: Place,
    title: str,
    where: tuple[str, ...],
    *texts: str | None,
    names: tuple[str, ...] = (),
    context: str = "",
    contents: str = "",
    weight: float = 1.0,
    alike: float = 1.0,
) -> Entry:
    return Entry(
        address=site.href("index.md", place),
        weight=weight,
        alike=alike,
        title=plain(title),
        where=BETWEEN.join(where),
        text=" ".join(plain(text) for text in texts if text),
        names=names,
        context=context,
        contents=contents,
    )
