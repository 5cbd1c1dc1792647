"""A mapping bound to a table: which column of the grid each name means, wide columns as rows, rows left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sojourn.errors import Problem, SheetErrors
from sojourn.importers.mapping_columns import mentioned
from sojourn.importers.workspace import fill, literal, quoted
from sojourn.sheets.nearest import did_you_mean

if TYPE_CHECKING:
    from sojourn.importers.grids import Grid
    from sojourn.importers.mapping import Cell, Condition, TableMapping

_SHOWN = 30
"""How many headings a message lists."""


class Bound:
    """A mapping whose columns were found in a table.

    Args:
        grid: The table.
        mapping: The mapping.

    Raises:
        SheetErrors: If it names columns that the table lacks; all of them.
    """

    def __init__(self, grid: Grid, mapping: TableMapping) -> None:
        self.grid = grid
        self.mapping = mapping
        self._at = {name: at for at, name in enumerate(grid.headings, 1) if name}
        self.wide = self._wide_columns()
        problems = list(self._absent())
        if problems:
            raise SheetErrors(problems)

    def sql(self, column: str) -> str:
        """A column in SQL, by the name that the mapping uses."""
        wide = self.mapping.wide
        if wide is not None and column == wide.cells:
            return "cell"
        if wide is not None and column == wide.headers:
            names = {f"c{at}": self.grid.headings[at - 1] for at in self.wide}
            return f"{code_map(names)}[header]"
        return f"c{self._at[column]}"

    def at(self, column: str) -> str:
        """The position of a column in SQL, counted from 1; in wide tables that of the cell."""
        wide = self.mapping.wide
        return "spot" if wide is not None and column in (wide.cells, wide.headers) else str(self._at[column])

    def heads(self, cell: Cell) -> bool:
        """Whether a facet stands in the headings of wide columns."""
        return self.mapping.wide is not None and cell.column == self.mapping.wide.headers

    def rows(self) -> str:
        """What stands behind ``from``: the table, with wide columns as rows; ``spot`` is the position of the cell."""
        table = quoted(self.grid.table)
        last = self.mapping.table.last
        among = table
        if last and self.grid.tab:
            among = fill("(select * from {table} where row <= {last})", table=table, last=str(last))
        if not self.wide:
            return among
        return fill(
            "(select *, substr(header, 2)::integer as spot from {among} unpivot (cell for header in ({listed})))",
            among=among,
            listed=", ".join(f"c{at}" for at in self.wide),
        )

    def wanted(self) -> str:
        """Which rows are read, in SQL."""
        tests = [f"not ({self._test(one)})" for one in self.mapping.leave_out]
        tests += [f"({self._test(one)})" for one in self.mapping.keep]
        return " and ".join(tests) or "true"

    def coded(self, cell: Cell) -> str:
        """What a facet says in SQL: its column with its codes, or its constant."""
        if cell.constant:
            return literal(cell.constant)
        column = self.sql(cell.column)
        return f"coalesce({code_map(cell.codes)}[{column}], {column})" if cell.codes else column

    def left_out(self) -> list[Problem]:
        """How many rows each condition left out, as remarks."""
        tests = [(self._of_cells(one), self._test(one), one.words()) for one in self.mapping.leave_out]
        tests += [
            (self._of_cells(one), f"not ({self._test(one)})", f"not where {one.words()}") for one in self.mapping.keep
        ]
        if not tests:
            return []
        before, counts = "true", []
        for cells, test, _ in tests:
            once = self.wide and not cells
            counts.append(f"count({'distinct row' if once else '*'}) filter (where {before} and {test})")
            before = f"{before} and not ({test})"
        query = fill("select {counts} from {rows}", counts=", ".join(counts), rows=self.rows())
        found = self.grid.connection.execute(query).fetchone() or ()
        return [
            self._remark(words, int(count), "cells" if cells else "rows")
            for (cells, _, words), count in zip(tests, found, strict=True)
        ]

    def unread(self) -> list[Problem]:
        """A remark on the columns that nothing reads, if there are any."""
        names = {column for cell in self.mapping.columns.values() for column in mentioned(cell)}
        names.update(one.column for one in (*self.mapping.leave_out, *self.mapping.keep))
        names.update(value for one in self.mapping.leave_out if one.test == "same_as" for value in one.values)
        names.update(self.mapping.unread)
        left = [
            name for at, name in enumerate(self.grid.headings, 1) if name and name not in names and at not in self.wide
        ]
        if not left:
            return []
        listed = ", ".join(left[:_SHOWN]) + (" …" if len(left) > _SHOWN else "")
        where = self.grid.where(self.grid.heading_row)
        return [Problem(where, f"columns that the mapping does not read: {listed}", level="warning")]

    def _of_cells(self, one: Condition) -> bool:
        """Whether a condition is about single cells of wide columns, and not about whole rows."""
        wide = self.mapping.wide
        named = {one.column, *(one.values if one.test == "same_as" else ())}
        return wide is not None and bool({wide.headers, wide.cells} & named)

    def _remark(self, words: str, count: int, things: str) -> Problem:
        what = f"{count:,} {things if count != 1 else things[:-1]} left out: {words}"
        return Problem(str(self.grid.path), what, level="warning")

    def _test(self, one: Condition) -> str:
        column = self.sql(one.column)
        if one.test == "blank":
            return f"{column} = ''"
        if one.test == "equals":
            return f"{column} in ({', '.join(literal(value.strip()) for value in one.values)})"
        if one.test == "same_as":
            return " or ".join(f"{column} = {self.sql(value)}" for value in one.values)
        function = {"starts_with": "starts_with", "ends_with": "ends_with", "contains": "contains"}[one.test]
        return " or ".join(f"{function}({column}, {literal(value)})" for value in one.values)

    def _wide_columns(self) -> tuple[int, ...]:
        wide = self.mapping.wide
        if wide is None:
            return ()
        if wide.columns:
            return tuple(self._at[name] for name in wide.columns if name in self._at)
        if wide.first not in self._at or wide.last not in self._at:
            return ()
        first, last = sorted((self._at[wide.first], self._at[wide.last]))
        return tuple(range(first, last + 1))

    def _absent(self) -> list[Problem]:
        """Names of columns that the table lacks."""
        wide = self.mapping.wide
        made = {wide.headers, wide.cells} if wide else set()
        asked = [(name, cell.where) for cell in self.mapping.columns.values() for name in mentioned(cell)]
        for one in (*self.mapping.leave_out, *self.mapping.keep):
            asked.append((one.column, one.where))
            asked += [(value, one.where) for value in one.values if one.test == "same_as"]
        problems = [self._no_column(name, where) for name, where in asked if name not in self._at and name not in made]
        if wide is not None:
            named = wide.columns or (wide.first, wide.last)
            problems += [self._no_column(name, wide.where) for name in named if name not in self._at]
            problems += [
                Problem(wide.where, f"the table has a column {name!r} already", "Give the wide columns another name.")
                for name in made & set(self._at)
            ]
        return problems

    def _no_column(self, name: str, where: str) -> Problem:
        listed = ", ".join(repr(heading) for heading in list(self._at)[:_SHOWN])
        more = " …" if len(self._at) > _SHOWN else ""
        advice = f"{did_you_mean(name, list(self._at))}The columns are {listed}{more}."
        if len(self._at) == 1:
            advice += " Is the delimiter another one? Say `delimiter:` under table."
        return Problem(where, f"the table {self.grid.path.name} has no column {name!r}", advice)


def code_map(codes: Mapping[str, str]) -> str:
    """A map of texts in SQL."""
    return f"map {{{', '.join(f'{literal(mark)}: {literal(meaning)}' for mark, meaning in codes.items())}}}"


def text_list(texts: Sequence[str]) -> str:
    """Texts in SQL, as they stand behind ``in``."""
    return f"({', '.join(literal(text) for text in texts)})"
