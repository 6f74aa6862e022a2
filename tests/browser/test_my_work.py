"""The page "My work": what is in progress in a browser, taken out, brought in, erased, in step."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Watched, fits

WORK = "my-work/"
KEY = "decision-handbook:1:sheet:"
VENDORS = "decision-handbook:1:vendors"
FIRE = "document.documentElement.dataset.fired=1"
MARKUP = f"<img src=x onerror={FIRE}><script>{FIRE}</script>"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
})"""
FULL = """() => {
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
}"""

Sheet = Mapping[str, Any]


def kept(playbook: str, answers: Mapping[str, Any], **more: Any) -> tuple[str, str]:
    """What a browser keeps of a playbook's answers: the key and the text."""
    sheet = {"playbook": playbook, "answers": answers}
    saved = {"changed": "2026-11-20T10:00:00.000Z", "sheet": sheet, **more}
    return KEY + playbook, json.dumps(saved)


KICKOFF = kept("kickoff", {"invite-deciders": {"answer": "yes", "note": "Ask <b>Ada</b>."}})
CHARTER = kept("pilot-charter", {"baseline": {"answer": "no", "fingerprint": "00000000"}})


def seed(page: Page, address: str, *texts: tuple[str, str]) -> Page:
    """The page with some texts kept in its browser."""
    page.goto(address + WORK)
    for key, text in texts:
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.reload()
    return page


@pytest.fixture
def opened(watched: Watched, address: str) -> Callable[..., Page]:
    return lambda *texts: seed(watched.page, address, *texts)


def storage(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("({...localStorage})")
    return {key: text for key, text in found.items() if key.startswith("decision-handbook:")}


def import_text(page: Page, text: str) -> None:
    file = {"name": "answers.json", "mimeType": "application/json", "buffer": text.encode()}
    page.get_by_label("Import a file").set_input_files(files=[file])  # type: ignore[list-item]


def exported(*sheets: Sheet, **more: Any) -> str:
    data = {"format": "decision-handbook-answers", "format_version": 1, "sheets": list(sheets)}
    return json.dumps(data | more)


def vendor(mark: str, name: str, answers: Mapping[str, str], **signs: str) -> dict[str, Any]:
    """A vendor as files and the browser hold one."""
    parts = {"vendor-questions": answers, "vendor-walk-away": signs}
    questions, seen = (
        {"playbook": playbook, "answers": {item: {"answer": word} for item, word in given.items()}}
        for playbook, given in parts.items()
    )
    return {"id": mark * 16, "name": name, "questions": questions, "signs": seen}


def compared(*vendors: Mapping[str, Any]) -> tuple[str, str]:
    """What a browser keeps of compared vendors: the key and the text."""
    data = {"format": "decision-handbook-vendors", "format_version": 1, "vendors": list(vendors)}
    return VENDORS, json.dumps(data)


def answers_kept(page: Page) -> dict[str, dict[str, str]]:
    """The answers to the questions by vendor, as the browser now keeps them."""
    text = storage(page).get(VENDORS, '{"vendors": []}')
    return {
        one["name"]: {item: given["answer"] for item, given in one["questions"]["answers"].items()}
        for one in json.loads(text)["vendors"]
    }


ALPHA = vendor("a", "Alpha", {"named-systems": "good"}, **{"no-exit": "seen"})
BETA = vendor("b", "Beta", {"named-systems": "weak"})
GAMMA = vendor("c", "Gamma", {})


def entry(page: Page, title: str) -> Any:
    return page.locator(".hb-work-list > li", has_text=title)


def test_everything_in_progress_stands_there(opened: Callable[..., Page]) -> None:
    page = opened(KICKOFF, CHARTER, kept("of-another-handbook", {"a": {"answer": "yes"}}))
    expect(entry(page, "The 90-minute kickoff")).to_contain_text(
        re.compile(r"1 of \d+ items answered, last changed 20 November 2026")
    )
    changed = entry(page, "The pilot charter").locator("details")
    changed.get_by_text("1 answer to look at again").click()
    link = changed.get_by_role("link", name="reads differently now")
    expect(link).to_have_attribute("href", "../playbooks/pilot-charter/#baseline")
    expect(entry(page, "of-another-handbook")).to_contain_text("Not in this handbook")
    page.get_by_role("link", name="The 90-minute kickoff").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The 90-minute kickoff")


def test_export_and_import_bring_the_same_answers_to_another_browser(
    opened: Callable[..., Page], browser: Browser, address: str, tmp_path: Path
) -> None:
    page = opened(KICKOFF, CHARTER)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export everything").click()
    name = waiting.value.suggested_filename
    assert re.fullmatch(r"decision-handbook-answers-\d{4}-\d\d-\d\d\.json", name)
    waiting.value.save_as(tmp_path / name)
    data = json.loads((tmp_path / name).read_text(encoding="utf-8"))
    sheets = {sheet["playbook"]: sheet["answers"] for sheet in data["sheets"]}
    wanted = {
        "kickoff": {"invite-deciders": {"answer": "yes", "note": "Ask <b>Ada</b>."}},
        "pilot-charter": {"baseline": {"answer": "no", "fingerprint": "00000000"}},
    }
    assert sheets == wanted
    with browser.new_context() as context:
        clean = seed(context.new_page(), address)
        expect(clean.get_by_text("Nothing is in progress")).to_be_visible()
        clean.get_by_label("Import a file").set_input_files(tmp_path / name)
        expect(clean.get_by_text("Note: “Ask <b>Ada</b>.” (was empty)")).to_be_visible()
        assert storage(clean) == {}
        clean.get_by_role("button", name="Import", exact=True).click()
        expect(clean.get_by_role("status")).to_have_text("2 playbooks imported.")
        clean.reload()
        expect(entry(clean, "The 90-minute kickoff")).to_be_visible()
        texts = [json.loads(text)["sheet"] for text in storage(clean).values()]
        assert {sheet["playbook"]: sheet["answers"] for sheet in texts} == wanted


@pytest.mark.parametrize(
    ("way", "told", "after"),
    [
        ("Keep mine", ["Nothing changes."], {"invite-deciders": "yes"}),
        (
            "Take theirs",
            ["Answer: “yes” becomes “no”", "Answer: “partly” (was empty)"],
            {"invite-deciders": "no", "lay-out-pack": "partly"},
        ),
        (
            "Merge",
            ["Answer: “partly” (was empty)", "Answer: yours is “yes”, theirs is “no”"],
            {"invite-deciders": "yes", "lay-out-pack": "partly"},
        ),
    ],
)
def test_what_is_imported_is_seen_first_and_can_be_undone(
    way: str, told: list[str], after: dict[str, str], opened: Callable[..., Page]
) -> None:
    def now() -> dict[str, str]:
        answers = json.loads(storage(page)[KICKOFF[0]])["sheet"]["answers"]
        return {item: answer["answer"] for item, answer in answers.items()}

    page = opened(kept("kickoff", {"invite-deciders": {"answer": "yes"}}))
    answers = {"invite-deciders": {"answer": "no"}, "lay-out-pack": {"answer": "partly"}}
    import_text(page, exported({"playbook": "kickoff", "answers": answers}))
    box = page.get_by_role("group", name="The 90-minute kickoff")
    box.get_by_label(way).check()
    for words in told:
        expect(box.get_by_text(words)).to_be_visible()
    lines = box.locator("li li")
    expect(lines).to_have_count(0 if way == "Keep mine" else 2)
    assert now() == {"invite-deciders": "yes"}
    page.get_by_role("button", name="Import", exact=True).click()
    assert now() == after
    undo = page.get_by_role("button", name="Undo: The 90-minute kickoff")
    if way == "Keep mine":
        expect(undo).to_have_count(0)
    else:
        undo.click()
        assert now() == {"invite-deciders": "yes"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (exported({"playbook": "kickoff", "answers": {}})[:-9], "it is not JSON, or it is cut off"),
        ("", "it is not JSON"),
        ('{"some": "other file"}', "it does not say that it holds answers"),
        (exported(), "it holds no answers"),
        (exported(vendors={"__proto__": []}), "it has no list of vendors"),
        (exported(vendors=[vendor("a", "x" * 201, {})]), '"name" must be text of at most 200'),
        (
            exported({"playbook": "charter"}, vendors=[ALPHA, {**BETA, MARKUP: 1}]),
            f'vendor 2 of 2: it has a field "{MARKUP[:40]}"',
        ),
        (exported(vendors=[{**ALPHA, "id": ALPHA}]), 'vendor 1 of 1: "id" must be 16'),
        (exported(vendors=[ALPHA] * 6), "it has more than 5 vendors"),
        (
            exported(vendors=[{**ALPHA, "signs": {"playbook": "x", "answers": {"a": "seen"}}}]),
            'vendor 1 of 1: signs: answers, "a" must be a group of fields',
        ),
        (
            exported({"playbook": "charter"}, {"playbook": "kickoff", "answers": {"who": "yes"}}),
            'playbook 2 of 2: answers, "who" must be a group of fields',
        ),
        (exported({"playbook": MARKUP}), '"playbook" must be a playbook'),
        (
            '{"format": "decision-handbook-answers", "format_version": 1, "sheets": '
            '[{"playbook": "kickoff", "answers": {"__proto__": {"answer": "yes"}}}]}',
            '"__proto__" is not an item',
        ),
    ],
)
def test_a_damaged_file_is_refused_and_what_was_there_stays(
    text: str, reason: str, opened: Callable[..., Page], watched: Watched
) -> None:
    page = opened(KICKOFF, compared(GAMMA))
    before = storage(page)
    import_text(page, text)
    said = page.get_by_role("status")
    expect(said).to_contain_text("was not imported")
    expect(said).to_contain_text(reason)
    expect(said).to_contain_text("What was here stays.")
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)
    assert storage(page) == before
    assert watched.complaints == []


def test_compared_vendors_go_along_to_another_browser(
    opened: Callable[..., Page], browser: Browser, address: str, tmp_path: Path
) -> None:
    page = opened(KICKOFF, compared(ALPHA, {**BETA, "name": ""}))
    found = entry(page, "Vendors side by side")
    expect(found).to_contain_text("2 vendors: Alpha, Vendor 2; 3 items answered")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export everything").click()
    waiting.value.save_as(tmp_path / "work.json")
    fits("my-work.json", json.loads((tmp_path / "work.json").read_text()))
    with browser.new_context() as context:
        clean = seed(context.new_page(), address)
        clean.get_by_label("Import a file").set_input_files(tmp_path / "work.json")
        box = clean.get_by_role("group", name="Vendor: Alpha")
        expect(box.get_by_text("Name: “Alpha” (was empty)")).to_be_visible()
        expect(box.get_by_text("Answer: “seen” (was empty)")).to_be_visible()
        assert storage(clean) == {}
        clean.get_by_role("button", name="Import", exact=True).click()
        expect(clean.get_by_role("status")).to_have_text("1 playbook and 2 vendors imported.")
        assert answers_kept(clean) == answers_kept(page)
        entry(clean, "Vendors side by side").get_by_role("link").click()
        expect(clean.get_by_label("Name of vendor 1")).to_have_value("Alpha")
        expect(clean.locator("tr[data-item=no-exit] select").first).to_have_value("seen")


@pytest.mark.parametrize(
    ("way", "told", "after"),
    [
        ("Keep mine", ["Nothing changes."], {"named-systems": "good"}),
        (
            "Take theirs",
            ["Answer: “good” becomes “weak”", "Answer: “fair” (was empty)"],
            {"named-systems": "weak", "who-runs-it": "fair"},
        ),
        (
            "Merge",
            ["Answer: “fair” (was empty)", "Answer: yours is “good”, theirs is “weak”"],
            {"named-systems": "good", "who-runs-it": "fair"},
        ),
    ],
)
def test_an_imported_vendor_is_seen_first_and_can_be_undone(
    way: str, told: list[str], after: dict[str, str], opened: Callable[..., Page]
) -> None:
    page = opened(compared(ALPHA, GAMMA))
    before = answers_kept(page)
    theirs = vendor("d", "Alpha", {"named-systems": "weak", "who-runs-it": "fair"})
    import_text(page, exported(vendors=[theirs, GAMMA]))
    expect(page.get_by_text("1 vendor the same as here already.")).to_be_visible()
    box = page.get_by_role("group", name="Vendor: Alpha")
    box.get_by_label(way).check()
    for words in told:
        expect(box.get_by_text(words)).to_be_visible()
    assert answers_kept(page) == before
    page.get_by_role("button", name="Import", exact=True).click()
    assert answers_kept(page) == {"Alpha": after, "Gamma": {}}
    undo = page.get_by_role("button", name="Undo: Vendors side by side")
    if way == "Keep mine":
        expect(undo).to_have_count(0)
    else:
        undo.click()
        assert answers_kept(page) == before


def test_a_sixth_vendor_is_refused_until_one_is_left_out(opened: Callable[..., Page]) -> None:
    page = opened(compared(*(vendor(digit, f"V{digit}", {}) for digit in "1234")))
    before = storage(page)
    answers = {"invite-deciders": {"answer": "yes"}}
    sheet = {"playbook": "kickoff", "answers": answers}
    import_text(page, exported(sheet, vendors=[ALPHA, BETA]))
    page.get_by_role("button", name="Import", exact=True).click()
    said = page.get_by_role("status")
    expect(said).to_contain_text("Not imported. There is room for 5 vendors")
    assert storage(page) == before
    page.get_by_role("group", name="Vendor: Beta").get_by_label("Leave it out").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(said).to_have_text("1 playbook and 1 vendor imported.")
    assert list(answers_kept(page)) == ["V1", "V2", "V3", "V4", "Alpha"]


def test_the_file_of_the_vendors_page_is_taken_too(opened: Callable[..., Page]) -> None:
    page = opened(KICKOFF)
    import_text(page, compared(ALPHA)[1])
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("1 vendor imported.")
    assert answers_kept(page) == {"Alpha": {"named-systems": "good"}}


def test_vendors_can_be_cleared_and_erased_for_good(
    opened: Callable[..., Page], address: str
) -> None:
    page = opened(compared(ALPHA))
    page.get_by_role("button", name="Clear: Vendors side by side").click()
    assert VENDORS not in storage(page)
    page.get_by_role("button", name="Undo: Vendors side by side").click()
    assert list(answers_kept(page)) == ["Alpha"]
    page.get_by_role("button", name="Clear: Vendors side by side").click()
    page.get_by_role("button", name="Erase everything …").click()
    page.get_by_role("button", name="Erase everything", exact=True).click()
    expect(page.get_by_text("Nothing is in progress")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_vendors_that_cannot_be_read_are_told_and_kept(opened: Callable[..., Page]) -> None:
    page = opened((VENDORS, MARKUP), (f"{VENDORS}:damaged", "{"))
    told = page.get_by_text("What is kept for “Vendors side by side” cannot be used")
    expect(told).to_have_count(2)
    import_text(page, exported(vendors=[ALPHA]))
    page.get_by_role("button", name="Cancel").click()
    assert storage(page) == {VENDORS: MARKUP, f"{VENDORS}:damaged": "{"}
    page.get_by_role("button", name="Erase it", exact=True).first.click()
    expect(told).to_have_count(1)
    assert storage(page) == {f"{VENDORS}:damaged": "{"}
    assert page.evaluate("document.documentElement.dataset.fired") is None


def test_where_there_is_no_room_an_import_is_refused(opened: Callable[..., Page]) -> None:
    page = opened(KICKOFF, compared(GAMMA))
    before = storage(page)
    page.evaluate(FULL)
    sheet = {"playbook": "pilot-charter", "answers": {"who": {"note": "x"}}}
    import_text(page, exported(sheet, vendors=[ALPHA]))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("no more room")
    assert storage(page) == before


def test_clear_can_be_undone(opened: Callable[..., Page]) -> None:
    page = opened(KICKOFF, CHARTER)
    page.get_by_role("button", name="Clear: The 90-minute kickoff").click()
    undo = page.get_by_role("button", name="Undo: The 90-minute kickoff")
    expect(undo).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Undo brings it back")
    assert "Ada" not in storage(page)[KICKOFF[0]]
    undo.press("Enter")
    expect(page.get_by_role("button", name="Clear: The 90-minute kickoff")).to_be_focused()
    assert "Ask <b>Ada</b>." in storage(page)[KICKOFF[0]]


def test_a_cleared_playbook_is_gone_after_a_reload(opened: Callable[..., Page]) -> None:
    page = opened(KICKOFF)
    page.get_by_role("button", name="Clear: The 90-minute kickoff").click()
    expect(page.get_by_text("Cleared.", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("Nothing is in progress")).to_be_visible()


def test_erase_asks_first_and_leaves_only_what_is_not_ours(opened: Callable[..., Page]) -> None:
    page = opened(KICKOFF, (KEY + "broken", "{"), ("another-app", "x"))
    page.get_by_role("button", name="Erase everything …").click()
    expect(page.get_by_role("heading", name="Erase everything?")).to_be_focused()
    page.get_by_role("button", name="Keep everything").click()
    assert len(storage(page)) == 2
    page.get_by_role("button", name="Erase everything …").click()
    page.get_by_role("button", name="Erase everything", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Everything is erased.")
    expect(page.get_by_text("Nothing is in progress")).to_be_visible()
    assert storage(page) == {}
    assert page.evaluate("localStorage.getItem('another-app')") == "x"


def test_a_blocked_storage_is_said(watched: Watched, address: str) -> None:
    watched.page.add_init_script(BLOCKED)
    watched.page.goto(address + WORK)
    expect(watched.page.get_by_text("does not let this page keep anything")).to_be_visible()
    expect(watched.page.get_by_role("button", name="Export everything")).to_be_hidden()
    expect(watched.page.get_by_text("Nothing is in progress")).to_be_hidden()
    watched.page.goto(address + "playbooks/kickoff/")
    expect(watched.page.get_by_role("heading", level=1)).to_be_visible()


def test_two_tabs_stay_in_step(opened: Callable[..., Page], address: str) -> None:
    one = opened(KICKOFF, CHARTER)
    other = one.context.new_page()
    other.goto(address + WORK)
    one.get_by_role("button", name="Clear: The 90-minute kickoff").click()
    expect(entry(other, "The 90-minute kickoff")).to_have_count(0)
    expect(entry(other, "The pilot charter")).to_be_visible()
    one.get_by_role("button", name="Undo: The 90-minute kickoff").click()
    expect(entry(other, "The 90-minute kickoff")).to_be_visible()
    other.get_by_role("button", name="Erase everything …").click()
    other.get_by_role("button", name="Erase everything", exact=True).click()
    expect(one.get_by_text("Nothing is in progress")).to_be_visible()


def test_an_old_name_of_a_playbook_brings_its_answers(watched: Watched, address: str) -> None:
    def renamed(route: Any) -> None:
        made = route.fetch()
        named = r'("id":"kickoff".*?"aliases":)\{\}'
        body = re.sub(named, r'\1{"start":"kickoff"}', made.text(), count=1, flags=re.DOTALL)
        route.fulfill(response=made, body=body)

    watched.page.route("**/my-work/", renamed)
    seed(watched.page, address, kept("start", {"invite-deciders": {"answer": "yes"}}))
    expect(entry(watched.page, "The 90-minute kickoff")).to_contain_text("1 of")
    assert list(storage(watched.page)) == [KICKOFF[0]]


@pytest.mark.parametrize(
    "text",
    [
        MARKUP,
        "{",
        "null",
        "[" * 100_000,
        json.dumps({"sheet": {"playbook": MARKUP}}),
        json.dumps({"sheet": {"playbook": "kickoff", "answers": {MARKUP: {}}}}),
        '{"sheet": {"playbook": "kickoff", "answers": {"__proto__": {"answer": "yes"}}}}',
        '{"sheet": {"playbook": "kickoff"}, "stamps": {"__proto__": [1, "a"]}}',
    ],
)
def test_what_cannot_be_read_is_told_kept_and_harmless(
    text: str, opened: Callable[..., Page], watched: Watched, tmp_path: Path
) -> None:
    page = opened((KICKOFF[0], text), CHARTER)
    expect(page.get_by_text("What is kept for “The 90-minute kickoff”")).to_be_visible()
    expect(entry(page, "The pilot charter")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save it as a file").click()
    waiting.value.save_as(tmp_path / "damaged")
    assert (tmp_path / "damaged").read_text() == text
    assert storage(page)[KICKOFF[0]] == text
    page.get_by_role("button", name="Erase it", exact=True).click()
    expect(page.get_by_text("What is kept for")).to_have_count(0)
    assert page.evaluate("document.documentElement.dataset.fired") is None
    assert page.evaluate("({}).answer") is None
    assert watched.complaints == []


def test_hostile_words_that_can_be_read_stay_words(
    opened: Callable[..., Page], watched: Watched
) -> None:
    answers = {"invite-deciders": {"answer": MARKUP, "note": MARKUP, "owner": MARKUP}}
    page = opened(
        kept("kickoff", answers),
        kept("constructor", {"to-string": {"answer": "yes"}}),
        (KEY + MARKUP, MARKUP),
        (f"{KEY}__proto__", "{}"),
    )
    expect(entry(page, "The 90-minute kickoff")).to_be_visible()
    expect(entry(page, "constructor")).to_contain_text("Not in this handbook")
    import_text(
        page,
        exported({"playbook": "kickoff", "answers": {"invite-deciders": {"answer": f"x{MARKUP}"}}}),
    )
    expect(page.get_by_text(f"yours is “{MARKUP}”, theirs is “x{MARKUP}”")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.fired") is None
    assert watched.complaints == []
    assert watched.elsewhere == []


def test_without_javascript_the_page_says_so(plain: Page, address: str) -> None:
    plain.goto(address + WORK)
    expect(plain.get_by_text("This page needs JavaScript")).to_be_visible()
    expect(plain.get_by_text("sites on one address share this storage")).to_be_visible()
    expect(plain.locator("section.hb-work")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_it_fits_and_every_control_has_a_name(width: int, opened: Callable[..., Page]) -> None:
    other = kept("x" * 64, {"a": {"answer": "yes"}})
    long = vendor("a", "x" * 200, {"named-systems": "good"})
    page = opened(KICKOFF, CHARTER, other, (KEY + "broken", "{"), compared(long))
    expect(page.get_by_text("needs JavaScript")).to_be_hidden()
    page.set_viewport_size({"width": width, "height": 900})
    note = {"playbook": "kickoff", "answers": {"invite-deciders": {"note": "x" * 9_000}}}
    import_text(page, exported(note, vendors=[{**long, "name": "y" * 200}]))
    expect(page.get_by_role("heading", name="What would change")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    controls = [
        node
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in ("button", "radio", "textbox", "link")
    ]
    assert len(controls) > 10
    assert all(node["name"]["value"].strip() for node in controls)
