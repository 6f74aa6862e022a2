"""A folder to a handbook: every playbook and register, and every problem in them."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import checks, registers
from generator.checks import Corpus, Page, Part
from generator.document import Document, read, read_text
from generator.kinds import KINDS
from generator.kinds.base import Group, Item, Playbook
from generator.model import Model, validate
from generator.problems import CannotStart, Finding, Problem, did_you_mean, quoted
from generator.registers import REGISTERS
from generator.verdicts import proof
from generator.verdicts.compiled import RuleSet

PLAYBOOKS = "playbooks"
CONTENT = "content"

AnyGroup = Group[Any]
AnyPlaybook = Playbook[Any]
_ANCHOR = re.compile(r"\{[^{}\n]*#([A-Za-z][\w-]*)[^{}\n]*\}")


class MissingPlaybooks(CannotStart):
    """The folder has no `playbooks/` in it."""


@dataclass(frozen=True)
class Handbook:
    """Everything that was read, valid or not.

    `playbooks` holds the valid ones in reading order; `paths` the file of each, seen from the
    top folder; `broken` the problems of each file that is not among them.
    """

    playbooks: tuple[AnyPlaybook, ...]
    paths: Mapping[str, str]
    broken: Mapping[str, tuple[Problem, ...]]
    phases: tuple[registers.Phase, ...]
    roles: tuple[registers.Role, ...]
    sources: tuple[registers.Source, ...]
    claims: tuple[registers.Claim, ...]
    terms: tuple[registers.Term, ...]
    synonyms: tuple[registers.Synonyms, ...]
    frameworks: tuple[registers.Framework, ...]
    origins: tuple[registers.Origin, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    """Every file that was looked at, as problems name it."""

    @property
    def items(self) -> Iterator[tuple[AnyPlaybook, Item]]:
        """Every item of every valid playbook, with its playbook."""
        for playbook in self.playbooks:
            for item in playbook.items:
                yield playbook, item


def load(root: Path, *, today: date, extra: tuple[Path, ...] = ()) -> Handbook:
    """Read the handbook in `root`, collecting every problem instead of raising.

    `extra` names playbooks outside the folder that are read along. `today` decides which reviews
    are overdue, which is information only.

    Python's garbage collection pauses meanwhile: what is read stays in use, and looking through it
    again and again takes longer than reading it.

    Raises MissingPlaybooks if there is no `playbooks/` folder, MissingParser if PyYAML lacks its C
    parser.
    """
    folder = root / PLAYBOOKS
    if folder.is_symlink() or not folder.is_dir():
        raise MissingPlaybooks(
            f"there is no {PLAYBOOKS}/ folder in {root.resolve()}: run this in the handbook's top "
            "folder, or name that folder with --root"
        )
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _loaded(root, today, extra)
    finally:
        if collecting:
            gc.enable()


def _loaded(root: Path, today: date, extra: tuple[Path, ...]) -> Handbook:
    folder = root / PLAYBOOKS
    problems: list[Problem] = []
    parts: list[Part] = []
    for path in sorted(_walk(folder)):
        shown = path.relative_to(root).as_posix()
        refused = _refused_name(path, path.relative_to(folder), shown)
        if refused:
            problems.append(refused)
        else:
            parts.append(_part(read(path, shown), path.stem, path.parent.name, inside=True))
    parts += [_part(read(path, str(path)), path.stem, None, inside=False) for path in extra]
    corpus = Corpus(parts, tuple(_pages(root)))

    valid: dict[str, AnyPlaybook] = {}
    paths: dict[str, str] = {}
    records: dict[str, list[Any]] = {name: [] for name in REGISTERS}
    for part in parts:
        problems += part.document.problems
        for record, finding in _validated(part):
            if finding is not None:
                problems.append(part.document.locate(finding))
            elif part.register is not None:
                records[part.register].append(record)
            elif isinstance(record, Playbook) and record.id not in valid:
                valid[record.id] = record
                paths[record.id] = part.document.path
                late = checks.overdue(record.review_due, today)
                problems += [part.document.locate(late)] if late else []
                problems += map(part.document.locate, _unproven(record))
    problems += [problem for page in corpus.pages for problem in page.document.problems]
    problems += [document.locate(finding) for document, finding in checks.check(corpus)]

    wrong = {problem.path for problem in problems if problem.level == "problem"}
    broken = {
        part.stem: tuple(sorted(p for p in problems if p.path == part.document.path))
        for part in parts
        if part.register is None and part.document.path in wrong
    }
    phases = tuple(records["phases"])
    return Handbook(
        playbooks=_in_reading_order(
            [book for book in valid.values() if paths[book.id] not in wrong], phases
        ),
        paths=paths,
        broken=broken,
        phases=phases,
        roles=tuple(records["roles"]),
        sources=tuple(records["sources"]),
        claims=tuple(records["claims"]),
        terms=tuple(records["glossary"]),
        synonyms=tuple(records["synonyms"]),
        frameworks=tuple(records["frameworks"]),
        origins=tuple(records["origins"]),
        problems=tuple(sorted(set(problems))),
        files=(
            *(part.document.path for part in parts),
            *(page.document.path for page in corpus.pages),
        ),
    )


def _unproven(playbook: AnyPlaybook) -> Iterator[Finding]:
    rules = playbook.rule_set
    if not isinstance(rules, RuleSet):
        return iter(())
    return proof.unproven(rules, playbook.sheets, default=playbook.rules is None)


def _walk(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if (Path(top) / name).is_symlink()]
        for name in [*files, *links]:
            if not name.startswith("."):
                yield Path(top) / name


def _refused_name(path: Path, inside: Path, shown: str) -> Problem | None:
    """The problem with a file's name or place, or None if it is to be read."""
    if path.is_symlink():
        return (
            None
            if path.suffix == ".yml"
            else Problem(shown, 1, 1, "symlink", "is a symbolic link", "put the file itself here")
        )
    if path.suffix == ".yaml":
        hint = f"rename it to {path.stem}.yml"
        return Problem(shown, 1, 1, "bad-file-name", "playbooks end in .yml", hint)
    if path.suffix == ".yml" and len(inside.parts) != 2:
        hint = f"move it to {PLAYBOOKS}/<phase>/{path.name}"
        return Problem(shown, 1, 1, "misplaced", "stands outside a phase's folder", hint)
    if path.suffix == ".yml" and inside.parts[0] == "registers" and path.stem not in REGISTERS:
        hint = did_you_mean(path.stem, REGISTERS) or f"there are {', '.join(REGISTERS)}"
        return Problem(
            shown, 1, 1, "unknown-register", f"unknown register {quoted(path.stem)}", hint
        )
    return None


def _part(document: Document, stem: str, folder: str | None, *, inside: bool) -> Part:
    if inside and folder == "registers":
        return Part(document, stem, folder, register=stem, model=REGISTERS[stem])
    kind = document.data.get("kind") if isinstance(document.data, Mapping) else None
    model = KINDS.get(kind) if isinstance(kind, str) else None
    return Part(document, stem, folder, model=model)


def _pages(root: Path) -> Iterator[Page]:
    content = root / CONTENT
    for path in sorted(_walk(content)):
        shown = path.relative_to(root).as_posix()
        if path.suffix == ".md" or path.is_symlink():  # what is linked here would be published
            document = read_text(path, shown)
            name = path.relative_to(content).with_suffix("").as_posix()
            yield Page(document, name, frozenset(_ANCHOR.findall(document.text)))


def _validated(part: Part) -> Iterator[tuple[Model | None, Finding | None]]:
    """Each record of a file that is valid, and each finding of what is not."""
    data = part.document.data
    if data is None:
        return
    if part.register is not None and part.model is not None:
        if not isinstance(data, tuple):
            hint = "write one record after another, each beginning with `- id:`"
            yield None, Finding((), "wrong-type", "a register must be a list", hint)
            return
        for index, given in enumerate(data):
            record, findings = validate(part.model, given, (index,))
            yield from ((None, finding) for finding in findings)
            if record is not None:
                yield record, None
    elif not isinstance(data, Mapping):
        hint = "begin with `kind:`; `handbook new KIND ID` writes a starter file"
        yield None, Finding((), "wrong-type", "a playbook must be a group of fields", hint)
    elif part.model is None:
        yield None, _unknown_kind(data)
    else:
        record, findings = validate(part.model, data)
        yield from ((None, finding) for finding in findings)
        if record is not None:
            yield record, None


def _unknown_kind(data: Mapping[str, Any]) -> Finding:
    kinds = ", ".join(KINDS)
    if not isinstance(data.get("kind", ""), str):
        return Finding(("kind",), "wrong-type", '"kind" must be text', f"write one of {kinds}")
    if "kind" not in data:
        return Finding((), "missing-field", 'the field "kind" is missing', f"write one of {kinds}")
    hint = did_you_mean(data["kind"], KINDS) or f"write one of {kinds}"
    return Finding(("kind",), "unknown-kind", f"unknown kind {quoted(data['kind'])}", hint)


def _in_reading_order(
    playbooks: list[AnyPlaybook], phases: tuple[registers.Phase, ...]
) -> tuple[AnyPlaybook, ...]:
    place = {
        name: (number, position)
        for number, phase in enumerate(phases)
        for position, name in enumerate(phase.order)
    }
    last = {phase.id: (number, len(phase.order)) for number, phase in enumerate(phases)}
    return tuple(
        sorted(playbooks, key=lambda p: (*place.get(p.id, last.get(p.phase, (99, 0))), p.title))
    )
