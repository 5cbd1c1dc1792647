"""The columnar questions on Spark: two real workers, and the answers of DuckDB and of SPARQL."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sojourn import shipped
from sojourn.columns import spark_session
from sojourn.columns.answering import answer
from sojourn.columns.engine import connected
from sojourn.columns.projection import write_table
from sojourn.columns.schema import PROJECTION
from sojourn.columns.spark import answer_with_spark, frame_of, spark_text
from sojourn.errors import BadInput, NotAvailable, QueryError, StoreError
from sojourn.graph.importing import import_tables
from sojourn.queries import columnar
from sojourn.queries.engines import answered
from sojourn.queries.headers import NamedQuery
from sojourn.queries.named import load
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.reading import open_store
from tests.shared import SHARED

TWO_WORKERS = "local-cluster[2,1,1024]"
LONG = {"about-place", "connection", "corridors", "net-flows"}
"""Spark plans these for half a minute to two minutes each; a soak waits for them."""
COUNTRIES = {"China", "Russia", "Kazakhstan", "Ukraine", "United States", "Germany", "Mongolia", "Japan"}
TABLES = {
    "un_desa_stock_2020_long.csv": ("origin_birth", "residence"),
    "abel_cohen_flows_1990_2020_long.csv": ("orig", "dest"),
}
STUDIES = [folder for folder in sorted(shipped.GRAPHS.iterdir()) if (folder / "claims.csv").is_file()]


def _here() -> str:
    """Why Spark cannot run here; empty when it can."""
    try:
        import pyspark

        spark_session.check_java()
    except (ImportError, NotAvailable) as error:
        return str(error).splitlines()[0]
    return "" if pyspark.__version__ else "PySpark has no version"


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Spark with two workers, started once, from a folder in which it must leave nothing."""
    why_not = _here()
    if why_not and os.environ.get("SOJOURN_REQUIRE_SPARK") == "1":
        pytest.fail(why_not)
    if why_not:
        pytest.skip(why_not)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(spark_session.MASTER, TWO_WORKERS)
        patch.chdir(tmp_path_factory.mktemp("cwd"))
        yield
        spark_session.stop()
        assert list(Path.cwd().iterdir()) == []


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The studies and, where they are at hand, what two official tables say of eight countries."""
    folder = tmp_path_factory.mktemp("tables")
    files = []
    for name, ends in TABLES.items():
        if (SHARED / "data" / name).is_file():
            files.append(folder / name)
            _slice(SHARED / "data" / name, folder / name, ends)
    import_tables(files, folder / "store", studies=STUDIES)
    return open_store(folder / "store")


@pytest.fixture(scope="module")
def columns(store: EmbeddedStore) -> Path:
    folder: Path | None = getattr(store, "columns", None)
    assert folder is not None
    return folder


def _slice(whole: Path, part: Path, ends: tuple[str, str]) -> None:
    with whole.open(encoding="utf-8", newline="") as source, part.open("w", encoding="utf-8", newline="") as target:
        reader = csv.DictReader(source)
        writer = csv.DictWriter(target, reader.fieldnames or ())
        writer.writeheader()
        writer.writerows(row for row in reader if {row[end] for end in ends} <= COUNTRIES)


def _asked() -> list[tuple[str, dict[str, str]]]:
    """The columnar questions as their last example asks them; in a soak all of them, as every example does."""
    asked: list[tuple[str, dict[str, str]]] = []
    for name in columnar.names():
        if name in LONG and not os.environ.get("SOJOURN_SOAK"):
            continue
        query = load(name)
        ways = [dict(example) for example in query.examples]
        asked.extend((name, way) for way in (ways if os.environ.get("SOJOURN_SOAK") else ways[-1:]))
    return asked


def _named(asked: tuple[str, dict[str, str]]) -> str:
    return " ".join([asked[0], *(f"{name}={value}" for name, value in asked[1].items())])


@pytest.mark.parametrize("asked", _asked(), ids=_named)
@pytest.mark.usefixtures("spark")
def test_two_workers_give_the_answer_of_duckdb(asked: tuple[str, dict[str, str]], store: EmbeddedStore) -> None:
    query: NamedQuery = load(asked[0])
    found = answered(store, query, asked[1], engine="spark").table
    assert found == answered(store, query, asked[1], engine="columns").table


@pytest.mark.usefixtures("spark")
def test_two_executors_take_part_and_each_source_is_a_part_of_its_own(columns: Path) -> None:
    frame = frame_of(columns, "select source, count(*) as n from assertions group by source", {})
    files = sorted((columns / "assertions").glob("*/*.parquet"))
    assert len(files) >= 3
    whole = frame_of(columns, "select assertion from assertions", {})
    assert whole.rdd.getNumPartitions() >= 2
    total = sum(row["n"] for row in frame.repartition(8).collect())
    assert total == answer(columns, "select count(*) from assertions", {})[1][0][0]
    context = frame.sparkSession.sparkContext
    # Spark's own books: an executor of each worker, beside the driver, and the tasks that it has finished.
    told = context._jsc.sc().statusStore().executorList(True)
    tasks = {told.apply(at).id(): told.apply(at).totalTasks() for at in range(told.size())}
    workers = {name: count for name, count in tasks.items() if name != "driver"}
    assert len(workers) == 2
    assert min(workers.values()) > 0


@pytest.mark.usefixtures("spark")
def test_one_large_file_is_read_in_parts_along_its_row_groups(tmp_path: Path) -> None:
    rows = 250_000
    file = tmp_path / "assertions" / "source=large" / "part-0.parquet"
    listed = ", ".join(
        f"CAST({'sha256(i::VARCHAR)' if name == 'assertion' else 'NULL'} AS {kind}) AS {name}"
        for name, kind in PROJECTION
    )
    with connected() as connection:
        write_table(connection, f"SELECT {listed} FROM range({rows}) t(i)", file)
    spark = spark_session.session().newSession()
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(file.stat().st_size // 2))
    spark.read.parquet(str(tmp_path / "assertions")).createOrReplaceTempView("large")
    parts = spark.sql("select spark_partition_id() as part, count(*) as n from large group by 1").collect()
    assert len(parts) >= 2
    assert sum(row["n"] for row in parts) == rows
    assert max(row["n"] for row in parts) < rows


@pytest.mark.usefixtures("spark")
def test_values_come_as_decimals_days_and_truth_and_parameters_are_bound_not_pasted(columns: Path) -> None:
    sql = (
        "select source, low, first_day, low_open, '$source' as said, $day as day, $half as half from assertions "
        "where source = $source and id = $id -- $nothing\n"
    )
    values: dict[str, str | Decimal | date] = {
        "source": "russians-to-china",
        "id": "S0-20",
        "day": date(2020, 2, 29),
        "half": Decimal("0.5"),
    }
    assert answer(columns, sql, values, engine="spark") == answer(columns, sql, values)
    names, rows = answer_with_spark(columns, sql, values)
    assert names == ("source", "low", "first_day", "low_open", "said", "day", "half")
    [(source, low, _, low_open, said, day, half)] = rows
    assert (source, said, day, half) == ("russians-to-china", "$source", date(2020, 2, 29), Decimal("0.5"))
    assert (type(low), type(low_open)) == (Decimal, bool)
    hostile = {**values, "source": "' or 1=1 --"}
    assert list(answer_with_spark(columns, sql, hostile).rows) == []


@pytest.mark.usefixtures("spark")
def test_a_source_called_by_a_year_or_with_a_blank_is_read_as_it_is_called(tmp_path: Path) -> None:
    listed = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in PROJECTION)
    with connected() as connection:
        for folder in ("source=2020", "source=a%20b"):
            write_table(connection, f"SELECT {listed}", tmp_path / "assertions" / folder / "part-0.parquet")
    found = answer_with_spark(tmp_path, "select source from assertions order by source", {})
    assert list(found.rows) == [("2020",), ("a b",)]
    assert list(answer_with_spark(tmp_path, "select count(*) from places", {}).rows) == [(0,)]


@pytest.mark.usefixtures("spark")
def test_workers_elsewhere_read_the_copy_of_this_generation_and_of_no_other(
    columns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOJOURN_SPARK_GENERATIONS", tmp_path.as_uri())
    with pytest.raises(StoreError, match=r"Spark does not find its columns\n  Build the store anew, or let SOJOURN_"):
        answer_with_spark(columns, "select count(*) from assertions", {})
    generation = columns.resolve().parent.name
    shutil.copytree(columns, tmp_path / generation / "columns")
    sql = "select source, count(*) from assertions group by source order by source"
    assert answer(columns, sql, {}, engine="spark")[1] == answer(columns, sql, {})[1]


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select nonsense from assertions", r"Spark does not take this question: .*`nonsense` cannot be resolved"),
        ("selec 1", r"Spark does not take this question: .*Syntax error at or near 'selec'"),
    ],
)
def test_what_spark_does_not_understand_is_told_in_a_line(sql: str, told: str, columns: Path) -> None:
    with pytest.raises(QueryError, match=told) as caught:
        answer_with_spark(columns, sql, {})
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.usefixtures("spark")
def test_what_fails_in_a_worker_is_told_in_a_line(columns: Path) -> None:
    found = answer_with_spark(columns, "select cast(id as int) from assertions", {})
    with pytest.raises(StoreError, match=r"Spark stopped: \[CAST_INVALID_INPUT\]") as caught:
        list(found.rows)
    assert len(str(caught.value).splitlines()) == 2


def test_without_java_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(NotAvailable, match=r"Spark needs Java, and there is none in JAVA_HOME .*\n  Install Java 17"):
        spark_session.check_java()


def test_a_java_that_is_too_old_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(NotAvailable, match=r"Spark needs Java 17 or later; .*java is Java 8"):
        spark_session.check_java()


def test_a_master_that_is_none_is_refused_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(spark_session.MASTER, "nonsense")
    with pytest.raises(BadInput, match=r"SOJOURN_SPARK_MASTER: 'nonsense' is no master of Spark\n  It is local"):
        spark_session.session()


def test_without_pyspark_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(NotAvailable, match=r"PySpark is not installed\n  Install it with: pip install 'sojourn\[spark"):
        answer_with_spark(tmp_path, "select 1", {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("where a = $a and b = $b_2", "where a = :a and b = :b_2"),
        ("select '$a', \"$b\" -- $c\n/* $d */ $e", "select '$a', \"$b\" -- $c\n/* $d */ :e"),
        ("select 'it''s $a' where x=$x", "select 'it''s $a' where x=:x"),
        ("with a as not materialized (b), c as materialized (d)", "with a as (b), c as (d)"),
        ("select 'as materialized' -- as materialized\n", "select 'as materialized' -- as materialized\n"),
    ],
)
def test_only_parameters_and_what_duckdb_alone_is_told_are_read_anew(text: str, expected: str) -> None:
    assert spark_text(text) == expected
