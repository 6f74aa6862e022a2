"""What every kind of playbook has in common.

A kind adds its own item model and what only it needs. Descriptions are written for contributors:
the JSON Schema, the starter files and the field reference are made of them.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.kinds.parameters import AppliesWhen, Parameter, applicable
from generator.model import (
    Day,
    EntryRef,
    FrameworkRef,
    GroupId,
    Invariants,
    ItemId,
    ItemRef,
    Line,
    Model,
    PhaseRef,
    PlaybookId,
    RoleRef,
    SourceRef,
    Tag,
    Text,
    WhenPublished,
)
from generator.outline import fingerprint, version
from generator.verdicts.compiled import RuleSet, compiled, fitted
from generator.verdicts.facts import Facts
from generator.verdicts.rules import Rule, Sheet, Strength
from generator.verdicts.scales import MET, Scale
from generator.verdicts.tree import Tree

Status = Literal["draft", "published"]
ItemStatus = Literal["draft", "published", "retired"]
Relation = Literal["supports", "evidence-for", "related"]

MAX_MUSTS = 7
"""A playbook opens with at most this many items; a longer list is not a list of musts."""


class Evidence(Model):
    """What would show that the answer is true. A draft needs one of the two."""

    weak: Annotated[Text | None, WhenPublished()] = Field(
        None, description="Evidence that is often offered and proves little."
    )
    strong: Annotated[Text | None, WhenPublished()] = Field(
        None, description="Evidence that settles it: something to point at."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.weak is None and self.strong is None:
            raise PydanticCustomError(
                "missing_field",
                'evidence has neither "weak" nor "strong"',
                {"hint": "add one line, and both before it is published"},
            )
        return self


class Examples(Model):
    """Answers to learn from."""

    good: tuple[Text, ...] = Field((), description="Examples to follow.")
    bad: tuple[Text, ...] = Field((), description="Examples that show what goes wrong.")


class MapsTo(Model):
    """A pointer from an item to an entry of a framework. It is no proof of conformity."""

    scheme: FrameworkRef = Field(description="The framework's id in registers/frameworks.yml.")
    id: EntryRef = Field(description="The entry's id as the framework writes it.")
    relation: Relation = Field(
        description="supports: doing it helps meet the entry; evidence-for: its evidence can be "
        "shown for the entry; related: the same topic."
    )
    reason: Text = Field(description="One sentence that says why.")


class Timing(Model):
    """When an item is due."""

    phase: PhaseRef | None = Field(None, description="The phase in which it is due.")
    after_kickoff: int | None = Field(
        None, ge=-365, le=1095, description="Days from the kickoff; negative before it."
    )
    every: Literal["week", "fortnight", "month", "quarter", "year"] | None = Field(
        None, description="How often it comes back."
    )


class Item(Model):
    """One question, check or sign."""

    id: ItemId = Field(description="Permanent, unique in the playbook; part of the item's address.")
    status: ItemStatus = Field(
        "published",
        description="draft: shown with a badge, may be unfinished; retired: kept for old links, at "
        "the end of the page.",
    )
    text: Line = Field(description="The question, check or sign, on one line, as said aloud.")
    strength: Strength = Field(
        "should", description="must: it decides (at most seven a playbook); should; could."
    )
    why: Text = Field(description="Why it matters, in one to three sentences.")
    how: Annotated[Text | None, WhenPublished()] = Field(
        None, description="How to do it or find out, or what to rule out first."
    )
    evidence: Evidence = Field(description="What counts as evidence, weak and strong.")
    examples: Examples | None = Field(
        None, description="Good and bad examples, where they teach something."
    )
    owner: RoleRef | None = Field(None, description="The role that answers it.")
    roles: tuple[RoleRef, ...] = Field((), description="The roles that should know it.")
    timing: Timing | None = Field(None, description="When it is due, if it has a time.")
    applies_when: AppliesWhen | None = Field(
        None, description="The choice with which it applies, if it does not always."
    )
    tags: tuple[Tag, ...] = Field((), description="A few words to find it by.")
    sources: tuple[SourceRef, ...] = Field((), description="Where it comes from.")
    maps_to: tuple[MapsTo, ...] = Field((), description="Framework entries it bears on.")
    related: tuple[ItemRef, ...] = Field((), description="Items that belong with it.")
    aliases: tuple[ItemId, ...] = Field((), description="Ids that it had before.")

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands beside the item in a few words, besides its strength."""
        return ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Its own answers, if they are not those of the kind's scale."""
        return ()

    @property
    def answered_by(self) -> str | None:
        """The role that answers the item, if one is named."""
        return self.owner

    def own_details(self) -> Iterator[tuple[str, str]]:
        """The text fields that only its kind has, each under the title of the field."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if name not in Item.model_fields and field.title and isinstance(value, str):
                yield field.title, value

    def facts(self, group: str) -> Facts:
        """What verdict rules may know of it."""
        return Facts(self.id, self.strength, group, self.tags)

    @property
    def fingerprint(self) -> str:
        """Changes when the item's words or strength do."""
        return fingerprint(self.text, self.why, self.how or "", self.strength)


ItemT = TypeVar("ItemT", bound=Item)


class Group(Model, Generic[ItemT]):
    """Items that belong together, one level deep."""

    id: GroupId = Field(description="Unique in the playbook, among items too.")
    title: Line = Field(description="The heading over the group.")
    items: tuple[ItemT, ...] = Field(min_length=1, description="The items, in speaking order.")


class Playbook(Model, Generic[ItemT]):
    """One page of the handbook: a decision, and what to ask before taking it."""

    invariants: ClassVar[Invariants] = (applicable,)

    label: ClassVar[str]
    """What readers see for the kind."""

    scale: ClassVar[Scale] = MET
    """The answers there are, from worst to best; none if each item has its own."""

    scale_means: ClassVar[str] = ""
    """What readers must know of the scale's words, in a sentence."""

    default_rules: ClassVar[tuple[Rule, ...]] = ()
    """The rules of a playbook that brings none of its own."""

    in_sequence: ClassVar[bool] = False
    """Whether items are shown in the file's order, rather than musts first."""

    kind: str = Field(description="What sort of playbook this is.")
    id: PlaybookId = Field(description="Permanent; the file's name and the page's address.")
    status: Status = Field("published", description="draft: shown with a badge, may be unfinished.")
    title: Line = Field(description="The title, in a leader's words.")
    summary: Text = Field(description="What the reader can decide afterwards, in short.")
    decision: Text = Field(description="The decision that the page serves, in one sentence.")
    decider: RoleRef = Field(description="The role that takes the decision.")
    phase: PhaseRef = Field(description="The phase it belongs to; the file's folder.")
    roles: tuple[RoleRef, ...] = Field(min_length=1, description="The roles that work with it.")
    owner: Line = Field(description="Who keeps it right: a team, or a person who agreed to it.")
    drafted: Day = Field(description="The day it was written from its sources.")
    reviewed: Day | None = Field(None, description="The day somebody outside reviewed it.")
    reviewed_by: Line | None = Field(
        None, description="Who reviewed it: a person who agreed to be named."
    )
    review_every: int = Field(
        ge=1, le=36, description="Months after which it should be looked at again."
    )
    aliases: tuple[PlaybookId, ...] = Field((), description="Ids that it had before.")
    sources: tuple[SourceRef, ...] = Field((), description="What it rests on as a whole.")
    parameters: tuple[Parameter, ...] = Field(
        (), description="What its reader fills in: thresholds, dates, choices, own estimates."
    )
    groups: tuple[Group[ItemT], ...] = Field(min_length=1, description="Its items, in groups.")
    rules: tuple[Rule, ...] | None = Field(
        None,
        min_length=1,
        max_length=20,
        description="How answers come to a verdict, in order, if not by the rules of its kind.",
    )
    sheets: tuple[Sheet, ...] = Field(
        (), max_length=10, description="Constructed answer sheets that show the rules at work."
    )

    @model_validator(mode="after")
    def _review_has_a_reviewer(self) -> Self:
        if (self.reviewed is None) != (self.reviewed_by is None):
            missing = "reviewed_by" if self.reviewed else "reviewed"
            raise PydanticCustomError(
                "missing_field",
                f'a review needs its day and its reviewer: "{missing}" is missing',
                {"hint": "add it, or leave both out until somebody has reviewed it"},
            )
        return self

    @property
    def review_due(self) -> date:
        """The day by which it should be looked at again: `review_every` months after the last."""
        last = self.reviewed or self.drafted
        years, month = divmod(last.month - 1 + self.review_every, 12)
        year, month = last.year + years, month + 1
        return date(year, month, min(last.day, monthrange(year, month)[1]))

    @property
    def items(self) -> tuple[ItemT, ...]:
        """Every item in use, in the order of the file."""
        return tuple(
            item for group in self.groups for item in group.items if item.status != "retired"
        )

    @property
    def rule_set(self) -> RuleSet | Tree | None:
        """What decides it, its own rules or its kind's; None if nothing does."""
        if self.rules:
            return compiled(self.rules, self._facts, self.scale)
        return fitted(self.default_rules, self._facts, self.scale)

    @property
    def _facts(self) -> tuple[Facts, ...]:
        return tuple(
            item.facts(group.id)
            for group in self.groups
            for item in group.items
            if item.status != "retired"
        )

    def about(self) -> Iterator[tuple[str, str]]:
        """What only its kind says of the playbook as a whole, each text under its label."""
        return iter(())

    def details(self, item: ItemT) -> Iterator[tuple[str, str]]:
        """The text fields that only an item's kind has, each under its title."""
        return item.own_details()

    @property
    def retired(self) -> tuple[ItemT, ...]:
        """The items that are kept for old links alone."""
        return tuple(
            item for group in self.groups for item in group.items if item.status == "retired"
        )

    @property
    def version(self) -> str:
        """Changes when an item does."""
        return version(item.fingerprint for item in self.items)

    @property
    def musts(self) -> tuple[ItemT, ...]:
        return tuple(item for item in self.items if item.strength == "must")
