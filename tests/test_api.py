"""The Python interface: single steps on a string, and a story that is asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import whence
from small_story import make_small_story
from traced_demo import traced_demo

TEXT = "At least 11 people were hurt on Monday, Mara Vell said. “The dam was sound in May,” she added."


def test_mark_and_compare_can_be_called_whether_or_not_their_folders_are_imported() -> None:
    code = (
        "import whence\n"
        "for _ in range(2):\n"
        "    whence.mark('Mara Vell said the dam was sound.')\n"
        "    whence.compare('The dam broke.', 'The dam held.')\n"
        "from whence.mark import mark_report\n"
        "from whence.compare import compare_reports\n"
        "import whence.mark.names as names, whence.compare.reuse\n"
        "assert names is whence.mark.names and mark_report is whence.mark.mark_report\n"
        "assert whence.mark('It broke.')[0].text == 'It broke.'\n"
        "assert whence.compare('The dam broke.', 'The dam held.') == []\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_whence_loads_nothing_heavy() -> None:
    code = "import sys, whence; sys.exit(any(m in sys.modules for m in ('spacy', 'numpy', 'rich', 'trafilatura')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", whence.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    thing = getattr(whence, name)
    if callable(thing):
        assert (thing.__doc__ or "").strip()


def test_mark_gives_the_report_with_all_its_marks() -> None:
    report, marks = whence.mark(TEXT, published="2031-03-13", outlet="Vantry Ledger")
    assert (report.text, report.outlet, report.published.value) == (TEXT, "Vantry Ledger", "2031-03-13")
    assert marks.report_id == report.id
    assert (len(marks.attributions), len(marks.figures), len(marks.moments)) == (2, 1, 2)


def test_attributions() -> None:
    said = [TEXT[one.start : one.end] for one in whence.attributions(TEXT)]
    assert said == ["At least 11 people were hurt on Monday", "“The dam was sound in May,”"]


def test_figures() -> None:
    (figure,) = whence.figures(TEXT)
    assert TEXT[figure.start : figure.end] == "At least 11 people"
    assert (figure.low, figure.high, figure.bound, figure.head) == (11.0, None, "at_least", "people")


def test_moments_are_read_against_the_day_of_publication() -> None:
    assert next(m.earliest for m in whence.moments(TEXT, published="2031-03-13")) == "2031-03-10"
    assert next(m.earliest for m in whence.moments(TEXT)) is None


def test_compare_names_the_texts_a_and_b() -> None:
    shared = "The dam at Ostry Head gave way at noon on Monday, and the lower town was under water by two that day"
    a, b = f"{shared}. Crews came from the coast.", f"Nobody was hurt, the council said. {shared}."
    (row,) = whence.compare(a, b)
    assert {row.a_report_id, row.b_report_id} == {"a", "b"}
    texts = {"a": a, "b": b}
    assert texts[row.a_report_id][row.a_start : row.a_end] == texts[row.b_report_id][row.b_start : row.b_end] == shared


def test_compare_of_different_texts_is_empty() -> None:
    assert whence.compare("The dam broke at noon.", "A ship left the harbour for the islands.") == []


def test_compare_of_one_text_with_itself() -> None:
    text = "The dam at Ostry Head gave way at noon on Monday, and the lower town was under water by two that day"
    rows = [row for row in whence.compare(text, text) if row.a_report_id != row.b_report_id]
    assert [(row.a_start, row.a_end, row.b_start, row.b_end) for row in rows] == [(0, len(text), 0, len(text))]


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_text_without_words_is_an_input_error(text: str) -> None:
    with pytest.raises(whence.InputError):
        whence.attributions(text)


def test_a_date_that_is_none_is_an_error() -> None:
    with pytest.raises(whence.WhenceError):
        whence.moments(TEXT, published="last Tuesday-ish")


def test_trace_makes_a_story_and_opens_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"date 2031-03-13 {TEXT}\n\nCrews came.\n", encoding="utf-8")
    with whence.trace(tmp_path / "a.txt", to=tmp_path / "story.db") as story:
        assert story.problems == ()
        assert [row.head.published for row in story.reports()] == ["2031-03-13"]
        assert {quote.speaker.name for quote in story.quotes()} == {"Mara Vell"}
        assert story.check() == []
    with whence.open_story(tmp_path / "story.db") as again:
        assert len(again.reports()) == 1


def test_trace_tells_what_was_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("")
    with whence.trace([tmp_path], to=tmp_path / "story.db") as story:
        assert [problem.origin for problem in story.problems] == ["b.txt"]


def test_trace_tells_its_progress(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    seen: list[tuple[str, int, int | None]] = []
    whence.trace(tmp_path / "a.txt", to=tmp_path / "story.db", on_progress=lambda *step: seen.append(step)).close()
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["read", "mark", "compare", "weigh"]
    assert ("mark", 1, 1) in seen


def test_errors_name_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(whence.CommandError, match="nowhere"):
        whence.trace(tmp_path / "nowhere", to=tmp_path / "story.db")
    with pytest.raises(whence.StoryError, match="no such story"):
        whence.open_story(tmp_path / "story.db")
    with pytest.raises(whence.StoryError, match="folder"):
        whence.trace(__file__, to=tmp_path)


def test_every_view_of_a_story_answers(tmp_path: Path) -> None:
    make_small_story(tmp_path / "small.db")
    with whence.open_story(tmp_path / "small.db") as story:
        assert story.overview().reports == 4
        assert len(story.reports()) == 4
        for view in (story.quotes, story.figures, story.timeline, story.lineage, story.disputes, story.sources):
            assert view()
        assert story.quotes(altered=True)
        assert story.search("harbour")
        assert story.html().startswith("<!DOCTYPE html>") or story.html().lower().startswith("<!doctype html>")
        assert json.loads(story.json())


def test_as_of_leaves_the_story_as_it_is() -> None:
    with whence.open_story(traced_demo()) as story:
        days = [day for row in story.reports() if len(day := row.head.published or "") == 10]
        with story.as_of(min(days)) as earlier:
            assert 0 < len(earlier.reports()) < len(days)
        assert len([row for row in story.reports() if len(row.head.published or "") == 10]) == len(days)
        with pytest.raises(whence.CommandError, match="is not a day"):
            story.as_of("2024-03")
