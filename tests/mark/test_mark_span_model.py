"""The trained model: what it marks in plain sentences, and that its marks depend on nothing but the report."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from spacy.language import Language

from marked_text import Marked, Said, a_report
from whence.errors import CommandError
from whence.mark.report import mark_report
from whence.mark.span_model import SpanModel, load_span_model, model_digest


def marked(nlp: Language, model: SpanModel, text: str) -> Marked:
    return Marked(*mark_report(a_report(text), nlp, model))


def test_an_indirect_statement_has_source_cue_and_content(nlp: Language, model: SpanModel) -> None:
    text = "Harbour master Ada Vell said on Tuesday that the weir at Port Calder would hold until spring."
    one = marked(nlp, model, text).one()
    assert text[one.source_start : one.source_end] == "Harbour master Ada Vell"
    assert text[one.pieces[0][0] : one.pieces[0][1]].endswith("the weir at Port Calder would hold until spring")
    assert one.kind == "indirect"
    assert one.made_by.startswith("attribution-spans/")


def test_a_quotation_split_by_its_cue_is_one_statement(nlp: Language, model: SpanModel) -> None:
    text = "“The weir held through the night,” said Ada Vell, the harbour master. “Nobody was hurt.”"
    found = marked(nlp, model, text)
    assert Said("Ada Vell", "said", "“The weir held through the night,” | “Nobody was hurt.”") in found.said()


def test_what_will_be_said_is_marked_as_not_said(nlp: Language, model: SpanModel) -> None:
    text = "Ada Vell will say on Friday that the weir is sound, her office announced.\nOren Tasker said it leaks badly."
    said = {
        found.uttered
        for found in marked(nlp, model, text).marks.attributions
        if "leaks" in text[found.start : found.end]
    }
    assert said == {True}
    ahead = [a for a in marked(nlp, model, text).marks.attributions if text[a.cue_start : a.cue_end] == "will say"]
    assert all(not a.uttered for a in ahead)


def test_nothing_is_marked_where_nobody_speaks(model: SpanModel) -> None:
    text = "The weir was built in 1912. It is forty metres long. Barges pass it twice a day."
    assert model.statements(text, [(0, len(text))]) == []


def test_what_two_are_said_to_say_is_theirs_both(model: SpanModel) -> None:
    text = "The grain board said it had sold the last of its stores in May, the Courier reported."
    (one,) = [s for s in model.statements(text, [(0, len(text))]) if text[slice(*s.cue)] == "reported"]
    assert one.source is not None
    assert text[slice(*one.source)] == "the Courier"
    assert text[slice(*one.contents[-1])].endswith("sold the last of its stores in May")


def test_a_paragraph_does_not_say_what_ended_the_one_before(model: SpanModel) -> None:
    first = "“The weir held through the night,” Ada Vell said. “Nobody was hurt.”"
    text = f"{first}\nThe Courier reported for a week from there."
    blocks = [(0, text.index("\n")), (text.index("\n") + 1, len(text))]
    assert all(text[slice(*s.cue)] != "reported" for s in model.statements(text, blocks))


def test_a_sentence_with_a_cue_of_its_own_ends_what_went_before(model: SpanModel) -> None:
    text = (
        "Ilse Varga, the mayor, answered on Twitter, saying that the council should publish the plans “at once.” Varga "
        "means to visit the harbour on Sunday, according to a campaign aide. Her rival called the plans a waste."
    )
    said = {text[slice(*s.cue)]: [text[a:b] for a, b in s.contents] for s in model.statements(text, [(0, len(text))])}
    assert said["according to"] == ["Varga means to visit the harbour on Sunday"]
    assert said["saying"] == ["that the council should publish the plans “at once.”"]


def test_a_report_gets_the_same_marks_alone_and_among_others(model: SpanModel) -> None:
    names = ["Ada Vell", "Oren Tasker", "Mara Lindqvist", "Tomas Brandt"]
    rng = random.Random(3)
    texts = [
        "\n".join(
            f"{rng.choice(names)} {rng.choice(['said', 'denied', 'warned', 'believes'])} that the "
            f"{rng.choice(['weir', 'bridge', 'lock', 'quay'])} {rng.choice(['held', 'failed', 'leaks'])} "
            f"on day {rng.randrange(90)}. " * rng.randrange(1, 6)
            for _ in range(rng.randrange(1, 30))
        )
        for _ in range(40)
    ]

    def read(text: str) -> list[object]:
        at, spans = 0, []
        for line in text.split("\n"):
            spans.append((at, at + len(line)))
            at += len(line) + 1
        return list(model.statements(text, spans))

    alone = {text: read(text) for text in texts}
    shuffled = texts * 2
    rng.shuffle(shuffled)
    assert all(read(text) == alone[text] for text in shuffled)


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"no model\.onnx"):
        load_span_model(str(tmp_path))


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    for name in ("model.onnx", "tables.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="cannot be read"):
        load_span_model(str(tmp_path))


def test_without_a_model() -> None:
    assert load_span_model("none") is None
    assert model_digest("none") == "none"
    assert model_digest() != "none"
