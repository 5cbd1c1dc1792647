"""Exact numbers: what may be given as a coefficient or a bound, and how a result is written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from sojourn.errors import BadInput

Exact = int | Fraction
"""A rational number; whole numbers are kept as ``int``, which is faster."""

Given = int | Fraction | Decimal
"""What callers may give as a coefficient or a bound."""

_LARGEST = 10**200
_SMALLEST = Fraction(1, 10**200)


def exact(value: Given, where: str = "") -> Exact:
    """The rational number that a caller gave.

    Args:
        value: An ``int``, a ``Fraction`` or a ``Decimal``.
        where: What it belongs to, for the message.

    Raises:
        BadInput: If it is a float or no number, not finite, or not between 1e-200 and 1e200 in size.
    """
    if type(value) is int and -_LARGEST < value < _LARGEST:
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise BadInput(
                f"{value} is not a finite number", where=where, advice="Leave a bound that is not known out."
            )
        value = Fraction(value)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise BadInput(
            f"{value!r} is not an exact number",
            where=where,
            advice="Give an int, a Decimal or a Fraction, so that nothing is rounded.",
        )
    if value and not _SMALLEST < size(value) < _LARGEST:
        raise BadInput("a number must lie between 1e-200 and 1e200 in size", where=where, advice="Choose another unit.")
    return tidy(value)


def tidy(value: Exact) -> Exact:
    """The same number, as an ``int`` when it is whole."""
    return value.numerator if value.denominator == 1 else value


def size(value: Exact) -> Exact:
    """The number without its sign."""
    return -value if value < 0 else value


def over(numerator: Exact, denominator: Exact) -> Exact:
    """A quotient without rounding."""
    if denominator == 1:
        return numerator
    if denominator == -1:
        return -numerator
    return tidy(Fraction(numerator) / denominator)


def spoken(value: Exact) -> str:
    """A number as people read it: ``37,890,000``, ``−0.4054``, ``1/3`` when no short decimal equals it."""
    value = tidy(value)
    sign = "−" if value < 0 else ""
    value = size(value)
    if isinstance(value, int):
        return f"{sign}{value:,}"
    for digits in range(1, 10):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**digits)
            return f"{sign}{whole:,}.{rest:0{digits}d}"
    if value.denominator < 1000:
        whole, rest = divmod(value.numerator, value.denominator)
        return f"{sign}{whole:,} {rest}/{value.denominator}" if whole else f"{sign}{rest}/{value.denominator}"
    return f"{sign}{_rounded(value)} (rounded)"


def _rounded(value: Fraction) -> str:
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):,.6g}"
    return f"{value.numerator // value.denominator:,}" if 10**6 <= value < 10**15 else text
