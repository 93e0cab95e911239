"""Figures that two sentences give alike, though nothing says what happens to what is counted.

`24 candidates`, `$5.7 billion for a wall`, `70 percent of results`: a number is joined with the same number elsewhere
where the head agrees and the sentences share telling words. Different numbers are never joined here, so that no such
series disputes anything: it shows who gives a number, and since when.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whence.records import Figure
from whence.weigh.series_context import FigureInReport
from whence.weigh.series_lexicon import kinds, nations, subjects
from whence.weigh.series_told import is_vague
from whence.weigh.series_words import capitalised, counted_first, telling_words
from whence.weigh.timeline_words import stem

_UNITS_OF_TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_WORD = re.compile(r"[A-Za-z][A-Za-z.'’-]*")
_SPEAKING = re.compile(
    r"^\s*(?:,? ?(?:who|all|both|including|on|in|with|from|of|close|at|\w+ly) (?:[\w’'-]+ ){0,6}?)?"
    r"(?:said|say|says|saying|told|tell|familiar|briefed|spoke|speaking|confirmed|added|warned|argued|knowledgeable)\b"
)
"""After a count of people: they speak, and two officials here are not the two officials there."""
_HARMED = re.compile(r"\b(?:kill|dead\b|death|die[ds]?\b|dying|wound|injur|hurt\b)", re.I)
"""Counts of harm are those of an event, and joined by it or not at all."""
_HUGE = 1e5
"""A number of this size that leaves its noun out (`32 million would lose it`) is known by itself."""
_JOINED = re.compile(r" (?:and|or) ")
_KNOWN = re.compile(r"\b(?:the|all|those|these|both)(?: (?:of|the|these|those))* $", re.I)
"""Before a number: it counts those of whom was told."""
_COMMON = 0.3
_FEW = 8
"""A word in more than this share of the reports, and in more than this number of them, tells nothing here."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in the terms by which two sentences are compared."""

    item: FigureInReport
    head: str | None
    modifiers: frozenset[str]
    nations: frozenset[str]
    telling: frozenset[str]
    names: frozenset[str]
    own: frozenset[str]
    """The telling words of what is measured but its head."""
    near: frozenset[str]
    """The telling words next to the figure, those of what is measured among them."""
    around: tuple[frozenset[str], frozenset[str]]
    """All the words just before the figure and just after it, but the smallest."""


def told_alike(figures: Sequence[FigureInReport]) -> list[list[FigureInReport]]:
    """Groups of two or more of the figures that are given alike, in the order of the figures, disjoint."""
    told = [one for one in map(_told, figures) if one is not None]
    common = _common(told)
    alike: dict[tuple[str, float | None, float | None], list[list[Told]]] = {}
    for one in told:
        figure = one.item.figure
        groups = alike.setdefault((figure.unit, *_value(figure)), [])
        fitting = [group for group in groups if 2 * sum(_alike(one, other, common) for other in group) > len(group)]
        fitting = fitting or [group for group in groups if any(_told_of(one, other) for other in group)]
        fitting = [group for group in fitting if all(_compatible(one, other) for other in group)]
        if fitting:
            max(fitting, key=len).append(one)
        else:
            groups.append([one])
    return [
        [one.item for one in group]
        for groups in alike.values()
        for group in groups
        if len(group) > 1 and (_firm(group[0]) or len({one.item.figure.report_id for one in group}) > 1)
    ]


def _value(figure: Figure) -> tuple[float | None, float | None]:
    """The value that must be the same: `nearly 3,000` and `3,000` are, whatever the bound."""
    if figure.bound == "range":
        return figure.low, figure.high
    return (figure.low, None) if figure.low is not None else (figure.high, None)


def _told(item: FigureInReport) -> Told | None:
    """What is compared; None for an age, a bare span of time, a rate, none at all and people who speak."""
    figure = item.figure
    size = figure.low if figure.low is not None else figure.high
    before = item.sentence[: figure.start - item.sentence_start]
    after = item.sentence[figure.end - item.sentence_start :]
    if not size or re.match(r"(?:an?|per|each|the) |-", figure.measured):
        return None
    if figure.unit in _UNITS_OF_TIME and figure.bound != "range" and not _OF.match(after):
        return None
    if figure.unit == "count" and figure.head is None and size < _HUGE:
        return None
    harmed = _HARMED.search(f"{before[-30:]}{after[:30]}") or figure.head in ("death", "dead", "casualty", "fatality")
    if figure.unit == "count" and ((size < 20 and _SPEAKING.match(after)) or harmed):
        return None
    words = [word.lower().strip(".'’") for word in _WORD.findall(counted_first(figure))]
    head = figure.head.split("-")[-1].lower() if figure.head is not None else None
    pair = f"{words[-2]} {head}" if len(words) > 1 else ""
    modifiers = frozenset(word for word in words[:-1] if word not in nations() and word not in _FURTHER)
    here = _stems(telling_words(item.sentence) - frozenset(words))
    return Told(
        item,
        None if head is None else subjects().get(pair, subjects().get(head, head)),
        modifiers if pair not in subjects() else modifiers - {words[-2]},
        frozenset(nations()[word] for word in words if word in nations()),
        here,
        here & _stems(capitalised(item.sentence)),
        _stems(telling_words(counted_first(figure)) - {head or ""}),
        _stems(telling_words(" ".join([*before.split()[-_NEAR:], figure.measured, *after.split()[:_NEAR]]))),
        (_words(before.split()[-_AROUND:]), _words(after.split()[:_AROUND])),
    )


_OF = re.compile(r"['’]?s?(?: worth)? of\b")
"""Behind a span of time: what it is a span of (`two months of telephone records`)."""
_FURTHER = frozenset({"more", "additional", "further", "new", "extra", "other", "separate", "different", "individual"})
"""`six more towns`, `six new towns`: words that say the same of a count that is given twice."""
_NEAR = 8
_AROUND = 5
_SMALL = frozenset({"the", "a", "an", "of", "to", "in", "and", "at", "on", "for", "by", "as", "is", "was", "it", "its"})


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


def _words(pieces: Sequence[str]) -> frozenset[str]:
    return frozenset(word.lower() for piece in pieces for word in _WORD.findall(piece)) - _SMALL


def _common(told: Sequence[Told]) -> frozenset[str]:
    """The words that stand in so many reports of the pile that sharing them shows nothing."""
    words: dict[str, set[str]] = {}
    for one in told:
        for word in one.telling:
            words.setdefault(word, set()).add(one.item.figure.report_id)
    reports = len({one.item.figure.report_id for one in told})
    counted: Mapping[str, int] = Counter({word: len(where) for word, where in words.items()})
    return frozenset(word for word, number in counted.items() if number > max(_FEW, _COMMON * reports))


def _compatible(a: Told, b: Told) -> bool:
    """Whether nothing in the words of two figures of one value says that they measure two things."""
    first, second = a.item, b.item
    if second.figure.id in first.apart_from:
        return False
    if first.figure.report_id == second.figure.report_id and first.sentence_start == second.sentence_start:
        return False
    if a.nations and b.nations and a.nations != b.nations:
        return False
    if a.item.figure.unit == "count":
        if a.head is None or b.head is None or _is_a(a, b) or _is_a(b, a) or _counted_with(a, b):
            return True
        narrower = kinds().get(str(a.head)) == b.head or kinds().get(str(b.head)) == a.head
        if a.head != b.head and not narrower and _told_of(a, b):
            return True
        if a.head != b.head and not narrower:
            return _tells(a) and _tells(b) and len(a.telling & b.telling) > _ENOUGH and bool(a.near & b.near)
        return _says(a, b.modifiers) or _says(b, a.modifiers) or len(_shared(a, b)) > 2 * _ENOUGH
    return a.head is None or b.head is None or a.head == b.head or a.item.figure.unit not in ("%", "count")


def _says(one: Told, modifiers: frozenset[str]) -> bool:
    """Whether what describes those counted elsewhere stands in this sentence too: `20 lines, some of them phones`."""
    return modifiers <= one.modifiers or modifiers <= {word.lower() for word in _WORD.findall(one.item.sentence)}


def _told_of(a: Told, b: Told) -> bool:
    """Whether one report comes back to a large count that it gave before: `1,100 alumni signed`, `those 1,100`."""
    if a.item.figure.report_id != b.item.figure.report_id or not (_tells(a) and _tells(b)):
        return False
    return _is_known(max(a, b, key=lambda one: one.item.figure.start))


_ENOUGH = 2
"""Telling words that two sentences share at least where they name those counted otherwise."""


def _is_a(a: Told, b: Told) -> bool:
    """`52 Republicans`, `52 Republican senators`: what the one counts is a word for what the other counts."""
    return a.head is not None and a.head in b.modifiers


def _counted_with(a: Told, b: Told) -> bool:
    """`17 errors and omissions`, `17 slips and omissions`: one number for several things, one of them the same."""
    many = [_JOINED.split(counted.item.figure.measured.lower()) for counted in (a, b)]
    if min(len(parts) for parts in many) < 2:
        return False
    first, second = ({part.split()[-1] for part in parts if part.split()} for parts in many)
    return bool(first & second)


def _tells(one: Told) -> bool:
    """Whether a count has two digits that tell and is of a hundred or more: in one story it counts one thing."""
    figure = one.item.figure
    return _firm(one) and (figure.low if figure.low is not None else figure.high or 0.0) >= 100


def _is_known(one: Told) -> bool:
    """`all four prosecutors`, `those 1,100 officials`: more than two of whom was told."""
    figure = one.item.figure
    before = one.item.sentence[: figure.start - one.item.sentence_start]
    written = one.item.sentence[figure.start - one.item.sentence_start :]
    size = figure.low if figure.low is not None else figure.high or 0.0
    return size > 2 and (_KNOWN.search(before[-20:]) is not None or written.lower().startswith(("the ", "all ")))


def _alike(a: Told, b: Told, common: frozenset[str]) -> bool:
    """Whether the sentences around two figures of one value show that they give one number.

    A number that is no round one needs two telling words, one where three of its digits tell and the same is counted,
    or to stand twice in one report. A round sum of money needs two, one of them next to it in both; a small number
    whose very words around it are the same (`which only had two employees when`) needs one. Any other small or round
    number, which chance repeats, needs three and a name, or three in five of the words of the shorter sentence; a
    plural without a number needs half of its words.
    """
    shared = _shared(a, b)
    least = min(len(a.telling), len(b.telling))
    if a.item.figure.unit in _UNITS_OF_TIME:
        return bool(shared - common) and (_echoed(a, b) or a.item.figure.bound == "range")
    if _tells(a) and _tells(b) and min(_digits(a), _digits(b)) > _ENOUGH and a.head == b.head and shared - common:
        return True  # `carrying 176 people`, `with 176 people aboard`
    if _firm(a) and _firm(b):
        here = a.item.figure.report_id == b.item.figure.report_id
        return len(shared) >= 2 or here
    one_head = a.head == b.head or a.head is None or b.head is None
    if _is_sum(a) and _is_sum(b) and _digits(a) > 1 and one_head and shared - common:
        return True
    if _is_sum(a) and _is_sum(b) and _digits(a) > 1 and (a.near & b.near) - common:
        return True  # `$63 billion in funding lost to the cuts`, `the cuts, $63 billion in relief`
    if (_is_a(a, b) or _is_a(b, a)) and _is_middling(a) and shared - common:
        return True
    if a.head is not None and a.head == b.head and _is_known(a) and _is_known(b) and shared - common:
        return True
    if a.head is not None and (a.head == b.head or _counted_with(a, b)) and _is_middling(a) and len(shared) >= _ENOUGH:
        return True
    if _is_sum(a) and _is_sum(b) and one_head and a.near & b.near and len(shared) >= 2:
        return True
    if a.head is not None and _echoed(a, b) and shared:
        return True
    shared -= common
    if is_vague(a.item) or is_vague(b.item):
        return 2 * len(shared) >= least >= 5
    named = bool(shared & (a.names | b.names))
    near = 10 * len(a.telling & b.telling) >= 6 * least
    return len(shared) >= 3 and (named or near) and 4 * len(shared) >= least


def _shared(a: Told, b: Told) -> frozenset[str]:
    """The telling words of both sentences; those of what is measured where the other has them elsewhere."""
    return (a.telling & b.telling) | (a.own & (b.telling - b.own)) | (b.own & (a.telling - a.own))


def _is_sum(one: Told) -> bool:
    """Whether a figure is a sum of money of a million or more."""
    figure = one.item.figure
    size = figure.low if figure.low is not None else figure.high or 0.0
    return figure.unit not in ("count", "%") and size >= 1e6 and not is_vague(one.item)


def _echoed(a: Told, b: Told) -> bool:
    """Whether three of the words right around two figures are the same, some of them before both."""
    before, after = (ours & theirs for ours, theirs in zip(a.around, b.around, strict=True))
    return bool(before) and len(before) + len(after) >= 3


def _is_middling(one: Told) -> bool:
    """Whether a count of ten or more is bounded (`more than 20 lines`), or no round number (`17 errors`)."""
    figure = one.item.figure
    size = figure.low if figure.low is not None else figure.high or 0.0
    if figure.unit != "count" or size < 10 or is_vague(one.item):
        return False
    return (_digits(one) > 1 and size != 12) or figure.bound in ("more_than", "at_least")


def _firm(one: Told) -> bool:
    """Whether a number is hardly shared by chance: three digits that tell, or two in a count."""
    figure = one.item.figure
    size = figure.low if figure.low is not None else figure.high or 0.0
    if is_vague(one.item) or size < 20:
        return False
    return _digits(one) >= (3 if figure.unit == "%" else 2)


def _digits(one: Told) -> int:
    """The digits of a number that tell: two of 1,100, one of 20."""
    figure = one.item.figure
    size = figure.low if figure.low is not None else figure.high or 0.0
    return len(f"{size:.6f}".rstrip("0").rstrip(".").replace(".", "").rstrip("0"))
