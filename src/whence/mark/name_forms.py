"""The other forms under which a report goes on to name somebody, and the roles and gender that it gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.name_shapes import Name, Named, fold, given_names, leads_in, make_name


def shortened_outlets(doc: Doc, usable: Sequence[bool], named: list[Named]) -> None:
    """`the Post` where the report has named one outlet that ends so."""
    tails: dict[str, list[Named]] = {}
    for one in named:
        if one.kind == "outlet" and len(one.name.split()) > 1:
            tails.setdefault(one.name.split()[-1], []).append(one)
    owner = {i: one for one in named for name in one.names for i in range(name.first, name.last)}
    for token in doc:
        owners = tails.get(token.text, [])
        if len(owners) != 1 or not usable[token.i] or not token.i or token.idx < owners[0].names[0].start:
            continue
        holder = owner.get(token.i)
        if doc[token.i - 1].lower_ != "the" or (holder is not None and holder.name != token.text):
            continue
        goes_on = token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN"
        name = make_name(doc, token.i, token.i + 1)
        if name is not None and not goes_on:
            owners[0].names.append(name)
            if holder is not None:
                holder.names = [n for n in holder.names if n.first != token.i]
    named[:] = [one for one in named if one.names]


def shortened_bodies(doc: Doc, usable: Sequence[bool], named: list[Named]) -> None:
    """`Aldermoss` where the report has named one body that begins so: the first word of its name, standing alone."""
    heads: dict[str, list[Named]] = {}
    for one in named:
        words = one.name.split()
        if one.kind == "organisation" and not one.place and 1 < len(words) < 5 and len(words[0]) > 4:
            heads.setdefault(words[0], []).append(one)
    owner = {i: one for one in named for name in one.names for i in range(name.first, name.last)}
    places = {one.name for one in named if one.place}
    for token in doc:
        bodies = heads.get(token.text, [])
        if len(bodies) != 1 or token.i in owner or not usable[token.i] or token.text in places or token.pos_ != "PROPN":
            continue
        name = make_name(doc, token.i, token.i + 1)
        if name is not None and stands_alone(doc, token) and token.idx > bodies[0].names[0].start:
            bodies[0].names.append(name)


def acronyms(doc: Doc, named: list[Named]) -> None:
    """`WHO` where the report has introduced one body so: `the World Harbour Organisation (WHO)`."""
    owner = {i: one for one in named for name in one.names for i in range(name.first, name.last)}
    short: dict[str, Named] = {}
    for one in named:
        if one.kind not in ("organisation", "outlet") or one.place or len(one.name.split()) < 2:
            continue
        for name in one.names:
            letters = doc[name.last + 1].text if name.last + 2 < len(doc) and doc[name.last].text == "(" else ""
            if 2 <= len(letters) <= 6 and letters.isupper() and doc[name.last + 2].text == ")" and letters[0] == (
                name.text.removeprefix("the ").removeprefix("The ")[:1]
            ):  # fmt: skip
                short.setdefault(letters, one)
    for token in doc:
        body, holder = short.get(token.text), owner.get(token.i)
        if body is None or holder is body or (holder is not None and fold(holder.name) != token.text.lower()):
            continue
        if holder is not None:
            holder.names = [n for n in holder.names if n.first != token.i]
        body.names.append(Name(token.idx, token.idx + len(token), token.i, token.i + 1, token.text))
    named[:] = [one for one in named if one.names]


def describe(doc: Doc, person: Named) -> None:
    """Roles and gender: from titles, else the given name, else the words around each of a person's names."""
    person.gender = gender_of(doc, person)
    titles = lexicon.words("names_titles.txt")
    roles = lexicon.words("names_roles.txt")
    for name in person.names:
        at = name.first - 1
        if name.last - name.first == 1 and at >= 0 and _is_given(doc[at], titles | roles):
            continue  # of `Ada Vell`, named in full here alone, only `Vell` was recognised
        owned = False
        words: list[str] = []
        while at >= 0 and len(words) < 7 and not doc[at].is_sent_end:
            word = doc[at].lower_.rstrip(".")
            if word in titles or word in roles or doc[at].pos_ in ("PROPN", "ADJ") or word in ("of", "state", "the"):
                is_vice = word == "president" and at > 0 and doc[at - 1].lower_ == "vice"
                words.append("vice-president" if is_vice else word)
                owned = owned or doc[at].ent_type_ in ("GPE", "NORP", "ORG") or doc[at].tag_ == "POS"
                at -= 1
                continue
            break
        for word in [role for title in words for role in _in_full(title, person.gender)]:
            if word in roles and (word, owned) not in person.roles:
                person.roles.append((word, owned))
        _set_gender(person, words)
        party = _party(doc, name) or ("democrat" if "democratic" in words else "")
        if party and (party, False) not in person.roles:
            person.roles.append((party, False))
        head = doc[name.first : name.last].root
        for child in _appositives(head):
            phrase = list(doc[child.left_edge.i : child.i + 1])
            has_owner = any(t.dep_ == "poss" or t.ent_type_ in ("GPE", "NORP", "ORG") for t in child.subtree)
            for token in [child, *child.conjuncts]:
                is_vice = token.lower_ == "president" and token.i > 0 and token.nbor(-1).lower_ == "vice"
                if token.lemma_.lower() in roles:
                    person.roles.append(("vice-president" if is_vice else token.lemma_.lower(), has_owner))
            _set_gender(person, [t.lower_ for t in phrase])
    if not person.gender:
        person.gender = told_by_pronouns(doc, person)


def _party(doc: Doc, name: Name) -> str:
    """The party that letters behind a name tell: `Ada Vell (D-Marn)`, `Ada Vell, R-Kestrel,`."""
    behind = doc[name.last : name.last + 3]
    match = PARTY.match("".join(t.text for t in behind))
    return PARTIES[match[1]] if match is not None else ""


def _is_given(token: Token, words: frozenset[str]) -> bool:
    """Whether it is a given name that stands right before a surname."""
    return token.pos_ == "PROPN" and token.lower_.rstrip(".") not in words and fold(token.text) in given_names()


TITLES_IN_FULL = {"sen": "senator", "gov": "governor", "gen": "general", "adm": "admiral", "col": "colonel",
                  "capt": "captain", "cmdr": "commander", "insp": "inspector", "supt": "superintendent",
                  "rev": "reverend", "rep": "representative"}  # fmt: skip


def _in_full(word: str, gender: str) -> list[str]:
    """The roles that a word before a name gives: a title's abbreviation stands for the title."""
    if word in ("rep", "representative"):
        members = {"m": ["congressman"], "f": ["congresswoman"]}.get(gender, ["congressman", "congresswoman"])
        return ["representative", *members]
    return [TITLES_IN_FULL.get(word, word)]


PARTY = re.compile(r"[,(]([DR])(?:[-–.,)]|$)")
PARTIES = {"D": "democrat", "R": "republican"}
PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
VOTES = 2


def told_by_pronouns(doc: Doc, person: Named) -> str:
    """The gender of the pronouns that follow a name in its own sentence, no other name between, where they agree."""
    votes = {"m": 0, "f": 0}
    for name in person.names:
        for token in doc[name.last : min(name.last + 25, len(doc))]:
            if token.is_sent_start or token.ent_type_ in ("PERSON", "ORG"):
                break
            if (gender := PRONOUNS.get(token.lower_)) is not None:
                votes[gender] += 1
                break
    most = max(votes, key=lambda gender: (votes[gender], gender))
    return most if votes[most] >= VOTES and votes[most] >= 4 * (votes["m"] + votes["f"] - votes[most]) else ""


def title_gender(doc: Doc, name: Name) -> str:
    """The gender that the title before a name tells (`Mrs.`), or an empty string."""
    title = doc[name.first - 1].lower_.rstrip(".") if name.first else ""
    return _genders().get(title, "") if title in lexicon.words("names_titles.txt") else ""


def gender_of(doc: Doc, person: Named) -> str:
    """The gender that a person's titles tell, else the given name of a full name, else an empty string."""
    titled = next((gender for name in person.names if (gender := title_gender(doc, name))), "")
    words = fold(person.name).split()
    given = given_names().get(words[0], "") if words else ""
    # A man's name alone is a surname as often: `Scott`, `Paul`.
    return titled or (given if len(words) > 1 or given == "f" else "")


def _appositives(head: Token) -> list[Token]:
    found = [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "appos":
        found.append(head.head)
    return found


def _set_gender(person: Named, words: Sequence[str]) -> None:
    if not person.gender:
        person.gender = next((_genders()[word] for word in words if word in _genders()), "")


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("names_gender.tsv")}


def stands_alone(doc: Doc, token: Token) -> bool:
    """No capitalised word beside it that would make it part of a longer name."""
    before = doc[token.i - 1] if token.i else None
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    titles = lexicon.words("names_titles.txt")
    joined_before = before is not None and before.pos_ == "PROPN" and not leads_in(before)
    joined_before = joined_before and before is not None and before.lower_.rstrip(".") not in titles
    joined_after = after is not None and after.pos_ == "PROPN" and after.text[:1].isupper()
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X") and not joined_before and not joined_after
