"""The queries, on the small invented story: what each row says and that it cites its place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_story import COURIER, GAZETTE, make_small_story
from traced_demo import traced_demo
from whence.errors import CommandError
from whence.records import digest
from whence.run import trace_inputs
from whence.settings import Settings
from whence.story import queries
from whence.story.queries_chosen import figures_apart, quotations
from whence.story.queries_cited import Head, Place, Speaker, days
from whence.story.queries_copies import pairs
from whence.story.queries_figures import figures_in
from whence.story.queries_glance import by_ends, changed_readings
from whence.story.queries_quotes import quote_ids
from whence.story.queries_sentence import paragraph, sentence
from whence.story.queries_spoken import Spoken
from whence.story.queries_voices import count_voices, voices
from whence.story.store import Story


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with Story.open(make_small_story(tmp_path_factory.mktemp("small") / "small.db")) as opened:
        yield opened


def test_overview_counts_what_is_there(story: Story) -> None:
    seen = queries.overview(story)
    assert (seen.reports, seen.undated, seen.outlets, seen.no_outlet) == (4, 1, 3, 1)
    assert (seen.earliest, seen.latest) == ("2031-05-05", "2031-05-06")
    assert (seen.statements, seen.altered, seen.figures, seen.series) == (8, 1, 4, 1)
    assert (seen.independent, seen.undetermined, seen.leaning) == (1, 2, 2)
    assert (seen.disputes, seen.open_disputes, seen.happenings, seen.problems) == (2, 2, 2, 1)


@pytest.mark.parametrize(
    "asked",
    [{}, {"altered": True}, {"kind": "direct"}, {"kind": "indirect", "outlet": "Gazette"}, {"speaker": "Vell"},
     {"speaker": "she"}, {"outlet": "Ledger", "altered": True}],
)  # fmt: skip
@pytest.mark.parametrize("which", ["small", "demo"])
def test_the_ids_of_quotes_are_those_of_what_is_said_in_its_order(
    story: Story, which: str, asked: dict[str, Any]
) -> None:
    with Story.read_only(traced_demo()) as demo:
        read = story if which == "small" else demo
        ids = [one.base_id for one in quote_ids(read, **asked)]
        whole = queries.quotes(read, **asked)
        assert ids == [quote.base.id for quote in whole]
        filters = {key: value for key, value in asked.items() if key != "speaker"}
        assert queries.quotes(read, among=ids[1:3], **filters) == whole[1:3]


def test_a_series_is_known_by_its_ends() -> None:
    with Story.read_only(traced_demo()) as demo:
        places = queries.Places(demo)
        series = [s for s in queries.figures(demo, places=places) if s.id]
        ends = by_ends(demo, [s.id for s in series if s.id], places=places)
        assert len(ends) == len(series) > 0
        for one, end in zip(series, ends, strict=True):
            dated = [f for f in one.figures if f.day] or list(one.figures)
            assert (end.label, end.count, end.last) == (one.label, len(one.figures), dated[-1])
            assert end.first == (dated[0] if dated[0].day != dated[-1].day else None)


def test_the_first_voices_are_the_first_of_all() -> None:
    with Story.read_only(traced_demo()) as demo:
        every = queries.overview(demo).voices
        for most in (1, 3, len(every), len(every) + 5):
            assert queries.overview(demo, voices=most).voices == every[:most]


def test_leading_voices_count_an_utterance_once_and_leave_guesses_and_the_unnamed_out(story: Story) -> None:
    assert [(v.name, v.said, v.outlets) for v in queries.overview(story).voices] == [
        ("Mara Vell", 3, 3), ("dockers' union", 1, 1), ("the harbour office", 1, 1),
    ]  # fmt: skip


def test_every_place_slices_to_the_words_that_the_row_shows(story: Story) -> None:
    places = queries.Places(story)
    for quote in queries.quotes(story):
        for reading in quote.readings:
            text = places.text(reading.place.report_id)
            assert reading.text == " … ".join(text[start:end] for start, end in reading.pieces)
            assert reading.text in places.words(reading.sentence)
    for series in queries.figures(story):
        for figure in series.figures:
            assert places.words(figure.place) == figure.words
            assert figure.words in figure.sentence_text
    for entry in queries.timeline(story, undated=True):
        assert places.words(entry.place) == entry.words
    for row in queries.search(story, "pier"):
        assert all(places.text(row.place.report_id)[start:end].casefold() == "pier" for start, end in row.hits)


def test_quotes_stand_in_groups_with_the_base_first(story: Story) -> None:
    group = next(q for q in queries.quotes(story) if q.utterance_id)
    assert [(r.place.outlet, r.is_base, r.relation) for r in group.readings] == [
        ("Ostry Gazette", True, "same"), ("The Courier", False, "altered"),
    ]  # fmt: skip
    assert group.base.text == '"The east piles failed before any alarm was raised,"'
    assert group.base.sentence_text == (
        '"The east piles failed before any alarm was raised," said Mara Vell, the harbour master.'
    )
    assert group.base.place.citation == f"Ostry Gazette, 2031-05-05, {digest('gazette')[:6]}:129"
    assert ("replace", "failed", "collapsed") in group.readings[1].diff


def test_speakers_are_shown_as_the_report_has_them(story: Story) -> None:
    assert [q.speaker.label for q in queries.quotes(story)] == [
        "the harbour office",
        "Mara Vell",
        "She → Mara Vell (pronoun)",
        "dockers' union",
        "He (perhaps Mara Vell; pronoun, 0.55)",
        "two officials",
        "Mara Vell",
    ]


@pytest.mark.parametrize(
    ("speaker", "label", "sure"),
    [
        (Speaker("he", ("Ada Quell",), "pronoun", 0.8, False), "he → Ada Quell (pronoun)", True),
        (Speaker("he", ("Ada Quell",), "pronoun", 0.79, False), "he (perhaps Ada Quell; pronoun, 0.79)", False),
        (Speaker("Mayor Ada Quell", ("Ada Quell",), "name", 1.0, False), "Ada Quell", True),
        (Speaker("the mayor", ("Ada Quell",), "role", 0.9, False), "the mayor → Ada Quell (role)", True),
        (Speaker("two aides", ("two aides",), "description", 0.9, True), "two aides", True),
        (Speaker("the port police", ("Port Police",), "description", 0.7, False), "the port police", False),
        (Speaker("it", (), None, 0.0, False), "it (not resolved)", False),
        (Speaker(None, (), None, 0.0, False), "speaker not named", False),
        (Speaker(None, ("Ada Quell",), "pronoun", 0.5, False), "perhaps Ada Quell (pronoun)", False),
        (Speaker("they", ("Ada Quell", "Bo Rand"), "pronoun", 0.9, False),
         "they → Ada Quell and Bo Rand (pronoun)", True),
    ],
)  # fmt: skip
def test_speaker_label(speaker: Speaker, label: str, sure: bool) -> None:
    assert (speaker.label, speaker.sure) == (label, sure)


def test_altered_keeps_the_base_beside_it(story: Story) -> None:
    (quote,) = queries.quotes(story, altered=True)
    assert [r.relation for r in quote.readings] == ["same", "altered"]


def test_of_changed_quotations_the_most_serious_comes_first_whatever_its_day(tmp_path: Path) -> None:
    path = Path(shutil.copy(traced_demo(), tmp_path / "demo.db"))
    with Story.open(path) as copied:
        turned, worded = queries.quotes(copied, altered=True)
        assert turned.seriousness < worded.seriousness
        slip = json.dumps([["equal", "The", "The"], ["replace", "a", "the"], ["equal", "wall", "wall"]])
        with copied.connection as connection:
            connection.execute("UPDATE reading SET diff = ? WHERE attribution_id = ?", (slip, turned.altered[0].id))
        first, last = queries.quotes(copied, altered=True)
        assert (first.base.id, last.base.id) == (worded.base.id, turned.base.id)
        assert [one.base_id for one in quote_ids(copied, altered=True)] == [first.base.id, last.base.id]
        assert quotations(copied, altered=True) == [first.base.id, last.base.id]
        assert changed_readings(copied, 1) == [worded.altered[0].id]
        seen = queries.overview(copied)
        assert (seen.altered, seen.altered_small) == (2, 1)


def test_outlet_filter_keeps_the_base_as_what_is_compared_with(story: Story) -> None:
    (quote,) = queries.quotes(story, outlet="courier")
    assert [r.place.outlet for r in quote.readings] == ["Ostry Gazette", "The Courier"]


def test_filters_match_whole_words(story: Story) -> None:
    assert len(queries.quotes(story, speaker="VELL")) == 4
    assert queries.quotes(story, speaker="Vel") == []
    assert queries.quotes(story, outlet="Ostr") == []
    assert [q.base.kind for q in queries.quotes(story, speaker="vell", kind="indirect")] == ["indirect", "indirect"]
    assert queries.names_match("nicolas", ["Nicolás Rua"])
    assert not queries.names_match("", ["anybody"])


def test_figures_stand_by_series_then_alone(story: Story) -> None:
    joined, alone = queries.figures(story)
    assert (joined.label, [f.words for f in joined.figures]) == (
        "people hurt", ["At least 11 people", "At least 11 people", "Between 18 and 20 people"],
    )  # fmt: skip
    assert (alone.id, [f.words for f in alone.figures]) == (None, ["4 boats"])
    assert [f.words for s in queries.figures(story, speaker="union") for f in s.figures] == ["Between 18 and 20 people"]


def test_timeline_leaves_out_the_undated_unless_asked(story: Story) -> None:
    assert [(t.when, t.modality, t.words) for t in queries.timeline(story)] == [("2031-05-05", "happened", "gave way")]
    assert [t.when for t in queries.timeline(story, undated=True)] == ["2031-05-05", "date unknown"]
    (entry,) = queries.timeline(story)
    assert [p.outlet for p in entry.told_at] == ["The Courier"]


def test_disputes_have_sides_with_words_and_who(story: Story) -> None:
    piles, hurt = queries.disputes(story)
    assert [[i.words for i in s.items] for s in hurt.sides] == [["At least 11 people"], ["Between 18 and 20 people"]]
    assert [i.who for i in piles.sides[1].items] == ["He (perhaps Mara Vell; pronoun, 0.55)", "Mara Vell"]
    assert [d.label for d in queries.disputes(story, speaker="union")] == ["people hurt"]


def test_reports_say_when_and_whose(story: Story) -> None:
    rows = queries.reports(story)
    assert [(r.head.outlet, r.head.when) for r in rows] == [
        ("Ostry Gazette", "2031-05-05"), ("The Courier", "2031-05-06"), ("Vantry Ledger", "2031-05-06"),
        ("undated.txt", "undated; not before 2031-05-07"),
    ]  # fmt: skip
    assert rows[1].parents == (f"Ostry Gazette, 2031-05-05, {digest('gazette')[:6]}",)
    assert rows[2].parents == ("Vantry Wire (not in the pile)",)


def test_sources_count_statements_and_guesses(story: Story) -> None:
    vell = queries.sources(story)[0]
    assert (vell.name, vell.statements, vell.quotations, vell.guesses, vell.reports) == ("Mara Vell", 5, 3, 1, 4)
    (wire,) = queries.sources(story, kind="outlet")
    assert (wire.handed_on, wire.place is not None) == (1, True)


def test_search_cites_sentences(story: Story) -> None:
    rows = queries.search(story, "alarm raised")
    assert sorted(r.place.outlet for r in rows) == ["Ostry Gazette", "The Courier"]
    (row,) = queries.search(story, "alarm", outlet="Gazette", speaker="Vell")
    assert row.speaker is not None
    assert [GAZETTE[start:end] for start, end in row.hits] == ["alarm"]
    assert queries.search(story, "alarm", speaker="union") == []
    assert [COURIER[s:e] for s, e in queries.search(story, '"pier at Ostry"', outlet="courier")[0].hits] == [
        "pier at Ostry"
    ]
    assert len(queries.search(story, "pier", limit=2)) == 2


@pytest.mark.parametrize(
    "typed", ['"', "AND", "a OR", "NEAR(", "x*", "pier*", "(", "title:", "-x", "^a", "a'b", "{a}", "pier\x00x"]
)
def test_nothing_typed_is_an_error_of_syntax(story: Story, typed: str) -> None:
    if any(c.isalnum() for c in typed):
        queries.search(story, typed)
    else:
        with pytest.raises(CommandError, match="give one or more words"):
            queries.search(story, typed)


@pytest.mark.parametrize(
    "speaker", ['"', "", "_", 'Vell" OR "', "NEAR(", "text:", "\x00", "Véll", "VELL", "the harbour master"]
)
def test_any_name_can_be_asked_for(story: Story, speaker: str) -> None:
    found = queries.search(story, "alarm", speaker=speaker)
    assert len(found) == {"Véll": 2, "VELL": 2, "the harbour master": 1}.get(speaker, 0)


def test_who_speaks_is_found_by_the_words_of_the_report_as_well(story: Story) -> None:
    words = {row.speaker.words for row in queries.search(story, "told", speaker="two officials") if row.speaker}
    assert words == {"two officials"}


def test_a_speaker_who_says_little_does_not_cost_a_look_into_every_report(story: Story) -> None:
    marked: list[str] = []
    story.connection.set_trace_callback(lambda sql: marked.append(sql) if "highlight(" in sql else None)
    try:
        assert queries.search(story, "pier")
        assert len(marked) == 4
        marked.clear()
        assert not queries.search(story, "pier", speaker="Nobody Known")
        assert not marked
        assert len(queries.search(story, "told", speaker="officials")) == 1
        assert len(marked) == 1
    finally:
        story.connection.set_trace_callback(None)


@pytest.mark.parametrize("speaker", ["Vell", "she", "the", "officials", "Nobody", None])
@pytest.mark.parametrize("words", ["pier", "alarm raised", "tol*", '"east piles"', "told", "né", "unsafe"])
def test_what_earlier_searches_read_of_who_speaks_changes_no_answer(
    story: Story, words: str, speaker: str | None
) -> None:
    held = Spoken()
    queries.search(story, "was", speaker="harbour", spoken=held)
    for kind in (None, "direct", "indirect"):
        asked: dict[str, Any] = {"speaker": speaker, "kind": kind}
        assert queries.search(story, words, spoken=held, **asked) == queries.search(story, words, **asked)
    places = queries.Places(story)
    whole = Spoken()
    whole.of(story, places, places.heads)
    for kind in (None, "direct", "indirect"):
        found = queries.search(story, words, speaker=speaker, kind=kind, spoken=whole)
        assert found == queries.search(story, words, speaker=speaker, kind=kind)


def test_a_word_of_a_statement_is_found_without_its_accents(tmp_path: Path) -> None:
    text = "The café at Ostry is closed. “The café is flooded,” said Mara Vell."
    rows = [{"id": "1", "outlet": "The Courier", "date": "2031-05-05", "text": text}]
    (tmp_path / "one.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    trace_inputs([tmp_path / "one.jsonl"], tmp_path / "one.db", Settings(jobs=1))
    with Story.open(tmp_path / "one.db") as opened:
        for typed in ("cafe", "CAFÉ", "cafe*", "flooded"):
            assert len(queries.search(opened, typed, speaker="Vell")) == 1, typed
        assert not queries.search(opened, "closed", speaker="Vell")


def test_those_who_speak_come_before_those_who_are_only_named(story: Story) -> None:
    for read in (story, Story.read_only(traced_demo())):
        every, heard = voices(read), voices(read, heard=True)
        assert every[: len(heard)] == heard
        assert all(row.statements or row.handed_on for row in heard)
        assert not any(row.statements or row.handed_on for row in every[len(heard) :])
        assert count_voices(read) == len(every)
        exact = dict(
            read.connection.execute("SELECT source_id, count(DISTINCT report_id) FROM entity GROUP BY 1").fetchall()
        )
        assert all(row.reports == exact.get(row.id, 0) for row in every)
        assert [row.id for row in every if row.goes_by("vell")] == [
            row.id for row in every if queries.names_match("vell", [row.name, *row.aliases])
        ]


def test_figures_of_no_series_are_listed_as_they_are_read() -> None:
    with Story.read_only(traced_demo()) as demo:
        (rest,) = [series for series in queries.figures(demo) if series.id is None]
        assert figures_apart(demo) == [figure.id for figure in rest.figures]


def test_pairs_of_one_direction_are_those_among_all() -> None:
    with Story.read_only(traced_demo()) as demo:
        every = pairs(demo)
        for direction in ("a_to_b", "b_to_a", "common", "unknown"):
            assert pairs(demo, direction=direction) == [pair for pair in every if pair.direction == direction]


@given(typed=st.text(max_size=40))
def test_any_text_can_be_searched_for(story: Story, typed: str) -> None:
    try:
        expression = queries.match_expression(typed)
    except CommandError:
        return
    if "\ud800" <= max(expression) <= "\udfff":
        return
    queries.search(story, typed.encode("utf-8", "ignore").decode() or "x")


@pytest.mark.parametrize(
    ("earliest", "latest", "shown"),
    [
        (None, None, "date unknown"), ("2031-05-05", None, "from 2031-05-05"), (None, "2031-05-05", "by 2031-05-05"),
        ("2031-05-05", "2031-05-05", "2031-05-05"), ("2031-05-01", "2031-05-31", "2031-05"),
        ("2032-02-01", "2032-02-29", "2032-02"), ("2031-02-01", "2031-02-27", "2031-02-01 to 2031-02-27"),
        ("2031-01-01", "2031-12-31", "2031"), ("2031-05-05", "2031-05-09", "2031-05-05 to 2031-05-09"),
    ],
)  # fmt: skip
def test_days_in_few_words(earliest: str | None, latest: str | None, shown: str) -> None:
    assert days(earliest, latest) == shown


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("One fell. Two rose. Three sat.", "rose", "Two rose."),
        ("Dr. Ada Quell met Gov. Rand. They left.", "Rand", "Dr. Ada Quell met Gov. Rand."),
        ("It is J. B. Quell of the U.S. Navy. He left.", "Navy", "It is J. B. Quell of the U.S. Navy."),
        ('He said: "Go now." They went.', "went", "They went."),
        ('"Is it safe?" she asked. Nobody knew.', "safe", '"Is it safe?" she asked.'),
        ("First line.\n\nSecond one here", "one", "Second one here"),
        ("It cost 3.5 million. So it goes.", "cost", "It cost 3.5 million."),
        ("No stop at all", "at", "No stop at all"),
    ],
)
def test_sentence_around_a_mark(text: str, mark: str, expected: str) -> None:
    start = text.index(mark)
    low, high = sentence(text, start, start + len(mark))
    assert text[low:high] == expected


@given(text=st.text(alphabet="ab.\n !?\"'A", max_size=60), data=st.data())
def test_a_sentence_always_holds_its_mark_and_lies_in_its_paragraph(text: str, data: st.DataObject) -> None:
    places = [i for i, c in enumerate(text) if not c.isspace()]
    if not places:
        return
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.sampled_from([p + 1 for p in places if p >= start]))
    low, high = sentence(text, start, end)
    first, last = paragraph(text, start, end)
    assert 0 <= first <= low <= start < end <= high <= last <= len(text)
    assert not text[low].isspace()
    assert not text[high - 1].isspace()


def test_a_citation_is_short_and_exact() -> None:
    assert Place("r", 3, 9, "Ostry Gazette", "2031-05-05", "abc123").citation == "Ostry Gazette, 2031-05-05, abc123:3"


def test_the_small_story_is_what_the_tests_say(tmp_path: Path) -> None:
    first, second = make_small_story(tmp_path / "a.db"), make_small_story(tmp_path / "b.db")
    with Story.open(first) as a, Story.open(second) as b:
        assert queries.quotes(a) == queries.quotes(b)


def test_what_is_read_of_a_few_is_what_is_read_of_all(story: Story) -> None:
    places = queries.Places(story)
    for quote in queries.quotes(story, places=places):
        for reading in quote.readings:
            assert queries.quotes(story, among=[reading.id], places=places) == [quote]
    assert queries.quotes(story, among=[], places=places) == []
    for dispute in queries.disputes(story, places=places):
        assert queries.disputes(story, among=[dispute.id], places=places) == [dispute]
    for entry in queries.timeline(story, undated=True, places=places):
        assert queries.timeline(story, undated=True, among=[entry.id], places=places) == [entry]
    series = queries.figures(story, places=places)
    for one in series:
        if one.id is not None:
            assert queries.figures(story, among=[one.id], places=places) == [one]
    for report in queries.reports(story, places=places):
        assert queries.reports(story, among=[report.head.id], places=places) == [report]
        given = [s for s in queries.shared(story, places=places) if s.report_id == report.head.id]
        assert queries.shared(story, report=report.head.id, places=places) == given
        inside = sorted(f.id for s in series for f in s.figures if f.place.report_id == report.head.id)
        assert sorted(f.id for f in figures_in(story, report.head.id, places=places)) == inside


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("It rained. At 1 a.m. Central Time, guards fired.", "fired", "At 1 a.m. Central Time, guards fired."),
        ("A rally at 10 a.m. Monday was off. It rained.", "rally", "A rally at 10 a.m. Monday was off."),
        ("They left at 5 p.m. Quill stayed.", "stayed", "Quill stayed."),
        ("“No,” she wrote.Quill left on Monday.", "left", "Quill left on Monday."),
    ],
)  # fmt: skip
def test_sentences_and_hours(text: str, mark: str, expected: str) -> None:
    start = text.index(mark)
    low, high = sentence(text, start, start + len(mark))
    assert text[low:high] == expected


@pytest.mark.parametrize(
    ("published", "earliest", "latest", "basis", "day"),
    [
        ("2031-03-14", "2031-03-11", "2031-03-20", "inferred", "2031-03-14"),  # the likeliest of several
        ("2031-03", "2031-03-11", "2031-03-20", "inferred", "2031-03-11"),
        ("2031-03-13T23:30-05:00", "2031-03-13", "2031-03-13", "metadata", "2031-03-13"),
        (None, "2031-03-11", "2031-03-20", "inferred", None),
    ],
)
def test_where_a_report_stands_in_a_plot(
    published: str | None, earliest: str, latest: str, basis: str, day: str | None
) -> None:
    assert Head("abcdefgh", "abcdef", "The Marn Courier", True, published, earliest, latest, basis, "").day == day
