"""story.db: opening and making it, transactions, and that what goes in comes out."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from small_story import make_small_story
from traced_demo import traced_demo
from whence.account import Account, Source
from whence.errors import StoryError
from whence.records import (
    Attribution,
    Credit,
    Entity,
    Event,
    Figure,
    Marks,
    Mention,
    Moment,
    Passage,
    Problem,
    Published,
    Report,
    Reuse,
    Via,
)
from whence.story.store import APPLICATION_ID, SCHEMA_VERSION, Story, signature

REPORT = Report("r1", "a.txt", "The dam broke.", raw=b"The dam broke.")


def marks_of(report_id: str, *, extra: str = "") -> Marks:
    """Marks of every kind, with every link between them."""
    entity = Entity(f"{report_id}e{extra}", report_id, "Mara Vell", "person", False, ("Mara Vell", "Vell"), "t")
    other = Entity(f"{report_id}o{extra}", report_id, "two officials", "group", True, (), "t")
    name = Mention(f"{report_id}m1{extra}", report_id, 0, 3, entity.id, "name", None, 0.9, "t")
    pronoun = Mention(f"{report_id}m2{extra}", report_id, 4, 7, entity.id, "pronoun", name.id, 0.5, "t")
    outer = Attribution(
        f"{report_id}a1{extra}", report_id, 0, 9, ((0, 3), (5, 9)), 3, 5, ((3, 5),), None, None, (), "mixed", "said",
        "deny", entity.id, "name", 0.97, False, other.id, "2031-03-10", "2031-03-10", None, 0.9, "t",
        (entity.id, other.id), (Via(1, other.id, 1, 2), Via(2, entity.id, 2, 3)),
    )  # fmt: skip
    inner = replace(outer, id=f"{report_id}a2{extra}", parent_id=outer.id, speakers=(), via=(), speaker_entity_id=None)
    return Marks(
        report_id,
        (Passage(f"{report_id}p{extra}", report_id, 0, 14, 0, "body", "t"),),
        (entity, other),
        (name, pronoun),
        (outer, inner),
        (Credit(f"{report_id}c{extra}", report_id, 0, 3, entity.id, "cites", "t"),),
        (Moment(f"{report_id}t{extra}", report_id, 0, 3, "date", "2031-03", "2031-03-01", "2031-03-31", "said", "t"),),
        (
            Figure(
                f"{report_id}f{extra}", report_id, 0, 9, 0, 3, 11.0, None, "at_least", "count", "people hurt", "person",
                None, None, None, outer.id, "t",
            ),
        ),
        (Event(f"{report_id}v{extra}", report_id, 8, 13, None, None, "happened", outer.id, "t"),),
    )  # fmt: skip


# --- opening and making ----------------------------------------------------------------------------------------------


def test_a_story_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    with Story.create(path) as story:
        assert story.reports() == []
        story.set_meta({"a": "1"})
    with Story.open(path) as story:
        assert (story.meta("a"), story.meta("b")) == ("1", None)
    with Story.create(path) as story:
        assert story.meta("a") == "1"


def test_other_tools_can_tell_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    Story.create(path).close()
    with sqlite3.connect(path) as con:
        assert con.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert con.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert con.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


@pytest.mark.parametrize("content", [b"not a database at all, only words\n" * 20, b"\x00" * 4096, b"PK\x03\x04zip"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    for use in (Story.open, Story.create):
        with pytest.raises(StoryError, match=r"notes\.txt"):
            use(path)
    assert path.read_bytes() == content


def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE report (id TEXT)")
    before = path.read_bytes()
    for use in (Story.open, Story.create):
        with pytest.raises(StoryError, match="not a story made by whence"):
            use(path)
    assert path.read_bytes() == before


def test_a_story_of_a_newer_whence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    Story.create(path).close()
    with sqlite3.connect(path) as con:
        con.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    for use in (Story.open, Story.create):
        with pytest.raises(StoryError, match="upgrade whence"):
            use(path)


def test_a_story_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="whence trace"):
        Story.open(tmp_path / "story.db")
    assert not (tmp_path / "story.db").exists()


def test_a_folder_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="folder"):
        Story.create(tmp_path)
    with pytest.raises(StoryError):
        Story.open(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="does not exist"):
        Story.create(tmp_path / "no" / "story.db")


def test_an_empty_file_becomes_a_story(tmp_path: Path) -> None:
    (tmp_path / "story.db").touch()
    with Story.create(tmp_path / "story.db") as story:
        assert story.reports() == []
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoryError):
        Story.open(tmp_path / "empty.db")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_story_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    Story.create(path).close()
    path.chmod(0o444)
    with pytest.raises(StoryError, match="cannot be written"):
        Story.create(path)


def test_a_story_that_another_process_writes_to_is_said_to_be_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "story.db"
    with Story.create(path) as story, story.transaction():
        real = sqlite3.connect
        monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **(k | {"timeout": 0.05})))
        with pytest.raises(StoryError, match=r"story\.db: cannot be written"):
            Story.create(path)


# --- transactions and keys -------------------------------------------------------------------------------------------


def test_a_transaction_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with Story.create(tmp_path / "story.db") as story:
        broken = replace(marks_of("r2"), passages=(*marks_of("r2").passages, *marks_of("r2").passages))
        with pytest.raises(sqlite3.IntegrityError):
            story.add_reports([(REPORT, marks_of("r1")), (replace(REPORT, id="r2"), broken)])
        assert story.reports() == []
        assert story.connection.execute("SELECT count(*) FROM passage").fetchone()[0] == 0
        story.add_reports([(REPORT, marks_of("r1"))])
        assert [r.id for r in story.reports()] == ["r1"]


def test_foreign_keys_hold(tmp_path: Path) -> None:
    with Story.create(tmp_path / "story.db") as story:
        stray = replace(marks_of("r1"), entities=())
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            story.add_reports([(REPORT, stray)])
        assert story.reports() == []
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            story.add_reports([(REPORT, marks_of("unknown"))])


def test_nothing_dangles_in_a_traced_story() -> None:
    with Story.open(traced_demo()) as story:
        assert story.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert story.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_report_given_again_takes_the_place_of_the_old_with_all_its_marks(tmp_path: Path) -> None:
    with Story.create(tmp_path / "story.db") as story:
        story.add_reports([(REPORT, marks_of("r1"))])
        story.add_reports([(replace(REPORT, outlet="Vantry Ledger"), marks_of("r1", extra="x"))])
        assert [r.outlet for r in story.reports()] == ["Vantry Ledger"]
        assert story.marks() == [marks_of("r1", extra="x")]
        counts = {
            table: story.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("entity", "mention", "attribution", "via", "attribution_speaker")
        }
        assert counts == {"entity": 2, "mention": 2, "attribution": 2, "via": 2, "attribution_speaker": 2}


def test_search_follows_what_is_kept(tmp_path: Path) -> None:
    def found(word: str) -> list[str]:
        rows = story.connection.execute(
            "SELECT id FROM report WHERE rowid IN (SELECT rowid FROM report_fts WHERE report_fts MATCH ?)", (word,)
        )
        return [row["id"] for row in rows]

    with Story.create(tmp_path / "story.db") as story:
        story.add_reports([(replace(REPORT, text="Tomás Herrera’s dam"), Marks("r1"))])
        assert found("tomas") == found("DAM") == ["r1"]
        story.add_reports([(replace(REPORT, text="A bridge"), Marks("r1"))])
        assert (found("tomas"), found("bridge")) == ([], ["r1"])


# --- what goes in comes out ------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
MAYBE = st.none() | TEXT
REPORTS = st.builds(
    Report,
    id=st.just("r1"),
    origin=TEXT,
    text=TEXT,
    given_id=MAYBE,
    url=MAYBE,
    outlet=MAYBE,
    title=MAYBE,
    byline=MAYBE,
    language=MAYBE,
    published=st.builds(
        Published,
        value=st.sampled_from([None, "2031", "2031-03-10", "2031-03-10T08:00:00+02:00"]),
        earliest=st.sampled_from([None, "2031-03-10"]),
        latest=st.sampled_from([None, "2031-03-10"]),
        basis=st.sampled_from([None, "given", "header", "metadata", "url", "feed", "inferred"]),
        confidence=st.floats(0, 1),
        reason=TEXT,
    ),
    raw=st.binary(max_size=60),
)


@given(REPORTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_reports_come_back_as_they_were(report: Report) -> None:
    with Story.in_memory() as story:
        story.add_reports([(report, Marks(report.id))])
        assert story.reports() == [report]
        assert story.reports(raw=False) == [replace(report, raw=b"")]
        assert story.signatures() == {"r1": signature(report)}


def test_marks_of_every_kind_come_back_as_they_were(tmp_path: Path) -> None:
    with Story.create(tmp_path / "story.db") as story:
        story.add_reports([(replace(REPORT, id=one), marks_of(one)) for one in ("r2", "r1")])
        assert story.marks() == [marks_of("r1"), marks_of("r2")]


def test_the_bytes_that_were_read_are_kept(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbfThe dam\r\nbroke \xff\x00" * 100
    with Story.create(tmp_path / "story.db") as story:
        story.add_reports([(replace(REPORT, raw=raw), Marks("r1"))])
        assert story.reports()[0].raw == raw
        assert len(story.connection.execute("SELECT raw FROM report").fetchone()[0]) < len(raw)


def test_reuse_is_replaced_as_a_whole(tmp_path: Path) -> None:
    row = Reuse("u1", "r1", 0, 5, "r2", 3, 8, "verbatim", 1.0, "a_to_b", 0.8, "earlier", "t")
    with Story.create(tmp_path / "story.db") as story:
        story.add_reports([(replace(REPORT, id=one), Marks(one)) for one in ("r1", "r2")])
        story.replace_reuse([row])
        assert story.reuse() == [row]
        story.replace_reuse([replace(row, id="u2")])
        assert story.reuse() == [replace(row, id="u2")]


def test_a_problem_met_again_is_kept_once(tmp_path: Path) -> None:
    problem = Problem("a.txt", "read", "empty", "a.txt is empty")
    with Story.create(tmp_path / "story.db") as story:
        story.add_problems([problem, problem])
        story.add_problems([problem, replace(problem, kind="binary")])
        assert story.connection.execute("SELECT count(*) FROM problem").fetchone()[0] == 2


@pytest.mark.parametrize("field", ["origin", "given_id", "url", "outlet", "title", "byline", "language"])
def test_what_is_given_about_a_report_changes_its_signature(field: str) -> None:
    assert signature(replace(REPORT, **{field: "other"})) != signature(REPORT)  # type: ignore[arg-type]


def test_a_date_that_was_worked_out_does_not_change_the_signature() -> None:
    inferred = Published("2031-03", "2031-03-01", "2031-03-31", "inferred", 0.6, "its own words")
    assert signature(replace(REPORT, published=inferred)) == signature(REPORT)
    given = Published("2031-03-10", "2031-03-10", "2031-03-10", "given", 1.0)
    assert signature(replace(REPORT, published=given)) != signature(REPORT)


def test_versions_of_one_address_are_ordered_by_date_and_never_by_arrival(tmp_path: Path) -> None:
    def version(id: str, day: str | None, url: str | None = "https://ledger.example/dam") -> Report:
        return Report(
            id, f"{id}.txt", f"text {id}", url=url, published=Published(day, day, day, "given" if day else None)
        )

    from whence.account import Account

    reports = [version("a", "2031-03-12"), version("b", "2031-03-10"), version("c", None), version("d", "2031-03-11"),
               version("e", "2031-03-11", None)]  # fmt: skip
    found = []
    for number, order in enumerate((reports, reports[::-1])):
        with Story.create(tmp_path / f"{number}.db") as story:
            for report in order:
                story.add_reports([(report, Marks(report.id))])
            story.replace_account(Account(), [], [], {})
            found.append({report.id: report.version for report in story.reports()})
    assert found[0] == found[1] == {"b": 1, "d": 2, "a": 3, "c": 4, "e": 1}


def test_an_account_is_replaced_as_a_whole(tmp_path: Path) -> None:
    make_small_story(tmp_path / "small.db")
    with Story.open(tmp_path / "small.db") as story:
        story.replace_account(Account(), [], [], {})
        for table in ("source", "utterance", "reading", "series", "timeline", "dispute", "dispute_side", "support",
                      "lineage", "ancestor"):  # fmt: skip
            assert story.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
        assert story.connection.execute("SELECT count(*) FROM attribution").fetchone()[0] > 0
        assert story.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_guessed_speaker_whom_other_reports_name_otherwise_is_theirs(tmp_path: Path) -> None:
    make_small_story(tmp_path / "small.db")
    with Story.open(tmp_path / "small.db") as story:
        con = story.connection
        one, entity = con.execute("SELECT id, speaker_entity_id FROM attribution ORDER BY id").fetchone()
        sources = tuple(
            Source(name, name, "person", False, (), ids) for name, ids in (("guess", (entity,)), ("named", ()))
        )
        story.replace_account(Account(sources, speakers=((one, "named"),)), [], [], {})
        assert con.execute("SELECT speaker_id FROM attribution WHERE id = ?", (one,)).fetchone()[0] == "named"
        together = con.execute("SELECT source_id FROM attribution_speaker WHERE attribution_id = ?", (one,)).fetchall()
        assert [row[0] for row in together] == ["named"]
