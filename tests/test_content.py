"""The handbook that is shipped: what its readers are promised."""

from collections import Counter
from datetime import date

import pytest
from conftest import ROOT

from generator.handbook import Handbook, load
from generator.kinds.base import MAX_MUSTS
from generator.model import leaves
from generator.text import plain

SHINGLE = 5
MUCH = 0.5
"""The share of shingles above which two texts count as the same."""


@pytest.fixture(scope="module")
def book() -> Handbook:
    return load(ROOT, today=date(2026, 11, 20))


def test_nothing_is_wrong(book: Handbook) -> None:
    assert [problem for problem in book.problems if problem.level == "problem"] == []


def test_every_item_is_finished(book: Handbook) -> None:
    for playbook, item in book.items:
        place = f"{playbook.id}#{item.id}"
        assert item.status == "published", place
        assert item.how, place
        assert item.evidence.weak, place
        assert item.evidence.strong, place
        if item.strength == "must":
            assert item.roles, place


def test_every_playbook_opens_with_a_few_musts(book: Handbook) -> None:
    for playbook in book.playbooks:
        assert 4 <= len(playbook.musts) <= MAX_MUSTS, playbook.id


def test_no_two_items_share_a_why_a_how_or_evidence(book: Handbook) -> None:
    texts = {}
    for playbook, item in book.items:
        for name in ("why", "how", "weak", "strong"):
            words = getattr(item, name, None) or getattr(item.evidence, name, None) or ""
            texts[f"{playbook.id}#{item.id} {name}"] = shingles(words)
    names = sorted(texts)
    by_shingle: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        for shingle in texts[name]:
            by_shingle.setdefault(shingle, []).append(name)
    shared = Counter(
        (one, other)
        for found in by_shingle.values()
        for one in found
        for other in found
        if one < other
    )
    for (one, other), count in shared.items():
        overlap = count / min(len(texts[one]), len(texts[other]))
        assert overlap < MUCH, f"{one} and {other} say the same"


def shingles(text: str) -> set[tuple[str, ...]]:
    words = plain(text).lower().split()
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def test_every_statistic_of_the_essays_has_its_verdict(book: Handbook) -> None:
    verdicts = {claim.id: claim.verdict for claim in book.claims}
    stated = [claim for claim in book.claims if claim.essay_says]
    assert len(stated) >= 19
    assert verdicts["reach-production"] == "reversed"
    assert verdicts["data-quality-share"] == "garbled"
    for claim in stated:
        assert claim.essay, claim.id
        if claim.verdict in ("garbled", "not-found", "vendor-claim", "illustration"):
            assert claim.figures == () or claim.sources, claim.id


def test_what_was_not_read_itself_is_not_called_read(book: Handbook) -> None:
    seen = Counter(source.seen for source in book.sources)
    assert seen["secondary"] > 10
    assert seen["primary"] > 3


def test_a_stop_sign_is_always_looked_for(book: Handbook) -> None:
    for playbook, item in book.items:
        if getattr(item, "severity", None) == "stop-sign":
            assert item.strength == "must", f"{playbook.id}#{item.id}"


def test_nobody_is_named_as_a_reviewer(book: Handbook) -> None:
    """A name comes in with the person's consent, and this test changes with it."""
    assert [playbook.reviewed_by for playbook in book.playbooks if playbook.reviewed_by] == []


def test_pages_on_vendors_and_contracts_say_that_they_are_no_legal_advice(book: Handbook) -> None:
    for playbook in book.playbooks:
        if playbook.id in ("vendor-questions", "before-we-sign", "privacy-and-law-sign-off"):
            assert "Not legal advice" in playbook.summary, playbook.id


def test_no_mapping_claims_conformity(book: Handbook) -> None:
    for playbook in book.playbooks:
        for text in leaves(type(playbook), playbook.model_dump()).texts:
            assert "maps_to" not in text.at or "complies" not in text.value
    for framework in book.frameworks:
        assert framework.edition


def test_gates_ask_for_musts_and_stop_at_stop_signs(book: Handbook) -> None:
    items = {f"{playbook.id}#{item.id}": item for playbook, item in book.items}
    filled = [phase for phase in book.phases if phase.gate.must]
    assert len(filled) == 6
    for phase in filled:
        assert 0 < len(phase.gate.must) <= 10
        assert len(phase.gate.ask) == 5
        assert phase.gate.evidence
        for address in phase.gate.stops:
            assert getattr(items[address], "severity", None) == "stop-sign", address


def test_every_element_of_the_essays_has_landed(book: Handbook) -> None:
    """342 were found in the five; `check` sees to it that each landing place exists."""
    assert Counter(origin.id[:2] for origin in book.origins) == {
        "S0": 43,
        "S1": 128,
        "S2": 47,
        "S3": 51,
        "S4": 73,
    }


def test_all_playbooks_of_the_path_are_there(book: Handbook) -> None:
    assert Counter(playbook.phase for playbook in book.playbooks) == {
        "scope": 5,
        "evaluate": 4,
        "pilot": 4,
        "operationalise": 7,
        "scale": 3,
        "oversee": 5,
    }
    for phase in book.phases:
        here = [playbook.id for playbook in book.playbooks if playbook.phase == phase.id]
        assert here == list(phase.order), phase.id


def test_every_claim_says_how_it_was_checked_and_when(book: Handbook) -> None:
    for claim in book.claims:
        assert claim.checked and claim.checked_on, claim.id
        if claim.figures:
            assert claim.sources or claim.essay, claim.id
        if claim.chart:
            assert claim.verdict in ("confirmed", "differs"), claim.id
            for bar in claim.chart:
                assert any(str(bar.percent) in figure for figure in claim.figures), claim.id


def test_refuted_figures_have_nothing_to_print(book: Handbook) -> None:
    for claim in book.claims:
        if claim.verdict in ("garbled", "not-found", "illustration"):
            assert claim.figures == (), claim.id


def test_legal_dates_that_were_not_read_stay_out_of_gates_and_items(book: Handbook) -> None:
    days = {date.day for framework in book.frameworks for date in framework.dates}
    assert days
    said = {f"{day.day} {day:%B %Y}" for day in days} | {f"{day:%B %Y}" for day in days}
    for playbook in book.playbooks:
        for text in leaves(type(playbook), playbook.model_dump()).texts:
            assert not [day for day in said if day in text.value], text.at


def test_reading_paths_cover_the_roles_that_were_promised(book: Handbook) -> None:
    with_path = {role.id for role in book.roles if role.path}
    promised = {"sponsor", "product-owner", "engineering-owner", "data-lead", "operations"}
    assert with_path >= promised | {"procurement", "legal"}


def test_verdict_of_a_tree_is_editorial_and_says_so(book: Handbook) -> None:
    trees = [playbook for playbook in book.playbooks if playbook.kind == "decision-tree"]
    assert len(trees) == 3
    for tree in trees:
        assert "editorial judgement" in tree.summary, tree.id
