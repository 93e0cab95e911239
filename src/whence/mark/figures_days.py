"""The days that a figure holds for: the date that governs its clause, never the report's own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from whence.mark.figures_lexicon import harm, words
from whence.records import Moment

_NOT_AS_OF = frozenset({"since", "until", "till", "before", "after", "by", "from", "through", "ahead"})


def as_of(
    doc: Doc, anchor: Token, start: int, end: int, moments: Sequence[Moment], others: Sequence[int]
) -> tuple[str, str] | None:
    """The days of the date that governs the figure's clause, or None: never the report's date.

    `anchor` is a token of the figure at `start, end`; `others` the places of the numbers around it, in order. The
    nearest date of the clause is taken, and only where no other number stands between: that number's date it would be.
    A date wider than a year says too little.
    """
    first, last = _joined(anchor, start, end)
    verbs = _clauses(anchor)
    if _is_beside(anchor):
        return None
    if _is_part_of_that(anchor) and verbs and verbs[0].dep_ == "conj":
        verbs.append(verbs[0].head)
        others = ()
    named = next((event for verb in verbs if (event := event_named(verb, start)) is not None), None)
    for moment in sorted(moments, key=lambda m: (max(m.start - end, start - m.end), m.start)):
        if (
            moment.type not in ("date", "time")
            or moment.value.endswith("_REF")  # `now`
            or moment.earliest is None
            or moment.latest is None
            or moment.earliest[:4] != moment.latest[:4]
        ):
            continue
        low, high = (last, moment.start) if moment.start >= end else (moment.end, first)
        if any(_takes_date(doc, at, verbs) for at in others[bisect_left(others, low) : bisect_left(others, high)]):
            continue
        span = doc.char_span(moment.start, moment.end, alignment_mode="expand")
        if span is None:
            continue
        link = span.root.head if span.root.dep_ == "pobj" else span.root
        if link.i > 0 and doc[link.i - 1].lower_ in _COMPARED:
            continue
        days = _from_to(doc, link, moment, moments)
        if days is not None and verbs and clause(link) in verbs:
            return days
        if _is_when(doc, moment, anchor):
            return str(moment.earliest), str(moment.latest)
        if link.lower_ in _NOT_AS_OF or (span.start > 0 and doc[span.start - 1].lower_ in _NOT_AS_OF):
            continue
        beside = named is not None and (named.left_edge.i <= span.start < named.i or link.head == named)
        if _of_another(span, anchor, named):
            continue
        if verbs and clause(link) == verbs[0] and _only_reported(anchor, verbs[0]):
            continue
        if (beside and moment.end <= start) or (verbs and (clause(link) in verbs or _is_doing(link, verbs[0], end))):
            return _with_joined(doc, moment, moments)
    return _survey_days(anchor, start, moments)


def _from_to(doc: Doc, link: Token, moment: Moment, moments: Sequence[Moment]) -> tuple[str, str] | None:
    """The days from one date to another: `polled 800 voters from Thursday through Saturday`."""
    if link.lower_ not in ("from", "between"):
        return None
    for other in moments:
        if other.start < moment.end or other.latest is None or moment.earliest is None:
            continue
        if doc.text[moment.end : other.start].strip(" ").lower() in ("to", "through", "until", "and", "-", "–"):
            return (moment.earliest, other.latest) if moment.earliest <= other.latest else None
    return None


def _is_when(doc: Doc, moment: Moment, anchor: Token) -> bool:
    """`the most since 2014, when only 43 percent said so`: the clause that tells of the date stands behind it."""
    behind = doc.char_span(moment.end, moment.end + len(", when"), alignment_mode="contract")
    if behind is None or behind.text != ", when":
        return False
    verb = clause(anchor)
    return verb is not None and any(child == behind[-1] for child in verb.children)


def _is_doing(link: Token, verb: Token, end: int) -> bool:
    """Whether a date after the figure is of what those who are counted were doing: `eight men were held trying to enter
    Arlen on Monday`."""
    if link.idx < end:
        return False
    below = clause(link)
    while below is not None and below != verb:
        if below.dep_ not in ("advcl", "xcomp") or _subjects(below):
            return False
        if below.head == verb:
            return below.tag_ == "VBG" and not any(child.dep_ in ("mark", "prep") for child in below.lefts)
        below = clause(below.head)
    return False


def _is_part_of_that(anchor: Token) -> bool:
    """`earned 7 million last year, and 2 million of that came from the mill`: a part is of the day of the whole."""
    while anchor.dep_ in ("compound", "quantmod", "nummod") and anchor.head.pos_ in ("NUM", "SYM"):
        anchor = anchor.head
    of = (child for child in anchor.children if child.dep_ == "prep" and child.lower_ == "of")
    return any(below.lower_ in _THAT for child in of for below in child.children)


_THAT = frozenset({"that", "those", "it", "them", "this", "these"})


def _is_beside(anchor: Token) -> bool:
    """`after rebels took Arlen in May – home to 1.7 million people`: the date is not of what stands beside."""
    home = anchor.head.head
    return anchor.dep_ == "pobj" and anchor.head.lower_ == "to" and home.lower_ == "home" and home.nbor(-1).is_punct


def _of_another(span: Span, anchor: Token, named: Token | None) -> bool:
    """Whether a date stands before a noun after the figure as its own (`7 percent knew of the Aug. 21 attack`), and the
    figure is not told to be of that happening (`20 people died in the Aug. 21 attack`)."""
    noun = span.root.head
    if span.root.dep_ not in ("compound", "nmod", "amod", "poss", "nummod") or noun.i <= span.root.i:
        return False
    if noun in (anchor, named) or noun.i < anchor.i:
        return False
    return not (noun.dep_ == "pobj" and noun.head.lower_ in ("in", "at", "during", "by", "from", "after"))


_REPORTING = frozenset({"say", "tell", "report", "write"})


def _only_reported(anchor: Token, verb: Token) -> bool:
    """Whether a figure stands in a phrase about a report, whose day is that of the report (`reported on Monday after a
    meeting of the two leaders`)."""
    return verb.lemma_.lower() in _REPORTING and anchor.dep_ == "pobj" and anchor.i > verb.i


def sentence_before(doc: Doc, sentence: Span) -> Span | None:
    """The sentence before one in the same paragraph, where it tells of a happening in which people come to harm."""
    if sentence.start == 0:
        return None
    before = doc[sentence.start - 1].sent
    if "\n" in before.text_with_ws:
        return None
    told = any(t.lemma_.lower() in words("happenings") or t.lower_ in harm("verb") | _DONE_TO for t in before)
    return before if told else None


_DONE_TO = frozenset({"attacked", "bombed", "struck", "hit", "shelled", "exploded", "crashed", "collided", "capsized"})


def day_before(doc: Doc, sentence: Span, moments: Sequence[Moment]) -> tuple[str, str] | None:
    """The one day that the sentence before gives to a happening: `The town was bombed on May 3. Four people died.`"""
    before = sentence_before(doc, sentence)
    if before is None:
        return None
    dated = [
        m
        for m in moments
        if m.type in ("date", "time") and m.earliest and m.latest and before.start_char <= m.start < before.end_char
    ]
    return (str(dated[0].earliest), str(dated[0].latest)) if len(dated) == 1 and _near_days(dated[0]) else None


def _near_days(moment: Moment) -> bool:
    """Whether a date is a month or less."""
    return str(moment.earliest)[:7] == str(moment.latest)[:7]


def _with_joined(doc: Doc, moment: Moment, moments: Sequence[Moment]) -> tuple[str, str]:
    """The days of a date and of one that `and` joins to it: `in 2022 and 2023`."""
    first, last = str(moment.earliest), str(moment.latest)
    for other in moments:
        low, high = sorted((moment, other), key=lambda m: m.start)
        between = doc.char_span(low.end, high.start, alignment_mode="contract") if low.end < high.start else None
        if other.type == "date" and other.earliest and other.latest and between is not None and between.text == "and":
            first, last = min(first, other.earliest), max(last, other.latest)
    return first, last


def _takes_date(doc: Doc, at: int, verbs: Sequence[Token]) -> bool:
    """Whether the number at an offset takes the date near it for itself: one that counts places (`in two towns in May`)
    does not, nor one of a verb joined to the figure's (`killing three and wounding 50`, `the raid in May, which killed
    three and wounded 50`)."""
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    if span is None:
        return True
    if doc[max(0, span.start - 1)].lower_ == "or":
        return False  # `within 5,000 votes, or 1.2 percentage points`
    head = span.root.head if span.root.dep_ in ("nummod", "amod", "quantmod", "compound") else span.root
    if head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "across") and head.lemma_.lower() in words("holders"):
        return False
    verb = clause(span.root)
    joined = verb is not None and bool(verbs) and verb != verbs[0] and verb in verbs
    return not (
        joined and verb is not None and verbs[0].dep_ == "conj" and (verb.tag_ == "VBG" or verb.dep_ == "relcl")
    )


_COMPARED = frozenset({"than", "like", "unlike"})
"""Before a date: it is the day of what is compared (`more than in 2010`)."""


def _joined(anchor: Token, start: int, end: int) -> tuple[int, int]:
    """The span of a figure with those that are joined to it by `and`: a date holds for all (`20 men and six boys`)."""
    first = anchor
    while first.dep_ == "conj" and first.head.i < first.i and first.head.pos_ in ("NOUN", "PROPN", "NUM"):
        first = first.head
    last = first
    while (after := next((c for c in last.children if c.dep_ == "conj" and c.pos_ == "NOUN"), None)) is not None:
        last = after
    edge = first.left_edge.idx if first is not anchor else start
    return min(start, edge), max(end, last.idx + len(last) if last.i > anchor.i else end)


HOLDING = frozenset({"hold", "stage", "host", "lead", "organize", "organise", "join", "address", "attend"})
_SURVEYS = frozenset({"poll", "survey", "census", "count", "tally", "study", "questionnaire"})


def event_named(verb: Token, start: int) -> Token | None:
    """The happening whose relative clause counts its harm: `the Aug. 21 attack that killed 1,429 people`."""
    if verb.dep_ == "ccomp" and verb.head.dep_ == "relcl":
        verb = verb.head  # `an attack that officials say killed 1,429`
    if verb.dep_ != "relcl" or verb.head.i >= verb.i:
        return None
    event, steps = verb.head, 0
    while event.lemma_.lower() not in words("happenings"):  # `the shooting at the school in Arlen, in which`
        if event.pos_ == "VERB" and event.lemma_ in HOLDING:  # `holding a rally in Arlen that drew 5,000`
            event = next((c for c in event.children if c.dep_ == "dobj" and c.i < verb.i), event)
            if event.lemma_.lower() in words("happenings"):
                break
            return None
        by = event.dep_ == "agent" or (event.dep_ == "acl" and event.tag_ == "VBN")  # `a market visited by families`
        below = event.dep_ in ("pobj", "prep", "appos", "compound", "conj")
        if not (below or by) or event.head.i >= event.i or steps == 8:
            return None
        event, steps = event.head, steps + 1
    return event if event.idx < start else None


def _survey_days(anchor: Token, start: int, moments: Sequence[Moment]) -> tuple[str, str] | None:
    """The days of the poll that gives the figure: `a survey from Sept. 4-8 showed that 63 percent ...`."""
    sentence = anchor.sent
    poll = next((t for t in sentence if t.lemma_.lower() in _SURVEYS and t.idx < start), None)
    if poll is None:
        return None
    issued = {t for child in poll.children if child.lemma_ in _ISSUED and child.dep_ == "acl" for t in child.subtree}
    told = [t for t in poll.subtree if poll in t.ancestors and t not in issued]
    if poll.dep_ == "nsubj":  # `a poll in May shows` may be read as `shows in May`
        told += [t for t in poll.head.subtree if poll.i < t.i < poll.head.i and t not in issued]
    days = [
        (m.earliest, m.latest)
        for m in moments
        if m.type == "date"
        and m.earliest
        and m.latest
        and m.earliest[:7] == m.latest[:7]
        and any(t.idx <= m.start < t.idx + len(t) for t in told)
    ]
    return (min(first for first, _ in days), max(last for _, last in days)) if days else None


_ISSUED = frozenset({"release", "publish", "issue", "unveil", "post"})
"""What is done with a poll when it is over."""


def _clauses(token: Token) -> list[Token]:
    """The clause of a token, and those that it is a participle of: `bombed the hall on Monday, killing three`."""
    verb = clause(token)
    found = [] if verb is None else [verb]
    harmed = [child for child in token.children if child.dep_ in ("relcl", "acl") and child.lower_ in harm("state")]
    held = event_named(verb, token.idx) if verb is not None else None
    if held is not None and held.dep_ == "dobj" and held.head.lemma_ in HOLDING:
        found.append(held.head)  # `visited Arlen on Monday, holding a rally that drew 5,000`
    if harmed and harmed[0].dep_ == "relcl":
        return harmed[:1]  # `he named the six men who died on Monday`
    found = harmed[:1] + found  # `reports of hundreds killed last week`
    if harmed:
        return found
    while found and found[-1].dep_ in ("advcl", "xcomp", "conj") and found[-1].tag_ == "VBG":
        above = clause(found[-1].head)
        if above is None or above in found:
            break
        found.append(above)
    return found + _above(found[-1]) if found else found


def _above(verb: Token) -> list[Token]:
    """The verb whose date is that of a clause too: the one it shares its subject with (`took office in May and signed
    12 laws`)."""
    shares = verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _subjects(verb)
    return [verb.head] if shares else []


def _subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]


def clause(token: Token) -> Token | None:
    """The nearest verb above a token: the clause that it belongs to."""
    while token.pos_ not in ("VERB", "AUX") or (token.dep_ == "prep" and token.head != token):  # `including`
        if token.head == token or token.dep_ == "relcl":
            return None
        token = token.head
    return token
