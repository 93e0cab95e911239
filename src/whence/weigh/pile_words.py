"""When an undated report came out, from its words: what dated reports of the pile speak of on some days and not on others.

A story changes its words as it goes: a name, a place, a count comes in on a day and is told by most from then on, and
others fall away. Each day of the pile has a language model, the share of the reports of about that day that hold a
word; an undated report is the likelier of a day, the more of its words that day's reports hold, and the fewer of
their words it lacks (temporal language models: de Jong, Rode and Hiemstra, 2005; Kanhabua and Norvag, 2008; here with
the absent words as well, as a multivariate Bernoulli model). Words come together, so that each counts for little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
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
EACH = 0.05
"""How far each word counts as independent of the others."""
CROWD, NOBODY = 0.7, 0.05
"""The exponent of how many reports are of about a day, and what keeps a day on which nothing came out from nothing."""
WIDE, BESIDE = 120, 3
"""Days: a pile that covers more is asked only for the days beside its reports."""
SHOWN = 3
Floats = npt.NDArray[np.float64]


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


class Wording:
    """The words of the dated reports of a pile, ready to be compared with those of an undated one."""

    def __init__(self, words: Mapping[str, frozenset[str]], published: Mapping[str, date]) -> None:
        """`words` are those of each report, `published` the day of each whose date was given."""
        self.reports = sorted(published)
        self.of_report = [words[report] for report in self.reports]
        self.published = [published[report] for report in self.reports]
        held = Counter(word for one in self.of_report for word in one)
        self.at = {word: index for index, word in enumerate(sorted(w for w, n in held.items() if n >= LEAST_REPORTS))}
        self.days = _candidates(self.published)
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
        """Each day on which a report of these words can have come out, with the logarithm of how likely (not
        normed)."""
        if not self.days:
            return {}
        held = np.zeros(len(self.at))
        held[sorted(self.at[word] for word in words if word in self.at)] = 1.0
        found = EACH * (self.present @ held + self.absent @ (1.0 - held)) + CROWD * np.log(self.crowd + NOBODY)
        return {day: float(score) for day, score in zip(self.days, found, strict=True)}

    def telling(self, words: frozenset[str], first: date, last: date) -> Telling | None:
        """The words that most set the reports of some days apart and that this one holds; None where none do."""
        among = [first <= day <= last for day in self.published]
        inside, outside = sum(among), len(among) - sum(among)
        if inside < LEAST_REPORTS or not outside:
            return None
        counts: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for here, its in zip(among, self.of_report, strict=True):
            (counts if here else others).update(words & its)
        rated = sorted(
            (-(n / inside) * np.log(((n + 0.5) / (inside + 1)) / ((others[word] + 0.5) / (outside + 1))), word)
            for word, n in counts.items()
            if n >= LEAST_REPORTS and word in self.at
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


def _candidates(published: list[date]) -> list[date]:
    if not published:
        return []
    first, last = min(published) - timedelta(BESIDE), max(published) + timedelta(BESIDE)
    if (last - first).days <= WIDE:
        return [first + timedelta(at) for at in range((last - first).days + 1)]
    return sorted({day + timedelta(by) for day in published for by in range(-BESIDE, BESIDE + 1)})
