"""Axes: from days and numbers to places in a drawing, with few round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Days:
    """A time axis from `first` to `last` between two x coordinates."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: str) -> float:
        """Where a day stands; outside the axis, at its nearer end."""
        whole = (self.last - self.first).days
        share = (date.fromisoformat(day[:10]) - self.first).days / whole if whole else 0.5
        return round(self.left + min(1.0, max(0.0, share)) * (self.right - self.left), 1)

    def ticks(self, most: int = 6) -> list[tuple[float, str]]:
        """At most `most` days with their labels, on first days of months where the axis is long."""
        whole = (self.last - self.first).days
        if whole <= 62:
            step = max(1, math.ceil((whole + 1) / most))
            days = [self.first + timedelta(days=n) for n in range(0, whole + 1, step)]
            return [(self.x(d.isoformat()), f"{d.day} {d:%b}") for d in days]
        months = _months(self.first, self.last)
        step = math.ceil(len(months) / most)
        return [(self.x(d.isoformat()), f"{d:%b %Y}") for d in months[::step]]


def day_axis(days: list[str], left: float, right: float) -> Days | None:
    """An axis that holds the days; None where there are none."""
    if not days:
        return None
    return Days(date.fromisoformat(min(days)[:10]), date.fromisoformat(max(days)[:10]), left, right)


def _months(first: date, last: date) -> list[date]:
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        if date(year, month, 1) >= first:
            found.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found or [first]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number axis between two y coordinates, larger numbers higher (smaller y); in powers of ten where `log`."""

    low: float
    high: float
    bottom: float
    top: float
    log: bool

    def y(self, value: float) -> float:
        """Where a number stands."""
        if self.log:
            value = max(value, self.low)
            share = math.log10(value / self.low) / math.log10(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - min(1.0, max(0.0, share)) * (self.bottom - self.top), 1)

    def ticks(self) -> list[tuple[float, str]]:
        """Round numbers with their labels."""
        if self.log:
            powers = range(round(math.log10(self.low)), round(math.log10(self.high)) + 1)
            return [(self.y(10.0**p), number(10.0**p)) for p in powers[:: math.ceil(len(powers) / 8)]]
        step = _step((self.high - self.low) / 4)
        count = round((self.high - self.low) / step)
        return [(self.y(self.low + n * step), number(self.low + n * step)) for n in range(count + 1)]


def number_axis(values: list[float], bottom: float, top: float) -> Numbers:
    """An axis from zero (or from a power of ten, where the largest is over a hundred times the smallest)."""
    least, most = min(values), max(values)
    if least > _TINY and most / least > 100:
        return Numbers(10.0 ** math.floor(math.log10(least)), 10.0 ** math.ceil(math.log10(most)), bottom, top, True)
    low = min(0.0, least)
    if most - low <= _TINY * max(1.0, abs(most)):
        most = low + 1.0
    step = _step((most - low) / 4)
    high = low + step * max(1, math.ceil((most - low) / step - 1e-9))
    return Numbers(low, high, bottom, top, False)


def number(value: float) -> str:
    """A number as a person reads it."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.10g}" if abs(value) >= 1e-4 else repr(value)


def _step(rough: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(n * power for n in (1.0, 2.0, 2.5, 5.0, 10.0) if n * power >= rough * 0.999)
