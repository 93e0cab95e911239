"""Whether a statement is about the one who denies, and what is said of it: by name, or by the noun that stands for him.

`The prison service rejected the allegations` answers what was said of `Greymoor prison`.
"""

from __future__ import annotations

import re

from whence.weigh.statements import SPEAKER_WORDS, WORD, Statement, spoken
from whence.weigh.timeline_words import name_stem, stem
from whence.weigh.words import lexicon

_FIRST = 5
"""Words of a statement among which its subject is named."""
_BE = frozenset({"is", "are", "was", "were", "wasn't", "isn't", "weren't", "aren't"})


def is_blamed(statement: Statement, denial: Statement) -> bool:
    """`The rebels blamed government jets for the strike`: of a denial by the government, whatever else it is called."""
    blamed = set(statement.context.cue.lower().split()) & lexicon("denials_blame.txt")
    return bool(blamed) and is_named(denial, statement.lower[:_FIRST], bodies=True)


def is_named(denial: Statement, said: tuple[str, ...], *, bodies: bool = False) -> bool:
    """Whether the one who denies is among these words: by name, or by a noun that is his alone (`the clinic`).

    With `bodies` by what many are called as well (`the government`).
    """
    heard = {re.sub(r"['’]s?$", "", word) for word in said}
    if (spoken(denial) | denial.party) & {name_stem(word) for word in heard}:
        return True
    common = lexicon("sources_titles.txt") | lexicon("words_function.txt") | SPEAKER_WORDS
    common |= frozenset() if bodies else lexicon("denials_bodies.txt")
    words = (re.sub(r"['’]s?$", "", word) for word in WORD.findall(denial.context.speaker_name or ""))
    nouns = {word for word in words if word.islower() and word not in common}
    return bool({stem(word) for word in nouns} & {stem(word) for word in heard})


def lacks_what_is_said_of_it(what: Statement, statement: Statement) -> bool:
    """`denied that the meeting was improper`: a statement about the meeting says nothing of the kind."""
    said = what.lower
    at = next((at for at, word in enumerate(said) if word in _BE), None)
    if at is None:
        return False
    behind = {stem(word) for word in said[at + 1 :]} & what.others
    return bool(behind) and not behind & {stem(word) for word in statement.lower}
