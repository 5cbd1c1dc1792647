"""A tab of a workbook into the engine, after the gate that refuses what harms."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.errors import BadInput, NotFound, Problem
from sojourn.importers.grids import Grid, Heading, check_headings, refuse_no_rows, refuse_repeated_headings, rows_above
from sojourn.importers.scanning import check_path
from sojourn.importers.workspace import fill, quoted
from sojourn.sheets.findings import column_letters
from sojourn.sheets.nearest import did_you_mean
from sojourn.sheets.workbook import check_tabs, typed
from sojourn.stores.generations import file_digest

if TYPE_CHECKING:
    import duckdb

    Numbered = tuple[int, list[str]]

_BATCH = 5_000
_SHALLOW = 60
_DAMAGED = "Save it anew as an Excel workbook (.xlsx), or as CSV UTF-8."


def tabs(path: Path) -> list[str]:
    """The names of the tabs of a workbook.

    Raises:
        BadInput: If it is no workbook, or one that harms: encrypted, packed too tightly, with macros.
    """
    check_path(path)
    return check_tabs(path)


def read_tab(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    name: str = "grid",
    tab: str = "",
    heading: int | Heading = 0,
) -> Grid:
    """Reads a tab; the arguments and refusals are those of :func:`sojourn.importers.grids.read_grid`."""
    chosen = choose_tab(path, tab)
    rows = rows_of(path, chosen)
    above: list[tuple[str, ...]] = []
    number = 0
    for count, (number, cells) in enumerate(rows):
        if count > _SHALLOW:
            break
        if heading(cells) if callable(heading) else heading in (0, number):
            return load(connection, path, chosen, cells, rows, heading_row=number, name=name, above=above)
        above.append(tuple(cells))
    raise BadInput(
        "the headings are not there",
        where=f"{path}:{chosen}!A{heading if isinstance(heading, int) and heading else max(number, 1)}",
        advice="Say in which row they stand.",
    )


def choose_tab(path: Path, tab: str = "") -> str:
    """The tab that is named, or the only one.

    Raises:
        BadInput: If several could be meant, or none has that name.
    """
    names = tabs(path)
    if tab in names:
        return tab
    if tab:
        listed = ", ".join(names)
        raise NotFound(
            f"there is no tab {tab!r}", where=str(path), advice=f"{did_you_mean(tab, names)}The tabs are {listed}."
        )
    if len(names) == 1:
        return names[0]
    listed = ", ".join(repr(name) for name in names)
    raise BadInput(f"the workbook has {len(names)} tabs: {listed}", where=str(path), advice="Name one: --set tab=NAME.")


def load(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    tab: str,
    headings: Sequence[str],
    rows: Iterable[Numbered],
    *,
    heading_row: int,
    name: str,
    above: Sequence[tuple[str, ...]] = (),
) -> Grid:
    """Makes a grid of rows whose headings are known.

    Args:
        connection: The engine.
        path: The workbook.
        tab: Name of the tab.
        headings: What the columns are called; blank ones at the end are dropped.
        rows: The rows below, with their numbers; blank ones are left out.
        heading_row: The row of the headings.
        name: Name of the table to be made.
        above: The rows above the headings.

    Raises:
        BadInput: If a heading stands twice, a cell stands under none, or there is no row.
    """
    names = [heading.strip() for heading in headings]
    while names and not names[-1]:
        names.pop()
    check_headings(names, lambda at: f"{path}:{tab}!{column_letters(at - 1)}{heading_row}")
    grid = Grid(
        connection=connection,
        table=name,
        path=path,
        tab=tab,
        headings=tuple(names),
        heading_row=heading_row,
        rows=0,
        sha256=file_digest(path),
        above=tuple(above),
        remarks=[],
    )
    columns = ", ".join(f"c{at} varchar" for at in range(1, len(names) + 1))
    connection.execute(
        fill("create or replace table {name} (row bigint, {columns})", name=quoted(name), columns=columns)
    )
    for batch in _batches(rows):
        grid.rows += _append(grid, batch)
    refuse_no_rows(grid)
    refuse_repeated_headings(grid)
    if above:
        grid.remarks.append(Problem(f"{path}:{tab}!A1", rows_above(len(above)), level="warning"))
    return grid


def _batches(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    batch: list[Numbered] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _append(grid: Grid, batch: list[Numbered]) -> int:
    """Puts rows into the table; gives their number."""
    import pyarrow as pa

    width = len(grid.headings)
    for number, cells in batch:
        if len(cells) > width and any(cells[width:]):
            at = next(at for at, cell in enumerate(cells) if at >= width and cell)
            raise BadInput(
                "a cell stands under no heading",
                where=f"{grid.path}:{grid.tab}!{column_letters(at)}{number}",
                advice="Name its column, or remove it. Are the columns shifted?",
            )
    columns: list[Any] = [pa.array([number for number, _ in batch], pa.int64())]
    columns.extend(
        pa.array([cells[at] if at < len(cells) else "" for _, cells in batch], pa.string()) for at in range(width)
    )
    names = ["row", *(f"c{at}" for at in range(1, width + 1))]
    grid.connection.register("batch", pa.table(columns, names=names))
    grid.connection.execute(fill("insert into {table} select * from batch", table=quoted(grid.table)))
    grid.connection.unregister("batch")
    return len(batch)


def rows_of(path: Path, tab: str) -> Iterator[Numbered]:
    """The rows of a tab that are not blank, as texts, with their numbers; read piece by piece.

    Raises:
        BadInput: If the tab is damaged, or a cell holds a formula.
    """
    from openpyxl import load_workbook

    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not support (drop-downs, styles) is not read anyway
        try:
            sheet = load_workbook(file, read_only=True, data_only=False)[tab]
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(), 1):
                texts = [_text(cell, path, tab) for cell in cells]
                if any(texts):
                    yield number, texts
        except (BadInput, GeneratorExit):
            raise
        except Exception:  # openpyxl lets through whatever its XML parser and its own types raise
            raise BadInput(f"the tab {tab!r} is damaged", where=str(path), advice=_DAMAGED) from None


def _text(cell: Any, path: Path, tab: str) -> str:
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        raise BadInput(
            "the cell holds a formula",
            where=f"{path}:{tab}!{cell.coordinate}",
            advice="Paste its value instead.",
        )
    return typed(cell.value, str(cell.number_format or "")).strip()


def with_first(first: Sequence[Numbered], rest: Iterator[Numbered]) -> Iterator[Numbered]:
    """Rows that were looked at already, and the others."""
    return chain(first, rest)
