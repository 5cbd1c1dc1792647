"""Is there a solution? Propagation first, then linear programming for what it leaves; every no comes with its proof."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from sojourn.audit.linear.cores import Boxes, Core, cores
from sojourn.audit.linear.halves import Flags, Halves
from sojourn.audit.linear.proofs import Proof, proof, remainder
from sojourn.audit.linear.propagation import propagated
from sojourn.audit.linear.simplex import OutOfTime
from sojourn.audit.linear.small import Exactly, confirmed

SMALL = 60
"""Largest core that the exact simplex takes on [rows]; beyond it HiGHS goes first."""
SMALL_CELLS = 400
"""Largest core that the exact simplex takes on [cells]."""


class Clock:
    """How much time is left."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    @property
    def end(self) -> float:
        """When the time is up [seconds, as :func:`time.monotonic` counts them]."""
        return float("inf") if self._end is None else self._end

    @property
    def left(self) -> float:
        """Seconds left; infinite without a limit."""
        return float("inf") if self._end is None else self._end - time.monotonic()

    def half(self) -> Clock:
        """A clock that runs out when half of the time left is gone, so that something remains for what follows."""
        return Clock(None if self._end is None else max(0.0, self.left / 2))

    @property
    def out(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0


@dataclass(slots=True)
class Verdict:
    """What was found about some halves.

    Attributes:
        boxes: The bounds that propagation found.
        proofs: A proof for each contradiction seen; none when there is a solution.
        broken: Labels of the components in which they lie.
        cores: What propagation left to linear programming, and where a solution exists.
        numeric: Number of cores whose solution was found in floats and could not be confirmed exactly.
    """

    boxes: Boxes
    proofs: list[Proof] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    cores: list[Core] = field(default_factory=list)
    numeric: int = 0


def decided(halves: Halves, active: Flags, clock: Clock) -> Verdict:
    """Tells whether the active halves have a solution.

    Args:
        halves: All halves.
        active: Which take part.
        clock: When to stop; cores that were not looked at by then count as not confirmed.
    """
    found = propagated(halves, active)
    verdict = Verdict(Boxes(found))
    for cell in dict.fromkeys(found.clashes):
        clash = proof(found, {2 * cell: 1, 2 * cell + 1: 1})
        label = int(found.label[cell])
        if clash.contradictory and not remainder(halves, clash):
            verdict.proofs.append(clash)
            verdict.broken.add(label)
        else:
            found.unsettled.add(label)
    for core in cores(found, except_for=verdict.broken):
        refuted, sure = _refuted(verdict.boxes, core, clock)
        if refuted is None:
            verdict.cores.append(core)
            verdict.numeric += not sure
        else:
            verdict.proofs.append(refuted)
            verdict.broken.add(int(found.label[core.cells[0]]))
    return verdict


def is_small(boxes: Boxes, core: Core) -> bool:
    """Whether the exact simplex takes a core on."""
    rows = len(np.unique(boxes.found.halves.row[core.halves]))
    return rows <= SMALL and len(core.cells) <= SMALL_CELLS


def _refuted(boxes: Boxes, core: Core, clock: Clock) -> tuple[Proof | None, bool]:
    """A proof that a core has no solution, and whether the answer is sure when there is none."""
    if is_small(boxes, core):
        try:
            return confirmed(boxes, Exactly(boxes, core.halves, until=clock.end).contradiction()), True
        except OutOfTime:
            return None, False
    if clock.out:
        return None, False
    from sojourn.audit.linear.large import refuted  # numpy and HiGHS only where they are needed

    return refuted(boxes, core, clock)
