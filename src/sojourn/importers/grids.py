"""A file as a grid: a table of texts in the engine that knows where each cell stands in the file.

:func:`read_grid` reads CSV, TSV, XLSX and Parquet alike. Every cell becomes a text (blanks at its ends removed, a blank
cell the empty text, never null), every row keeps its number, and whatever is wrong with the shape of the file is
refused at ``file:line:column``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, Problem
from sojourn.importers.workspace import fill, literal, quoted
from sojourn.sheets.findings import column_letters
from sojourn.sheets.nearest import did_you_mean

if TYPE_CHECKING:
    import duckdb

Heading = Callable[[Sequence[str]], bool]
"""Says whether the cells of a row are the headings."""


@dataclass(slots=True, kw_only=True)
class Grid:
    """A table of texts in an engine.

    Attributes:
        connection: The engine.
        table: Name of the table. Its columns are ``row`` (BIGINT) and ``c1``, ``c2``, … (VARCHAR, never null).
        path: The file.
        tab: Name of the tab, in a workbook; else empty.
        headings: The names of the columns as the file prints them, ``c1`` first; a nameless one is the empty text.
        heading_row: The row of the headings. A file of text counts records, which are lines where no cell spans several
            and no line is blank; a workbook counts rows as its program does.
        rows: How many rows of data there are.
        sha256: Digest of the bytes of the file.
        above: The rows above the headings, as lists of texts.
        remarks: What a person should know about the shape of the file.
        line: The line of the file on which a row begins; for a workbook the row itself.
    """

    connection: duckdb.DuckDBPyConnection
    table: str
    path: Path
    tab: str = ""
    headings: tuple[str, ...]
    heading_row: int = 1
    rows: int
    sha256: str
    above: tuple[tuple[str, ...], ...] = ()
    remarks: list[Problem]
    line: Callable[[int], int] = lambda row: row

    def where(self, row: int, column: str | int = "") -> str:
        """``file:line:heading``, or ``file:tab!cell`` in a workbook.

        Args:
            row: Number of the row.
            column: Heading of the column, or its position counted from 1; empty for the whole row.
        """
        at = self.headings.index(column) + 1 if isinstance(column, str) and column else column or 0
        if self.tab:
            return f"{self.path}:{self.tab}!{column_letters(max(int(at), 1) - 1)}{row}"
        name = self.headings[int(at) - 1] if at else ""
        return f"{self.path}:{self.line(row)}{f':{name}' if name else ''}"

    def column(self, heading: str) -> str:
        """The column of a heading in SQL: ``c3``.

        Raises:
            BadInput: If there is no such heading, with the nearest ones.
        """
        if heading in self.headings:
            return f"c{self.headings.index(heading) + 1}"
        folded = [name.casefold() for name in self.headings]
        if heading.casefold() in folded:
            return f"c{folded.index(heading.casefold()) + 1}"
        listed = ", ".join(name for name in self.headings[:30] if name)
        raise BadInput(
            f"there is no column {heading!r}",
            where=self.where(self.heading_row),
            advice=f"{did_you_mean(heading, [name for name in self.headings if name])}The columns are {listed}.",
        )

    def heading(self, heading: str) -> str:
        """A heading as the file prints it.

        Raises:
            BadInput: If there is no such heading, with the nearest ones.
        """
        return self.headings[int(self.column(heading)[1:]) - 1]

    def has(self, *headings: str) -> bool:
        """Whether all these headings are there."""
        folded = {name.casefold() for name in self.headings}
        return all(heading.casefold() in folded for heading in headings)

    def locator(self, column: str | int) -> str:
        """SQL for the place of a cell: ``row 124, column stock`` or ``Table 1!H24``."""
        at = self.headings.index(column) + 1 if isinstance(column, str) else column
        if self.tab:
            return f"{literal(f'{self.tab}!{column_letters(at - 1)}')} || row::VARCHAR"
        return f"'row ' || row::VARCHAR || {literal(f', column {self.headings[at - 1] or at}')}"


def read_grid(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    name: str = "grid",
    tab: str = "",
    heading: int | Heading = 0,
    delimiter: str = "",
) -> Grid:
    """Reads a file of a table, whatever its format.

    Args:
        connection: The engine, as from :func:`sojourn.importers.workspace.workspace`.
        path: CSV, TSV or other delimited text in UTF-8, XLSX, or Parquet; the ending of its name says which.
        name: Name of the table to be made; an older one of that name is replaced.
        tab: Name of the tab of a workbook; needed when it has several.
        heading: Number of the row of the headings, or a test for it; 0 for the first row that is not blank.
        delimiter: What separates the columns of a text; found out when empty.

    Raises:
        BadInput: If the file is not a table, at ``file:line:column``.
        SheetErrors: If several rows are wrong; all of them.
    """
    ending = path.suffix.casefold()
    if ending in (".xlsx", ".xlsm", ".xls"):
        from sojourn.importers.workbooks import read_tab

        return read_tab(connection, path, name=name, tab=tab, heading=heading)
    if tab:
        raise BadInput(f"a tab ({tab!r}) is named, but the file is no workbook", where=str(path), advice="Drop it.")
    if ending in (".parquet", ".pq"):
        from sojourn.importers.parquets import read_parquet

        return read_parquet(connection, path, name=name)
    from sojourn.importers.delimited import read_delimited

    return read_delimited(connection, path, name=name, heading=heading, delimiter=delimiter)


def check_headings(headings: Sequence[str], where: Callable[[int], str]) -> None:
    """Refuses headings of which two are the same.

    Args:
        headings: The headings; nameless columns are empty texts.
        where: The place of the heading at a position counted from 1.

    Raises:
        BadInput: If a name stands twice, at the second place.
    """
    first: dict[str, int] = {}
    for at, name in enumerate(headings, 1):
        key = name.casefold()
        if key and key in first:
            raise BadInput(
                f"the column {name!r} stands twice, as the {_ordinal(first[key])} and the {_ordinal(at)}",
                where=where(at),
                advice="Rename or remove one of the two.",
            )
        first[key] = at


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
    return f"{number}{ending}"


def rows_above(count: int) -> str:
    """What is remarked of the rows above the headings."""
    return f"{'1 row' if count == 1 else f'{count} rows'} above the headings {'was' if count == 1 else 'were'} left out"


def refuse_repeated_headings(grid: Grid) -> None:
    """Refuses a row of the headings among the data, as files that were joined have it.

    Raises:
        BadInput: If a row says the same as the headings.
    """
    tests = " and ".join(f"c{at} = {literal(name)}" for at, name in enumerate(grid.headings, 1))
    found = grid.connection.execute(
        fill("select min(row), count(*) from {table} where {tests}", table=quoted(grid.table), tests=tests)
    ).fetchone()
    if found and found[1] and any(grid.headings):
        times = f" ({found[1]} times)" if found[1] > 1 else ""
        raise BadInput(
            f"the headings stand again among the data{times}",
            where=grid.where(found[0]),
            advice="Were several files joined? Remove this line.",
        )


def refuse_no_rows(grid: Grid) -> None:
    """Refuses a table of headings only.

    Raises:
        BadInput: If there is no row of data.
    """
    if not grid.rows:
        raise BadInput(
            "there are only headings, and no row",
            where=grid.where(grid.heading_row),
            advice="Is the file complete?",
        )
