"""Records to rows and back."""

from __future__ import annotations

import dataclasses
import json
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.records import Attribution, Credit, Entity, Event, Figure, Mention, Moment, Passage, Reuse, Via
from whence.story.rows import dumps, from_row, spans, to_row

TEXT = st.text(max_size=12)
SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
RECORDS = st.one_of(
    *(st.builds(kind) for kind in (Passage, Mention, Credit, Moment, Figure, Event, Reuse)),
    st.builds(Entity, aliases=st.lists(TEXT, max_size=3).map(tuple)),
)
ATTRIBUTIONS = st.builds(
    Attribution,
    pieces=SPANS,
    cue_pieces=SPANS,
    source_pieces=SPANS,
    speakers=st.lists(TEXT, max_size=2).map(tuple),
    via=st.lists(st.builds(Via), max_size=2).map(tuple),
)


@given(RECORDS)
def test_a_record_comes_back_from_its_row(record: object) -> None:
    assert from_row(type(record), to_row(record)) == record


@given(ATTRIBUTIONS)
def test_an_attribution_comes_back_with_what_stands_in_tables_of_its_own(one: Attribution) -> None:
    row = to_row(one)
    assert "speakers" not in row
    assert "via" not in row
    assert from_row(Attribution, row, speakers=one.speakers, via=one.via) == one


@given(RECORDS | ATTRIBUTIONS)
def test_every_value_of_a_row_is_one_that_sqlite_keeps(record: object) -> None:
    for value in to_row(record).values():
        assert value is None or type(value) in (str, int, float)


@pytest.mark.parametrize(
    "kind", [Passage, Entity, Mention, Attribution, Credit, Moment, Figure, Event, Reuse, Via], ids=lambda k: k.__name__
)
def test_every_column_of_a_record_is_one_of_its_table(kind: type, schema: sqlite3.Connection) -> None:
    columns = {row[1] for row in schema.execute(f"PRAGMA table_info({kind.__name__.lower()})")}
    fields = {field.name for field in dataclasses.fields(kind)} - {"speakers", "via"}
    assert fields <= columns


@pytest.fixture
def schema() -> sqlite3.Connection:
    from whence.story.store import Story

    return Story.in_memory().connection


def test_json_is_compact_and_keeps_letters() -> None:
    assert dumps((("é", 1), None)) == '[["é",1],null]'
    assert json.loads(dumps({"a": [1]})) == {"a": [1]}


def test_spans() -> None:
    assert spans("[[0,3],[5,9]]") == ((0, 3), (5, 9))
    assert spans("[]") == ()
