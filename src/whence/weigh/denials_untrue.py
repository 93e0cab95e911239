"""Which statements deny, and the words of a denial that say what is denied.

`X denied that ...` is marked as a denial. `X said the claims were baseless`, `It is not true that ...`, `There is no
truth to the report`, `dismissed it as a fabrication` assert, by their grammar, and deny by what they say.
"""

from __future__ import annotations

import re
from functools import cache

from whence.weigh.statements import Statement, mapping_keys, narrowed
from whence.weigh.words import lexicon, mapping

_POINTS = frozenset({"it", "that", "this", "they", "these", "those", "all", "everything"})
_SHORTENED = {"that's": ("that", "is"), "it's": ("it", "is"), "they're": ("they", "are"), "these're": ("these", "are")}
_TO_COME = frozenset({"will", "would", "won't", "wouldn't", "can", "can't", "should", "shouldn't", "must"})
_HAPPENED = frozenset({"happened", "happen", "occurred", "occur"})
_AGAINST = re.compile(
    r"\b(?:push(?:es|ed|ing)? back|t(?:ake|akes|ook|aking) issue|challeng(?:e|es|ed|ing)|contest(?:s|ed|ing)?"
    r"|discount(?:s|ed|ing)?|scoff(?:s|ed|ing)?|brush(?:es|ed|ing)? (?:off|aside)|shrug(?:s|ged|ging)? off"
    r"|sho(?:ot|oting|ots|t) down|wav(?:e|es|ed|ing) (?:off|aside|away))\b",
    re.IGNORECASE,
)
"""Cues that turn on a claim where a claim is named behind them (`pushed back on that claim`)."""
_I = frozenset({"i", "we"})
_DID = frozenset({"did", "have", "had", "was", "were", "am", "are", "has"})
_ANSWERED = frozenset(
    {"allegation", "allegations", "accusation", "accusations", "charge", "charges", "false", "untrue"}
)
_CALLING = frozenset({"called", "calls", "calling", "labeled", "labelled", "branded", "dubbed", "deemed", "described"})
_BE = frozenset({"is", "are", "was", "were", "as"})
_EARLY = 6
"""Words among which what is called untrue is named."""
_CLAUSE = 12
"""Words before its verb that what is called untrue has at most (`the claims of his foes at home are false`)."""
_POINTING = 8
"""Words of a sentence that does no more than call untrue what was just told."""
_BETWEEN = 4
"""Words from `are`, `as` to the word that calls it untrue (`are completely and utterly false`)."""
_PAST = re.compile(r"(?<=[a-z,] )May\b(?! [a-z])|\bMay \d|\b(?:in|since|until|last|next|of|by) May\b")
"""The month, which is no `may`."""


def is_denial(statement: Statement) -> bool:
    """Whether a known speaker rejects a statement as untrue."""
    if statement.context.speaker_id is None:
        return False
    cues = mapping("denials_cues.tsv")
    kinds = {cues[word] for word in statement.context.cue.lower().split() if word in cues}
    if statement.stance == "deny":
        if "always" in kinds:
            return True
        if "claim" in kinds and set(statement.lower[:_EARLY]) & mapping_keys():
            return True
    if "claim" in kinds:
        return "as" in statement.lower and calls_untrue(statement)
    if _AGAINST.search(statement.context.cue) and _names_a_claim(statement):
        return True
    return statement.stance in ("assert", "confirm", "deny") and (calls_untrue(statement) or clears_itself(statement))


def _names_a_claim(statement: Statement) -> bool:
    """Whether one of its first words calls something a claim that can be true or not (`that claim`, `the report`)."""
    claims = mapping("denials_claims.tsv")
    return any(claims.get(word, "-") != "-" for word in statement.lower[:_EARLY])


def points_and_calls_untrue(statement: Statement) -> bool:
    """`That is a lie`, `It never happened`: the claim is not named, it was just told."""
    said = _in_full(statement.lower)
    return 2 < len(said) <= _POINTING and said[0] in _POINTS and calls_untrue(statement)


def _in_full(said: tuple[str, ...]) -> tuple[str, ...]:
    return (*_SHORTENED.get(said[0], said[:1]), *said[1:]) if said else said


def clears_itself(statement: Statement) -> bool:
    """`I never met them. This allegation is false`, `I have broken no law`: who speaks did not do what he is said to.

    In so many words of his own, and with a word for wrong or for the claim that he answers.
    """
    said = statement.lower
    if not said or said[0] not in _I or "?" in statement.context.content or set(said) & {"if", "whether", "unless"}:
        return False
    early = said[1:_EARLY]
    no = any(word in ("never", "not", "no", "nothing") or word.endswith("n't") for word in early)
    did = any(word in _DID or word.removesuffix("n't") in _DID for word in early) or "never" in early
    return no and did and bool(set(said) & (lexicon("denials_wrongs.txt") | _ANSWERED))


def asserts(statement: Statement) -> bool:
    """A plain statement by a known speaker: no denial, no condition, no negation, nothing left open."""
    return (
        statement.stance in ("assert", "confirm")
        and statement.context.speaker_id is not None
        and not set(_without_month(statement)) & lexicon("denials_open.txt")
        and not any(word.endswith("n't") for word in statement.lower)
        and "?" not in statement.context.content
    )


def _without_month(statement: Statement) -> tuple[str, ...]:
    if "may" not in statement.lower or not _PAST.search(statement.context.content):
        return statement.lower
    left = list(statement.lower)
    left.remove("may")
    return tuple(left)


def calls_untrue(statement: Statement) -> bool:
    """Whether the words say of a claim, or of what was just told, that it is not so."""
    said = _in_full(statement.lower)
    if set(said) & {"if", "whether", "unless"} or "?" in statement.context.content:
        return False
    if _names_it_untrue(statement):
        return True
    if len(said) <= _POINTING and said[:1] and said[0] in _POINTS and said[-1] in _HAPPENED:
        words = set(said)
        return bool(words & {"never", "didn't"} or {"did", "not"} <= words) and not words & _TO_COME
    for at, word in enumerate(said):
        after = said[at + 1 : at + 3]
        if word == "no" and len(after) == 2 and after[0] == "truth" and after[1] in ("to", "in", "behind"):
            return True
        if word == "true" and at and (said[at - 1] == "not" or said[at - 1].endswith("n't")) and _is_named(said[:at]):
            return True
        if word in lexicon("denials_untrue.txt"):
            be = [place for place in range(max(0, at - _BETWEEN), at) if said[place] in _BE]
            if be and be[-1] <= _CLAUSE and "not" not in said[be[-1] : at] and _is_named(said[: be[-1]]):
                return True
    return False


def _names_it_untrue(statement: Statement) -> bool:
    """`called her claim that she had paid “demonstrably false”`."""
    said = statement.lower
    called = set(statement.context.cue.lower().split()) & _CALLING
    untrue = lexicon("denials_untrue.txt") & set(said[-_BETWEEN:])
    return bool(called and untrue and set(said[:_EARLY]) & mapping_keys())


def _is_named(before: tuple[str, ...]) -> bool:
    return bool(set(before[:_EARLY]) & mapping_keys()) or (bool(before) and before[0] in _POINTS)


def lays_blame(statement: Statement) -> bool:
    """Whether its words lay something at a door, or deny it: a word of blame, or `had anything to do with`."""
    words = statement.lower
    with_it = any(words[at : at + 3] == ("to", "do", "with") for at in range(len(words) - 2))
    return with_it or bool(set(words) & lexicon("denials_blame.txt"))


@cache
def _that() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, mapping_keys())))
    return re.compile(
        rf"\b(?:{nouns}|true)[”\"’']?,? (?:(?:by|from) .{{2,90}}?,? )?"
        r"(?:(?:that|suggesting|claiming|alleging|saying|of|about)\b (?:that )?"
        r"|(?=(?:it|he|she|they|its|his|her|their)\b))"
        r"(?P<what>.+)",
        re.I | re.S,
    )


def proposition(denial: Statement) -> Statement | None:
    """What is denied, without the words that call it a claim; None where these are all that there is."""
    found = _that().search(denial.context.content)
    if found is None:
        return None
    what = re.split(r"[“\"]?\b(?:is|are|was|were)\b(?= (?:\w+ ){0,3}(?:" + _untrue() + r"))", found["what"])[0]
    return narrowed(denial, what)


@cache
def _untrue() -> str:
    return "|".join(sorted(map(re.escape, lexicon("denials_untrue.txt"))))


@cache
def _whose() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, mapping_keys())))
    return re.compile(
        rf"^(?P<of>.*?)\b(?:{nouns})\b(?:,? (?:by|from) (?P<by>.{{2,90}}?)(?=,? that\b|[.;]|$))?", re.I | re.S
    )


def claimant(denial: Statement) -> Statement | None:
    """The words that say whose claim it is (`Okoro's claims`, `claims by the union`); None where none do."""
    found = _whose().search(denial.context.content)
    if found is None:
        return None
    of, by = found["of"].strip(), found["by"] or ""
    if not re.search(r"(?:['’]s|s['’])$", of) and not narrowed(denial, of).names:
        of = ""  # `the fresh accusations` are nobody's
    words = narrowed(denial, f"{of} {by}")
    return words if words.words else None
