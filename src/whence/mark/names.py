"""Names inside one report: people, organisations, places and outlets, each under all the names used for it here.

Names come from the parse's entity recogniser, a lexicon of outlets and one of metonyms; they are then checked against
each other (a surname tagged as a place is a person where the report has introduced a person of that surname). Which
names are one person's is told by `name_clusters`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from whence.mark import lexicon
from whence.mark.doc_text import text_of
from whence.mark.name_clusters import PARTICLE, cluster_people, surname
from whence.mark.name_forms import (
    acronyms,
    describe,
    shortened_bodies,
    shortened_outlets,
    stands_alone,
    told_by_pronouns,
)
from whence.mark.name_headlines import opens_headline, without_headline_words
from whence.mark.name_introduced import introduced_people, is_of_outlet, is_titled, speaks_alone, with_family_name
from whence.mark.name_shapes import (
    DAYS,
    POSSESSIVE,
    Name,
    Named,
    Names,
    fold,
    given_names,
    is_glued,
    looks_like_outlet,
    make_name,
    outlet_forms,
    outlet_name,
)
from whence.records import Passage, SourceKind

NOT_NAMES = frozenset(
    {
        "replay", "more", "videos", "video", "watch", "photos", "photo", "click", "subscribe", "share", "caption",
        "advertisement", "updates", "committee", "administration", "newsletter", "read", "live", "ticker", "breaking",
        "highlights",
    }
)  # fmt: skip
"""Words of a page's furniture and of bodies that the recogniser takes into persons' names."""
SHIPS = frozenset({"uss", "hms", "ins", "mv", "ss", "hmcs", "rms"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "from", "near", "to", "outside", "of", "through", "reached"})
CALL_SIGN = r"[KW][A-Z]{2,3}-(?:TV|FM|AM|DT)\b|"
"""A station's: `WXLT-TV`."""
MOST_AGENCIES = 20
"""Each is looked for in the whole text."""
DATELINE_AGENCY = re.compile(r"\(([A-Z][\w. ]{1,40})\)\s*[–—-]*\s*$")


@lru_cache(maxsize=1)
def _outlet_pattern() -> re.Pattern[str]:
    forms = sorted({re.sub(r"^The ", "", form) for form in outlet_forms()}, key=lambda form: (-len(form), form))
    metonyms = sorted(lexicon.words("names_metonyms.txt"), key=lambda form: (-len(form), form))
    return re.compile(
        r"(?<![\w’'])(?:[Tt]he )?(?:(?P<outlet>" + CALL_SIGN + "|".join(map(re.escape, forms)) + r")|(?P<metonym>"
        + "|".join(map(re.escape, metonyms)) + r")(?! of [A-Z]))(?![\w])(?!-based)"
    )  # fmt: skip


def find_names(doc: Doc, passages: Sequence[Passage]) -> Names:
    """Every name outside furniture, grouped by what it names."""
    usable = _usable(doc, passages)
    taken: set[int] = set()
    outlets = _dateline_agencies(doc, passages, taken) + _lexicon_names(doc, usable, taken)
    people, others = _recognised(doc, usable, taken)
    people = without_headline_words(doc, people)
    people += _taken_for_bodies(doc, people, others)
    people += introduced_people(doc, usable, taken, others)
    people.sort(key=lambda name: name.start)
    clusters, owners = cluster_people(doc, people)
    _adopt_surnames(doc, usable, taken, clusters, owners, others)
    named = [*outlets, *clusters, *_cluster_others(doc, others)]
    shortened_outlets(doc, usable, named)
    shortened_bodies(doc, usable, named)
    acronyms(doc, named)
    for one in named:
        one.names.sort(key=lambda name: name.start)
    named.sort(key=lambda one: (one.names[0].start, one.names[0].end))
    at = {i: one for one in named for name in one.names for i in range(name.first, name.last)}
    for one in named:
        if one.kind == "person":
            describe(doc, one)
    return Names(named, at)


def _usable(doc: Doc, passages: Sequence[Passage]) -> list[bool]:
    keep = [False] * len(doc)
    spans = [(p.start, p.end) for p in passages if p.kind != "boilerplate"]
    at = 0
    for token in doc:
        while at < len(spans) and spans[at][1] <= token.idx:
            at += 1
        keep[token.i] = at < len(spans) and spans[at][0] <= token.idx
    return keep


def _lexicon_names(doc: Doc, usable: Sequence[bool], taken: set[int]) -> list[Named]:
    found: dict[str, Named] = {}
    for match in _outlet_pattern().finditer(text_of(doc)):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or not usable[span.start] or any(i in taken for i in range(span.start, span.end)):
            continue
        if _goes_on(doc, span.end) or (match["outlet"] and _is_fragment(doc, span.start)):
            continue
        name = make_name(doc, span.start, span.end)
        if name is None:
            continue
        taken.update(range(span.start, span.end))
        is_outlet = match["outlet"] is not None
        full = (outlet_name(match["outlet"]) or match["outlet"]) if is_outlet else match["metonym"]
        found.setdefault(full, Named("outlet" if is_outlet else "organisation", full)).names.append(name)
    return list(found.values())


def _dateline_agencies(doc: Doc, passages: Sequence[Passage], taken: set[int]) -> list[Named]:
    """The name in brackets at the end of a dateline is an agency's: `LIMA, Peru (Interpress) -`."""
    found: dict[str, Named] = {}
    text = text_of(doc)
    for passage in passages:
        if passage.kind != "header" or len(found) == MOST_AGENCIES:
            continue
        match = DATELINE_AGENCY.search(text, passage.start, passage.end)
        span = doc.char_span(*match.span(1), alignment_mode="expand") if match else None
        name = make_name(doc, span.start, span.end) if span is not None else None
        if match is not None and name is not None and name.text not in found and outlet_name(match[1]) is None:
            agency = found[name.text] = Named("outlet", name.text, [name])
            known = re.compile(rf"(?<!\w){re.escape(name.text)}(?!\w)")
            for other in known.finditer(text):
                span = doc.char_span(*other.span(), alignment_mode="expand")
                place = make_name(doc, span.start, span.end) if span is not None else None
                if place is not None and place.start != name.start:
                    agency.names.append(place)
            taken.update(i for n in agency.names for i in range(n.first, n.last))
    return list(found.values())


def _goes_on(doc: Doc, after: int) -> bool:
    """Whether a capitalised name goes on after this token, so that only part of it was matched (`CNN Center`)."""
    if after >= len(doc):
        return False
    token = doc[after]
    return token.pos_ == "PROPN" and token.ent_iob_ == "I" and token.text[:1].isupper() and not token.is_sent_start


def _is_fragment(doc: Doc, first: int) -> bool:
    if first == 0:
        return False
    before = doc[first - 1]
    return (
        before.pos_ == "PROPN"
        and before.ent_iob_ in ("B", "I")
        and doc[first].ent_iob_ == "I"
        and doc[first].text[:1].isupper()
    )


def _recognised(doc: Doc, usable: Sequence[bool], taken: set[int]) -> tuple[list[Name], list[tuple[str, Name]]]:
    people: list[Name] = []
    others: list[tuple[str, Name]] = []
    only_places = _only_places(doc)
    for entity in doc.ents:
        label = entity.label_
        if label not in ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"):
            continue
        first, last = _within_line(doc, entity.start, entity.end)
        last = _with_second_syllable(doc, first, last) if label == "PERSON" else last
        if label == "PERSON":
            first = _after_owner(doc, first, last)
        if first == last or not usable[first] or any(i in taken for i in range(first, last)):
            continue
        name = make_name(doc, first, last)
        if name is None or not name.text[:1].isupper() or len(name.text) < 2:
            continue
        titled = _leading_titles(doc, name.first, name.last)
        titled = name.first if titled < name.last and doc[titled].text == "-" else titled  # `The Spokesman-Courier`
        is_titled = titled > name.first and name.last - titled <= 3 and doc[name.first].lower_ != "president"
        trimmed = make_name(doc, titled, name.last) if label == "PERSON" or (label == "ORG" and is_titled) else None
        if trimmed is not None and label == "PERSON":
            trimmed = _with_given_name(doc, with_family_name(doc, trimmed, taken), taken)
        named_outlet = looks_like_outlet(name.text)
        is_person = trimmed is not None and _could_be_person(trimmed.text) and not _is_body(doc, trimmed)
        is_place = trimmed is not None and trimmed.last - trimmed.first == 1 and doc[trimmed.first].text in only_places
        if trimmed is not None and is_person and not named_outlet and not is_place:
            people.append(trimmed)
            taken.update(range(trimmed.first, trimmed.last))
        elif (label != "PERSON" or name.text.isupper() or not is_person or named_outlet) and not is_glued(name.text):
            others.append(("ORG" if label == "PERSON" else label, name))
    others += _missed_outlets(doc, usable, taken)
    return people, others


def _taken_for_bodies(doc: Doc, people: Sequence[Name], others: list[tuple[str, Name]]) -> list[Name]:
    """People in full whom the recogniser took for bodies, taken out of `others`.

    `Ada Stone`, where the first word is a given name and the report calls a person `Stone`.
    """
    bare = {surname(name.text) for name in people if name.last - name.first == 1}
    found = [
        name
        for label, name in others
        if label == "ORG"
        and name.last - name.first == 2
        and fold(doc[name.first].text) in given_names()
        and surname(name.text) in bare
        and _could_be_person(name.text)
        and not looks_like_outlet(name.text)
        and not _is_body(doc, name)
    ]
    places = {name.start for name in found}
    others[:] = [(label, name) for label, name in others if name.start not in places]
    return found


def _with_second_syllable(doc: Doc, first: int, last: int) -> int:
    """Where a name of three parts ends whose last is set in small letters: `Han Jae-in`, read as `Han Jae` and `in`."""
    if last - first < 2 or last + 1 >= len(doc) or doc[last].text != "-" or doc[last - 1].whitespace_:
        return last
    part = doc[last + 1]
    joined = not doc[last].whitespace_ and part.is_alpha and part.text.islower() and len(part) <= 3
    return last + 2 if joined and len(doc[last - 1]) <= 5 else last


def _after_owner(doc: Doc, first: int, last: int) -> int:
    """Where a person's name begins behind whom the recogniser took with it: `the Courier's Ada Stone`."""
    return next((i + 1 for i in range(last - 2, first, -1) if doc[i].text in ("'s", "’s", "'", "’")), first)


def _with_given_name(doc: Doc, name: Name, taken: set[int]) -> Name:
    """A lone surname with the given name before it, where a title shows that one stands there.

    The recogniser finds only the second of `Superintendent Ilse Marchbanke` where it knows neither.
    """
    at = name.first - 1
    if name.last - name.first > 1 or at < 1 or at in taken or doc[name.first].is_sent_start:
        return name
    titles, given = lexicon.words("names_titles.txt"), doc[at]
    known = fold(given.text) in given_names()  # `Ross Garbery`, of which the recogniser makes two names
    is_given = given.pos_ == "PROPN" and given.is_alpha and given.text.istitle() and (known or not given.ent_type_)
    introduced = is_titled(doc, at) or is_of_outlet(doc, at) or (known and doc[at].ent_type_ != "PERSON")
    if not is_given or given.lower_ in titles or (doc[at].is_sent_start and not known) or not introduced:
        return name
    return make_name(doc, at, name.last) or name


def _missed_outlets(doc: Doc, usable: Sequence[bool], taken: set[int]) -> list[tuple[str, Name]]:
    """Names of the shape of an outlet's behind an article that the recogniser passed over."""
    found = []
    for token in doc:
        first = token.i
        while first and doc[first - 1].pos_ == "PROPN" and doc[first - 1].text[:1].isupper():
            first -= 1
        run = range(first, token.i + 1)
        if len(run) < 2 or not first or doc[first - 1].lower_ != "the" or token.pos_ != "PROPN":
            continue
        if any(i in taken or not usable[i] or doc[i].ent_type_ or doc[i].is_space for i in run):
            continue
        name = make_name(doc, first, token.i + 1) if looks_like_outlet(doc[first : token.i + 1].text) else None
        if name is not None and not (token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN"):
            found.append(("ORG", name))
    return found


def _only_places(doc: Doc) -> set[str]:
    """The words that stand behind `in`, `at` or `from` wherever they stand: a place, whatever the tag."""
    behind: set[str] = set()
    elsewhere: set[str] = set()
    before = ""
    for token in doc:
        (behind if before in PLACE_PREPOSITIONS else elsewhere).add(token.text)
        before = token.lower_
    return behind - elsewhere


def _is_body(doc: Doc, name: Name) -> bool:
    """Whether what follows a name shows a company or body: `, which runs ...`, `, the company that ...`.

    Behind a given name and a family's a `which` goes back to something else: `a remark from Carla Fiorani, which ...`.
    """
    after = name.last
    if after + 2 >= len(doc) or doc[after].text != ",":
        return False
    if doc[after + 1].lower_ == "which":
        return name.last - name.first < 2 or fold(doc[name.first].text) not in given_names()
    near = [t.lemma_.lower() for t in doc[after + 1 : after + 5]]
    return near[0] in ("the", "a", "an", "its") and any(w in lexicon.words("speakers_bodies.txt") for w in near[1:3])


def _within_line(doc: Doc, first: int, last: int) -> tuple[int, int]:
    for i in range(first, last):
        if "\n" in doc[i].text_with_ws and i + 1 < last:
            return (first, i) if i > first else (i + 1, last)
    return first, last


def _leading_titles(doc: Doc, first: int, last: int) -> int:
    titles = lexicon.words("names_titles.txt")
    at = first
    while at < last - 1 and doc[at].lower_.rstrip(".") in titles:
        at += 1
    return at


def _could_be_person(text: str) -> bool:
    tokens = text.split()
    return (
        len(tokens) <= 5
        and not any(c.isdigit() or c in "@/&#" for c in text)
        and any(t[:1].isupper() for t in tokens)
        and tokens[0].lower() not in SHIPS
        and not (text.isupper() and len(tokens) == 1 and len(text) <= 6)
        and fold(text) not in lexicon.words("names_titles.txt")
        and fold(text) not in lexicon.words("names_groups.txt")
        and outlet_name(text) is None
        and (tokens[0].lower() in given_names() or not any(t.lower() in NOT_NAMES for t in tokens))
        and not (len(tokens) == 1 and fold(text).removesuffix("s") in lexicon.words("names_groups.txt"))
        and not is_glued(text)
        and not (len(tokens) == 1 and text in lexicon.words("names_outlet_words.txt"))
    )


def _adopt_surnames(
    doc: Doc,
    usable: Sequence[bool],
    taken: set[int],
    clusters: Sequence[Named],
    owners: Mapping[str, Named],
    others: list[tuple[str, Name]],
) -> None:
    """Give surnames that the recogniser missed, or took for a place, to the person the report introduced."""
    bare = {surname(cluster.name) for cluster in clusters if len(cluster.name.split()) < 2}
    for token in doc:
        if token.i in taken or not usable[token.i] or not token.text[:1].isupper():
            continue
        key = fold(POSSESSIVE.sub("", token.text))
        owner = owners.get(key)
        polite = token.i > 0 and doc[token.i - 1].lower_.rstrip(".") in ("mr", "mrs", "ms", "miss")  # `Mrs May`
        alone = (
            polite
            or stands_alone(doc, token)
            or opens_headline(doc, token)
            or (key in DAYS and token.ent_type_ == "PERSON")
        )
        if owner is None or key in bare or len(key) < 3 or not alone:
            continue
        has_particle = token.i > 1 and doc[token.i - 1].text == "-" and PARTICLE.match(doc[token.i - 2].lower_ + "-")
        name = make_name(doc, token.i - 2 if has_particle else token.i, token.i + 1)
        if name is None and key in DAYS and (polite or token.ent_type_ == "PERSON"):  # `Mrs May`
            name = Name(token.idx, token.idx + len(token), token.i, token.i + 1, token.text)
        if name is not None:
            owner.names.append(name)
            taken.update(range(name.first, name.last))
    single = {fold(one.name): one for one in clusters if len(one.name.split()) < 2 and len(one.names) > 1}
    for label, name in others:
        owner = single.get(fold(name.text)) if label == "ORG" and name.last - name.first == 1 else None
        if owner is not None:  # the recogniser took one of several for a body
            owner.names.append(name)
            taken.update(range(name.first, name.last))
    others[:] = [(label, name) for label, name in others if not any(i in taken for i in range(name.first, name.last))]


def _cluster_others(doc: Doc, others: Sequence[tuple[str, Name]]) -> list[Named]:
    found: dict[str, Named] = {}
    for label, name in others:
        key = re.sub(r"[.’']", "", fold(name.text))
        place = label in ("GPE", "LOC", "FAC", "NORP")
        kind: SourceKind = "organisation"
        if not place and looks_like_outlet(name.text) and doc[name.last - 1].pos_ == "PROPN":
            kind = "outlet"
        known = outlet_name(name.text)
        named = found.setdefault(key, Named("outlet" if known else kind, known or name.text, place=place))
        named.place = named.place and place
        named.names.append(name)
    for named in found.values():
        lone = [n for n in named.names if n.last - n.first == 1]
        if named.kind == "organisation" and any(is_titled(doc, n.first) or speaks_alone(doc, n.first) for n in lone):
            named.kind, named.place = "person", False
        alone = len(lone) == len(named.names) and not named.place and named.name.istitle() and len(named.name) > 2
        if named.kind == "organisation" and alone and told_by_pronouns(doc, named):
            named.kind = "person"
    return list(found.values())
