from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whence.compare.comparable import Comparable, Vocabulary, sentence_starts, word_form, word_row, word_spans


def forms(text: str) -> list[str]:
    return [word_form(text[start:end]) for start, end in word_spans(text)]


def test_typography_makes_no_difference() -> None:
    straight = "'Narco-terrorists' don't own 6,500 boats, the U.S. says"
    curly = "‘Narco–terrorists’ don’t own 6500 boats, the US says"
    assert forms(straight) == forms(curly)


def test_accents_and_case_make_no_difference() -> None:
    assert forms("Nicolás RESIGNED") == ["nicolas", "resigned"]


def test_number_and_its_unit_are_two_words() -> None:
    assert forms("5pm and 1106ft") == forms("5 PM and 1106 ft")


@given(st.text(max_size=200))
def test_words_slice_to_themselves_in_order(text: str) -> None:
    last = 0
    for start, end in word_spans(text):
        assert last <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        last = end


def test_boilerplate_is_left_out_and_divides() -> None:
    text = "One two three.\nShare this now\nFour five six."
    row = word_row(
        Comparable("r", text, passages=((0, 14, "body"), (15, 29, "boilerplate"), (30, 44, "body"))), Vocabulary()
    )
    assert row.forms == ("one", "two", "three", "four", "five", "six")
    assert row.segment.tolist() == [0, 0, 0, 1, 1, 1]


def test_sentences_do_not_end_at_titles_and_initials() -> None:
    text = "Gen. Ada Orr met Mr. Lund. They spoke. It rained."
    assert [text[at:].split()[0] for at in sentence_starts(text)] == ["Gen.", "They", "It"]
