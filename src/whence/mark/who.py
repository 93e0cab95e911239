"""From statements to attributions: a speaker for each, the hands it passed through, when it was said, what it is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.attributions import MADE_BY, Found
from whence.mark.cast import Cast
from whence.mark.credits import block_quotes, find_hands
from whence.mark.handed import cited_source, handed_on, through_blocks, through_parents
from whence.mark.name_shapes import Names, given_names
from whence.mark.quotes import Quotation
from whence.mark.same_words import named_elsewhere
from whence.mark.signed import MADE_BY as SIGNED_BY
from whence.mark.spans import Spans
from whence.mark.speaker_mind import Speaker
from whence.mark.speaker_words import kind_of_noun
from whence.mark.speakers import Resolver
from whence.mark.turn_speakers import MADE_BY as TURNS_BY
from whence.mark.turn_speakers import speaker_of
from whence.records import (
    Attribution,
    Credit,
    Entity,
    Mention,
    Moment,
    Passage,
    Report,
    mark_id,
)

RELATIVE = re.compile(r"(?:which|who)(?=\s)")
WORDS_OF = re.compile(r"in the words of (?:the )?", re.I)
LAST_OF_LIST = re.compile(r",?\s+and\s+(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,2})")
LIST = re.compile(r",\s+|,?\s+and\s+")


@dataclass(frozen=True, slots=True)
class Attributed:
    """The attributions of a report with everybody and everything they refer to."""

    attributions: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    credits: tuple[Credit, ...]


@dataclass(slots=True)
class _Draft:
    found: Found
    attribution: Attribution


def attribute(
    doc: Doc,
    report: Report,
    passages: Sequence[Passage],
    names: Names,
    statements: Sequence[Found],
    quotations: Sequence[Quotation],
    moments: Sequence[Moment],
) -> Attributed:
    """Resolve every statement of a report to an attribution, with its entities, mentions and credits."""
    cast = Cast(report, names)
    posts = [piece for one in statements if one.made_by in (SIGNED_BY, TURNS_BY) for piece in one.pieces]
    quoted = sorted({*((q.start, q.end) for q in quotations), *posts})
    resolver = Resolver(doc, names, quoted, passages)
    times = Spans((moment.start, moment.end, moment) for moment in moments)
    drafts: dict[int, _Draft] = {}
    order = sorted(statements, key=lambda one: one.clause.cue[0] if one.clause else one.start)
    for found in order:
        resolver.mind.told_of = _named_in(names, found)
        speaker, others = _speaker(resolver, found)
        if found.clause is not None and speaker is None and found.kind == "indirect" and found.made_by == MADE_BY:
            continue  # nobody that can speak: `the move suggests that ...`
        cited = cited_source(resolver, found, speaker, report)
        attribution = _attribution(report, cast, found, cited or speaker, [] if cited else others, times)
        attribution = handed_on(report, cast, names, attribution, found, speaker if cited else None)
        drafts[id(found)] = _Draft(found, attribution)
        if speaker is not None and found.clause is not None and found.clause.source_head is not None:
            said_by = found.clause.source_head
            resolver.remember(attribution.cue_end or attribution.end, speaker, said_by, found.stance, others)
    _continue_speakers(drafts)
    attributions = _nested([draft.attribution for draft in drafts.values()])
    blocks = block_quotes(report, passages, names)
    credits = [
        Credit(mark_id(report.id, "credit", hand.name.start, hand.name.end, hand.kind), report.id, hand.name.start,
               hand.name.end, cast.entity(hand.named), hand.kind, "credit-rules/1")
        for hand in [*find_hands(report, passages, names), *(hand for _, hand in blocks)]
    ]  # fmt: skip
    attributions = [through_blocks(cast, a, blocks) for a in _by_themselves(attributions, resolver.text)]
    attributions = named_elsewhere(report.text, attributions, {e.id: e for e in cast.entities.values()})
    by_id = {one.id: one for one in attributions}
    attributions = [through_parents(one, by_id, cast, report) for one in attributions]
    distinct = {a.id: a for a in attributions}
    attributions = sorted(distinct.values(), key=lambda a: (a.start, -a.end, a.id))
    return Attributed(
        tuple(attributions),
        tuple(sorted(cast.entities.values(), key=lambda e: e.id)),
        tuple(sorted(cast.mentions.values(), key=lambda m: (m.start, m.end))),
        tuple(sorted({c.id: c for c in credits}.values(), key=lambda c: (c.start, c.end, c.kind))),
    )


def _named_in(names: Names, found: Found) -> frozenset[int]:
    """Whoever is named in the quotations of a statement by `id`: somebody speaks of them."""
    return frozenset(id(one) for q in found.quotations for one, _ in names.starting(q.start, q.end))


def _speaker(resolver: Resolver, found: Found) -> tuple[Speaker | None, list[Speaker]]:
    clause = found.clause
    if clause is not None and (named := _in_words_of(resolver, clause.cue)) is not None:
        return named, []
    if clause is None or clause.source_head is None or clause.source is None:
        return None, []
    if (relative := RELATIVE.match(resolver.text, *clause.source)) is not None:
        # `Ostrel, which denies it, said ...`, marked from the pronoun on
        pronoun = resolver.doc[_first(resolver, clause.source[0])]
        return resolver.resolve(pronoun, relative.span(), found.made_by != MADE_BY), []
    if found.made_by == TURNS_BY:
        return speaker_of(resolver.names, resolver.text, clause.source, clause.source_head), []
    if (
        resolver.inside.covers(clause.cue[0])
        and clause.source_head.pos_ == "PRON"
        and clause.source_head.lower_ not in ("who", "which")
    ):
        return None, []  # whom a pronoun inside a quotation means is the speaker's secret
    if joined := resolver.together(clause.source_head):
        return joined[0], joined[1:]
    speaker = resolver.resolve(clause.source_head, clause.source, found.made_by != MADE_BY)
    if found.made_by == SIGNED_BY and (speaker is None or speaker.named is None):
        return _as_signed(resolver.text, clause.source), []
    others = []
    beside = _listed(resolver, clause.source) or _conjoined(clause.source_head, resolver.names)
    for token in beside:
        other = resolver.resolve(token, (token.idx, token.idx + len(token)))
        if other is not None and (other.named is None or speaker is None or other.named is not speaker.named):
            others.append(other)
    lead = _lead(resolver, clause.source, clause.source_head)
    if lead is not None and speaker is not None and all(one.named is not lead.named for one in (speaker, *others)):
        return lead, [speaker, *others]
    return speaker, others


def _as_signed(text: str, name: tuple[int, int]) -> Speaker:
    """Whoever signs by a name that the report does not have otherwise: it is taken as it is written."""
    words = " ".join(text[slice(*name)].split())
    is_person = words.split()[0].lower() in given_names() and len(words.split()) > 1
    return Speaker("name", 0.7, None, None, words, "person" if is_person else "organisation", False, *name)


def _in_words_of(resolver: Resolver, cue: tuple[int, int]) -> Speaker | None:
    """Whoever a cue names itself: `In the words of Ada Vell:`."""
    words = WORDS_OF.match(resolver.text, *cue)
    named = resolver.names.starting(words.end(), cue[1]) if words is not None else []
    if len(named) != 1:
        return None
    one, name = named[0]
    return Speaker("name", 0.9, one, start=name.start, end=name.end, kind=one.kind)


def _lead(resolver: Resolver, source: tuple[int, int], head: Token) -> Speaker | None:
    """The person whose name opens a source before an `and`, where the parse has the other alone for its head."""
    for named, name in sorted(resolver.names.starting(*source), key=lambda pair: pair[1].start)[:1]:
        titles = lexicon.words("names_titles.txt") | lexicon.words("names_roles.txt") | {"senior"}
        before = resolver.doc[_first(resolver, source[0]) : name.first]
        if any(t.lower_.rstrip(".") not in titles for t in before):
            return None
        is_joined = resolver.text.startswith(" and ", name.end) and name.end + len(" and ") < source[1]
        if named.kind == "person" and is_joined and head.idx >= name.end:
            return Speaker("name", 0.9, named, start=name.start, end=name.end, kind=named.kind)
    return None


def _listed(resolver: Resolver, source: tuple[int, int]) -> list[Token]:
    """The second person of a source and those after, where it opens with a list: `Adams, Vell, and Kolt of Marn`."""
    people = sorted(
        (name for named, name in resolver.names.starting(*source) if named.kind == "person"),
        key=lambda name: name.start,
    )
    listed = people[:1]
    joined = ""
    for before, name in pairwise(people):
        between = resolver.text[before.end : name.start]
        if not LIST.fullmatch(between):
            break
        joined = between
        listed.append(name)
    opens = bool(listed) and not any(t.is_punct for t in resolver.doc[_first(resolver, source[0]) : listed[0].first])
    owns = bool(listed) and resolver.text[listed[-1].end : listed[-1].end + 2] in ("'s", "’s")
    tokens = [resolver.doc[name.last - 1] for name in listed[1:]]
    if tokens and "and" not in joined:  # the last of them may be a name that nobody recognised
        tail = LAST_OF_LIST.match(resolver.text, listed[-1].end, source[1])
        span = resolver.doc.char_span(*tail.span("name"), alignment_mode="expand") if tail is not None else None
        tokens = [*tokens, span[-1]] if span is not None else []
    return tokens if len(tokens) > 1 and opens and not owns else []


def _first(resolver: Resolver, start: int) -> int:
    span = resolver.doc.char_span(start, start + 1, alignment_mode="expand")
    return span.start if span is not None else 0


def _is_the_same(head: Token, other: Token, names: Names) -> bool:
    """Whether a second role without an article is the same person's: `the Marn Liberal and close Vell ally`."""
    is_one = head.tag_ in ("NN", "NNP") and any(c.dep_ == "det" for c in head.lefts)
    is_role = other.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "nummod") for c in other.lefts)
    return is_one and is_role and other.i not in names.at and kind_of_noun(other) == "person"


def _conjoined(head: Token, names: Names) -> list[Token]:
    """The heads joined to this one, through a list of people that the parser took for an apposition as well."""
    found = [t for t in head.conjuncts if t.i > head.i and t.dep_ == "conj" and t.pos_ in ("PROPN", "NOUN")]
    found = [t for t in found if not _is_the_same(head, t, names)]
    for second in (c for c in head.rights if c.dep_ == "appos" and any(t.dep_ == "conj" for t in c.conjuncts)):
        people = [t for t in (head, second, *second.conjuncts) if t.i in names.at and names.at[t.i].kind == "person"]
        if len(people) == 2 + len(second.conjuncts):
            found += people[1:]
    return found


def _attribution(
    report: Report,
    cast: Cast,
    found: Found,
    speaker: Speaker | None,
    others: Sequence[Speaker],
    times: Spans[Moment],
) -> Attribution:
    clause, verb = found.clause, found.verb
    start, end = found.start, found.end
    entity_id = cast.speaker(speaker) if speaker is not None else None
    also = [cast.speaker(other) for other in others]
    act = verb.act if verb is not None else "said"
    if speaker is not None and speaker.named is not None and speaker.named.kind == "outlet" and act == "said":
        act = "reported"
    together = tuple(dict.fromkeys([entity_id, *also])) if entity_id else ()
    said_from, said_to = _said_on(found, times)
    pieces = tuple(found.pieces)
    cue = clause.cue if clause else None
    source = clause.source if clause else None
    return Attribution(
        id=mark_id(report.id, "attribution", start, end, found.kind),
        report_id=report.id, start=start, end=end, pieces=pieces,
        cue_start=cue[0] if cue else None, cue_end=cue[1] if cue else None, cue_pieces=(cue,) if cue else (),
        source_start=source[0] if source else None, source_end=source[1] if source else None,
        source_pieces=(source,) if source else (),
        kind=found.kind, act=act, stance=found.stance,
        speaker_entity_id=entity_id,
        speaker_basis=speaker.basis if speaker else None,
        speaker_confidence=round(speaker.confidence, 2) if speaker else 0.0,
        anonymous=bool(speaker and speaker.anonymous),
        addressee_entity_id=None, said_from=said_from, said_to=said_to, parent_id=None,
        confidence=found.confidence, made_by=found.made_by, uttered=found.uttered,
        speakers=together if len(together) > 1 else (),
    )  # fmt: skip


def _said_on(found: Found, times: Spans[Moment]) -> tuple[str | None, str | None]:
    """The days of a date that stands in the reporting clause itself, outside what was said."""
    clause = found.clause
    if clause is None:
        return None, None
    if clause.dated is not None:
        day = next((m for m in times.touching(*clause.dated) if m.type == "date"), None)
        return (day.earliest, day.latest) if day is not None else (None, None)
    start = min(clause.cue[0], clause.source[0] if clause.source else clause.cue[0]) - 40
    if _beside_deed(clause.token) is not None or _opens_with_day(times, clause.sentence[0]):
        start = clause.sentence[0]
    end = max(clause.cue[1], clause.source[1] if clause.source else 0) + 60
    low, high = max(start, clause.sentence[0]), min(end, clause.sentence[1])
    near = [
        m for m in times.touching(low, high)
        if low <= m.start and m.end <= high and m.type in ("date", "time") and m.earliest is not None
        and not any(s < m.end and m.start < e for s, e in found.pieces)
        and (clause.source is None or not clause.source[0] <= m.start < clause.source[1])
        and not any(clause.cue[1] <= s and e <= m.start for s, e in found.pieces)
        and _is_of(clause.token, m)
    ]  # fmt: skip
    if not near:
        return None, None
    moment = min(near, key=lambda m: (abs(m.start - clause.cue[1]), m.start))
    return moment.earliest, moment.latest


def _is_of(cue: Token, moment: Moment) -> bool:
    """Whether the parse hangs the date on the cue: `said Friday`, `told reporters on Sunday`."""
    span = cue.doc.char_span(moment.start, moment.end, alignment_mode="expand")
    if span is None:
        return False
    here, deed = span.root, _beside_deed(cue)
    for _ in range(3):
        here = here.head
        if here in (cue, deed) or (here.dep_ == "xcomp" and here.head == deed and here.i < cue.i):
            return True
        if here.pos_ == "VERB":
            return False
    return False


def _beside_deed(cue: Token) -> Token | None:
    """What was done with the words: `opened the gate on Monday, saying that ...` was said on that day too.

    `opened the gate on Monday and said that ...` as well.
    """
    deed = cue.head
    if deed.tag_ != "VBD" or deed.i >= cue.i:
        return None
    is_beside = cue.tag_ == "VBG" and cue.dep_ == "advcl"
    before = cue.nbor(-1)
    while before.pos_ == "ADV" and before.i > deed.i:
        before = before.nbor(-1)
    goes_on = cue.tag_ == "VBD" and cue.dep_ == "conj" and before.lower_ in ("and", ",")
    return deed if is_beside or goes_on else None


def _opens_with_day(times: Spans[Moment], start: int) -> bool:
    """Whether a sentence begins with a day: `Friday during the show's opening, Vell warned`."""
    return any(moment.start <= start + len("On ") for moment in times.touching(start, start + 4))


def _continue_speakers(drafts: dict[int, _Draft]) -> None:
    """A quotation without a cue takes the speaker of the one that it carries on, less surely."""
    for draft in drafts.values():
        origin = draft.found.continued_from
        if origin is None or id(origin) not in drafts:
            continue
        first = drafts[id(origin)].attribution
        draft.attribution = replace(
            draft.attribution,
            speaker_entity_id=first.speaker_entity_id,
            speaker_basis="continued" if first.speaker_entity_id else None,
            speaker_confidence=round(min(_sure_of(origin), first.speaker_confidence), 2)
            if first.speaker_entity_id
            else 0.0,
            anonymous=first.anonymous,
            said_from=first.said_from,
            said_to=first.said_to,
            via=first.via,
            addressee_entity_id=first.addressee_entity_id,
        )


def _sure_of(origin: Found) -> float:
    """How sure it is that a quotation without a cue carries this on: less where that was no quotation."""
    return 0.75 if origin.quotations else 0.6


def _by_themselves(attributions: Sequence[Attribution], text: str) -> list[Attribution]:
    """Whoever says `I` inside words of somebody's is whoever says these: `“I told them so,” Vell said`."""
    by_id = {one.id: one for one in attributions}
    done = []
    for one in attributions:
        parent = by_id.get(one.parent_id or "")
        is_self = one.source_start is not None and text[one.source_start : one.source_end] == "I"
        if parent is not None and is_self and one.speaker_entity_id is None and parent.kind == "direct":
            one = replace(
                one,
                speaker_entity_id=parent.speaker_entity_id,
                speaker_basis="pronoun" if parent.speaker_entity_id else None,
                speaker_confidence=round(min(0.85, parent.speaker_confidence), 2),
                anonymous=parent.anonymous,
            )
        done.append(one)
    return done


def _nested(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Set `parent_id`: the smallest other attribution whose content holds the cue of this one."""
    done = []
    contents = Spans((start, end, one) for one in attributions for start, end in one.pieces)
    for one in attributions:
        at = one.cue_start if one.cue_start is not None else one.start
        holders = [
            other for other in contents.holding(at, at + 1)
            if other.id != one.id and other.start <= one.start
            and one.end <= other.end and (other.end - other.start) > (one.end - one.start)
        ]  # fmt: skip
        parent = min(holders, key=lambda o: (o.end - o.start, o.id), default=None)
        if parent is None:
            done.append(one)
            continue
        # `denied that he told her so`: the telling is what is denied.
        denied = (
            parent.stance == "deny" and parent.kind != "direct" and parent.speaker_entity_id == one.speaker_entity_id
        )
        done.append(replace(one, parent_id=parent.id, uttered=one.uttered and not denied))
    return done
