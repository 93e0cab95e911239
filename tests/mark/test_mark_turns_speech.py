"""A speech or letter that stands in full behind the report's own words."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.mark.span_edges import without_lone_words, without_time_before

REPORT = """Mayor Ada Vell spoke on Monday about the harbour wall. The council's Tom Brask listened.

{line}

This week, when I addressed the council, I said that the wall was sound. I also asked the council to wait with its vote.

At my direction, engineers are at work on the wall, and we are making it clear that this cannot be a way to win time.

We have a duty to keep the harbour safe. I believe we can."""


@pytest.mark.parametrize(
    "line",
    [
        "Read Vell's full remarks below:",
        "Here is the full text of Vell's speech:",
        "Below is the complete letter from Ada Vell:",
        "Full transcript of the statement by Mayor Ada Vell:",
    ],
)
def test_what_follows_is_said_by_whom_the_line_names(nlp: Language, line: str) -> None:
    found = marked(REPORT.format(line=line), nlp)
    speech = found.holding("We have a duty")
    assert found.speaker(speech) == "Ada Vell"
    assert speech.kind == "direct"
    assert len(speech.pieces) == 3
    inside = found.holding("that the wall was sound")
    assert found.speaker(inside) == "Ada Vell"


@pytest.mark.parametrize(
    "line",
    [
        "Read more of our full text and remarks below:",  # nobody's
        "Read Vell's and Brask's full remarks below:",  # one of two
        "Read Kolt's full remarks below:",  # of somebody whom the report does not know
        "Vell is below:",
    ],
)
def test_a_line_that_names_no_one_speaker(nlp: Language, line: str) -> None:
    found = marked(REPORT.format(line=line), nlp)
    assert not [one for one in found.marks.attributions if "We have a duty" in found.words(one)]


def test_the_reports_own_words_are_no_speech(nlp: Language) -> None:
    text = REPORT.format(line="Read Vell's full remarks below:")
    text = text.replace("I ", "she ").replace("my", "her").replace("We ", "They ").replace("we ", "they ")
    found = marked(text, nlp)
    assert not [one for one in found.marks.attributions if "have a duty" in found.words(one)]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the past several days that he would pay", "that he would pay"),
        ("for more than a decade that he would pay", "that he would pay"),
        ("the last days he spent there", "the last days he spent there"),
        ("that the past days were hard", "that the past days were hard"),
    ],
)
def test_how_long_it_was_said_is_no_part_of_it(words: str, kept: str) -> None:
    for cue in ("He said ", "He had been hinting for "):
        text = cue + words
        start, end = without_time_before(text, (len(cue), len(text)))
        is_cut = cue.endswith("for ") or words.startswith("for ")
        assert text[start:end] == (kept if is_cut else words)


def test_a_what_alone_is_no_part_of_what_was_said() -> None:
    text = "What he said: The wall leaks."
    assert without_lone_words(text, [(0, 4), (14, 29)]) == [(14, 29)]
    assert without_lone_words(text, [(0, 4)]) == [(0, 4)]
