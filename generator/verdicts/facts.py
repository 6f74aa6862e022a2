"""What rules may know of an item."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """An item without its words. `weight` counts in scores alone."""

    id: str
    strength: str
    group: str = ""
    tags: tuple[str, ...] = ()
    severity: str = ""
    weight: int = 1
    knockout: bool = False

    @property
    def needs_an_approver(self) -> bool:
        """Whether setting it aside takes a reason and somebody who agreed."""
        return self.strength == "must" or self.knockout

    def data(self) -> dict[str, object]:
        """As a page carries it."""
        return {**asdict(self), "tags": list(self.tags)}
