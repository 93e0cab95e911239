"""What whole-document sketches find on the same documents: datasketch and rensa, where they are installed.

`pip install datasketch rensa` puts them beside. Both make MinHash sketches (128 values) of the shingles of five words
of a document and propose the pairs whose estimated resemblance is 0.2 or more; datasketch chooses its bands, and rensa
gets bands of as many rows.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from whence.compare.comparable import word_form, word_spans

PERMUTATIONS = 128
THRESHOLD = 0.2
SHINGLE = 5
Pairs = set[frozenset[str]]
Finder = Callable[[Sequence[tuple[str, list[str]]]], Pairs]


def shingles(text: str) -> list[str]:
    """The shingles of five words of a text, as comparison reads words."""
    forms = [word_form(text[start:end]) for start, end in word_spans(text)]
    return sorted({" ".join(forms[at : at + SHINGLE]) for at in range(len(forms) - SHINGLE + 1)})


def with_datasketch(documents: Sequence[tuple[str, list[str]]]) -> Pairs:
    """Pairs of document ids that datasketch proposes."""
    datasketch: Any = importlib.import_module("datasketch")
    index = datasketch.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found: Pairs = set()
    for name, words in documents:
        sketch = datasketch.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([word.encode() for word in words])
        found |= {frozenset((name, other)) for other in index.query(sketch)}
        index.insert(name, sketch)
    return found


def with_rensa(documents: Sequence[tuple[str, list[str]]]) -> Pairs:
    """Pairs of document ids that rensa proposes."""
    datasketch: Any = importlib.import_module("datasketch")
    rensa: Any = importlib.import_module("rensa")
    rows = datasketch.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS).r
    bands = PERMUTATIONS // rows
    index = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=bands)
    found: Pairs = set()
    for at, (name, words) in enumerate(documents):
        sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(words)
        found |= {frozenset((name, documents[other][0])) for other in index.query(sketch)}
        index.insert(at, sketch)
    return found


def peers() -> dict[str, Finder]:
    """Those that are installed, by name."""
    found: dict[str, Finder] = {}
    for name, finder in (("datasketch", with_datasketch), ("rensa", with_rensa)):
        try:
            importlib.import_module(name)
            importlib.import_module("datasketch")
        except ImportError:
            continue
        found[name] = finder
    return found


def run_peers(texts: Iterable[tuple[str, str]]) -> dict[str, tuple[Pairs, float]]:
    """The pairs that each proposes, and the seconds it took (its sketches counted, the shingles not)."""
    documents = [(name, shingles(text)) for name, text in texts]
    result = {}
    for name, finder in peers().items():
        start = time.perf_counter()
        found = finder(documents)
        result[name] = found, round(time.perf_counter() - start, 2)
    return result
