"""The account of the demo story is held to its truth. What still misses it is counted, so that no step goes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from account_truth import (
    Row,
    Traced,
    load_truth,
    match_attributions,
    same_name,
    score_attributions,
    score_figures,
    score_furniture,
    score_moments,
)

from whence.demo import demo_folder
from whence.run import trace_inputs
from whence.story.check import check_story
from whence.story.store import Story


@pytest.fixture(scope="module")
def truth() -> Row:
    return load_truth()


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Traced]:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    result = trace_inputs([demo_folder()], path)
    assert result.problems == ()
    with Story.open(path) as story:
        yield Traced(story)


def test_nothing_is_wrong_with_the_file(traced: Traced) -> None:
    assert check_story(traced.story) == []


def test_every_report_is_there_with_its_date_and_outlet(traced: Traced, truth: Row) -> None:
    assert sorted(traced.reports) == sorted(row["id"] for row in truth["reports"])
    for row in truth["reports"]:
        report = traced.reports[row["id"]]
        assert report["outlet"] == row["outlet"]
        if row["published_basis"] not in (None, "inferred"):
            assert (report["published_earliest"], report["published_latest"]) == (
                row["published_earliest"],
                row["published_latest"],
            )


@pytest.mark.parametrize(
    ("part", "recall", "accuracy"),
    [
        ("quoted", 0.85, None),
        ("indirect", 0.88, None),
        ("speaker", None, 0.93),
        ("kind", None, 0.97),
        ("stance", None, 0.98),
        ("anonymous", None, 0.95),
    ],
)
def test_attributions(traced: Traced, truth: Row, part: str, recall: float | None, accuracy: float | None) -> None:
    score = score_attributions(traced, truth)[part]
    told = "\n".join(score.misses)
    assert recall is None or score.recall >= recall, told
    assert accuracy is None or score.accuracy >= accuracy, told


def test_nobody_is_surely_named_for_words_of_another(traced: Traced, truth: Row) -> None:
    """The error that hurts: a person's name, given as sure, on words that somebody else said."""
    people = {
        s["name"]: [s["name"], *s["aliases"]] for s in truth["sources"] if s["kind"] == "person" and not s["anonymous"]
    }
    wrong = []
    for wanted, row in match_attributions(traced, truth):
        if row is None or row["speaker_confidence"] < 0.8:
            continue
        found = traced.names.get(row["speaker_id"], "")
        named = [one for one, forms in people.items() if any(same_name(found, form) for form in forms)]
        if named and not set(named) & set(wanted["speakers"]):
            wrong.append(f"{wanted['id']}: {found} for {wanted['speakers']}")
    assert wrong == []


def test_figures_and_moments(traced: Traced, truth: Row) -> None:
    figures = score_figures(traced, truth)
    assert figures["figure"].recall >= 0.8, figures["figure"].misses
    assert figures["bound"].accuracy >= 0.97, figures["bound"].misses
    moments = score_moments(traced, truth)
    assert moments.recall >= 0.95, moments.misses
    assert moments.accuracy >= 0.85, moments.misses


def test_furniture_is_labelled(traced: Traced, truth: Row) -> None:
    score = score_furniture(traced, truth)
    assert score.recall >= 0.9, score.misses


def _parents(traced: Traced, report: str) -> dict[str, float]:
    names = {row["id"]: name for name, row in traced.reports.items()}
    rows = traced.story.connection.execute(
        "SELECT parent_report_id, share FROM lineage WHERE report_id = ? AND parent_report_id IS NOT NULL",
        (traced.reports[report]["id"],),
    )
    return {names[row[0]]: row[1] for row in rows}


@pytest.mark.parametrize("child", ["examiner-0305", "estuary-0306", "newsgarner-88120", "inspectorate-confirms"])
def test_copies_lean_on_what_they_copied(traced: Traced, truth: Row, child: str) -> None:
    wanted = next(row for row in truth["lineage"] if row["report"] == child)
    parents = _parents(traced, child)
    assert wanted["parent"] in parents
    assert wanted["min_share"] - 0.05 <= parents[wanted["parent"]] <= wanted["max_share"] + 0.05


def test_own_reporting_leans_on_nobody(traced: Traced, truth: Row) -> None:
    children = {row["report"] for row in truth["lineage"]}
    leaning = {name: _parents(traced, name) for name in traced.reports if name not in children}
    assert {name: parents for name, parents in leaning.items() if parents} == {}


def test_shared_words_of_one_speech_are_no_copying(traced: Traced, truth: Row) -> None:
    ids = {name: row["id"] for name, row in traced.reports.items()}
    for pair in truth["independent"]:
        one, two = (ids[name] for name in pair["reports"])
        rows = traced.story.connection.execute(
            "SELECT kind FROM reuse WHERE (a_report_id, b_report_id) IN ((?, ?), (?, ?))", (one, two, two, one)
        ).fetchall()
        if pair["why"].startswith("both from the wire"):
            continue
        assert {row["kind"] for row in rows} <= {"quotation"}, pair


def test_words_changed_inside_quotation_marks_are_told(traced: Traced, truth: Row) -> None:
    con = traced.story.connection
    for wanted in truth["altered_quotations"]:
        start, end = traced.place(wanted["altered_report"], wanted["altered_words"])
        row = con.execute(
            "SELECT r.relation, r.diff FROM reading r JOIN attribution a ON a.id = r.attribution_id "
            "WHERE a.report_id = ? AND a.start < ? AND ? < a.end AND r.relation <> 'same'",
            (traced.reports[wanted["altered_report"]]["id"], end, start),
        ).fetchone()
        assert row is not None, wanted["altered_words"]
        assert row["relation"] in ("altered", "differs")
        changed = " ".join(words for op, *both in json.loads(row["diff"]) if op != "equal" for words in both)
        assert all(word in changed for before, _ in wanted["changes"] for word in before.split())


def test_the_lost_not_and_the_rival_counts_are_disputes(traced: Traced) -> None:
    kinds = {row["kind"]: row["label"] for row in traced.story.connection.execute("SELECT kind, label FROM dispute")}
    assert "siren" in kinds["quotation"]
    assert "homes" in kinds["figures"]


def test_the_undated_report_is_not_dated_wrongly(traced: Traced, truth: Row) -> None:
    report = traced.reports[truth["undated"]["report"]]
    earliest, latest = report["published_earliest"], report["published_latest"]
    assert report["published"] == "2024-03"
    assert earliest <= truth["undated"]["earliest"] <= truth["undated"]["latest"] <= latest
    assert report["own_published"] is None


def test_tracing_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "again.db"
    first = trace_inputs([demo_folder()], path)
    with Story.open(path) as story:
        before = list(story.connection.iterdump())
    second = trace_inputs([demo_folder()], path)
    with Story.open(path) as story:
        assert list(story.connection.iterdump()) == before
    assert (first.added, second.added, second.unchanged) == (18, 0, 18)
