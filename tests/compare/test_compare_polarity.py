"""What is denied in a passage, and the closer look at what two passages make of the words that they share."""

from __future__ import annotations

import numpy as np
import pytest

from whence.compare import Comparable
from whence.compare.closer import CLOSER, closer
from whence.compare.comparable import word_rows
from whence.compare.likeness import likeness
from whence.compare.polarity import denied, turned_round
from whence.compare.rewording import judge_rewording
from whence.compare.telling import Tables, Telling, tellings


def held(text: str) -> list[str]:
    (row,) = word_rows([Comparable("a", text)])
    return [form for form, own in zip(row.forms, denied(row, 0, len(row)), strict=True) if own]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The council has not approved the bridge.", ["approved", "the", "bridge"]),
        ("The council refused to approve the bridge.", ["to", "approve", "the", "bridge"]),
        ("The council did not refuse money, and the bridge stands.", ["refuse"]),
        ("Solberg had no boats, but the ferry runs.", ["boats"]),
        ("No less than 40 boats came.", []),
        ("It was not only the ferry.", []),
        ("He was suspended without pay until June.", ["pay"]),
        ("She was told by nobody.", ["she", "was", "told", "by"]),
        ("The bridge stands. Nothing moved", ["moved"]),
        ("The bridge stands.", []),
    ],
)
def test_a_negation_holds_the_rest_of_its_clause(text: str, words: list[str]) -> None:
    assert held(text) == words


def read(*texts: str) -> list[Telling]:
    rows = word_rows([Comparable(f"r{at}", text) for at, text in enumerate(texts)])
    tables = Tables(rows[0].vocabulary)
    return [tellings(row, None, tables)[0] for row in rows]


def measured(one: str, other: str) -> dict[str, float]:
    a, b = read(one, other)
    return dict(zip(CLOSER, closer(a, b, likeness(a, b)).tolist(), strict=True))


STATED = "Mayor Ida Solberg has approved the loan for the Kelverin bridge, and the council supports a toll."


def test_a_statement_turned_round_is_seen() -> None:
    turned = "Mayor Ida Solberg has not approved the loan for the Kelverin bridge, and the council supports a toll."
    found = measured(STATED, turned)
    assert found["turned"] > 0.2
    assert found["turned_words"] >= 3
    assert found["opposed"] == 0
    refused = "Mayor Ida Solberg refused to approve the loan for the Kelverin bridge; the council supports a toll."
    assert measured(turned, refused)["turned"] < 0.05


def test_an_opposite_in_the_same_place_is_seen_and_a_denied_opposite_is_none() -> None:
    opposes = STATED.replace("supports", "opposes")
    assert measured(STATED, opposes)["opposed"] == 1
    denies = STATED.replace("supports", "does not oppose")
    found = measured(STATED, denies)
    assert (found["opposed"], found["opposed_denied"]) == (0, 1)


def test_the_closer_look_is_the_same_either_way_round() -> None:
    other = "The loan for the bridge at Kelverin was backed by Mayor Solberg. There may be a toll."
    a, b = read(STATED, other)
    assert np.array_equal(closer(a, b, likeness(a, b)), closer(b, a, likeness(b, a)))


def test_a_passage_beside_itself_is_turned_nowhere_and_leaves_nothing() -> None:
    found = measured(STATED, STATED)
    for name in ("turned", "turned_sentence", "opposed", "left", "left_back", "newcomers"):
        assert found[name] == 0
    for name in ("listed", "listed_back", "neighbours", "names_ordered", "sentences_ordered"):
        assert found[name] == 1


def test_words_of_one_group_of_the_lexicon_are_counted_as_like() -> None:
    one = "The council of Brennath allows lorries on the Kelverin bridge."
    other = "The council of Brennath permits lorries on the Kelverin bridge."
    assert measured(one, other)["listed"] == 1
    assert measured(one, other.replace("permits", "counts"))["listed"] < 1


def test_the_rules_take_no_statement_that_is_turned_round_for_a_copy() -> None:
    said = (
        "While the rebels of Brennath already receive rifles from the coast, the council said it still does not "
        "want foreign troops in the valley but ships off Ostrava to help it hold the harbour and the mills."
    )
    turned = (
        "The rebels of Brennath never receive rifles from the coast, the council said. It would want foreign "
        "troops in the valley, neither ships off Ostrava nor help to hold the harbour and the mills."
    )
    a, b, c = read(said, turned, said.replace("already", "now"))
    aligned = [(at, at) for at in range(len(a.at))]
    assert not turned_round(a, c, aligned)
    assert turned_round(a, b, likeness(a, b).pairs)
    assert judge_rewording(a, c, None) is not None
    assert judge_rewording(a, b, None) is None
