"""The calendar and the JSON, each opened by a reader that is not ours."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import jsonschema
import pytest
from conftest import ROOT
from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.cal import Component

from generator.answers import Answer, AnswerSheet, NotApplicable
from generator.exports import calendar as ics
from generator.exports.json_format import JSON, schemas
from generator.handbook import load
from generator.outline import Detail, Item, Outline, Section, When
from generator.site import Site

HOSTILE = (
    "=1+1",
    "@here; a, b \\ c\\n",
    "two\nlines\r\nand\rmore",
    "C:\\New folder",
    "| `x` [y](z) <b>&amp;</b>",
    "👩‍👩‍👧 عربى \u202eabc",
    "BEGIN:VEVENT\nEND:VCALENDAR",
    "long " * 2_000,
)


def an_item(name: str = "one", text: str = "Is it so?", **more: object) -> Item:
    return Item(id=name, text=text, strength="must", fingerprint="0123abcd", **more)


def an_outline(*items: Item) -> Outline:
    return Outline(
        id="some-book",
        title="Some book",
        kind="Checklist",
        decision="May it go on?",
        decider="Sponsor",
        phase="Try",
        version="89abcdef",
        handbook_version="0.1.0",
        scale=("no", "partly", "yes"),
        sections=(Section("musts", "Musts", items),),
        address="https://handbook.example/playbooks/some-book/",
    )


def answered(**answers: Answer) -> AnswerSheet:
    return AnswerSheet(playbook="some-book", answers=answers)


def events(content: bytes) -> list[Component]:
    return Calendar.from_ical(content).walk("VEVENT")


def todos(content: bytes) -> list[Component]:
    return Calendar.from_ical(content).walk("VTODO")


def dated(outline: Outline, sheet: AnswerSheet | None, start: date) -> bytes:
    return ics.render(outline, ics.scheduled(outline, sheet, start))


def days_of(event: Component, count: int) -> list[date]:
    """The first days of a recurring event, as another library reads its rule."""
    begins = datetime.combine(event["dtstart"].dt, datetime.min.time())
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=begins)
    return [day.date() for day in islice(rule, count)]


@pytest.fixture(scope="module")
def outlines() -> list[Outline]:
    site = Site(load(ROOT, today=date(2026, 11, 20)), base_url="https://handbook.example")
    return [site.outlined(playbook) for playbook in site.handbook.playbooks]


@pytest.mark.parametrize("start", [None, date(2028, 2, 29)])
def test_every_item_of_every_playbook_arrives_whole(
    start: date | None, outlines: list[Outline]
) -> None:
    for outline in outlines:
        content = dated(outline, None, start) if start else ics.render(outline, None)
        entries = [*todos(content), *events(content)]
        found = {str(entry["uid"]).partition("@")[0]: entry for entry in entries}
        assert len(entries) == len(list(outline.items))
        for item in outline.items:
            entry = found[f"{outline.id}#{item.id}"]
            assert str(entry["summary"]) == item.text
            assert str(entry["url"]) == f"{outline.address}#{item.id}"
            words = str(entry["description"])
            assert all(detail.text in words for detail in item.details)
            assert item.fingerprint in words
            assert outline.identity in words
            assert item.strength in entry["categories"].cats


def test_the_calendar_says_once_what_it_is() -> None:
    calendar = Calendar.from_ical(ics.render(an_outline(an_item()), None))
    assert str(calendar["x-wr-calname"]) == str(calendar["name"]) == "Some book"
    told = str(calendar["description"])
    assert "May it go on?" in told
    assert "Sponsor" in told
    assert "some-book 89abcdef, Decision Handbook 0.1.0" in told


def test_a_due_date_makes_an_event_that_lasts_the_day_and_does_not_block_it() -> None:
    sheet = answered(one=Answer(due=date(2028, 2, 29), owner="Ada", note="soon"))
    outline = an_outline(an_item(), an_item("two"))
    (event,) = events(ics.render(outline, sheet))
    assert event["dtstart"].dt == date(2028, 2, 29)
    assert event["dtend"].dt == date(2028, 3, 1)
    assert event["transp"] == "TRANSPARENT"
    assert "Owner: Ada\n\nDue: 2028-02-29\n\nNote: soon" in str(event["description"])
    assert [str(todo["uid"]) for todo in todos(ics.render(outline, sheet))] == [
        "some-book#two@undated.decision-handbook"
    ]


def test_what_does_not_apply_is_said_with_its_approver() -> None:
    given = NotApplicable(reason="no vendor", approver="Grace")
    sheet = answered(one=Answer(not_applicable=given))
    (todo,) = todos(ics.render(an_outline(an_item()), sheet))
    assert "Not applicable: no vendor (Grace)" in str(todo["description"])


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 12, 29), 7, date(2027, 1, 5)),
        (date(2027, 1, 4), -7, date(2026, 12, 28)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2027, 2, 28), 1, date(2027, 3, 1)),
        (date(2028, 3, 1), -1, date(2028, 2, 29)),
    ],
)
def test_days_are_counted_over_a_years_end_and_a_leap_day(
    start: date, days: int, due: date
) -> None:
    outline = an_outline(an_item(when=When(after_kickoff=days)), an_item("two"))
    content = dated(outline, None, start)
    (event,) = events(content)
    assert event["dtstart"].dt == due
    (todo,) = todos(content)
    assert str(todo["uid"]).startswith("some-book#two@")
    assert "dtstart" not in todo
    assert "due" not in todo


def test_a_start_leaves_the_rest_of_a_sheet_as_it_was() -> None:
    sheet = AnswerSheet(
        playbook="some-book",
        version="00000000",
        answers={"one": Answer(note="soon")},
        parameters={"measure": "Hours"},
    )
    outline = an_outline(an_item(when=When(after_kickoff=1)))
    counted = ics.scheduled(outline, sheet, date(2027, 1, 4))
    wanted = {"one": Answer(note="soon", due=date(2027, 1, 5))}
    assert counted == sheet.model_copy(update={"start": date(2027, 1, 4), "answers": wanted})


def test_the_sheets_date_counts_more_than_the_playbooks() -> None:
    outline = an_outline(an_item(when=When(after_kickoff=1)))
    sheet = answered(one=Answer(due=date(2027, 5, 3)))
    (event,) = events(dated(outline, sheet, date(2027, 1, 4)))
    assert event["dtstart"].dt == date(2027, 5, 3)


@pytest.mark.parametrize(
    ("every", "start", "days"),
    [
        ("week", date(2026, 12, 28), ["2027-01-04", "2027-01-11", "2027-01-18"]),
        ("fortnight", date(2028, 2, 15), ["2028-02-29", "2028-03-14", "2028-03-28"]),
        ("month", date(2026, 12, 1), ["2027-01-01", "2027-02-01", "2027-03-01"]),
        ("month", date(2027, 12, 31), ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        ("month", date(2027, 1, 29), ["2027-02-28", "2027-03-29", "2027-04-29"]),
        ("quarter", date(2026, 11, 30), ["2027-02-28", "2027-05-30", "2027-08-30"]),
        ("year", date(2028, 2, 29), ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
    ],
)
def test_what_comes_back_begins_a_period_later_and_leaves_no_month_out(
    every: str, start: date, days: list[str]
) -> None:
    outline = an_outline(an_item(when=When(every=every)))
    (event,) = events(dated(outline, None, start))
    assert event["dtstart"].dt == date.fromisoformat(days[0])
    assert [day.isoformat() for day in days_of(event, len(days))] == days


def test_what_comes_back_from_a_day_begins_there() -> None:
    outline = an_outline(an_item(when=When(after_kickoff=30, every="month")))
    (event,) = events(dated(outline, None, date(2027, 1, 1)))
    assert days_of(event, 3) == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def days_without_weekends(content: bytes, count: int) -> list[date]:
    """The first days of the one series in a calendar, with those that stand elsewhere moved."""
    (series,) = (event for event in events(content) if "rrule" in event)
    moved = {e["recurrence-id"].dt: e["dtstart"].dt for e in events(content) if "rrule" not in e}
    assert {event["uid"] for event in events(content)} == {series["uid"]}
    return [moved.get(day, day) for day in days_of(series, count)]


@pytest.mark.parametrize(
    ("when", "start", "due", "days"),
    [
        # 1 May 2027 is a Saturday, 1 August a Sunday.
        (
            When(every="month"),
            date(2027, 3, 1),
            date(2027, 4, 1),
            "2027-04-01 2027-05-03 2027-06-01 2027-07-01 2027-08-02 2027-09-01",
        ),
        # The first date itself falls on a weekend, and the series keeps its day.
        (
            When(every="month"),
            date(2027, 4, 1),
            date(2027, 5, 3),
            "2027-05-03 2027-06-01 2027-07-01 2027-08-02 2027-09-01 2027-10-01",
        ),
        # The last day of a month may move into the next one; 31 July 2027 is a Saturday.
        (
            When(after_kickoff=30, every="month"),
            date(2027, 5, 1),
            date(2027, 5, 31),
            "2027-05-31 2027-06-30 2027-08-02 2027-08-31 2027-09-30 2027-11-01",
        ),
        (
            When(every="quarter"),
            date(2027, 2, 1),
            date(2027, 5, 3),
            "2027-05-03 2027-08-02 2027-11-01 2028-02-01",
        ),
        (When(every="year"), date(2027, 5, 3), date(2028, 5, 3), "2028-05-03 2029-05-03"),
        # A week later it is the same day of the week.
        (When(after_kickoff=5, every="week"), date(2027, 3, 1), date(2027, 3, 8), "2027-03-08"),
    ],
)
def test_a_series_keeps_its_day_and_moves_off_each_weekend_by_itself(
    when: When, start: date, due: date, days: str
) -> None:
    sheet = AnswerSheet(playbook="some-book", start=start, answers={"one": Answer(due=due)})
    content = ics.ON_WORKING_DAYS.render(an_outline(an_item(when=when)), sheet)
    wanted = [date.fromisoformat(day) for day in days.split()]
    assert days_without_weekends(content, len(wanted)) == wanted


def test_a_series_that_skips_weekends_says_when_it_ends() -> None:
    sheet = AnswerSheet(
        playbook="some-book",
        start=date(2027, 3, 1),
        answers={"one": Answer(due=date(2027, 4, 1))},
    )
    content = ics.ON_WORKING_DAYS.render(an_outline(an_item(when=When(every="month"))), sheet)
    shown = days_without_weekends(content, 100)
    assert (len(shown), shown[-1]) == (24, date(2029, 3, 1))
    assert all(day.weekday() < 5 for day in shown)
    assert "ends after 24 months" in str(Calendar.from_ical(content)["description"])


def test_the_calendar_is_told_of_in_words_for_a_page_and_a_terminal() -> None:
    assert "`" not in ics.CALENDAR.told
    assert "your answers" not in ics.CALENDAR.told


def test_without_a_start_what_comes_back_is_counted_from_its_due_date() -> None:
    outline = an_outline(an_item(when=When(every="month")), an_item("two", when=When(every="week")))
    content = ics.render(outline, answered(one=Answer(due=date(2026, 12, 31))))
    (event,) = events(content)
    assert days_of(event, 3) == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]
    assert [todo.get("rrule") for todo in todos(content)] == [None]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_as_text(text: str) -> None:
    item = an_item(text=text, details=(Detail("How", text),))
    content = ics.render(an_outline(item), answered(one=Answer(note=text, due=date(2027, 1, 1))))
    assert [c.name for c in Calendar.from_ical(content).walk()] == ["VCALENDAR", "VEVENT"]
    (event,) = events(content)
    wanted = text.replace("\r\n", "\n").replace("\r", "\n")
    assert str(event["summary"]) == wanted
    assert f"How: {wanted}" in str(event["description"])
    assert f"Note: {wanted}" in str(event["description"])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_control_characters_do_not_break_the_lines() -> None:
    content = ics.render(an_outline(an_item(text="a\x07b\x0bc\x85d\u2028e\x00f")), None)
    assert str(todos(content)[0]["summary"]) == "a b\nc\nd\ne f"


def test_two_starts_do_not_share_their_entries() -> None:
    outline = an_outline(an_item(when=When(after_kickoff=0)))
    starts = (date(2027, 1, 4), date(2027, 1, 5))
    uids = {str(events(dated(outline, None, start))[0]["uid"]) for start in starts}
    assert len(uids) == 2


def test_no_clock_is_read() -> None:
    (todo,) = todos(ics.render(an_outline(an_item()), None))
    assert todo["dtstamp"].dt == datetime(1980, 1, 1, tzinfo=UTC)


def test_the_shipped_times_fit_together(outlines: list[Outline]) -> None:
    """What a playbook says in words and what it says in days agree."""
    when = {f"{o.id}#{item.id}": item.when for o in outlines for item in o.items}
    timed = [w for w in when.values() if w.after_kickoff is not None or w.every]
    assert len(timed) > 30
    assert when["kickoff#invite-deciders"].after_kickoff == -7
    assert when["kickoff#musts-in-tracker"].after_kickoff == 1
    (musts,) = (list(o.only_musts().items) for o in outlines if o.id == "monthly-review")
    assert {item.when.every for item in musts} == {"month"}
    every_start = [date(2027, 1, 1) + timedelta(days=n) for n in range(1_461)]
    for start in every_start:
        review = ics.first_day(when["monthly-review#ask-results"], start)
        screen = ics.first_day(when["monthly-review#one-dashboard"], start)
        cleared = ics.first_day(when["monthly-review#clear-the-obstacle"], start)
        assert review and screen and cleared
        assert review - screen >= timedelta(days=4), (
            "at least two working days, whatever the weekday"
        )
        assert timedelta(0) < cleared - review <= timedelta(days=7), "within five working days"


def hostile_outlines() -> Iterator[Outline]:
    for text in HOSTILE:
        yield an_outline(an_item(text=text, details=(Detail("How", text),)))


def test_json_is_what_its_schema_says_and_holds_everything(outlines: list[Outline]) -> None:
    schema = dict(schemas())["export.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    for outline in (*outlines, *hostile_outlines()):
        data = json.loads(JSON.render(outline, None))
        check.validate(data)
        book = data["playbook"]
        assert (book["id"], book["version"]) == (outline.id, outline.version)
        assert book["handbook_version"] == outline.handbook_version
        found = [item for section in book["sections"] for item in section["items"]]
        for item, given in zip(found, outline.items, strict=True):
            assert (item["id"], item["text"]) == (given.id, given.text)
            assert (item["fingerprint"], item["strength"]) == (given.fingerprint, given.strength)
            assert [(d["label"], d["text"]) for d in item["details"]] == [
                (d.label, d.text) for d in given.details
            ]
            assert item["when"]["every"] == given.when.every
        assert data["answers"] is None


def test_json_answers_can_be_handed_back() -> None:
    sheet = answered(
        one=Answer(answer="yes", due=date(2028, 2, 29), owner="Ada", evidence=HOSTILE[4])
    )
    data = json.loads(JSON.render(an_outline(an_item()), sheet))
    described = dict(schemas())
    jsonschema.Draft202012Validator(described["export.json"]).validate(data)
    jsonschema.Draft202012Validator(described["answers.json"]).validate(data["answers"])
    assert data["answers"]["answers"]["one"]["due"] == "2028-02-29"
    assert AnswerSheet.model_validate(data["answers"]) == sheet


def test_the_answer_schema_refuses_a_misspelt_field() -> None:
    check = jsonschema.Draft202012Validator(dict(schemas())["answers.json"])
    check.validate({"playbook": "x", "answers": {"a": {"answer": "yes"}}})
    assert not check.is_valid({"playbook": "x", "answers": {"a": {"anwser": "yes"}}})
    assert not check.is_valid({"answers": {}})
