"""The same thing said once, however many reports carry it: attributions joined into utterances with their readings.

Candidates come from an index and are judged pair by pair (`utterances_pairs.py`, `utterances_twins.py`); the pairs that
hold are joined strongest first, and a join is refused where the group would contradict itself: two attributions on the
same characters, two named speakers without long agreement of quoted words, days that cannot both be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from whence.account import Utterance
from whence.records import Attribution, Reuse, digest
from whence.weigh.bonds import NO_BONDS, Bonds
from whence.weigh.readings import GroupReading, read_group
from whence.weigh.readings_kin import Kinship, credits_of
from whence.weigh.splices import find_splices, main_part
from whence.weigh.utterances_days import with_days
from whence.weigh.utterances_index import candidates
from whence.weigh.utterances_items import Item, Rarity, items_of, said_days
from whence.weigh.utterances_names import speakers_of
from whence.weigh.utterances_pairs import VERY_LONG_RUN, Evidence, agreement
from whence.weigh.utterances_shape import mostly_quoted
from whence.weigh.utterances_speakers import is_guess, named_by_all
from whence.weigh.utterances_text import AttributionText
from whence.weigh.utterances_twins import twin_pairs

Pair = tuple[str, str]
HELD_BY_INNER = 0.8
"""An attribution that holds another is no more than its frame where so much of its quoted words is the other's."""
HOLDS_ALL = 60
"""A quotation of no more words than this, with which all of a group agree, is one statement told in parts."""
MOST_LINKS = 24
"""So many of each group's first joined members show whether two groups hold together."""


def join_utterances(
    attributions: Iterable[Attribution],
    context: Mapping[str, AttributionText],
    reuse: Iterable[Reuse],
    bonds: Bonds = NO_BONDS,
) -> list[Utterance]:
    """The utterances behind the attributions, each with a reading for every attribution that reports it.

    `context` holds the words of each attribution by its id (`attribution_texts`); one that is missing there, thoughts
    and contents without a word are left out. Every other attribution is a reading of exactly one utterance. The result
    is sorted by id and does not depend on the order of input. `bonds` are what a person ruled about pairs of them.
    """
    rows = tuple(reuse)
    items = items_of(attributions, context)
    rarity = Rarity.of(items)
    splices = find_splices(items)
    # what two statements were made one of is joined by the longer of the two
    parts = [main_part(item, splices[item.id]) if item.id in splices else item for item in items]
    pairs = twin_pairs(items, rows, rarity)
    kin = Kinship(pairs, rows, splices, credits_of(items))
    near = list(candidates(parts))
    _judge(near, pairs, rarity)
    dated = {item.id: item for item in with_days(parts, pairs)}
    undated = {item.id for item in parts if dated[item.id] is not item}
    _judge(
        ((dated[one.id], dated[two.id]) for one, two in near if one.id in undated or two.id in undated), pairs, rarity
    )
    dated |= {item.id: item for item in items if item.id in splices}
    made: list[tuple[list[Item], GroupReading]] = []
    waiting = _grouped(items, pairs, bonds)
    while waiting:
        group = waiting.pop()
        read = read_group(group, kin)

        def apart_from(base: Item, group: Sequence[Item] = group) -> list[Item]:
            return [
                item
                for item in group
                if item.id not in splices and not _agrees_with_base(base, group, item, pairs, rarity, dated)
            ]

        apart = apart_from(read.base)
        if apart and (whole := _holding_all(read.base, group, apart_from)) is not None:
            read, apart = read_group(group, kin, whole), []
        if apart:
            waiting.extend(
                ([item for item in group if all(item is not one for one in apart)], *_grouped(apart, pairs, bonds))
            )
        else:
            made.append((group, read))
    if bonds:
        made = _ruled(made, items, kin, bonds)
    return sorted((_utterance(group, read) for group, read in made), key=lambda one: one.id)


def _judge(near: Iterable[tuple[Item, Item]], pairs: dict[Pair, Evidence], rarity: Rarity) -> None:
    """Add to `pairs` those of the candidates that are of one utterance, or for which more speaks than is known."""
    for one, two in near:
        found = agreement(one, two, rarity)
        key = _key(one, two)
        if found is not None and (key not in pairs or pairs[key].strength < found.strength):
            pairs[key] = found


def _ruled(
    made: Sequence[tuple[list[Item], GroupReading]], items: Sequence[Item], kin: Kinship, bonds: Bonds
) -> list[tuple[list[Item], GroupReading]]:
    """The groups with what a person ruled the same in one, read again where that changes them."""
    place = {item.id: at for at, item in enumerate(items)}
    before = {tuple(item.id for item in group): (group, read) for group, read in made}
    found = []
    for ids in bonds.join(before):
        if tuple(ids) in before:
            found.append(before[tuple(ids)])
        else:
            group = [items[at] for at in sorted(place[one] for one in ids)]
            found.append((group, read_group(group, kin)))
    return found


def _holding_all(base: Item, group: Sequence[Item], apart_from: Callable[[Item], list[Item]]) -> Item | None:
    """The reading with which all agree, where the base is a part of a statement that others quote in other parts.

    A short one alone: what a whole speech holds is not one utterance.
    """
    held = [item for item in group if item is not base and len(base.quoted) < len(item.quoted) <= HOLDS_ALL]
    held = [item for item in held if mostly_quoted(item)]
    return next(
        (item for item in sorted(held, key=lambda one: (-len(one.quoted), one.id)) if not apart_from(item)), None
    )


def _agrees_with_base(
    base: Item,
    group: Sequence[Item],
    item: Item,
    pairs: Mapping[Pair, Evidence],
    rarity: Rarity,
    dated: Mapping[str, Item],
) -> bool:
    """A reading is held against the base, so it must agree with the base's words and not only with another reading."""
    alike = [one for one in group if one is base or (base.quoted and one.quoted == base.quoted)]
    return any(
        one is item or _key(one, item) in pairs or agreement(dated[one.id], dated[item.id], rarity) is not None
        for one in alike
    )


def _utterance(group: Sequence[Item], read: GroupReading) -> Utterance:
    said = sorted(
        (item.given.said_from, item.given.said_to)
        for item in group
        if item.given.said_from is not None and item.given.said_to is not None
    )
    narrow = min(said, key=lambda days: (_width(days), days)) if said else (None, None)
    return Utterance(
        id=digest("utterance", *sorted(item.id for item in group)),
        speaker_id=_speaker(read.base, group),
        text=read.base.given.text,
        base_attribution_id=read.base.id,
        base_confidence=read.confidence,
        said_from=narrow[0],
        said_to=narrow[1],
        readings=read.readings,
    )


def _speaker(base: Item, group: Sequence[Item]) -> str | None:
    """The base's own named source, else the one that all others who name one agree on, else the base's description.

    `The statement said` in one report and a spokeswoman's name in another: it is hers. What the base only lets be
    guessed (`he`) gives way to a name that the other reports agree on.
    """
    outright = named_by_all((item.attribution, item.given) for item in group) if is_guess(base.attribution) else None
    if outright is not None:
        return outright
    if base.speaker is not None:
        return base.speaker
    named = {item.speaker for item in group if item.speaker is not None}
    return named.pop() if len(named) == 1 else base.given.speaker_id


def _width(days: tuple[str, str]) -> int:
    return date.fromisoformat(days[1]).toordinal() - date.fromisoformat(days[0]).toordinal()


def _grouped(items: Sequence[Item], pairs: Mapping[Pair, Evidence], bonds: Bonds) -> list[list[Item]]:
    """Groups joined strongest pair first; each group in the order of `items`."""
    by_id = {item.id: item for item in items}
    pairs = {pair: held for pair, held in pairs.items() if pair[0] in by_id and pair[1] in by_id}
    leader = {item.id: item.id for item in items}
    members: dict[str, list[Item]] = {item.id: [item] for item in items}
    outer = _outer(items)
    for (one, two), evidence in sorted(
        pairs.items(), key=lambda entry: (-entry[1].strength, bool(outer & set(entry[0])), entry[0])
    ):
        a, b = leader[one], leader[two]
        if a == b or not _may_join(members[a], members[b], evidence, pairs):
            continue
        if bonds and bonds.clash([item.id for item in members[a]], [item.id for item in members[b]]):
            continue
        into, away = (a, b) if (len(members[a]), a) >= (len(members[b]), b) else (b, a)
        for item in members[away]:
            leader[item.id] = into
        members[into].extend(members.pop(away))
    order = {item.id: at for at, item in enumerate(items)}
    groups: dict[str, list[Item]] = defaultdict(list)
    for item_id in sorted(by_id, key=order.__getitem__):
        groups[leader[item_id]].append(by_id[item_id])
    return list(groups.values())


def _outer(items: Sequence[Item]) -> frozenset[str]:
    """Those that hold another of their report whole (`“It will rain,” Ruiz said, according to two aides`).

    What is quoted is the inner one's, who stands first where either could be joined.
    """
    found: set[str] = set()
    last: Item | None = None
    for item in sorted(items, key=lambda one: (one.given.report_id, one.attribution.start, -one.attribution.end)):
        if last is not None and last.overlaps(item) and item.attribution.end <= last.attribution.end:
            if len(item.quoted) >= HELD_BY_INNER * len(last.quoted):
                found.add(last.id)
        else:
            last = item
    return frozenset(found)


def _may_join(left: list[Item], right: list[Item], evidence: Evidence, pairs: Mapping[Pair, Evidence]) -> bool:
    """Whether two groups can be one utterance: nothing in them contradicts, and their fullest readings agree."""
    if _share_characters(left, right):
        return False
    if not (evidence.same_words or evidence.one_speaker) and _name_two_speakers(left, right):
        return False
    said = [days for item in (*left, *right) if (days := said_days(item)) is not None]
    if said and max(low for low, _ in said) - min(high for _, high in said) > 1 and evidence.run < VERY_LONG_RUN:
        return False
    if len(left) == 1 and len(right) == 1:
        return True
    return _linked(left, right, pairs)


def _share_characters(left: list[Item], right: list[Item]) -> bool:
    by_report: dict[str, list[Item]] = defaultdict(list)
    for item in left:
        by_report[item.given.report_id].append(item)
    return any(one.overlaps(item) for item in right for one in by_report.get(item.given.report_id, ()))


def _name_two_speakers(left: list[Item], right: list[Item]) -> bool:
    """Whether a named speaker of one group differs from one of the other; one of each name stands for the rest.

    A pronoun may have been understood wrongly: it does not count in a group of which another names the speaker.
    """
    first, second = ({item.speaker: item for item in reversed(_naming(group))} for group in (left, right))
    return any(speakers_of(a, b) == "different" for a in first.values() for b in second.values())


def _naming(group: Sequence[Item]) -> list[Item]:
    """Those of a group that name the speaker; outright, where any does."""
    named = [item for item in group if item.speaker is not None]
    return [item for item in named if not _is_pronoun(item)] or named


def _is_pronoun(item: Item) -> bool:
    return item.attribution.speaker_basis == "pronoun"


def _linked(left: list[Item], right: list[Item], pairs: Mapping[Pair, Evidence]) -> bool:
    """At least a third of the pairs across two groups hold, or the fullest reading of one holds with all the other."""
    left, right = left[:MOST_LINKS], right[:MOST_LINKS]
    held = [[_key(a, b) in pairs for b in right] for a in left]
    total = sum(map(sum, held))
    if 3 * total >= len(left) * len(right):
        return True
    fullest_left = max(range(len(left)), key=lambda at: (len(left[at].norms), left[at].id))
    fullest_right = max(range(len(right)), key=lambda at: (len(right[at].norms), right[at].id))
    return all(held[fullest_left]) or all(row[fullest_right] for row in held)


def _key(a: Item, b: Item) -> Pair:
    return (a.id, b.id) if a.id <= b.id else (b.id, a.id)
