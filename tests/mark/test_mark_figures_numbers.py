"""Numbers as written: digits, words, ranges, and what only looks like a number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.mark.figures_numbers import find_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11 ships and 15,000 men", [("11", 11, 11), ("15,000", 15000, 15000)]),
        ("four thousand sailors", [("four thousand", 4000, 4000)]),
        ("two hundred and fifty thousand votes", [("two hundred and fifty thousand", 250000, 250000)]),
        ("seventy-eight percent", [("seventy-eight", 78, 78)]),
        ("half a million children", [("half a million", 500000, 500000)]),
        ("dozens", [("dozens", 24, None)]),
        ("hundreds of thousands", [("hundreds of thousands", 200000, None)]),
        ("dozens if not hundreds", [("dozens if not hundreds", 24, None)]),
        ("several hundred", [("several hundred", 300, None)]),
        ("between 322 and 1,300 people", [("322 and 1,300", 322, 1300)]),
        ("five or six men", [("five or six", 5, 6)]),
        ("60-70 crates", [("60-70", 60, 70)]),
        ("two to three million", [("two to three million", 2e6, 3e6)]),
        ("$1.1 million", [("$1.1 million", 1100000, 1100000)]),
        ("$2-3 billion", [("$2-3 billion", 2e9, 3e9)]),
        ("rose from 34 to 50", [("34", 34, 34), ("50", 50, 50)]),
        ("between 150m and 200m crowns", [("150m and 200", 150, 200)]),
    ],
)
def test_numbers_and_ranges(text: str, expected: list[tuple[str, float, float | None]]) -> None:
    found = [(text[q.start : q.end], q.low, q.high) for q in find_quantities(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "1,5,00 cars",
        "100,0000 people",
        "call 555-123-4567",
        "24/7 and 9/11",
        "at 5:30",
        "the 11th day",
        "F-16 jets",
        "2005-11",
        "version 10.0.0.1",
        "one in five voters",
        "two-thirds of it",
        "+0.12% and -3%",
        "see http://a.example/5",
        "two three",
        "a 3-2 win",
        "Chapter XIV",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert find_quantities(text) == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789.,-–$%£ abdefhilmnorstuvwx/:\n", max_size=60))
def test_any_text_gives_ordered_disjoint_spans(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.high is None or q.low <= q.high for q in found)
