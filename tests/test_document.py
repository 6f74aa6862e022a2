"""Files that nobody should send, and that somebody will."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import CASES, QUIET

from generator.cli import main
from generator.document import MAX_BYTES, parse, read
from generator.problems import Finding

PLAYBOOK = (CASES / "valid" / "scoping" / "smallest" / "input.yml").read_text(encoding="utf-8")

HOSTILE = {
    "alias-bomb": "a: &a [x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)}, ' * 9}]\n" for n in range(8)),
    "binary": bytes(range(256)) * 64,
    "deep-blocks": "".join(f"{' ' * n}a:\n" for n in range(600)),
    "deep-brackets": "[" * 100_000 + "]" * 100_000,
    "deep-dashes": "- " * 60_000 + "x",
    "deep-maps": "{a: " * 50_000,
    "duplicate-keys": "a: 1\n" * 40_000,
    "empty": "",
    "line-separators": f"{PLAYBOOK}# comment\u2028status: draft\n",
    "long-line": f"kind: scoping\ntitle: {'x' * 200_000}\n",
    "many-nodes": "[" + "a," * 60_000 + "]",
    "merge-bomb": "a: &a {b: c}\nd: {<<: [*a, *a, *a]}\n",
    "no-end": '"' + "x" * 1000,
    "not-utf-8": PLAYBOOK.encode("utf-16"),
    "nul": b"kind: scoping\x00\n",
    "only-comments": "# nothing\n" * 100,
    "over-the-limit": f"# {'x' * MAX_BYTES}\n",
    "python-object": "!!python/object/apply:os.system [exit 1]\n",
    "scalar": "just text\n",
    "tabs": "\t\tkind: scoping\n",
    "unknown-fields": "kind: scoping\n" + "".join(f"field-{n}: {n}\n" for n in range(12_000)),
}


def limited() -> None:
    """At most 512 MB of memory for the process that runs the check."""
    resource.setrlimit(resource.RLIMIT_AS, (512 * 1024 * 1024,) * 2)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_and_the_others_are_still_checked(name: str, small: Path) -> None:
    folder = small / "playbooks" / "scope"
    folder.mkdir()
    text = HOSTILE[name]
    raw = text if isinstance(text, bytes) else text.encode()
    (folder / "hostile.yml").write_bytes(raw)
    (folder / "smallest.yml").write_text(PLAYBOOK.replace("title: A title", "titel: A title"))
    before = sorted(small.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"],
        cwd=small,
        env={**QUIET, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=limited,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert any(line.startswith("playbooks/scope/hostile.yml:") for line in done.stdout.splitlines())
    assert 'smallest.yml:3:1: unknown field "titel"; did you mean "title"?' in done.stdout
    assert sorted(small.rglob("*")) == before


def test_fifo_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    (problem,) = read(tmp_path / "pipe.yml", "pipe.yml").problems
    assert (problem.rule, problem.line) == ("not-a-file", 1)


def test_folder_named_like_a_playbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.yml").mkdir()
    (problem,) = read(tmp_path / "folder.yml", "folder.yml").problems
    assert problem.rule == "not-a-file"


def test_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "large.yml").write_bytes(b"#" * (MAX_BYTES + 1))
    (problem,) = read(tmp_path / "large.yml", "large.yml").problems
    assert problem.rule == "too-large"


def test_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.yml").write_text(PLAYBOOK)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (problem,) = read(tmp_path / "secret.yml", "secret.yml").problems
    assert problem.rule == "unreadable"
    assert problem.message == "cannot be read: Permission denied"


def test_linked_folder_is_not_followed(small: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "smallest.yml").write_text(PLAYBOOK)
    (small / "playbooks" / "scope").symlink_to(outside)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check"],
        cwd=small,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "playbooks/scope:1:1: is a symbolic link" in done.stdout


def test_words_that_yaml_1_1_would_change_stay_text(tmp_path: Path) -> None:
    text = "a: no\nb: 12:30\nc: 1.10\nd: 2026-11-20\ne: 0o17\nf: 1_000\ng: true\nh: -3\ni: ~\n"
    (tmp_path / "words.yml").write_text(text)
    data = read(tmp_path / "words.yml", "words.yml").data
    assert data == {
        "a": "no",
        "b": "12:30",
        "c": "1.10",
        "d": "2026-11-20",
        "e": "0o17",
        "f": "1_000",
        "g": True,
        "h": -3,
        "i": None,
    }


def test_without_the_c_parser_the_failure_is_clear(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    result = CliRunner().invoke(main, ["--root", str(small), "check"])
    assert result.exit_code == 2
    assert "PyYAML is installed without its C parser" in result.output


def test_windows_line_ends_keep_positions() -> None:
    text = PLAYBOOK.replace("id: first-item", "id: First").replace("\n", "\r\n")
    document = parse(text, "x.yml")
    assert document.problems == ()
    problem = document.locate(Finding(("groups", 0, "items", 0, "id"), "bad-id", "no"))
    assert (problem.line, problem.column) == (17, 13)
