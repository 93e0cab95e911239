"""Spans asked for a place: the answers are those of walking all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whence.mark.spans import Spans

SPAN = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(SPAN, max_size=30), SPAN)
def test_the_answers_are_those_of_walking_all(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    kept = Spans((start, end, index) for index, (start, end) in enumerate(spans))
    ordered = sorted(range(len(spans)), key=lambda index: spans[index])
    low, high = asked
    assert kept.holding(low, high) == [i for i in ordered if spans[i][0] <= low and high <= spans[i][1]]
    assert kept.touching(low, high) == [i for i in ordered if spans[i][0] < high and low < spans[i][1]]
    assert kept.covers(low) == any(start <= low < end for start, end in spans)
    assert kept.next_start(low) == min((start for start, _ in spans if start >= low), default=None)
