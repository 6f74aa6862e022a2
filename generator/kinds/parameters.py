"""What a reader fills in beside the answers: thresholds, dates, own estimates that add up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model import Line, Model, OwnParameter, ParameterId, Text


class Parameter(Model):
    """Something that a playbook leaves to its reader, with a place to write it."""

    id: ParameterId = Field(description="Permanent, unique in the playbook.")
    title: Line = Field(description="What is filled in, in a few words.")
    type: Literal["text", "number", "date", "choice"] = Field(
        description="text; number (a whole one); date; choice (one of `choices`)."
    )
    unit: Line | None = Field(None, description="What a number counts, as in: days.")
    choices: tuple[Line, ...] = Field((), description="What there is to choose from.")
    help: Text | None = Field(None, description="What to put here, if the title does not say it.")
    sum_of: tuple[OwnParameter, ...] = Field(
        (), description="The numbers that add up to this one, which is then not filled in."
    )

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if (self.type == "choice") != (len(self.choices) > 1):
            raise PydanticCustomError(
                "not_a_choice",
                "choices belong to the type choice, and there are at least two of them",
                {"hint": "write `type: choice` and two or more `choices`, or neither"},
            )
        if (self.unit or self.sum_of) and self.type != "number":
            raise PydanticCustomError(
                "not_a_choice",
                "only a number has a unit or is a sum",
                {"hint": "write `type: number`, or take `unit` and `sum_of` out"},
            )
        return self


class AppliesWhen(Model):
    """An item that is asked only if a parameter was chosen so; until then it is asked."""

    parameter: OwnParameter = Field(description="The id of a parameter of the type choice.")
    one_of: tuple[Line, ...] = Field(min_length=1, description="The choices with which it applies.")
    because: Line = Field(description="What is said when it does not apply, as its reason.")


def unknown_choices(
    parameters: tuple[Parameter, ...], applies: Mapping[str, AppliesWhen]
) -> dict[str, tuple[Parameter, str]]:
    """Items whose condition can never be chosen, with the parameter and the word it lacks."""
    known = {parameter.id: parameter for parameter in parameters}
    return {
        item: (known[when.parameter], word)
        for item, when in applies.items()
        if when.parameter in known
        for word in when.one_of
        if word not in known[when.parameter].choices
    }
