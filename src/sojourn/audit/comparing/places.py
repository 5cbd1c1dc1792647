"""How the extents of two places stand to each other: containment, unions, groups, and borders that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sojourn.audit.comparing.relations import Relation, nested
from sojourn.audit.comparing.times import When
from sojourn.model import UNION

_LEVELS = frozenset({"continent", "country", "firstLevel", "secondLevel", "county", "city", "federalDistrict"})
"""Types of which two different places share no ground unless one is said to lie in the other."""
_ADMINISTRATIVE = frozenset({"country", "firstLevel", "secondLevel", "county", "city", "settlement"})

Days = tuple[float, float]


@dataclass(frozen=True, repr=False)
class Places:
    """What is known of places, by key.

    Attributes:
        above: Everything that a place lies in today, itself included.
        members: The members of groups.
        open: The groups to which others may belong.
        types: Notation of the type.
        unidentified: Places of which it is not certain where they are.
        dated: For a containment that began or ended, the days during which it held, by place and container.
        direct: What a place lies in directly, now or formerly.
    """

    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)
    unidentified: frozenset[str] = frozenset()
    dated: Mapping[tuple[str, str], tuple[Days, ...]] = field(default_factory=dict)
    direct: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def relation(self, first: str, second: str, times: tuple[When, When] | None = None) -> Relation:
        """How the first extent stands to the second, each in the borders of its time (of today where unknown)."""
        if first == second:
            return Relation.SAME
        then, now = times or (None, None)
        found = nested(self._inside(first, second, then), self._inside(second, first, now))
        if found:
            return found
        pairs = [(one, other) for one in self._known(first) for other in self._known(second)]
        if any(self._touch(one, other, times) for one, other in pairs):
            return Relation.OVERLAPS
        parts = [(one, other) for one in self._parts(first) for other in self._parts(second)]
        apart = all(self._disjoint(one, other, times) for one, other in parts)
        return Relation.DIFFERS if apart else Relation.NOT_STATED

    def wider(self, key: str) -> set[str]:
        """The places, groups and unions that may hold a place: every true one is among them, others may be."""
        found: set[str] = {key}
        for part in self._known(key):
            for around in (*self._ever(part), part):
                found.add(around)
                found |= self._holders.get(around, frozenset())
        return found

    def canonical(self, key: str) -> str:
        """One key for all ways of naming an extent: the parts of a union or closed group, none within another."""
        parts = set(self._parts(key))
        if len(parts) == 1:
            return key
        return UNION.join(sorted(part for part in parts if not parts & (self.above.get(part, frozenset()) - {part})))

    def with_unions(self, keys: set[str]) -> Places:
        """The same, with the unions among some keys as groups of their members."""
        unions = {key: tuple(key.split(UNION)) for key in keys if UNION in key}
        return Places(
            self.above, {**self.members, **unions}, self.open, self.types, self.unidentified, self.dated, self.direct
        )

    @cached_property
    def _holders(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for group, members in self.members.items():
            for member in members:
                found[member].add(group)
        return {member: frozenset(groups) for member, groups in found.items()}

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for place, around in self.above.items():
            for each in around:
                found[each].add(place)
        return {place: frozenset(places) for place, places in found.items()}

    @cached_property
    def _moved(self) -> frozenset[str]:
        """The places of which any containment, their own or one further up, is dated."""
        moved = {place for place, _ in self.dated}
        return frozenset(moved | {place for place in self.direct if moved & set(self._ever(place))})

    def _parts(self, key: str) -> tuple[str, ...]:
        """What makes up the whole of an extent."""
        if UNION in key:
            return tuple(part for member in key.split(UNION) for part in self._parts(member))
        return (key,) if key in self.open else self.members.get(key, ()) or (key,)

    def _known(self, key: str) -> tuple[str, ...]:
        """The extent and what is known to belong to it."""
        named = key.split(UNION)
        return tuple(part for each in named for part in (*self.members.get(each, ()), each))

    def _inside(self, inner: str, outer: str, at: When | None) -> bool:
        if self._lies(inner, outer, at):
            return True
        holders = self._known(outer)
        return all(any(self._lies(part, holder, at) for holder in holders) for part in self._parts(inner))

    def _lies(self, inner: str, outer: str, at: When | None) -> bool:
        if inner == outer:
            return True
        if at is None or at.clock != "" or inner not in self._moved:
            return outer in self.above.get(inner, ())
        return outer in self._climb(inner, (at.first, at.last), whole=True)

    def _touch(self, first: str, second: str, times: tuple[When, When] | None) -> bool:
        then, now = times or (None, None)
        if self._lies(first, second, then) or self._lies(second, first, now):
            return True
        shared = self._below.get(first, frozenset()) & self._below.get(second, frozenset())
        if any(self._lies(each, first, then) and self._lies(each, second, now) for each in shared):
            return True
        return self._partly(first, second, then) or self._partly(second, first, now)

    def _partly(self, inner: str, outer: str, at: When | None) -> bool:
        """Whether the one lay in the other during some of the time."""
        if at is None or at.clock != "" or inner not in self._moved:
            return False
        return outer in self._climb(inner, (at.first, at.last), whole=False)

    def _climb(self, place: str, days: Days, *, whole: bool) -> set[str]:
        """Everything a place lay in on all of some days, or on any of them."""
        found: set[str] = set()
        todo = [place]
        while todo:
            here = todo.pop()
            if here in found:
                continue
            found.add(here)
            todo.extend(above for above in self.direct.get(here, ()) if self._held(here, above, days, whole=whole))
        return found

    def _held(self, place: str, container: str, days: Days, *, whole: bool) -> bool:
        spans = self.dated.get((place, container))
        if not spans:
            return True
        if whole:
            return any(first <= days[0] and days[1] <= last for first, last in spans)
        return any(first <= days[1] and days[0] <= last for first, last in spans)

    def _ever(self, place: str) -> frozenset[str]:
        """Everything a place lies in, now or formerly."""
        if not self.dated:
            return self.above.get(place, frozenset())
        return self.above.get(place, frozenset()) | self._climb(place, (-float("inf"), float("inf")), whole=False)

    def _disjoint(self, first: str, second: str, times: tuple[When, When] | None) -> bool:
        then, now = times or (None, None)
        around = self._around(second, now)
        return any(self._apart(one, other, times) for one in self._around(first, then) for other in around)

    def _around(self, key: str, at: When | None) -> set[str]:
        """A place and everything it lies in at a time, or today."""
        if at is None or at.clock != "" or key not in self._moved:
            return {key, *self.above.get(key, ())}
        return self._climb(key, (at.first, at.last), whole=True)

    def _apart(self, first: str, second: str, times: tuple[When, When] | None) -> bool:
        """Whether two places, neither of which lies in the other, are known to share no ground."""
        then, now = times or (None, None)
        if first == second or self._lies(first, second, then) or self._lies(second, first, now):
            return False
        if {first, second} & self.unidentified:
            return False
        types = self.types.get(first, ""), self.types.get(second, "")
        if types[0] == types[1] and types[0] in _LEVELS:
            return True
        return all(
            kind in _ADMINISTRATIVE and (kind == "country" or len(self.above.get(key, ())) > 1)
            for key, kind in zip((first, second), types, strict=True)
        )
