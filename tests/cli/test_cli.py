"""The command line: what each command prints, and that every way to go wrong is one clear line and an exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from small_story import make_small_story
from whence import cli_trace
from whence.cli import app
from whence.errors import CommandError
from whence.records import Problem
from whence.run import TraceResult
from whence.show.exports.rows import COLUMNS
from whence.story.store import Story

VIEWS = ("reports", "lineage", "quotes", "figures", "timeline", "disputes", "sources")


def run(*args: str, input: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=input)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(make_small_story(tmp_path / "small.db"))


def test_help_lists_the_commands_in_order_of_use() -> None:
    result = run("--help")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.split("Commands:")[1].splitlines() if line.strip()]
    assert listed == [
        "demo",
        "trace",
        "show",
        *VIEWS,
        "search",
        "verify",
        "serve",
        "report",
        "export",
        "rule",
        "check",
        "mcp",
    ]
    assert "..." not in result.stdout.split("Commands:")[1]


def test_reading_a_story_loads_no_language_model(path: str) -> None:
    code = (
        "import sys; from whence.cli import app; app(['show', sys.argv[1]], standalone_mode=False); "
        "sys.exit(any(m.split('.')[0] in ('spacy', 'numpy', 'trafilatura') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=False).returncode == 0


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, whence.cli; "
        "sys.exit(any(m.split('.')[0] in ('spacy', 'rich', 'jinja2', 'numpy') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_prints_and_gives_json_and_csv(path: str, view: str) -> None:
    printed = run(view, path)
    assert printed.exit_code == 0
    assert printed.stdout.strip()
    assert json.loads(run(view, path, "--json").stdout)
    lines = list(csv.reader(io.StringIO(run(view, path, "--csv").stdout)))
    assert tuple(lines[0]) == COLUMNS[view]
    assert len(lines) > 1


def test_filters_reach_the_rows(path: str) -> None:
    assert [q["readings"][1]["relation"] for q in json.loads(run("quotes", path, "--altered", "--json").stdout)] == [
        "altered"
    ]
    assert len(json.loads(run("quotes", path, "--limit", "2", "--json").stdout)) == 2
    assert len(json.loads(run("quotes", path, "--speaker", "vell", "--kind", "direct", "--json").stdout)) == 2
    assert len(json.loads(run("timeline", path, "--undated", "--json").stdout)) == 2
    assert len(json.loads(run("reports", path, "--outlet", "Ledger", "--json").stdout)) == 1


def test_search_takes_words_and_phrases(path: str) -> None:
    assert "The Courier, 2031-05-06" in run("search", path, "alarm", "collapsed").stdout
    assert len(json.loads(run("search", path, '"pier at Ostry Head"', "--json").stdout)) == 2


def test_an_empty_result_says_what_to_try(path: str) -> None:
    result = run("quotes", path, "--speaker", "Zed")
    assert result.exit_code == 0
    assert "No statements by 'Zed'" in result.stdout


def test_as_of_weighs_again(path: str) -> None:
    result = run("show", path, "--as-of", "2031-05-05", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["reports"] == 1


def test_report_and_export_are_written(path: str, tmp_path: Path) -> None:
    page, account = tmp_path / "p.html", tmp_path / "a.json"
    assert run("report", path, "-o", str(page)).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("export", path, "json", "-o", str(account)).exit_code == 0
    assert json.loads(account.read_text(encoding="utf-8"))["format"] == "whence account"
    assert run("export", path, "json").stdout == account.read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".db") == ["a.json", "p.html"]


def test_check_counts_and_ends_well(path: str) -> None:
    result = run("check", path)
    assert result.exit_code == 0
    assert "All well." in result.stdout
    assert "pile/empty.txt: holds no words; leave it out" in result.stdout


def test_check_ends_with_1_where_something_is_wrong(path: str) -> None:
    with Story.open(path) as story:
        story.connection.execute("UPDATE figure SET end = 9999")
        story.connection.commit()
    result = run("check", path)
    assert result.exit_code == 1
    assert "is not inside its report" in result.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("show", "nowhere.db"), "nowhere.db: no such story; make one with: whence trace"),
        (("show", "{folder}"), "is a folder, no story; make one with: whence trace"),
        (("trace", "{empty}", "--to", "{folder}/x.db"), "no file is in it; name a folder that has reports"),
        (("show", "{text}"), "is not a story made by whence"),
        (("show", "{other}"), "is a database, but not a story"),
        (("show", "{newer}"), "was written by a newer whence"),
        (("show", "{path}", "--as-of", "May"), "--as-of May: is not a day; write it as 2031-05-06"),
        (("quotes", "{path}", "--kind", "shouted"), "--kind shouted: must be one of direct, mixed, indirect"),
        (("quotes", "{path}", "--json", "--csv"), "--json and --csv cannot both be"),
        (("search", "{path}", "?!"), "nothing to search for in '?!'"),
        (("export", "{path}", "xml"), "'xml' is not a format this version writes; formats: json"),
        (("export", "{path}", "json", "-o", "{path}"), "is a database; name another file, nothing was changed"),
        (("report", "{path}", "-o", "{other}"), "is a database"),
        (("report", "{path}", "-o", "{folder}"), "is a folder; name a file"),
        (("report", "{path}", "-o", "{folder}/no/p.html"), "cannot be written (No such file or directory)"),
        (("trace", "{folder}/missing", "--to", "{folder}/x.db"), "missing"),
        (("trace", "{text}", "--to", "{folder}/no/x.db"), "does not exist; make it first or name another"),
        (("trace", "{text}", "--to", "{folder}/x.db", "--published", "May"), "--published May: is not a date"),
        (("trace", "{text}", "--to", "{folder}/x.db", "--pipeline", "none_such"), "'none_such' is not installed"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_one_clear_line_and_2(path: str, tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    import sqlite3

    text, other, newer = tmp_path / "a.txt", tmp_path / "other.db", make_small_story(tmp_path / "newer.db")
    text.write_text("The pier gave way.\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    with sqlite3.connect(other) as con:
        con.execute("CREATE TABLE t (x)")
    with sqlite3.connect(newer) as con:
        con.execute("PRAGMA user_version = 99")
    named = {"path": path, "folder": str(tmp_path), "text": str(text), "other": str(other), "newer": str(newer)}
    named["empty"] = str(empty)
    result = run(*[arg.format(**named) for arg in args])
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("whence: ")
    assert len(result.stderr.splitlines()) == 1
    assert says in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    "args", [("nonsense",), ("quotes",), ("show", "a.db", "--nonsense"), ("quotes", "a", "--limit", "0")]
)
def test_a_command_that_does_not_parse_is_2(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_a_damaged_file_is_one_clear_line(path: str) -> None:
    data = bytearray(Path(path).read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    Path(path).write_bytes(data)
    result = run("show", path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_trace_ends_with_1_and_lists_the_problems(tmp_path: Path) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("Pier gives way\n\nThe pier at Ostry Head gave way on Monday, the harbour office said.\n")
    empty.write_bytes(b"")
    to = str(tmp_path / "t.db")
    result = run("trace", str(good), str(empty), "--to", to, "--jobs", "1")
    assert result.exit_code == 1, result.output
    assert "1 report added; 1 in all. Next: whence show" in " ".join(result.stdout.split())
    assert "1 problem with the input:" in result.stderr
    assert "empty.txt" in result.stderr
    again = run("trace", str(good), "--to", to, "--jobs", "1", "--quiet")
    assert (again.exit_code, again.stdout) == (0, "")
    assert run("check", to).exit_code == 0


def test_an_interrupted_trace_says_what_is_kept(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> TraceResult:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_trace, "trace_inputs", interrupted)
    result = run("trace", "pile", "--to", path)
    assert result.exit_code == 130
    assert result.stderr.startswith("whence: stopped; 4 reports marked so far are kept in ")
    assert "The same command goes on from there." in result.stderr


def test_many_problems_are_the_first_twenty_and_a_count(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = tuple(Problem(f"f{n}.txt", "read", "empty", f"f{n}.txt: holds no words") for n in range(30))
    monkeypatch.setattr(cli_trace, "trace_inputs", lambda *_, **__: TraceResult(Path(path), 0, 0, 0, problems))
    result = run("trace", "pile", "--to", path)
    assert result.exit_code == 1
    assert "and 10 more problems" in result.stderr
    assert "f19.txt" in result.stderr
    assert "f20.txt" not in result.stderr


def test_an_error_from_a_stage_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> TraceResult:
        raise CommandError("pile: no such file or folder")

    monkeypatch.setattr(cli_trace, "trace_inputs", failing)
    result = run("trace", "pile")
    assert (result.exit_code, result.stderr) == (2, "whence: pile: no such file or folder\n")


def test_a_closed_pipe_is_quiet(path: str) -> None:
    script = f"{sys.executable} -m whence export {path} json | head -c 10; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
    assert (result.stdout, result.stderr) == (b'{\n"format"', b"")


def test_an_export_is_utf8_whatever_the_locale(path: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "whence", "quotes", path, "--json"],
        capture_output=True, check=False, env={"PYTHONIOENCODING": "latin-1", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert result.returncode == 0
    assert "She → Mara Vell (pronoun)" in result.stdout.decode("utf-8")


def test_a_draft_is_read_from_standard_input(path: str) -> None:
    said = b'"The east piles failed before any alarm was raised," said Mara Vell, the harbour master.\n'
    result = run("verify", "-", "--against", path, input=said)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("standard input")
    assert run("verify", "-", "--against", path, input=said.replace(b"east", b"west")).exit_code == 1
    broken = run("verify", "-", "--against", path, input=b"\x00\x01\x02\xff\xfe\xfd")
    assert broken.exit_code == 2
    assert broken.output.startswith("whence: standard input")
