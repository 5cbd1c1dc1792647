"""A system as arrays of one-sided rows.

A *literal* stands for a cell or its negative: ``2·c`` is cell ``c``, ``2·c + 1`` is ``−c``, so that every bound is a
lower bound of a literal. A *half* is one side of a row, written ``Σ weight × literal ≥ bound`` with weights > 0. A row
``x − y ≤ 5`` is the half ``−x + y ≥ −5``. With this, one loop serves lower and upper bounds alike.

Bounds are held as floats times a common scale that makes them whole where possible. Each carries a bound on its error,
which is 0 for a whole number below 2⁵³: most published figures are whole, and then nothing is rounded anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.audit.linear.exact import Exact, size
from sojourn.audit.linear.system import HARD, JOINT, System

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EPS = 2.0**-52
WHOLE = 2.0**53
_LARGEST_SCALE = 10**6


@dataclass(slots=True, eq=False)
class Halves:
    """The arrays.

    Attributes:
        system: What they were made from.
        scale: Factor of all bounds.
        start: Where the entries of each half begin, and the end of the last.
        literal: Literal of each entry.
        weight: Weight of each entry, > 0.
        bound: Bound of each half, times ``scale``.
        error: Largest error of ``bound``.
        strict: Whether the bound itself is excluded.
        whole: Whether all weights of the half are whole numbers.
        row: Row of each half.
        side: 1 for the lower side of the row, −1 for the upper.
        declared: Lower bound of each literal that comes with its cell, times ``scale``; −inf for none.
        declared_error: Largest error of ``declared``.
        declared_strict: Whether it is excluded itself.
        tag_of: Number of the tag of each row, or :data:`HARD`, or :data:`JOINT`.
        shift: By how much the bounds of some halves are relaxed, not scaled.
    """

    system: System
    scale: int
    start: Ints
    literal: Ints
    weight: Floats
    bound: Floats
    error: Floats
    strict: Flags
    whole: Flags
    row: Ints
    side: Ints
    declared: Floats
    declared_error: Floats
    declared_strict: Flags
    tag_of: Ints
    shift: dict[int, Exact] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of halves."""
        return len(self.bound)

    def active(self, off: Iterable[int]) -> Flags:
        """Which halves remain when some tags are set aside."""
        system = self.system
        on = np.ones(len(system.tags) + 2, dtype=np.bool_)
        gone = set(off)
        on[list(gone)] = False
        rows = on[self.tag_of]  # HARD and JOINT index the two spare flags at the end
        for row, joint in system.joint.items():
            rows[row] = gone.isdisjoint(joint)
        return np.asarray(rows[self.row], dtype=np.bool_)

    def only(self, tags: Iterable[int]) -> Flags:
        """Which halves remain when only some tags, and all rules, hold."""
        system = self.system
        kept = set(tags)
        on = np.zeros(len(system.tags) + 2, dtype=np.bool_)
        on[list(kept)] = True
        on[HARD] = True
        rows = on[self.tag_of]
        for row, joint in system.joint.items():
            rows[row] = kept.issuperset(joint)
        return np.asarray(rows[self.row], dtype=np.bool_)

    def terms(self, half: int) -> list[tuple[int, Exact]]:
        """Literals of a half with their exact weights, > 0."""
        side = int(self.side[half])
        return [
            (2 * cell + (weight * side < 0), size(weight)) for cell, weight in self.system.terms(int(self.row[half]))
        ]

    def limit(self, half: int) -> Exact:
        """Exact bound of a half, not scaled."""
        row = int(self.row[half])
        value = self.system.low[row] if self.side[half] > 0 else self.system.high[row]
        if value is None:
            raise AssertionError("a half has a bound")
        value = value if self.side[half] > 0 else -value
        return value - self.shift[half] if half in self.shift else value

    def relaxed(self, amounts: Mapping[int, Exact]) -> Halves:
        """The same halves with the bounds of some of them lowered, and no bound strict.

        What is feasible then is as near as one likes to what is feasible with the strict bounds.

        Args:
            amounts: By how much each bound is lowered, not scaled.
        """
        bound, error = self.bound.copy(), self.error.copy()
        changed = replace(
            self,
            bound=bound,
            error=error,
            strict=np.zeros_like(self.strict),
            declared_strict=np.zeros_like(self.declared_strict),
            shift=dict(amounts),
        )
        for half in amounts:
            value = changed.limit(half)
            bound[half] = float(value * self.scale)
            error[half] = rounding(bound[half : half + 1], [value], self.scale)[0]
        return changed

    def declared_limit(self, literal: int) -> Exact:
        """Exact lower bound of a literal that comes with its cell."""
        cell, negative = divmod(literal, 2)
        value = self.system.cell_high[cell] if negative else self.system.cell_low[cell]
        if value is None:
            raise AssertionError("a declared bound is asked for only where there is one")
        return -value if negative else value

    def tags_of(self, half: int) -> tuple[int, ...]:
        """Numbers of the soft tags on which a half rests."""
        return self.system.tags_of(int(self.row[half]))

    def rule_of(self, half: int) -> Hashable | None:
        """The rule on which a half rests; ``None`` when it is soft."""
        return self.system.rule_of.get(int(self.row[half]))


def compiled(system: System) -> Halves:
    """The arrays of a system."""
    scale = _scale(system.denominators)
    low, low_error, has_low = _scaled(system.low, scale)
    high, high_error, has_high = _scaled(system.high, scale)
    start = np.asarray(system.start, dtype=np.int64)
    weight = np.asarray(system.weight, dtype=np.float64)
    cell = np.asarray(system.cell, dtype=np.int64)
    lowers, uppers = np.flatnonzero(has_low), np.flatnonzero(has_high)
    row = np.concatenate([lowers, uppers])
    side = np.concatenate([np.ones(len(lowers), np.int64), -np.ones(len(uppers), np.int64)])
    entries, begin = spread(start, row)
    signed = weight[entries] * np.repeat(side, np.diff(begin))
    declared, declared_error, declared_strict = _declared(system, scale)
    strict = np.concatenate(
        [np.asarray(system.low_open, np.bool_)[lowers], np.asarray(system.high_open, np.bool_)[uppers]]
    )
    rounded = (weight != np.rint(weight)) | (np.abs(weight) >= WHOLE)
    fractions = np.concatenate([[0], np.cumsum(rounded)])
    whole = fractions[start[1:]] == fractions[start[:-1]]
    return Halves(
        system=system,
        scale=scale,
        start=begin,
        literal=2 * cell[entries] + (signed < 0),
        weight=np.abs(signed),
        bound=np.concatenate([low[lowers], -high[uppers]]),
        error=np.concatenate([low_error[lowers], high_error[uppers]]),
        strict=strict,
        whole=whole[row],
        row=row,
        side=side,
        declared=declared,
        declared_error=declared_error,
        declared_strict=declared_strict,
        tag_of=np.asarray(system.tag_of, dtype=np.int64),
    )


def spread(start: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Positions of all entries of chosen segments, one segment after the other, and where each begins."""
    sizes = start[chosen + 1] - start[chosen]
    begin = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    entries = np.arange(begin[-1], dtype=np.int64) + np.repeat(start[chosen] - begin[:-1], sizes)
    return entries, begin


def sums(values: npt.NDArray[Any], begin: Ints) -> npt.NDArray[Any]:
    """Sum of each segment; no segment may be empty."""
    kind = np.int64 if values.dtype == np.bool_ else values.dtype
    if len(begin) == 1:
        return np.zeros(0, dtype=kind)
    return np.asarray(np.add.reduceat(values.astype(kind, copy=False), begin[:-1]))


def _scale(denominators: set[int]) -> int:
    scale = 1
    for denominator in sorted(denominators):
        scale = math.lcm(scale, denominator)
        if scale > _LARGEST_SCALE:
            return 1
    return scale


def _scaled(values: Sequence[Exact | None], scale: int) -> tuple[Floats, Floats, Flags]:
    present = np.fromiter((value is not None for value in values), np.bool_, len(values))
    if scale == 1:
        floats = np.fromiter((0.0 if value is None else float(value) for value in values), np.float64, len(values))
    else:
        floats = np.fromiter(
            (0.0 if value is None else float(value * scale) for value in values), np.float64, len(values)
        )
    return floats, rounding(floats, values, scale), present


def rounding(floats: Floats, values: Sequence[Exact | None], scale: int) -> Floats:
    """Largest error of each float: 0 where it is a whole number below 2⁵³ and the value is that number."""
    error = np.where((floats == np.rint(floats)) & (np.abs(floats) < WHOLE), 0.0, EPS * np.abs(floats) + 1e-300)
    if any(scale % denominator for denominator in {value.denominator for value in values if value}):
        for at in np.flatnonzero(error == 0).tolist():
            value = values[at]
            if value is not None and value * scale != int(floats[at]):
                error[at] = EPS * abs(floats[at]) + 1e-300
    return error


def _declared(system: System, scale: int) -> tuple[Floats, Floats, Flags]:
    low, low_error, has_low = _scaled(system.cell_low, scale)
    high, high_error, has_high = _scaled(system.cell_high, scale)
    count = len(system.keys)
    declared = np.full(2 * count, -np.inf)
    error = np.zeros(2 * count)
    declared[0::2][has_low] = low[has_low]
    declared[1::2][has_high] = -high[has_high]
    error[0::2][has_low] = low_error[has_low]
    error[1::2][has_high] = high_error[has_high]
    strict = np.asarray(system.cell_open, dtype=np.bool_).reshape(2 * count)
    return declared, error, strict


__all__ = ["HARD", "JOINT", "Flags", "Floats", "Halves", "Ints", "compiled", "spread", "sums"]
