"""The least total change of bounds that ends all conflicts.

The change is computed on the constraints of the conflicts alone, exactly; then everything else is checked with the
bounds so relaxed. Where that shows a new contradiction, its constraints join the others, and it is computed again. What
is computed at the end is least for a part of the constraints and enough for all of them, and therefore least for all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

import numpy as np

from sojourn.audit.linear.cores import Boxes
from sojourn.audit.linear.decisions import Clock, decided
from sojourn.audit.linear.exact import Exact, tidy
from sojourn.audit.linear.halves import Flags, Halves
from sojourn.audit.linear.outcome import Relaxation
from sojourn.audit.linear.proofs import Proof
from sojourn.audit.linear.propagation import unpropagated
from sojourn.audit.linear.simplex import OutOfTime, Simplex
from sojourn.audit.linear.small import Exactly

_ROUNDS = 200


def relaxed(halves: Halves, proofs: Iterable[Proof], region: Flags, clock: Clock) -> Relaxation | None:
    """The least relaxation.

    Args:
        halves: The constraints.
        proofs: Proofs of contradictions among them.
        region: Halves of the components where they lie.
        clock: When to stop; the result is then marked as not known to be the least.

    Returns:
        ``None`` when time was up before anything was known.
    """
    try:
        return _relaxed(halves, proofs, region, clock)
    except OutOfTime:
        return None


def _relaxed(halves: Halves, proofs: Iterable[Proof], region: Flags, clock: Clock) -> Relaxation:
    groups = _Groups(halves, clock)
    for one in proofs:
        groups.add(one)
    least = False
    for _ in range(_ROUNDS):
        amounts = groups.amounts()
        if clock.out:
            break
        verdict = decided(halves.relaxed(amounts), region, clock)
        if not verdict.proofs:
            least = not verdict.numeric and not groups.joint
            break
        if not sum(groups.add(one) for one in verdict.proofs):
            break
    return _told(halves, groups.amounts(), least=least, attained=groups.attained())


class _Groups:
    """Constraints of contradictions, in groups that have no cell in common."""

    def __init__(self, halves: Halves, clock: Clock) -> None:
        self._halves = halves
        self._until = clock.end
        self._group: dict[int, int] = {}
        self._cells: dict[int, set[int]] = {}
        self._members: dict[int, set[int]] = {}
        self._solved: dict[int, dict[int, Exact]] = {}
        self._next = 0

    def add(self, one: Proof) -> bool:
        """Adds the constraints of a proof, and joins the groups that they connect; whether any of them is new."""
        cells = {literal // 2 for half in one.halves for literal, _ in self._halves.terms(half)}
        joined = {self._group[cell] for cell in cells if cell in self._group}
        known = set[int]().union(*(self._members.pop(group) for group in joined))
        members = known.union(one.halves)
        cells = cells.union(*(self._cells.pop(group) for group in joined))
        for group in joined:
            self._solved.pop(group, None)
        self._members[self._next], self._cells[self._next] = members, cells
        for cell in cells:
            self._group[cell] = self._next
        self._next += 1
        return len(members) > len(known)

    def amounts(self) -> dict[int, Exact]:
        """By how much each half gives way, those that do."""
        for group, members in self._members.items():
            if group not in self._solved:
                self._solved[group] = _least(self._halves, sorted(members), self._until)
        return {half: amount for solved in self._solved.values() for half, amount in solved.items()}

    @property
    def joint(self) -> bool:
        """Whether products are among the constraints, whose stand-ins would change with the bounds behind them."""
        return any(len(self._halves.tags_of(half)) > 1 for members in self._members.values() for half in members)

    def attained(self) -> bool:
        """Whether giving way by these amounts is enough although some bounds exclude their own value."""
        return all(
            _enough(self._halves, sorted(members), self._solved[group]) for group, members in self._members.items()
        )


def _least(halves: Halves, members: list[int], until: float) -> dict[int, Exact]:
    """The least total by which soft halves must give way, as amounts of those that do.

    Constraints that stand for a product stay as they are, so that assertions give way; when that is not enough, they
    give way too.
    """
    single = [half for half in members if len(halves.tags_of(half)) == 1]
    several = [half for half in members if len(halves.tags_of(half)) > 1]
    amounts = _programmed(halves, members, single, until)
    if amounts is None:
        amounts = _programmed(halves, members, single + several, until)
    if amounts is None:
        raise AssertionError("rules that contradict each other were refused before")
    return amounts


def _programmed(halves: Halves, members: list[int], giving: list[int], until: float) -> dict[int, Exact] | None:
    simplex = Simplex(until)
    cells: dict[int, int] = {}
    gives = {half: simplex.variable() for half in giving}
    for half in members:
        terms: dict[int, Exact] = {}
        for literal, weight in halves.terms(half):
            cell = literal // 2
            if cell not in cells:
                cells[cell] = _declared(halves, simplex, cell)
            terms[cells[cell]] = -weight if literal % 2 else weight
        if half in gives:
            simplex.at_least(gives[half], 0, strict=False, reason=0)
            terms[gives[half]] = 1
        simplex.at_least(simplex.total(terms), halves.limit(half), strict=False, reason=0)
    system = halves.system
    cost = simplex.total({give: system.cost_of.get(int(halves.row[half]), 1) for half, give in gives.items()})
    if simplex.contradiction() is not None:
        return None
    simplex.maximum(cost, -1)
    return {half: tidy(simplex.value(give)[0]) for half, give in gives.items() if simplex.value(give)[0] > 0}


def _declared(halves: Halves, simplex: Simplex, cell: int) -> int:
    variable = simplex.variable()
    for literal in (2 * cell, 2 * cell + 1):
        if np.isfinite(halves.declared[literal]):
            value = halves.declared_limit(literal)
            if literal % 2:
                simplex.at_most(variable, -value, strict=False, reason=0)
            else:
                simplex.at_least(variable, value, strict=False, reason=0)
    return variable


def _enough(halves: Halves, members: list[int], amounts: dict[int, Exact]) -> bool:
    eased = replace(halves, shift=amounts)
    boxes = Boxes(unpropagated(eased))
    return Exactly(boxes, members, declared_only=True).contradiction() is None


def _told(halves: Halves, amounts: dict[int, Exact], *, least: bool, attained: bool) -> Relaxation:
    single: dict[Hashable, Exact] = {}
    joint: dict[tuple[Hashable, ...], Exact] = {}
    for half, amount in sorted(amounts.items()):
        tags = tuple(halves.system.tags[tag] for tag in halves.tags_of(half))
        if len(tags) == 1:
            single[tags[0]] = tidy(single.get(tags[0], 0) + amount)
        else:
            joint[tags] = tidy(joint.get(tags, 0) + amount)
    costs = halves.system.cost_of
    total = tidy(sum((amount * costs.get(int(halves.row[half]), 1) for half, amount in amounts.items()), start=0))
    return Relaxation(total=total, amounts=single, joint=joint, attained=attained, least=least)
