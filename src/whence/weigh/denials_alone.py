"""Denials that say themselves what they deny: `denied shooting down the plane`, though no report gives who said so.

A reader must not lose such a denial because the other side was not heard. It stands alone only where its own words
state a claim: a clause, a doing (`using gas`), `any use of`, or a clause after `the allegation that`. What only points
(`the charge`, `that assertion`), refuses (`denied them access`) or disagrees (`rejected the notion`) states none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from whence.weigh.denials_sides import Tie, is_insistence
from whence.weigh.denials_untrue import calls_untrue, clears_itself, lays_blame, proposition
from whence.weigh.statements import Statement, mapping_keys
from whence.weigh.timeline_words import name_stem
from whence.weigh.words import lexicon, mapping

_ALONE = "only the denial was found; what it denies is known from its own words"
_EARLY = 6
"""Words among which a clause without `that` has its verb, and `the allegation` its noun."""
_LATE = 10
"""Words among which `insisted` is followed by what turns it into a denial."""
_FEWEST = 2
"""Words with a meaning of their own that a claim has: fewer say only that something is denied."""
_FIRST = 2
"""Words among which what is denied is named, where no clause tells it (`contacts with the mill`, `any contacts`)."""
_SUBJECT = 12
"""Words of a clause without `that` among which its verb stands, where it opens with whose it is about (`its goal`)."""
_WILLING = frozenset({"willing", "ready", "prepared", "going", "able"})
"""After these a `not` refuses or foretells, and denies nothing."""
_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i", "there"})
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "the"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "did", "does", "do"})
_NEGATORS = frozenset({"not", "never", "no"})
_NEXT_SENTENCE = re.compile(r"[a-z]{2}[.!?][\"”’]?\s+[\"“‘]?[A-Z]")
_ING = re.compile(r"[a-z]{2,}ing")


def standing_alone(denials: Iterable[Statement], tied: Sequence[Tie]) -> list[Tie]:
    """Of denials that are tied to nothing, those that state what they deny, as ties without a statement."""
    known = {tie.denial.row_id for tie in tied}
    return [
        Tie(denial, None, f"{_ALONE} (“{denial.context.cue}”)")
        for denial in denials
        if denial.row_id not in known and states_a_claim(denial)
    ]


def states_a_claim(denial: Statement) -> bool:
    """Whether the words of the denial say by themselves what is denied."""
    said = denial.lower
    if clears_itself(denial):
        return True
    if not said or _NEXT_SENTENCE.search(denial.context.content):  # not what was denied alone
        return False
    if calls_untrue(denial) and proposition(denial) is None:
        return False
    if is_insistence(denial):
        return _is_turned_round(said)
    early = said[:_EARLY]
    doing = next((word for word in said if not word.endswith("ly")), "")
    nouns = [at for at, word in enumerate(early) if word in mapping_keys()]
    if nouns and set(said[nouns[0] + 1 : nouns[0] + 2]) & _FINITE and not calls_untrue(denial):
        return _holds_enough(denial, 0)  # `the statements were contradictory`
    if nouns and said[nouns[0] + 1 : nouns[0] + 2] == ("as",):
        return False  # `the claims as gossip`
    if nouns:
        return mapping("denials_claims.tsv")[early[nouns[0]]] != "-" and _holds_enough(denial, nouns[0] + 1)
    if set(said[:_FIRST]) & lexicon("denials_things.txt") or _is_of_somebody(denial):
        return _holds_enough(denial, 0) or said[1:2] == ("such",)
    states = "that" in early or _ING.fullmatch(doing) is not None or bool(_FINITE & set(early[1:]))
    owned = said[0] in _OWNERS and bool(_FINITE & set(said[1:_SUBJECT])) and not {"who", "which"} & set(said)
    return (states or owned or _is_clause(early)) and _holds_enough(denial, 0)


def _is_of_somebody(denial: Statement) -> bool:
    """`Ostrel's involvement in the raid`, `Mara Ilves's role`: names, and then the noun of what is denied."""
    said = denial.lower[:_EARLY]
    things = lexicon("denials_things.txt") - {"any", "all"}
    at = next((at for at, word in enumerate(said) if word in things), 0)
    return at > 0 and all(len(word) == 1 or name_stem(word.removesuffix("'s")) in denial.names for word in said[:at])


def _is_clause(early: Sequence[str]) -> bool:
    """`he discussed the dam`, `his campaign colluded with them`: a clause without `that`."""
    if early[0] in _SUBJECTS:
        return True
    return early[0] in _OWNERS and any(word.endswith("ed") and len(word) > 4 for word in early[2:])


def _is_turned_round(said: Sequence[str]) -> bool:
    """`insisted that it had not sold them`: past or present, and no lack of proof, which denies nothing."""
    near = said[:_LATE]
    turned = any(word in _FINITE and after in _NEGATORS for word, after in pairwise(near)) or any(
        word.endswith("n't") and word[:-3] in _FINITE for word in near
    )
    return turned and not set(said) & {"evidence", "proof", "enough"} and not set(near) & _WILLING


def _holds_enough(denial: Statement, start: int) -> bool:
    meant = {word for word in denial.lower[start:] if word not in lexicon("words_function.txt")}
    return len(meant) >= _FEWEST or (bool(meant) and lays_blame(denial))
