"""Draw the pictures that no browser draws by itself, with Chromium: `make pictures`.

Fonts and browsers differ, so a picture is not compared with a fresh one. It carries the hash of
what it was drawn from instead, and a test compares that.
"""

import hashlib
import struct
import zlib
from pathlib import Path

from playwright.sync_api import sync_playwright

from . import chromium

ROOT = Path(__file__).parent.parent.parent
DRAWN_FROM = ROOT / "browser" / "pictures"
ASSETS = ROOT / "overrides" / "assets"
SIZES = {"social": (1200, 630), "touch": (180, 180)}


def sources(name: str) -> str:
    """The hash of what a picture is drawn from."""
    parts = (DRAWN_FROM / f"{name}.html", ASSETS / "mark.svg")
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG; https://www.w3.org/TR/png-3/#5Chunk-layout."""
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def signed(picture: bytes, sources: str) -> bytes:
    """The PNG with the hash in a text chunk before its last one."""
    end = chunk(b"IEND", b"")
    return picture.removesuffix(end) + chunk(b"tEXt", b"Source\0" + sources.encode()) + end


def draw() -> None:
    """Write every picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((DRAWN_FROM / f"{name}.html").as_uri())
            (ASSETS / f"{name}.png").write_bytes(signed(page.screenshot(), sources(name)))
        browser.close()


if __name__ == "__main__":
    draw()
