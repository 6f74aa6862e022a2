"""Answers taken out of the browser: every text format, the answer sheet, and the link to share."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from playwright.sync_api import Browser, Locator, Page, expect

from generator.exports import EXPORTS

from .answering import (
    FIRED,
    MARKUP,
    PLAYBOOKS,
    choose,
    item,
    kept,
    more,
    panel,
    place,
    seed,
    verdict,
    visit,
)
from .conftest import Watched

START = "ready-to-start"
MUSTS = [one.id for one in PLAYBOOKS[START].items if one.strength == "must"]
HOSTILE = f"=1+1 {MARKUP} | \"quotes\" 'and' @all\n/close [x](y) {{code}} \\ # é 👩‍👧 &amp; ;,"


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield watched.page
    assert watched.complaints == []
    assert watched.elsewhere == []
    assert watched.page.evaluate(FIRED) is None


def entered(page: Page, address: str, playbook: str) -> list[Locator]:
    """A page with three items answered by hand, in every field that there is."""
    visit(page, place(address, playbook))
    first, second, third = [one.id for one in PLAYBOOKS[playbook].items][:3]
    worst, best = PLAYBOOKS[playbook].scale[0], PLAYBOOKS[playbook].scale[-1]
    where = more(choose(page, playbook, first, worst.capitalize()))
    for label in ("Evidence", "Note", "Owner"):
        where.get_by_label(label).fill(HOSTILE if label != "Owner" else HOSTILE.split("\n")[0])
    where.get_by_label("By").fill("2027-03-01")
    where.get_by_text("Goes on without it for a time").click()
    where.get_by_label("Why it goes on").fill("=cmd <b>")
    where.get_by_label("Who allows").fill("@board")
    where.get_by_label("Until").fill("2027-04-01")
    aside = choose(page, playbook, second, "Not applicable")
    aside.get_by_label("Why it does not apply").fill("| sold |")
    aside.get_by_label("Who agreed").fill("-A. Person")
    return [where, aside, choose(page, playbook, third, best.capitalize())]


def saved(page: Page, name: str | re.Pattern[str], path: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    waiting.value.save_as(path / waiting.value.suggested_filename)
    return (path / waiting.value.suggested_filename).read_bytes()


@pytest.mark.parametrize("playbook", ["ready-to-start", "pilot-charter", "vendor-questions"])
def test_every_text_format_has_the_bytes_of_the_command_line(
    playbook: str, page: Page, address: str, handbook: Run, tmp_path: Path
) -> None:
    entered(page, address, playbook)
    if playbook == "pilot-charter":
        page.get_by_label("The measure that decides").fill(HOSTILE)
        page.get_by_role("radio", name="Time", exact=True).check()
    page.get_by_role("button", name="Take my answers out").click()
    sheet = tmp_path / "sheet.json"
    sheet.write_bytes(saved(page, "Download the answer sheet (JSON)", tmp_path))
    assert json.loads(sheet.read_text())["playbook"] == playbook
    offered = page.get_by_role("button", name=re.compile("^Download: "))
    names = [one.get_attribute("aria-label") for one in offered.all()]
    forms = {name: form for name, form in EXPORTS.items() if f"Download: {form.title}" in names}
    assert len(forms) == len(names) >= 5
    told = page.get_by_text("cannot carry answers from this page")
    for form in EXPORTS.values():
        if form not in forms.values():
            expect(told).to_contain_text(form.title.partition(" ")[0])
    for name, form in forms.items():
        here = saved(page, f"Download: {form.title}", tmp_path)
        out = tmp_path / name
        command = ("export", playbook, "--format", name, "--answers", str(sheet))
        done = handbook(*command, "--out", str(out), cwd=ROOT)
        assert done.returncode == 0, done.stderr
        [made] = out.iterdir()
        assert here == made.read_bytes(), name
        page.get_by_role("button", name=f"Copy: {form.title}", exact=True).click()
        copied = page.get_by_role("status").filter(has_text=f"Copied: {form.title}")
        expect(copied).to_be_visible()


def test_the_sheet_gives_the_same_verdict_on_the_command_line(
    page: Page, address: str, handbook: Run, tmp_path: Path
) -> None:
    visit(page, place(address, START))
    choose(page, START, MUSTS[0], "No")
    page.get_by_role("button", name="Take my answers out").click()
    sheet = tmp_path / "sheet.json"
    sheet.write_bytes(saved(page, "Download the answer sheet (JSON)", tmp_path))
    assert handbook("assess", START, str(sheet), cwd=ROOT).returncode == 4
    expect(verdict(page)).to_have_text("Your verdict Stop")


def shared(page: Page, *ticks: str) -> str:
    """The link that the page makes."""
    if page.get_by_label("The link").count() == 0:
        page.get_by_role("button", name="Share a link").click()
    for tick in ("Notes and reasons", "Names of owners", "Evidence"):
        box = panel(page).get_by_role("checkbox", name=tick)
        box.set_checked(tick in ticks)
    page.get_by_role("button", name="Make the link and copy it").click()
    expect(
        page.get_by_role("status").filter(has_text="Whoever holds it holds the answers")
    ).to_be_visible()
    link = page.get_by_label("The link").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link
    return link


def preview(page: Page) -> Locator:
    return page.get_by_role("region", name="Somebody shared answers with you")


@pytest.fixture
def clean(browser: Browser) -> Iterator[Page]:
    """Another person's browser."""
    with browser.new_context() as context:
        watched = Watched(context)
        yield watched.page
        assert watched.complaints == []
        assert watched.page.evaluate(FIRED) is None


def test_a_link_is_previewed_before_anything_is_taken(
    page: Page, clean: Page, address: str
) -> None:
    entered(page, address, START)
    link = shared(page)
    assert link.startswith(place(address, START) + "#answers=")
    asked: list[str] = []
    clean.on("request", lambda request: asked.append(request.url))
    clean.goto(link)
    expect(preview(clean)).to_contain_text("Nothing has changed yet")
    expect(preview(clean).get_by_role("heading").first).to_be_focused()
    assert clean.url == place(address, START)
    assert not [url for url in asked if "answers=" in url]
    expect(verdict(clean)).to_have_text("Your verdict Open")
    expect(clean.get_by_role("radio", name="No", exact=True, checked=True)).to_have_count(0)
    for private in ("=1+1", "sold", "board", "A. Person", "cmd"):
        expect(preview(clean)).not_to_contain_text(private)
    preview(clean).get_by_role("button", name="Import").click()
    expect(clean.get_by_role("status").filter(has_text="Taken in")).to_be_visible()
    expect(preview(clean)).to_have_count(0)
    expect(verdict(clean)).to_have_text("Your verdict Stop")
    clean.reload()
    expect(verdict(clean)).to_have_text("Your verdict Stop")
    expect(clean.get_by_label("Note").first).to_have_value("")


@pytest.mark.parametrize(
    ("tick", "shown", "not_shown"),
    [
        ("Notes and reasons", ["| sold |", "=cmd <b>"], ["-A. Person", "Evidence:"]),
        ("Names of owners", ["-A. Person", "@board"], ["| sold |", "Evidence:"]),
        ("Evidence", ["Evidence:"], ["| sold |", "-A. Person", "Note:"]),
    ],
)
def test_a_link_carries_only_what_was_ticked(
    tick: str,
    shown: list[str],
    not_shown: list[str],
    page: Page,
    clean: Page,
    address: str,
) -> None:
    entered(page, address, START)
    clean.goto(shared(page, tick))
    for words in shown:
        expect(preview(clean)).to_contain_text(words)
    for words in not_shown:
        expect(preview(clean)).not_to_contain_text(words)
    expect(preview(clean)).not_to_contain_text("undefined")


def test_what_was_filled_in_as_free_text_is_shared_only_on_purpose(
    page: Page, clean: Page, address: str
) -> None:
    visit(page, place(address, "why-still-almost-ready"))
    page.get_by_label("Who finishes it").fill("JANE DOE")
    page.locator("[data-parameter=finish-date] input").fill("2027-02-02")
    clean.goto(shared(page))
    expect(preview(clean)).to_contain_text("By whenFilled in: “2027-02-02”")
    expect(preview(clean)).not_to_contain_text("JANE DOE")
    preview(clean).get_by_role("button", name="Cancel").click()
    expect(clean.locator("#your-verdict")).to_be_focused()
    panel(page).get_by_role("checkbox", name="What was filled in").check()
    expect(page.get_by_label("The link")).to_be_hidden()  # the old one says something else
    page.get_by_role("button", name="Make the link and copy it").click()
    expect(page.get_by_label("The link")).to_be_visible()
    clean.goto("about:blank")
    clean.goto(page.get_by_label("The link").input_value())
    expect(preview(clean)).to_contain_text("JANE DOE")


@pytest.mark.parametrize(
    ("way", "first", "second"),
    [("Keep mine", "Yes", None), ("Take theirs", "No", "Partly"), ("Merge", "Yes", "Partly")],
)
def test_keep_mine_take_theirs_or_merge(
    way: str, first: str, second: str | None, page: Page, clean: Page, address: str
) -> None:
    visit(page, place(address, START))
    choose(page, START, MUSTS[0], "No")
    choose(page, START, MUSTS[1], "Partly")
    link = shared(page)
    seed(clean, place(address, START), kept(START, {MUSTS[0]: {"answer": "yes"}}))
    clean.goto(link)
    preview(clean).get_by_role("radio", name=way).check()
    preview(clean).get_by_role("button", name="Import").click()
    expect(preview(clean)).to_have_count(0)
    mine = item(clean, START, MUSTS[0])
    expect(mine.get_by_role("radio", checked=True)).to_have_accessible_name(first)
    chosen = item(clean, START, MUSTS[1]).get_by_role("radio", checked=True)
    if second:
        expect(chosen).to_have_accessible_name(second)
    else:
        expect(chosen).to_have_count(0)


def coded(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return "1j." + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def sheet_of(playbook: str, answers: Any) -> dict[str, Any]:
    return {"playbook": playbook, "answers": answers}


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("", "damaged or cut off"),
        ("1d.xxxx", "damaged or cut off"),
        (MARKUP, "damaged or cut off"),
        ("9d.AAAA", "another version"),
        ("1j." + "A" * 30_000, "too long"),
        (coded("[" * 5_000), "damaged or cut off"),
        (coded(sheet_of("pilot-charter", {})), "answers to another playbook"),
        (coded(sheet_of(START, {MARKUP: {}})), "cannot be used"),
        (coded('{"playbook": "ready-to-start", "__proto__": {}}'), "cannot be used"),
        (coded('{"playbook": "ready-to-start", "answers": {"__proto__": {}}}'), "cannot be used"),
    ],
    ids=[
        "none",
        "noise",
        "markup",
        "version",
        "long",
        "deep",
        "foreign",
        "item",
        "own",
        "prototype",
    ],
)
def test_a_link_that_cannot_be_used_says_why_and_changes_nothing(
    fragment: str, told: str, page: Page, address: str
) -> None:
    seed(page, place(address, START), kept(START, {MUSTS[0]: {"answer": "no"}}))
    page.evaluate("fragment => { location.hash = 'answers=' + fragment; }", fragment)
    received = page.get_by_role("region", name="This link could not be opened")
    expect(received).to_contain_text(told)
    assert page.url == place(address, START)
    expect(verdict(page)).to_have_text("Your verdict Stop")
    received.get_by_role("button", name="Close").click()
    expect(received).to_have_count(0)
    choose(page, START, MUSTS[0], "Partly")
    expect(verdict(page)).to_have_text("Your verdict Open")


def test_hostile_words_in_a_link_stay_words(page: Page, address: str) -> None:
    words = {"reason": MARKUP, "approver": MARKUP}
    answers = {
        MUSTS[0]: {"answer": MARKUP, "note": MARKUP, "fingerprint": MARKUP},
        MUSTS[1]: {"not_applicable": words, "waiver": words},
        "to-string": {"answer": MARKUP},
    }
    page.goto(f"{place(address, START)}#answers={coded(sheet_of(START, answers))}")
    expect(preview(page)).to_contain_text(MARKUP)
    preview(page).get_by_role("button", name="Import").click()
    expect(item(page, START, MUSTS[0]).get_by_label("Note")).to_have_value(MARKUP)
    page.get_by_role("button", name="Share a link").click()
    page.get_by_role("button", name="Decision record").click()
    expect(verdict(page)).to_have_text("Your verdict Open")


def test_a_link_that_would_be_too_long_is_not_made(page: Page, address: str) -> None:
    visit(page, place(address, START))
    where = more(choose(page, START, MUSTS[0], "No"))
    where.get_by_label("Note").fill(page.evaluate(NOISE))
    page.get_by_role("button", name="Share a link").click()
    panel(page).get_by_role("checkbox", name="Notes and reasons").check()
    page.get_by_role("button", name="Make the link and copy it").click()
    said = page.get_by_role("status").filter(has_text="Send the answers as a file")
    expect(said).to_be_visible()
    expect(page.get_by_label("The link")).to_be_hidden()


NOISE = """() => {
  let seed = 1;
  const next = () => (seed = (seed * 16807) % 2147483647);
  return Array.from({length: 9_900}, () => String.fromCharCode(33 + next() % 90)).join("");
}"""
