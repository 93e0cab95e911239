"""Tracing: the same account for any order, number of workers or interruption; and bad input that stops nothing."""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language
from typer.testing import CliRunner, Result

from traced_demo import demo_export, demo_reports, export, kept, record_paths, tables, trace, traced_demo, write_records
from whence.cli import app
from whence.errors import CommandError, StoryError
from whence.mark.report import mark_report
from whence.mark.span_model import SpanModel
from whence.records import Marks, Published, Report
from whence.story.store import Story

MARK = importlib.import_module("whence.mark")
GOOD = 'The dam broke on Monday.\n\n"It was sound in May," said Mara Vell. At least 11 people were hurt.\n'


def whence_trace(*inputs: str | Path, to: Path) -> Result:
    return CliRunner().invoke(app, ["trace", *map(str, inputs), "--to", str(to), "--jobs", "1"])


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table as it stands in the file, times included."""
    with sqlite3.connect(path) as con:
        names = [r[0] for r in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(con.execute(f"SELECT rowid, * FROM {name}").fetchall(), key=repr)
                for name in names if not name.startswith(("report_fts", "sqlite"))
                and "WITHOUT ROWID" not in _definition(con, name)}  # fmt: skip


def _definition(con: sqlite3.Connection, name: str) -> str:
    return str(con.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])


# --- the same account ------------------------------------------------------------------------------------------------


def test_the_demo_fills_the_account() -> None:
    found = tables(demo_export())
    filled = {name for name, rows in found.items() if rows}
    assert filled >= {
        "report", "passage", "entity", "mention", "attribution", "credit", "moment", "figure", "event", "source",
        "utterance", "reading", "reuse", "lineage", "series", "timeline", "dispute", "dispute_side", "support",
    }  # fmt: skip


def test_a_second_trace_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    part = record_paths()[:5]
    assert trace(part, path).added == 5
    before, exported = rows(path), export(path)
    result = trace(part, path)
    assert (result.added, result.replaced, result.unchanged) == (0, 0, 5)
    assert rows(path) == before
    assert export(path) == exported


def test_more_input_adds_and_the_way_there_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    paths = record_paths()
    assert trace(paths[10:], path).added == len(paths) - 10
    result = trace(paths[:12], path)
    assert (result.added, result.unchanged) == (10, 2)
    assert export(path) == demo_export()


def test_the_order_of_the_files_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    trace(list(reversed(record_paths())), path)
    assert export(path) == demo_export()


def test_two_inputs_and_two_workers_change_nothing(tmp_path: Path) -> None:
    reports = demo_reports()
    write_records(tmp_path / "a", reports[::2])
    write_records(tmp_path / "b", reports[1::2])
    path = tmp_path / "story.db"
    result = trace([tmp_path / "b", tmp_path / "a"], path, jobs=2)
    assert result.added == len(reports)
    assert export(path) == demo_export()


def test_a_changed_date_marks_the_report_again(tmp_path: Path) -> None:
    report = replace(
        demo_reports()[0],
        text="The dam broke on Monday, Mara Vell said.",
        url=None,
        published=Published("2031-03-13", "2031-03-13", "2031-03-13", "given", 1.0),
    )
    path = tmp_path / "story.db"
    trace(write_records(tmp_path, [report]), path)
    with Story.open(path) as story:
        assert [m.earliest for m in story.marks()[0].moments] == ["2031-03-10"]
    later = replace(report, published=Published("2031-03-20"))
    result = trace(write_records(tmp_path, [later]), path)
    assert (result.added, result.replaced, result.unchanged) == (0, 1, 0)
    with Story.open(path) as story:
        assert [m.earliest for m in story.marks()[0].moments] == ["2031-03-17"]
        assert story.reports()[0].published.value == "2031-03-20"
    fresh = tmp_path / "fresh.db"
    trace(write_records(tmp_path, [later]), fresh)
    assert export(fresh) == export(path)


def test_other_rules_mark_every_report_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.db"
    part = record_paths()[:3]
    trace(part, path)
    monkeypatch.setattr(MARK, "VERSION", "another")
    marked: list[str] = []

    def counted(report: Report, nlp: Language, model: SpanModel | None = None) -> tuple[Report, Marks]:
        marked.append(report.id)
        return mark_report(report, nlp, model)

    monkeypatch.setattr(MARK, "mark_report", counted)
    trace(part[:1], path)
    assert len(marked) == 3
    marked.clear()
    trace(part[:1], path)
    assert marked == []


# --- interruptions and failures --------------------------------------------------------------------------------------

SLOW_TRACE = """
import sys, time
import whence.run.marking as marking
quick = marking._mark
def slow(report, pipeline):
    time.sleep(0.15)
    return quick(report, pipeline)
marking._mark = slow
from whence.run import trace_inputs
from whence.settings import Settings
trace_inputs([sys.argv[1]], sys.argv[2], Settings(jobs=1))
"""


def _count(path: Path) -> int:
    if not path.is_file():
        return 0
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as con:
            return int(con.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_killed_run_goes_on_to_the_same_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.db"
    folder = record_paths()[0].parent
    process = subprocess.Popen([sys.executable, "-c", SLOW_TRACE, str(folder), str(path)], start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while _count(path) < 4 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL
    done = kept(path)
    assert 4 <= done < len(record_paths())
    marked: list[str] = []

    def counted(report: Report, nlp: Language, model: SpanModel | None = None) -> tuple[Report, Marks]:
        marked.append(report.id)
        return mark_report(report, nlp, model)

    monkeypatch.setattr(MARK, "mark_report", counted)
    trace([folder], path)
    assert len(marked) == len(record_paths()) - done, "what was kept is not marked again"
    assert export(path) == demo_export()


def test_a_run_stopped_while_weighing_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.db"

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("whence.run.trace.weigh_story", stopped)
        with pytest.raises(KeyboardInterrupt):
            trace(record_paths()[:4], path)
    assert kept(path) == 4
    assert trace(record_paths()[:4], path).unchanged == 4
    fresh = tmp_path / "fresh.db"
    trace(record_paths()[:4], fresh)
    assert export(path) == export(fresh)


def test_a_report_that_cannot_be_marked_is_a_problem_and_the_rest_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = demo_reports()[1].id

    def failing(report: Report, nlp: Language, model: SpanModel | None = None) -> tuple[Report, Marks]:
        if report.id == bad:
            raise ValueError("a rule broke")
        return mark_report(report, nlp, model)

    monkeypatch.setattr(MARK, "mark_report", failing)
    path = tmp_path / "story.db"
    result = trace(record_paths()[:3], path)
    assert result.exit_code == 1
    assert [(p.stage, p.kind) for p in result.problems] == [("mark", "failed")]
    assert "ValueError: a rule broke" in result.problems[0].message
    with Story.open(path) as story:
        marks = {mark.report_id: mark for mark in story.marks()}
        assert len(marks) == 3
        assert marks[bad] == Marks(bad)
        assert all(mark.passages for report_id, mark in marks.items() if report_id != bad)
        listed = story.connection.execute("SELECT origin, stage FROM problem").fetchall()
    assert [tuple(row) for row in listed] == [(result.problems[0].origin, "mark")]


def test_the_problem_of_a_report_is_kept_with_it_where_the_run_then_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(report: Report, *_: object) -> tuple[Report, Marks]:
        raise ValueError("a rule broke") if report.id == demo_reports()[0].id else KeyboardInterrupt

    monkeypatch.setattr(MARK, "mark_report", failing)
    path = tmp_path / "story.db"
    with pytest.raises(KeyboardInterrupt):
        trace(record_paths()[:2], path)
    with Story.open(path) as story:
        assert story.connection.execute("SELECT count(*) FROM problem").fetchone()[0] == len(story.reports())


def test_no_socket_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)
    trace(record_paths()[:3], tmp_path / "story.db")
    export(tmp_path / "story.db")


# --- bad input -------------------------------------------------------------------------------------------------------


def bad_file(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.txt"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "blank":
        path.write_bytes(b" \n\n\t\n")
    elif kind == "binary":
        path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40)
    elif kind == "broken_utf8":
        path.write_bytes(
            "“The dam – all of it – broke at noon,” said Tomás Vell. ".encode() * 9 + b"It fell \xe2\x80 at noon."
        )
    elif kind == "long_line":
        path.write_bytes(b"dam " * 12_500_000)
    elif kind == "no_text":
        path = folder / "no_text.jsonl"
        path.write_text('{"id": "7", "title": "Dam breaks", "date": "2031-03-10"}\n')
    elif kind == "bad_json":
        path = folder / "bad_json.jsonl"
        path.write_text('{"id": "7", "text": "The dam broke on Monday at noon."}\n{"id": "8", "text": "The\n')
    return path


@pytest.mark.parametrize("kind", ["empty", "blank", "binary", "broken_utf8", "long_line", "no_text", "bad_json"])
def test_bad_input_is_one_line_one_row_and_exit_code_1_and_the_rest_go_on(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    bad = bad_file(folder, kind)
    (folder / "good.txt").write_text(GOOD)
    path = tmp_path / "story.db"
    result = whence_trace(folder, to=path)
    assert result.exit_code == 1, result.output
    assert bad.name in result.stderr
    assert "Traceback" not in result.output
    with Story.open(path) as story:
        problems = story.connection.execute("SELECT origin, stage, message FROM problem").fetchall()
        origins = [report.origin for report in story.reports()]
    assert len(problems) == 1, [tuple(p) for p in problems]
    assert problems[0]["stage"] == "read"
    assert bad.name in problems[0]["origin"]
    assert bad.name in problems[0]["message"]
    assert "good.txt" in origins
    assert len(origins) == (2 if kind in ("broken_utf8", "bad_json") else 1)


def test_a_bad_input_met_again_is_listed_once(tmp_path: Path) -> None:
    bad_file(tmp_path, "empty")
    (tmp_path / "good.txt").write_text(GOOD)
    path = tmp_path / "out" / "story.db"
    path.parent.mkdir()
    for _ in range(2):
        assert whence_trace(tmp_path / "empty.txt", tmp_path / "good.txt", to=path).exit_code == 1
    with Story.open(path) as story:
        assert story.connection.execute("SELECT count(*) FROM problem").fetchone()[0] == 1


def test_a_missing_path_alone_is_a_wrong_command(tmp_path: Path) -> None:
    result = whence_trace(tmp_path / "nowhere", to=tmp_path / "story.db")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert not (tmp_path / "story.db").exists()


def test_a_missing_path_beside_a_good_one_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    result = whence_trace(tmp_path / "nowhere", tmp_path / "good.txt", to=tmp_path / "story.db")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert kept(tmp_path / "story.db") == 1


def test_a_report_in_another_language_is_no_problem_and_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "other.txt").write_text(
        "La presa cedió el martes por la mañana y el agua llegó en menos de una hora a las primeras casas.\n\n"
        "«Nadie nos avisó», dijo Mara Vell, que perdió su taller. Al menos 12 personas siguen desaparecidas.\n",
        encoding="utf-8",
    )
    to = tmp_path / "story.db"
    result = whence_trace(tmp_path / "*.txt", to=to)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = CliRunner().invoke(app, ["reports", str(to)]).stdout
    assert shown.count("language: es; nothing in it is marked") == 1
    page = tmp_path / "page.html"
    assert CliRunner().invoke(app, ["report", str(to), "--output", str(page)]).exit_code == 0
    assert "language: es; nothing in it is marked" in page.read_text(encoding="utf-8")
    assert "2 unchanged" in whence_trace(tmp_path / "*.txt", to=to).stdout


def test_good_input_is_exit_code_0(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    result = whence_trace(tmp_path / "good.txt", to=tmp_path / "story.db")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("to", ["no/such/folder/story.db", "good.txt/story.db", "reports", "good.txt"])
def test_an_output_that_cannot_be_written_is_a_wrong_command(tmp_path: Path, to: str) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "reports").mkdir()
    result = whence_trace(tmp_path / "good.txt", to=tmp_path / to)
    assert result.exit_code == 2
    assert Path(to).name in result.stderr.replace("\n", "")
    assert "Traceback" not in result.output
    assert (tmp_path / "good.txt").read_text() == GOOD


def test_only_bad_input_leaves_an_empty_story_that_says_so(tmp_path: Path) -> None:
    result = whence_trace(bad_file(tmp_path, "empty"), to=tmp_path / "story.db")
    assert result.exit_code == 1
    assert kept(tmp_path / "story.db") == 0


def test_errors_of_the_command_have_their_kind(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        trace([tmp_path / "nowhere"], tmp_path / "story.db")
    with pytest.raises(CommandError):
        trace([], tmp_path / "story.db")
    (tmp_path / "good.txt").write_text(GOOD)
    with pytest.raises(StoryError):
        trace([tmp_path / "good.txt"], tmp_path)


def test_a_story_of_the_demo_has_nothing_wrong_with_it() -> None:
    result = CliRunner().invoke(app, ["check", str(traced_demo())])
    assert result.exit_code == 0, result.output
    assert json.loads(demo_export())


def test_a_story_written_into_the_folder_that_is_read_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    for _ in range(2):
        result = whence_trace(tmp_path, to=tmp_path / "story.db")
        assert (result.exit_code, result.stderr) == (0, "")
    assert kept(tmp_path / "story.db") == 1
