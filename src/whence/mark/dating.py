"""When an undated report was published, from its own evidence: an interval, with a reason for each bound.

Evidence is taken only where its direction is plain. A date told in a simple or perfect past gives a bound below, and so
does one in a sentence where nothing looks ahead; a date that something `will` happen on gives one above. A thing called
`last year's` that the text also dates fixes the year. News gives no year to a date of the current year (The Associated
Press Stylebook, `years`), so that in a fixed year a month and day told as past bounds below, unless the turn of the
year leaves two readings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark import moments_calendar as calendar
from whence.mark.dating_lines import date_line
from whence.mark.dating_spoken import copyright_year, in_copyright, is_signature, is_spoken_of
from whence.mark.moments import main_country
from whence.mark.moments_tense import MODALS, Tenses
from whence.records import Moment, Passage, Published, Report

DATELINE = re.compile(r"[\s\"“]*[A-Z][\w .,'’()-]{1,60}[,(—–-]\s*$")
DATELINE_CHARS = 300
LAST_YEAR = re.compile(r"(?:early |late )?last year$", re.I)
COMING_TOKENS = 4
YEARLESS = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?$")
FIXED_YEAR, SOUND_YEAR = 0.75, 0.8
NO_NOUNS = frozenset(
    {"year", "month", "day", "time", "people", "report", "man", "woman", "country", "end", "beginning"}
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound on the day of publication, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, with or without its day, told without a year: `November 21`, `Thanksgiving`, `in August`."""

    month: int
    day: int | None
    rule: str | None
    words: str

    def first(self, year: int) -> date | None:
        """Its first day in a year."""
        if self.rule:
            return calendar.holiday(self.rule, year)
        return calendar.day_of(year, self.month, self.day or 1)

    def last(self, year: int) -> date | None:
        """Its last day in a year."""
        return self.first(year) if self.rule or self.day else calendar.last_day(year, self.month)


def infer_published(
    doc: Doc, report: Report, passages: Sequence[Passage], moments: Sequence[Moment]
) -> Published | None:
    """The interval in which a report without a date can have been published.

    None where the text holds no evidence at all. Where it holds some that fixes no year, earliest and latest are None
    and the reason says so. Confidence is below 0.9: nothing here is as good as a date that was given.
    """
    evidence = _Evidence(doc, report, passages, moments)
    line = evidence.dateline()
    if line:
        day, words = line
        return Published(
            day, day, day, "inferred", 0.85, f"{_say(date.fromisoformat(day))}: the dateline reads {words!r}"
        )
    head = date_line(report.text, evidence.moments)
    if head:
        day = head.value[:10]
        told = f"{_say(date.fromisoformat(day))}: a line at its head reads {evidence.words(head)!r}"
        return Published(day, day, day, "inferred", 0.85, told)
    below, above = evidence.past_dates(), [*evidence.expected_dates(), *evidence.copyright()]
    fixed = evidence.fixed_year()
    confidence = SOUND_YEAR
    if fixed:
        year, reason = fixed
        if any(bound.day.year > year for bound in below) or any(bound.day.year < year for bound in above):
            fixed = None
        else:
            confidence = FIXED_YEAR
            below.append(Bound(date(year, 1, 1), reason))
            above.append(Bound(date(year, 12, 31), reason))
            in_year = evidence.in_year(year)
            below += in_year
            above += evidence.expected_in_year(year, max(bound.day for bound in below))
    return _interval(below, above, confidence, evidence.yearless_words())


def _interval(below: list[Bound], above: list[Bound], confidence: float, yearless: list[str]) -> Published | None:
    floor = max(below, key=lambda bound: (bound.day, bound.reason), default=None)
    ceiling = min(above, key=lambda bound: (bound.day, bound.reason), default=None)
    if floor and ceiling and floor.day > ceiling.day:
        return Published(
            reason=f"its own evidence disagrees: not before {_say(floor.day)} ({floor.reason}), but not after "
            f"{_say(ceiling.day)} ({ceiling.reason})"
        )
    if floor is None and ceiling is None:
        if not yearless:
            return None
        return Published(reason=f"nothing fixes the year: names {', '.join(yearless[:4])} without one")
    reasons = []
    if floor:
        reasons.append(f"not before {_say(floor.day)}: {floor.reason}")
    if ceiling:
        reasons.append(f"not after {_say(ceiling.day)}: {ceiling.reason}")
    first, last = (floor.day if floor else None), (ceiling.day if ceiling else None)
    value = None
    if first and last and first == last:
        value = first.isoformat()
    elif first and last and (first.year, first.month) == (last.year, last.month):
        value = f"{first:%Y-%m}"
    return Published(
        value,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        "inferred",
        confidence,
        "; ".join(reasons),
    )


def _say(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class _Evidence:
    """The moments of one undated report, asked what they tell about its day."""

    def __init__(self, doc: Doc, report: Report, passages: Sequence[Passage], moments: Sequence[Moment]) -> None:
        self.doc, self.text, self.moments = doc, report.text, sorted(moments, key=lambda m: (m.start, m.end))
        self.tenses = Tenses(doc)
        self.ahead = lexicon.words("moments_ahead.txt")
        self.country = main_country(report.text)
        self.passages = passages
        body = [p for p in passages if p.kind in ("body", "header")]
        self.body_start = min((p.start for p in body), default=0)

    def words(self, moment: Moment) -> str:
        return " ".join(self.text[moment.start : moment.end].split())

    def dateline(self) -> tuple[str, str] | None:
        """`GENEVA, 3 March 2014 (Wire) -`: a full date between a place and a dash at the head of the body."""
        for moment in self.moments:
            if moment.start > self.body_start + DATELINE_CHARS:
                break
            if moment.basis != "explicit" or not re.fullmatch(r"\d{4}-\d\d-\d\d", moment.value):
                continue
            line = self.text.rfind("\n", 0, moment.start) + 1
            after = self.text[moment.end : moment.end + 40]
            if DATELINE.match(self.text[line : moment.start]) and re.match(
                r"\s*(?:\([^)\n]{2,30}\)\s*)?[-–—/:|]", after
            ):
                return moment.value, self.words(moment)
        return None

    def _explicit(self) -> list[Moment]:
        """Moments that state their year, outside of tags."""
        return [
            m
            for m in self.moments
            if m.basis == "explicit"
            and m.type == "date"
            and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", m.value)
            and self.text[max(0, m.start - 1) : m.start] not in ("=", '"')
            and "fiscal" not in self.words(m).lower()
            and not in_copyright(m, self.text)
        ]

    def past_dates(self) -> list[Bound]:
        """Dates with their year that are told as past."""
        found = []
        for moment in self._explicit():
            days = calendar.days_of(moment.value)
            if days and self.told_as_past(moment):
                found.append(Bound(days[0], f"tells of {self.words(moment)} as past"))
            elif days and is_signature(moment, self.text):
                # A day may have begun where the post was shown and not where the report was written.
                found.append(Bound(days[0] - timedelta(days=1), f"holds a post signed {self.words(moment)}"))
            elif days and self._spoken_of(moment):
                found.append(Bound(days[0], f"speaks of {self.words(moment)}, and of nothing to come beside it"))
        return found

    def _spoken_of(self, moment: Moment) -> bool:
        tense = self.tenses.at(moment.start, moment.end)
        token = self.tenses.token_at(moment.start)
        return tense != "future" and is_spoken_of(moment, token, self.passages, self.text)

    def copyright(self) -> list[Bound]:
        """A bound above from the year of its notice of copyright."""
        year = copyright_year(self.text)
        return [Bound(date(year, 12, 31), f"its notice of copyright gives {year}")] if year else []

    def expected_dates(self) -> list[Bound]:
        """Dates with their year on which something is said to be going to happen."""
        found = []
        last = date.min
        for moment in self._explicit():
            days = calendar.days_of(moment.value)
            if days and self.told_as_coming(moment):
                found.append(Bound(days[1], f"expects something in {self.words(moment)}"))
            elif days:
                last = max(last, days[0])
        # What is to come lies behind every other date the text names; else the parse was wrong.
        return [bound for bound in found if bound.day >= last]

    def _verb_of(self, moment: Moment) -> tuple[Token, Token | None] | None:
        """The verb that a moment hangs on, directly or by one preposition, and that preposition."""
        tokens = list(self.doc.char_span(moment.start, moment.end, alignment_mode="expand") or ())
        if not tokens:
            return None
        inside = {token.i for token in tokens}
        top = next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), tokens[0])
        head, preposition = top.head, None
        if head.pos_ == "ADP" or head.dep_ == "prep":
            preposition, head = head, head.head
        return (head, preposition) if head.pos_ in ("VERB", "AUX") and head.i not in inside else None

    def told_as_past(self, moment: Moment) -> bool:
        """Whether a simple or perfect past verb, under no condition, governs the moment."""
        found = self._verb_of(moment)
        if found is None:
            return False
        verb, preposition = found
        if preposition is not None and preposition.lower_ not in (
            "in",
            "on",
            "since",
            "during",
            "at",
            "of",
            "early",
            "late",
        ):
            return False
        if preposition is None and len(moment.value) < 10 and not self.words(moment)[0].isupper():
            return False
        helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if any(
            child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "before", "until")
            for child in verb.children
        ):
            return False
        if moment.start < verb.idx and any(child.dep_ == "ccomp" for child in verb.children):
            return False  # `in 2017, he said, they would ...`: the date may belong to what is said
        if self.tenses.at(moment.start, moment.end) != "past" or verb.lemma_.lower() in self.ahead:
            return False
        if verb.tag_ == "VBD":
            return verb.pos_ == "VERB" or preposition is not None
        if verb.tag_ == "VBN":
            return (
                bool(helpers & {"was", "were", "has", "have", "had", "been", "'s", "’s", "'ve", "’ve"})
                or verb.dep_ == "acl"
            )
        return False

    def told_as_coming(self, moment: Moment) -> bool:
        """Whether `will`, or `is expected to` and its like, governs the moment."""
        found = self._verb_of(moment)
        if found is None:
            return False
        verb, preposition = found
        if preposition is not None and preposition.lower_ not in ("in", "on", "at", "for", "until", "till"):
            return False
        helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if "have" in helpers:
            return False
        token = preposition or self.tenses.token_at(moment.start)
        if token is None or not 0 < token.i - verb.i <= COMING_TOKENS:
            return False
        if any(word in MODALS for word in helpers):
            return verb.dep_ in ("ROOT", "ccomp", "conj", "relcl", "parataxis")
        return verb.tag_ == "VBN" and verb.lemma_.lower() in self.ahead and bool(helpers & {"is", "are", "’s", "'s"})

    def fixed_year(self) -> tuple[int, str] | None:
        """The year of publication, where one thing is both `last year's` and given a year.

        Only where that is the last year the text names: `last year's election` is not the 2008 one of a text that
        speaks of 2012. `this year's` fixes nothing, since elections and summits come again.
        """
        named = [int(m.value[:4]) for m in self._explicit() if not self.told_as_coming(m)]
        dated: dict[str, set[tuple[int, str]]] = {}
        for moment in self._explicit():
            for noun in self._things(moment):
                dated.setdefault(noun, set()).add((int(moment.value[:4]), self.words(moment)))
        votes: dict[int, str] = {}
        for moment in self.moments:
            if not LAST_YEAR.match(self.words(moment)):
                continue
            for noun in sorted(self._things(moment)):
                years = {year for year, _ in dated.get(noun, set())}
                if len(years) != 1 or max(named, default=0) not in years:
                    continue
                year = years.pop()
                told = min(words for _, words in dated[noun])
                votes[year + 1] = f"calls the {noun} of {told} last year's"
        if len(votes) != 1:
            return None
        return next(iter(votes.items()))

    def _things(self, moment: Moment) -> set[str]:
        """Lemmas of the noun that a moment dates, and of the nouns compounded with it."""
        tokens = list(self.doc.char_span(moment.start, moment.end, alignment_mode="expand") or ())
        inside = {token.i for token in tokens}
        top = next((t for t in tokens if t.head.i not in inside), None)
        if top is None:
            return set()
        head = top.head
        if head.pos_ == "ADP" or head.dep_ == "prep":
            head = head.head
        if head.pos_ not in ("NOUN", "PROPN"):
            return set()
        nouns = [head, *(child for child in head.children if child.dep_ == "compound" and child.i not in inside)]
        return {noun.lemma_.lower() for noun in nouns if noun.pos_ == "NOUN"} - NO_NOUNS

    def yearless(self, coming: bool) -> list[Yearless]:
        """Months and days without a year that are told as past (or as coming)."""
        found = []
        for moment in self.moments:
            item = self._as_yearless(moment)
            told = self.told_as_coming(moment) if coming else self._told_yearless(moment)
            if item and told:
                found.append(item)
        return found

    def _told_yearless(self, moment: Moment) -> bool:
        """Past for a date without a year: it may also hang on a noun of a past clause (`a call on Thanksgiving`)."""
        if self.told_as_past(moment):
            return True
        before = self.text[max(0, moment.start - 12) : moment.start].lower()
        if re.search(r"\b(?:by|until|till|through|before|from|next|for|to)\s$", before):
            return False
        top = self.tenses.token_at(moment.start)
        return top is not None and top.dep_ == "pobj" and self.tenses.at(moment.start, moment.end) == "past"

    def _as_yearless(self, moment: Moment) -> Yearless | None:
        words = self.words(moment)
        if moment.basis != "unresolved" or moment.type != "date":
            return None
        rule = calendar.holiday_rule(words, self.country)
        if rule:
            day = None if rule.startswith("once") else calendar.holiday(rule, 2001)
            return Yearless(day.month, day.day, rule, words) if day else None
        known = YEARLESS.match(moment.value)
        if not known or re.match(r"(?:last|next|this|the)\b", words.lower()):
            return None
        return Yearless(int(known[1]), int(known[2]) if known[2] else None, None, words)

    def yearless_words(self) -> list[str]:
        """The words of the dates without a year, in order, once each."""
        return list(dict.fromkeys(item.words for m in self.moments if (item := self._as_yearless(m))))

    def in_year(self, year: int) -> list[Bound]:
        """Bounds below from dates told as past without a year, in a year that is fixed.

        In the first months of a year a bare `November 21` is that of the year before. That reading is ruled out where
        an earlier month (April to September) is told bare as well and no month of the new year is.
        """
        past = self.yearless(coming=False)
        months = {item.month for item in past}
        middle = {month for month in months if 4 <= month <= 9}
        if not middle:
            return []
        late = {month for month in months if month >= 10}
        if late and (months & {1, 2, 3} or len(months) < 3):
            past = [item for item in past if item.month < 10]
            if months & {1, 2, 3}:
                return []
        bounds = []
        for item in past:
            day = item.first(year)
            if day:
                bounds.append(Bound(day, f"tells of {item.words} as past"))
        return bounds

    def expected_in_year(self, year: int, floor: date) -> list[Bound]:
        """Bounds above from days without a year that are still to come, after what is already past."""
        bounds = []
        for item in self.yearless(coming=True):
            day = item.last(year)
            if day and item.day and day >= floor:
                bounds.append(Bound(day, f"expects something on {item.words}"))
        return bounds
