"""Where a draft says that something was, and where it says that somebody is from, held against the reports."""

from __future__ import annotations

import re
from collections import Counter

from whence.story import queries_verify as asked
from whence.verify.draft import Covered, Draft, Named
from whence.verify.place_names import PlaceName, in_one_country, place_names, speaks_of
from whence.verify.reports import Reports
from whence.verify.rows import Checked, Evidence, StateNote
from whence.verify.speakers import same_name
from whence.verify.words import content, stem, words_of

_ALIKE, _FRAMED = 0.6, 0.7
"""The share of a sentence's meaning, without the place, from which a report's tells the same; and from which one with
the same word before the place does."""
_FEWEST = 4
_MOSTLY = 0.8
"""The share of the places where somebody's origin is told that have to agree on it."""
_IN = re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Oo]utside)\s+(?:the\s+)?$")
_FRAME = re.compile(
    r"\b([A-Za-z’'-]{3,})\s+(in|at|near|outside|from)\s+((?:[A-Z][\w’'-]+)(?:\s+[A-Z][\w’'-]+){0,3})(?![\w’'-])"
)
_LEAD = re.compile(r"\b([A-Za-z’'-]{3,})\s+(in|at|near|outside|from)\s+(?:the\s+)?$")
"""The words that lead up to a place: `born in`."""
_TOWN = re.compile(r"\b[Ii]n\s+([A-Z][\w’'-]+)")
_TO = r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ff]rom|[Oo]f|[Tt]o)\s+"
_TOWN_IN = re.compile(rf"{_TO}([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){{0,2}})(?:,\s+|,?\s+in\s+)(?:the\s+)?$")
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber"
)
_NEXT = 30
"""Characters between a town and the country in which it lies: `in Hovby, Norway`, `in Norway ... in Hovby`."""
_BEFORE = re.compile(
    r"(?:’s|'s)?\s+(?:(?:Sen|Rep|Gov|Gen|Lt|Col|Adm|Dr)\.|[\w’'-]+)(?:\s+(?:\w{2,4}\.|[\w’'-]+)){0,4}\s+"
)
"""What stands between a place and the name of somebody who is from there: an office, a party."""
_WORKS = r"teaches|taught|works|worked|studies|represents|heads|leads|runs"
_AFTER = re.compile(
    rf",?\s+(?:of|from)\s+(?:the\s+)?|,?\s*\(?[DRI]-|,\s+(?:(?:an?|the)\s+)?(?:[\w’'-]+\s+){{0,5}}?"
    rf"(?:(?:from|of|for|at)\s+)?(?:the\s+)?|,\s+who\s+(?:{_WORKS})\b(?:\s+[\w’'-]+){{0,5}}?\s+(?:the\s+)?"
)
_DOING = re.compile(r"\w{2,}ing\b|\b(?:in|said|told|and|that|to|on|with|who was|who had)\b")
"""Words by which what stands behind a name is no origin: `Rowe, speaking in Marn`, `Rowe said of Marn`."""


def check_places(draft: Draft, reports: Reports) -> list[Checked]:
    """A row for each place and origin that the reports give otherwise; what they confirm or do not tell is no row."""
    quoted = Covered([(claim.start, claim.end) for claim in draft.claimed if claim.quoted])
    found: list[Checked] = []
    for start, end in draft.sentences:
        names = [one for one in place_names(draft.text, start, end) if not quoted.holds(one.start)]
        of_people = _origins(draft, start, end, names, reports)
        found += of_people
        of_towns = _towns(draft, start, names, reports)
        found += of_towns
        taken = Covered([(one.start, one.end) for one in [*of_people, *of_towns]])
        where = [_elsewhere(draft, start, end, name, reports) for name in names if not taken.holds(name.start)]
        found += [one for one in where if one is not None]
        listed = Covered([(one.start, one.end) for one in names])
        for match in _FRAME.finditer(draft.text, start, end):
            if not (quoted.holds(match.start(3)) or listed.meets(*match.span(3))):
                framed = _framed(draft, start, end, match, reports)
                found += [framed] if framed is not None else []
    return found


def _elsewhere(draft: Draft, start: int, end: int, name: PlaceName, reports: Reports) -> Checked | None:
    """A country or state in which something was by the draft, where every sentence alike names one other."""
    if name.kind not in ("country", "state") or not _IN.search(draft.text, start, name.start):
        return None
    ours = content(draft.text, start, end) - content(draft.text, name.start, name.end)
    if len(ours) < _FEWEST:
        return None
    mine = {one.name for one in place_names(draft.text, start, end)}
    frame = _LEAD.search(draft.text, start, name.start)
    others: list[tuple[str, Evidence]] = []
    for report_id, low, high, _ in reports.alike(ours, _ALIKE, pairs=frame is not None):
        text = reports.places.text(report_id)
        if speaks_of(name, _beside(report_id, low, high, reports)):
            return None
        there = [
            one for one in place_names(text, low, high) if one.kind == name.kind and _IN.search(text, low, one.start)
        ]
        if frame is not None and (low, high) not in reports.sentences(report_id):
            # Two sentences tell more: only what stands there behind the same word (`born in`) is held against it.
            there = [one for one in there if _led_alike(frame, text, low, one.start)]
        elif _may_hold(text, low, high, there):
            return None
        theirs = {one.name: text[one.start : one.end] for one in there}
        if len(theirs) == 1 and not mine & set(theirs):
            others.append((next(iter(theirs.values())), reports.evidence(report_id, low, high)))
    if not others or len({other for other, _ in others}) > 1:
        return None
    note = StateNote("differs", f"the report says “{others[0][0]}”")
    return Checked("place", name.start, name.end, draft.text[name.start : name.end], (note,), (others[0][1],))


def _led_alike(frame: re.Match[str], text: str, low: int, at: int) -> bool:
    """Whether a place stands behind the same two words as one of the draft's."""
    theirs = _LEAD.search(text, low, at)
    return theirs is not None and stem(theirs[1].casefold()) == stem(frame[1].casefold()) and theirs[2] == frame[2]


def _may_hold(text: str, low: int, high: int, there: list[PlaceName]) -> bool:
    """Whether a sentence says that something was in another place, of which nobody knows whether it lies in the
    draft's: neither in a list nor next to the country that the sentence names."""
    for match in _TOWN.finditer(text, low, high):
        listed = any(one.start < match.end() and match.start(1) < one.end for one in place_names(text, low, high))
        beside = any(-_NEXT <= one.start - match.end() <= _NEXT for one in there)
        if not listed and not beside and not _DAY.match(match[1]):
            return True
    return False


def _framed(draft: Draft, start: int, end: int, match: re.Match[str], reports: Reports) -> Checked | None:
    """A place behind a word behind which a sentence much alike has another, and no such sentence's report has ours."""
    place = match[3]
    ours = content(draft.text, start, end) - content(draft.text, *match.span(3))
    if len(ours) < _FEWEST:
        return None
    others: list[tuple[str, Evidence]] = []
    for report_id, low, high, _ in reports.alike(ours, _FRAMED):
        text = reports.places.text(report_id)
        if any(re.search(rf"\b{re.escape(word)}", text) for word in place.split()):
            return None
        others += [
            (f"{theirs[1]} {theirs[2]} {theirs[3]}", reports.evidence(report_id, low, high))
            for theirs in _FRAME.finditer(text, low, high)
            if stem(theirs[1].casefold()) == stem(match[1].casefold())
            and theirs[2] == match[2]
            and not in_one_country(place, theirs[3])
        ]
    if not others:
        return None
    note = StateNote("not_found", f"where the report has “{others[0][0]}”")
    return Checked("place", *match.span(3), place, (note,), (others[0][1],))


def _towns(draft: Draft, start: int, names: list[PlaceName], reports: Reports) -> list[Checked]:
    """The towns that the draft puts in one country or state and the reports, wherever they name one, in another."""
    found = []
    for name in names:
        match = _TOWN_IN.search(draft.text, start, name.start) if name.kind in ("country", "state") else None
        if match is None or any(match.start(1) < one.end and one.start < match.end(1) for one in names):
            continue
        if words_of(match[1])[-1].norm in reports.people() or _DAY.match(match[1]):
            continue
        given = []
        for report_id in asked.reports_with_phrase(reports.story, [w.norm for w in words_of(match[1])]):
            text = reports.places.text(report_id)
            for town in re.finditer(rf"{_TO}({re.escape(match[1])}),\s+(?=[A-Z])", text):
                there = [
                    one
                    for one in place_names(text, town.end(), town.end() + 30)
                    if one.start == town.end() and one.kind == name.kind
                ]
                given += [(one.name, reports.evidence(report_id, town.start(1), one.end)) for one in there]
        if given and len({one for one, _ in given}) == 1 and given[0][0] != name.name:
            shown = reports.sentence(given[0][1].place.report_id, given[0][1].place.start, given[0][1].place.end)
            note = StateNote("differs", f"the report says “{given[0][1].words}”")
            found.append(
                Checked("place", match.start(1), name.end, draft.text[match.start(1) : name.end], (note,), (shown,))
            )
    return found


def _origins(draft: Draft, start: int, end: int, names: list[PlaceName], reports: Reports) -> list[Checked]:
    """The countries, states and bodies that the draft gives to somebody whom the reports give another."""
    found = []
    for named in draft.named:
        if not start <= named.start < end or not _is_known(named, reports):
            continue
        for name in names:
            if not _belongs(draft.text, (named.start, named.end), name):
                continue
            other = _other_origin(named, name, reports)
            if other is not None:
                note = StateNote("differs", f"the reports have “{other[0]}” for {draft.text[named.start : named.end]}")
                low, high = min(named.start, name.start), max(named.end, name.end)
                found.append(Checked("role", low, high, draft.text[low:high], (note,), (other[1],)))
                break
    return found


def _is_known(named: Named, reports: Reports) -> bool:
    """Whether the reports know a person of that name."""
    return any(word.norm in reports.people() for name in named.names for word in words_of(name)[-1:])


def _belongs(text: str, person: tuple[int, int], name: PlaceName) -> bool:
    """Whether a place is said to be somebody's: right before an office and a name, or set off behind the name."""
    if name.end <= person[0]:
        between = text[name.end : person[0]]
        return len(between) <= 60 and _BEFORE.fullmatch(between) is not None and not _DOING.search(between)
    between = text[person[1] : name.start]
    return (
        person[1] <= name.start
        and len(between) <= 60
        and _AFTER.fullmatch(between) is not None
        and not (_DOING.search(between))
    )


def _other_origin(named: Named, name: PlaceName, reports: Reports) -> tuple[str, Evidence] | None:
    """What the reports give somebody instead; None where any speaks of ours beside the name, or they do not agree."""
    last = sorted({word.norm for one in named.names for word in words_of(one)[-1:]})
    held: list[tuple[str, str, Evidence]] = []
    for report_id in sorted({one for word in last for one in asked.reports_with_phrase(reports.story, [word])}):
        text = reports.places.text(report_id)
        for row in reports.mentions(report_id):
            if row["basis"] != "name" or not same_name(named.names, (row["entity_name"],)):
                continue
            low, high = reports.around(report_id, row["start"], row["end"])
            if speaks_of(name, _beside(report_id, low, high, reports)):
                return None
            held += [
                (one.name, text[one.start : one.end], reports.evidence(report_id, low, high))
                for one in place_names(text, low, high)
                if one.kind == name.kind and _belongs(text, (row["start"], row["end"]), one)
            ]
    if not held:
        return None
    most, count = min(Counter(one for one, _, _ in held).items(), key=lambda one: (-one[1], one[0]))
    if count < _MOSTLY * len(held):
        return None
    return next((words, evidence) for one, words, evidence in held if one == most)


def _beside(report_id: str, low: int, high: int, reports: Reports) -> str:
    """A sentence with the one before it and the one after it."""
    spans, at = reports.sentences(report_id), reports.sentence_at(report_id, low)
    if not spans:
        return reports.places.text(report_id)[low:high]
    first, last = spans[max(0, at - 1)][0], spans[min(len(spans) - 1, at + 1)][1]
    return reports.places.text(report_id)[min(first, low) : max(last, high)]
