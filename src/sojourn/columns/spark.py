"""The same questions over the same Parquet, on Spark: when one machine is too small, or a cluster is there anyway.

The texts are those that DuckDB runs. Spark reads the projection of a generation as views of the same names, in as many
parts as there are sources and row groups, and hands the rows over one part at a time.

Three settings, all in the environment:

- ``SOJOURN_SPARK_MASTER``: where Spark runs, ``local[*]`` (all cores of this machine) when not set; ``spark://host:7077``,
  ``yarn``, ``k8s://…`` for a cluster. A session that the calling program has active already is used as it is.
- ``SOJOURN_SPARK_GENERATIONS``: where the workers find what is in ``STORE/generations`` here, such as
  ``s3a://bucket/store/generations``, when they do not share this file system. A generation never changes once it is
  written, so a copy of it can be missing but not stale.
- ``SPARK_HOME``, ``SPARK_LOCAL_IP``, ``SPARK_CONF_DIR``, ``JAVA_HOME``: as Spark itself has them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sojourn.columns.answering import TOKEN
from sojourn.columns.schema import PROJECTION, REGISTRY
from sojourn.errors import QueryError, SojournError, StoreError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from sojourn.columns.answering import Value

_READ = re.compile(rf"{TOKEN.pattern}|\bas (?P<how>(?:not )?materialized)\b", re.DOTALL)
"""A text as Spark reads it: beside texts, comments and parameters, what only DuckDB is told of how to go about it."""
_TYPES = {"VARCHAR": "STRING", "INTEGER": "INT"}
_CONDITION = re.compile(r"(\[[A-Z][A-Z0-9_.]+\] [^\n]+)")
_CAUSE = re.compile(r"Caused by: (?!.*awaitResult)([^\n]+)")


class SparkRows(NamedTuple):
    """An answer on its way.

    Attributes:
        columns: Names, in the order of the query.
        rows: One tuple for each row, fetched part by part as they are asked for.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def answer_with_spark(folder: Path, sql: str, parameters: Mapping[str, Value]) -> SparkRows:
    """Runs a question on Spark.

    Args:
        folder: The projection of a generation: ``assertions/source=…/*.parquet`` and the small tables beside it.
        sql: One ``SELECT`` in what DuckDB and Spark have in common, over the views ``assertions``, ``places``,
            ``lies_in``, ``populations``, ``included_in`` and ``sources``; parameters as ``$name`` or ``:name``.
        parameters: Their values, bound and never pasted into the text.

    Raises:
        NotAvailable: If PySpark or Java is not installed.
        QueryError: If Spark does not understand the text.
        StoreError: If Spark cannot start, or the Parquet is not where it looks for it.
    """
    frame = frame_of(folder, sql, parameters)
    return SparkRows(tuple(frame.columns), _streamed(frame))


def frame_of(folder: Path, sql: str, parameters: Mapping[str, Value]) -> DataFrame:
    """The answer as a Spark data frame, for programs that go on in Spark; see :func:`answer_with_spark`."""
    spark = _views(folder)
    from pyspark.errors import PySparkException

    try:
        return spark.sql(spark_text(sql), args=dict(parameters))
    except PySparkException as error:
        raise _told(error, folder) from None


def spark_text(sql: str) -> str:
    """A question as Spark reads it: ``$name`` is ``:name``, ``as materialized`` is ``as``, but not within texts."""

    def marked(found: re.Match[str]) -> str:
        if found.group("name"):
            return f":{found.group('name')}"
        return "as" if found.group("how") else found.group()

    return _READ.sub(marked, sql)


def _views(folder: Path) -> SparkSession:
    """A session of its own for each projection, so that the views of two generations never meet."""
    from sojourn.columns.spark_session import session

    spark = session().newSession()
    from pyspark.errors import PySparkException

    # A source called 2020 is a name, not a number.
    spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    place = _as_workers_see(folder)
    try:
        for name, file, columns in (
            ("assertions", "assertions", PROJECTION),
            *((table, f"{table}.parquet", columns) for table, columns in REGISTRY.items()),
        ):
            fields = [(column, _TYPES.get(kind, kind)) for column, kind in columns]
            if folder.is_dir() and not (folder / file).exists():  # a store that names no places, say
                empty = ", ".join(f"CAST(NULL AS {kind}) AS `{column}`" for column, kind in fields)
                view = spark.sql(f"SELECT {empty} LIMIT 0")
            else:
                schema = ", ".join(f"`{column}` {kind}" for column, kind in fields)
                view = spark.read.schema(schema).parquet(f"{place}/{file}")
            view.createOrReplaceTempView(name)
    except PySparkException as error:
        raise _told(error, folder) from None
    return spark


def _as_workers_see(folder: Path) -> str:
    base = os.environ.get("SOJOURN_SPARK_GENERATIONS", "").rstrip("/")
    if base:
        return f"{base}/{folder.resolve().parent.name}/{folder.name}"
    return folder.resolve().as_uri()


def _streamed(frame: DataFrame) -> Iterator[tuple[Value, ...]]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        for row in frame.toLocalIterator():
            yield tuple(row)
    except (PySparkException, Py4JError) as error:
        raise _told(error) from None


def _told(error: Exception, folder: Path | None = None) -> SojournError:
    """What Spark says, in one message, without the pages of stack around it."""
    from pyspark.errors import AnalysisException, ParseException

    said = str(error)
    if "PATH_NOT_FOUND" in said:
        advice = "Build the store anew, or let SOJOURN_SPARK_GENERATIONS name the copy that Spark's workers can read."
        return StoreError("Spark does not find its columns", where=str(folder or ""), advice=advice)
    found = _CONDITION.search(said) or _CAUSE.search(said)
    what = found.group(1) if found else said.partition("\n")[0]
    what = what.partition(" SQLSTATE")[0].strip()
    if isinstance(error, AnalysisException | ParseException):
        return QueryError(f"Spark does not take this question: {what}", advice="Ask it with another engine.")
    return StoreError(f"Spark stopped: {what}", advice="Ask again, or ask with another engine (--engine duckdb).")
