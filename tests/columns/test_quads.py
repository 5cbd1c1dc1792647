"""The fast way from columns to quads gives what the slow way gives, to the last quad."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, RdfFormat, Store, parse

from sojourn.columns.engine import identifier
from sojourn.columns.frames import frame
from sojourn.columns.quads import quad_chunks
from sojourn.columns.rows import frame_assertions
from sojourn.errors import BadInput
from sojourn.importers.abel_cohen import AbelCohen
from sojourn.importers.base import Importer, Options
from sojourn.importers.un_desa import UnDesa
from sojourn.rdf.reading import read_assertions
from sojourn.rdf.writing import assertion_quads
from tests.columns.frames import PERIODS, Row, every_signature, fast, keys, put, row, rows, slow, texts
from tests.shared import SHARED

SOAK = bool(os.environ.get("SOJOURN_SOAK"))
_MANY = settings(max_examples=300 if SOAK else 20, deadline=None, suppress_health_check=list(HealthCheck))


@given(st.lists(rows(), min_size=1, max_size=6, unique_by=lambda given_row: given_row["id"]))
@_MANY
def test_any_table_gives_the_quads_of_the_slow_way(engine: duckdb.DuckDBPyConnection, table: list[Row]) -> None:
    put(engine, table)
    assert fast(engine, "frame") == slow(engine, "frame")


@given(st.lists(st.tuples(texts, texts, texts, keys), min_size=1, max_size=40))
@_MANY
def test_any_text_and_any_key_survive_the_fast_way(
    engine: duckdb.DuckDBPyConnection, cells: list[tuple[str, str, str, str]]
) -> None:
    put(
        engine, [row(printed=a, locator=b, note=c, population=key, id=f"{n}") for n, (a, b, c, key) in enumerate(cells)]
    )
    assert fast(engine, "frame") == slow(engine, "frame")


def test_a_table_of_every_signature_needs_several_queries_and_gives_the_same_quads(
    engine: duckdb.DuckDBPyConnection,
) -> None:
    table = every_signature()
    put(engine, table)
    prepared = frame(engine, "frame", PERIODS)
    assert len(prepared.signatures) > 200
    assert len(prepared.groups()) > 3
    assert sum(signature.rows for signature in prepared.signatures) == len(table)
    quads = fast(engine, "frame")
    assert quads == slow(engine, "frame")
    # The facts of some rows are the same ("nothing" and "asserted"): they are one assertion.
    assert len(read_assertions(quads)) == len({a.digest() for a in frame_assertions(engine, "frame", PERIODS)})


def test_no_quad_holds_a_blank_node_or_the_default_graph(engine: duckdb.DuckDBPyConnection) -> None:
    put(engine, every_signature())
    for quad in fast(engine, "frame"):
        assert not any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))
        assert quad.graph_name.value == "https://w3id.org/sojourn/graph/un-desa"  # type: ignore[union-attr]  # named


@pytest.mark.parametrize(
    "code", [*range(33), 34, 39, 92, 0x7F, 0x80, 0x85, 0xA0, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10FFFF]
)
def test_every_character_comes_out_as_the_same_term_and_in_the_same_digest(
    engine: duckdb.DuckDBPyConnection, code: int
) -> None:
    text = f"a{chr(code)}b{chr(code)}"
    put(engine, [row(printed=text, locator=text, note=text, id=text)])
    quads = fast(engine, "frame")
    assert quads == slow(engine, "frame")
    assert sum(quad.object == Literal(text) for quad in quads) == 4


@pytest.mark.parametrize(
    "figure",
    [
        *(
            "0",
            "1",
            "-1",
            "551",
            "1000",
            "-460000",
            "0.5",
            "-0.5",
            "0.000001",
            "0.0000001",
            "-0.0000001",
            "0.0000000012",
        ),
        *("0.0000009999", "0.0000010001", "1.0000000001", "1234567890123456789012345678", "-0.0000000101"),
    ],
)
def test_every_figure_gives_the_digest_of_the_slow_way(engine: duckdb.DuckDBPyConnection, figure: str) -> None:
    put(engine, [row(low=figure, high=figure, kind="netmigration")])
    assert fast(engine, "frame") == slow(engine, "frame")


def test_values_that_look_like_marks_do_not_confuse_the_pattern(engine: duckdb.DuckDBPyConnection) -> None:
    marks = [f"q{n}{name}q" for n in (1, 2) for name in ("id", "printed", "locator", "note", "origin", "node", "pedtf")]
    put(
        engine,
        [row(source=mark, id=mark, note=mark, population=mark) for mark in [*marks, "8300012099871", "5001-11-28"]],
    )
    assert fast(engine, "frame") == slow(engine, "frame")


@pytest.mark.parametrize("source", ["å001", "\x05001", "x5001", "\x1f9999", "q1nodeq-q2nodeq"])
def test_a_source_that_looks_like_a_mark_once_it_is_escaped_does_not_confuse_the_pattern(
    engine: duckdb.DuckDBPyConnection, source: str
) -> None:
    put(engine, [row(source=source)])
    assert fast(engine, "frame") == slow(engine, "frame")


def test_a_union_describes_itself_once_in_the_graph_of_each_source(engine: duckdb.DuckDBPyConnection) -> None:
    put(
        engine,
        [row(id=f"{n}", source=source, place="CN+HK", locator=f"row {n}") for n in (1, 2) for source in ("a", "b")],
    )
    chunks = list(quad_chunks(engine, "frame", PERIODS))
    lines = b"".join(chunk.lines for chunk in chunks).decode().splitlines()
    assert sum("ns#PlaceUnion" in line for line in lines) == 2
    assert sum("ns#member" in line for line in lines) == 4
    assert sum(chunk.quads for chunk in chunks) == len(lines)
    assert fast(engine, "frame") == slow(engine, "frame")


def test_chunks_are_whole_lines_of_about_the_size_asked_for_and_count_what_they_hold(
    engine: duckdb.DuckDBPyConnection,
) -> None:
    put(engine, [row(id=f"{n}", locator=f"row {n}", observation="AE"[n % 2]) for n in range(5_000)])
    chunks = list(quad_chunks(engine, "frame", PERIODS, size=52_000))
    per_row = 26
    for chunk in chunks:
        assert chunk.lines.endswith(b" .\n")
        assert chunk.lines.count(b"\n") == chunk.quads == chunk.assertions * per_row
        assert chunk.quads <= 2 * 52_000
    assert len(chunks) >= 2
    assert sum(chunk.assertions for chunk in chunks) == 5_000
    assert len(set(parse(b"".join(chunk.lines for chunk in chunks), format=RdfFormat.N_QUADS))) == 5_000 * per_row


def test_an_empty_table_gives_no_chunk(engine: duckdb.DuckDBPyConnection) -> None:
    put(engine, [])
    assert list(quad_chunks(engine, "frame", {})) == []


def test_a_view_and_an_awkward_name_are_as_good_as_a_table(engine: duckdb.DuckDBPyConnection) -> None:
    put(engine, [row()])
    engine.execute('CREATE OR REPLACE VIEW "my ""table" AS SELECT * FROM frame')
    assert fast(engine, 'my "table') == slow(engine, "frame")


def test_what_was_read_back_is_what_was_written(engine: duckdb.DuckDBPyConnection) -> None:
    table = [row(id=f"r{n}", locator=f"row {n}", low=f"{n}", high=f"{n}", printed=f"{n}") for n in range(200)]
    put(engine, table)
    read = {assertion.id: assertion for assertion in read_assertions(fast(engine, "frame"))}
    assert read == {assertion.id: assertion for assertion in frame_assertions(engine, "frame", PERIODS)}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"kind": "stock"}, "'stock' is no kind of assertion"),
        ({"kind": "flow"}, "a flow has no place"),
        ({"measure": "percent"}, "a residence is not counted in percent"),
        ({"measure": "people"}, "'people' is no measure"),
        ({"hedge": "roughly"}, "'roughly' is no hedge"),
        ({"method": "guess work"}, "'guess work' is no method"),
        ({"observation": "Ω"}, "'Ω' is no observation"),
        ({"whole": "workers"}, "only a share has a whole"),
    ],
)
def test_rows_that_state_nothing_are_refused_before_the_first_chunk(
    engine: duckdb.DuckDBPyConnection, cells: Row, message: str
) -> None:
    put(engine, [row(), row(id="other", **cells)])
    with pytest.raises(BadInput) as caught:
        quad_chunks(engine, "frame", PERIODS)
    assert message in str(caught.value)
    assert str(caught.value).startswith("un-desa: 1 row")


@pytest.mark.parametrize(
    ("importer", "name", "rows_in_all"),
    [
        (UnDesa(), "un_desa_stock_2020_long.csv", 75_600),
        (AbelCohen(), "abel_cohen_flows_1990_2020_long.csv", 133_364),
    ],
)
def test_an_official_table_gives_the_quads_of_the_slow_way(importer: Importer, name: str, rows_in_all: int) -> None:
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip("the shared folder with official tables is not beside the checkout")
    with closing(importer.read(path, Options(unresolved=True))) as reading:  # type: ignore[type-var]  # a generator
        imported = next(reading)
        assert imported.rows == rows_in_all
        connection = imported.connection
        query = f"CREATE TABLE picked AS SELECT * FROM {identifier(imported.table)} WHERE hash(id) % 61 = 0"
        connection.execute(query)
        quads = fast(connection, "picked", imported.periods)
        assertions = list(frame_assertions(connection, "picked", imported.periods))
        chunks = list(quad_chunks(connection, "picked", imported.periods, size=10_000))
    assert len(assertions) > 1_000
    assert quads == set(assertion_quads(assertions))
    assert sorted(read_assertions(quads), key=lambda a: a.id) == sorted(assertions, key=lambda a: a.id)
    store = Store()
    for chunk in chunks:
        store.bulk_load(input=chunk.lines, format=RdfFormat.N_QUADS)
    assert len(store) == len(quads)


_CHILD = """
import json, re, sys, tempfile
from datetime import date
from pathlib import Path
from sojourn.columns.engine import connected
from sojourn.columns.projection import write_frame
from sojourn.columns.quads import quad_chunks
from sojourn.columns.schema import FRAME
from sojourn.model import Period

rows = int(sys.argv[1])
years = range(1990, 2021)
periods = {str(y): Period(notation=str(y), edtf=str(y), start=date(y, 1, 1), end=date(y, 12, 31)) for y in years}
cells = {
    "id": "'r' || i", "kind": "'residence'", "source": "'big'", "place": "'place-' || (i % 233)",
    "population": "'born-in-' || (i % 231)", "low": "(i * 7)::VARCHAR", "high": "(i * 7)::VARCHAR", "hedge": "'exact'",
    "measure": "'persons'", "printed": "(i * 7)::VARCHAR", "period": "(1990 + i % 31)::VARCHAR",
    "observation": "CASE WHEN i % 9 = 0 THEN 'E' ELSE 'A' END", "locator": "'row ' || i || ', column stock'",
}
columns = ", ".join(f"({cells.get(name, 'NULL')})::{kind} AS {name}" for name, kind in FRAME)
with tempfile.TemporaryDirectory() as folder, connected(memory=sys.argv[2], temp=Path(folder) / "spill") as connection:
    connection.execute(f"CREATE VIEW big AS SELECT {columns} FROM range({rows}) t(i)")
    (written,) = write_frame(connection, "big", periods, Path(folder) / "columns")
    quads = assertions = text = 0
    for chunk in quad_chunks(connection, "big", periods):
        quads, assertions, text = quads + chunk.quads, assertions + chunk.assertions, text + len(chunk.lines)
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps({"quads": quads, "assertions": assertions, "rows": written.rows, "text": text, "peak": peak}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
@pytest.mark.parametrize(
    ("count", "limit", "most"), [(200_000, 160, 400), *([(1_000_000, 256, 500), (4_000_000, 256, 500)] if SOAK else [])]
)
def test_memory_stays_bounded_whatever_the_size_of_the_table(count: int, limit: int, most: int, tmp_path: Path) -> None:
    """The engine's limit and the peak of the whole process, in MB; about 150 are for the libraries."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(count), f"{limit}MB"],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["assertions"] == found["rows"] == count
    assert found["quads"] == 26 * count
    assert found["text"] > 4_900 * count
    assert found["peak"] < most
