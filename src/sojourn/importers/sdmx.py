"""SDMX tables of Eurostat, the OECD and others: SDMX-CSV 1.0 and 2.0, and SDMX-ML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.columns.schema import FRAME
from sojourn.errors import BadInput, Problem
from sojourn.importers.base import Imported, Options
from sojourn.importers.cleaning import check_settings
from sojourn.importers.generic import import_grid
from sojourn.importers.grids import read_grid
from sojourn.importers.mapping import TableMapping, read_mapping
from sojourn.importers.sdmx_dataflows import Series, find
from sojourn.importers.sdmx_mapping import completed, mappings, skeleton
from sojourn.importers.sdmx_tables import Table, is_sdmx_csv, preferred, tables, with_status
from sojourn.importers.sdmx_xml import read_xml, why_not
from sojourn.importers.workspace import fill, literal, quoted, workspace

if TYPE_CHECKING:
    import duckdb


class Sdmx:
    """Reads tables in SDMX."""

    name = "sdmx"
    summary = "SDMX-CSV and SDMX-ML of Eurostat (migr_imm…, migr_emi…, migr_pop…), the OECD and, with a mapping, others"

    def can_read(self, path: Path) -> str:
        """Says why this file is not for it; empty when it can read it."""
        from sojourn.importers.delimited import first_cells

        try:
            if _is_xml(path):
                return why_not(path)
            if path.suffix.casefold() in (".xlsx", ".xlsm", ".xls", ".parquet", ".pq"):
                return "SDMX comes as CSV or XML"
            return is_sdmx_csv(first_cells(path))
        except BadInput as error:
            return error.what

    def read(self, path: Path, options: Options) -> Iterator[Imported]:
        """Reads a file; gives one item for each dataflow in it.

        Raises:
            BadInput: At ``file:line:column``, when the file is not what it should be, or its dataflow is not known.
            SheetErrors: When several things are wrong; all of them.
            NotAvailable: If the file is SDMX-ML and ``sdmx1`` is not installed.
        """
        check_settings(options, mapped=True)
        mapping = read_mapping(options.mapping) if options.mapping is not None else None
        with workspace() as connection:
            for number, table in enumerate(_tables(connection, path)):
                yield _imported(table, mapping, options, f"flow{number}")


def _is_xml(path: Path) -> bool:
    from sojourn.importers.scanning import check_path

    check_path(path)
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _tables(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Table]:
    if _is_xml(path):
        grid, flow = read_xml(connection, path)
        agency, _, rest = flow.partition(":")
        code, _, version = rest.partition("(")
        return [Table(grid=grid, agency=agency, flow=code, version=version.rstrip(")"), updated="")]
    grid = read_grid(connection, path)
    reason = is_sdmx_csv(list(grid.headings))
    if reason:
        raise BadInput(f"this is no SDMX-CSV: {reason}", where=grid.where(grid.heading_row), advice="Try `table`.")
    return tables(grid)


def _imported(table: Table, mapping: TableMapping | None, options: Options, name: str) -> Imported:
    flow = find(table.flow)
    table = with_status(table, flow.publisher.status if flow else _ANY_STATUS)
    if mapping is not None:
        return import_grid(table.grid, completed(mapping), options, name=name)
    if flow is None:
        raise _unknown(table)
    for dimension, order in flow.prefer.items():
        if dimension in table.dimensions:
            table = preferred(table, dimension, order)
    parts = mappings(table, flow)
    if not parts:
        measures = ", ".join(table.values("MEASURE")[:20])
        raise BadInput(
            f"none of the measures of {flow.code} in this file is one that can be read: {measures}",
            where=str(table.grid.path),
            advice=f"Known are {', '.join(f'{s.measure} ({s.words})' for s in flow.series)}; others need --mapping.",
        )
    return _together(table, parts, options, name)


_ANY_STATUS = {"b": "B", "d": "D", "e": "E", "f": "F", "i": "I", "n": "N", "p": "P", "u": "U"}
"""Letters of flags that mean the same to all who use them."""


def _unknown(table: Table) -> BadInput:
    listed = ", ".join(f"{name} ({len(table.values(name))})" for name in table.dimensions)
    return BadInput(
        f"the dataflow {table.agency}:{table.flow}({table.version}) is not known; its dimensions, with the number of "
        f"their codes, are {listed}",
        where=str(table.grid.path),
        advice=f"Say what they mean in a file, and name it: --mapping MAP.yaml. To begin with:\n  {skeleton(table)}",
    )


def _together(table: Table, parts: list[tuple[Series, TableMapping]], options: Options, name: str) -> Imported:
    """The measures of a dataflow as one item, because they are one source."""
    grid = table.grid
    read: list[tuple[Series, Imported]] = []
    for series, mapping in parts:
        before = list(grid.remarks) if not read else []
        part = replace(grid, remarks=before)
        read.append((series, import_grid(part, mapping, options, name=f"{name}{series.measure}")))
    remarks = [remark for _, imported in read for remark in imported.remarks if not remark.what.startswith("0 ")]
    remarks = [remark for remark in remarks if len(read) == 1 or "'MEASURE'" not in remark.what]
    remarks += _other_measures(table, parts)
    if len(read) == 1:
        only = read[0][1]
        only.remarks = tuple(remarks)
        return only
    whole = f"{name}_all"
    grid.connection.execute(
        fill(
            "create or replace view {whole} as {parts}",
            whole=quoted(whole),
            parts=" union all ".join(_prefixed(series, imported.table) for series, imported in read),
        )
    )
    first = read[0][1]
    return Imported(
        connection=grid.connection,
        table=whole,
        rows=sum(imported.rows for _, imported in read),
        sources=first.sources,
        periods={key: period for _, imported in read for key, period in imported.periods.items()},
        places=tuple({place.key: place for _, imported in read for place in imported.places}.values()),
        populations=tuple({one.key: one for _, imported in read for one in imported.populations}.values()),
        remarks=tuple(remarks),
    )


def _prefixed(series: Series, table: str) -> str:
    """The rows of a measure, with its code before their ids."""
    columns = ", ".join(quoted(column) for column, _ in FRAME if column != "id")
    begin = literal(f"{series.measure}-")
    return fill("select {begin} || id as id, {columns} from {table}", begin=begin, columns=columns, table=quoted(table))


def _other_measures(table: Table, parts: list[tuple[Series, TableMapping]]) -> list[Problem]:
    known = {series.measure for series, _ in parts}
    if "MEASURE" not in table.dimensions or not any(known):
        return []
    grid = table.grid
    column = f"c{grid.headings.index('MEASURE') + 1}"
    query = fill(
        "select {column}, count(*) from {table} group by 1 order by 1", column=column, table=quoted(grid.table)
    )
    found = grid.connection.execute(query).fetchall()
    return [
        Problem(
            str(grid.path),
            f"{count:,} row{'s' if count != 1 else ''} left out: nothing is known of the measure {code!r}",
            "A mapping can say what it means.",
            level="warning",
        )
        for code, count in found
        if code not in known
    ]
