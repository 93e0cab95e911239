"""Words and passages as vectors, the nearest passages, what two passages share, and the two judges."""

from __future__ import annotations

import numpy as np
import pytest

from whence.compare import Comparable, compare_reports, nearest
from whence.compare.closer import closer
from whence.compare.comparable import word_rows
from whence.compare.likeness import FEATURES, Likeness, likeness
from whence.compare.meaning import UNIT, meanings, passage_vectors, word_likeness, word_table
from whence.compare.meant import IN_ORDER, KNOWN, SURE, Meant, Place, bar, next_to, passage_text, taken
from whence.compare.quick import decided, quick_score
from whence.compare.reader import has_reader
from whence.compare.rewording import Rewording
from whence.compare.telling import Tables, Telling, sound, tellings
from whence.settings import Settings

ORIGINAL = (
    "The council of Brennath voted on Tuesday to close the Kelverin bridge for repairs, after engineers found cracks "
    "in two of its pillars. The work will cost 4 million crowns and take until March, Mayor Ida Solberg said."
)
REWRITTEN = (
    "Repairs costing 4 million crowns will shut the Kelverin bridge until March, Mayor Ida Solberg announced. "
    "Brennath's councillors approved the closure on Tuesday because cracks had been discovered in two pillars by "
    "engineers."
)
INDEPENDENT = (
    "Commuters in Brennath face a long winter. Ida Solberg, who has been mayor for six years, told shop owners that "
    "buses will be free while the Kelverin bridge is shut, and that the ferry will run every ten minutes from October."
)
UNRELATED = (
    "Wheat prices fell for a third week as rain returned to the southern plains, traders said, and millers in Ostrava "
    "put off purchases that they had planned for the spring."
)


def read(*texts: str, quoted: tuple[tuple[tuple[int, int], ...], ...] = ()) -> list[Telling]:
    marks = quoted or ((),) * len(texts)
    rows = word_rows(
        [Comparable(f"r{at}", text, quoted=own) for at, (text, own) in enumerate(zip(texts, marks, strict=True))]
    )
    tables = Tables(rows[0].vocabulary)
    return [tellings(row, None, tables)[0] for row in rows]


def test_words_of_like_meaning_are_alike() -> None:
    numbers = word_table().numbers
    words = ("adviser", "advisor", "wheat", "grateful", "thankful")
    found = word_likeness(*(np.array([numbers[word] for word in words]),) * 2)
    assert found[0, 1] > 0.7
    assert found[3, 4] > 0.6
    assert found[0, 2] < 0.3
    assert np.allclose(np.diag(found), 1, atol=0.02)


def test_a_word_outside_the_table_is_like_no_other_and_like_itself() -> None:
    known = meanings(["kelverin", "brennath", "bridge", "42"])
    assert known.known.tolist()[:2] == [-1, -1]
    assert known.known[3] == -1
    assert known.known[2] >= 0
    assert word_likeness(known.known[:1], known.known).tolist() == [[0, 0, 0, 0]]
    one, same, other = passage_vectors([np.array([0]), np.array([0, 0]), np.array([1])], known)
    assert one @ same > 0.9 * UNIT
    assert abs(one @ other) < 0.35 * UNIT


def test_a_passage_has_one_vector_in_any_company() -> None:
    rows = word_rows([Comparable("a", ORIGINAL), Comparable("b", UNRELATED)])
    known = meanings(rows[0].vocabulary)
    together = passage_vectors([row.ids for row in rows], known)
    alone = word_rows([Comparable("b", UNRELATED)])
    assert np.array_equal(passage_vectors([alone[0].ids], meanings(alone[0].vocabulary))[0], together[1])
    assert np.array_equal(together, np.rint(together))
    assert not passage_vectors([np.zeros(0, dtype=np.int32)], known).any()


def near(texts: list[str], reports: list[int], outlets: list[int]) -> set[tuple[int, int]]:
    vectors = np.stack([one.vector for one in read(*texts)])
    return {(a, b) for a, b in nearest.nearest(vectors, np.array(reports), np.array(outlets)).tolist()}


@pytest.mark.parametrize("small", [8000, 1])
def test_a_rewrite_lies_near_its_original(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "SMALL_PILE", small)
    assert (0, 1) in near([ORIGINAL, REWRITTEN, UNRELATED], [0, 1, 2], [0, 1, 2])
    assert (0, 1) in near([ORIGINAL, REWRITTEN, UNRELATED], [0, 0, 2], [0, 0, 2])  # twice in one report


def test_an_outlets_reports_are_not_proposed_to_each_other() -> None:
    assert near([ORIGINAL, REWRITTEN], [0, 1], [5, 5]) == set()


def test_the_nearest_are_proposed_and_no_more() -> None:
    texts = [ORIGINAL] + [f"{REWRITTEN} Crews number {at} came by boat {at * 7}." for at in range(20)]
    found = near(texts, list(range(21)), list(range(21)))
    of_first = [pair for pair in found if 0 in pair]
    assert nearest.NEAREST <= len(of_first) <= 20
    assert near(texts, [0] * 21, [0] * 21) < {(a, b) for a in range(21) for b in range(21)}


def test_what_two_passages_share_is_the_same_either_way_round() -> None:
    a, b = read(ORIGINAL, REWRITTEN)
    there, back = likeness(a, b), likeness(b, a)
    assert np.array_equal(there.features, back.features)
    assert len(there.features) == len(FEATURES)


def test_a_passage_beside_itself_shares_all() -> None:
    a, b = read(ORIGINAL, ORIGINAL)
    found = likeness(a, b)
    for name in ("covered", "covered_back", "exact", "anchors", "numbers", "ordered", "least_sentence"):
        assert found[name] == 1
    assert found["new_anchors"] == found["opposites"] == found["negations"] == found["numbers_clash"] == 0
    assert found.pairs == tuple((at, at) for at in range(len(a.at)))


def test_what_stands_against_a_rewrite_is_counted() -> None:
    raised = "Mayor Ida Solberg said on Monday that prices for water rose by 12 crowns in Brennath last year."
    fell = "Mayor Ida Solberg said on Monday that prices for water fell by 15 crowns in Brennath last year."
    denied = "Mayor Ida Solberg said on Monday that prices for water did not move in Brennath last year at all."
    a, b, c = read(raised, fell, denied)
    assert likeness(a, b)["opposites"] == 1
    assert likeness(a, b)["numbers_clash"] == 1
    assert abs(likeness(a, c)["negations"]) == 1
    assert likeness(a, c)["opposites"] == 0


def test_the_quick_judge_tells_a_rewrite_from_another_report() -> None:
    original, rewritten, independent, unrelated = read(ORIGINAL, REWRITTEN, INDEPENDENT, UNRELATED)
    scores = [quick_score(likeness(original, other)) for other in (rewritten, independent, unrelated)]
    assert scores[0] > 0 > scores[1]
    assert scores[0] > 0 > scores[2]


def test_the_judge_that_decides_heeds_the_reader() -> None:
    original, rewritten = read(ORIGINAL, REWRITTEN)
    found = likeness(original, rewritten)
    close = closer(original, rewritten, found)
    assert decided(found, close, 1.5) > decided(found, close, -3.0)


def test_more_is_asked_where_more_was_laid_side_by_side() -> None:
    assert bar(1) == bar(8) == SURE
    assert SURE < bar(200) < bar(2000)


def meant(odds: float) -> Meant:
    return Meant(Rewording(0, 1, 0, 1, 0.5, "both say the same"), odds)


def test_passages_in_one_order_are_judged_together() -> None:
    enough = 2.0
    assert taken({(3, 4): meant(1.9)}, frozenset(), enough) == {}
    assert list(taken({(3, 4): meant(2.0)}, frozenset(), enough)) == [(3, 4)]
    row: dict[Place, Meant] = {(3, 4): meant(0.4), (4, 6): meant(0.3), (7, 7): meant(0.2)}
    found = taken(row, frozenset(), enough)
    assert list(found) == list(row)
    assert found[3, 4].rewording.why.startswith("one of 3 passages that both tell in the same order; both say")
    crossed = {(3, 6): meant(0.4), (4, 4): meant(0.3)}
    assert taken(crossed, frozenset(), enough) == {}
    assert taken({(3, 4): meant(0.4), (9, 9): meant(0.3)}, frozenset(), enough) == {}


def test_next_to_what_is_known_less_is_asked_and_known_pairs_are_not_found_again() -> None:
    near_copy = {(5, 5): meant(0.0)}
    assert bar(1) + IN_ORDER <= KNOWN + IN_ORDER + IN_ORDER
    assert list(taken(near_copy, frozenset({(4, 4)}), bar(1))) == [(5, 5)]
    assert taken(near_copy, frozenset({(4, 6)}), bar(1)) == {}
    assert taken({}, frozenset({(4, 4)}), bar(1)) == {}


def test_passages_next_to_likely_ones_are_looked_at_once() -> None:
    asked: list[Place] = []

    def look(place: Place) -> Meant | None:
        asked.append(place)
        return meant(0.5) if place == (2, 2) else None

    found = next_to({(1, 1): meant(0.2), (30, 30): meant(-0.4)}, frozenset(), look)
    assert sorted(found) == [(1, 1), (2, 2), (30, 30)]
    assert len(asked) == len(set(asked))
    assert (5, 5) in asked  # next to what was found on the way
    assert (31, 31) not in asked


def test_a_name_spelt_otherwise_lies_near_and_sounds_the_same() -> None:
    known = meanings(["kelverin", "kelvarin", "brennath"])
    assert (known.known < 0).all()
    one, spelt, other = passage_vectors([np.array([0]), np.array([1]), np.array([2])], known)
    assert one @ spelt > 0.35 * UNIT
    assert one @ spelt > 2 * abs(one @ other)
    assert sound("kelverin") == sound("kelvarin") == sound("kelverinn") == "k416"
    assert sound("brennath") != sound("kelverin")
    assert sound("ida") == "ida"
    assert sound("480") == "480"


def test_the_reader_is_shown_another_spelling_in_place() -> None:
    (a,) = read(ORIGINAL)
    at = a.row.forms.index("kelverin")
    assert passage_text(a, {at: "Kelvarin"}) == ORIGINAL.replace("Kelverin", "Kelvarin")
    assert passage_text(a) == ORIGINAL


@pytest.mark.skipif(not has_reader(), reason="this copy of the program has no close reader")
def test_a_rewrite_with_misspelt_names_is_found() -> None:
    garbled = REWRITTEN.replace("Kelverin", "Kelvarin").replace("Solberg", "Sohlberg").replace("Brennath", "Brenath")
    found = compare_reports([Comparable("a", ORIGINAL, outlet="A"), Comparable("b", garbled, outlet="B")])
    assert [row.kind for row in found] == ["paraphrase"]


def test_the_trees_take_a_feature_at_its_threshold_to_the_left() -> None:
    assert isinstance(quick_score(Likeness(np.zeros(len(FEATURES)), ())), float)


@pytest.mark.skipif(not has_reader(), reason="this copy of the program has no close reader")
def test_a_rewrite_is_found_and_read_closely_only_in_a_pile_that_is_not_large() -> None:
    pile = [Comparable("a", ORIGINAL, outlet="A"), Comparable("b", REWRITTEN, outlet="B")]
    found = compare_reports(pile)
    assert [row.kind for row in found] == ["paraphrase"]
    assert "statement by statement" in found[0].reason
    assert (found[0].a_start, found[0].a_end) == (0, len(ORIGINAL) - 1)
    assert compare_reports(pile, Settings(read_closely=1)) == []


@pytest.mark.parametrize("other", [INDEPENDENT, UNRELATED])
def test_what_only_looks_like_a_rewrite_is_none(other: str) -> None:
    assert compare_reports([Comparable("a", ORIGINAL, outlet="A"), Comparable("b", other, outlet="B")]) == []


@pytest.mark.skipif(not has_reader(), reason="this copy of the program has no close reader")
def test_half_a_surrogate_pair_is_no_crash() -> None:
    broken = ORIGINAL.replace("bridge", "bridge \ud800", 1)
    assert compare_reports([Comparable("a", broken, outlet="A"), Comparable("b", REWRITTEN, outlet="B")])


def test_passages_that_tie_for_the_last_place_are_all_looked_at_and_the_first_taken() -> None:
    copies = [ORIGINAL] * 20
    found = near([REWRITTEN, *copies], list(range(21)), list(range(21)))
    assert {pair for pair in found if 0 in pair} >= {(0, at) for at in range(1, nearest.NEAREST + 1)}
