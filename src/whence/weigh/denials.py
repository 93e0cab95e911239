"""A denial tied to what it denies.

A denial that hangs on the wrong statement puts words in somebody's mouth twice over. So a tie is made on three kinds of
evidence only: the denied words are nearly all in the other's statement, with the name of whom it concerns; the denial
speaks of `these claims`, `the ... report`, and the sentence before it made one; or the one who denies was blamed. A
denial that is tied to nothing stands alone where it says itself what it denies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from whence.account import Dispute
from whence.records import Attribution
from whence.weigh.denials_alone import standing_alone
from whence.weigh.denials_blame import tied_by_blame
from whence.weigh.denials_sides import FEWEST, Tie, disputes_of
from whence.weigh.statements import (
    SPEAKER_WORDS,
    WORD,
    AttributionContext,
    Statement,
    deed_of,
    in_reach,
    mapping_keys,
    read_statements,
)
from whence.weigh.timeline_words import name_stem, stem
from whence.weigh.words import lexicon, mapping

_COVERED = 0.75
"""The share of the denied words that must be in the statement."""
_BETWEEN = 3
"""Words that may stand between the doer's name and the deed (`Smith's troops have repeatedly used`)."""
_MANNER = "ly"
"""The ending of the words that only say how: `accidentally shot down`."""
_PASSIVE = frozenset({"was", "were", "been", "being"})
_REACH_BACK = 2
"""Sentences back to which `these claims` can point."""
_TOLD_AROUND = 120
"""Characters from the word of an event within which its own sentence is read as what is told of it."""
_HELD_THAT = frozenset({"evidence", "proof", "belief", "conclusion", "possibility", "question", "fact"})
"""Nouns after which a `that` clause is talked about and not said."""


def find_denials(
    attributions: Sequence[Attribution],
    context: Mapping[str, AttributionContext],
    told: Sequence[Statement] = (),
) -> list[Dispute]:
    """The disputes in which one speaker denies what another asserts: side 1 the assertions, side 2 the denials.

    `told` is what outlets tell in their own words. Denials with nearly the same words, or of the same statement, are
    one dispute, whoever denies. Side 1 has no rows where nobody was found who asserts it. `opened` is the day of the
    first denial: when it was said, else the last day on which its report can have been published.
    """
    known = read_statements(attributions, context)
    denials = [statement for statement in known if is_denial(statement)]
    asserted = [statement for statement in known if asserts(statement)]
    outright = [statement for statement in told if asserts(statement)]
    ties = [
        *_tied_by_words(denials, [*asserted, *outright]),
        *_tied_by_reference(denials, asserted, known),
        *tied_by_blame(denials, asserted),
    ]
    return disputes_of([*ties, *standing_alone(denials, ties)])


# --- what is denied, what is asserted --------------------------------------------------------------------------------


def is_denial(statement: Statement) -> bool:
    """Whether a known speaker rejects a statement as untrue."""
    if statement.stance != "deny" or statement.context.speaker_id is None:
        return False
    cues = mapping("denials_cues.tsv")
    kinds = {cues[word] for word in statement.context.cue.lower().split() if word in cues}
    if "always" in kinds:
        return True
    return "claim" in kinds and bool(set(statement.lower[:6]) & mapping_keys())


def asserts(statement: Statement) -> bool:
    """A plain statement by a known speaker: no denial, no condition, no negation, nothing left open."""
    return (
        statement.stance in ("assert", "confirm")
        and statement.context.speaker_id is not None
        and not set(statement.lower) & lexicon("denials_open.txt")
        and not any(word.endswith("n't") for word in statement.lower)
        and "?" not in statement.context.content
    )


# --- ties ------------------------------------------------------------------------------------------------------------


def _tied_by_words(denials: Sequence[Statement], asserted: Sequence[Statement]) -> Iterable[Tie]:
    holding: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(asserted):
        for word in sorted(statement.words):
            holding[word].append(index)
    for denial in denials:
        if len(denial.words) < FEWEST:
            continue
        doers, deed = doers_and_deed(denial)
        counts = Counter(index for word in sorted(denial.words) for index in holding.get(word, ()))
        for index, count in sorted(counts.items()):
            statement = asserted[index]
            covered = count / len(denial.words)
            if count < FEWEST or (covered < _COVERED and not _is_within(statement, denial)):
                continue
            if _concerns(denial, statement, doers, deed):
                reason = f"{count} of the {len(denial.words)} words denied stand in what the other said"
                yield Tie(denial, statement, reason)


def _concerns(denial: Statement, statement: Statement, doers: frozenset[str], deed: str | None) -> bool:
    """Whether the statement says of the same one that he did the same thing."""
    if denial.context.speaker_id == statement.context.speaker_id or not in_reach(denial, statement):
        return False
    if _tells_of(statement, denial):
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
            if said[i] == "for":  # `blamed Smith for allegedly using them`
                break
            if deed_of(said[i]) == deed and said[i - 1] not in ("to", "of", "the") and not said[i - 1].endswith("'s"):
                return True
        if _is_done_by(said, at, deed):
            return True
    return False


def _is_done_by(said: Sequence[str], doer: int, deed: str) -> bool:
    """`was shot down by Smith's troops`: the passive, with the doer after `by`."""
    by = next((at for at in range(doer - 1, max(0, doer - 1 - _BETWEEN), -1) if said[at] == "by"), None)
    if by is None:
        return False
    return any(deed_of(said[at]) == deed and said[at - 1] in _PASSIVE for at in range(max(1, by - _BETWEEN), by))


def _is_within(statement: Statement, denial: Statement) -> bool:
    """`denied reports suggesting that ...`: the denied statement stands in the denial itself."""
    inner, outer = statement, denial
    return inner.context.report_id == outer.context.report_id and outer.start <= inner.start and inner.end <= outer.end


def _tells_of(statement: Statement, denial: Statement) -> bool:
    """`At a meeting on Monday, Moor dismissed the allegations`: what the report tells in the denial's own sentence."""
    if statement.table_name != "event" or statement.context.report_id != denial.context.report_id:
        return False
    return denial.start - _TOLD_AROUND < statement.start < denial.end + _TOLD_AROUND


def doers_and_deed(denial: Statement) -> tuple[frozenset[str], str | None]:
    """Who is said not to have done what: the names before the first other word; `he`, `its forces` are the denier."""
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt")
    parts = WORD.findall(denial.context.speaker_name or "")
    denier = {name_stem(part) for part in parts if part[0].isupper() and part.lower() not in left_out}
    doers: set[str] = set()
    for at, word in enumerate(denial.lower):
        if name_stem(word) in denial.names:
            doers.add(name_stem(word))
        elif word in SPEAKER_WORDS and not doers:
            doers = set(denier)
        elif word.endswith(_MANNER):
            continue
        elif stem(word) in denial.others and word not in lexicon("denials_bodies.txt"):
            if not at and word.endswith("ing"):  # `denied shooting down the plane`
                doers = set(denier)
            if doers:
                return frozenset(doers), deed_of(word)
    return frozenset(doers), None


def _tied_by_reference(
    denials: Sequence[Statement], asserted: Sequence[Statement], statements: Sequence[Statement]
) -> Iterable[Tie]:
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in asserted:
        by_report[statement.context.report_id].append(statement)
    for denial in denials:
        nouns = [word for word in denial.lower if word in mapping_keys()]
        if len(nouns) != 1 or len(denial.words) > FEWEST or len(denial.lower) > 6:
            continue
        before = [
            statement
            for statement in by_report[denial.context.report_id]
            if 0 <= denial.context.sentence - statement.context.sentence <= _REACH_BACK
            and statement.end <= denial.start
            and statement.context.speaker_id != denial.context.speaker_id
        ]
        nearest = max(before, key=lambda statement: (statement.start, statement.row_id), default=None)
        if nearest is not None and _is_meant(denial, nouns[0], nearest):
            said = " ".join(denial.context.content.split())
            reason = f"“{said}” follows a statement made by “{nearest.context.cue}”"
            meant = [nearest]
            if nouns[0].endswith("s"):  # `the couple's claims`: all that they said there, not the last of it alone
                meant = _said_there(denial, nearest, statements)
            for statement in meant:
                yield Tie(denial, statement, reason, pointing=len(meant) > 1)


def _said_there(denial: Statement, nearest: Statement, statements: Sequence[Statement]) -> list[Statement]:
    """What the speaker of the nearest statement said in the sentences before the denial."""
    return [
        one
        for one in statements
        if one.context.report_id == denial.context.report_id
        and one.context.speaker_id == nearest.context.speaker_id
        and one.stance in ("assert", "confirm")
        and one.end <= denial.start
        and 0 <= denial.context.sentence - one.context.sentence <= _REACH_BACK
    ]


def _is_meant(denial: Statement, noun: str, statement: Statement) -> bool:
    """`these claims` after `claimed that`; `the ... report` where the one reporting is named in it."""
    forms = set(mapping("denials_claims.tsv")[noun].split())
    made_so = bool(forms & set(statement.context.cue.lower().split()))
    speaker = {name_stem(word) for word in WORD.findall(statement.context.speaker_name or "") if word[0].isupper()}
    return made_so and (not denial.names or bool(denial.names & speaker))
