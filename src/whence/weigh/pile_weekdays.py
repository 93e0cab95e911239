"""When an undated report came out, from the weekdays that it names and the days on which dated reports tell the same.

`The bridge was closed on Wednesday`, says a report without a date; of the dated ones, most that speak of a bridge that
was closed on a Wednesday mean 4 September. Then the report is of that week: news names the weekday alone for days less
than a week away (The Associated Press Stylebook, `days of the week`), and mostly for its own day or the day before.

Each weekday of the report is a question to all sentences of dated reports that name a day of that weekday. Their
answers are weighed by how many rare words they share with its own sentence. A day of publication is as likely as the
answers to all its weekdays make it (a product, each factor kept from nothing, since any of them can be wrong); what is
given is the shortest run of days that holds nine tenths of the whole. Nothing is said where few reports of the pile
answer: then it is not a pile of one story, and likeness of words is chance. In a pile whose reports lie close together
the words of the whole report (`pile_words`) and its dates without a year are weighed together with these.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from whence.weigh.pile_words import Wording, is_dense, words_of

PAST = {-1: 0.013, 0: 0.51, 1: 0.25, 2: 0.1, 3: 0.035, 4: 0.031, 5: 0.028, 6: 0.016}
AHEAD = {-6: 0.033, -5: 0.015, -4: 0.015, -3: 0.024, -2: 0.073, -1: 0.154, 0: 0.374, 1: 0.21, 2: 0.057, 3: 0.049,
         4: 0.012, 5: 0.01, 6: 0.016}  # fmt: skip
"""Days from a day that is named by its weekday alone to publication, and how often; in sentences that look ahead the
second. Counted over the weekdays of half of the reports that `bench/dating.py` reads."""
SHARED_WORDS = 3
FULL = 7.0
"""Summed rarity of the shared words from which an answer counts in full."""
LEAST, DOUBT, BARE = 0.02, 0.7, 0.6
"""What keeps a factor from nothing; the exponents of an answer and of the weekday by itself, as several weekdays of one
report are not independent."""
ENOUGH, EXACT = 0.9, 0.95
"""The part of the whole that the days given must hold; a single day must hold the second."""
LONGEST = 7
LONGEST_BY_WORDS, ENOUGH_BY_WORDS, EXACT_BY_WORDS = 100, 0.9, 0.97
"""The same where the words of the whole report are asked as well."""
FEW_REPORTS, ENOUGH_OF_FEW = 40, 0.95
"""What the days must hold in a pile of fewer dated reports than this: its words tell its days less surely."""
MOST_WEEKDAYS = 5
"""More weekdays than this count no more than this many: a report that tells again of a week that is over names many of
them. Only for a single day do all of them count."""
A_DAY_OFF = 1
"""Days added to either side of more than one day: what an outlet gives as a report's day is often one off."""
WORDS_ALONE = 0.5
"""How much its words count where its weekdays are answered by too few."""
NOT_TODAY = 0.001
"""What is left to a day two or more off where the report says what day it is; its root, to the day before or after."""
AHEAD_SLACK = 120
"""Days since a date without a year in a sentence that looks ahead of something else."""
ANSWERS, PART = 8, 8
"""At least so many dated reports, and one in so many of all, must answer with days that fit."""
MOST_REPORTS = 1_000
"""With more dated reports than this the question is not asked: such piles hold many stories, and it takes long."""
LOOKS_AHEAD = re.compile(
    r"\b(?:will|shall|next|scheduled|due|expected|plans?|planned|to be|would|upcoming|set to)\b|['’]ll\b"
)
DATE_AHEAD = re.compile(
    LOOKS_AHEAD.pattern
    + r"|\b(?:before|until|till|by|ahead|deadline|again|inten\w+|vow\w*|through|later|starts?|starting|begins?|if|could"
    r"|may|might)\b"
)
"""Wider, for a date without its year: where one of these stands, the date may be to come."""
TODAY = re.compile(
    r"[\s\"“‘']*(?:it is|it['’]s|today is|today['’]s)\s(?:\w+day,?\s)?(?:the\s)?"
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?\s)?\d",
    re.IGNORECASE,
)
"""`It's Monday, January 6`: a report that says its own day."""
WORD = re.compile(r"\w+")
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that names a day: by its weekday (Monday 1) alone in an undated report, else with the `day` known."""

    report_id: str
    name: str
    weekday: int
    sentence: str
    day: date | None = None
    of_year: tuple[int, int] | None = None
    """Month and day of a date that an undated report names without its year; `weekday` is then 0."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The inclusive days of publication that fit, how much of the whole they hold, and what says so most."""

    first: date
    last: date
    held: float
    reason: str
    likely: tuple[tuple[date, float], ...] = ()
    """Each day with its part of the whole."""


@dataclass(slots=True)
class _Question:
    """One weekday of the undated report, with the weight of each day that answers it."""

    told: Told
    ahead: bool
    best: tuple[float, Told, tuple[str, ...]] | None
    fits: dict[date, float]
    """A day of publication to the part of the answers that allow it."""
    from_reports: dict[date, set[str]]
    """A day that answers to the reports that name it."""

    @property
    def lags(self) -> Mapping[int, float]:
        return AHEAD if self.ahead else PAST


class Days:
    """All sentences of dated reports that name a day, ready to be asked."""

    def __init__(
        self,
        told: Iterable[Told],
        texts: Mapping[str, str],
        reports: int,
        published: Mapping[str, tuple[date, date]] | None = None,
    ) -> None:
        """`texts` are those of all reports of the pile: what is rare in it is read from them. `reports` says how many
        of them are dated, `published` on what days (first and last); without it their words are not asked."""
        counts: Counter[str] = Counter()
        for text in texts.values():
            counts.update(_words(text))
        self.rarity = {word: math.log((len(texts) + 1) / (count + 0.5)) for word, count in counts.items()}
        self.of_weekday: dict[int, list[tuple[Told, date, frozenset[str]]]] = defaultdict(list)
        for one in sorted(told, key=lambda t: (t.day or date.min, t.report_id, t.sentence)):
            if one.day is not None:
                self.of_weekday[one.weekday].append((one, one.day, _words(one.sentence)))
        self.reports = reports
        self.wording: Wording | None = None
        if published and ANSWERS <= reports <= MOST_REPORTS:
            days = {report: first for report, (first, last) in published.items() if first == last}
            if is_dense(days.values()):
                self.wording = Wording({report: words_of(texts[report]) for report in days}, days)

    def ask(self, own: Sequence[Told], low: date | None, high: date | None, text: str | None = None) -> Answer | None:
        """The days on which a report that names these weekdays came out, within bounds that are known already.

        `text` is the whole of it: where it is given, its words are compared as well.
        """
        if self.reports > MOST_REPORTS or self.reports < ANSWERS:
            return None
        asked = [self._question(one) for one in sorted(own, key=lambda t: (t.weekday, t.sentence)) if one.weekday]
        needed = max(ANSWERS, self.reports / PART)
        if text is not None and self.wording is not None:
            return self._by_words(asked, [one for one in own if one.of_year], low, high, words_of(text), needed)
        if len({report for one in asked for some in one.from_reports.values() for report in some}) < needed:
            return None
        likely = _likely(asked, low, high)
        found = _shortest(likely)
        if found is None:
            return None
        first, last, held = found
        fitting = _fitting(asked, first, last)
        if len(fitting) < needed:
            return None
        return Answer(first, last, held, _reason(asked, first, last, len(fitting)), tuple(sorted(likely.items())))

    def _by_words(
        self,
        asked: Sequence[_Question],
        dates: Sequence[Told],
        low: date | None,
        high: date | None,
        words: frozenset[str],
        needed: float,
    ) -> Answer | None:
        """The days that its words, its weekdays and its dates without a year make likely together."""
        assert self.wording is not None
        answering = {report for one in asked for some in one.from_reports.values() for report in some}
        one_story = len(answering) >= needed
        kept = 1.0 if one_story else WORDS_ALONE
        fixed = {
            day: kept * score + math.fsum(_log_of_year(one, day) for one in dates)
            for day, score in self.wording.likely(words).items()
            if (low is None or day >= low) and (high is None or day <= high)
        }
        named = {day: math.fsum(_log(one, day, one_story) for one in asked) for day in fixed}
        found = _shortest(_normed({day: fixed[day] + named[day] for day in fixed}), 1, 1.0, EXACT_BY_WORDS)
        most = min(1.0, MOST_WEEKDAYS / max(1, len(asked)))
        likely = _normed({day: fixed[day] + most * named[day] for day in fixed})
        if found is None:
            enough = ENOUGH_BY_WORDS if self.reports >= FEW_REPORTS else ENOUGH_OF_FEW
            found = _shortest(likely, LONGEST_BY_WORDS, enough, 1.0)
        if found is None:
            return None
        first, last, held = found
        reason = self._reason_by_words(asked, dates, first, last, words, one_story)
        if first < last:
            first, last = first - timedelta(A_DAY_OFF), last + timedelta(A_DAY_OFF)
            first, last = max(first, low or first), min(last, high or last)
        return Answer(first, last, held, reason, tuple(sorted(likely.items())))

    def _reason_by_words(
        self,
        asked: Sequence[_Question],
        dates: Sequence[Told],
        first: date,
        last: date,
        words: frozenset[str],
        one_story: bool,
    ) -> str:
        assert self.wording is not None
        reasons = []
        telling = self.wording.telling(words, first, last)
        if telling:
            reasons.append(
                f"speaks of {', '.join(telling.words)}, as do {telling.among} of {telling.reports} dated reports of "
                f"these days and {telling.elsewhere} of {telling.others} others"
            )
        today = [one.of_year for one in dates if one.of_year and TODAY.match(one.sentence)]
        over = [one.of_year for one in dates if one.of_year and not DATE_AHEAD.search(one.sentence)]
        if today:
            reasons.append(f"says that it is {_month_day(min(today))}")
        elif over:
            named = " and ".join(_month_day(one) for one in sorted(set(over))[-2:])
            reasons.append(f"tells of {named}, of a year that it does not name")
        fitting = _fitting(asked, first, last) if one_story else set()
        if fitting:
            reasons.append(_reason(asked, first, last, len(fitting)))
        if not reasons:
            held = sum(first <= day <= last for day in self.wording.published)
            reasons.append(f"its words are those of these days, of which {held} of {self.reports} dated reports are")
        return "; ".join(reasons)

    def _question(self, one: Told) -> _Question:
        words = _words(one.sentence)
        # Of each report its likest sentence for each day.
        found: dict[tuple[date, str], float] = {}
        best: tuple[float, Told, tuple[str, ...]] | None = None
        for other, day, its in self.of_weekday[one.weekday]:
            shared = words & its
            if len(shared) < SHARED_WORDS:
                continue
            weight = math.fsum(self.rarity.get(word, 0.0) for word in shared)
            key = day, other.report_id
            found[key] = max(found.get(key, 0.0), weight)
            if best is None or weight > best[0]:
                rarest = sorted(shared, key=lambda word: (-self.rarity.get(word, 0.0), word))
                best = weight, other, tuple(rarest[:3])
        ahead = bool(LOOKS_AHEAD.search(one.sentence))
        whole = math.fsum(weight * weight for weight in found.values())
        fits: dict[date, float] = defaultdict(float)
        from_reports: dict[date, set[str]] = defaultdict(set)
        for (day, report), weight in sorted(found.items()):
            from_reports[day].add(report)
            for lag in AHEAD if ahead else PAST:
                fits[day + timedelta(lag)] += weight * weight / whole
        return _Question(one, ahead, best, fits, from_reports)


def _words(text: str) -> frozenset[str]:
    return frozenset(w for word in WORD.findall(text) if len(w := word.lower()) > 2 and not w.isdigit()) - WEEKDAYS


def _likely(asked: Sequence[_Question], low: date | None, high: date | None) -> dict[date, float]:
    """Each day of publication that any answer allows, with its part of the whole."""
    days = {day for one in asked for day in one.fits if (low is None or day >= low) and (high is None or day <= high)}
    return _normed({day: math.fsum(_log(one, day, True) for one in asked) for day in sorted(days)})


def _normed(logs: Mapping[date, float]) -> dict[date, float]:
    if not logs:
        return {}
    top = max(logs.values())
    parts = {day: math.exp(value - top) for day, value in logs.items()}
    whole = math.fsum(parts.values())
    return {day: part / whole for day, part in parts.items()}


def _log_of_year(one: Told, day: date) -> float:
    """A date without its year, told as over or as to come: news means the nearest such day on that side."""
    assert one.of_year is not None
    ahead = bool(DATE_AHEAD.search(one.sentence))
    try:
        away = min(((date(y, *one.of_year) - day).days for y in (day.year - 1, day.year, day.year + 1)), key=abs)
    except ValueError:
        return 0.0
    if TODAY.match(one.sentence):
        return math.log(NOT_TODAY) * min(2, abs(away)) / 2
    fits = away >= -AHEAD_SLACK if ahead else away <= 1
    return 0.0 if fits else DOUBT * math.log(LEAST)


def _log(one: _Question, day: date, one_story: bool) -> float:
    lags = one.lags
    back = (day.isoweekday() - one.told.weekday) % 7
    by_itself = max(lags.get(back, 0.0), lags.get(back - 7, 0.0)) / max(lags.values())
    found = BARE * math.log(LEAST + (1 - LEAST) * by_itself)
    if one.best is not None and one_story:
        fits = min(1.0, one.fits.get(day, 0.0))
        found += DOUBT * min(1.0, one.best[0] / FULL) * math.log(LEAST + (1 - LEAST) * fits)
    return found


def _shortest(
    likely: Mapping[date, float], longest: int = LONGEST, enough: float = ENOUGH, exact: float = EXACT
) -> tuple[date, date, float] | None:
    """The shortest run of days that holds enough of the whole; of two as short, the one that holds more."""
    if not likely:
        return None
    start = min(likely)
    places = [(day - start).days for day in sorted(likely)]
    until = [0.0] * (places[-1] + 2)  # how much lies before each day
    for day, part in likely.items():
        until[(day - start).days + 1] = part
    until = list(accumulate(until))
    for length in range(longest):
        held, first = max((until[min(at + length + 1, len(until) - 1)] - until[at], -at) for at in places)
        if held >= (enough if length else exact):
            day = start - timedelta(first)
            return day, day + timedelta(length), held
    return None


def _fitting(asked: Sequence[_Question], first: date, last: date) -> set[str]:
    """The dated reports that answer with a day that fits."""
    return {
        report
        for one in asked
        for day, reports in one.from_reports.items()
        if any((at - day).days in one.lags for at in (first, last))
        for report in reports
    }


def _reason(asked: Sequence[_Question], first: date, last: date, reports: int) -> str:
    best: tuple[float, str] | None = None
    for one in asked:
        if one.best is None or one.best[1].day is None:
            continue
        weight, other, words = one.best
        day = other.day or first
        if any((at - day).days in one.lags for at in (first, last)) and (best is None or weight > best[0]):
            best = weight, f"tells of {day:%A} as {other.name} tells of {_say(day)} ({', '.join(words)}); "
    return (
        f"{best[1] if best else ''}days of {reports} dated reports fit the weekdays that it names, "
        "and a weekday alone is less than a week away"
    )


def _month_day(of_year: tuple[int, int]) -> str:
    return f"{date(2000, *of_year):%B} {of_year[1]}"


def _say(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
