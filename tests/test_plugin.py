"""The plugin through MkDocs itself."""

import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import CASES, QUIET, ROOT

BROKEN = CASES / "invalid" / "several" / "ten-mistakes" / "input.yml"


def mkdocs(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *words],
        cwd=root,
        env={**QUIET, **env},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_playbook_has_its_page_in_the_navigation(site: Path) -> None:
    home = (site / "index.html").read_text()
    for path in sorted((ROOT / "playbooks").glob("[!r]*/*.yml")):
        page = site / "playbooks" / path.stem / "index.html"
        assert page.exists(), path
        phase = site / "phases" / path.parent.name / "index.html"
        assert f"../../playbooks/{path.stem}/" in phase.read_text()
    for phase in ("scope", "evaluate", "pilot", "operationalise", "scale", "oversee"):
        assert f'href="phases/{phase}/"' in home


def test_without_addresses_there_is_no_edit_link_and_that_is_said_once(copy: Path) -> None:
    done = mkdocs(copy, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("HANDBOOK_URL is unset") == 1
    assert done.stderr.count("HANDBOOK_EDIT_URI is unset") == 1
    page = (copy / "site" / "playbooks" / "pilot-charter" / "index.html").read_text()
    assert 'rel="canonical"' not in page
    assert 'rel="edit"' not in page


def test_with_addresses_pages_carry_canonical_and_edit_links(copy: Path) -> None:
    done = mkdocs(
        copy,
        "build",
        "--strict",
        HANDBOOK_URL="https://example.org/handbook/",
        HANDBOOK_EDIT_URI="https://example.org/project/edit/main/content/",
    )
    assert done.returncode == 0, done.stderr
    assert "is unset" not in done.stderr
    made = copy / "site"
    page = (made / "playbooks" / "pilot-charter" / "index.html").read_text()
    assert (
        '<link rel="canonical" href="https://example.org/handbook/playbooks/pilot-charter/">'
        in page
    )
    edit = re.search(r'href="([^"]+)"[^>]*rel="edit"', page)
    assert edit is not None
    leads_to = urljoin(edit[1], edit[1].partition("example.org")[2])  # as a browser reads it
    assert leads_to == "https://example.org/project/edit/main/playbooks/scope/pilot-charter.yml"
    prose = re.search(
        r'href="([^"]+)"[^>]*rel="edit"', (made / "three-layers/index.html").read_text()
    )
    assert prose is not None
    assert prose[1] == "https://example.org/project/edit/main/content/three-layers.md"
    listed = (made / "sitemap.xml").read_text()
    assert "<loc>https://example.org/handbook/playbooks/pilot-charter/</loc>" in listed
    assert "/print/" not in listed


def test_invalid_playbook_fails_the_build_and_says_where(copy: Path) -> None:
    shutil.copy(BROKEN, copy / "playbooks" / "scope" / "case.yml")
    for words in (["build"], ["build", "--strict"]):
        done = mkdocs(copy, *words)
        assert done.returncode == 1
        assert 'playbooks/scope/case.yml:18:9: unknown field "whyy"' in done.stderr
        assert "Traceback" not in done.stderr
        assert not (copy / "site").exists()


def test_missing_playbooks_folder_fails_the_build_plainly(copy: Path) -> None:
    shutil.rmtree(copy / "playbooks")
    done = mkdocs(copy, "build")
    assert done.returncode == 1
    assert "there is no playbooks/ folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_same_input_gives_the_same_bytes(copy: Path, site: Path) -> None:
    """Another place, time zone, locale and hash seed; the same day for the sitemap."""
    env = {"SOURCE_DATE_EPOCH": "1800000000"}
    assert mkdocs(copy, "build", "-d", "one", **env, PYTHONHASHSEED="1", TZ="UTC").returncode == 0
    other = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    assert mkdocs(copy, "build", "-d", "two", **env, **other).returncode == 0
    one, two = (
        {p.relative_to(copy / d): p.read_bytes() for p in (copy / d).rglob("*") if p.is_file()}
        for d in ("one", "two")
    )
    assert one == two


def test_page_at_the_address_of_a_generated_one_is_refused(copy: Path) -> None:
    (copy / "content" / "glossary.md").write_text("# Mine\n")
    done = mkdocs(copy, "build")
    assert done.returncode == 1
    assert "content/glossary.md: a generated page has this address" in done.stderr


@pytest.mark.parametrize("linked", ["page.md", "data.txt", "folder"])
def test_symbolic_link_in_content_is_refused(linked: str, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (copy / "content" / linked).symlink_to(tmp_path / "secret")
    done = mkdocs(copy, "build")
    assert done.returncode == 1
    assert f"content/{linked}:1:1: is a symbolic link" in done.stderr
    assert not (copy / "site").exists()


class Server:
    """`mkdocs serve` on a copy; waits on what it prints, never on the clock."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            place = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{place}/"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place],
            cwd=root,
            env={**QUIET, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def until(self, words: str) -> str:
        assert self.process.stderr is not None
        said = ""
        for line in self.process.stderr:
            said += line
            if words in line:
                return said
        raise AssertionError(f"the server stopped before it said {words!r}:\n{said}")


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("started", ["with-a-broken-file", "with-a-good-file"])
def test_serve_shows_problems_on_the_page_and_goes_on(started: str, copy: Path) -> None:
    path = copy / "playbooks" / "scope" / "pilot-charter.yml"
    good = path.read_text()
    broken = good.replace("decider: sponsor", "decider: sponser", 1)
    if started == "with-a-broken-file":
        path.write_text(broken)
    server = Server(copy)
    try:
        server.until("Serving on")
        address = server.address
        if started == "with-a-good-file":
            assert "Which single business measure" in fetched(f"{address}playbooks/pilot-charter/")
            path.write_text(broken)
            server.until("Reloading browsers")
        page = fetched(f"{address}playbooks/pilot-charter/")
        assert "unknown role &quot;sponser&quot;; did you mean &quot;sponsor&quot;?" in page
        assert "pilot-charter.yml:" in page
        assert "Problems to mend" in fetched(address)
        assert "Content-Security-Policy" not in page, "the server adds an inline script"
        assert "Which customers in our industry" in fetched(f"{address}playbooks/vendor-questions/")
        path.write_text(good)
        server.until("Reloading browsers")
        assert "Which single business measure" in fetched(f"{address}playbooks/pilot-charter/")
    finally:
        server.process.kill()
        server.process.wait()


def test_serve_survives_a_broken_register(copy: Path) -> None:
    (copy / "playbooks" / "registers" / "roles.yml").write_text("- id: [\n")
    server = Server(copy)
    try:
        server.until("Serving on")
        assert "roles.yml:" in fetched(f"{server.address}problems/")
    finally:
        server.process.kill()
        server.process.wait()


def test_links_of_generated_pages_follow_use_directory_urls(copy: Path) -> None:
    config = copy / "mkdocs.yml"
    config.write_text(config.read_text() + "use_directory_urls: false\n")
    assert mkdocs(copy, "build", "--strict").returncode == 0
    page = (copy / "site" / "playbooks" / "pilot-charter.html").read_text()
    assert 'href="../roles/index.html#sponsor"' in page
    assert (copy / "site" / "phases" / "scope" / "index.html").exists()
    assert 'href="../phases/scope/index.html"' in page
