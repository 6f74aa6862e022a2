"""What the office formats share: text that XML can hold, and an item's roles and times in words."""

from __future__ import annotations

import re

from generator.outline import Item, When

NOT_APPLICABLE = "not applicable"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """The text with one kind of line break, and a mark for each character that XML refuses."""
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def spoken_roles(item: Item) -> str:
    """Who answers an item and who should know it."""
    others = [role for role in item.roles if role != item.owner]
    return ", ".join([f"{item.owner} (answers)", *others] if item.owner else others)


def spoken_time(when: When) -> str:
    """When an item is due, or nothing."""
    parts = [when.phase] if when.phase else []
    days = when.after_kickoff
    if days is not None:
        unit = "day" if abs(days) == 1 else "days"
        side = "before" if days < 0 else "after"
        parts.append(f"{abs(days)} {unit} {side} the kickoff" if days else "at the kickoff")
    if when.every:
        parts.append(f"every {when.every}")
    return ", ".join(parts)
