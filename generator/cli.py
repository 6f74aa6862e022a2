"""The command `handbook`. It prints and exits; everything else is elsewhere.

`check` runs at every save in some editors, so what only the other commands need is imported there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

import click

from generator.checks import RESERVED
from generator.handbook import CONTENT, PLAYBOOKS, Handbook, load
from generator.kinds import KINDS
from generator.model import ID_PATTERN, MAX_ID
from generator.outline import Outline
from generator.problems import CannotStart, Problem, did_you_mean, printable, quoted, with_source

if TYPE_CHECKING:
    from generator.answers import AnswerSheet
    from generator.exports.base import Answered, Format
    from generator.site import Site

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


@main.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write to; the current one unless told.",
)
@click.pass_obj
def offline(root: Path, out: Path) -> None:
    """Build the site as a zip that works from files, without a server."""
    from generator.build import BuildFailed
    from generator.offline import pack

    _valid(root)
    try:
        click.echo(pack(root, out))
    except BuildFailed as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.argument("playbooks", nargs=-1, required=True, metavar="PLAYBOOK...")
@click.option(
    "--format", "name", required=True, help="Which format; `handbook formats` lists them."
)
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An answer sheet to fill in, as JSON; for one playbook.",
)
@click.option(
    "--start",
    help="Count due dates from this day, as in 2027-01-12, and not from the answer sheet's own.",
)
@click.option("--musts", is_flag=True, help="Musts only.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write to; the current one unless told.",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.pass_obj
def export(
    root: Path,
    playbooks: tuple[str, ...],
    name: str,
    answers: Path | None,
    start: str | None,
    musts: bool,
    out: Path,
    force: bool,
) -> None:
    """Write playbooks in a format of another tool: a file each, or one workbook of several."""
    from generator.exports.calendar import scheduled
    from generator.site import Site

    form = _format(name)
    day = _day(start) if start is not None else None
    _once(playbooks)
    if answers is not None and len(playbooks) > 1:
        raise WrongUse("an answer sheet belongs to one playbook; name that one alone")
    site = Site(_valid(root), base_url=os.environ.get("HANDBOOK_URL", ""))
    given: list[Answered] = []
    for outline in [_outlined(site, wanted) for wanted in playbooks]:
        sheet = _sheet(answers, outline) if answers else None
        counted = day or (sheet.start if sheet else None)
        sheet = scheduled(outline, sheet, counted) if counted else sheet
        shown = outline.only_musts() if musts else outline
        if not any(shown.items):
            raise WrongUse(f"{quoted(outline.id)} has no musts; leave out --musts")
        given.append((shown, sheet))
    made = form.files(given)
    _warn(made, form)
    _write(made, out, force=force)


@main.command()
@click.argument("playbook")
@click.option("--repository", required=True, help="Where the issue goes, as owner/name.")
@click.option("--musts", is_flag=True, help="Musts only.")
@click.pass_obj
def link(root: Path, playbook: str, repository: str, musts: bool) -> None:
    """Print a link that opens a new GitHub issue with the playbook's task list."""
    from generator.exports.issue_form import URL_LIMIT, is_repository, new_issue_url
    from generator.site import Site

    if not is_repository(repository):
        raise WrongUse(f"{quoted(repository)} is no repository; write owner/name")
    site = Site(_valid(root), base_url=os.environ.get("HANDBOOK_URL", ""))
    outline = _outlined(site, playbook)
    url = new_issue_url(outline.only_musts() if musts else outline, repository)
    if url is None:
        fewer = "" if musts else " try --musts, or"
        raise click.ClickException(
            f"the link would have more than {URL_LIMIT:,} characters;{fewer} write the file with "
            f"`handbook export {outline.id} --format github` and paste it into the issue"
        )
    click.echo(url)


@main.command()
@click.argument("playbook")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.pass_obj
def assess(root: Path, playbook: str, answers: Path, name: str) -> None:
    """Say what PLAYBOOK's rules, or its tree, make of an answer sheet, the JSON file ANSWERS.

    Exit status: 0 go, 1 the sheet is refused, 2 wrong use, 3 fix, 4 stop, 5 open.
    """
    from generator.assessment import EXIT, report
    from generator.site import Site
    from generator.verdicts.evaluation import evaluate

    site = Site(_valid(root))
    outline = _outlined(site, playbook)
    rules = site.playbooks[playbook].rule_set
    if rules is None:
        raise WrongUse(f"{quoted(playbook)} has no rules that come to a verdict")
    sheet = _sheet(answers, outline)
    result = evaluate(rules, sheet.answers)
    if name == "json":
        click.echo(json.dumps(result.data(), indent=2, ensure_ascii=False))
    else:
        texts = {item.id: item.text for item in outline.items}
        click.echo(report(rules, result, texts))
    raise SystemExit(EXIT[result.verdict])


@main.command()
def formats() -> None:
    """List the formats for `export`, with what each tool needs."""
    from generator.exports import EXPORTS

    for name, form in EXPORTS.items():
        click.echo(f"{name}: {form.title} (.{form.suffix}). {form.told}")


@main.command()
@click.option("--start", required=True, help="The day of the kickoff, as in 2027-01-12.")
@click.option("--playbooks", default="", help="Ids, with commas; the usual ones unless told.")
@click.option("--owner", "owners", multiple=True, help="role=name, as often as needed.")
@click.option("--weeks", default=4, show_default=True, type=click.IntRange(1, 52))
@click.option("--skip-weekends", is_flag=True, help="Move dates off Saturdays and Sundays.")
@click.option("--all", "every", is_flag=True, help="All items, and not the musts alone.")
@click.option("--format", "name", help="Add each playbook in this format to the zip.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("kickoff"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.pass_obj
def kickoff(
    root: Path,
    start: str,
    playbooks: str,
    owners: tuple[str, ...],
    weeks: int,
    skip_weekends: bool,
    every: bool,
    name: str | None,
    out: Path,
    force: bool,
) -> None:
    """Plan a kickoff: one document, one calendar, and a zip of both."""
    from generator import kickoff as plan
    from generator import kickoff_files
    from generator.exports.calendar import CALENDAR, ON_WORKING_DAYS
    from generator.site import Site

    day = _day(start)
    form = _format(name) if name is not None else None
    site = Site(_valid(root), base_url=os.environ.get("HANDBOOK_URL", ""))
    chosen = [one.strip() for one in playbooks.split(",") if one.strip()] or plan.PLAYBOOKS
    _once(chosen)
    outlines = [_outlined(site, one) for one in chosen]
    titles = {role.id: role.title for role in site.handbook.roles}
    try:
        given = [(plan.title_of(role, titles), name) for role, name in map(_owner, owners)]
    except plan.UnknownRole as error:
        raise WrongUse(str(error)) from None
    _once([role for role, _ in given])
    made = plan.pack(
        outlines, day, owners=dict(given), weeks=weeks, skip_weekends=skip_weekends, musts=not every
    )
    more = {}
    if form is not None:
        form = ON_WORKING_DAYS if form is CALENDAR and skip_weekends else form
        more = form.files(tuple(made.sheets))
        _warn(more, form)
    click.echo(_many(made.rows, "task"))
    _write(kickoff_files.files(made, more), out, force=force)


def _day(given: str) -> date:
    try:
        day = date.fromisoformat(given)
        if day.isoformat() != given:  # a week, or a day without hyphens
            raise ValueError
    except ValueError:
        raise WrongUse(f"{quoted(given)} is not a date; write it like 2027-01-12") from None
    if not 1970 <= day.year < 3000:
        raise WrongUse(f"{quoted(given)} lies too far off; write a day from 1970 to 2999")
    return day


def _once(names: Sequence[str]) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise WrongUse(f"{quoted(name)} is named twice; name it once")


def _format(name: str) -> Format:
    from generator.exports import EXPORTS

    if name not in EXPORTS:
        hint = did_you_mean(name, EXPORTS) or f"there are {', '.join(EXPORTS)}"
        raise WrongUse(f"unknown format {quoted(name)}; {hint}")
    return EXPORTS[name]


def _owner(given: str) -> tuple[str, str]:
    role, equals, person = given.partition("=")
    if not equals or not role.strip() or not person.strip():
        raise WrongUse(f"{quoted(given)} names nobody; write --owner role=name")
    return role.strip(), person.strip()


def _outlined(site: Site, wanted: str) -> Outline:
    playbook = site.playbooks.get(wanted)
    if playbook is None:
        hint = did_you_mean(wanted, site.playbooks) or "see the files in playbooks/"
        raise WrongUse(f"unknown playbook {quoted(wanted)}; {hint}")
    return site.outlined(playbook)


def _warn(made: Mapping[str, bytes], form: Format) -> None:
    """Say which files their tool may refuse for their length."""
    for name, content in made.items():
        for said in form.overlong(content):
            click.echo(printable(f"{name}: {said}"), err=True)


def _write(made: Mapping[str, bytes], out: Path, *, force: bool) -> None:
    """Write the files, all or none, and say their names."""
    folders = [str(out / name) for name in made if (out / name).is_dir()]
    if folders:
        raise WrongUse(f"{', '.join(folders)}: a folder has that name; move it, or use --out")
    there = [str(out / name) for name in made if (out / name).exists()]
    if there and not force:
        raise WrongUse(f"{', '.join(there)}: already there; overwrite with --force")
    out.mkdir(parents=True, exist_ok=True)
    at = out
    try:
        with TemporaryDirectory(dir=out, prefix=".handbook-") as partial:
            for name, content in made.items():
                at = out / name
                (Path(partial) / name).write_bytes(content)
            for name in made:
                at = out / name
                (Path(partial) / name).replace(at)
    except OSError as error:
        raise click.ClickException(f"{at}: {error.strerror}") from None
    for name in made:
        click.echo(out / name)


def _sheet(path: Path, outline: Outline) -> AnswerSheet:
    """The answer sheet in a file, or its problems and exit 1."""
    from generator.answers import applied, read_sheet
    from generator.sheet_file import read

    file = read(path, str(path))
    if file.problems:
        _refuse(list(file.problems))
    sheet, findings = read_sheet(file.data, outline)
    said = sorted(map(file.locate, findings))
    if sheet is None:
        _refuse([problem for problem in said if problem.level == "problem"])
    for problem in said:
        click.echo(with_source(problem), err=True)
    return applied(outline, sheet)


def _valid(root: Path) -> Handbook:
    """The handbook, or its problems and exit 1."""
    handbook = _load(root)
    problems = [p for p in handbook.problems if p.level == "problem"]
    if problems:
        _refuse(problems)
    return handbook


def _refuse(problems: list[Problem]) -> NoReturn:
    for problem in problems:
        click.echo(with_source(problem))
    click.echo(_count(problems, []))
    raise SystemExit(1)


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
