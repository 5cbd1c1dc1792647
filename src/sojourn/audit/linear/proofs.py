"""Proofs: which halves and declared bounds, with which weights, add up to a statement. All arithmetic is exact."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field

from sojourn.audit.linear.exact import Exact, over
from sojourn.audit.linear.halves import Halves
from sojourn.audit.linear.propagation import Propagated


@dataclass(slots=True)
class Proof:
    """A sum of halves and declared bounds with weights > 0.

    It proves ``Σ weight × literal ≥ value`` (``> value`` when strict), where the left side is what remains when the
    halves and declared bounds are added up: nothing for a contradiction (then ``0 ≥ value`` with ``value > 0``).

    Attributes:
        halves: Weight of each half.
        declared: Weight of each literal whose declared bound is used.
        value: Sum of the bounds.
        strict: Whether one of them is strict.
        events: The events of the trail that it follows, oldest first.
        straight: Whether its parts are known to be linearly independent. Then their weights are the only ones that
            give its left side, and none of them can be left out. It is so when the trail used one bound of each cell.
    """

    halves: dict[int, Exact] = field(default_factory=dict)
    declared: dict[int, Exact] = field(default_factory=dict)
    value: Exact = 0
    strict: bool = False
    events: list[int] = field(default_factory=list)
    straight: bool = False

    def tags(self, halves: Halves) -> tuple[int, ...]:
        """Numbers of the soft tags on which it rests, in order."""
        return tuple(sorted({tag for half in self.halves for tag in halves.tags_of(half)}))

    @property
    def contradictory(self) -> bool:
        """Whether ``0 ≥ value`` (or ``0 > value``) is false, given that nothing remains on the left."""
        return self.value > 0 or (self.value == 0 and self.strict)


def proof(found: Propagated, literals: Mapping[int, Exact], rows: Mapping[int, Exact] | None = None) -> Proof:
    """Proof of the bounds of some literals, as propagation left them, added up with weights.

    Args:
        found: What propagation found.
        literals: Weight of each literal whose bound is used.
        rows: Weight of halves that are used besides.
    """
    return _expanded(
        found, {int(found.trail.last[literal]): weight for literal, weight in literals.items()}, rows or {}
    )


def _expanded(found: Propagated, events: Mapping[int, Exact], rows: Mapping[int, Exact]) -> Proof:
    trail, halves = found.trail, found.halves
    waiting = dict(events)
    queue = [-event for event in waiting]
    heapq.heapify(queue)
    result = Proof(halves=dict(rows))

    def want(event: int, weight: Exact) -> None:
        if event in waiting:
            waiting[event] += weight
        else:
            waiting[event] = weight
            heapq.heappush(queue, -event)

    while queue:
        event = -heapq.heappop(queue)
        weight = waiting.pop(event)
        result.events.append(event)
        literal, half, number = int(trail.literal[event]), int(trail.half[event]), int(trail.round[event])
        if half < 0:
            result.declared[literal] = result.declared.get(literal, 0) + weight
            continue
        terms = halves.terms(half)
        times = over(weight, next(inner for other, inner in terms if other == literal))
        result.halves[half] = result.halves.get(half, 0) + times
        for other, inner in terms:
            if other != literal:
                want(_before(found, other ^ 1, number), times * inner)
    result.events.reverse()
    cells = {int(trail.literal[event]) // 2 for event in result.events}
    result.straight = not rows and len(cells) == len(result.events)
    return weighed(halves, result)


def weighed(halves: Halves, result: Proof) -> Proof:
    """The proof with its value and strictness computed from its parts."""
    value: Exact = 0
    strict = False
    for half, weight in result.halves.items():
        value += weight * halves.limit(half)
        strict = strict or bool(halves.strict[half])
    for literal, weight in result.declared.items():
        value += weight * halves.declared_limit(literal)
        strict = strict or bool(halves.declared_strict[literal])
    result.value, result.strict = value, strict
    return result


def remainder(halves: Halves, result: Proof) -> dict[int, Exact]:
    """What is left of the cells when the parts of a proof are added up: weights by cell, none of them 0."""
    left: dict[int, Exact] = {}
    parts = [(literal, weight) for literal, weight in result.declared.items()]
    for half, times in result.halves.items():
        parts += [(literal, times * weight) for literal, weight in halves.terms(half)]
    for literal, weight in parts:
        left[literal // 2] = left.get(literal // 2, 0) + (-weight if literal % 2 else weight)
    return {cell: weight for cell, weight in left.items() if weight}


def _before(found: Propagated, literal: int, number: int) -> int:
    """The newest event of a literal that is older than a round."""
    trail = found.trail
    event = int(trail.last[literal])
    while int(trail.round[event]) >= number:
        event = int(trail.before[event])
    return event


def proof_of_event(found: Propagated, literal: int, number: int) -> Proof:
    """Proof of the bound that a literal had before a round."""
    return _expanded(found, {_before(found, literal, number): 1}, {})
