"""The Parquet projection of a generation: one row for every assertion, origin, destination, place and population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sojourn.columns.engine import connected, literal
from sojourn.columns.frames import Frame, frame
from sojourn.columns.rows import ProjectionRow, projection_rows
from sojourn.columns.schema import PROJECTION
from sojourn.errors import BadInput
from sojourn.model import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import duckdb

    from sojourn.model import Assertion, Period

ASSERTIONS = "assertions"
"""Name of the folder of the assertions within that of the projection."""
ROW_GROUP = 100_000
"""Rows to a row group of a file: what a question can skip at once."""

_ORDER = "kind, origin, destination, place, population, first_day, assertion"


@dataclass(frozen=True, slots=True)
class Projected:
    """A written file of the projection.

    Attributes:
        path: ``FOLDER/assertions/source=KEY/NAME.parquet``.
        source: Key of the source whose assertions it holds.
        rows: How many rows.
        assertions: How many assertions.
    """

    path: Path
    source: str
    rows: int
    assertions: int


def write_frame(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    periods: Mapping[str, Period],
    folder: Path,
    *,
    name: str = "part-0",
) -> list[Projected]:
    """Writes an imported table in the columns of :data:`sojourn.columns.schema.PROJECTION`, one file for each source.

    The same table gives the same bytes. Files are sorted, so that a question about one origin reads little. A row
    that stands twice is written once.

    Args:
        connection: From :func:`sojourn.columns.engine.connect`.
        table: Name of a table or view in the columns of :data:`sojourn.columns.schema.FRAME`.
        periods: What each notation in the column ``period`` means.
        folder: The folder ``columns`` of a generation; made when it is not there.
        name: Name of the files, without ending: parts that read the same source choose different ones.

    Raises:
        BadInput: If the table is not what it should be.
    """
    prepared = frame(connection, table, periods)
    written: list[Projected] = []
    for source in prepared.sources:
        path = file_of(folder, source, name)
        query = _of_frame(prepared, source)
        rows = write_table(connection, f"{query} ORDER BY {_ORDER}", path)
        _refuse_twice(connection, path, source)
        written.append(Projected(path, source, rows, rows))
    return written


def write_assertions(assertions: Iterable[Assertion], folder: Path, *, name: str = "part-0") -> list[Projected]:
    """The same for assertions made by hand (all of a study together, since they name each other).

    Raises:
        BadInput: If a relation names an id that is not among them.
    """
    by_source: dict[str, list[ProjectionRow]] = {}
    for row in projection_rows(assertions):
        by_source.setdefault(str(row["source"]), []).append(row)
    written: list[Projected] = []
    with connected() as connection:
        for source, rows in sorted(by_source.items()):
            path = file_of(folder, source, name)
            write_rows(connection, rows, PROJECTION, path, order=_ORDER)
            written.append(Projected(path, source, len(rows), len({row["assertion"] for row in rows})))
    return written


def file_of(folder: Path, source: str, name: str) -> Path:
    """Where the assertions of a source stand within a projection."""
    return folder / ASSERTIONS / f"source={quote(source, safe='+-._~')}" / f"{name}.parquet"


def write_table(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    """Writes the rows of a query as Parquet, the same rows always as the same bytes; their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}"
    return int(connection.execute(f"COPY ({query}) TO {literal(str(path))} ({options})").fetchall()[0][0])


def write_rows(
    connection: duckdb.DuckDBPyConnection,
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[tuple[str, str]],
    path: Path,
    *,
    order: str,
) -> int:
    """Writes rows as Parquet in columns of given names and types; their number.

    Raises:
        BadInput: If a value does not fit into its column.
    """
    import pyarrow as pa

    types = {
        "VARCHAR": pa.string(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "INTEGER": pa.int32(),
        "DECIMAL(38,10)": pa.decimal128(38, 10),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in columns])
    try:
        table = pa.Table.from_pylist(list(rows), schema=schema)
    except pa.ArrowInvalid as error:
        advice = "A figure has at most 28 digits before and 10 after the point."
        raise BadInput(f"a value does not fit: {error}", where=path.stem, advice=advice) from None
    connection.register("sojourn_rows", table)
    try:
        query = f"SELECT * FROM sojourn_rows ORDER BY {order}"  # noqa: S608 - the order is one of our own
        return write_table(connection, query, path)
    finally:
        connection.unregister("sojourn_rows")


_FROM_FRAME = {
    "assertion": "concat(kind, '-', node)",
    "root": "source",
    "low_open": "CASE WHEN low IS NOT NULL THEN coalesce(low_open, false) END",
    "high_open": "CASE WHEN high IS NOT NULL THEN coalesce(high_open, false) END",
    "first_day": "p_start",
    "last_day": "p_end",
    "first_year": "p_start_year",
    "last_year": "p_end_year",
    "edtf": "p_edtf",
    "notation": "p_notation",
    "period_words": "p_words",
    "modality": "coalesce(modality, 'asserted')",
    "attribution": f"'{Attribution.ABSENT}'",
    **dict.fromkeys(("agent", "word", "mobility_after", "role", "event", "restates", "claim", "lang"), "NULL"),
}
"""Expressions for those columns of the projection that a frame has under another name or not at all."""


def _of_frame(prepared: Frame, source: str) -> str:
    """A query for the rows of a source in the columns of the projection."""
    columns = ", ".join(f"CAST({_FROM_FRAME.get(name, name)} AS {kind}) AS {name}" for name, kind in PROJECTION)
    return " UNION ALL ".join(
        f"SELECT {columns} FROM ({prepared.hashed(group)})"  # noqa: S608 - expressions of this room
        for group in prepared.groups(source)
    )


def _refuse_twice(connection: duckdb.DuckDBPyConnection, path: Path, source: str) -> None:
    """Refuses a file in which two rows have one id, or state the same facts (and so would be one node of the graph)."""
    file = f"read_parquet({literal(str(path))})"
    digits = "('0x' || right(assertion, 16))::UBIGINT"
    count = f"SELECT count(*), count(DISTINCT {digits}), count(DISTINCT hash(id)) FROM {file}"  # noqa: S608 - quoted
    rows, facts, ids = connection.execute(count).fetchall()[0]
    if rows == facts == ids:
        return
    column, said = ("id", "have the id {0!r}") if ids < rows else ("assertion", "state the same facts")
    query = (
        f"SELECT {column}, list(coalesce(locator, id) ORDER BY id, locator)[:3], count(*) FROM {file} "  # noqa: S608 - quoted
        f"GROUP BY {column} HAVING count(*) > 1 ORDER BY min(id), {column} LIMIT 1"
    )
    found = connection.execute(query).fetchall()
    if not found:  # two hashes met by chance
        return
    path.unlink()
    value, where, times = found[0]
    extra = rows - (ids if column == "id" else facts)
    raise BadInput(
        f"{times} rows {said.format(value)}: {'; '.join(where)}{' …' if times > len(where) else ''} "
        f"({extra:,} such row{'s' if extra != 1 else ''} too many in {rows:,})",
        where=source,
        advice="Take the repeated rows out of the table, or give the column in which they differ.",
    )
