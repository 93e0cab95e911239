"""The parse: sentences never cross a passage, and a report's parse depends on nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from marked_text import a_report
from whence.errors import CommandError
from whence.mark.parse import load_pipeline, parse
from whence.mark.passages import find_passages

TEXT = "Dam gives way at Ostry Head\n\nThe dam broke at noon\nCrews came, Mara Vell said. It rained"


def test_every_passage_begins_a_sentence(nlp: Language) -> None:
    passages = find_passages(a_report(TEXT))
    doc = parse(TEXT, passages, nlp)
    starts = {sentence.start_char for sentence in doc.sents}
    assert {passage.start for passage in passages} <= starts
    assert doc.text == TEXT


def test_an_empty_text_has_an_empty_parse(nlp: Language) -> None:
    assert len(parse("", [], nlp)) == 0
    assert len(list(parse("\n \n", [], nlp).sents)) <= 1


def test_a_parse_is_the_same_after_other_texts(nlp: Language) -> None:
    def seen() -> list[tuple[str, str, str, int, str]]:
        doc = parse(TEXT, find_passages(a_report(TEXT)), nlp)
        return [(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc]

    first = seen()
    other = "Nobody said a word about Reuters. " * 40
    parse(other, find_passages(a_report(other)), nlp)
    assert seen() == first


LONG = "\n\n".join(
    f"Crews reached Port Calder on Monday. “The wall held,” said Mara Vell of lock {number}.  It rained"
    for number in range(30)
)


def test_a_long_text_is_parsed_in_parts(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = find_passages(a_report(LONG))
    whole = parse(LONG, passages, nlp)
    monkeypatch.setattr(sys.modules["whence.mark.parse"], "PART_CHARS", 400)
    parts = parse(LONG, passages, nlp)
    assert parts.text == LONG
    assert [token.idx for token in parts] == [token.idx for token in whole]
    assert [token.norm_ for token in parts] == [token.norm_ for token in whole]
    assert {passage.start for passage in passages} <= {sentence.start_char for sentence in parts.sents}
    same = [a.tag_ == b.tag_ and a.dep_ == b.dep_ and a.head.i == b.head.i for a, b in zip(whole, parts, strict=True)]
    assert sum(same) > 0.95 * len(same)
    assert {entity.text for entity in parts.ents} >= {"Port Calder", "Mara Vell"}


def test_the_parts_of_a_text_without_paragraphs(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["whence.mark.parse"], "PART_CHARS", 300)
    for text in (" ".join(LONG.split()), "the dam and the wall " * 60, "x" * 2000 + " held", " " * 900 + "dam \n\n"):
        assert parse(text, find_passages(a_report(text)), nlp).text == text


def test_a_word_that_is_none_is_cut(nlp: Language) -> None:
    text = "The dam held at " + "x" * 5000 + " today."
    doc = parse(text, find_passages(a_report(text)), nlp)
    assert doc.text == text
    assert max(len(token) for token in doc) <= 2000


def test_a_sentence_without_end_is_cut(nlp: Language) -> None:
    text = "she said that " * 400
    doc = parse(text, find_passages(a_report(text)), nlp)
    assert doc.text == text
    assert max(len(sentence) for sentence in doc.sents) <= 250


def test_a_pipeline_is_loaded_once() -> None:
    assert load_pipeline() is load_pipeline()


def test_a_pipeline_that_is_not_installed() -> None:
    with pytest.raises(CommandError, match="no_such_pipeline"):
        load_pipeline("no_such_pipeline")


def test_a_pipeline_without_a_parser(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(CommandError, match="no parser"):
        load_pipeline(str(tmp_path / "blank"))
