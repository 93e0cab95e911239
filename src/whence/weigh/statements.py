"""Statements as the rules for disputes read them: their words, names apart from the rest, and who speaks when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from whence.records import Attribution, Event, Stance
from whence.weigh.timeline_items import EventContext
from whence.weigh.timeline_words import name_stem, stem
from whence.weigh.words import lexicon, mapping

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d,.]*\d|\d")
SPEAKER_WORDS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "any", "having", "being"})
"""Words that stand for the one who speaks, or start a clause about nobody else."""
_REACH_DAYS = 14
"""Days between two reports in which one can deny what the other tells."""
_LEFT = re.compile(r"^(?:an?|the|one|two|some|other|another|several|many)\b.{0,30}\b(?:former|ex)\b", re.IGNORECASE)
"""Who has left a house (`a former clerk of the Harbour Bank`) does not speak for it."""
_TOLD_BEFORE, _TOLD_AFTER = 80, 120
"""Characters before and after the word of an event in its sentence that are read as what is told of it."""


@dataclass(frozen=True, slots=True)
class AttributionContext:
    """What stands around one attribution: given for each attribution's id.

    `content` is its words (all pieces, joined by a space), `cue` the cue's words or "", `speaker_id` the source that
    speaks and `speaker_name` its name, None where unresolved; `sentence` counts the report's sentences from 0; `lead`
    is what stands before the cue in its sentence.
    """

    report_id: str
    content: str
    cue: str
    speaker_id: str | None
    speaker_name: str | None
    sentence: int
    published_earliest: str | None
    published_latest: str | None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says, as denials read it: its words, names apart from the rest.

    An attribution, or an event that a report tells in its own words; `table_name, row_id` is the mark it stands on.
    """

    table_name: Literal["attribution", "event"]
    row_id: str
    start: int
    end: int
    stance: Stance
    said_from: str | None
    context: AttributionContext
    names: frozenset[str]
    others: frozenset[str]
    lower: tuple[str, ...]
    party: frozenset[str] = frozenset()
    """Other names for the one who speaks: of the state that he speaks for, of who leads it (`denials_parties.py`)."""

    @property
    def words(self) -> frozenset[str]:
        return self.names | self.others


def read_statements(attributions: Sequence[Attribution], context: Mapping[str, AttributionContext]) -> list[Statement]:
    """What was said, and not only thought, as denials read it, in order of report and place."""
    return [
        _statement("attribution", attribution, attribution.stance, attribution.said_from, context[attribution.id])
        for attribution in sorted(attributions, key=lambda found: (found.report_id, found.start, found.id))
        if attribution.id in context and attribution.act != "thought" and attribution.uttered
    ]


def told_outright(
    events: Sequence[Event], context: Mapping[str, EventContext], outlets: Mapping[str, str | None]
) -> list[Statement]:
    """What reports tell as having happened in their own words, as statements of their outlets, in order of place.

    `outlets` maps report ids to the outlets given. Each outlet is a speaker of its own, whoever else has its name.
    """
    found = []
    for event in sorted(events, key=lambda one: (one.report_id, one.start, one.id)):
        if event.modality != "happened" or event.attribution_id is not None or event.id not in context:
            continue
        around = context[event.id]
        at, end = event.start - around.sentence_start, event.end - around.sentence_start
        low = around.sentence.rfind(" ", 0, max(0, at - _TOLD_BEFORE)) + 1
        high = around.sentence.find(" ", end + _TOLD_AFTER)
        outlet = outlets.get(event.report_id)
        told = AttributionContext(
            event.report_id,
            around.sentence[low : high if high >= 0 else len(around.sentence)],
            "",
            f"outlet {outlet or event.report_id}",
            outlet or "one report",
            -1,
            around.published_earliest,
            around.published_latest,
        )
        found.append(_statement("event", event, "assert", None, told))
    return found


def _statement(
    table_name: Literal["attribution", "event"],
    mark: Attribution | Event,
    stance: Stance,
    said_from: str | None,
    context: AttributionContext,
) -> Statement:
    names, others, lower = _words_of(context.content)
    return Statement(
        table_name, mark.id, mark.start, mark.end, stance, said_from,
        context, names, others, lower,
    )  # fmt: skip


def _words_of(content: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """The stems of the names in a content, those of its other words, and all words in small letters."""
    names: set[str] = set()
    others: set[str] = set()
    left_out = lexicon("words_function.txt") | lexicon("timeline_times.txt") | mapping_keys()
    lower = []
    for index, match in enumerate(WORD.finditer(content)):
        word = re.sub(r"['’]s?$", "", match.group())
        lower.append(match.group().lower().replace("’", "'"))
        if lower[-1] in left_out or word.lower() in left_out or len(word) < 2:
            continue
        if word[0].isupper() and (index > 0 or word.lower() not in SPEAKER_WORDS):
            names.add(name_stem(word))
        else:
            others.add(stem(word))
    return frozenset(names), frozenset(others), tuple(lower)


def narrowed(statement: Statement, content: str) -> Statement:
    """The statement as if it held these of its words alone."""
    context = replace(statement.context, content=content)
    names, others, lower = _words_of(content)
    return replace(statement, context=context, names=names, others=others, lower=lower)


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
    name = statement.context.speaker_name or ""
    if _LEFT.search(name):
        return frozenset()
    parts = [part for part in WORD.findall(name) if part[0].isupper()]
    parts = [re.sub(r"['’]s?$", "", part) for part in parts]  # `Smith's campaign`, `the Ledger's account`
    return frozenset(name_stem(part) for part in parts if part.lower() not in left_out)


def plain_name(statement: Statement) -> str:
    """Who says it, without quotation marks."""
    return (statement.context.speaker_name or "somebody").strip("“”\"'‘’ ")


def day_of(statement: Statement) -> str | None:
    """The day on which it was said, else the last on which its report can have been published."""
    return statement.said_from or statement.context.published_latest


def deed_of(word: str) -> str:
    """What a word of doing is compared by: `shot, shooting` are one deed."""
    lower = word.lower()
    return stem(mapping("denials_forms.tsv").get(lower) or mapping("timeline_forms.tsv").get(lower, lower))
