"""The command `handbook` as somebody at a terminal meets it."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import CASES, ROOT, Run

from generator.kinds import KINDS

TEN = CASES / "invalid" / "several" / "ten-mistakes"


def put(root: Path, source: Path, name: str) -> Path:
    place = root / "playbooks" / "scope" / f"{name}.yml"
    place.parent.mkdir(exist_ok=True)
    shutil.copy(source, place)
    return place


def test_ten_mistakes_are_told_in_one_run_with_source_caret_and_count(
    small: Path, handbook: Run
) -> None:
    put(small, TEN / "input.yml", "case")
    done = handbook("check", cwd=small)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert done.stderr == ""
    assert lines[0::3][:-1] == (TEN / "problems.txt").read_text().splitlines()
    assert len(lines[0::3][:-1]) >= 10
    assert lines[-1] == "11 problems in 1 file"
    at = next(i for i, line in enumerate(lines) if "[unknown-field]" in line)
    assert lines[at + 1 : at + 3] == ["            whyy: It matters.", "            ^"]


def test_clean_handbook_exits_0(handbook: Run) -> None:
    done = handbook("check", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("no problems")


def test_check_path_reports_only_that_path_but_knows_all_ids(small: Path, handbook: Run) -> None:
    put(small, TEN / "input.yml", "case")
    put(small, CASES / "valid" / "scoping" / "everything" / "input.yml", "everything")
    good = put(small, CASES / "valid" / "scoping" / "smallest" / "input.yml", "smallest")
    good.write_text(
        good.read_text() + "        related: [everything#comes-first, smallest#nothing]\n"
    )
    done = handbook("check", "playbooks/scope/smallest.yml", cwd=small)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("playbooks/")]
    assert line.startswith("playbooks/scope/smallest.yml:")
    assert 'unknown item "smallest#nothing"' in line
    assert "case.yml" not in done.stdout


def test_check_takes_a_folder_and_a_file_outside(
    small: Path, handbook: Run, tmp_path: Path
) -> None:
    outside = tmp_path / "case.yml"
    shutil.copy(TEN / "input.yml", outside)
    done = handbook("check", str(outside), cwd=small)
    assert done.returncode == 1
    assert f"{outside}:18:9: unknown field" in done.stdout
    assert handbook("check", "playbooks/registers", cwd=small).returncode == 0


def test_check_reads_what_it_is_given_wherever_it_lies(small: Path, handbook: Run) -> None:
    for name in ("drafts", "playbooks/.hidden"):
        (small / name).mkdir(parents=True)
        shutil.copy(TEN / "input.yml", small / name / "case.yml")
    assert handbook("check", cwd=small).returncode == 0
    for given in ("drafts/case.yml", "drafts"):
        done = handbook("check", given, cwd=small)
        assert done.returncode == 1, given
        assert "drafts/case.yml:18:9: unknown field" in done.stdout
    elsewhere = handbook("--root", str(small), "check", "drafts", cwd=small.parent)
    assert elsewhere.returncode == 1


@pytest.mark.parametrize("given", ["empty", "notes.txt"])
def test_check_says_when_there_is_nothing_to_check(given: str, small: Path, handbook: Run) -> None:
    (small / "empty").mkdir()
    (small / "notes.txt").write_text("notes")
    done = handbook("check", given, cwd=small)
    assert done.returncode == 2
    assert "nothing to check" in done.stderr


def test_what_the_system_refuses_is_said_in_a_line(small: Path, handbook: Run) -> None:
    (small / "file").write_text("")
    for words in (["schema", "--out", "file/x"], ["render", "--out", "file/x"]):
        done = handbook(*words, cwd=small)
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr
        assert "file" in done.stderr


def test_overdue_review_is_information_unless_due_is_asked(small: Path, handbook: Run) -> None:
    put(small, CASES / "invalid" / "review-overdue" / "a-year-late" / "input.yml", "case")
    told = handbook("check", cwd=small)
    assert (told.returncode, told.stdout.splitlines()[-1]) == (0, "no problems; 1 review overdue")
    assert handbook("check", "--due", cwd=small).returncode == 1


@pytest.mark.parametrize(
    "words", [["chekc"], ["check", "--all"], ["check", "no-such.yml"], ["new"]]
)
def test_wrong_use_is_said_with_exit_2(words: list[str], small: Path, handbook: Run) -> None:
    done = handbook(*words, cwd=small)
    assert done.returncode == 2
    assert "Error:" in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_playbooks_folder_is_said_plainly(tmp_path: Path, handbook: Run) -> None:
    done = handbook("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no playbooks/ folder in" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_starter_file_passes_as_it_stands_and_is_never_overwritten(
    kind: str, small: Path, handbook: Run
) -> None:
    done = handbook("new", kind, "our-question", "--phase", "evaluate", cwd=small)
    assert done.returncode == 0, done.stderr
    path = small / "playbooks" / "evaluate" / "our-question.yml"
    text = path.read_text()
    checked = handbook("check", cwd=small)
    assert checked.stdout.splitlines()[-1] == "no problems"
    assert handbook("new", kind, "our-question", cwd=small).returncode == 2
    assert path.read_text() == text
    fields = KINDS[kind].model_fields
    ruled = () if KINDS[kind].scale else ("rules", "sheets")
    for field in (field for name, field in fields.items() if name not in ruled):
        assert (field.description or "").split()[0] in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "scoping", "Our Question"], "cannot be an id"),
        (["new", "scoping", "search"], "cannot be an id"),
        (["new", "scoping", "x", "--phase", "scop"], 'did you mean "scope"?'),
        (["new", "scopin", "x"], "scoping"),
    ],
)
def test_new_says_what_it_cannot_do(
    words: list[str], said: str, small: Path, handbook: Run
) -> None:
    done = handbook(*words, cwd=small)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (small / "playbooks" / "scope").exists()


def test_render_writes_the_pages_and_refuses_a_full_folder(
    small: Path, handbook: Run, tmp_path: Path
) -> None:
    case = CASES / "valid" / "scoping" / "everything"
    put(small, case / "input.yml", "everything")
    out = tmp_path / "out"
    assert handbook("render", "--out", str(out), cwd=small).returncode == 0
    page = out / "playbooks" / "everything.md"
    assert page.read_text() == (case / "page.md").read_text()
    assert (out / "claims.md").exists()
    assert handbook("render", "--out", str(out), cwd=small).returncode == 2


def test_render_writes_nothing_of_an_invalid_handbook(
    small: Path, handbook: Run, tmp_path: Path
) -> None:
    put(small, TEN / "input.yml", "case")
    done = handbook("render", "--out", str(tmp_path / "out"), cwd=small)
    assert done.returncode == 1
    assert "[unknown-field]" in done.stdout
    assert not (tmp_path / "out").exists()


def test_committed_schemas_are_current(tmp_path: Path, handbook: Run) -> None:
    assert handbook("schema", "--out", str(tmp_path), cwd=ROOT).returncode == 0
    made = {path.name: path.read_text() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text() for path in (ROOT / "schemas").iterdir()}
    assert made == kept, "run `make schemas`"


def test_every_file_names_its_schema_and_satisfies_it() -> None:
    """The schema is stricter YAML's: dates stand as text, as `document` reads them."""
    checked = 0
    for path in sorted((ROOT / "playbooks").glob("*/*.yml")):
        first, *_ = path.read_text(encoding="utf-8").splitlines()
        start = "# yaml-language-server: $schema="
        assert first.startswith(start), path
        schema = json.loads((path.parent / first.removeprefix(start)).read_text())
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=TextDates)
        jsonschema.Draft202012Validator(schema).validate(data)
        checked += 1
    assert checked > 10


class TextDates(yaml.SafeLoader):
    """PyYAML without its dates."""


TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
