"""What propagation leaves to linear programming: the parts with cycles, without the rows that bind nothing any more."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sojourn.audit.linear.exact import Exact, over, size
from sojourn.audit.linear.graphs import components
from sojourn.audit.linear.halves import Flags, Ints, spread, sums
from sojourn.audit.linear.proofs import Proof, proof
from sojourn.audit.linear.propagation import Propagated


class Core(NamedTuple):
    """Rows and cells that must be looked at together.

    Attributes:
        halves: The halves that may still bind.
        cells: The cells in them that are not yet fixed.
    """

    halves: Ints
    cells: Ints


class Boxes:
    """The exact bounds of literals after propagation, computed when asked for."""

    def __init__(self, found: Propagated) -> None:
        self.found = found
        self._known: dict[int, Proof] = {}

    def proof(self, literal: int) -> Proof | None:
        """Proof of the lower bound of a literal; ``None`` when it has none."""
        if self.found.trail.last[literal] < 0:
            return None
        if literal not in self._known:
            self._known[literal] = self._direct(literal) or proof(self.found, {literal: 1})
        return self._known[literal]

    def _direct(self, literal: int) -> Proof | None:
        """The proof of a bound that one constraint gives by itself, as most do; ``None`` for others."""
        halves = self.found.halves
        event = int(self.found.trail.last[literal])
        half = int(self.found.trail.half[event])
        if half < 0:
            strict = bool(halves.declared_strict[literal])
            return Proof({}, {literal: 1}, halves.declared_limit(literal), strict, [event], True)
        if halves.start[half + 1] - halves.start[half] > 1:
            return None
        weight = size(halves.system.weight[halves.system.start[int(halves.row[half])]])
        times = over(1, weight)
        return Proof({half: times}, {}, times * halves.limit(half), bool(halves.strict[half]), [event], True)

    def value(self, literal: int) -> tuple[Exact, bool] | None:
        """Lower bound of a literal and whether it is strict; ``None`` when it has none."""
        known = self.proof(literal)
        return None if known is None else (known.value, known.strict)


def cores(found: Propagated, *, except_for: set[int]) -> list[Core]:
    """The cores of what was propagated.

    Args:
        found: What propagation found.
        except_for: Labels of components in which a contradiction was found.
    """
    halves = found.halves
    chosen = np.flatnonzero(found.active)
    if not len(chosen):
        return []
    chosen = chosen[_binding(found, chosen)]
    label = found.label[halves.literal[halves.start[chosen]] // 2]
    if except_for:
        chosen = chosen[~np.isin(label, np.fromiter(except_for, np.int64))]
    fixed = _fixed(found)
    return _split(found, chosen, fixed)


def _binding(found: Propagated, chosen: Ints) -> Flags:
    """Which halves do not follow from the bounds of their literals."""
    halves = found.halves
    entries, begin = spread(halves.start, chosen)
    literal, weight = halves.literal[entries], halves.weight[entries]
    least = found.bound[literal]
    endless = ~np.isfinite(least)
    share = weight * np.where(endless, 0.0, least)
    doubt = sums(np.where(endless, 0.0, weight * found.error[literal]), begin) + halves.error[chosen]
    strict = sums(found.strict[literal], begin) > 0
    total = sums(share, begin)
    size = sums(np.abs(share), begin) + np.abs(halves.bound[chosen])
    sound = halves.whole[chosen] & (doubt == 0) & (size < 2.0**53)
    doubt += np.where(sound, 0.0, (np.diff(begin) + 3) * 2.0**-51 * size)
    gap = total - halves.bound[chosen]
    follows = (gap > doubt) | ((gap == 0) & (doubt == 0) & (~halves.strict[chosen] | strict))
    return np.asarray((sums(endless, begin) > 0) | ~follows)


def _fixed(found: Propagated) -> Flags:
    low, high = found.bound[0::2], found.bound[1::2]
    clean = (found.error[0::2] == 0) & (found.error[1::2] == 0)
    with np.errstate(invalid="ignore"):
        return np.asarray(clean & (low + high == 0) & ~found.strict[0::2] & ~found.strict[1::2], dtype=np.bool_)


def _split(found: Propagated, chosen: Ints, fixed: Flags) -> list[Core]:
    halves = found.halves
    if not len(chosen):
        return []
    entries, begin = spread(halves.start, chosen)
    free = ~fixed[halves.literal[entries] // 2]
    sizes = sums(free, begin)
    chosen, cell = chosen[sizes > 0], (halves.literal[entries] // 2)[free]
    begin = np.concatenate([[0], np.cumsum(sizes[sizes > 0])]).astype(np.int64)
    if not len(chosen):
        return []
    label = components(len(fixed), cell, begin)
    of_half = label[cell[begin[:-1]]]
    cells = np.unique(cell)
    _, first = np.unique(halves.row[chosen], return_index=True)
    ties = np.bincount(of_half[first], weights=np.diff(begin)[first], minlength=len(fixed))
    count = np.bincount(of_half[first], minlength=len(fixed))
    members = np.bincount(label[cells], minlength=len(fixed))
    cyclic = ties != count + members - 1
    if found.unsettled:
        unsettled = np.isin(found.label, np.fromiter(found.unsettled, np.int64))
        cyclic[label[cells[unsettled[cells]]]] = True
    wanted = np.flatnonzero(cyclic & (count > 0))
    return _gathered(chosen, of_half, cells, label[cells], wanted)


def _gathered(chosen: Ints, of_half: Ints, cells: Ints, of_cell: Ints, wanted: Ints) -> list[Core]:
    by_half, by_cell = np.argsort(of_half, kind="stable"), np.argsort(of_cell, kind="stable")
    halves_of, cells_of = of_half[by_half], of_cell[by_cell]
    return [
        Core(
            chosen[by_half[np.searchsorted(halves_of, one) : np.searchsorted(halves_of, one, side="right")]],
            cells[by_cell[np.searchsorted(cells_of, one) : np.searchsorted(cells_of, one, side="right")]],
        )
        for one in wanted.tolist()
    ]
