"""Whose an occasion is: the chamber that votes, who holds a speech, who makes a deal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.weigh.timeline_items import Item
from whence.weigh.timeline_words import kind_of, name_key, nation_of, nations, stem
from whence.weigh.words import lexicon, mapping

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*|[,;:—–()“”\"]|['’]s?\b|\d[\d,.–-]*")
_COUNT = re.compile(r"\b(\d{1,3})[-–](?:to-)?(\d{1,3})\b")
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


@dataclass(frozen=True, slots=True)
class Whose:
    """What one telling says of whose an occasion is."""

    owners: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    in_committee: bool = False
    counts: frozenset[tuple[str, str]] = frozenset()


def whose(item: Item) -> Whose | None:
    """Whose vote, speech, deal or briefing a happening is; None where it is none of these."""
    read = {
        kind_of("vote"): _vote,
        kind_of("speech"): _speech,
        kind_of("deal"): _deal,
        kind_of("briefing"): _briefing,
    }.get(item.kind)
    return read(item) if read is not None else None


def rival_votes(a: Item, b: Item) -> bool:
    """Whether two votes are of two chambers or countries, of a committee and its chamber, or with two counts."""
    if {a.kind, b.kind} != {kind_of("vote")}:
        return False
    one, other = _vote(a), _vote(b)
    if one.owners and other.owners and one.in_committee != other.in_committee:
        return True
    return any(
        x and y and not x & y
        for x, y in ((one.owners, other.owners), (one.lands, other.lands), (one.counts, other.counts))
    )


def _vote(item: Item) -> Whose:
    """The chamber nearest to a vote's word, and whose it is."""
    sentence, at, end = place_of(item)
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
            return Whose(frozenset({chamber}), lands=lands, in_committee=panel, counts=counts)
    panel = bool(_COMMITTEE & {words[place].lower() for place in nearest})
    return Whose(in_committee=panel, counts=counts)


def _chamber(words: Sequence[str], place: int) -> str | None:
    word = words[place].lower()
    if word == "house":
        if not words[place][0].isupper() or (place and words[place - 1] == "White"):
            return None
        return "parliament" if words[place + 1 : place + 3] == ["of", "Commons"] else "house"
    return mapping("timeline_chambers.tsv").get(word)


def _speech(item: Item) -> Whose | None:
    """Who holds a speech; None for who only speaks with somebody."""
    sentence, at, end = place_of(item)
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
    return Whose()


def _owner(name: str) -> Whose | None:
    """A name's surname and its offices: `President Ada Quill`, `the president`."""
    times = lexicon("timeline_times.txt")
    words = [word.rstrip(".") for word in name.split()]
    words = [word for word in words if word.lower() not in times]
    roles = frozenset(word.lower() for word in words if word.lower() in lexicon("timeline_offices.txt"))
    named = [word for word in words if word[:1].isupper() and word.lower() not in roles and word.lower() != "the"]
    if not roles and (not named or named[-1].lower() in lexicon("words_function.txt")):
        return None
    return Whose(frozenset({name_key(named[-1])}) - nations() if named else frozenset(), roles)


def _deal(item: Item) -> Whose:
    """The names about a deal."""
    sentence, at, end = place_of(item)
    words = [*_WORD.findall(sentence[:at])[-_REACH:], *_WORD.findall(sentence[end:])[:_REACH]]
    lands = {land for word in words if (land := nation_of(word)) is not None}
    if re.search(r"\bUnited States\b", sentence):
        lands.add("us")
    return Whose(frozenset(lands) | (item.near.names - nations() - {"unit", "united", "state", "states", "us"}))


def _briefing(item: Item) -> Whose:
    """Who is briefed: those who sit in a chamber, by whatever word for them."""
    sentence, at, end = place_of(item)
    words = [*_WORD.findall(sentence[:at])[-_BESIDE:], *_WORD.findall(sentence[end:])[: _BESIDE + 2]]
    briefed = any(word.lower() in mapping("timeline_chambers.tsv") or word.lower() == "members" for word in words)
    return Whose(frozenset({"members"}) if briefed else frozenset())


def topic(item: Item) -> frozenset[str]:
    """The words near it that may say what it is about: none of its own kind, no chamber, no nation."""
    words = (*mapping("timeline_chambers.tsv"), *_COMMITTEE, "house", "resolution", "bill", "measure")
    general = {form for word in words for form in (stem(word), name_key(word))}
    return frozenset(word for word in item.near.all - nations() if word not in general and kind_of(word) != item.kind)


def place_of(item: Item) -> tuple[str, int, int]:
    """The sentence of a happening, and where its word begins and ends in it."""
    start = item.context.sentence_start
    return item.context.sentence, item.event.start - start, item.event.end - start
