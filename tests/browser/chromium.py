"""Find the Chromium that the tests drive, and install it where there is none.

On Debian as root it comes from apt, elsewhere from Playwright. With it comes a font as wide as
those that most readers have: Debian's usual one is far wider, and ties letters together that no
reader of a PDF takes apart.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FONT = "Liberation Sans"
PACKAGES = ("chromium", "fonts-liberation")
NAMES = ("chromium", "chromium-browser", "google-chrome")
UNUSED = (
    "WebUIOmniboxPopup",  # with the next, two pages that each window loads for its address bar:
    "WebUIOmniboxAimPopup",  # more than half of what a test's window cost
    "AimEnabled",  # the rest is of Playwright's list, which holds no more beside another
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
)
"""Features of the browser that are switched off."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(UNUSED)}",
)


def find() -> str | None:
    """The browser's path: one on PATH, or the one that Playwright installed."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return on_path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def has_font() -> bool:
    """Whether the font is there. Systems without fontconfig bring fonts of their own."""
    if not shutil.which("fc-list"):
        return True
    command = ["fc-list", "--format=.", FONT]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout)


def install() -> None:
    """Install Chromium and the font; raises CalledProcessError if that fails."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "--quiet"], check=True)
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
        subprocess.run(command, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if find() is None or not has_font():
        try:
            install()
        except subprocess.CalledProcessError as error:
            sys.exit(f"Chromium could not be installed ({error}); install it and run this again")
    if find() is None:
        sys.exit("Chromium was installed but cannot be found; put it on PATH")
    if not has_font():
        sys.exit(f"the font {FONT} is needed and could not be installed; install it")
