"""Which independent reports word an utterance alike: the witnesses of an edition, of which copies count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from whence.weigh.readings_kin import Kinship
from whence.weigh.readings_relation import difference
from whence.weigh.utterances_items import Item

TOLD_RUN = 5
"""So many words running of a quotation that another report of the same words tells without marks."""
MANY_WORDINGS = 40
"""A group with more wordings than this is compared by containment, not pair by pair."""

Wording = tuple[str, ...]


class Witnesses:
    """Which independent reports word an utterance alike; members that are twins, or of one report, count once."""

    def __init__(self, group: Sequence[Item], kin: Kinship) -> None:
        self._leader = {item.id: item.id for item in group}
        first: dict[str, str] = {}
        for item in group:
            self._join(item.id, first.setdefault(item.given.report_id, item.id))
        for item in group:
            for twin in kin.twins_of(item.id):
                if twin in self._leader:
                    self._join(item.id, twin)
        self._wordings: dict[Wording, list[Item]] = defaultdict(list)
        for item in group:
            self._wordings[item.quoted].append(item)
        self._shared = {words: _runs(words) for words in self._wordings if words}
        self._pairs: dict[tuple[Wording, Wording], tuple[bool, bool]] = {}
        self._counts: dict[Wording, tuple[tuple[int, int], int]] = {}

    def _find(self, one: str) -> str:
        while self._leader[one] != one:
            one = self._leader[one]
        return one

    def _join(self, one: str, two: str) -> None:
        self._leader[self._find(one)] = self._find(two)

    def holding(self, item: Item) -> int:
        """How many members quote a part of what this one quotes, and no more: a part is not where the whole is from."""
        if len(self._wordings) > MANY_WORDINGS:
            return 0
        return sum(
            len(members)
            for words, members in self._wordings.items()
            if words and len(words) < len(item.quoted) and _holds(words, item.quoted)
        )

    def tells_without_marks(self, item: Item) -> bool:
        """Whether a member tells in its own words, running, what another quotes with the rest."""
        if not item.quoted or len(item.quoted) == len(item.norms):
            return False
        norms = [unit.norm for unit, inside in zip(item.units, item.inside, strict=True) if not inside]
        own = {tuple(norms[at : at + TOLD_RUN]) for at in range(len(norms) - TOLD_RUN + 1)}
        return any(
            tuple(words[at : at + TOLD_RUN]) in own
            for words, shared in self._shared.items()
            if shared & self._shared[item.quoted]
            for at in range(len(words) - TOLD_RUN + 1)
        )

    def overlapping(self, item: Item) -> tuple[int, int]:
        """How many reports, and how many members, share quoted words running with this one, so that they can be held
        against it."""
        return self._counted(item)[0]

    def count(self, item: Item) -> int:
        """The independent reports whose words agree with this member's."""
        return self._counted(item)[1]

    def _counted(self, item: Item) -> tuple[tuple[int, int], int]:
        """For one wording: reports and members that overlap it, independent reports that agree with it."""
        if item.quoted not in self._counts:
            own = self._shared.get(item.quoted, frozenset())
            near = [
                one.given.report_id
                for words, runs in self._shared.items()
                if own & runs
                for one in self._wordings[words]
            ]
            agreeing = self._roots(words for words in self._wordings if self._compared(item.quoted, words)[0])
            self._counts[item.quoted] = (len(set(near)), len(near)), len(agreeing)
        return self._counts[item.quoted]

    def against(self, item: Item, rival: Item) -> int:
        """The independent reports that agree with this member just where the rival differs from it."""
        return len(
            self._roots(
                words
                for words in self._wordings
                if self._compared(item.quoted, words)[0] and self._compared(rival.quoted, words)[1]
            )
        )

    def outvotes(self, rival: Item, item: Item) -> bool:
        """Whether more independent reports give the rival's words than the item's, just where the two clash."""
        if rival.quoted == item.quoted or len(self._wordings) > MANY_WORDINGS:
            return False
        clash = self._compared(rival.quoted, item.quoted)[1]
        return clash and self.against(rival, item) > self.against(item, rival)

    def agree(self, one: Item, two: Item) -> bool:
        """Whether two members word alike what both hold."""
        return self._compared(one.quoted, two.quoted)[0]

    def _compared(self, one: Wording, two: Wording) -> tuple[bool, bool]:
        """Whether two wordings agree in what both hold, and whether they clash in it (neither where nothing is shared).

        Where very many wordings differ, being contained stands for agreeing: each pair aligned would be quadratic.
        """
        if one == two:
            return True, False
        if not one or not two:
            return False, False
        pair = (one, two) if one <= two else (two, one)
        if pair not in self._pairs:
            if len(self._wordings) > MANY_WORDINGS:
                within = _holds(*sorted(pair, key=len))
                self._pairs[pair] = within, not within and bool(self._shared[one] & self._shared[two])
            else:
                found = difference(self._wordings[pair[0]][0], self._wordings[pair[1]][0])
                self._pairs[pair] = found.agreeing > 0 and not found.altered, bool(found.altered)
        return self._pairs[pair]

    def _roots(self, wordings: Iterable[Wording]) -> set[str]:
        return {self._find(item.id) for words in wordings for item in self._wordings[words]}


def _holds(short: Wording, long: Wording) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _runs(norms: Wording) -> frozenset[Wording]:
    """Two words running, or the one word there is."""
    size = 2 if len(norms) >= 2 else 1
    return frozenset(norms[at : at + size] for at in range(len(norms) - size + 1))
