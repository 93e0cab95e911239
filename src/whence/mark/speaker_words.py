"""A source in its own words: what stands there is taken as it is written, with a guess at its kind.

For sources that the trained model marks: that somebody or something speaks is known, and what it is called as well.
Only whom else it may be is not. (The rules alone take a subject for a source only where a lexicon knows its noun.)
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from whence.mark import lexicon
from whence.mark.doc_text import text_of
from whence.mark.name_shapes import given_names, is_glued, is_written_so
from whence.mark.speaker_mind import Speaker
from whence.mark.speaker_phrases import short_span
from whence.records import SourceKind

OF_THE_SPEAKER = frozenset({"my", "our", "your"})
PRESS = frozenset(
    {"paper", "newspaper", "network", "magazine", "outlet", "broadcaster", "website", "tabloid", "channel", "blog",
     "newswire", "station", "podcast", "aggregator", "site"}
)  # fmt: skip
QUANTITIES = frozenset(
    {
        "hundred", "thousand", "million", "dozen", "score", "number", "majority", "handful", "group", "crowd", "couple",
        "series", "array", "range", "lot", "half", "third", "quarter", "percent", "%", "most", "many", "some", "part",
        "none", "each", "one", "another", "both", "all", "neither", "either", "few", "several", "others", "other",
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "trio", "pair", "duo",
    }
)  # fmt: skip
OFFICES = frozenset({"president", "premier", "chancellor", "pope", "king", "queen", "minister", "secretary", "mayor",
                     "governor", "speaker", "ambassador"})  # fmt: skip
"""Nouns for those who hold an office of which there is one at a time."""
LONGEST = 90
"""Characters of a source beyond which `those who ...` is no name for anybody."""
PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "eer", "crat", "ologist", "maker", "mate")
REFLEXIVE = re.compile(r"(?<=\w) (?:(?:him|her|it)self|themselves)$")
SMALL = frozenset({"the", "of", "and", "for", "in", "on", "a", "an", "&", "de", "al", "el"})


def in_its_words(head: Token, span: tuple[int, int]) -> Speaker | None:
    """The speaker that a source is by its own words, named or described; None where they tell of nobody.

    `head` is the head of the noun phrase over `span` (code points, half-open).
    """
    handle = head.i > 0 and head.doc[head.i - 1].text[-1:] == "@" and head.idx == head.doc[head.i - 1].idx + 1
    if handle or head.text[:1] == "@":
        words = "@" + head.text.lstrip("@")
        return Speaker("name", 0.6, None, None, words, "person", False, head.idx, head.idx + len(head))
    if head.lower_ == "those" and any(c.dep_ in ("relcl", "acl") for c in head.rights):
        words = " ".join(text_of(head.doc)[slice(*span)].split()).strip(" ,")
        return Speaker("description", 0.7, None, None, words, "group", True, *span) if len(words) < LONGEST else None
    is_word = head.text[:1].islower() or head.pos_ == "PRON"
    if head.pos_ in ("PRON", "DET", "ADJ") and is_word and head.lower_ not in QUANTITIES:
        return None
    if head.pos_ in ("PUNCT", "SYM", "SPACE", "ADP", "PART") or not (head.text[:1].isalnum() or head.text == "%"):
        return None
    if head.lower_ in ("times", "points") and head.dep_ == "pobj" and head.head.lower_ == "at":
        return None  # `at times chiding him`
    start, end = short_span(head, span)
    start, end = max(start, span[0]), min(end, span[1])
    while start < end and not (text_of(head.doc)[start].isalnum() or text_of(head.doc)[start] in "$#("):
        start += 1  # marks that close a quotation before the name
    words = " ".join(text_of(head.doc)[start:end].split()) if start < end else ""
    words = REFLEXIVE.sub("", without_lone_marks(words))
    first = words.split()[0].lower() if words else ""
    alone = head.is_sent_start and " " not in words  # `RiverLeaks posted`: glued to nothing
    glued = is_glued(words) and not alone and not is_written_so(text_of(head.doc), words)
    if not words or glued or first in OF_THE_SPEAKER:
        return None
    opens = head.is_sent_start and len(words.split()) == 1 and (head.pos_ != "PROPN" or head.lower_ in QUANTITIES)
    if is_name(words) and not opens:
        return Speaker("name", 0.6, None, None, words, kind_of_name(words), False, start, end)
    kind = kind_of_noun(head)
    anonymous = kind in ("person", "group", "outlet")
    return Speaker("description", 0.7, None, None, words, kind, anonymous, start, end)


def kind_of_name(words: str) -> SourceKind:
    """What a name stands for that no recogniser has told the kind of: a person or, in more words, a body.

    A lone word without an article is more often a surname that the recogniser missed than a body's name.
    """
    lone = len(words.split()) == 1 and words.istitle() and len(words) > 2
    given = 2 <= len(words.split()) <= 4 and words.split()[0].lower() in given_names()
    return "person" if lone or given else "organisation"


def without_lone_marks(words: str) -> str:
    """The words without quotation marks whose others are missing: `a “fan club`."""
    curly = words.count("“") != words.count("”")
    return re.sub(r"[“”]" if curly else r'"' if words.count('"') % 2 else r"(?!)", "", words).strip()


def is_name(words: str) -> bool:
    """Whether all its words but the small ones are capitalised, a determiner at its head left out of account."""
    found = [word for word in re.findall(r"[\w.’'&-]+", words) if word.lower() not in SMALL]
    return bool(found) and all(word[:1].isupper() for word in found) and not (len(found) == 1 and found[0].isupper())


def owner_of_words(head: Token) -> Token | None:
    """Whose words a noun is, where somebody puts their name to such: `her book`, `Vell's letter`."""
    owner = next((c for c in head.lefts if c.dep_ == "poss"), None)
    if owner is None or head.lemma_.lower() not in lexicon.words("speakers_writings.txt"):
        return None
    return owner if owner.pos_ != "PRON" or owner.lower_ in ("his", "her") else None


def kind_of_noun(head: Token) -> SourceKind:
    """What a common noun stands for: people by a lexicon or its ending, a body by a lexicon, else a document."""
    lemma, plural = head.lemma_.lower(), head.tag_ in ("NNS", "NNPS")
    people = lexicon.words("names_groups.txt") | lexicon.words("names_roles.txt")
    if lemma in QUANTITIES:
        inner = next((t for c in head.children if c.dep_ == "prep" for t in c.children if c.lower_ == "of"), None)
        if lemma == "one" and inner is not None and kind_of_noun(inner) in ("person", "group"):
            return "person"  # `one of the men`
        if inner is None or kind_of_noun(inner) in ("person", "group") or inner.pos_ == "PROPN":
            return "group"
        return kind_of_noun(inner)
    if lemma in PRESS:
        return "outlet"
    if lemma in lexicon.words("speakers_documents.txt"):
        return "document"
    if lemma in lexicon.words("speakers_bodies.txt"):
        return "organisation"
    ends_so = lemma.endswith(PERSON_ENDINGS) and lemma not in lexicon.words("speakers_things.txt")
    if lemma in people or ends_so or head.ent_type_ == "NORP":
        return "group" if plural or head.ent_type_ == "NORP" else "person"
    return "document"
