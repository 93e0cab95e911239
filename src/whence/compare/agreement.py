"""How far two passages say the same things: which of their words agree, sentence by sentence and in order.

A machine that rewrites a text swaps its words and turns its clauses round, but keeps its statements, their order, and
the names and numbers in each. So words are matched wherever they stand in a pair of sentences, and the sentences in
order (dynamic time warping; Sakoe and Chiba, IEEE Trans. ASSP 1978). Two reporters who write of one event share its
names and numbers too; theirs stand in other sentences, beside names and numbers that only one of them has. What is
matched: names (also garbled ones, by edit distance), numbers (in words or digits), plain words by their stems, and, as
weaker evidence, synonyms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from whence.compare.comparable import lexicon_lines
from whence.compare.judge import is_number
from whence.compare.telling import Telling, matching_key, stem

EXACT, SYNONYM = 1.0, 0.6
GARBLED = 78
"""Edit similarity (of 100) of two spellings of one name or word."""
GARBLED_LETTERS = 5
ALONE = 1.3
SENTENCE_ALONE = 1.9
ANCHORS_ALONE = 7
PLAIN_ALONE = 4
SENTENCE_WORDS = 12
"""What passages of several statements (one name or number fewer for three or more), and single sentences, must have."""


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word: its form for matching, synonym groups, sentence (from 0), and whether it is a name or number."""

    key: str
    groups: frozenset[int]
    sentence: int
    anchor: bool
    number: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """What agrees between two passages; counts leave out words inside quotation marks in both.

    `anchors` (names and numbers; `numbers` of them are numbers) and `plain` words agree in sentences that follow one
    another in both; `synonyms` are plain words matched by meaning. `crossing` is the share of what both hold that
    stands in other sentences, `ordered` the share of what agrees that is in one order word by word, `statements` the
    sentences (of the passage with fewer) that have two or more agreeing words, one of them a name or number.
    `anchored`: a name or number agrees, in quotation marks or not.
    """

    anchors: int
    numbers: int
    anchors_a: int
    anchors_b: int
    plain: int
    synonyms: int
    plain_a: int
    plain_b: int
    crossing: float
    ordered: float
    statements: int
    anchored: bool
    pairs: tuple[tuple[int, int], ...]

    @property
    def of_anchors(self) -> float:
        """The share of the names and numbers of the passage with more of them."""
        return min(1.0, self.anchors / max(1, self.anchors_a, self.anchors_b))

    @property
    def of_plain(self) -> float:
        """The share of the plain words of the passage with more of them, a synonym counted less."""
        return (self.plain + SYNONYM * self.synonyms) / max(1, self.plain_a, self.plain_b)

    @property
    def score(self) -> float:
        """One number for all of it, 0 where independent accounts of one fact begin to be met.

        The weights were set by hand on half of `tests/compare/rewrites.jsonl` and on some 70,000 pairs of passages of
        different outlets that share names and numbers.
        """
        return (
            5 * (self.of_anchors - 0.7)
            + 6 * (self.of_plain - 0.3)
            + (self.ordered - 0.7)
            + 0.15 * (min(self.anchors, 12) - 7)
            - 6 * self.crossing
        )

    @property
    def why(self) -> str:
        """The evidence in words."""
        others = f", and {self.synonyms} words are swapped for words that mean the same" if self.synonyms else ""
        return (
            f"{self.anchors} names and numbers (of {max(self.anchors_a, self.anchors_b)}) and {self.plain} plain words "
            f"agree, statement by statement{others}"
        )


def stands_alone(agreed: Agreement) -> bool:
    """Whether two passages are one text reworded on this evidence alone.

    Single sentences of one fact agree by chance as far as rewrites do, so they need nearly all names and numbers.
    """
    if agreed.statements >= 2:
        plain = agreed.plain + agreed.synonyms >= PLAIN_ALONE
        anchors = agreed.anchors >= ANCHORS_ALONE - (agreed.statements >= 3)
        return agreed.score >= ALONE and anchors and plain
    single = (
        agreed.anchors >= 5
        and agreed.numbers >= 2
        and len(agreed.pairs) >= SENTENCE_WORDS
        and agreed.of_anchors >= 0.95
        and agreed.of_plain >= 0.37
        and agreed.ordered >= 0.68
    )
    return single and agreed.score >= SENTENCE_ALONE


@lru_cache(maxsize=1)
def _synonyms() -> Mapping[str, frozenset[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lexicon_lines("synonyms.txt")):
        for word in line.split():
            groups[stem(word)].add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def groups_of(key: str) -> frozenset[int]:
    """The groups of the lexicon of synonyms that a word stands in, given the form by which it is matched."""
    return _synonyms().get(key, frozenset())


@lru_cache(maxsize=4096)
def words_of(passage: Telling) -> tuple[Word, ...]:
    """The telling words of a passage, as they are matched."""
    row, nothing = passage.row, frozenset[int]()
    forms = row.forms
    sentences: dict[int, int] = {}
    found = []
    for at, name, quoted in zip(passage.at.tolist(), passage.names.tolist(), passage.quoted.tolist(), strict=True):
        form = forms[at]
        number = row.sentence[at]
        opens = at == 0 or row.sentence[at - 1] != number
        key = matching_key(form)
        anchor = is_number(form) or (name and not (opens and key in _synonyms()))
        groups = nothing if anchor else _synonyms().get(key, nothing)
        found.append(
            Word(key, groups, sentences.setdefault(int(number), len(sentences)), anchor, is_number(form), quoted)
        )
    return tuple(found)


def agreement(a: Sequence[Word], b: Sequence[Word]) -> Agreement:
    """What agrees between two passages."""
    matches = _matches(a, b)
    path = _path(matches, a, b)
    pairs = _one_to_one(matches, a, b, path)
    anywhere = len(_one_to_one(matches, a, b, None))
    told = [(i, j, weight) for i, j, weight in pairs if not (a[i].quoted and b[j].quoted)]
    anchors = sum(a[i].anchor or b[j].anchor for i, j, _ in told)
    synonyms = sum(weight < EXACT for _, _, weight in told)
    return Agreement(
        anchors=anchors,
        numbers=sum(a[i].number and b[j].number for i, j, _ in told),
        anchors_a=sum(word.anchor for word in a),
        anchors_b=sum(word.anchor for word in b),
        plain=len(told) - anchors - synonyms,
        synonyms=synonyms,
        plain_a=sum(not word.anchor for word in a),
        plain_b=sum(not word.anchor for word in b),
        crossing=(anywhere - len(pairs)) / max(1, anywhere),
        ordered=rising([j for _, j, _ in sorted(pairs)]) / max(1, len(pairs)),
        statements=min(_statements([a[i] for i, _, _ in told]), _statements([b[j] for _, j, _ in told])),
        anchored=any(a[i].anchor or b[j].anchor for i, j, _ in pairs),
        pairs=tuple(sorted((i, j) for i, j, _ in pairs)),
    )


def _matches(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[int, int, float]]:
    by_key: dict[str, list[int]] = defaultdict(list)
    by_group: dict[int, list[int]] = defaultdict(list)
    for j, word in enumerate(b):
        by_key[word.key].append(j)
        for group in word.groups:
            by_group[group].append(j)
    found: list[tuple[int, int, float]] = []
    loose_a, met = [], set()
    for i, word in enumerate(a):
        same = by_key.get(word.key)
        if same:
            found += [(i, j, EXACT) for j in same]
            met.update(same)
            continue
        near = sorted({j for group in word.groups for j in by_group.get(group, ())})
        found += [(i, j, SYNONYM) for j in near]
        if not near:
            loose_a.append(i)
    loose_b = [j for j in range(len(b)) if j not in met]
    return found + _garbled(a, b, loose_a, loose_b)


def _garbled(
    a: Sequence[Word], b: Sequence[Word], loose_a: Sequence[int], loose_b: Sequence[int]
) -> list[tuple[int, int, float]]:
    """Names and words that are spelt otherwise (transliterated, translated there and back)."""
    left = [i for i in loose_a if len(a[i].key) >= GARBLED_LETTERS and a[i].key.isalpha()]
    right = [j for j in loose_b if len(b[j].key) >= GARBLED_LETTERS and b[j].key.isalpha()]
    if not left or not right:
        return []
    scores = process.cdist([a[i].key for i in left], [b[j].key for j in right], scorer=fuzz.ratio)
    return [
        (left[x], right[y], EXACT)
        for x, y in zip(*(index.tolist() for index in (scores >= GARBLED).nonzero()), strict=True)
        if a[left[x]].anchor == b[right[y]].anchor
    ]


def _path(matches: Sequence[tuple[int, int, float]], a: Sequence[Word], b: Sequence[Word]) -> set[tuple[int, int]]:
    """The pairs of sentences, in order in both, along which most agrees."""
    rows, columns = a[-1].sentence + 1, b[-1].sentence + 1
    best: dict[tuple[int, int, int], float] = {}
    for i, j, weight in matches:
        cell = a[i].sentence, b[j].sentence, i
        best[cell] = max(best.get(cell, 0.0), weight)
    value = [[0.0] * columns for _ in range(rows)]
    for (s, t, _), weight in best.items():
        value[s][t] += weight
    total = [[0.0] * columns for _ in range(rows)]
    for s in range(rows):
        for t in range(columns):
            before = [total[x][y] for x, y in ((s - 1, t - 1), (s - 1, t), (s, t - 1)) if x >= 0 and y >= 0]
            total[s][t] = value[s][t] + max(before, default=0.0)
    s, t, path = rows - 1, columns - 1, set()
    while True:
        path.add((s, t))
        if not s and not t:
            return path
        steps = [(total[x][y], -x - y, x, y) for x, y in ((s - 1, t - 1), (s - 1, t), (s, t - 1)) if x >= 0 and y >= 0]
        _, _, s, t = max(steps)


def _one_to_one(
    matches: Sequence[tuple[int, int, float]], a: Sequence[Word], b: Sequence[Word], path: set[tuple[int, int]] | None
) -> list[tuple[int, int, float]]:
    """Each word matched once, the surest and nearest first, in the cells of the path where there is one."""
    used_a, used_b = set(), set()
    kept: list[tuple[int, int, float]] = []
    slope = len(b) / max(1, len(a))
    for i, j, weight in sorted(matches, key=lambda m: (-m[2], abs(m[0] * slope - m[1]), m[0], m[1])):
        if i in used_a or j in used_b or (path is not None and (a[i].sentence, b[j].sentence) not in path):
            continue
        used_a.add(i)
        used_b.add(j)
        kept.append((i, j, weight))
    return kept


def _statements(agreeing: Sequence[Word]) -> int:
    words = Counter(word.sentence for word in agreeing)
    anchored = {word.sentence for word in agreeing if word.anchor}
    return sum(count >= 2 and sentence in anchored for sentence, count in words.items())


def garbled(one: str, other: str) -> bool:
    """Whether two forms may be two spellings of one name."""
    return min(len(one), len(other)) >= GARBLED_LETTERS and fuzz.ratio(one, other) >= GARBLED


def rising(numbers: Sequence[int]) -> int:
    """The length of the longest rising run through the numbers (patience sorting)."""
    tops: list[int] = []
    for number in numbers:
        at = bisect_left(tops, number)
        tops[at : at + 1] = [number]
    return len(tops)
