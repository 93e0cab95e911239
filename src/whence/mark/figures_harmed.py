"""Harm to people that a number counts with no noun: `355 dead`, `34 were injured`, `killing 22`, `the death toll`."""

from __future__ import annotations

import re

from whence.mark.figures_lexicon import harm, words
from whence.mark.figures_place import Measured, Place

_AUXILIARIES = frozenset(
    {"were", "was", "are", "is", "have", "had", "has", "been", "be", "being", "reportedly", "also", "already", "now"}
    | {
        "still",
        "later",
        "so",
        "far",
        "feared",
        "believed",
        "presumed",
        "reported",
        "confirmed",
        "thought",
        "known",
        "to",
    }
    | {"left", "more", "will", "would", "could", "may", "might"}
)
"""What may stand between a number and the harm that it counts: `100,000 already dead`, `20 are feared dead`."""

_TOLL = re.compile(
    r"\b(?P<what>(?:death |casualty )?toll|number of (?P<of>[a-z]+(?: [a-z]+){0,3}))"
    r"(?:(?: [a-z0-9,’'-]+){0,14}? (?:at|to|is|was|of|reached|reaches|hit|passed|from)|"
    r" (?:ha[sd] )?(?:now |already )?)\s?$",
    re.IGNORECASE,
)


def harmed(place: Place) -> Measured | None:
    """Harm that a number counts with no noun: `355 dead`, `34 were injured`, `killing 22`, `the death toll to 40`."""
    doc, at, text = place.doc, place.first, place.text
    if place.number.low == 1 == place.number.high:
        return None
    if at < place.stop:
        end = at
        while end < place.stop and doc[end].lower_ in _AUXILIARIES and end - at < 5:
            end += 1
        if end < place.stop and end - at < 3 and doc[end].lower_ in harm("crowd") and place.number.low >= 10:
            return Measured(doc[end].idx + len(doc[end]), "count", doc[end].text, doc[end].lower_, doc[end])
        if end < place.stop and doc[end].lower_ in harm("state"):
            token = doc[end]
            active = token.tag_ == "VBD" and end == at and end + 1 < place.stop and doc[end + 1].pos_ in ("DET", "PRON")
            if not active:
                return Measured(token.idx + len(token), "count", token.text, token.lower_, token)
    ended = at >= place.stop or (
        doc[at].lower_ != "of" and doc[at].pos_ in ("PUNCT", "CCONJ", "ADP", "SCONJ", "SPACE", "ADV")
    )
    left = text[max(0, place.start - 120) : place.start]
    crowd = re.search(r"\b(?P<noun>[a-z]+) of\s$", left, re.IGNORECASE)
    if (ended or doc[at].pos_ in ("VERB", "AUX")) and crowd is not None:
        noun = crowd["noun"].lower()
        if noun in words("crowds") | {"deaths", "death"}:
            return Measured(place.end, "count", crowd["noun"], noun.removesuffix("s"))
    if not ended:
        return None
    before = re.search(
        r"(?:(?P<first>[a-z]+) (?:and|or) )?(?P<verb>[a-z]+)"
        r"(?: (?:potentially|possibly|perhaps|reportedly|allegedly))?\s$",
        left,
        re.IGNORECASE,
    )
    if before is not None and before["verb"].lower() in harm("verb"):
        state = _participle(before["verb"].lower())
        first = (before["first"] or "").lower()
        both = f"{_participle(first)} and {state}" if first in harm("verb") else state
        return Measured(place.end, "count", both, state)
    toll = _TOLL.search(left.rpartition(".")[2])
    if toll is not None and toll["of"] is None:
        return Measured(place.end, "count", toll["what"], "toll")
    harmed = [w for w in toll["of"].lower().split() if w in harm("state") | _harm_nouns()] if toll is not None else []
    if toll is not None and harmed:
        what = toll["what"][: toll["what"].lower().index(harmed[-1]) + len(harmed[-1])]
        return Measured(place.end, "count", what, harmed[-1])
    return None


def _harm_nouns() -> frozenset[str]:
    return frozenset(noun + "s" for noun in harm("noun")) | {"casualties", "fatalities", "injuries", "people"}


def _participle(verb: str) -> str:
    """`killing`, `kills`, `kill` to `killed`: the word under which the harmed are counted."""
    stem = verb.removesuffix("ing") if verb.endswith("ing") else verb.removesuffix("s")
    for form in (verb, stem + "ed", stem + "d", stem):
        if form in harm("state"):
            return form
    return verb
