"""When an undated report came out, from its words: what dated reports speak of on some days and not on others.

A story changes its words as it goes: a name, a place, a count comes in on a day and is told by most from then on, and
others fall away. Each day of the pile has a language model, the share of the reports of about that day that hold a
word; an undated report is the likelier of a day, the more of its words that day's reports hold, and the fewer of
their words it lacks (temporal language models: de Jong, Rode and Hiemstra, 2005; Kanhabua and Norvag, 2008; here with
the absent words as well, as a multivariate Bernoulli model). Words come together, so that each counts for little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

WORD = re.compile(r"\w+")
CALENDAR = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
)
"""They are read as dates, and say little as words."""
LEAST_REPORTS = 3
"""Dated reports that must hold a word before it counts."""
FADE, REACH = 2.0, 8
"""Days over which a report's words lose their hold on the days around it (to 1/e), and to which they reach."""
FROM_ALL = 3.0
"""Reports' worth of the words of the whole pile that are added to each day, so that few reports say little."""
EACH = 0.06
"""How far each word counts as independent of the others."""
CROWD, NOBODY = 0.7, 0.05
"""The exponent of how many reports are of about a day, and what keeps a day on which nothing came out from nothing."""
BESIDE, AROUND, WIDEST = 4, 7, 1_000
"""Days beside a dated report to which it says something; days before the first and after the last on which a report of
the pile can still have come out; the most days without any dated report that are held possible."""
PART_OF_PILE = 100
"""In a large pile a word must be held by one in so many of its reports."""
SHOWN, LESS = 3, 0.5
"""Words that a reason names; how rare they must be among the other reports, beside those of the days. A word of half
of all reports is named in none: it is the story's, or the language's."""
Floats = npt.NDArray[np.float64]


EDGE, EACH_DAYS = 20, 2
"""One in so many reports is left out at either end; the others must be one in so many days or more."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that a report shares with those of some days: how many of them hold at least one, of how many, and of the
    others."""

    words: tuple[str, ...]
    among: int
    reports: int
    elsewhere: int
    others: int


def words_of(text: str) -> frozenset[str]:
    """The different words of a text that can tell its day: of three letters, or a number of two figures."""
    found = (word.lower() for word in WORD.findall(text))
    return frozenset(w for w in found if len(w) > 2 or (len(w) > 1 and w.isdigit())) - CALENDAR


def is_dense(published: Iterable[date]) -> bool:
    """Whether the days of a pile's dated reports lie so close that their words can tell one day from another.

    A collection over months with a report a week holds many stories, and likeness of words is likeness of subject.
    """
    days = sorted(published)
    cut = len(days) // EDGE
    middle = days[cut : len(days) - cut]
    return len(middle) > 1 and len(middle) * EACH_DAYS >= (middle[-1] - middle[0]).days + 1


class Wording:
    """The words of the dated reports of a pile, ready to be compared with those of an undated one."""

    def __init__(self, words: Mapping[str, frozenset[str]], published: Mapping[str, date]) -> None:
        """`words` are those of each report, `published` the day of each whose date was given."""
        self.reports = sorted(published)
        self.of_report = [words[report] for report in self.reports]
        self.published = [published[report] for report in self.reports]
        held = Counter(word for one in self.of_report for word in one)
        least = max(LEAST_REPORTS, len(self.reports) // PART_OF_PILE)
        self.at = {word: index for index, word in enumerate(sorted(w for w, n in held.items() if n >= least))}
        self.days, self.elsewhere = _candidates(self.published)
        self.crowd: Floats = np.zeros(len(self.days))
        self.present: Floats = np.zeros((len(self.days), len(self.at)))
        self.absent: Floats = np.zeros((len(self.days), len(self.at)))
        if self.days:
            self._count()

    def _count(self) -> None:
        rows = np.zeros((len(self.reports), len(self.at)))
        for index, words in enumerate(self.of_report):
            rows[index, sorted(self.at[word] for word in words if word in self.at)] = 1.0
        apart = np.array([[abs((day - other).days) for other in self.published] for day in self.days], dtype=float)
        near = np.where(apart <= REACH, np.exp(-apart / FADE), 0.0)
        self.crowd = near.sum(axis=1)
        whole = (rows.sum(axis=0) + 0.5) / (len(self.reports) + 1.0)
        of_day = (near @ rows + FROM_ALL * whole) / (self.crowd[:, None] + FROM_ALL)
        self.present = np.log(of_day) - np.log(whole)
        self.absent = np.log(1.0 - of_day) - np.log(1.0 - whole)

    def likely(self, words: frozenset[str]) -> dict[date, float]:
        """Each day on which a report of these words can have come out, with the logarithm of how likely (not normed).

        On a day beside which no dated report stands, all words are as likely as in the whole pile.
        """
        if not self.days:
            return {}
        held = np.zeros(len(self.at))
        held[sorted(self.at[word] for word in words if word in self.at)] = 1.0
        found = EACH * (self.present @ held + self.absent @ (1.0 - held)) + CROWD * np.log(self.crowd + NOBODY)
        nobody = CROWD * float(np.log(NOBODY))
        return {
            **{day: float(score) for day, score in zip(self.days, found, strict=True)},
            **dict.fromkeys(self.elsewhere, nobody),
        }

    def telling(self, words: frozenset[str], first: date, last: date) -> Telling | None:
        """The words that most set the reports of some days apart and that this one holds; None where none do."""
        among = [first <= day <= last for day in self.published]
        inside, outside = sum(among), len(among) - sum(among)
        if inside < LEAST_REPORTS or outside < LEAST_REPORTS:
            return None
        counts: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for here, its in zip(among, self.of_report, strict=True):
            (counts if here else others).update(words & its)
        rated = sorted(
            (-(n / inside) * np.log(((n + 0.5) / (inside + 1)) / ((others[word] + 0.5) / (outside + 1))), word)
            for word, n in counts.items()
            if n >= LEAST_REPORTS
            and word in self.at
            and others[word] * inside < n * outside * LESS
            and 2 * (n + others[word]) < len(self.reports)
        )
        best = tuple(word for score, word in rated[:SHOWN] if score < 0)
        if not best:
            return None
        holds = [any(word in its for word in best) for its in self.of_report]
        return Telling(
            best,
            sum(h for h, a in zip(holds, among, strict=True) if a),
            inside,
            sum(h for h, a in zip(holds, among, strict=True) if not a),
            outside,
        )


def _candidates(published: list[date]) -> tuple[list[date], list[date]]:
    """The days beside a dated report, and the others on which a report of the pile can have come out."""
    if not published:
        return [], []
    near = {day + timedelta(by) for day in published for by in range(-BESIDE, BESIDE + 1)}
    first, last = min(published) - timedelta(AROUND), max(published) + timedelta(AROUND)
    others = [first + timedelta(at) for at in range((last - first).days + 1)]
    return sorted(near), [day for day in others if day not in near][:WIDEST]
