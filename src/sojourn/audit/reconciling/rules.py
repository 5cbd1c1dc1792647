"""The rules that tie cells together; each has a name, a formula and a source, and can be switched off.

A rule says what holds of the world whatever the sources say: it is context for a contradiction, never its culprit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sojourn.audit.reconciling.cells import Cell, Constraint, World, balance, dated_stocks, days
from sojourn.model import UNION

_ONE = Fraction(1)
_ZERO = Fraction(0)
_SUMMED = frozenset({"stock", "flow"})


class Rule(NamedTuple):
    """A rule as people read it.

    Attributes:
        name: By which it is switched.
        says: What it says.
        formula: The same in symbols.
        origin: Where it comes from.
    """

    name: str
    says: str
    formula: str
    origin: str


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "changeIsDifference",
            "A change of population is the stock at the end less the stock at the start.",
            "change = stock(end) − stock(start)",
            "demographic balancing equation; Preston, Heuveline and Guillot 2001, ch. 1",
        ),
        Rule(
            "partsOfPlace",
            "Places that share no ground and lie in another hold together no more people than it does.",
            "Σ stock(part) ≤ stock(whole)",
            "containment in the registry",
        ),
        Rule(
            "partsOfPopulation",
            "A population that another includes is no larger; populations that exclude each other add up to no more.",
            "Σ stock(sub) ≤ stock(population)",
            "definitions in the registry",
        ),
        Rule(
            "unionIsSum",
            "Places named together hold the sum of what each holds, if they share no ground.",
            "stock(A + B) = stock(A) + stock(B)",
            "definition of a union",
        ),
        Rule(
            "shareOfWhole",
            "A part is its share times the whole.",
            "part = share ÷ 100 × whole",
            "definition of a proportion",
        ),
        Rule(
            "netIsArrivalsLessDepartures",
            "Net migration is arrivals less departures; a flow into a place is among its arrivals.",
            "net = arrivals − departures",
            "United Nations 1998, Recommendations on Statistics of International Migration",
        ),
        Rule(
            "balancingEquation",
            "A stock is the earlier stock, plus arrivals, less all who left or died without being replaced by births.",
            "stock(t₁) = stock(t₀) + arrivals − (departures + deaths − births)",
            "demographic balancing equation; Preston, Heuveline and Guillot 2001, ch. 1",
        ),
    )
}
"""The rules by name; all are on unless switched off."""


def change_is_difference(cells: Iterable[Cell], edges: Mapping[Cell, tuple[Cell, Cell]]) -> Iterator[Constraint]:
    """Ties a change to the stocks at its two ends.

    Args:
        cells: All cells.
        edges: The stocks at the start and the end of each change.
    """
    for cell in cells:
        if cell.measure == "change" and cell in edges:
            start, end = edges[cell]
            terms = {end: _ONE, start: -_ONE, cell: -_ONE}
            yield _rule("changeIsDifference", terms, _ZERO, _ZERO)


def parts_of_place(cells: Iterable[Cell], world: World) -> Iterator[Constraint]:
    """The parts of each place whose people are counted, against the place."""
    groups: dict[tuple[object, ...], dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        if cell.measure == "stock":
            groups[cell.measure, cell.people, cell.when][cell.place] = cell
        elif cell.measure == "flow":
            groups[cell.measure, cell.people, cell.when, "to", cell.other][cell.place] = cell
            groups[cell.measure, cell.people, cell.when, "from", cell.place][cell.other] = cell
    for group in groups.values():
        if len(group) > 1:
            yield from _wholes("partsOfPlace", group, world.containers, world.outline)


def parts_of_population(cells: Iterable[Cell], world: World) -> Iterator[Constraint]:
    """The populations that each population includes, where both are counted in one place at one time."""
    groups: dict[tuple[object, ...], dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        if cell.measure in _SUMMED:
            key = (cell.measure, cell.people.profession, cell.people.status, cell.place, cell.when, cell.other)
            groups[key][cell.people.population] = cell
    for group in groups.values():
        if len(group) > 1:
            yield from _wholes("partsOfPopulation", group, world.broader, world.membership)


def _wholes(
    name: str,
    group: Mapping[str, Cell],
    above: Callable[[str], frozenset[str]],
    kind: Callable[[str], str],
) -> Iterator[Constraint]:
    """Each whole of a group against those of its parts that lie in no other part."""
    parts: dict[str, list[str]] = defaultdict(list)
    for key in sorted(group):
        wholes = above(key) & group.keys()
        nearest = [whole for whole in wholes if not any(whole in above(other) for other in wholes if other != whole)]
        for whole in nearest:
            parts[whole].append(key)
    for whole, keys in sorted(parts.items()):
        for together in _disjoint(keys, kind):
            terms = {group[key]: _ONE for key in together}
            terms[group[whole]] = -_ONE
            yield _rule(name, terms, None, _ZERO)


def _disjoint(keys: Sequence[str], kind: Callable[[str], str]) -> list[list[str]]:
    """Gathers parts that share nothing; each part is in one of the lists."""
    together: dict[str, list[str]] = defaultdict(list)
    alone: list[list[str]] = []
    for key in keys:
        if kind(key):
            together[kind(key)].append(key)
        else:
            alone.append([key])
    return [*together.values(), *alone]


def union_is_sum(cells: Iterable[Cell], world: World) -> Iterator[Constraint]:
    """Ties a union of places to its members, which become cells of their own."""
    for cell in cells:
        members = cell.place.split(UNION)
        if cell.measure != "stock" or len(members) < 2:
            continue
        terms = {cell._replace(place=member): _ONE for member in members}
        terms[cell] = -_ONE
        nested = any(a in world.containers(b) for a in members for b in members)
        if not nested and all(world.outline(member) for member in members):
            yield _rule("unionIsSum", terms, _ZERO, _ZERO)
        else:
            yield _rule("unionIsSum", terms, _ZERO, None)


def net_is_arrivals_less_departures(cells: Iterable[Cell]) -> Iterator[Constraint]:
    """Ties net migration to arrivals and departures, and those to the flows of the same people and time."""
    listed = list(cells)
    for net in listed:
        if net.measure != "net":
            continue
        arrivals, departures = net._replace(measure="arrivals"), net._replace(measure="departures")
        yield _rule("netIsArrivalsLessDepartures", {net: _ONE, arrivals: -_ONE, departures: _ONE}, _ZERO, _ZERO)
        for flow in listed:
            if flow.measure == "flow" and flow.people == net.people and flow.when == net.when:
                for side, place in ((arrivals, flow.other), (departures, flow.place)):
                    if place == net.place:
                        yield _rule("netIsArrivalsLessDepartures", {side: _ONE, flow: -_ONE}, _ZERO, None)


def balancing_equation(cells: Iterable[Cell]) -> Iterator[Constraint]:
    """Ties two stocks of the same people in a place by a flow whose time lies wholly between them.

    The flow is among the arrivals of the time between; arrivals from elsewhere are free, so that it bounds them from
    below only. A flow that reaches into the time of a stock says nothing here: whom that counts already is unknown.
    """
    listed = list(cells)
    stocks = dated_stocks(listed)
    for flow in listed:
        period = days(flow.when) if flow.measure == "flow" else None
        known = [(cell, days(cell.when)) for cell in stocks.get((flow.people, flow.other), ())]
        if period is None:
            continue
        before = [cell for cell, time in known if time is not None and time[1] <= period[0]]
        after = [cell for cell, time in known if time is not None and time[0] >= period[1]]
        if before and after:
            arrivals, terms = balance(before[-1], after[0], flow.people)
            yield _rule("balancingEquation", terms, _ZERO, _ZERO)
            yield _rule("balancingEquation", {arrivals: _ONE, flow: -_ONE}, _ZERO, None)


def _rule(name: str, terms: Mapping[Cell, Fraction], low: Fraction | None, high: Fraction | None) -> Constraint:
    return Constraint(name, terms, low, high, rule=name, words=RULES[name].says)
