"""A core as a linear program for HiGHS. Everything here is floats, and nothing here is believed."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sojourn.audit.linear.cores import Boxes, Core
from sojourn.audit.linear.halves import Floats, Ints, spread

_LEAST_WEIGHT = 1e-9
"""Dual values below this count as 0."""
_ATTAINED = 1e-9


class Answer(NamedTuple):
    """An optimum.

    Attributes:
        objective: Its value [scaled units].
        weights: Weight of each half that holds it there.
        values: Value of each cell of the core [scaled units].
    """

    objective: float
    weights: dict[int, float]
    values: Floats


class Model:
    """The rows of a core over its cells, fixed cells counted into the bounds."""

    def __init__(self, boxes: Boxes, core: Core) -> None:
        found, halves = boxes.found, boxes.found.halves
        self._found, self._core = found, core
        self._column = {int(cell): at for at, cell in enumerate(core.cells)}
        self._low, self._high = found.bound[2 * core.cells], -found.bound[2 * core.cells + 1]
        rows, first, of_half = np.unique(halves.row[core.halves], return_index=True, return_inverse=True)
        self._rows = len(rows)
        self._entries(core.halves[first])
        self._row_low, self._row_high = np.full(self._rows, -np.inf), np.full(self._rows, np.inf)
        side = halves.side[core.halves]
        bound = halves.bound[core.halves] * side - self._fixed[of_half]
        self._row_low[of_half[side > 0]] = bound[side > 0]
        self._row_high[of_half[side < 0]] = bound[side < 0]
        self._half = np.full((self._rows, 2), -1, dtype=np.int64)
        self._half[of_half, (side < 0).astype(np.int64)] = core.halves
        strict = np.zeros((self._rows, 2), dtype=np.bool_)
        strict[of_half, (side < 0).astype(np.int64)] = halves.strict[core.halves]
        self._strict = strict
        self._box_strict = np.stack([found.strict[2 * core.cells], found.strict[2 * core.cells + 1]], axis=1)
        self.has_strict = bool(strict.any() or self._box_strict.any())
        self.unbounded = False
        self._solver: Any = None
        self._reached: tuple[Floats, Floats] | None = None

    def least_violation(self, seconds: float) -> Answer | None:
        """The least total by which rows must be violated; ``None`` when time was up."""
        solver = self._started(seconds, presolve=True)
        at = np.arange(self._rows)
        has_low, has_high = np.isfinite(self._row_low), np.isfinite(self._row_high)
        _add_columns(solver, at[has_low], np.ones(has_low.sum()), cost=1.0)
        _add_columns(solver, at[has_high], -np.ones(has_high.sum()), cost=1.0)
        return self._answer(solver)

    def widest_gap(self, seconds: float) -> Answer | None:
        """How far (up to 1) all strict bounds can be kept clear of at once."""
        import highspy

        solver = self._started(seconds, presolve=True)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        strict = np.flatnonzero(self._strict.any(axis=1))
        for row in strict[self._strict[strict].all(axis=1)]:
            # A range that excludes both of its ends needs a row for each.
            inside = slice(self._start[row], self._start[row + 1])
            index, value = self._index[inside], self._value[inside]
            solver.addRow(-np.inf, self._row_high[row], len(index), index, value)
        width = solver.getNumRow()
        coefficient = np.zeros(width)
        coefficient[: self._rows] = np.where(self._strict[:, 0], -1.0, np.where(self._strict[:, 1], 1.0, 0.0))
        coefficient[self._rows :] = 1.0
        used = np.flatnonzero(coefficient)
        solver.addCol(1.0, 0.0, 1.0, len(used), used.astype(np.int32), coefficient[used])
        gap = solver.getNumCol() - 1
        for column, end in zip(*np.nonzero(self._box_strict), strict=True):
            pair = np.asarray([column, gap], dtype=np.int32)
            if end == 0:
                solver.addRow(self._low[column], np.inf, 2, pair, np.asarray([1.0, -1.0]))
            else:
                solver.addRow(-np.inf, self._high[column], 2, pair, np.asarray([1.0, 1.0]))
        return self._answer(solver)

    def least(self, literal: int, seconds: float) -> Answer | None:
        """The least value of a literal; ``None`` when it is unbounded or time was up."""
        if self._solver is None:
            self._solver = self._started(seconds, presolve=False)
        solver, column = self._solver, self._column[literal // 2]
        solver.setOptionValue("time_limit", float(solver.getRunTime() + min(seconds, 1e6)))
        solver.changeColCost(column, -1.0 if literal % 2 else 1.0)
        answer = self._answer(solver)
        solver.changeColCost(column, 0.0)
        return answer

    def attained(self, literal: int) -> bool:
        """Whether a solution seen earlier reaches the bound that propagation found, so that no better one exists."""
        if self._reached is None:
            return False
        column = self._column[literal // 2]
        bound = self._high[column] if literal % 2 else self._low[column]
        seen = self._reached[1 if literal % 2 else 0][column]
        return bool(np.isfinite(bound) and abs(seen - bound) <= _ATTAINED * max(1.0, abs(bound)))

    def _entries(self, chosen: Ints) -> None:
        halves = self._found.halves
        entries, begin = spread(halves.start, chosen)
        literal = halves.literal[entries]
        sign = np.where(literal % 2, -1.0, 1.0) * np.repeat(halves.side[chosen], np.diff(begin))
        value, cell = halves.weight[entries] * sign, literal // 2
        at = np.searchsorted(self._core.cells, cell)
        at[at == len(self._core.cells)] = 0
        free = self._core.cells[at] == cell
        share = np.where(free, 0.0, value * np.where(free, 0.0, self._found.bound[2 * cell]))
        self._fixed = np.add.reduceat(share, begin[:-1])
        counts = np.add.reduceat(free.astype(np.int64), begin[:-1])
        self._start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._index, self._value = at[free].astype(np.int32), value[free]

    def _started(self, seconds: float, *, presolve: bool) -> Any:
        import highspy

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # its publisher left the constructor untyped
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("presolve", "on" if presolve else "off")
        solver.setOptionValue("time_limit", float(min(seconds, 1e6)))
        program: Any = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self._low), self._rows
        program.col_cost_ = np.zeros(len(self._low))
        program.col_lower_, program.col_upper_ = self._low, self._high
        program.row_lower_, program.row_upper_ = self._row_low, self._row_high
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_, program.a_matrix_.index_ = self._start, self._index
        program.a_matrix_.value_ = self._value
        solver.passModel(program)
        return solver

    def _answer(self, solver: Any) -> Answer | None:
        import highspy

        solver.run()
        status = solver.getModelStatus()
        self.unbounded = status == highspy.HighsModelStatus.kUnbounded
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        solution = solver.getSolution()
        values = np.asarray(solution.col_value)[: len(self._low)]
        self._reached = (
            (values.copy(), values.copy())
            if self._reached is None
            else (np.minimum(self._reached[0], values), np.maximum(self._reached[1], values))
        )
        dual = np.asarray(solution.row_dual)[: self._rows]
        weights: dict[int, float] = {}
        for row in np.flatnonzero(np.abs(dual) > _LEAST_WEIGHT):
            half = int(self._half[row, 0 if dual[row] > 0 else 1])
            if half >= 0:
                weights[half] = abs(float(dual[row]))
        return Answer(float(solver.getInfo().objective_function_value), weights, values)


def _add_columns(solver: Any, rows: Ints, values: Floats, *, cost: float) -> None:
    """Adds columns of one entry each, from 0 up."""
    count = len(rows)
    if count:
        solver.addCols(
            count,
            np.full(count, cost),
            np.zeros(count),
            np.full(count, np.inf),
            count,
            np.arange(count, dtype=np.int32),
            rows.astype(np.int32),
            values,
        )
