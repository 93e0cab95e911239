"""A person's rulings followed in a whole story: each changes what it says and nothing else, undoing leaves no trace,
and they are still there after another trace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from traced_demo import ONE_JOB, demo_reports, export, tables, trace, traced_demo, write_records
from whence.errors import CommandError
from whence.rulings import MarkKey, Ruling, make_ruling
from whence.run import as_of, reweigh
from whence.story import queries
from whence.story.check import check_story
from whence.story.ruling import ruling_on
from whence.story.store import Story

Make = Callable[[Story], Ruling]
ACCOUNT = {
    "source", "utterance", "reading", "series", "timeline", "dispute", "dispute_side", "support", "ancestor", "lineage",
    "ruling", "ruled",
}  # fmt: skip


@pytest.fixture
def story(tmp_path: Path) -> Story:
    shutil.copy(traced_demo(), tmp_path / "story.db")
    return Story.open(tmp_path / "story.db")


def rule(story: Story, *rulings: Ruling) -> None:
    for ruling in rulings:
        story.rule(ruling)
    reweigh(story, ONE_JOB)


def exported(story: Story) -> str:
    assert story.path is not None
    return export(story.path)


def rows(story: Story, table: str) -> list[dict[str, object]]:
    return tables(exported(story))[table]


def value(story: Story, sql: str, *parameters: object) -> object:
    return story.connection.execute(sql, parameters).fetchone()[0]


def groups(story: Story) -> dict[str, set[str]]:
    """Attribution to all that are readings of the same utterance."""
    found: dict[str, set[str]] = {}
    for quote in queries.quotes(story):
        ids = {reading.id for reading in quote.readings}
        found.update(dict.fromkeys(ids, ids))
    return found


def many_readings(story: Story) -> list[str]:
    """The readings of an utterance of three or more."""
    quote = max(queries.quotes(story), key=lambda q: (len({r.place.report_id for r in q.readings}), q.base.id))
    assert len(quote.readings) >= 3
    return [reading.id for reading in quote.readings]


def lone_statements(story: Story) -> tuple[str, str]:
    lone = [q.base.id for q in queries.quotes(story) if len(q.readings) == 1 and q.utterance_id]
    return lone[0], lone[-1]


def one_source(story: Story) -> list[str]:
    """Mentions, a report each, of the person whom most reports name."""
    source = value(
        story,
        "SELECT source_id FROM mention JOIN source s ON s.id = source_id WHERE s.kind = 'person' AND NOT s.anonymous "
        "GROUP BY source_id ORDER BY count(DISTINCT report_id) DESC, source_id LIMIT 1",
    )
    found = story.connection.execute(
        "SELECT min(id) AS id FROM mention WHERE source_id = ? AND basis = 'name' GROUP BY report_id "
        "ORDER BY report_id",
        (source,),
    )
    return [row["id"] for row in found]


# --- what can be ruled -----------------------------------------------------------------------------------------------


def a_speaker(story: Story) -> Ruling:
    return ruling_on(story, "attribution", many_readings(story)[0], "speaker", value="Ottilie Marchbank")


def a_known_speaker(story: Story) -> Ruling:
    known = queries.sources(story, kind="person")[0].name
    statement = next(q.base.id for q in queries.quotes(story) if known not in (q.base.speaker.name or ""))
    return ruling_on(story, "attribution", statement, "speaker", value=known)


def nobody(story: Story) -> Ruling:
    return ruling_on(story, "attribution", many_readings(story)[0], "speaker")


def a_stance(story: Story) -> Ruling:
    return ruling_on(story, "attribution", many_readings(story)[0], "stance", value="decline")


def no_statement(story: Story) -> Ruling:
    return ruling_on(story, "attribution", many_readings(story)[0], "dismissed")


def a_figure_of(story: Story) -> str:
    return next(s for s in queries.figures(story) if s.id).figures[0].id


def a_value(story: Story) -> Ruling:
    return ruling_on(story, "figure", a_figure_of(story), "value", value="more than 7,000,000")


def no_figure(story: Story) -> Ruling:
    return ruling_on(story, "figure", a_figure_of(story), "dismissed")


def an_event_of(story: Story) -> str:
    return str(value(story, "SELECT event_id FROM timeline ORDER BY id LIMIT 1"))


def a_modality(story: Story) -> Ruling:
    return ruling_on(story, "event", an_event_of(story), "modality", value="planned")


def a_day(story: Story) -> Ruling:
    return ruling_on(story, "event", an_event_of(story), "when", value="2019-04")


def no_happening(story: Story) -> Ruling:
    return ruling_on(story, "event", an_event_of(story), "dismissed")


def one_utterance(story: Story) -> Ruling:
    one, two = lone_statements(story)
    return ruling_on(story, "attribution", one, "utterance", "same", other_id=two)


def two_utterances(story: Story) -> Ruling:
    one, *_, two = many_readings(story)
    return ruling_on(story, "attribution", one, "utterance", "not_same", other_id=two)


def one_person(story: Story) -> Ruling:
    people = queries.sources(story, kind="person")
    return ruling_on(story, "source", people[0].id, "source", "same", other_id=people[1].id)


def two_persons(story: Story) -> Ruling:
    one, *_, two = one_source(story)
    return ruling_on(story, "mention", one, "source", "not_same", other_id=two)


def one_series(story: Story) -> Ruling:
    rest = queries.figures(story)[-1]
    assert rest.id is None
    return ruling_on(story, "figure", rest.figures[0].id, "series", "same", other_id=rest.figures[-1].id)


def two_series(story: Story) -> Ruling:
    one, *_, two = queries.figures(story)[0].figures
    return ruling_on(story, "figure", one.id, "series", "not_same", other_id=two.id)


def one_happening(story: Story) -> Ruling:
    ids = [row["event_id"] for row in story.connection.execute("SELECT event_id FROM timeline ORDER BY id")]
    return ruling_on(story, "event", ids[0], "timeline", "same", other_id=ids[-1])


def two_happenings(story: Story) -> Ruling:
    entry = value(story, "SELECT timeline_id FROM event WHERE timeline_id IS NOT NULL "
                         "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")  # fmt: skip
    ids = [
        r["id"] for r in story.connection.execute("SELECT id FROM event WHERE timeline_id = ? ORDER BY id", (entry,))
    ]
    assert len(ids) > 1
    return ruling_on(story, "event", ids[0], "timeline", "not_same", other_id=ids[-1])


def two_that_share(story: Story) -> tuple[str, str]:
    link = next(row for row in queries.lineage(story) if row.parent)
    assert link.parent is not None
    return link.child.id, link.parent.id


def no_copying(story: Story) -> Ruling:
    one, two = two_that_share(story)
    return ruling_on(story, "report", one, "copying", "not_same", other_id=two)


def copied_the_other_way(story: Story) -> Ruling:
    child, parent = two_that_share(story)
    return ruling_on(story, "report", parent, "direction", value="from_other", other_id=child)


CASES: list[tuple[Make, set[str]]] = [
    (a_speaker, {"attribution", "attribution_speaker", "entity"}),
    (a_known_speaker, {"attribution", "attribution_speaker", "entity"}),
    (nobody, {"attribution", "attribution_speaker"}),
    (a_stance, {"attribution"}),
    (no_statement, {"attribution", "figure", "event"}),
    (a_value, {"figure"}),
    (no_figure, {"figure"}),
    (a_modality, {"event"}),
    (a_day, {"event"}),
    (no_happening, {"event"}),
    (one_utterance, set()),
    (two_utterances, set()),
    (one_person, {"entity", "mention", "attribution", "attribution_speaker", "via", "credit"}),
    (two_persons, {"entity", "mention", "attribution", "attribution_speaker", "via", "credit"}),
    (one_series, {"figure"}),
    (two_series, {"figure"}),
    (one_happening, {"event"}),
    (two_happenings, {"event"}),
    (no_copying, {"reuse", "report"}),
    (copied_the_other_way, {"reuse", "report"}),
]
NO_ACCOUNT: dict[Make, set[str]] = {
    a_day: {"timeline", "support", "ruling", "ruled"}, a_modality: {"timeline", "support", "ruling", "ruled"},
    no_happening: {"timeline", "support", "ruling", "ruled"}, one_happening: {"timeline", "support", "ruling", "ruled"},
    two_happenings: {"timeline", "support", "ruling", "ruled"},
    one_series: {"series", "dispute", "dispute_side", "support", "ruling", "ruled"},
    two_series: {"series", "dispute", "dispute_side", "support", "ruling", "ruled"},
    a_value: {"series", "dispute", "dispute_side", "support", "ruling", "ruled"},
    no_figure: {"series", "dispute", "dispute_side", "support", "ruling", "ruled"},
    two_utterances: {"utterance", "reading", "dispute", "dispute_side", "support", "ruling", "ruled"},
    one_utterance: {"utterance", "reading", "dispute", "dispute_side", "support", "ruling", "ruled"},
    a_stance: {"utterance", "reading", "dispute", "dispute_side", "support", "ruling", "ruled"},
}  # fmt: skip


@pytest.mark.parametrize(("make", "touched"), CASES, ids=[make.__name__ for make, _ in CASES])
def test_each_ruling_changes_what_it_says_and_nothing_else_and_undoing_leaves_no_trace(
    story: Story, make: Make, touched: set[str]
) -> None:
    before = exported(story)
    ruling = make(story)
    rule(story, ruling)
    found, was = tables(exported(story)), tables(before)
    changed = {name for name in found if found[name] != was[name]}
    assert changed - {"ruling", "ruled"}
    assert changed <= touched | NO_ACCOUNT.get(make, ACCOUNT)
    assert [one.state for one in story.rulings()] == ["applied"]
    assert check_story(story) == []
    marks = {name: [row["id"] for row in rows if row.get("made_by") != "ruling"] for name, rows in found.items()
             if name in ("attribution", "figure", "event", "mention", "entity", "report", "reuse")}  # fmt: skip
    assert all(ids == [row["id"] for row in was[name]] for name, ids in marks.items())
    reweigh(story, ONE_JOB)
    assert tables(exported(story)) == found
    story.undo(ruling.id)
    reweigh(story, ONE_JOB)
    assert exported(story) == before


def test_a_speaker_named_by_a_person(story: Story) -> None:
    statement, *_ = many_readings(story)
    rule(story, replace(a_speaker(story), note="on the tape"))
    reading = next(r for q in queries.quotes(story) for r in q.readings if r.id == statement)
    assert reading.speaker.name == "Ottilie Marchbank"
    assert (reading.speaker.sure, reading.speaker.basis) == (True, "ruling")
    assert [(one.field, one.note) for one in reading.ruled] == [("speaker", "on the tape")]
    assert "Ottilie Marchbank" in [source.name for source in queries.sources(story)]
    with pytest.raises(CommandError, match="not a name"):
        ruling_on(story, "attribution", statement, "speaker", value="?!")


def test_a_known_speaker_is_the_source_that_is_there(story: Story) -> None:
    names = sorted(source.name for source in queries.sources(story))
    ruling = a_known_speaker(story)
    known = next(source for source in queries.sources(story, kind="person") if source.name == ruling.value)
    rule(story, ruling)
    assert sorted(source.name for source in queries.sources(story)) == names
    now = next(source for source in queries.sources(story, kind="person") if source.name == ruling.value)
    assert (now.id, now.statements) == (known.id, known.statements + 1)
    assert [one.id for one in now.ruled] == [ruling.id]


def test_two_ruled_apart_never_meet_through_a_third(story: Story) -> None:
    readings = many_readings(story)
    lone, _ = lone_statements(story)
    for at, one in enumerate(readings):
        for two in readings[at + 1 :]:
            story.rule(ruling_on(story, "attribution", one, "utterance", "not_same", other_id=two))
    reweigh(story, ONE_JOB)
    now = groups(story)
    assert all(not now[one] & set(readings) - {one} for one in readings)
    one, two, *_ = readings
    for other in (one, two):  # the second of these contradicts the first and that both are apart
        rule(story, ruling_on(story, "attribution", lone, "utterance", "same", other_id=other))
    now = groups(story)
    assert two in now[lone]
    states = {r.id: r.state for r in story.rulings()}
    assert sorted(states.values()).count("overruled") == 1
    assert one in now[lone]


def test_a_source_divided_keeps_the_two_apart_and_loses_nobody(story: Story) -> None:
    ruling = two_persons(story)
    entities = {row["id"] for row in rows(story, "entity")}
    rule(story, ruling)
    assert ruling.other_key is not None
    ends = [
        value(story, "SELECT source_id FROM mention WHERE report_id = ? AND start = ?", key.report_id, key.start)
        for key in (ruling.mark_key, ruling.other_key)
    ]
    assert None not in ends
    assert ends[0] != ends[1]
    assert {row["id"] for row in rows(story, "entity") if row["source_id"]} == entities


def test_a_dismissed_statement_is_kept_and_not_shown(story: Story) -> None:
    ruling = no_statement(story)
    gone, *others = many_readings(story)
    rule(story, ruling)
    assert gone not in groups(story)
    assert gone in {row["id"] for row in rows(story, "attribution")}
    assert groups(story)[others[0]] == set(others)


# --- a report's date -------------------------------------------------------------------------------------------------


def dated(story: Story) -> Ruling:
    report = next(
        row for row in queries.reports(story) if row.head.basis == "given" and row.figures and row.attributions
    )
    return ruling_on(story, "report", report.head.id, "published", value="2023-02-01", note="the stamp is wrong")


def test_a_ruled_date_moves_what_the_report_dates_by_it(story: Story) -> None:
    before = exported(story)
    ruling = dated(story)
    key = ruling.mark_key.report_id
    days = "SELECT count(*) FROM moment WHERE report_id = ? AND latest BETWEEN '2023-01-01' AND '2023-02-28'"
    assert value(story, days, key) == 0
    rule(story, ruling)
    row = next(row for row in queries.reports(story) if row.head.id == key)
    assert (row.head.published, row.head.basis) == ("2023-02-01", "ruling")
    assert "the stamp is wrong" in row.head.reason
    assert row.head.when == "2023-02-01"
    assert value(story, days, key) != 0
    assert check_story(story) == []
    others = [r for r in tables(before)["moment"] if r["report_id"] != key]
    assert [r for r in rows(story, "moment") if r["report_id"] != key] == others
    story.undo(ruling.id)
    reweigh(story, ONE_JOB)
    assert exported(story) == before


def test_a_ruled_date_decides_what_was_known_as_of_a_day(story: Story) -> None:
    ruling = dated(story)
    with as_of(story, "2023-06-01", ONE_JOB) as earlier:
        assert earlier.reports() == []
    rule(story, ruling)
    with as_of(story, "2023-06-01", ONE_JOB) as earlier:
        assert [r.id for r in earlier.reports()] == [ruling.mark_key.report_id]
        assert [one.state for one in earlier.rulings()] == ["applied"]


# --- after another trace ---------------------------------------------------------------------------------------------


def test_rulings_survive_reports_that_are_added_and_marks_that_are_made_again(tmp_path: Path) -> None:
    first = write_records(tmp_path / "first", demo_reports()[1:])
    path = tmp_path / "story.db"
    trace(first, path)
    makes = (a_speaker, two_utterances, two_persons, no_copying, a_modality, dated)
    with Story.open(path) as story:
        rule(story, *[make(story) for make in makes])
        pair = next(r for r in story.rulings() if r.field == "utterance")
    trace([first[0].parent, *write_records(tmp_path / "second", demo_reports()[:1])], path)
    with Story.open(path) as story:
        assert [one.state for one in story.rulings()] == ["applied"] * len(makes)
        assert check_story(story) == []
        assert value(story, "SELECT count(*) FROM report") == len(demo_reports())
        keys = [key for key in (pair.mark_key, pair.other_key) if key]
        one, two = (
            value(story, "SELECT id FROM attribution WHERE report_id = ? AND start = ? AND end = ?", key.report_id,
                  key.start, key.end)
            for key in keys
        )  # fmt: skip
        assert two not in groups(story)[str(one)]
        story.set_meta({"marked_with": "rules of an earlier version", "weighed": "by them"})
    later = export(path)
    trace([first[0].parent], path)
    assert tables(export(path)) == tables(later)
    # And as if all had been there, and the rulings had come last, in another order.
    whole = tmp_path / "whole.db"
    trace([first[0].parent, tmp_path / "second"], whole)
    with Story.open(path) as story, Story.open(whole) as other:
        for ruling in reversed(story.rulings()):
            other.rule(replace(ruling, made_at=""))
        reweigh(other, ONE_JOB)
    assert tables(export(whole)) == tables(later)


def test_adding_a_ruling_neither_marks_nor_compares(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("marked or compared again")

    rule(story, a_stance(story))
    monkeypatch.setattr("whence.run.weighing.compare_again", refused)
    monkeypatch.setattr("whence.run.ruling.mark_reports", refused)
    rule(story, two_persons(story))
    assert len(story.rulings()) == 2


def test_an_orphaned_ruling_is_listed_and_never_dropped(story: Story) -> None:
    text = story.reports(raw=False)[0]
    ruling = make_ruling("attribution", "stance", "set", MarkKey(text.id, 0, 3, text.text[:3]), None, "deny")
    rule(story, ruling)
    assert [(one.id, one.state) for one in queries.rulings(story)] == [(ruling.id, "orphaned")]
    findings = check_story(story)
    assert [finding.check for finding in findings] == ["rulings"]
    assert ruling.id in findings[0].row


def test_as_of_a_day_follows_the_rulings_on_what_was_out_by_then(story: Story) -> None:
    days = sorted({r.published.latest for r in story.reports(raw=False) if r.published.latest})
    day = days[len(days) // 2]
    by_then = {r.id for r in story.reports(raw=False) if r.published.latest and r.published.latest <= day}
    out = next(q.base.id for q in queries.quotes(story) if q.base.place.report_id in by_then)
    late = next(q.base.id for q in queries.quotes(story) if q.base.place.report_id not in by_then)
    for statement in (out, late):
        story.rule(ruling_on(story, "attribution", statement, "speaker", value="Ottilie Marchbank"))
    reweigh(story, ONE_JOB)
    with as_of(story, day, ONE_JOB) as earlier:
        assert [one.mark_key.report_id in by_then for one in earlier.rulings()] == [True]
        assert next(r for q in queries.quotes(earlier) for r in q.readings if r.id == out).ruled
        assert [finding for finding in check_story(earlier) if "raw" not in str(finding)] == []


def test_what_would_have_no_effect_is_refused(story: Story) -> None:
    one, *_ = one_source(story)
    entity = value(story, "SELECT entity_id FROM mention WHERE id = ?", one)
    again = story.connection.execute("SELECT id FROM mention WHERE entity_id = ? AND id <> ?", (entity, one)).fetchone()
    if again is not None:
        for verdict in ("same", "not_same"):
            with pytest.raises(CommandError, match="one"):
                ruling_on(story, "mention", one, "source", verdict, other_id=again["id"])
    undated = value(story, "SELECT id FROM event WHERE earliest IS NULL LIMIT 1")
    with pytest.raises(CommandError, match="no day"):
        ruling_on(story, "event", str(undated), "timeline", "same", other_id=an_event_of(story))
    with pytest.raises(CommandError, match="no statement"):
        ruling_on(story, "attribution", "nothing", "stance", value="deny")
    with pytest.raises(CommandError, match="no such ruling"):
        story.undo("nothing")
