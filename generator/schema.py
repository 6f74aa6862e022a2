"""The models as JSON Schema, for editors and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from generator import browser_files, published
from generator.exports import json_format
from generator.kinds import KINDS
from generator.registers import REGISTERS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Iterator[tuple[str, str]]:
    """Each schema's file name and text: of playbooks, of registers, of all that is handed out."""
    yield "playbook.json", _text(_playbook())
    for name, record in REGISTERS.items():
        listing = TypeAdapter(list[record])  # type: ignore[valid-type]
        yield f"{name}.json", _text({"title": f"registers/{name}.yml", **listing.json_schema()})
    for name, found in chain(json_format.schemas(), published.schemas(), browser_files.schemas()):
        yield name, _text(found)


def _playbook() -> dict[str, Any]:
    """One schema for all kinds: `kind` decides which definition holds."""
    references, shared = models_json_schema(
        [(model, "validation") for model in KINDS.values()], ref_template="#/$defs/{model}"
    )
    cases = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": references[(model, "validation")],
        }
        for kind, model in KINDS.items()
    ]
    return {
        "title": "Playbook",
        "description": "One playbook of the handbook. `handbook check` also enforces what a "
        "schema cannot say: references, figures, and what a published item needs.",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(KINDS)}},
        "allOf": cases,
        **shared,
    }


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"
