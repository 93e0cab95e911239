"""Whether two figures measure the same thing, and whether their sentences tell of one event."""

from __future__ import annotations

from datetime import date

from whence.weigh.series_context import FigureInReport, Measure, is_harm
from whence.weigh.series_events import places_named, plain, tells_doer
from whence.weigh.series_lexicon import kinds, weapons
from whence.weigh.series_told import is_superseded, is_vague, leaves_noun

_APART = 10.0
"""Two counts more than this many times apart are not taken for counts of one thing."""


_APART_FROM_BOUND = 30.0
"""The same where the smaller is only a lower bound, which early counts often are."""


_VAGUE_PLACES = frozenset({"region", "area", "country", "there"})


_OTHER_EVENT = frozenset(
    {"second", "third", "fourth", "other", "another", "separate", "earlier", "previous", "similar"}
)


_LASTING = frozenset({"war", "disease", "disaster", "unrest"})


_TERMS = frozenset({"prison", "jail", "labor", "labour", "probation", "custody", "detention", "imprisonment"})


_LATE = 45
"""Days after which a count of an event of one day, told with its day, is that of another event."""


Member = tuple[FigureInReport, Measure]


def same(a: Member, b: Member) -> bool:
    """Whether two figures of one unit and context measure the same thing."""
    (first, one), (second, two) = a, b
    if second.figure.id in first.apart_from:
        return False
    together = first.figure.report_id == second.figure.report_id and first.sentence_start == second.sentence_start
    together = together and not (leaves_noun(first) or leaves_noun(second))
    together = together and not (is_superseded(first) or is_superseded(second))
    if together and (first.figure.low, first.figure.high) != (second.figure.low, second.figure.high):
        return False  # one sentence gives two counts because they are counts of two things
    none = size(a) == 0.0 or size(b) == 0.0
    if is_harm(one.context) and not _may_be_one_event(a, b):
        return False
    if one.subject != two.subject and not (none and "people" in (one.subject, two.subject)):
        narrow = kinds().get(one.subject) == two.subject or kinds().get(two.subject) == one.subject
        if not narrow or not _whole(a, b):
            return False
    if one.more != two.more or not _one_holder(a, b) or not _one_nation(a, b):
        return False
    if one.unit != "count" and not _one_amount(a, b):
        return False
    if one.event is not None and two.event is not None and one.event != two.event:
        return False
    if size(a) != size(b) and none and is_harm(one.context):
        named = one.event is not None and two.event is not None
        if not named or len(one.telling & two.telling) < 3:
            return False  # `no casualties` are those of an event that both sentences plainly tell of
    if not (one.modifiers <= two.modifiers or two.modifiers <= one.modifiers):
        return False
    if is_harm(one.context) or not one.place or not two.place or one.origin != two.origin:
        return True
    return bool(one.place & two.place or _VAGUE_PLACES & (one.place | two.place))


def _whole(a: Member, b: Member) -> bool:
    """Whether a count of one kind is that of all: `four destroyers` may be the `four warships`, `three destroyers` are
    some of them. Of the same harm, two counts a tenth apart (`86 civilians`, `87 people`) are told of all, and so is a
    plural without a number (`dozens of civilians`) in whose reach the other lies; two numbers of one report are a part
    and a whole."""
    small, large = sorted((size(a), size(b)))
    if small == large:
        return True
    if not is_harm(a[1].context) or a[1].nations != b[1].nations:
        return False
    if is_vague(a[0]) or is_vague(b[0]):
        return large < _REACH * small
    return a[0].figure.report_id != b[0].figure.report_id and small >= 20 and large <= 1.1 * small


_REACH = 5.0
"""A plural without a number stands for less than so many times its lowest value: `dozens`, 24, for less than 120."""


def tied(a: Member, b: Member) -> bool:
    """Whether one sentence gives two values of one count, the second in place of the first (`raised the toll to 2,410
    from 64`)."""
    first, second = a[0], b[0]
    if first.figure.report_id != second.figure.report_id or first.sentence_start != second.sentence_start:
        return False
    return is_superseded(first) != is_superseded(second) and same(a, b)


def _may_be_one_event(a: Member, b: Member) -> bool:
    """Whether nothing in the words of two counts of harm says that they are of two events: `the second
    shooting`, days months apart, or two counts of one report whose sentences have no word in common but the kind."""
    (first, one), (second, two) = a, b
    if size(a) != size(b) and one.which != two.which and (one.which in _OTHER_EVENT or two.which in _OTHER_EVENT):
        return False
    if size(a) != size(b) and one.several != two.several:
        return False
    days = [(f.as_of_from, f.as_of_to) for f in (first.figure, second.figure)]
    if not {one.event, two.event} & _LASTING and all(all(pair) for pair in days):
        (_, ended), (began, _) = sorted((str(opened), str(closed)) for opened, closed in days)
        if (date.fromisoformat(began) - date.fromisoformat(ended)).days > _LATE:
            return False
    if size(a) != size(b) and "disease" in (one.event, two.event) and not _one_area(a, b):
        return False
    here = first.figure.report_id == second.figure.report_id and size(a) != size(b)
    if not here or leaves_noun(first) or leaves_noun(second) or plain(one.own & two.own):
        return True
    places, others = places_named(first.sentence), places_named(second.sentence)
    return not (places and others) or bool(places & others)


def _one_area(a: Member, b: Member) -> bool:
    """Whether two counts of what spreads from land to land are of one of them: a tally of the world, one of a nation
    and one of a town grow side by side."""
    one, two = a[1], b[1]
    if one.area or two.area:
        return bool(one.area & two.area) and ("world" in one.area) == ("world" in two.area)
    return not (one.names and two.names) or bool(one.names & two.names)


def _one_holder(a: Member, b: Member) -> bool:
    """Whether both belong to the same ship or body; what lasts (`a two-year war`) may leave out whose it is."""
    one, two = a[1].holder, b[1].holder
    if one == two or a[1].unit == "count":
        return one == two
    return one is None or two is None or bool(_VAGUE_PLACES & {*one.split(), *two.split()})


def _one_amount(a: Member, b: Member) -> bool:
    """Whether two amounts of one thing are of the same one: the sentences share a name or a telling word and the number
    agrees, or they share two names. What lasts for days or more (`a two-year war`) needs the words alone."""
    one, two = a[1], b[1]
    if {one.subject, two.subject} & _TERMS and size(a) != size(b) and not one.names & two.names:
        return False  # two people were sent to prison
    if one.unit in ("day", "week", "month", "year", "decade"):
        return bool(one.modifiers & two.modifiers or one.telling & two.telling)
    shared = len(one.names & two.names)
    return shared >= 2 or (size(a) == size(b) and bool(one.telling & two.telling))


def _one_nation(a: Member, b: Member) -> bool:
    """Whether the nations named agree; for things, a report may leave out the nation where the number is the same."""
    one, two = a[1].nations, b[1].nations
    if one == two:
        return True
    if is_harm(a[1].context) and not (one and two):
        small, large = sorted((size(a), size(b)))
        vague = is_vague(a[0]) or is_vague(b[0])
        return small >= 100 and large <= 1.02 * small and not vague  # `500 Americans died` and `500 people`
    things = not is_harm(a[1].context) and a[1].subject not in ("people", "troops")
    if things and a[1].context and size(a) == size(b) and (one & b[1].lands or two & a[1].lands):
        return True  # `two Iraqi bases` may be the `two U.S. bases in Iraq`
    return things and not (one and two) and (size(a) == size(b) or a[1].unit != "count")


def one_doing(a: Member, b: Member) -> bool:
    """Whether two sentences that name no event tell of the same harm: both say who did it and share a name, or they
    have the very number, no round one."""
    if a[1].names & b[1].names and tells_doer(a[0].words_before) and tells_doer(b[0].words_before):
        return True
    if size(a) != size(b) or not is_telling(a):
        return False
    # In one report, as in a day's log of many towns, a number of two digits may come twice.
    here = a[0].figure.report_id == b[0].figure.report_id
    return not here or digits(a) > 2 or bool(plain(a[1].own & b[1].own))


def words_shared(a: Member, b: Member) -> int:
    """How many telling words two sentences share that show one event. The kind of event alone shows none; nor do words
    that only the sentences before share; nor, where each names places or people and none is the other's, one or two."""
    one, two = a[1], b[1]
    shared = one.telling & two.telling
    shared |= _means_shared(one.telling, two.telling)
    lasting = one.event == two.event and one.event in ("war", "disease")  # a pile seldom tells of two
    if lasting and one.lands and two.lands and not one.lands & two.lands:
        return 0
    if lasting and (size(a) == size(b) >= 1000 or _large_alike(a, b)):
        return 2
    if not (plain(shared) or lasting):
        return 0
    if lasting and one.event == "disease" and one.area & two.area and shared:
        return max(2, len(shared))
    if one.names and two.names and not (one.names & two.telling or two.names & one.telling) and len(plain(shared)) < 3:
        return 1
    return len(shared)


def _means_shared(telling: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The kinds of weapon that two sentences name in different words: `sarin` here, `chemical` there."""
    ours, theirs = ({weapons()[word] for word in words if word in weapons()} for words in (telling, other))
    known = {weapons()[word] for word in telling & other if word in weapons()}
    return frozenset((ours & theirs) - known)


def _large_alike(a: Member, b: Member) -> bool:
    """Whether both count the dead of a great war or disease: hundreds of thousands, less than five times apart."""
    small, large = sorted((size(a), size(b)))
    return small >= 100_000 and large < _REACH * small


def is_telling(member: Member) -> bool:
    """Whether a number is no round one (`1,300`, `213`; not `300`), so that two reports hardly share it by chance."""
    return size(member) >= 20 and digits(member) > 1


def digits(member: Member) -> int:
    """How many digits of a number tell: 2 of `1,300`, 3 of `213`."""
    return len(f"{size(member):.0f}".rstrip("0"))


def near(a: Member, b: Member) -> bool:
    """Whether two sizes are near enough to be counts of one thing; none is near to any."""
    (small, less), (large, _) = sorted(((size(m), m[0].figure.bound) for m in (a, b)), key=lambda pair: pair[0])
    bounded = less in ("at_least", "more_than")
    return small == 0 or large <= (_APART_FROM_BOUND if bounded else _APART) * small


def size(member: Member) -> float:
    figure = member[0].figure
    return figure.low if figure.low is not None else figure.high or 0.0
