"""International Migrant Stock of the UN's Population Division: who lives where, by country of birth or citizenship.

Three forms are read: the long CSV (year, origin, residence, stock), the wide CSV (year, residence, and a column for
each origin), and the workbook as the UN publishes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sojourn.errors import BadInput, SheetErrors
from sojourn.importers.base import Imported, Options
from sojourn.importers.bilateral import Cells, frame, leave_out_at_home, printed_names, resolve_ends, tell_aggregates
from sojourn.importers.cleaning import YEAR, check_settings, renamed, skip_footnotes, years
from sojourn.importers.delimited import first_cells
from sojourn.importers.grids import Grid, read_grid
from sojourn.importers.places import UN_USAGE, Resolver
from sojourn.importers.populations import SPECIAL, stock_population_sql, stock_populations
from sojourn.importers.un_desa_wide import wide
from sojourn.importers.un_desa_workbook import WORKBOOKS, read_workbook, why_not
from sojourn.importers.values import Style, bad_cells, style_of
from sojourn.importers.workspace import fill, literal, quoted, workspace
from sojourn.model import Source

LONG = ("year", "origin_birth", "residence", "stock")
_STYLE = Style(whole=True, thousands=" ")
_TITLE = "International Migrant Stock"


class UnDesa:
    """Reads the tables of migrant stocks of UN DESA."""

    name = "un-desa"
    summary = "UN DESA, International Migrant Stock: long or wide CSV, or the workbook as the UN publishes it"

    def can_read(self, path: Path) -> str:
        """Says why this file is not for it; empty when it can read it."""
        try:
            if path.suffix.casefold() in WORKBOOKS:
                return why_not(path)
            headings = [cell.casefold() for cell in first_cells(path)]
        except BadInput as error:
            return error.what
        if _is_long(headings) or _is_wide(headings):
            return ""
        return f"its columns are not {', '.join(LONG)}, nor year and residence with a column for each origin"

    def read(self, path: Path, options: Options) -> Iterator[Imported]:
        """Reads a file; gives one item.

        Raises:
            BadInput: At ``file:line:column``, when the file is not what it should be.
            SheetErrors: When several things are wrong, or places are unknown; all of them.
        """
        check_settings(options, "tab")
        style = style_of(options.settings, _STYLE)
        with workspace() as connection:
            if path.suffix.casefold() in WORKBOOKS:
                cells, edition = read_workbook(connection, path, options, style)
            else:
                grid = read_grid(connection, path, delimiter=options.settings.get("delimiter", ""))
                cells, edition = _cells(grid, style), ""
            yield _imported(cells, options, edition)


def _is_long(headings: Sequence[str]) -> bool:
    return set(LONG) <= set(headings)


def _is_wide(headings: Sequence[str]) -> bool:
    return {"year", "residence"} <= set(headings) and "stock" not in headings and len(headings) > 3


def _cells(grid: Grid, style: Style) -> Cells:
    folded = [heading.casefold() for heading in grid.headings]
    if _is_long(folded):
        return _long(grid, style)
    if _is_wide(folded):
        return wide(grid, style)
    for heading in LONG:
        grid.column(heading)
    raise BadInput("this is no table of migrant stocks", where=str(grid.path), advice=f"It needs {', '.join(LONG)}.")


def _long(grid: Grid, style: Style) -> Cells:
    year, origin, residence, stock = (grid.column(heading) for heading in LONG)
    skip_footnotes(grid)
    periods = years(grid, "year")
    problems = bad_cells(grid, "stock", style)
    if problems:
        raise SheetErrors(problems, rows=grid.rows)
    grid.connection.execute(
        fill(
            "create or replace view cells as select row, {year} as period, {origin} as origin, '' as origin_code, "
            "{residence} as destination, '' as destination_code, {stock} as text, {figure} as figure, "
            "{missing} as missing, {locator} as locator, '' as remark, 'born-in' as counted from {table}",
            year=year,
            origin=origin,
            residence=residence,
            stock=stock,
            figure=style.figure(stock),
            missing=style.missing(stock),
            locator=grid.locator(grid.heading("stock")),
            table=quoted(grid.table),
        )
    )
    columns = (grid.heading("origin_birth"), grid.heading("residence"))
    return Cells(grid=grid, table="cells", columns=columns, periods=periods, special=SPECIAL, remarks=grid.remarks)


def _imported(cells: Cells, options: Options, edition: str) -> Imported:
    resolver = Resolver({**UN_USAGE, **renamed(options)})
    resolve_ends(cells, resolver, leave_out=options.unresolved)
    leave_out_at_home(cells, "people born in the country where they live,")
    tell_aggregates(cells)
    source = source_of(cells.grid, options, edition, latest=max(cells.periods))
    rows = frame(
        cells,
        "assertions",
        {
            "id": f"{stock_population_sql(ids=True)} || '-' || d.key || '-' || c.period",
            "kind": "'residence'",
            "source": literal(source.key),
            "place": "d.key",
            "population": stock_population_sql(),
            "observation": observation(),
            "note": printed_names(),
        },
    )
    keys = cells.keys - set(SPECIAL.values())
    return Imported(
        connection=cells.connection,
        table="assertions",
        rows=rows,
        sources=(source,),
        periods=cells.periods,
        places=resolver.closure(keys | {"world"}),
        populations=stock_populations(cells.connection, "assertions", resolver),
        remarks=tuple(cells.remarks),
    )


def observation() -> str:
    """SQL for the SDMX status of a cell: normal, imputed where the table says so, or missing without a reason."""
    return (
        "case when c.figure is null then 'O' when regexp_matches(c.remark, '^type of data ([A-Z] )*I\\b') then 'I' "
        "else 'A' end"
    )


def source_of(grid: Grid, options: Options, edition: str, *, latest: str) -> Source:
    """The table as a source, with its edition.

    Raises:
        BadInput: If the table speaks of years after its edition.
    """
    chosen = options.edition or edition or "2020"
    number = YEAR.search(chosen)
    if number and int(latest) > int(number.group()):
        raise BadInput(
            f"the table speaks of {latest}, and its edition is {chosen}",
            where=str(grid.path),
            advice="Say which edition it is: --edition 2024.",
        )
    slug = re.sub(r"[^a-z0-9]+", "-", chosen.casefold()).strip("-")
    return Source(
        key=options.source or f"un-desa-{slug}",
        type="dataset",
        title=f"{_TITLE} {chosen}",
        publisher="United Nations DESA, Population Division",
        licence="CC BY 3.0 IGO",
        edition=chosen,
        sha256=grid.sha256,
        text=grid.path.name,
        seen=True,
    )
