"""Cores too large for the exact simplex: HiGHS finds, exact arithmetic confirms.

HiGHS works in floats. Its dual values tell which constraints, with which weights, to add up; the sum is then made
exactly, and only what it proves is reported. A solution that HiGHS finds is believed within its tolerance, and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sojourn.audit.linear.cores import Boxes, Core
from sojourn.audit.linear.decisions import Clock
from sojourn.audit.linear.exact import Exact, over, size, tidy
from sojourn.audit.linear.highs import Answer, Model
from sojourn.audit.linear.proofs import Proof, proof
from sojourn.audit.linear.simplex import OutOfTime
from sojourn.audit.linear.small import Exactly, confirmed

_NEAR = 1e-9
"""How near an LP's optimum a proven bound must be to be called the best possible, relative to its size."""
_TOLERANCE = 1e-7
"""What HiGHS may violate [scaled units]."""
_SUPPORT = 200
"""Most halves that the exact simplex takes over when rounded weights prove nothing."""


def refuted(boxes: Boxes, core: Core, clock: Clock) -> tuple[Proof | None, bool]:
    """A proof that a core has no solution, and whether the answer is sure when there is none."""
    model = Model(boxes, core)
    answer = model.least_violation(clock.left)
    if answer is None:
        return None, False
    if answer.objective <= _TOLERANCE and model.has_strict:
        answer = model.widest_gap(clock.left)
        if answer is None or answer.objective > _TOLERANCE:
            return None, answer is not None and _holds(boxes, core, answer)
    elif answer.objective <= _TOLERANCE:
        return None, _holds(boxes, core, answer)
    found = _contradiction(boxes, answer, clock)
    return found, found is not None


def _contradiction(boxes: Boxes, answer: Answer, clock: Clock) -> Proof | None:
    """The contradiction that the weights tell of, when exact arithmetic confirms it."""
    for weights in _rounded(answer.weights):
        found = confirmed(boxes, _closed(boxes, weights, {}))
        if found is not None:
            return found
    if len(answer.weights) > _SUPPORT:
        return None
    try:
        return confirmed(boxes, Exactly(boxes, answer.weights, until=clock.end).contradiction())
    except OutOfTime:
        return None


def tightened(
    boxes: Boxes, core: Core, wanted: Sequence[int], clock: Clock
) -> tuple[dict[int, Proof | None], set[int]]:
    """Better bounds for cells of a core, by literal, and the cells whose bounds may not be the best possible."""
    model = Model(boxes, core)
    better: dict[int, Proof | None] = {}
    loose: set[int] = set()
    for cell in wanted:
        for literal in (2 * cell, 2 * cell + 1):
            if model.attained(literal):
                continue
            answer = None if clock.out else model.least(literal, clock.left)
            if answer is None:
                if clock.out or boxes.found.trail.last[literal] >= 0 or not model.unbounded:
                    loose.add(cell)
                continue
            found = _best(boxes, answer, literal)
            if found is not None:
                better[literal] = found
            if not _reached(boxes, found, literal, answer):
                loose.add(cell)
    return better, loose


def _holds(boxes: Boxes, core: Core, answer: Answer) -> bool:
    """Whether the values that HiGHS found, taken as simple fractions, meet every bound exactly."""
    halves = boxes.found.halves
    value: dict[int, Exact] = {}
    for cell, given in zip(core.cells.tolist(), answer.values.tolist(), strict=True):
        value[cell] = over(tidy(Fraction(given).limit_denominator(1000)), halves.scale)
        for literal in (2 * cell, 2 * cell + 1):
            bound = boxes.value(literal)
            if bound is not None:
                gap = (-value[cell] if literal % 2 else value[cell]) - bound[0]
                if gap < 0 or (gap == 0 and bound[1]):
                    return False
    for half in core.halves.tolist():
        total: Exact = -halves.limit(half)
        for literal, weight in halves.terms(half):
            if literal // 2 not in value:
                fixed = boxes.value(literal - literal % 2)
                value[literal // 2] = 0 if fixed is None else fixed[0]
            total += weight * (-value[literal // 2] if literal % 2 else value[literal // 2])
        if total < 0 or (total == 0 and halves.strict[half]):
            return False
    return True


def _best(boxes: Boxes, answer: Answer, literal: int) -> Proof | None:
    """The best bound that the weights prove, when it is better than the one by propagation."""
    known = boxes.proof(literal)
    best: Proof | None = None
    target = {literal // 2: -1 if literal % 2 else 1}
    for weights in _rounded(answer.weights):
        found = _closed(boxes, weights, target)
        if found is not None and (known is None or (found.value, found.strict) > (known.value, known.strict)):
            best = known = found
    return best


def _reached(boxes: Boxes, found: Proof | None, literal: int, answer: Answer) -> bool:
    found = found or boxes.proof(literal)
    scale = boxes.found.halves.scale
    return found is not None and answer.objective - float(found.value * scale) <= _NEAR * max(
        1.0, abs(answer.objective)
    )


def _rounded(weights: Mapping[int, float]) -> list[dict[int, Exact]]:
    """The weights as simple fractions: roughly, and finely."""
    attempts = []
    for largest in (60, 10**6):
        exact = {half: tidy(Fraction(weight).limit_denominator(largest)) for half, weight in weights.items()}
        attempts.append({half: weight for half, weight in exact.items() if weight > 0})
    return attempts


def _closed(boxes: Boxes, weights: Mapping[int, Exact], target: Mapping[int, Exact]) -> Proof | None:
    """The halves added up with weights, and what is missing to a target taken from the bounds of single cells.

    Returns:
        ``None`` when a bound is missing that would be needed.
    """
    missing: dict[int, Exact] = dict(target)
    for half, times in weights.items():
        for literal, weight in boxes.found.halves.terms(half):
            change = times * weight
            missing[literal // 2] = missing.get(literal // 2, 0) + (change if literal % 2 else -change)
    literals: dict[int, Exact] = {}
    for cell, weight in missing.items():
        if weight:
            literal = 2 * cell if weight > 0 else 2 * cell + 1
            if boxes.found.trail.last[literal] < 0:
                return None
            literals[literal] = size(weight)
    return proof(boxes.found, literals, weights)
