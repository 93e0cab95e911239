"""The word lists by which figures are joined into series, loaded once a process from `lexicons/series_*`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


def _rows(name: str) -> list[list[str]]:
    text = files("whence.weigh").joinpath("lexicons", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("# ")]


@lru_cache(maxsize=1)
def subjects() -> dict[str, str]:
    """A singular noun (or two words) to the class of people or things that it names."""
    return {row[0]: row[1] for row in _rows("series_subjects.tsv")}


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """A class that is a kind of another to that other: destroyers are warships."""
    return {row[1]: row[2] for row in _rows("series_subjects.tsv") if len(row) > 2}


@lru_cache(maxsize=4)
def contexts(place: str) -> dict[str, str]:
    """Words that say what happens to what is counted, standing `before`, `after` or as its `own` head."""
    return {row[0]: row[1] for row in _rows("series_contexts.tsv") if row[2] == place}


@lru_cache(maxsize=1)
def cumulative() -> frozenset[str]:
    """Contexts whose counts only grow as more becomes known (the dead), unlike levels (troops deployed)."""
    return frozenset(row[1] for row in _rows("series_contexts.tsv") if row[3] == "1")


@lru_cache(maxsize=1)
def events() -> dict[str, str]:
    """Words that name an event of harm, to its kind."""
    return {row[0]: row[1] for row in _rows("series_events.tsv")}


@lru_cache(maxsize=1)
def means() -> frozenset[str]:
    """Those of the event words that only say with what it was done: they count where no other stands."""
    return frozenset(row[0] for row in _rows("series_events.tsv") if len(row) > 2)


@lru_cache(maxsize=1)
def weapons() -> dict[str, str]:
    """Words for what harms people to the kind that they are of: `sarin` is chemical."""
    return {row[0]: row[1] for row in _rows("series_weapons.tsv")}


@lru_cache(maxsize=1)
def nations() -> dict[str, str]:
    """Adjectives and names of peoples to the nation."""
    return {row[0]: row[1] for row in _rows("series_nations.tsv")}


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Words too common to show that two sentences tell of one event."""
    return frozenset(row[0] for row in _rows("series_stopwords.txt"))


@lru_cache(maxsize=1)
def sent() -> frozenset[str]:
    """What may be deployed besides troops, their ships and their aircraft."""
    return frozenset(row[0] for row in _rows("series_sent.txt"))
