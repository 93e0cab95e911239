"""Who says it in a headline."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.mark.headlines import is_headline
from whence.mark.span_model import SpanModel


def test_a_headline_with_two_speakers(nlp: Language, model: SpanModel) -> None:
    text = (
        "Vell Vows To Close Harbour; 'Fake News,' Brask Scoffs\n\n"
        "Mayor Ada Vell vowed on Monday that she will close the harbour.\n\n"
        "President Tom Brask denied on Thursday that it leaked."
    )
    found = marked(text, nlp, model=model)
    assert found.speaker(found.holding("Fake News")) == "Tom Brask"
    vowed = found.holding("To Close Harbour")
    assert (found.speaker(vowed), found.words(vowed)) == ("Ada Vell", "To Close Harbour")


def test_an_outlet_or_a_report_before_a_colon_says_the_rest(nlp: Language) -> None:
    body = "\n\nMayor Ada Vell left on Monday. Nobody had read the papers before."
    found = marked("Harbour Courier: Council Hid Report On Wall" + body, nlp)
    one = found.holding("Council Hid Report")
    assert (found.speaker(one), one.act) == ("Harbour Courier", "reported")
    found = marked("Report: Vell Will Not Run Again" + body, nlp)
    assert found.speaker(found.holding("Will Not Run")) == "Report"


def test_a_topic_before_a_colon_says_nothing(nlp: Language) -> None:
    found = marked("Ada Vell: What We Know\n\nMayor Ada Vell left on Monday.", nlp)
    assert not [one for one in found.marks.attributions if one.start < 20]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Vell Vows To Close Harbour; Brask Scoffs", True),
        ("Mayor Ada Vell vowed on Monday that she will close the harbour.", False),
        ("the harbour will stay open through the winter", False),
        ("", False),
    ],
)
def test_what_is_set_as_a_headline(line: str, expected: bool) -> None:
    assert is_headline(line, 0, len(line)) is expected
