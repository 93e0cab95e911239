"""The words by which the sentences of figures are compared: telling words, names, lands."""

from __future__ import annotations

import re

from whence.records import Figure
from whence.weigh.series_events import places_named
from whence.weigh.series_lexicon import contexts, events, nations, stopwords

WORD = re.compile(r"[A-Za-z][A-Za-z.'’-]*")
PREPOSITIONS = frozenset(
    {"in", "at", "near", "aboard", "on", "across", "inside", "outside", "around", "within", "from", "of"}
    | {"throughout", "along", "off", "during", "under", "into", "onto"}
)
EMPTY = frozenset({"the", "a", "an", "of", "and", "or", "own", "former", "local", "about", "some", "only", "same"})


def telling_words(sentence: str) -> frozenset[str]:
    """The longer words of a sentence that are not in every report: names, weapons, places."""
    words = {word.lower().removesuffix("’s").removesuffix("'s").strip(".'’-") for word in WORD.findall(sentence)}
    nation = set(nations()) | set(nations().values())
    common = stopwords() | set(contexts("after")) | set(contexts("before")) | nation
    return frozenset(
        word
        for word in words
        if (len(word) > 3 or word in events() or word in _SHORT)
        and not (word in common or word.removesuffix("s") in nation or word.endswith("ly"))
    )


def lands(sentence: str) -> frozenset[str]:
    """The nations that a sentence names: `Iraq`, `the Iraqi army`; `us` is left out where it is the pronoun."""
    sentence = sentence.replace("United States", "U.S.").replace("United Kingdom", "UK")
    words = {word for word in WORD.findall(sentence) if word[:1].isupper()}
    lower = {word.lower().removesuffix("’s").removesuffix("'s") for word in words}
    lower = {word if word in nations() else word.strip(".'’-") for word in lower}
    known = frozenset(nations().values())
    return frozenset(nations().get(word, nations().get(word.removesuffix("s"), word)) for word in lower) & known


_WORLD = re.compile(r"\b(?:world(?:wide)?|global(?:ly)?|globe|planet)\b", re.I)


def area(scope: str, clause: str, sentence: str) -> frozenset[str]:
    """Where a count holds: by its scope, its clause or its sentence, the whole world, or the nations or towns named."""
    for words in (scope, clause, sentence):
        if _WORLD.search(words):
            return frozenset({"world"})
        if named := lands(words):
            return named
        if places := places_named(f"in {words}" if words is scope else words):
            return places
    return frozenset(word.lower() for word in WORD.findall(scope)) - EMPTY - PREPOSITIONS


_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|both|several|various|multiple|different|\d)(?: \w+)?"
    r" (?:cities|towns|states|places|locations|countries|provinces|villages|districts|neighbou?rhoods)\b",
    re.I,
)
_NEAR_SEVERAL = 60
"""Characters on each side of a count in which it is said that it is of several places."""


def of_several_places(before: str, after: str) -> bool:
    """Whether the words beside a count say that it is the sum of several places (`two cities where 31 were killed`)."""
    return _SEVERAL.search(f"{before[-_NEAR_SEVERAL:]} {after[:_NEAR_SEVERAL]}") is not None


def counted_first(figure: Figure) -> str:
    """What is counted, without the nouns that are counted with it: `persons` of `25 persons and companies`."""
    written = figure.measured
    for joint in _JOINT.finditer(written):
        last = written[: joint.start()].split()[-1:]
        if last and _singular(last[0].lower()).startswith((figure.head or "?").split("-")[-1][:3]):
            return written[: joint.start()]
    return written


def _singular(word: str) -> str:
    return word[:-2] + "an" if word.endswith("men") else word


_JOINT = re.compile(r",? (?:and|or|&) |, ")
_SHORT = frozenset({"gas", "bus", "car", "van", "gun", "oil", "mud", "fog", "ice", "sea", "dam", "zoo", "mob"})


def capitalised(sentence: str) -> frozenset[str]:
    """The words of a sentence that are written with a capital, as `telling_words` writes them; its first may be a
    plural (`Activists`), which is no name."""
    words = WORD.findall(sentence)
    if words and words[0].endswith("s") and not words[0].endswith(("'s", "’s")):
        words = words[1:]
    return frozenset(
        word.lower().removesuffix("’s").removesuffix("'s").strip(".'’-") for word in words if word[:1].isupper()
    )
