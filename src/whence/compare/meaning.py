"""What words mean, as vectors: a table for some 20,000 of them, and one vector for a passage.

The table was made by `training/rewording/words.py`; `models/CARD.md` says from what. All arithmetic on vectors is on
whole numbers held in floating point, small enough to be exact, so that no processor or number of threads gives another
result. A word that is not in the table (a rare name) has a vector of its own, far from all but its other spellings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whence.compare.comparable import Ints
from whence.compare.judge import is_number

WORDS = Path(__file__).resolve().parent / "models" / "words.npz"
SCALE = 300
"""A vector of length one in whole numbers has this length."""
MOST_WORDS = 1500
"""Of a longer passage the first words stand for all: the sum of more would not be exact."""
RAREST = 85
"""How rare a word outside the table is: ten times the logarithm of reports to one that holds it."""

UNIT = 127 * 127
"""The product of two passage vectors that are the same."""

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The vectors [words, size] in whole numbers, how rare each word is, and the number of each word."""

    vectors: Vectors
    rarity: Vectors
    numbers: Mapping[str, int]


@lru_cache(maxsize=1)
def word_table() -> WordTable:
    """The table that comes with the program."""
    with np.load(WORDS) as kept:
        forms = kept["forms"].tobytes().decode().split("\n")
        vectors, rarity = kept["vectors"].astype(np.float32), kept["rarity"].astype(np.float32)
    return WordTable(vectors, rarity, {form: at for at, form in enumerate(forms)})


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """What is known of each word form of a run, by its number.

    `known` is its number in the table, -1 where it has none; `rarity` how rare it is, in tenths.
    """

    known: Ints
    rarity: Vectors
    forms: Sequence[str]


def meanings(forms: Sequence[str]) -> Meanings:
    """Look all word forms of a run up in the table."""
    table = word_table()
    known = np.array([_number(table, form) for form in forms], dtype=np.int32)
    rarity = np.where(known >= 0, table.rarity[known], np.float32(RAREST))
    return Meanings(known, np.minimum(rarity, RAREST).astype(np.float32), forms)


def _number(table: WordTable, form: str) -> int:
    if is_number(form):
        return -1
    return table.numbers.get(form, table.numbers.get(form.removesuffix("'s"), -1))


def passage_vectors(rows: Sequence[Ints], known: Meanings) -> Vectors:
    """One vector [passages, size] for each row of word forms: their vectors, weighted by rarity, in whole numbers.

    The length is one, times 127. Weighting by rarity: Arora, Liang and Ma, ICLR 2017.
    """
    table = word_table()
    size = table.vectors.shape[1]
    out = np.zeros((len(rows), size), dtype=np.float32)
    own: dict[int, Vectors] = {}
    for at, ids in enumerate(rows):
        ids = ids[:MOST_WORDS]
        numbers, weights = known.known[ids], known.rarity[ids]
        inside = numbers >= 0
        total = weights[inside] @ table.vectors[numbers[inside]]
        for word, weight in zip(ids[~inside].tolist(), weights[~inside].tolist(), strict=True):
            if word not in own:
                own[word] = _own_vector(known.forms[word], size)
            total = total + weight * own[word]
        length = float(np.sqrt(np.square(total.astype(np.float64)).sum()))
        out[at] = np.rint(total * (127 / length)) if length else 0
    return out


@lru_cache(maxsize=1 << 14)
def _own_vector(form: str, size: int) -> Vectors:
    """A vector for a word outside the table, of the length of all others: of its runs of three letters.

    So a name spelt otherwise lies near (as subwords do; Bojanowski et al., TACL 2017). Each run is signs out of its
    digest.
    """
    edged = f"<{form}>"
    total = np.zeros(size, dtype=np.float64)
    for at in range(max(1, len(edged) - 2)):
        run = edged[at : at + 3].encode("utf-8", "surrogatepass")
        bits = np.unpackbits(np.frombuffer(blake2b(run, digest_size=size // 8).digest(), dtype=np.uint8))
        total += np.where(bits, 1.0, -1.0)
    length = float(np.sqrt(np.square(total).sum()))
    return np.rint(total * (SCALE / length)).astype(np.float32) if length else total.astype(np.float32)


def word_likeness(a: Ints, b: Ints) -> Vectors:
    """[words of a, words of b]: the cosine of their vectors, given their numbers in the table; 0 for words without."""
    table = word_table()
    found = table.vectors[a] @ table.vectors[b].T / np.float32(SCALE * SCALE)
    found[a < 0] = 0
    found[:, b < 0] = 0
    return np.asarray(np.minimum(found, 1), dtype=np.float32)
