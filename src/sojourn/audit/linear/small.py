"""Cores small enough for the exact simplex."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sojourn.audit.linear.cores import Boxes
from sojourn.audit.linear.exact import Exact, over, tidy
from sojourn.audit.linear.proofs import Proof, proof, remainder, weighed
from sojourn.audit.linear.simplex import Reasons, Simplex


class Exactly:
    """The exact simplex on some halves, with the bounds that propagation found for their cells.

    Args:
        boxes: Exact bounds of the cells.
        halves: The halves; every cell in them takes part.
        declared_only: Whether cells keep only the bounds that they were declared with.
        until: When to give up [seconds, as :func:`time.monotonic` counts them].
    """

    def __init__(
        self, boxes: Boxes, halves: Iterable[int], *, declared_only: bool = False, until: float = math.inf
    ) -> None:
        self._boxes = boxes
        self._declared_only = declared_only
        self._simplex = Simplex(until)
        self._variable: dict[int, int] = {}
        self._times: dict[int, Exact] = {}
        rows: dict[int, list[int]] = {}
        for half in halves:
            rows.setdefault(int(boxes.found.halves.row[half]), []).append(int(half))
        for row, sides in rows.items():
            self._add(row, sides)

    def contradiction(self) -> Proof | None:
        """A proof that there is no solution, or ``None`` when there is one."""
        reasons = self._simplex.contradiction()
        return None if reasons is None else self._proof(reasons)

    def least(self, literal: int) -> Proof | None:
        """Proof of the greatest lower bound of a literal; ``None`` when it has none. There must be a solution."""
        variable = self.variable(literal // 2)
        optimum = self._simplex.maximum(variable, 1 if literal % 2 else -1)
        return None if optimum is None else self._proof(optimum.reasons)

    def variable(self, cell: int) -> int:
        """The variable of a cell, which is added when it is new."""
        known = self._variable.get(cell)
        if known is None:
            known = self._variable[cell] = self._simplex.variable()
            for negative in (0, 1):
                bound = self._bound(2 * cell + negative)
                if bound is not None:
                    put = self._simplex.at_most if negative else self._simplex.at_least
                    value = -bound[0] if negative else bound[0]
                    put(known, value, strict=bound[1], reason=-1 - (2 * cell + negative))
        return known

    def _bound(self, literal: int) -> tuple[Exact, bool] | None:
        if not self._declared_only:
            return self._boxes.value(literal)
        halves = self._boxes.found.halves
        if halves.declared[literal] == float("-inf"):
            return None
        return halves.declared_limit(literal), bool(halves.declared_strict[literal])

    def _add(self, row: int, sides: list[int]) -> None:
        halves = self._boxes.found.halves
        terms = {self.variable(cell): weight for cell, weight in halves.system.terms(row)}
        if len(terms) == 1:
            self._single(sides)
            return
        total = self._simplex.total(terms)
        for half in sides:
            limit, strict = halves.limit(half), bool(halves.strict[half])
            if halves.side[half] > 0:
                self._simplex.at_least(total, limit, strict=strict, reason=half)
            else:
                self._simplex.at_most(total, -limit, strict=strict, reason=half)

    def _single(self, sides: list[int]) -> None:
        """Bounds of one cell, which need no sum."""
        halves = self._boxes.found.halves
        for half in sides:
            [(literal, weight)] = halves.terms(half)
            value, strict = over(halves.limit(half), weight), bool(halves.strict[half])
            self._times[half] = over(1, weight)
            if literal % 2:
                self._simplex.at_most(self.variable(literal // 2), -value, strict=strict, reason=half)
            else:
                self._simplex.at_least(self.variable(literal // 2), value, strict=strict, reason=half)

    def _proof(self, reasons: Reasons) -> Proof:
        times = self._times
        rows = {reason: tidy(weight * times.get(reason, 1)) for reason, weight in reasons.items() if reason >= 0}
        literals = {-1 - reason: tidy(weight) for reason, weight in reasons.items() if reason < 0}
        if self._declared_only:
            return weighed(self._boxes.found.halves, Proof(rows, literals, straight=True))
        result = proof(self._boxes.found, literals, rows)
        # The variables outside the basis are linearly independent; so are the parts, where each comes from one bound.
        result.straight = len(result.events) == len(literals)
        return result


def confirmed(boxes: Boxes, found: Proof | None) -> Proof | None:
    """The proof, when it is one of a contradiction; checked by adding it up."""
    if found is None or not found.contradictory or remainder(boxes.found.halves, found):
        return None
    return found
