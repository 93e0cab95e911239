"""What a citation is made of: the report, the place, the speaker as a person reads them, and days in few words."""

from __future__ import annotations

from dataclasses import dataclass

SURE = 0.8
"""A speaker resolved with less confidence than this is shown as a possibility, behind the source's own words."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a citation says about a report. `short` is the shortest prefix of the id (six or more) that is its alone."""

    id: str
    short: str
    outlet: str
    """The outlet as given, else the name of the file or the host of the URL."""
    outlet_given: bool
    published: str | None
    earliest: str | None
    latest: str | None
    basis: str | None
    reason: str

    @property
    def when(self) -> str:
        """When it was published, in few words: the date as given, the interval, or that it is not known."""
        if self.basis and self.basis != "inferred" and self.published:
            return self.published[:10]
        if self.published and len(self.published) >= 10 and self.earliest != self.latest:
            return f"{self.published[:10]} (likely; between {self.earliest} and {self.latest})"
        if self.published:
            return f"{self.published} (inferred)"
        if self.earliest and self.latest:
            return f"undated; between {self.earliest} and {self.latest}"
        if self.earliest:
            return f"undated; not before {self.earliest}"
        if self.latest:
            return f"undated; not after {self.latest}"
        return "undated"

    @property
    def day(self) -> str | None:
        """The day it stands at in a plot: the likeliest where several are possible, else the first it can have been;
        None where its date is not known, whatever its bounds are."""
        if not self.published:
            return None
        likely = self.basis == "inferred" and len(self.published) >= 10
        return self.published[:10] if likely else self.earliest or self.latest

    @property
    def when_short(self) -> str:
        """The same for a citation: the date, or `undated`."""
        if not self.published:
            return "undated"
        return self.published[:10] + ("?" if self.basis == "inferred" else "")


@dataclass(frozen=True, slots=True)
class Place:
    """The exact characters `start` to `end` of one report's text."""

    report_id: str
    start: int
    end: int
    outlet: str
    when: str
    short: str

    @property
    def citation(self) -> str:
        """Outlet, date, and the place as `short id:offset`."""
        return f"{self.outlet}, {self.when}, {self.short}:{self.start}"


@dataclass(frozen=True, slots=True)
class Root:
    """A report or an unseen ancestor that stands behind a row of the account. Only evidence makes one `certain`."""

    id: str
    label: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is speaking: the words that say so in the report, and the source they were resolved to."""

    words: str | None
    names: tuple[str, ...]
    basis: str | None
    confidence: float
    anonymous: bool

    @property
    def sure(self) -> bool:
        """Whether the name may stand by itself."""
        return bool(self.names) and (self.anonymous or self.confidence >= SURE)

    @property
    def name(self) -> str | None:
        """The names, joined; None where the speaker is not resolved."""
        if not self.names:
            return None
        if len(self.names) == 1:
            return self.names[0]
        return ", ".join(self.names[:-1]) + " and " + self.names[-1]

    @property
    def label(self) -> str:
        """What a person reads. Below `SURE` the report's own words lead and the name is only a possibility."""
        words = " ".join(self.words.split()) if self.words else None
        if self.anonymous:
            return words or self.name or "a source that is not named"
        if self.name is None:
            return f"{words} (not resolved)" if words else "speaker not named"
        if words is None:
            return self.name if self.sure else f"perhaps {self.name} ({self.basis or 'guess'})"
        named = self.name.casefold() in words.casefold()
        if not self.sure:  # where the words are the name itself, there is no second reading to offer
            return words if named else f"{words} (perhaps {self.name}; {self.basis or 'guess'}, {self.confidence:.2f})"
        if self.basis in (None, "name") or named:
            return self.name
        return f"{words} → {self.name} ({self.basis})"


@dataclass(frozen=True, slots=True)
class Hand:
    """One pair of hands that words passed through, with the place where it is named."""

    position: int
    name: str
    place: Place


def days(earliest: str | None, latest: str | None) -> str:
    """An interval of days in few words: the day, the month or year it fills, both ends, or what is known of it."""
    if earliest is None and latest is None:
        return "date unknown"
    if earliest is None:
        return f"by {latest}"
    if latest is None:
        return f"from {earliest}"
    if earliest == latest:
        return earliest
    if earliest[:7] == latest[:7] and earliest.endswith("-01") and int(latest[8:10]) == _month_days(latest):
        return earliest[:7]
    if earliest[:4] == latest[:4] and earliest.endswith("-01-01") and latest.endswith("-12-31"):
        return earliest[:4]
    return f"{earliest} to {latest}"


def _month_days(day: str) -> int:
    year, month = int(day[:4]), int(day[5:7])
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
