"""What a name looks like, and what is named: the nouns that finding names works with."""

from __future__ import annotations

import calendar
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from whence.mark import lexicon
from whence.records import SourceKind

if TYPE_CHECKING:  # weighing asks for `fold` alone, and needs no parser
    from spacy.tokens import Doc, Token

POSSESSIVE = re.compile(r"['’]s?$")
LEAD_INS = frozenset(
    {
        "said",
        "says",
        "told",
        "added",
        "asked",
        "tweeted",
        "stated",
        "continued",
        "replied",
        "wrote",
        "noted",
        "key",
        "team",
        "meet",
        "dear",
        "ex",
        "like",
    }
)
# Two words run into one; the exceptions are names that are written so.
GLUED = re.compile(r"\b(?!Mac|Fitz|Vander|Buzz|You|Face|Link|Space|Pay|Five|Market)[A-Z][a-z]{3,}[A-Z][a-z]{2,}")
EDGE = " \t\n\"“”‘'’,.;:()[]—–-*•"
WEEKDAYS = frozenset(calendar.day_name[i].lower() for i in range(7))
DAYS = WEEKDAYS | frozenset(m.lower() for m in calendar.month_name[1:])


@dataclass(slots=True)
class Name:
    """One place where a name stands. Offsets into the text; `first, last` are token indices, last exclusive."""

    start: int
    end: int
    first: int
    last: int
    text: str


def make_name(doc: Doc, first: int, last: int) -> Name | None:
    """The name over these tokens without marks at its edges or a possessive, or None where nothing is left."""
    while first < last and (
        doc[first].text.strip(EDGE) == ""
        or leads_in(doc[first])
        or (last - first > 1 and doc[first].lower_ in WEEKDAYS)  # `Monday Adams, in Marn, said ...`
    ):
        first += 1
    while first < last and (
        doc[last - 1].text.strip(EDGE) == ""
        or doc[last - 1].text in ("'s", "’s", "'", "’", "Says", "Said")
        or (doc[last - 1].lower_ in DAYS and not _is_surname(doc, first, last - 1))
    ):
        last -= 1
    if first >= last:
        return None
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    text = doc[first:last].text
    shorter = POSSESSIVE.sub("", text)
    end -= len(text) - len(shorter)
    return Name(start, end, first, last, " ".join(shorter.split()))


def _is_surname(doc: Doc, first: int, at: int) -> bool:
    """Whether a month's name behind a given name is a surname: `Theresa May`, not `told Theresa May 5`."""
    after = doc[at + 1] if at + 1 < len(doc) else None
    dated = after is not None and (after.like_num or after.lower_ in ("in", "of"))
    return at > first and doc[at].text.istitle() and fold(doc[at - 1].text) in given_names() and not dated


def _is_initials(token: Token) -> bool:
    """Whether it is set in capitals in a sentence that is not: `US` and `WHO` are no `us` and `who`."""
    return len(token) > 1 and token.text.isupper() and any(other.text.islower() for other in token.sent)


def leads_in(token: Token) -> bool:
    """Whether a capitalised first word is no part of the name: `Though Adams`, `Said Adams`, `Team Adams`."""
    opens = token.is_sent_start and token.pos_ in ("VERB", "ADP", "SCONJ", "ADV") and token.tag_ != "VB"
    is_word = token.is_stop and token.lower_ != "will" and not _is_initials(token)
    return is_word or token.lower_ in LEAD_INS or bool(opens)


@dataclass(slots=True)
class Named:
    """Somebody or something named in the report, with every place where its name stands."""

    kind: SourceKind
    name: str
    names: list[Name] = field(default_factory=list)
    roles: list[tuple[str, bool]] = field(default_factory=list)
    """Lower-case role words given to it (`president`, `republican`) and whether a nationality or owner stood before."""
    gender: str = ""
    place: bool = False
    """Whether it is a place: a source only where it speaks."""
    sure: bool = True

    @property
    def aliases(self) -> tuple[str, ...]:
        """The strings that name it, sorted."""
        return tuple(sorted({name.text for name in self.names}))


@dataclass(slots=True)
class Names:
    """All that is named in a report, and which name stands at which token."""

    named: list[Named]
    at: dict[int, Named]
    """Token index to what is named there."""
    _places: list[tuple[int, int, Named, Name]] | None = None
    """Every name: (start, order of what is named, what is named, name), in order; made when first asked for."""

    def starting(self, low: int, high: int) -> list[tuple[Named, Name]]:
        """What is named by the names that begin from `low` to before `high`, in the order of `named`."""
        if self._places is None:
            self._places = sorted(
                ((name.start, order, named, name) for order, named in enumerate(self.named) for name in named.names),
                key=lambda place: place[:2],
            )
        first = bisect_left(self._places, low, key=lambda place: place[0])
        stop = bisect_left(self._places, high, lo=first, key=lambda place: place[0])
        found = sorted(self._places[first:stop], key=lambda place: (place[1], place[0]))
        return [(named, name) for _, _, named, name in found]

    def refresh(self) -> None:
        """Put what is named in order and at its tokens again, after names were added or taken away."""
        self.named.sort(key=lambda one: (one.names[0].start, one.names[0].end))
        self.at.clear()
        self.at.update({i: one for one in self.named for name in one.names for i in range(name.first, name.last)})
        self._places = None

    def people(self) -> list[Named]:
        """The people, in order of their first name."""
        return [named for named in self.named if named.kind == "person"]


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """Lower case without accents or punctuation at the edges: `Nicolás` and `Nicolas` fold to the same."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
    return " ".join(plain.casefold().strip(EDGE).split())


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given names, folded, with the gender that mostly bears them."""
    return {fold(row[0]): row[1] for row in lexicon.rows("names_given.tsv")}


@lru_cache(maxsize=1)
def outlet_forms() -> dict[str, str]:
    """Every form of every outlet in the lexicon, as written, to its name."""
    forms = {}
    for row in lexicon.rows("names_outlets.tsv"):
        for form in [row[0], *(row[1].split("|") if len(row) > 1 and row[1] else [])]:
            forms[form] = row[0]
    return forms


def is_glued(text: str) -> bool:
    """Whether two words run into one (`AdamsSenate`), as where a page's links were pressed into its text."""
    return any(outlet_name(word) is None for word in text.split() if GLUED.search(word)) and outlet_name(text) is None


def is_written_so(text: str, word: str) -> bool:
    """Whether a word with a capital inside is a name that is written so: it stands in the text again."""
    return " " not in word and len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) > 1


def outlet_name(text: str) -> str | None:
    """The lexicon's name of the outlet that is written so, or None."""
    forms = outlet_forms()
    bare = re.sub(r"^[Tt]he ", "", text)
    return forms.get(text) or forms.get("The " + bare) or forms.get(bare)


def looks_like_outlet(text: str) -> bool:
    """Whether a capitalised name ends as outlets' names do (`Port Calder Courier`, `The Statesman-Courier`)."""
    tokens = text.replace("-", " ").split()
    return len(tokens) >= 2 and tokens[-1] in lexicon.words("names_outlet_words.txt") and tokens[-2][:1].isupper()
