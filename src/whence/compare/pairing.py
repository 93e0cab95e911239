"""Which pairs of reports have anything to compare, and where: shared runs of words, passages that may be one reworded.

Held as arrays, pair after pair: a large pile has millions of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from whence.compare.align import promising
from whence.compare.blocks import Block
from whence.compare.comparable import Bools, Comparable, Ints, WordRow
from whence.compare.index import Runs, outlet_numbers, shared_runs
from whence.compare.meant import bar
from whence.compare.nearest import NEAREST
from whence.compare.reader import has_reader
from whence.compare.rewording import PASSAGE_WORDS, candidates
from whence.compare.telling import Tables, Telling, tellings
from whence.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """The rows of a pile, their passages, and the pairs of rows that are worth comparing, in order.

    `seeds` [runs, 3] are first word in a, first word in b, length in words; `proposed` [pairs of passages, 2] are the
    places of passages in the two rows. The bounds [pairs + 1] say which of both are a pair's. `common` flags the words
    that are common in the row's own outlet (see `index.Runs`).
    """

    rows: Sequence[WordRow]
    common: Sequence[Bools | None]
    passages: Sequence[Sequence[Telling]]
    pairs: Ints
    seeds: Ints
    seed_bounds: Ints
    proposed: Ints
    proposed_bounds: Ints
    closely: bool
    """Whether passages are read for what they mean, too."""
    read: Ints
    """[rows] How many passages of each row are long enough to be read for what they mean."""

    def __len__(self) -> int:
        return len(self.pairs)

    def rows_of(self, at: int) -> tuple[int, int]:
        """The numbers of the two rows of a pair, or twice the same."""
        a, b = self.pairs[at].tolist()
        return a, b

    def seeds_of(self, at: int) -> list[Block]:
        """The runs of words that the two rows share."""
        return [Block(*run) for run in self.seeds[self.seed_bounds[at] : self.seed_bounds[at + 1]].tolist()]

    def proposed_of(self, at: int) -> list[tuple[int, int]]:
        """The pairs of passages, by their places, that may be one text reworded."""
        found = self.proposed[self.proposed_bounds[at] : self.proposed_bounds[at + 1]].tolist()
        return [(one, other) for one, other in found]

    def enough(self, at: int) -> float:
        """The log odds from which two passages of a pair are one text, by how many chance may make alike.

        Those are each passage of the report with fewer, with the nearest of all others.
        """
        fewer = int(self.read[self.pairs[at]].min())
        return bar(fewer * min(NEAREST, max(1, int(self.read.sum()) - fewer)))


def pair_up(rows: Sequence[WordRow], settings: Settings) -> Pairing:
    """The pairs of rows that share runs of words, or passages that may be one reworded."""
    a, b, seeds, common = _seeds(rows, settings)
    tables = Tables(rows[0].vocabulary if rows else ())
    passages = [tellings(row, flags, tables) for row, flags in zip(rows, common, strict=True)]
    held = np.array([len(own) for own in passages], dtype=np.int64)
    owner, first = np.repeat(np.arange(len(rows)), held), np.cumsum(held) - held
    closely = len(rows) <= settings.read_closely and has_reader()
    of_pile = [passage for own in passages for passage in own]
    proposed = candidates(of_pile, owner, outlet_numbers(rows)[owner] if closely else None)
    of = owner[proposed]
    many = max(1, len(rows))
    keys_seeds, keys_proposed = a.astype(np.int64) * many + b, of[:, 0] * many + of[:, 1]
    rank = np.argsort(keys_proposed, kind="stable")
    proposed, of, keys_proposed = proposed[rank], of[rank], keys_proposed[rank]
    keys = np.union1d(keys_seeds, keys_proposed)
    return Pairing(
        rows,
        common,
        passages,
        np.stack(np.divmod(keys, many), axis=1),
        seeds,
        np.searchsorted(keys_seeds, [*keys.tolist(), many * many]),
        (proposed - first[of]).astype(np.int32),
        np.searchsorted(keys_proposed, [*keys.tolist(), many * many]),
        closely,
        np.array([sum(one.words >= PASSAGE_WORDS for one in own) for own in passages], dtype=np.int64),
    )


def _seeds(rows: Sequence[WordRow], settings: Settings) -> tuple[Ints, Ints, Ints, tuple[Bools | None, ...]]:
    """The runs of promising pairs, by pair and place: rows a and b, seeds; and what is common in its own outlet."""
    runs: Runs = shared_runs(rows, settings.shingle_words)
    keep = np.flatnonzero(promising(runs, settings.min_shared_words))
    keep = keep[np.lexsort((runs.b_first[keep], runs.a_first[keep], runs.b[keep], runs.a[keep]))]
    seeds = np.stack((runs.a_first[keep], runs.b_first[keep], runs.words[keep]), axis=1).astype(np.int32)
    return runs.a[keep], runs.b[keep], seeds, runs.common


def content_key(report: Comparable, common: Bools | None) -> bytes:
    """A digest of all of a report that its comparison with another depends on."""
    own = (
        report.report_id, report.text, report.outlet, report.published_earliest, report.published_latest,
        report.passages, report.quoted, report.credits, report.left_out, report.told,
        report.published_at,
    )  # fmt: skip
    found = blake2b(repr(own).encode("utf-8", "surrogatepass"), digest_size=16)
    found.update(b"" if common is None else common.tobytes())
    return found.digest()


def pair_key(pairing: Pairing, at: int, contents: Sequence[bytes], rules: str) -> bytes:
    """A digest of all that the comparison of one pair depends on: where it is known, so is the result."""
    a, b = pairing.rows_of(at)
    found = blake2b(rules.encode(), digest_size=16)
    found.update(contents[a] + contents[b] + f"{pairing.enough(at):.4f}".encode())
    found.update(pairing.seeds[pairing.seed_bounds[at] : pairing.seed_bounds[at + 1]].tobytes())
    found.update(b"|")
    found.update(pairing.proposed[pairing.proposed_bounds[at] : pairing.proposed_bounds[at + 1]].tobytes())
    return found.digest()
