"""Denials of blame: `denied that it was behind the attack`, tied to who blamed the one who denies for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from whence.weigh.denials_sides import Tie
from whence.weigh.denials_untrue import lays_blame, proposition
from whence.weigh.statements import Statement, in_reach, spoken
from whence.weigh.timeline_words import kind_of, name_stem, stem
from whence.weigh.words import lexicon

_REACH_BLAME = 3
"""Sentences back to who blamed the one who denies."""
_EARLY = 10
"""Words of a blaming statement among which the one blamed is named; who stands later is mostly somebody else."""
_NAMED_FIRST = 4
"""Words among which the one stands who is said to have done it."""
_HARM = frozenset({"kill", "strike", "fire", "death", "explode", "crash", "kidnap", "hijack"})
"""Kinds of happening for which somebody is blamed."""
_BETWEEN = 3
"""Words after `of` among which the happening stands that somebody is accused of."""


def tied_by_blame(denials: Sequence[Statement], asserted: Sequence[Statement]) -> Iterable[Tie]:
    """`denied that it was behind the attack`, `denies it was involved`: tied to who blamed the denier for it.

    In the denier's own report the nearest such statement before is enough; in another it has to name the same kind of
    happening.
    """
    blaming = [statement for statement in asserted if _blames(statement)]
    for denial in denials:
        if not lays_blame(denial):
            continue
        what = proposition(denial) or denial
        accused = _accused(what)
        fitting = [
            statement
            for statement in blaming
            if statement.context.speaker_id != denial.context.speaker_id
            and not accused & spoken(statement)
            and in_reach(denial, statement)
            and not _blames_for_another(statement)
            and accused & {name_stem(re.sub(r"['’]s?$", "", word)) for word in statement.lower[:_EARLY]}
        ]
        own = [
            statement
            for statement in fitting
            if statement.context.report_id == denial.context.report_id
            and 0 <= denial.context.sentence - statement.context.sentence <= _REACH_BLAME
            and statement.start < denial.start
        ]
        kinds = {kind_of(word) for word in what.lower if kind_of(word) in _HARM}
        own = own or _told_of(denial, accused, kinds, asserted)
        nearest = max(own, key=lambda one: (one.start, one.row_id), default=None)
        for statement in fitting:
            same = bool(kinds & {kind_of(word) for word in statement.lower}) or _shares(what, statement, accused)
            if statement is nearest or (same and statement.context.report_id != denial.context.report_id):
                yield _tie(denial, statement)
        if nearest is not None and nearest not in fitting:
            yield _tie(denial, nearest)


def _shares(what: Statement, statement: Statement, accused: frozenset[str]) -> bool:
    """Whether two words say what it is that somebody is blamed for (`the poisoning of the spy`), beside who is."""
    blame = {stem(word) for word in lexicon("denials_blame.txt")}
    return len((what.words & statement.words) - accused - blame) > 1


def _tie(denial: Statement, statement: Statement) -> Tie:
    return Tie(denial, statement, f"the one who denies is blamed in what “{statement.context.cue}” introduces")


def _told_of(
    denial: Statement, accused: frozenset[str], kinds: set[str], asserted: Sequence[Statement]
) -> list[Statement]:
    """What somebody says just before, with no word of blame: that the accused did what was done (`set the fire`)."""
    return [
        one
        for one in asserted
        if one.context.report_id == denial.context.report_id
        and one.context.speaker_id != denial.context.speaker_id
        and one.start < denial.start
        and 0 <= denial.context.sentence - one.context.sentence <= _REACH_BLAME
        and not accused & spoken(one)
        and accused & {name_stem(word) for word in one.lower[:_NAMED_FIRST]}
        and kinds & {kind_of(word) for word in one.lower}
    ]


def _blames(statement: Statement) -> bool:
    """Whether the statement lays something at somebody's door: `blamed`, `accused`, `was behind`, `is responsible`."""
    return bool((set(statement.context.cue.lower().split()) | set(statement.lower)) & lexicon("denials_blame.txt"))


def _blames_for_another(statement: Statement) -> bool:
    """`accused him of destroying evidence of the attack`: what is laid at his door is not the attack."""
    said = statement.lower
    for at in range(1, len(said) - 1):
        if said[at] == "of" and said[at + 1].endswith("ing") and at < _EARLY:
            return not any(kind_of(word) in _HARM for word in said[at + 1 : at + 2 + _BETWEEN])
    return False


def _accused(denial: Statement) -> frozenset[str]:
    """Who is said not to have done it: those named before the first word of blame, and the denier for `it`, `his`.

    Where somebody else is meant by a common noun (`that the rebels were responsible`), nobody is known by name.
    """
    names: set[str] = set()
    others: set[str] = set()
    for word in denial.lower:
        if word in lexicon("denials_blame.txt"):
            break
        if name_stem(word) in denial.names:
            names.add(name_stem(word))
        elif stem(word) in denial.others and word not in lexicon("denials_bodies.txt"):
            others.add(word)
    if not names and not (others and set(denial.lower) & lexicon("denials_blame.txt")):
        names.update(spoken(denial) | denial.party)
    return frozenset(names - {name_stem(word) for word in lexicon("denials_bodies.txt")})
