"""The command `handbook`. It prints and exits; everything else is elsewhere.

`check` runs at every save in some editors, so what only the other commands need is imported there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from generator.checks import RESERVED
from generator.handbook import CONTENT, PLAYBOOKS, Handbook, load
from generator.kinds import KINDS
from generator.model import ID_PATTERN, MAX_ID
from generator.problems import CannotStart, Problem, did_you_mean, quoted, with_source

Root = click.Path(exists=True, file_okay=False, path_type=Path)


class WrongUse(click.ClickException):
    """The command was called in a way that cannot work; exit 2."""

    exit_code = 2


class Commands(click.Group):
    """Says in a line what the system refuses."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from None


@click.group(cls=Commands)
@click.version_option(package_name="decision-handbook", prog_name="handbook")
@click.option("--root", type=Root, default=Path(), help="The handbook's top folder.")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check playbooks and build the handbook."""
    context.obj = root


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--due", is_flag=True, help="Fail on reviews that are overdue, too.")
@click.pass_obj
def check(root: Path, paths: tuple[Path, ...], due: bool) -> None:
    """Report every problem of every playbook, or of PATHS only.

    Exit status: 0 nothing wrong, 1 problems, 2 wrong use.
    """
    paths = tuple(_found(root, path) for path in paths)
    handbook = _load(root, extra=_outside(root, paths))
    about = {*handbook.files, *(problem.path for problem in handbook.problems)}
    for path in paths:
        if not any(_lies_in(root / name, path) for name in about):
            raise WrongUse(f"there is nothing to check in {path}: it holds no playbook")
    chosen = [
        problem
        for problem in handbook.problems
        if not paths or any(_lies_in(root / problem.path, path) for path in paths)
    ]
    problems = [p for p in chosen if p.level == "problem"]
    late = [p for p in chosen if p.level == "information"]
    for problem in chosen:
        click.echo(with_source(problem))
    click.echo(_count(problems, late))
    if problems or (due and late):
        raise SystemExit(1)


@main.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("schemas"),
    show_default=True,
    help="The folder to write to.",
)
def schema(out: Path) -> None:
    """Write the JSON Schemas that editors and other programs read."""
    from generator.schema import schemas

    out.mkdir(parents=True, exist_ok=True)
    for name, text in schemas():
        (out / name).write_text(text, encoding="utf-8")
        click.echo(out / name)


@main.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("id")
@click.option("--phase", help="The phase's folder; the first phase unless told.")
@click.pass_obj
def new(root: Path, kind: str, id: str, phase: str | None) -> None:
    """Write a commented starter playbook, valid as it stands."""
    from generator.skeleton import starter

    handbook = _load(root)
    phases = [known.id for known in handbook.phases]
    phase = phase or next(iter(phases), "")
    if phase not in phases:
        hint = did_you_mean(phase, phases) or f"there are {', '.join(phases) or 'none'}"
        raise WrongUse(f"unknown phase {quoted(phase)}; {hint}")
    if not re.fullmatch(ID_PATTERN, id) or len(id) > MAX_ID or id in RESERVED["playbook"]:
        raise WrongUse(f"{quoted(id)} cannot be an id; write lower-case words joined by hyphens")
    path = root / PLAYBOOKS / phase / f"{id}.yml"
    taken = handbook.paths.get(id)
    if taken or path.exists():
        raise WrongUse(f"there is already a playbook {quoted(id)}: {taken or path}")
    roles = [role.id for role in handbook.roles]
    if not roles:
        raise WrongUse("registers/roles.yml has no role yet; a playbook needs one that decides")
    text = starter(kind, {"playbook": id, "phase": phase, "role": roles[0]}, date.today())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(f"{path}: fill it in, then run `handbook check {path}`")


@main.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to; new, or empty.",
)
@click.pass_obj
def render(root: Path, out: Path) -> None:
    """Write every generated page as Markdown, for other site generators."""
    from generator import pages
    from generator.history import last_changed
    from generator.site import Site

    handbook = _valid(root)
    if out.exists() and any(out.iterdir()):
        raise WrongUse(f"{out} is not empty; name a new folder")
    changed = last_changed(root, PLAYBOOKS)
    for page in pages.render(Site(handbook, changed=changed)):
        path = out / page.src_uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.markdown, encoding="utf-8")


@main.command()
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Where the site goes.",
)
@click.pass_obj
def build(root: Path, site_dir: Path) -> None:
    """Check everything, build the site beside the old one, and exchange them in one step."""
    from generator.build import BuildFailed, publish

    _valid(root)
    try:
        publish(root, root / site_dir)
    except BuildFailed as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"built {root / site_dir}")


def _valid(root: Path) -> Handbook:
    """The handbook, or its problems and exit 1."""
    handbook = _load(root)
    problems = [p for p in handbook.problems if p.level == "problem"]
    if problems:
        for problem in problems:
            click.echo(with_source(problem))
        click.echo(_count(problems, []))
        raise SystemExit(1)
    return handbook


def _load(root: Path, extra: tuple[Path, ...] = ()) -> Handbook:
    try:
        return load(root, today=date.today(), extra=extra)
    except CannotStart as error:
        raise WrongUse(str(error)) from None


def _found(root: Path, path: Path) -> Path:
    """The path as given, or else as seen from the handbook's top folder."""
    for place in (path, root / path):
        if place.exists() or place.is_symlink():
            return place
    raise WrongUse(f"no such file or folder: {path}")


def _outside(root: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    """The named playbooks, or those in named folders, that are not the handbook's own."""
    own = (_real(root) / PLAYBOOKS, _real(root) / CONTENT)
    outside = [path for path in paths if not any(_real(path).is_relative_to(top) for top in own)]
    found: list[Path] = []
    for path in outside:
        if not path.is_dir():
            found += [path] if path.suffix in (".yml", ".yaml") else []
        elif not any(top.is_relative_to(_real(path)) for top in own):
            found += sorted(path.rglob("*.yml"))
    return tuple(found)


def _real(path: Path) -> Path:
    """The path with its folders resolved, but not the file itself, which may be a link."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def _lies_in(place: Path, path: Path) -> bool:
    return _real(place).is_relative_to(_real(path)) or _real(place) == path.resolve()


def _count(problems: list[Problem], late: list[Problem]) -> str:
    files = len({problem.path for problem in problems})
    said = (
        f"{_many(len(problems), 'problem')} in {_many(files, 'file')}"
        if problems
        else "no problems"
    )
    return f"{said}; {_many(len(late), 'review')} overdue" if late else said


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
