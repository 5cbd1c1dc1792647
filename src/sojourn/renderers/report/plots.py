"""Interval plots without a script: places across in percent of the width, sizes in pixels, so that text stays large."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sojourn.audit.reconciling.readings import Interval
from sojourn.model import number
from sojourn.renderers.report.wording import interval_words

LEFT, RIGHT = 4.0, 96.0
"""Where the axis begins and ends [percent of the width]; arrows reach beyond."""
ROW = 42
"""Height of a row [CSS px]."""
_TOP, _AXIS = 8, 44
_LONGEST, _SHORTEST = 44, 12
"""Characters of a label with its figures, so that it fits a phone; and of what is kept of it beside long figures."""
_NICE = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))
_SHORT_TICK, _LONG_TICK = 8, 10
_ZOOM = Fraction(1, 5)
"""Below this ratio of spread to size, the axis does not begin at zero."""
_EDGE = 12.0


class Row(NamedTuple):
    """One interval of a plot.

    Attributes:
        label: Stands above the bar.
        interval: The bar.
        role: ``said``, ``together`` or ``apart``: how it is drawn.
    """

    label: str
    interval: Interval
    role: str = "said"


class Tick(NamedTuple):
    """A number on the axis; ``x`` in percent of the width."""

    x: float
    label: str
    anchor: str


class Bar(NamedTuple):
    """A row, drawn: ``x`` in percent of the width, ``y`` in pixels, ends are ``open``, ``closed`` or ``arrow``."""

    label: str
    role: str
    text_y: int
    y: int
    x1: float
    x2: float
    left: str
    right: str
    is_point: bool


class Gap(NamedTuple):
    """Numbers that no row allows; ``x`` and ``width`` in percent."""

    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """An interval plot, ready to be written as SVG.

    Attributes:
        bars: The rows.
        ticks: The axis.
        unit: Unit of the axis.
        height: [CSS px].
        from_zero: Whether the axis begins at zero.
        gap: What lies between two rows that cannot meet, if that is shown.
        text: All of it in words.
    """

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    unit: str
    height: int
    from_zero: bool
    gap: Gap | None
    text: str

    @property
    def axis_y(self) -> int:
        """Where the axis is drawn [CSS px]."""
        return self.height - _AXIS + 6


def plot(rows: Sequence[Row], unit: str, *, gap: tuple[Fraction, Fraction] | None = None) -> Plot:
    """Lays out intervals over one axis.

    Args:
        rows: The intervals, from the top.
        unit: Unit of the axis.
        gap: From where to where no number is allowed by all rows.
    """
    ends = [end for row in rows for end in (row.interval.low, row.interval.high) if end is not None]
    numbers = _axis(ends or [Fraction(0), Fraction(1)], room=any(None in row.interval[:2] for row in rows))
    first, last = numbers[0], numbers[-1]

    def across(value: Fraction) -> float:
        return round(LEFT + (RIGHT - LEFT) * float((value - first) / (last - first)), 2)

    words = "; ".join(row.label for row in rows)
    impossible = (
        f" No number lies in all of them: {number_of(gap[0])} to {number_of(gap[1])} is the gap." if gap else ""
    )
    return Plot(
        bars=tuple(_bar(row, index, across) for index, row in enumerate(rows)),
        ticks=tuple(_tick(value, across(value)) for value in numbers),
        unit=unit,
        height=_TOP + ROW * len(rows) + _AXIS,
        from_zero=first <= 0 <= last,
        gap=Gap(across(gap[0]), round(across(gap[1]) - across(gap[0]), 2)) if gap else None,
        text=f"Intervals in {unit}. {words}.{impossible}",
    )


def row(label: str, interval: Interval, role: str = "said") -> Row:
    """A row whose label ends in its interval in words; a long label is cut, its figures never."""
    words = interval_words(interval)
    return Row(f"{cut(label, max(_LONGEST - len(words), _SHORTEST))}: {words}", interval, role)


def number_of(value: Fraction) -> str:
    """An end of the axis or of a gap in words."""
    return interval_words(Interval(value, value))


def cut(text: str, most: int) -> str:
    """The first letters of a text."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _bar(row: Row, index: int, across: Callable[[Fraction], float]) -> Bar:
    low, high = row.interval.low, row.interval.high
    top = _TOP + ROW * index
    return Bar(
        label=row.label,
        role=row.role,
        text_y=top + 13,
        y=top + 27,
        x1=LEFT if low is None else across(low),
        x2=RIGHT if high is None else across(high),
        left=_end(low, is_open=row.interval.low_open),
        right=_end(high, is_open=row.interval.high_open),
        is_point=low is not None and low == high,
    )


def _end(end: Fraction | None, *, is_open: bool) -> str:
    if end is None:
        return "arrow"
    return "open" if is_open else "closed"


def _axis(ends: Sequence[Fraction], *, room: bool) -> list[Fraction]:
    """Round numbers at equal distance, that hold all ends; with room for arrows where an interval has no end."""
    low, high = min(ends), max(ends)
    if low == high or high - low >= _ZOOM * max(abs(low), abs(high)):
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        high = low + 1
    if room:
        high += (high - low) / 4
    longest = max(len(number_of(high)), len(number_of(low)))
    most = 4 if longest < _SHORT_TICK else 3 if longest < _LONG_TICK else 2
    step = next(step for step in _steps((high - low) / most) if math.ceil(high / step) - math.floor(low / step) <= most)
    return [step * index for index in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _steps(least: Fraction) -> Iterator[Fraction]:
    """Round numbers from the least one on, without end."""
    power = Fraction(10) ** (len(str(math.floor(least))) - 1 if least >= 1 else -len(str(math.ceil(1 / least))))
    for exponent in itertools.count():
        yield from (nice * power * 10**exponent for nice in _NICE if nice * power * 10**exponent >= least)


def _tick(value: Fraction, x: float) -> Tick:
    anchor = "start" if x < _EDGE else "end" if x > 100 - _EDGE else "middle"
    return Tick(x, number(Decimal(value.numerator) / Decimal(value.denominator)), anchor)
