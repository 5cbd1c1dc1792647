"""The table again: what was imported, as it stood in the file, cell by cell.

It is read from the columns of a store alone: the place of each cell from its locator, the figure as printed, the names
from the labels of places or, where the file spells them otherwise, from the note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.importers.workspace import fill, literal, quoted

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

_SAID = "replace(nullif(regexp_extract(note, '(?:^|, ){what} printed \"((?:[^\"]|\"\")*)\"', 1), ''), '\"\"', '\"')"


def said(what: str) -> str:
    """SQL over ``note`` for what the file prints: ``said("origin")``; null where a label says the same."""
    return _SAID.replace("{what}", what)


def stocks_again(
    connection: duckdb.DuckDBPyConnection, source: str, *, assertions: str = "assertions", places: str = "places"
) -> duckdb.DuckDBPyRelation:
    """The long form of a table of migrant stocks: year, origin_birth, residence, stock, in the order of the file.

    A cell without a figure is as the file prints it.

    Args:
        connection: Where the views are, as :func:`sojourn.columns.registry.views` makes them.
        source: Key of the source: ``un-desa-2020``.
        assertions: Name of the projection of assertions.
        places: Name of the table of places, with their labels.
    """
    query = fill(
        "select a.notation as year, coalesce({origin}, o.label) as origin_birth, "
        "coalesce({destination}, d.label) as residence, coalesce(a.printed, {cell}, '') as stock "
        "from {assertions} a left join {places} d on d.place = a.place left join {places} o on o.place = "
        "case when regexp_matches(a.population, '^(foreign-|international-migrants)') then 'world' "
        "else regexp_replace(a.population, '^(born-in|citizens-of|migrants-from)-', '') end "
        "where a.source = {source} and a.kind = 'residence' order by {row}, a.locator",
        origin=said("origin"),
        destination=said("destination"),
        cell=said("cell"),
        assertions=quoted(assertions),
        places=quoted(places),
        source=literal(source),
        row="try_cast(regexp_extract(a.locator, '^row (\\d+)', 1) as bigint) nulls last",
    )
    return connection.sql(query)


def write_stocks_again(columns: Path, source: str, path: Path) -> int:
    """Writes the long form of a table of migrant stocks from the columns of a generation; gives the number of rows.

    Args:
        columns: The folder ``columns`` of a generation.
        source: Key of the source.
        path: The CSV file to be written; an older one is replaced.
    """
    from sojourn.columns.engine import connected
    from sojourn.columns.registry import views

    with connected() as connection:
        views(connection, columns)
        rows = stocks_again(connection, source)
        rows.write_csv(str(path), header=True)
        found = connection.execute(
            "select count(*) from assertions where source = ? and kind = 'residence'", [source]
        ).fetchone()
    return int(found[0]) if found else 0
