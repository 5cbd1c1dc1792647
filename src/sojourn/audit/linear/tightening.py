"""Bounds of cells: from propagation where it is exact, by linear programming in the parts with cycles."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping

import numpy as np

from sojourn.audit.linear.cores import Boxes
from sojourn.audit.linear.decisions import Clock, Verdict, is_small
from sojourn.audit.linear.exact import Exact, tidy
from sojourn.audit.linear.outcome import Interval
from sojourn.audit.linear.proofs import Proof
from sojourn.audit.linear.propagation import unpropagated
from sojourn.audit.linear.simplex import OutOfTime
from sojourn.audit.linear.small import Exactly
from sojourn.audit.linear.wording import bound, rules

_FEW = 40
"""So many cells of a small core are bounded by the exact simplex alone [cells]; for more, HiGHS goes first."""
_MOST_PARTS = 60
"""Proofs of more parts than this are not searched for parts that can be left out."""


class Bounds(Mapping[Hashable, Interval]):
    """The implied interval of each cell, computed when it is looked up."""

    def __init__(self, verdict: Verdict, cells: Iterable[int], clock: Clock) -> None:
        self._boxes = verdict.boxes
        system = verdict.boxes.found.halves.system
        self._cells = {system.keys[cell]: cell for cell in cells}
        self._better: dict[int, Proof | None] = {}
        self._loose: set[int] = set()
        self._known: dict[int, Proof | None] = {}
        asked = np.zeros(len(system.keys), dtype=np.bool_)
        asked[list(self._cells.values())] = True
        for core in verdict.cores:
            wanted = core.cells[asked[core.cells]].tolist()
            small = is_small(self._boxes, core)
            if len(wanted) > _FEW or not small:
                from sojourn.audit.linear.large import tightened  # HiGHS only where it is needed

                better, loose = tightened(self._boxes, core, wanted, clock)
                self._better.update(better)
                self._loose.update(loose)
                wanted = sorted(loose)
            if wanted and small:
                self._loose.difference_update(wanted)
                self._tighten(Exactly(self._boxes, core.halves, until=clock.end), wanted)

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._cells)

    def __getitem__(self, key: Hashable) -> Interval:
        cell = self._cells[key]
        low, low_open, low_tags, low_rules = self._side(2 * cell)
        high, high_open, high_tags, high_rules = self._side(2 * cell + 1)
        return Interval(
            low=low,
            high=None if high is None else -high,
            low_open=low_open,
            high_open=high_open,
            low_tags=low_tags,
            high_tags=high_tags,
            low_rules=low_rules,
            high_rules=high_rules,
            tight=cell not in self._loose,
        )

    def _side(self, literal: int) -> tuple[Exact | None, bool, tuple[Hashable, ...], tuple[Hashable, ...]]:
        found = self._proof(literal)
        if found is None:
            return None, False, (), ()
        halves = self._boxes.found.halves
        tags, system = halves.system.tags, halves.system
        if len(found.halves) + len(found.declared) == 1:  # one constraint says it, as in most cases
            for half in found.halves:
                named = tuple(tags[tag] for tag in halves.tags_of(half))
                return tidy(found.value), found.strict, named, () if named else (halves.rule_of(half),)
            return tidy(found.value), found.strict, (), (system.cell_rule[literal // 2],)
        grounds = tuple(tags[tag] for tag in found.tags(halves))
        return tidy(found.value), found.strict, grounds, rules(halves, found)

    def steps(self, cell: Hashable, side: str) -> tuple[str, ...]:
        """The steps that lead to a bound, in words."""
        literal = 2 * self._cells[cell] + (side == "high")
        found = self._proof(literal)
        return () if found is None else bound(self._boxes.found.halves, found, literal)

    def _tighten(self, exactly: Exactly, cells: list[int]) -> None:
        done = 0
        try:
            if exactly.contradiction() is None:
                for cell in cells:
                    for literal in (2 * cell, 2 * cell + 1):
                        self._better[literal] = exactly.least(literal)
                    done += 1
        except OutOfTime:
            pass
        self._loose.update(cells[done:])

    def _proof(self, literal: int) -> Proof | None:
        if literal not in self._known:
            found = self._better[literal] if literal in self._better else self._boxes.proof(literal)
            self._known[literal] = None if found is None else self._smaller(found, literal)
        return self._known[literal]

    def _smaller(self, found: Proof, literal: int) -> Proof:
        """The same bound from parts of the proof of which none can be left out."""
        halves = self._boxes.found.halves
        if found.straight or len(found.tags(halves)) <= 1 or len(found.halves) > _MOST_PARTS:
            return found
        exactly = Exactly(Boxes(unpropagated(halves)), found.halves, declared_only=True)
        exactly.variable(literal // 2)
        if exactly.contradiction() is not None:
            return found
        other = exactly.least(literal)
        better = other is not None and (other.value, other.strict) >= (found.value, found.strict)
        return other if other is not None and better else found
