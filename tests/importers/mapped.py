"""Tables and mappings for tests of the importer of any table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sojourn.columns.schema import FRAME
from sojourn.errors import BadInput, SheetErrors
from sojourn.importers.base import Importer, Options
from sojourn.importers.generic import MappedTable

COLUMNS = tuple(name for name, _ in FRAME)

Row = dict[str, Any]


def rows_of(path: Path, mapping: str, importer: Importer | None = None, **options: Any) -> tuple[list[Row], list[str]]:
    """What a table becomes, without what is null, and the remarks.

    Args:
        path: The table.
        mapping: The text of the mapping.
        importer: Who reads it; the importer of any table when not given.
        options: What the user asks for besides.
    """
    file = path.parent / "map.yaml"
    file.write_text(mapping, encoding="utf-8")
    return read(importer or MappedTable(), path, Options(mapping=file, **options))


def read(importer: Importer, path: Path, options: Options) -> tuple[list[Row], list[str]]:
    """What a file of one source becomes, in the order of the ids, without what is null; and the remarks."""
    read: list[tuple[list[Row], list[str]]] = []
    for imported in importer.read(path, options):
        found = imported.connection.table(imported.table).order("id").fetchall()
        assert imported.rows == len(found)
        rows = [{name: value for name, value in zip(COLUMNS, row, strict=True) if value is not None} for row in found]
        read.append((rows, [remark.what for remark in imported.remarks]))
    assert len(read) == 1
    return read[0]


def faults_of(path: Path, mapping: str, **options: Any) -> list[tuple[str, str, str]]:
    """Place (without folders), fault and advice of everything that is wrong."""
    with pytest.raises(BadInput) as caught:
        rows_of(path, mapping, **options)
    problems = caught.value.problems if isinstance(caught.value, SheetErrors) else [caught.value]
    return [(one.where.replace(f"{path.parent}/", ""), one.what, one.advice) for one in problems]


def table(folder: Path, text: str, name: str = "moves.csv", encoding: str = "utf-8") -> Path:
    """A file with a text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


FLOWS = """\
kind: flow
source: {key: office-2024, title: Moves}
columns: {origin: From, destination: To, period: Year, value: Persons}
"""
"""A mapping of the table that most tests use."""

STOCKS = """\
kind: residence
source: {key: office-2024, title: Residents}
columns:
  place: Where
  population: {criterion: citizenship, of: Citizens of}
  period: Year
  value: Persons
"""
