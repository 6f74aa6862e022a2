"""What several tests share: copies of the handbook, and the built site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write what golden cases become")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A handbook with small registers and no playbook yet."""
    root = tmp_path / "handbook"
    shutil.copytree(CASES / "handbook", root)
    return root


def copied(folder: Path) -> Path:
    """A copy of this handbook below a folder."""
    root = folder / "handbook"
    root.mkdir()
    for name in ("content", "overrides", "playbooks"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of this handbook, to change and build."""
    return copied(tmp_path)


def built_once(folders: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """A folder that `build` fills, one for all processes that run tests side by side."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = folders.getbasetemp() if alone else folders.getbasetemp().parent
    out = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not (shared / f"{name}.done").exists():
            shutil.rmtree(out, ignore_errors=True)
            build(out)
            (shared / f"{name}.done").touch()
    return out


def bare(folder: Path) -> Path:
    """This handbook without a playbook and without prose, to put others in; built in no time."""
    root = folder / "handbook"
    shutil.copytree(ROOT / "playbooks" / "registers", root / "playbooks" / "registers")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "content" / "assets", root / "content" / "assets")
    (root / "content" / "index.md").write_text("# Home\n")
    (root / "playbooks" / "scope").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `mkdocs build --strict` makes it."""

    def build(out: Path) -> None:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
        done = subprocess.run(
            command, cwd=ROOT, env=QUIET, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    return built_once(tmp_path_factory, "built-site", build)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def handbook() -> Run:
    """Runs the command `handbook` in a folder; the timeout only ends a hang."""

    def run(
        *words: str, cwd: Path, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=cwd,
            env={**QUIET, **(env or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
