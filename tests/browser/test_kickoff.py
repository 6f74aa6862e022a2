"""The page that plans a kickoff: what it shows, and the files it gives."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import CASES, ROOT
from icalendar import Calendar
from playwright.sync_api import Page, expect

from generator.handbook import load
from generator.kickoff import PLAYBOOKS, Plan, pack
from generator.kickoff_files import calendar, markdown
from generator.outline import Outline
from generator.site import Site

from .conftest import Watched

PACK = "kickoff-pack/"
CASE = json.loads((CASES / "kickoff" / "hostile-names.json").read_text())
LINES = """one => {
  const text = document.createRange();
  text.selectNodeContents(one);
  return text.getClientRects().length;
}"""
NAMES = [" ".join(name.split()) for name in CASE["owners"].values()]


@pytest.fixture(scope="module")
def outlines() -> list[Outline]:
    site = Site(load(ROOT, today=date(2026, 11, 20)))
    return [site.outlined(site.playbooks[name]) for name in PLAYBOOKS]


@pytest.fixture
def page(watched: Watched, address: str) -> Page:
    watched.page.goto(address + PACK)
    return watched.page


def fill(page: Page, plan: Plan) -> None:
    chosen = plan.choices
    page.get_by_label("Day of the kickoff").fill(chosen.asked.isoformat())
    page.get_by_label("Weeks to the decision date").fill(str(chosen.weeks))
    page.get_by_label("Skip weekends").set_checked(chosen.skip_weekends)
    page.get_by_label("Musts, and" if chosen.musts else "All of them").check()
    for role, name in chosen.owners.items():
        page.get_by_role("textbox", name=role, exact=True).fill(name)


def downloaded(page: Page, button: str, tmp_path: Path) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    waiting.value.save_as(tmp_path / "file")
    return waiting.value.suggested_filename, (tmp_path / "file").read_bytes()


def days(page: Page) -> list[str]:
    return page.locator(".hb-kickoff-days dd").all_inner_texts()


@pytest.mark.parametrize(
    ("start", "skip", "wanted"),
    [
        (
            date(2026, 12, 31),
            False,
            "2027-01-28 2027-02-28 2027-03-28 2027-04-28 2027-05-28 2027-06-28 2027-07-28",
        ),
        (
            date(2028, 1, 3),
            True,
            "2028-01-31 2028-02-29 2028-03-29 2028-05-01 2028-05-29 2028-06-29 2028-07-31",
        ),
        (
            date(2027, 12, 3),
            False,
            "2027-12-31 2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31 2028-06-30",
        ),
    ],
)
def test_the_calendar_opens_with_the_right_dates(
    start: date,
    skip: bool,
    wanted: str,
    page: Page,
    outlines: list[Outline],
    watched: Watched,
    tmp_path: Path,
) -> None:
    fill(page, pack(outlines, start, skip_weekends=skip))
    name, content = downloaded(page, "Download calendar", tmp_path)
    assert name == f"kickoff-plan-{start}.ics"
    meetings = [event["dtstart"].dt for event in Calendar.from_ical(content).walk("VEVENT")]
    assert meetings == [datetime.fromisoformat(f"{day} 10:00") for day in wanted.split()]
    shown = days(page)
    assert [day[4:] for day in shown] == [start.isoformat(), *wanted.split()]
    assert [day[:3] for day in shown] == [f"{date.fromisoformat(day[4:]):%a}" for day in shown]
    assert watched.complaints == watched.elsewhere == []


@pytest.mark.parametrize("musts", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_those_of_the_command(
    name: str, musts: bool, page: Page, outlines: list[Outline], tmp_path: Path
) -> None:
    owners = {"Sponsor": name, "Procurement": "Grace"}
    plan = pack(
        outlines, date(2026, 12, 12), weeks=3, skip_weekends=True, musts=musts, owners=owners
    )
    fill(page, plan)
    expect(page.locator(".hb-kickoff-said")).to_have_text(f"{plan.rows} tasks.")
    made = downloaded(page, "Download Markdown", tmp_path)
    assert made == ("kickoff-plan-2026-12-14.md", markdown(plan).encode())
    assert downloaded(page, "Download calendar", tmp_path)[1] == calendar(plan)


def test_the_form_begins_with_what_most_choose(page: Page) -> None:
    expect(page.get_by_label("Skip weekends")).to_be_checked()
    expect(page.get_by_label("Musts, and")).to_be_checked()
    names = page.locator("[data-role]")
    expect(names.first).to_have_attribute("data-role", "Sponsor")
    shown = page.get_by_role("article").inner_text()
    assert "Which tasks" in shown
    for words in ("see to", "library", "Decision Handbook 0"):
        assert words not in shown


def test_a_name_is_forgotten_with_the_page(page: Page, outlines: list[Outline]) -> None:
    fill(page, pack(outlines, date(2026, 12, 1), owners={"Sponsor": "Ada"}))
    stored = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])"
    )
    assert "Ada" not in stored


def test_what_is_typed_wrong_gives_no_file(page: Page, outlines: list[Outline]) -> None:
    page.on("download", lambda _: pytest.fail("there was a download"))
    for weeks, start in (("4", ""), ("0", "2026-12-01"), ("53", "2026-12-01"), ("", "2026-12-01")):
        page.get_by_label("Weeks to the decision date").fill(weeks)
        page.get_by_label("Day of the kickoff").fill(start)
        page.get_by_role("button", name="Download Markdown").click()
        expect(page.locator(".hb-kickoff-said")).to_contain_text("Choose a day and 1 to 52 weeks")
        expect(page.locator(".hb-kickoff-days")).to_be_hidden()
    fill(page, pack(outlines, date(2026, 12, 1)))
    expect(page.locator(".hb-kickoff-days")).to_be_visible()


def test_copy_puts_the_document_on_the_clipboard(page: Page, outlines: list[Outline]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    plan = pack(outlines, date(2026, 12, 1), owners={"Sponsor": "Ada"})
    fill(page, plan)
    page.get_by_role("button", name="Copy the Markdown").click()
    expect(page.get_by_text("Copied as Markdown.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == markdown(plan)


def test_where_copying_is_refused_a_field_opens(page: Page, outlines: list[Outline]) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    plan = pack(outlines, date(2026, 12, 1))
    fill(page, plan)
    page.get_by_role("button", name="Copy the Markdown").click()
    field = page.get_by_label("This browser did not allow copying")
    expect(field).to_be_focused()
    expect(field).to_have_value(markdown(plan))
    page.get_by_label("Weeks to the decision date").fill("5")
    expect(field).to_be_hidden()


def test_without_javascript_the_agenda_and_the_command_stand_there(
    plain: Page, address: str, outlines: list[Outline]
) -> None:
    plain.goto(address + PACK)
    expect(plain.get_by_role("heading", level=1)).to_have_text("Plan the kickoff")
    expect(plain.get_by_text("needs JavaScript")).to_be_visible()
    expect(plain.get_by_text("handbook kickoff --start")).to_be_visible()
    expect(plain.locator("form.hb-kickoff")).to_be_hidden()
    agenda = pack(outlines, date(2026, 12, 1)).agenda
    for block in agenda:
        expect(plain.locator("dd", has_text=re.compile(re.escape(block.text)))).to_be_visible()
    assert agenda[-1].ends == 90


def test_every_control_has_a_name_and_the_form_fits_a_phone(page: Page) -> None:
    expect(page.get_by_text("needs JavaScript")).to_be_hidden()
    for control in page.locator("form.hb-kickoff input").all():
        assert control.evaluate("one => one.labels.length") == 1
    page.set_viewport_size({"width": 390, "height": 900})
    page.get_by_label("Day of the kickoff").fill("2027-01-12")
    for day in page.locator(".hb-kickoff-days dd").all():
        assert day.evaluate(LINES) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
