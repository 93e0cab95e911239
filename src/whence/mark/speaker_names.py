"""Who a source's words name where the parse does not tell: the name at an edge of it, the one whose surname it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.name_shapes import Name, Named, Names, fold, given_names
from whence.mark.speaker_mind import Mind, Speaker
from whence.mark.speaker_words import kind_of_noun

OF_OFFICES = frozenset({"staff", "state", "defense", "defence"})
"""The last words of offices that have an `of`."""
BODIES = ("group", "organisation")
OPENS = frozenset({"the", "its", "his", "her", "their"})


def name_that_opens(doc: Doc, names: Names, head: Token, span: tuple[int, int]) -> tuple[Named, Token] | None:
    """The person whose name opens the source where an apposition was taken for its head, and the name's last word.

    `Olga Petrasse and Tadeo Wickert, neighbours from the street,`: Olga Petrasse, and the other beside her.
    """
    first = doc.char_span(*span, alignment_mode="expand")
    found = names.at.get(first[0].i) if first is not None else None
    if first is None or found is None or found.kind != "person":
        return None
    name = next(n for n in found.names if n.first <= first[0].i < n.last)
    after = doc[name.last] if name.last < len(doc) else None
    if after is None or head.i < name.last or after.lower_ not in (",", "and", "("):
        return None
    return found, doc[name.last - 1]


def name_that_closes(doc: Doc, names: Names, span: tuple[int, int]) -> tuple[Named, Token] | None:
    """The person whose name closes the source behind titles, and the name's last word.

    `Harbour committee Chairwoman Ada Vell`, `the rival and fellow rower Ada Vell`: Ada Vell. A preposition before
    the name, another person or a body beside it make it somebody else's name.
    """
    phrase = doc.char_span(*span, alignment_mode="expand")
    if phrase is None:
        return None
    inside = (t.i for t in phrase if t.is_punct and t.text not in ("-", ".", "–") and t.i > phrase.start)
    stop = next(inside, phrase.end)
    found = names.at.get(stop - 1)
    if found is None or found.kind != "person" or not found.sure:
        return None
    name = next(n for n in found.names if n.first <= stop - 1 < n.last)
    before = [t for t in doc[phrase.start : max(phrase.start, name.first)] if not t.is_space]
    parting = [t for t in before if _parts(t) and not _opens(t, phrase.start) and not _leads_to_body(t, name.first)]
    if name.first < phrase.start or not before or parting:
        return None
    for token in before:
        other = names.at.get(token.i)
        if other is not None and other.kind == "person" and not _is_of_a_role(token, name.first):
            return None
        joined = token.pos_ == "CCONJ" and token.i > phrase.start
        if joined and token.nbor(-1).pos_ == token.nbor(1).pos_ == "PROPN" and token.i + 2 < name.first:
            continue  # of a body's name: `Harbour Ways and Means Committee Chairman Ada Vell`
        if joined and (doc[token.i - 1].tag_ != "NN" or kind_of_noun(doc[token.i - 1]) != "person"):
            return None
    led = next((t for t in before if _leads_to_body(t, name.first)), None)
    last = before[-1] if led is None or led.i == phrase.start else led.nbor(-1)
    word = last.lower_.rstrip(".")
    titled = word in lexicon.words("names_titles.txt") | OF_OFFICES or kind_of_noun(last) in ("person", "group")
    return (found, doc[stop - 1]) if titled else None


def name_behind_comma(doc: Doc, names: Names, span: tuple[int, int]) -> tuple[Named, Token] | None:
    """The person whose name ends the source behind a comma: `one of the wounded, Ada Vell`.

    `The rowers' director under Oren Tasker, Gen. Ada Vell`: Ada Vell too.
    """
    phrase = doc.char_span(*span, alignment_mode="expand")
    if phrase is None:
        return None
    inside = [t for t in phrase if not t.is_space]
    while inside and inside[-1].is_punct:
        inside.pop()
    found = names.at.get(inside[-1].i) if inside else None
    if found is None or found.place or (found.kind != "person" and kind_of_noun(phrase.root) not in BODIES):
        return None
    name = next(n for n in found.names if n.first <= inside[-1].i < n.last)
    at = name.first
    if found.kind != "person" and at > phrase.start and doc[at - 1].lower_ == "the":
        at -= 1  # `an umbrella group for the rowers, the Rowers' Union`
    while at > phrase.start and doc[at - 1].lower_.rstrip(".") in lexicon.words("names_titles.txt"):
        at -= 1
    if at < phrase.start + 2 or doc[at - 1].text != "," or doc[at - 2].lower_ in lexicon.words("names_roles.txt"):
        return None  # `a friend of the mayor, Ada Vell`: the mayor is Ada Vell
    root = phrase.root
    is_one = root.tag_ == "NN" and root.i < at and root.lemma_.lower() in lexicon.words("names_roles.txt")
    opens = phrase[0].lower_ in ("one", "a", "an", "another") or (is_one and phrase[0].lower_ in OPENS)
    return (found, inside[-1]) if opens else None


def _is_of_a_role(token: Token, name: int) -> bool:
    """Whether a person's name only says whose somebody is before the name: `the former Vell adviser Oren Tasker`."""
    is_before = token.dep_ in ("compound", "nmod", "amod", "poss") and token.i < token.head.i < name
    return is_before and kind_of_noun(token.head) == "person"


def _leads_to_body(token: Token, name: int) -> bool:
    """Whether nothing but a body's or a place's name stands between a preposition and the person's name.

    `Ambassador to the Northern Union Ada Vell`: the name is not the Union's but the ambassador's.
    """
    inside = [t for t in token.doc[token.i + 1 : name] if t.dep_ != "det"]
    if token.pos_ != "ADP" or not inside:
        return False
    if all(t.ent_type_ in ("ORG", "GPE", "LOC", "FAC") and t.tag_ != "POS" for t in inside):
        return True
    # `Deputy Minister for Legal and River Affairs Ada Vell`
    before = token.nbor(-1).lower_ if token.i else ""
    written = all(t.text[:1].isupper() or t.pos_ == "CCONJ" for t in inside)
    return written and token.lower_ in ("for", "of") and before in lexicon.words("names_roles.txt")


def _opens(token: Token, start: int) -> bool:
    """Whether a participle opens the phrase: `Retiring Sen. Ada Vell`."""
    return token.i == start and token.tag_ in ("VBG", "VBN")


def _parts(token: Token) -> bool:
    """Whether what stands behind the word is not what the phrase is about."""
    if token.lower_ == "of" and token.i and token.nbor(-1).pos_ == token.nbor(1).pos_ == "PROPN":
        return False  # of a body's name: `Guild of Rowers president Ada Vell`
    if token.lower_ == "of" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in OF_OFFICES:
        return False  # of an office's: `chief of staff Ada Vell`
    owns = token.tag_ == "POS" and not (token.i and token.nbor(-1).ent_type_ in ("GPE", "NORP"))
    return owns or (token.pos_ in ("ADP", "VERB", "AUX", "PRON", "SCONJ") and token.tag_ != "POS")


def namesake(mind: Mind, named: Named, name: Name, token: Token) -> Named | None:
    """The other person of a surname, where its sentence goes on to name one in full: `Stone said of Ada Stone`."""
    if named.kind != "person" or len(name.text.split()) > 1 or token.dep_ != "nsubj":
        return None
    stop = token.sent.end_char
    if not any(name.end < one.start < stop and len(one.text.split()) > 1 for one in named.names):
        return None
    family = fold(name.text)
    others = [one for one in mind.people.values() if one is not named and fold(one.name).split()[1:][-1:] == [family]]
    return others[0] if len(others) == 1 else None


def by_surname(mind: Mind, found: Speaker) -> Speaker:
    """The one person whose family name a lone capitalised word is; the word as it stands where there is none."""
    surname = fold(found.description or "")
    if len(words := surname.split()) > 1:
        return _by_full_name(mind, found, words)
    people = [p for p in mind.people.values() if len(p.name.split()) > 1]
    owners = [p for p in people if fold(p.name).split()[-1] == surname]
    if not owners and surname not in given_names():  # the family's name stands first: `Shen Lanqiu`, `Shen`
        owners = [p for p in people if fold(p.name).split()[0] == surname]
    if not owners:
        owners = [p for p in mind.people.values() if p.sure and fold(p.name) == surname]
    if len(owners) != 1:
        return _named_once(mind, found, surname) if not owners else found
    before = (n for n in owners[0].names if n.start < found.start)
    antecedent = max(before, key=lambda n: n.start, default=None)
    return Speaker("name", 0.85, owners[0], antecedent, start=found.start, end=found.end)


def _by_full_name(mind: Mind, found: Speaker, words: Sequence[str]) -> Speaker:
    """The one person whose first and last word a name of several has: `Ada Vell` for `Ada M. Vell`."""
    known = ((one, fold(one.name).split()) for one in mind.people.values())
    same = [one for one, name in known if len(name) > 1 and (name[0], name[-1]) == (words[0], words[-1])]
    return Speaker("name", 0.85, same[0], start=found.start, end=found.end) if len(same) == 1 else found


def _named_once(mind: Mind, found: Speaker, surname: str) -> Speaker:
    """Whoever has spoken under a full name that ends so, though no name was recognised there."""
    earlier = {
        said.speaker.description
        for said in mind.said
        if said.speaker.named is None and said.speaker.basis == "name" and said.speaker.kind == "person"
        and len(fold(said.speaker.description or "").split()) in (2, 3)
        and fold(said.speaker.description or "").split()[-1] == surname
    }  # fmt: skip
    return replace(found, description=earlier.pop(), confidence=0.8, kind="person") if len(earlier) == 1 else found
