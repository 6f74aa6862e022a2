"""Golden cases: a folder that a person can read and copy is what each input becomes."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import CASES

from generator import pages
from generator.handbook import Handbook, load
from generator.kinds import KINDS
from generator.problems import RULES, headline
from generator.site import Site, playbook_uri

TODAY = date(2026, 11, 20)
VALID = sorted((CASES / "valid").glob("*/*"))
INVALID = sorted((CASES / "invalid").glob("*/*"))

# These need a file that no checkout can hold, or an answer sheet; test_document.py and
# test_export.py make them.
MADE_ELSEWHERE = {
    "changed-item",
    "not-a-file",
    "other-version",
    "too-large",
    "two-answers",
    "unreadable",
}


def names(cases: list[Path]) -> list[str]:
    return [f"{case.parent.name}/{case.name}" for case in cases]


def loaded(small: Path, case: Path, name: str) -> Handbook:
    """The small handbook with the case in it: one playbook, or a tree laid over it."""
    if not (case / "input.yml").exists():
        shutil.copytree(case, small, dirs_exist_ok=True, symlinks=True)
    else:
        place = small / "playbooks" / "scope" / f"{name}.yml"
        place.parent.mkdir()
        shutil.copy(case / "input.yml", place)
    return load(small, today=TODAY)


def compare(path: Path, text: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "`make cases` writes what it becomes now"


@pytest.mark.parametrize("case", VALID, ids=names(VALID))
def test_valid_playbook_becomes_its_page(
    case: Path, small: Path, request: pytest.FixtureRequest
) -> None:
    book = loaded(small, case, case.name)
    assert [headline(problem) for problem in book.problems] == []
    assert [playbook.kind for playbook in book.playbooks] == [case.parent.name]
    made = {page.src_uri: page.markdown for page in pages.render(Site(book))}
    compare(case / "page.md", made[playbook_uri(case.name)], request)


@pytest.mark.parametrize("case", INVALID, ids=names(INVALID))
def test_invalid_playbook_gives_its_problems(
    case: Path, small: Path, request: pytest.FixtureRequest
) -> None:
    book = loaded(small, case, "case")
    lines = [headline(problem) for problem in book.problems]
    assert lines, "an invalid case must have a problem"
    compare(case / "problems.txt", "".join(f"{line}\n" for line in lines), request)
    if case.parent.name != "several":
        assert {problem.rule for problem in book.problems} == {case.parent.name}


def test_every_kind_has_a_valid_case() -> None:
    assert {case.parent.name for case in VALID} == set(KINDS)


def test_every_rule_has_an_invalid_case() -> None:
    assert {case.parent.name for case in INVALID} - {"several"} == set(RULES) - MADE_ELSEWHERE
