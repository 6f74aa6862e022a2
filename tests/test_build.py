"""`handbook build`: the old site stands whole until the new one is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import QUIET, Run
from filelock import FileLock

from generator import build
from generator.build import BESIDE, LOCK

OLD = "<title>the old site</title>"


@pytest.fixture
def published(copy: Path) -> Path:
    """A copy of the handbook with an old site in it."""
    (copy / "site").mkdir()
    (copy / "site" / "index.html").write_text(OLD)
    (copy / "site" / "old.html").write_text(OLD)
    return copy


def beside(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob(f"{BESIDE}*"))


def test_build_exchanges_the_whole_site(published: Path, handbook: Run) -> None:
    done = handbook("build", cwd=published)
    assert done.returncode == 0, done.stderr
    assert "What are you deciding today" in (published / "site" / "index.html").read_text()
    assert not (published / "site" / "old.html").exists()
    assert beside(published) == []
    assert (published / "site").stat().st_mode & 0o777 == 0o755


def test_first_build_needs_no_old_site(copy: Path, handbook: Run) -> None:
    assert handbook("build", "--site-dir", "public", cwd=copy).returncode == 0
    assert (copy / "public" / "playbooks" / "pilot-charter" / "index.html").exists()


def test_invalid_playbook_leaves_the_old_site(published: Path, handbook: Run) -> None:
    path = published / "playbooks" / "scope" / "pilot-charter.yml"
    path.write_text(path.read_text().replace("decider: sponsor", "decider: sponser", 1))
    done = handbook("build", cwd=published)
    assert done.returncode == 1
    assert "[unknown-reference]" in done.stdout
    assert (published / "site" / "index.html").read_text() == OLD


def test_failed_mkdocs_leaves_the_old_site(published: Path, handbook: Run) -> None:
    (published / "content" / "index.md").write_text("# Home\n\n[nowhere](nowhere.md)\n")
    done = handbook("build", cwd=published)
    assert done.returncode == 1
    assert "MkDocs failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert (published / "site" / "old.html").read_text() == OLD
    assert beside(published) == []


def test_killed_build_leaves_the_old_site_and_the_next_one_clears_up(
    published: Path, handbook: Run
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "build"],
        cwd=published,
        env={**QUIET, "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if "Building documentation" in line:
                os.killpg(running.pid, signal.SIGKILL)
                break
        else:
            pytest.fail("the build ended before it could be killed")
    assert (published / "site" / "index.html").read_text() == OLD
    assert (published / "site" / "old.html").read_text() == OLD
    assert beside(published) != []
    assert handbook("build", cwd=published).returncode == 0
    assert not (published / "site" / "old.html").exists()
    assert beside(published) == []


def test_two_builds_at_once_are_refused(published: Path, handbook: Run) -> None:
    with FileLock(published / LOCK):
        done = handbook("build", cwd=published)
    assert done.returncode == 1
    assert "another build" in done.stderr
    assert (published / "site" / "index.html").read_text() == OLD


@pytest.mark.parametrize("folder", ["content", "playbooks/scope/site", ".", ".."])
def test_folder_that_is_no_site_is_never_replaced(
    folder: str, published: Path, handbook: Run
) -> None:
    done = handbook("build", "--site-dir", folder, cwd=published)
    assert done.returncode == 1
    assert "name another folder" in done.stderr
    assert (published / "content" / "index.md").exists()


def test_exchange_in_two_steps_where_the_system_has_no_single_one(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_renameat2", lambda one, other: False)
    build.publish(published, published / "site")
    assert not (published / "site" / "old.html").exists()
    assert beside(published) == []


def test_exchange_that_was_cut_in_two_is_mended(published: Path, handbook: Run) -> None:
    (published / "site").rename(published / f"{BESIDE}old")
    (published / "content" / "index.md").write_text("# Home\n\n[nowhere](nowhere.md)\n")
    assert handbook("build", cwd=published).returncode == 1
    assert (published / "site" / "old.html").read_text() == OLD
