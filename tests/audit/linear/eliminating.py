"""A second opinion for tiny systems: exact Fourier–Motzkin elimination, written without a look at the solver."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sojourn.audit.linear import System

Row = tuple[tuple[Fraction, ...], Fraction, bool]
"""``Σ weight × cell ≥ bound`` (``>`` when the flag is set)."""


def rows_of(system: System, tags: Iterable[int] | None = None) -> list[Row]:
    """All one-sided rows of a system, or those of the rules and of some tags."""
    count, found = len(system.keys), list[Row]()
    kept = None if tags is None else set(tags)

    def add(terms: list[tuple[int, int | Fraction]], low: object, high: object, opens: tuple[bool, bool]) -> None:
        weights = [Fraction(0)] * count
        for cell, weight in terms:
            weights[cell] += weight
        if isinstance(low, int | Fraction):
            found.append((tuple(weights), Fraction(low), opens[0]))
        if isinstance(high, int | Fraction):
            found.append((tuple(-weight for weight in weights), Fraction(-high), opens[1]))

    for cell in range(count):
        add([(cell, 1)], system.cell_low[cell], system.cell_high[cell], system.cell_open[cell])
    for row in range(len(system)):
        if kept is None or kept.issuperset(system.tags_of(row)):
            opens = (system.low_open[row], system.high_open[row])
            add(system.terms(row), system.low[row], system.high[row], opens)
    return found


def _without(rows: list[Row], cell: int) -> list[Row]:
    above = [row for row in rows if row[0][cell] > 0]
    below = [row for row in rows if row[0][cell] < 0]
    joined = {row for row in rows if row[0][cell] == 0}
    for one, bound, strict in above:
        for other, limit, open_end in below:
            up, down = one[cell], -other[cell]
            weights = tuple(a / up + b / down for a, b in zip(one, other, strict=True))
            joined.add((weights, bound / up + limit / down, strict or open_end))
    tightest: dict[tuple[Fraction, ...], tuple[Fraction, bool]] = {}
    for weights, bound, strict in joined:
        size = next((abs(weight) for weight in weights if weight), Fraction(1))
        key = tuple(weight / size for weight in weights)
        tightest[key] = max(tightest.get(key, (bound / size, strict)), (bound / size, strict))
    return [(weights, bound, strict) for weights, (bound, strict) in tightest.items()]


def consistent(rows: list[Row], cells: int) -> bool:
    """Whether the rows have a solution."""
    for cell in range(cells):
        rows = _without(rows, cell)
    return all(bound < 0 or (bound == 0 and not strict) for _, bound, strict in rows)


def interval(
    rows: list[Row], cells: int, cell: int
) -> tuple[tuple[Fraction, bool] | None, tuple[Fraction, bool] | None]:
    """Greatest lower and least upper bound of a cell, each with whether it is excluded; ``None`` for none."""
    for other in range(cells):
        if other != cell:
            rows = _without(rows, other)
    lows = [(bound / weights[cell], strict) for weights, bound, strict in rows if weights[cell] > 0]
    highs = [(bound / weights[cell], not strict) for weights, bound, strict in rows if weights[cell] < 0]
    low, high = max(lows, default=None), min(highs, default=None)
    return low, None if high is None else (high[0], not high[1])
