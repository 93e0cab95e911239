"""Names in comparable form: people without titles, organisations without articles, outlets without their desks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.weigh.words import lexicon, lexicon_rows, mapping

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_EDITION = re.compile(r"\s*(?:\(([^()]*)\)|[-–—|]\s+([^-–—|()]+))\s*$")


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """A person's name: given names and surname folded, `suffix` (`jr`, `iii`) apart. One token is a bare name."""

    tokens: tuple[str, ...]
    suffix: str = ""

    @property
    def surname(self) -> str:
        return self.tokens[-1]

    @property
    def bare(self) -> bool:
        return len(self.tokens) == 1


def fold(text: str) -> str:
    """Lower case without accents; curly apostrophes straight."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def untitled(name: str) -> str:
    """A person's name as written, without titles before it (`Secretary of State Ana Ruiz` is `Ana Ruiz`)."""
    tokens = _POSSESSIVE.sub("", name.strip(" ,;:\"“”‘’'")).split()
    if tokens and not _is_suffix(tokens[-1]):
        tokens[-1] = tokens[-1].rstrip(".") or tokens[-1]
    titles = lexicon("sources_titles.txt")
    last = max((at for at, token in enumerate(tokens[:-1]) if fold(token).strip(".,") in titles), default=-1)
    if last >= 0 and _is_suffix(tokens[-1]) and last == len(tokens) - 2:
        last = -1
    return " ".join(tokens[last + 1 :])


def _is_suffix(token: str) -> bool:
    return fold(token).strip(".,") in _SUFFIXES


@lru_cache(maxsize=65536)
def person_name(name: str) -> PersonName | None:
    """The comparable form of a person's name, or None where nothing of one is left."""
    plain = untitled(name)
    raw = plain.replace(",", " ").split()
    suffix = ""
    if len(raw) > 1 and _is_suffix(raw[-1]):
        suffix = _SUFFIXES[fold(raw.pop()).strip(".")]
    tokens: list[str] = []
    for written in raw:
        pointed = re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?", written) is not None
        parts = [written.replace(".", "")] if pointed else _WORD.findall(written.replace("-", " "))
        tokens.extend(fold(part) for part in parts if not _is_article(written, part))
    tokens = _initials_joined(tokens)
    return PersonName(tuple(tokens), suffix) if tokens else None


def _is_article(written: str, part: str) -> bool:
    """The Arabic article of `al-Harun`, which some outlets write and some leave out."""
    return part.lower() in ("al", "el", "ul") and (part.islower() or written.lower().startswith((part.lower() + "-",)))


def _initials_joined(tokens: Sequence[str]) -> list[str]:
    """`j. d.` and `jd` are the same initials."""
    joined: list[str] = []
    for at, token in enumerate(tokens):
        if len(token) == 1 and joined and at == 1 and len(tokens[0]) == 1:
            joined[-1] += token
        else:
            joined.append(token)
    return joined


@lru_cache(maxsize=65536)
def skeleton(token: str) -> str:
    """What the spellings of one foreign name in Latin letters share: consonants in classes, vowels and doubles gone.

    The classes are those that differ between transliterations of Arabic, Persian, Russian and Hebrew names (q, k, gh,
    c; y, i; v, w; ts, tz; kh, ch); the first letter is kept in its class.
    """
    plain = re.sub(r"[^a-z]", "", token)
    for written, put in (("gh", "k"), ("kh", "h"), ("ch", "h"), ("dh", "d"), ("ts", "z"), ("tz", "z"), ("ph", "f")):
        plain = plain.replace(written, put)
    plain = plain.translate(str.maketrans("qcwy", "kkvi"))
    plain = re.sub(r"h$", "", plain)
    head = "a" if plain[:1] in "aeiou" else plain[:1]
    rest = re.sub(r"[aeiou]", "", plain[1:])
    return re.sub(r"(.)\1+", r"\1", head + rest)


def same_transliterated(one: str, two: str, least: int = 5) -> bool:
    """Whether two spellings are one foreign name in Latin letters.

    Consonants agree in their classes and vowels slot by slot: o and u, or e, i and y, stand for each other, and one a
    for an e; the first slot and a final vowel must agree, which keeps `Maria` from `Mario`. Names shorter than `least`
    letters, or of fewer than three consonant classes, must be equal.
    """
    if one == two:
        return True
    if min(len(one), len(two)) < least or skeleton(one) != skeleton(two) or len(skeleton(one)) < 3:
        return False
    left, right = _vowels(one), _vowels(two)
    if len(left) != len(right) or not left or _vowel_class(left[0]) != _vowel_class(right[0]):
        return False
    differing = [{a, b} for a, b in zip(left, right, strict=True) if _vowel_class(a) != _vowel_class(b)]
    final = one[-1] in "aeiouy" or two[-1] in "aeiouy"
    if final and _vowel_class(left[-1]) != _vowel_class(right[-1]):
        return False
    return len(differing) <= 1 and all(pair == {"a", "e"} for pair in differing)


def _vowels(token: str) -> list[str]:
    """The runs of vowels in a token, in order."""
    return re.findall(r"[aeiouy]+", re.sub(r"^y", "", token))


def _vowel_class(run: str) -> str:
    """Back (o), front (e) or a; a run that ends in i or y is front."""
    if run[-1] in "iy" or run[0] in "ei":
        return "e"
    return "o" if run[0] in "ou" else "a"


@lru_cache(maxsize=65536)
def organisation_key(name: str) -> str:
    """An organisation's name for comparison: no article, points or case; known abbreviations written out."""
    plain = _POSSESSIVE.sub("", " ".join(name.split()).strip(" ,.;:\"“”‘’'"))
    plain = re.sub(r"^(?:[Tt]he|THE) ", "", plain)
    bare = plain.replace(".", "")
    known = mapping("sources_abbreviations.tsv")
    full = " ".join(known.get(token, token) for token in bare.split())
    return " ".join(_WORD.findall(fold(full.replace("-", " "))))


def acronym(name: str) -> str | None:
    """The letters of a name that is an acronym (`I.R.G.C.` is `IRGC`), or None."""
    bare = re.sub(r"^(?:[Tt]he ) *", "", _POSSESSIVE.sub("", name.strip())).replace(".", "")
    return bare if re.fullmatch(r"[A-Z]{2,8}", bare) else None


def initials(name: str) -> frozenset[str]:
    """The acronyms that a full name can have: with and without its small words."""
    tokens = [token for token in re.split(r"[\s-]+", re.sub(r"['’]s?\b", "", name)) if token[:1].isalpha()]
    if tokens and tokens[0].lower() == "the":
        tokens = tokens[1:]
    large = [token for token in tokens if token[0].isupper()]
    if len(large) < 2:
        return frozenset()
    return frozenset({"".join(token[0] for token in large), "".join(token[0].upper() for token in tokens)})


def is_generic(name: str) -> bool:
    """Whether a name does not tell which body is meant: only words that every country or report has, or no capital."""
    plain = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", " ".join(name.split()))
    if not any(token[:1].isupper() or token[:1].isdigit() for token in plain.split()):
        return True
    return all(token in lexicon("sources_generic.txt") for token in organisation_key(plain).split())


@lru_cache(maxsize=1)
def _outlet_names() -> dict[str, str]:
    forms: dict[str, str] = {}
    for row in lexicon_rows("sources_outlets.tsv"):
        for form in (row[0], *(row[1].split("|") if len(row) > 1 else ())):
            forms[_outlet_key(form)] = row[0]
    return forms


def _outlet_key(name: str) -> str:
    return organisation_key(name.replace(".com", " com").replace("NY Times", "NYT"))


def known_outlet(name: str) -> str | None:
    """The lexicon's name of an outlet written so, or None."""
    return _outlet_names().get(_outlet_key(name))


@lru_cache(maxsize=4096)
def given_outlet(name: str) -> str:
    """The outlet behind a name as given: `CNN (Web News)` is `CNN`, `The Clarion - Opinion` is `The Clarion`."""
    plain = " ".join(name.split())
    while True:
        known = known_outlet(plain)
        if known is not None:
            return known
        tail = _EDITION.search(plain)
        if tail is not None and tail.start() and fold(tail.group(1) or tail.group(2)) in _parts():
            plain = plain[: tail.start()].rstrip()
            continue
        shorter = re.sub(r"\s+(?:Online News|News Online|Online)$", "", plain)
        if shorter == plain or not shorter:
            return plain
        with_news = known_outlet(shorter + " News") if plain.endswith("News") or "News" in plain else None
        plain = with_news or shorter


def _parts() -> frozenset[str]:
    return lexicon("sources_outlet_parts.txt")
