"""Whom a role means: `the paper`, `the mayor`, `the Ohio Republican`, where the report has named who has it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.doc_text import text_of
from whence.mark.name_shapes import Name, Named, Names
from whence.mark.speaker_fits import calls, gender_of_role, is_another_kind, is_called_so, is_new, may_be_of
from whence.mark.speaker_mind import HE, SHE, Mind, Speaker
from whence.mark.speaker_salience import chances, weigh

VARIED = 0.75
"""How likely somebody must be the one in mind to be meant by `the Ohio Republican`."""
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
        outlets = [pair for pair in names.starting(0, len(self.text) + 1) if pair[0].kind == "outlet"]
        self.outlets = sorted(outlets, key=lambda pair: pair[1].start)

    def press(self, head: Token) -> Speaker | None:
        if any(c.dep_ in ("prep", "poss", "compound", "nmod") for c in head.children):
            return None  # `the website for the harbour board` is not the outlet named before
        before = bisect_left(self.outlets, head.idx, key=lambda pair: pair[1].start)
        before = next((at for at in range(before, 0, -1) if not self._is_credit(self.outlets[at - 1][1])), 0)
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

    def held(self, head: Token, lemma: str) -> Speaker | None:
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
        pronouns = {"m": HE, "f": SHE}.get(gender_of_role(called), HE | SHE)
        holders = self.holders.get(called, []) if not is_qualified else []
        candidates = [
            pair for pair in self.mind.candidates(head, pronouns)
            if may_be_of(self.doc, pair[0], head) and (not holders or pair[0] in holders)
        ]  # fmt: skip
        likely = chances([weigh(features) + OF_OFFICE * is_called_so(called, one) for one, features in candidates])
        best = max(range(len(likely)), key=lambda i: likely[i], default=None)
        if best is None or likely[best] < VARIED:
            return None
        person = candidates[best][0]
        antecedent = max((n for n in person.names if n.start < head.idx), key=lambda n: n.start)
        start = min([head.idx, *(c.idx for c in head.lefts)])
        return Speaker("role", 0.6, person, antecedent, start=start, end=head.idx + len(head))
