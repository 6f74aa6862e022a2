"""When each file last changed, from one `git log`, passed on as data."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path


def last_changed(root: Path, folder: str) -> Mapping[str, date]:
    """The day of the newest commit of each file in a folder, by its path from `root`.

    Empty where git, its history or a full clone is missing: an absent date is better than that of
    the clone.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(root, "log", "--format=%x00%cs", "--name-only", "--relative", "--", folder)
    days: dict[str, date] = {}
    for commit in log.split("\0")[1:]:
        day, *paths = commit.split("\n")
        for path in filter(None, paths):
            days.setdefault(path, date.fromisoformat(day))
    return days


def _git(root: Path, *words: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *words]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
