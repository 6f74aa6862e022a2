"""Vendor evaluation: questions to ask aloud, with good and weak answers."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Text, WhenPublished
from generator.verdicts.facts import Facts
from generator.verdicts.rules import defaults
from generator.verdicts.scales import QUALITY, Scale


class VendorItem(Item):
    """A question to a vendor."""

    good: Annotated[Text | None, WhenPublished()] = Field(
        None, title="A good answer", description="What a good answer sounds like."
    )
    weak: Annotated[Text | None, WhenPublished()] = Field(
        None, title="A weak answer", description="What a weak answer sounds like."
    )
    weight: int = Field(
        2, ge=1, le=3, description="How much the answer counts beside the others: 1, 2 or 3."
    )
    knockout: bool = Field(False, description="true: without a good answer the vendor is out.")

    @property
    def marks(self) -> tuple[str, ...]:
        return (f"Weight {self.weight}", *(("Knock-out",) if self.knockout else ()))

    def facts(self, group: str) -> Facts:
        return replace(super().facts(group), weight=self.weight, knockout=self.knockout)


DEFAULT_RULES = defaults(
    {
        "verdict": "stop",
        "title": "A knock-out has no good answer",
        "advice": "This vendor is out, however well the rest was answered. Tell them which "
        "answer it was; if they come back with a better one and its evidence, ask "
        "again.",
        "when": {"count": {"knockout": True, "answers": ("weak", "fair"), "at_least": 1}},
    },
    {
        "verdict": "stop",
        "title": "Two or more musts are answered weakly",
        "advice": "Look elsewhere. Answers like these do not get better after the signature.",
        "when": {"count": {"strength": "must", "answers": ("weak",), "at_least": 2}},
    },
    {
        "verdict": "fix",
        "title": "A must is answered weakly, or three without conviction",
        "advice": "Ask again in writing, with a date, and let the answer become part of the "
        "contract. Sign nothing before.",
        "when": {
            "any": (
                {"count": {"strength": "must", "answers": ("weak",), "at_least": 1}},
                {"count": {"strength": "must", "answers": ("weak", "fair"), "at_least": 3}},
            ),
        },
    },
    {
        "verdict": "fix",
        "title": "Four or more of the rest are answered weakly",
        "advice": "The core holds and much around it is loose. Settle in the contract what the "
        "vendor did not answer, or set money aside to do it yourselves.",
        "when": {"count": {"strength": "should", "answers": ("weak",), "at_least": 4}},
    },
    {
        "verdict": "go",
        "title": "Every knock-out is passed and little is answered weakly",
        "advice": "Go on with this vendor to terms and a test on your own cases. What was "
        "promised here goes into the contract in the vendor's own words.",
        "when": {"otherwise": True},
    },
)


class VendorEvaluation(Playbook[VendorItem]):
    """Questions that tell vendors apart."""

    label: ClassVar[str] = "Vendor questions"
    scale: ClassVar[Scale] = QUALITY
    default_rules = DEFAULT_RULES

    kind: Literal["vendor-evaluation"] = Field(description="What sort of playbook this is.")
