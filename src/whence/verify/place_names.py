"""Names of countries, states and learned bodies, found in a text: which of one kind a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from whence.verify.words import lexicon_pairs


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name in a text: its kind (`country`, `state`, or the word for a body: `university`), what it names, and where
    it stands."""

    kind: str
    name: str
    start: int
    end: int
    keys: frozenset[str]
    """Words of which a text that speaks of it has one."""


_BODY = (
    r"University|College|Institute|Academy|School|Ministry|Bank|Hospital|Foundation|Council|Center|Centre|Federation"
)
_CAPITAL = r"[A-Z][\w’'-]+"
_SHARED = frozenset(
    [
        "City",
        "County",
        "State",
        "Town",
        "National",
        "International",
        "Regional",
        "Central",
        "Public",
        "New",
        "Political",
    ]
)
"""Words of bodies' names by which none is told from another."""
_OF = re.compile(rf"\b({_BODY})\s+(?:of|for|on)\s+(?:the\s+)?({_CAPITAL}(?:\s+(?:and\s+|of\s+)?{_CAPITAL})*)")
_BEFORE = re.compile(rf"\b({_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})\s+({_BODY})\b(?!\s+of\b)")


@cache
def _listed() -> tuple[re.Pattern[str], dict[str, tuple[str, str, frozenset[str]]]]:
    lines = resources.files("whence.verify").joinpath("lexicon", "places.tsv").read_text(encoding="utf-8").splitlines()
    known: dict[str, tuple[str, str, frozenset[str]]] = {}
    cities: dict[str, list[str]] = {}
    for country, city in lexicon_pairs("capitals.tsv"):
        cities.setdefault(country, []).append(city)
    for line in lines:
        if not line or line.startswith("#"):
            continue
        kind, written = line.split("\t")
        forms = written.split("|")
        keys = frozenset(forms) - {form for form in forms if _is_postal(kind, form)}
        keys |= frozenset(cities.get(forms[0], ()) if kind == "country" else ())
        for form in forms:
            known[f"-{form}" if _is_postal(kind, form) else form] = (kind, forms[0], keys)
    longest = sorted(known, key=lambda form: (-len(form), form))
    alternatives = "|".join((r"(?<=[DRI])" if f[0] == "-" else r"\b") + re.escape(f) for f in longest)
    return re.compile(rf"(?:{alternatives})(?![\w-])"), known


def _is_postal(kind: str, form: str) -> bool:
    return kind == "state" and len(form) == 2 and form.isupper()


def place_names(text: str, start: int, end: int) -> list[PlaceName]:
    """The names in a stretch, by place."""
    pattern, known = _listed()
    found = []
    for match in pattern.finditer(text, start, end):
        kind, name, keys = known[match[0]]
        found.append(PlaceName(kind, name, match.start(), match.end(), keys))
    for match in _OF.finditer(text, start, end):
        found.append(_body(match, match[1], match[2]))
    for match in _BEFORE.finditer(text, start, end):
        found.append(_body(match, match[2], match[1]))
    return sorted(found, key=lambda one: (one.start, one.end, one.kind))


@cache
def _countries() -> dict[str, frozenset[str]]:
    """By capital, the words for its country and its cities."""
    keys = {name: words for kind, name, words in _listed()[1].values() if kind == "country"}
    return {city: keys.get(country, frozenset([country])) for country, city in lexicon_pairs("capitals.tsv")}


def in_one_country(a: str, b: str) -> bool:
    """Whether one of two names is a capital and the other its country, or another city of it."""
    return b in _countries().get(a, ()) or a in _countries().get(b, ())


def _body(match: re.Match[str], kind: str, name: str) -> PlaceName:
    found = [word for word in re.findall(_CAPITAL, name) if len(word) > 2 and not re.fullmatch(_BODY, word)]
    keys = frozenset(word for word in found if word not in _SHARED) or frozenset(found)
    return PlaceName(kind.casefold(), match[0], match.start(), match.end(), keys)


def speaks_of(name: PlaceName, text: str) -> bool:
    """Whether a text has the name, or another word for what it names (`French` for France)."""
    return any(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) for key in name.keys)
