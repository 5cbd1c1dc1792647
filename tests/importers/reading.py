"""Files made for a test, and what an importer says of them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from sojourn.errors import BadInput
from sojourn.importers.base import Imported, Importer, Options

MOST_SECONDS = 5.0
"""Longest that a refusal may take [seconds of computing], however busy the machine is."""


def options(**given: Any) -> Options:
    """Options, with settings as a dictionary."""
    return Options(**given)


def rows(imported: Imported, *columns: str, where: str = "true") -> list[tuple[Any, ...]]:
    """Some columns of the assertions, in the order of their ids."""
    query = f"select {', '.join(columns)} from {imported.table} where {where} order by id"
    return imported.connection.execute(query).fetchall()


def total(imported: Imported, where: str) -> int:
    """The sum of the figures for which a test is true."""
    query = f"select sum(low::bigint) from {imported.table} where {where}"
    found = imported.connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def one(imported: Imported, *columns: str, where: str = "true") -> tuple[Any, ...]:
    """Some columns of the only assertion for which a test is true."""
    found = rows(imported, *columns, where=where)
    assert len(found) == 1, found
    return found[0]


def refusal(importer: Importer, path: Path, **given: Any) -> str:
    """What an importer says when it refuses a file, without the folder; in time, and without leaving anything."""
    before = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    started = time.process_time()
    with pytest.raises(BadInput) as caught:
        for _ in importer.read(path, options(**given)):
            pass
    assert time.process_time() - started < MOST_SECONDS
    assert before == (sorted(path.parent.iterdir()) if path.parent.is_dir() else [])
    return str(caught.value).replace(f"{path.parent}/", "")


def remarks(imported: Imported) -> list[str]:
    """What an importer remarks, without folders."""
    return [str(remark).replace(f"{Path(remark.where.split(':')[0]).parent}/", "") for remark in imported.remarks]
