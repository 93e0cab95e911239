"""How the words of two attributions lie beside each other, and what forbids that they are of one utterance."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from rapidfuzz.distance import LCSseq

from whence.weigh.utterances_items import Item, published_apart, said_apart, weight
from whence.weigh.words import is_function, stem
from whence.wordlists import wordlist

NEAR_DAYS = 4
"""Reports published this many days apart may tell of one occasion."""


BEFORE = 4
"""Words before what two share in which a negator is of it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How two runs of quoted words agree: words and content words matched, longest run, cover of the lighter side."""

    matched: int
    content: int
    run: int
    run_content: int
    cover: float
    compact: bool
    shorter: int


def shape_of(one: tuple[str, ...], two: tuple[str, ...]) -> Shape:
    short, long = (one, two) if (len(one), one) <= (len(two), two) else (two, one)
    numbered = {norm: at for at, norm in enumerate(dict.fromkeys(short + long))}
    left, right = [numbered[norm] for norm in short], [numbered[norm] for norm in long]
    blocks = [code for code in LCSseq.opcodes(left, right) if code.tag == "equal"]
    matched = [norm for code in blocks for norm in short[code.src_start : code.src_end]]
    best = SequenceMatcher(None, short, long, autojunk=False).find_longest_match()
    run = short[best.a : best.a + best.size]
    reach = blocks[-1].dest_end - blocks[0].dest_start if blocks else 0
    lighter = min(weight(short), weight(long))
    compact = reach <= 1.6 * len(short) + 4 or best.size >= 0.6 * len(short)
    return Shape(
        matched=len(matched),
        content=sum(not is_function(norm) for norm in matched),
        run=best.size,
        run_content=sum(not is_function(norm) for norm in run),
        cover=weight(matched) / lighter if lighter else 0.0,
        compact=compact or _near_by(left, right, best) == len(matched),
        shorter=len(short),
    )


def _near_by(left: list[int], right: list[int], best: Match) -> int:
    """How many words agree in order around the longest run, as far as the shorter of the two can reach."""
    spare = int(0.3 * len(left)) + 2
    start, end = best.b - best.a - spare, best.b + len(left) - best.a + spare
    return int(LCSseq.similarity(left, right[max(0, start) : end]))


def mostly_quoted(item: Item) -> bool:
    """Whether more than half of the words are inside quotation marks."""
    return 2 * len(item.quoted) > len(item.norms)


def same_occasion(a: Item, b: Item, days: int = NEAR_DAYS) -> bool:
    """Whether both may tell of one occasion: said on days that meet, or published within a few days."""
    said = said_apart(a, b)
    if said is not None:
        return said <= 1
    apart = published_apart(a, b)
    return apart is not None and apart <= days


def stances_clash(a: Item, b: Item) -> bool:
    """One denies and the other does not: the content of a denial is what the speaker rejects."""
    return (a.attribution.stance == "deny") != (b.attribution.stance == "deny")


def numbers_agree(a: Item, b: Item) -> bool:
    """No number of one is missing from the other while the other has one of its own in its place."""
    return not (a.numbers - b.numbers and b.numbers - a.numbers)


def turned(a: Item, b: Item, shared: frozenset[str]) -> bool:
    """Whether one has a negator more than the other, also where both say the same things: what one alone adds turns
    nothing."""
    if a.negators % 2 == b.negators % 2:
        return False
    return _negators_among(a, shared) % 2 != _negators_among(b, shared) % 2


def _negators_among(item: Item, shared: frozenset[str]) -> int:
    """The negators from just before the first shared word (`no evidence that I used`) to the last."""
    places = [at for at, norm in enumerate(item.norms) if stem(norm) in shared]
    return sum(one in wordlist("negators") for one in item.norms[max(0, places[0] - BEFORE) : places[-1] + 1])


def pieces_of(item: Item) -> list[tuple[str, ...]]:
    """The words of each of its runs of quotation."""
    return [
        tuple(unit.norm for unit, n in zip(item.units, item.segments, strict=True) if n == at and unit.kind == "word")
        for at in range(len(item.given.quoted))
    ]


def sentences_of(item: Item) -> list[tuple[str, ...]]:
    """The words of each sentence that stands whole inside quotation marks."""
    found: dict[int, list[str]] = {}
    for unit, inside, number in zip(item.units, item.inside, item.sentences, strict=True):
        if inside and unit.kind == "word":
            found.setdefault(number, []).append(unit.norm)
    return [tuple(found[number]) for number in sorted(found)]


def stands_in(piece: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(words[at : at + len(piece)] == piece for at in range(len(words) - len(piece) + 1))
