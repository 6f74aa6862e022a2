"""Scoping questions: what to settle before work begins."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Text, WhenPublished
from generator.verdicts.rules import defaults


class ScopingItem(Item):
    """A question with the test that an answer has to pass."""

    passes_when: Annotated[Text | None, WhenPublished()] = Field(
        None,
        title="Passes when",
        description="The test an answer passes or fails, answerable by yes or no.",
    )


DEFAULT_RULES = defaults(
    {
        "verdict": "stop",
        "title": "Two or more musts fail",
        "advice": "Do not start work on this. Tell whoever proposed it which questions failed; "
        "it may come back with answers, and most of these cost days to find and not "
        "months.",
        "when": {"count": {"strength": "must", "answers": ("no",), "at_least": 2}},
    },
    {
        "verdict": "fix",
        "title": "A must fails",
        "advice": "One person finds the answer by a date, before anything is built or bought; "
        "on that day ask again.",
        "when": {"count": {"strength": "must", "answers": ("no",), "at_least": 1}},
    },
    {
        "verdict": "fix",
        "title": "A must is answered only in part",
        "advice": "Write down what is missing from the answer, who brings it and by when. What "
        "does not depend on it may go on.",
        "when": {"count": {"strength": "must", "answers": ("no", "partly"), "at_least": 1}},
    },
    {
        "verdict": "fix",
        "title": "Three or more of the rest fail",
        "advice": "The musts are answered, but the ground around them is thin. Choose the three "
        "that would hurt most, each with an owner and a date.",
        "when": {"count": {"strength": "should", "answers": ("no",), "at_least": 3}},
    },
    {
        "verdict": "go",
        "title": "The musts are answered and little else fails",
        "advice": "Go on to the next step. Keep the answers: they are what the result will be "
        "held against.",
        "when": {"otherwise": True},
    },
)


class Scoping(Playbook[ScopingItem]):
    """Questions that turn an idea into a pilot, or stop it."""

    label: ClassVar[str] = "Scoping questions"
    scale_means: ClassVar[str] = (
        "“Yes” says that the answer passes its test, however the question is put."
    )
    default_rules = DEFAULT_RULES

    kind: Literal["scoping"] = Field(description="What sort of playbook this is.")
