"""What was entered for an item, and what a sheet of such answers comes to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Protocol

ORDER = {"stop": 0, "fix": 1, "go": 2}
"""Verdicts from worst to best."""

_BLANK = " \t\r\n"


def named(text: str) -> bool:
    """Whether a text says something."""
    return text.strip(_BLANK) != ""


class SetAside(Protocol):
    """Why an item does not apply, and who agreed."""

    @property
    def reason(self) -> str: ...
    @property
    def approver(self) -> str: ...


class Given(Protocol):
    """What was entered for an item, as far as a verdict depends on it."""

    @property
    def answer(self) -> str | None: ...
    @property
    def evidence(self) -> str: ...
    @property
    def not_applicable(self) -> SetAside | None: ...


@dataclass(frozen=True, slots=True)
class Change:
    """An item and the answer that would help to alter the verdict."""

    item: str
    answer: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a sheet comes to.

    `worst` and `best` are the verdicts of the two readings; `rule` is the place of the rule that
    gives the verdict, counted from 0, and None while it is open; `causes` the items whose answers
    make that rule hold; `undecided` the open items on which an open verdict may still depend.
    `changes` are the fewest answers that would alter the verdict, to `altered`, or settle an open
    one; empty if more than two are needed. Of `items`, `answered` have an answer, `evidenced` of
    them with evidence and `claimed` without; `not_applicable` are set aside and `unanswered` the
    rest.
    """

    verdict: str
    worst: str
    best: str
    rule: int | None
    causes: tuple[str, ...]
    undecided: tuple[str, ...]
    changes: tuple[Change, ...]
    altered: str | None
    items: int
    answered: int
    evidenced: int
    claimed: int
    not_applicable: int
    unanswered: int

    def data(self) -> dict[str, Any]:
        """As JSON has it, the same from the command line and from the browser."""
        found = asdict(self)
        return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}
