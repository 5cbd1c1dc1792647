"""Implied bounds as derived figures, for the graph of what was computed and never of what sources say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from sojourn.audit.reconciling.cells import Cell
from sojourn.audit.reconciling.results import Implied
from sojourn.model import Derived, Estimate, Hedge, Measure, Period

_KINDS = {
    "stock": ("residence", Measure.PERSONS),
    "flow": ("flow", Measure.PERSONS),
    "rate": ("flow", Measure.PERSONS_PER_YEAR),
    "change": ("change", Measure.PERSONS),
    "net": ("netmigration", Measure.PERSONS),
    "share": ("share", Measure.PERCENT),
    "permits": ("permit", Measure.PERMITS),
}
"""What kind of statement a quantity would be; arrivals and losses are none of the twelve kinds."""
_PLACES = Decimal("0.01")


def derived_of(implied: Iterable[Implied], solver: str) -> Iterator[Derived]:
    """The implied intervals as derived figures; a bound is rounded outward to hundredths.

    Args:
        implied: What reconciliation found.
        solver: Name and version of the software that found it.
    """
    for item in implied:
        if item.cell.measure in _KINDS:
            yield _derived(item, solver)


def _derived(item: Implied, solver: str) -> Derived:
    cell = item.cell
    kind, measure = _KINDS[cell.measure]
    scale = 100 if cell.measure == "share" else 1
    low, high = _bound(item.interval.low, scale, ROUND_FLOOR), _bound(item.interval.high, scale, ROUND_CEILING)
    moves = kind == "flow"
    return Derived(
        id=f"R-{hashlib.sha256(f'{item.name}|{item.interval}|{item.rests_on}'.encode()).hexdigest()[:12]}",
        kind=kind,
        rule="impliedByAll",
        inputs=item.rests_on,
        arithmetic="; ".join(item.steps),
        origin=(cell.place,) if moves and cell.place else (),
        destination=(cell.other,) if moves and cell.other else (),
        place=() if moves else (cell.place,),
        population=(cell.people.population,) if cell.people.population else (),
        profession=cell.people.profession,
        whole=(cell.other,) if kind == "share" else (),
        status=cell.people.status,
        estimate=Estimate(
            low=low,
            high=high,
            low_open=low is not None and item.interval.low_open and low != high,
            high_open=high is not None and item.interval.high_open and low != high,
            hedge=_hedge(low, high, is_open=item.interval.low_open),
            measure=measure,
        ),
        period=_period(cell),
        solver=solver,
    )


def _bound(value: Fraction | None, scale: int, rounding: str) -> Decimal | None:
    if value is None:
        return None
    exact = value * scale
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES, rounding)


def _hedge(low: Decimal | None, high: Decimal | None, *, is_open: bool) -> Hedge:
    if low is None:
        return Hedge.AT_MOST
    if high is None:
        return Hedge.MORE_THAN if is_open else Hedge.AT_LEAST
    return Hedge.EXACT if low == high else Hedge.BETWEEN


def _period(cell: Cell) -> Period | None:
    if "@" in cell.when:
        notation = cell.when.split(" @", 1)[0]
        return None if notation == "not stated" else Period(notation=notation)
    first, last = cell.when.split("/")
    start = None if first == ".." else date.fromisoformat(first)
    end = None if last == ".." else date.fromisoformat(last)
    edtf = first if first == last else f"{first}/{last}"
    if start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        edtf = str(start.year) if start.year == end.year else f"{start.year}/{end.year}"
    return Period(notation=edtf, edtf=edtf, start=start, end=end)
