"""Reconciliation: time against the number of constraints, and against one linear program without decomposition."""

from __future__ import annotations

import random
import resource
import time
from typing import Any

from bench.timing import Ratio
from sojourn.audit.linear import Outcome, System, solve

PATIENCE = 120.0
"""How long the undivided linear program may take [seconds]; after that its time is only known to be longer."""
YEARS = (1990, 1995, 2000, 2005, 2010, 2015, 2020)


def tables(constraints: int, *, lies: int = 3, seed: int = 7) -> System:
    """Tables of stocks by origin and destination with published totals, and chains of stocks, with a few wrong totals.

    About nine constraints in ten are one figure for one cell; the rest are sums of rows and columns and balances.

    Args:
        constraints: How many to make, roughly.
        lies: How many published totals are wrong.
        seed: Seed of the random numbers.
    """
    rng = random.Random(seed)  # noqa: S311 - the same tables every time
    system = System()
    side = max(3, min(230, int((constraints * 0.9 / len(YEARS)) ** 0.5) - 2))
    for number in range(max(1, int(constraints * 0.9 / (len(YEARS) * (side + 4) * side)))):
        for year in YEARS:
            _table(system, rng, (number, year), side, lie=lies > 0 and (number, year) == (0, YEARS[0]))
    chain = 0
    while len(system) < constraints:
        _chain(system, rng, chain, lie=chain < lies)
        chain += 1
    return system


def _table(system: System, rng: random.Random, name: tuple[int, int], side: int, *, lie: bool) -> None:
    stocks = [[rng.randrange(100_000) if rng.random() < 0.6 else 0 for _ in range(side)] for _ in range(side)]
    for to in range(side):
        for origin in range(side):
            cell = (*name, to, origin)
            system.add_cell(cell)
            system.add_constraint(("stock", *cell), {cell: 1}, stocks[to][origin], stocks[to][origin])
    for to in range(side):
        total = (*name, "to", to)
        system.add_cell(total)
        system.add_constraint(
            "parts", {total: 1, **{(*name, to, origin): -1 for origin in range(side)}}, 0, 0, hard=True
        )
        published = sum(stocks[to]) + (200_000 if lie and to == 0 else 0)
        system.add_constraint(("total", *total), {total: 1}, published, published + 1000)
    for origin in range(side):
        total = (*name, "from", origin)
        system.add_cell(total)
        system.add_constraint("parts", {total: 1, **{(*name, to, origin): -1 for to in range(side)}}, 0, 0, hard=True)
        known = sum(stocks[to][origin] for to in range(side))
        system.add_constraint(("total", *total), {total: 1}, known - 500, known + 500)


def _chain(system: System, rng: random.Random, number: int, *, lie: bool) -> None:
    stock = rng.randrange(10_000, 90_000)
    system.add_cell(("stock", number, 0))
    for year in range(1, 11):
        came, left = rng.randrange(5000), rng.randrange(5000)
        left = min(left, stock + came)
        stock += came - left
        for kind, value in (("stock", stock), ("came", came), ("left", left)):
            system.add_cell((kind, number, year))
            if kind != "left" or rng.random() < 0.3:
                low = max(0, value + (30_000 if lie and kind == "stock" and year == 5 else -rng.randrange(100)))
                system.add_constraint(
                    (kind, number, year), {(kind, number, year): 1}, low, low + rng.randrange(100, 999)
                )
        balance = {("stock", number, year): 1, ("stock", number, year - 1): -1}
        balance |= {("came", number, year): -1, ("left", number, year): 1}
        system.add_constraint("balance", balance, 0, 0, hard=True)


def timed(system: System) -> tuple[float, Outcome]:
    """Wall time of an audit [seconds], every bound looked at, and what it found."""
    start = time.perf_counter()
    outcome = solve(system, time_limit=300)
    for _ in outcome.bounds.values():
        pass
    return time.perf_counter() - start, outcome


def undivided(system: System) -> float:
    """Wall time of one linear program for the whole system, its least relaxation, without decomposition [seconds]."""
    import highspy
    import numpy as np

    start = time.perf_counter()
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its constructor untyped
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", PATIENCE)
    program: Any = highspy.HighsLp()
    rows, cells = len(system), len(system.keys)
    program.num_row_, program.num_col_ = rows, cells + 2 * rows
    program.col_cost_ = np.concatenate([np.zeros(cells), np.ones(2 * rows)])
    program.col_lower_, program.col_upper_ = np.zeros(cells + 2 * rows), np.full(cells + 2 * rows, np.inf)
    program.row_lower_ = np.asarray([-np.inf if bound is None else float(bound) for bound in system.low])
    program.row_upper_ = np.asarray([np.inf if bound is None else float(bound) for bound in system.high])
    sizes = np.diff(system.start)
    ends = np.cumsum(sizes)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes + 2)]).astype(np.int32)
    slack = cells + np.stack([np.arange(rows), rows + np.arange(rows)], axis=1)
    program.a_matrix_.index_ = np.insert(np.asarray(system.cell), np.repeat(ends, 2), slack.ravel()).astype(np.int32)
    signs = np.tile([1.0, -1.0], rows)
    program.a_matrix_.value_ = np.insert(np.asarray(system.weight, float), np.repeat(ends, 2), signs)
    solver.passModel(program)
    solver.run()
    return time.perf_counter() - start


def lines(sizes: tuple[int, ...] = (10**3, 10**4, 10**5)) -> list[Ratio]:
    """The lines of the table."""
    found, before = [], 0.0
    for size in sizes:
        system = tables(size)
        taken, outcome = timed(system)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        whole = undivided(system)
        grown = f"; {taken / before:.1f} times the time for ten times the size" if before else ""
        what = f"reconcile {len(system):,} constraints, {len(system.keys):,} cells"
        value = f"{taken:.2f} s, {memory:.2f} GB, {len(outcome.conflicts)} conflicts{grown}"
        target = "≤ 10 s, ≤ 2 GB" if size == 10**5 else ""
        over = "over " if whole > PATIENCE else ""
        peer = f"one HiGHS solve, the total only, {over}{whole:.2f} s"
        found.append(Ratio(what, value, peer, f"{taken / whole:.2f}", target))
        before = taken
    return found
