"""The hands that a statement passed through, outward from the speaker, and whom it was said to.

`sources told the Courier`: the Courier heard it. `the Courier reported, citing two officials`: the officials said it.
`in a statement read by her lawyer`, `through a spokesman`, `posted on ...`: each is a pair of hands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Token

from whence.mark import lexicon
from whence.mark.attributions import Found
from whence.mark.cast import Cast
from whence.mark.credits import Hand, is_own
from whence.mark.name_shapes import Name, Named, Names
from whence.mark.speaker_mind import Speaker
from whence.mark.speakers import Resolver
from whence.records import Attribution, Passage, Report, SourceKind, Via

TOLD = re.compile(
    r"(?:\s+\w+day)?(?:\s+(?:on|to|(?:in|during) an interview (?:with|on)|in (?:comments|remarks|a statement) to))?"
    r"\s+(?:the\s+)?",
    re.I,
)
TELLING = frozenset({"tell", "inform", "say", "add", "write", "brief", "assure"})
HEARERS = frozenset({"crowd", "audience", "gathering", "congregation", "rally", "assembly", "press", "public"})
"""Those who are told and hardly ever speak."""
PRESS = frozenset({"agency", "station", "newspaper", "paper", "channel", "network", "magazine", "website", "radio",
                   "broadcaster", "television"})  # fmt: skip
CITING = frozenset({"citing", "quoting"})
READ_BY = re.compile(
    r"\b(?:statement|letter|message|note|remarks|comments)\b[^.!?\n]{0,30}?\b(?:read|released|issued|relayed|carried|"
    r"delivered|published|broadcast|posted|circulated)\s+(?:out\s+|aloud\s+)?by\s+(?:the\s+)?",
    re.I,
)
STOP = re.compile(r"[.!?][\"”’']?(?=\s|$)|\n")
AND_REPORTED = re.compile(
    r",\s+(?:the\s+)?(?P<name>(?:[\w’']+\s+){1,6}?)(?:(?:also|first|previously|earlier)\s+)?"
    r"(?P<verb>reports|reported|said|says)"
    r"(?:\s+on\s+\w+day|\s+\w+day)?\s*\.",
)
"""The outlet at the end of a sentence that tells of somebody else's words: `, Vell said, the Courier reported.`"""
THROUGH = re.compile(
    r"\b(?:through|via)\s+((?:a|an|his|her|its|their)\s+(?:\w+\s+){0,2}"
    r"(?:spokes\w+|lawyers?|attorneys?|representatives?|aides?|intermediary|intermediaries|mediators?|translator|"
    r"interpreter))\b",
    re.I,
)
AROUND = 110
"""Characters of the sentence on both sides of a cue in which its hands are looked for."""


def cited_source(resolver: Resolver, found: Found, speaker: Speaker | None, report: Report) -> Speaker | None:
    """Whom an outlet cites for what it reports, where the sentence says so: `..., the Courier reported, citing X`."""
    clause = found.clause
    outlet = speaker.named if speaker is not None else None
    if clause is None or outlet is None or outlet.kind != "outlet" or is_own(report, outlet.name):
        return None
    for token in clause.token.sent:
        if token.lower_ not in CITING or abs(token.idx - clause.cue[0]) > 2 * AROUND:
            continue
        if any(start <= token.idx < end for start, end in found.pieces):
            continue
        cited = next((c for c in token.rights if c.dep_ in ("dobj", "pobj")), None)
        if cited is not None:
            inside = list(cited.subtree)
            return resolver.resolve(cited, (inside[0].idx, inside[-1].idx + len(inside[-1])))
    return None


def handed_on(
    report: Report,
    cast: Cast,
    names: Names,
    attribution: Attribution,
    found: Found,
    citing: Speaker | None = None,
) -> Attribution:
    """Set whom it was said to, and the hands it passed through. `citing` is the outlet that cites the speaker."""
    clause = found.clause
    if clause is None:
        return attribution
    addressee: str | None = None
    if clause.addressee is not None:
        addressee = _told(report.text, cast, names, clause.addressee)
    hands: list[Via] = []

    def add(entity_id: str, start: int, end: int) -> None:
        if entity_id != attribution.speaker_entity_id and all(v.entity_id != entity_id for v in hands):
            hands.append(Via(len(hands) + 1, entity_id, start, end))

    for kind, start, end, named in _carriers(report.text, names, found):
        entity_id = cast.entity(named) if named is not None else _carrier(report.text, cast, kind, start, end)
        add(entity_id, start, end)
    outlet = _outlet_told(report.text, names, found)
    if outlet is not None and not is_own(report, outlet[0].name):
        entity_id = cast.entity(outlet[0])
        add(entity_id, outlet[1].start, outlet[1].end)
        if entity_id != attribution.speaker_entity_id:
            addressee = addressee or entity_id
    if citing is not None and citing.named is not None:
        add(cast.entity(citing.named), citing.start, citing.end)
    return replace(attribution, addressee_entity_id=addressee, via=tuple(hands))


def _told(text: str, cast: Cast, names: Names, token: Token) -> str | None:
    """The entity told: by name, or as described (`told reporters`, `told a crowd`)."""
    named = names.at.get(token.i) or _named_behind(names, token)
    if named is None or named.kind != "outlet":
        named = _outlet_in(names, token) or named  # `told Marn's TVK news agency`, `told television station KWMZ`
    if named is not None:
        return cast.entity(named)
    phrase = _phrase(token)
    if len(phrase) > 1 and any(t.lower_ in PRESS for t in phrase) and any(t.pos_ == "PROPN" for t in phrase):
        start, end = phrase[0].idx, phrase[-1].idx + len(phrase[-1])
        words = " ".join(text[start:end].split())
        return cast.described(Speaker("description", 0.8, None, None, words, "outlet", False, start, end))
    lemma = token.lemma_.lower()
    bodies = lexicon.words("speakers_bodies.txt")
    if any(
        lemma in one for one in (HEARERS, lexicon.words("names_groups.txt"), lexicon.words("names_roles.txt"), bodies)
    ):
        inside = [t for t in token.subtree if t.i <= token.i]
        start, end = inside[0].idx, token.idx + len(token)
        if end - start < 60:
            plural = token.tag_ in ("NNS", "NNPS")
            words = " ".join(text[start:end].split())
            groups = HEARERS | lexicon.words("names_groups.txt")
            kind: SourceKind = "group" if plural or lemma in groups | {"group"} else "person"
            kind = "organisation" if lemma in bodies - groups - {"group"} and not plural else kind
            return cast.described(Speaker("description", 0.9, None, None, words, kind, True, start, end))
    return None


def _outlet_in(names: Names, token: Token) -> Named | None:
    """The outlet or body named in the phrase of whoever was told, where that is one of the press."""
    if token.lemma_.lower() not in PRESS and token.pos_ != "PROPN":
        return None
    near = _phrase(token)
    is_press = any(t.lower_ in PRESS for t in near)
    for named in (names.at[t.i] for t in near if t.i in names.at):
        if named.kind == "outlet" or (is_press and named.kind == "organisation" and not named.place):
            return named
    return None


def _phrase(token: Token) -> list[Token]:
    """The words of a noun phrase around its head, up to a mark and without an owner before it."""
    phrase = [token]
    subtree = {t.i for t in token.subtree}
    for step, stop in ((-1, token.sent.start - 1), (1, token.sent.end)):
        for at in range(token.i + step, stop, step):
            word = token.doc[at]
            if at not in subtree or word.is_punct or word.dep_ in ("poss", "case", "det", "prep") or word.is_space:
                break
            phrase.append(word)
    return sorted(phrase, key=lambda word: word.i)


def _named_behind(names: Names, token: Token) -> Named | None:
    """The person whose name follows what he or she is: `told host Oren Tasker`."""
    behind = names.at.get(token.i + 1) if token.tag_ == "NN" and token.dep_ != "poss" else None
    return behind if behind is not None and behind.kind == "person" else None


def _outlet_told(text: str, names: Names, found: Found) -> tuple[Named, Name] | None:
    """The outlet that was told or spoken on, right behind the cue: `told the Courier`, `said on Channel Two`."""
    clause = found.clause
    if clause is None or clause.verb.lemma not in TELLING:
        return None
    low, high = clause.cue[1], min(clause.cue[1] + 90, clause.sentence[1])
    pattern = TOLD.match(text, low, high)
    if pattern is None:
        return None  # `the order said, Reuters reported`
    at = pattern.end()
    near = (pair for pair in names.starting(at, at + 5) if pair[0].kind == "outlet" and pair[1].end <= high + 20)
    return next(near, None)


def _carriers(text: str, names: Names, found: Found) -> list[tuple[str, int, int, Named | None]]:
    """What carried the words, outside of them: (kind, start, end, who it is where that is named)."""
    clause = found.clause
    if clause is None:
        return []
    low = max(clause.sentence[0], clause.cue[0] - AROUND)
    high = min(clause.sentence[1], clause.cue[1] + AROUND)

    def outside(start: int) -> bool:
        return not any(s <= start < e for s, e in found.pieces)

    carried: list[tuple[str, int, int, Named | None]] = []
    for token in clause.token.sent:
        if token.lower_ == "according" and token.idx != clause.token.idx and outside(token.idx):
            behind = next((t for t in token.doc[token.i + 2 : token.i + 6] if t.i in names.at), None)
            outlet = names.at[behind.i] if behind is not None else None
            if behind is not None and outlet is not None and outlet.kind == "outlet":
                name = next(n for n in outlet.names if n.first <= behind.i < n.last)
                carried.append(("named", name.start, name.end, outlet))
    stop = STOP.search(text, clause.cue[1], high + AROUND)
    for match in AND_REPORTED.finditer(text, low, stop.end() if stop else high + AROUND):
        at = match.start("name")
        press = [pair for pair in names.starting(at, match.end("name")) if pair[0].kind == "outlet"]
        if press and outside(match.start()) and at > clause.cue[1]:
            carried.append(("named", press[0][1].start, press[0][1].end, press[0][0]))
        elif match["verb"].startswith("report") and outside(match.start()) and at > clause.cue[1]:
            words = match["name"].split()
            if len(words) > 1 and all(word[:1].isupper() for word in words):  # one that no list of outlets has
                carried.append(("outlet", at, at + len(match["name"].rstrip()), None))
    for match in READ_BY.finditer(text, low, high):
        near = names.starting(match.end(), match.end() + 25)
        reader = next((pair for pair in near if pair[1].end <= high + 40), None)
        if outside(match.start()) and reader is not None:
            carried.append(("named", reader[1].start, reader[1].end, reader[0]))
    for match in THROUGH.finditer(text, low, high):
        if outside(match.start()):
            carried.append(("described", match.start(1), match.end(1), None))
    for match in _platforms().finditer(text, low, high):
        if outside(match.start(1)):
            carried.append(("platform", match.start(1), match.end(1), None))
    return sorted(carried, key=lambda one: one[1])


def _carrier(text: str, cast: Cast, kind: str, start: int, end: int) -> str:
    words = " ".join(text[start:end].split())
    if kind == "platform":
        return cast.platform(words)
    if kind == "outlet":
        return cast.described(Speaker("name", 0.7, None, None, words, "outlet", False, start, end))
    plural = words.endswith(("s", "men"))
    return cast.described(
        Speaker("description", 0.9, None, None, words, "group" if plural else "person", True, start, end)
    )


@lru_cache(maxsize=1)
def _platforms() -> re.Pattern[str]:
    """`posted on`, `wrote on`, `in a post on`, `via` one of the platforms of the lexicon."""
    listed = "|".join(sorted(map(re.escape, lexicon.words("platforms.txt")), key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:on|via|to)\s+(?:(?:his|her|its|their|the)\s+(?:\w+\s+)?)?({listed})\b(?!['’]s)")


def through_blocks(cast: Cast, one: Attribution, blocks: Sequence[tuple[Passage, Hand]]) -> Attribution:
    """What stands in a block quotation came through the outlet quoted."""
    for passage, hand in blocks:
        if passage.start <= one.start < passage.end:
            entity_id = cast.entity(hand.named)
            if entity_id != one.speaker_entity_id and all(v.entity_id != entity_id for v in one.via):
                via = Via(len(one.via) + 1, entity_id, hand.name.start, hand.name.end)
                return replace(one, via=(*one.via, via))
    return one


def through_parents(one: Attribution, by_id: dict[str, Attribution], cast: Cast, report: Report) -> Attribution:
    """What an outlet reports that somebody said came through that outlet, and through whatever hands it names."""
    via = list(one.via)
    parent = by_id.get(one.parent_id) if one.parent_id else None
    while parent is not None:
        hands = [(v.entity_id, v.start, v.end) for v in parent.via]
        entity = cast.entities.get(parent.speaker_entity_id or "")
        is_outlet = entity is not None and entity.kind == "outlet" and not is_own(report, entity.name)
        if entity is not None and is_outlet and parent.source_start is not None and parent.source_end is not None:
            for entity_id in reversed(parent.speakers or (entity.id,)):
                hands.insert(0, (entity_id, parent.source_start, parent.source_end))
        for entity_id, start, end in hands:
            if entity_id != one.speaker_entity_id and all(v.entity_id != entity_id for v in via):
                via.append(Via(len(via) + 1, entity_id, start, end))
        parent = by_id.get(parent.parent_id) if parent.parent_id else None
    return replace(one, via=tuple(via))
