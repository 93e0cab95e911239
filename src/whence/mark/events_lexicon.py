"""The word lists that the event rules read, in the shapes they read them in."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from whence.mark.lexicon import rows, words

Effect = Literal["keep", "fact", "say", "deny", "not", "plan", "may"]
"""What a governor does to what it governs; see `lexicons/events_governors.tsv`."""
Frame = Literal["infinitive", "clause", "noun"]
"""What stands under the governor: `to meet`; `that they met`, `meeting`; `the meeting`."""

_FRAMES: tuple[Frame, ...] = ("infinitive", "clause", "noun")
_PARTS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


@cache
def grammar(name: str) -> frozenset[str]:
    """A closed class of words from `lexicons/events_grammar.tsv`, lower case. Raises KeyError where there is none."""
    return {row[0]: frozenset(row[1].split(" ")) for row in rows("events_grammar.tsv")}[name]


@cache
def _governors() -> dict[tuple[str, str, Frame], Effect]:
    table: dict[tuple[str, str, Frame], Effect] = {}
    for lemma, part, *effects in rows("events_governors.tsv"):
        for frame, effect in zip(_FRAMES, effects, strict=True):
            if effect != "-":
                table[lemma, part, frame] = cast(Effect, effect)
    return table


def effect_of(lemma: str, pos: str, frame: Frame) -> Effect | None:
    """What the word `lemma` (of spaCy's coarse part of speech `pos`) does to a `frame` under it; None if not listed."""
    part = _PARTS.get(pos)
    return _governors().get((lemma, part, frame)) if part else None


def names_happening(lemma: str) -> bool:
    """Whether the noun names a happening with a beginning and an end: `strike`, `summit`, `funeral`."""
    return lemma in words("events_nouns.txt")


def is_light(lemma: str) -> bool:
    """Whether the verb leaves the naming of the happening to its object: `held a meeting`."""
    return lemma in words("events_light.txt")


def is_state(lemma: str) -> bool:
    """Whether the verb is for a state, a relation or an embedding and so is no happening of its own."""
    return lemma in words("events_states.txt")


@cache
def _idioms() -> frozenset[tuple[str, str]]:
    return frozenset((row[0], noun) for row in rows("events_idioms.tsv") for noun in row[1].split(" "))


def is_idiom(verb: str, noun: str) -> bool:
    """Whether the verb with this object is a phrase of comment and no happening: `paved the way`. Lemmas."""
    return (verb, noun) in _idioms()


def is_telling(lemma: str, particle: str = "") -> bool:
    """Whether the verb (`rule` with its particle `out`) reports words or feelings: an attribution, not an event."""
    listed = words("events_reporting.txt")
    return lemma in listed or (particle != "" and f"{lemma} {particle}" in listed)
