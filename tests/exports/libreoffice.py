"""Find the LibreOffice that the tests convert with, and install it where there is none.

On Debian as root it comes from apt; elsewhere it is yours to install.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("soffice", "libreoffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
PACKAGES = ("libreoffice-calc", "libreoffice-writer")
HANG = 300
"""Seconds after which a conversion is taken to hang."""


class CannotInstall(Exception):
    """There is no way to install LibreOffice from here; the message says what to do."""


def find() -> str | None:
    """The program's path, or None: one on PATH, or in its usual place."""
    on_path = filter(None, map(shutil.which, NAMES))
    places = (place for place in PLACES if Path(place).exists())
    return next((path for path in (*on_path, *places) if _is_whole(path)), None)


def _is_whole(path: str) -> bool:
    """Whether Debian's packages are all there; other builds come in one piece."""
    folder = Path(path).resolve().parent
    parts = ("scalc", "swriter")
    return "/usr/lib/libreoffice" not in str(folder) or all((folder / p).exists() for p in parts)


def install() -> None:
    """Install LibreOffice; raises CalledProcessError or CannotInstall if that fails."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise CannotInstall("it is installed here only on Debian as root")
    subprocess.run(["apt-get", "update", "--quiet"], check=True)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    subprocess.run(command, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def convert(files: list[Path], to: str, out: Path) -> None:
    """Convert files with a profile of its own, so that two runs do not meet."""
    program = find()
    assert program, "LibreOffice is missing: run tests/exports/libreoffice.py"
    command = [
        program,
        f"-env:UserInstallation={(out / 'profile').resolve().as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(out),
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG, check=False)
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    if find() is None:
        try:
            install()
        except (subprocess.CalledProcessError, CannotInstall) as error:
            sys.exit(
                f"LibreOffice could not be installed ({error}); install its Calc and Writer and "
                "run this again"
            )
    if find() is None:
        sys.exit("LibreOffice was installed but cannot be found; put soffice on PATH")
