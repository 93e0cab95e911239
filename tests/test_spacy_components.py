"""The spaCy components: marks as spans of the user's own Doc, in any pipeline."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import whence
from whence import spacy_components
from whence.read import read_text
from whence.records import Marks, Report
from whence.spacy_components import PUBLISHED, attributions, figures, moments

TEXT = "At least 11 people were hurt on Monday, Mara Vell said. “The dam was sound in May,” she told Oskar Trine."
RULES: dict[str, str | None] = {"attribution_model": "none"}


def pipeline(*names: str, **config: str) -> Language:
    nlp = spacy.blank("en")
    for name in names or ("whence_attributions", "whence_figures", "whence_moments"):
        nlp.add_pipe(name, config=RULES | config)
    return nlp


def test_attributions_are_spans_of_the_doc() -> None:
    doc = pipeline("whence_attributions")(TEXT)
    first, second = attributions(doc)
    assert doc._.attributions == (first, second)
    assert [span.text for span in first.content] == ["At least 11 people were hurt on Monday"]
    assert (first.cue and first.cue.text, first.source and first.source.text) == ("said", "Mara Vell")
    assert (first.kind, first.act, first.stance, first.speaker_basis) == ("indirect", "said", "assert", "name")
    assert [span.text for span in second.content] == ["“The dam was sound in May,”"]
    assert (second.kind, second.speaker, second.speaker_basis) == ("direct", "Mara Vell", "pronoun")
    assert (second.source and second.source.text, second.addressee) == ("she", "Oskar Trine")
    assert 0 < second.speaker_confidence < first.speaker_confidence <= 1
    assert all(span.doc is doc for one in (first, second) for span in one.content)


def test_figures_and_moments() -> None:
    doc = pipeline("whence_figures", "whence_moments", published="2031-03-13")(TEXT)
    (figure,) = figures(doc)
    assert (figure.span.text, figure.value.text, figure.low, figure.high) == ("At least 11 people", "11", 11.0, None)
    assert (figure.bound, figure.unit, figure.head, figure.speaker) == ("at_least", "count", "people", "Mara Vell")
    monday, may = moments(doc)
    assert (monday.span.text, monday.type, monday.value, monday.earliest) == ("Monday", "date", *["2031-03-10"] * 2)
    assert (may.span.text, may.value) == ("May", "2030-05")
    assert doc._.attributions == (), "this component is not in the pipeline"


def test_the_marks_are_those_of_whence() -> None:
    """Every mark lies inside its spans, which touch no token more than they must."""
    doc = pipeline()(TEXT)
    _, marks = whence.mark(TEXT, settings=whence.Settings(attribution_model="none"))
    assert [(one.content[0].start_char, one.content[-1].end_char) for one in attributions(doc)] == [
        (one.start, one.end) for one in marks.attributions
    ]
    assert [(one.span.start_char, one.span.end_char) for one in figures(doc)] == [
        (one.start, one.end) for one in marks.figures
    ]


@pytest.mark.parametrize("line_end", ["\n\n", "\r\n\r\n", "\r", "\r\n \r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_offsets_hold_whatever_the_line_ends(line_end: str, before: str) -> None:
    doc = pipeline("whence_attributions")(f"{before}Dam gives way{line_end}{TEXT}{line_end}Crews came.")
    assert [one.content[0].text for one in attributions(doc)] == [
        "At least 11 people were hurt on Monday",
        "“The dam was sound in May,”",
    ]


def test_a_mark_that_ends_inside_a_token_takes_the_whole_token() -> None:
    nlp = pipeline("whence_attributions")
    words = TEXT.split(" ")
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[True] * (len(words) - 1) + [False]))
    assert [one.content[0].text for one in attributions(doc)] == [
        "At least 11 people were hurt on Monday,",
        "“The dam was sound in May,”",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "\ufeff\r\n", "\u2003"])
def test_a_doc_without_words_has_no_marks(text: str) -> None:
    doc = pipeline()(text)
    assert (doc._.attributions, doc._.figures, doc._.moments) == ((), (), ())


def test_a_doc_that_no_component_has_seen_has_no_marks() -> None:
    assert spacy.blank("en")(TEXT)._.attributions == ()


def test_the_day_in_user_data_goes_before_the_setting() -> None:
    nlp = pipeline("whence_moments", published="2031-03-13")
    doc = nlp.make_doc(TEXT)
    doc.user_data[PUBLISHED] = "2025-06-04"
    assert moments(nlp(doc))[0].value == "2025-06-02"
    assert moments(nlp(TEXT))[0].value == "2031-03-10"
    assert moments(pipeline("whence_moments")(TEXT))[0].earliest is None


def test_a_pipeline_keeps_its_settings_on_disk(tmp_path: Path) -> None:
    nlp = pipeline("whence_moments", published="2031-03-13")
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.config["components"] == nlp.config["components"]
    assert again.config["components"]["whence_moments"]["published"] == "2031-03-13"
    assert [one.value for one in moments(again(TEXT))] == ["2031-03-10", "2030-05"]


def test_a_doc_keeps_its_marks_in_bytes() -> None:
    nlp = pipeline()
    doc = nlp(TEXT)
    (again,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for made in (again, Doc(nlp.vocab).from_bytes(doc.to_bytes()), doc.copy()):
        assert [one.content[0].text for one in attributions(made)] == [one.content[0].text for one in attributions(doc)]
        assert [one.speaker for one in attributions(made)] == ["Mara Vell", "Mara Vell"]
        assert (len(figures(made)), len(moments(made))) == (1, 2)


def test_marks_cannot_be_changed() -> None:
    first, _ = attributions(pipeline("whence_attributions")(TEXT))
    with pytest.raises(FrozenInstanceError):
        first.speaker = "Somebody Else"  # type: ignore[misc]


def test_several_components_mark_a_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def mark(text: str, **options: Any) -> tuple[Report, Marks]:
        seen.append(text)
        return whence.mark(text, **options)

    monkeypatch.setattr(spacy_components, "mark", mark)
    texts = [f"{TEXT} It was the {n}th time." for n in (14, 15, 16)]
    assert len(list(pipeline().pipe(texts))) == 3
    assert seen == texts


def test_documents_go_through_worker_processes() -> None:
    docs = list(pipeline("whence_attributions").pipe([TEXT, "Nobody spoke."], n_process=2))
    assert [len(attributions(doc)) for doc in docs] == [2, 0]


def test_settings_that_cannot_be_are_told_at_once() -> None:
    with pytest.raises(whence.CommandError, match="no_such_pipeline"):
        pipeline("whence_figures", pipeline="no_such_pipeline")
    with pytest.raises(whence.CommandError, match="no_such_model"):
        pipeline("whence_figures", attribution_model="no_such_model")
    with pytest.raises(whence.InputError, match="no usable date"):
        pipeline("whence_figures", published="the day after")


def test_a_day_that_is_none_is_an_error() -> None:
    nlp = pipeline("whence_moments")
    doc = nlp.make_doc(TEXT)
    doc.user_data[PUBLISHED] = "the day after"
    with pytest.raises(whence.InputError, match="no usable date"):
        nlp(doc)


def test_spacy_finds_the_components_without_an_import() -> None:
    code = (
        "import spacy\n"
        "nlp = spacy.blank('en')\n"
        "nlp.add_pipe('whence_attributions', config={'attribution_model': 'none'})\n"
        f"print([one.speaker for one in nlp({TEXT!r})._.attributions])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "['Mara Vell', 'Mara Vell']\n", done.stderr


@given(st.text(st.sampled_from("ab1 .,\n\r\ufeff\x00“”é\u2028"), max_size=40))
def test_places_lead_back_to_the_text(text: str) -> None:
    """Each character as it was read stands at its place in the text, and the end at the end."""
    read = read_text(f"a{text}").text
    place = spacy_components._places(f"a{text}", read)
    for at, char in enumerate(read):
        start, end = place(at, at + 1)
        held = f"a{text}"[start:end]
        assert held == char or (char == "\n" and held in ("\r", "\r\n")) or (char == "\ufffd" and held == "\x00")
    assert place(0, len(read)) == [0, len(text) + 1]
