"""Governance checklists: statements that must be true by a gate, and the proof of each."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import PhaseRef, Text, WhenPublished
from generator.verdicts.rules import defaults


class Check(Item):
    """A statement answered yes or no by pointing at something."""

    proof: Annotated[Text | None, WhenPublished()] = Field(
        None, title="Proof", description="The one document or record that proves it."
    )
    due_phase: Annotated[PhaseRef | None, WhenPublished()] = Field(
        None, description="The phase by whose gate it must be true."
    )


DEFAULT_RULES = defaults(
    {
        "verdict": "stop",
        "title": "A must is not true",
        "advice": "Do not go through the gate. Name who can make it true and by when, and ask "
        "again on that day; if nobody can, say so and end it here.",
        "when": {"count": {"strength": "must", "answers": ("no",), "at_least": 1}},
    },
    {
        "verdict": "fix",
        "title": "A must is only partly true",
        "advice": "Write down what is missing for each, with one owner and a date before the "
        "gate, and go on with nothing that rests on it.",
        "when": {"count": {"strength": "must", "answers": ("no", "partly"), "at_least": 1}},
    },
    {
        "verdict": "fix",
        "title": "Three or more of the rest are not true",
        "advice": "The musts hold, but too much beside them is missing. Settle the ones that "
        "would cost most if they failed, each with an owner and a date.",
        "when": {"count": {"strength": "should", "answers": ("no",), "at_least": 3}},
    },
    {
        "verdict": "go",
        "title": "The musts are true and little else is missing",
        "advice": "Go through the gate. Give every open point an owner and a date all the same, "
        "and keep this sheet with its evidence.",
        "when": {"otherwise": True},
    },
)


class GovernanceChecklist(Playbook[Check]):
    """Checks to pass before a gate."""

    label: ClassVar[str] = "Checklist"
    default_rules = DEFAULT_RULES

    kind: Literal["governance-checklist"] = Field(description="What sort of playbook this is.")
