"""Statements as the rules for disputes read them: their words, names apart from the rest, and who speaks when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whence.records import Attribution
from whence.weigh.timeline_words import name_stem, stem
from whence.weigh.words import lexicon

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
SPEAKER_WORDS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "any", "having", "being"})
"""Words that stand for the one who speaks, or start a clause about nobody else."""
_REACH_DAYS = 14
"""Days between two reports in which one can deny what the other tells."""


@dataclass(frozen=True, slots=True)
class AttributionContext:
    """What stands around one attribution: given for each attribution's id.

    `content` is its words (all pieces, joined by a space), `cue` the cue's words or "", `speaker_id` the source that
    speaks and `speaker_name` its name, None where unresolved; `sentence` counts the report's sentences from 0.
    """

    report_id: str
    content: str
    cue: str
    speaker_id: str | None
    speaker_name: str | None
    sentence: int
    published_earliest: str | None
    published_latest: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution as denials read it: its words, names apart from the rest."""

    attribution: Attribution
    context: AttributionContext
    names: frozenset[str]
    others: frozenset[str]
    lower: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        return self.names | self.others


def read_statements(attributions: Sequence[Attribution], context: Mapping[str, AttributionContext]) -> list[Statement]:
    """What was said, and not only thought, as denials read it, in order of report and place."""
    return [
        _statement(attribution, context[attribution.id])
        for attribution in sorted(attributions, key=lambda found: (found.report_id, found.start, found.id))
        if attribution.id in context and attribution.act != "thought" and attribution.uttered
    ]


def _statement(attribution: Attribution, context: AttributionContext) -> Statement:
    names: set[str] = set()
    others: set[str] = set()
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt") | mapping_keys()
    lower = []
    for index, match in enumerate(WORD.finditer(context.content)):
        word = re.sub(r"['’]s?$", "", match.group())
        lower.append(match.group().lower().replace("’", "'"))
        if lower[-1] in left_out or word.lower() in left_out or len(word) < 2:
            continue
        if word[0].isupper() and (index > 0 or word.lower() not in SPEAKER_WORDS):
            names.add(name_stem(word))
        else:
            others.add(stem(word))
    return Statement(attribution, context, frozenset(names), frozenset(others), tuple(lower))


def mapping_keys() -> frozenset[str]:
    """The nouns that call something a claim: they say nothing of what is claimed."""
    return lexicon("denials_claims.tsv")


def in_reach(denial: Statement, statement: Statement) -> bool:
    """Whether both stand in one report, or in two near enough in time for one to answer the other."""
    if denial.context.report_id == statement.context.report_id:
        return True
    first, second = denial.context.published_latest, statement.context.published_latest
    if first is None or second is None:
        return False
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days) <= _REACH_DAYS


def spoken(statement: Statement) -> frozenset[str]:
    """The names in the speaker's name, without its common words (`the regime` has none)."""
    left_out = lexicon("words_function.txt") | lexicon("denials_bodies.txt") | lexicon("sources_titles.txt")
    parts = [part for part in WORD.findall(statement.context.speaker_name or "") if part[0].isupper()]
    return frozenset(name_stem(part) for part in parts if part.lower() not in left_out)


def plain_name(statement: Statement) -> str:
    """Who says it, without quotation marks."""
    return (statement.context.speaker_name or "somebody").strip("“”\"'‘’ ")


def day_of(statement: Statement) -> str | None:
    """The day on which it was said, else the last on which its report can have been published."""
    return statement.attribution.said_from or statement.context.published_latest
