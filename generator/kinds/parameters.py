"""What a reader fills in beside the answers: thresholds, dates, own estimates that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model import Line, Model, OwnParameter, ParameterId, Text
from generator.problems import Finding, quoted


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


def applicable(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Items ask for choices that there are, and sums add numbers that are filled in."""
    known = {
        parameter["id"]: parameter
        for parameter in _records(data.get("parameters"))
        if isinstance(parameter.get("id"), str)
    }
    for number, parameter in enumerate(_records(data.get("parameters"))):
        for at, name in enumerate(_list(parameter.get("sum_of"))):
            part = known.get(name, {}) if isinstance(name, str) else {}
            if part and (part.get("type") != "number" or part.get("sum_of")):
                message = f"{quoted(name)} is not a number that is filled in"
                hint = "add up numbers alone, and no sums"
                yield Finding(("parameters", number, "sum_of", at), "not-a-choice", message, hint)
    for g, group in enumerate(_records(data.get("groups"))):
        for i, item in enumerate(_records(group.get("items"))):
            when = item.get("applies_when")
            if not isinstance(when, Mapping) or when.get("parameter") not in known:
                continue
            choices = _list(known[when["parameter"]].get("choices"))
            for at, word in enumerate(_list(when.get("one_of"))):
                if word not in choices:
                    place = ("groups", g, "items", i, "applies_when", "one_of", at)
                    message = f"{quoted(str(word))} is not a choice of {quoted(when['parameter'])}"
                    hint = f"write {' or '.join(map(str, choices))}" if choices else ""
                    hint = hint or "the parameter needs `type: choice` and `choices`"
                    yield Finding(place, "not-a-choice", message, hint)


def _list(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _records(value: object) -> list[Mapping[str, Any]]:
    return [one if isinstance(one, Mapping) else {} for one in _list(value)]
