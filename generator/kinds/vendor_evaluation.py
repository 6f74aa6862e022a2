"""Vendor evaluation: questions to ask aloud, with good and weak answers."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.kinds.base import Item, Playbook
from generator.model import Text, WhenPublished


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


class VendorEvaluation(Playbook[VendorItem]):
    """Questions that tell vendors apart."""

    label: ClassVar[str] = "Vendor questions"
    scale: ClassVar[tuple[str, ...]] = ("weak", "fair", "good")

    kind: Literal["vendor-evaluation"] = Field(description="What sort of playbook this is.")
