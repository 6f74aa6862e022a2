"""The site as one zip, to unpack and open without a server or a network."""

from __future__ import annotations

import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from generator.build import mkdocs

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold, so that the same site gives the same bytes."""

ONLY_HOSTED = {"404.html"}
"""What a host alone serves; its links begin at the top of the host."""


def pack(root: Path, folder: Path) -> Path:
    """Build the handbook in `root` for use from files and put its zip into `folder`.

    The pages carry no full address: those of the hosted site are others. Raises BuildFailed if
    MkDocs fails.
    """
    name = f"decision-handbook-{metadata.version('decision-handbook')}"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{name}-offline.zip"
    with tempfile.TemporaryDirectory(prefix=".offline-", dir=folder) as temporary:
        site = Path(temporary) / "site"
        mkdocs(root, site, "--no-directory-urls", HANDBOOK_URL="")
        part = Path(temporary) / "part"
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(site.rglob("*")):
                inside = path.relative_to(site).as_posix()
                if path.is_file() and inside not in ONLY_HOSTED:
                    entry = zipfile.ZipInfo(f"{name}/{inside}", ZIP_TIME)
                    entry.create_system, entry.external_attr = 3, 0o644 << 16
                    archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
        part.replace(made)
    return made
