"""Words in a form in which two readings can be compared."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.weigh.words import stem, words


def norms(text: str) -> list[str]:
    return [word.norm for word in words(text)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("I wouldn't go", "I would not go"),
        ("We can’t stay", "we cannot stay"),
        ("five per cent", "5%"),
        ("four thousand men", "4,000 men"),
        ("twenty-five boats", "25 boats"),
        ("$5 million", "5 million dollars"),
        ("the U.S. fleet", "the United States fleet"),
        ("a US fleet", "a U.S. fleet"),
        ("the harbour’s defences", "the harbor's defenses"),
        ("they travelled and organised", "they traveled and organized"),
        ("a four-month truce", "a 4 month truce"),
        ("Gen. Orlo", "General Orlo"),
        ("[t]he bridge", "the bridge"),
        ("the U.K.'s fleet", "the United Kingdom’s fleet"),
        ("the Republic of Calderón", "the Republic of Calderon"),
        ("friends & neighbours", "friends and neighbors"),
        ("“Stop,” he said", "'stop' he said"),
    ],
)
def test_habits_of_a_house_are_no_change_of_words(one: str, two: str) -> None:
    assert norms(one) == norms(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("We will not go", "We will go"),
        ("give it to us", "give it to US"),
        ("fifteen", "fifty"),
        ("two and three", "5"),
        ("21st street", "21 streets"),
    ],
)
def test_other_words_stay_other(one: str, two: str) -> None:
    assert norms(one) != norms(two)


def test_an_editors_hand_is_told_apart() -> None:
    found = words("They [the rebels] left ... at (about) noon [sic]")
    assert [(word.norm, word.kind) for word in found] == [
        ("they", "word"),
        ("the", "bracketed"),
        ("rebels", "bracketed"),
        ("left", "word"),
        ("…", "ellipsis"),
        ("at", "word"),
        ("about", "bracketed"),
        ("noon", "word"),
        ("sic", "bracketed"),
    ]


def test_a_long_round_bracket_is_the_speakers_own() -> None:
    assert {word.kind for word in words("sites (one for each of the hostages they took)")} == {"word"}


def test_inflections_share_a_stem() -> None:
    assert len({stem(word) for word in ("kill", "kills", "killed", "killing")}) == 1
    assert stem("families") == stem("family")


@given(st.text(alphabet="aA1.,'’[]()… $%-\n“”2hundred", max_size=60))
def test_offsets_are_ordered_and_inside_the_text(text: str) -> None:
    found = words(text)
    assert all(0 <= word.start < word.end <= len(text) and word.norm for word in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
