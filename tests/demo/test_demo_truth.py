"""The demo story's truth file against the demo story: every word it points at is there, and nothing dangles.

Holding the account that Whence makes to this truth is another test's work.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import trafilatura

from whence.demo import demo_folder

Row = dict[str, Any]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April")
QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"|(?<![\w’'])‘.+?[.,?!]?’(?!\w)|(?<!\w)'[^'\n]+(?:'\w[^'\n]*)*'(?!\w)")


def _truth() -> Row:
    loaded: Row = json.loads((demo_folder().parent / "truth.json").read_text(encoding="utf-8"))
    return loaded


def _records(name: str) -> list[Row]:
    lines = (demo_folder() / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _texts() -> dict[str, str]:
    texts = {
        row["id"]: str(row["text"] if "text" in row else row["body"])
        for f in ("wire.jsonl", "outlets.jsonl")
        for row in _records(f)
    }
    for path in sorted(demo_folder().glob("*.txt")):
        texts[path.stem] = path.read_text(encoding="utf-8")
    for path in sorted(demo_folder().glob("*.html")):
        texts[path.stem] = trafilatura.extract(path.read_text(encoding="utf-8")) or ""
    return texts


TRUTH = _truth()
TEXTS = _texts()
BY_ID: dict[str, Row] = {row["id"]: row for row in TRUTH["attributions"]}


def _span(row: Row, words: str) -> tuple[int, int]:
    """Where `words` stand in the row's report; they must be there once, or once inside `within`."""
    text = TEXTS[row["report"]]
    base = 0
    if row.get("within"):
        assert text.count(row["within"]) == 1, (row["report"], row["within"])
        base = text.index(row["within"])
        text = row["within"]
    assert text.count(words) == 1, (row["report"], words, text.count(words))
    at = base + text.index(words)
    return at, at + len(words)


def _words_once(words: str, inside: str) -> bool:
    return len(re.findall(r"(?<!\w)" + re.escape(words.rstrip(",")) + r"(?!\w)", inside)) == 1


def test_the_story_is_as_large_and_as_long_as_it_should_be() -> None:
    reports = TRUTH["reports"]
    days = [date.fromisoformat(row["published_earliest"]) for row in reports]
    assert len(reports) >= 14
    assert len({row["outlet"] for row in reports if row["outlet"]}) >= 9
    assert (max(days) - min(days)).days >= 21
    assert {Path(row["file"]).suffix for row in reports} == {".jsonl", ".txt", ".html"}
    assert len(TRUTH["attributions"]) >= 45


def test_truth_and_folder_hold_the_same_reports() -> None:
    assert {row["id"] for row in TRUTH["reports"]} == set(TEXTS)
    assert len({row["id"] for row in TRUTH["reports"]}) == len(TRUTH["reports"])
    assert {row["file"] for row in TRUTH["reports"]} == {path.name for path in demo_folder().iterdir()}


@pytest.mark.parametrize("name", ["wire.jsonl", "outlets.jsonl"])
def test_records_agree_with_the_truth(name: str) -> None:
    rows = {row["id"]: row for row in TRUTH["reports"]}
    for record in _records(name):
        row = rows[record["id"]]
        assert row["outlet"] == record.get("outlet", record.get("publisher"))
        assert row["published"] == record.get("date", record.get("published"))
        assert row["given_id"] == record["id"]


@pytest.mark.parametrize("report", sorted(TEXTS))
def test_reports_are_as_long_as_news_is(report: str) -> None:
    assert 150 <= len(TEXTS[report].split()) <= 450


@pytest.mark.parametrize("row", TRUTH["attributions"], ids=lambda row: row["id"])
def test_attributions_point_at_words_of_their_report(row: Row) -> None:
    spans = [_span(row, piece) for piece in row["content"]]
    assert spans == sorted(spans)
    assert (row["frame"] is None) == (row["cue"] is None)
    if row["frame"]:
        assert TEXTS[row["report"]].count(row["frame"]) == 1
        assert _words_once(row["cue"], row["frame"])
        assert _words_once(row["source"], row["frame"])
    assert set(row["speakers"]) <= {source["name"] for source in TRUTH["sources"]}
    assert row["kind"] in {"direct", "mixed", "indirect"}
    assert set(row["act"]) <= {"said", "wrote", "reported", "thought"}
    assert set(row["stance"]) <= {"assert", "deny", "confirm", "decline", "question"}
    assert row["basis"] in {"name", "role", "pronoun", "description", None}
    assert row["nested_in"] is None or row["nested_in"] in BY_ID


@pytest.mark.parametrize("row", [r for r in TRUTH["attributions"] if r["anonymous"]], ids=lambda row: row["id"])
def test_anonymous_attributions_have_an_anonymous_source(row: Row) -> None:
    anonymous = {source["name"] for source in TRUTH["sources"] if source["anonymous"]}
    assert set(row["speakers"]) <= anonymous


@pytest.mark.parametrize("report", sorted(TEXTS))
def test_every_quotation_in_the_story_has_its_attribution(report: str) -> None:
    covered = [
        _span(row, piece) for row in TRUTH["attributions"] if row["report"] == report for piece in row["content"]
    ]
    title_end = TEXTS[report].index("\n") if report == "tornquay-in-brennath" else 0
    for match in QUOTED.finditer(TEXTS[report]):
        if match.start() >= title_end:
            assert any(start < match.end() and match.start() < end for start, end in covered), match.group()


@pytest.mark.parametrize("part", ["figures", "credits", "moments"])
def test_other_marks_point_at_words_of_their_report(part: str) -> None:
    for row in TRUTH[part]:
        words = row["phrase"] if part == "figures" else row["words"]
        _span(row, words)
        if part == "figures":
            assert row["value"] in words


def test_figures_keep_their_bounds() -> None:
    for row in TRUTH["figures"]:
        low, high = row["low"], row["high"]
        match row["bound"]:
            case "at_least" | "more_than":
                assert low is not None
                assert high is None
            case "exactly" | "about":
                assert low == high
            case "range":
                assert low < high
            case other:
                raise AssertionError(other)


def test_groups_name_rows_that_exist() -> None:
    figures = {row["id"]: row for row in TRUTH["figures"]}
    for series in TRUTH["series"]:
        assert {figures[i]["series"] for i in series["figures"]} == {series["label"]}
    for dispute in TRUTH["disputes"]:
        assert len(dispute["sides"]) >= 2
        for side in dispute["sides"]:
            assert side.get("figures") or side.get("attributions")
            assert set(side.get("figures", [])) <= set(figures)
            assert set(side.get("attributions", [])) <= set(BY_ID)
    for row in TRUTH["utterances"]:
        assert {row["base"], *(reading["attribution"] for reading in row["readings"])} <= set(BY_ID)
        assert set(row["independent_roots"]) <= set(TEXTS)
    for row in TRUTH["lineage"]:
        assert {row["report"], row["parent"]} <= set(TEXTS)
        assert 0 < row["min_share"] < row["max_share"] <= 1
    for row in TRUTH["independent"]:
        assert all(row["shared_words"] is None or row["shared_words"] in TEXTS[report] for report in row["reports"])


def test_a_denial_is_marked_as_one_and_its_admission_comes_later() -> None:
    assert any(row["admitted_by"] for row in TRUTH["denials"])
    published = {row["id"]: row["published_earliest"] for row in TRUTH["reports"]}
    for row in TRUTH["denials"]:
        denial = BY_ID[row["denial"]]
        assert "deny" in denial["stance"]
        assert all(published[BY_ID[i]["report"]] <= published[denial["report"]] for i in row["of"])
        later = [*row["confirmed_by"], *row["admitted_by"]]
        assert all(published[BY_ID[i]["report"]] > published[denial["report"]] for i in later)


def test_altered_quotations_are_quoted_in_both_reports() -> None:
    assert len(TRUTH["altered_quotations"]) == 2
    assert any(row["meaning_changed"] for row in TRUTH["altered_quotations"])
    for row in TRUTH["altered_quotations"]:
        for report, words in (
            (row["base_report"], row["base_words"]),
            (row["altered_report"], row["altered_words"]),
        ):
            assert any(
                words in piece
                for attribution in TRUTH["attributions"]
                if attribution["report"] == report and attribution["kind"] == "direct"
                for piece in attribution["content"]
            )
        remade = row["base_words"]
        for before, after in row["changes"]:
            assert before in remade
            remade = remade.replace(before, after, 1)
        assert remade.split() == row["altered_words"].split()


def test_timeline_is_in_order_and_in_the_words_of_its_reports() -> None:
    for entry in TRUTH["timeline"]:
        assert entry["mentions"]
        assert (entry["earliest"] or "") <= (entry["latest"] or "")
        for mention in entry["mentions"]:
            assert TEXTS[mention["report"]].count(mention["words"]) == 1
            assert mention["words"].count(mention["event"]) == 1
    dated = [entry["earliest"] for entry in TRUTH["timeline"] if entry["earliest"]]
    assert dated == sorted(dated)


def test_moments_hold_days_in_order() -> None:
    published = {row["id"]: row["published_latest"] for row in TRUTH["reports"]}
    for row in TRUTH["moments"]:
        named = [day for day in WEEKDAYS if day in row["words"]]
        if named:
            assert WEEKDAYS[date.fromisoformat(row["earliest"]).weekday()] == named[0], row
        if row["earliest"]:
            assert row["earliest"] <= row["latest"]
            gap = date.fromisoformat(row["earliest"]) - date.fromisoformat(published[row["report"]])
            assert gap.days <= 14, row


def test_weekdays_beside_a_date_agree_with_the_calendar() -> None:
    pattern = re.compile(rf"({'|'.join(WEEKDAYS)}),? (?:(\d+) ({'|'.join(MONTHS)})|({'|'.join(MONTHS)}) (\d+))")
    raw = "\n".join(path.read_text(encoding="utf-8") for path in sorted(demo_folder().iterdir()))
    found = list(pattern.finditer(raw))
    assert len(found) >= 3
    for match in found:
        weekday, day_a, month_a, month_b, day_b = match.groups()
        day = date(2024, MONTHS.index(month_a or month_b) + 1, int(day_a or day_b))
        assert WEEKDAYS[day.weekday()] == weekday, match.group()


def test_the_undated_report_names_no_date_and_says_why_its_interval_holds() -> None:
    undated = TRUTH["undated"]
    row = next(row for row in TRUTH["reports"] if row["id"] == undated["report"])
    assert row["published"] is None
    assert (row["published_earliest"], row["published_latest"]) == (undated["earliest"], undated["latest"])
    for reason in undated["reasons"]:
        assert TEXTS[undated["report"]].count(reason["words"]) == 1


def test_block_quotations_are_the_words_they_quote() -> None:
    for row in TRUTH["block_quotes"]:
        text = TEXTS[row["report"]]
        start, end = text.index(row["starts"]), text.index(row["ends"]) + len(row["ends"])
        assert text.count(row["starts"]) == text.count(row["ends"]) == 1
        if row["from_report"]:
            letters = re.sub(r"\W", "", text[start:end])
            assert letters in re.sub(r"\W", "", TEXTS[row["from_report"]])


def test_furniture_is_whole_lines() -> None:
    for row in TRUTH["furniture"]:
        assert TEXTS[row["report"]].splitlines().count(row["line"]) == 1


def test_anonymous_sources_and_those_who_carry_them_are_named_where_said() -> None:
    for row in TRUTH["anonymous_sources"]:
        for place in (row, *row["carried_by"]):
            assert TEXTS[place["report"]].count(place["words"]) == 1


def test_every_alias_is_seen_in_the_story() -> None:
    everything = "\n".join(TEXTS.values())
    for source in TRUTH["sources"]:
        assert all(alias in everything for alias in source["aliases"]), source["name"]


def test_the_verbatim_copy_holds_the_whole_wire_report() -> None:
    copied = next(row for row in TRUTH["lineage"] if row["kind"] == "verbatim")
    wire = TEXTS[copied["parent"]].rsplit("\n\n", 1)[0]
    assert wire in TEXTS[copied["report"]]
