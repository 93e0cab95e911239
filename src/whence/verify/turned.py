"""A statement with a `not` that the report's words do not have, however much else the report's sentence says."""

from __future__ import annotations

import re

from whence.verify.words import Word, carries, denials, negates, stem, words_of

_NOT = frozenset(["not", "never", "cannot"])
_NO_DENIAL = frozenset(
    ["only", "just", "merely", "simply", "until", "whether", "if", "more", "less", "fewer", "yet", "longer"]
)
"""Beside these a `not` turns nothing for sure: `not only`, `not until`, `whether or not`."""
_LACK = frozenset(
    stem(one)
    for one in (
        "no", "nor", "none", "nobody", "nothing", "neither", "without", "hardly", "barely", "scarcely", "rarely",
        "seldom", "only", "few", "little", "refuse", "reject", "deny", "denial", "fail", "failure", "lack", "unable",
        "avoid", "prevent", "stop", "halt", "doubt", "dismiss", "exclude", "absent", "absence", "missing", "instead",
        "rather", "against", "oppose", "decline", "short", "far", "yet", "unless", "until", "contradict",
        "dispute", "false", "untrue", "wrong", "lie", "however", "but", "although", "though", "despite", "if",
        "question", "unknown", "ruled", "rule", "ban", "block", "still",
        "unlikely", "unclear", "unaware", "impossible",
    )
)  # fmt: skip
"""Words by which a sentence may deny without saying `not`: beside them nothing is accused."""
_LEAST = 3
_MOST = 0.75
"""The words of meaning that have to be matched, and their share."""
_UN = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_BETWEEN = frozenset(
    ["be", "been", "being", "have", "had", "has", "ever", "also", "the", "a", "an", "any", "to", "going"]
)
"""Words over which a `not` reaches the one that it denies."""
_NOTHING_YET = frozenset(
    stem(one)
    for one in (
        "decision", "plan", "plans", "intention", "intent", "evidence", "proof", "sign", "indication", "order",
        "proposal", "agreement", "deal", "talk", "basis",
    )
)  # fmt: skip
"""What there is none of where what follows is not so: `no evidence that`, `no plans to`."""
_BREAK = re.compile(r"[.;:!?…,—–\"“”]")
_AHEAD = 6
"""Words in front of the matched ones in which a denial may stand."""
_NARROW = 2
"""So many times the matched words, and they are scattered: the sentence says something else."""


def left_out(draft: str, claim: tuple[int, int], text: str, row: tuple[int, int], ours: frozenset[str]) -> bool | None:
    """Whether the draft's statement says `not` where the report's has the same words together without one. None where
    the report's words deny nothing and are too few or too scattered to tell: they do not bear out the draft's `not`."""
    mine, theirs = words_of(draft, *claim), words_of(text, *row)
    nots = [at for at in denials(mine) if _is_not(mine[at].norm)]
    if len(nots) != 1 or _NO_DENIAL & {word.norm for word in mine[max(0, nots[0] - 2) : nots[0] + 3]}:
        return False
    known = {stem(word.norm) for word in mine}
    if any(_lacks(word.norm) for word in mine if stem(word.norm) not in {stem(w.norm) for w in theirs}):
        return False
    places = [at for at, word in enumerate(theirs) if carries(word.norm) and stem(word.norm) in ours]
    matched = {stem(theirs[at].norm) for at in places}
    if len(matched) < _LEAST:
        return False
    low, high = _narrowest(theirs, places)
    inside = range(max(0, low - _AHEAD), high + 1)
    turning = [at for at in denials(theirs) if _is_not(theirs[at].norm)]
    if any(at in turning or _turns(theirs[at].norm, known) for at in inside):
        return False
    near = sum(carries(word.norm) for word in theirs[low : high + 1]) <= _NARROW * len(ours)
    return True if near and len(matched) >= _MOST * len(ours) else None


def put_in(draft: str, claim: tuple[int, int], text: str, row: tuple[int, int], ours: frozenset[str]) -> bool:
    """Whether the report's statement, however much else it says, denies the very words that the draft's says: `did not
    give the order to fire on the crowd at the bridge`, `no decision had been made about giving the order`."""
    mine, theirs = words_of(draft, *claim), words_of(text, *row)
    if denials(mine) or any(_lacks(word.norm) for word in mine):
        return False
    places = [at for at, word in enumerate(theirs) if carries(word.norm) and stem(word.norm) in ours]
    matched = {stem(theirs[at].norm) for at in places}
    if len(matched) < _LEAST or len(matched) < _MOST * len(ours):
        return False
    low, high = _narrowest(theirs, places)
    turning = [at for at in denials(theirs) if max(0, low - _AHEAD) <= at <= high]
    if len(turning) != 1 or _NO_DENIAL & {word.norm for word in theirs[max(0, turning[0] - 2) : turning[0] + 3]}:
        return False
    at = turning[0]
    if any(_lacks(word.norm) for word in theirs[low : high + 1] if not negates(word.norm)):
        return False
    if _BREAK.search(text[theirs[at].end : theirs[max(at, low)].start]):
        return False
    after = [word for word in theirs[at + 1 : high + 1] if word.norm not in _BETWEEN]
    if not after:
        return False
    first = stem(after[0].norm)
    if theirs[at].norm == "no":
        return first in _NOTHING_YET and any(stem(word.norm) in ours for word in after[1:_AHEAD])
    return carries(after[0].norm) and first in ours


def _narrowest(words: list[Word], places: list[int]) -> tuple[int, int]:
    """The first and the last word of the shortest stretch that holds all of the matched stems."""
    wanted = {stem(words[at].norm) for at in places}
    best = (places[0], places[-1])
    for one, low in enumerate(places):
        seen: set[str] = set()
        for high in places[one:]:
            seen.add(stem(words[high].norm))
            if seen == wanted:
                if high - low < best[1] - best[0]:
                    best = (low, high)
                break
    return best


def _is_not(norm: str) -> bool:
    return norm in _NOT or norm.endswith(("n't", "n’t"))


def _lacks(norm: str) -> bool:
    return stem(norm) in _LACK or norm in _LACK or norm.endswith("less")


def _turns(norm: str, known: set[str]) -> bool:
    """A word that may deny and that the draft does not have as well: `against`, `impossible`, `unaware`."""
    if stem(norm) in known:
        return False
    return _lacks(norm) or any(norm.startswith(un) and stem(norm[len(un) :]) in known for un in _UN)
