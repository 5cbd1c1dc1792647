"""The Parquet projection holds what the graph holds, by whichever way it was written."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.columns.engine import connected, literal
from sojourn.columns.frames import frame
from sojourn.columns.projection import ROW_GROUP, Projected, write_assertions, write_frame
from sojourn.columns.registry import views
from sojourn.columns.rows import SPREAD, frame_assertions, projection_rows
from sojourn.columns.schema import PROJECTION
from sojourn.errors import BadInput
from sojourn.model import Assertion
from sojourn.rdf.files import from_file
from sojourn.rdf.reading import read_assertions
from sojourn.rdf.writing import assertion_iri
from sojourn.shipped import studies as shipped_studies
from sojourn.vocabulary import key_of
from tests.columns.frames import PERIODS, Row, every_signature, put, row, rows
from tests.strategies import Written, studies

_FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def read(folder: Path) -> list[dict[str, Any]]:
    """All rows of a projection, in the order of its files."""
    with connected() as connection:
        views(connection, folder)
        found = connection.execute("SELECT * FROM assertions").fetchall()
    return [dict(zip([name for name, _ in PROJECTION], values, strict=True)) for values in found]


def alike(rows_: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows as comparable values, in one order."""
    return sorted((tuple(map(repr, map(plain, row_.values()))) for row_ in rows_), key=str)


def plain(value: object) -> object:
    return value.normalize() if isinstance(value, Decimal) else value


def facets_of(rows_: list[dict[str, Any]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The facets that were spread over rows, by id, put together again."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {name: set() for name in SPREAD})
    for row_ in rows_:
        for name in SPREAD:
            found[row_["id"]][name] |= {row_[name]} - {None}
    return {key: {name: tuple(sorted(values)) for name, values in facets.items()} for key, facets in found.items()}


def shipped_claims() -> list[list[Assertion]]:
    return [read_assertions(from_file(folder / f"{folder.name}.trig")) for folder in shipped_studies()]


def test_the_119_shipped_claims_come_back_from_the_projection_facet_by_facet(tmp_path: Path) -> None:
    claims = [assertion for study in shipped_claims() for assertion in study]
    for study in shipped_claims():
        write_assertions(study, tmp_path)
    found = read(tmp_path)
    assert len(claims) == len({row_["assertion"] for row_ in found}) == 119
    assert len(found) == 124
    assert facets_of(found) == {a.id: {name: getattr(a, name) for name in SPREAD} for a in claims}
    by_id = {row_["id"]: row_ for row_ in found}
    for claim in claims:
        row_ = by_id[claim.id]
        assert row_["assertion"] == key_of(assertion_iri(claim))
        assert (row_["kind"], row_["source"]) == (claim.kind, claim.graph)
        assert (row_["claim"], row_["lang"], row_["locator"]) == (claim.claim, claim.lang, claim.evidence.locator)
        low, high = (claim.estimate.low, claim.estimate.high) if claim.estimate else (None, None)
        assert (row_["low"], row_["high"]) == (low, high)
        start, end = (claim.period.start, claim.period.end) if claim.period else (None, None)
        assert (row_["first_day"], row_["last_day"]) == (start, end)
        assert row_["agent"] == (";".join(claim.agent) or None)


@given(studies())
@_FEW
def test_any_study_comes_back_from_the_projection_row_by_row(study: Written) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = write_assertions(study.assertions, Path(folder))
        found = read(Path(folder))
    expected = list(projection_rows(study.assertions))
    assert alike(found) == alike(expected)
    assert sum(one.rows for one in written) == len(expected)
    assert sum(one.assertions for one in written) == len(study.assertions)
    assert facets_of(found) == {a.id: {name: getattr(a, name) for name in SPREAD} for a in study.assertions}


@given(st.lists(rows(), min_size=1, max_size=5, unique_by=lambda given_row: (given_row["id"], given_row["source"])))
@_FEW
def test_an_imported_table_is_projected_as_its_assertions_are(
    engine: duckdb.DuckDBPyConnection, table: list[Row]
) -> None:
    table = [row_ | {"locator": f"{row_['locator']} {n}"} for n, row_ in enumerate(table)]  # no facts twice
    put(engine, table)
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        one = write_frame(engine, "frame", PERIODS, Path(first))
        other = write_assertions(frame_assertions(engine, "frame", PERIODS), Path(second))
        assert [(w.source, w.rows, w.assertions) for w in one] == [(w.source, w.rows, w.assertions) for w in other]
        assert alike(read(Path(first))) == alike(read(Path(second)))


def test_a_table_of_every_signature_is_projected_whole(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(engine, [row_ | {"locator": f"row {n}"} for n, row_ in enumerate(every_signature())])
    assert len(frame(engine, "frame", PERIODS).groups()) > 3
    (written,) = write_frame(engine, "frame", PERIODS, tmp_path)
    write_assertions(frame_assertions(engine, "frame", PERIODS), tmp_path / "slow")
    assert written == Projected(
        tmp_path / "assertions" / "source=un-desa" / "part-0.parquet", "un-desa", written.rows, written.rows
    )
    assert alike(read(tmp_path)) == alike(read(tmp_path / "slow"))


def test_a_column_has_the_type_that_the_schema_says(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(engine, [row()])
    for written in (*write_frame(engine, "frame", PERIODS, tmp_path), *write_assertions([], tmp_path)):
        file = literal(str(written.path))
        described = engine.execute(f"DESCRIBE SELECT * FROM read_parquet({file}, hive_partitioning = false)").fetchall()
        assert [(name, kind) for name, kind, *_ in described] == list(PROJECTION)
    assert read(tmp_path)[0] | {"assertion": ""} == dict.fromkeys(name for name, _ in PROJECTION) | {
        "assertion": "",
        "id": "RU-CN-2020",
        "kind": "residence",
        "source": "un-desa",
        "root": "un-desa",
        "place": "CN",
        "population": "born-in-RU",
        "low": Decimal(551),
        "high": Decimal(551),
        "low_open": False,
        "high_open": False,
        "hedge": "exact",
        "measure": "persons",
        "printed": "551",
        "first_day": PERIODS["2020"].start,
        "last_day": PERIODS["2020"].end,
        "first_year": 2020,
        "last_year": 2020,
        "edtf": "2020",
        "notation": "2020",
        "modality": "asserted",
        "attribution": "absent",
        "locator": "row 2, column stock",
    }


def _many(count: int) -> list[Row]:
    return [
        row(id=f"{n}", source="ab"[n % 2], place=f"place-{n % 97}", locator=f"row {n}", low=f"{n}", high=f"{n}")
        for n in range(count)
    ]


def test_the_same_table_gives_the_same_bytes_whatever_the_order_of_its_rows_and_the_threads(tmp_path: Path) -> None:
    table = _many(5_000)
    digests: set[tuple[bytes, ...]] = set()
    for threads, rows_ in ((1, table), (2, table), (2, table[::-1])):
        with connected(threads=threads, temp=tmp_path / "spill") as connection:
            put(connection, rows_)
            written = write_frame(connection, "frame", PERIODS, tmp_path / f"{len(digests)}-{threads}")
            digests.add(tuple(one.path.read_bytes() for one in written))
    assert len(digests) == 1


def test_rows_are_sorted_so_that_a_question_about_one_place_reads_little(
    engine: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    put(engine, [row()])
    count = 2 * ROW_GROUP + 50_000
    engine.execute(
        "CREATE OR REPLACE TABLE wide AS SELECT frame.* REPLACE (n::VARCHAR AS id, 'p' || (n % 1000 + 1000) AS place, "
        f"'row ' || n AS locator) FROM frame, range({count}) t(n)"
    )
    (written,) = write_frame(engine, "wide", PERIODS, tmp_path)
    groups = engine.execute(
        "SELECT stats_min_value, stats_max_value FROM parquet_metadata($1) WHERE path_in_schema = 'place' "
        "ORDER BY row_group_id",
        [str(written.path)],
    ).fetchall()
    assert written.rows == count
    assert len(groups) >= 3
    assert [low for low, _ in groups] == sorted(low for low, _ in groups)
    assert sum(low <= "p1100" <= high for low, high in groups) == 1


def test_files_of_two_parts_stand_side_by_side(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(engine, [row()])
    write_frame(engine, "frame", PERIODS, tmp_path, name="first")
    put(engine, [row(id="other", locator="row 3")])
    write_frame(engine, "frame", PERIODS, tmp_path, name="second")
    assert {row_["id"] for row_ in read(tmp_path)} == {"RU-CN-2020", "other"}


@pytest.mark.parametrize("source", ["oecd 2020", "a/../b", "données/é", "50%", "x=y", "[a]*?"])
def test_any_key_of_a_source_is_a_folder_and_comes_back(
    engine: duckdb.DuckDBPyConnection, tmp_path: Path, source: str
) -> None:
    put(engine, [row(source=source)])
    (written,) = write_frame(engine, "frame", PERIODS, tmp_path / "odd [x]*")
    assert written.path.parent.parent == tmp_path / "odd [x]*" / "assertions"
    assert [row_["source"] for row_ in read(tmp_path / "odd [x]*")] == [source]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            [row(locator="row 2"), row(locator="row 2")],
            "un-desa: 2 rows have the id 'RU-CN-2020': row 2; row 2 (1 such row too many in 2)",
        ),
        (
            [row(id="a"), row(id="b"), row(id="c", locator="row 3")],
            "un-desa: 2 rows state the same facts: row 2, column stock; row 2, column stock (1 such row too many in 3)",
        ),
        (
            [row(id="a", locator=None), row(id="b", locator=None, note="again")],
            "un-desa: 2 rows state the same facts: a; b (1 such row too many in 2)",
        ),
        (
            [row(locator=f"row {n}") for n in range(5)],
            "un-desa: 5 rows have the id 'RU-CN-2020': row 0; row 1; row 2 … (4 such rows too many in 5)",
        ),
    ],
)
def test_a_table_that_says_the_same_twice_is_refused_and_leaves_no_file(
    engine: duckdb.DuckDBPyConnection, tmp_path: Path, table: list[Row], message: str
) -> None:
    put(engine, table)
    with pytest.raises(BadInput) as caught:
        write_frame(engine, "frame", PERIODS, tmp_path)
    assert str(caught.value).splitlines()[0] == message
    assert not list(tmp_path.glob("**/*.parquet"))


def test_a_claim_that_names_another_study_is_refused(tmp_path: Path) -> None:
    claim = next(claim for study in shipped_claims() for claim in study if claim.restates)
    with pytest.raises(BadInput, match="which is not there"):
        write_assertions([claim], tmp_path)


def test_a_figure_too_long_for_its_column_is_refused(tmp_path: Path) -> None:
    from dataclasses import replace

    claim = next(
        claim for study in shipped_claims() for claim in study if claim.estimate and claim.estimate.high is None
    )
    assert claim.estimate is not None
    long = replace(claim, restates=(), estimate=replace(claim.estimate, low=Decimal("1.00000000001")))
    with pytest.raises(BadInput, match="28 digits before and 10 after"):
        write_assertions([long], tmp_path)
