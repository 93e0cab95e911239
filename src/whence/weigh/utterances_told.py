"""Two tellings of one statement whose content stands in one order, whoever each report names as the speaker.

What one report quotes and another tells without marks, or both tell, keeps its content words and their order, while the
small words between and the endings change: `“We inspected the roof in March”`, `the roof had been inspected in March`.
Five content words in one order, nearly all that the shorter has, are more than chance, even where one report gives the
speaker by his office alone.
"""

from __future__ import annotations

from whence.weigh.utterances_items import Item, Rarity, published_apart, said_apart, weight
from whence.weigh.utterances_names import speakers_of
from whence.weigh.utterances_shape import (
    NEAR_DAYS,
    Shape,
    mostly_quoted,
    numbers_agree,
    same_occasion,
    shape_of,
    stances_clash,
)
from whence.weigh.words import is_function, stem

IN_ORDER, NEARLY_ALL = 5, 0.75
"""So many content words in one order, and so much of the words of the lighter."""
TOLD_TWICE = 0.9
"""So much of it, where nobody quotes it and the speakers are left open."""
LIKE_IN_LENGTH = 0.5
"""The lighter weighs at least so much of the heavier, where nobody names the same speaker."""
LONG, LONG_SHARE = 9, 0.7
"""So many content words in one order are of one statement, though the speakers are left open and little more agrees."""
WHOLE, LEAST_OF_THE_OTHER = 3, 0.4
"""So many content words, and so much of the other's, are a statement that another holds whole."""
MANY, MANY_LIKE = 6, 0.5
"""So many rare content words that two statements of one speaker share, and so much of the lighter's content."""
OPEN_MATCHED, OPEN_SHARE, OPEN_RUN = 8, 0.8, 4
"""So many quoted words in one order, so much of the lighter, so many running, where the speakers are left open."""


def told_in_order(a: Item, b: Item, rarity: Rarity) -> bool:
    """Whether two tellings, one at least not in the speaker's own words, have their content in one order."""
    if a.given.report_id == b.given.report_id or (mostly_quoted(a) and mostly_quoted(b)):
        return False
    speakers = speakers_of(a, b)
    if speakers == "different" or not _may_be_one(a, b):
        return False
    shared = a.stems & b.stems
    if len(shared) < IN_ORDER - 1 or sum(rarity.is_rare(one) for one in shared) < 2 or a.negators % 2 != b.negators % 2:
        return False
    one, two = (tuple(stem(norm) for norm in item.norms) for item in (a, b))
    shape = shape_of(one, two)
    lighter, heavier = sorted((weight(one), weight(two)))
    least = NEARLY_ALL
    if speakers == "open" and shape.content >= LONG:
        least = LONG_SHARE
    elif speakers == "open":
        if lighter < LIKE_IN_LENGTH * heavier:
            return False
        # two reports of one outlet repeat what lies behind the news, whoever says something of it
        quoted = mostly_quoted(a) or mostly_quoted(b)
        if not quoted and {one.attribution.speaker_basis for one in (a, b)} == {"name", "description"}:
            return False
        least = NEARLY_ALL if quoted else TOLD_TWICE
    return shape.compact and shape.content >= IN_ORDER and shape.run >= 3 and shape.cover >= least


def told_whole(a: Item, b: Item, rarity: Rarity) -> bool:
    """Whether one of two statements of a speaker, told on the day or the next, stands whole in the other.

    All that it holds of content, three words at the least, runs in the other, which does not say much more.
    """
    shared = a.plain_stems & b.plain_stems
    if len(shared) < WHOLE - 1 or a.given.report_id == b.given.report_id or mostly_quoted(a) or mostly_quoted(b):
        return False
    one, two = sorted((_content(a), _content(b)), key=len)
    if len(one) < WHOLE or len(one) < LEAST_OF_THE_OTHER * len(two) or a.negators % 2 != b.negators % 2:
        return False
    if not any(two[at : at + len(one)] == one for at in range(len(two) - len(one) + 1)):
        return False
    if not any(rarity.is_rare(held) for held in shared):
        return False
    return same_occasion(a, b, 1) and numbers_agree(a, b) and not stances_clash(a, b)


def _content(item: Item) -> list[str]:
    return [stem(norm) for norm in item.norms if not is_function(norm)]


def shares_many(a: Item, b: Item, rarity: Rarity, cover: float) -> bool:
    """Whether two statements of one speaker share so many rare words of content that they are one, told twice.

    `cover` is the share of the lighter's content that the other holds.
    """
    if a.given.report_id == b.given.report_id or cover < MANY_LIKE or not same_occasion(a, b, 1):
        return False
    rare = [one for one in a.plain_stems & b.plain_stems if rarity.is_rare(one)]
    return len(rare) >= MANY


def open_but_worded_alike(a: Item, b: Item, shape: Shape) -> bool:
    """Whether two quotations whose speakers are left open are worded so much alike that they are one."""
    if not (mostly_quoted(a) and mostly_quoted(b)) or not numbers_agree(a, b):
        return False
    whole = shape.matched == shape.shorter == shape.run
    enough = shape.content >= 3 or (whole and shape.content >= 2 and shape.run > OPEN_MATCHED)
    return (
        shape.compact
        and enough
        and shape.matched >= OPEN_MATCHED
        and shape.run >= OPEN_RUN
        and shape.cover >= OPEN_SHARE
    )


def _may_be_one(a: Item, b: Item) -> bool:
    """Whether neither days nor numbers nor stances forbid it."""
    said = said_apart(a, b)
    if said is not None and said > 1:
        return False
    apart = published_apart(a, b)
    return apart is not None and apart <= NEAR_DAYS and numbers_agree(a, b) and not stances_clash(a, b)
