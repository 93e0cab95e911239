"""The office that a draft gives somebody, where the reports give it to somebody else and never to that one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.story import queries_verify as asked
from whence.verify.draft import Draft, Named
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.speakers import same_name
from whence.verify.words import Word, runs, words_of

_HEADS = frozenset(
    [
        "minister", "secretary", "president", "chairman", "chairwoman", "chair", "speaker", "director", "head",
        "chief", "leader", "ambassador", "adviser", "advisor", "envoy", "commander", "mayor", "governor", "judge",
        "general", "superintendent", "commissioner", "chancellor", "premier", "prosecutor", "attorney", "inspector",
        "coach", "manager", "editor", "bishop", "archbishop", "rector", "treasurer", "spokesman", "spokeswoman",
        "spokesperson",
    ]
)  # fmt: skip
"""Words for an office, in general use."""
_NOT_NOW = frozenset(
    ["former", "ex", "deputy", "acting", "assistant", "vice", "under", "interim", "then", "late", "previous", "next"]
)
_LEAD = frozenset(
    [
        "the", "a", "an", "its", "his", "her", "their", "who", "is", "was", "s",
        "of", "for", "to", "by", "from", "with", "and", "or", "but", "in", "as", "on", "at", "that", "between",
        "against",
    ]
)  # fmt: skip
"""Words that no office begins with: a bare `president`, of nothing, is many people's."""
_CHAMBERS = frozenset(
    [
        "senate", "house", "assembly", "parliamentary", "congressional", "state", "city", "county", "district",
        "regional", "provincial",
    ]
)  # fmt: skip
"""Words before an office of which another body has one of the same name."""
_MOST_WORDS = 6
_MOSTLY = 0.8
"""The share of the places of an office that name one person, from which it is that person's (another held it once)."""
_NEXT = re.compile(r",?\s+(?:\w+\.\s+)?")
_SET_OFF = re.compile(r",\s+(?:who\s+(?:is|was)\s+)?(?:the\s+|its\s+|a\s+)?")
"""What stands between an office and the name after it, or between a name and the office set off behind it."""
Phrase = tuple[Word, ...]


def check_roles(draft: Draft, reports: Reports) -> list[Checked]:
    """A row for each office that the reports give to another; what they confirm or do not tell of is no row."""
    found = []
    seen: set[tuple[int, int]] = set()
    # Where the reports know nobody of a name, they know nothing of the office.
    known = [
        named
        for named in draft.named
        if any(word.norm in reports.people() for name in named.names for word in words_of(name)[-1:])
    ]
    for named in known:
        for phrase in _phrases(draft.text, named, [other.start for other in known]):
            span = (phrase[0].start, phrase[-1].end)
            if span in seen:
                continue
            other = _other_holder(
                [w.norm for w in phrase], _chamber_before(draft.text, phrase[0].start), named, reports
            )
            if other is not None:
                seen.add(span)
                name, evidence = other
                note = StateNote("differs", f"the reports give this office to {name}")
                low, high = min(named.start, span[0]), max(named.end, span[1])
                found.append(Checked("role", low, high, draft.text[low:high], (note,), (evidence,)))
                break
    return found


def _phrases(text: str, named: Named, names: Sequence[int]) -> list[Phrase]:
    """What could be the office: the words before a name, or those set off after it, the longest first. Those that stand
    before the next of the `names` are that one's: `Rowe, Defense Minister Lind and others`."""
    found: list[Phrase] = []
    line = text.rfind("\n\n", 0, named.start) + 1
    before = words_of(text, max(line, named.start - 80), named.start)
    for size in range(min(_MOST_WORDS, len(before)), 1, -1):
        phrase = tuple(before[-size:])
        between = text[phrase[0].start : named.start]
        previous = before[-size - 1].norm if len(before) > size else ""
        if not re.search(r"[.;:!?\"“”()]|,\s*\S", between) and _is_office(phrase, previous):
            found.append(phrase)
    match = re.match(
        r",\s+(?:who\s+(?:is|was)\s+(?:then\s+)?|now\s+|then\s+)?([^,.;:!?\"“”()\n]{4,80})", text[named.end :]
    )
    if match:
        after = words_of(text, named.end + match.start(1), named.end + match.end(1))
        while after and after[0].norm in _LEAD:
            after = after[1:]
        for size in range(min(_MOST_WORDS, len(after)), 1, -1):
            low, end = after[0].start, after[size - 1].end
            taken = any(low <= start < end or _NEXT.fullmatch(text[end:start]) for start in names)
            if not taken and _is_office(tuple(after[:size]), ""):
                found.append(tuple(after[:size]))
    return found


def _is_office(phrase: Phrase, previous: str) -> bool:
    norms = [w.norm for w in phrase]
    if norms[0] in _LEAD or norms[0] in _NOT_NOW or previous in _NOT_NOW or norms[-1] in ("of", "the", "for", "to"):
        return False
    return any(norm in _HEADS for norm in norms)


def _chamber_before(text: str, at: int) -> str:
    """The chamber right before an office: `Senate` of `Senate Minority Leader`; empty where there is none."""
    before = words_of(text, max(0, at - 20), at)[-1:]
    return before[0].norm if before and before[0].norm in _CHAMBERS and at - before[0].end == 1 else ""


def _other_holder(norms: list[str], chamber: str, named: Named, reports: Reports) -> tuple[str, Evidence] | None:
    """Whom the reports give the office, with the place; None where it is ours, nobody, or several by turns."""
    held: list[tuple[str, Evidence]] = []
    for report_id in asked.reports_with_phrase(reports.story, norms):
        words = reports.words(report_id)
        text = reports.places.text(report_id)
        people = [m for m in reports.mentions(report_id) if m["entity_kind"] == "person" and m["basis"] == "name"]
        for at in runs(norms, [w.norm for w in words]):
            start, end = words[at].start, words[at + len(norms) - 1].end
            if at and words[at - 1].norm in _NOT_NOW and start - words[at - 1].end <= 1:
                continue
            if _chamber_before(text, start) != chamber:
                continue
            holder = [m for m in people if m["start"] >= end and _NEXT.fullmatch(text[end : m["start"]])] or [
                m for m in people if m["end"] <= start and _SET_OFF.fullmatch(text[m["end"] : start])
            ]
            held += [(m["entity_name"], reports.sentence(report_id, start, end)) for m in holder[:1]]
    if not held or any(same_name(named.names, (name,)) for name, _ in held):
        return None
    counts = [(sum(same_name((one,), (name,)) for name, _ in held), at) for at, (one, _) in enumerate(held)]
    most, at = max(counts, key=lambda one: (one[0], -one[1]))
    return held[at] if most >= _MOSTLY * len(held) else None
