"""Words that say the opposite of one another: `safe` and `unsafe`, `rise` and `fall`."""

from __future__ import annotations

from functools import cache

from whence.verify.words import lexicon_pairs, stem, words_of

_PREFIXES = ("un", "non")
_SHORTEST = 4
"""Characters that a word has at least behind `un`: `unit` is not the opposite of `it`."""


@cache
def _listed() -> dict[str, frozenset[str]]:
    """By stem, the stems of the opposites that stand in the lexicon."""
    found: dict[str, set[str]] = {}
    for pair in lexicon_pairs("opposites.tsv"):
        a, b = map(stem, pair)
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return {one: frozenset(others) for one, others in found.items()}


def exchanged(ours: frozenset[str], theirs: frozenset[str]) -> tuple[str, str] | None:
    """A stem of the draft and its opposite among the report's, where neither text has both; the first by letter."""
    others = theirs - ours
    for mine in sorted(ours.difference(theirs)):
        for other in sorted(others):
            if _opposite(mine, other):
                return mine, other
    return None


def written(text: str, wanted: str, start: int, end: int) -> str:
    """A word of a stretch as it is written there, by its stem."""
    return next((text[w.start : w.end] for w in words_of(text, start, end) if stem(w.norm) == wanted), wanted)


_SOUGHT = frozenset(
    stem(one)
    for one in (
        "try", "tries", "tried", "effort", "attempt", "seek", "sought", "hope", "want", "fail", "failure",
        "unsuccessful", "bid", "struggle", "aim", "promise", "vow", "plan", "unable", "impossible",
    )
)  # fmt: skip
_BEFORE = 8


def sought(text: str, wanted: str, start: int, end: int) -> bool:
    """Whether a word, by its stem, is only what somebody tried or failed to do: `an unsuccessful effort to win votes`
    says no other than that votes were lost."""
    words = words_of(text, start, end)
    at = next((at for at, word in enumerate(words) if stem(word.norm) == wanted), 0)
    return any(stem(word.norm) in _SOUGHT for word in words[max(0, at - _BEFORE) : at])


def _opposite(a: str, b: str) -> bool:
    if b in _listed().get(a, ()):
        return True
    short, long = sorted((a.rstrip("e"), b.rstrip("e")), key=len)
    return len(short) >= _SHORTEST - 1 and any(
        long == prefix + short or long == f"{prefix}-{short}" for prefix in _PREFIXES
    )
