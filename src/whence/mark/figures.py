"""Numbers that count or measure something, with their bounds, units and scope.

Precision first: what is not surely a figure is left out. Years, dates, clock times, ordinals, scores, odds, codes and
numbers that are part of a name are not figures. A plural without a number (`dozens`, `hundreds of thousands`) is a
figure of at least the smallest value that it can mean: 24, 200,000. Ages are figures of unit year that measure `age`.
`No` and `one` are figures only where they count people in so many words (`no soldiers were harmed`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from whence.mark.figures_bounds import Bounded, bounded, interval
from whence.mark.figures_days import as_of, day_before
from whence.mark.figures_lexicon import harm, words
from whence.mark.figures_measured import measured
from whence.mark.figures_numbers import Quantity, find_quantities
from whence.mark.figures_place import Measured, Place
from whence.mark.figures_pointed import pointed, points
from whence.mark.figures_scope import place_before, scope
from whence.mark.spans import Spans
from whence.records import Figure, Moment, Passage, Report, mark_id

MADE_BY = "figures-rules/1"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_AFTER_MONTH = re.compile(rf"\b{_MONTH} $", re.IGNORECASE)
_BEFORE_MONTH = re.compile(rf" {_MONTH}\b", re.IGNORECASE)
_PUT = re.compile(
    r"\b(?:puts?|putting|placed|gave|gives) (?:the|that|this|its) (?:number|figure|total|count|tally) (?:at|as) $"
)
_SAID = re.compile(r"[;,] [^;.]*\b(?:says?|said|counts?|counted|claims?|claimed|estimates?|estimated) $")
_ADDED = re.compile(r"^(?:more|additional|other|further|another) ")
_AGE_FOLLOWS = re.compile(r"[,.;)]|\s(?:and|said|told|was|of)\b|$")
_WHO_FOLLOWS = re.compile(
    r", (?:who|whose|an?|the|of|from|was|is|has|had|said|says|told|died)\b"
    r"| and (?:an?|the) (?:\w+ )?(?:father|mother|parent|son|daughter|native|member|veteran|graduate)\b"
)
_PART_OF_WORD = re.compile(r"-(?!strong|member|person)[a-z]")
"""`on a six-lane highway`: no number of its own."""
_NONE = re.compile(r"(?<![\w'’-])no(?= [\w-])", re.IGNORECASE)


def find_figures(doc: Doc, report: Report, passages: Sequence[Passage], moments: Sequence[Moment]) -> list[Figure]:
    """The figures of one report, in order of their place; `attribution_id` is left for the composer to set.

    `doc` is the parse of `report.text`. Passages of kind `boilerplate` are passed over. A number inside a moment of
    type date or time is not a figure. Money, lengths and weights keep the unit they are written in; number words such
    as `billion` are multiplied out.
    """
    finder = _Finder(doc, report, moments)
    closed = Spans((p.start, p.end, p) for p in passages if p.kind == "boilerplate")
    numbers = find_quantities(report.text) + [
        Quantity(match.start(), match.end(), 0.0, 0.0, spelled=True) for match in _NONE.finditer(report.text)
    ]
    finder.places = sorted(
        n.start
        for n in numbers
        if n.low > 0
        and not finder.moments.covers(n.start)
        and not (n.spelled and _PART_OF_WORD.match(report.text, n.end))
    )
    for number in sorted(numbers, key=lambda n: n.start):
        if not closed.covers(number.start):
            finder.read(number)
    return finder.found


class _Finder:
    """One pass over the numbers of one report, remembering the figure before for coordination."""

    def __init__(self, doc: Doc, report: Report, moments: Sequence[Moment]) -> None:
        self.doc, self.report = doc, report
        self.text = report.text
        self.offsets = [token.idx for token in doc]
        self.moments = Spans((m.start, m.end, m) for m in moments)
        self.days = Spans((m.start, m.end, m) for m in moments if m.type in ("date", "time"))
        self.telling_days = Spans(
            (m.start, m.end, m)
            for m in moments
            if m.type in ("date", "time") and m.earliest is not None and not m.value.endswith("_REF")
        )
        """Those that name a day; `recent` and `current` are dates that name none."""
        self.found: list[Figure] = []
        self.places: list[int] = []
        """Where the numbers of the report stand that are no part of a date, in order."""
        self.previous: tuple[Bounded, int] | None = None

    def read(self, number: Quantity) -> None:
        """Add the figure that a number makes, if it makes one."""
        if self._in_date(number) or not len(self.doc):
            return
        token = self.doc[max(0, bisect_right(self.offsets, number.start) - 1)]
        sentence = token.sent
        floor = max(sentence.start_char, self.found[-1].end if self.found else 0)
        bound = bounded(number, self.text, floor, self._token_at)
        if bound is None:
            return
        first = bisect_left(self.offsets, bound.end)
        stop = self._stop(first, sentence.end)
        place = Place(self.doc, self.text, number, bound.start, bound.end, first, stop)
        what = (
            points(place, self.found)
            or measured(place)
            or pointed(place, token, self.found)
            or self._from_to(place)
            or self._understood(place, token)
            or self._age(place, token)
        )
        if what is None or not self._is_figure(number, bound, what, token):
            return
        bound = self._carried(bound, number)
        self._add(number, bound, what, token)

    def _understood(self, place: Place, token: Token) -> Measured | None:
        """What a number without a noun counts where the figure before says it: `three people died and 200 were hurt`,
        `about 40 homes were damaged. The union put the number at more than 120`."""
        number = place.number
        if not self.found or number.low == 1 == number.high or number.plain_digits == 4:
            return None
        opens = token.sent.start_char
        near = [
            f for f in self.found[-4:] if f.unit == "count" and f.head and self.text.find("\n", f.end, place.start) < 0
        ]
        inside = [f for f in near if f.start >= opens]
        before = self.text[opens : place.start]
        ended = place.first >= place.stop or self.doc[place.first].pos_ in ("PUNCT", "CCONJ", "SPACE")
        earlier: Figure | None = None
        if ended and _PUT.search(before):
            outside = [f for f in near if f.start < opens and place.start - f.end <= 300]
            earlier = next(reversed([*inside, *outside]), None)
        elif not inside and self._is_subject(place, token):
            outside = [f for f in near if f.start < opens and place.start - f.end <= 200]
            earlier = next(reversed(outside), None)
        elif inside:
            said = ended and place.start < number.start and _SAID.search(self.text[inside[-1].end : place.start])
            earlier = inside[-1] if said or self._is_coordinated(inside[-1], place, token) else None
        if earlier is None:
            return None
        return Measured(place.end, "count", _ADDED.sub("", earlier.measured), earlier.head)

    def _is_subject(self, place: Place, token: Token) -> bool:
        """Whether a number with no noun is what a clause tells of (`said that 100,000 would be accepted`): it counts
        what the sentence before counts."""
        if token.dep_ not in ("nsubj", "nsubjpass") or place.number.low < 20 or place.first >= place.stop:
            return False
        follows = self.doc[place.first]
        return follows.pos_ == "AUX" and follows.head.tag_ == "VBN" and follows.head.lower_ not in harm("state")

    def _from_to(self, place: Place) -> Measured | None:
        """The other end of a change: `raised the toll to 2,410 from 71`, `rose from 71 dead to 2,410`."""
        if not self.found or place.number.currency is not None or place.number.plain_digits == 4:
            return None
        earlier = self.found[-1]
        between = self.text[earlier.end : place.start]
        leads = self.text[max(0, earlier.start - 24) : earlier.start]
        ended = place.first >= place.stop or self.doc[place.first].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM")
        way = {" from ": r"\bto $", " to ": r"\bfrom $"}.get(between)
        if earlier.unit != "count" or way is None or not ended or re.search(way, leads) is None:
            return None
        return Measured(place.end, "count", earlier.measured, earlier.head)

    def _age(self, place: Place, token: Token) -> Measured | None:
        """The age of a person that stands beside the name: `Mara Quint, 34, said`."""
        number, text = place.number, self.text
        if number.plain_digits not in (1, 2, 3) or not 1 <= number.low <= 115 or place.start != number.start:
            return None
        if re.search(r"\b(?:aged?|the age of) $", text[max(0, number.start - 12) : number.start]):
            return Measured(number.end, "year", "age", None)
        if not _AGE_FOLLOWS.match(text, number.end) or text[number.start - 2 : number.start] != ", " or token.i < 2:
            return None
        name = self.doc[token.i - 2]
        if name.tag_ != "NNP" or self.days.covers(name.idx) or not name.text[:1].isupper():
            return None
        person = name.ent_type_ == "PERSON" or (name.ent_type_ != "GPE" and _WHO_FOLLOWS.match(text, number.end))
        person = person or re.match(r", who(?:se)? ", text[number.end : number.end + 8])  # no place is a `who`
        if not person and number.low >= 10 and text[number.end : number.end + 2] == ", ":
            after = self.doc[token.i + 2] if token.i + 2 < len(self.doc) else token
            placed = self.doc[token.i - 3].tag_ == "IN"  # `in Arlen, 12, and`
            person = after.tag_ in ("VBD", "VBZ") or (after.lower_ == "and" and not placed)
        last = self.found[-1] if self.found else None
        listed = (
            last is not None and last.measured == "age" and re.fullmatch(r",? and \w+, ", text[last.end : number.start])
        )
        return Measured(number.end, "year", "age", None) if person or listed else None

    def _is_coordinated(self, earlier: Figure, place: Place, token: Token) -> bool:
        """Whether the number is the subject of a clause joined to that of the figure before."""
        while token.dep_ in ("compound", "quantmod") and token.head.pos_ == "NUM":
            token = token.head  # `32 million would lose it`
        subject = token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "conj"
        return subject and re.search(r"(?:\b(?:and|but|while)|,) $", self.text[earlier.end : place.start]) is not None

    def _token_at(self, offset: int) -> Token | None:
        index = bisect_left(self.offsets, offset)
        return self.doc[index] if index < len(self.offsets) and self.offsets[index] == offset else None

    def _in_date(self, number: Quantity) -> bool:
        return bool(self.days.touching(number.start, number.end))

    def _stop(self, first: int, sentence_end: int) -> int:
        """The index after the last token that may say what is measured: a date ends the phrase."""
        if first >= len(self.doc):
            return first
        later = self.telling_days.next_start(self.offsets[first])
        return sentence_end if later is None else min(sentence_end, bisect_left(self.offsets, later))

    def _is_figure(self, number: Quantity, bound: Bounded, what: Measured, token: Token) -> bool:
        """What the words around a number rule out, though a noun follows it."""
        left, right = self.text[max(0, number.start - 24) : number.start], self.text[number.end : number.end + 12]
        if number.low == 0 and number.spelled:
            return self._counts_none(what, zero=number.end - number.start > 2)
        if number.plain_digits in (1, 2) and (_AFTER_MONTH.search(left) or _BEFORE_MONTH.match(right)):
            return False
        if what.unit != "%" and re.match(r"[-–]\d", self.text[what.end : what.end + 2]):
            return False
        if what.unit == "%" and number.low == 100 and what.head is None and self._is_wholly(what.end):
            return False
        if what.unit != "count":
            return bound.stated or not (number.spelled and number.low == 1 == number.high)
        if number.plain_digits == 4 and 1500 <= number.low < 2100 and not bound.stated:
            return False
        if number.hyphen_range and (what.head == "vote" or what.head in words("uncounted")):
            return False
        if number.low == 1 == number.high and not self._counts_one(what, bound):
            return False
        return bound.start < number.start or not self._labelled(number, what, token)

    def _is_wholly(self, end: int) -> bool:
        """Whether `100 percent` stands before what it only makes stronger: `100 percent committed`."""
        at = bisect_left(self.offsets, end)
        return at < len(self.doc) and self.doc[at].pos_ in ("ADJ", "ADV", "VERB")

    def _labelled(self, number: Quantity, what: Measured, token: Token) -> bool:
        """Whether the word before the number makes it a name: `Article 5`, `Boeing 737`."""
        if number.start == 0 or token.i == 0:
            return False
        quoted = self.text[number.start - 1] in "“‘\"'" and self.text[number.start].isupper()
        if number.spelled and quoted and what.measured[:1].isupper():
            return True  # the “Three Anvils” summit
        if self.text[number.start - 1] != " ":
            return False
        club = re.search(r"\b([A-Z]\w+) of $", self.text[max(0, number.start - 24) : number.start])
        if club is not None and club[1].lower() in words("labels"):
            return True  # `the Group of 20 nations`
        before = self.doc[token.i - 1]
        if before.lower_.rstrip(".") in words("labels") and not number.spelled:
            return True
        named = before.tag_ in ("NNP", "NNPS") and before.text[:1].isupper() and not before.is_sent_start
        return named and not self.days.covers(before.idx) and not number.spelled and what.head not in words("people")

    def _counts_one(self, what: Measured, bound: Bounded) -> bool:
        """Whether `one` counts: it is bounded, or tells of one person harmed."""
        if bound.stated:
            return True
        if re.search(
            r"\b(?:even|not|any|if|every|no) $", self.text[max(0, bound.start - 8) : bound.start], re.IGNORECASE
        ):
            return False
        head = what.head_token
        return head is not None and (head.lemma_.lower() in _harm_nouns() or _harmed_by(head) is not None)

    def _counts_none(self, what: Measured, *, zero: bool) -> bool:
        """Whether `no` counts: no people harmed, said as a fact (`if no soldiers are killed` is not)."""
        head = what.head_token
        if head is None or what.unit != "count" or what.head not in words("people") or what.head == "one":
            return False
        verb = _harmed_by(head)
        if zero and head.lemma_.lower() in _harm_nouns():
            return True
        if verb is None:
            if head.lemma_.lower() not in _harm_nouns() or head.dep_ not in ("attr", "dobj", "nsubj", "nsubjpass"):
                return False
            verb = head.head
        return not any(child.dep_ in ("mark", "neg", "aux") and child.lower_ in _UNSURE for child in verb.children)

    def _carried(self, bound: Bounded, number: Quantity) -> Bounded:
        """The bound of the figure before, where this one is coordinated with it (`at least 3 ships and 200 men`)."""
        if bound.stated or bound.bound != "exactly" or self.previous is None:
            return bound
        earlier, end = self.previous
        if not re.fullmatch(r",? and |, |,? or |,? as well as |,? plus ", self.text[end : bound.start]):
            return bound
        if earlier.bound in ("at_least", "at_most") or (
            earlier.bound in ("more_than", "less_than", "about") and number.low >= 10 and number.low % 10 == 0
        ):
            return interval(bound.start, bound.end, earlier.bound, number.low, False)
        return bound

    def _add(self, number: Quantity, bound: Bounded, what: Measured, token: Token) -> None:
        start, end = bound.start, max(what.end, bound.end)
        self.previous = (bound, end) if bound.stated or bound.bound != "exactly" else None
        anchor = what.head_token if what.head_token is not None else token
        low = None if bound.low is None else bound.low * what.factor
        high = None if bound.high is None else bound.high * what.factor
        sentence = token.sent
        opens, closes = sentence.start_char, sentence.end_char
        near = self.moments.touching(opens, closes)
        brief = what.unit in ("minute", "hour") and what.head is not None  # a call of 90 minutes has its day
        measures_time = what.unit in ("minute", "hour", "day", "week", "month", "year", "decade") and not brief
        place_only = what.head is None and what.unit in ("mi", "km", "m", "ft", "yd", "nmi")  # `35 miles west of Arlen`
        days = None
        if not (measures_time or place_only):
            days = as_of(self.doc, anchor, start, end, near, self.places) or self._days_before(start, near)
        counted = what.head_token or (token if what.head in harm("state") else None)  # `killed 130 in Arlen`
        placed = scope(self.doc, self.text, counted, start, end, near, self._share_word(what, end))
        if self._counts_harm(what) and not any(m.type in ("date", "time") for m in near):
            days = days or day_before(self.doc, sentence, self.telling_days.touching(max(0, opens - 600), opens))
            placed = placed or place_before(self.doc, self.text, sentence)
        last = self.found[-1] if self.found else None
        if last is not None and self._stands_against(last, what, start) and last.scope is None:
            self.found[-1] = replace(last, scope=placed)  # `42 percent to 39 percent in Arlen`
        self.found.append(
            Figure(
                id=mark_id(self.report.id, "figure", start, end, bound.bound),
                report_id=self.report.id,
                start=start,
                end=end,
                value_start=number.start,
                value_end=number.end,
                low=low,
                high=high,
                bound=bound.bound,
                unit=what.unit,
                measured=what.measured,
                head=what.head,
                scope=placed,
                as_of_from=days[0] if days else None,
                as_of_to=days[1] if days else None,
                attribution_id=None,
                made_by=MADE_BY,
            )
        )

    def _counts_harm(self, what: Measured) -> bool:
        """Whether a number counts people who came to harm."""
        head = what.head_token
        if what.unit != "count" or head is None:
            return False
        return head.lower_ in harm("state") or head.lemma_.lower() in _harm_nouns() or _harmed_by(head) is not None

    def _stands_against(self, last: Figure, what: Measured, start: int) -> bool:
        """Whether two shares of nothing that is named are set against each other."""
        shares = what.unit == last.unit == "%" and what.head is None and last.head is None
        return shares and self.text[last.end : start] in (" to ", " versus ", " against ", " over ")

    def _share_word(self, what: Measured, end: int) -> Token | None:
        """The last word of a share of nothing that is named: `42 percent`."""
        if what.unit != "%" or what.head is not None:
            return None
        return self.doc[max(0, bisect_left(self.offsets, end) - 1)]

    def _days_before(self, start: int, moments: Sequence[Moment]) -> tuple[str, str] | None:
        """The days of the figure before, where one date stands before both and `and` joins them: `in 2019, 50 percent
        trusted the one, and 44 percent trusted the other`."""
        last = self.found[-1] if self.found else None
        dated = [m for m in moments if m.type in ("date", "time")]
        if last is None or last.as_of_from is None or last.as_of_to is None or len(dated) != 1:
            return None
        joined = dated[0].end <= last.start and _JOINS.fullmatch(self.text[last.end : start]) is not None
        return (last.as_of_from, last.as_of_to) if joined else None


_JOINS = re.compile(
    r"(?!.*\b(?:than|from|since|compared|now|earlier|later|was|were|had)\b)[^.;:()\n]{0,60},? (?:and|but|while) "
    r"|,? including "
)
_UNSURE = frozenset(
    {"if", "unless", "whether", "would", "could", "might", "may", "should", "not", "n't", "can", "will"}
)


def _harm_nouns() -> frozenset[str]:
    return harm("noun")


def _harmed_by(head: Token) -> Token | None:
    """The verb that says a person is harmed: the head is its passive subject, its object, or is followed by it."""
    if head.dep_ in ("nsubjpass", "dobj", "nsubj") and head.head.lower_ in harm("state") | harm("verb"):
        return head.head
    return next((child for child in head.children if child.i > head.i and child.lower_ in harm("state")), None)
