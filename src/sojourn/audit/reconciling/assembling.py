"""Puts together what sources say and what rules hold, as one system of exact constraints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from sojourn.audit.reconciling import rules
from sojourn.audit.reconciling.assumptions import Assumption, assumed, bridged
from sojourn.audit.reconciling.cells import Cell, Constraint, Product, World
from sojourn.audit.reconciling.naming import labels
from sojourn.audit.reconciling.observing import Observer, cells_of, edges, part_of
from sojourn.audit.reconciling.readings import Reading
from sojourn.errors import BadInput
from sojourn.model import Assertion

if TYPE_CHECKING:
    from sojourn.audit.linear.system import System

_SHARE_COST = 1_000_000
"""What it costs to give up all of a share [persons]: one percentage point weighs as much as 10,000 persons."""
_SIGNED = frozenset({"change", "net", "losses"})
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person who asks may set.

    Attributes:
        reading: How hedges are read.
        about: Half-width of "about" as a fraction; half a unit of the last digit given when ``None``.
        off: Names of rules that are switched off.
        assumptions: What is assumed besides; each is named wherever it is used.
        bridge: The most by which a stock changes in a year, as a fraction; years are not bridged when ``None``.
        same: Pairs of ids of claims that are taken to speak of the same people at the same place and time.
    """

    reading: Reading = Reading.LOGICAL
    about: Fraction | None = None
    off: frozenset[str] = frozenset()
    assumptions: tuple[Assumption, ...] = ()
    bridge: Fraction | None = None
    same: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Assembly:
    """The constraints of a graph.

    Attributes:
        said: What sources say.
        ruled: What rules hold.
        products: Shares of wholes.
        names: What each cell is called.
    """

    said: list[Constraint] = field(default_factory=list)
    ruled: list[Constraint] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    names: dict[Cell, str] = field(default_factory=dict)

    def cells(self) -> list[Cell]:
        """Every cell that something is said of, in order of appearance."""
        found: dict[Cell, None] = {}
        for constraint in (*self.said, *self.ruled):
            found.update(dict.fromkeys(constraint.terms))
        for product in self.products:
            found.update(dict.fromkeys((product.share, product.whole, product.part)))
        return list(found)


def assemble(assertions: Sequence[Assertion], world: World, settings: Settings) -> Assembly:
    """All the constraints that some assertions and the rules give.

    Raises:
        BadInput: If a rule that is to be off, or a claim that is to be the same, is not known.
    """
    unknown = settings.off - rules.RULES.keys()
    if unknown:
        raise BadInput(
            f"no rule is called {min(unknown)!r}", where="--rules", advice=f"Known: {', '.join(rules.RULES)}."
        )
    assembly = Assembly()
    by_id = {assertion.id: assertion for assertion in assertions}
    for item in Observer(world, settings.reading, settings.about).observe(assertions):
        if isinstance(item, Product):
            assembly.products.append(item)
        else:
            assembly.said.append(item)
    assembly.products = [] if "shareOfWhole" in settings.off else _with_counted_wholes(assembly)
    assembly.said.extend(_same(settings.same, by_id))
    _rule(assembly, assertions, world, settings.off)
    assembly.ruled.extend(assumed(settings.assumptions, assembly.cells(), world))
    if settings.bridge is not None:
        assembly.ruled.extend(bridged(assembly.cells(), settings.bridge))
    assembly.names = labels(assembly.cells(), world)
    return assembly


def _with_counted_wholes(assembly: Assembly) -> list[Product]:
    """The products, each with the stock that counts its whole: a population is the same set whatever its status."""
    counted: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for constraint in assembly.said:
        for cell in constraint.terms:
            if cell.measure == "stock" and not cell.people.profession:
                counted[cell.people.population, cell.place, cell.when].append(cell)
    found = []
    for product in assembly.products:
        whole = product.whole
        stocks = set(counted[whole.people.population, whole.place, whole.when])
        found.append(product._replace(whole=stocks.pop()) if len(stocks) == 1 else product)
    return found


def _rule(assembly: Assembly, assertions: Iterable[Assertion], world: World, off: frozenset[str]) -> None:
    """Adds the rules, those that make new cells first."""
    ends = _ends(assertions)
    if "changeIsDifference" not in off:
        assembly.ruled.extend(rules.change_is_difference(assembly.cells(), ends))
    if "unionIsSum" not in off:
        assembly.ruled.extend(rules.union_is_sum(assembly.cells(), world))
    if "netIsArrivalsLessDepartures" not in off:
        assembly.ruled.extend(rules.net_is_arrivals_less_departures(assembly.cells()))
    if "balancingEquation" not in off:
        assembly.ruled.extend(rules.balancing_equation(assembly.cells()))
    cells = assembly.cells()
    if "partsOfPlace" not in off:
        assembly.ruled.extend(rules.parts_of_place(cells, world))
    if "partsOfPopulation" not in off:
        assembly.ruled.extend(rules.parts_of_population(cells, world))


def _ends(assertions: Iterable[Assertion]) -> dict[Cell, tuple[Cell, Cell]]:
    """The stocks at the two ends of every change."""
    found: dict[Cell, tuple[Cell, Cell]] = {}
    for assertion in assertions:
        times = edges(assertion.period, assertion.evidence.source) if assertion.kind == "change" else None
        if times is None:
            continue
        for cell in cells_of(assertion):
            stock = cell._replace(measure="stock")
            found[cell] = (stock._replace(when=times[0]), stock._replace(when=times[1]))
    return found


def _same(pairs: Iterable[tuple[str, str]], by_id: Mapping[str, Assertion]) -> Iterable[Constraint]:
    """That two claims speak of one quantity is somebody's assertion, too: it can be part of a contradiction."""
    for one, other in pairs:
        cells = []
        for name in (one, other):
            if name not in by_id:
                raise BadInput(
                    f"no claim is called {name!r}", where="--same", advice="'sojourn ask claims' lists them."
                )
            found = [part_of(cell) if cell.measure == "share" else cell for cell in cells_of(by_id[name])]
            if len(found) != 1 or found[0].measure != "stock":
                raise BadInput(
                    f"{name} does not speak of one number of persons in one place",
                    where="--same",
                    advice="Only stocks and shares of stocks can be taken for the same.",
                )
            cells.append(found[0])
        yield Constraint(
            f"same({one}, {other})",
            {cells[0]: _ONE, cells[1]: -_ONE},
            Fraction(0),
            Fraction(0),
            words=f"{one} and {other} speak of the same people",
        )


def system_of(assembly: Assembly) -> System:
    """The system that the engine solves; its cells go by their names.

    Raises:
        BadInput: If a rule contradicts itself.
    """
    from sojourn.audit.linear.system import System

    system = System()
    names = assembly.names
    for cell in assembly.cells():
        high = _ONE if cell.measure == "share" else None
        system.add_cell(names[cell], low=None if cell.measure in _SIGNED else 0, high=high)
    for constraint in assembly.said:
        scale = 100 if len(constraint.terms) == 1 and next(iter(constraint.terms)).measure == "share" else 1
        _add(system, constraint, names, scale)
    for constraint in assembly.ruled:
        _add(system, constraint, names, 1)
    for product in assembly.products:
        system.add_product(
            "shareOfWhole",
            share=names[product.share],
            whole=names[product.whole],
            part=names[product.part],
            words=rules.RULES["shareOfWhole"].formula,
        )
    return system


def _add(system: System, constraint: Constraint, names: Mapping[Cell, str], scale: int) -> None:
    system.add_constraint(
        constraint.tag,
        {names[cell]: weight for cell, weight in constraint.terms.items()},
        None if constraint.low is None else constraint.low / scale,
        None if constraint.high is None else constraint.high / scale,
        low_open=constraint.low_open,
        high_open=constraint.high_open,
        hard=bool(constraint.rule),
        cost=_SHARE_COST if scale > 1 else 1,
        words=constraint.words,
    )
