"""What can be wrong with the rows of a mapped table, looked for in the engine, all of them in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.errors import Problem
from sojourn.importers.workspace import fill, quoted

if TYPE_CHECKING:
    from sojourn.importers.grids import Grid

LISTED = 20
"""How many rows of one fault a report lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that can be wrong with a row.

    Attributes:
        test: SQL that is true where it is.
        at: Position of the column at fault in SQL, counted from 1; 0 for the whole row.
        text: What stands there, in SQL.
        what: Says what is wrong with that text.
        advice: What to do about it, for that text.
    """

    test: str
    at: str
    text: str
    what: Callable[[str], str]
    advice: Callable[[str], str]


def find_faults(grid: Grid, table: str, checks: Iterable[Check], *, wide: bool = False) -> list[Problem]:
    """Every fault of the rows: the first :data:`LISTED` of each kind, and how many more there are.

    Args:
        grid: The table of the file, which knows where rows stand.
        table: The table whose rows are looked at, with columns ``row`` and ``spot``.
        checks: What is looked for.
        wide: Whether a row of the file may stand in the table several times, once for each of its cells.
    """
    listed = list(checks)
    if not listed:
        return []
    what = ["distinct row" if wide and check.at != "spot" else "*" for check in listed]
    counts = ", ".join(
        f"count({counted}) filter (where {check.test})" for counted, check in zip(what, listed, strict=True)
    )
    query = fill("select {counts} from {table}", counts=counts, table=quoted(table))
    found = grid.connection.execute(query).fetchone() or ()
    problems: list[Problem] = []
    for check, count in zip(listed, found, strict=True):
        if count:
            problems += _sample(grid, table, check, int(count))
    return problems


def _sample(grid: Grid, table: str, check: Check, count: int) -> list[Problem]:
    query = fill(
        "select distinct row, {at}, {text} from {table} where {test} order by row, 2 limit {most}",
        at=check.at,
        text=check.text,
        table=quoted(table),
        test=check.test,
        most=str(LISTED),
    )
    rows = grid.connection.execute(query).fetchall()
    problems = [
        Problem(grid.where(row, int(at or 0)), check.what(text or ""), check.advice(text or ""))
        for row, at, text in rows
    ]
    return [*problems, *and_more(str(grid.path), count - len(rows))]


def and_more(where: str, count: int) -> list[Problem]:
    """The line behind a list that was cut short; nothing when it was not."""
    return [Problem(where, f"and {count:,} more like this")] if count > 0 else []
