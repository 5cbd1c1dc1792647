"""How many: an interval with its hedge, its unit, and the figure as the source prints it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What is counted and in which unit; figures of different measures are never compared."""

    PERSONS = "persons"
    PERSONS_PER_YEAR = "personsPerYear"
    PERCENT = "percent"
    PERCENT_CHANGE = "percentChange"
    PERMITS = "permitsIssued"

    @property
    def unit(self) -> str:
        """The unit as people read it."""
        return _UNITS[self]


_UNITS = {
    Measure.PERSONS: "persons",
    Measure.PERSONS_PER_YEAR: "persons / year",
    Measure.PERCENT: "percent",
    Measure.PERCENT_CHANGE: "percent change",
    Measure.PERMITS: "permits",
}


class Hedge(StrEnum):
    """How the source qualifies its figure (scheme ``sj:HedgeScheme``)."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "moreThan"
    LESS_THAN = "lessThan"
    AT_LEAST = "atLeast"
    AT_MOST = "atMost"
    BETWEEN = "between"
    ORDER_OF_MAGNITUDE = "orderOfMagnitude"
    MOST_OF = "mostOf"


_NOTHING_LEFT = Decimal(-100)
"""The deepest fall [percent change]: as a lower bound it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many, as one source puts it: an interval, never a guess at its middle.

    Attributes:
        low: Lower bound [unit of ``measure``]; ``None`` when the source gives none.
        high: Upper bound [unit of ``measure``]; ``None`` when the source gives none.
        low_open: Whether the lower bound itself is excluded ("over 16,000").
        high_open: Whether the upper bound itself is excluded.
        hedge: How the source qualifies the figure.
        measure: What is counted, and its unit.
        printed: The figure as the source prints it, such as ``460,000``.

    Raises:
        ValueError: If neither bound is given, they are reversed or not finite, or a missing bound is called open.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    hedge: Hedge
    measure: Measure
    printed: str = ""

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("an estimate needs a lower or an upper bound; a figure that is not stated has no estimate")
        for bound in (self.low, self.high):
            if bound is not None and not bound.is_finite():
                raise ValueError(f"{bound} is not a finite number")
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                raise ValueError(f"the lower bound {self.low} is above the upper bound {self.high}")
            if self.low == self.high and (self.low_open or self.high_open):
                raise ValueError(f"an interval that excludes its only value {self.low} is empty")
        if (self.low is None and self.low_open) or (self.high is None and self.high_open):
            raise ValueError("a bound that is not stated cannot be open")

    @property
    def unit(self) -> str:
        """The unit as it stands behind the figure: ``persons``, behind exactly one ``person``."""
        unit = self.measure.unit
        one = self.low == self.high == 1
        return unit.replace("persons", "person").replace("permits", "permit") if one else unit

    def words(self) -> str:
        """The figure as a person reads it: ``over 16,000``, ``40,000 to 50,000``, ``about 5,000 to 6,000``."""
        low, high = (None if bound is None else number(bound) for bound in (self.low, self.high))
        suffix = {Measure.PERCENT: " %", Measure.PERCENT_CHANGE: " %"}.get(self.measure, "")
        if self.hedge is Hedge.MOST_OF:
            text = f"most (over {low}"
            return f"{text}{suffix})"
        whole = self.low is None or self.low == _NOTHING_LEFT
        if (
            self.measure is Measure.PERCENT_CHANGE
            and whole
            and self.high is not None
            and self.high < 0
            and self.high_open
        ):
            return f"down by over {number(-self.high)} %"
        about = "about " if self.hedge is Hedge.ABOUT else ""
        if low is not None and low == high:
            text = f"{about}{low}"
        elif low is None:
            text = f"{'under' if self.high_open else 'at most'} {high}"
        elif high is None:
            text = f"{'over' if self.low_open else 'at least'} {low}"
        else:
            text = f"{about}{'over ' if self.low_open else ''}{low} to {'under ' if self.high_open else ''}{high}"
        return text + suffix


def number(value: Decimal) -> str:
    """A number as people read it, with thousands separators, no trailing zeros: ``37,890,000``, ``−460,000``."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")
