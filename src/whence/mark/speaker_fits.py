"""Who a word can stand for: one more of several, one person by a body's name, somebody of the nation that it names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.name_shapes import Named, Names
from whence.mark.speaker_mind import Mind, Said, Speaker
from whence.mark.speaker_salience import is_main_subject

ANSWERS = frozenset({"reply", "answer", "respond", "retort"})
FAR = 80
"""Words before a sentence in which the subject of the one before is looked for."""
UNNAMED = 1.5
"""How strongly in mind somebody without a name is who has just spoken, on the scale of `speaker_salience`."""
COUNTED = frozenset({"a", "an", "one", "another", "the", "first"})
"""What stands before a noun that tells of one of several."""
MEMBERS = frozenset({"senator", "representative", "congressman", "congresswoman", "governor", "lawmaker"})
SEATED = MEMBERS | {"republican", "democrat", "conservative", "legislator"}
"""What members of a parliament are called when they are named again."""
OF_PARTY = {
    "republican": "republican",
    "republicans": "republican",
    "gop": "republican",
    "democrat": "democrat",
    "democrats": "democrat",
    "democratic": "democrat",
}
"""The words that tell a party, to whoever is of it."""
OTHERWISE = frozenset({"judge", "justice", "magistrate"})
"""What somebody is who has no seat and stands for none."""


def one_more(head: Token, before: Iterable[Said]) -> Speaker:
    """`Another` is one more of what the last described speaker was: `one Courier writer said ... Another said`.

    `before`: the statements made before, the last first.
    """
    words = head.text
    for last in islice(before, 3):
        described = (last.speaker.description or "").split()
        if last.speaker.basis == "description" and len(described) > 1 and described[0].lower() in COUNTED:
            words = " ".join([head.text, *described[1:]])
            break
    return Speaker("description", 0.8, None, None, words, "person", True, head.idx, head.idx + len(head))


def is_new(token: Token) -> bool:
    """Whether the report tells of it for the first time: `a paper`."""
    return any(c.lower_ in ("a", "an") for c in token.lefts)


def is_another_kind(token: Token) -> bool:
    """Whether a paper is none that is printed every day: `the white paper`."""
    return any(c.lower_ in ("white", "position", "discussion", "working") for c in token.lefts)


def could_be_one(speaker: Speaker) -> bool:
    """Whether a speaker without a person's name may be one person: by a description, or by a name taken for a body's.

    `Carla Fiorani` is such a name: two or three words, none of them what bodies are called.
    """
    named = speaker.named
    name = named.name if named is not None else speaker.description or ""
    if named is None and speaker.kind in ("person", "office"):
        return True
    words = name.split()
    if name.removeprefix("the ").removeprefix("The ") in lexicon.words("names_metonyms.txt"):
        return False
    if speaker.kind != "organisation" or (named is not None and named.place) or not 1 <= len(words) <= 3:
        return False
    listed = ("speakers_bodies.txt", "names_outlet_words.txt", "names_groups.txt", "names_metonyms.txt")
    known = {word.lower() for one in listed for word in lexicon.words(one)}
    return all(word.isalpha() and word.istitle() and word.lower() not in known for word in words)


def answers(pronoun: Token, said: Said) -> bool:
    """Whether a pronoun's clause answers the last statement: `he replied`, or `..., to which she said` of any."""
    led = pronoun.i > 1 and pronoun.nbor(-1).lower_ == "which" and pronoun.nbor(-2).lower_ in ("to", "at", "upon")
    return led or (said.stance == "question" and pronoun.head.lemma_ in ANSWERS)


def was_asked(names: Names, said: Said) -> bool:
    """Whether a question was put to somebody with a name: `Adams asked Stone why he left. He said ...`."""
    told = (names.at.get(c.i) for c in said.token.head.rights if c.dep_ in ("dobj", "dative"))
    return any(one is not None and one.kind == "person" for one in told)


def may_be_of(doc: Doc, person: Named, head: Token) -> bool:
    """Whether nothing says that somebody is of another nation than the role at `head` has it.

    The `Marnian president` is not called `the Ostrelian leader`.
    """
    wanted = {_nation(c.lower_) for c in head.lefts if c.ent_type_ == "NORP" and c.lower_ not in OF_PARTY}
    if not wanted:
        return True
    before = (doc[max(0, n.first - 4) : n.first] for n in person.names)
    told = {
        _nation(t.lower_)
        for words in before
        for t in words
        if t.ent_type_ in ("NORP", "GPE") and not t.is_punct and t.lower_ not in OF_PARTY
    }
    return not told or bool(told & wanted)


def _nation(word: str) -> str:
    """What a country and its people share: `marn` of `Marnian`, or the code of those whose names share nothing."""
    return _countries().get(word) or word[:4]


@cache
def _countries() -> dict[str, str]:
    return {word.lower(): code for code, words in lexicon.rows("speakers_nations.tsv") for word in words.split("|")}


def calls(head: Token) -> str:
    """What a role calls somebody, as the lexicon has it: the noun, or `first lady`."""
    lemma = head.lemma_.lower()
    return "first lady" if lemma == "lady" and any(c.lower_ == "first" for c in head.lefts) else lemma


def party_of(head: Token) -> str:
    """The party that a role tells: `the GOP nominee`, `the Marn Republican`; an empty string where it tells none."""
    told = (OF_PARTY.get(word.lower_, "") for word in [head, *head.lefts])
    return next((party for party in told if party), "")


def is_of_another_party(party: str, person: Named) -> bool:
    """Whether the report has told a person to be of another party than this one."""
    known = {role for role, _ in person.roles} & set(OF_PARTY.values())
    return bool(party) and bool(known) and party not in known


def is_called_so(called: str, person: Named) -> bool:
    """Whether a role is one by which members of a parliament go, and the report has the person as one of them."""
    return called in SEATED and any(role in MEMBERS for role, _ in person.roles)


def gender_of_role(lemma: str) -> str:
    """The gender that a role word tells (`actress`), or an empty string."""
    return next((gender for word, gender in lexicon.rows("names_gender.tsv") if word == lemma.split()[-1]), "")


def unknown_subject(doc: Doc, names: Names, mind: Mind, head: Token) -> tuple[float, Speaker] | None:
    """A lone capitalised word that the last sentence is about and in which no person was recognised, and how strongly
    in mind that is: `Vell left. He said ...`.
    """
    for token in reversed(doc[max(0, head.sent.start - FAR) : head.sent.start]):
        if mind.sentences_between(token, head) > 1:
            return None
        if token.tag_ != "NNP" or not is_main_subject(token) or mind.inside.covers(token.idx):
            continue
        named = names.at.get(token.i)
        is_word = token.text.istitle() and len(token.text) > 2
        if not is_word or not token.i or token.nbor(-1).pos_ in ("PROPN", "DET"):
            return None
        if named is not None and not could_be_one(Speaker("name", 0.6, named, kind=named.kind)):
            return None
        found = Speaker("name", 0.6, named, None, token.text, "person", False, token.idx, token.idx + len(token))
        return UNNAMED - 0.8 - 0.7 * mind.paragraphs_between(token.idx, head.idx), found
    return None
