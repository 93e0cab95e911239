"""Which reading of an utterance stands nearest to the speaker: an order of reasons, each of which can be told.

The base is the reading nearest to the speaker, not the longest. What decides is, in this order:

1. words in quotation marks come before words told without;
2. a quotation that runs two statements together, and one given to another speaker than most name, comes last;
3. what was said, by itself: a transcript, a full text, a report of the speaker's own house, a post shown whole; then
   what was told to the very outlet that prints it;
4. what neither copies another of the group (`reuse`) nor is credited to the outlet of another;
5. what the others can be held against, and what tells nothing in its own words that another quotes;
6. the fewest hands; a quotation outright before a word or two in a sentence of the report's own;
7. the earliest: what is surely later than another of the group comes after it. A day that is not known, or not closely,
   counts neither for nor against;
8. the wording that more independent reports give, where two clash;
9. an outlet that the other's report credits (of anything in it);
10. quoted outright before woven into a sentence; a third of the longest at least; with nothing left out before with an
    omission; the fullest;
11. by an outlet that others credit; saying to whom or when it was said.

Where none of these decides, the order of reports does, and the reason says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.weigh.readings_cuts import omits
from whence.weigh.readings_kin import Kinship, Pair
from whence.weigh.readings_witnesses import Witnesses
from whence.weigh.utterances_items import Item
from whence.weigh.utterances_names import speakers_of
from whence.weigh.utterances_shape import mostly_quoted
from whence.weigh.utterances_text import names_outlet, plain_outlet

SURE = 0.6
"""From this confidence on the base is sure enough for another reading to be called altered."""
UNDECIDED = 0.4
EARLIER = 0.55
"""Published earlier than its rival and no worse attested: likely nearer, but not sure."""
CREDITED, ORIGINAL = 0.75, 0.85
"""The rival names the base's outlet as where it has the words; the base is what was said, by itself."""
OUTRIGHT = 0.95
"""So much of what is told stands in quotation marks where it is quoted outright, and not woven into a sentence."""
WORD_OR_TWO = 2
"""Quoted words that are too few to hold others against."""
AS_FULL = 0.9
"""So much of the longest quotation's words is as full as it."""

_REASONS = (
    "the others only tell what it quotes",
    "others run two statements together",
    "most reports name its speaker",
    "it is what was said, by itself",
    "others copy it or are credited to its outlet",
    "most of the others quote a part of its words",
    "it quotes what others tell in part",
    "it came through fewer hands",
    "it quotes more than a word or two",
    "it was published first",
    "more independent reports give its words",
    "others of that day credit its outlet",
    "it is quoted outright, not woven into a sentence",
    "it is more than a part of the others",
    "it leaves nothing out",
    "it is the fullest",
    "others credit its outlet",
    "it says to whom or when it was said",
    "it is the fullest",
)
"""Why the first of two stands nearer, for each place of a rank."""
_HEARD = "it was told to the outlet that prints it"
_FIRST = "its report gives it first"
_WHOLE = "the others tell parts of what it quotes"
_ORDER = "nothing tells which came first, so the first in order is taken"


@dataclass(frozen=True, slots=True)
class Base:
    """The base of a group, how sure it is that it stands nearest to the speaker, and why it does, in a few words."""

    item: Item
    confidence: float
    reason: str


def choose_base(group: Sequence[Item], kin: Kinship, whole: Item | None = None) -> Base:
    """The reading of a group of two or more that stands nearest to the speaker; `whole`, where that is given."""
    copied = kin.copied(group)
    witnesses = Witnesses(group, kin)
    ranks = _ranks(group, copied, witnesses, kin)
    ordered = sorted(group, key=lambda item: (ranks[item.id], _place(item)))
    base = ordered[0] if whole is None else whole
    rivals = [item for item in ordered if item is not base and (item.quoted != base.quoted or not base.quoted)]
    reason = "" if not rivals else _WHOLE if whole is not None else _reason(base, rivals[0], ranks)
    return Base(base, _confidence(base, group, copied, witnesses), reason)


def _place(item: Item) -> tuple[str, int, str]:
    return item.given.report_id, item.attribution.start, item.id


def _reason(base: Item, rival: Item, ranks: Mapping[str, tuple[object, ...]]) -> str:
    for at, (one, two) in enumerate(zip(ranks[base.id], ranks[rival.id], strict=True)):
        if one != two:
            return _HEARD if one == _TOLD else _REASONS[at]
    return _FIRST if base.given.report_id == rival.given.report_id else _ORDER


_SIGNED = "signed"
"""What marks words that stand by themselves with their speaker's name below."""
_ITSELF, _TOLD, _ANY = "1 itself", "2 told", "3"


def _ranks(
    group: Sequence[Item], copied: Mapping[Pair, float], witnesses: Witnesses, kin: Kinship
) -> dict[str, tuple[object, ...]]:
    """For each member a rank, by its id: smaller is nearer to the speaker. Its places are those of `_REASONS`."""
    copies = {copy for _, copy in copied}
    speaker = _most_named(group)
    quoting = [item for item in group if item.quoted]
    first = min(item.given.published_latest or "9999" for item in quoting or group)
    longest = max(len(item.quoted) for item in group)
    outright = any(mostly_quoted(item) for item in quoting)
    found: dict[str, tuple[object, ...]] = {}
    for item in group:
        others = [one for one in quoting if one.given.report_id != item.given.report_id and not _is_later(one, item)]
        later = (item.given.published_earliest or "") > first
        found[item.id] = (
            not item.quoted,
            item.id in kin.splices,
            speaker is not None and _names_other(item, speaker, group),
            _ITSELF
            if item.given.original or (_is_post(item, longest) and not later)
            else _TOLD
            if item.given.heard
            else _ANY,
            item.id in copies or any(_credits(item.given.hands, item, one) for one in others),
            tuple(-count for count in witnesses.overlapping(item)),
            witnesses.tells_without_marks(item),
            item.given.via_count,
            outright and len(item.quoted) <= WORD_OR_TWO < len(item.norms),
            (item.given.published_latest or "9999") if later else "",
            any(witnesses.outvotes(rival, item) for rival in quoting),
            any(_credits(item.given.credits, item, one) for one in others),
            len(item.quoted) < OUTRIGHT * len(item.norms),
            3 * len(item.quoted) < longest,
            omits(item),
            len(item.quoted) < AS_FULL * longest,
            -kin.credited.get(plain_outlet(item.given.outlet), 0),
            item.given.addressee_id is None and item.given.said_from is None,
            -len(item.quoted),
        )
    return found


def _is_post(item: Item, longest: int) -> bool:
    """Whether it is a post that the page shows whole, signed below and without quotation marks, and not a part."""
    whole = len(item.quoted) >= AS_FULL * longest
    return whole and item.attribution.made_by.startswith(_SIGNED) and item.given.text[:1] not in "“\"‘'"


def _most_named(group: Sequence[Item]) -> str | None:
    """The speaker whom more reports of the group name than any other; None where two are named alike often."""
    reports = {(item.speaker, item.given.report_id) for item in group if item.speaker is not None}
    counts = Counter(speaker for speaker, _ in reports).most_common()
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def _names_other(item: Item, speaker: str, group: Sequence[Item]) -> bool:
    """Whether a reading gives the words to somebody else than most do."""
    if item.speaker in (None, speaker):
        return False
    return any(one.speaker == speaker and speakers_of(one, item) == "different" for one in group)


def _is_later(one: Item, other: Item) -> bool:
    """Whether one was surely published after the other."""
    begin, end = one.given.published_earliest, other.given.published_latest
    return begin is not None and end is not None and begin > end


def _credits(named: Sequence[str], item: Item, other: Item) -> bool:
    """Whether the outlet of another is among those that a reading names."""
    own, its = item.given.outlet, other.given.outlet
    return plain_outlet(own) != plain_outlet(its) and any(
        names_outlet(name, its) and not names_outlet(name, own) for name in named
    )


def _confidence(base: Item, group: Sequence[Item], copied: Mapping[Pair, float], witnesses: Witnesses) -> float:
    """How sure it is that the base stands nearest to the speaker: as sure as against its strongest rival."""
    if not base.quoted:
        return UNDECIDED
    rivals = [item for item in group if item is not base and item.quoted and not witnesses.agree(base, item)]
    return min((_against(base, rival, copied, witnesses) for rival in rivals), default=0.9)


def _against(base: Item, rival: Item, copied: Mapping[Pair, float], witnesses: Witnesses) -> float:
    if base.given.original and not rival.given.original:
        return ORIGINAL
    if (base.id, rival.id) in copied:
        return max(UNDECIDED, copied[base.id, rival.id])
    if _credits(rival.given.hands, rival, base) and not _is_later(base, rival):
        return CREDITED
    if (rival.id, base.id) in copied or rival.given.via_count < base.given.via_count:
        return UNDECIDED
    mine, other = witnesses.against(base, rival), witnesses.against(rival, base)
    if mine >= 2 and mine >= 2 * other:
        return 0.7 if mine == 2 else 0.8
    return EARLIER if _is_later(rival, base) and mine >= other else UNDECIDED
