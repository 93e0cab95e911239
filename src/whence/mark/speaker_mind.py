"""Whom a report has in mind as it goes on: who was named or referred to where, and who spoke last."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.name_shapes import Name, Named, Names
from whence.mark.spans import Spans
from whence.mark.speaker_salience import governs, is_coargument, is_main_subject, part_played
from whence.records import MentionBasis, Passage, SourceKind

ASIDE = frozenset({"caption", "boilerplate", "header"})
"""The kinds of passage that a report's telling passes over."""
FARTHEST = 6
"""Sentences between a pronoun and the last place where whoever it means was referred to."""
OFTEN = 6
"""References beyond this number make nobody more likely."""
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
SHOWN = 0.8
"""How likely somebody must be for a pronoun to show a gender that nothing has shown, or a role to keep them in mind."""

IN_INTERVIEW = re.compile(r"\b(?:in|during) (?:the|that|this|his|her) (?:[\w’'-]+ ){0,3}interview\b")


@dataclass(frozen=True, slots=True)
class Speaker:
    """An answer: who (`named`, or a description of its own), how it is known, how surely, and from which name."""

    basis: MentionBasis
    confidence: float
    named: Named | None = None
    antecedent: Name | None = None
    description: str | None = None
    kind: SourceKind = "person"
    anonymous: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier statement: where it ended and who made it."""

    end: int
    speaker: Speaker
    token: Token
    stance: str = "assert"
    others: tuple[Speaker, ...] = ()
    """Who spoke together with the speaker."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to somebody: by name, or by a role or pronoun that was resolved."""

    start: int
    end: int
    token: Token


class Mind:
    """The people of a report and every place, outside quotations, that refers to one of them."""

    def __init__(self, doc: Doc, names: Names, inside_quote: Spans[None], passages: Sequence[Passage]) -> None:
        self.inside = inside_quote
        self.aside = Spans((p.start, p.end, None) for p in passages if p.kind in ASIDE)
        self.paragraphs = [p.start for p in passages if p.kind not in ASIDE]
        self.said: list[Said] = []
        self.spoken: set[int] = set()
        """Whoever has spoken, by `id`."""
        self.told_of: frozenset[int] = frozenset()
        """Whoever is named in the quotation marks of the statement whose speaker is looked for, by `id`."""
        begun = (bool(token.is_sent_start) and not self._is_passed_over(token) for token in doc)
        self.sentences = list(accumulate(map(int, begun)))
        """For each token, how many sentences have begun by then; those in a quotation or a caption do not count."""
        people = lexicon.words("names_roles.txt")
        self.unnamed = [
            token.i for token in doc
            if token.dep_ in ("nsubj", "nsubjpass") and token.tag_ == "NN" and token.lemma_.lower() in people
            and token.i not in names.at and not self.inside.covers(token.idx)
        ]  # fmt: skip
        """The subjects that are one person without a name, by token."""
        self.people = {id(person): person for person in names.people()}
        self.referred: dict[int, list[Reference]] = {}
        """Where each is named or referred to outside quotations, by place."""
        self.places: list[tuple[int, int, int]] = []
        """All of those: start, token and who."""
        for person in self.people.values():
            for name in person.names:
                self.refer(person, Reference(name.start, name.end, doc[name.last - 1]))

    def _is_passed_over(self, token: Token) -> bool:
        """Whether it stands in a caption or within a quotation, the word or the mark that opens that apart."""
        if self.aside.covers(token.idx):
            return True
        return token.i > 0 and self.inside.covers(token.idx) and self.inside.covers(token.nbor(-1).idx)

    def paragraphs_between(self, start: int, end: int) -> int:
        """How many paragraphs begin between two places of the text, captions and furniture left out."""
        return max(0, bisect_right(self.paragraphs, end) - bisect_right(self.paragraphs, start))

    def refer(self, person: Named, place: Reference) -> None:
        """Note that a place refers to a person."""
        if not self.inside.covers(place.start) and not self.aside.covers(place.start):
            places = self.referred.setdefault(id(person), [])
            places.insert(bisect_left(places, place.start, key=lambda known: known.start), place)
            insort(self.places, (place.start, place.token.i, id(person)))

    def near(self, head: Token) -> list[Named]:
        """The people named or referred to in the sentences before: nobody else can be in mind."""
        found: dict[int, Named] = {}
        for at in range(bisect_left(self.places, (head.idx,)) - 1, -1, -1):
            _, token, key = self.places[at]
            if self.sentences[head.i] - self.sentences[token] > FARTHEST:
                break
            if key in self.people:
                found.setdefault(key, self.people[key])
        return list(found.values())

    def sentences_between(self, token: Token, head: Token) -> int:
        """How many sentences after that of `token` the one of `head` is; 0 where it is before."""
        return max(0, self.sentences[head.i] - self.sentences[token.i])

    def candidates(self, head: Token, pronouns: frozenset[str]) -> list[tuple[Named, list[float]]]:
        """The people who can be meant at a word, each with its features (see `speaker_salience`).

        `pronouns` are those that the person must go by: HE, SHE or both.
        """
        genders = {"", *(["m"] if pronouns >= HE else []), *(["f"] if pronouns >= SHE else [])}
        last: dict[int, tuple[Reference, int]] = {}
        for person in self.near(head):
            places = self.referred[id(person)]
            before = bisect_left(places, head.idx, key=lambda place: place.start)
            if person.gender in genders and before:
                last[id(person)] = places[before - 1], before
        recent = max((place.start for place, _ in last.values()), default=0)
        subjects = [(key, place) for key, (place, count) in last.items() if self._is_about(self.referred[key], count)]
        said = self.last_said(head)

        def is_passed(key: int, end: int) -> bool:
            """Whether a sentence behind a place is about somebody else."""
            return any(other != key and place.start > end for other, place in subjects)

        return [
            (
                self.people[key],
                self._features(
                    self.people[key], place, count, head,
                    (
                        place.start == recent,
                        said is not None and is_passed(key, said.token.sent.end_char),
                        is_passed(key, place.token.sent.end_char),
                    ),
                ),
            )
            for key, (place, count) in last.items()
        ]  # fmt: skip

    def _is_about(self, places: Sequence[Reference], count: int) -> bool:
        """Whether the sentence of the last of the first `count` references is about whoever they are to."""
        sentence = self.sentences[places[count - 1].token.i]
        for place in reversed(places[:count]):
            if self.sentences[place.token.i] != sentence:
                return False
            if is_main_subject(place.token):
                return True
        return False

    def _features(
        self, person: Named, place: Reference, count: int, head: Token, told: tuple[bool, bool, bool]
    ) -> list[float]:
        """`place` is the last of `count` references to the person before `head`.

        `told`: whether nobody has been referred to since, and whether a sentence since the last statement, and since
        the place, is about somebody else.
        """
        most_recent, changed, is_passed = told
        sentences = self.sentences_between(place.token, head)
        paragraphs = self.paragraphs_between(place.start, head.idx)
        last = self.last_said(head)
        # Whoever has spoken or was introduced is less in mind where a sentence since then is about somebody else.
        spoke_last = last is not None and last.speaker.named is person and sentences <= 4 and not changed
        introduced = not paragraphs and not is_passed
        introduced = introduced and any(c.dep_ in ("appos", "relcl") for c in place.token.children)
        others = bisect_left(self.places, (place.token.sent.start_char,))
        return [
            min(sentences, FARTHEST), float(sentences == 0), float(sentences == 1), float(paragraphs > 0),
            float(max(0, min(paragraphs, 4) - 1)), *part_played(place.token), float(spoke_last and not paragraphs),
            float(spoke_last and paragraphs > 0), float(introduced), float(id(person) not in self.spoken),
            float(bool(person.gender)), float(most_recent), math.log(min(count, OFTEN)),
            float(sentences == 0 and governs(place.token, head)), float(is_coargument(place.token, head)),
            float(place.token.lower_ in HE | SHE), float(self.places[others][0] == place.start),
            float(self._rivals(place, head)), float(is_main_subject(place.token)),
        ]  # fmt: skip

    def _rivals(self, place: Reference, head: Token) -> int:
        """How many people without a name are subjects between a reference and a pronoun: `the victim`, `her father`."""
        low = bisect_right(self.unnamed, place.token.i)
        return min(2, bisect_left(self.unnamed, head.i) - low)

    def before(self, head: Token) -> Iterator[Said]:
        """The statements whose speaker stands before `head`, the last first."""
        return (said for said in reversed(self.said) if said.token.i < head.i)

    def last_said(self, head: Token) -> Said | None:
        """The last of them."""
        return next(self.before(head), None)

    def interviewed(self, head: Token) -> Speaker | None:
        """The one person who has spoken in an interview, where a pronoun goes on in it: `he said in the interview`."""
        pronouns = HE if head.lower_ in HE else SHE
        if head.lower_ not in pronouns or not IN_INTERVIEW.search(head.sent.text, head.idx - head.sent.start_char):
            return None
        spoke = {
            id(said.speaker.named): said.speaker.named
            for said in self.before(head)
            if said.speaker.named is not None and "interview" in said.token.sent.text.lower()
        }
        person = next(iter(spoke.values()), None)
        if len(spoke) != 1 or person is None or person.kind != "person":
            return None
        if person.gender and person.gender != ("m" if pronouns is HE else "f"):
            return None
        antecedent = max((n for n in person.names if n.start < head.idx), key=lambda n: n.start, default=None)
        return Speaker("pronoun", 0.85, person, antecedent, start=head.idx, end=head.idx + len(head))
