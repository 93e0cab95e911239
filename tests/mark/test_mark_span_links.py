"""Which content belongs to which cue, and which source."""

from __future__ import annotations

import numpy as np

from whence.mark.span_links import contents_of, nearness, sources_of


def scores(*rows: list[float]) -> np.ndarray:
    return np.array(rows, np.float32)


def test_each_content_goes_to_its_best_cue() -> None:
    assert contents_of(scores([3, 0, 2], [0, 3, 1])) == [[0, 2], [1]]


def test_a_cue_without_a_content_takes_the_one_that_loses_least() -> None:
    assert contents_of(scores([3, 2.9, 5], [-1, 2.5, -4])) == [[0, 2], [1]]


def test_a_cue_is_not_left_bare_for_another() -> None:
    assert contents_of(scores([3], [2])) == [[0], []]


def test_what_is_too_far_is_linked_to_nothing() -> None:
    assert contents_of(scores([-np.inf, 1], [-np.inf, 0])) == [[1], []]


def test_a_source_must_be_better_than_none() -> None:
    assert sources_of(scores([1.0, -2.0], [-9.0, -9.0]), scores([0, 0], [0, 0])) == [0, None]


def test_a_source_left_over_goes_to_a_cue_without_one() -> None:
    assert sources_of(scores([4.0, 1.0], [-9.0, -2.0]), scores([0, 0], [0, 0])) == [0, 1]


def test_the_near_one_of_two_sources_is_chosen_and_a_far_one_alone_is_kept() -> None:
    assert sources_of(scores([3.0, 2.5]), scores([-5, 0])) == [1]
    assert sources_of(scores([1.0]), scores([-30])) == [0]


def test_no_sources() -> None:
    assert sources_of(np.zeros((2, 0), np.float32), np.zeros((2, 0), np.float32)) == [None, None]


def test_near_is_better_than_far_and_a_paragraph_counts() -> None:
    block = np.array([1, 1, 1, 1, 1, 1, 2, 2, 2, 2])
    near = nearness([(2, 3)], [(3, 6), (6, 9), (0, 1)], block)
    assert near[0, 0] == 0
    assert near[0, 2] > near[0, 1]
