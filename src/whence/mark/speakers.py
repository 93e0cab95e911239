"""Who stands behind a source: from its words (`he`, `the Ohio Republican`, `two sources`) to somebody in the report.

An answer has a basis and a confidence. Where the evidence does not decide, the source keeps its own words and no
name is put to it: unresolved is better than wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.name_shapes import Name, Named, Names, is_glued
from whence.mark.spans import Spans
from whence.mark.speaker_phrases import is_capitalised, role_in_clause, short_span
from whence.records import MentionBasis, SourceKind

PARAGRAPH = re.compile(r"\n+")
FARTHEST = 6
"""Sentences between a pronoun and the last place where whoever it means was referred to."""
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
ANSWERS = frozenset({"reply", "answer", "respond", "retort"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
PRESS = frozenset(
    {"paper", "newspaper", "network", "magazine", "outlet", "broadcaster", "website", "tabloid", "channel"}
)
VARIED_SALIENCE = 3.0
"""How strongly in mind somebody must be to be meant by `the Ohio Republican`, and by how much more than the next."""
VARIED_MARGIN = 1.5
OFFICES = frozenset({"president", "premier", "chancellor", "pope", "king", "queen", "minister", "secretary", "governor",
                     "mayor", "speaker", "ambassador"})  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to somebody: by name, or by a role or pronoun that was resolved."""

    start: int
    end: int
    token: Token


class Resolver:
    """Resolves the sources of one report, in the order of its text."""

    def __init__(self, doc: Doc, names: Names, inside_quote: Sequence[tuple[int, int]]) -> None:
        self.doc = doc
        self.text = doc.text
        self.names = names
        self.inside = Spans((start, end, None) for start, end in inside_quote)
        self.said: list[Said] = []
        self.spoken: set[int] = set()
        """Whoever has spoken, by `id`."""
        self.sentences = list(accumulate(int(bool(token.is_sent_start)) for token in doc))
        """For each token, how many sentences have begun by then."""
        self.people = {id(person): person for person in names.people()}
        self.holders: dict[str, list[Named]] = {}
        self.referred: dict[int, list[Reference]] = {}
        """Where each is named or referred to outside quotations, by place."""
        self.places: list[tuple[int, int, int]] = []
        """All of those: start, token and who."""
        for person in self.people.values():
            for role in dict.fromkeys(role for role, _ in person.roles):
                self.holders.setdefault(role, []).append(person)
            for name in person.names:
                self._refer(person, Reference(name.start, name.end, doc[name.last - 1]))
        outlets = [pair for pair in names.starting(0, len(self.text) + 1) if pair[0].kind == "outlet"]
        self.outlets = sorted(outlets, key=lambda pair: pair[1].start)
        self._note_roles()

    def _refer(self, person: Named, place: Reference) -> None:
        if not self.inside.covers(place.start):
            places = self.referred.setdefault(id(person), [])
            places.insert(bisect_left(places, place.start, key=lambda known: known.start), place)
            insort(self.places, (place.start, place.token.i, id(person)))

    def _near(self, head: Token) -> list[Named]:
        """The people named or referred to in the sentences before: nobody else can be in mind."""
        found: dict[int, Named] = {}
        for _, token, key in reversed(self.places[: bisect_left(self.places, (head.idx,))]):
            if self.sentences[head.i] - self.sentences[token] > FARTHEST:
                break
            if key in self.people:
                found.setdefault(key, self.people[key])
        return list(found.values())

    def _sentences_between(self, token: Token, head: Token) -> int:
        return max(0, self.sentences[head.i] - self.sentences[token.i])

    def _note_roles(self) -> None:
        """Roles that are subjects and that one person alone holds keep that person in mind (`the president is ...`)."""
        roles = lexicon.words("names_roles.txt")
        for token in self.doc:
            is_role = token.dep_ in ("nsubj", "nsubjpass") and token.tag_ == "NN" and token.lemma_.lower() in roles
            if is_role and token.i not in self.names.at and any(c.lower_ == "the" for c in token.lefts):
                answer = self._role(token, token.lemma_.lower())
                if answer is not None and answer.named is not None and answer.confidence >= 0.8:
                    self._refer(answer.named, Reference(answer.start, answer.end, token))

    def resolve(self, head: Token, span: tuple[int, int]) -> Speaker | None:
        """Who the noun phrase with this head stands for, or None where it is nobody that can speak."""
        word = head.lower_
        if word in RELATIVE:
            return self._relative(head)
        if word in HE | SHE:
            return self._pronoun(head)
        if head.pos_ == "PRON" and word not in ("many", "some", "others", "several", "both", "most", "few"):
            return self._plural_pronoun(head) if word in ("they", "it") else None
        named = None if self._is_role(head) else self._named_in(head) or self._opening(head, span)
        if named is not None:
            return named
        return self._described(head, span)

    def remember(self, end: int, speaker: Speaker, head: Token, stance: str) -> None:
        """Note who has just spoken and by which words, for the pronouns that follow."""
        self.said.append(Said(end, speaker, head, stance))
        self.spoken.add(id(speaker.named))
        if speaker.named is not None and not speaker.named.gender and speaker.confidence >= 0.9:
            speaker.named.gender = "f" if head.lower_ in SHE else "m" if head.lower_ in HE else ""
        if speaker.named is not None and speaker.basis != "name" and speaker.confidence >= 0.6:
            self._refer(speaker.named, Reference(speaker.start, speaker.end, head))

    def _is_role(self, head: Token) -> bool:
        """Whether a word that names a party stands for one person here: `the Ohio Republican`, `the Democrat`."""
        found = self.names.at.get(head.i)
        is_one = head.tag_ in ("NN", "NNP") and any(c.dep_ == "det" for c in head.lefts)
        return found is not None and found.place and is_one and head.lower_ in lexicon.words("names_roles.txt")

    # --- names -------------------------------------------------------------------------------------------------------

    def _named_in(self, head: Token) -> Speaker | None:
        found = self.names.at.get(head.i)
        if found is None:
            for child in head.children:
                if child.dep_ == "appos" and (other := self.names.at.get(child.i)) and other.kind == "person":
                    return self._by_name(other, child, 0.95)
            for child in head.lefts:  # `Mr. Rubio` or `Sen. Rubio` with the title as its head
                is_titled = child.dep_ in ("compound", "nmod") and head.pos_ == "PROPN"
                if is_titled and (other := self.names.at.get(child.i)) and other.kind == "person":
                    return self._by_name(other, child, 0.8)
            return None
        if found.kind == "person" or head.pos_ in ("PROPN", "ADJ", "NOUN", "X", "NUM"):
            return self._by_name(found, head, 0.97 if found.sure else 0.7)
        return None

    def _opening(self, head: Token, span: tuple[int, int]) -> Speaker | None:
        """The person whose name opens the source where the parser took an apposition for its head.

        `Olga Petrasse and Tadeo Wickert, neighbours from the street,`: Olga Petrasse, and the other beside her.
        """
        first = self.doc.char_span(*span, alignment_mode="expand")
        found = self.names.at.get(first[0].i) if first is not None else None
        if first is None or found is None or found.kind != "person":
            return None
        name = next(n for n in found.names if n.first <= first[0].i < n.last)
        after = self.doc[name.last] if name.last < len(self.doc) else None
        if after is None or head.i < name.last or after.lower_ not in (",", "and", "("):
            return None
        return self._by_name(found, self.doc[name.last - 1], 0.9)

    def _by_name(self, named: Named, token: Token, confidence: float) -> Speaker:
        name = next(n for n in named.names if n.first <= token.i < n.last)
        return Speaker("name", confidence, named, start=name.start, end=name.end, kind=named.kind)

    def _relative(self, head: Token) -> Speaker | None:
        clause = head
        while clause.dep_ != "relcl" and clause.head != clause:
            clause = clause.head
        if clause.dep_ != "relcl":
            return None
        noun = clause.head
        answer = self.resolve(noun, (noun.idx, noun.idx + len(noun)))
        if answer is None:
            return None
        confidence = min(answer.confidence, 0.9)
        antecedent = answer.antecedent or next(
            (n for n in answer.named.names if n.first <= noun.i < n.last), None) if answer.named else None  # fmt: skip
        return Speaker("pronoun", confidence, answer.named, antecedent, answer.description, answer.kind,
                       answer.anonymous, head.idx, head.idx + len(head))  # fmt: skip

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _pronoun(self, head: Token) -> Speaker | None:
        gender = "f" if head.lower_ in SHE else "m"
        ranked = sorted(
            ((self._salience(person, head), person) for person in self._near(head) if person.gender in ("", gender)),
            key=lambda pair: (-pair[0], pair[1].names[0].start),
        )
        if self.said and self.said[-1].stance == "question" and head.head.lemma_ in ANSWERS:
            ranked = [pair for pair in ranked if pair[1] is not self.said[-1].speaker.named]
        ranked = [pair for pair in ranked if pair[0] > 0]
        unnamed = self._unnamed_speaker(head)
        if unnamed is not None and (not ranked or unnamed[0] > ranked[0][0]):
            return replace(unnamed[1], basis="pronoun", confidence=0.65, start=head.idx, end=head.idx + len(head))
        if not ranked:
            return None
        best, person = ranked[0]
        if unnamed is not None:
            ranked.insert(1, (unnamed[0], person))
        margin = best - (ranked[1][0] if len(ranked) > 1 else 0)
        if margin < 1:
            return None  # two are as likely: nobody is better than the wrong one
        confidence = 0.9 if margin >= 3 else 0.8 if margin >= 2 else 0.65
        if self.said and self.said[-1].speaker.named is person and self.said[-1].speaker.basis == "pronoun":
            confidence = min(confidence, self.said[-1].speaker.confidence)  # a chain is no surer than its last link
        if not person.gender and id(person) not in self.spoken:
            # Neither the pronoun nor an earlier statement speaks for this person.
            confidence = min(confidence, 0.65 if head.lower_ in SHE else 0.75)
        antecedent = max((n for n in person.names if n.start < head.idx), key=lambda n: n.start)
        return Speaker("pronoun", confidence, person, antecedent, start=head.idx, end=head.idx + len(head))

    def _unnamed_speaker(self, head: Token) -> tuple[float, Speaker] | None:
        """Somebody without a name who has just spoken, and how strongly in mind: `the host said ... he said`."""
        last = self.said[-1] if self.said else None
        if last is None or last.speaker.named is not None or last.speaker.kind not in ("person", "office"):
            return None
        sentences = self._sentences_between(last.token, head)
        if sentences > 3 or PARAGRAPH.search(self.text, last.end, head.idx):
            return None
        return 8.5 - 0.8 * sentences, last.speaker

    def _salience(self, person: Named, head: Token) -> float:
        """How strongly a person is the one in mind at `head`: nearness, being a subject, having just spoken."""
        places = self.referred.get(id(person), [])
        before = bisect_left(places, head.idx, key=lambda place: place.start)
        if not before:
            return 0.0
        last = places[before - 1]
        sentences = self._sentences_between(last.token, head)
        if sentences > FARTHEST:
            return 0.0
        paragraphs = len(PARAGRAPH.findall(self.text, last.end, head.idx))
        if paragraphs > 2:
            return 0.0
        score = 4.0 - 0.8 * sentences - 0.7 * paragraphs
        role = role_in_clause(last.token)
        score += 2.0 if role == "subject" else -1.0 if role == "modifier" else -0.5 if role == "object" else 0.0
        if self.said and self.said[-1].speaker.named is person and sentences <= 4:
            score += 1.0 if paragraphs else 2.5
        if not paragraphs and any(c.dep_ in ("appos", "relcl") for c in last.token.children):
            score += 1.5  # the one whom this paragraph has just introduced
        elif id(person) not in self.spoken:
            score -= 1.0  # who is only spoken of speaks less likely than who has spoken
        return max(score, 0.0)

    def _plural_pronoun(self, head: Token) -> Speaker | None:
        if not self.said:
            return None
        last = self.said[-1]
        speaker = last.speaker
        is_group = speaker.kind == "group" if head.lower_ == "they" else False
        if not (is_group or speaker.kind in ("organisation", "outlet")):
            return None
        paragraphs = len(list(islice(PARAGRAPH.finditer(self.text, last.end, head.idx), 2)))
        if paragraphs > (1 if head.lower_ == "it" else 0):
            return None
        return replace(speaker, basis="pronoun", confidence=0.6, start=head.idx, end=head.idx + len(head))

    # --- roles and descriptions --------------------------------------------------------------------------------------

    def _described(self, head: Token, span: tuple[int, int]) -> Speaker | None:
        lemma = head.lemma_.lower()
        definite = any(c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in head.lefts)
        singular = head.tag_ in ("NN", "NNP")
        if lemma in PRESS and definite and singular:
            answer = self._press(head)
            if answer is not None:
                return answer
        if singular and definite and lemma in lexicon.words("names_roles.txt"):
            answer = self._role(head, lemma) or self._varied(head, lemma)
            if answer is not None:
                return answer
        start, end = short_span(head, span)
        text = " ".join(self.text[start:end].split())
        if is_glued(text):
            return None
        if text.split()[0].lower() in ("my", "our", "your"):
            return None  # somebody of the speaker's own, whom the report does not tell apart
        is_holder = singular and lemma in lexicon.words("names_roles.txt")  # `the Ohio Republican`
        if head.pos_ == "PROPN" and is_capitalised(text) and not is_holder:
            return Speaker("name", 0.8, None, None, text, "organisation", False, start, end)
        if lemma in lexicon.words("speakers_documents.txt"):
            return Speaker("description", 0.9, None, None, text, "document", False, start, end)
        if lemma in lexicon.words("speakers_bodies.txt"):
            return Speaker("description", 0.7, None, None, text, "organisation", False, start, end)
        if singular and definite and lemma in OFFICES:
            return Speaker("description", 0.5, None, None, text, "office", False, start, end)
        if lemma in lexicon.words("names_groups.txt") or lemma in lexicon.words("names_roles.txt"):
            if singular and text[:1].isupper() and head.text[:1].isupper() and not head.is_sent_start:
                return Speaker("description", 0.8, None, None, text, "office", False, start, end)  # a title as a name
            kind: SourceKind = "person" if singular else "group"
            return Speaker("description", 0.9, None, None, text, kind, True, start, end)
        if head.pos_ == "PROPN" and head.text[:1].isupper() and head.text[1:2].islower():
            return Speaker("name", 0.6, None, None, text, "organisation", False, start, end)
        return None

    def _press(self, head: Token) -> Speaker | None:
        before = bisect_left(self.outlets, head.idx, key=lambda pair: pair[1].start)
        if not before:
            return None
        outlet, name = self.outlets[before - 1]
        others = (one.name != outlet.name for one, _ in islice(self.outlets, before))
        confidence = 0.65 if any(others) else 0.85
        return Speaker("role", confidence, outlet, name, start=head.idx, end=head.idx + len(head), kind="outlet")

    def _role(self, head: Token, lemma: str) -> Speaker | None:
        holders = [person for person in self.holders.get(lemma, []) if person.names[0].start < head.idx]
        if not holders:
            return None
        if any((c.dep_ == "prep" and c.lower_ == "of") or c.dep_ == "poss" for c in head.children):
            return None  # `the leader of that group` is whoever leads it, not any leader the report has named
        modifiers = {self.names.at[c.i].name for c in head.lefts if c.i in self.names.at}
        owned = any(c.dep_ == "poss" or c.i in self.names.at for c in head.lefts)
        if len(holders) > 1 and not owned:
            plain = [p for p in holders if any(role == lemma and not o for role, o in p.roles)]
            holders = plain if len(plain) == 1 else holders
        if len(holders) > 1:
            recent = self.said[-1].speaker.named if self.said else None
            holder = recent if recent in holders and head.idx - self.said[-1].end < 600 else None
            if holder is None:
                return None
            confidence = 0.6
        else:
            holder, confidence = holders[0], 0.85
        if modifiers and confidence > 0.8:
            confidence = 0.82
        antecedent = max((n for n in holder.names if n.start < head.idx), key=lambda n: n.start)
        start = min([head.idx, *(c.idx for c in head.lefts)])
        return Speaker("role", confidence, holder, antecedent, start=start, end=head.idx + len(head))

    def _varied(self, head: Token, lemma: str) -> Speaker | None:
        """Somebody just named, named again by what he or she is: `the Ohio Republican`. A guess, and marked as one."""
        if lemma not in lexicon.words("speakers_varied.txt") or head.dep_ not in ("nsubj", "pobj", "ROOT"):
            return None
        if any((c.dep_ == "prep" and c.lower_ == "of") or c.dep_ == "poss" for c in head.children):
            return None
        is_qualified = any(c.dep_ in ("amod", "compound", "nmod") for c in head.lefts)
        if not is_qualified and lemma not in ("nominee", "candidate", "billionaire", "mogul", "tycoon"):
            return None
        ranked = sorted(
            ((self._salience(person, head), person) for person in self._near(head)),
            key=lambda pair: (-pair[0], pair[1].names[0].start),
        )
        if not ranked or ranked[0][0] < VARIED_SALIENCE:
            return None
        best, person = ranked[0]
        if len(ranked) > 1 and best - ranked[1][0] < VARIED_MARGIN:
            return None
        antecedent = max((n for n in person.names if n.start < head.idx), key=lambda n: n.start)
        start = min([head.idx, *(c.idx for c in head.lefts)])
        return Speaker("role", 0.6, person, antecedent, start=start, end=head.idx + len(head))
