"""How a hedged figure is read as an interval; the reading is shown with every result.

*Logical* takes a figure at its word: "over 16,000" is any number above 16,000. *Plausible* takes it as people mean it:
the next step of its rounding is not reached. "About" is half a unit of the last digit given, or a percentage.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from sojourn.model import Estimate, Hedge, Measure, number

_WHOLE = 100
_PERCENT = {Measure.PERCENT: (Fraction(0), Fraction(100)), Measure.PERCENT_CHANGE: (Fraction(-100), None)}


class Reading(StrEnum):
    """The two ways to read a hedge."""

    LOGICAL = "logical"
    PLAUSIBLE = "plausible"


class Interval(NamedTuple):
    """What a figure allows [unit of its measure].

    Attributes:
        low: Lower end; ``None`` when there is none.
        high: Upper end; ``None`` when there is none.
        low_open: Whether the lower end itself is excluded.
        high_open: Whether the upper end itself is excluded.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def words(self) -> str:
        """The interval for people: ``over 16,000``, ``40,000 to 50,000``, ``not bounded``."""
        low = None if self.low is None else _number(self.low, ROUND_FLOOR)
        high = None if self.high is None else _number(self.high, ROUND_CEILING)
        if low is None and high is None:
            return "not bounded"
        if low is None:
            return f"{'under' if self.high_open else 'at most'} {high}"
        if high is None:
            return f"{'over' if self.low_open else 'at least'} {low}"
        if self.low == self.high:
            return low
        return f"{'over ' if self.low_open else ''}{low} to {'under ' if self.high_open else ''}{high}"


def read(estimate: Estimate, reading: Reading = Reading.LOGICAL, about: Fraction | None = None) -> Interval:
    """The interval that a figure allows.

    Args:
        estimate: The figure.
        reading: How its hedge is read.
        about: Half-width of "about" as a fraction of the figure; half a unit of the last digit given when ``None``.
    """
    low = None if estimate.low is None else Fraction(estimate.low)
    high = None if estimate.high is None else Fraction(estimate.high)
    low_open, high_open = estimate.low_open, estimate.high_open
    if estimate.hedge is Hedge.ABOUT and low is not None and high is not None:
        low, high = low - _half(low, about), high + _half(high, about)
    elif reading is Reading.PLAUSIBLE:
        if low is not None and high is None:
            high, high_open = _next(low, estimate.hedge), True
        elif high is not None and low is None:
            low, low_open = high - _unit(high), True
        elif low is not None and low == high:
            low, high = low - _unit(low) / 2, low + _unit(low) / 2
    floor, ceiling = _PERCENT.get(estimate.measure, (None, None))
    if floor is not None and (low is None or low < floor):
        low, low_open = floor, False
    if ceiling is not None and (high is None or high > ceiling):
        high, high_open = ceiling, False
    return Interval(low, high, low_open, high_open)


def _next(low: Fraction, hedge: Hedge) -> Fraction:
    """The next step of the rounding: 17,000 after "over 16,000", 10,000 after "thousands", 100 after "most"."""
    if hedge is Hedge.ORDER_OF_MAGNITUDE:
        return low * 10
    if hedge is Hedge.MOST_OF:
        return Fraction(100)
    return low + _unit(low)


def _half(value: Fraction, about: Fraction | None) -> Fraction:
    return abs(value) * about if about is not None else _unit(value) / 2


def _unit(value: Fraction) -> Fraction:
    """The unit of the last digit given: 1,000 for 11,000; 10,000 for 37,890,000; a tenth for 0.2."""
    if value == 0:
        return Fraction(1)
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    exponent = decimal.normalize().as_tuple().exponent
    return Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(1)


def amount(value: Fraction) -> str:
    """An amount for people, rounded up: a figure that gives way by so much has given way enough."""
    return _number(value, ROUND_CEILING)


def _number(value: Fraction, rounding: str) -> str:
    """A bound for people, rounded outward: whole numbers from a hundred on, hundredths below."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    step = Decimal(1) if abs(exact) >= _WHOLE else Decimal("0.01")
    return number(exact.quantize(step, rounding))
