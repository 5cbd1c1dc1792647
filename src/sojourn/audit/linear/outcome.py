"""What reconciliation tells: bounds with their grounds, conflicts, and the least change that would end them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sojourn.audit.linear.exact import Exact, spoken


class Interval(NamedTuple):
    """What all constraints together say of one cell. Never tighter than they imply.

    Attributes:
        low: Greatest lower bound; ``None`` when nothing bounds it from below.
        high: Least upper bound; ``None`` when nothing bounds it from above.
        low_open: Whether ``low`` itself is excluded.
        high_open: Whether ``high`` itself is excluded.
        low_tags: The assertions on which ``low`` rests; with ``low_rules``, none of them can be left out.
        high_tags: The assertions on which ``high`` rests; with ``high_rules``, none of them can be left out.
        low_rules: The rules that are used besides for ``low``.
        high_rules: The rules that are used besides for ``high``.
        tight: Whether both bounds are known to be the best possible (``False`` when time was up).
    """

    low: Exact | None
    high: Exact | None
    low_open: bool
    high_open: bool
    low_tags: tuple[Hashable, ...]
    high_tags: tuple[Hashable, ...]
    low_rules: tuple[Hashable, ...]
    high_rules: tuple[Hashable, ...]
    tight: bool

    @property
    def tags(self) -> tuple[Hashable, ...]:
        """The assertions on which the interval rests, each once."""
        return tuple(dict.fromkeys((*self.low_tags, *self.high_tags)))

    def holds(self, value: Exact) -> bool:
        """Whether a value lies in the interval."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        return above and (self.high is None or value < self.high or (value == self.high and not self.high_open))

    def __str__(self) -> str:
        if self.low is not None and self.low == self.high:
            return spoken(self.low)
        parts = []
        if self.low is not None:
            parts.append(f"{'more than' if self.low_open else 'at least'} {spoken(self.low)}")
        if self.high is not None:
            parts.append(f"{'less than' if self.high_open else 'at most'} {spoken(self.high)}")
        return " and ".join(parts) or "not bounded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A smallest set of assertions that cannot all hold: leave any one out and the others can.

    Attributes:
        tags: The assertions.
        rules: The rules that are used with them.
        cells: The quantities that it is about.
        arithmetic: Why they exclude each other, step by step, in words; each step is exact.
        minimal: Whether it was shown that none can be left out (``False`` when time was up).
    """

    tags: tuple[Hashable, ...]
    rules: tuple[Hashable, ...]
    cells: tuple[Hashable, ...]
    arithmetic: tuple[str, ...]
    minimal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """The least total by which bounds of assertions must give way for all of them to hold.

    Attributes:
        total: Sum of the amounts, each times the cost of its constraint.
        amounts: By how much the bounds of each assertion give way.
        joint: The same for products, which rest on several assertions.
        attained: Whether giving way by exactly these amounts is enough; if not, a trifle more is needed, because a
            bound excludes its own value.
        least: Whether it was shown that no smaller total is enough.
    """

    total: Exact
    amounts: Mapping[Hashable, Exact]
    joint: Mapping[tuple[Hashable, ...], Exact]
    attained: bool
    least: bool


class ProductUse(NamedTuple):
    """How a product was replaced by linear constraints, all of which follow from it.

    Attributes:
        words: The product, for people.
        how: ``exact`` when the share or the whole is known to the last digit; ``McCormick`` when share and whole have
            both bounds; ``interval`` when one of them has one bound only; ``unused`` when no bound is known.
        rows: Number of constraints that stand for it.
    """

    words: str
    how: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the constraints jointly imply.

    Attributes:
        feasible: Whether all constraints can hold together.
        bounds: What is implied for each cell asked for that no conflict touches. With a conflict, this is what the
            constraints outside all conflicts imply. Each interval is computed when it is looked up.
        conflicts: Smallest sets of assertions that cannot all hold, smallest first.
        all_conflicts: Whether there are no others.
        disputed: Cells that a conflict touches.
        set_aside: Assertions left out when the bounds were computed, because they are in conflict.
        relaxation: The least change that ends all conflicts; ``None`` when there are none, or time was up.
        products: How each product was handled.
        components: Number of parts of the system that have no quantity in common.
        programmed: Number of parts with cycles that needed linear programming.
        numeric: Number of such parts whose solution was found in floats and could not be confirmed exactly.
        grounds: Tells the arithmetic behind a bound; see :meth:`explain`.
    """

    feasible: bool
    bounds: Mapping[Hashable, Interval]
    conflicts: tuple[Conflict, ...]
    all_conflicts: bool
    disputed: frozenset[Hashable]
    set_aside: frozenset[Hashable]
    relaxation: Relaxation | None
    products: tuple[ProductUse, ...]
    components: int
    programmed: int
    numeric: int
    grounds: Grounds = field(repr=False)

    def explain(self, cell: Hashable, side: str) -> tuple[str, ...]:
        """The steps that lead to a bound, in words; none when there is no bound.

        Args:
            cell: A key of :attr:`bounds`.
            side: ``low`` or ``high``.
        """
        return self.grounds.steps(cell, side)


class Grounds(Protocol):
    """Tells the arithmetic behind a bound."""

    def steps(self, cell: Hashable, side: str) -> tuple[str, ...]:
        """The steps that lead to a bound, in words."""
        ...
