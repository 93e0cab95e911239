"""People whom a report introduces though the recogniser passed them over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from whence.mark import lexicon
from whence.mark.name_shapes import DAYS, Name, fold, given_names, make_name, outlet_name

NOT_PERSONS = frozenset({"leader", "owner", "head", "victim", "survivor", "champion", "chief", "home", "general"})
"""Role nouns that companies and places are called as well."""
APPOSITION = 9
SPEAKS = frozenset({"say", "tell", "add", "write", "argue", "claim", "warn", "note", "insist", "deny", "ask"})
ONES = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "columnist", "professor", "analyst",
                  "economist", "strategist", "adviser", "advisor", "aide"})  # fmt: skip
"""What only people are, so that a name behind is nobody else's."""
REPLIES = frozenset({"reply", "respond", "answer", "explain", "state", "declare", "tweet", "acknowledge", "confirm"})
PERSONAL_TITLES = frozenset(
    {
        "mr", "mrs", "ms", "dr", "sen", "senator", "rep", "gov", "gen", "sgt", "col", "president", "superintendent",
        "mayor", "judge", "justice", "colonel", "captain", "professor", "minister", "ambassador", "congressman",
        "congresswoman", "ayatollah", "chancellor",
    }
)  # fmt: skip


def introduced_people(doc: Doc, usable: Sequence[bool], taken: set[int], others: list[tuple[str, Name]]) -> list[Name]:
    """Runs of two or three capitalised words that the text itself shows to be a person.

    By an age (`Dorte Vennick, 58,`), a role in apposition (`Piers Okonjaro, a spokesman for ...`), a `who`, or a title
    before. Names taken for something else are taken back from `others`.
    """
    found = []
    at = 0
    spoken = _who_speaks_alone(doc)
    while at < len(doc):
        last = _run(doc, usable, taken, at)
        at = _behind_role(doc, at, last)
        is_the = at > 0 and doc[at - 1].lower_ == "the"  # `along the Kestrel Strip, the former mayor said`: no person
        if last - at in (2, 3) and (
            ((_is_introduced(doc, last) or _is_given_and(doc, at, last, spoken)) and not is_the)
            or is_titled(doc, at)
            or is_of_outlet(doc, at)
            or _speaks_behind_role(doc, at, last)
        ):
            name = make_name(doc, at, last)
            if name is not None and name.last - name.first >= 2 and name.text.split()[0].lower() not in _articles():
                found.append(name)
                taken.update(range(name.first, name.last))
        at = max(last, at + 1)
    others[:] = [(label, name) for label, name in others if not any(i in taken for i in range(name.first, name.last))]
    return found


def _speaks_behind_role(doc: Doc, first: int, last: int) -> bool:
    """Whether what somebody is stands before a run, and a verb of speech behind: `chief of staff Ilse Prust said`."""
    if not first or last >= len(doc):
        return False
    role, verb = doc[first - 1], doc[last]
    is_role = role.lower_ in lexicon.words("names_roles.txt") and role.tag_ == "NN"
    is_staff = role.lower_ == "staff" and first > 2 and doc[first - 3].lower_ == "chief"
    is_body = any(t.ent_type_ not in ("", "PERSON") for t in doc[first:last])
    is_ones = role.lower_ in ONES
    return (
        (is_staff or (is_role and (is_ones or not is_body)))
        and verb.tag_ in ("VBD", "VBZ")
        and verb.lemma_ in SPEAKS | REPLIES
    )


def _behind_role(doc: Doc, first: int, last: int) -> int:
    """Where a name begins in a longer run of capitalised words: `Harbour Council Spokesperson Carla Fiorani`."""
    roles = lexicon.words("names_roles.txt")
    for at in range(max(first + 1, last - 3), last - 1):
        if doc[at - 1].lower_ in roles and fold(doc[at].text) in given_names() and last - first > 3:
            return at
    return first


def _who_speaks_alone(doc: Doc) -> frozenset[str]:
    """The lone capitalised words that say something as one person does: `Fiorani told reporters`."""
    return frozenset(
        token.text
        for token in doc
        if token.dep_ == "nsubj"
        and token.tag_ in ("NNP", "NNPS", "NN")
        and token.text.istitle()
        and token.head.lemma_ in SPEAKS
        and not any(c.dep_ in ("det", "poss", "compound", "amod", "nmod") for c in token.lefts)
    )


def _is_given_and(doc: Doc, first: int, last: int, spoken: frozenset[str]) -> bool:
    """Whether a run is a given name and a family's that speaks alone elsewhere: `Carla Fiorani`, `Fiorani said`.

    `spoken` are the words that do so; one that bodies or groups are called by is no family's name.
    """
    name = doc[last - 1]
    if name.text not in spoken or fold(doc[first].text) not in given_names() or name.is_sent_start:
        return False
    listed = (
        "speakers_bodies.txt",
        "names_groups.txt",
        "names_outlet_words.txt",
        "names_roles.txt",
        "names_titles.txt",
    )
    return not any({name.text, name.lower_, name.lemma_.lower()} & lexicon.words(one) for one in listed)


def _articles() -> frozenset[str]:
    return frozenset({"the", "a", "an", "this", "st"})


def _run(doc: Doc, usable: Sequence[bool], taken: set[int], first: int) -> int:
    """Past the last token of the run of capitalised names that begins at `first`; `first` where none does."""
    at = first
    titles = lexicon.words("names_titles.txt")
    while at < len(doc) and usable[at] and at not in taken:
        token = doc[at]
        is_word = token.text[:1].isupper() and token.text[-1:].isalpha() and not token.text.isupper()
        is_name = token.pos_ == "PROPN" or (at == first and _could_be_given(doc, at))
        if not is_word or not is_name or token.lower_ in titles or token.lower_ in DAYS:
            break
        if at > first and token.is_sent_start:
            break
        at += 1
    return at


def _could_be_given(doc: Doc, at: int) -> bool:
    """Whether a capitalised word that the tagger took for another part of speech may be a rare given name.

    It opens its sentence, names no nation or role and stands before one single name: `Odile Sandgrove, the editor`.
    """
    token = doc[at]
    if not token.is_sent_start or token.is_stop or token.ent_type_ in ("NORP", "GPE") or at + 2 >= len(doc):
        return False
    plain = token.pos_ in ("ADJ", "NOUN", "VERB", "X") and token.lower_ not in lexicon.words("names_roles.txt")
    return plain and doc[at + 1].pos_ == "PROPN" and doc[at + 2].text == ","


def _is_introduced(doc: Doc, after: int) -> bool:
    if after + 1 >= len(doc):
        return False
    if doc[after].lower_ == "who" or _says(doc, after):
        return True
    if doc[after].text != ",":
        return False
    if doc[after + 1].lower_ == "who" or re.fullmatch(r"\d{1,2}", doc[after + 1].text):
        return True
    roles = lexicon.words("names_roles.txt")
    for token in doc[after + 1 : after + APPOSITION]:
        if (
            token.text in (",", ".", ";")
            or token.pos_ in ("VERB", "AUX")
            or token.is_sent_start
            or token.lower_ in ("of", "for")
        ):
            return False
        if token.lemma_.lower() in roles - NOT_PERSONS and token.pos_ in ("NOUN", "PROPN"):
            return True
    return False


def _says(doc: Doc, after: int) -> bool:
    """Whether a verb of speech follows a given name and a family's: `Carla Fiorani told the Courier`."""
    told = doc[after]
    return fold(doc[after - 2].text) in given_names() and told.tag_ in ("VBD", "VBZ") and told.lemma_ in SPEAKS


def is_of_outlet(doc: Doc, first: int) -> bool:
    """Whether an outlet owns what begins here: `the Courier's Ada Stone`."""
    if first < 2 or doc[first - 1].text not in ("'s", "’s"):
        return False
    return any(outlet_name(doc[at : first - 1].text) for at in range(max(0, first - 5), first - 1))


def is_titled(doc: Doc, first: int) -> bool:
    """Whether a title that only people bear stands before this token: `Mr Adams`, `Superintendent Adams`."""
    return first > 0 and doc[first - 1].lower_.rstrip(".") in PERSONAL_TITLES


def is_titled_or_role(doc: Doc, first: int) -> bool:
    """Whether a title or what somebody is stands before this token: `Spokesperson Ada`, `host Ada`."""
    known = lexicon.words("names_titles.txt") | lexicon.words("names_roles.txt")
    return first > 0 and doc[first - 1].lower_.rstrip(".") in known


def with_family_name(doc: Doc, name: Name, taken: set[int]) -> Name:
    """A lone given name behind a title with the family's behind it: only the first of `Chairwoman Ada Marchbanke`."""
    at = name.last
    lone = name.last - name.first == 1 and fold(name.text) in given_names() and is_titled_or_role(doc, name.first)
    if not lone or at + 1 >= len(doc) or at in taken or doc[at + 1].pos_ == "PROPN":
        return name
    family = doc[at]
    is_family = family.pos_ == "PROPN" and family.is_alpha and family.text.istitle() and not family.ent_type_
    return (make_name(doc, name.first, at + 1) or name) if is_family else name


def speaks_alone(doc: Doc, at: int) -> bool:
    """Whether a lone word that was read as a people's name says something as one person does: `Vell writes`.

    A people is many, or has an article.
    """
    token, verb = doc[at], doc[at].head
    if token.ent_type_ != "NORP" or token.tag_ != "NNP" or not token.text.istitle() or token.dep_ != "nsubj":
        return False
    known = lexicon.words("names_groups.txt") | lexicon.words("names_roles.txt")
    plain = not any(c.dep_ in ("det", "amod", "compound") for c in token.lefts) and token.lower_ not in known
    return plain and verb.tag_ in ("VBD", "VBZ") and verb.lemma_ in SPEAKS
