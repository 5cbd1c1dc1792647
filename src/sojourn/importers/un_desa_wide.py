"""The wide form of a table of migrant stocks: a row for each year and residence, a column for each origin."""

from __future__ import annotations

from sojourn.errors import Problem, SheetErrors
from sojourn.importers.bilateral import Cells, insert
from sojourn.importers.cleaning import skip_footnotes, years
from sojourn.importers.grids import Grid
from sojourn.importers.populations import SPECIAL
from sojourn.importers.values import MOST_LISTED, Style, bad_cells
from sojourn.importers.workspace import fill, quoted

CODES = ("code", "m49", "location code", "residence_code", "iso3", "iso2")
"""Headings of a column with the code of the residence."""


def wide(grid: Grid, style: Style) -> Cells:
    """Brings the columns of origins below each other, row by row.

    A blank cell of a matrix says nothing and becomes nothing; ``..`` says that the figure is missing.

    Args:
        grid: The table as it stands in the file.
        style: How it prints numbers.

    Raises:
        SheetErrors: If cells hold no figures, or a column has no heading.
    """
    year, residence = grid.column("year"), grid.column("residence")
    skip_footnotes(grid)
    code = next((grid.column(name) for name in CODES if grid.has(name)), "")
    fixed = {year, residence, code}
    origins = [(f"c{at}", name) for at, name in enumerate(grid.headings, 1) if f"c{at}" not in fixed]
    _refuse_nameless(grid, origins)
    periods = years(grid, "year")
    problems = [problem for _, name in origins for problem in bad_cells(grid, name, style)]
    if problems:
        raise SheetErrors(problems, rows=grid.rows)
    blank = _unpivot(grid, origins, (year, residence, code), style)
    remarks = grid.remarks
    if blank:
        many = f"{blank:,} blank cells say nothing and were left out"
        what = "1 blank cell says nothing and was left out" if blank == 1 else many
        remarks.append(Problem(str(grid.path), what, level="warning"))
    columns = (origins[0][1], grid.heading("residence"))
    return Cells(grid=grid, table="cells", columns=columns, periods=periods, special=SPECIAL, remarks=remarks)


def _refuse_nameless(grid: Grid, origins: list[tuple[str, str]]) -> None:
    problems = [
        Problem(grid.where(grid.heading_row), f"column {column[1:]} has no heading", "Name its country, or remove it.")
        for column, name in origins
        if not name
    ]
    if problems:
        raise SheetErrors(problems[:MOST_LISTED], rows=grid.rows)


def _unpivot(grid: Grid, origins: list[tuple[str, str]], fixed: tuple[str, str, str], style: Style) -> int:
    """Makes the table of cells; gives the number of blank ones."""
    connection = grid.connection
    year, residence, code = fixed
    connection.execute("create or replace table origins (name varchar, origin varchar, place varchar)")
    insert(connection, "origins", [(column, name, f"row {{}}, column {name}") for column, name in origins])
    connection.execute(
        fill(
            "create or replace view cells as select u.row as row, u.period, o.origin, '' as origin_code, "
            "u.destination, u.destination_code, u.text, {figure} as figure, {missing} as missing, "
            "'row ' || u.row::varchar || ', column ' || o.origin as locator, '' as remark, 'born-in' as counted "
            "from (unpivot (select row, {year} as period, {residence} as destination, {code} as destination_code, "
            "{columns} from {table}) on {columns} into name name value text) u join origins o using (name) "
            "where u.text <> ''",
            figure=style.figure("u.text"),
            missing=style.missing("u.text"),
            year=year,
            residence=residence,
            code=code or "''",
            columns=", ".join(column for column, _ in origins),
            table=quoted(grid.table),
        )
    )
    found = connection.execute("select count(*) from cells").fetchone()
    return grid.rows * len(origins) - (found[0] if found else 0)
