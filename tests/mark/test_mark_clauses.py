"""Reporting clauses as the parse shows them: cue, source, content, whom it was said to."""

from __future__ import annotations

import pytest
from spacy.language import Language

from whence.mark.clauses import find_clauses, span_of

Found = tuple[str, str, str | None, list[str]]


def clauses(text: str, nlp: Language) -> list[Found]:
    """Lemma, cue, source and content of every clause."""
    return [
        (
            one.verb.lemma,
            text[one.cue[0] : one.cue[1]],
            text[one.source[0] : one.source[1]] if one.source else None,
            [text[start:end] for start, end in one.content],
        )
        for one in find_clauses(nlp(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Vell said the dam broke.", ("say", "said", "Mara Vell", ["the dam broke"])),
        ("Mara Vell has repeatedly said that the dam broke.",
         ("say", "has repeatedly said", "Mara Vell", ["that the dam broke"])),
        ("The chief engineer of the company said the dam broke.",
         ("say", "said", "The chief engineer of the company", ["the dam broke"])),
        ("The dam broke, Mara Vell said.", ("say", "said", "Mara Vell", ["The dam broke"])),
        ("The dam, Mara Vell said, broke at noon.", ("say", "said", "Mara Vell", ["The dam", "broke at noon"])),
        ("According to Mara Vell, the dam broke.", ("according to", "According to", "Mara Vell", ["the dam broke"])),
        ("The dam broke at noon, according to two officials.",
         ("according to", "according to", "two officials", ["The dam broke at noon"])),
        ("Mara Vell vowed to rebuild the dam.", ("vow", "vowed", "Mara Vell", ["to rebuild the dam"])),
        ("Mara Vell denied the report.", ("deny", "denied", "Mara Vell", ["the report"])),
        ("Mara Vell pointed out that the dam broke.",
         ("point out", "pointed out", "Mara Vell", ["that the dam broke"])),
        ("Mara Vell reportedly told him the dam broke.",
         ("tell", "reportedly told", "Mara Vell", ["the dam broke"])),
    ],
)  # fmt: skip
def test_cue_source_and_content(text: str, expected: Found, nlp: Language) -> None:
    assert clauses(text, nlp) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Vell will say the dam broke.",
        "Mara Vell would not say the dam broke.",
        "Mara Vell did not say the dam broke.",
        "Mara Vell wants people to say the dam broke.",
        "The dam was said to be sound.",
        "Mara Vell was told that the dam broke.",
        "Mara Vell walked to the dam.",
        "",
    ],
)
def test_no_words_that_were_not_said(text: str, nlp: Language) -> None:
    assert [one for one in clauses(text, nlp) if one[0] in ("say", "tell")] == []


@pytest.mark.parametrize("adverb", ["reportedly", "allegedly", "purportedly"])
def test_hearsay_is_noted(adverb: str, nlp: Language) -> None:
    (clause,) = find_clauses(nlp(f"Mara Vell {adverb} said the dam broke."))
    assert clause.reportedly
    (plain,) = find_clauses(nlp("Mara Vell said the dam broke."))
    assert not plain.reportedly


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mara Vell told reporters that the dam broke.", "reporters"),
        ("Mara Vell told Reuters that the dam broke.", "Reuters"),
        ("Mara Vell warned the council that the dam broke.", "council"),
        ("Mara Vell said the dam broke.", None),
    ],
)
def test_whom_it_was_said_to(text: str, told: str | None, nlp: Language) -> None:
    (clause,) = find_clauses(nlp(text))
    assert (clause.addressee.text if clause.addressee is not None else None) == told


def test_a_source_never_swallows_the_statement(nlp: Language) -> None:
    text = "Mara Vell, who runs the dam, said on Monday that crews had left; Sam Harrow, the mayor, said they had not."
    for clause in find_clauses(nlp(text)):
        assert clause.source is not None
        assert not clause.source[0] <= clause.cue[0] < clause.source[1]
        for start, end in clause.content:
            assert end <= clause.cue[0] or start >= clause.cue[1]


def test_span_of_trims_white_space_and_stops(nlp: Language) -> None:
    doc = nlp(", the dam broke . ")
    span = span_of(doc)
    assert span is not None
    assert doc.text[span[0] : span[1]] == "the dam broke"
    assert span_of([]) is None
    assert span_of(nlp(". ,")) is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Vell dismissed her worries saying that the wall would hold.", "Vell"),
        ("Vell issued a letter saying that the wall would hold.", "a letter"),
    ],
)
def test_whoever_rejects_something_saying_so_says_it(text: str, source: str, nlp: Language) -> None:
    doc = nlp(text)
    clause = next(one for one in find_clauses(doc) if one.verb.lemma == "say")
    assert clause.source is not None
    assert doc.text[slice(*clause.source)] == source


@pytest.mark.parametrize("text", ["“No!” Vell shot back.", "“No!” Vell fired back in anger."])
def test_verbs_of_two_words(text: str, nlp: Language) -> None:
    assert [one.verb.lemma.split()[-1] for one in find_clauses(nlp(text))] == ["back"]
