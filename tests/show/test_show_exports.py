"""Exports: the same bytes for the same input, and rows that carry their place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from small_story import make_small_story
from whence.show.exports.json import export_json
from whence.show.exports.rows import COLUMNS, write_csv, write_json
from whence.story import queries
from whence.story.queries_export import TABLES
from whence.story.store import Story


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path / "small.db")) as opened:
        yield opened


def exported(story: Story) -> str:
    out = io.StringIO()
    export_json(story, out)
    return out.getvalue()


def test_the_whole_account_has_every_table_and_no_clock(story: Story) -> None:
    text = exported(story)
    account = json.loads(text)
    assert list(account) == ["format", "schema", "meta", *TABLES]
    tables = {
        row["name"]
        for row in story.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row["name"].startswith("report_fts")
    }
    assert tables == {*TABLES, "meta", "compared"}  # what was compared is working state, and no part of the account
    for rows in (account[table] for table in TABLES):
        assert not any(key in row for row in rows for key in ("raw", "added_at", "made_at", "at"))
    assert text.endswith("}\n")
    assert len(account["report"]) == 4
    assert [[30, 71]] in [row["pieces"] for row in account["attribution"]]
    assert ["replace", "failed", "collapsed"] in [op for row in account["reading"] for op in row["diff"]]


def test_an_export_is_the_same_whatever_the_run(tmp_path: Path, story: Story) -> None:
    with Story.open(make_small_story(tmp_path / "again.db")) as again:
        story.set_meta({"settings": '{"jobs": 1, "pipeline": "p"}', "finished_at": "2031-05-09"})
        again.set_meta({"settings": '{"jobs": 8, "pipeline": "p"}', "finished_at": "2031-05-10"})
        again.connection.execute("UPDATE report SET added_at = 'later'")
        assert exported(again) == exported(story)
        assert json.loads(exported(again))["meta"] == {"settings": {"pipeline": "p"}}


@pytest.mark.parametrize("name", list(COLUMNS))
def test_rows_as_csv_have_their_columns_and_as_json_their_places(story: Story, name: str) -> None:
    rows = queries.search(story, "pier") if name == "search" else getattr(queries, name)(story)
    out = io.StringIO()
    write_csv(rows, COLUMNS[name], out)
    lines = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(lines) >= len(rows) > 0
    assert list(lines[0]) == list(COLUMNS[name])
    if "citation" in COLUMNS[name]:
        places = queries.Places(story)
        for line in lines:
            assert places.text(line["report_id"])[int(line["start"]) : int(line["end"])]
            assert line["citation"].endswith(f":{line['start']}")
    out = io.StringIO()
    write_json(rows, out)
    assert len(json.loads(out.getvalue())) == len(rows)
    assert out.getvalue().endswith("\n")


def test_csv_of_nothing_is_its_first_line() -> None:
    out = io.StringIO()
    write_csv([], COLUMNS["lineage"], out)
    assert out.getvalue() == "report_id,outlet,published,parent_report_id,ancestor_id,parent,share,basis\n"


def test_a_cell_that_a_spreadsheet_would_run_is_kept_from_it(story: Story) -> None:
    story.connection.execute("UPDATE report SET title = '=HYPERLINK(1)' WHERE outlet = 'The Courier'")
    out = io.StringIO()
    write_csv(queries.reports(story, outlet="courier"), COLUMNS["reports"], out)
    (line,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert line["title"] == "'=HYPERLINK(1)"


def test_json_rows_say_what_a_person_would_read(story: Story) -> None:
    out = io.StringIO()
    write_json(queries.quotes(story, speaker="Vell", kind="indirect"), out)
    she, he = json.loads(out.getvalue())
    assert she["speaker"]["label"] == "She → Mara Vell (pronoun)"
    assert he["readings"][0]["speaker"]["label"] == "He (perhaps Mara Vell; pronoun, 0.55)"
    assert she["readings"][0]["place"]["citation"].startswith("Ostry Gazette, 2031-05-05, ")
