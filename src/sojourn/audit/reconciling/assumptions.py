"""What no source says, but somebody may assume: never on unless asked for, and named wherever it is used."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

from sojourn.audit.reconciling.cells import Cell, Constraint, World, balance, dated_stocks, days

BRIDGE = "if bridged"
"""Name of the rule that ties stocks of different years; off unless a yearly change is given."""
_ONE, _ZERO = Fraction(1), Fraction(0)
_YEAR = Fraction(146_097, 400)
"""Mean length of a year of the Gregorian calendar [days]."""


class Assumption(StrEnum):
    """Something that may be assumed.

    ``same-status``: where one source states a residence status and another states none, they mean the same people.
    ``whole-is-counted``: where only a population that a share's whole includes is counted, it is that whole.
    ``rate-holds``: a yearly flow whose years are not stated held in every year between two stocks.
    """

    SAME_STATUS = "same-status"
    WHOLE_IS_COUNTED = "whole-is-counted"
    RATE_HOLDS = "rate-holds"

    @property
    def words(self) -> str:
        """The assumption as people say it."""
        return _WORDS[self]


_WORDS = {
    Assumption.SAME_STATUS: "figures that state no residence status mean the same people as those that state one",
    Assumption.WHOLE_IS_COUNTED: "the whole of a share is the population that the same source counts",
    Assumption.RATE_HOLDS: "the yearly flow held in every year between the two stocks",
}


def assumed(assumptions: Sequence[Assumption], cells: Iterable[Cell], world: World) -> Iterator[Constraint]:
    """The constraints that some assumptions add."""
    listed = list(cells)
    if Assumption.SAME_STATUS in assumptions:
        yield from _same_status(listed)
    if Assumption.WHOLE_IS_COUNTED in assumptions:
        yield from _whole_is_counted(listed, world)
    if Assumption.RATE_HOLDS in assumptions:
        yield from _rate_holds(listed, loose=Assumption.SAME_STATUS in assumptions)


def _same_status(cells: Sequence[Cell]) -> Iterator[Constraint]:
    groups: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.measure == "stock":
            groups[cell._replace(people=cell.people._replace(status=""))].append(cell)
    for bare, group in groups.items():
        for cell in group:
            if cell != bare and bare in group:
                yield _assume(Assumption.SAME_STATUS, {cell: _ONE, bare: -_ONE}, _ZERO, _ZERO)


def _whole_is_counted(cells: Sequence[Cell], world: World) -> Iterator[Constraint]:
    stocks = [cell for cell in cells if cell.measure == "stock"]
    wholes = {(cell.other, cell.place, cell.when) for cell in cells if cell.measure == "share"}
    for whole in stocks:
        if (whole.people.population, whole.place, whole.when) not in wholes or whole.people.profession:
            continue
        counted = [
            cell
            for cell in stocks
            if (cell.place, cell.when) == (whole.place, whole.when)
            and whole.people.population in world.broader(cell.people.population)
            and cell.people.status
            and not cell.people.profession
        ]
        if len(counted) == 1:
            yield _assume(Assumption.WHOLE_IS_COUNTED, {whole: _ONE, counted[0]: -_ONE}, _ZERO, _ZERO)


def _rate_holds(cells: Sequence[Cell], *, loose: bool) -> Iterator[Constraint]:
    """``later = earlier + arrivals − losses`` with at least ``years × rate`` arrivals, for neighbours in time."""
    stocks = dated_stocks(cells, any_status=loose)
    for rate in cells:
        if rate.measure == "rate" and rate.other:
            people = rate.people._replace(status="") if loose else rate.people
            for earlier, later in itertools.pairwise(stocks.get((people, rate.other), ())):
                yield from _yearly(earlier, later, rate)


def bridged(cells: Iterable[Cell], yearly: Fraction) -> Iterator[Constraint]:
    """That a stock changes by at most so much a year: ties neighbours in time, which nothing else does.

    Args:
        cells: All cells.
        yearly: The most by which a stock changes in a year, as a fraction of the earlier stock.
    """
    for known in dated_stocks(cells).values():
        for earlier, later in itertools.pairwise(known):
            years = _years(earlier, later)[1]
            words = (
                f"a stock changes by at most {float(yearly * 100):g} % a year; {float(round(years, 2)):g} years at most"
            )
            most, least = 1 + yearly * years, max(_ZERO, 1 - yearly * years)
            yield Constraint(BRIDGE, {later: _ONE, earlier: -most}, None, _ZERO, rule=BRIDGE, words=words)
            yield Constraint(BRIDGE, {later: _ONE, earlier: -least}, _ZERO, None, rule=BRIDGE, words=words)


def _yearly(earlier: Cell, later: Cell, rate: Cell) -> Iterator[Constraint]:
    least = _years(earlier, later)[0]
    if least <= 0:
        return
    arrivals, terms = balance(earlier, later, rate.people)
    yield _assume(Assumption.RATE_HOLDS, terms, _ZERO, _ZERO, "balancing equation")
    words = f"at least {float(round(least, 2)):g} years lie between"
    yield _assume(Assumption.RATE_HOLDS, {arrivals: _ONE, rate: -least}, _ZERO, None, words)


def _years(earlier: Cell, later: Cell) -> tuple[Fraction, Fraction]:
    """The fewest and the most years that can lie between two stocks with dates."""
    first, last = days(earlier.when), days(later.when)
    if first is None or last is None:
        raise ValueError("only stocks with dates have years between them")
    return Fraction((last[0] - first[1]).days) / _YEAR, Fraction((last[1] - first[0]).days) / _YEAR


def _assume(
    assumption: Assumption, terms: dict[Cell, Fraction], low: Fraction | None, high: Fraction | None, how: str = ""
) -> Constraint:
    words = f"{assumption.words}; {how}" if how else assumption.words
    return Constraint(f"if {assumption}", terms, low, high, rule=str(assumption), words=words)
