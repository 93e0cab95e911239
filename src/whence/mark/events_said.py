"""What stands inside quotation marks: on which day it was, where the day is counted from the saying; and mere rhetoric.

A letter's `this morning` is not that of the report that quotes it. A morning paper that tells of yesterday's events by
the name of that day quotes what was said yesterday, and the `today` in it may be the day before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Token

from whence.mark.events_lexicon import grammar
from whence.mark.events_modality import auxiliaries
from whence.records import Attribution, Modality, Moment, Report

Days = tuple[str | None, str | None]

_RHETORIC = grammar("rhetoric")
_OUGHT = grammar("ought")
_FROM_NOW = re.compile(
    r"(?:late |early |earlier |later )?"
    r"(?:today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_TONIGHT = re.compile(r"(?:earlier )?(?:tonight|this evening)\b", re.IGNORECASE)
_TODAY = re.compile(r"(?:earlier |later )?(?:today|this (?:morning|afternoon))\b", re.IGNORECASE)
_FROM_BEFORE = re.compile(
    r"(?:the|that) (?:very )?(?:next|following|same|previous) (?:day|morning|evening|night|week)"
    r"|that (?:day|night|morning)|the day (?:before|after)",
    re.IGNORECASE,
)
_POSTED = re.compile(r"\b(?:tweet|post|twitter|facebook|instagram|online)", re.IGNORECASE)
_POSTED_REACHES = 80
"""Characters from a writer's cue in which it stands where it was posted: a post is of its day, a letter of any."""
_LETTER = re.compile(
    r"\b(?:letters?|e-?mails?|emailed|memo(?:randum)?|diary|book|essay|op-ed|text messages?|faxe?d?|notes?)\b",
    re.IGNORECASE,
)
_LETTER_REACHES = 600
"""Characters before the cue in which the letter is named."""
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SPEAKERS = frozenset({"we", "i", "you", "they", "it", "this", "that"})

_OWN = frozenset({"your", "our", "my"})


class Spoken:
    """The days of what one report quotes."""

    def __init__(self, report: Report, moments: Sequence[Moment]) -> None:
        self._text = report.text
        self._moments = moments
        self._before = _day_before(report, moments)
        self._published = report.published.earliest if report.published.earliest == report.published.latest else None

    def days(self, moment: Moment, attribution: Attribution | None, past: bool = False) -> Days | None:
        """The days of a time expression where it is inside somebody's own words; None where nothing tells them.

        `past`: what it dates is told as over.
        """
        days = moment.earliest, moment.latest
        piece = _piece_of(moment, attribution)
        if piece is None or attribution is None:
            return days
        words = self._text[moment.start : moment.end]
        if _FROM_BEFORE.match(words):
            known = any(piece[0] <= other.start < moment.start and other.earliest for other in self._moments)
            return days if known else None
        if moment.basis != "published" or not _FROM_NOW.match(words):
            return days
        if attribution.act == "wrote" and self._is_of_a_letter(attribution):
            return None
        if self._before is not None and _TODAY.match(words):
            return self._before, moment.latest
        if (
            past
            and self._published is not None
            and days == (self._published, self._published)
            and _TONIGHT.match(words)
        ):
            return _eve(self._published), moment.latest  # `tonight a march was attacked`: said when the night had come
        return days

    def _is_of_a_letter(self, attribution: Attribution) -> bool:
        start, end = attribution.cue_start, attribution.cue_end
        if (
            start is None
            or end is None
            or _POSTED.search(self._text, max(0, start - _POSTED_REACHES), end + _POSTED_REACHES)
        ):
            return False
        return _LETTER.search(self._text, max(0, start - _LETTER_REACHES), end + _POSTED_REACHES) is not None


def _piece_of(moment: Moment, attribution: Attribution | None) -> tuple[int, int] | None:
    """The words of somebody, as said, in which the moment stands."""
    if attribution is None or attribution.kind != "direct":
        return None
    return next((piece for piece in attribution.pieces if piece[0] <= moment.start < piece[1]), None)


def _day_before(report: Report, moments: Sequence[Moment]) -> str | None:
    """The day before publication where the report calls that one, and never its own day, by the name of the weekday."""
    published = report.published
    if published.earliest is None or published.earliest != published.latest:
        return None
    named = {
        moment.earliest
        for moment in moments
        if moment.earliest == moment.latest and _WEEKDAY.search(report.text, moment.start, moment.end)
    }
    before = _eve(published.earliest)
    return before if before in named and published.earliest not in named else None


def _eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def is_rhetoric(verb: Token, modality: Modality, attribution: Attribution | None) -> bool:
    """`we must face this today`, `we'll move forward this week`: urging and promising, in a quotation."""
    if attribution is None or modality not in ("planned", "possible"):
        return False
    if any(aux.lower_ in _OUGHT for aux in auxiliaries(verb)):
        return True
    if attribution.kind != "direct":
        return False
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or verb.lemma_.lower() not in _RHETORIC:
        return False
    return subject.lower_ in _SPEAKERS or any(child.lower_ in _OWN for child in subject.children)
