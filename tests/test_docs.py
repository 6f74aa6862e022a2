"""What README, CONTRIBUTING and the contributors' pages say is true."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import CASES, QUIET, ROOT

PROSE = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "content").rglob("*.md")]
KINDS_PAGE = ROOT / "content" / "contributing" / "kinds.md"


def fenced(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(), re.DOTALL | re.MULTILINE)


def test_every_make_target_named_exists_and_make_alone_lists_them() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"^  make (\w+)", listed, re.MULTILINE))
    named = {target for path in PROSE for target in re.findall(r"`?make (\w+)`", path.read_text())}
    assert named
    assert named <= targets


def test_every_file_named_in_readme_and_contributing_exists() -> None:
    for path in PROSE[:2]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text()):
            assert (ROOT / link).exists(), link


def test_every_rule_and_module_of_the_architecture_page_exists() -> None:
    page = (ROOT / "content" / "contributing" / "architecture.md").read_text()
    table = page[page.index("| modules of") : page.index("## Five ideas")]
    named = set(re.findall(r"`(\w+)`[^|]*(?=\|)", "\n".join(
        row.split("|")[1] + "|" for row in table.splitlines()[2:] if row.count("|") > 2
    )))  # fmt: skip
    present = {path.stem for path in (ROOT / "generator").iterdir() if path.suffix == ".py"}
    present = (present | {"exports", "kinds", "verdicts"}) - {"__init__", "__main__"}
    every = {name for row in table.splitlines()[2:] for name in first_cell(row)}
    assert named <= present
    assert every == present


def first_cell(row: str) -> list[str]:
    cells = row.split("|")
    return re.findall(r"`(\w+)`", cells[1]) if len(cells) > 2 else []


def test_the_example_message_is_what_check_prints(tmp_path: Path) -> None:
    (example,) = fenced(ROOT / "content" / "contributing" / "playbooks.md", "text")
    place, source, caret, count = example.splitlines()
    line, column = map(int, re.findall(r":(\d+):(\d+):", place)[0])
    assert place.endswith('unknown field "whyy"; did you mean "why"? [unknown-field]')
    assert source.index("whyy") - 4 == column - 1 == caret.index("^") - 4
    assert line > 0
    assert count == "1 problem in 1 file"


def test_a_kind_added_as_the_page_says_is_checked_and_rendered(small: Path, tmp_path: Path) -> None:
    """One model, one template, one registry line, one case folder: nothing else is touched."""
    package = tmp_path / "generator"
    shutil.copytree(ROOT / "generator", package, ignore=shutil.ignore_patterns("__pycache__"))
    before = {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}

    model, line = fenced(KINDS_PAGE, "python")
    (template,) = fenced(KINDS_PAGE, "jinja")
    (case,) = fenced(KINDS_PAGE, "yaml")
    (package / "kinds" / "meeting.py").write_text(model)
    (package / "templates" / "meeting.md.jinja").write_text(template)
    registry = package / "kinds" / "__init__.py"
    text = registry.read_text().replace('    "red-flags"', f'{line}    "red-flags"')
    registry.write_text(
        text.replace("\n\nKINDS", "\nfrom generator.kinds.meeting import Meeting\n\nKINDS", 1)
    )
    changed = {path for path in before if path.read_bytes() != before[path]}
    assert changed == {registry}

    folder = small / "playbooks" / "scope"
    folder.mkdir()
    (folder / "first-meeting.yml").write_text(case)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=small,
            env={**QUIET, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("check").stdout == "no problems\n"
    assert run("render", "--out", "out").returncode == 0
    page = (small / "out" / "playbooks" / "first-meeting.md").read_text()
    assert '### Why do we meet&#63; {#why-meet dir="auto"}' in page
    assert '>Lasts</dt><dd dir="auto">10 minutes</dd>' in page
    assert "A point on the agenda" in (small / "out" / "contributing" / "fields.md").read_text()
    assert run("new", "meeting", "second-meeting").returncode == 0
    assert run("check").stdout == "no problems\n"


def test_every_invalid_case_folder_is_named_after_a_rule_of_the_field_reference(site: Path) -> None:
    page = (site / "contributing" / "fields" / "index.html").read_text()
    for folder in (CASES / "invalid").iterdir():
        if folder.name != "several":
            assert f"<code>{folder.name.replace('-', '&#45;')}</code>" in page or (
                f"<code>{folder.name}</code>" in page
            )
