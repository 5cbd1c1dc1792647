"""Which form of a Russian noun stands with a number."""

from __future__ import annotations

from decimal import Decimal


def russian(value: int | Decimal, one: str, few: str, many: str) -> str:
    """The form after a number in the nominative: 1 год, 2 года, 5 лет, 1,5 года.

    Args:
        value: The number.
        one: After 1, 21, 31, but not 11.
        few: After 2 to 4, 22 to 24, but not 12 to 14, and after fractions.
        many: After all others.
    """
    if value != int(value):
        return few
    size = abs(int(value))
    if size % 10 == 1 and size % 100 != 11:
        return one
    return few if size % 10 in {2, 3, 4} and size % 100 not in {12, 13, 14} else many


def russian_genitive(value: int | Decimal, one: str, many: str) -> str:
    """The form after a number in the genitive, as after *более* and *около*: более 21 разрешения, около 2 разрешений.

    Args:
        value: The number.
        one: After 1, 21, 31, but not 11, and after fractions.
        many: After all others.
    """
    size = abs(int(value))
    return one if value != int(value) or (size % 10 == 1 and size % 100 != 11) else many
