"""Columns of assertions become N-Quads in chunks, as fast as the engine can join texts.

How the quads look is written once, in :mod:`sojourn.rdf.writing`; :mod:`sojourn.columns.patterns` turns it into
expressions over columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from sojourn.columns.frames import Frame, frame
from sojourn.model import UNION
from sojourn.rdf.terms import ENTITY_FIELDS
from sojourn.rdf.writing import union_of
from sojourn.vocabulary import source_graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb
    import pyarrow as pa

    from sojourn.model import Period

CHUNK = 100_000
"""About so many quads are in a chunk: few enough for the memory of a bulk load, enough for its speed."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some whole lines of N-Quads.

    Attributes:
        lines: UTF-8 text, every line ended.
        quads: How many lines.
        assertions: How many assertions they tell of, each whole.
    """

    lines: bytes
    quads: int
    assertions: int


def quad_chunks(
    connection: duckdb.DuckDBPyConnection, table: str, periods: Mapping[str, Period], *, size: int = CHUNK
) -> Iterator[Chunk]:
    """The quads of a table, chunk by chunk, in no particular order; the same set as the slow way gives.

    The connection is busy until the last chunk was taken. Memory is bounded by the connection's limit and a few chunks.
    A row that stands twice gives its quads twice; :func:`sojourn.columns.projection.write_frame` refuses such a table,
    and so should come first.

    Args:
        connection: From :func:`sojourn.columns.engine.connect`.
        table: Name of a table or view in the columns of :data:`sojourn.columns.schema.FRAME`.
        periods: What each notation in the column ``period`` means.
        size: About so many quads to a chunk; a chunk ends with an assertion.

    Raises:
        BadInput: If a row is no assertion (a flow with a place, an unknown measure); before the first chunk.
    """
    prepared = frame(connection, table, periods)
    return _chunks(connection, prepared, size)


def _chunks(connection: duckdb.DuckDBPyConnection, prepared: Frame, size: int) -> Iterator[Chunk]:
    unions = _union_quads(connection, prepared)
    if unions:
        lines = serialize(unions, format=RdfFormat.N_QUADS) or b""
        yield Chunk(lines, len(unions), 0)
    for group in prepared.groups():
        longest = max(prepared.patterns[number].quads for number in group)
        with connection.sql(prepared.lines(group)).to_arrow_reader(max(1, size // longest)) as reader:
            for batch in reader:
                if batch.num_rows:
                    yield _chunk(batch)


def _chunk(batch: pa.RecordBatch) -> Chunk:
    import pyarrow.compute as pc

    return Chunk(_joined(batch.column(0)), pc.sum(batch.column(1)).as_py(), batch.num_rows)


def _joined(texts: pa.StringArray) -> bytes:
    """All texts of a column, one after the other: they lie so in memory."""
    _, offsets, data = texts.buffers()
    ends = memoryview(offsets).cast("i")
    return bytes(memoryview(data)[ends[texts.offset] : ends[texts.offset + len(texts)]])


def _union_quads(connection: duckdb.DuckDBPyConnection, prepared: Frame) -> list[Quad]:
    """What unions of places and populations say of themselves, once for each source."""
    found: dict[Quad, None] = {}
    for column in sorted(prepared.unions):
        query = (
            f"SELECT DISTINCT source, {column} FROM {prepared.table} WHERE contains({column}, '{UNION}') ORDER BY ALL"  # noqa: S608 - quoted
        )
        for source, key in connection.execute(query).fetchall():
            graph = NamedNode(source_graph(source))
            found |= {Quad(*triple, graph): None for triple in union_of(ENTITY_FIELDS[column][1], key)}
    return list(found)
