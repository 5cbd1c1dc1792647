"""Bounds of cells: from propagation where it is exact, by linear programming in the parts with cycles."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping

import numpy as np

from sojourn.audit.linear.cores import Boxes
from sojourn.audit.linear.decisions import Clock, Verdict, is_small
from sojourn.audit.linear.exact import Exact, tidy
from sojourn.audit.linear.outcome import Grounds, Interval
from sojourn.audit.linear.proofs import Proof
from sojourn.audit.linear.propagation import unpropagated
from sojourn.audit.linear.small import Exactly
from sojourn.audit.linear.wording import bound, rules

_MOST_TAGS = 40
"""Bounds that rest on more tags than this are not searched for a smaller set."""


class Bounds(Grounds, Mapping[Hashable, Interval]):
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
            if wanted and is_small(self._boxes, core):
                self._tighten(Exactly(self._boxes, core.halves), wanted, clock)
            elif wanted:
                from sojourn.audit.linear.large import tightened  # HiGHS only where it is needed

                better, loose = tightened(self._boxes, core, wanted, clock)
                self._better.update(better)
                self._loose.update(loose)

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
        if len(found.events) == 1 and found.straight:  # one constraint says it, as in most cases
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

    def _tighten(self, exactly: Exactly, cells: list[int], clock: Clock) -> None:
        for at, cell in enumerate(cells):
            if clock.out or exactly.contradiction() is not None:
                self._loose.update(cells[at:])
                return
            for literal in (2 * cell, 2 * cell + 1):
                self._better[literal] = exactly.least(literal)

    def _proof(self, literal: int) -> Proof | None:
        if literal not in self._known:
            found = self._better[literal] if literal in self._better else self._boxes.proof(literal)
            self._known[literal] = None if found is None else self._smaller(found, literal)
        return self._known[literal]

    def _smaller(self, found: Proof, literal: int) -> Proof:
        """Leaves out tags as long as the bound remains."""
        halves = self._boxes.found.halves
        tags = found.tags(halves)
        if found.straight or not 1 < len(tags) <= _MOST_TAGS:
            return found
        boxes = Boxes(unpropagated(halves))
        for tag in tags:
            parts = [half for half in found.halves if tag not in halves.tags_of(half)]
            if len(parts) == len(found.halves):
                continue
            exactly = Exactly(boxes, parts, declared_only=True)
            exactly.variable(literal // 2)
            if exactly.contradiction() is not None:
                continue
            other = exactly.least(literal)
            if other is not None and (other.value, other.strict) >= (found.value, found.strict):
                found = other
        return found
