"""Red flags: signs that can be seen or heard, and what to do about them."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Text, WhenPublished


class RedFlag(Item):
    """A sign of trouble."""

    severity: Literal["warning", "stop-sign"] = Field(
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


class RedFlags(Playbook[RedFlag]):
    """Signs to look for, each with what to do."""

    label: ClassVar[str] = "Red flags"
    scale: ClassVar[tuple[str, ...]] = ("seen", "unsure", "not seen")

    kind: Literal["red-flags"] = Field(description="What sort of playbook this is.")
