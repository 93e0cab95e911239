"""What a number counts where words before it, or a pronoun behind it, say so: `11 of which`, `the number of arrests to
230`, `with at least five in Arlen`, `up four points`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from whence.mark.figures_days import clause
from whence.mark.figures_lexicon import singulars, words
from whence.mark.figures_place import Measured, Place
from whence.records import Figure

_OF_THOSE = re.compile(r"\s+of\s+(?P<who>which|whom|them|those|these)\b(?:\s+(?:were|are|was|have been)\s+)?")
_OF_WHOM = re.compile(r"\bof (?:whom|which) $")
_REACH = 250
"""Characters before a number in which what it is a part of was counted."""
_NUMBER_OF = re.compile(
    r"\b(?:number|total|tally|count) of (?P<of>[a-z]+(?: [a-z]+){0,2}?)"
    r"(?: (?:in|during|at|across|for|over|on|from|since|among|this|last)\b[^.;:]{0,60}?)?"
    r",? (?:to|at|is|was|reached|hit|passed|exceeded|topped)\s$"
)
_STOOD_AT = re.compile(r"(?P<of>[a-z]+s), which (?:now )?(?:stood|stands) at $")
_POINTS = re.compile(r"[ -]points?\b(?! guard| man| out| of)")
_OF_SHARES = re.compile(
    r"\b(?:polls?|polling|polled|surveys?|percent|per cent|voters|approval|favorab\w+|favourab\w+|ratings?|grads|"
    r"independents|respondents|electorate)\b|%",
    re.IGNORECASE,
)
_LEAD = re.compile(r" (?:lead|edge|advantage|margin|gap|deficit|swing)\b")
_OF_PRICES = re.compile(r"\b(?:index|stocks?|shares|Dow|Nasdaq|Composite|FTSE|Nikkei|benchmarks?|bonds?|traders)\b")
_NEAR_SHARE, _IN_STORY = 300, 1_500
"""Characters behind a share in which `points` are of shares, and behind such points."""


def pointed(place: Place, token: Token, found: Sequence[Figure]) -> Measured | None:
    """What a number counts that has no noun of its own; `found` are the figures before it, `token` its first word."""
    if place.number.currency is not None or place.number.low == 1 == place.number.high:
        return None
    return _of_those(place, found) or _number_of(place) or _with(place, token)


def points(place: Place, found: Sequence[Figure]) -> Measured | None:
    """`points` beside shares are percentage points (`63 percent, a 15-point jump`); those of an index are none."""
    match = _POINTS.match(place.text, place.end)
    if match is None or place.number.currency is not None:
        return None
    sentence = place.doc[max(0, place.first - 1)].sent.text
    if _OF_PRICES.search(sentence) or re.match(
        r",? or \d[\d.]*(?:%| percent)", place.text[match.end() : match.end() + 20]
    ):
        return None
    shares = [f for f in found[-6:] if f.unit in ("%", "percentage_point")]
    near = any(
        place.start - f.end <= _NEAR_SHARE and "\n" not in place.text[f.end : place.start] for f in shares
    ) or any(f.unit == "percentage_point" and place.start - f.end <= _IN_STORY for f in shares)
    polled = _OF_SHARES.search(sentence) is not None
    lead = _LEAD.match(place.text, match.end()) is None or polled
    return Measured(match.end(), "percentage_point", "", None) if lead and (near or polled) else None


def _of_those(place: Place, found: Sequence[Figure]) -> Measured | None:
    """`16 missiles, at least 11 of which hit the base`, `400 of those were children`, `24 men, of whom eight left`."""
    match = _OF_THOSE.match(place.text, place.end)
    if match is None:
        return (
            _of_the_last(place, found) if _OF_WHOM.search(place.text[max(0, place.start - 12) : place.start]) else None
        )
    if match["who"] not in ("which", "whom") and match.end() > match.end("who"):
        index = _token_from(place, match.end())
        noun = place.doc[index] if index is not None else None
        if noun is not None and noun.tag_ == "NNS" and noun.lemma_.lower() not in words("uncounted"):
            return Measured(place.end, "count", noun.text, _singular(noun), None)
    if match["who"] in ("which", "whom"):
        noun = _antecedent(place, match.start("who"))
        if noun is not None:
            return Measured(place.end, "count", noun.text, _singular(noun), None)
    return _of_the_last(place, found)


def _of_the_last(place: Place, found: Sequence[Figure]) -> Measured | None:
    """What the count before it counts, in the same paragraph."""
    for figure in reversed(found[-2:]):
        between = place.text[figure.end : place.start]
        if figure.unit == "count" and figure.head and len(between) <= _REACH and "\n" not in between:
            return Measured(place.end, "count", figure.measured, figure.head)
    return None


def _antecedent(place: Place, at: int) -> Token | None:
    """The plural noun to which a relative clause hangs, or that stands before its comma."""
    index = _token_from(place, at)
    verb = clause(place.doc[index]) if index is not None else None
    if verb is not None and verb.dep_ == "relcl" and verb.head.tag_ == "NNS" and verb.head.idx < place.start:
        return verb.head
    before = place.doc[max(0, place.first - 8) : place.first]
    comma = next((t for t in reversed(before) if t.text == "," and t.idx < place.start), None)
    noun = comma.nbor(-1) if comma is not None and comma.i > 0 else None
    return noun if noun is not None and (noun.tag_ == "NNS" or noun.lower_ in words("plurals")) else None


def _number_of(place: Place) -> Measured | None:
    """`bringing the number of arrests during two nights to nearly 230`, `her lead in delegates, which stood at 230`."""
    before = place.text[max(0, place.start - 140) : place.start]
    match = _NUMBER_OF.search(before) or _STOOD_AT.search(before)
    ended = place.first >= place.stop or place.doc[place.first].pos_ in (
        "PUNCT",
        "CCONJ",
        "ADP",
        "SCONJ",
        "SPACE",
        "ADV",
    )
    if match is None or not ended or place.number.plain_digits == 4:
        return None
    what = match["of"].split()
    plurals = [at for at, word in enumerate(what) if word.endswith("s") or word in words("plurals")]
    if not plurals or what[plurals[0]].endswith("ss"):
        return None
    kept = what[: plurals[0] + 1]
    last = kept[-1]
    if last.removesuffix("s") in words("uncounted"):
        return None
    head = singulars().get(last) or (last if last in words("plurals") else last.removesuffix("s"))
    return Measured(place.end, "count", " ".join(kept), head)


def _with(place: Place, token: Token) -> Measured | None:
    """`Cases were confirmed in a dozen towns, with at least five in Arlen`: what the clause tells of is counted."""
    before = place.text[max(0, place.start - 8) : place.start]
    follows = place.doc[place.first].lower_ if place.first < place.stop else ""
    if not before.endswith(", with ") or follows != "in":
        return None
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    told = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i] if verb is not None else []
    if not told or told[0].tag_ != "NNS" or told[0].lemma_.lower() in words("uncounted"):
        return None
    return Measured(place.end, "count", told[0].text, _singular(told[0]))


def _token_from(place: Place, offset: int) -> int | None:
    """The index of the token at or behind an offset, within the sentence."""
    return next((i for i in range(place.first, min(place.stop, place.first + 8)) if place.doc[i].idx >= offset), None)


def _singular(noun: Token) -> str:
    lower = noun.lower_
    return singulars().get(lower) or (lower if lower in words("plurals") else noun.lemma_.lower())
