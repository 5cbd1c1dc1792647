"""The whole way: products made linear, contradictions found, the least relaxation, and the bounds of the rest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np

from sojourn.audit.linear.conflicts import Found, Search
from sojourn.audit.linear.decisions import Clock
from sojourn.audit.linear.halves import Halves
from sojourn.audit.linear.outcome import Conflict, Outcome
from sojourn.audit.linear.products import linearised
from sojourn.audit.linear.relaxing import relaxed
from sojourn.audit.linear.system import System
from sojourn.audit.linear.tightening import Bounds
from sojourn.audit.linear.wording import clash, rules
from sojourn.errors import BadInput


def solved(
    system: System, *, cells: Iterable[Hashable] | None, max_conflicts: int, time_limit: float | None
) -> Outcome:
    """See :func:`sojourn.audit.linear.solve`."""
    asked = _asked(system, cells)
    if max_conflicts < 1:
        raise BadInput(
            f"{max_conflicts} conflicts cannot be looked for", where="max_conflicts", advice="Give 1 or more."
        )
    clock = Clock(time_limit)
    halves, products = linearised(system)
    search = Search(halves, clock.half(), max_conflicts)
    verdict = search.run()
    disputed = _disputed(halves, search)
    relaxation = relaxed(halves, search.proofs, search.region, clock.half()) if search.proofs else None
    bounds = Bounds(verdict, (cell for cell in asked if cell not in disputed), clock)
    tags = halves.system.tags
    return Outcome(
        feasible=not search.proofs,
        bounds=bounds,
        conflicts=tuple(_told(halves, one) for one in sorted(search.found, key=lambda one: (len(one.tags), one.tags))),
        all_conflicts=search.complete,
        disputed=frozenset(halves.system.keys[cell] for cell in disputed),
        set_aside=frozenset(tags[tag] for tag in search.off),
        relaxation=relaxation,
        products=products,
        components=len(np.unique(verdict.boxes.found.label)),
        programmed=len(verdict.cores),
        numeric=verdict.numeric,
        grounds=bounds,
    )


def _asked(system: System, cells: Iterable[Hashable] | None) -> list[int]:
    if cells is None:
        return list(range(len(system.keys)))
    asked = []
    for key in cells:
        number = system.number_of.get(key)
        if number is None:
            raise BadInput(f"there is no quantity {key!r} to be bounded", where="cells")
        asked.append(number)
    return asked


def _disputed(halves: Halves, search: Search) -> set[int]:
    """The cells in the soft constraints of conflicts."""
    shown = [one.proof for one in search.found] + search.beyond
    involved = {half for one in shown for half in one.halves if halves.tags_of(half)}
    return {literal // 2 for half in involved for literal, _ in halves.terms(half)}


def _told(halves: Halves, one: Found) -> Conflict:
    keys = halves.system.keys
    cells = sorted({literal // 2 for half in one.proof.halves for literal, _ in halves.terms(half)})
    return Conflict(
        tags=tuple(halves.system.tags[tag] for tag in one.tags),
        rules=rules(halves, one.proof),
        cells=tuple(keys[cell] for cell in cells),
        arithmetic=clash(halves, one.proof),
        minimal=one.minimal,
    )
