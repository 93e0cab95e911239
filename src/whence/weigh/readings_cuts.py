"""What a quotation leaves out that turns what it keeps: behind an ellipsis, or just before its first word.

An ellipsis says that words are missing and not what they said. Where they held a `not`, or the condition under which
the rest was said, a reader must know. Words left off at an end without a mark are the everyday way to quote; but a
`not` or a `nearly` that stood just before the first word kept, in its own clause, is no end of anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.weigh.readings_diff import Change, printed_words
from whence.weigh.utterances_items import Item
from whence.weigh.words import lexicon
from whence.wordlists import wordlist

_BINDS = frozenset({"but", "yet", "however"})
_STARTS_ANEW = frozenset({"and", "but", "or", "so", "because", "while", "that", "when", "where", "as"})
_BREAKS = ",;:—–()"
_OWN = frozenset({"that"})
"""What may stand before a quotation in the report's own words and says nothing of it."""


def hides(base: Item, reading: Item, found: Sequence[Change], at: int, lost: list[int], gained: list[int]) -> bool:
    """Whether the ellipsis of one of the two leaves out a negator or a condition that the other prints."""
    change = found[at]
    of_base, of_reading = (change.base_from, change.base_to), (change.to_from, change.to_to)
    if _marks_omission(reading, *of_reading):
        whole, left, reach = base, lost, of_base
    elif _marks_omission(base, *of_base):
        whole, left, reach = reading, gained, of_reading
    else:
        return False
    before = _clause(whole, reach[1]) if left and at == 0 and reach[1] < len(whole.units) else []
    return _turns(whole, _beside(whole, found, at, left, reach)) or _holds(whole, before, _cutting())


def cuts(base: Item, reading: Item, found: Sequence[Change], at: int, lost: list[int], gained: list[int]) -> bool:
    """Whether one begins just behind a negator or a limit (`Nearly`) that the other prints in the same clause.

    Words of its own before it may say the same: then only a negator counts, and only where none of them is against
    anything.
    """
    if at or len(found) < 2 or found[1].op != "equal" or bool(lost) == bool(gained):
        return False
    whole, short = (base, reading) if lost else (reading, base)
    places, start = (lost, found[1].to_from) if lost else (gained, found[1].base_from)
    kept = found[1].base_from if lost else found[1].to_from
    own = {unit.norm for unit, inside in zip(short.units, short.inside, strict=True) if not inside} - _OWN
    if not short.inside[start] or own & (_cutting() | lexicon("readings_against.txt") | wordlist("conditions")):
        return False
    if whole.segments[places[-1]] != whole.segments[kept] or whole.sentences[places[-1]] != whole.sentences[kept]:
        return False
    told = set(short.given.cue.casefold().split())
    if short.attribution.stance == "deny" or told & (_cutting() | lexicon("readings_against.txt")):
        return False
    clause = _clause(whole, kept)
    if any(whole.units[at].norm == "why" for at in clause):
        return False  # `why don't they go back`
    return _holds(whole, clause, wordlist("negators") if own else _cutting())


def _cutting() -> frozenset[str]:
    """The words behind which nothing may begin."""
    return wordlist("negators") | wordlist("limits") | wordlist("denials") | lexicon("readings_claims.txt")


def negated_before(item: Item, kept: int) -> bool:
    """Whether a negator stands before a unit in its own clause."""
    return _holds(item, _clause(item, kept), wordlist("negators"))


def _holds(item: Item, places: Sequence[int], turning: frozenset[str]) -> bool:
    norms = [item.units[at].norm for at in sorted(places)]
    affirming = lexicon("readings_affirming.txt")
    turns = [
        norm in turning and " ".join(norms[at : at + 2]) not in affirming  # `no doubt about it` turns nothing
        for at, norm in enumerate(norms)
    ]
    return any(turns) or ("far", "from") in pairwise(norms)


def condition_beside(item: Item, found: Sequence[Change], side: int) -> str:
    """The condition that one of the two (`side` 0: the base) puts to what both keep, in the same sentence, where the
    other leaves it off; else empty."""
    for at in (0, len(found) - 1):
        change = found[at]
        reach = (change.to_from, change.to_to) if side else (change.base_from, change.base_to)
        if change.op != ("insert" if side else "delete") or len(found) < 2:
            continue
        kept = item.sentences[reach[1] if at == 0 else reach[0] - 1]
        places = [place for place in range(*reach) if item.inside[place] and item.sentences[place] == kept]
        provisos = lexicon("readings_provisos.txt")
        first = [place for place in places[:3] if item.units[place].norm in provisos]
        if first and item.units[first[0] - 1].norm == "only" and first[0] - 1 in places:
            first.insert(0, first[0] - 1)
        # what follows begins with it, what goes before is nothing else
        if first and (at or places[0] == first[0]):
            return printed_words(item, first[0], places[-1] + 1)
    return ""


def left_out(base: Item, reading: Item, change: Change) -> str:
    """What a person should know of a change that hides or cuts what turns the rest."""
    lost = printed_words(base, change.base_from, change.base_to)
    gained = printed_words(reading, change.to_from, change.to_to)
    if _marks_omission(reading, change.to_from, change.to_to):
        return f"An ellipsis leaves out “{lost}”."
    if gained and _marks_omission(base, change.base_from, change.base_to):
        return f"An ellipsis leaves out “{gained}” in the base."
    for whole, start, kept in ((base, change.base_from, change.base_to), (reading, change.to_from, change.to_to)):
        clause = _clause(whole, kept) if start < kept < len(whole.units) else []
        if clause and _holds(whole, clause, _cutting()):
            before = printed_words(whole, min(clause), kept)
            if whole is base:
                return f"Begins just behind “{before}”, which the base prints."
            return f"The base begins just behind “{before}”."
    return "One begins where words go before in the other that turn what it says."


def omits(item: Item) -> bool:
    """Whether a quotation is printed with words left out inside it."""
    return any(
        unit.kind == "ellipsis" and item.inside[at] and 0 < at < len(item.units) - 1
        for at, unit in enumerate(item.units)
    )


def _clause(item: Item, kept: int) -> list[int]:
    """The places just before a unit, back to where its clause begins."""
    found: list[int] = []
    text = item.given.text
    for at in range(kept - 1, -1, -1):
        between = text[item.units[at].end : item.units[at + 1].start]
        if any(mark in between for mark in _BREAKS) or item.sentences[at] != item.sentences[kept]:
            break
        if item.units[at].norm in _STARTS_ANEW and found:
            break
        found.append(at)
    return found


def _marks_omission(item: Item, start: int, stop: int) -> bool:
    return any(item.units[at].kind == "ellipsis" for at in range(start, stop))


def _beside(item: Item, found: Sequence[Change], at: int, left: list[int], reach: tuple[int, int]) -> list[int]:
    """What an omission can turn: before the first words kept and behind the last, only their own sentence.

    Before them, `but` binds them to what is left off as well, and takes nothing back of what is kept.
    """
    if 0 < at < len(found) - 1 or len(found) == 1:
        return left
    kept = item.sentences[min(reach[1], len(item.units) - 1) if at == 0 else reach[0] - 1]
    turned = () if at else _BINDS
    return [place for place in left if item.sentences[place] == kept and item.units[place].norm not in turned]


def _turns(item: Item, places: Sequence[int]) -> bool:
    """Whether words that are left out hold a negator, a denial, or the condition under which the rest was said."""
    return _holds(item, places, wordlist("negators") | wordlist("denials") | wordlist("conditions"))
