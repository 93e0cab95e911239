"""How one reading stands to the base of its utterance: the relation, and what a person should know, in a sentence.

Only words that both texts print inside quotation marks can be altered. What an editor marks as his own (brackets,
an ellipsis, quotation marks closed and opened again) is no change of words, and more or less of the same speech is
`extended` or `trimmed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whence.records import Relation
from whence.weigh.readings_cuts import condition_beside, cuts, hides, left_out, negated_before
from whence.weigh.readings_diff import Change, changes, printed_ops, printed_words
from whence.weigh.readings_small import is_hesitation, is_house_style, is_small
from whence.weigh.utterances_items import Item, weight
from whence.weigh.utterances_names import two_people
from whence.weigh.utterances_shape import mostly_quoted
from whence.weigh.words import is_function, stem
from whence.wordlists import ONLY_SMALL, wordlist

OTHERWISE = 2
"""So many content words of the base told around a quotation make it a paraphrase with a quotation in it."""
REWORDED_IN, REWORDED = 3, 0.7
"""Quotations that differ in so many places, and agree in less than this share, are worded otherwise throughout."""
SMALL = 6
"""A change of so few words is one even where a sentence's end falls in it."""
COUNTED = 3
"""So many words behind a number stands what it counts (`52 old river bridges`)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between a base and a reading, before it is known which of the two is sure.

    `altered` are the changes of words inside both texts' quotation marks, `small` those of them that change articles,
    forms or spellings alone; `trimmed, extended` count quoted words that only one of them holds at an end or across a
    marked omission; `agreeing` counts quoted words that both hold.
    """

    changes: tuple[Change, ...]
    altered: tuple[Change, ...]
    small: tuple[Change, ...]
    hidden: tuple[Change, ...]
    """Words left out by one of the two that turn what it keeps (`readings_cuts.py`)."""
    trimmed: int
    extended: int
    agreeing: int


def difference(base: Item, reading: Item) -> Difference:
    """Compare a reading with the base, word by word, inside and outside quotation marks."""
    found = changes(base, reading)
    altered: list[Change] = []
    small: list[Change] = []
    hidden: list[Change] = []
    trimmed = extended = 0
    for at, change in enumerate(found):
        lost = _quoted_units(base, change.base_from, change.base_to)
        gained = _quoted_units(reading, change.to_from, change.to_to)
        if change.op == "equal" or not (lost or gained):
            continue
        if is_hesitation(base, lost) and is_hesitation(reading, gained):
            continue
        if is_house_style(base, lost, reading, gained):
            continue
        if lost and gained and is_small(base, lost, reading, gained):
            small.append(change)
            continue
        if _is_alteration(base, reading, found, at, lost, gained):
            (small if is_small(base, lost, reading, gained) else altered).append(change)
            continue
        if _bracketed(base, change.base_from, change.base_to) or _bracketed(reading, change.to_from, change.to_to):
            continue  # an editor's word in brackets stands for the speaker's
        trimmed += len(lost)
        extended += len(gained)
        if hides(base, reading, found, at, lost, gained) or cuts(base, reading, found, at, lost, gained):
            hidden.append(change)
    agreeing = sum(
        base.inside[i] and reading.inside[j]
        for change in found
        if change.op == "equal"
        for i, j in zip(range(change.base_from, change.base_to), range(change.to_from, change.to_to), strict=False)
    )
    return Difference(found, tuple(altered), tuple(small), tuple(hidden), trimmed, extended, agreeing)


def _quoted_units(item: Item, start: int, stop: int) -> list[int]:
    """The places of the speaker's own words inside quotation marks; an editor's brackets and ellipses are left out."""
    return [at for at in range(start, stop) if item.inside[at] and item.units[at].kind == "word"]


def _is_alteration(
    base: Item, reading: Item, found: Sequence[Change], at: int, lost: list[int], gained: list[int]
) -> bool:
    """Whether a change rewrites the words inside the marks, and is not a cut, an extension or an editor's hand."""
    change = found[at]
    if _edited(base, change.base_from, change.base_to) or _edited(reading, change.to_from, change.to_to):
        return False
    if not _in_one_sentence(base, reading, found, at, lost, gained):
        return False
    if lost and gained:
        within = 0 < at < len(found) - 1
        alike = max(len(lost), len(gained)) <= 2 * min(len(lost), len(gained))
        return _continues(base, lost) and _continues(reading, gained) and (within or alike)
    item, places = (base, lost) if lost else (reading, gained)
    other, start = (reading, change.to_from) if lost else (base, change.base_from)
    if not 0 < at < len(found) - 1 or not (0 < start < len(other.units)):
        return False
    whole = _segment(other, start - 1) == _segment(other, start) != -1
    return whole and _segment(item, places[0] - 1) == _segment(item, places[-1] + 1) != -1


def _in_one_sentence(
    base: Item, reading: Item, found: Sequence[Change], at: int, lost: list[int], gained: list[int]
) -> bool:
    """Whether a change lies in a sentence that both hold, and does not put one sentence in another's place."""
    left, right = {base.sentences[i] for i in lost}, {reading.sentences[i] for i in gained}
    if len(left) > 1 or len(right) > 1:
        return len(lost) <= SMALL and len(gained) <= SMALL and 0 < at < len(found) - 1
    change = found[at]
    here = left.pop() if left else base.sentences[min(change.base_from, len(base.units) - 1)]
    there = right.pop() if right else reading.sentences[min(change.to_from, len(reading.units) - 1)]
    agreeing = [
        base.units[i].norm
        for one in found
        if one.op == "equal"
        for i, j in zip(range(one.base_from, one.base_to), range(one.to_from, one.to_to), strict=False)
        if base.inside[i] and reading.inside[j] and base.sentences[i] == here and reading.sentences[j] == there
    ]
    return len(agreeing) >= 2 and weight(agreeing) * 1.5 >= min(_weight_of(base, lost), _weight_of(reading, gained))


def _weight_of(item: Item, places: Sequence[int]) -> float:
    return weight(item.units[at].norm for at in places)


def _bracketed(item: Item, start: int, stop: int) -> bool:
    return any(item.units[at].kind == "bracketed" for at in range(start, stop))


def _edited(item: Item, start: int, stop: int) -> bool:
    return any(item.units[at].kind != "word" for at in range(start, stop))


def _continues(item: Item, places: list[int]) -> bool:
    """Whether the words stand in one run of quotation with words that agree, not alone between marks of their own."""
    segment = _segment(item, places[0])
    return _segment(item, places[0] - 1) == segment or _segment(item, places[-1] + 1) == segment


def _segment(item: Item, at: int) -> int:
    """Which run of quotation a unit stands in; -1 outside."""
    return item.segments[at] if 0 <= at < len(item.units) else -1


def _negators(item: Item, places: Sequence[int]) -> int:
    return sum(item.units[at].norm in wordlist("negators") for at in places)


def reverses(base: Item, reading: Item, found: Difference) -> int:
    """Negators that the reading has more (positive) or fewer (negative) inside the quotation marks than the base."""
    lost = sum(_negators(base, _quoted_units(base, one.base_from, one.base_to)) for one in found.altered)
    gained = sum(_negators(reading, _quoted_units(reading, one.to_from, one.to_to)) for one in found.altered)
    return gained - lost


def relation_of(base: Item, reading: Item, found: Difference, sure: bool) -> Relation:
    """The relation of a reading to the base; `sure` where the base and the occasion are."""
    if base.quoted and not reading.quoted:
        return "turned_indirect" if _tells_quoted(base, reading) else "paraphrased"
    if reading.quoted and not base.quoted:
        return "turned_direct"
    if not base.quoted:
        return _indirect_relation(base, reading, found)
    if found.altered or found.hidden:
        return "altered" if sure and not reworded(base, reading, found) else "differs"
    if found.small:
        return "differs"
    if not found.agreeing:
        return "paraphrased"
    tells = _tells_besides(base, reading)
    if found.trimmed or found.extended:
        if tells >= OTHERWISE or _substitutes(base, reading, found):
            return "paraphrased"
        return "trimmed" if found.trimmed >= found.extended else "extended"
    return "paraphrased" if tells >= OTHERWISE and _worded_otherwise(base, reading, found) else "same"


def reworded(base: Item, reading: Item, found: Difference) -> bool:
    """Whether the words inside the marks differ all along, as those of two translations do."""
    least = min(len(base.quoted), len(reading.quoted))
    return len(found.altered) >= REWORDED_IN and found.agreeing < REWORDED * least


def _tells_besides(base: Item, reading: Item) -> int:
    """Content words of the base that the reading tells outside its quotation marks, and has not inside them as well.

    Words around a quotation that are not of the statement (`who, at a rally in the square, spoke of “a disaster”`) are
    the report's own, and make no paraphrase.
    """
    held: tuple[set[str], set[str]] = (set(), set())
    for unit, inside in zip(reading.units, reading.inside, strict=True):
        if unit.kind == "word" and not is_function(unit.norm):
            held[inside].add(stem(unit.norm))
    return len((held[0] - held[1]) & base.stems)


def _substitutes(base: Item, reading: Item, found: Difference) -> bool:
    """Whether the report's own words stand in the place of quoted ones, in a sentence of which it quotes the rest."""
    kept = {
        base.sentences[at]
        for one in found.changes
        if one.op == "equal"
        for at, to in zip(range(one.base_from, one.base_to), range(one.to_from, one.to_to), strict=False)
        if base.inside[at] and reading.inside[to]
    }
    for one in found.changes:
        lost = _quoted_units(base, one.base_from, one.base_to)
        told = [at for at in range(one.to_from, one.to_to) if not reading.inside[at]]
        if one.op != "replace" or not {base.sentences[at] for at in lost} <= kept:
            continue
        few, own = (
            sum(not is_function(item.units[at].norm) for at in places)
            for item, places in ((base, lost), (reading, told))
        )
        if few and own >= OTHERWISE and few <= 2 * own:
            return True
    return False


def _tells_quoted(base: Item, reading: Item) -> bool:
    """Whether an indirect reading tells what the base quotes, and not only what the base tells around it."""
    quoted = {stem(norm) for norm in base.quoted if not is_function(norm)}
    return mostly_quoted(base) or bool(quoted & reading.stems)


def _worded_otherwise(base: Item, reading: Item, found: Difference) -> bool:
    """Whether the words around the quoted ones differ, where they are the greater part of either."""
    if {change.op for change in found.changes} in ({"equal"}, {"equal", "insert"}, {"equal", "delete"}):
        return False  # one tells more around them than the other
    agreeing = sum(change.base_to - change.base_from for change in found.changes if change.op == "equal")
    return any(2 * len(item.quoted) < len(item.units) and agreeing < 0.8 * len(item.units) for item in (base, reading))


def _indirect_relation(base: Item, reading: Item, found: Difference) -> Relation:
    kept = list(found.changes)
    if kept and kept[0].op in ("insert", "delete") and _is_that(base, reading, kept[0]):
        del kept[0]  # `that the road was shut`, `the road was shut`
    ops = [change.op for change in kept]
    if all(op == "equal" for op in ops):
        return "same"
    if ops.count("equal") == 1 and "replace" not in ops:
        if "insert" not in ops:
            return "trimmed"
        if "delete" not in ops:
            return "extended"
    return "paraphrased"


def _is_that(base: Item, reading: Item, change: Change) -> bool:
    """Whether what one of the two has more is the `that` of the report's own sentence."""
    if change.op == "delete":
        units = base.units[change.base_from : change.base_to]
    else:
        units = reading.units[change.to_from : change.to_to]
    return [unit.norm for unit in units] == ["that"]


def reason_of(base: Item, reading: Item, found: Difference, relation: Relation) -> str:
    """What a person should know of a reading, the most serious first."""
    said = [*_serious(base, reading, found), *_plain(base, reading, found, relation)]
    return " ".join(said)


def _serious(base: Item, reading: Item, found: Difference) -> list[str]:
    said = []
    if found.altered and reworded(base, reading, found):
        said.append("Worded otherwise throughout, as two translations or two listeners give one statement.")
    told = found.altered[:3] if found.altered else found.small[:3]
    words = []
    for change in told:
        lost = printed_words(base, *_own_words(base, change.base_from, change.base_to))
        gained = printed_words(reading, *_own_words(reading, change.to_from, change.to_to))
        if lost and gained:
            words.append(f"“{gained}” here, “{lost}” in the base")
        elif gained:
            words.append(f"“{gained}” is here and not in the base")
        else:
            words.append(f"“{lost}” is in the base and not here, and no omission is marked")
    if words:
        said.append(f"Inside quotation marks: {'; '.join(words)}.")
    more = len(found.altered) + len(found.small) - len(told)
    if more:
        said.append(f"{more} more difference{'s' if more > 1 else ''} inside quotation marks.")
    if found.small and not found.altered:
        said.append(ONLY_SMALL)
    flipped = reverses(base, reading, found)
    if flipped:
        said.append("A “not” is gained." if flipped > 0 else "A “not” is lost.")
    said.extend(left_out(base, reading, change) for change in found.hidden[:1])
    if two_people(base, reading):
        named = f"{reading.given.speaker_name} here, {base.given.speaker_name} in the base"
        said.append(f"Given to another speaker, unless one quotes the other: {named}.")
    return said


def _own_words(item: Item, start: int, stop: int) -> tuple[int, int]:
    """The places without what an editor put in brackets at either end, where anything else is left."""
    own = [at for at in range(start, stop) if item.units[at].kind == "word"]
    return (own[0], own[-1] + 1) if own else (start, stop)


def _number_differs(base: Item, reading: Item, found: Difference) -> bool:
    """Whether one tells another number of the same thing, and not numbers of two things."""
    lost, gained = base.numbers - reading.numbers, reading.numbers - base.numbers
    if not (lost and gained):
        return False
    for change in found.changes:
        here = [at for at in range(change.base_from, change.base_to) if base.units[at].norm in lost]
        there = [at for at in range(change.to_from, change.to_to) if reading.units[at].norm in gained]
        if here and there and max(change.base_to - change.base_from, change.to_to - change.to_from) <= SMALL:
            return True
    return bool(_counted(base, lost) & _counted(reading, gained))


def _counted(item: Item, numbers: frozenset[str]) -> frozenset[str]:
    """The stems of the words beside some numbers, of which one is what they count."""
    return frozenset(
        stem(item.units[near].norm)
        for at, unit in enumerate(item.units)
        if unit.norm in numbers
        for near in range(max(0, at - 1), min(len(item.units), at + COUNTED + 1))
        if near != at and not is_function(item.units[near].norm)
    )


def _turned(base: Item, reading: Item, found: Difference) -> bool:
    """Whether one has a negator more in what both tell; what one alone adds at its head or its end turns nothing."""
    if base.negators % 2 == reading.negators % 2:
        return False
    first, last = 0, len(found.changes)
    while first < last and found.changes[first].op in ("insert", "delete"):
        one = found.changes[first]
        item, after = (base, one.base_to) if one.op == "delete" else (reading, one.to_to)
        if after < len(item.units) and negated_before(item, after):
            break  # `no charges will be brought`, told without its `no`
        first += 1
    while last > first and found.changes[last - 1].op in ("insert", "delete"):
        last -= 1
    kept = found.changes[first:last]
    if not kept:
        return True
    there = _negators(base, range(kept[0].base_from, kept[-1].base_to))
    return there % 2 != _negators(reading, range(kept[0].to_from, kept[-1].to_to)) % 2


def _condition(base: Item, reading: Item, found: Difference) -> list[str]:
    lost, gained = condition_beside(base, found.changes, 0), condition_beside(reading, found.changes, 1)
    return [f"A condition is left off: “{lost}”."] if lost else [f"The base leaves off “{gained}”."] if gained else []


def _plain(base: Item, reading: Item, found: Difference, relation: Relation) -> list[str]:
    if relation in ("turned_indirect", "turned_direct", "paraphrased"):
        said = {
            "turned_indirect": "Quoted in the base, told here without quotation marks.",
            "turned_direct": "Told without quotation marks in the base, quoted here.",
            "paraphrased": "The same statement in other words.",
        }[relation]
        if base.quoted and reading.quoted and found.agreeing:
            said = "The words inside quotation marks are the same; the rest is worded otherwise."
            if any(not is_function(norm) for norm in set(reading.quoted) - set(base.norms)):
                said = "It quotes words of the base and others that the base has not; the rest is worded otherwise."
        odd = not (base.quoted and reading.quoted) and _turned(base, reading, found)
        numbers = _number_differs(base, reading, found)
        more = [" One of the two is worded with a “not” more."] if odd else []
        more += [" A number differs."] if numbers else []
        return [said + "".join(more)]
    if relation == "trimmed":
        beside = " It also holds some that the base has not." if found.extended else ""
        return [f"Holds less of the same words than the base.{beside}", *_condition(base, reading, found)]
    if relation == "extended":
        beside = " It also leaves some out." if found.trimmed else ""
        return [f"Holds more of the same words than the base.{beside}", *_condition(base, reading, found)]
    if relation == "same":
        only = all(op == "equal" for op, _, _ in printed_ops(base, reading, found.changes))
        return ["The same words." if only or base.quoted else "The same words but for small ones."]
    return []
