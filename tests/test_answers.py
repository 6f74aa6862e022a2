"""The answer sheet: the command takes what the browser takes, and refuses what it refuses.

browser/answers/sheet.test.js reads the same cases.
"""

import json

import pytest
from conftest import CASES

from generator.answers import read_sheet
from generator.outline import Item, Outline, Section

SHEETS = json.loads((CASES / "sheets.json").read_text(encoding="utf-8"))
ITEMS = tuple(
    Item(id=name, text="?", strength="should", fingerprint=f"{n}" * 8)
    for n, name in enumerate(("who", "when"), 1)
)
OUTLINE = Outline(
    id="kickoff",
    title="Kickoff",
    kind="Runbook",
    decision="Start?",
    decider="Sponsor",
    phase="Scope",
    version="0a1b2c3d",
    handbook_version="0.1.0",
    scale=("no", "partly", "yes"),
    sections=(Section("all", "All", ITEMS),),
)


@pytest.mark.parametrize("name", SHEETS["good"])
def test_a_good_sheet_is_read(name: str) -> None:
    sheet, findings = read_sheet(SHEETS["good"][name], OUTLINE)
    assert findings == []
    assert sheet is not None


@pytest.mark.parametrize("name", SHEETS["bad"])
def test_a_bad_sheet_is_refused_with_a_reason(name: str) -> None:
    sheet, findings = read_sheet(SHEETS["bad"][name], OUTLINE)
    assert sheet is None
    assert all(finding.message for finding in findings)
    assert findings
