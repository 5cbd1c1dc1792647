"""The axes of a chart: round numbers at equal distances that hold every figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sojourn.renderers.charts import Mark

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST = 4
_WIDE = 1_000_000
"""From so many on, numbers are long and there are fewer of them."""


class Axis(NamedTuple):
    """An axis from its first tick to its last.

    Attributes:
        ticks: Ascending, two at least.
        left: Where it begins [percent of the width].
        right: Where it ends [percent of the width].
    """

    ticks: tuple[float, ...]
    left: float = 0.0
    right: float = 100.0

    def across(self, value: float) -> float:
        """Where a value lies [percent of the width]."""
        first, last = self.ticks[0], self.ticks[-1]
        return round(self.left + (self.right - self.left) * (value - first) / (last - first), 3)


def axis_of(marks: Sequence[Mark], *, zero: bool) -> Axis:
    """The axis of figures, with room for arrows where one has no end.

    Args:
        marks: The figures.
        zero: Whether zero is on it.
    """
    ends = [end for mark in marks for end in (mark.low, mark.high) if end is not None]
    low, high = min(ends), max(ends)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if any(mark.high is None for mark in marks):
        high += (high - low) / 6 or 1.0
    if any(mark.low is None and (mark.high or 0) <= 0 for mark in marks):
        low -= (high - low) / 6 or 1.0
    if low == high:
        high = low + 1.0
    most = _MOST if max(abs(low), abs(high)) < _WIDE else _MOST - 1
    return Axis(tuple(_ticks(low, high, most)))


def years_of(marks: Sequence[Mark]) -> Axis:
    """The axis of the years, inside the frame by as much as a dot and its number need."""
    starts = [mark.start for mark in marks if mark.start is not None]
    ends = [mark.end or mark.start for mark in marks if mark.start is not None]
    first = math.floor(min(starts))
    last = max(math.ceil(max(ends)), first + 1)
    span = last - first
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 1_000, 5_000, 10_000) if span / step <= 6)
    begin = first - first % step
    return Axis(tuple(float(year) for year in range(begin, last + step, step)), 12.0, 97.0)


def _ticks(low: float, high: float, most: int) -> list[float]:
    exponent = math.floor(math.log10((high - low) / most))
    for power in (exponent, exponent + 1):
        for nice in _NICE:
            step = nice * 10.0**power
            first, last = math.floor(low / step), math.ceil(high / step)
            if last - first <= most:
                return [round(step * index, 9) for index in range(first, last + 1)]
    return [low, high]
