"""The kind of happening that a verb tells of with the words beside it: `filed a lawsuit`, `took the lives of`."""

from __future__ import annotations

import re
from functools import cache

from whence.weigh.timeline_words import kind_of, stem
from whence.weigh.words import lexicon_rows, mapping

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:—–]")
_AFTER, _BEFORE = 9, 9
"""Words behind a verb, and before it, among which those stand that say what it tells of: about a clause."""
_STOPS = frozenset({";", ":", "—", "–"})


def phrase_kind(sentence: str, start: int, end: int) -> str | None:
    """The kind that the phrase around `sentence[start:end]` tells of; None where the word says it by itself."""
    word = _lemma(sentence[start:end])
    behind = _clause(_WORD.findall(sentence[end:])[:_AFTER])
    ahead = _clause(_WORD.findall(sentence[:start])[::-1][:_BEFORE])
    for where, words, kind in _phrases().get(word, ()):
        found = {"next": behind[:1], "after": behind, "before": ahead, "near": (*behind, *ahead)}[where]
        if words & set(found):
            return kind
    return None


def _clause(words: list[str]) -> tuple[str, ...]:
    stop = next((at for at, word in enumerate(words) if word in _STOPS), len(words))
    return tuple(word.lower() for word in words[:stop])


def _lemma(word: str) -> str:
    lower = word.lower()
    return stem(mapping("timeline_forms.tsv").get(lower, lower))


@cache
def _phrases() -> dict[str, tuple[tuple[str, frozenset[str], str], ...]]:
    table: dict[str, list[tuple[str, frozenset[str], str]]] = {}
    for verbs, where, words, kind in lexicon_rows("timeline_phrases.tsv"):
        for verb in verbs.split():
            table.setdefault(stem(verb), []).append((where, frozenset(words.split()), kind_of(kind)))
    return {verb: tuple(rows) for verb, rows in table.items()}
