"""An exact simplex for small systems: rational arithmetic, strict bounds, and the reasons of every answer.

The method is the one by which SMT solvers decide linear arithmetic (Dutertre and de Moura, CAV 2006): every sum gets a
variable of its own, bounds are put on variables only, and a strict bound ``x > b`` is ``x ≥ b + δ`` for an infinitely
small δ. Bland's rule makes it end. When it finds no solution, the bounds it ran into, with their weights, are a proof
that anybody can check by adding them up (a Farkas certificate).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sojourn.audit.linear.exact import Exact, over, size

Delta = tuple[Exact, Exact]
"""A number ``a + b·δ`` with an infinitely small δ > 0; pairs compare as such numbers do."""

Reasons = dict[int, Exact]
"""Weights (> 0) of the bounds on which a statement rests, by the number their giver chose for them."""


class Optimum(NamedTuple):
    """The largest value that a variable can have.

    Attributes:
        value: Its value; the second number is negative when the value itself is excluded.
        reasons: The bounds that hold it there, with weights.
    """

    value: Delta
    reasons: Reasons


class OutOfTime(Exception):  # noqa: N818 - it says what happened; callers answer without what was asked
    """The time given to a simplex is up."""


class Simplex:
    """Variables with bounds, and sums of variables with bounds.

    Args:
        until: When to give up [seconds, as :func:`time.monotonic` counts them].
    """

    def __init__(self, until: float = math.inf) -> None:
        self._until = until
        self._rows: dict[int, dict[int, Exact]] = {}
        self._columns: list[set[int]] = []
        self._values: list[Delta] = []
        self._lows: list[Delta | None] = []
        self._highs: list[Delta | None] = []
        self._why_low: list[int] = []
        self._why_high: list[int] = []

    def variable(self) -> int:
        """Adds a variable without bounds and returns its number."""
        self._columns.append(set())
        self._values.append((0, 0))
        self._lows.append(None)
        self._highs.append(None)
        self._why_low.append(0)
        self._why_high.append(0)
        return len(self._values) - 1

    def total(self, terms: Mapping[int, Exact]) -> int:
        """Adds a variable that equals a sum of variables times weights, and returns its number."""
        row: dict[int, Exact] = {}
        for variable, weight in terms.items():
            parts = self._rows.get(variable)
            for part, inner in ((variable, 1),) if parts is None else tuple(parts.items()):
                row[part] = row.get(part, 0) + weight * inner
        number = self.variable()
        self._rows[number] = {part: weight for part, weight in row.items() if weight}
        for part in self._rows[number]:
            self._columns[part].add(number)
        self._values[number] = self._worth(self._rows[number])
        return number

    def at_least(self, variable: int, value: Exact, *, strict: bool, reason: int) -> None:
        """Puts a lower bound on a variable; the tightest one counts."""
        bound: Delta = (value, 1 if strict else 0)
        low = self._lows[variable]
        if low is None or bound > low:
            self._lows[variable] = bound
            self._why_low[variable] = reason

    def at_most(self, variable: int, value: Exact, *, strict: bool, reason: int) -> None:
        """Puts an upper bound on a variable; the tightest one counts."""
        bound: Delta = (value, -1 if strict else 0)
        high = self._highs[variable]
        if high is None or bound < high:
            self._highs[variable] = bound
            self._why_high[variable] = reason

    def contradiction(self) -> Reasons | None:
        """Looks for a solution; ``None`` when there is one, otherwise the bounds that exclude each other.

        Raises:
            OutOfTime: If the time is up, here and in :meth:`maximum`.
        """
        for variable in range(len(self._values)):
            low, high = self._lows[variable], self._highs[variable]
            if low is not None and high is not None and low > high:
                return _joined(((self._why_low[variable], 1), (self._why_high[variable], 1)))
            if variable not in self._rows:
                self._pull(variable)
        while (basic := self._astray()) is not None:
            rising = self._below(basic)
            entering = self._helper(basic, rising=rising)
            if entering is None:
                return self._blame(basic, rising=rising)
            target = self._lows[basic] if rising else self._highs[basic]
            if target is None:
                raise AssertionError("a variable is astray only beyond a bound that it has")
            self._move(basic, entering, target)
        return None

    def value(self, variable: int) -> Delta:
        """The value of a variable in the solution found last."""
        return self._values[variable]

    def maximum(self, variable: int, sign: int = 1) -> Optimum | None:
        """The supremum of ``sign × variable`` over all solutions; call it after :meth:`contradiction` found none.

        Returns:
            ``None`` when it is unbounded.
        """
        goal: dict[int, Exact] = {
            part: weight * sign for part, weight in self._rows.get(variable, {variable: 1}).items()
        }
        while (entering := self._improving(goal)) is not None:
            step = self._limit(entering, rising=goal[entering] > 0)
            if step is None:
                return None
            leaving, target = step
            if leaving == entering:
                self._shift(entering, target)
                continue
            self._move(leaving, entering, target)
            weight = goal.pop(entering)
            for part, inner in self._rows[entering].items():
                goal[part] = goal.get(part, 0) + weight * inner
                if not goal[part]:
                    del goal[part]
        value = self._worth(goal)
        blamed = (
            (self._why_high[part] if weight > 0 else self._why_low[part], size(weight)) for part, weight in goal.items()
        )
        return Optimum(value, _joined(blamed))

    def _worth(self, row: Mapping[int, Exact]) -> Delta:
        first: Exact = 0
        second: Exact = 0
        for part, weight in row.items():
            value = self._values[part]
            first += weight * value[0]
            second += weight * value[1]
        return first, second

    def _pull(self, variable: int) -> None:
        low, high, value = self._lows[variable], self._highs[variable], self._values[variable]
        if low is not None and value < low:
            self._shift(variable, low)
        elif high is not None and value > high:
            self._shift(variable, high)

    def _shift(self, variable: int, target: Delta) -> None:
        value = self._values[variable]
        first, second = target[0] - value[0], target[1] - value[1]
        self._values[variable] = target
        for basic in self._columns[variable]:
            weight, old = self._rows[basic][variable], self._values[basic]
            self._values[basic] = (old[0] + weight * first, old[1] + weight * second)

    def _below(self, variable: int) -> bool:
        low = self._lows[variable]
        return low is not None and self._values[variable] < low

    def _astray(self) -> int | None:
        found: int | None = None
        for basic in self._rows:
            if found is not None and basic > found:
                continue
            high = self._highs[basic]
            if self._below(basic) or (high is not None and self._values[basic] > high):
                found = basic
        return found

    def _room(self, variable: int, *, rising: bool) -> bool:
        bound = self._highs[variable] if rising else self._lows[variable]
        return bound is None or (self._values[variable] < bound if rising else self._values[variable] > bound)

    def _helper(self, basic: int, *, rising: bool) -> int | None:
        able = (part for part, weight in self._rows[basic].items() if self._room(part, rising=(weight > 0) == rising))
        return min(able, default=None)

    def _blame(self, basic: int, *, rising: bool) -> Reasons:
        own = self._why_low[basic] if rising else self._why_high[basic]
        others = (
            (self._why_high[part] if (weight > 0) == rising else self._why_low[part], size(weight))
            for part, weight in self._rows[basic].items()
        )
        return _joined(((own, 1), *others))

    def _improving(self, goal: Mapping[int, Exact]) -> int | None:
        return min((part for part, weight in goal.items() if self._room(part, rising=weight > 0)), default=None)

    def _limit(self, entering: int, *, rising: bool) -> tuple[int, Delta] | None:
        best: tuple[Delta, int, Delta] | None = None
        own = self._highs[entering] if rising else self._lows[entering]
        if own is not None:
            best = (self._distance(entering, own, 1), entering, own)
        for basic in self._columns[entering]:
            weight = self._rows[basic][entering]
            bound = self._highs[basic] if (weight > 0) == rising else self._lows[basic]
            if bound is not None:
                candidate = (self._distance(basic, bound, size(weight)), basic, bound)
                if best is None or candidate[:2] < best[:2]:
                    best = candidate
        return None if best is None else (best[1], best[2])

    def _distance(self, variable: int, bound: Delta, rate: Exact) -> Delta:
        value = self._values[variable]
        first, second = bound[0] - value[0], bound[1] - value[1]
        if (first, second) < (0, 0):
            first, second = -first, -second
        return over(first, rate), over(second, rate)

    def _move(self, leaving: int, entering: int, target: Delta) -> None:
        """Exchanges two variables and sets the leaving one to its bound."""
        if time.monotonic() > self._until:
            raise OutOfTime
        weight, value = self._rows[leaving][entering], self._values[leaving]
        step = (over(target[0] - value[0], weight), over(target[1] - value[1], weight))
        old = self._values[entering]
        self._shift(entering, (old[0] + step[0], old[1] + step[1]))
        self._values[leaving] = target
        self._exchange(leaving, entering)

    def _exchange(self, leaving: int, entering: int) -> None:
        row = self._rows.pop(leaving)
        weight = row.pop(entering)
        self._columns[entering].discard(leaving)
        for part in row:
            self._columns[part].discard(leaving)
        new: dict[int, Exact] = {part: over(-inner, weight) for part, inner in row.items()}
        new[leaving] = over(1, weight)
        for basic in list(self._columns[entering]):
            self._substitute(basic, entering, new)
        self._columns[entering].clear()
        self._rows[entering] = new
        for part in new:
            self._columns[part].add(entering)

    def _substitute(self, basic: int, entering: int, new: Mapping[int, Exact]) -> None:
        row = self._rows[basic]
        weight = row.pop(entering)
        for part, inner in new.items():
            value = row.get(part, 0) + weight * inner
            if value:
                row[part] = value
                self._columns[part].add(basic)
            elif part in row:
                del row[part]
                self._columns[part].discard(basic)


def _joined(pairs: Iterable[tuple[int, Exact]]) -> Reasons:
    reasons: Reasons = {}
    for reason, weight in pairs:
        reasons[reason] = reasons.get(reason, 0) + weight
    return reasons
