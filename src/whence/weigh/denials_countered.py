"""Denials that no word of denying tells: `The army said that it did not shell the school`, after it was said to have.

A sentence with a `not` denies nothing by itself. It answers an accusation where another says, in the same report just
before or in one near in time, that the very one who speaks did that very thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.weigh.denials_deeds import doers_and_deed, says_it_did
from whence.weigh.denials_sides import Tie
from whence.weigh.denials_untrue import is_denial
from whence.weigh.statements import SPEAKER_WORDS, WORD, Statement, deed_of, in_reach, spoken
from whence.weigh.timeline_words import name_stem, stem
from whence.weigh.words import lexicon

_REACH_BACK = 3
"""Sentences back to the accusation."""
_EARLY = 7
"""Words among which the one who speaks says that he did not."""
_DID = frozenset({"did", "had", "has", "have", "was", "were"})
_SELF = SPEAKER_WORDS | {"i", "we", "my", "our"}


def tied_by_countering(statements: Sequence[Statement], asserted: Sequence[Statement]) -> Iterable[Tie]:
    """What somebody says he did not do, with the statements of others that he did it."""
    for answer in statements:
        if not _says_he_did_not(answer):
            continue
        doers, deed = _doers(answer), doers_and_deed(answer)[1] or _deed(answer)
        if not doers or deed is None:
            continue
        for one in asserted:
            if _is_answered(one, answer) and says_it_did(one, doers, deed) and _shares(one, answer, doers, deed):
                said = " ".join(answer.context.content.split())
                yield Tie(answer, one, f"“{answer.context.cue}” that “{said}” answers that the one who speaks did it")


def _says_he_did_not(answer: Statement) -> bool:
    if answer.stance not in ("assert", "deny") or answer.context.speaker_id is None or is_denial(answer):
        return False
    early = answer.lower[:_EARLY]
    if "?" in answer.context.content or set(early) & {"if", "whether", "unless"}:
        return False
    if set(answer.lower) & {"evidence", "proof"}:
        return False  # `had not found evidence that` denies nothing
    not_so = (
        any(
            (word in _DID and early[at + 1] in ("not", "never")) or (word.endswith("n't") and word[:-3] in _DID)
            for at, word in enumerate(early[:-1])
        )
        or "never" in early[1:3]
    )
    if not not_so:
        return False
    return early[0] in _SELF or name_stem(early[0]) in spoken(answer) or early[0] == "that" or bool(_own_men(answer))


def _own_men(answer: Statement) -> frozenset[str]:
    """`An army spokesman said soldiers had not burned it`: the men of the body for which somebody speaks."""
    bodies = lexicon("denials_bodies.txt")
    speaks_for = {word.lower() for word in WORD.findall(answer.context.speaker_name or "")} & bodies
    first = answer.lower[1] if answer.lower[:1] == ("its",) else answer.lower[0]
    return frozenset({name_stem(first)}) if speaks_for and first in bodies else frozenset()


def _doers(answer: Statement) -> frozenset[str]:
    """The names of the one who speaks; a body without a name (`the army`) is known by its noun."""
    names = spoken(answer) | _own_men(answer)
    if names:
        return names
    left_out = lexicon("words_function.txt")
    words = WORD.findall(answer.context.speaker_name or "")
    return frozenset(name_stem(word) for word in words[-1:] if word.lower() not in left_out)


def _deed(answer: Statement) -> str | None:
    """The first word behind the `not` that means something."""
    said = answer.lower
    at = next((i for i, word in enumerate(said) if word in ("not", "never") or word.endswith("n't")), len(said))
    return next((deed_of(word) for word in said[at + 1 : at + 4] if stem(word) in answer.others), None)


def _is_answered(one: Statement, answer: Statement) -> bool:
    if one.context.speaker_id == answer.context.speaker_id or spoken(one) & spoken(answer):
        return False
    if one.context.report_id == answer.context.report_id:
        return one.end <= answer.start and answer.context.sentence - one.context.sentence <= _REACH_BACK
    return bool(spoken(answer)) and in_reach(one, answer)


def _shares(one: Statement, answer: Statement, doers: frozenset[str], deed: str) -> bool:
    """Whether another word than the doer and the deed stands in both."""
    deeds = {word for word in one.words if deed_of(word) == deed} | {deed}
    return bool((one.words & answer.words) - doers - deeds)
