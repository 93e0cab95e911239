"""Text to word pieces, features and windows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from whence.mark.span_decoding import best_labels
from whence.mark.span_model import load_span_model
from whence.mark.span_pieces import pieces_of, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    model = load_span_model()
    assert model is not None
    return model.tokenizer


def blocks(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


TEXT = "Ada Vell said: “The weir held.”\nShe left at 5 p.m. for PORT Calder’s McVane quay."


def test_words_slice_to_their_text(tokenizer: Tokenizer) -> None:
    p = pieces_of(TEXT, blocks(TEXT), tokenizer)
    words = [TEXT[s:e] for s, e in zip(p.starts, p.ends, strict=True)]
    assert words[:9] == ["Ada", "Vell", "said", ":", "“", "The", "weir", "held", "."]
    assert [TEXT[p.starts[i] : p.ends[i]] for i in np.flatnonzero(p.first)] == ["Ada", "She"]


def test_features_tell_case_first_word_and_quotation(tokenizer: Tokenizer) -> None:
    p = pieces_of(TEXT, blocks(TEXT), tokenizer)
    found = {}
    for start, end, at in zip(p.starts, p.ends, p.word_at, strict=True):
        feature = int(p.features[at])
        found[TEXT[start:end]] = (feature // 4, bool(feature // 2 % 2), bool(feature % 2))
    assert found["Ada"] == (2, True, False)
    assert found["said"] == (1, False, False)
    assert found["weir"] == (1, False, True)
    assert found["5"] == (5, False, False)
    assert found["PORT"] == (3, False, False)
    assert found["McVane"] == (4, False, False)


def test_windows_cover_everything_once_and_fit(tokenizer: Tokenizer) -> None:
    text = "\n".join(f"Paragraph {n} of the report on the weir at Port Calder. " * (n % 7 + 1) for n in range(60))
    p = pieces_of(text, blocks(text), tokenizer)
    for size, start in ((128, 0), (384, 0), (384, 50), (20, 7)):
        spans = windows(p, size, start)
        assert spans[0][0] == 0
        assert spans[-1][1] == len(p.ids)
        assert all(a[1] == b[0] for a, b in pairwise(spans))
        assert all(0 < e - s <= size - 2 for s, e in spans)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_has_words_inside_it_in_order(text: str) -> None:
    model = load_span_model()
    assert model is not None
    p = pieces_of(text, blocks(text), model.tokenizer)
    assert (p.starts <= p.ends).all()
    assert (np.diff(p.starts) >= 0).all()
    assert all(e <= len(text) for e in p.ends)
    assert len(p.ids) == len(p.features)


def test_labels_never_go_on_over_a_block_or_out_of_nothing() -> None:
    rng = np.random.default_rng(5)
    steps = np.zeros((7, 7), np.float32)
    for to in (2, 4, 6):
        steps[:, to] = -1e4
        steps[to - 1, to] = steps[to, to] = 0
    scores = rng.normal(size=(200, 7)).astype(np.float32)
    first = rng.random(200) < 0.1
    labels = best_labels(scores, first, steps)
    for at, label in enumerate(labels):
        if label in (2, 4, 6):
            assert at > 0
            assert not first[at]
            assert labels[at - 1] in (label, label - 1)
