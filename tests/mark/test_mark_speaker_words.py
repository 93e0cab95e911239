"""Sources in their own words: kinds of nouns, names, quantities, handles."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked_text import marked
from whence.mark.speaker_phrases import short_span
from whence.mark.speaker_words import in_its_words, is_name, without_lone_marks


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("The bill says the mine must close.", "The bill", ("The bill", "document", False)),
        ("The list noted that the mine was dry.", "The list", ("The list", "document", False)),
        ("A mine supervisor called on crews to leave.", "A mine supervisor", ("A mine supervisor", "person", True)),
        ("Thousands of miners chanted that it was dry.", "Thousands of miners", ("Thousands of miners", "group", True)),
        ("None of the six mayors said so.", "None of the six mayors", ("None of the six mayors", "group", True)),
        ("Many said the mine was dry.", "Many", ("Many", "group", True)),
        ("Investors said the mine was dry.", "Investors", ("Investors", "group", True)),
        ("A girl told police it was dry.", "A girl", ("A girl", "person", True)),
        (
            "The leaders of Ostrel, Marn and Kestrel say the mine is dry.",
            "The leaders of Ostrel, Marn and Kestrel",
            ("The leaders of Ostrel, Marn and Kestrel", "group", True),
        ),
        ("The jury found that the mine was dry.", "The jury", ("The jury", "organisation", False)),
        ("A local newspaper wrote that it was dry.", "A local newspaper", ("A local newspaper", "outlet", True)),
    ],
)
def test_kinds(text: str, phrase: str, expected: tuple[str, str, bool], nlp: Language) -> None:
    doc = nlp(text)
    start = text.index(phrase)
    span = doc.char_span(start, start + len(phrase))
    assert span is not None
    found = in_its_words(span.root, (start, start + len(phrase)))
    assert found is not None
    assert (found.description, found.kind, found.anonymous) == expected
    assert found.basis == "description"
    assert text[found.start : found.end] == phrase


@pytest.mark.parametrize(
    ("text", "phrase"), [("My wife said it was dry.", "My wife"), ("We say it was dry.", "We"), ("I said so.", "I")]
)
def test_the_writers_own_are_nobody(text: str, phrase: str, nlp: Language) -> None:
    doc = nlp(text)
    span = doc.char_span(0, len(phrase))
    assert span is not None
    assert in_its_words(span.root, (0, len(phrase))) is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("“It was dry,” Maria Kettering told the Highland Standard.", "Maria Kettering", "person"),
        ("“It was dry,” Sallow Lines said on Monday.", "Sallow Lines", "organisation"),
    ],
)
def test_marks_before_a_name_are_none_of_it(text: str, name: str, kind: str, nlp: Language) -> None:
    doc = nlp(text)
    token = next(t for t in doc if t.text == name.split()[-1])
    found = in_its_words(token, (text.index(",”"), text.index(name) + len(name)))
    assert found is not None
    assert (found.description, found.kind) == (name, kind)


def test_a_handle_is_a_person(nlp: Language) -> None:
    doc = nlp("Asked again, @minewatch responded that it was dry.")
    token = next(t for t in doc if "minewatch" in t.text)
    found = in_its_words(token, (token.idx, token.idx + len(token)))
    assert found is not None
    assert (found.description, found.kind) == ("@minewatch", "person")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Ada Stone", True), ("The Globe and Mail", True), ("the mine", False), ("CEO", False), ("Stone", True)],
)
def test_is_name(words: str, expected: bool) -> None:
    assert is_name(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a “fan club", "a fan club"),
        ("a “fan club” of the mayor", "a “fan club” of the mayor"),
        ('a "fan club', "a fan club"),
        ("the clerks’ union", "the clerks’ union"),
    ],
)
def test_marks_without_their_others_are_left_out(words: str, expected: str) -> None:
    assert without_lone_marks(words) == expected


def test_a_name_with_a_capital_inside_is_one_where_it_stands_again(nlp: Language) -> None:
    once = "MarnBrewers said the dam leaked. It rained."
    again = "The firm MarnBrewers has a dam. “It leaked,” MarnBrewers said."
    assert [one.speaker for one in marked(once, nlp).said()] in ([], [None])
    found = marked(again, nlp)
    assert found.speaker(found.holding("It leaked")) == "MarnBrewers"


def test_a_full_name_that_was_not_recognised_is_that_of_the_person_of_these_two_words(nlp: Language) -> None:
    text = "Judge Neil M. Gorsling came.\n‘We rely on a wall rather than on the men who keep it.’ — Neil Gorsling"
    found = marked(text, nlp)
    assert found.speaker(found.holding("We rely")) == "Neil M. Gorsling"


def test_a_stop_that_belongs_to_the_last_word(nlp: Language) -> None:
    doc = nlp("A lawyer for Oren Tasker Jr. said the mine was dry.")
    head = next(token for token in doc if token.text == "lawyer")
    low, high = short_span(head, (0, len("A lawyer for Oren Tasker Jr.")))
    assert doc.text[low:high] == "A lawyer for Oren Tasker Jr."
