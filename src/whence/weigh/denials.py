"""A denial tied to what it denies.

A denial that hangs on the wrong statement puts words in somebody's mouth twice over. So a tie is made on two kinds of
evidence only: the denied words are nearly all in the other's statement, with the name of whom it concerns; or the
denial speaks of `these claims`, `the ... report`, and the sentence before it made one. Anything else is no dispute.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whence.account import Dispute, DisputeSide
from whence.records import Attribution, digest
from whence.weigh.statements import (
    SPEAKER_WORDS,
    WORD,
    AttributionContext,
    Statement,
    day_of,
    in_reach,
    mapping_keys,
    plain_name,
    read_statements,
    spoken,
)
from whence.weigh.timeline_words import kind_of, name_stem, stem
from whence.weigh.words import lexicon, mapping

_COVERED = 0.75
"""The share of the denied words that must be in the statement."""
_SAME_DENIAL = 0.6
"""The share of the longer denial's words that two denials have in common where they are one."""
_BETWEEN = 3
"""Words that may stand between the doer's name and the deed (`Smith's troops have repeatedly used`)."""
_FEWEST = 3
"""Denied words, and shared words, below which a tie says nothing."""
_REACH_BACK = 2
"""Sentences back to which `these claims` can point."""
_REACH_BLAME = 3
"""Sentences back to who blamed the one who denies."""
_EARLY = 10
"""Words of a blaming statement among which the one blamed is named; who stands later is mostly somebody else."""
_HELD_THAT = frozenset({"evidence", "proof", "belief", "conclusion", "possibility", "question", "fact"})
"""Nouns after which a `that` clause is talked about and not said."""
_HARM = frozenset({"kill", "strike", "fire", "death", "explode", "crash", "kidnap", "hijack"})
"""Kinds of happening for which somebody is blamed."""
_LONGEST_LABEL = 120
"""Characters of the denied words in a label."""


@dataclass(frozen=True, slots=True)
class _Tie:
    denial: Statement
    denied: Statement
    reason: str


def find_denials(attributions: Sequence[Attribution], context: Mapping[str, AttributionContext]) -> list[Dispute]:
    """The disputes in which one speaker denies what another asserts: side 1 the assertions, side 2 the denials.

    Denials with nearly the same words, or of the same statement, are one dispute, whoever denies. `opened` is the day
    of the first denial: when it was said, else the last day on which its report can have been published.
    """
    known = read_statements(attributions, context)
    denials = [statement for statement in known if is_denial(statement)]
    asserted = [statement for statement in known if asserts(statement)]
    ties = [
        *_tied_by_words(denials, asserted),
        *_tied_by_reference(denials, asserted),
        *_tied_by_blame(denials, asserted),
    ]
    disputes = [_dispute(group) for group in _grouped(ties)]
    return sorted(disputes, key=lambda dispute: (dispute.opened or "", dispute.id))


# --- what is denied, what is asserted --------------------------------------------------------------------------------


def is_denial(statement: Statement) -> bool:
    """Whether a known speaker rejects a statement as untrue."""
    if statement.attribution.stance != "deny" or statement.context.speaker_id is None:
        return False
    cues = mapping("denials_cues.tsv")
    kinds = {cues[word] for word in statement.context.cue.lower().split() if word in cues}
    if "always" in kinds:
        return True
    return "claim" in kinds and bool(set(statement.lower[:6]) & mapping_keys())


def asserts(statement: Statement) -> bool:
    """A plain statement by a known speaker: no denial, no condition, no negation, nothing left open."""
    return (
        statement.attribution.stance in ("assert", "confirm")
        and statement.context.speaker_id is not None
        and not set(statement.lower) & lexicon("denials_open.txt")
        and not any(word.endswith("n't") for word in statement.lower)
        and "?" not in statement.context.content
    )


# --- ties ------------------------------------------------------------------------------------------------------------


def _tied_by_words(denials: Sequence[Statement], asserted: Sequence[Statement]) -> Iterable[_Tie]:
    holding: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(asserted):
        for word in sorted(statement.words):
            holding[word].append(index)
    for denial in denials:
        if len(denial.words) < _FEWEST:
            continue
        doers, deed = doers_and_deed(denial)
        counts = Counter(index for word in sorted(denial.words) for index in holding.get(word, ()))
        for index, count in sorted(counts.items()):
            statement = asserted[index]
            covered = count / len(denial.words)
            if count < _FEWEST or (covered < _COVERED and not _is_within(statement, denial)):
                continue
            if _concerns(denial, statement, doers, deed):
                reason = f"{count} of the {len(denial.words)} words denied stand in what the other said"
                yield _Tie(denial, statement, reason)


def _concerns(denial: Statement, statement: Statement, doers: frozenset[str], deed: str | None) -> bool:
    """Whether the statement says of the same one that he did the same thing."""
    if denial.context.speaker_id == statement.context.speaker_id or not in_reach(denial, statement):
        return False
    if _is_within(statement, denial):
        return True
    return bool(doers) and deed is not None and says_it_did(statement, doers, deed)


def says_it_did(statement: Statement, doers: frozenset[str], deed: str) -> bool:
    """Whether the statement says outright that the doer did the deed: a clause of its own, no `Smith's use of`.

    What somebody calls for, or `the evidence that Smith ...`, says nothing of the kind.
    """
    said = statement.lower
    if set(statement.context.cue.lower().split()) & lexicon("denials_asking.txt"):
        return False
    held = mapping_keys() | _HELD_THAT
    for at, word in enumerate(said):
        if name_stem(word) not in doers:
            continue
        if any(said[i] == "that" and i and said[i - 1] in held for i in range(at)):
            return False
        for i in range(at + 1, min(len(said), at + 2 + _BETWEEN)):
            if stem(said[i]) == deed and said[i - 1] not in ("to", "of", "the") and not said[i - 1].endswith("'s"):
                return True
    return False


def _is_within(statement: Statement, denial: Statement) -> bool:
    """`denied reports suggesting that ...`: the denied statement stands in the denial itself."""
    inner, outer = statement.attribution, denial.attribution
    return inner.report_id == outer.report_id and outer.start <= inner.start and inner.end <= outer.end


def doers_and_deed(denial: Statement) -> tuple[frozenset[str], str | None]:
    """Who is said not to have done what: the names before the first other word; `he`, `its forces` are the denier."""
    doers: set[str] = set()
    for word in denial.lower:
        if name_stem(word) in denial.names:
            doers.add(name_stem(word))
        elif word in SPEAKER_WORDS and not doers:
            left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")
            spoken = WORD.findall(denial.context.speaker_name or "")
            doers = {name_stem(part) for part in spoken if part[0].isupper() and part.lower() not in left_out}
        elif stem(word) in denial.others and doers and word not in lexicon("denials_bodies.txt"):
            return frozenset(doers), stem(word)
    return frozenset(doers), None


def _tied_by_reference(denials: Sequence[Statement], asserted: Sequence[Statement]) -> Iterable[_Tie]:
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in asserted:
        by_report[statement.context.report_id].append(statement)
    for denial in denials:
        nouns = [word for word in denial.lower if word in mapping_keys()]
        if len(nouns) != 1 or len(denial.words) > _FEWEST or len(denial.lower) > 6:
            continue
        before = [
            statement
            for statement in by_report[denial.context.report_id]
            if 0 <= denial.context.sentence - statement.context.sentence <= _REACH_BACK
            and statement.attribution.end <= denial.attribution.start
            and statement.context.speaker_id != denial.context.speaker_id
        ]
        nearest = max(
            before, key=lambda statement: (statement.attribution.start, statement.attribution.id), default=None
        )
        if nearest is not None and _is_meant(denial, nouns[0], nearest):
            said = " ".join(denial.context.content.split())
            yield _Tie(denial, nearest, f"“{said}” follows a statement made by “{nearest.context.cue}”")


def _is_meant(denial: Statement, noun: str, statement: Statement) -> bool:
    """`these claims` after `claimed that`; `the ... report` where the one reporting is named in it."""
    forms = set(mapping("denials_claims.tsv")[noun].split())
    made_so = bool(forms & set(statement.context.cue.lower().split()))
    speaker = {name_stem(word) for word in WORD.findall(statement.context.speaker_name or "") if word[0].isupper()}
    return made_so and (not denial.names or bool(denial.names & speaker))


def _tied_by_blame(denials: Sequence[Statement], asserted: Sequence[Statement]) -> Iterable[_Tie]:
    """`denied that it was behind the attack`, `denies it was involved`: tied to who blamed the denier for it.

    In the denier's own report the nearest such statement before is enough; in another it has to name the same kind of
    happening.
    """
    blaming = [statement for statement in asserted if _blames(statement)]
    for denial in denials:
        if not set(denial.lower) & lexicon("denials_blame.txt"):
            continue
        accused = _accused(denial)
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
            and statement.attribution.start < denial.attribution.start
        ]
        nearest = max(own, key=lambda one: (one.attribution.start, one.attribution.id), default=None)
        kinds = {kind_of(word) for word in denial.lower if kind_of(word) in _HARM}
        for statement in fitting:
            same = bool(kinds & {kind_of(word) for word in statement.lower})
            if statement is nearest or (same and statement.context.report_id != denial.context.report_id):
                yield _Tie(
                    denial, statement, f"the one who denies is blamed in what “{statement.context.cue}” introduces"
                )


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
    """Who is said not to have done it: those named before the first word of blame, and the denier for `it`, `his`."""
    names: set[str] = set()
    for word in denial.lower:
        if word in lexicon("denials_blame.txt"):
            break
        if name_stem(word) in denial.names:
            names.add(name_stem(word))
    if not names:
        names.update(spoken(denial))
    return frozenset(names - {name_stem(word) for word in lexicon("denials_bodies.txt")})


# --- disputes --------------------------------------------------------------------------------------------------------


def _grouped(ties: Sequence[_Tie]) -> list[list[_Tie]]:
    """Ties over one matter, whoever denies it: one denial, one statement, or denials in nearly the same words."""
    groups: list[list[_Tie]] = []
    for tie in sorted(ties, key=lambda tie: (tie.denial.attribution.id, tie.denied.attribution.id)):
        joined = [group for group in groups if any(_one_matter(tie, other) for other in group)]
        merged = [tie, *(other for group in joined for other in group)]
        groups = [group for group in groups if not any(group is taken for taken in joined)]
        groups.append(merged)
    return groups


def _one_matter(a: _Tie, b: _Tie) -> bool:
    if a.denial.attribution.id == b.denial.attribution.id or a.denied.attribution.id == b.denied.attribution.id:
        return True
    shared = len(a.denial.words & b.denial.words)
    return shared >= _FEWEST and shared >= _SAME_DENIAL * max(len(a.denial.words), len(b.denial.words))


def _dispute(group: Sequence[_Tie]) -> Dispute:
    denials = {tie.denial.attribution.id: tie.denial for tie in group}
    denied = {tie.denied.attribution.id: tie.denied for tie in group}
    first = min(denials.values(), key=lambda statement: (day_of(statement) or "9999", statement.attribution.id))
    tie = min(
        (tie for tie in group if tie.denial is first),
        key=lambda tie: (day_of(tie.denied) or "9999", tie.denied.attribution.id),
    )
    sides = (
        *(DisputeSide(1, "attribution", row) for row in sorted(denied)),
        *(DisputeSide(2, "attribution", row) for row in sorted(denials)),
    )
    return Dispute(
        id=digest("denial", *(f"{side.side}:{side.row_id}" for side in sides)),
        kind="denial",
        label=_label(tie),
        opened=day_of(first),
        settled=None,
        reason=tie.reason,
        sides=sides,
    )


def _label(tie: _Tie) -> str:
    words = " ".join(tie.denied.context.content.split()).strip("“”\"'‘’ ,.;:")
    if len(words) > _LONGEST_LABEL:
        words = words[:_LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
    denier, teller = plain_name(tie.denial), plain_name(tie.denied)
    return f"{teller} says and {denier} denies: “{words}”"
