"""What a contributor writes: ordered rules with conditions, and answer sheets that show them.

A condition is data with a fixed shape, never an expression to be read or run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model import Line, Model, OwnAnswer, OwnGroup, OwnItem, OwnTag, Text

Verdict = Literal["go", "fix", "stop"]
Strength = Literal["must", "should", "could"]
Severity = Literal["warning", "stop-sign"]


class Selection(Model):
    """The items that a condition looks at: those that fit every line given, or all."""

    strength: Strength | None = Field(None, description="Items of this strength.")
    severity: Severity | None = Field(None, description="Signs of this severity.")
    tag: OwnTag | None = Field(None, description="Items with this tag.")
    group: OwnGroup | None = Field(None, description="Items of this group.")
    knockout: bool | None = Field(None, description="true: knock-outs; false: the others.")
    items: tuple[OwnItem, ...] = Field((), description="These items, by id.")


class Count(Selection):
    """How many of the selected items got one of these answers. What does not apply is left out."""

    answers: tuple[OwnAnswer, ...] = Field(
        min_length=1, description="The answers that count, from the kind's scale."
    )
    at_least: int | None = Field(None, ge=1, description="Holds from this number on.")
    at_most: int | None = Field(None, ge=0, description="Holds up to this number.")

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError(
                "missing_field",
                'a count has neither "at_least" nor "at_most"',
                {"hint": "write `at_least: 1` if a single one is enough"},
            )
        return self


class Score(Selection):
    """Points: each item's weight times the place of its answer on the scale, worst is 0.

    What does not apply leaves the points and what could have been reached, and the limit shrinks
    in proportion.
    """

    weakest_group: bool = Field(
        False, description="true: take each group's points by themselves, and the lowest of them."
    )
    below: int | None = Field(None, ge=1, description="Holds under this number of points.")
    above: int | None = Field(None, ge=0, description="Holds over this number of points.")

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        if (self.below is None) == (self.above is None):
            raise PydanticCustomError(
                "missing_field",
                'a score needs "below" or "above", and not both',
                {"hint": "write `below: 12`; for two bounds put two scores under `all`"},
            )
        return self


class Condition(Model):
    """When a rule holds: exactly one of these lines."""

    count: Count | None = Field(None, description="So many items with certain answers.")
    score: Score | None = Field(None, description="So many points.")
    any: tuple[Condition, ...] | None = Field(
        None, min_length=1, description="One of these conditions holds."
    )
    all: tuple[Condition, ...] | None = Field(
        None, min_length=1, description="Each of these conditions holds."
    )
    not_: Condition | None = Field(None, alias="not", description="This condition does not hold.")
    otherwise: Literal[True] | None = Field(
        None, description="true: whatever was answered; for the last rule."
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [
            field.alias or name
            for name, field in type(self).model_fields.items()
            if getattr(self, name) is not None
        ]
        if not said:
            raise PydanticCustomError(
                "missing_field",
                "the condition is empty",
                {"hint": "write `count:`, `score:`, `any:`, `all:`, `not:` or `otherwise: true`"},
            )
        if len(said) > 1:
            raise PydanticCustomError(
                "not_a_choice",
                "the condition says several things: {said}",
                {"said": ", ".join(said), "hint": "put each under `all:` or under `any:`"},
            )
        return self


class Rule(Model):
    """A verdict and when it is given. Rules stand in order; the first that holds decides."""

    verdict: Verdict = Field(description="go, fix or stop; open is what no rule needs to say.")
    title: Line = Field(description="Why, in a few words: what the rule has found.")
    advice: Text = Field(description="What to do now, and whose it is.")
    when: Condition = Field(description="The condition under which the rule holds.")


def defaults(*rules: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of a kind, written as in a playbook's file."""
    return tuple(Rule.model_validate(rule) for rule in rules)


class Differing(Model):
    """An item whose answer differs from the sheet's usual one."""

    item: OwnItem = Field(description="The item's id.")
    answer: OwnAnswer = Field(description="Its answer, from the kind's scale.")


class Sheet(Model):
    """A constructed answer sheet and the verdict that it must come to, as an example and a test.

    Evidence is taken as named for every answer.
    """

    title: Line = Field(description="What the example shows, in a sentence.")
    verdict: Verdict = Field(description="The verdict it must come to: go, fix or stop.")
    usual: OwnAnswer = Field(description="The answer of every item that is not listed.")
    differing: Annotated[tuple[Differing, ...], Field(description="The other answers.")] = ()
