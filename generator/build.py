"""Build the site beside the old one and exchange them, so that readers never see half a site.

MkDocs empties the folder that it builds into: a build that is killed leaves a broken site, and two
at once mix their pages. Here one lock admits one build, the new site grows in a folder of its own,
and one system call exchanges the two.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = ".handbook-build.lock"
BESIDE = ".site-"
"""How the names of folders begin that hold a site while it is built."""

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class BuildFailed(Exception):
    """The site was not built; the old one stands as it was."""


def publish(root: Path, site_dir: Path) -> None:
    """Build the handbook in `root` and put the site at `site_dir` in one step.

    Raises BuildFailed if another build is under way, if MkDocs fails, or if `site_dir` is not
    a site. What stood at `site_dir` then still stands there, whole.
    """
    site_dir = site_dir.absolute()
    _refuse(root.absolute(), site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(site_dir.parent / LOCK, os.O_CREAT | os.O_RDWR))  # says why, if it can't
        with FileLock(site_dir.parent / LOCK, blocking=False):
            _mend(site_dir)
            fresh = Path(tempfile.mkdtemp(prefix=BESIDE, dir=site_dir.parent))
            try:
                fresh.chmod(0o755)
                mkdocs(root, fresh)
                _exchange(fresh, site_dir)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except Timeout:
        raise BuildFailed(f"another build of {site_dir} is under way") from None


def _refuse(root: Path, site_dir: Path) -> None:
    """Never replace a folder that is not a site."""
    if root.is_relative_to(site_dir):
        raise BuildFailed(f"{site_dir} holds the handbook itself; name another folder")
    for own in ("content", "generator", "overrides", "playbooks"):
        if site_dir.is_relative_to(root / own):
            raise BuildFailed(f"{site_dir} lies in the handbook's {own}/; name another folder")
    if site_dir.is_symlink() or (site_dir.exists() and not site_dir.is_dir()):
        raise BuildFailed(f"{site_dir} is not a folder; name another")
    if site_dir.is_dir() and any(site_dir.iterdir()) and not (site_dir / "index.html").exists():
        raise BuildFailed(f"{site_dir} holds something that is no site; name another folder")


def mkdocs(root: Path, fresh: Path, *options: str, **settings: str) -> None:
    """Run MkDocs, with more options and environment variables; raises BuildFailed if it fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(fresh)]
    command += ["--config-file", str(root / "mkdocs.yml"), *options]
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ, **settings}
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode != 0:
        raise BuildFailed("MkDocs failed, as told above; what was there stands as it was")


def _mend(site_dir: Path) -> None:
    """Clear what a killed build left behind, and finish an exchange that it began."""
    aside = site_dir.with_name(f"{BESIDE}old")
    if aside.exists() and not site_dir.exists():
        aside.rename(site_dir)
    for left in site_dir.parent.glob(f"{BESIDE}*"):
        shutil.rmtree(left, ignore_errors=True)


def _exchange(fresh: Path, site_dir: Path) -> None:
    """Put `fresh` where `site_dir` is. On Linux in one step, elsewhere in two (see `_mend`)."""
    if not site_dir.exists():
        fresh.rename(site_dir)
    elif not _renameat2(fresh, site_dir):
        aside = site_dir.with_name(f"{BESIDE}old")
        site_dir.rename(aside)
        fresh.rename(site_dir)
        shutil.rmtree(aside, ignore_errors=True)


def _renameat2(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system cannot.

    Raises OSError if the system can and refuses.
    """
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    if call(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(code, os.strerror(code), str(other))
