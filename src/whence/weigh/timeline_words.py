"""The words about an event that tell whether two sentences speak of one happening: those near it, and its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from whence.weigh.words import lexicon, lexicon_rows, mapping

_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*\.?|\d[\d,.]*\d|\d")
_NEAR = 14
"""Words on each side of the event's word that are read as its own: about a clause of news English."""
_BEFORE_PASSIVE = 6
_BEFORE_WHO = 14
_AFTER_ACTIVE = 13
"""Words within which a name is taken for the one it was done to."""
_HEAD = re.compile(r"((?:[A-Z][\w’'.-]*\s)*[A-Z][\w’'-]*), (?:who|whose|an?|the)\b")
_CLOSED_CLAUSE = re.compile(r",\s(?:was|were|has been|had been)\s(?:\w+ly\s)?$")
_PASSIVE = frozenset({"was", "were", "been", "be", "being", "is", "are"})
_STOP = re.compile(r"[,;:–—(]")
_SPELT, _CONSONANTS = 6, 3
"""Letters of a name from which on, and consonants with which, its vowels do not tell it from another."""
_SAID = frozenset({"said", "says", "told", "added", "wrote", "tweeted"})
_ELSEWHERE = frozenset({"in", "at", "near", "from", "by", "after", "before", "over", "during", "and", "as", "that"})
_ENDINGS = ("ians", "ian", "ia", "ans", "an", "a", "is", "i", "s", "n")
_TAILS = ("ings", "ing", "edly", "ed", "es", "s", "e")


@dataclass(frozen=True, slots=True)
class Near:
    """The stems near an event: `names` of capitalised words, `others` of the rest, and the kinds of happening named."""

    names: frozenset[str]
    others: frozenset[str]
    kinds: frozenset[str]
    subject_names: frozenset[str]
    """The names before the event's word: mostly those who did it, or to whom it was done."""
    patients: frozenset[str]
    """The names nearest to whom or what it was done to: `killed Smith`, `Smith was killed`, `the killing of Smith`."""

    @property
    def all(self) -> frozenset[str]:
        """Names and other words together."""
        return self.names | self.others


@cache
def _kinds() -> dict[str, str]:
    table: dict[str, str] = {}
    for (line,) in lexicon_rows("timeline_kinds.txt"):
        words = line.split()
        for word in words:
            table.setdefault(word, words[0])
            table.setdefault(stem(word), words[0])
    return table


def kind_of(word: str) -> str:
    """The kind of happening that a word as written names: one word for all its synonyms, its stem where it has none."""
    lower = word.lower()
    lower = mapping("timeline_forms.tsv").get(lower, lower)
    return _kinds().get(lower) or _kinds().get(stem(lower)) or stem(lower)


@cache
def stem(word: str) -> str:
    """A word without its ending, the same for `fire, fires, fired, firing`. Crude on purpose: only ever compared."""
    word = word.lower()
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= 3:
            word = word[: -len(tail)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


@cache
def name_stem(word: str) -> str:
    """A name without the endings that make a people of a country: `Iraq, Iraqi`; `Syria, Syrian, Syrians`."""
    word = word.lower().replace(".", "")
    if len(word) < 5:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def harms() -> frozenset[str]:
    """The kinds that can tell of one deed: `the strike on Smith`, `the killing of Smith`, `Smith's death`."""
    return frozenset(kind_of(word) for word in lexicon("timeline_harms.txt"))


@cache
def occasions() -> frozenset[str]:
    """The kinds of which there is mostly one on a day, so that `Monday's ruling` says which."""
    return frozenset(kind_of(word) for word in lexicon("timeline_occasions.txt"))


@cache
def sole_occasions() -> frozenset[str]:
    """The kinds of occasion that nobody holds beside another's on one day: `the vote`, and no speech or meeting."""
    return frozenset(kind_of(word) for word in lexicon("timeline_sole.txt"))


@cache
def rare_kinds() -> frozenset[str]:
    """The kinds of which one body or person has few, so that `their meeting in May` says which where one is known."""
    return frozenset(kind_of(word) for word in lexicon("timeline_rare.txt"))


@cache
def name_key(word: str) -> str:
    """A name as compared: long ones by their consonants, so that `Suleiman, Soleiman, Sulaiman` are one."""
    found = name_stem(word)
    if len(found) < _SPELT:
        return found
    kept = found[0] + re.sub(r"[aeiouy]", "", found[1:])
    return re.sub(r"(.)\1", r"\1", kept) if len(kept) >= _CONSONANTS else found


def near(sentence: str, at: int, length: int, known: frozenset[str] = frozenset()) -> Near:
    """What stands near the event's word, which is `sentence[at : at + length]`.

    `known` are names (as `name_key` has them) that stand inside other sentences: at the head of one they are names too.
    """
    words = [(match.start(), match.group()) for match in _WORD.finditer(sentence)]
    place = next((index for index, (start, word) in enumerate(words) if start + len(word) > at), 0)
    window = words[max(0, place - _NEAR) : place + _NEAR + 1]
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")
    names: set[str] = set()
    others: set[str] = set()
    kinds: set[str] = set()
    before: set[str] = set()
    for start, word in window:
        if at <= start < at + length:
            continue
        lower = word.lower().rstrip(".")
        if lower in left_out or len(lower) < 2:
            continue
        found = kind_of(lower)
        if found in _kinds():
            kinds.add(found)
        if word[0].isupper() and (start > 0 or _is_name(words, word) or name_key(word) in known):
            names.add(name_key(word))
            if start < at and (start > 0 or _is_name(words, word)):
                before.add(name_key(word))
        else:
            others.add(stem(lower))
    patients = _head_of(sentence, at) or _patients(sentence, words, place)
    return Near(frozenset(names), frozenset(others), frozenset(kinds), frozenset(before), patients)


def _patients(sentence: str, words: Sequence[tuple[int, str]], place: int) -> frozenset[str]:
    """The names of the one it was done to; none where they stand too far off to be sure."""
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt") | lexicon("sources_titles.txt")

    def is_named(word: str) -> bool:
        return word[0].isupper() and "-" not in word and word.lower().rstrip(".") not in left_out

    passive = any(word.lower() in _PASSIVE for _, word in words[max(0, place - 2) : place])
    # `Smith, abruptly dismissed by the mayor`
    passive = passive or (place + 1 < len(words) and words[place + 1][1].lower() == "by")
    if passive:
        first = max(0, place - _BEFORE_PASSIVE)
        told_of = [word.lower() for _, word in words[max(0, place - 3) : place]]
        if "who" in told_of and not any(is_named(words[at][1]) for at in range(first, place)):
            first = max(0, place - _BEFORE_WHO)  # `Ada Moor, a clerk at the port of the town, who was shot`
        return frozenset(
            name_key(words[at][1])
            for at in range(first, place)
            if is_named(words[at][1]) and not _describes(words[at + 1][1])
        )
    found: list[str] = []
    for at in range(place + 1, min(len(words), place + 1 + _AFTER_ACTIVE)):
        word = words[at][1]
        if not found and _STOP.search(sentence, words[at - 1][0] + len(words[at - 1][1]), words[at][0]):
            break  # `Wednesday's strikes, the Gulf states are`
        if is_named(word) and _SAID & {after.lower().rstrip(".") for _, after in words[at + 1 : at + 3]}:
            break  # `the attack on Sunday, Moor said`
        if is_named(word):
            found.append(name_key(word))
        elif (set(found) - nations() and word not in ("of", "s") and word.lower() not in left_out) or _leads_elsewhere(
            words, at
        ):
            break
    if not found and place > 1 and words[place - 1][1] == "s" and kind_of(words[place][1]) in harms():
        found = [name_key(words[place - 2][1])] if is_named(words[place - 2][1]) else []
    return frozenset(name for name in found if name not in nations())


def _head_of(sentence: str, at: int) -> frozenset[str]:
    """`Ada Moor, who was to lead the inquiry, was dismissed`: the name at the head, where its clause ends there."""
    head = _HEAD.match(sentence)
    if head is None or _CLOSED_CLAUSE.search(sentence[:at]) is None:
        return frozenset()
    left_out = lexicon("sources_titles.txt") | lexicon("words_function.txt")
    return frozenset(name_key(word) for word in head[1].split() if word.lower().rstrip(".") not in left_out) - nations()


def _describes(after: str) -> bool:
    """Whether a name only describes what is named after it: `a Ministry veteran was dismissed`."""
    if after.endswith("ly"):
        return False  # `Smith, abruptly dismissed`
    return after[0].islower() and len(after) > 1 and after not in lexicon("words_function.txt") | _PASSIVE


def _leads_elsewhere(words: Sequence[tuple[int, str]], at: int) -> bool:
    """`in`, `by`, `that`: what follows is no patient; but `the strike that killed Smith` is on Smith."""
    word = words[at][1].lower()
    harmed = word == "that" and at + 1 < len(words) and kind_of(words[at + 1][1]) in harms()
    return word in _ELSEWHERE and not harmed


@cache
def nations() -> frozenset[str]:
    """Names of countries and their peoples, as compared: by themselves they do not say to whom something was done."""
    return frozenset(
        name_key(part) for row in lexicon_rows("series_nations.tsv") for word in row for part in word.split()
    )


def nation_of(word: str) -> str | None:
    """The nation that a word names, itself or its people; None for any other word."""
    lower = word.lower()
    nation = mapping("series_nations.tsv").get(lower) or mapping("series_nations.tsv").get(lower.removesuffix("s"))
    if nation is None and word[0].isupper() and name_key(word) in nations():
        return lower
    return nation if word[0].isupper() else None


def _is_name(words: Sequence[tuple[int, str]], first: str) -> bool:
    """Whether a sentence's first word is a name: capitals throughout, or capitalised again or before a capital."""
    if first.isupper() and len(first) > 1:
        return True
    return len(words) > 1 and words[1][1][0].isupper() and words[1][0] == len(first) + 1
