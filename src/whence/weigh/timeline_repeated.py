"""What one report tells of more than once: `protesters gathered on Saturday`, and further down `Saturday's protest`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import agree_on_days, modalities_agree, same_sentence
from whence.weigh.timeline_words import harms, kind_of, name_key, rare_kinds, sole_occasions, stem
from whence.weigh.words import lexicon, mapping

_WEEK = 7
"""Days of a date within which a report speaks of one vote or hearing."""
_WORD = re.compile(r"[^\W\d_]+")
_HELPERS = frozenset({"was", "were", "is", "are", "has", "had", "have", "been", "formally", "abruptly", "suddenly"})
_SAYS_LITTLE = lexicon("timeline_little.txt")
"""Verbs of which somebody does several on one day."""
_SHARED = 3
"""Words that two sentences of one report share at least that tell twice what is of one week."""
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|week|weekend|month"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2})"
)
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_KNOWN_BY = r"\b(?:the|an?|this|that|these|those|his|her|their|its)\s+"
_SAID_OF = r"(?:(?!(?:on|of|in|at|by|for|from|to|with|and|that|who|which|was|were)\b)[a-z-]+\s+){0,2}"
"""`the deadly May 3 attack`"""
_POINTING = re.compile(
    rf"(?:\b(?:today|{_DAY}{_PART})['’]s?|{_KNOWN_BY}{_SAID_OF}{_DAY}{_PART})\s+(?:[A-Za-z-]+\s+){{0,3}}$",
    re.IGNORECASE,
)
"""A day in front of a noun: `last week's gas `, `the August 9 `."""
_BEHIND = re.compile(rf"\s+(?:on|of)\s+{_DAY}")
_KNOWN = re.compile(r"\b(?:the|this|that|these|those|his|her|their|its)\s+(?:[A-Za-z-]+\s+){0,2}$", re.IGNORECASE)


def points(item: Item) -> bool:
    """`last week's attack`, `the attack on Monday`: it names the day alone, so its readers know which is meant."""
    sentence, at = item.context.sentence, item.event.start - item.context.sentence_start
    behind = at + item.event.end - item.event.start
    if _POINTING.search(sentence[:at]):
        return True
    word = sentence[at:behind].lower()
    is_verb = word.endswith("ed") or word in mapping("timeline_forms.tsv")
    if is_verb and item.kind not in harms():  # `The Senate voted on Friday` tells of it
        return False
    return _BEHIND.match(sentence, behind) is not None and _KNOWN.search(sentence[:at]) is not None


def with_repeated(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, those joined of which one report names a happening again by its kind and its one day."""
    kept: list[list[int]] = []
    for group in sorted(groups, key=lambda one: (-len(one), one)):
        same = next((other for other in kept if _is_named_again(items, group, other)), None)
        if same is None:
            kept.append(list(group))
        else:
            same += group
    return kept


def _is_named_again(items: Sequence[Item], first: Sequence[int], second: Sequence[int]) -> bool:
    pairs = [(items[a], items[b]) for a in first for b in second]
    if not any(_names_again(a, b) for a, b in pairs) or any(same_sentence(a, b) for a, b in pairs):
        return False
    return agree_on_days(items, (*first, *second)) and all(modalities_agree(a, b) for a, b in pairs)


def _names_again(a: Item, b: Item) -> bool:
    if a.event.report_id != b.event.report_id or a.kind != b.kind:
        return False
    if max(a.days, b.days) > 1:  # `the vote next week`, told twice
        one_time = (a.earliest, a.latest) == (b.earliest, b.latest) and a.days <= _WEEK
        return one_time and (a.kind in sole_occasions() or len(a.near.all & b.near.all) >= _SHARED)
    if a.near.patients and b.near.patients and not a.near.patients & b.near.patients:
        return False
    if points(a) or points(b):
        return True
    doer = _doer(a)
    return doer is not None and doer == _doer(b) and (_same_word(a, b) or a.kind in rare_kinds() - {kind_of("meeting")})


def _same_word(a: Item, b: Item) -> bool:
    """Whether both tell of it with one verb: `Marn submitted its plan on Thursday`, `it had submitted it Thursday`."""
    return stem(_word(a)) == stem(_word(b)) and _word(a).lower() not in _SAYS_LITTLE


def _word(item: Item) -> str:
    start = item.context.sentence_start
    return item.context.sentence[item.event.start - start : item.event.end - start]


def _doer(item: Item) -> str | None:
    """The last name before the word, of whom it is told: `Quill resigned`, `Moor has been convicted`."""
    sentence, at = item.context.sentence, item.event.start - item.context.sentence_start
    passed = lexicon("timeline_times.txt") | _HELPERS
    words = [word for word in _WORD.findall(sentence[:at]) if word.lower() not in passed]
    return name_key(words[-1]) if words and words[-1][0].isupper() else None
