"""Governance checklists: statements that must be true by a gate, and the proof of each."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import PhaseRef, Text, WhenPublished


class Check(Item):
    """A statement answered yes or no by pointing at something."""

    proof: Annotated[Text | None, WhenPublished()] = Field(
        None, title="Proof", description="The one document or record that proves it."
    )
    due_phase: Annotated[PhaseRef | None, WhenPublished()] = Field(
        None, description="The phase by whose gate it must be true."
    )


class GovernanceChecklist(Playbook[Check]):
    """Checks to pass before a gate."""

    label: ClassVar[str] = "Checklist"

    kind: Literal["governance-checklist"] = Field(description="What sort of playbook this is.")
