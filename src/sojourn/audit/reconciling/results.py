"""What reconciliation found, in values and words; a person who knows no linear program understands every sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from sojourn.audit.reconciling.cells import Cell
from sojourn.audit.reconciling.readings import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one source says of a quantity.

    Attributes:
        claim: Id of the assertion.
        figure: The figure as it is read, with its hedge.
        read_as: The interval that was taken.
        source: Title of the source that was read.
        root: Title of the source in which its chain ends.
    """

    claim: str
    figure: str
    read_as: Interval
    source: str
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """What all sources together imply of one quantity.

    Attributes:
        cell: The quantity.
        name: What it is called.
        interval: The tightest interval.
        rests_on: Ids of the assertions without which it would be wider.
        rules: Names of the rules and assumptions that are used.
        said: What sources say of it directly.
        low_steps, high_steps: The arithmetic behind each bound, step by step.
    """

    cell: Cell
    name: str
    interval: Interval
    rests_on: tuple[str, ...]
    rules: tuple[str, ...]
    said: tuple[Statement, ...]
    low_steps: tuple[str, ...]
    high_steps: tuple[str, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The arithmetic once: steps to both bounds that are alike, to ``=`` joined; else those of both, each once."""
        both = tuple(step.replace(" ≥ ", " = ") for step in self.low_steps)
        if both == tuple(step.replace(" ≤ ", " = ") for step in self.high_steps):
            return both
        return (*self.low_steps, *(step for step in self.high_steps if step not in self.low_steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A smallest set of assertions that cannot all hold: leave one out, and the others can.

    Attributes:
        claims: Ids of the assertions, and ``same(…)`` for what was asserted to be the same.
        said: What each of them says.
        rules: The rules and assumptions that are used with them.
        steps: Why they exclude each other.
        cells: Names of the quantities concerned.
    """

    claims: tuple[str, ...]
    said: tuple[Statement, ...]
    rules: tuple[str, ...]
    steps: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Parts beside their whole.

    Attributes:
        name: What the whole is called.
        parts: Names of the parts, which share nothing.
        stated_sum: The sum of the figures as they are stated, "about" left out.
        parts_sum: The sum of what the parts can be, as they are read.
        whole: What the whole can be.
        short: How far the parts fall short of the whole: from ... to.
        claims: Ids of the assertions about parts and whole.
        beside: Other figures for the same people in the same place, each with why it is not compared.
    """

    name: str
    parts: tuple[str, ...]
    stated_sum: Interval
    parts_sum: Interval
    whole: Interval
    claims: tuple[str, ...]
    beside: tuple[tuple[Statement, str], ...]

    @property
    def short(self) -> Interval:
        """Whole less parts; below zero, the parts exceed the whole."""
        low = None if self.whole.low is None or self.parts_sum.high is None else self.whole.low - self.parts_sum.high
        high = None if self.whole.high is None or self.parts_sum.low is None else self.whole.high - self.parts_sum.low
        low_open = self.whole.low_open or self.parts_sum.high_open
        high_open = self.whole.high_open or self.parts_sum.low_open
        return Interval(low, high, low is not None and low_open, high is not None and high_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """What would follow if something were assumed that no source says.

    Attributes:
        assumptions: What is assumed, in words.
        implied: What follows besides.
        contradictions: What could then not all hold.
    """

    assumptions: tuple[str, ...]
    implied: tuple[Implied, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Everything that reconciliation found.

    Attributes:
        reading: How hedges were read, in words.
        claims: Number of assertions with a figure.
        contradictions: Smallest sets of assertions that cannot all hold.
        all_found: Whether there are no other contradictions.
        relaxation: By how much each assertion would have to give way, with its unit, for all to hold.
        implied: What sources imply together and none of them says.
        wholes: Parts beside their wholes.
        conditional: What would follow under assumptions.
        products: How shares of wholes were handled.
        set_aside: Ids of claims that were left out of what is implied, because they are in a contradiction.
        stated: What sources say of each quantity, by its name; under the empty name, of several quantities at once.
    """

    reading: str
    claims: int
    contradictions: tuple[Contradiction, ...]
    all_found: bool
    relaxation: tuple[tuple[str, Fraction, str], ...]
    implied: tuple[Implied, ...]
    wholes: tuple[Whole, ...]
    conditional: tuple[Conditional, ...]
    products: tuple[str, ...]
    set_aside: tuple[str, ...] = ()
    stated: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
