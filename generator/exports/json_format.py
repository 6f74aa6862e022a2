"""JSON, for other programs: the outline with ids, fingerprints and versions, and the answers.

No tool's import is aimed at; RFC 8259 (https://www.rfc-editor.org/rfc/rfc8259) asks for UTF-8 and
nothing more. `schemas/export.json` describes the file, `schemas/answers.json` the answers alone,
which can be handed back as an answer sheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from generator.answers import AnswerSheet
from generator.exports.base import Format
from generator.model import Model
from generator.outline import Outline


class Export(Model):
    """A playbook, as it was when the file was written, and a team's answers to it."""

    format: Literal["decision-handbook-playbook"] = Field(description="What this file is.")
    format_version: Literal[1] = Field(
        description="Goes up when a program that reads the file would have to change."
    )
    playbook: Outline = Field(
        description="The playbook. `version` is the hash of its items' fingerprints; a fingerprint "
        "changes when the item's words or strength do; `scale` runs from worst to best."
    )
    answers: AnswerSheet | None = Field(description="The answers, if there are any.")


def render(outline: Outline, sheet: AnswerSheet | None) -> bytes:
    """The playbook and its answers."""
    export = Export(
        format="decision-handbook-playbook",
        format_version=1,
        playbook=outline,
        answers=sheet,
    )
    text = json.dumps(export.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON Schemas of the file and of its answers, by file name."""
    yield "export.json", Export.model_json_schema(mode="serialization")
    yield "answers.json", AnswerSheet.model_json_schema()


JSON = Format(
    title="JSON",
    suffix="json",
    media_type="application/json",
    told="The questions with all that explains them, for other programs, with ids, fingerprints "
    "and versions; schemas/export.json describes it. Rules and sources stay on the page.",
    write=render,
)
