"""The neutral form of a playbook that every export reads: sections of items, in plain text."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace

FINGERPRINT_LENGTH = 8
"""Hex digits of SHA-256 that tell whether an item, or a playbook, has changed."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of an item under its label. Lines are separate; lists begin with "- " or "1. "."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """When an item is due: a phase, days from the kickoff (negative before it), how often."""

    phase: str = ""
    after_kickoff: int | None = None
    every: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a reader fills in: text, a whole number, a date, or one of its choices.

    A number with `sum_of` is the sum of those parameters. `help` says what to put there.
    """

    id: str
    title: str
    type: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    help: str = ""

    @property
    def label(self) -> str:
        """What stands before the place to fill in."""
        more = self.unit or " / ".join(self.choices)
        return f"{self.title} ({more})" if more else self.title


@dataclass(frozen=True, slots=True)
class Applies:
    """The choices of a parameter with which an item applies, and what is said if it does not."""

    parameter: str
    one_of: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question, check, sign or step. `owner` and `roles` are titles of roles.

    `choices` are its own answers, if they are not those of the playbook's scale.
    """

    id: str
    text: str
    strength: str
    fingerprint: str
    marks: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    owner: str = ""
    roles: tuple[str, ...] = ()
    when: When = field(default_factory=When)
    applies: Applies | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A playbook. `address` is the page's full address, or empty if none was configured.

    `version` is the hash of the items' fingerprints; `scale` the answers from worst to best, or
    empty if each item has its own; `scale_means` says what readers must know of its words. `about`
    is what only a kind says of itself. `left_out` counts the items that a part does without.
    """

    id: str
    title: str
    kind: str
    decision: str
    decider: str
    phase: str
    version: str
    handbook_version: str
    scale: tuple[str, ...]
    sections: tuple[Section, ...]
    address: str = ""
    parameters: tuple[Parameter, ...] = ()
    summary: str = ""
    scale_means: str = ""
    about: tuple[Detail, ...] = ()
    left_out: int = 0

    @property
    def items(self) -> Iterator[Item]:
        """Every item in order."""
        for section in self.sections:
            yield from section.items

    @property
    def identity(self) -> str:
        """What every copy carries, so that it can be compared later."""
        return f"{self.id} {self.version}, Decision Handbook {self.handbook_version}"

    def only(self, items: Container[str]) -> Outline:
        """The same playbook with these items alone; its version stays that of the whole."""
        sections = (
            replace(section, items=tuple(item for item in section.items if item.id in items))
            for section in self.sections
        )
        part = replace(self, sections=tuple(section for section in sections if section.items))
        gone = len(tuple(self.items)) - len(tuple(part.items))
        return replace(part, left_out=self.left_out + gone)

    def only_musts(self) -> Outline:
        """The same playbook without what goes deeper. A tree stays whole: each answer leads on."""
        musts = (item for item in self.items if item.strength == "must" or item.choices)
        return self.only({item.id for item in musts})


def fingerprint(text: str, why: str, how: str, strength: str) -> str:
    """The first 8 hex digits of SHA-256 over an item's NFC-normalised words and strength."""
    import unicodedata

    words = "\n".join(unicodedata.normalize("NFC", part) for part in (text, why, how, strength))
    return _hash(words)


def version(fingerprints: Iterable[str]) -> str:
    """A playbook's version: the hash of its items' fingerprints, in order."""
    return _hash("\n".join(fingerprints))


def _hash(words: str) -> str:
    import hashlib  # `handbook check` goes without

    return hashlib.sha256(words.encode()).hexdigest()[:FINGERPRINT_LENGTH]
