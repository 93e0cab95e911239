"""When two outlet names mean one outlet: `The Associated Press`, `AP`; `Fox News`, `Fox News Online`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from whence.compare.comparable import lexicon


@lru_cache(maxsize=1)
def _agency_names() -> dict[str, str]:
    lines = resources.files(__package__).joinpath("lexicon", "agencies.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
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
    if len(kept) > 2 and kept[-1] == "news":  # `New York Times - News`; but `Fox News`, `NBC News` keep it
        kept = kept[:-1]
    return " ".join(kept)


def is_agency(name: str) -> bool:
    """Whether the name is a news agency's."""
    return outlet_key(name) in set(_agency_names().values())
