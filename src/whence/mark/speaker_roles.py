"""Whom a role means: `the paper`, `the mayor`, `the Ohio Republican`, where the report has named who has it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.doc_text import text_of
from whence.mark.name_shapes import Name, Named, Names
from whence.mark.speaker_fits import (
    OTHERWISE,
    SEATED,
    calls,
    gender_of_role,
    is_another_kind,
    is_called_so,
    is_new,
    is_of_another_party,
    may_be_of,
    party_of,
)
from whence.mark.speaker_mind import HE, SHE, SHOWN, Mind, Reference, Speaker
from whence.mark.speaker_salience import chances, weigh

PRINTED = frozenset({"paper", "newspaper", "magazine", "tabloid"})
PAST = frozenset({"former", "ex", "then", "late", "onetime", "ousted", "ex-president", "erstwhile"})
ELDER = frozenset({"elder", "younger", "next", "new", "previous", "last"})
"""What before a role tells that somebody else has it than whoever the report has called so."""
PARTS = frozenset({
    "prime", "foreign", "finance", "interior", "defense", "defence", "justice", "home", "health", "trade", "deputy",
    "assistant", "attorney", "inspector", "solicitor", "surgeon", "auditor", "district", "press", "vice", "treasury",
    "transport", "education", "energy", "labor", "labour", "agriculture", "commerce", "environment", "police", "fire",
    "chief", "executive", "managing", "secretary", "lieutenant",
})  # fmt: skip
"""What tells one office from others of its name: `the foreign minister`, `the inspector general`."""
BREAK = re.compile(r"(?<=[a-z])[.?!]\s|[\"“”\n;:]")
AGED = re.compile(r"[Tt]he \d{1,3}-year-old")
PEOPLES = ("ian", "ean", "ese", "yan", "can", "aqi", "aeli", "stani", "man", "woman")
ONE_OF_PEOPLE = frozenset({"briton", "scot", "dane", "swede", "finn", "pole", "czech", "serb", "croat", "turk", "swiss",
                           "spaniard", "slovak", "kurd", "saudi", "greek", "thai"})  # fmt: skip
"""What one of a people is called by: the ends of such words, and those that have none of them."""
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
MOST_TITLES = 7
NEAR_NAME = 60
"""Characters on both sides of a name in which the office stands whose holder it names."""
PARTIES = frozenset({"republican", "democrat"})
STANDING = frozenset({"nominee", "candidate", "frontrunner", "front-runner", "incumbent", "challenger", "contender"})
"""Whoever stands for an office."""
VARIED = 0.75
"""How likely somebody must be the one in mind to be meant by `the Ohio Republican`."""
VARIED_SEATED = 0.55
"""The same for a member of a parliament, where nobody else is half as likely: the press names them again so."""
OF_OFFICE = 1.5
"""What speaks for a member of a parliament where a role names one by party or seat, on the scale of the salience."""


class Roles:
    """The roles of a report: who holds which, and which outlets it names."""

    def __init__(self, doc: Doc, names: Names, mind: Mind) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.names = names
        self.mind = mind
        self.holders: dict[str, list[Named]] = {}
        for person in names.people():
            for role in dict.fromkeys(role for role, _ in person.roles):
                self.holders.setdefault(role, []).append(person)
        self.former = {id(person) for person in names.people() if self._is_former(person)}
        """Whoever the report names as a former holder of what he or she was, by `id`."""
        self._has_government = any(one.name == "White House" for one in names.named)
        outlets = [pair for pair in names.starting(0, len(self.text) + 1) if pair[0].kind == "outlet"]
        self.outlets = sorted(outlets, key=lambda pair: pair[1].start)

    def note(self) -> None:
        """Keep in mind whoever alone holds a role that is a subject (`the president is ...`)."""
        roles = lexicon.words("names_roles.txt")
        for token in self.doc:
            is_role = (
                token.dep_ in ("nsubj", "nsubjpass") and token.tag_ in ("NN", "NNP") and token.lemma_.lower() in roles
            )
            is_the = is_role and any(c.lower_ == "the" for c in token.lefts)
            if is_the and (token.i not in self.names.at or self.names.at[token.i].place):
                answer = self.held(token, token.lemma_.lower()) if token.i not in self.names.at else None
                if answer is None and calls(token) in SEATED and (seated := self.varied(token)) is not None:
                    answer = replace(seated, confidence=SHOWN) if seated.named is not None else None
                if answer is not None and answer.named is not None and answer.confidence >= SHOWN:
                    self.mind.refer(answer.named, Reference(answer.start, answer.end, token))

    def _is_told_in_full(self, head: Token, person: Named) -> bool:
        """Whether the words of a role with its `of` stand beside the person's name: `the secretary of state`."""
        office = self.text[head.idx : max(t.idx + len(t) for t in head.subtree if t.i <= head.i + 3)].lower()
        return self._stands_near(person, office, head)

    def _stands_near(self, person: Named, words: str, head: Token) -> bool:
        """Whether words in small letters stand beside one of the person's names before `head`, in one sentence."""
        for name in person.names:
            if name.start >= head.idx:
                break
            before = BREAK.split(self.text[max(0, name.start - NEAR_NAME) : name.start])[-1]
            behind = BREAK.split(self.text[name.end : min(name.end + NEAR_NAME, head.sent.start_char)])[0]
            if words in before.lower() or words in behind.lower():
                return True
        return False

    def _is_former(self, person: Named) -> bool:
        """Whether every title before a person's name is told to be a former one."""
        titled = [phrase for name in person.names if (phrase := self._titles_before(name))]
        return bool(titled) and all(any(t.lower_ in PAST for t in phrase) for phrase in titled)

    def _titles_before(self, name: Name) -> list[Token]:
        """The words of the noun phrase before a name, where one of them is a title or a role."""
        titles = lexicon.words("names_titles.txt") | lexicon.words("names_roles.txt")
        start = name.first
        while start > max(0, name.first - MOST_TITLES) and self.doc[start - 1].pos_ in ("PROPN", "ADJ", "NOUN", "ADP"):
            start -= 1
        phrase = list(self.doc[start : name.first])
        return phrase if any(t.lower_.rstrip(".") in titles - PAST for t in phrase) else []

    def press(self, head: Token) -> Speaker | None:
        if any(c.dep_ in ("prep", "poss", "compound", "nmod") for c in head.children):
            return None  # `the website for the harbour board` is not the outlet named before
        before = bisect_left(self.outlets, head.idx, key=lambda pair: pair[1].start)
        fitting = (at for at in range(before, 0, -1) if not self._is_credit(self.outlets[at - 1][1]))
        before = next((at for at in fitting if not self._is_told(self.outlets[at - 1], head)), 0)
        if not before:
            return None
        outlet, name = self.outlets[before - 1]
        same = [t for t in self.doc[: head.i] if t.lower_ == head.lower_]
        if any(is_another_kind(t) or (t.i >= name.last and is_new(t)) for t in same):
            return None
        others = (one.name != outlet.name for one, _ in islice(self.outlets, before))
        confidence = 0.65 if any(others) else 0.85
        return Speaker("role", confidence, outlet, name, start=head.idx, end=head.idx + len(head), kind="outlet")

    def _is_credit(self, name: Name) -> bool:
        """Whether an outlet is named only as whose picture it is: `Oren Tasker/AP Photo`."""
        behind = self.doc[name.last].lower_ if name.last < len(self.doc) else ""
        return self.text[name.start - 1 : name.start] == "/" or behind in ("photo", "photos", "images")

    def _is_told(self, place: tuple[Named, Name], head: Token) -> bool:
        """Whether an agency is named only as whom somebody told it: no paper, of which the report has named another."""
        outlet, name = place
        told = name.first and self.doc[name.first - 1].lemma_ == "tell"
        return bool(told) and head.lower_ in PRINTED and not outlet.name.startswith("The ") and any(
            one.name.startswith("The ") for one, _ in self.outlets
        )  # fmt: skip

    def held(self, head: Token, lemma: str) -> Speaker | None:
        """Whoever the report has told to hold a role, `head` with its `lemma`: by one holder, or the last to speak."""
        if lemma == "president" and any(c.lower_ == "vice" for c in head.lefts):
            lemma = "vice-president"
        if lemma in PARTIES:
            return None  # a party has many members: the report's only `(R-Marn)` need not be `the northern Republican`
        holders = [person for person in self.holders.get(lemma, []) if person.names[0].start < head.idx]
        holders = self._fitting(head, holders)
        if lemma == "president" and not any(c.dep_ in ("compound", "nmod", "amod", "poss") for c in head.lefts):
            holders = [one for one in holders if not self._is_of_body(one)]
        if not holders:
            return None
        if any(c.dep_ == "poss" for c in head.children):
            return None
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in head.children):
            # `the leader of that group` is whoever leads it, not any leader the report has named
            holders = [one for one in holders if self._is_told_in_full(head, one)]
            if len(holders) != 1:
                return None
        modifiers = {self.names.at[c.i].name for c in head.lefts if c.i in self.names.at}
        owned = any(c.dep_ == "poss" or c.i in self.names.at for c in head.lefts)
        if len(holders) > 1 and not owned:
            plain = [p for p in holders if any(role == lemma and not o for role, o in p.roles)]
            holders = plain if len(plain) == 1 else holders
        if len(holders) > 1:
            recent = self.mind.said[-1].speaker.named if self.mind.said else None
            holder = recent if recent in holders and head.idx - self.mind.said[-1].end < 600 else None
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

    def _is_of_body(self, person: Named) -> bool:
        """Whether a president is a body's, where the report tells of a government: `Courier President Ada Vell`."""
        if not self._has_government:
            return False
        befores = [self.doc[max(0, name.first - 4) : name.first] for name in person.names]
        titled = [words for words in befores if any(t.lower_ == "president" for t in words)]
        return bool(titled) and all(
            any(t.ent_type_ == "ORG" or (t.i in self.names.at and self.names.at[t.i].kind == "outlet") for t in words)
            for words in titled
        )

    def _fitting(self, head: Token, holders: list[Named]) -> list[Named]:
        """Those of the holders of a role who can be meant where it is told more closely.

        `the former mayor` is not the mayor, `the inspector general` not the attorney general, `the 12th president` not
        whoever is president.
        """
        before = [c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod")]
        if any(c.ent_type_ == "ORDINAL" or c.lower_ in ELDER or ORDINAL.fullmatch(c.lower_) for c in before):
            return []
        past = any(c.lower_ in PAST for c in before)
        parts = {c.lower_ for c in before} & PARTS
        party = party_of(head)
        holders = [one for one in holders if not is_of_another_party(party, one)]
        fitting = [one for one in holders if all(self._stands_near(one, part, head) for part in parts)]
        return [one for one in fitting if (id(one) in self.former) == past]

    def by_age_or_people(self, head: Token, span: tuple[int, int]) -> Speaker | None:
        """Somebody just named, named again by age or people: `the 43-year-old`, `the Marnian`; else as described."""
        start, end = span
        if AGED.fullmatch(self.text, start, end) is None:
            before = self.doc[head.i - 1] if head.i else head
            is_one = head.tag_ in ("NN", "NNP", "JJ") and head.dep_ == "nsubj" and before.lower_ == "the"
            peoples = head.lower_.endswith(PEOPLES) or head.lower_ in ONE_OF_PEOPLE
            if not is_one or not peoples or head.ent_type_ != "NORP":
                return None
            start, end = before.idx, head.idx + len(head)
        found = self._in_mind(head, HE | SHE)
        if found is not None:
            return found
        return Speaker("description", 0.8, None, None, self.text[start:end], "person", True, start, end)

    def varied(self, head: Token) -> Speaker | None:
        """Somebody just named, named again by what he or she is: `the Ohio Republican`. A guess, and marked as one."""
        called = calls(head)
        if called not in lexicon.words("speakers_varied.txt") or head.dep_ not in ("nsubj", "pobj", "ROOT"):
            return None
        if any((c.dep_ == "prep" and c.lower_ == "of") or c.dep_ == "poss" for c in head.children):
            return None
        is_qualified = any(c.dep_ in ("amod", "compound", "nmod") for c in head.lefts)
        if not is_qualified and (called, "alone") not in lexicon.rows("speakers_varied.txt"):
            return None
        if (unnamed := self._unnamed_member(head, called)) is not None:
            return unnamed
        pronouns = {"m": HE, "f": SHE}.get(gender_of_role(called), HE | SHE)
        holders = self.holders.get(called, []) if not is_qualified else []
        return self._in_mind(head, pronouns, called, holders)

    def _in_mind(
        self, head: Token, pronouns: frozenset[str], called: str = "", holders: Sequence[Named] = ()
    ) -> Speaker | None:
        """Whoever is likeliest in mind at `head`, where that is sure enough; of `holders` alone where there are any."""
        party = party_of(head)
        candidates = [
            pair for pair in self.mind.candidates(head, pronouns)
            if may_be_of(self.doc, pair[0], head) and (not holders or pair[0] in holders)
            and not is_of_another_party(party, pair[0]) and id(pair[0]) not in self.mind.told_of
            and not (called in SEATED | STANDING and {role for role, _ in pair[0].roles} & OTHERWISE)
        ]  # fmt: skip
        likely = chances([
            weigh(features) + OF_OFFICE * (is_called_so(called, one) or (party, False) in one.roles)
            for one, features in candidates
        ])  # fmt: skip
        best = max(range(len(likely)), key=lambda i: likely[i], default=None)
        if best is None or likely[best] < (VARIED_SEATED if called in SEATED else VARIED):
            return None
        others = [one for at, one in enumerate(likely) if at != best]
        if likely[best] < VARIED and 2 * max(others, default=0.0) > likely[best]:
            return None
        person = candidates[best][0]
        antecedent = max((n for n in person.names if n.start < head.idx), key=lambda n: n.start)
        start = min([head.idx, *(c.idx for c in head.lefts)])
        return Speaker("role", 0.6, person, antecedent, start=start, end=head.idx + len(head))

    def _unnamed_member(self, head: Token, called: str) -> Speaker | None:
        """Somebody without a name who has just spoken and is called so: `One senator said ... the lawmaker asked`."""
        last = self.mind.last_said(head)
        if last is None or last.speaker.named is not None or last.speaker.kind != "person" or called not in SEATED:
            return None
        if self.mind.paragraphs_between(last.end, head.idx) > 1 or self.mind.sentences_between(last.token, head) > 3:
            return None
        told = set((last.speaker.description or "").lower().split())
        start = min([head.idx, *(c.idx for c in head.lefts)])
        end = head.idx + len(head)
        return replace(last.speaker, basis="role", confidence=0.6, start=start, end=end) if told & SEATED else None
