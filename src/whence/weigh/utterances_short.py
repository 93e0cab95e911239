"""Short quotations and short tellings of one speaker, which share too few words for the common bars.

What a denial loses with its `not`, what a report tells around the few words that it quotes, and a quotation told in a
dozen words of a report's own: each is one utterance where speaker and day are the same and hardly a word differs.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.weigh.utterances_items import Item, Rarity
from whence.weigh.utterances_shape import (
    Shape,
    mostly_quoted,
    numbers_agree,
    pieces_of,
    same_occasion,
    shape_of,
    stances_clash,
    stands_in,
    turned,
)
from whence.weigh.words import is_function, stem
from whence.wordlists import wordlist

TOLD_AGAIN = 0.6
"""The share of the words of two quotations, by stems and in order, that two translations of one answer share."""
IN_CONTEXT = 3
"""Content words that a report tells in the order of what it quotes a few words of."""
_WITH_A_NOT = frozenset({"do", "does", "did", "a", "an", "the", "any", "some", "and", "or"})
"""Words that a negator brings with it or drives out."""
_BODIES = {f"{which}{what}": what for which in ("no", "some", "any", "every") for what in ("body", "thing")}
MOST_OF_IT = 6
"""So many words agree in two quotations that differ in one."""
WOVEN, WOVEN_SHARE = 5, 0.7
"""So many quoted words that agree in order, and so much of the shorter; and so many content words in all."""
FRAGMENT_CONTENT = 3
"""So many content words, rare but for one, are no chance, where the speaker is left open ..."""
SCARCELY = 6
"""... and one of them is in no more attributions than this."""
TOLD_MOST = 0.85
"""So much of the content of a short statement is of the quotation, in its order."""


def but_for_a_not(a: Item, b: Item) -> bool:
    """Whether two quotations of two reports, however short, are the same words but for their negators."""
    if not (mostly_quoted(a) and mostly_quoted(b)) or a.given.report_id == b.given.report_id:
        return False
    one, two = sorted((_without_not(a.quoted), _without_not(b.quoted)), key=len)
    if a.negators == b.negators or len(one) < 2:
        return False
    content = sum(not is_function(norm) for norm in one)
    return (one == two and (content > 0 or len(one) > 2)) or (content > 1 and len(one) > 2 and stands_in(one, two))


def _without_not(norms: tuple[str, ...]) -> tuple[str, ...]:
    """The words without negators and what comes and goes with them; `nobody` and `somebody` as one."""
    bare = wordlist("negators") | _WITH_A_NOT
    return tuple(_BODIES.get(norm, norm) for norm in norms if norm in _BODIES or norm not in bare)


def told_shortly(a: Item, b: Item) -> bool:
    """Whether b tells in its own words, on the day or the next, what a quotes: hardly a word of content besides."""
    if not mostly_quoted(a) or b.quoted or a.given.report_id == b.given.report_id:
        return False
    if not same_occasion(a, b, 1) or not numbers_agree(a, b) or stances_clash(a, b):
        return False
    shape = shape_of(tuple(_content(a)), tuple(_content(b)))
    most = shape.matched >= TOLD_AGAIN * len(_content(a)) and shape.matched >= TOLD_MOST * len(_content(b))
    return shape.compact and shape.matched >= IN_CONTEXT and most


def quotes_in_context(a: Item, b: Item) -> bool:
    """Whether a, mostly in its own words, quotes a few of b's and tells what b says around them, in its order."""
    if mostly_quoted(a) or not mostly_quoted(b) or len(a.quoted) < 2 or a.given.report_id == b.given.report_id:
        return False
    pieces = pieces_of(a)
    if not all(stands_in(piece, b.quoted) for piece in pieces) or all(map(is_function, a.quoted)):
        return False
    shared = a.stems & b.stems
    if not numbers_agree(a, b) or stances_clash(a, b) or not shared or turned(a, b, shared):
        return False
    shape = shape_of(tuple(_content(a)), tuple(_content(b)))
    return shape.compact and shape.matched >= IN_CONTEXT and shape.matched >= TOLD_AGAIN * len(a.stems)


def all_but_a_word(a: Item, b: Item, shape: Shape) -> bool:
    """Whether a short quotation of a speaker's day stands in another but for one word (`Nobody even told me about it`,
    `Nobody ever told me about it`); `shape` is of the quoted words of both."""
    whole = shape.compact and shape.matched >= MOST_OF_IT and shape.matched >= shape.shorter - 1
    return same_occasion(a, b, 1) and whole and shape.run >= IN_CONTEXT and shape.content >= 1


def fragment_of(a: Item, b: Item, shape: Shape, rarity: Rarity) -> bool:
    """Whether one quotes but three words of content or more of the other, running and rare in the pile but for one, on
    the day or the next.

    `shape` is of the quoted words of both, whoever they name as the speaker.
    """
    said = [norm for norm in min(a.quoted, b.quoted, key=len) if not is_function(norm)]
    if shape.run < shape.shorter or len(said) < FRAGMENT_CONTENT or not same_occasion(a, b, 1):
        return False  # a part, too little, or of another day
    scarce = min(rarity.held_by.get(stem(norm), 1) for norm in said) <= SCARCELY
    return scarce and _rare(said, rarity) >= len(said) - 1 and not stances_clash(a, b)


def quotes_pieces(a: Item, b: Item, rarity: Rarity) -> bool:
    """Whether a's quotations, short as they are (`“profoundly immoral”`), stand whole in b's words.

    Each has two words of content at the least, one of which is rare in the pile.
    """
    if mostly_quoted(a) or not mostly_quoted(b) or stances_clash(a, b) or len(a.quoted) >= len(b.quoted):
        return False
    if a.given.report_id == b.given.report_id:
        return False  # a word or two that one report comes back to
    pieces = pieces_of(a)
    said = [[norm for norm in piece if not is_function(norm)] for piece in pieces]
    whole = all(len(norms) > 1 and stands_in(piece, b.quoted) for norms, piece in zip(said, pieces, strict=True))
    return whole and any(_rare(norms, rarity) for norms in said)


def but_for_endings(a: Item, b: Item, rarity: Rarity) -> bool:
    """Whether two reports quote the same few words in other forms (`if time allows it`, `if time allowed it`)."""
    one, two = (tuple(stem(norm) for norm in item.quoted) for item in (a, b))
    said = [norm for norm in a.quoted if not is_function(norm)]
    if one != two or a.quoted == b.quoted or len(said) < 2 or a.given.report_id == b.given.report_id:
        return False
    return min(rarity.held_by.get(stem(norm), 1) for norm in said) <= SCARCELY


def scarce_words(a: Item, b: Item, rarity: Rarity) -> bool:
    """Whether one quotes but a word or more of the other, all scarce in the pile, on its day, whoever is named.

    A single word is enough only where what is told around it agrees as well (`they “abhor” the raid on Orlo and Vell`).
    """
    small, large = sorted((a, b), key=lambda item: (len(item.quoted), item.id))
    said = [norm for norm in small.quoted if not is_function(norm)]
    if not said or mostly_quoted(small) or small.given.report_id == large.given.report_id:
        return False
    if not same_occasion(a, b, 1) or stances_clash(a, b) or not numbers_agree(a, b):
        return False
    if not all(stands_in(piece, large.quoted) for piece in pieces_of(small)):
        return False
    if any(rarity.held_by.get(stem(norm), 1) > SCARCELY for norm in said):
        return False
    shared = a.stems & b.stems
    lighter = min(rarity.total(a.stems), rarity.total(b.stems))
    return len(said) > 1 or (len(shared) > IN_CONTEXT and rarity.total(shared) >= TOLD_AGAIN * lighter)


def _rare(norms: Sequence[str], rarity: Rarity) -> int:
    return sum(rarity.is_rare(stem(norm)) for norm in norms)


def woven_in(a: Item, b: Item, shape: Shape) -> bool:
    """Whether a few quoted words of a speaker's day, woven into a sentence that tells the rest, are another's.

    `shape` is of the quoted words of both.
    """
    if (mostly_quoted(a) and mostly_quoted(b)) or not same_occasion(a, b, 1) or stances_clash(a, b):
        return False
    if min(len(a.given.quoted), len(b.given.quoted)) > 1:
        return False  # pieces strung together may be of anything
    alike = shape.matched >= WOVEN and shape.content >= IN_CONTEXT and shape.run >= IN_CONTEXT
    return alike and shape.compact and shape.cover >= WOVEN_SHARE and len(a.stems & b.stems) >= WOVEN


def _content(item: Item) -> list[str]:
    return [stem(norm) for norm in item.norms if not is_function(norm)]
