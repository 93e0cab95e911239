"""Denials that point at what they deny: `these claims`, `Okoro's claims`, `denied the allegations`, `denies it`.

What is pointed at is what was said just before in the same report, by the one who is named as making the claim where
somebody is. Where the denial gives the claim as well (`Finch's account that the driver had a gun`), what it gives must
be in the statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from whence.weigh.denials_deeds import doers_and_deed, says_it_did
from whence.weigh.denials_named import is_named
from whence.weigh.denials_sides import FEWEST, Tie
from whence.weigh.denials_untrue import asserts, claimant, points_and_calls_untrue, proposition
from whence.weigh.statements import (
    SPEAKER_WORDS,
    WORD,
    Statement,
    in_reach,
    mapping_keys,
    spoken,
)
from whence.weigh.timeline_words import name_stem, stem
from whence.weigh.words import lexicon, mapping

_REACH_BACK = 2
"""Sentences back to which `these claims` can point."""
_REACH_NAMED = 4
"""The same where the one who made the claim is named, or the statement accuses the one who denies."""
_SHORT = 8
"""A denial of more words than this does not only point."""
_ANSWERS = re.compile(
    r"\W*(?:The|This|That|His|Her|Its|Their) (?:\w+ )?denials? (?:came|comes|come|follow|was|is|were|are)\w*\b"
    r".*?\b(?:after|days?|hours?|response|answer|follow\w*)\b",
    re.DOTALL,
)
_FIRST = 3
"""Words among which stands what is denied in general, or whom a statement is about."""
_POINTS = frozenset({"it", "that", "this", "so"})
_JUST_SAID = frozenset({"that", "this", "that's"})
_IN_ITS_SENTENCE = frozenset({"something", "which"})
_GAP = 4
"""Characters between a statement and what its own sentence says of it (`…, something the bank denies`)."""
_THESE = frozenset({"these", "those", "this", "that", "such"})
_PREPOSITIONS = frozenset({"from", "in", "of", "to", "with", "about", "on", "for", "at", "by", "near", "against"})
_THE = _THESE | {"the", "all", "any", "both"}
_TOLD_AT_LENGTH = frozenset({"report", "reports", "reporting", "story"})
_OWN = frozenset({"his", "her", "their"})
_PARTS = frozenset({"some", "one", "part", "parts", "many", "several", "two", "most"})
_SAYING = frozenset(
    {"say", "says", "said", "saying", "told", "tell", "tells", "added", "adds", "stated", "states", "according"}
    | {"write", "writes", "wrote"}
)
_EARLY = 10
"""Words of a statement among which whom it is about is named."""
_MANY, _MUCH = 3, 0.4
"""More words than this, and this share of the shorter, where the one who is named as making the claim says them."""
_SHARED = 2
"""Words of what is denied that stand in the statement of the one who is named as making the claim."""


def tied_by_pointing(denials: Sequence[Statement], statements: Sequence[Statement]) -> Iterable[Tie]:
    """The ties of denials that point; `statements` is all that was said, in order of report and place."""
    made = [one for one in statements if _is_made(one)]
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for one in made:
        by_report[one.context.report_id].append(one)
    for denial in denials:
        yield from _named_after(denial, by_report[denial.context.report_id])
        before = [one for one in by_report[denial.context.report_id] if _is_before(one, denial)]
        if denial.lower and (set(denial.lower) <= _POINTS or points_and_calls_untrue(denial)):
            yield from _pronoun(denial, before)
            continue
        if denial.lower and set(denial.lower) <= _IN_ITS_SENTENCE:
            yield from _in_its_sentence(denial, before)
            continue
        nouns = [word for word in denial.lower[:_SHORT] if word in mapping_keys()]
        if not nouns:
            yield from _any_wrong(denial, before)
            continue
        what, whose = proposition(denial), claimant(denial)
        if what is not None:
            yield from _given(denial, what, whose, nouns[0], before, made)
        elif len(denial.lower) <= _SHORT and len(denial.words) <= FEWEST:
            yield from _pointed(denial, whose, nouns[0], before, statements)


def _is_made(statement: Statement) -> bool:
    """Whether somebody says that something is so; what is asked for or left open says nothing of the kind."""
    return (
        statement.stance in ("assert", "confirm")
        and statement.context.speaker_id is not None
        and not set(statement.context.cue.lower().split()) & lexicon("denials_asking.txt")
        and not set(statement.lower[:1]) & {"if", "whether"}
        and "?" not in statement.context.content
    )


def _is_before(statement: Statement, denial: Statement) -> bool:
    return (
        statement.end <= denial.start
        and statement.context.speaker_id != denial.context.speaker_id
        and statement.context.sentence <= denial.context.sentence
        and not spoken(statement) & spoken(denial)
    )


def _near(before: Iterable[Statement], denial: Statement, sentences: int) -> list[Statement]:
    """Those at most so many sentences back, the nearest first."""
    found = [one for one in before if denial.context.sentence - one.context.sentence <= sentences]
    return sorted(found, key=lambda one: (one.start, one.row_id), reverse=True)


def _accuses(statement: Statement, denial: Statement) -> bool:
    """Whether a statement is about the one who denies, by name."""
    named = {name_stem(word.removesuffix("'s")) for word in statement.lower[:_EARLY]}
    return bool((spoken(denial) | denial.party) & named)


def _is_said_of(statement: Statement, denial: Statement) -> bool:
    """The same, where no preposition stands before the name (`the reports from Ostrel are serious`)."""
    names = spoken(denial) | denial.party
    early = statement.lower[:_EARLY]
    return any(
        name_stem(word.removesuffix("'s")) in names and (not at or early[at - 1] not in _PREPOSITIONS)
        for at, word in enumerate(early)
    )


def _pronoun(denial: Statement, before: Sequence[Statement]) -> Iterable[Tie]:
    """`denies it`, of one who was accused in the sentences before; `denied that`, of what was said just before."""
    if "insist" in denial.context.cue.lower():
        return
    nearest = next((one for one in _near(before, denial, _REACH_BACK) if _accuses(one, denial)), None)
    if nearest is None and (set(denial.lower) <= _JUST_SAID or denial.lower[0] in _JUST_SAID):
        nearest = next(iter(_near(before, denial, 1)), None)
    if nearest is not None:
        said = " ".join(re.sub(r"[“”\"]", "", f"{denial.context.cue} {denial.context.content}").split())
        yield Tie(denial, nearest, f"“{said}” follows what was said of the one who denies")


def _in_its_sentence(denial: Statement, before: Sequence[Statement]) -> Iterable[Tie]:
    """`said she was fired for her age, something the bank denies`: of what stands just before."""
    nearest = next((one for one in _near(before, denial, 0) if denial.start - one.end <= _GAP), None)
    if nearest is not None:
        said = " ".join(denial.context.content.split())
        yield Tie(denial, nearest, f"“{said}” is said of the words before it by “{denial.context.cue}”")


def _named_after(denial: Statement, made: Sequence[Statement]) -> Iterable[Tie]:
    """`The denial came after the Ledger reported that ...`: what a sentence behind the denial says that it answers."""
    for one in made:
        after = one.context.sentence - denial.context.sentence
        if 0 < after <= _REACH_BACK + 1 and _ANSWERS.match(one.context.lead) and not _is_his_own(one, denial):
            yield Tie(denial, one, f"“{' '.join(one.context.lead.split())} …” says what the denial answers")


def _any_wrong(denial: Statement, before: Sequence[Statement]) -> Iterable[Tie]:
    """`denied any wrongdoing`, `any political bias`: of one who was accused in the sentences before."""
    said = denial.lower
    if not set(said[:_FIRST]) & lexicon("denials_misdeeds.txt") or len(said) > _SHORT:
        return
    forms = set(mapping("denials_claims.tsv")["accusation"].split())
    for one in _near(before, denial, _REACH_NAMED):
        named = spoken(denial) & {name_stem(word.removesuffix("'s")) for word in one.lower[:_FIRST]}
        if named or (_accuses(one, denial) and forms & set(one.context.cue.lower().split())):
            words = " ".join(denial.context.content.split())
            yield Tie(denial, one, f"“{words}” follows what was said of the one who denies")
            return


def _given(
    denial: Statement, what: Statement, whose: Statement | None, noun: str, before: Sequence[Statement],
    made: Sequence[Statement],
) -> Iterable[Tie]:  # fmt: skip
    """`Finch's account that ...`, `no truth to the report that ...`: what the words after the noun are found in."""
    if not what.words:
        return
    least = min(_SHARED, len(what.words))
    forms = set(mapping("denials_claims.tsv")[noun].split())
    for one in _near(before, denial, _REACH_NAMED):
        shared = len(what.words & one.words)
        named = whose is not None and _speaks(one, whose)
        if shared >= least and (named or forms & set(one.context.cue.lower().split())):
            yield Tie(denial, one, f"{shared} of the words denied stand in what the other said before")
    doers, deed = doers_and_deed(what)
    if whose is None:
        return
    for one in made:
        elsewhere = one.context.report_id != denial.context.report_id or one.start > denial.end
        shared = len(what.words & one.words)
        by_name = (
            whose.names <= spoken(one) and shared > _MANY and shared >= _MUCH * min(len(what.words), len(one.words))
        )
        did = deed is not None and shared > _SHARED and says_it_did(one, doers, deed)
        enough = asserts(one) and (did or by_name)
        if elsewhere and enough and _speaks(one, whose) and in_reach(denial, one) and not _is_his_own(one, denial):
            said = " ".join(whose.context.content.split())
            yield Tie(denial, one, f"the claim is called that of “{said}”, who said {shared} of the words denied")


def _is_his_own(statement: Statement, denial: Statement) -> bool:
    same = statement.context.speaker_id == denial.context.speaker_id
    return same or bool(spoken(statement) & spoken(denial))


def _pointed(
    denial: Statement, whose: Statement | None, noun: str, before: Sequence[Statement],
    statements: Sequence[Statement],
) -> Iterable[Tie]:  # fmt: skip
    """`Okoro's claims`, `these claims`, `the allegations`: the nearest statement that can be meant."""
    forms = set(mapping("denials_claims.tsv")[noun].split())
    if forms == {"-"}:
        return  # `rejected that idea`: what is turned down need not be said to be so
    if denial.lower[:1] and denial.lower[0] in _PARTS and "of" in denial.lower[1:2]:
        return  # `disputed some of her conclusions`: which of them is not told
    at = denial.lower.index(noun)
    these = bool(at) and denial.lower[at - 1] in _THESE
    near = _near(before, denial, _REACH_NAMED)
    if whose is not None and noun in _TOLD_AT_LENGTH:  # `the Ledger report`: what it is about comes first
        near = sorted((one for one in before if _speaks(one, whose)), key=lambda one: (one.start, one.row_id)) or near
    nearest = next((one for one in near if _can_be_meant(denial, one, whose, forms, these)), None)
    if nearest is None and whose is None and set(denial.lower[:1]) & _OWN:
        said_before = (one for one in near if denial.context.sentence - one.context.sentence <= _REACH_BACK)
        nearest = next((one for one in said_before if set(one.context.cue.lower().split()) & (forms | _SAYING)), None)
    if nearest is None and whose is None and set(denial.lower[:at]) <= _THE:
        nearest = next((one for one in near if _is_about(denial, one, forms)), None)
    if nearest is None and whose is None and "accused" in forms:
        # `the claims`, far down a report: those that it gave of the one who denies
        accusing = [one for one in before if _accuses(one, denial) and forms & set(one.context.cue.lower().split())]
        nearest = max(accusing, key=lambda one: (one.start, one.row_id), default=None)
    if nearest is None:
        return
    said = " ".join(denial.context.content.split())
    reason = f"“{said}” follows a statement made by “{nearest.context.cue}”"
    meant = [nearest]
    if noun.endswith("s"):  # `the couple's claims`: all that they said there, not the last of it alone
        meant = _said_there(denial, nearest, statements)
    for one in meant:
        yield Tie(denial, one, reason, pointing=len(meant) > 1)


def _can_be_meant(denial: Statement, one: Statement, whose: Statement | None, forms: set[str], these: bool) -> bool:
    back = denial.context.sentence - one.context.sentence
    cue = set(one.context.cue.lower().split())
    if whose is not None and _speaks(one, whose):
        return bool(cue & (forms | _SAYING)) or ("accused" in forms and _accuses(one, denial))
    if whose is not None:  # `the owner's claims`: her name may not tell that she owns it
        return not whose.names and back <= _REACH_BACK and bool(cue & forms)
    if back <= _REACH_BACK and (these or cue & forms):
        return True
    if cue & forms:
        return _accuses(one, denial)
    return "accused" in forms and bool(cue & _SAYING) and _is_said_of(one, denial)


def _is_about(denial: Statement, one: Statement, forms: set[str]) -> bool:
    """`The website says that the ferry company ignored it. The company denied the report`: said of the one who denies.

    By name, or by the noun that he has for a name, where that noun is his alone (`the prison service`: `the prison`).
    """
    cue = set(one.context.cue.lower().split())
    if not ({"reported", "accused"} & forms) or not cue & (forms | _SAYING | _accusing()):
        return False
    if _accuses(one, denial):
        return bool(cue & _accusing()) or _is_said_of(one, denial)
    back = denial.context.sentence - one.context.sentence
    return back <= _REACH_BACK and is_named(denial, one.lower[: _EARLY if back > 1 else None])


def _accusing() -> set[str]:
    return set(mapping("denials_claims.tsv")["accusation"].split())


def _speaks(statement: Statement, whose: Statement) -> bool:
    """Whether the words that say whose claim it is are in the speaker's name (`the nurses'`: `Two nurses`)."""
    if spoken(statement) & whose.names:
        return True
    common = lexicon("denials_bodies.txt") | lexicon("sources_titles.txt") | SPEAKER_WORDS
    words = WORD.findall(statement.context.speaker_name or "")
    return bool(whose.others & {stem(word) for word in words if word[0].islower() and word not in common})


def _said_there(denial: Statement, nearest: Statement, statements: Sequence[Statement]) -> list[Statement]:
    """What the speaker of the nearest statement said in the sentences before the denial."""
    reach = max(_REACH_BACK, denial.context.sentence - nearest.context.sentence)
    return [
        one
        for one in statements
        if one.context.report_id == denial.context.report_id
        and one.context.speaker_id == nearest.context.speaker_id
        and one.stance in ("assert", "confirm")
        and one.end <= denial.start
        and 0 <= denial.context.sentence - one.context.sentence <= reach
    ]
