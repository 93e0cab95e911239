"""Who is said to have done, or not to have done, what: the doer and the deed of a denial, and statements of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.weigh.statements import SPEAKER_WORDS, WORD, Statement, deed_of, mapping_keys, narrowed
from whence.weigh.timeline_words import name_stem, stem
from whence.weigh.words import lexicon

_BETWEEN = 3
"""Words that may stand between the doer's name and the deed (`Smith's troops have repeatedly used`)."""
_MANNER = "ly"
"""The ending of the words that only say how: `accidentally shot down`."""
_ASIDE = re.compile(r",\s(?:the|a|an|who|which|its|his|her|their)\s[^,.;]{1,80},\s")
"""What is told in passing of whoever is named (`Smith, the head of the works, had sold them`)."""
_OWNERS = frozenset({"its", "their", "his", "her"})
_PASSIVE = frozenset({"was", "were", "been", "being"})
_HELD_THAT = frozenset({"evidence", "proof", "belief", "conclusion", "possibility", "question", "fact"})
"""Nouns after which a `that` clause is talked about and not said."""


def compared(statement: Statement) -> frozenset[str]:
    """Its words to be compared with another's: names, and other words in whatever form (`struck`, `striking`)."""
    return statement.names | {deed_of(word) for word in statement.lower if stem(word) in statement.others}


def says_it_did(statement: Statement, doers: frozenset[str], deed: str) -> bool:
    """Whether the statement says outright that the doer did the deed: a clause of its own, no `Smith's use of`.

    What somebody calls for, or `the evidence that Smith ...`, says nothing of the kind.
    """
    said = statement.lower
    if set(statement.context.cue.lower().split()) & (lexicon("denials_asking.txt") | lexicon("denials_cues.tsv")):
        return False
    held = mapping_keys() | _HELD_THAT
    accused = statement.context.cue.lower().startswith("accus")
    for at, word in enumerate(said):
        if name_stem(word) not in doers or set(said[at + 1 : at + 2]) & lexicon("denials_others.txt"):
            continue  # `Syrian rebels` are not Syria
        if any(said[i] == "that" and i and said[i - 1] in held for i in range(at)):
            return False
        for i in range(at + 1, min(len(said), at + 2 + _BETWEEN)):
            if said[i] == "for":  # `blamed Smith for allegedly using them`
                break
            if said[i].endswith("ing") and said[i + 1 : i + 2] == ("of",):
                break  # `the row over Smith's using of them`
            if deed_of(said[i]) == deed and said[i - 1] not in ("to", "of", "the") and not said[i - 1].endswith("'s"):
                return True
            if accused and deed_of(said[i]) == deed and said[i - 1] == "of" and said[i].endswith("ing"):
                return True  # `accused Smith of using them`
        if _is_done_by(said, at, deed):
            return True
    return False


def _is_done_by(said: Sequence[str], doer: int, deed: str) -> bool:
    """`was shot down by Smith's troops`: the passive, with the doer after `by`."""
    by = next((at for at in range(doer - 1, max(0, doer - 1 - _BETWEEN), -1) if said[at] == "by"), None)
    if by is None:
        return False
    return any(deed_of(said[at]) == deed and said[at - 1] in _PASSIVE for at in range(max(1, by - _BETWEEN), by))


def doers_and_deed(denial: Statement) -> tuple[frozenset[str], str | None]:
    """Who is said not to have done what: the names before the first other word; `he`, `its forces` are the denier."""
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")
    parts = WORD.findall(denial.context.speaker_name or "")
    denier = {name_stem(part) for part in parts if part[0].isupper() and part.lower() not in left_out}
    denier |= denial.party
    denial = narrowed(denial, _ASIDE.sub(" ", denial.context.content))
    doers: set[str] = set()
    for at, word in enumerate(denial.lower):
        if at and denial.lower[at - 1] in _OWNERS and not word.endswith("ing"):
            continue  # `its jets bombed it`: what is owned is no deed
        if name_stem(word) in denial.names:
            doers.add(name_stem(word))
        elif word in SPEAKER_WORDS and not doers:
            doers = set(denier)
        elif word.endswith(_MANNER):
            continue
        elif stem(word) in denial.others and word not in lexicon("denials_bodies.txt"):
            if word.endswith("ing") and all(one.endswith(_MANNER) for one in denial.lower[:at]):  # `denied shooting it`
                doers = set(denier)
            if doers:
                return frozenset(doers), deed_of(word)
    return frozenset(doers), None
