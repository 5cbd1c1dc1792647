"""Looks through many figures for those that speak of the same thing, without comparing each with each.

Figures are put into cells: the same in every facet but method. What holds for one pair of figures of two cells holds
for all of them, so that one comparison settles two cells; and only cells whose people, places and times may lie
within each other are brought together. The work grows with the number of figures and of the pairs that are found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from sojourn.audit.comparing.figures import Figure, Interval
from sojourn.audit.comparing.pairs import Comparison, Ties, bounded, compare, turned
from sojourn.audit.comparing.people import wider_statuses
from sojourn.audit.comparing.relations import Relation, Verdict
from sojourn.audit.comparing.times import When
from sojourn.audit.comparing.world import World

LISTED = 1_000
"""How many contradictions are listed one by one; all are counted."""

Thing = tuple[str, frozenset[str], str, str, str, str]
"""Population, professions, place, origin, destination and residence status: what a figure of one family is about."""
Family = tuple[str, str, frozenset[str], frozenset[str], str]
"""Kind, unit, whole, agents and type of mobility: no part-of relation crosses these."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a search through many figures found.

    Attributes:
        figures: How many were looked at.
        pairs: How many pairs they make.
        counts: Pairs by verdict, for every verdict but ``different things`` and ``cannot tell``.
        contradictions: The pairs that cannot both be true, at most :data:`LISTED`.
        contradicting: How many such pairs there are.
        groups: Figures about the same people in the same place, where there are several.
    """

    figures: int
    pairs: int
    counts: Counter[Verdict]
    contradictions: list[Comparison]
    contradicting: int
    groups: list[list[Figure]]


class _Span(NamedTuple):
    """A reference time without the words for it."""

    clock: str | None
    first: float
    last: float
    text: tuple[str, str]


def survey(figures: Sequence[Figure], world: World) -> Survey:
    """Looks through figures; the verdicts are those that :func:`compare` gives for each pair."""
    ties = Ties(figures)
    search = _Search(world, ties)
    families = _sorted(figures, world)
    for things in families.values():
        search.family(things)
    search.tied(figures)
    per_claim = Counter(id(figure.assertion) for figure in figures if not figure.alone)
    return Survey(
        figures=len(figures),
        pairs=_choose(len(figures)) - sum(map(_choose, per_claim.values())),
        counts=search.counts,
        contradictions=search.contradictions,
        contradicting=search.contradicting,
        groups=_groups(families, figures),
    )


def groups(figures: Sequence[Figure], world: World) -> list[list[Figure]]:
    """Figures of one kind and unit about the same people in the same place, whatever the status and the time."""
    return _groups(_sorted(figures, world), figures)


def _groups(families: Mapping[Family, Mapping[Thing, list[Figure]]], figures: Sequence[Figure]) -> list[list[Figure]]:
    """Groups and their members in the order in which the figures came."""
    order = {id(figure): place for place, figure in enumerate(figures)}
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for family, things in families.items():
        for thing, members in things.items():
            found[*family[:4], *thing[:5]] += (order[id(figure)] for figure in members)
    several = sorted(sorted(places) for places in found.values() if len(places) > 1)
    return [[figures[place] for place in places] for places in several]


def _sorted(figures: Iterable[Figure], world: World) -> dict[Family, dict[Thing, list[Figure]]]:
    place = cache(world.places.canonical)
    people = cache(world.populations.canonical)
    found: dict[Family, dict[Thing, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        thing = (
            people(figure.population),
            world.narrowing(figure),
            place(figure.place),
            place(figure.origin),
            place(figure.destination),
            world.status(figure),
        )
        found[_family(figure)][thing].append(figure)
    return found


def _family(figure: Figure) -> Family:
    return figure.kind, figure.measure.value, figure.whole, figure.agents, figure.assertion.mobility


def _span(when: When) -> _Span:
    return _Span(None, 0.0, 0.0, when.text) if when.clock is None else _Span(*when[:3], ("", ""))


def _choose(count: int) -> int:
    return count * (count - 1) // 2


class _Calendar:
    """The cells of one thing by their time, to be asked which of them meet a time."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.cells: dict[_Span, list[Figure]] = defaultdict(list)
        for figure in figures:
            self.cells[_span(figure.when)].append(figure)
        self._endless = [span for span in self.cells if span.last - span.first == float("inf")]
        self._sorted: dict[str, list[_Span]] = defaultdict(list)
        for span in sorted(set(self.cells) - set(self._endless), key=lambda span: (span.clock or "", span.first)):
            if span.clock is not None:
                self._sorted[span.clock].append(span)
        self._starts = {clock: [span.first for span in spans] for clock, spans in self._sorted.items()}
        self._longest = {clock: max(s.last - s.first for s in spans) for clock, spans in self._sorted.items()}

    def meeting(self, span: _Span) -> Iterator[_Span]:
        """The times that share a day with one, or are the same where nothing can be compared."""
        if span.clock is None:
            yield from (span,) if span in self.cells else ()
            return
        yield from (each for each in self._endless if each.clock == span.clock and _share(each, span))
        spans = self._sorted.get(span.clock)
        if spans:
            starts = self._starts[span.clock]
            begin = bisect_left(starts, span.first - self._longest[span.clock])
            for each in spans[begin : bisect_right(starts, span.last)]:
                if each.last >= span.first:
                    yield each

    def apart(self) -> int:
        """The number of pairs of figures of which the times can be compared and share no day."""
        found = 0
        sizes: Counter[str] = Counter()
        for span, figures in self.cells.items():
            if span.clock is not None:
                sizes[span.clock] += len(figures)
                met = sum(len(self.cells[each]) for each in self.meeting(span))
                found -= len(figures) * met
        return (found + sum(size * size for size in sizes.values())) // 2


def _share(first: _Span, second: _Span) -> bool:
    return first.first <= second.last and second.first <= first.last


class _Search:
    """Counts and contradictions as they are found."""

    def __init__(self, world: World, ties: Ties) -> None:
        self._world = world
        self._ties = ties
        self._free = Ties(())
        self.counts: Counter[Verdict] = Counter()
        self.contradictions: list[Comparison] = []
        self.contradicting = 0

    def family(self, things: dict[Thing, list[Figure]]) -> None:
        """Looks through the figures of one kind and unit."""
        calendars = {thing: _Calendar(figures) for thing, figures in things.items()}
        widening = _Widening(self._world, things)
        for thing, calendar in calendars.items():
            self._alone(calendar)
            for wider in widening.of(thing):
                self._across(calendar, calendars[wider])

    def tied(self, figures: Sequence[Figure]) -> None:
        """Takes what restates or replaces another out of the other verdicts."""
        for first, second in self._ties.tied(figures):
            plain = compare(first, second, self._world, self._free)
            if plain.verdict not in {Verdict.DIFFERENT, Verdict.CANNOT_TELL}:
                self.counts[plain.verdict] -= 1
            self.contradicting -= plain.contradicts
            self.counts[compare(first, second, self._world, self._ties).verdict] += 1

    def _alone(self, calendar: _Calendar) -> None:
        """The figures about one thing among themselves."""
        self.counts[Verdict.TREND] += calendar.apart()
        for span, figures in calendar.cells.items():
            self._same(figures)
            for other in calendar.meeting(span):
                if other > span:
                    self._cells(figures, calendar.cells[other])

    def _across(self, narrow: _Calendar, wide: _Calendar) -> None:
        for span, figures in narrow.cells.items():
            for other in wide.meeting(span):
                self._cells(figures, wide.cells[other], one_way=True)

    def _same(self, figures: list[Figure]) -> None:
        """Figures about the same thing at the same time: those that share no value disagree."""
        apart = _count_below(figures, figures)
        self.counts[Verdict.AGREE] += _choose(len(figures)) - apart
        if apart:
            asserted = _asserted(figures)
            disagreeing = _count_below(asserted, asserted)
            self.counts[Verdict.DISAGREE] += disagreeing
            self._list(disagreeing, asserted, asserted)

    def _cells(self, first: list[Figure], second: list[Figure], *, one_way: bool = False) -> None:
        """Two cells of which the one may be a part of the other; ``one_way`` asks only whether the first is."""
        found = compare(first[0], second[0], self._world, self._free)
        if found.verdict is not Verdict.PART or (one_way and turned(found.standings)):
            return
        own = {id(figure.assertion) for figure in first if not figure.alone}
        both = sum(id(figure.assertion) in own for figure in second)
        self.counts[Verdict.PART] += len(first) * len(second) - both
        if bounded(found):
            inner, outer = (second, first) if turned(found.standings) else (first, second)
            inner, outer = _asserted(inner), _asserted(outer)
            self._list(_count_below(outer, inner), outer, inner)

    def _list(self, count: int, lower: list[Figure], upper: list[Figure]) -> None:
        self.contradicting += count
        if not count:
            return
        for first, second in _below(lower, upper):
            if len(self.contradictions) >= LISTED:
                return
            if first.assertion is second.assertion:
                self.contradicting -= 1
                continue
            one, other = sorted((first, second), key=_place_in_sheet)
            found = compare(one, other, self._world, self._ties)
            if found.contradicts:
                self.contradictions.append(found)


def _place_in_sheet(figure: Figure) -> tuple[object, ...]:
    return figure.assertion.evidence.source, len(figure.id), figure.id


class _Widening:
    """Finds, among the things that figures of one family are about, those that may hold another."""

    def __init__(self, world: World, things: Iterable[Thing]) -> None:
        self._things = frozenset(things)
        self._world = world
        self._present = tuple(frozenset(thing[side] for thing in self._things) for side in (0, 2, 3, 4))
        self._unions = frozenset(key for key in self._present[0] if isinstance(key, str) and "+" in key)
        self._professions = {thing[1] for thing in self._things}
        keys = {str(key) for side in self._present[1:] for key in side}
        self._places = world.places.with_unions(keys)
        self._wider_place: dict[str, set[str]] = {}
        self._wider_professions: dict[frozenset[str], set[frozenset[str]]] = {}

    def of(self, thing: Thing) -> Iterator[Thing]:
        """The other things that may hold one."""
        population, professions, place, origin, destination, status = thing
        around = product(
            self._world.populations.wider(population, self._unions) & self._present[0],
            self._narrowings(professions),
            self._above(place) & self._present[1],
            self._above(origin) & self._present[2],
            self._above(destination) & self._present[3],
            wider_statuses(status),
        )
        return (other for other in around if other != thing and other in self._things)

    def _above(self, place: str) -> set[str]:
        if place not in self._wider_place:
            self._wider_place[place] = self._places.wider(place) if place else {""}
        return self._wider_place[place]

    def _narrowings(self, professions: frozenset[str]) -> set[frozenset[str]]:
        if professions not in self._wider_professions:
            self._wider_professions[professions] = {
                other
                for other in self._professions
                if self._world.populations.professions(professions, other) in {Relation.SAME, Relation.PART}
            }
        return self._wider_professions[professions]


def _asserted(figures: list[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.assertion.modality == "asserted"]


def _bottom(values: Interval) -> tuple[object, int]:
    return (-float("inf") if values.low is None else values.low, int(values.low_open))


def _top(values: Interval) -> tuple[object, int]:
    return (float("inf") if values.high is None else values.high, -int(values.high_open))


def _count_below(lower: list[Figure], upper: list[Figure]) -> int:
    """How many pairs there are of which the first lies wholly below the second."""
    tops = sorted(_top(figure.values) for figure in lower)
    return sum(bisect_left(tops, _bottom(figure.values)) for figure in upper)


def _below(lower: list[Figure], upper: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The pairs of which the first lies wholly below the second."""
    ordered = sorted(lower, key=lambda figure: _top(figure.values))
    tops = [_top(figure.values) for figure in ordered]
    for figure in upper:
        for other in ordered[: bisect_left(tops, _bottom(figure.values))]:
            yield other, figure
