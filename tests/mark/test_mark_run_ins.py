"""Link text that a page ran into its sentences is not read."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.run_ins import elided, run_ins, without_run_ins
from whence.show.templating import emphasised


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (
            "President Quade Tolmer James QuadeSenate votes on dam: report Keller: “No” MORE said on Friday it leaked.",
            " Tolmer James QuadeSenate votes on dam: report Keller: “No” MORE",
        ),
        (
            "Sen. Ilse McAdams Ilse Jane McAdamsGOP senators balk Dam opens MORE (R-Ky.) left.",
            " Ilse Jane McAdamsGOP senators balk Dam opens MORE",
        ),
        (
            "His son, Tolmer Quade Jr. Tolmer (Tom) James QuadeQuade Jr's book sells Dam opens MORE, said it leaked.",
            " Tolmer (Tom) James QuadeQuade Jr's book sells Dam opens MORE",
        ),
        (
            "Rep. Ada Ostrowe-Vell Ada Ostrowe-VellSanders says no to dam MORE’s plan failed.",
            " Ada Ostrowe-VellSanders says no to dam MORE",
        ),
    ],
)
def test_the_block_is_found(text: str, block: str) -> None:
    assert [text[start:end] for start, end in run_ins(text)] == [block]
    plain = without_run_ins(text)
    assert len(plain) == len(text)
    assert block not in plain


@pytest.mark.parametrize(
    "text",
    [
        "READ MORE: Quade says the dam leaked.",
        "Senator McAdams said there would be MORE of it.",
        "YouTube and TikTok want MORE viewers.",
        "Tolmer Quade met Anna Quade.\nHis QuadeSoft sells MORE.",  # the name stands in another paragraph
        "Quade told the crowd in Brennath that QuadeCare would cost MORE than the dam.",
        "You should watch You and me on YouTube, Adams said. “We need MORE police.”",
        "Fox said that FoxNews had MORE viewers.",
        "",
    ],
)
def test_what_is_no_block(text: str) -> None:
    assert run_ins(text) == []
    assert without_run_ins(text) == text


def test_the_speaker_is_read_through_a_block(nlp: Language) -> None:
    text = (
        "Senator Anna Keller Anna Jane KellerHouse votes on dam Harrow: The mayor lied Dam closed MORE said on Friday "
        "that the dam was sound."
    )
    found = marked(text, nlp)
    said = found.holding("the dam was sound")
    assert found.speaker(said) == "Anna Keller"
    assert [text[a.start : a.end] for a in found.marks.attributions] == [text[said.start : said.end]]


def test_a_text_of_such_marks_alone_takes_no_time() -> None:
    text = "Ada Stone Ada Jane StoneSenate votes MORE " * 5_000
    assert len(without_run_ins(text)) == len(text)


def test_a_person_reads_the_sentence_without_the_block() -> None:
    text = "Sen. Ilse McAdams Ilse Jane McAdamsGOP senators balk Dam opens MORE (R-Ky.) left on Friday. No MORE."
    assert elided(text) == "Sen. Ilse McAdams […] (R-Ky.) left on Friday. No MORE."
    at = text.index("left")
    assert str(emphasised(text, 0, [(at, at + 4)])) == "Sen. Ilse McAdams […] (R-Ky.) <b>left</b> on Friday. No MORE."
