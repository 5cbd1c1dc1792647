"""Systems of linear constraints over unknown quantities: what they imply, and which of them exclude each other.

::

    system = System()
    system.add_cell("Russians in China, 2020")
    system.add_constraint("census", {"Russians in China, 2020": 1}, 16_000, low_open=True)
    system.add_constraint("experts", {"Russians in China, 2020": 1}, None, 15_000)
    outcome = solve(system)
    outcome.conflicts[0].tags    # ('census', 'experts')

It knows nothing of assertions, places or times: callers say what a cell and what a tag is. Importing it loads neither
numpy nor HiGHS; :func:`solve` does.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from sojourn.audit.linear.outcome import Conflict, Interval, Outcome, ProductUse, Relaxation
from sojourn.audit.linear.system import System

__all__ = ["Conflict", "Interval", "Outcome", "ProductUse", "Relaxation", "System", "solve"]


def solve(
    system: System,
    *,
    cells: Iterable[Hashable] | None = None,
    max_conflicts: int = 10,
    time_limit: float | None = 60.0,
) -> Outcome:
    """Finds what all constraints together imply, or which of them cannot all hold.

    Every conflict is confirmed with exact arithmetic, and every bound is computed from an exact proof, so that rounding
    neither invents a contradiction nor makes a bound tighter than it is.

    Args:
        system: The cells and constraints.
        cells: The cells whose bounds are wanted; all of them when not given. Parts with cycles need two linear programs
            for each cell that is asked for.
        max_conflicts: Most conflicts to make minimal and tell.
        time_limit: When to stop looking for further conflicts and tighter bounds [seconds]; the result says what was
            not finished. ``None`` for no limit.

    Raises:
        BadInput: If rules contradict each other (they are named), or a cell is not known.
    """
    from sojourn.audit.linear.solving import solved  # numpy is loaded here

    return solved(system, cells=cells, max_conflicts=max_conflicts, time_limit=time_limit)
