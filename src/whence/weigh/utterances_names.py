"""Whether two attributions name one speaker, two, or leave it open."""

from __future__ import annotations

from typing import Literal

from whence.weigh.utterances_items import Item
from whence.weigh.utterances_speakers import is_guess
from whence.weigh.words import lexicon

Speakers = Literal["same", "open", "different"]
ARTICLES = frozenset({"a", "an", "the", "one", "some"})
LEADS = frozenset({"for", "of", "to", "by", "from", "with"})


def speakers_of(a: Item, b: Item) -> Speakers:
    """Whether two attributions name the same speaker, or one of them names none."""
    if a.given.speaker_id is not None and a.given.speaker_id == b.given.speaker_id:
        return "same"
    if _described_by_name(a, b) or _described_by_name(b, a):
        return "same"
    if a.speaker is None or b.speaker is None:
        return "open"
    if b.speaker in a.given.apart_from:
        return "different"
    shared = set(a.attribution.speakers) & set(b.attribution.speakers)
    if shared or one_name(a.given.speaker_name, b.given.speaker_name):
        return "same"
    if is_guess(a.attribution) or is_guess(b.attribution):
        return "open"  # a pronoun that may have been understood wrongly contradicts nobody
    kinds = {a.given.speaker_kind, b.given.speaker_kind}
    return "open" if "person" in kinds and kinds - {"person", None} else "different"


def _described_by_name(a: Item, b: Item) -> bool:
    """`Harbour chief Ana Ruiz`, and `Ana Ruiz`; not `a spokesman for Ana Ruiz`."""
    if not a.given.described or b.speaker is None:
        return False
    here, name = (a.given.speaker_name or "").casefold().split(), (b.given.speaker_name or "").casefold().split()
    return len(name) > 1 and here[-len(name) :] == name and not LEADS & set(here)


def two_people(a: Item, b: Item) -> bool:
    """Whether the words are given to one person here and to another there, each by name.

    A pronoun or an office may have been understood wrongly, and a spokesman and the house that he speaks for are no two
    speakers: neither is a reason to say that somebody's words were given to another.
    """
    named = all(one.attribution.speaker_basis == "name" for one in (a, b))
    kinds = {a.given.speaker_kind, b.given.speaker_kind} <= {"person", None}
    return named and kinds and speakers_of(a, b) == "different"


def one_name(here: str | None, there: str | None) -> bool:
    """`Ruiz`, `Treasurer Ruiz` and `Ana Ruiz`: sources that could not be joined, but no contradiction."""
    if not here or not there:
        return False
    short, long = sorted((name_words(here), name_words(there)), key=len)
    return bool(short) and all(token in long for token in short) and short[0] not in ARTICLES


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, without titles and offices where anything is left."""
    words = [word.strip(".,") for word in name.casefold().split()]
    return [word for word in words if word not in lexicon("sources_titles.txt")] or words
