"""When two outlet names mean one outlet: `The Associated Press`, `AP`; `Fox News`, `Fox News Online`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from whence.compare.comparable import lexicon, lexicon_lines


@lru_cache(maxsize=1)
def _agency_names() -> dict[str, str]:
    rows = [line.split("\t") for line in lexicon_lines("agencies.tsv")]
    return {_plain(name): _plain(row[0]) for row in rows for name in row}


def _plain(name: str) -> str:
    words = re.findall(r"[^\W_]+", re.sub(r"\(.*?\)", " ", name).replace(".", "").casefold()) or re.findall(
        r"[^\W_]+", name.casefold()
    )
    return " ".join(word for word in words if word != "the") or name.casefold()


@lru_cache(maxsize=4096)
def outlet_key(name: str) -> str:
    """One form for all the ways in which an outlet's name is written."""
    plain = _plain(name)
    agency = _agency_names().get(plain)
    if agency:
        return agency
    words = plain.split()
    kept = [word for word in words if word not in lexicon("outlet_words.txt")] or words
    if len(kept) > 1 and kept[-1] == "news" and not (len(kept) == 2 and kept[0] in lexicon("outlet_generic.txt")):
        kept = kept[:-1]
    return " ".join(kept)


@lru_cache(maxsize=1)
def _families() -> dict[str, list[tuple[int, int, str]]]:
    """Outlet keys to (first year, last year, family)."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for line in lexicon_lines("publisher_families.tsv"):
        family, outlet, since, until, _ = line.split("\t")
        found.setdefault(outlet_key(outlet), []).append((int(since), int(until or 9999), family))
    return found


def publisher(outlet: str, day: str | None) -> str:
    """Who stands behind an outlet on a day (ISO, or None): the family that it belongs to, else the outlet itself.

    Reports of one family do not count as independent of each other. Without a day an outlet belongs to the family that
    it was last known to be of.
    """
    family = family_of(outlet, day)
    return f"family of {family}" if family else outlet_key(outlet)


def family_of(outlet: str, day: str | None) -> str | None:
    """The name of the publisher's family that an outlet belongs to on a day (see `publisher`); None where none is
    known."""
    spans = sorted(_families().get(outlet_key(outlet), []))
    if not day:
        return spans[-1][2] if spans else None
    return next((family for since, until, family in spans if since <= int(day[:4]) <= until), None)


def full_name(name: str, others: Iterable[str]) -> str | None:
    """The outlet that a short name (`the Post`) means among the others of its report; None where it may be several."""
    key = outlet_key(name)
    longer = {outlet_key(other): other for other in sorted(others) if outlet_key(other).endswith(f" {key}")}
    if not longer:
        return name
    return next(iter(longer.values())) if len(longer) == 1 else None


def is_agency(name: str) -> bool:
    """Whether the name is a news agency's."""
    return outlet_key(name) in set(_agency_names().values())
