"""A kind to a commented starter file that passes `handbook check` as it stands."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date

from generator.kinds import KINDS
from generator.model import Described, Model, described

_INDENT = "  "

_COUNT = '{count: {strength: must, answers: ["WORST"], at_least: 1}}'
_SAMPLES = {
    "rules": f"[{{verdict: fix, title: A title, advice: What to do now., when: {_COUNT}}}, "
    "{verdict: go, title: Another title, advice: What to do now., when: {otherwise: true}}]",
    "sheets": '[{verdict: go, title: What it shows., usual: "BEST"}]',
}
"""Fields whose parts exclude each other, so that a sample says more than all of them at once."""


def starter(kind: str, ids: Mapping[str, str], today: date) -> str:
    """The text of a new playbook of `kind`, a draft.

    `ids` gives the playbook's id, its phase, and a role that exists. Every field is described in a
    comment; fields that may be left out are commented out.

    Raises KeyError if there is no such kind.
    """
    lines = ["# yaml-language-server: $schema=../../schemas/playbook.json"]
    lines += [f"# {KINDS[kind].__doc__}", "# Lines that begin with #: are optional fields."]
    scale = KINDS[kind].scale or ("", "")
    known = {"kind": kind, "worst": scale[0], "best": scale[-1], **ids}
    lines += _record(KINDS[kind], "", known, today)
    return "\n".join(lines) + "\n"


def _record(model: type[Model], indent: str, ids: Mapping[str, str], today: date) -> Iterator[str]:
    for field in described(model):
        if field.name in _SAMPLES and not ids["best"]:
            continue  # a kind without a scale takes none
        width = 96 - len(indent)
        for line in textwrap.wrap(field.about, width):
            yield f"{indent}# {line}"
        if field.model is not None and field.needed:
            yield f"{indent}{field.name}:"
            inner = indent + _INDENT * (2 if field.many else 1)
            body = list(_record(field.model, inner, ids, today))
            if field.many:
                first = next(n for n, line in enumerate(body) if not line.lstrip().startswith("#"))
                yield from (line.replace(inner, indent + _INDENT, 1) for line in body[:first])
                for number in range(1, max(field.least, 1) + 1):
                    opening = f"{indent}{_INDENT}- {body[first].lstrip()}"
                    yield opening if number == 1 else opening.removesuffix('"') + f' {number}"'
                    yield from body[first + 1 :]
            else:
                yield from body
        elif field.needed or field.name == "status":
            yield f"{indent}{field.name}: {_value(field, ids, today)}"
        else:
            yield f"{indent}#: {field.name}: {_value(field, ids, today)}"


def _value(field: Described, ids: Mapping[str, str], today: date) -> str:
    """A value of the right shape: an id that exists, or words that say what belongs there."""
    if field.name in _SAMPLES:
        return _SAMPLES[field.name].replace("WORST", ids["worst"]).replace("BEST", ids["best"])
    if field.model is not None:
        inner = (f"{one.name}: {_value(one, ids, today)}" for one in described(field.model))
        value = f"{{{', '.join(inner)}}}"
        return f"[{value}]" if field.many else value
    value = _entry(field, ids, today)
    return f"[{value}]" if field.many else value


def _entry(field: Described, ids: Mapping[str, str], today: date) -> str:
    if field.name == "status":
        return "draft"
    if field.choices:
        return ids.get(field.name, field.choices[0])
    if field.defines:
        return ids["playbook"] if field.defines == "playbook" else f"first-{field.defines}"
    if field.refers == "step":
        return "first-outcome"
    if field.refers:
        return ids.get(field.refers, f"a-{field.refers}-id")
    if field.name in ("drafted", "reviewed"):
        return today.isoformat()
    if field.name in ("review_every", "weight"):
        return "3"
    if field.name == "knockout":
        return "false"
    if field.name == "tags":
        return "a-word"
    return json.dumps(field.about.partition(":")[0].rstrip("."), ensure_ascii=False)
