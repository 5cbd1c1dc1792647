"""Compares two figures facet by facet, and says what follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
        self._leader: dict[str, str] = {}
        self._replaced: dict[str, tuple[str, ...]] = {}
        for figure in figures:
            assertion = figure.assertion
            for other in assertion.restates:
                self._leader[self._of(_key(figure, assertion.id))] = self._of(_key(figure, other))
            if assertion.supersedes:
                self._replaced[_key(figure, assertion.id)] = tuple(_key(figure, o) for o in assertion.supersedes)

    def restated(self, first: Figure, second: Figure) -> bool:
        """Whether the two are one figure said twice."""
        one, other = (_key(figure, figure.id) for figure in (first, second))
        return (one in self._leader or other in self._leader) and self._of(one) == self._of(other)

    def replaced(self, first: Figure, second: Figure) -> bool:
        """Whether the one replaces the other, directly or through editions between them."""
        if not self._replaced:
            return False
        one, other = (_key(figure, figure.id) for figure in (first, second))
        return self._reaches(one, other) or self._reaches(other, one)

    def _of(self, key: str) -> str:
        while key in self._leader and self._leader[key] != key:
            key = self._leader[key]
        return key

    def _reaches(self, start: str, goal: str) -> bool:
        seen: set[str] = set()
        todo = [start]
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                todo.extend(self._replaced.get(here, ()))
        return goal in seen - {start}


def _key(figure: Figure, identifier: str) -> str:
    """Ids are unique within a study, of which a claim and those it names are part."""
    return f"{figure.assertion.evidence.source}\0{identifier}"


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
    verdict = _verdict(first, second, standings)
    order = _order(first, second, standings) if verdict is Verdict.PART else Order.NONE
    return Comparison(first, second, standings, verdict, order)


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


def _order(first: Figure, second: Figure, standings: tuple[Standing, ...]) -> Order:
    nested = {standing.facet: standing.relation for standing in standings[:-1] if standing.relation in _NESTED}
    narrower = {facet for facet, relation in nested.items() if relation is not Relation.SAME}
    if not _bounded(first, second, narrower):
        return Order.NONE
    inner, outer = (first, second) if Relation.PART in nested.values() else (second, first)
    if outer.values.below(inner.values):
        asserted = first.assertion.modality == second.assertion.modality == "asserted"
        return Order.FAILS if asserted else Order.OPEN
    return Order.HOLDS if inner.values.never_above(outer.values) else Order.OPEN


def _bounded(first: Figure, second: Figure, narrower: set[Facet]) -> bool:
    """Whether a part in these facets can never exceed its whole.

    A part of the people, or of the ground on which they live, has no more of them. That is not so for balances and
    changes, which may be negative; for moves of which one end is open, since a move within the whole leaves or enters
    a part; for a share in a part of the ground; or for a stock or a yearly rate at one time within a longer one.
    """
    if first.kind in {"change", "netmigration"} or first.measure is Measure.PERCENT_CHANGE:
        return False
    if first.kind == "share":
        return narrower <= {Facet.SCOPE, Facet.STATUS}
    if Facet.TIME in narrower and (first.kind == "residence" or first.measure is Measure.PERSONS_PER_YEAR):
        return False
    if Facet.PLACE in narrower and first.kind == "flow":
        return all(figure.origin and figure.destination for figure in (first, second))
    return first.kind in {"residence", "flow", "permit"}
