"""The one columnar engine: DuckDB, held to a memory limit, without network, extensions or settings from outside."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sojourn.errors import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

_SETTINGS = ("TimeZone = 'UTC'", "enable_progress_bar = false", "lock_configuration = true")
"""What can only be set in an open engine; the last keeps all others as they are."""
_UNCHANGING = "parquet_metadata_cache = true"


def connect(
    *, memory: str = "512MB", threads: int = 2, temp: Path | None = None, unchanging: bool = False
) -> duckdb.DuckDBPyConnection:
    """Opens an engine in memory that behaves the same on every machine.

    Nothing is installed or loaded from elsewhere, no secrets or settings are read from the home of the user, and its
    settings cannot be changed afterwards.

    Args:
        memory: How much it may hold at once; what is more is spilled into ``temp``.
        threads: How many threads it may use.
        temp: A folder for what does not fit into memory; without it a question that does not fit fails.
        unchanging: Whether the Parquet files that it reads stay as they are, so that what stands where in them need be
            read only once.

    Raises:
        NotAvailable: If DuckDB or PyArrow is not installed.
    """
    try:
        import duckdb
        import pyarrow as pa
    except ImportError as error:
        raise NotAvailable(
            f"tables need the package {error.name}, which is not installed",
            advice=f"Install it: pip install {error.name}.",
        ) from None
    del pa  # only asked whether it is there: answers come as Arrow batches
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(temp) if temp is not None else "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_persistent_secrets": False,
            "python_enable_replacements": False,
            "preserve_insertion_order": True,
            "enable_external_file_cache": False,  # the system keeps files that are read often; twice is no quicker
        },
    )
    for setting in (_UNCHANGING, *_SETTINGS) if unchanging else _SETTINGS:
        connection.execute(f"SET {setting}")
    return connection


@contextlib.contextmanager
def connected(
    *, memory: str = "512MB", threads: int = 2, temp: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same as :func:`connect`, closed at the end."""
    connection = connect(memory=memory, threads=threads, temp=temp)
    try:
        yield connection
    finally:
        connection.close()


def literal(text: str) -> str:
    """A text as it stands in SQL, quoted."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """The name of a table or column as it stands in SQL, quoted."""
    return '"' + name.replace('"', '""') + '"'
