"""The handbook as a whole, for programs: `handbook.json`, and `llms.txt` as a guide to the site.

`schemas/handbook.json` describes the first; https://llmstxt.org the second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import metadata
from typing import Any, Literal

from pydantic import Field

from generator import registers, text
from generator.exports import EXPORTS
from generator.exports.base import escape_markdown as shown
from generator.model import Model
from generator.outline import Outline
from generator.site import REFERENCE, TOOLS, Site, download_uri, phase_uri, playbook_uri

GUIDES = {
    "use-in-a-meeting.md": "How to use it in a meeting",
    "how-far-to-trust-this.md": "How far to trust this",
}
"""The hand-written pages that a program should know of."""


class Gate(Model):
    """The decision that ends a phase. Items are named `playbook#item`."""

    decision: str = Field(description="What is decided.")
    decider: str = Field(description="The title of the role that decides.")
    must: tuple[str, ...] = Field(description="Items that must be true.")
    stops: tuple[str, ...] = Field(description="Red flags that stop it.")
    ask: tuple[str, ...] = Field(description="Items to ask aloud.")
    evidence: tuple[str, ...] = Field(description="Items whose strong evidence to ask for.")


class Phase(Model):
    """A stretch of the path from idea to retirement, in the path's order."""

    id: str
    title: str
    summary: str = Field(description="What happens in it.")
    playbooks: tuple[str, ...] = Field(description="The ids of its playbooks in reading order.")
    gate: Gate


class Published(Model):
    """Every playbook of one version of the handbook, and the phases with their gates."""

    format: Literal["decision-handbook"] = Field(description="What this file is.")
    format_version: Literal[1] = Field(
        description="Goes up when a program that reads the file would have to change."
    )
    handbook_version: str = Field(description="The version of the handbook.")
    address: str = Field(description="The site's full address, or empty if none was configured.")
    phases: tuple[Phase, ...]
    playbooks: tuple[Outline, ...] = Field(
        description="The playbooks in reading order, each as in a playbook's own JSON export."
    )


def handbook(site: Site) -> str:
    """Everything as JSON; not indented, since programs alone read it."""
    published = Published(
        format="decision-handbook",
        format_version=1,
        handbook_version=metadata.version("decision-handbook"),
        address=site.base_url,
        phases=tuple(_phase(site, phase) for phase in site.handbook.phases),
        playbooks=tuple(site.outlined(playbook) for playbook in site.handbook.playbooks),
    )
    return json.dumps(published.model_dump(mode="json"), ensure_ascii=False) + "\n"


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON Schema of the file, by file name."""
    yield "handbook.json", Published.model_json_schema(mode="serialization")


def llms(site: Site, summary: str) -> str:
    """The guide, in Markdown: what the handbook is, and a line for each page that counts."""
    return "\n".join(_guide(site, summary)) + "\n"


def _guide(site: Site, summary: str) -> Iterator[str]:
    markdown = site.address(download_uri("ID", EXPORTS["github"].suffix))
    yield "# Decision Handbook\n"
    yield f"> {shown(summary)}\n"
    version = metadata.version("decision-handbook")
    yield (
        f"This is version {version}. Each playbook serves one decision "
        "and opens with its musts. Rules and gates are judgement, which predicts nothing. Take no "
        "figure without what the page of claims says of it. Nothing here is legal advice. Each "
        f"playbook also stands as Markdown at `{markdown}`, where ID is its id."
    )
    for phase in site.handbook.phases:
        yield f"\n## {shown(phase.title)}\n"
        gate = f"{text.plain(phase.gate.decision)} Decides: {site.roles[phase.gate.decider].title}."
        yield _line(site, phase_uri(phase.id), f"The gate: {phase.title}", gate)
        for playbook in site.in_phase(phase.id):
            told = f"{text.plain(playbook.decision)} Decides: {site.roles[playbook.decider].title}."
            yield _line(site, playbook_uri(playbook.id), playbook.title, told)
    for heading, listed in (("Tools", TOOLS), ("Reference", REFERENCE | GUIDES)):
        yield f"\n## {heading}\n"
        yield from (_line(site, uri, title) for uri, title in listed.items())
    yield "\n## For programs\n"
    yield _line(site, "handbook.json", "handbook.json", "every playbook and gate as data.")
    described = "the JSON Schema of handbook.json."
    yield _line(site, "schemas/handbook.json", "schemas/handbook.json", described)


def _line(site: Site, uri: str, title: str, told: str = "") -> str:
    link = f"- [{shown(title)}]({site.address(uri)})"
    return f"{link}: {shown(told)}" if told else link


def _phase(site: Site, phase: registers.Phase) -> Phase:
    gate = phase.gate
    return Phase(
        id=phase.id,
        title=phase.title,
        summary=text.lines(phase.summary),
        playbooks=tuple(playbook.id for playbook in site.in_phase(phase.id)),
        gate=Gate(
            decision=text.lines(gate.decision),
            decider=site.roles[gate.decider].title,
            must=gate.must,
            stops=gate.stops,
            ask=gate.ask,
            evidence=gate.evidence,
        ),
    )
