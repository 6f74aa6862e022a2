"""Red flags: signs that can be seen or heard, and what to do about them."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Text, WhenPublished
from generator.verdicts.facts import Facts
from generator.verdicts.rules import Severity, defaults
from generator.verdicts.scales import SIGHTING, Scale


class RedFlag(Item):
    """A sign of trouble."""

    severity: Severity = Field(
        "warning", description="warning: look closer; stop-sign: nothing goes on until it is cured."
    )
    looks_like: Annotated[Text | None, WhenPublished()] = Field(
        None, title="Looks like", description="What you see or hear when it is there."
    )
    what_to_do: Annotated[Text | None, WhenPublished()] = Field(
        None, title="What to do", description="The next step, and whose it is."
    )

    @property
    def marks(self) -> tuple[str, ...]:
        return ("Stop sign" if self.severity == "stop-sign" else "Warning",)

    def facts(self, group: str) -> Facts:
        return replace(super().facts(group), severity=self.severity)


DEFAULT_RULES = defaults(
    {
        "verdict": "stop",
        "title": "A stop sign is seen",
        "advice": "Nothing goes on until it is cured, whatever else looks well. Follow what to "
        "do under the sign, and look again when its owner says that it is gone.",
        "when": {"count": {"severity": "stop-sign", "answers": ("seen",), "at_least": 1}},
    },
    {
        "verdict": "stop",
        "title": "Five or more warnings are seen",
        "advice": "So many at once are a pattern. Stop, and find what they have in common "
        "before you treat any of them by itself.",
        "when": {"count": {"severity": "warning", "answers": ("seen",), "at_least": 5}},
    },
    {
        "verdict": "fix",
        "title": "A stop sign cannot be ruled out",
        "advice": "Find out first: one person, this week, by the evidence named under the sign. "
        "Until then begin nothing that would be hard to undo.",
        "when": {"count": {"severity": "stop-sign", "answers": ("seen", "unsure"), "at_least": 1}},
    },
    {
        "verdict": "fix",
        "title": "A warning among the musts is seen, or two of any kind",
        "advice": "Do what stands under each sign, with an owner and a date, and look again on "
        "that day. A warning that is still there then counts as a refusal to cure it.",
        "when": {
            "any": (
                {
                    "count": {
                        "severity": "warning",
                        "strength": "must",
                        "answers": ("seen",),
                        "at_least": 1,
                    },
                },
                {"count": {"severity": "warning", "answers": ("seen",), "at_least": 2}},
            ),
        },
    },
    {
        "verdict": "fix",
        "title": "Four or more warnings are seen or unsure",
        "advice": "Too little has been looked at to go on. Share the unsure ones out and look, "
        "before the next decision.",
        "when": {"count": {"severity": "warning", "answers": ("seen", "unsure"), "at_least": 4}},
    },
    {
        "verdict": "go",
        "title": "No stop sign, and at most a stray warning",
        "advice": "Go on, and look for these signs again at the next gate. Give a warning that "
        "was seen an owner all the same.",
        "when": {"otherwise": True},
    },
)


class RedFlags(Playbook[RedFlag]):
    """Signs to look for, each with what to do."""

    label: ClassVar[str] = "Red flags"
    scale: ClassVar[Scale] = SIGHTING
    default_rules = DEFAULT_RULES

    kind: Literal["red-flags"] = Field(description="What sort of playbook this is.")
