"""Rules that need more than one field or more than one file.

Every rule reads the marks of the models (see `model.leaves`), not the models' fields, so that it
holds for whatever a kind declares, and on files that are invalid in some other way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from generator.document import Document
from generator.kinds.base import MAX_MUSTS
from generator.model import (
    ITEM_PATTERN,
    LANDING_PATTERN,
    Leaves,
    Model,
    Named,
    leaves,
)
from generator.problems import Finding, TreePath, did_you_mean, quoted
from generator.text import Link, Scan, figures, scan

MAX_LANDINGS = 6
"""Elements of the essays that one place carries; beyond that they are merely stored there."""

_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_DEVICES = {"aux", "con", "nul", "prn", *_PORTS}
ANCHORS = {
    "go-deeper",
    "how-this-is-decided",
    "musts",
    "outcomes",
    "retired",
    "the-tree",
    "your-verdict",
}
RESERVED = {
    "playbook": {"index", "404", "assets", "search", *_DEVICES},
    "item": ANCHORS,
    "phase": {"handbook"},
    "group": ANCHORS,
    "outcome": ANCHORS,
}
"""Ids that the site needs for itself, by what they would name."""

OWN = ("own-answer", "own-group", "own-item", "own-parameter", "own-tag")
"""What a playbook names in itself, in its rules, its sheets and its conditions."""

WITHIN = ("group", "item", "outcome", "parameter")
"""What has an id that need only be unique in its playbook."""

_REGISTER_OF = {
    "claim": "claims",
    "entry": "frameworks",
    "framework": "frameworks",
    "phase": "phases",
    "role": "roles",
    "source": "sources",
    "term": "glossary",
}


@dataclass(frozen=True)
class Part:
    """One file of the handbook, as far as the rules need it.

    `model` is the playbook's model or the register's record; None if the kind is unknown. `folder`
    is None for a file that lies outside the handbook.
    """

    document: Document
    stem: str
    folder: str | None
    register: str | None = None
    model: type[Model] | None = None

    @cached_property
    def leaves(self) -> Leaves:
        if self.model is None:
            return Leaves([], [], [])
        return leaves(self.model, self.document.data)


@dataclass(frozen=True)
class Page:
    """One hand-written page: its name without `.md`, its text and the anchors set in it."""

    document: Document
    name: str
    anchors: frozenset[str]


@dataclass(frozen=True)
class Corpus:
    """Everything the rules look at, with an index of what is defined where."""

    parts: Sequence[Part]
    pages: Sequence[Page]

    @cached_property
    def known(self) -> Mapping[str, Mapping[str, str]]:
        """For each space, the ids it holds and the path of the file that defines each."""
        spaces: dict[str, dict[str, str]] = defaultdict(dict)
        for part in self.parts:
            for leaf in part.leaves.ids:
                spaces[leaf.space].setdefault(_full_id(part, leaf), part.document.path)
        return spaces

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The present id of each playbook by its former ones."""
        return {
            leaf.value: _playbook_id(part)
            for part in self.parts
            for leaf in part.leaves.ids
            if leaf.space == "playbook" and leaf.at[0] == "aliases"
        }

    @cached_property
    def renamed_items(self) -> Mapping[str, str]:
        """The present address of each item by its former ones."""
        return {
            _full_id(part, leaf): f"{_playbook_id(part)}#{leaf.record.get('id')}"
            for part in self.parts
            for leaf in part.leaves.ids
            if leaf.space == "item" and "aliases" in leaf.at
        }

    @cached_property
    def opaque(self) -> frozenset[str]:
        """Registers and playbooks that could not be read, so that nothing is known of their ids."""
        return frozenset(
            part.register or part.stem
            for part in self.parts
            if part.document.data is None or part.model is None
        )

    @cached_property
    def figures(self) -> Mapping[str, tuple[str, ...]]:
        """The figures that each claim lets a page print."""
        allowed: dict[str, tuple[str, ...]] = {}
        for part in self.parts:
            if part.register == "claims" and isinstance(part.document.data, tuple):
                for record in part.document.data:
                    if isinstance(record, Mapping) and isinstance(record.get("id"), str):
                        found = record.get("figures", ())
                        allowed[record["id"]] = found if isinstance(found, tuple) else ()
        return allowed

    def unknown(self, space: str, name: str) -> Finding | None:
        """What is wrong with a reference to `name`, or None; the place is the caller's to fill."""
        if space == "landing":
            return self._unknown_landing(name)
        playbook, hash_, item = name.partition("#")
        if space in ("item", "playbook") and playbook in self.renamed:
            now = self.renamed[playbook]
            message = f"the playbook {quoted(playbook)} is now called {quoted(now)}"
            return Finding((), "unknown-reference", message, f"write `{now}{hash_}{item}`")
        if space == "item" and name in self.renamed_items:
            now = self.renamed_items[name]
            message = f"the item {quoted(name)} is now called {quoted(now)}"
            return Finding((), "unknown-reference", message, f"write `{now}`")
        if name in self.known.get(space, {}) or _REGISTER_OF.get(space) in self.opaque:
            return None
        if space in ("item", "playbook") and name.partition("#")[0] in self.opaque:
            return None
        shown = name.partition("/")[2] if space == "entry" else name
        hint = did_you_mean(name, self.known.get(space, {}))
        if space == "entry":
            hint = hint.replace(f"{name.partition('/')[0]}/", "")
        if not hint and space == "item" and "#" in name:
            playbook = name.partition("#")[0]
            there = [i for i in self.known.get("item", {}) if i.startswith(f"{playbook}#")]
            hint = f"{playbook} has {len(there)} items, none of this id" if there else ""
            hint = hint or f'there is no playbook "{playbook}"'
        if not hint and space in _REGISTER_OF:
            hint = f"registers/{_REGISTER_OF[space]}.yml has no such id"
        what = {"entry": "framework entry"}.get(space, space)
        return Finding((), "unknown-reference", f"unknown {what} {quoted(shown)}", hint)

    def _unknown_landing(self, name: str) -> Finding | None:
        scheme, _, identity = name.partition(":")
        if scheme != "page":
            return self.unknown(scheme, identity)
        page, _, anchor = identity.partition("#")
        anchors = {p.name: p.anchors for p in self.pages}
        if page not in anchors:
            hint = did_you_mean(page, anchors) or "pages stand in content/, named without .md"
            return Finding((), "unknown-reference", f"unknown page {quoted(page)}", hint)
        if anchor and anchor not in anchors[page]:
            hint = did_you_mean(anchor, anchors[page]) or f"write {{#{anchor}}} after a heading"
            message = f"{quoted(page)} has no heading {quoted(anchor)}"
            return Finding((), "unknown-reference", message, hint)
        return None

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """Framework entries that were withdrawn, as `framework/entry`."""
        return frozenset(
            _full_id(part, leaf)
            for part in self.parts
            for leaf in part.leaves.ids
            if leaf.space == "entry" and leaf.record.get("withdrawn") is not None
        )

    @cached_property
    def retired(self) -> frozenset[str]:
        """Items that are kept for old links alone."""
        return frozenset(
            _full_id(part, leaf)
            for part in self.parts
            for leaf in part.leaves.ids
            if leaf.space == "item" and leaf.record.get("status") == "retired"
        )


Rule = Callable[[Corpus, Part], Iterable[Finding]]


def check(corpus: Corpus) -> Iterator[tuple[Document, Finding]]:
    """Every finding of every rule, with the document that it is about."""
    for part in corpus.parts:
        for rule in RULES:
            for finding in rule(corpus, part):
                yield part.document, finding
    yield from _duplicates(corpus)
    yield from _crowded_landings(corpus)
    for page in corpus.pages:
        for finding in _in_text(corpus, scan(page.document.text, code=False), ()):
            if finding.rule != "bad-link":  # MkDocs itself checks links between pages
                yield page.document, finding


def overdue(due: date, today: date) -> Finding | None:
    """Information that a playbook's review was due before today."""
    if due >= today:
        return None
    hint = "review it and set `reviewed` and `reviewed_by`, or correct it and set `drafted`"
    message = f"the review was due on {due.isoformat()}"
    return Finding(("review_every",), "review-overdue", message, hint, level="information")


def _full_id(part: Part, leaf: Named) -> str:
    if leaf.space == "item":
        return f"{_playbook_id(part)}#{leaf.value}"
    if leaf.space == "entry":
        return f"{part.document.data[leaf.at[0]].get('id')}/{leaf.value}"
    return leaf.value


def _playbook_id(part: Part) -> str:
    data = part.document.data
    given = data.get("id") if isinstance(data, Mapping) else None
    return given if isinstance(given, str) else part.stem


def _misplaced(corpus: Corpus, part: Part) -> Iterator[Finding]:
    data = part.document.data
    if part.register is not None or not isinstance(data, Mapping):
        return
    given = data.get("id")
    if isinstance(given, str) and given != part.stem:
        hint = f"write `id: {part.stem}`, or rename the file to {given}.yml"
        message = f"the id {quoted(given)} is not the file's name"
        yield Finding(("id",), "misplaced", message, hint)
    phase = data.get("phase")
    if part.folder is not None and isinstance(phase, str) and phase != part.folder:
        hint = f"write `phase: {part.folder}`, or move the file to {phase}/"
        message = f"the phase {quoted(phase)} is not the file's folder"
        yield Finding(("phase",), "misplaced", message, hint)


def _reserved(corpus: Corpus, part: Part) -> Iterator[Finding]:
    for leaf in part.leaves.ids:
        if leaf.value in RESERVED.get(leaf.space, ()):
            message = f"the id {quoted(leaf.value)} is taken by the site itself"
            yield Finding(leaf.at, "reserved-id", message, "choose another")


def _references(corpus: Corpus, part: Part) -> Iterator[Finding]:
    for leaf in part.leaves.references:
        if leaf.space == "step" or leaf.space in OWN or not _well_formed(leaf):
            continue  # where a step leads is the business of its kind; see also `_own`
        space, name = leaf.space, leaf.value
        if space == "entry":
            scheme = leaf.record.get("scheme")
            if scheme not in corpus.known.get("framework", {}):
                continue  # the unknown framework is a finding of its own
            name = f"{scheme}/{name}"
        found = corpus.unknown(space, name) or _gone(corpus, part, space, name)
        if found:
            yield replace(found, at=leaf.at)


def _gone(corpus: Corpus, part: Part, space: str, name: str) -> Finding | None:
    """What is wrong with naming something that exists and is no longer in use."""
    if space == "entry" and name in corpus.withdrawn:
        shown = quoted(name.partition("/")[2])
        message = f"the framework entry {shown} is withdrawn"
        return Finding((), "withdrawn-entry", message, "map to the entry that took its place")
    if space == "item" and part.register == "phases" and name in corpus.retired:
        message = f"the item {quoted(name)} is retired"
        return Finding((), "retired-item", message, "name an item that is in use")
    return None


def _well_formed(leaf: Named) -> bool:
    """Whether it could name something; if not, the models have said so already."""
    if leaf.space == "item":
        return bool(re.search(ITEM_PATTERN, leaf.value))
    if leaf.space == "landing":
        return bool(re.search(LANDING_PATTERN, leaf.value))
    return True


def _repeated(corpus: Corpus, part: Part) -> Iterator[Finding]:
    """A list names something twice, or an item names itself."""
    seen: set[str] = set()
    for leaf in part.leaves.references:
        index = leaf.at[-1]
        if isinstance(index, int):
            if index == 0:
                seen = set()
            if leaf.value in seen:
                message = f"{quoted(leaf.value)} stands in the list twice"
                yield Finding(leaf.at, "repeated-entry", message, "delete one of the two")
            seen.add(leaf.value)
        if leaf.space == "item" and part.register is None:
            own = f"{_playbook_id(part)}#{leaf.record.get('id')}"
            if leaf.value == own:
                message = f"the item names itself, {quoted(own)}"
                yield Finding(leaf.at, "repeated-entry", message, "delete it")


def _texts(corpus: Corpus, part: Part) -> Iterator[Finding]:
    for leaf in part.leaves.texts:
        read = scan(leaf.value) if leaf.prose.markup else Scan((), tuple(figures(leaf.value)))
        if leaf.prose.figures:
            read = Scan(read.links, ())
        if not read.links and not read.figures:
            continue
        yield from _in_text(corpus, read, leaf.at)


def _in_text(corpus: Corpus, read: Scan, at: TreePath) -> Iterator[Finding]:
    for number, link in enumerate(read.links):
        reference = link.reference
        found = corpus.unknown(*reference) if reference else _bad_link(link)
        if found:
            nth = sum(1 for earlier in read.links[:number] if earlier.target == link.target)
            yield replace(found, at=at, near=link.target, nth=nth)
        elif reference and reference[0] == "claim":
            nth = sum(1 for earlier in read.links[:number] if earlier.target == link.target)
            yield from _label(corpus, reference[1], link.label, at, nth)
    for number, figure in enumerate(read.figures):
        nth = read.figures[:number].count(figure)
        hint = f"link it to its claim, `[{figure}](claim:…)`, or let the reader set it"
        message = f"the figure {quoted(figure)} stands outside a claim"
        yield Finding(at, "figure-without-claim", message, hint, near=figure, nth=nth)


def _bad_link(link: Link) -> Finding | None:
    if link.leads_outside:
        return None
    hint = "link to https://…, or to claim:, item:, playbook:, source: or term:"
    message = f"the link to {quoted(link.target)} leads nowhere"
    return Finding((), "bad-link", message, hint)


def _label(corpus: Corpus, claim: str, label: str, at: TreePath, nth: int) -> Iterator[Finding]:
    allowed = corpus.figures.get(claim, ())
    for figure in figures(label):
        if not any(_same_figure(figure, known) for known in allowed):
            hint = f"it states {', '.join(allowed)}" if allowed else "it has no figure to print"
            message = f"the claim {quoted(claim)} does not state {quoted(figure)}"
            near = f"](claim:{claim})"
            yield Finding(at, "figure-not-in-claim", message, hint, near=near, nth=nth)


def _same_figure(one: str, other: str) -> bool:
    def tidy(text: str) -> str:
        return "".join(text.lower().replace("per cent", "%").replace("percent", "%").split())

    return tidy(one) in tidy(other)


def _musts(corpus: Corpus, part: Part) -> Iterator[Finding]:
    data = part.document.data
    if part.register is not None or not isinstance(data, Mapping):
        return
    places = [
        (*leaf.at[:-1], "strength")
        for leaf in part.leaves.ids
        if leaf.space == "item"
        and leaf.at[-1] == "id"
        and leaf.record.get("strength") == "must"
        and leaf.record.get("status") != "retired"
    ]
    for place in places[MAX_MUSTS:]:
        message = f"{len(places)} musts, and a playbook opens with at most {MAX_MUSTS}"
        yield Finding(place, "too-many-musts", message, "write should, or could")


def _anchors(corpus: Corpus, part: Part) -> Iterator[Finding]:
    """Items and groups share the anchors of their page; parameters have ids of their own."""
    seen: set[tuple[bool, str]] = set()
    for leaf in part.leaves.ids:
        if leaf.space in WITHIN:
            name = (leaf.space == "parameter", leaf.value)
            if name in seen:
                message = f"the id {quoted(leaf.value)} is used twice in this playbook"
                yield Finding(leaf.at, "duplicate-id", message, "choose another")
            seen.add(name)


def _own(corpus: Corpus, part: Part) -> Iterator[Finding]:
    """Rules and sheets name items, groups, tags and answers of their own playbook."""
    references = [leaf for leaf in part.leaves.references if leaf.space in OWN]
    if not references:
        return
    in_use = [
        leaf
        for leaf in part.leaves.ids
        if leaf.space == "item" and leaf.record.get("status") != "retired"
    ]
    tags = (leaf.record.get("tags") for leaf in in_use)
    known: dict[str, list[str]] = {
        "own-answer": list(getattr(part.model, "scale", ())),
        "own-group": [leaf.value for leaf in part.leaves.ids if leaf.space == "group"],
        "own-item": [leaf.value for leaf in in_use],
        "own-parameter": [leaf.value for leaf in part.leaves.ids if leaf.space == "parameter"],
        "own-tag": [t for given in tags if isinstance(given, tuple) for t in given],
    }
    for leaf in references:
        there = list(dict.fromkeys(known[leaf.space]))
        if leaf.value in there:
            continue
        what = leaf.space.removeprefix("own-")
        if what == "answer":
            message = f"{quoted(leaf.value)} is not on the scale"
            hint = f"write {', '.join(there[:-1])} or {there[-1]}"
            yield Finding(leaf.at, "not-a-choice", message, hint)
            continue
        hint = did_you_mean(leaf.value, there)
        if what == "parameter":
            hint = hint or "add it under `parameters`"
        hint = hint or f"no item in use has this {'id' if what == 'item' else what}"
        message = f"unknown {what} {quoted(leaf.value)} in this playbook"
        yield Finding(leaf.at, "unknown-reference", message, hint)


RULES: tuple[Rule, ...] = (
    _misplaced,
    _reserved,
    _references,
    _own,
    _repeated,
    _texts,
    _musts,
    _anchors,
)
"""The rules that look at one file at a time."""


def _duplicates(corpus: Corpus) -> Iterator[tuple[Document, Finding]]:
    places: dict[tuple[str, str], list[tuple[Document, Named]]] = defaultdict(list)
    for part in corpus.parts:
        for leaf in part.leaves.ids:
            if leaf.space not in WITHIN:
                places[leaf.space, _full_id(part, leaf)].append((part.document, leaf))
    for found in places.values():
        for document, leaf in found if len(found) > 1 else ():
            others = {other.path for other, twin in found if twin is not leaf}
            where = " and ".join(sorted(others - {document.path})) or "this file"
            message = f"the id {quoted(leaf.value)} is used in {where}, too"
            yield document, Finding(leaf.at, "duplicate-id", message, "choose another")


def _crowded_landings(corpus: Corpus) -> Iterator[tuple[Document, Finding]]:
    rows: Counter[str] = Counter()
    for part in corpus.parts:
        for leaf in part.leaves.references:
            if leaf.space == "landing":
                rows[leaf.value] += 1
                if rows[leaf.value] == MAX_LANDINGS + 1:
                    message = f"{quoted(leaf.value)} carries more than {MAX_LANDINGS} elements"
                    hint = "land some of them where they are asked about"
                    yield part.document, Finding(leaf.at, "crowded-landing", message, hint)
