"""The word lists that the figure rules read, loaded once a process from `lexicons/figures_*`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, cast

from whence.records import Bound


class NumberWord(NamedTuple):
    """What one number word is worth and how it combines: unit, teen, tens, scale, suffix, vague or few."""

    value: float
    part: str


class BoundPhrase(NamedTuple):
    """The bound that a phrase gives. `small` marks everyday prepositions, which bound a number only with care."""

    bound: Bound
    small: bool


class Unit(NamedTuple):
    """A unit symbol, and its kind: money_sign (before the number), money, share, size or time."""

    symbol: str
    kind: str


def _rows(name: str) -> list[list[str]]:
    text = files("whence.mark").joinpath("lexicons", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("# ")]


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """The words of `figures_<name>.txt`."""
    return frozenset(row[0] for row in _rows(f"figures_{name}.txt"))


@lru_cache(maxsize=1)
def number_words() -> dict[str, NumberWord]:
    """Every number word with its value and part."""
    return {row[0]: NumberWord(float(row[1]), row[2]) for row in _rows("figures_numbers.tsv")}


@lru_cache(maxsize=2)
def bound_phrases(place: str) -> dict[str, BoundPhrase]:
    """The phrases that bound a number from `before` or `after` it."""
    return {
        row[0]: BoundPhrase(cast(Bound, row[1]), len(row) > 3 and row[3] == "small")
        for row in _rows("figures_bounds.tsv")
        if row[2] == place
    }


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Every spelling of a unit, singular or symbol, lower case."""
    return {row[0]: Unit(row[1], row[2]) for row in _rows("figures_units.tsv")}


@lru_cache(maxsize=8)
def harm(part: str) -> frozenset[str]:
    """Words for harm to people that play `part`: state, verb or noun; and `crowd`, what a number of people does."""
    return frozenset(row[0] for row in _rows("figures_harm.tsv") if row[1] == part)


@lru_cache(maxsize=1)
def singulars() -> dict[str, str]:
    """Plurals with their singular, where a lemmatiser cannot be relied on."""
    return {row[0]: row[1] for row in _rows("figures_lemmas.tsv")}
