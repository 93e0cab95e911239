"""Who gives a figure: the speaker of the statement that holds it, but not who only speaks about what is counted."""

from __future__ import annotations

import pytest
from spacy.language import Language

from whence.mark.figures import find_figures
from whence.mark.figures_given import given_by
from whence.mark.moments import find_moments
from whence.mark.parse import parse
from whence.mark.passages import find_passages
from whence.records import Attribution, Published, Report


def attribution(text: str, cue: str, content: str) -> Attribution:
    start, at = text.index(content), text.index(cue)
    return Attribution(
        id="a",
        report_id="r",
        start=start,
        end=start + len(content),
        pieces=((start, start + len(content)),),
        cue_start=at,
        cue_end=at + len(cue),
        cue_pieces=((at, at + len(cue)),),
        source_start=None,
        source_end=None,
        source_pieces=(),
        kind="indirect",
        act="said",
        stance="assert",
        speaker_entity_id="e",
        speaker_basis="name",
        speaker_confidence=1.0,
        anonymous=False,
        addressee_entity_id=None,
        said_from=None,
        said_to=None,
        parent_id=None,
        confidence=1.0,
        made_by="test",
    )


@pytest.mark.parametrize(
    ("text", "cue", "content", "given"),
    [
        (
            "Minister Olm welcomed home three miners freed by Dorva.",
            "welcomed",
            "home three miners freed by Dorva",
            None,
        ),
        ("Olm met with Tarn to discuss the deaths of 12 miners.", "to discuss", "the deaths of 12 miners", None),
        ("Olm did not mention the arrests of two reporters.", "did not mention", "the arrests of two reporters", None),
        ("Olm praised the 40 nurses of Orsk.", "praised", "the 40 nurses of Orsk", None),
        ("Olm announced 40 new posts for nurses.", "announced", "40 new posts for nurses", "a"),
        ("Olm said 40 nurses had left Orsk.", "said", "40 nurses had left Orsk", "a"),
        ("Olm mentioned that 40 nurses had left Orsk.", "mentioned", "that 40 nurses had left Orsk", "a"),
        ("Olm confirmed three deaths in Orsk.", "confirmed", "three deaths in Orsk", "a"),
        ("Olm praised “the 40 brave nurses of Orsk”.", "praised", "“the 40 brave nurses of Orsk”", "a"),
    ],
)
def test_who_gives_the_figure(nlp: Language, text: str, cue: str, content: str, given: str | None) -> None:
    day = Published("2034-06-12", "2034-06-12", "2034-06-12", "given", 1.0, "")
    report = Report(id="r", origin="r.txt", text=text, published=day)
    passages = find_passages(report)
    doc = parse(text, passages, nlp)
    figures = find_figures(doc, report, passages, find_moments(doc, report, passages))
    (one,) = given_by(doc, figures, [attribution(text, cue, content)])
    assert one.attribution_id == given
