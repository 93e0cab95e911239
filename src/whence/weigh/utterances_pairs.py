"""Whether two attributions report the same utterance: the evidence for one pair.

Words inside quotation marks are the strongest evidence; statements turned indirect are compared by the content words
they share, weighted by how rare those are in the pile. Resemblance proposes; speaker, days, numbers and polarity can
each forbid. The thresholds were set by reading joined pairs beside their texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import LCSseq

from whence.weigh.utterances_items import Item, Rarity, published_apart, said_apart, said_days, weight
from whence.weigh.utterances_names import speakers_of
from whence.weigh.utterances_shape import (
    NEAR_DAYS,
    Shape,
    mostly_quoted,
    numbers_agree,
    pieces_of,
    same_occasion,
    sentences_of,
    shape_of,
    stances_clash,
    stands_in,
    turned,
)
from whence.weigh.utterances_short import (
    TOLD_AGAIN,
    all_but_a_word,
    but_for_a_not,
    but_for_endings,
    fragment_of,
    quotes_in_context,
    quotes_pieces,
    scarce_words,
    told_shortly,
    woven_in,
)
from whence.weigh.utterances_told import MANY_LIKE, open_but_worded_alike, shares_many, told_in_order, told_whole
from whence.weigh.words import is_number, lexicon, stem

STATEMENT_DAYS = 2
"""The same for statements without quotation marks, which have less to agree in."""
BRIEF = 8
"""A statement of fewer content words than this has three quarters of them in the other."""
LONG_RUN = 8
"""So many words running that agree inside quotation marks are the same words, whoever is said to have spoken them."""
ALIKE_WORDS = 5
ALIKE_SHARE = 0.7
"""Statements of so many words of which so much (by weight) is the same, in order, are one though few words are rare."""
ANOTHER_DAY, FAR_DAY = 0.9, 0.97
"""Quotations in reports that are not known to be near each other in time are of one occasion only where nearly all of
one is in the other, in reports known to be days apart all of it: speakers say much the same again."""
FRAGMENT = 5
"""Fewer quoted words than this may be a speaker's habit: they join no reports further apart than `STATEMENT_DAYS`."""
UNDATED = 0.6
"""As `ANOTHER_DAY`, of one speaker, where a report has no date: nothing says that it is of another day."""
ALL_BUT_A_WORD = 0.8
"""As `UNDATED`, where a changed word cuts the run short: so much of one stands in the other, in order."""
TOLD_RUN, TOLD_SHARE = 6, 0.5
"""So many words running of a quotation, and so much of its words in all, are told by another without marks."""
TOLD_PART = 0.7
"""Or so much of what a shorter one tells is of the quotation, in its order."""
TOLD_WHOLE = 0.95
"""So much of a quotation is all of it."""
ORDERED, ORDERED_LIKE = 5, 0.6
"""Statements that share so many content words in one order need only this likeness: one is the other, told."""
LONG_ORDERED, LONG_ORDERED_LIKE = 8, 0.4
"""The same, where many more are shared."""
SCARCE = 4
"""A content word that no more attributions than this hold is no commonplace."""
OVERLAP, OVERLAP_CONTENT, OVERLAP_SHARE = 12, 5, 0.4
"""So many words running, so many of them content words, and so much of the lighter are the same words, though each goes
on in its own way."""
WHOLE_CONTENT = 4
"""So many content words running are enough where they are all that one quotes, whenever the reports were printed."""
ERROR_DAYS = 7
"""Stated days further apart than this are no error but two occasions."""
VERY_LONG_RUN = 14
"""So many that even stated days which differ are taken for an error."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two attributions are taken for one utterance. `run` is the longest run of agreeing quoted words."""

    strength: float
    run: int
    same_words: bool
    """Whether the agreement is of words inside quotation marks, long enough to outweigh who is named as speaker."""
    one_speaker: bool = False
    """Whether it is of words inside quotation marks that both give to one speaker: who else of their groups is named
    does not count against it."""


def agreement(a: Item, b: Item, rarity: Rarity) -> Evidence | None:
    """The evidence that two attributions are of one utterance, or None."""
    if a.overlaps(b):
        return None
    quoted = quoted_agreement(a, b, rarity) if a.quoted and b.quoted else None
    if quoted is not None:
        return quoted
    if mostly_quoted(a) and mostly_quoted(b):
        return None
    if speakers_of(a, b) == "same":
        found = statement_agreement(a, b, rarity)
        if found is not None:
            return found
        if told_shortly(a, b) or told_shortly(b, a):
            return Evidence(0.4, 0, False)
        if told_whole(a, b, rarity):
            return Evidence(0.35, 0, False)
    found = _told_in_its_words(a, b) or _told_in_its_words(b, a)
    return found or (Evidence(0.35, 0, False) if told_in_order(a, b, rarity) else None)


def quoted_likeness(a: Item, b: Item) -> float:
    """The share of the lighter quotation's words that stand in the other in the same order, 0 to 1."""
    return shape_of(a.quoted, b.quoted).cover if mostly_quoted(a) and mostly_quoted(b) else 0.0


def quoted_agreement(a: Item, b: Item, rarity: Rarity) -> Evidence | None:
    """Evidence from the words inside both quotation marks."""
    shape = shape_of(a.quoted, b.quoted)
    speakers = speakers_of(a, b)
    said = said_apart(a, b)
    if said is not None and said > 1 and (shape.run < VERY_LONG_RUN or said > ERROR_DAYS):
        return None
    if said and not numbers_agree(a, b):
        return None  # the count of the next day
    if shape.run < VERY_LONG_RUN and (_says_again(a, b) or _says_again(b, a)):
        return None
    if shape.run < VERY_LONG_RUN and shape.cover < 1 and (_said_later(a, b) or _said_later(b, a)):
        return None
    long_run = shape.run >= LONG_RUN and shape.run_content >= 3
    guessed = False
    near = same_occasion(a, b)
    later = FAR_DAY if published_apart(a, b) is not None else ANOTHER_DAY
    overlapping = later == ANOTHER_DAY and _overlaps(shape)
    if speakers == "different":
        ok = long_run and shape.cover >= 0.8 and (near or shape.run >= VERY_LONG_RUN)
        ok = ok or ((near or overlapping) and shape.run >= VERY_LONG_RUN and _overlaps(shape))
        guessed = near and _is_whole_of_a_guess(a, b, shape)
        ok = ok or guessed
    elif overlapping or (later == ANOTHER_DAY and shape.run == shape.shorter and shape.run_content >= WHOLE_CONTENT):
        ok = True
    elif speakers == "open":
        ok = (long_run and shape.cover >= (0.5 if near else later)) or (
            near and shape.run >= 5 and shape.run_content >= 3 and shape.cover >= 0.8
        )
        ok = ok or (near and open_but_worded_alike(a, b, shape)) or fragment_of(a, b, shape, rarity)
        unnamed = None in (a.given.speaker_id, b.given.speaker_id) and same_occasion(a, b, 1)
        ok = ok or scarce_words(a, b, rarity) or (unnamed and but_for_endings(a, b, rarity))
    else:
        ok = (near and _same_speaker_agrees(a, b, shape, rarity)) or (
            long_run and shape.cover >= (0.4 if near else UNDATED if later == ANOTHER_DAY else later)
        )
        if not ok and later == ANOTHER_DAY and said is None:
            ok = shape.matched >= LONG_RUN and shape.run_content >= 2 and shape.cover >= ALL_BUT_A_WORD
    if not ok:
        return None
    strength = min(1.0, 0.5 * shape.cover + 0.05 * min(shape.run, 10))
    return Evidence(strength, shape.run, long_run or guessed, speakers == "same")


def _is_whole_of_a_guess(a: Item, b: Item, shape: Shape) -> bool:
    """Whether all that one quotes runs in the other, where a pronoun or a role may have been understood wrongly."""
    whole = shape.run == shape.shorter and shape.run >= ALIKE_WORDS and shape.run_content >= 3
    return whole and any(one.attribution.speaker_basis in ("pronoun", "role") for one in (a, b))


def _overlaps(shape: Shape) -> bool:
    """Whether two quotations share a long run, though each goes on in its own way."""
    return shape.run >= OVERLAP and shape.run_content >= OVERLAP_CONTENT and shape.cover >= OVERLAP_SHARE


def _said_later(a: Item, b: Item) -> bool:
    """Whether a was said after the report of b had been published."""
    said, published = said_days(a), b.given.published_latest
    return said is not None and published is not None and said[0] > date.fromisoformat(published).toordinal()


def _says_again(a: Item, b: Item) -> bool:
    """Whether a's cue says that it is said again (`she repeated`), in a report of a later day than b's.

    Where the days are not known, b's cue must not say so as well: then it may be another report of the same.
    """
    if not _is_again(a):
        return False
    apart = published_apart(a, b)
    if apart is None:
        return not _is_again(b)
    return bool(apart) and (a.given.published_earliest or "") > (b.given.published_latest or "9999")


def _is_again(item: Item) -> bool:
    return any(word in lexicon("readings_again.txt") for word in item.given.cue.casefold().split())


def _same_speaker_agrees(a: Item, b: Item, shape: Shape, rarity: Rarity) -> bool:
    """One speaker within a few days: most words agree in order, or a fragment stands whole in the other."""
    least = 0.8 if a.given.report_id == b.given.report_id else 0.65
    if said_apart(a, b) == 0:
        least -= 0.1
    enough = shape.content >= 2 or (shape.content == 1 and shape.cover >= FAR_DAY)
    if shape.compact and shape.matched >= 6 and enough and shape.run >= 3 and shape.cover >= least:
        return True
    if all_but_a_word(a, b, shape) or woven_in(a, b, shape):
        return True
    close = same_occasion(a, b, STATEMENT_DAYS)
    if close and but_for_a_not(a, b):
        return True
    telling = shape.run_content >= (2 if shape.run >= LONG_RUN else 3)
    if _told_again(a, b) or (close and shape.run >= FRAGMENT and telling and _quotes_whole(a, b, shape.run)):
        return True
    if close and (quotes_in_context(a, b) or quotes_in_context(b, a)):
        return True
    if close and (quotes_pieces(a, b, rarity) or quotes_pieces(b, a, rarity) or but_for_endings(a, b, rarity)):
        return True
    if shape.run < shape.shorter:
        return False
    if shape.run < FRAGMENT and not close:
        return False
    if shape.run_content >= 2 and shape.run >= 3:
        return True
    shared = a.stems & b.stems
    if said_apart(a, b) == 0 and shape.run_content and len(shared) >= 3 and _of_one_day(a, b, rarity):
        return True
    whole = mostly_quoted(a) and mostly_quoted(b) and same_occasion(a, b, 1)
    least = FRAGMENT - (2 if whole else 1)
    if shape.run >= least and shape.run_content and any(rarity.held_by.get(one, 1) <= SCARCE for one in shared):
        return True
    if shape.run >= FRAGMENT and any(rarity.is_rare(one) for one in shared):
        return True
    return shape.run_content >= 1 and len(shared) >= 3 and _statement(a, b, rarity, 0.5, anchored=True) is not None


def _of_one_day(a: Item, b: Item, rarity: Rarity) -> bool:
    """Whether two reports that name one day tell much the same around the few words that both quote."""
    if a.given.report_id == b.given.report_id or mostly_quoted(a) or mostly_quoted(b):
        return False
    return likeness(a, b, rarity) >= TOLD_SHARE and numbers_agree(a, b) and not stances_clash(a, b)


def _quotes_whole(a: Item, b: Item, run: int) -> bool:
    """Whether one of several quotations that one strings together, or a sentence of it, stands whole in the other."""
    for one, other in ((a, b), (b, a)):
        parts = pieces_of(one) + (sentences_of(one) if a.given.report_id != b.given.report_id else [])
        if any(FRAGMENT <= len(part) <= run and stands_in(part, other.quoted) for part in parts):
            return True
    return False


def _told_again(a: Item, b: Item) -> bool:
    """Two quotations whose words agree by their stems and in order, as two translations of one answer do."""
    if not (mostly_quoted(a) and mostly_quoted(b)) or not same_occasion(a, b, 1) or not numbers_agree(a, b):
        return False
    if a.given.report_id == b.given.report_id or a.negators % 2 != b.negators % 2:
        return False
    one, two = (tuple(stem(norm) for norm in item.quoted) for item in (a, b))
    shape = shape_of(one, two)
    return shape.compact and shape.matched >= 6 and shape.content >= 3 and shape.run >= 3 and shape.cover >= TOLD_AGAIN


def statement_agreement(a: Item, b: Item, rarity: Rarity) -> Evidence | None:
    """Evidence from what both say, where one of them at least is not in the speaker's own words."""
    if not same_occasion(a, b, STATEMENT_DAYS):
        return None
    alike = _worded_alike(a, b)
    if alike is not None:
        return alike
    return _statement(a, b, rarity, least=0.75 if a.given.report_id == b.given.report_id else 0.6)


def _told_in_its_words(a: Item, b: Item) -> Evidence | None:
    """Evidence that b tells without marks what a quotes, whoever it names as the speaker, or none."""
    speakers = speakers_of(a, b)
    if not mostly_quoted(a) or mostly_quoted(b) or speakers == "different" or a.given.report_id == b.given.report_id:
        return None
    if (published_apart(a, b) or 0) > NEAR_DAYS or stances_clash(a, b):
        return None
    if not numbers_agree(a, b):
        return Evidence(0.4, 0, False) if speakers == "same" and _one_number_apart(a, b) else None
    shape = shape_of(a.quoted, b.norms)
    held = shape.cover * min(weight(a.quoted), weight(b.norms)) / max(1.0, weight(a.quoted))
    needed = TOLD_RUN + (speakers == "open" and held < TOLD_WHOLE)
    told = shape.run >= needed and shape.run_content >= 3 and shape.content >= 4
    plain = len(a.plain_stems & b.plain_stems) >= 4
    most = held >= TOLD_SHARE or (len(b.norms) < len(a.quoted) and shape.cover >= TOLD_PART)
    return Evidence(0.5, 0, False) if told and plain and shape.compact and most else None


def _one_number_apart(a: Item, b: Item) -> bool:
    """Whether b tells in the same order what a quotes, within a day, but for a number."""
    if not same_occasion(a, b, 1) or len(a.numbers) != len(b.numbers):
        return False
    one, two = (tuple("#" if is_number(norm) else norm for norm in words) for words in (a.quoted, b.norms))
    shape = shape_of(one, two)
    return shape.compact and shape.content >= 4 and shape.cover >= TOLD_WHOLE - 0.1


def _worded_alike(a: Item, b: Item) -> Evidence | None:
    """Evidence from the words themselves, in order, where two short statements say hardly anything but the same."""
    if min(len(a.norms), len(b.norms)) < ALIKE_WORDS or not numbers_agree(a, b) or stances_clash(a, b):
        return None
    if a.negators % 2 != b.negators % 2:
        return None
    shape = shape_of(a.norms, b.norms)
    lighter, heavier = sorted((weight(a.norms), weight(b.norms)))
    whole = shape.content >= 3 and shape.cover * lighter >= ALIKE_SHARE * heavier
    quoted = [
        shape_of(one.quoted, other.norms)
        for one, other in ((a, b), (b, a))
        if len(one.quoted) >= ALIKE_WORDS and not other.quoted
    ]
    told = any(one.content >= 3 and one.matched == one.shorter and one.compact for one in quoted)
    return Evidence(0.5, 0, False) if whole or told else None


def _statement(a: Item, b: Item, rarity: Rarity, least: float, anchored: bool = False) -> Evidence | None:
    """`anchored`: the same words stand inside the quotation marks of both."""
    shared = a.stems & b.stems
    if len(shared) < 4 - anchored or sum(rarity.is_rare(one) for one in shared) < 2:
        return None
    plain = a.plain_stems & b.plain_stems
    if len(plain) < 2 or 5 * len(plain) < 2 * min(len(a.plain_stems), len(b.plain_stems)):
        return None  # who is who and what they hold agrees, but not what is said of them
    if not numbers_agree(a, b) or turned(a, b, shared) or stances_clash(a, b):
        return None
    cover = likeness(a, b, rarity)
    if _in_one_order(a, b, shared):
        least = min(least, LONG_ORDERED_LIKE if len(shared) >= LONG_ORDERED else ORDERED_LIKE)
    elif shares_many(a, b, rarity, cover):
        least = min(least, MANY_LIKE)
    elif min(len(a.stems), len(b.stems)) < BRIEF and not anchored:
        least = max(least, 0.75)
    return Evidence(0.6 * cover, 0, False) if cover >= least else None


def _in_one_order(a: Item, b: Item, shared: frozenset[str]) -> bool:
    """Whether enough of the content words that two statements share stand in one order in both."""
    if len(shared & a.plain_stems & b.plain_stems) < ORDERED - 1 or a.given.report_id == b.given.report_id:
        return False
    one, two = ([held for held in map(stem, item.norms) if held in shared] for item in (a, b))
    return LCSseq.similarity(one, two) >= max(ORDERED, 0.8 * len(shared))


def likeness(a: Item, b: Item, rarity: Rarity) -> float:
    """The share of the lighter statement's content, by rarity, that the other holds too; 0 to 1."""
    lighter = min(rarity.total(a.stems), rarity.total(b.stems))
    return rarity.total(a.stems & b.stems) / lighter if lighter else 0.0
