"""What a person ruled about pairs, as the groupings ask for it: which must be in one group, which never may.

`same` carries over (a with b and b with c is a with c), and `apart` carries over `same` (a with b, b apart from c: a is
apart from c). A grouping asks `clash` before it joins two groups, so that no third member brings together what was
ruled apart, and hands its groups to `join` at its end, which puts together what was ruled the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

Pair = tuple[str, str]


class Bonds:
    """Pairs ruled the same and pairs ruled apart, by the ids of what is grouped.

    Where the two contradict each other, `apart` holds: the caller leaves out rulings that a later one overruled.
    """

    def __init__(self, same: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> None:
        self._leader: dict[str, str] = {}
        for one, two in sorted(same):
            a, b = sorted((self._find(one), self._find(two)))
            self._leader[b] = a
        self._parts: dict[str, list[str]] = defaultdict(list)
        for one in sorted(self._leader):
            self._parts[self._find(one)].append(one)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, two in apart:
            a, b = self._find(one), self._find(two)
            self._apart[a].add(b)
            self._apart[b].add(a)

    def __bool__(self) -> bool:
        return bool(self._leader or self._apart)

    def _find(self, one: str) -> str:
        found = self._leader.setdefault(one, one)
        while found != self._leader[found]:
            found = self._leader[found]
        return found

    def part(self, one: str) -> tuple[str, ...]:
        """All that is ruled to be one with this, itself included; sorted."""
        return tuple(self._parts.get(self._leader_of(one), (one,)))

    def _leader_of(self, one: str) -> str:
        return self._find(one) if one in self._leader else one

    def are_apart(self, one: str, two: str) -> bool:
        """Whether two are ruled not to be one."""
        return self._leader_of(two) in self._apart.get(self._leader_of(one), ())

    def apart_from(self, one: str) -> frozenset[str]:
        """All that is ruled not to be one with this."""
        away = self._apart.get(self._leader_of(one), ())
        return frozenset(other for leader in away for other in self.part(leader))

    def clash(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether one of the left is ruled apart from one of the right."""
        if not self._apart:
            return False
        others = {self._leader_of(one) for one in right} & self._apart.keys()
        return bool(others) and any(self._apart.get(self._leader_of(one), set()) & others for one in left)

    def join(self, groups: Iterable[Sequence[str]]) -> list[list[str]]:
        """The groups with what is ruled the same in one: whole groups where nothing in them is ruled apart, else what
        was ruled alone leaves the smaller of the two. Groups that no ruling touches come back as they were."""
        made = [list(group) for group in groups]
        for leader in sorted(self._parts):
            part = set(self._parts[leader])
            touched = [group for group in made if part & set(group)]
            if len(touched) < 2:
                continue
            touched.sort(key=lambda group: (-len(group), min(group)))
            into = touched[0]
            for group in touched[1:]:
                if not self.clash(into, group):
                    moved = list(group)
                else:
                    moved = [one for one in group if one in part]
                    if self.clash(set(into) - part, moved):  # neither side can take it: it stands by itself
                        moved += [one for one in into if one in part]
                        into[:] = [one for one in into if one not in part]
                        fresh: list[str] = []
                        made.append(fresh)
                        into = fresh
                group[:] = [one for one in group if one not in moved]
                into.extend(moved)
            made = [group for group in made if group]
        return made


NO_BONDS = Bonds()
"""Nothing was ruled."""
