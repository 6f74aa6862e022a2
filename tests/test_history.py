"""The day of a file's last change comes from git, and from nowhere else."""

import os
import subprocess
from datetime import date
from pathlib import Path

from generator.history import last_changed

WHO = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def git(folder: Path, *words: str, day: str = "2026-01-01") -> None:
    env = {**os.environ, **WHO, "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(["git", *words], cwd=folder, env=env, check=True, capture_output=True)


def commit(top: Path, name: str, text: str, day: str) -> None:
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    git(top, "add", "--all")
    git(top, "commit", "--message", name, day=day)


def history(tmp_path: Path) -> Path:
    top = tmp_path / "project"
    top.mkdir()
    git(top, "init")
    commit(top, "book/playbooks/scope/one.yml", "1", "2026-02-01")
    commit(top, "book/playbooks/scope/two.yml", "1", "2026-03-01")
    commit(top, "book/playbooks/scope/one.yml", "2", "2026-04-01")
    commit(top, "book/content/index.md", "1", "2026-05-01")
    return top


def test_each_file_has_the_day_of_its_newest_commit(tmp_path: Path) -> None:
    top = history(tmp_path)
    (top / "book" / "playbooks" / "scope" / "two.yml").write_text("not committed")
    assert last_changed(top / "book", "playbooks") == {
        "playbooks/scope/one.yml": date(2026, 4, 1),
        "playbooks/scope/two.yml": date(2026, 3, 1),
    }


def test_without_git_or_its_whole_history_no_day_is_made_up(tmp_path: Path) -> None:
    assert last_changed(tmp_path, "playbooks") == {}
    top = history(tmp_path)
    git(tmp_path, "clone", "--depth", "1", f"file://{top}", "shallow")
    assert last_changed(tmp_path / "shallow" / "book", "playbooks") == {}
