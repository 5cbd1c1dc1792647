"""Compares two figures facet by facet, and says what follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from sojourn.audit.comparing import people, times
from sojourn.audit.comparing.figures import Figure
from sojourn.audit.comparing.relations import Facet, Order, Relation, Standing, Verdict, combined
from sojourn.audit.comparing.world import World
from sojourn.model import Measure

BOTH_SILENT = "not stated on both sides"
BY_DEFINITION = "the status belongs to the definition of the population"
_NESTED = frozenset({Relation.SAME, Relation.PART, Relation.WHOLE})


class Ties:
    """Which claims restate or replace which, however long the chain."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._leader: dict[_Claim, _Claim] = {}
        self._replaced: dict[_Claim, list[_Claim]] = {}
        relations: list[tuple[Figure, str, bool]] = []
        sources: dict[str, set[str]] = defaultdict(set)
        for figure in figures:
            sources[figure.id].add(figure.assertion.evidence.source)
            relations += [(figure, other, True) for other in figure.assertion.restates]
            relations += [(figure, other, False) for other in figure.assertion.supersedes]
        for figure, other, restates in relations:
            here = _claim(figure)
            there = next(iter({here[0]} & sources[other] or sources[other]), here[0]), other
            if not restates:
                self._replaced.setdefault(here, []).append(there)
            elif self._of(here) != self._of(there):
                self._leader[self._of(here)] = self._of(there)
        self.restating = frozenset({*self._leader, *self._leader.values()})
        self.replacing = frozenset(
            {*self._replaced, *(claim for claims in self._replaced.values() for claim in claims)}
        )

    def restated(self, first: Figure, second: Figure) -> bool:
        """Whether the two are one figure said twice."""
        one, other = _claim(first), _claim(second)
        return one in self.restating and other in self.restating and self._of(one) == self._of(other)

    def replaced(self, first: Figure, second: Figure) -> bool:
        """Whether the one replaces the other, directly or through editions between them."""
        one, other = _claim(first), _claim(second)
        if one not in self.replacing or other not in self.replacing:
            return False
        return self._reaches(one, other) or self._reaches(other, one)

    def tied(self, figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
        """The pairs of which the one restates or replaces the other."""
        sides = [figure for figure in figures if _claim(figure) in self.restating | self.replacing]
        for first, second in combinations(sides, 2):
            tied = self.restated(first, second) or self.replaced(first, second)
            if tied and first.assertion is not second.assertion:
                yield first, second

    def _of(self, claim: _Claim) -> _Claim:
        while claim in self._leader:
            claim = self._leader[claim]
        return claim

    def _reaches(self, start: _Claim, goal: _Claim) -> bool:
        seen: set[_Claim] = set()
        todo = [start]
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                todo.extend(self._replaced.get(here, ()))
        return goal in seen - {start}


_Claim = tuple[str, str]
"""The source that was read, and the id of the claim."""


def _claim(figure: Figure) -> _Claim:
    return figure.assertion.evidence.source, figure.id


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures side by side.

    Attributes:
        first, second: The figures.
        standings: All eight facets in their order.
        verdict: What follows.
        order: Whether the part is no larger than the whole; empty unless the verdict is ``part``.
    """

    first: Figure
    second: Figure
    standings: tuple[Standing, ...]
    verdict: Verdict
    order: Order = Order.NONE

    @property
    def answer(self) -> Standing | None:
        """The first facet that is not the same; ``None`` when all are, or when the one restates the other."""
        if self.verdict is Verdict.RESTATES:
            return None
        return next((standing for standing in self.standings if standing.relation is not Relation.SAME), None)

    @property
    def comparable(self) -> bool:
        """Whether nothing before the method differs or is left open by one side."""
        return self.verdict in {Verdict.RESTATES, Verdict.REPLACES} or all(
            standing.relation is Relation.SAME for standing in self.standings[:-1]
        )

    @property
    def contradicts(self) -> bool:
        """Whether the two cannot both be true."""
        return self.verdict is Verdict.DISAGREE or self.order is Order.FAILS

    @property
    def independent(self) -> bool:
        """Whether the two rest on different roots; only then does the one confirm the other."""
        return self.verdict is not Verdict.RESTATES and self.first.root != self.second.root


def compare(first: Figure, second: Figure, world: World, ties: Ties) -> Comparison:
    """Compares two figures."""
    standings = _standings(first, second, world)
    if ties.restated(first, second):
        return Comparison(first, second, standings, Verdict.RESTATES)
    if ties.replaced(first, second):
        return Comparison(first, second, standings, Verdict.REPLACES)
    found = Comparison(first, second, standings, _verdict(first, second, standings))
    return replace(found, order=_order(found)) if found.verdict is Verdict.PART else found


def _standings(first: Figure, second: Figure, world: World) -> tuple[Standing, ...]:
    one, other = first.assertion, second.assertion
    populations = world.populations
    kind = Relation.SAME if one.kind == other.kind else Relation.DIFFERS
    unit = Relation.SAME if first.measure is second.measure else Relation.DIFFERS
    criterion = populations.criterion(first.population, second.population)
    silent = criterion is Relation.SAME and people.NOT_STATED in populations.criteria(first.population)
    scope = _scope(first, second, world)
    return (
        Standing(Facet.KIND, kind),
        Standing(Facet.UNIT, unit),
        Standing(Facet.CRITERION, criterion, BOTH_SILENT if silent else ""),
        scope,
        _status(first, second, scope.relation, world),
        _place(first, second, world),
        _time(first, second),
        _method(first, second),
    )


def _scope(first: Figure, second: Figure, world: World) -> Standing:
    found = world.populations.relation(first.population, second.population)
    if first.agents or second.agents:
        same = first.agents == second.agents
        found = found if same else Relation.DIFFERS if first.agents and second.agents else Relation.NOT_STATED
    professions = world.populations.professions(world.narrowing(first), world.narrowing(second))
    if first.whole == second.whole:
        whole = Relation.SAME
    else:
        whole = Relation.DIFFERS if first.whole and second.whole else Relation.NOT_STATED
    relation = people.scope(found, professions, whole)
    silent = relation is Relation.SAME and not first.population and not first.agents
    return Standing(Facet.SCOPE, relation, BOTH_SILENT if silent else "")


def _status(first: Figure, second: Figure, scope: Relation, world: World) -> Standing:
    one, other = world.status(first), world.status(second)
    moving = people.mobility(first.assertion.mobility, second.assertion.mobility)
    found = people.status(one, other)
    remark = BOTH_SILENT if not one and not other else ""
    if found is Relation.NOT_STATED:
        part, its = (first, one) if scope is Relation.PART else (second, other)
        if scope in {Relation.PART, Relation.WHOLE} and its and its == world.defined_status(part):
            found, remark = Relation.SAME, BY_DEFINITION
    return Standing(Facet.STATUS, combined(found, moving), remark if moving is Relation.SAME else "")


def _place(first: Figure, second: Figure, world: World) -> Standing:
    if (first.moving and second.place) or (second.moving and first.place):
        return Standing(Facet.PLACE, Relation.DIFFERS, "the one is about a move and the other about a place")
    relations = []
    for facet in ("place", "origin", "destination"):
        here, there = getattr(first, facet), getattr(second, facet)
        if here and there:
            relations.append(world.places.relation(here, there, (first.when, second.when)))
        elif here or there:
            relations.append(Relation.NOT_STATED)
    silent = not (first.place or first.moving or second.place or second.moving)
    return Standing(Facet.PLACE, combined(*relations), BOTH_SILENT if silent else "")


def _time(first: Figure, second: Figure) -> Standing:
    silent = not first.when.stated and not second.when.stated
    return Standing(Facet.TIME, times.relation(first.when, second.when), BOTH_SILENT if silent else "")


def _method(first: Figure, second: Figure) -> Standing:
    one, other = first.assertion.method, second.assertion.method
    if one != other and not (one and other):
        return Standing(Facet.METHOD, Relation.NOT_STATED)
    same = one == other and first.root == second.root
    return Standing(Facet.METHOD, Relation.SAME if same else Relation.DIFFERS, "" if one or other else BOTH_SILENT)


def _verdict(first: Figure, second: Figure, standings: tuple[Standing, ...]) -> Verdict:
    apart = [standing for standing in standings[:-1] if standing.relation is not Relation.SAME]
    if not apart:
        if first.values.meets(second.values):
            return Verdict.AGREE
        asserted = first.assertion.modality == second.assertion.modality == "asserted"
        return Verdict.DISAGREE if asserted else Verdict.CANNOT_TELL
    relations = {standing.relation for standing in apart}
    if len(relations) == 1 and relations < _NESTED:
        return Verdict.PART
    decisive = next((standing for standing in apart if standing.relation not in _NESTED), apart[0])
    if decisive.relation is Relation.NOT_STATED:
        return Verdict.DIFFERENT if _named(first, second, decisive.facet) else Verdict.CANNOT_TELL
    alone = len(apart) == 1 and decisive.facet is Facet.TIME and decisive.relation is Relation.DIFFERS
    return Verdict.TREND if alone else Verdict.DIFFERENT


def _named(first: Figure, second: Figure, facet: Facet) -> bool:
    """Whether both say whom or where they mean, so that they do not mean the same, however the two may overlap."""
    if facet is Facet.SCOPE:
        return bool(first.population and second.population) and bool(first.whole) == bool(second.whole)
    if facet is Facet.PLACE:
        return all(
            bool(getattr(first, each)) == bool(getattr(second, each)) for each in ("place", "origin", "destination")
        )
    return False


def turned(standings: tuple[Standing, ...]) -> bool:
    """Whether it is the first figure that holds the second."""
    return any(standing.relation is Relation.WHOLE for standing in standings[:-1])


def bounded(found: Comparison) -> bool:
    """Whether the part can never exceed the whole, of a pair whose facets are nested.

    A part of the people, or of the ground on which they live, has no more of them. That is not so for balances and
    changes, which may be negative; for moves of which one end is open, since a move within the whole leaves or enters
    a part; for a share in a part of the ground; or for a stock or a yearly rate at one time within a longer one.
    """
    first, second = found.first, found.second
    narrower = {standing.facet for standing in found.standings[:-1] if standing.relation is not Relation.SAME}
    if first.kind == "share":
        return narrower <= {Facet.SCOPE, Facet.STATUS}
    if Facet.TIME in narrower and (first.kind == "residence" or first.measure is Measure.PERSONS_PER_YEAR):
        return False
    if Facet.PLACE in narrower and first.kind == "flow":
        return all(figure.origin and figure.destination for figure in (first, second))
    return first.kind in {"residence", "flow", "permit"}


def _order(found: Comparison) -> Order:
    if not bounded(found):
        return Order.NONE
    first, second = found.first, found.second
    inner, outer = (second, first) if turned(found.standings) else (first, second)
    if outer.values.below(inner.values):
        asserted = first.assertion.modality == second.assertion.modality == "asserted"
        return Order.FAILS if asserted else Order.OPEN
    return Order.HOLDS if inner.values.never_above(outer.values) else Order.OPEN
