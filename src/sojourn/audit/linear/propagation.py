"""Bounds propagation: what each half says of each of its literals, given the bounds of the others, until nothing moves.

All halves whose literals moved are looked at together, as arrays, so that the time grows with the number of entries.
Every bound remembers from which half and in which round it came; :mod:`sojourn.audit.linear.proofs` turns that into an
exact proof. The floats here only choose; what is reported is computed from the proof.

On a system without cycles (no two rows share two cells, even by a detour) the result is the tightest possible, and a
system in which no contradiction shows has a solution. With cycles the bounds are right but may be improved.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sojourn.audit.linear.graphs import components, trees
from sojourn.audit.linear.halves import EPS, WHOLE, Flags, Floats, Halves, Ints, spread, sums

ROUNDS_WITH_CYCLES = 40
"""After so many rounds, components with cycles are left to linear programming [rounds]."""
ROUNDS = 5000
"""After so many rounds the rest is left to linear programming [rounds]."""
_DOUBT = 1e-10
"""Relative error up to which a bound that floats cannot settle is left as it is."""


@dataclass(slots=True, eq=False)
class Trail:
    """Where every bound came from.

    Attributes:
        literal: Literal of each event.
        half: Half from which the event came; −1 when the bound comes with the cell.
        round: Round of each event.
        before: Event that it replaced; −1 for none.
        last: Newest event of each literal; −1 for none.
    """

    literal: Ints
    half: Ints
    round: Ints
    before: Ints
    last: Ints


@dataclass(slots=True, eq=False)
class Propagated:
    """What propagation found.

    Attributes:
        halves: What it ran on.
        active: Which halves took part.
        bound: Lower bound of each literal, scaled; −inf for none.
        error: Largest error of ``bound``.
        strict: Whether it is excluded itself.
        trail: Where the bounds came from.
        clashes: Cells whose bounds exclude each other, surely or perhaps: to be confirmed exactly.
        label: Component of each cell.
        unsettled: Components where floats could not decide, or which stopped before they were done.
    """

    halves: Halves
    active: Flags
    bound: Floats
    error: Floats
    strict: Flags
    trail: Trail
    clashes: list[int]
    label: Ints
    unsettled: set[int]


def propagated(halves: Halves, active: Flags) -> Propagated:
    """Propagates bounds through the active halves."""
    return _Run(halves, active).run()


def unpropagated(halves: Halves) -> Propagated:
    """The declared bounds alone."""
    none = np.zeros(0, dtype=np.int64)
    nothing = np.zeros(halves.count, dtype=np.bool_)
    trail = Trail(none, none, none, none, none)
    return Propagated(
        halves, nothing, halves.declared, halves.declared_error, halves.declared_strict, trail, [], none, set()
    )


@dataclass(slots=True, eq=False)
class _Candidates:
    literal: Ints
    half: Ints
    value: Floats
    error: Floats
    strict: Flags


@dataclass(slots=True, eq=False)
class _Run:
    halves: Halves
    active: Flags
    bound: Floats = field(init=False)
    error: Floats = field(init=False)
    strict: Flags = field(init=False)
    last: Ints = field(init=False)
    source: Ints = field(init=False)
    events: list[tuple[Ints, Ints, Ints, Ints]] = field(default_factory=list)
    count: int = 0
    clashes: list[int] = field(default_factory=list)
    unsettled: set[int] = field(default_factory=set)

    def run(self) -> Propagated:
        halves = self.halves
        self.bound = halves.declared.copy()
        self.error = halves.declared_error.copy()
        self.strict = halves.declared_strict.copy()
        self.last = np.full(len(self.bound), -1, dtype=np.int64)
        self.source = self.last.copy()
        self._log(np.flatnonzero(np.isfinite(self.bound)), None, 0)
        chosen = np.flatnonzero(self.active)
        entries, begin = spread(halves.start, chosen)
        label = components(len(self.bound) // 2, halves.literal[entries] // 2, begin)
        users = _Users(halves, chosen, entries, begin)
        acyclic = trees(label, halves, chosen)
        stopped = np.zeros(len(self.bound) // 2 + 1, dtype=np.bool_)
        dirty = chosen
        for number in range(1, ROUNDS + 1):
            moved = self._step(dirty, number, label)
            if not len(moved):
                break
            for cell in self._clashing(moved // 2):
                self.clashes.append(int(cell))
                stopped[label[cell]] = True
            dirty = users.of(moved ^ 1)
            at = label[halves.literal[halves.start[dirty]] // 2]
            going = ~stopped[at]
            if number >= ROUNDS_WITH_CYCLES:
                going &= acyclic[at]
                self.unsettled.update(np.unique(at[~acyclic[at] & ~stopped[at]]).tolist())
            dirty = dirty[going]
            if number == ROUNDS:
                self.unsettled.update(np.unique(at[going]).tolist())
        return self._result(label)

    def _result(self, label: Ints) -> Propagated:
        columns = [np.concatenate(parts) for parts in zip(*self.events, strict=True)]
        trail = Trail(columns[0], columns[1], columns[2], columns[3], self.last)
        return Propagated(
            self.halves,
            self.active,
            self.bound,
            self.error,
            self.strict,
            trail,
            self.clashes,
            label,
            self.unsettled,
        )

    def _log(self, literals: Ints, halves: Ints | None, number: int) -> None:
        came = np.full(len(literals), -1, dtype=np.int64) if halves is None else halves
        self.events.append((literals, came, np.full(len(literals), number, dtype=np.int64), self.last[literals]))
        self.last[literals] = self.count + np.arange(len(literals))
        self.source[literals] = came
        self.count += len(literals)

    def _step(self, dirty: Ints, number: int, label: Ints) -> Ints:
        """One round; returns the literals whose bounds moved."""
        if not len(dirty):
            return dirty
        found = self._derived(dirty)
        old, old_error = self.bound[found.literal], self.error[found.literal]
        slack = found.error + old_error
        better = found.value - old > slack
        tie = ~better & (np.abs(found.value - old) <= slack)
        exact = slack == 0
        better |= tie & exact & found.strict & ~self.strict[found.literal]
        unsure = (
            tie
            & ~exact
            & (
                (found.strict & ~self.strict[found.literal])
                | (slack > _DOUBT * np.maximum(np.abs(found.value), np.abs(old)))
            )
        )
        if unsure.any():
            self._doubt(found, unsure, label)
        chosen = np.flatnonzero(better)
        if not len(chosen):
            return np.zeros(0, dtype=np.int64)
        order = chosen[np.lexsort((found.strict[chosen], found.value[chosen], found.literal[chosen]))]
        literals = found.literal[order]
        best = order[np.append(literals[1:] != literals[:-1], True)]
        moved: Ints = found.literal[best]
        self.bound[moved] = found.value[best]
        self.error[moved] = found.error[best]
        self.strict[moved] = found.strict[best]
        self._log(moved, found.half[best], number)
        return moved

    def _doubt(self, found: _Candidates, unsure: Flags, label: Ints) -> None:
        """Marks components where rounding hides which bound is tighter, unless it is the same one once more."""
        at = np.flatnonzero(unsure)
        other = self.source[found.literal[at]] != found.half[at]
        self.unsettled.update(np.unique(label[found.literal[at[other]] // 2]).tolist())

    def _derived(self, dirty: Ints) -> _Candidates:
        """What each dirty half says of each of its literals."""
        halves = self.halves
        entries, begin = spread(halves.start, dirty)
        sizes = np.diff(begin)
        owner = np.repeat(np.arange(len(dirty)), sizes)
        literal, weight = halves.literal[entries], halves.weight[entries]
        against = self.bound[literal ^ 1]
        endless = ~np.isfinite(against)
        share = weight * np.where(endless, 0.0, against)
        doubt = np.where(endless, 0.0, weight * self.error[literal ^ 1])
        strict = self.strict[literal ^ 1] & ~endless
        limit, whole = halves.bound[dirty], halves.whole[dirty]
        endless_sum, strict_sum, doubt_sum = sums(endless, begin), sums(strict, begin), sums(doubt, begin)
        size = sums(np.abs(share), begin) + np.abs(limit)
        sound = whole & (doubt_sum == 0) & (halves.error[dirty] == 0) & (size < WHOLE)
        blur = halves.error[dirty] + np.where(sound, 0.0, (sizes + 3) * 2 * EPS * size)
        total = limit + sums(share, begin)
        tells = endless_sum[owner] - endless == 0
        owner, entries, weight = owner[tells], entries[tells], weight[tells]
        rest = total[owner] - share[tells]
        error = (np.maximum(doubt_sum[owner] - doubt[tells], 0.0) + blur[owner]) / weight
        value = rest / weight
        clean = (error == 0) & (value == np.rint(value)) & (value * weight == rest)
        return _Candidates(
            literal=halves.literal[entries],
            half=dirty[owner],
            value=value,
            error=np.where(clean, 0.0, error * (1 + 4 * EPS) + 2 * EPS * np.abs(value)),
            strict=halves.strict[dirty][owner] | (strict_sum[owner] - strict[tells] > 0),
        )

    def _clashing(self, cells: Ints) -> Ints:
        cells = np.unique(cells)
        gap = self.bound[2 * cells] + self.bound[2 * cells + 1]
        error = self.error[2 * cells] + self.error[2 * cells + 1]
        strict = self.strict[2 * cells] | self.strict[2 * cells + 1]
        return cells[(gap > 0) | ((gap >= -error) & ((error > 0) | strict))]


class _Users:
    """Which halves of more than one literal hold a literal."""

    def __init__(self, halves: Halves, chosen: Ints, entries: Ints, begin: Ints) -> None:
        sizes = np.diff(begin)
        several = np.repeat(sizes > 1, sizes)
        literal, half = halves.literal[entries][several], np.repeat(chosen, sizes)[several]
        order = np.argsort(literal, kind="stable")
        self._half = half[order]
        counts = np.bincount(literal, minlength=2 * len(halves.system.keys))
        self._start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def of(self, literals: Ints) -> Ints:
        """Halves that hold one of these literals."""
        at, _ = spread(self._start, literals)
        return np.asarray(np.unique(self._half[at]), dtype=np.int64)
