"""Scoping questions: what to settle before work begins."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Text, WhenPublished


class ScopingItem(Item):
    """A question with the test that an answer has to pass."""

    passes_when: Annotated[Text | None, WhenPublished()] = Field(
        None,
        title="Passes when",
        description="The test an answer passes or fails, answerable by yes or no.",
    )


class Scoping(Playbook[ScopingItem]):
    """Questions that turn an idea into a pilot, or stop it."""

    label: ClassVar[str] = "Scoping questions"

    kind: Literal["scoping"] = Field(description="What sort of playbook this is.")
