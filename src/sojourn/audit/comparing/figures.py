"""One figure as it is compared: one assertion about one place or corridor and one population."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from sojourn.audit.comparing.times import When, when
from sojourn.model import Assertion, Estimate, Hedge, Measure

_FEWEST = Decimal(0)
_COUNTS = frozenset({Measure.PERCENT, Measure.PERMITS})
_HALF = Decimal("0.5")


class Interval(NamedTuple):
    """The values that a figure leaves possible, in its unit; ``None`` for no bound."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def below(self, other: Interval) -> bool:
        """Whether every value lies below every value of the other."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def meets(self, other: Interval) -> bool:
        """Whether some value is possible in both."""
        return not self.below(other) and not other.below(self)

    def never_above(self, other: Interval) -> bool:
        """Whether no value lies above any value of the other."""
        return self.high is not None and other.low is not None and self.high <= other.low


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One assertion about one place or corridor and one population.

    Attributes:
        assertion: What was said.
        estimate: How many.
        place, origin, destination: One key each; empty when not stated.
        population: One key; empty when not stated.
        professions: Those to which the population is narrowed.
        whole: Of what a share is a share.
        agents: Persons or organisations concerned.
        when: The reference time.
        values: What the figure leaves possible, an "about" read as half a unit of its last digit either way.
        alone: Whether the assertion makes one figure only, and not one for each of several places.
    """

    assertion: Assertion
    estimate: Estimate
    place: str
    origin: str
    destination: str
    population: str
    professions: frozenset[str]
    whole: frozenset[str]
    agents: frozenset[str]
    when: When
    values: Interval
    alone: bool

    @property
    def id(self) -> str:
        """The id of the assertion."""
        return self.assertion.id

    @property
    def kind(self) -> str:
        """The kind of statement."""
        return self.assertion.kind

    @property
    def measure(self) -> Measure:
        """The unit."""
        return self.estimate.measure

    @property
    def root(self) -> str:
        """Key of the source at the end of the chain."""
        chain = self.assertion.evidence.chain
        return chain[-1].source if chain else self.assertion.evidence.source

    @property
    def moving(self) -> bool:
        """Whether it is about people who move rather than people who are somewhere."""
        return bool(self.origin or self.destination)


def figures_of(assertions: Iterable[Assertion]) -> Iterator[Figure]:
    """The figures that assertions state; those without a number state none."""
    for assertion in assertions:
        if assertion.estimate is not None:
            yield from _figures(assertion, assertion.estimate)


def _figures(assertion: Assertion, estimate: Estimate) -> Iterator[Figure]:
    cases = list(
        product(
            assertion.place or ("",),
            assertion.origin or ("",),
            assertion.destination or ("",),
            assertion.population or ("",),
        )
    )
    values = possible(estimate)
    time = when(assertion.period, assertion.evidence.source)
    professions, whole, agents = map(frozenset, (assertion.profession, assertion.whole, assertion.agent))
    for place, origin, destination, population in cases:
        yield Figure(
            assertion=assertion,
            estimate=estimate,
            place=place,
            origin=origin,
            destination=destination,
            population=population,
            professions=professions,
            whole=whole,
            agents=agents,
            when=time,
            values=values,
            alone=len(cases) == 1,
        )


def possible(estimate: Estimate) -> Interval:
    """What an estimate leaves possible; an "about" reaches half a unit of its last digit to either side.

    About 11,000 is 10,500 to 11,500; about 70 % is 65 % to 75 %.
    """
    low, high = estimate.low, estimate.high
    if estimate.hedge is Hedge.ABOUT:
        low = None if low is None else low - _half_unit(low)
        high = None if high is None else high + _half_unit(high)
        if estimate.measure in _COUNTS and low is not None:
            low = max(low, _FEWEST)
    return Interval(low, high, estimate.low_open, estimate.high_open)


def _half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last digit that is not a zero: 500 for 11,000."""
    if not value:
        return _HALF
    exponent = value.normalize().as_tuple().exponent
    return _HALF.scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
