"""Public occasions told in other words, known by whose they are: a chamber's vote, somebody's speech, a deal's parties.

`Marn's lower house rejected it in a May 3 vote`, `Marn's parliament voted on Friday`; `Quill will give an address
tonight`, `the president's speech`. Votes of two chambers, of a committee and its chamber, and with two counts stay
apart, and so do speeches of two people, and a telling that fits two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_likeness import SHORT, modalities_agree, same_sentence
from whence.weigh.timeline_repeated import points
from whence.weigh.timeline_words import kind_of, name_key, nation_of, nations, stem
from whence.weigh.words import lexicon, mapping

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*|[,;:—–()“”\"]|['’]s?\b|\d[\d,.–-]*")
_COUNT = re.compile(r"\b(\d{1,3})[-–](?:to-)?(\d{1,3})\b")
_THE = re.compile(r"\b(?:the|that|this|his|her|their|its|whose)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_REACH, _BESIDE = 16, 5
"""Words about a vote among which its chamber stands, and about the chamber among which its nation does."""
_COMMITTEE = frozenset({"committee", "panel", "subcommittee", "commission"})
_SPEECHES = frozenset({"speech", "address", "remarks", "speeches", "addresses"})
_SPOKE = frozenset({"speak", "speaks", "spoke", "spoken", "speaking", "addressed", "addressing"})
_GIVES = re.compile(
    r"(?P<name>(?:[A-Z][\w’'.-]*\s+)*[A-Z][\w’'.-]+)\s+(?:(?:will|would|also|is|was|were|has|had|then|to|later|due|set|expected"
    r"|scheduled|plans|planned|intends|prepared|prepares|modified)\s+){0,4}(?:(?:give|gave|giving|make|made|making|deliver"
    r"|delivered|delivering|held|hold|use|used|began|begin|ended)\s+)?(?:an?|his|her|the|another)\s+(?:[\w’'-]+\s+){0,4}$"
)
_WHOSE = re.compile(r"(?P<name>(?:[A-Z][\w.-]*\s+)*[\w.-]+)['’]s?\s+(?:[\w’'-]+\s+){0,3}$")
_BY = re.compile(r"^(?:\s+[\w’'-]+){0,6}?\s+by\s+(?P<name>(?:[A-Z][\w’'.-]*\s+)*[A-Z][\w’'.-]+)")
_OPENS = re.compile(r"^(?:In|During|At the (?:start|end|beginning) of)\s+(?:an?|his|her|the)\s+(?:[\w’'-]+\s+){0,4}$")
_THEN = re.compile(r"^[^,;:“\"]*,\s+(?P<name>(?:[A-Z][\w’'.-]*\s+)*[A-Z][\w’'.-]+)")
_PARTIES = 2
"""Names in common with which two deals of a day are one."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What a group of tellings says of one occasion."""

    kind: str
    first: date
    last: date
    """The days on which all of its tellings can have been."""
    owners: frozenset[str]
    """The chambers that voted, the names of who spoke, the names of who agreed."""
    roles: frozenset[str]
    """Offices that are named as the speaker's: `the president's speech`."""
    lands: frozenset[str]
    in_committee: bool
    counts: frozenset[tuple[str, str]]
    words: frozenset[str]
    is_bare: bool
    """Whether nothing says whose it was, and an article or its day alone says that the reader knows."""


def with_held(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, those put together that tell of one vote, speech or deal by whose it was."""
    full: list[list[int]] = []
    bare: list[list[int]] = []
    kept: list[list[int]] = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        held = _held(_of(items, group))
        (kept if held is None else bare if held.is_bare else full).append(list(group))
    full = _put_together(items, full)
    for group in bare:
        fitting = [other for other in full if is_one_occasion(_of(items, group), _of(items, other))]
        if len(fitting) == 1:
            fitting[0].extend(group)
        else:
            kept.append(group)
    return [*kept, *full]


def is_one_occasion(told: Sequence[Item], other: Sequence[Item], *, whatever_came: bool = False) -> bool:
    """Whether two groups tell of one vote, speech or deal; with `whatever_came`, a plan and what came of it too."""
    a, b = _held(told), _held(other)
    if a is None or b is None or a.kind != b.kind or a.last < b.first or b.last < a.first:
        return False
    pairs = [(x, y) for x in told for y in other]
    if any(same_sentence(x, y) for x, y in pairs):
        return False
    if not whatever_came and not all(modalities_agree(x, y) for x, y in pairs):
        return False
    if (a.lands and b.lands and not a.lands & b.lands) or (a.counts and b.counts and not a.counts & b.counts):
        return False
    if a.is_bare or b.is_bare:
        return not (a.is_bare and b.is_bare)
    if a.kind == kind_of("vote"):
        return bool(a.owners & b.owners and a.words & b.words) and a.in_committee == b.in_committee
    if a.kind == kind_of("deal"):
        return len(a.owners & b.owners) >= _PARTIES
    return bool(a.owners & b.owners if a.owners and b.owners else a.roles & b.roles)


def _put_together(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """The groups, each joined with the first that it is one with: again until nothing joins any more."""
    while True:
        joined: list[list[int]] = []
        for group in groups:
            mine = _of(items, group)
            same = next((other for other in joined if is_one_occasion(mine, _of(items, other))), None)
            if same is None:
                joined.append(list(group))
            else:
                same += group
        if len(joined) == len(groups):
            return joined
        groups = joined


def _of(items: Sequence[Item], group: Sequence[int]) -> list[Item]:
    return [items[index] for index in group]


def _held(told: Sequence[Item]) -> _Held | None:
    """What the tellings say together; None where they tell of no such occasion, of no day, or of several."""
    kinds = {item.kind for item in told}
    if len(kinds) > 1 or min(item.days for item in told) > SHORT:
        return None
    (kind,) = kinds
    read = {kind_of("vote"): _vote, kind_of("speech"): _speech, kind_of("deal"): _deal}.get(kind)
    first, last = max(item.earliest for item in told), min(item.latest for item in told)
    if read is None or first > last or any(item.event.modality == "denied" for item in told):
        return None
    phrases = [read(item) for item in told]
    if any(phrase is None for phrase in phrases):
        return None
    said = [phrase for phrase in phrases if phrase is not None]
    owners = frozenset(one for phrase in said for one in phrase.owners)
    roles = frozenset(one for phrase in said for one in phrase.roles)
    pointing = all(points(item) or _is_definite(item) for item in told)
    nobodys = not owners and not roles
    return _Held(
        kind, first, last, owners, roles,
        frozenset(one for phrase in said for one in phrase.lands),
        any(phrase.in_committee for phrase in said),
        frozenset(one for phrase in said for one in phrase.counts),
        frozenset(word for item in told for word in _topic(item)),
        pointing and (nobodys or kind == kind_of("deal")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Phrase:
    owners: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    in_committee: bool = False
    counts: frozenset[tuple[str, str]] = frozenset()


def _vote(item: Item) -> _Phrase:
    """The chamber nearest to a vote's word, and whose it is."""
    sentence, at, end = _place(item)
    words = _WORD.findall(sentence)
    here = len(_WORD.findall(sentence[:at]))
    nearest = sorted(range(max(0, here - _REACH), min(len(words), here + _REACH + 1)), key=lambda one: abs(one - here))
    counts = frozenset((match[1], match[2]) for match in _COUNT.finditer(sentence[end : end + 60]))
    for place in nearest:
        chamber = _chamber(words, place)
        if chamber is not None:
            beside = words[max(0, place - 3) : place + _BESIDE + 1]
            lands = frozenset(land for word in beside if (land := nation_of(word)) is not None)
            panel = bool(_COMMITTEE & {word.lower() for word in words[place : place + _BESIDE + 1]})
            return _Phrase(frozenset({chamber}), lands=lands, in_committee=panel, counts=counts)
    panel = bool(_COMMITTEE & {words[place].lower() for place in nearest})
    return _Phrase(in_committee=panel, counts=counts)


def _chamber(words: Sequence[str], place: int) -> str | None:
    word = words[place].lower()
    if word == "house":
        if not words[place][0].isupper() or (place and words[place - 1] == "White"):
            return None
        return "parliament" if words[place + 1 : place + 3] == ["of", "Commons"] else "house"
    return mapping("timeline_chambers.tsv").get(word)


def _speech(item: Item) -> _Phrase | None:
    """Who holds a speech; None for who only speaks with somebody."""
    sentence, at, end = _place(item)
    word = sentence[at:end].lower()
    if word in _SPOKE:
        return None
    if word not in _SPEECHES:  # `will give a televised address`: read from the noun
        noun = re.search(r"\b(?:speech|address|remarks)\b", sentence[end:])
        if noun is None:
            return None
        at, end = end + noun.start(), end + noun.end()
    ahead, behind = sentence[:at], sentence[end:]
    for found in (_WHOSE.search(ahead), _BY.match(behind), _GIVES.search(ahead)):
        if found is not None and (owner := _owner(found["name"])) is not None:
            return owner
    if _OPENS.match(ahead) and (found := _THEN.match(behind)) and (owner := _owner(found["name"])) is not None:
        return owner
    return _Phrase()


def _owner(name: str) -> _Phrase | None:
    """A name's surname and its offices: `President Ada Quill`, `the president`."""
    times = lexicon("timeline_times.txt")
    words = [word.rstrip(".") for word in name.split()]
    words = [word for word in words if word.lower() not in times]
    roles = frozenset(word.lower() for word in words if word.lower() in lexicon("timeline_offices.txt"))
    named = [word for word in words if word[:1].isupper() and word.lower() not in roles and word.lower() != "the"]
    if not roles and (not named or named[-1].lower() in lexicon("words_function.txt")):
        return None
    return _Phrase(frozenset({name_key(named[-1])}) - nations() if named else frozenset(), roles)


def _deal(item: Item) -> _Phrase:
    """The names about a deal."""
    sentence, at, end = _place(item)
    words = [*_WORD.findall(sentence[:at])[-_REACH:], *_WORD.findall(sentence[end:])[:_REACH]]
    lands = {land for word in words if (land := nation_of(word)) is not None}
    if re.search(r"\bUnited States\b", sentence):
        lands.add("us")
    return _Phrase(frozenset(lands) | (item.near.names - nations() - {"unit", "united", "state", "states", "us"}))


def _topic(item: Item) -> frozenset[str]:
    """The words near it that may say what it is about: none of its own kind, no chamber, no nation."""
    general = {stem(word) for word in (*mapping("timeline_chambers.tsv"), *_COMMITTEE, "resolution", "bill", "measure")}
    return frozenset(word for word in item.near.all - nations() if word not in general and kind_of(word) != item.kind)


def _is_definite(item: Item) -> bool:
    sentence, at, _ = _place(item)
    return _THE.search(sentence[:at]) is not None


def _place(item: Item) -> tuple[str, int, int]:
    start = item.context.sentence_start
    return item.context.sentence, item.event.start - start, item.event.end - start
