"""Runbooks: steps in order, each with who, how long, and how you know that it worked."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Line, RoleRef, Text, WhenPublished
from generator.verdicts.scales import COMPLETION, Scale


class Step(Item):
    """A step, as an instruction."""

    who: Annotated[RoleRef | None, WhenPublished()] = Field(
        None, description="The role that does the step."
    )
    lasts: Annotated[Line | None, WhenPublished()] = Field(
        None, title="Lasts", description="How long it takes, as in: 10 minutes."
    )
    worked_when: Annotated[Text | None, WhenPublished()] = Field(
        None, title="Worked when", description="How you know that it worked."
    )
    if_not: Annotated[Text | None, WhenPublished()] = Field(
        None, title="If not", description="What to do if it did not."
    )

    @property
    def answered_by(self) -> str | None:
        return self.owner or self.who


class Runbook(Playbook[Step]):
    """Steps to follow when something happens, or on a day that recurs."""

    label: ClassVar[str] = "Runbook"
    scale: ClassVar[Scale] = COMPLETION
    in_sequence: ClassVar[bool] = True

    kind: Literal["runbook"] = Field(description="What sort of playbook this is.")
    trigger: Annotated[Text | None, WhenPublished()] = Field(
        None, description="When this runbook starts."
    )
    cadence: Line | None = Field(None, description="How often it recurs, as in: Monthly.")

    def about(self) -> Iterator[tuple[str, str]]:
        said = (("Starts when", self.trigger), ("How often", self.cadence))
        return ((label, text) for label, text in said if text)
