"""Whether a noun with a weekday on it (`Monday's hearing`, `the Thursday vote`) is awaited by the report or over.

The weekday has no tense of its own, so evidence is weighed: words in front of the noun (`ahead of`, `after`), words on
it (`planned`), the verb of its clause, what the rest of the report says of the same noun, and how near the two days
are: on the eve of a vote nobody names the vote of six days before by its weekday.
"""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Doc, Token

from whence.mark import lexicon

TOWARDS = re.compile(
    r"(?:\bahead of|\bin advance of|\bin preparation for|\b(?:lead|run)-?\s?up to|\bon the eve of|\bin time for"
    r"|\b(?:prepar|brac|gear|tun|wait|readi)\w*(?: up| in)?(?: to \S+)? for)(?: (?:an?|the|his|her|its|their))?$",
    re.IGNORECASE,
)
BEFORE = re.compile(r"\b(?:before|prior to|until|till|towards?)$", re.IGNORECASE)
OVER = re.compile(
    r"\b(?:after|since|following|from|in the wake of|in response to|in light of|despite|as a result of)$", re.IGNORECASE
)
AWAITED = frozenset(
    {"planned", "scheduled", "upcoming", "expected", "looming", "coming", "pending", "imminent", "forthcoming"}
)
WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
MAY = frozenset({"would", "could", "may", "might", "can", "should", "must"})
PRESENT = frozenset({"VBG", "VBZ", "VBP", "VB"})
HELD = frozenset({"at", "in", "during", "on"})
MISSED = frozenset({"miss", "pass", "lapse", "extend", "blow"})
NEARNESS = (0.0, -3.0, -2.0, -1.0, 0.0, 1.0, 1.5)
"""By days since the weekday before: what nearness alone says of an appointed happening, above nought for ahead."""
DEEPEST = 8
LONGEST = 12
"""Words of a noun phrase in front of its noun that are looked over."""


class Awaited:
    """What one report says of the appointed happenings that it speaks of."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.appointed = lexicon.words("moments_appointed.txt")
        self.unplanned = lexicon.words("moments_unplanned.txt")
        self.ahead = lexicon.words("moments_ahead.txt")

    def noun_of(self, weekday: Token) -> Token | None:
        """The noun on which a weekday stands as its possessor or modifier; None where it stands otherwise."""
        of = weekday.head.head
        if weekday.dep_ == "pobj" and weekday.head.lower_ == "on" and of.pos_ == "NOUN" and of.i == weekday.i - 2:
            # `the trip on Monday is the first`: the weekday behind its noun, in a clause that is not of the past
            verb = self._verb(of)
            told = verb is None or verb.tag_ not in ("VBZ", "VBP", "VB") or of.dep_ not in ("nsubj", "nsubjpass")
            return None if told or not self._is_appointed(of) else of
        token = weekday
        for _ in range(3):
            if token.dep_ not in ("poss", "compound", "nmod", "amod", "npadvmod", "nummod"):
                return None
            token = token.head
            if token.i <= weekday.i:
                return None
            named = token.pos_ == "PROPN" and self._is_appointed(token)  # `the Monday Hearing`
            if named or (token.pos_ == "NOUN" and token.lower_ not in ("morning", "afternoon", "evening", "night")):
                return token
        return None

    def ways(self, weekday: Token, back: int) -> bool | None:
        """True where the noun of the weekday is awaited, False where it is over; None where the weekday is on none.

        `back`: days from the weekday last gone by to the day of publication, 0 to 6.
        """
        noun = self.noun_of(weekday)
        if noun is None:
            return None
        if noun.lemma_.lower() in self.unplanned and not self._is_marked(noun):
            return False
        weight = NEARNESS[back] if self._is_appointed(noun) else min(NEARNESS[back], 0.0) - (0.5 if back < 6 else 0)
        return weight + self.said_of(noun) + self._elsewhere(noun) > 0

    def is_awaited_today(self, noun: Token) -> bool:
        """Whether the words around an appointed happening of today say that it is still to come."""
        return self._is_appointed(noun) and self.said_of(noun, towards=False) + self._elsewhere(noun) >= 1.5

    def said_of(self, noun: Token, towards: bool = True) -> float:
        """What the words around the noun say: above nought that it is awaited, below that it is over.

        `towards`: whether `ahead of` and the like count. They tell which day, not whether it is over by now.
        """
        weight = 2.0 if self._is_marked(noun) else 0.0
        before = self._before(noun)
        verb = self._verb(noun)
        will = verb is not None and any(child.lower_ in WILL for child in verb.children)
        if TOWARDS.search(before):
            weight += 2.0 if towards else 0.0
        elif BEFORE.search(before):
            present = self._is_appointed(noun) and verb is not None and verb.tag_ in PRESENT and verb.tag_ != "VBG"
            weight += (2.0 if present else 1.0) if towards else 0.0
        elif OVER.search(before):
            return weight if will and before.endswith("after") else weight - 2.5
        if verb is not None:
            weight += self._of_verb(noun, verb)
        return weight + sum(self._of_clause(part) for part in noun.children if part.dep_ == "relcl")

    def _is_appointed(self, noun: Token) -> bool:
        return noun.lemma_.lower() in self.appointed

    @staticmethod
    def _is_marked(noun: Token) -> bool:
        return any(child.lower_ in AWAITED for child in noun.children)

    def _before(self, noun: Token) -> str:
        first = max(noun.left_edge.i, noun.i - LONGEST)
        return self.doc[max(0, first - 5, noun.sent.start) : first].text.replace("\n", " ").rstrip()

    @staticmethod
    def _verb(noun: Token) -> Token | None:
        """The verb of the clause, `be` too."""
        token = noun
        for _ in range(DEEPEST):
            if token.head.i == token.i:
                return None
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                return token
        return None

    def _of_verb(self, noun: Token, verb: Token) -> float:
        helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        finite = next((up for up in (verb, *verb.ancestors) if up.tag_ in ("VBD", "VBZ", "VBP", "MD")), verb)
        told = verb.tag_ == "VBG" and finite.tag_ == "VBD"  # `came, tendering it by the Friday deadline`
        if noun.lemma_.lower() == "deadline" and verb.lemma_ not in MISSED and verb.tag_ in PRESENT and not told:
            return 3.0
        if helpers & WILL:
            return 3.0 if self._is_appointed(noun) else 1.0
        if verb.lemma_.lower() in self.ahead and verb.tag_ != "VBD":
            return 2.0
        if helpers & MAY:
            return 0.0 if "have" in helpers else 1.0
        if verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children):
            planned = verb.head.lemma_.lower() in self.ahead and verb.head.tag_ != "VBD"
            return 2.0 if planned else 1.0
        subject = noun.dep_ in ("nsubj", "nsubjpass") and noun.head == verb
        held = noun.dep_ == "pobj" and noun.head.lower_ in HELD and noun.head.head == verb
        if verb.tag_ == "VBD" or helpers & {"was", "were"}:
            if any(child.dep_ == "mark" and child.lower_ == "if" for child in verb.children):
                return 1.0  # `if she did not appear at Monday's hearing`
            return -2.0 if subject or held else 0.0
        return 0.0

    def _of_clause(self, verb: Token) -> float:
        """What a relative clause on the noun says: `at which he is expected to speak`, `that ended in a brawl`."""
        helpers = {child.lower_ for child in verb.children}
        if helpers & WILL or (verb.lemma_.lower() in self.ahead and helpers & {"is", "are"}):
            return 2.0
        return -2.0 if verb.tag_ == "VBD" and not helpers & MAY else 0.0

    def _elsewhere(self, noun: Token) -> float:
        """What other sentences of the report say of the same noun, where it has no date of its own there."""
        if not self._is_appointed(noun):
            return 0.0
        total = sum(
            max(-2.0, min(2.0, self._spoken[other.i]))
            for other in self.doc
            if other.i in self._spoken and other.lemma_ == noun.lemma_ and other.sent.start != noun.sent.start
        )
        return max(-1.5, min(1.5, total / 2))

    @cached_property
    def _spoken(self) -> dict[int, float]:
        """What is said of each appointed happening that the report speaks of as known and undated."""
        return {
            token.i: self.said_of(token)
            for token in self.doc
            if token.pos_ == "NOUN"
            and self._is_appointed(token)
            and any(child.lower_ in ("the", "that", "this") for child in token.children)
            and not any(part.ent_type_ in ("DATE", "TIME") for part in token.subtree)
        }
