"""A gate's page gathers what this browser keeps of its playbooks, and makes the gate's record."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from playwright.sync_api import Page, expect

from .conftest import Watched, fits
from .test_take_out import saved

GATE = next(
    phase["gate"]
    for phase in yaml.safe_load((ROOT / "playbooks/registers/phases.yml").read_text())
    if phase["id"] == "scope"
)
BOX = "section.hb-gate-mine"
MARKUP = "<img src=x onerror=document.documentElement.dataset.fired=1>"


def keep(page: Page, address: str, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Keeps answers by the address of their item, and opens the gate's page."""
    page.goto(address + "phases/scope/")
    sheets: dict[str, dict[str, Any]] = {}
    for name, answer in answers.items():
        playbook, _, item = name.partition("#")
        sheets.setdefault(playbook, {})[item] = answer
    for playbook, given in sheets.items():
        text = json.dumps({"sheet": {"playbook": playbook, "answers": given}})
        key = f"decision-handbook:1:sheet:{playbook}"
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.reload()


def reach(page: Page) -> None:
    """Goes down to where the gate stands: until then nobody needs to know, if nothing is kept."""
    page.locator(".md-footer").scroll_into_view_if_needed()
    expect(page.locator(BOX)).to_be_visible()


def best(address: str) -> str:
    """The best word for an item of this gate: its checks are of four kinds."""
    words = {"set-up-to-fail": "not seen"}
    return words.get(address.partition("#")[0], "yes")


def all_best() -> dict[str, dict[str, Any]]:
    return {name: {"answer": best(name)} for name in (*GATE["must"], *GATE["stops"])}


def verdict(page: Page) -> Any:
    return page.locator("#where-it-stands .hb-badge")


def test_a_gate_is_open_until_its_lists_are_settled(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "phases/scope/")
    reach(page)
    expect(verdict(page)).to_have_text("Open")
    keep(page, address, all_best())
    expect(verdict(page)).to_have_text("Go")
    keep(page, address, {**all_best(), GATE["must"][0]: {"answer": "partly"}})
    expect(verdict(page)).to_have_text("Open")
    keep(page, address, {GATE["stops"][0]: {"answer": "seen"}})
    expect(verdict(page)).to_have_text("Stop")


def test_a_gate_that_goes_against_its_playbook_says_so(watched: Watched, address: str) -> None:
    page, told = watched.page, "The gate’s lists say go, but a playbook of its phase says stop"
    keep(page, address, all_best())
    expect(verdict(page)).to_have_text("Go")
    expect(page.locator(BOX)).not_to_contain_text(told)
    beside = {"ready-to-start#legal-basis": {"answer": "no"}}  # a must that no list names
    keep(page, address, {**all_best(), **beside})
    expect(verdict(page)).to_have_text("Go")
    expect(page.locator(BOX)).to_contain_text(told)
    page.get_by_role("button", name="Decision record").click()
    expect(page.locator(f"{BOX} .hb-paper")).to_contain_text(told)


def test_the_script_for_answers_waits_for_answers_or_a_reader_at_the_end(
    watched: Watched, address: str
) -> None:
    page, brought = watched.page, watched.page.locator("script[src*='answers.js']")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "phases/scope/")
    expect(page.locator(".hb-state").first).to_have_text("unanswered")
    expect(brought).to_have_count(0)
    reach(page)
    keep(page, address, all_best())
    expect(brought).to_have_count(1)


def test_who_decided_on_a_gate_is_kept(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "phases/scope/")
    reach(page)
    page.get_by_role("button", name="Decision record").click()
    page.get_by_label("Who decided").fill("Ada")
    page.reload()
    reach(page)
    page.get_by_role("button", name="Decision record").click()
    expect(page.get_by_label("Who decided")).to_have_value("Ada")
    expect(page.locator(BOX)).to_contain_text("Decided by: Ada, on no date set")


def test_each_line_shows_what_is_kept_of_it(watched: Watched, address: str) -> None:
    page, (first, second) = watched.page, GATE["must"][:2]

    def beside(name: str) -> Any:
        playbook, _, item = name.partition("#")
        return page.locator(f"article li:has(> a[href$='{playbook}/#{item}']) .hb-state")

    page.goto(address + "phases/scope/")
    expect(beside(first)).to_have_text("unanswered")
    reach(page)
    expect(beside(first)).to_have_text("unanswered")
    expect(page.locator(BOX)).to_contain_text("Nothing is answered yet")
    expect(page.locator(f"{BOX} table")).to_have_count(0)
    named = {"answer": "yes", "evidence": MARKUP}
    keep(page, address, {first: named, second: {"answer": "partly", "owner": "Ada"}})
    expect(beside(first)).to_have_text("yes, evidence named")
    expect(beside(second)).to_have_text("partly (Ada), no evidence named")
    expect(beside(GATE["stops"][0])).to_have_text("unanswered")
    expect(page.locator(f"{BOX} table")).to_have_count(1)
    assert watched.complaints == []


def test_the_record_names_a_fix_without_owner_and_date(
    watched: Watched, address: str, tmp_path: Path
) -> None:
    page, first = watched.page, GATE["must"][0]
    keep(page, address, {**all_best(), first: {"answer": "no", "evidence": MARKUP}})
    page.get_by_role("button", name="Decision record").click()
    page.get_by_label("Who decided").fill("Ada")
    expect(page.locator(f"{BOX} .hb-paper")).to_contain_text("A fix without owner and date")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download Markdown").click()
    file = tmp_path / "record.md"
    waiting.value.save_as(file)
    text = file.read_text()
    assert text.startswith("---\nstatus: proposed\n")
    assert "A fix without owner and date is not a fix" in text
    assert "### Playbooks of this gate" in text
    assert "<img" not in text.replace("\\<", "")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download JSON").click()
    waiting.value.save_as(file)
    record = json.loads(file.read_text())
    fits("record.json", record)
    assert record["gate"] == "scope"
    assert any(told.endswith(f": {first}.") for told in record["warnings"])
    assert "use-case-or-slogan" in [one["playbook"] for one in record["gathered"]]
    assert page.locator("html[data-fired]").count() == 0


ASIDE = {"not_applicable": {"reason": "No data", "approver": "Ada"}}


@pytest.mark.parametrize(
    ("verdict", "answers"),
    [
        ("open", {}),
        ("go", all_best()),
        ("stop", {**dict.fromkeys(GATE["must"], ASIDE), GATE["stops"][0]: {"answer": "seen"}}),
    ],
)
def test_the_record_fits_its_schema_whatever_the_verdict(
    verdict: str, answers: dict[str, Any], watched: Watched, address: str, tmp_path: Path
) -> None:
    keep(watched.page, address, answers)
    reach(watched.page)
    watched.page.get_by_role("button", name="Decision record").click()
    record = json.loads(saved(watched.page, "Download JSON", tmp_path))
    fits("record.json", record)
    assert record["verdict"] == verdict
    assert (record["rule"] is None) == (verdict == "open")


def test_damaged_answers_leave_the_gate_working(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "phases/scope/")
    key = "decision-handbook:1:sheet:pilot-charter"
    page.evaluate("key => localStorage.setItem(key, '{')", key)
    page.reload()
    expect(verdict(page)).to_have_text("Open")
    assert watched.complaints == []


def test_without_scripts_the_box_is_not_there(plain: Page, address: str) -> None:
    plain.goto(address + "phases/scope/")
    expect(plain.locator(BOX)).to_be_hidden()
