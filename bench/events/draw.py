"""Draws what is labelled in this folder: dated sentences, pairs of event marks, reports with denials, by a fixed rule.

Run: python bench/events/draw.py STORY.db NAME {sentences,pairs,denials} NUMBER
Each line is given an order by the hash of the story's name, the report's id and its place, and the first NUMBER are
printed: ids, offsets and the words, for reading. Only ids, offsets and labels are kept.
"""

from __future__ import annotations

import hashlib
import re
import sys
from itertools import combinations
from pathlib import Path

from whence.records import Event, Marks, Report
from whence.run.contexts import event_contexts, sentences
from whence.story.store import Story
from whence.weigh.timeline_words import kind_of, near

DATED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|tomorrow"
    r"|(?:last|this|next) (?:week|month|year|night)|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\w*\.? \d+)\b"
)
DENIAL = re.compile(r"\b(?:den(?:y|ied|ies|ying|ial)|refut|disput|reject|dismiss|rebut)\w*")


def order(*parts: object) -> str:
    """The place of a thing in the draw."""
    return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()


def draw_sentences(name: str, reports: list[Report], marks: dict[str, Marks]) -> list[tuple[str, str]]:
    """Sentences of the body that hold a day, with their report and place."""
    found = []
    for report in reports:
        cut = sentences(report, marks[report.id])
        kinds = {p.start: p.kind for p in marks[report.id].passages}
        for start, end in zip(cut.starts, cut.ends, strict=True):
            at = max((first for first in kinds if first <= start), default=0)
            text = report.text[start:end]
            if kinds.get(at) in ("body", "block_quote") and DATED.search(text) and 40 < len(text) < 400:
                where = f"{report.id} {start} {end} published {report.published.earliest}"
                found.append((order(name, report.id, start), f"{where}\n   {' '.join(text.split())}"))
    return found


def draw_pairs(name: str, reports: list[Report], marks: dict[str, Marks]) -> list[tuple[str, str]]:
    """Pairs of dated event marks that may be one: dates that meet, a name in common; three in four of one kind."""
    context = event_contexts(reports, list(marks.values()))
    texts = {report.id: report.text for report in reports}
    events = sorted((e for own in marks.values() for e in own.events if e.earliest), key=lambda e: e.id)

    def words(event: Event) -> str:
        return texts[event.report_id][event.start : event.end]

    around = {
        e.id: near(context[e.id].sentence, e.start - context[e.id].sentence_start, e.end - e.start) for e in events
    }
    found = []
    for a, b in combinations(events, 2):
        meet = (a.earliest or "") <= (b.latest or "") and (b.earliest or "") <= (a.latest or "")
        apart = a.report_id != b.report_id
        if not (meet and apart and around[a.id].names & around[b.id].names):
            continue
        rank = order(name, a.id, b.id)
        if kind_of(words(a)) != kind_of(words(b)) and int(rank[-3:], 16) % 40:
            continue
        lines = [
            f"{e.report_id} {e.start} {e.end} [{words(e)}] {e.earliest}..{e.latest} pub "
            f"{context[e.id].published_earliest}\n   {' '.join(context[e.id].sentence.split())[:330]}"
            for e in (a, b)
        ]
        found.append((rank, "\n".join(lines)))
    return found


def draw_denials(name: str, reports: list[Report], _: dict[str, Marks]) -> list[tuple[str, str]]:
    """Reports with a word of denying, each with every such place."""
    found = []
    for report in reports:
        places = list(DENIAL.finditer(report.text))
        if places:
            lines = [
                f"   {m.start()} {m.end()} {' '.join(report.text[max(0, m.start() - 260) : m.end() + 260].split())}"
                for m in places
            ]
            found.append((order(name, report.id), "\n".join([report.id, *lines])))
    return found


def main() -> None:
    """Print the draw."""
    path, name, what, number = sys.argv[1:]
    story = Story.open(Path(path))
    reports = sorted(story.reports(raw=False), key=lambda report: report.id)
    marks = {own.report_id: own for own in story.marks()}
    draws = {"sentences": draw_sentences, "pairs": draw_pairs, "denials": draw_denials}
    for at, (_, text) in enumerate(sorted(draws[what](name, reports, marks))[: int(number)]):
        print(f"{at} {text}")


if __name__ == "__main__":
    main()
