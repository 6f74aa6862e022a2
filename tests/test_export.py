"""`handbook export` as somebody at a terminal meets it."""

import csv
import json
import re
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, Run
from icalendar import Calendar

from generator.exports import EXPORTS

PLAYBOOK = "pilot-charter"


def sheet(tmp_path: Path, **given: object) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"playbook": PLAYBOOK, "answers": {}, **given}), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_writes_one_file_a_playbook_and_none_over_another(
    name: str, tmp_path: Path, handbook: Run
) -> None:
    words = ["export", PLAYBOOK, "kickoff", "--format", name, "--out", str(tmp_path / "out")]
    done = handbook(*words, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == [
        f"{playbook}.{EXPORTS[name].suffix}" for playbook in ("kickoff", PLAYBOOK)
    ]
    before = [path.read_bytes() for path in written]
    again = handbook(*words, cwd=ROOT)
    assert again.returncode == 2
    assert "overwrite with --force" in again.stderr
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    assert handbook(*words, "--force", cwd=ROOT, env=other).returncode == 0
    assert [path.read_bytes() for path in written] == before
    assert sorted((tmp_path / "out").iterdir()) == written


def test_musts_alone_are_fewer_and_keep_the_version(tmp_path: Path, handbook: Run) -> None:
    for name, words in (("all", []), ("musts", ["--musts"])):
        out = str(tmp_path / name)
        done = handbook("export", PLAYBOOK, "--format", "json", "--out", out, *words, cwd=ROOT)
        assert done.returncode == 0, done.stderr
    every, musts = (
        json.loads((tmp_path / name / f"{PLAYBOOK}.json").read_text()) for name in ("all", "musts")
    )
    assert every["playbook"]["version"] == musts["playbook"]["version"]
    assert len(json.dumps(musts)) < len(json.dumps(every))


def test_due_dates_are_counted_from_a_start_unless_an_answer_has_one(
    tmp_path: Path, handbook: Run
) -> None:
    answers = tmp_path / "answers.json"
    given = {"playbook": "kickoff", "answers": {"invite-deciders": {"due": "2027-01-05"}}}
    answers.write_text(json.dumps(given), encoding="utf-8")
    words = ["--start", "2027-01-12", "--answers", str(answers), "--out", str(tmp_path / "out")]
    for name in ("jira-flat", "calendar"):
        done = handbook("export", "kickoff", "--format", name, *words, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
    with (tmp_path / "out" / "kickoff.jira-flat.csv").open(encoding="utf-8", newline="") as file:
        due = {
            re.search(r"kickoff#([a-z-]+) ", row["Description"])[1]: row["Due Date"]
            for row in list(csv.DictReader(file))[1:]
        }
    assert due["invite-deciders"] == "2027-01-05"
    calendar = Calendar.from_ical((tmp_path / "out" / "kickoff.ics").read_bytes())
    days = {
        str(event["uid"]).split("#")[1].split("@")[0]: event["dtstart"].dt.isoformat()
        for event in calendar.walk("VEVENT")
    }
    assert days == {name: day for name, day in due.items() if day}
    assert len(days) > 5
    done = handbook("export", "kickoff", "--format", "text", "--start", "soon", cwd=ROOT)
    assert done.returncode == 2
    assert "write it like 2027-01-12" in done.stderr


def test_link_opens_an_issue_or_offers_the_file(handbook: Run) -> None:
    done = handbook("link", "kickoff", "--repository", "octo-org/octo-repo", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("https://github.com/octo-org/octo-repo/issues/new?title=")
    done = handbook("link", "kickoff", "--repository", "octo-org", cwd=ROOT)
    assert done.returncode == 2
    assert "write owner/name" in done.stderr


def test_answers_arrive_in_the_file(tmp_path: Path, handbook: Run) -> None:
    answers = sheet(
        tmp_path,
        answers={"baseline": {"answer": "yes", "owner": "A. Person", "due": "2027-01-31"}},
    )
    words = ["--format", "text", "--answers", str(answers), "--out", str(tmp_path / "out")]
    done = handbook("export", PLAYBOOK, *words, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (tmp_path / "out" / f"{PLAYBOOK}.txt").read_text(encoding="utf-8")
    assert "A. Person" in text
    assert "2027-01-31" in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"answers": {"basline": {}}}, 'no item "basline"; did you mean "baseline"?'),
        ({"answers": {"baseline": {"answer": "maybe"}}}, '"maybe" is not on the scale'),
        ({"playbook": "kickoff"}, 'the sheet is for "kickoff", not for "pilot-charter"'),
        (
            {"version": "00000000", "answers": {"baseline": {"fingerprint": "00000000"}}},
            'the item "baseline" has changed since it was answered',
        ),
        (
            {"answers": {"baseline": {"fingerprint": "00000000"}}},
            'the item "baseline" has changed since it was answered',
        ),
        ({"answers": []}, '"answers" must be a group of fields'),
        ({"parameters": {"threshold": 80}}, '"threshold" must be text, not the number 80'),
        (
            {"answers": {"baseline": {"not_applicable": {"reason": "None."}}}},
            "is set aside without an approver",
        ),
        (
            {"answers": {"baseline": {"not_applicable": {"reason": " ", "approver": "Ada"}}}},
            "is set aside without a reason",
        ),
        ({"answers": {"baseline": {"due": "31.01.2027"}}}, "is not a date"),
        ({"answers": {"baseline": {"wner": "x"}}}, 'unknown field "wner"'),
    ],
)
def test_answer_sheet_that_cannot_be_used_is_refused_with_its_line(
    given: dict[str, object], said: str, tmp_path: Path, handbook: Run
) -> None:
    path = sheet(tmp_path, **given)
    words = ["--format", "text", "--answers", str(path), "--out", str(tmp_path / "out")]
    done = handbook("export", PLAYBOOK, *words, cwd=ROOT)
    assert done.returncode == 1
    assert f"{path}:1:" in done.stdout
    assert said in done.stdout
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_answer_sheet_that_is_a_list_is_refused(tmp_path: Path, handbook: Run) -> None:
    (tmp_path / "answers.json").write_text("[1]")
    answers = str(tmp_path / "answers.json")
    done = handbook("export", PLAYBOOK, "--format", "text", "--answers", answers, cwd=ROOT)
    assert done.returncode == 1
    assert "the file must be a group of fields" in done.stdout


def test_damaged_answer_sheet_is_refused(tmp_path: Path, handbook: Run) -> None:
    (tmp_path / "answers.json").write_text('{"playbook": "pilot-charter", ')
    answers = str(tmp_path / "answers.json")
    done = handbook("export", PLAYBOOK, "--format", "text", "--answers", answers, cwd=ROOT)
    assert done.returncode == 1
    assert "[syntax]" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pilot-chart", "--format", "text"], 'did you mean "pilot-charter"?'),
        ([PLAYBOOK, "--format", "xls"], "unknown format"),
        ([PLAYBOOK], "--format"),
        ([PLAYBOOK, "kickoff", "--format", "text", "--answers", "README.md"], "one playbook"),
    ],
)
def test_wrong_use_of_export_is_said(
    words: list[str], said: str, tmp_path: Path, handbook: Run
) -> None:
    done = handbook("export", *words, cwd=ROOT)
    assert done.returncode == 2
    assert said in done.stderr


def test_formats_are_listed_with_what_their_tools_need(handbook: Run) -> None:
    listed = handbook("formats", cwd=ROOT).stdout
    for name, form in EXPORTS.items():
        assert f"{name}: {form.title}" in listed
        assert len(form.told) > 20


def test_kickoff_writes_a_document_and_an_archive_and_says_the_rows_first(
    tmp_path: Path, handbook: Run
) -> None:
    out = tmp_path / "pack"
    words = ["--start", "2027-12-28", "--owner", "sponsor=A. Person", "--skip-weekends"]
    done = handbook("kickoff", *words, "--format", "xlsx", "--out", str(out), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].endswith("rows to see to")
    assert sorted(path.name for path in out.iterdir()) == [
        "kickoff-2027-12-28.md",
        "kickoff-2027-12-28.zip",
    ]
    text = (out / "kickoff-2027-12-28.md").read_text(encoding="utf-8")
    assert "A. Person" in text.replace("\\", "")
    assert "Tue 2028-01-25" in text
    again = handbook("kickoff", *words, "--out", str(out), cwd=ROOT)
    assert again.returncode == 2
    assert "overwrite with --force" in again.stderr


def test_a_kickoffs_files_have_its_owners_and_dates(tmp_path: Path, handbook: Run) -> None:
    words = ["--start", "2027-01-12", "--owner", "sponsor=A. Person", "--format", "jira-flat"]
    done = handbook("kickoff", *words, "--out", str(tmp_path / "pack"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "pack" / "kickoff-2027-01-12.zip") as packed:
        names = [name for name in packed.namelist() if name.endswith(".jira-flat.csv")]
        rows = [
            row
            for name in names
            for row in csv.DictReader(packed.read(name).decode().splitlines(keepends=True))
            if row["Issue Type"] == "Task"
        ]
    assert f"{len(rows)} rows to see to" == done.stdout.splitlines()[0]
    assert any("* *Owner:* A. Person" in row["Description"] for row in rows)
    assert any(row["Due Date"].startswith("2027-01") for row in rows)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--start", "31.12.2027"], "is not a date; write it like 2027-01-12"),
        (["--start", "2027-02-29"], "is not a date"),
        (["--start", "9999-12-20"], "lies too far off"),
        (["--start", "2027-01-12", "--owner", "sponser=X"], 'did you mean "sponsor"?'),
        (["--start", "2027-01-12", "--owner", "sponsor"], "write --owner role=name"),
        (["--start", "2027-01-12", "--format", "xls"], "unknown format"),
        (["--start", "2027-01-12", "--playbooks", "kick-off"], 'did you mean "kickoff"?'),
        ([], "--start"),
    ],
)
def test_wrong_use_of_kickoff_is_said_and_writes_nothing(
    words: list[str], said: str, tmp_path: Path, handbook: Run
) -> None:
    out = tmp_path / "pack"
    done = handbook("kickoff", *words, "--out", str(out), cwd=ROOT)
    assert done.returncode == 2
    assert said in done.stderr
    assert not out.exists()
