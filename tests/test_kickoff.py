"""The kickoff pack: dates computed by hand, and the files opened by other readers."""

import html
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, ROOT
from dateutil.rrule import rrulestr
from icalendar import Calendar
from markdown_it import MarkdownIt

from generator.exports.calendar import (
    CALENDAR,
    ON_WORKING_DAYS,
    escape_calendar,
    first_day,
    weekday,
)
from generator.exports.json_format import JSON
from generator.handbook import load
from generator.kickoff import PLAYBOOKS, Plan, UnknownRole, drafted, pack, title_of
from generator.kickoff_files import calendar, files, fillable, folded, markdown, zipped
from generator.outline import Detail, Item, Outline, Parameter, Section, When
from generator.pages import render
from generator.site import Site

TUESDAY = date(2026, 12, 1)
PLAN = "kickoff-plan-2026-12-01"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(load(ROOT, today=date(2026, 11, 20)), base_url="https://handbook.example")


@pytest.fixture(scope="module")
def outlines(site: Site) -> list[Outline]:
    return [site.outlined(site.playbooks[name]) for name in PLAYBOOKS]


def due(plan: Plan, address: str) -> date | None:
    return next(row.due for part in plan.parts for row in part.rows if row.address == address)


def meetings(plan: Plan) -> list[tuple[str, datetime, datetime]]:
    found = Calendar.from_ical(calendar(plan)).walk("VEVENT")
    return [(str(e["summary"]), e["dtstart"].dt, e["dtend"].dt) for e in found]


def days(plan: Plan) -> list[str]:
    return [begins.date().isoformat() for _, begins, _ in meetings(plan)]


def shown(plan: Plan) -> str:
    """The text of the document as a Markdown reader shows it."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown(plan))
    lines = []
    for token in tokens:
        if token.type == "inline":
            # An "@" goes with an empty comment, so that nobody is mentioned.
            # So does a task with its identity.
            parts = [p for p in token.children or [] if not p.content.startswith("<!-- ")]
            lines.append("".join(part.content for part in parts if part.type != "softbreak"))
            kinds = {part.type for part in parts}
            assert kinds <= {"text", "text_special", "softbreak", "code_inline"} | {
                "strong_open",
                "strong_close",
            }
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("start", "skip", "wanted"),
    [
        # Over a year's end; 28 February 2027 is a Sunday, 29 May a Saturday.
        (
            TUESDAY,
            False,
            "2026-12-29 2027-01-29 2027-02-28 2027-03-29 2027-04-29 2027-05-29 2027-06-29",
        ),
        (
            TUESDAY,
            True,
            "2026-12-29 2027-01-29 2027-03-01 2027-03-29 2027-04-29 2027-05-31 2027-06-29",
        ),
        # The decision on the 31st, over a leap day.
        (
            date(2027, 12, 3),
            False,
            "2027-12-31 2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31 2028-06-30",
        ),
        # The first review on the leap day; 29 April 2028 is a Saturday, 29 July too.
        (
            date(2028, 1, 3),
            True,
            "2028-01-31 2028-02-29 2028-03-29 2028-05-01 2028-05-29 2028-06-29 2028-07-31",
        ),
        # From the leap day itself; 28 May 2028 is a Sunday.
        (
            date(2028, 2, 29),
            True,
            "2028-03-28 2028-04-28 2028-05-29 2028-06-28 2028-07-28 2028-08-28 2028-09-28",
        ),
        # Over the end of a year, into one that is no leap year.
        (
            date(2026, 12, 31),
            False,
            "2027-01-28 2027-02-28 2027-03-28 2027-04-28 2027-05-28 2027-06-28 2027-07-28",
        ),
    ],
)
def test_the_calendar_has_the_decision_date_and_the_reviews(
    outlines: list[Outline], start: date, skip: bool, wanted: str
) -> None:
    assert days(pack(outlines, start, skip_weekends=skip)) == wanted.split()


def test_the_meetings_last_as_long_as_they_are_called(outlines: list[Outline]) -> None:
    plan = pack(outlines, TUESDAY, at=time(14, 30), reviews=2)
    assert meetings(plan) == [
        (
            "Decide: go, fix or stop",
            datetime(2026, 12, 29, 14, 30),
            datetime(2026, 12, 29, 15, 30),
        ),
        ("Monthly review 1 of 2", datetime(2027, 1, 29, 14, 30), datetime(2027, 1, 29, 15)),
        ("Monthly review 2 of 2", datetime(2027, 2, 28, 14, 30), datetime(2027, 2, 28, 15)),
    ]


def test_a_kickoff_on_a_weekend_moves_to_monday_and_everything_with_it(
    outlines: list[Outline],
) -> None:
    plan = pack(outlines, date(2027, 2, 27), skip_weekends=True)  # a Saturday
    assert plan.start == date(2027, 3, 1)
    assert plan.decision == date(2027, 3, 29)
    assert due(plan, "kickoff#invite-deciders") == date(2027, 2, 22)
    assert due(plan, "kickoff#lay-out-pack") == date(2027, 2, 26)  # Sunday, back to Friday
    assert due(plan, "kickoff#fifth-day-look") == date(2027, 3, 8)
    assert "Mon 2027-03-01; Sat 2027-02-27 was asked for, a weekend." in shown(plan)


def test_weekends_stay_unless_asked(outlines: list[Outline]) -> None:
    friday = date(2026, 12, 11)
    assert due(pack(outlines, friday), "kickoff#musts-in-tracker") == date(2026, 12, 12)
    skipping = pack(outlines, friday, skip_weekends=True)
    assert due(skipping, "kickoff#musts-in-tracker") == date(2026, 12, 14)
    assert "Weekends are not skipped" in shown(pack(outlines, friday))
    assert "Weekends are skipped" in shown(skipping)


@pytest.mark.parametrize(
    ("day", "later", "earlier"),
    [(4, 4, 4), (5, 7, 4), (6, 7, 4), (7, 7, 7)],  # 4 December 2026 is a Friday
)
def test_a_weekend_ends_on_monday_or_begins_after_friday(
    day: int, later: int, earlier: int
) -> None:
    assert weekday(date(2026, 12, day)) == date(2026, 12, later)
    assert weekday(date(2026, 12, day), back=True) == date(2026, 12, earlier)


def test_the_verdict_is_due_on_the_decision_date_however_far_it_is(
    outlines: list[Outline],
) -> None:
    plan = pack(outlines, TUESDAY, weeks=6)
    assert plan.decision == date(2027, 1, 12)
    part = plan.part("go-fix-or-stop")
    assert part and {row.due for row in part.rows} == {date(2027, 1, 12)}
    assert "6 weeks after it, on Tue 2027-01-12" in shown(plan)


def test_the_steps_of_the_review_are_due_for_the_first_review(outlines: list[Outline]) -> None:
    for weeks, review in ((4, date(2027, 1, 29)), (9, date(2027, 3, 2))):
        plan = pack(outlines, TUESDAY, weeks=weeks, skip_weekends=True)
        part = plan.part("monthly-review")
        assert part
        screen, *others = sorted((row.due, row.item.id) for row in part.rows if row.due)
        assert len(others) == len(part.rows) - 1, "every row has a day"
        assert {day for day, _ in others} == {review}
        assert screen[1] == "one-dashboard"
        assert timedelta(days=4) <= review - screen[0] <= timedelta(days=7)
        assert f"from {review:%a} {review}, a month after the decision date" in shown(plan)


@pytest.mark.parametrize("weeks", [4, 9])
def test_a_playbooks_times_are_those_of_the_plan(weeks: int, outlines: list[Outline]) -> None:
    plan = pack(outlines, TUESDAY, weeks=weeks, musts=False)
    for outline, sheet in plan.sheets:
        for one in outline.items:
            answer = sheet.answers[one.id]
            assert answer.due == first_day(one.when, TUESDAY)
    verdict = next(outline for outline, _ in plan.sheets if outline.id == "go-fix-or-stop")
    assert {one.when.after_kickoff for one in verdict.items} == {7 * weeks}


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("start", [TUESDAY, date(2027, 1, 5), date(2028, 1, 3), date(2027, 7, 3)])
def test_the_exported_review_comes_back_on_the_days_of_the_plans_calendar(
    start: date, skip: bool, outlines: list[Outline]
) -> None:
    plan = pack(outlines, start, skip_weekends=skip)
    outline, sheet = next(pair for pair in plan.sheets if pair[0].id == "monthly-review")
    form = ON_WORKING_DAYS if skip else CALENDAR
    events = Calendar.from_ical(form.render(outline, sheet)).walk("VEVENT")
    asked = [
        event for event in events if str(event["uid"]).startswith("monthly-review#ask-results")
    ]
    (series,) = (event for event in asked if "rrule" in event)
    moved = {e["recurrence-id"].dt: e["dtstart"].dt for e in asked if "rrule" not in e}
    begins = datetime.combine(series["dtstart"].dt, time())
    found = rrulestr(series["rrule"].to_ical().decode(), dtstart=begins)
    wanted = [begins.date() for name, begins, _ in meetings(plan) if "review" in name]
    assert [moved.get(day.date(), day.date()) for day in islice(found, len(wanted))] == wanted


def test_the_agenda_is_the_kickoffs_own_and_lasts_90_minutes(
    site: Site, outlines: list[Outline]
) -> None:
    plan = pack(outlines, TUESDAY)
    assert [block.begins for block in plan.agenda] == [0, 10, 25, 50, 65, 75, 85]
    assert plan.agenda[-1].ends == 90
    said = [i.text for i in site.playbooks["kickoff"].items if i.text.startswith("Minutes ")]
    for block, text in zip(plan.agenda, said, strict=True):
        assert text.startswith(f"Minutes {block.begins} to {block.ends}: ")
        assert text.lower().endswith(block.text.lower())


def test_the_number_of_rows_is_said_first_and_musts_are_the_default(
    outlines: list[Outline],
) -> None:
    plan, whole = pack(outlines, TUESDAY), pack(outlines, TUESDAY, musts=False)
    for part in plan.parts:
        for row in part.rows:
            whole_tree = bool(row.item.choices)
            assert row.item.strength == "must" or whole_tree or part.outline.id == "kickoff"
    assert whole.rows == sum(len(list(outline.items)) for outline in outlines)
    assert plan.rows < whole.rows
    for one in (plan, whole):
        text = markdown(one)
        assert text.count("- [ ] ") == one.rows
        assert text.splitlines()[2].startswith(f"{one.rows} tasks. ")


def test_every_row_of_every_playbook_can_be_in_the_document(site: Site) -> None:
    plan = pack(map(site.outlined, site.handbook.playbooks), TUESDAY, musts=False)
    text = shown(plan)
    assert plan.rows == sum(len(playbook.items) for playbook in site.handbook.playbooks)
    for part in plan.parts:
        assert f"{part.outline.id} {part.outline.version}" in text.splitlines()[-1]
        for row in part.rows:
            assert f"{row.item.text} (" in text
            assert f"<!-- {row.address} {row.item.fingerprint} -->" in markdown(plan)
            assert row.item.fingerprint not in text
    assert f"From Decision Handbook {part.outline.handbook_version}: " in text


def test_red_flags_come_with_what_to_do_and_the_charter_with_room(
    outlines: list[Outline],
) -> None:
    text = shown(pack(outlines, TUESDAY))
    flags = next(outline for outline in outlines if outline.kind == "Red flags")
    for item in flags.only_musts().items:
        wanted = next(detail.text for detail in item.details if detail.label == "What to do")
        assert "What to do: " + " ".join(wanted.split()) in text
    charter = next(outline for outline in outlines if outline.id == "pilot-charter")
    assert text.count("Answer:") == len(list(charter.only_musts().items))
    assert "Owner of what follows" in text


def test_owners_are_named_by_role_id_or_title(site: Site, outlines: list[Outline]) -> None:
    titles = {role.id: role.title for role in site.handbook.roles}
    for role in ("sponsor", "Sponsor", "SPONSOR"):
        assert title_of(role, titles) == "Sponsor"
    assert title_of("security LEAD", titles) == "Security lead"
    text = shown(pack(outlines, TUESDAY, owners={"Sponsor": "Ada", "Security lead": "Grace"}))
    assert "Owner: Ada (Sponsor)" in text
    assert "Decided by: Ada (Sponsor)." in text
    assert "Roles without a name yet: Business analyst," in text
    with pytest.raises(UnknownRole, match='unknown role "sponser"; did you mean "sponsor"'):
        title_of("sponser", titles)


def test_whoever_decides_comes_first_among_the_names(outlines: list[Outline]) -> None:
    for musts in (True, False):
        first, *others = drafted(outlines).owners(musts=musts)
        assert first == "Sponsor"
        assert others == sorted(others)


def test_the_charter_is_there_to_fill_in_with_what_is_known(outlines: list[Outline]) -> None:
    charter = next(outline for outline in outlines if outline.id == "pilot-charter")
    for owners, decider in (
        ({}, "Who decides:"),
        ({"Sponsor": "Ada"}, "Who decides: Ada (Sponsor)"),
    ):
        plan = pack(outlines, TUESDAY, weeks=6, owners=owners)
        lines = shown(plan).splitlines()
        assert decider in lines
        assert "The date on which we decide: 2027-01-12" in lines
        for parameter in charter.parameters:
            assert any(line.startswith(f"{parameter.label}:") for line in lines)
        sheets = {outline.id: sheet for outline, sheet in plan.sheets}
        assert sheets["pilot-charter"].parameters["decision-date"] == "2027-01-12"
        assert sheets["pilot-charter"].parameters.get("decider", "") in decider
        assert sheets["go-fix-or-stop"].parameters == {"decision-date": "2027-01-12"}


def test_a_question_with_its_own_answers_shows_where_they_lead(outlines: list[Outline]) -> None:
    text = shown(pack(outlines, TUESDAY))
    verdict = next(outline for outline in outlines if outline.id == "go-fix-or-stop")
    for one in verdict.only_musts().items:
        (answers,) = (detail.text for detail in one.details if detail.label == "Answers")
        lines = text.splitlines()
        assert "Answers:" in lines
        assert {line.removeprefix("- ") for line in answers.splitlines()} <= {*lines}


def test_the_assumptions_name_the_kickoff_only_where_it_is_planned(
    outlines: list[Outline],
) -> None:
    without = pack([o for o in outlines if o.id == "pilot-charter"], TUESDAY)
    assert without.assumptions[0].endswith(" tasks from 1 playbook: the musts alone.")
    assert "all steps of the kickoff" in pack(outlines, TUESDAY).assumptions[0]


def test_two_pilots_that_start_on_one_day_do_not_share_their_meetings(
    outlines: list[Outline],
) -> None:
    plans = [
        pack(outlines, TUESDAY),
        pack(outlines, TUESDAY, owners={"Sponsor": "Ada"}),
        pack(outlines, TUESDAY, owners={"Sponsor": "Grace"}),
        pack(outlines[1:], TUESDAY),
    ]
    found = [
        {str(event["uid"]) for event in Calendar.from_ical(calendar(plan)).walk("VEVENT")}
        for plan in plans
    ]
    assert len(set.union(*found)) == sum(map(len, found)) == 28
    # Other weeks move the same meetings.
    again = Calendar.from_ical(calendar(pack(outlines, TUESDAY, weeks=9))).walk("VEVENT")
    assert {str(event["uid"]) for event in again} == found[0]


HOSTILE = ("=cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>", "a | b", "`x` **y** [z](//w)")


@pytest.mark.parametrize("name", [*HOSTILE, "two\nlines", "أمل 👩", "- [x] done", "x" * 10_000])
def test_a_hostile_name_arrives_as_text(outlines: list[Outline], name: str) -> None:
    plan = pack(outlines, TUESDAY, owners={"Sponsor": name})
    assert f"Owner: {' '.join(name.split())} (Sponsor)" in shown(plan)
    found = Calendar.from_ical(calendar(plan)).walk("VEVENT")
    assert f"Decided by: {name} (Sponsor)" in str(found[0]["description"])


def test_without_the_kickoff_playbook_the_missing_agenda_is_said(outlines: list[Outline]) -> None:
    plan = pack([o for o in outlines if o.id != "kickoff"], TUESDAY)
    assert plan.agenda == ()
    assert 'There is no agenda, since the playbook "kickoff" was not chosen.' in shown(plan)
    assert days(plan)[0] == "2026-12-29"


def test_every_assumption_is_printed(outlines: list[Outline]) -> None:
    plan = pack(outlines, TUESDAY)
    text = shown(plan)
    assert len(plan.assumptions) >= 9
    for assumption in plan.assumptions:
        assert assumption in text


def test_the_zip_opens_and_holds_the_rest(outlines: list[Outline]) -> None:
    plan = pack(outlines, TUESDAY)
    more = {f"{outline.id}.json": JSON.render(outline, None) for outline in outlines}
    with zipfile.ZipFile(io.BytesIO(zipped(plan, more))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted([*more, f"{PLAN}.ics", f"{PLAN}.md"])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read(f"{PLAN}.md").decode() == markdown(plan)
        assert archive.read(f"{PLAN}.ics") == calendar(plan)
    assert sorted(files(plan)) == [f"{PLAN}.md", f"{PLAN}.zip"]


GOLDEN = CASES / "kickoff"
GOLDEN_NAMES = sorted(path.name for path in GOLDEN.glob("*.json") if path.name != "form.json")


def made_up(name: str, kind: str, *items: Item) -> Outline:
    """A small playbook, so that the golden cases change with the pack alone."""
    section = Section("all", "All", items)
    title = f"The {name}: a | b, c; <d>"
    decision = "Do we *start*?\nOr @not, {{ yet }}"
    address = f"https://handbook.example/playbooks/{name}/"
    version, handbook = "0a1b2c3d", "1.2.3"
    blanks = (
        Parameter("measure", "What | counts", "text", "hours"),
        Parameter("decision-date", "When?", "date"),
        Parameter("decider", "Who?", "text"),
    )
    head = (name, title, kind, decision, "Sponsor", "Pilot", version, handbook)
    return Outline(*head, (), (section,), address, blanks if name == "pilot-charter" else ())


def item(name: str, when: When, owner: str = "", strength: str = "must", text: str = "") -> Item:
    details = (
        Detail("Lasts", "90 minutes"),
        Detail("What to do", "Stop; look, ask"),
        Detail("Strong evidence", "A signed page\n- or two"),
    )
    return Item(
        name, text or f"Do {name}", strength, "11aa22bb", ("Mark, 1",), details, owner, (), when
    )


MADE_UP = (
    made_up(
        "kickoff",
        "Runbook",
        item("invite", When(after_kickoff=-8), "Lead, first; of \\New", "could"),
        item("meet", When(after_kickoff=0), "Sponsor", text="Minutes 0 to 90: read | say <b>"),
    ),
    made_up(
        "pilot-charter",
        "Scoping",
        item("measure", When(after_kickoff=5), "Data lead"),
        item("deeper", When(every="quarter"), "Auditor", "should"),
    ),
    made_up("set-up-to-fail", "Red flags", item("sign", When(every="week"), "مالك")),
    made_up("go-fix-or-stop", "Governance checklist", item("verdict", When(every="month"))),
    made_up(
        "monthly-review",
        "Runbook",
        item("fortnightly", When(every="fortnight"), text="=1+1"),
        item("monthly", When(every="month"), text="- [x] `a` [b](c) & &amp; www.d.e 👩‍👩‍👧"),
        item("yearly", When(every="year"), text="é" * 90),
        item("never", When(phase="Pilot")),
    ),
)


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_the_pack_is_what_the_golden_case_says(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    case: dict[str, Any] = json.loads(path.read_text())
    plan = planned(MADE_UP, case)
    made = {
        "days": [f"{plan.choices.on(day):%a %Y-%m-%d}" for _, day in plan.draft.days],
        "markdown": markdown(plan).split("\n"),
        "calendar": calendar(plan).decode().split("\r\n"),
    }
    if request.config.getoption("--rewrite"):
        write(path, {**case, **made})
    assert {**case, **made} == json.loads(path.read_text()), "`--rewrite` writes what it becomes"


def test_the_golden_form_is_current(request: pytest.FixtureRequest) -> None:
    made = fillable(drafted(MADE_UP))
    if request.config.getoption("--rewrite"):
        write(GOLDEN / "form.json", made)
    assert made == json.loads((GOLDEN / "form.json").read_text())


def planned(outlines: Any, case: dict[str, Any]) -> Plan:
    return pack(
        outlines,
        date.fromisoformat(case["start"]),
        owners=case["owners"],
        weeks=case["weeks"],
        skip_weekends=case["skip_weekends"],
        musts=case["musts"],
    )


def write(path: Path, made: object) -> None:
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_other_readers_open_the_golden_cases(name: str) -> None:
    case = json.loads((GOLDEN / name).read_text())
    text = "\r\n".join(case["calendar"])
    assert all(len(line.encode()) <= 75 for line in case["calendar"])
    found = Calendar.from_ical(text).walk("VEVENT")
    assert [f"{e['dtstart'].dt:%a %Y-%m-%d}" for e in found] == case["days"][1:]
    sponsor = case["owners"].get("Sponsor")
    said = f"{sponsor} (Sponsor)" if sponsor else "Sponsor"
    wanted = f"Decided by: {said} go-fix-or-stop 0a1b2c3d, Decision Handbook 1.2.3"
    # Breaks of other kinds arrive as line breaks, and a control character as a space.
    words = " ".join(wanted.replace("\x07", " ").split())
    assert " ".join(found[0]["description"].split()).endswith(words)
    plan = planned(MADE_UP, case)
    text = shown(plan)
    for owner in case["owners"].values():
        assert " ".join(owner.split()) in text
    assert markdown(plan).count("- [ ] ") == plan.rows


@pytest.mark.parametrize("text", ["C:\\New; a, b\nnext", "x" * 500, "é👩" * 60, "\\;,\n" * 60, ""])
def test_a_long_line_is_folded_and_read_back(text: str) -> None:
    line = folded(f"DESCRIPTION:{escape_calendar(text)}")
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))
    event = f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n"
    assert Calendar.from_ical(event)["description"] == text


def test_a_meeting_does_not_go_on_past_midnight(outlines: list[Outline]) -> None:
    with pytest.raises(ValueError, match="cannot begin at 23:00"):
        pack(outlines, TUESDAY, at=time(23))


def test_the_pages_data_is_text_of_an_element(site: Site, outlines: list[Outline]) -> None:
    (page,) = (page for page in render(site) if page.src_uri == "kickoff-pack.md")
    (inner,) = (
        line.partition(">")[2].removesuffix("</div>")
        for line in page.markdown.splitlines()
        if line.startswith('<div class="hb-kickoff-form"')
    )
    assert not set("<>") & set(inner)
    assert json.loads(html.unescape(inner)) == fillable(
        drafted([site.outlined(site.playbooks[name]) for name in PLAYBOOKS])
    )


def test_a_handbook_with_nothing_to_plan_has_no_such_page(small: Path) -> None:
    made = [page.src_uri for page in render(Site(load(small, today=TUESDAY)))]
    assert "kickoff-pack.md" not in made
    assert "glossary.md" in made


PRINT_HASHES = """
import hashlib
from datetime import date
from pathlib import Path
from generator.exports.calendar import CALENDAR, scheduled
from generator.exports.json_format import JSON
from generator.handbook import load
from generator.kickoff import PLAYBOOKS, pack
from generator.kickoff_files import zipped
from generator.site import Site
site = Site(load(Path(), today=date(2026, 11, 20)))
outlines = [site.outlined(site.playbooks[name]) for name in PLAYBOOKS]
made = [zipped(pack(outlines, date(2028, 1, 31)))]
for outline in outlines:
    made += [CALENDAR.render(outline, None), JSON.render(outline, None)]
    made.append(CALENDAR.render(outline, scheduled(outline, None, date(2028, 1, 31))))
print(hashlib.sha256(b"".join(made)).hexdigest())
"""


def test_the_bytes_are_the_same_wherever_they_are_made() -> None:
    settings = (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2"},
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", PRINT_HASHES],
            cwd=ROOT,
            env={**os.environ, **setting},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for setting in settings
    }
    assert len(hashes) == 1
