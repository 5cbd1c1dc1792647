"""Where a table lies while it is imported: an engine over a scratch folder, so that memory stays bounded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.columns.engine import connected, literal

if TYPE_CHECKING:
    import duckdb

__all__ = ["fill", "literal", "quoted", "workspace"]


@contextmanager
def workspace() -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine whose tables lie in a folder of their own, which is removed at the end.

    Tables are kept compressed on disk, so that a file of any size needs no more memory than a small one.
    """
    scratch = tempfile.TemporaryDirectory(prefix="sojourn-import-", ignore_cleanup_errors=True)
    with scratch as folder, connected(temp=Path(folder)) as connection:
        connection.execute(f"ATTACH {literal(str(Path(folder) / 'scratch.duckdb'))} AS scratch")
        connection.execute("USE scratch")
        yield connection


def quoted(name: str) -> str:
    """A name of a table or column as it stands in SQL."""
    return '"' + name.replace('"', '""') + '"'


def fill(text: str, /, **parts: str) -> str:
    """A statement with its parts put in: names by :func:`quoted`, texts by ``literal``, or SQL of our own.

    >>> fill("select {column} from {table}", column=quoted("a"), table=quoted("t"))
    'select "a" from "t"'
    """
    return text.format(**parts)
