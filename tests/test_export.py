"""`handbook export` as somebody at a terminal meets it."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import CASES, ROOT, Run
from icalendar import Calendar

from generator.cli import main
from generator.exports import EXPORTS
from generator.handbook import load
from generator.text import plain

PLAYBOOK = "pilot-charter"


def sheet(tmp_path: Path, **given: object) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"playbook": PLAYBOOK, "answers": {}, **given}), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_writes_its_files_and_none_over_another(
    name: str, tmp_path: Path, handbook: Run
) -> None:
    words = ["export", PLAYBOOK, "kickoff", "--format", name, "--out", str(tmp_path / "out")]
    done = handbook(*words, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    written = sorted((tmp_path / "out").iterdir())
    names = ["decision-handbook"] if name == "xlsx" else ["kickoff", PLAYBOOK]
    assert [path.name for path in written] == [f"{one}.{EXPORTS[name].suffix}" for one in names]
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
    assert len(calendar.walk("VTODO")) == len(due) - len(days)
    done = handbook("export", "kickoff", "--format", "text", "--start", "soon", cwd=ROOT)
    assert done.returncode == 2
    assert "write it like 2027-01-12" in done.stderr


def test_a_sheets_own_start_is_used_unless_another_is_given(tmp_path: Path, handbook: Run) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"playbook": "kickoff", "start": "2027-01-12"}', encoding="utf-8")
    words = ["export", "kickoff", "--format", "text", "--answers", str(answers), "--out"]
    for name, more, day in (
        ("own", [], "2027-01-05"),
        ("told", ["--start", "2027-02-09"], "2027-02-02"),
    ):
        done = handbook(*words, str(tmp_path / name), *more, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
        text = (tmp_path / name / "kickoff.txt").read_text(encoding="utf-8")
        assert text.count(f"    Due: {day}\n") == 1  # a week before


def test_a_playbook_without_musts_gives_no_empty_file(small: Path, handbook: Run) -> None:
    text = (CASES / "valid" / "runbook" / "first-hour" / "input.yml").read_text(encoding="utf-8")
    path = small / "playbooks" / "scope" / "first-hour.yml"
    path.parent.mkdir()
    path.write_text(text.replace("strength: must", "strength: should"), encoding="utf-8")
    words = ["export", "first-hour", "--format", "calendar", "--out", "out"]
    done = handbook(*words, "--musts", cwd=small)
    assert done.returncode == 2
    assert '"first-hour" has no musts; leave out --musts' in done.stderr
    assert not (small / "out").exists()
    assert handbook(*words, cwd=small).returncode == 0


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
        (
            {
                "answers": {
                    "baseline": {
                        "answer": "yes",
                        "not_applicable": {"reason": "None.", "approver": "Ada"},
                    }
                }
            },
            'keep "answer" or "not_applicable", not both',
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


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("[]", "1:1", 'the file must be a group of fields, not a list; write {"name": value}'),
        ("3", "1:1", "the file must be a group of fields, not the number 3"),
        ("1.5", "1:1", "the file must be a group of fields, not the number 1.5"),
        ('"x"', "1:1", "the file must be a group of fields, not the text"),
        ("null", "1:1", "the file must be a group of fields, not empty"),
        ('{"answers": []}', "1:1", 'the field "playbook" is missing'),
        ("", "1:1", "the answer sheet is empty"),
        ('{"playbook": "pilot-charter", }', "1:31", "is not JSON: a field's name should begin"),
        ("playbook: pilot-charter", "1:1", "is not JSON: a value should begin here"),
        ('{"playbook": "pilot-charter",\n "colour": "1"}', "2:2", "schemas/answers.json"),
        ('{"playbook": "pilot-charter", "note": "\\ud83d"}', "1:39", "half a character"),
    ],
)
def test_a_file_that_is_no_answer_sheet_is_refused_at_its_place(
    text: str, place: str, said: str, tmp_path: Path, handbook: Run
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    words = ["--format", "text", "--answers", str(path), "--out", str(tmp_path / "out")]
    done = handbook("export", PLAYBOOK, *words, cwd=ROOT)
    assert done.returncode == 1
    assert f"{path}:{place}: " in done.stdout
    assert said in done.stdout
    assert "YAML" not in done.stdout
    assert "name: value" not in done.stdout
    assert "handbook new" not in done.stdout
    assert done.stderr == ""
    assert not (tmp_path / "out").exists()


def test_notes_in_any_script_arrive_however_the_json_was_written(
    tmp_path: Path, handbook: Run
) -> None:
    note = "👍 \u200fעברית Ent\u00adscheidung"
    given = {"playbook": PLAYBOOK, "answers": {"baseline": {"note": note}}}
    path = tmp_path / "answers.json"
    for number, text in enumerate((json.dumps(given), json.dumps(given, ensure_ascii=False))):
        path.write_text(text, encoding="utf-8-sig" if number else "utf-8")
        out = tmp_path / str(number)
        words = ["--format", "text", "--answers", str(path), "--out", str(out)]
        done = handbook("export", PLAYBOOK, *words, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
        assert note in (out / f"{PLAYBOOK}.txt").read_text(encoding="utf-8")


def test_a_sheet_of_another_version_without_fingerprints_is_used_and_said(
    tmp_path: Path, handbook: Run
) -> None:
    answers = {"baseline": {"answer": "yes"}}
    path = sheet(tmp_path, version="00000000", answers=answers)
    words = ["--format", "text", "--answers", str(path), "--out", str(tmp_path / "out")]
    done = handbook("export", PLAYBOOK, *words, cwd=ROOT)
    assert done.returncode == 0
    assert 'the sheet is of version "00000000", the playbook is ' in done.stderr
    assert "1 answer has no fingerprint to compare" in done.stderr
    assert f"{path}:1:" in done.stderr
    again = handbook("export", PLAYBOOK, *words, "--force", cwd=ROOT)
    assert again.returncode == 0
    version = re.search(r"the playbook is ([0-9a-f]+)", done.stderr)
    assert version
    sheet(tmp_path, version=version[1], answers=answers)
    assert handbook("export", PLAYBOOK, *words, "--force", cwd=ROOT).stderr == ""


def test_a_description_that_answers_take_over_jiras_limit_is_said(
    tmp_path: Path, handbook: Run
) -> None:
    done = handbook("export", PLAYBOOK, "--format", "json", "--out", str(tmp_path), cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    sections = json.loads((tmp_path / f"{PLAYBOOK}.json").read_text())["playbook"]["sections"]
    items = [item["id"] for section in sections for item in section["items"]]
    path = sheet(tmp_path, answers={item: {"note": "word " * 1_999} for item in items})
    words = ["--format", "jira", "--answers", str(path), "--out", str(tmp_path)]
    done = handbook("export", PLAYBOOK, *words, cwd=ROOT)
    assert done.returncode == 0
    line, *_ = done.stderr.splitlines()
    assert line.startswith('pilot-charter.jira.csv: the description of "')
    assert line.endswith(
        " characters, and Jira usually takes 32,767; use jira-flat, or shorten the answers"
    )
    assert (tmp_path / "pilot-charter.jira.csv").exists()


def test_a_folder_in_the_way_of_one_file_keeps_all_from_being_written(
    tmp_path: Path, handbook: Run
) -> None:
    (tmp_path / f"{PLAYBOOK}.md").mkdir()
    words = ["--format", "github", "--out", str(tmp_path), "--force"]
    done = handbook("export", "kickoff", PLAYBOOK, *words, cwd=ROOT)
    assert done.returncode == 2
    assert f"{tmp_path / PLAYBOOK}.md: a folder has that name" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"{PLAYBOOK}.md"]


def test_what_cannot_be_written_whole_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name.startswith(PLAYBOOK):
            raise OSError(28, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    words = ["--root", str(ROOT), "export", "kickoff", PLAYBOOK, "--format", "text"]
    done = CliRunner().invoke(main, [*words, "--out", str(tmp_path)])
    assert done.exit_code == 1
    assert f"{tmp_path / PLAYBOOK}.txt: No space left on device" in done.output
    assert list(tmp_path.iterdir()) == []


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
        ([PLAYBOOK, "kickoff", PLAYBOOK, "--format", "text"], '"pilot-charter" is named twice'),
        ([PLAYBOOK, "--format", "text", "--start", "2027-W02-1"], "write it like 2027-01-12"),
        ([PLAYBOOK, "--format", "text", "--start", "20270112"], "write it like 2027-01-12"),
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
    assert done.stdout.splitlines()[0].endswith(" tasks")
    assert sorted(path.name for path in out.iterdir()) == [
        "kickoff-plan-2027-12-28.md",
        "kickoff-plan-2027-12-28.zip",
    ]
    text = (out / "kickoff-plan-2027-12-28.md").read_text(encoding="utf-8")
    assert "A. Person" in text.replace("\\", "")
    assert "Tue 2028-01-25" in text
    again = handbook("kickoff", *words, "--out", str(out), cwd=ROOT)
    assert again.returncode == 2
    assert "overwrite with --force" in again.stderr


@pytest.mark.parametrize("name", ["github", "calendar"])  # the endings of the plan's own files
def test_a_kickoffs_archive_holds_the_plan_and_every_playbook(
    name: str, tmp_path: Path, handbook: Run
) -> None:
    words = ["--start", "2027-01-12", "--playbooks", f"kickoff,{PLAYBOOK}", "--format", name]
    done = handbook("kickoff", *words, "--out", str(tmp_path), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "kickoff-plan-2027-01-12.zip") as packed:
        assert packed.namelist() == sorted(
            [
                "kickoff-plan-2027-01-12.ics",
                "kickoff-plan-2027-01-12.md",
                *(f"{playbook}.{EXPORTS[name].suffix}" for playbook in ("kickoff", PLAYBOOK)),
            ]
        )
        assert all(packed.read(each) for each in packed.namelist())


def test_several_playbooks_are_one_workbook_with_a_sheet_each(
    tmp_path: Path, handbook: Run
) -> None:
    words = ["--start", "2027-01-12", "--playbooks", f"kickoff,{PLAYBOOK}", "--format", "xlsx"]
    words += ["--owner", "sponsor=A. Person", "--out", str(tmp_path)]
    done = handbook("kickoff", *words, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "kickoff-plan-2027-01-12.zip") as packed:
        book = openpyxl.load_workbook(io.BytesIO(packed.read("decision-handbook.xlsx")))
    shown = [sheet for sheet in book if sheet.sheet_state == "visible"]
    titles = ["The 90-minute kickoff", "The pilot charter on one page"]
    assert [sheet["A1"].value for sheet in shown] == titles
    for sheet in shown:
        assert "A. Person" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_kickoffs_files_have_its_owners_and_dates(tmp_path: Path, handbook: Run) -> None:
    words = ["--start", "2027-01-12", "--owner", "sponsor=A. Person", "--format", "jira-flat"]
    done = handbook("kickoff", *words, "--out", str(tmp_path / "pack"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "pack" / "kickoff-plan-2027-01-12.zip") as packed:
        names = [name for name in packed.namelist() if name.endswith(".jira-flat.csv")]
        rows = [
            row
            for name in names
            for row in csv.DictReader(packed.read(name).decode().splitlines(keepends=True))
            if row["Issue Type"] == "Task"
        ]
    assert f"{len(rows)} tasks" == done.stdout.splitlines()[0]
    assert any("* *Owner:* A. Person" in row["Description"] for row in rows)
    assert any(row["Due Date"].startswith("2027-01") for row in rows)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--start", "31.12.2027"], "is not a date; write it like 2027-01-12"),
        (["--start", "2027-02-29"], "is not a date"),
        (["--start", "2027-W02-1"], "is not a date; write it like 2027-01-12"),
        (["--start", "20270112"], "is not a date; write it like 2027-01-12"),
        (["--start", "2027-01-12", "--playbooks", "kickoff,kickoff"], '"kickoff" is named twice'),
        (
            ["--start", "2027-01-12", "--owner", "sponsor=A", "--owner", "Sponsor=B"],
            '"Sponsor" is named twice',
        ),
        (
            ["--start", "2027-01-12", "--owner", "SPONSOR=A", "--owner", "sponsor=B"],
            '"Sponsor" is named twice',
        ),
        (["--start", "2027-01-12", "--owner", "Security leed=X"], 'did you mean "Security lead"?'),
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


@pytest.mark.parametrize("name", ["github", "jira", "text", "xlsx", "docx", "calendar", "json"])
def test_the_musts_of_a_tree_are_the_whole_tree(name: str, tmp_path: Path, handbook: Run) -> None:
    for words in ((), ("--musts",)):
        out = tmp_path / f"out{len(words)}"
        command = ("export", "build-buy-or-partner", "--format", name, "--out", str(out), *words)
        assert handbook(*command, cwd=ROOT).returncode == 0
    (whole,), (musts,) = (list((tmp_path / folder).iterdir()) for folder in ("out0", "out1"))
    assert whole.read_bytes() == musts.read_bytes()


def test_a_tree_says_where_each_answer_ends(tmp_path: Path, handbook: Run) -> None:
    done = handbook(
        *("export", "go-fix-or-stop", "--format", "text", "--out", str(tmp_path)), cwd=ROOT
    )
    assert done.returncode == 0
    text = " ".join((tmp_path / "go-fix-or-stop.txt").read_text().split())
    book = load(ROOT, today=date(2026, 11, 20))
    tree = next(playbook for playbook in book.playbooks if playbook.id == "go-fix-or-stop")
    for outcome in tree.outcomes:
        assert f"{outcome.title} ({outcome.verdict}). {plain(outcome.advice)}" in text
    for question in tree.items[1:]:
        assert f"go on at “{question.text}”" in text


@pytest.mark.parametrize(
    ("playbook", "said"),
    [
        ("pilot-charter", "“Yes” says that the answer passes its test"),
        ("pilot-charter", "What does the measure count? (Time / Money / Customers or errors)"),
        ("pilot-charter", "Left out: 11 items"),
        ("when-it-fails", "Starts when: "),
        ("privacy-and-law-sign-off", "legal advice"),
    ],
)
def test_a_copy_says_what_its_readers_must_know(
    playbook: str, said: str, tmp_path: Path, handbook: Run
) -> None:
    command = ("export", playbook, "--format", "text", "--musts", "--out", str(tmp_path))
    assert handbook(*command, cwd=ROOT).returncode == 0
    assert said in (tmp_path / f"{playbook}.txt").read_text()
