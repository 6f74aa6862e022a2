"""Entries to the parts of the search index. Pure: names and contents of files, nothing written.

The index is four sorted tables, each cut into small parts, so that a search loads little however
large the handbook is:

- `words`: every form and spelling of a word, its term, and how many entries hold the term;
- `endings`: the longer words written backwards, to find one that is wrong near its beginning;
- `postings`: for each term its rarity and the entries it speaks for, the strongest first;
- `entries`: what a result shows.

`index.js` holds the first key of every part. `synonyms.js` holds the groups of words that stand
for one another: the search has them in its tables, the page over all items has not. Ranking is BM25
over weighted fields (BM25F: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009),
worked out here as far as it does not depend on the query.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from generator.search_synonyms import GROUP, Concepts
from generator.search_words import GLUE, STOP_WORDS, searched, spellings, split, term

FOLDER = "search"
PART_SIZE = 6_000
"""Bytes of a part of a table, at most; the cut comes before the row that would exceed it."""

ENTRIES_A_PART = 4
TEXT_SHOWN = 600
"""Characters of an entry's text that results take their excerpt from."""

NAMES_KEPT = 300
MOST_POSTINGS = 240
"""Entries kept for a term: those for which it weighs most."""

CONCEPTS_A_TERM = 3
LEVELS = 31
MISSPELT_FROM = 5
"""Letters of the shortest word that a misspelt one may stand for."""

_SATURATION = 3.0
_WEIGHTS = {"title": 4.0, "names": 3.0, "text": 0.5, "context": 0.5, "contents": 0.15}
_LENGTH_COUNTS = {"title": 0.3, "names": 0.6, "text": 0.6, "context": 0.3, "contents": 0.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. `address` is seen from the top of the site."""

    address: str
    title: str
    where: str
    """Where it stands, as a result shows it."""
    text: str
    names: tuple[str, ...] = ()
    """Other words for the whole of it."""
    context: str = ""
    """Words of what it belongs to, besides `where`."""
    contents: str = ""
    """Words of what stands in it and has entries of its own."""
    weight: float = 1.0
    """How readily it comes up, beside others that match as well; at most 1."""
    alike: float = 1.0
    """How readily it comes up for a synonym of its words, beside that; at most 1."""


def parts(
    entries: Sequence[Entry], synonyms: Iterable[Sequence[str]] = ()
) -> Iterator[tuple[str, bytes]]:
    """The index's files by their paths in the site, `search/index.js` last.

    `synonyms` are groups of words and phrases; what holds one of a group is found by all of them.

    The parts stand in a folder named by their contents, so that a page that was loaded before the
    handbook changed finds either the parts it knows or none.
    """
    groups = [list(group) for group in synonyms]
    concepts = Concepts(groups)
    terms = _weighed(entries, concepts)
    words = sorted(_forms(entries, terms, concepts), key=_order)
    longer = (row[0][::-1] for row in words if len(row[0]) >= MISSPELT_FROM and row[0].isalpha())
    tables = {
        "words": words,
        "endings": sorted(([word] for word in longer), key=_order),
        "postings": sorted(_postings(terms, concepts, len(entries)), key=_order),
    }
    made: dict[str, str] = {}
    firsts: dict[str, list[str]] = {}
    for table, rows in tables.items():
        firsts[table] = []
        for number, part in enumerate(_cut(rows)):
            firsts[table].append(part[0][0])
            made[f"{table}-{number}"] = _json(part)
    shown = [_shown(entry) for entry in entries]
    for number, start in enumerate(range(0, len(shown), ENTRIES_A_PART)):
        made[f"entries-{number}"] = _json(shown[start : start + ENTRIES_A_PART])
    made["synonyms"] = _json([[split(phrase) for phrase in group] for group in groups])
    version = hashlib.sha256("\n".join(made.values()).encode()).hexdigest()[:8]
    for name, content in made.items():
        yield f"{FOLDER}/{version}/{name}.js", _script(name, content)
    directory = {
        "version": version,
        "tables": firsts,
        "entriesAPart": ENTRIES_A_PART,
        "levels": LEVELS,
        "stopWords": sorted(STOP_WORDS),
        "glue": sorted(GLUE),
    }
    yield f"{FOLDER}/index.js", _script("index", _json(directory))


def _fields(entry: Entry) -> dict[str, str]:
    return {
        "title": entry.title,
        "names": " / ".join(entry.names),
        "text": entry.text,
        "context": f"{entry.where} {entry.context}",
        "contents": entry.contents,
    }


Found = dict[str, list[tuple[int, float]]]
"""For each term the entries that it stands in, with its saturated frequency there."""


def _weighed(entries: Sequence[Entry], concepts: Concepts) -> Found:
    counted = [
        {
            field: Counter([*map(term, searched(text)), *concepts.mentioned(text)])
            for field, text in _fields(entry).items()
        }
        for entry in entries
    ]
    for entry, fields in zip(entries, counted, strict=True):
        # For queries of nothing else, such as "who does what".
        fields["title"].update(word for word in split(entry.title) if word in STOP_WORDS)
    usual = {
        field: max(1.0, sum(one[field].total() for one in counted) / max(1, len(counted)))
        for field in _WEIGHTS
    }
    found: Found = defaultdict(list)
    for number, (entry, fields) in enumerate(zip(entries, counted, strict=True)):
        frequency: dict[str, float] = defaultdict(float)
        for field, terms in fields.items():
            share = _LENGTH_COUNTS[field]
            length = 1 - share + share * terms.total() / usual[field]
            for name, times in terms.items():
                frequency[name] += _WEIGHTS[field] * times / length
        for name, weighed in frequency.items():
            ready = entry.weight * (entry.alike if name.startswith(GROUP) else 1)
            found[name].append((number, ready * weighed / (_SATURATION + weighed)))
    return found


def _forms(entries: Sequence[Entry], terms: Found, concepts: Concepts) -> Iterator[list[Any]]:
    """Every form and spelling of the words, with its term and the number of the term's entries."""
    forms = {word for e in entries for text in _fields(e).values() for word in searched(text)}
    forms |= {word for entry in entries for word in split(entry.title)} | concepts.words
    for word in forms.union(*map(spellings, forms)):
        name = word if word in STOP_WORDS else term(word)
        yield [word, name, len(terms.get(name, ()))]


def _postings(terms: Found, concepts: Concepts, entries: int) -> Iterator[list[Any]]:
    """For each term its rarity, its entries by level, and the groups of synonyms it stands for."""
    for name in terms.keys() | concepts.named.keys():
        rarity, levels = _posted(terms.get(name, []), entries)
        named = list(concepts.named.get(name, ()))[:CONCEPTS_A_TERM]
        yield [name, rarity, levels, named] if named else [name, rarity, levels]


def _posted(found: list[tuple[int, float]], entries: int) -> tuple[float, list[Any]]:
    """A term's rarity, and its entries by level, the highest first, as gaps between numbers."""
    rarity = log(1 + (entries - len(found) + 0.5) / (len(found) + 0.5)) if found else 0
    by_level: dict[int, list[int]] = defaultdict(list)
    for number, weight in sorted(found, key=lambda one: (-one[1], one[0]))[:MOST_POSTINGS]:
        by_level[max(1, round(weight * LEVELS))].append(number)
    return round(rarity, 2), [
        [level, _gaps(sorted(by_level[level]))] for level in sorted(by_level, reverse=True)
    ]


def _gaps(numbers: list[int]) -> list[int]:
    return [here - before for before, here in zip([0, *numbers], numbers, strict=False)]


def _cut(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    part: list[list[Any]] = []
    size = 0
    for row in rows:
        length = len(_json(row).encode()) + 1
        if part and size + length > PART_SIZE:
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part


def _order(row: list[Any]) -> bytes:
    """The order in which a browser compares strings: by UTF-16 units."""
    key: str = row[0]
    return key.encode("utf-16-be")


def _shown(entry: Entry) -> list[str]:
    text, names = (
        _shortened(entry.text, TEXT_SHOWN),
        _shortened(" / ".join(entry.names), NAMES_KEPT),
    )
    return [entry.address, entry.title, entry.where, text, names]


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _script(name: str, content: str) -> bytes:
    """A classic script, since a page opened from a disk may load scripts and nothing else."""
    return f'handbookSearch("{name}",{content})\n'.encode()
