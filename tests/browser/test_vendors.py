"""Vendors side by side: one table, who is out, and an order that is called only when it holds."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched, fits

KEY = "decision-handbook:1:vendors"
FIRE = "document.documentElement.dataset.fired=1"
MARKUP = f"<img src=x onerror={FIRE}>"
FILL = """([column, part, word]) => {
  for (const row of document.querySelectorAll(`tr[data-part=${part}]`)) {
    const select = row.cells[column].querySelector("select");
    select.value = word;
    select.dispatchEvent(new Event("change"));
  }
}"""


@pytest.fixture
def page(watched: Watched, address: str) -> Page:
    watched.page.goto(address + "vendors/")
    return watched.page


def add(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name="Add a vendor").click()
        page.keyboard.type(name)


def fill(page: Page, column: int, questions: str) -> None:
    page.evaluate(FILL, [column, "questions", questions])


def test_questions_fill_the_table_until_a_vendor_is_added(page: Page) -> None:
    question = page.locator("tr[data-item] > th").first
    whole = page.locator(".hb-vendors-table").bounding_box()
    alone = question.bounding_box()
    assert whole and alone
    assert alone["width"] > 0.95 * whole["width"]
    add(page, "Alpha")
    beside = question.bounding_box()
    assert beside
    assert beside["width"] < 0.5 * whole["width"]


def test_a_failed_knock_out_is_out_whatever_the_points(page: Page) -> None:
    add(page, "Alpha", "Beta")
    fill(page, 1, "good")
    fill(page, 2, "fair")
    order = page.locator(".hb-vendors-order")
    expect(order).to_contain_text("Alpha")
    expect(order).not_to_contain_text("Beta")
    expect(page.locator(".hb-vendors-out")).to_contain_text("Beta is out.")
    page.reload()
    expect(page.locator(".hb-vendors-out")).to_contain_text("Beta is out.")


def test_who_has_no_answer_yet_is_in_no_order(page: Page) -> None:
    add(page, "Alpha", "Beta")
    panel = page.locator("section.hb-vendors")
    expect(panel.locator(".hb-vendors-order")).to_have_count(0)
    expect(panel).to_contain_text("Nothing is answered yet for Alpha, Beta.")
    page.locator("tr[data-item=named-systems] select").first.select_option("good")
    expect(panel.locator(".hb-vendors-order > li")).to_have_count(1)
    expect(panel).to_contain_text("Nothing is answered yet for Beta.")


def test_on_a_wide_screen_the_page_scrolls_and_names_stay_in_view(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    add(page, "Alpha", "Beta", "Gamma", "Delta", "Epsilon")
    page.locator("tr[data-item=no-exit] select").last.scroll_into_view_if_needed()
    expect(page.get_by_label("Name of vendor 5")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_equal_vendors_are_too_close_to_call(page: Page) -> None:
    add(page, "Alpha", "Beta")
    for column in (1, 2):
        fill(page, column, "good")
    expect(page.locator(".hb-vendors-order")).to_contain_text("Too close to call")


def test_a_stop_sign_seen_puts_a_vendor_out(page: Page) -> None:
    add(page, "Alpha")
    page.locator("tr[data-item=no-exit] select").select_option("seen")
    expect(page.locator(".hb-vendors-sums")).to_contain_text("1 seen")
    expect(page.locator(".hb-vendors-out")).to_contain_text("A stop sign is seen")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        json.dumps({"format": "decision-handbook-vendors", "format_version": 1, "vendors": [1]}),
        json.dumps({"format": MARKUP, "vendors": MARKUP}),
    ],
)
def test_damaged_state_is_said_and_set_aside(text: str, page: Page) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("could not be read")
    add(page, "Alpha")
    expect(page.get_by_role("alert")).to_be_hidden()
    assert page.evaluate("key => localStorage.getItem(key)", f"{KEY}:damaged") == text
    assert page.locator("html[data-fired]").count() == 0


def test_export_comes_back_and_a_damaged_file_changes_nothing(page: Page, tmp_path: Path) -> None:
    add(page, MARKUP)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export as a file").click()
    file = tmp_path / "vendors.json"
    waiting.value.save_as(file)
    fits("vendors.json", json.loads(file.read_text()))
    broken = {"name": "x.json", "mimeType": "application/json", "buffer": b'{"format": 1}'}
    page.get_by_label("Import a file").set_input_files(files=[broken])  # type: ignore[list-item]
    expect(page.locator(".hb-said")).to_contain_text("What was here stays")
    expect(page.get_by_label("Name of vendor 1")).to_have_value(MARKUP)
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_label("Name of vendor 1")).to_have_count(0)
    page.get_by_label("Import a file").set_input_files(file)
    expect(page.get_by_label("Name of vendor 1")).to_have_value(MARKUP)
    assert page.locator("html[data-fired]").count() == 0


def test_two_tabs_keep_each_others_entries(page: Page, address: str) -> None:
    add(page, "Alpha")
    other = page.context.new_page()
    other.goto(address + "vendors/")
    add(other, "Beta")
    expect(page.get_by_label("Name of vendor 2")).to_have_value("Beta")
    page.get_by_label("Name of vendor 1").fill("Gamma")
    expect(other.get_by_label("Name of vendor 1")).to_have_value("Gamma")


def test_erase_everything_takes_the_vendors_too(page: Page, address: str) -> None:
    add(page, "Alpha")
    page.goto(address + "my-work/")
    page.locator(".hb-work-erase").click()
    page.get_by_role("button", name="Erase everything", exact=True).click()
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None


def test_nothing_of_it_is_wider_than_an_enlarged_window(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    box = page.locator("label:has(input[type=file])").bounding_box()
    assert box and box["x"] + box["width"] <= 320


def test_on_a_telephone_the_question_stays_in_view(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    add(page, "Alpha", "Beta", "Gamma")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    question = page.locator("tr[data-item=named-systems] th")
    page.locator("tr[data-item=named-systems] td").last.scroll_into_view_if_needed()
    left = page.locator(".hb-vendors-scroller").bounding_box()
    box = question.bounding_box()
    assert left and box and abs(box["x"] - left["x"]) <= 2
    expect(question).to_be_in_viewport()


def test_without_scripts_a_blank_table_can_be_printed(plain: Page, address: str) -> None:
    plain.goto(address + "vendors/")
    plain.emulate_media(media="print")
    expect(plain.get_by_role("columnheader", name="Vendor 5")).to_be_visible()
    expect(plain.locator("tr[data-item=no-exit] td")).to_have_count(5)
    expect(plain.locator("section.hb-vendors")).to_be_hidden()
