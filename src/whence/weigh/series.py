"""Figures that measure the same thing, across reports and wordings, joined into series.

Two figures are joined where unit, class of what is counted, what happened to it, nation, scope and event agree, and
their sizes are not worlds apart. What cannot be told is left out: a wrong join makes a false dispute. Figures are
never averaged and never merged. A series has two figures or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from whence.account import Series
from whence.records import digest
from whence.weigh.bonds import NO_BONDS, Bonds
from whence.weigh.series_alike import told_alike
from whence.weigh.series_context import FigureInReport, Measure, figure_in_report, is_harm, measure
from whence.weigh.series_events import plain
from whence.weigh.series_same import Member, is_telling, near, one_doing, same, size, tied, words_shared
from whence.weigh.series_told import goes_on, is_superseded, leaves_noun

__all__ = ["FigureInReport", "figure_in_report", "join_series"]


ALIKE = "told alike"
"""The context of figures of which nothing is known but that two sentences give the same."""


PublishedDays = Mapping[str, tuple[str | None, str | None]]
"""Report id to the first and last day on which it can have been published."""


def join_series(figures: Sequence[FigureInReport], published: PublishedDays, bonds: Bonds = NO_BONDS) -> list[Series]:
    """The series that the figures make, sorted by label and id; the same for any order of the figures.

    `published` only orders the figures (earliest first), so that a series grows as the story did. `bonds` are what a
    person ruled about pairs of figures: those ruled the same make a series whatever the words around them.
    """
    groups: dict[tuple[str, str], list[list[Member]]] = {}
    if bonds:
        figures = [replace(item, apart_from=bonds.apart_from(item.figure.id)) for item in figures]
    ordered = sorted(figures, key=lambda item: _order(item, published))
    undecided: list[Member] = []
    questioned: list[Member] = []
    victims: list[Member] = []
    understood = _understood(figures)
    measured = {item.figure.id: measure(item) for item in ordered}
    measured.update(_tolls(figures, measured))
    together = _together(measured.values())
    for item in ordered:
        what = measured[item.figure.id] or understood.get(item.figure.id)
        if what is not None and not is_harm(what.context):
            what = replace(
                what, modifiers=what.modifiers.union(*(together[what.subject, word] for word in what.modifiers))
            )
        if what is None or what.unit == "%" or item.figure.measured.startswith(("a ", "an ", "per ")):
            continue
        if what.victims:
            victims.append((item, what))
        elif what.questioned:
            questioned.append((item, what))
        elif is_harm(what.context) and what.event is None:
            undecided.append((item, what))
        else:
            _place((item, what), groups.setdefault((what.unit, what.context), []))
    for member in undecided:
        _place_by_value(member, groups.setdefault((member[1].unit, member[1].context), []))
    for made_so_far in groups.values():
        _gather(made_so_far)
        _second_chance(made_so_far)
    for member in questioned:
        _place_questioned(member, groups.get((member[1].unit, member[1].context), []))
    for member in victims:
        _place_victims(member, groups.get((member[1].unit, member[1].context), []))
    alone = {group[0][0].figure.id: group[0][1] for each in groups.values() for group in each if len(group) == 1}
    joined = {item.figure.id for each in groups.values() for group in each if len(group) > 1 for item, _ in group}
    of_harm = {item.figure.id for (_, c), each in groups.items() if is_harm(c) for group in each for item, _ in group}
    left = [
        item
        for item in ordered
        if not (item.figure.id in joined and item.figure.id in of_harm) and not _is_harm_alone(alone, item)
    ]
    for alike in told_alike(left):
        joined |= _taken_up(alike, groups)
    rank = {item.figure.id: place for place, item in enumerate(ordered)}
    gathered = [
        group
        for (_, context), group_list in groups.items()
        for group in group_list
        if context == ALIKE or len(group) > 1 or (group and group[0][0].figure.id not in joined)
    ]
    if bonds:
        gathered = _ruled(gathered, ordered, bonds)
    for group in gathered:
        group.sort(key=lambda member: rank[member[0].figure.id])
    made = [_series(group) for group in gathered if len(group) > 1]
    return sorted(made, key=lambda series: (series.label, series.unit, series.id))


def _tolls(figures: Sequence[FigureInReport], measured: Mapping[str, Measure | None]) -> dict[str, Measure]:
    """Figure id to what it measures, for tolls whose sentence names no event: that of the count of the same harm before
    it (`Police said the blast killed 40. The union put the death toll at 60`)."""
    found: dict[str, Measure] = {}
    last: tuple[FigureInReport, Measure] | None = None
    for item in sorted(figures, key=lambda item: (item.figure.report_id, item.figure.start, item.figure.id)):
        what = measured[item.figure.id]
        if what is None or not is_harm(what.context):
            continue
        if what.event is None and item.figure.head == "toll" and last is not None:
            before, said = last
            near = item.figure.report_id == before.figure.report_id and item.figure.start - before.figure.end < _NEAR_BY
            if near and said.event is not None and said.context == what.context and said.nations == what.nations:
                what = replace(what, event=said.event, telling=what.telling | said.telling, which=said.which)
                found[item.figure.id] = what
        last = (item, what)
    return found


_NEAR_BY = 400
"""Characters within which a toll is taken for that of the count before it."""


def _together(measures: Iterable[Measure | None]) -> dict[tuple[str, str], frozenset[str]]:
    """(what is counted, a word for it) to the words that stand with it in one phrase somewhere: where there are
    `Tomahawk cruise missiles`, the `Tomahawk missiles` are cruise missiles."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for what in measures:
        if what is not None:
            for word in what.modifiers:
                found[what.subject, word] = found.get((what.subject, word), frozenset()) | what.modifiers
    return found


def _taken_up(alike: Sequence[FigureInReport], groups: dict[tuple[str, str], list[list[Member]]]) -> set[str]:
    """Put figures that are given alike into the series that has some of them (`the $5 million that he asked for` into
    that of `$5 million in aid`), else into one of their own; the ids of those that are now in a series."""
    ids = {item.figure.id for item in alike}
    homes = [group for each in groups.values() for group in each if len(group) > 1 and ids & _ids(group)]
    if not homes:
        groups.setdefault(("", ALIKE), []).append([(item, _as_written(item, ALIKE)) for item in alike])
        return ids
    held = frozenset().union(*map(_ids, homes))
    home = max(homes, key=len)
    home += [(item, _as_written(item, home[0][1].context)) for item in alike if item.figure.id not in held]
    return ids


def _ids(group: list[Member]) -> frozenset[str]:
    return frozenset(item.figure.id for item, _ in group)


def _is_harm_alone(alone: Mapping[str, Measure], item: FigureInReport) -> bool:
    """Whether a figure is a count of harm that fits no other: the words around it are of its event, and not of it."""
    return item.figure.id in alone and is_harm(alone[item.figure.id].context)


def _ruled(groups: list[list[Member]], figures: Sequence[FigureInReport], bonds: Bonds) -> list[list[Member]]:
    """The groups with what a person ruled the same in one, figures that no rule understood among them."""
    members = {item.figure.id: (item, what) for group in groups for item, what in group}
    alone = []
    for item in figures:
        if item.figure.id not in members and len(bonds.part(item.figure.id)) > 1:
            members[item.figure.id] = (item, _as_written(item))
            alone.append([item.figure.id])
    named = [[item.figure.id for item, _ in group] for group in groups if group]
    return [[members[one] for one in group] for group in bonds.join([*named, *alone])]


def _as_written(item: FigureInReport, context: str = "") -> Measure:
    """What a figure measures by its own words alone."""
    none: frozenset[str] = frozenset()
    return Measure(item.figure.unit, item.figure.measured, context, none, none, None, none, None, none, none, False)


def _understood(figures: Sequence[FigureInReport]) -> dict[str, Measure]:
    """Figure id to what it measures, for figures that leave the noun to one before (`the union says 120`)."""
    found: dict[str, Measure] = {}
    before: list[tuple[FigureInReport, Measure]] = []
    for item in sorted(figures, key=lambda item: (item.figure.report_id, item.figure.start, item.figure.id)):
        what, figure = measure(item), item.figure
        if leaves_noun(item) and what is None and not goes_on(item):
            same = [
                said
                for earlier, said in before[-4:]
                if (earlier.figure.report_id, earlier.figure.head) == (figure.report_id, figure.head)
            ]
            if same:
                found[figure.id] = same[-1]
        elif what is not None:
            before.append((item, what))
    return found


def _order(item: FigureInReport, published: PublishedDays) -> tuple[str, str, int, str]:
    latest = published.get(item.figure.report_id, (None, None))[1]
    return latest or "9999", item.figure.report_id, item.figure.start, item.figure.id


def _place(member: Member, groups: list[list[Member]]) -> None:
    """Put a figure into the largest group that it agrees with, else into one of its own."""
    fitting = [group for group in groups if _fits(member, group)]
    if fitting:
        max(fitting, key=lambda group: (_counts_alike(member, group), len(group))).append(member)
    else:
        groups.append([member])


def _counts_alike(member: Member, group: list[Member]) -> bool:
    """Whether a group counts what the figure counts in the same words (`civilians`, not `people`)."""
    return any(what.subject == member[1].subject for _, what in group)


def _gather(groups: list[list[Member]]) -> None:
    """Join groups that stood apart only because their first sentences had few words in common."""
    for index, group in reversed(list(enumerate(groups))):
        for other in groups[:index]:
            if group and other and (_one_thing(group, other) or _all_fit(group, other)):
                other.extend(group)
                group.clear()


def _second_chance(groups: list[list[Member]]) -> None:
    """A large count of harm that stands alone, in a sentence that names nobody and no place, joins the one series of
    its kind of event that has its very number."""
    for group in groups:
        if len(group) != 1 or not is_harm(group[0][1].context) or group[0][1].names or size(group[0]) < 1000:
            continue
        member = group[0]
        fitting = [
            other
            for other in groups
            if len(other) > 1
            and any(size(one) == size(member) and one[1].event == member[1].event for one in other)
            and _agrees(member, other)
        ]
        if len(fitting) == 1:
            fitting[0].append(member)
            group.clear()


def _all_fit(group: list[Member], other: list[Member]) -> bool:
    """Whether the smaller group fits into the larger, member by member."""
    small, large = sorted((group, other), key=len)
    return all(_fits(member, large) for member in small)


def _one_thing(group: list[Member], other: list[Member]) -> bool:
    """Whether two groups measure one thing: every pair agrees, half of the pairs in size, and, for counts of harm, the
    sentences of both tell of one event by three telling words or by a telling number."""
    pairs = [(a, b) for a in group for b in other]
    if not all(same(a, b) for a, b in pairs) or 2 * sum(near(a, b) for a, b in pairs) < len(pairs):
        return False
    if not is_harm(group[0][1].context):
        return True
    if not any(what.event for _, what in group) or not any(what.event for _, what in other):
        return any(one_doing(a, b) for a, b in pairs)
    told, told_too = (frozenset().union(*(what.telling for _, what in each)) for each in (group, other))
    return len(told & told_too) >= 3 or any(size(a) == size(b) and is_telling(a) for a, b in pairs)


def _place_by_value(member: Member, groups: list[list[Member]]) -> None:
    """A count of harm whose sentence names no event joins only where exactly one group has its very number, or tells of
    the same doing; a small number, which chance repeats, must also share a name."""
    value = size(member)
    fitting = [
        group
        for group in groups
        if _fits(member, group)
        and any(
            size(other) == value
            and (value >= 20 or bool(member[1].names & other[1].telling or member[1].telling & other[1].names))
            for other in group
        )
    ] or [group for group in groups if _agrees(member, group) and any(one_doing(member, other) for other in group)]
    if len(fitting) > 1:
        fitting = [group for group in fitting if _counts_alike(member, group)]
    if len(fitting) == 1:
        fitting[0].append(member)
    else:
        groups.append([member])


def _place_questioned(member: Member, groups: list[list[Member]]) -> None:
    """A count that a sentence only asks about (`whether 800 people died`) joins the one group of which its very number
    is told, or one within a fiftieth of it, and makes none of its own."""
    value = size(member)
    fitting = [
        group
        for group in groups
        if value >= 100
        and any(abs(size(one) - value) <= value / 50 and one[1].event == member[1].event for one in group)
        and _agrees(member, group)
    ]
    if len(fitting) == 1:
        fitting[0].append(member)


def _place_victims(member: Member, groups: list[list[Member]]) -> None:
    """`The 49 victims` are the dead of the one group that counts as many and shares a telling word, or is of the same
    report; they make none of their own."""
    value = size(member)
    fitting = [
        group
        for group in groups
        if value >= _FEWEST_VICTIMS
        and any(
            size(one) == value
            and (one[0].figure.report_id == member[0].figure.report_id or plain(one[1].telling & member[1].telling))
            for one in group
        )
    ]
    if len(fitting) == 1:
        fitting[0].append(member)


_FEWEST_VICTIMS = 5


def _fits(member: Member, group: list[Member]) -> bool:
    """Whether a figure agrees with every member of a group, with half of them in size, and tells of their event; or a
    sentence gives it in place of a member's value."""
    if any(tied(member, other) for other in group):
        return all(same(member, other) for other in group)
    if not _agrees(member, group):
        return False
    return not is_harm(member[1].context) or _of_one_event(member, group)


def _agrees(member: Member, group: list[Member]) -> bool:
    """Whether a figure agrees with every member of a group, and with half of them in size. A value that the group's own
    sentences give up for another need not agree: `up from 64` says nothing of the nation."""
    held = [other for other in group if not _given_up(other, group)] or group
    return all(same(member, other) for other in held) and 2 * sum(near(member, o) for o in held) >= len(held)


def _given_up(member: Member, group: list[Member]) -> bool:
    return is_superseded(member[0]) and any(tied(member, other) for other in group if other is not member)


def _of_one_event(member: Member, group: list[Member]) -> bool:
    """Whether a count of harm tells of the event of a group: two telling words shared with one of its sentences, or one
    shared with a third of them, or the very number where that is no round one."""
    if member[1].event is None and all(what.event is None for _, what in group):
        return any(len(member[1].telling & o[1].telling) >= 2 or one_doing(member, o) for o in group)
    shared = [words_shared(member, other) for other in group]
    if max(shared) >= 2 or (size(member) > 0 and len(group) > 2 and 3 * sum(n > 0 for n in shared) >= len(group)):
        return True
    return any(
        size(member) == size(other) and (n > 0 or is_telling(member)) for n, other in zip(shared, group, strict=True)
    )


def _series(group: list[Member]) -> Series:
    ids = tuple(item.figure.id for item, _ in group)
    unit = group[0][1].unit
    return Series(digest("series", *sorted(ids)), _label(group), unit, ids)


_THREAT = re.compile(r"\b(?:threat\w+|prepared to|ready to|vow\w*|will be|would be|ha(?:ve|s) targeted)\b", re.I)
"""Around a count of what is hit: it has not been."""


def _label(group: list[Member]) -> str:
    """The series in plain words: `people killed`, `U.S. troops deployed`, `campaign (in months)`."""
    named = [(item, what) for item, what in group if size((item, what)) > 0] or group
    item, what = named[0]
    if what.context == ALIKE:
        figure = item.figure
        written = item.sentence[figure.value_start - item.sentence_start : figure.end - item.sentence_start]
        return written if figure.measured in written else f"{written} {figure.measured}"  # `two of them`: two people
    if what.unit != "count":
        measured = next((one.figure.measured for one, _ in named if one.figure.measured), "")
        return f"{measured} (in {what.unit})"
    nation = " ".join(sorted(what.nations))
    written = {"us": "U.S.", "uk": "British"}.get(nation, nation.title())
    added = "additional " if what.more else ""
    subject = (
        what.subject
        if what.subject.endswith("s") or what.subject in ("people", "children", "women")
        else item.figure.measured.lower()
    )
    threats = sum(_THREAT.search(one.sentence) is not None for one, _ in named)
    context = "threatened" if what.context == "hit" and 2 * threats >= len(named) else what.context
    words = [added.strip(), written, subject, context]
    return " ".join(word for word in words if word)
