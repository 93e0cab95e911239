"""Attributions: what is said, by which cue, of what kind, with what stance; and what is not said at all."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import Said, marked

Line = tuple[str | None, str | None, str]


def said(text: str, nlp: Language) -> list[Line]:
    return [(one.speaker, one.cue, one.words) for one in marked(text, nlp).said()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The cue after, before and inverted.
        ('"The dam was sound in May," Mara Vell said.', ("Mara Vell", "said", '"The dam was sound in May,"')),
        ('"The dam was sound in May," said Mara Vell.', ("Mara Vell", "said", '"The dam was sound in May,"')),
        ("‘The dam was sound in May,’ said Mara Vell.", ("Mara Vell", "said", "‘The dam was sound in May,’")),
        ("'The dam was sound in May', said Mara Vell.", ("Mara Vell", "said", "'The dam was sound in May'")),
        ("«The dam was sound in May», said Mara Vell.", ("Mara Vell", "said", "«The dam was sound in May»")),
        ('Mara Vell said: "The dam was sound in May."', ("Mara Vell", "said", '"The dam was sound in May."')),
        ("Mara Vell said, “The dam was sound in May.”", ("Mara Vell", "said", "“The dam was sound in May.”")),
        ("Mara Vell told reporters: “The dam was sound.”", ("Mara Vell", "told", "“The dam was sound.”")),
        ('Mara Vell warned, "The dam will not hold."', ("Mara Vell", "warned", '"The dam will not hold."')),
        ("“The dam was sound in May,” Vell replied.", ("Vell", "replied", "“The dam was sound in May,”")),
        ("“Why was nobody told?” asked Mara Vell.", ("Mara Vell", "asked", "“Why was nobody told?”")),
        ("“Get out now!” shouted Mara Vell.", ("Mara Vell", "shouted", "“Get out now!”")),
        ("“The dam is sound,” wrote Mara Vell.", ("Mara Vell", "wrote", "“The dam is sound,”")),
        ("“The dam is sound,” tweeted Mara Vell.", ("Mara Vell", "tweeted", "“The dam is sound,”")),
        # The cue between the halves.
        (
            "“The dam,” Mara Vell said, “was sound in May.”",
            ("Mara Vell", "said", "“The dam,” | “was sound in May.”"),
        ),
        (
            '"The dam was sound in May," Mara Vell said. "It was checked twice."',
            ("Mara Vell", "said", '"The dam was sound in May," | "It was checked twice."'),
        ),
        (
            "'The dam was sound in May,' Mara Vell told a crowd. 'It was checked twice.'",
            ("Mara Vell", "told", "'The dam was sound in May,' | 'It was checked twice.'"),
        ),
        # Words that the parser takes for a subject of the cue.
        ("“The dam leaked for years,” Mara Vell said.", ("Mara Vell", "said", "“The dam leaked for years,”")),
        ("“The dam leaked for years,” said Mara Vell.", ("Mara Vell", "said", "“The dam leaked for years,”")),
        # Words of another kind before the cue.
        (
            "“The dam was sound in May,” Mara Vell, the chief engineer, said on Monday.",
            ("Mara Vell", "said", "“The dam was sound in May,”"),
        ),
        (
            "“The dam was sound in May,” said chief engineer Mara Vell of the water company.",
            ("Mara Vell", "said", "“The dam was sound in May,”"),
        ),
    ],
)
def test_direct_speech(text: str, expected: Line, nlp: Language) -> None:
    found = marked(text, nlp)
    assert found.said() == [Said(*expected)]
    assert found.one().kind == "direct"
    assert found.one().stance == ("question" if expected[1] == "asked" else "assert")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Vell said the dam was sound.", ("Mara Vell", "said", "the dam was sound")),
        ("Mara Vell said that the dam was sound.", ("Mara Vell", "said", "that the dam was sound")),
        ("Mara Vell told reporters that the dam was sound.", ("Mara Vell", "told", "that the dam was sound")),
        ("The dam was sound, Mara Vell said.", ("Mara Vell", "said", "The dam was sound")),
        ("The dam was sound, said Mara Vell.", ("Mara Vell", "said", "The dam was sound")),
        ("The dam was sound, according to Mara Vell.", ("Mara Vell", "according to", "The dam was sound")),
        ("According to Mara Vell, the dam was sound.", ("Mara Vell", "According to", "the dam was sound")),
        ("Mara Vell warned that the dam was cracked.", ("Mara Vell", "warned", "that the dam was cracked")),
        ("Mara Vell argues that the dam is sound.", ("Mara Vell", "argues", "that the dam is sound")),
        ("Mara Vell claims the dam is sound.", ("Mara Vell", "claims", "the dam is sound")),
        ("Mara Vell announced that the dam would close.", ("Mara Vell", "announced", "that the dam would close")),
        ("Mara Vell wrote that the dam was sound.", ("Mara Vell", "wrote", "that the dam was sound")),
        ("Mara Vell vowed to rebuild the dam.", ("Mara Vell", "vowed", "to rebuild the dam")),
        ("The company said the dam was sound.", ("The company", "said", "the dam was sound")),
        ("The report found that the dam was cracked.", ("The report", "found", "that the dam was cracked")),
    ],
)
def test_indirect_speech(text: str, expected: Line, nlp: Language) -> None:
    found = marked(text, nlp)
    assert found.said() == [Said(*expected)]
    assert found.one().kind == "indirect"
    assert found.one().stance == "assert"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mara Vell said the dam was “sound in every part” in May.",
            ("Mara Vell", "said", "the dam was “sound in every part” in May"),
        ),
        (
            "Mara Vell said that ‘every part’ of the dam was checked.",
            ("Mara Vell", "said", "that ‘every part’ of the dam was checked"),
        ),
        (
            'According to Mara Vell, the dam was "a ruin".',
            ("Mara Vell", "According to", 'the dam was "a ruin"'),
        ),
    ],
)
def test_quoted_words_in_an_indirect_statement_are_mixed(text: str, expected: Line, nlp: Language) -> None:
    found = marked(text, nlp)
    assert found.said() == [Said(*expected)]
    assert found.one().kind == "mixed"


@pytest.mark.parametrize(
    ("text", "stance", "words"),
    [
        ("Mara Vell denied that the dam was cracked.", "deny", "that the dam was cracked"),
        ("Mara Vell denied the report.", "deny", "the report"),
        ("Mara Vell denied knowing of the cracks.", "deny", "knowing of the cracks"),
        ("Mara Vell rejected the claim as nonsense.", "deny", "the claim as nonsense"),
        ("Mara Vell dismissed the report as “a fairy tale.”", "deny", "the report as “a fairy tale.”"),
        ("Mara Vell disputed that the dam was cracked.", "deny", "that the dam was cracked"),
        ("Mara Vell refuted the inspectors' claims.", "deny", "the inspectors' claims"),
        ("Mara Vell insisted that no crack was found.", "deny", "that no crack was found"),
        ("Mara Vell insisted there was no crack.", "deny", "there was no crack"),
        ("Mara Vell insisted that the dam was sound.", "assert", "that the dam was sound"),
        ("Mara Vell said that no crack was found.", "assert", "that no crack was found"),
        ("Mara Vell said the dam was not cracked.", "assert", "the dam was not cracked"),
        ("Mara Vell confirmed that the dam was cracked.", "confirm", "that the dam was cracked"),
        ("Mara Vell admitted the dam was cracked.", "confirm", "the dam was cracked"),
        ("Mara Vell acknowledged that the dam was cracked.", "confirm", "that the dam was cracked"),
        ("Mara Vell declined to comment on the cracks.", "decline", "to comment on the cracks"),
        ("Mara Vell refused to answer questions.", "decline", "to answer questions"),
        ("Mara Vell asked whether the dam was sound.", "question", "whether the dam was sound"),
        ("Mara Vell questioned whether the dam was sound.", "question", "whether the dam was sound"),
        ("Mara Vell wondered if the dam was sound.", "question", "if the dam was sound"),
    ],
)
def test_stance(text: str, stance: str, words: str, nlp: Language) -> None:
    found = marked(text, nlp)
    one = found.one()
    assert (found.speaker(one), one.stance, found.words(one)) == ("Mara Vell", stance, words)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Mara Vell said the dam was sound.", "said"),
        ("Mara Vell wrote that the dam was sound.", "wrote"),
        ("“The dam is sound,” Mara Vell posted.", "wrote"),
        ("Mara Vell believes the dam is sound.", "thought"),
        ("Mara Vell thinks that the dam is sound.", "thought"),
        ("Mara Vell hoped that the dam would hold.", "thought"),
        ("Mara Vell hopes the dam will hold.", "thought"),
        ("Mara Vell wants to rebuild the dam.", "thought"),
        ("Mara Vell fears that the dam will break.", "thought"),
        ("Reuters reported that the dam was cracked.", "reported"),
        ("Reuters said the dam was cracked.", "reported"),
        ("The Washington Post wrote that the dam was cracked.", "wrote"),
    ],
)
def test_act(text: str, act: str, nlp: Language) -> None:
    assert marked(text, nlp).one().act == act


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mara Vell called him a liar.", "him a liar"),
        ("Mara Vell called the report “a fairy tale.”", "the report “a fairy tale.”"),
        ("Mara Vell has called Piers Okonjaro a “menace to the town.”", "Piers Okonjaro a “menace to the town.”"),
        ("Mara Vell described the dam as “a ruin”.", "the dam as “a ruin”"),
        ("Mara Vell condemned the decision to close the dam.", "the decision to close the dam"),
        ("Mara Vell criticised the inspectors.", "the inspectors"),
    ],
)
def test_a_noun_phrase_that_is_itself_what_is_said(text: str, words: str, nlp: Language) -> None:
    found = marked(text, nlp)
    assert (found.speaker(found.one()), found.words(found.one())) == ("Mara Vell", words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One speaker, two cues.
        (
            "Mara Vell said that the dam was sound and added that it was checked in May.",
            [
                ("Mara Vell", "said", "that the dam was sound"),
                ("Mara Vell", "added", "that it was checked in May"),
            ],
        ),
        (
            "Mara Vell said she would look into it and added: “I was never told of a crack.”",
            [
                ("Mara Vell", "said", "she would look into it"),
                ("Mara Vell", "added", "“I was never told of a crack.”"),
            ],
        ),
        (
            "Mara Vell said the dam was sound, adding that it was checked in May.",
            [
                ("Mara Vell", "said", "the dam was sound"),
                ("Mara Vell", "adding", "that it was checked in May"),
            ],
        ),
        (
            "“The dam was sound in May,” Mara Vell said, adding: “It was checked twice.”",
            [
                ("Mara Vell", "said", "“The dam was sound in May,”"),
                ("Mara Vell", "adding", "“It was checked twice.”"),
            ],
        ),
        (
            "Mara Vell denied the report, saying: “Nobody told me of a crack.”",
            [
                ("Mara Vell", "denied", "the report"),
                ("Mara Vell", "saying", "“Nobody told me of a crack.”"),
            ],
        ),
        # Two speakers in one sentence.
        (
            "Mara Vell said the dam was sound, while Piers Okonjaro said it was cracked.",
            [
                ("Mara Vell", "said", "the dam was sound"),
                ("Piers Okonjaro", "said", "it was cracked"),
            ],
        ),
        (
            "Mara Vell said the dam was sound; Piers Okonjaro said it was cracked.",
            [
                ("Mara Vell", "said", "the dam was sound"),
                ("Piers Okonjaro", "said", "it was cracked"),
            ],
        ),
        (
            "Mara Vell said the dam was sound, but Piers Okonjaro said it was cracked.",
            [
                ("Mara Vell", "said", "the dam was sound"),
                ("Piers Okonjaro", "said", "it was cracked"),
            ],
        ),
        # Neighbours: each quotation goes to its own cue.
        (
            "“The dam was sound in May,” said Mara Vell. “The dam was cracked in May,” said Piers Okonjaro.",
            [
                ("Mara Vell", "said", "“The dam was sound in May,”"),
                ("Piers Okonjaro", "said", "“The dam was cracked in May,”"),
            ],
        ),
        (
            "Mara Vell said: “The dam was sound in May.” Piers Okonjaro said: “It was cracked in May.”",
            [
                ("Mara Vell", "said", "“The dam was sound in May.”"),
                ("Piers Okonjaro", "said", "“It was cracked in May.”"),
            ],
        ),
        (
            "Mara Vell said: “The dam was sound.” “It was cracked in May,” Piers Okonjaro said.",
            [
                ("Mara Vell", "said", "“The dam was sound.”"),
                ("Piers Okonjaro", "said", "“It was cracked in May,”"),
            ],
        ),
    ],
)
def test_several_statements(text: str, expected: list[Line], nlp: Language) -> None:
    assert said(text, nlp) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mara Vell will say that the dam was sound.",
        "Mara Vell would say that the dam was sound.",
        "Mara Vell might tell reporters that the dam was sound.",
        "Mara Vell could deny that the dam was cracked.",
        "Mara Vell did not say that the dam was cracked.",
        "Mara Vell didn't say the dam was cracked.",
        "Mara Vell never said the dam was cracked.",
        "If Mara Vell says the dam is sound, crews go back to work.",
        "Mara Vell is expected to say that the dam was sound.",
        "Mara Vell was asked to confirm that the dam was sound.",
        "Mara Vell was told that the dam was cracked.",
        "Mara Vell said nothing.",
        "Mara Vell spoke for an hour.",
        "The move suggests that the dam was cracked.",
        "It is said that the dam was cracked.",
        "The “ghost dam” stands empty above the town.",
        "Mara Vell went to see “The Long Tide” on Monday.",
        "Mara Vell has a dam to run.",
        "",
    ],
)
def test_nothing_that_was_not_said(text: str, nlp: Language) -> None:
    assert said(text, nlp) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The dam was sound in May,” said Mara Vell.\n\n“It was checked by two crews in June as well.”",
            [
                ("Mara Vell", "said", "“The dam was sound in May,”"),
                ("Mara Vell", None, "“It was checked by two crews in June as well.”"),
            ],
        ),
        (
            "Mara Vell said: “The dam was sound in May.\n\n“It was checked by two crews in June as well.”",
            [("Mara Vell", "said", "“The dam was sound in May. | “It was checked by two crews in June as well.”")],
        ),
        (
            "“The dam was sound in May,” said Mara Vell. “It was checked twice.\n\n“Nobody told me of a crack.”",
            [
                (
                    "Mara Vell",
                    "said",
                    "“The dam was sound in May,” | “It was checked twice. | “Nobody told me of a crack.”",
                )
            ],
        ),
        # Not carried on: words of the report stand between, or the paragraph is not all quotation.
        (
            "“The dam was sound in May,” said Mara Vell.\n\nNobody lives there.\n\n“It had to come,” is a song.",
            [("Mara Vell", "said", "“The dam was sound in May,”")],
        ),
    ],
)
def test_quotations_that_carry_on(text: str, expected: list[Line], nlp: Language) -> None:
    assert said(text, nlp) == expected


def test_a_quotation_carried_on_is_less_sure_and_says_how_it_is_known(nlp: Language) -> None:
    text = "“The dam was sound in May,” said Mara Vell.\n\n“It was checked by two crews in June as well.”"
    first, second = marked(text, nlp).marks.attributions
    assert second.speaker_basis == "continued"
    assert second.speaker_confidence < first.speaker_confidence
    assert second.confidence < first.confidence


@pytest.mark.parametrize(
    ("text", "words", "said_from", "said_to"),
    [
        ("Mara Vell said on Monday that the dam was sound.", "the dam", "2031-03-10", "2031-03-10"),
        ("Mara Vell told reporters on Tuesday that the dam was sound.", "the dam", "2031-03-11", "2031-03-11"),
        ("“The dam was sound in every part,” Mara Vell said Wednesday.", "sound", "2031-03-12", "2031-03-12"),
        ("Mara Vell said the dam fell on Monday.", "the dam", None, None),
        ("Mara Vell said that on Monday the dam fell.", "the dam", None, None),
        ("Mara Vell said the dam was sound.", "the dam", None, None),
        ("“The dam fell on Monday,” said Mara Vell.", "The dam", None, None),
        ("Mara Vell opened it on Monday, saying that the dam was sound.", "the dam", "2031-03-10", "2031-03-10"),
        ("Mara Vell tried to rally support Monday for a wall, saying that the dam was sound.", "the dam",
         "2031-03-10", "2031-03-10"),
        ("Mara Vell pressed the council Monday for a wall and said that the dam was sound.", "the dam",
         "2031-03-10", "2031-03-10"),
        ("Mara Vell left the council on Monday and Tom Brask said that the dam was sound.", "the dam", None, None),
        ("Monday during the opening of the new season’s shows and fairs, Mara Vell warned that the dam was unsound.",
         "the dam", "2031-03-10", "2031-03-10"),
        ("Mara Vell will open the gates on Monday, saying that the dam is sound.", "the dam", None, None),
    ],
)  # fmt: skip
def test_the_day_of_speaking_is_that_of_the_cue_and_never_that_of_the_words(
    text: str, words: str, said_from: str | None, said_to: str | None, nlp: Language
) -> None:
    one = marked(text, nlp).holding(words)
    assert (one.said_from, one.said_to) == (said_from, said_to)


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        (
            "Reuters reported that Mara Vell said the dam was sound.",
            "the dam was sound",
            "that Mara Vell said the dam was sound",
        ),
        (
            "Piers Okonjaro said that Mara Vell told him the dam was sound.",
            "the dam was sound",
            "that Mara Vell told him the dam was sound",
        ),
    ],
)
def test_a_statement_within_a_statement_names_the_outer_one(text: str, inner: str, outer: str, nlp: Language) -> None:
    found = marked(text, nlp)
    one, around = found.holding(inner), found.holding(outer)
    assert one.parent_id == around.id
    assert around.parent_id is None


def test_a_statement_beside_another_has_no_parent(nlp: Language) -> None:
    text = "Mara Vell said the dam was sound, while Piers Okonjaro said it was cracked."
    assert [one.parent_id for one in marked(text, nlp).marks.attributions] == [None, None]


def test_furniture_says_nothing(nlp: Language) -> None:
    text = "The dam fell at noon on Monday.\nRead more: Mara Vell says the dam was sound\nCrews came."
    assert said(text, nlp) == []


def test_every_span_lies_in_the_text_and_pieces_are_sorted_and_disjoint(nlp: Language) -> None:
    text = (
        "“The dam,” Mara Vell said, “was sound.” Reuters reported that she told the council it was checked in May, "
        "according to two officials, who added: “It was not.”"
    )
    found = marked(text, nlp)
    assert found.marks.attributions
    for one in found.marks.attributions:
        assert (one.start, one.end) == (one.pieces[0][0], one.pieces[-1][1])
        assert list(one.pieces) == sorted(one.pieces)
        for (_, end), (start, _) in zip(one.pieces, one.pieces[1:], strict=False):
            assert end <= start
        for start, end in (*one.pieces, *one.cue_pieces, *one.source_pieces):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
    ids = [one.id for one in found.marks.attributions]
    assert len(ids) == len(set(ids))
