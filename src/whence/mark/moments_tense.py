"""Which way a time expression points, read from the parse: the tense of the verb that governs it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from spacy.tokens import Doc, Token

from whence.mark import lexicon
from whence.mark.moments_awaited import Awaited

Tense = Literal["past", "future", "present", "unknown"]

MODALS = {"will": "future", "shall": "future", "'ll": "future", "’ll": "future", "wo": "future"}
WEAK_MODALS = frozenset({"would", "may", "might", "should", "can", "must", "'d", "’d"})
TRIED = frozenset(
    {"try", "seek", "attempt", "struggle", "get", "manage", "begin", "start", "vote", "have", "go", "continue", "rush"}
    | {"prompt", "force", "cause", "lead", "compel"}
    | {"proceed", "scramble", "use", "fail", "refuse", "decline", "neglect", "forget"}
)
"""In the past, verbs whose infinitive shares their time."""
COMMITTED = frozenset(
    {"commit", "agree", "promise", "pledge", "plan", "decide", "choose", "threaten", "offer", "hope", "want"}
)
"""Verbs whose infinitive or gerund lies after them."""
MAX_CLIMB = 12
MAX_BACK = 8
UNCERTAIN = frozenset({"planned", "possible", "potential", "future", "next", "expected", "imminent", "threatened"})


class Tenses:
    """The tense at any place of one parsed text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.awaited = Awaited(doc)
        self.offsets = [int(at) for at in doc.to_array(["IDX"]).ravel()]
        self.ahead = lexicon.words("moments_ahead.txt")
        self.unplanned = lexicon.words("moments_unplanned.txt")
        self.timetable = lexicon.words("moments_timetable.txt")
        self.speech = {row[0] for row in lexicon.rows("attribution_verbs.tsv") if row[1] == "said"}

    def token_at(self, offset: int) -> Token | None:
        """The token that holds the character at `offset`, or the last one before it."""
        index = bisect_right(self.offsets, offset) - 1
        return self.doc[index] if index >= 0 else None

    def at(self, start: int, end: int) -> Tense:
        """The tense of the verb that governs the words from `start` to `end`."""
        token = self.token_at(start)
        if token is None:
            return "unknown"
        if self._behind_the_unplanned(token):
            return "past"
        for _ in range(MAX_CLIMB):
            if token.tag_ == "VB" and self._was_to_be(token):
                return "past"
            if not start <= token.idx < end and self._looks_ahead(token, start):
                return "future"
            if token.pos_ in ("VERB", "AUX") and not start <= token.idx < end:
                tense = self._of_verb(token)
                if tense != "unknown":
                    return tense
            if token.head.i == token.i:
                break
            token = token.head
        return "unknown"

    def _behind_the_unplanned(self, token: Token) -> bool:
        """Whether the words date a happening that nobody announces (`after the Friday killing`), told as known."""
        above = next((up for up in token.ancestors if up.pos_ in ("VERB", "AUX") or self._unplanned(up)), None)
        noun = above if above is not None and self._unplanned(above) else None
        for near in reversed(self.doc[max(0, token.i - MAX_BACK) : token.i]):
            if noun is not None or near.pos_ in ("VERB", "AUX", "PUNCT"):
                break
            noun = near if self._unplanned(near) else None
        if noun is None:
            return False
        return any(
            child.lower_ in ("the", "this", "that") or child.dep_ == "poss" or child.tag_ == "PRP$"
            for child in noun.children
        ) and not any(child.lemma_.lower() in UNCERTAIN for child in noun.children)

    def _unplanned(self, token: Token) -> bool:
        return token.pos_ == "NOUN" and token.lemma_.lower() in self.unplanned

    def strong(self, start: int) -> bool:
        """Whether `will` stands with a verb above the words at `start`."""
        token = self.token_at(start)
        if token is None:
            return False
        verbs = [above for above in token.ancestors if above.pos_ in ("VERB", "AUX")][:1]
        return any(child.lower_ in MODALS for verb in verbs for child in verb.children)

    def under_past(self, start: int) -> bool:
        """Whether the words hang on an infinitive under a past verb that plans nothing (`agreed to let them in`)."""
        token = self.token_at(start)
        verb = next((above for above in token.ancestors if above.pos_ == "VERB"), None) if token is not None else None
        if verb is None or verb.tag_ != "VB" or not any(child.tag_ == "TO" for child in verb.children):
            return False
        above = verb.head
        return above.i != verb.i and above.tag_ == "VBD" and above.lemma_.lower() not in self.ahead

    def perfect(self, start: int) -> bool:
        """Whether the verb above the words at `start` is a present perfect (`has given them until Tuesday`)."""
        token = self.token_at(start)
        verb = next((above for above in token.ancestors if above.pos_ == "VERB"), None) if token is not None else None
        return verb is not None and any(child.lower_ in ("has", "have") for child in verb.children)

    def scheduled(self, start: int) -> bool:
        """Whether a verb of the timetable in the simple present has the words at `start` (`the fair opens Monday`).

        Other verbs do not tell: captions put what is over into the present (`Villagers leave the mill on Friday`).
        """
        token = self.token_at(start)
        if token is None:
            return False
        verb = token.head
        while verb.lower_ in ("on", "at", "morning", "afternoon", "evening", "night") and verb.head.i != verb.i:
            verb = verb.head
        present = verb.pos_ == "VERB" and verb.tag_ in ("VBZ", "VBP") and verb.i < token.i
        return present and verb.lemma_.lower() in self.timetable

    def _looks_ahead(self, token: Token, start: int) -> bool:
        """Whether a word points its date ahead; in a past tense of its own only across `for`, `until` or `to`."""
        if token.lower_ == "set" and token.i + 1 < len(self.doc):
            return token.tag_ == "VBN" and self.doc[token.i + 1].lower_ in ("to", "for")
        if token.lemma_.lower() not in self.ahead and token.lower_ != "slated":  # the parser knows no such verb
            return False
        if token.lower_ == "due" and token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "to":
            return token.i + 2 < len(self.doc) and self.doc[token.i + 2].tag_ == "VB"
        if any(child.lower_ == "had" for child in token.children) or (
            token.i and self.doc[token.i - 1].lower_ == "been"
        ):
            return False
        if token.tag_ != "VBD" or token.lemma_.lower() in ("plan", "schedule"):
            return True
        first = self.token_at(start)
        return first is not None and first.i > 0 and self.doc[first.i - 1].lower_ in ("for", "until", "till", "to")

    def _of_verb(self, verb: Token) -> Tense:
        helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        words = {child.lower_ for child in helpers}
        if any(word in MODALS for word in words):
            return "future"
        if words & WEAK_MODALS:
            # `would have met` looks back, `would meet` looks ahead.
            return "past" if "have" in words else "future"
        if any(child.tag_ == "TO" for child in helpers):
            if "have" in words or self._first_to(verb):
                return "past"
            # `flew in to meet them on Friday`, `tried to meet them on Friday`: of the time of the verb above.
            purpose = (
                verb.dep_ == "advcl"
                and verb.head.i != verb.i
                and verb.head.tag_ in ("VBD", "VBN")
                and verb.head.lemma_.lower() not in COMMITTED
            )
            tried = verb.dep_ == "xcomp" and verb.head.tag_ == "VBD" and verb.head.lemma_ in TRIED
            return self._of_verb(verb.head) if purpose or tried else "future"
        if verb.tag_ == "VBD":
            return "past"
        if verb.tag_ == "VBN":
            return self._of_participle(verb, helpers)
        if verb.tag_ == "VBG":
            if words & {"was", "were", "been"}:
                return "past"
            to = verb.head
            if not words and to.lower_ == "to" and to.tag_ == "IN" and to.head.lemma_.lower() in COMMITTED | {"look"}:
                return "future"  # `committed to testifying`, `looks forward to meeting them`
            root = verb.sent.root
            if not words and verb.dep_ == "advcl" and verb.lemma_.lower() in self.speech and root.tag_ != "VBG":
                # `..., telling reporters on Friday`: speech goes with the main clause, whatever it is attached to.
                return self._of_verb(root)
            return "present" if words & {"is", "are", "am", "'s", "'re", "’s", "’re"} else "unknown"
        if verb.tag_ in ("VBZ", "VBP"):
            return "future" if self._is_to(verb) else "present"
        return "unknown"

    @staticmethod
    def _is_to(verb: Token) -> bool:
        """`are to travel on Wednesday`: a plan."""
        return verb.lemma_ == "be" and any(
            child.tag_ == "VB" and child.dep_ == "xcomp" and any(word.tag_ == "TO" for word in child.children)
            for child in verb.children
            if 0 < child.i - verb.i <= 3
        )

    def _was_to_be(self, verb: Token) -> bool:
        """`had been due to expire Friday`: a plan that the pluperfect puts behind us."""
        plan = verb.head
        if plan.i == verb.i or plan.lemma_.lower() not in self.ahead | {"set"}:
            return False
        words = {child.lower_ for token in (plan, plan.head) for child in (token, *token.children)}
        return "had" in words and "been" in words

    @staticmethod
    def _first_to(verb: Token) -> bool:
        """`became the first town to close on Friday`: done, where the clause above is told as past."""
        if verb.dep_ not in ("relcl", "acl") or verb.sent.root.tag_ != "VBD":
            return False
        return any(word.lower_ in ("first", "last", "latest", "only") for word in (verb.head, *verb.head.children))

    @staticmethod
    def _of_participle(verb: Token, helpers: list[Token]) -> Tense:
        words = {child.lower_ for child in helpers}
        if words & {"is", "are", "be", "'s", "’s"} and not words & {"has", "have", "had", "been"}:
            return "present"
        return "past" if helpers or verb.dep_ in ("acl", "relcl", "amod", "advcl", "conj", "ROOT") else "unknown"
