"""The words for something that happens, when it happens, and whether it did.

An event is kept where a time expression dates it, or where the text says outright that it is planned (`is set to`) or
did not happen (`denied that`). Events inside somebody's words are `alleged` unless that somebody confirms them: a
report that hands on a claim has not made it a fact. Reporting verbs are no events.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from whence.mark.events_dating import dated_by, joined
from whence.mark.events_happening import Happening, happening_of
from whence.mark.events_lexicon import effect_of, grammar
from whence.mark.events_modality import (
    auxiliaries,
    is_infinitive,
    is_known,
    phrase_of,
    standing_of,
    standing_where,
)
from whence.mark.events_none import (
    is_a_name,
    is_comment,
    is_forecast,
    is_gathering,
    is_history,
    is_recording,
    is_signature,
    is_survey,
    is_title,
)
from whence.mark.events_said import Spoken, is_rhetoric
from whence.mark.moments import told_until
from whence.mark.moments_awaited import Awaited
from whence.mark.moments_running import is_heading
from whence.mark.spans import Spans
from whence.records import Attribution, Event, Modality, Moment, Passage, Report, mark_id

MADE_BY = "events-rules/1"

_SKIPPED = ("boilerplate", "header", "caption")
_ARRANGED = grammar("arranged")
_UNPLANNED = grammar("unplanned")
_PICTURE = re.compile(
    r"(?:\b(?:photos?|images?|pictures?|slides?)\b[^.\n]{0,20}\b\d+ of \d+\b"
    r"|\b\d+ of \d+\s*(?:photos?|images?|pictures?|slides?)\b"
    r"|\b(?:hide|show|expand|view) captions?\b)[^\n]*$",
    re.IGNORECASE,
)
_PICTURE_REACHES = 400
"""Characters from the number of a picture in its series over which its caption can run."""
_SURELY_AWAITED = 2.0
"""What the words around a noun say of it (see `Awaited`) where it lies ahead in a week that has begun."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_STOP = 3
"""Characters behind a day with which a sentence can still end: a stop, a mark, a space."""
_HEADS_WITHIN = 24
"""Characters between a day and the noun that it stands in front of: `July 25 White House phone call`."""
_WIDEST = 366
"""Days: a wider time expression (`the 1990s`) dates nothing."""


def find_events(
    doc: Doc,
    report: Report,
    passages: Sequence[Passage],
    moments: Sequence[Moment],
    attributions: Sequence[Attribution],
) -> list[Event]:
    """The events of one report, in order of their place.

    `doc` is the parse of `report.text`. `earliest, latest` are those of the time expression that governs the event, or
    None. `attribution_id` is the innermost attribution whose content holds the event's word.
    """
    report = told_until(doc, report, moments)
    readable = _Readable(passages, report.text)
    held = _Attributed(attributions)
    dated: dict[int, tuple[Happening, Moment | None]] = {}
    for moment in joined(report.text, moments):
        days = _days(moment)
        if days is None or days > _WIDEST or not _is_calendar(moment) or not readable.holds(moment.start):
            continue
        if is_signature(report.text, moment.start, moment.end):
            continue
        past = bool(moment.latest and report.published.earliest and moment.latest < report.published.earliest)
        begun = moment.earliest == moment.latest == report.published.earliest == report.published.latest
        for happening in dated_by(doc, moment, days, past, begun):
            if not happening.word.text[0].isalpha():  # `It’s Monday`: the mark is taken for a verb
                continue
            if is_a_name(happening.word):
                continue
            known = dated.get(happening.word.i)
            if known is None or known[1] is None or days < (_days(known[1]) or _WIDEST):
                dated[happening.word.i] = (happening, moment)
    for token in _declared(doc, held):
        if readable.holds(token.idx):
            dated.setdefault(token.i, (Happening(token, token), None))
    spoken = Spoken(report, moments)
    events = [
        _event(report, happening, moment, held, spoken)
        for _, (happening, moment) in sorted(dated.items())
        if not readable.only_heads(happening)
    ]
    return [event for event in events if event is not None and not _is_ahead(event, report)]


def _is_ahead(event: Event, report: Report) -> bool:
    """Whether something told as past is dated after its report: then the date was read wrongly."""
    latest = report.published.latest
    if latest is None or event.earliest is None or event.modality in ("planned", "possible"):
        return False
    return date.fromisoformat(event.earliest) > date.fromisoformat(latest) + timedelta(days=1)


def _is_calendar(moment: Moment) -> bool:
    """Whether the expression places something: `every Monday` and `now` (as in `now deployed`) do not."""
    return moment.type != "set" and not moment.value.endswith("_REF")


def _days(moment: Moment) -> int | None:
    if moment.earliest is None or moment.latest is None:
        return None
    return (date.fromisoformat(moment.latest) - date.fromisoformat(moment.earliest)).days + 1


class _Readable:
    """The passages that report something; furniture and headers do not."""

    def __init__(self, passages: Sequence[Passage], text: str) -> None:
        self._text = text
        self._passages = sorted(passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in self._passages]

    def holds(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return False
        passage = self._passages[at]
        told = offset < passage.end and passage.kind not in _SKIPPED and not self._is_picture(offset, passage)
        return told and not is_recording(self._text, offset)

    def only_heads(self, happening: Happening) -> bool:
        """Whether the happening is named in a heading or under a picture, where no verb says that it came about."""
        judged = happening.judged
        if judged.pos_ in ("VERB", "AUX") and (judged.tag_ != "VBG" or auxiliaries(judged)):
            return False
        offset = happening.word.idx
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self._passages[at].kind == "headline":
            return False
        first, last = self._text.rfind("\n", 0, offset) + 1, self._text.find("\n", offset)
        return is_heading(self._text[first : last if last >= 0 else len(self._text)])

    def _is_picture(self, offset: int, passage: Passage) -> bool:
        """Whether the place is under a picture of a series (`Photo 12 of 90: ...`), which tells what it shows."""
        before = self._text[max(passage.start, offset - _PICTURE_REACHES) : offset]
        return _PICTURE.search(before) is not None


class _Attributed:
    """The contents of attributions, to ask which is the innermost at a place."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._contents = Spans((start, end, one) for one in attributions for start, end in one.pieces)

    def at(self, start: int, end: int, *, deeds: bool = True) -> Attribution | None:
        """Without `deeds`: what somebody ordered, saw or sought, told as a thing done, is nobody's statement."""
        holding = [
            one for one in self._contents.holding(start, end) if deeds or one.act != "thought" or one.kind != "indirect"
        ]
        return min(holding, key=lambda one: (one.end - one.start, one.id), default=None)


def _declared(doc: Doc, held: _Attributed) -> list[Token]:
    """Undated happenings that the text says outright are planned or did not happen."""
    return [
        token
        for token in doc
        if token.pos_ == "VERB"
        and token.dep_ in ("xcomp", "ccomp", "pcomp", "ROOT")
        and (_is_planned(token) or _is_denied(token, held))
        and happening_of(token) == (token, token)
    ]


def _is_planned(token: Token) -> bool:
    """`plans to meet`, `is set to meet`, now and of its own accord: no forecast, no plan of the past."""
    governor = token.head
    if token.dep_ != "xcomp" or not is_infinitive(token):
        return False
    if governor.lemma_.lower() not in _ARRANGED:
        return False
    if any(child.dep_ in ("nsubj", "dobj") for child in (*token.children, *governor.rights) if child.i < token.i):
        return False
    tensed = governor if governor.pos_ == "VERB" else governor.head
    forms = [tensed.tag_, *(aux.tag_ for aux in auxiliaries(tensed))]
    return bool({"VBZ", "VBP"} & set(forms)) and standing_of(token).modality() == "planned"


def _is_denied(token: Token, held: _Attributed) -> bool:
    governor = token.head.head if token.dep_ == "pcomp" else token.head
    if effect_of(governor.lemma_.lower(), governor.pos_, "clause") == "deny" and governor != token:
        return standing_of(token).modality() == "denied"
    attribution = held.at(token.idx, token.idx + len(token))
    return attribution is not None and attribution.stance == "deny" and attribution.kind == "indirect"


def _event(
    report: Report, happening: Happening, moment: Moment | None, held: _Attributed, spoken: Spoken
) -> Event | None:
    token = happening.word
    if is_comment(token) or is_comment(happening.judged) or is_title(token) or is_survey(token):
        return None
    start, end = token.idx, token.idx + len(token)
    known = _as_known(report, happening, moment)
    attribution = held.at(start, end, deeds=known == "alleged")
    modality: Modality | None = _in_words_of(attribution, happening, known)
    if moment is not None:
        modality = _in_time(report, happening, moment, modality)
        if modality == "happened" and _is_to_come(report, happening.word, moment):
            modality = "planned"
    if modality is None or (moment is not None and is_forecast(token, modality, _days(moment) or 0)):
        return None
    over = modality in ("happened", "alleged")
    days = spoken.days(moment, attribution, over) if moment is not None else (None, None)
    if days is None or (moment is not None and is_rhetoric(happening.judged, modality, attribution)):
        return None
    return Event(
        id=mark_id(report.id, "event", start, end, modality),
        report_id=report.id,
        start=start,
        end=end,
        earliest=days[0],
        latest=days[1],
        modality=modality,
        attribution_id=attribution.id if attribution else None,
        made_by=MADE_BY,
    )


def _as_known(report: Report, happening: Happening, moment: Moment | None) -> Modality:
    """The modality that the words give; what the phrase takes as known and dates to a day gone by did happen.

    `the decision to launch the strike last week`, `called Monday's raid a crime`: neither leaves it open.
    """
    modality = standing_where(*happening).modality()
    if modality not in ("planned", "possible") or moment is None:
        return modality
    if not _is_given(happening) and not (modality == "possible" and _is_headed_by(happening, moment)):
        return modality
    past = bool(moment.latest and report.published.earliest and moment.latest < report.published.earliest)
    past = past or _is_of_today(report, happening.word, moment)
    phrase = phrase_of(happening.word)
    told: Modality = "alleged" if phrase.told else "happened"
    return told if past and phrase.certainty == "fact" and not phrase.negative else modality


def _is_of_today(report: Report, noun: Token, moment: Moment) -> bool:
    """`despite Monday's ruling`, in a report of that Monday: ruled already, where nothing says that it is awaited."""
    day = moment.earliest == moment.latest == report.published.earliest == report.published.latest
    named = _WEEKDAY.fullmatch(report.text, moment.start, moment.end) is not None
    return (
        day
        and named
        and report.text[moment.end : moment.end + 2] in ("'s", "’s")
        and not Awaited(noun.doc).is_awaited_today(noun)
    )


def _in_words_of(attribution: Attribution | None, happening: Happening, modality: Modality) -> Modality:
    """What an event's modality is once it is known in whose words it stands."""
    if attribution is None:
        return modality
    if modality == "happened" and (_is_given(happening) or is_history(happening.word) or is_gathering(happening.word)):
        return modality
    if attribution.stance == "deny" and attribution.kind != "direct":
        if modality in ("happened", "ongoing", "alleged", "denied"):
            return "denied" if _is_what_is_denied(attribution, happening) else "alleged"
        return modality
    if attribution.stance in ("question", "decline") and modality in ("happened", "ongoing", "alleged", "denied"):
        return "possible"
    if attribution.stance == "confirm":
        return "happened" if modality == "alleged" else modality
    return "alleged" if modality in ("happened", "ongoing") else modality


def _is_given(happening: Happening) -> bool:
    """`last week's attack`, `the killing of Smith`: whoever speaks of it takes it as known, and so does the report."""
    word, judged = happening
    told = judged.dep_ == "relcl" and judged.i > word.i  # `the strike last week that killed two`
    return (word == judged or told) and word.pos_ == "NOUN" and is_known(word)


def _is_headed_by(happening: Happening, moment: Moment) -> bool:
    """`raised concerns over a July 25 phone call`: the day in front of the noun says which one it was."""
    word, judged = happening
    if word != judged or word.pos_ != "NOUN" or not 0 <= word.idx - moment.end <= _HEADS_WITHIN:
        return False
    between = [token for token in word.lefts if token.idx >= moment.end]
    return all(token.dep_ in ("compound", "amod", "punct") for token in between) and any(
        token.idx == moment.start or moment.start <= token.idx < moment.end for token in word.subtree
    )


def _is_what_is_denied(attribution: Attribution, happening: Happening) -> bool:
    """Whether the denial is of the happening itself: `denied carrying out raids`, not who was behind `the raid`."""
    word, judged = happening
    if word.pos_ != "VERB" and is_known(word):
        return False
    head = judged.head
    return judged.dep_ in ("ROOT", "ccomp", "xcomp", "pcomp", "dobj") and not (
        attribution.start <= head.idx < attribution.end and head != judged
    )


def _in_time(report: Report, happening: Happening, moment: Moment, modality: Modality | None) -> Modality | None:
    """The modality that the date allows: the future has not happened; None where tense and date contradict."""
    published, token = report.published, happening.judged
    if moment.earliest and published.latest and moment.earliest > published.latest:
        if modality in ("planned", "possible"):
            return modality
        past = token.tag_ in ("VBD", "VBN") and not any(
            aux.tag_ in ("VBZ", "VBP") and aux.lemma_ == "be" for aux in auxiliaries(token)
        )
        told = any(effect_of(child.lower_, "ADJ", "noun") == "say" for child in happening.word.children)
        past = past or any(child.dep_ == "relcl" and child.tag_ == "VBD" for child in happening.word.children)
        past = past or happening.word.lemma_.lower() in _UNPLANNED or _is_done_already(token)
        return None if past or told or modality == "denied" else "planned"
    if moment.latest and published.earliest and moment.latest < published.earliest and modality == "planned":
        will = any(aux.lower_ in ("will", "shall", "'ll", "’ll") for aux in auxiliaries(token))
        return None if will else modality
    clause = (
        token if token.pos_ in ("VERB", "AUX") else next((up for up in token.ancestors if up.pos_ == "VERB"), token)
    )
    if _YEAR.search(report.text, moment.start, moment.end) and (_is_present(clause) or _is_shown(clause, moment)):
        return None  # `Mara Quill arrives at court on May 3, 2031`: under a picture
    if _is_present(token) and moment.latest and published.earliest:
        return None if moment.latest < published.earliest else modality
    return modality


def _is_done_already(verb: Token) -> bool:
    """`chose to plead guilty in December`: it was done, and no December to come can be meant."""
    above = verb.head
    under = verb.dep_ == "xcomp" and is_infinitive(verb) and above.tag_ == "VBD"
    return under and effect_of(above.lemma_.lower(), above.pos_, "infinitive") == "keep"


def _is_to_come(report: Report, noun: Token, moment: Moment) -> bool:
    """`after tonight's speech the council will vote`, `plan to object at Monday's vote`: told before it was held."""
    words = report.text[moment.start : moment.end].lower()
    today = report.published.earliest == moment.earliest == moment.latest
    if noun.pos_ != "NOUN":
        return False
    if not today:  # `ahead of her testimony this week`
        published = report.published.latest or ""
        goes_on = (moment.earliest or "9999") <= published < (moment.latest or "")
        return goes_on and Awaited(noun.doc).said_of(noun) >= _SURELY_AWAITED
    verbs = [word for word in noun.ancestors if word.pos_ == "VERB"]
    finite = next(
        (verb for verb in verbs if not is_infinitive(verb)), None
    )  # `will urge them to act in today's speech`
    if finite is not None and any(aux.lower_ in ("will", "shall", "'ll", "’ll") for aux in auxiliaries(finite)):
        return True
    return not words.startswith(("tonight", "this evening", "later")) and Awaited(noun.doc).is_awaited_today(noun)


def _is_shown(verb: Token, moment: Moment) -> bool:
    """`Mara Quill waves after landing in Arlen, May 3, 2031.`: the day ends a sentence in the present tense."""
    root = verb.sent.root
    ends = verb.sent.end_char - moment.end <= _STOP and moment.earliest == moment.latest
    return ends and root.tag_ == "VBZ" and any(child.ent_type_ == "PERSON" for child in root.lefts)


def _is_present(verb: Token) -> bool:
    """In the present tense: what is told so of a day gone by is under a picture, or of another day than that."""
    helpers = auxiliaries(verb)
    if any(aux.lemma_ == "have" or aux.tag_ in ("MD", "TO") for aux in helpers):
        return False
    return any(word.tag_ in ("VBZ", "VBP") for word in (verb, *helpers))
