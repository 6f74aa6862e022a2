"""What stands beside the pages, and what every page carries for browsers and programs."""

import base64
import hashlib
import json
import re
import struct
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag

import jsonschema
import pytest
from conftest import ROOT

from browser import pictures
from generator.csp import policy

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)


def pages(site: Path) -> list[tuple[str, str]]:
    found = sorted(site.rglob("*.html"))
    read = [(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in found]
    return [(name, text) for name, text in read if not name.startswith("downloads/")]


def test_every_page_carries_one_policy_before_anything_else(site: Path) -> None:
    policies = set()
    for name, text in pages(site):
        head = text[: text.index("</head>")]
        assert len(POLICY.findall(head)) == 1, name
        policies.update(POLICY.findall(head))
        before = re.sub(r"\s+", " ", head[: head.index("<meta http-equiv")]).strip()
        assert before == '<!doctype html> <html lang="en" class="no-js"> <head>', name
        assert text.encode().index(b'<meta charset="utf-8">') < 1000, name
    assert len(policies) == 1, "instant navigation swaps pages under one policy"
    (only,) = policies
    assert "unsafe" not in only
    assert only.startswith("default-src 'none'; script-src 'self' 'sha256-")


def test_a_page_to_take_away_may_run_and_load_nothing(site: Path) -> None:
    taken = sorted((site / "downloads").glob("*.html"))
    assert taken
    for path in taken:
        head = path.read_text(encoding="utf-8").partition("<title>")[0]
        assert POLICY.findall(head) == ["default-src 'none'; base-uri 'none'; form-action 'none'"]


def test_the_policy_allows_every_inline_script_of_every_page(site: Path) -> None:
    seen = set()
    for name, text in pages(site):
        (given,) = POLICY.findall(text)
        for script in INLINE.findall(text):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in unescape(given), name
            seen.add(digest)
    assert len(seen) > 3, "one of the scripts holds the way to the top, which differs by depth"


def test_the_policy_for_files_names_files_and_the_hosted_one_does_not() -> None:
    assert "script-src 'self' file:;" in policy(from_files=True)
    assert "file:" not in policy()


def test_no_script_stands_in_an_article(site: Path) -> None:
    """Instant navigation runs each as JavaScript, data too: page data goes in a hidden element."""
    for name, text in pages(site):
        assert "<script" not in text[text.index("<article") : text.index("</article>")], name


def test_handbook_json_fits_its_published_schema(site: Path) -> None:
    schema = json.loads((site / "schemas" / "handbook.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    book = json.loads((site / "handbook.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(book)
    named = {path.stem for path in (ROOT / "playbooks").glob("[!r]*/*.yml")}
    assert {playbook["id"] for playbook in book["playbooks"]} == named
    assert sorted(name for phase in book["phases"] for name in phase["playbooks"]) == sorted(named)
    items = {
        f"{playbook['id']}#{item['id']}"
        for playbook in book["playbooks"]
        for section in playbook["sections"]
        for item in section["items"]
    }
    for phase in book["phases"]:
        for part in ("must", "stops", "ask", "evidence"):
            assert set(phase["gate"][part]) <= items, phase["id"]
    assert book["phases"][0]["gate"]["must"]


def test_a_playbook_of_handbook_json_is_that_of_its_own_export(site: Path) -> None:
    book = json.loads((site / "handbook.json").read_text())
    own = json.loads((site / "downloads" / "pilot-charter.json").read_text())
    assert own["playbook"] in book["playbooks"]


def test_every_schema_is_published_as_it_is_committed(site: Path) -> None:
    kept = {path.name: path.read_text() for path in (ROOT / "schemas").glob("*.json")}
    there = {path.name: path.read_text() for path in (site / "schemas").glob("*.json")}
    assert there == kept
    assert {"answers.json", "export.json", "handbook.json", "playbook.json"} <= set(there)


def test_llms_txt_has_the_shape_of_llmstxt_org_and_its_links_lead_somewhere(site: Path) -> None:
    text = (site / "llms.txt").read_text()
    lines = text.splitlines()
    assert lines[0] == "# Decision Handbook"
    assert lines[2].startswith("> What to ask, check and decide")
    sections = text.split("\n## ")[1:]
    assert [section.splitlines()[0] for section in sections[:6]] == [
        "Begin",
        "Choose",
        "Try",
        "Go live",
        "Roll out",
        "Keep or end",
    ]
    for section in sections:
        for line in section.splitlines()[2:]:
            assert not line or re.fullmatch(r"- \[.+\]\(\S+\)(: \S.*)?", line), line
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) == len(set(links)) > 30
    for link in links:
        target, _ = urldefrag(link)
        path = site / target
        assert (path / "index.html" if target.endswith("/") else path).is_file(), link
    (example,) = re.findall(r"`(\S*ID\S*)`", text)
    assert (site / example.replace("ID", "pilot-charter")).is_file()


@pytest.mark.parametrize("name", ["llms.txt", "handbook.json"])
def test_no_refuted_figure_stands_in_what_programs_read(name: str, site: Path) -> None:
    text = (site / name).read_text()
    assert not re.search(r"48\s*(?:%|per\s?cent)[^.]{0,60}never|85\s*(?:%|per\s?cent)", text)


def test_no_word_is_escaped_twice(site: Path) -> None:
    quoted = [name for name, text in pages(site) if "&quot;almost ready&quot;" in text]
    assert len(quoted) > 3  # it stands in the titles of neighbours, too
    for name, text in pages(site):
        assert "&amp;quot;" not in text, name


def test_without_an_address_nothing_claims_one(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
    for name, text in pages(site):
        for mark in ('rel="canonical"', "og:url", "og:image", "navigation.instant"):
            assert mark not in text, name
        for wanted in ("og:title", "og:description", "twitter:card"):
            assert text.count(wanted) == 1, name
        assert text.count('name="theme-color"') == 2, name  # of the light and the dark scheme


@pytest.mark.parametrize("name", pictures.SIZES)
def test_drawn_pictures_are_current(name: str) -> None:
    picture = (ROOT / "overrides" / "assets" / f"{name}.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == pictures.SIZES[name]
    assert pictures.sources(name).encode() in picture, "run `make pictures`"
