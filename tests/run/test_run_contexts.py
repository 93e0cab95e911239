"""What weighing asks to know beside the marks: sentences, days, who was told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from marked_text import a_report
from whence.mark.report import mark_report
from whence.records import Published
from whence.run.contexts import Sentences, attribution_contexts, event_contexts, own_reporting, published_days
from whence.run.weighing import comparables


def cut(text: str) -> list[str]:
    """The sentences of a text whose lines are its passages."""
    passages = []
    at = 0
    for line in text.split("\n"):
        passages.append((at, at + len(line)))
        at += len(line) + 1
    found = Sentences(text, passages)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It broke. It held.", ["It broke.", "It held."]),
        ("Did it break? It held! So.", ["Did it break?", "It held!", "So."]),
        ("“It broke.” She left.", ["“It broke.”", "She left."]),
        ("“It broke,” she said. “It held.”", ["“It broke,” she said.", "“It held.”"]),
        ("Mr. Vell left. Gen. Harrow stayed.", ["Mr. Vell left.", "Gen. Harrow stayed."]),
        ("The U.S. Navy came. It left.", ["The U.S. Navy came.", "It left."]),
        ("J. Vell left at 5 p.m. Monday. It rained.", ["J. Vell left at 5 p.m. Monday.", "It rained."]),
        ("It rose 3.5 m. Crews left.", ["It rose 3.5 m.", "Crews left."]),
        ("It broke\nIt held", ["It broke", "It held"]),
        ("She wrote.Quill left.", ["She wrote.", "Quill left."]),
        ("See www.Quill for more.", ["See www.Quill for more."]),
        ("It broke… It held.", ["It broke…", "It held."]),
        ("No. 10 was silent. It rained.", ["No. 10 was silent.", "It rained."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_the_sentence_around_a_place() -> None:
    text = "It broke. It held."
    found = Sentences(text, [(0, len(text))])
    assert [found.around(at) for at in (0, 8, 10, 17)] == [(0, 9), (0, 9), (10, 18), (10, 18)]
    assert [found.index(at) for at in (0, 12)] == [0, 1]
    assert Sentences("", []).around(0) == (0, 0)


@given(st.text(alphabet="aB .!?\n”“'…1", max_size=60))
def test_sentences_are_in_order_disjoint_and_lose_no_word(text: str) -> None:
    found = Sentences(text, [(0, len(text))])
    at = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_published_days() -> None:
    assert published_days([a_report("x"), a_report("x", day=None)]) == {"r": (None, None)}
    assert published_days([a_report("x")]) == {"r": ("2031-03-13", "2031-03-13")}


def test_what_was_said_to_the_outlet_that_published_it_is_its_own_reporting(nlp: Language) -> None:
    text = "The dam fell on Monday.\n\nMara Vell told the Vantry Ledger that the dam was sound."
    report, marks = mark_report(a_report(text, outlet="Vantry Ledger"), nlp)
    ((start, end),) = own_reporting([report], [marks])["r"]
    assert "that the dam was sound" in text[start:end]
    for outlet in ("Calder Post", None):
        report, marks = mark_report(a_report(text, outlet=outlet), nlp)
        assert own_reporting([report], [marks]) == {}


def test_an_event_has_its_sentence_and_the_days_of_its_report(nlp: Language) -> None:
    text = "Crews came early. The dam collapsed on Monday. It rained."
    report, marks = mark_report(a_report(text), nlp)
    contexts = event_contexts([report], [marks])
    assert set(contexts) == {event.id for event in marks.events}
    collapsed = next(e for e in marks.events if text[e.start : e.end] == "collapsed")
    assert contexts[collapsed.id].sentence == "The dam collapsed on Monday."
    assert text[contexts[collapsed.id].sentence_start :].startswith("The dam collapsed")


def test_a_guessed_date_is_no_day_on_which_anything_was_said(nlp: Language) -> None:
    report, marks = mark_report(a_report("Mara Vell said the dam was sound."), nlp)
    guessed = Published("2031-03", "2031-03-01", "2031-03-31", "inferred", 0.5)
    from dataclasses import replace

    known = attribution_contexts([report], [marks], {}, {})
    unknown = attribution_contexts([replace(report, published=guessed)], [marks], {}, {})
    (one,) = marks.attributions
    assert "2031-03-13" in repr(known[one.id])
    assert "2031-03" not in repr(unknown[one.id])


def test_a_post_that_a_page_shows_whole_counts_as_quoted(nlp: Language) -> None:
    post = "We lost the lower wall last night and we are not leaving the valley."
    text = f"The mayor answered on Monday.\n\n{post} — Ada Vell (@adavell) March 3, 2031\n\nNobody replied to her."
    report, marks = mark_report(a_report(text), nlp)
    (row,) = comparables([report], [marks])
    start = text.index(post)
    assert any(a <= start and start + len(post) <= b for a, b in row.quoted)
    assert not any(b > text.index("Nobody") for _, b in row.quoted)
