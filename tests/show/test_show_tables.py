"""CSV and Parquet: every table in a file of its own, read again by those who read such files."""

from __future__ import annotations

import csv
import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet
import pytest
from exporting import exported, folder

from small_story import make_small_story
from whence.errors import CommandError
from whence.show.exports import tables
from whence.story import queries
from whence.story.queries_export import TABLES
from whence.story.store import Story


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path / "small.db")) as opened:
        yield opened


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_every_table_with_every_row(story: Story, tmp_path: Path) -> None:
    at = folder(story, "csv", tmp_path / "csv")
    account = json.loads(exported(story, "json"))
    assert {path.name for path in at.iterdir()} == {f"{name}.csv" for name in ("meta", "report_text", *TABLES)}
    for table in TABLES:
        rows = read(at / f"{table}.csv")
        assert len(rows) == len(account[table])
        for cells, row in zip(rows, account[table], strict=True):
            for name, cell in cells.items():
                assert cell == _cell(row[name])
            assert set(row) - set(cells) == ({"text"} if table == "report" else set())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def test_pandas_finds_the_words_of_a_mark_in_csv(story: Story, tmp_path: Path) -> None:
    at = folder(story, "csv", tmp_path / "csv")
    figures = pandas.read_csv(at / "figure.csv").merge(
        pandas.read_csv(at / "report_text.csv"), left_on="report_id", right_on="id", suffixes=("", "_report")
    )
    words = [row.text[row.start : row.end] for row in figures.itertuples()]
    assert sorted(words) == ["4 boats", "At least 11 people", "At least 11 people", "Between 18 and 20 people"]


def test_csv_keeps_a_formula_from_a_spreadsheet_and_the_text_as_it_is(story: Story, tmp_path: Path) -> None:
    story.connection.execute(
        "UPDATE report SET title = '=HYPERLINK(1)', text = '=' || text WHERE outlet = 'The Courier'"
    )
    at = folder(story, "csv", tmp_path / "csv")
    (courier,) = [row for row in read(at / "report.csv") if row["outlet"] == "The Courier"]
    assert courier["title"] == "'=HYPERLINK(1)"
    texts = {row["id"]: row["text"] for row in read(at / "report_text.csv")}
    places = queries.Places(story)
    assert texts == {report: places.text(report) for report in places.heads}
    assert texts[courier["id"]].startswith("=")


def test_parquet_has_types(story: Story, tmp_path: Path) -> None:
    at = folder(story, "parquet", tmp_path / "parquet")
    assert {path.name for path in at.iterdir()} == {f"{name}.parquet" for name in ("meta", *TABLES)}
    rows = pyarrow.parquet.read_table(at / "attribution.parquet").to_pylist()
    reports = {r["id"]: r for r in pyarrow.parquet.read_table(at / "report.parquet").to_pylist()}
    assert not {"raw", "added_at"} & set(next(iter(reports.values())))
    assert len(rows) == len(json.loads(exported(story, "json"))["attribution"])
    for row in rows:
        assert isinstance(row["anonymous"], bool)
        pieces = [reports[row["report_id"]]["text"][p["start"] : p["end"]] for p in row["pieces"]]
        assert all(pieces)
    entries = pyarrow.parquet.read_table(at / "timeline.parquet").to_pylist()
    assert {e["earliest"] for e in entries} == {datetime.date(2031, 5, 5), None}
    readings = pyarrow.parquet.read_table(at / "reading.parquet").to_pylist()
    assert {"op": "replace", "base": "failed", "here": "collapsed"} in [op for r in readings for op in r["diff"]]
    sources = pyarrow.parquet.read_table(at / "source.parquet").to_pylist()
    assert ["Mara Vell", "Vell"] in [s["aliases"] for s in sources]


def test_pandas_reads_parquet(story: Story, tmp_path: Path) -> None:
    at = folder(story, "parquet", tmp_path / "parquet")
    support = pandas.read_parquet(at / "support.parquet")
    assert support.certain.dtype == bool
    assert support.groupby("table_name").certain.sum().to_dict()["timeline"] == 1
    empty = pandas.read_parquet(at / "ruling.parquet")
    assert len(empty) == 0
    assert "verdict" in empty.columns


def test_parquet_is_written_in_batches(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pyarrow.parquet.read_table(folder(story, "parquet", tmp_path / "one") / "passage.parquet")
    monkeypatch.setattr(tables, "BATCH", 3)
    path = folder(story, "parquet", tmp_path / "many") / "passage.parquet"
    assert pyarrow.parquet.ParquetFile(path).num_row_groups > 1
    assert pyarrow.parquet.read_table(path).equals(whole)


def test_without_pyarrow_the_way_out_is_named(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CommandError, match=r"needs the package pyarrow.*pip install --upgrade 'whence\[exports\]'"):
        folder(story, "parquet", tmp_path / "parquet")
