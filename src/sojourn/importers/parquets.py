"""A Parquet file into the engine, every column as texts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.importers.grids import Grid, check_headings, refuse_no_rows
from sojourn.importers.scanning import check_path
from sojourn.importers.workspace import fill, literal, quoted
from sojourn.stores.generations import file_digest

if TYPE_CHECKING:
    import duckdb

_PLAIN = ("VARCHAR", "BOOLEAN", "DATE")
_WHOLE = re.compile(r"U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?")
_FRACTION = re.compile(r"FLOAT|DOUBLE|DECIMAL\(\d+,\s*\d+\)")


def read_parquet(connection: duckdb.DuckDBPyConnection, path: Path, *, name: str = "grid") -> Grid:
    """Reads a Parquet file; its rows are counted from 1.

    Numbers become decimals without exponent, days are written 2020-07-01, nulls become blank cells.

    Raises:
        BadInput: If it is no Parquet file, damaged, or has columns of lists or structures.
    """
    check_path(path)
    import duckdb

    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            raise BadInput("this is no Parquet file", where=str(path), advice="Give it the name that fits its content.")
    try:
        source = fill("read_parquet({file}, file_row_number = true)", file=literal(str(path)))
        described = connection.execute(
            fill("describe select * exclude (file_row_number) from {s}", s=source)
        ).fetchall()
        headings = tuple(str(column[0]).strip() for column in described)
        check_headings(headings, lambda at: f"{path}:{headings[at - 1]}")
        texts = ", ".join(
            f"{_text(quoted(str(column)), str(kind), path)} as c{at}"
            for at, (column, kind, *_) in enumerate(described, 1)
        )
        statement = "create or replace table {name} as select file_row_number + 1 as row, {texts} from {source}"
        connection.execute(fill(statement, name=quoted(name), texts=texts, source=source))
        found = connection.execute(fill("select count(*) from {name}", name=quoted(name))).fetchone()
    except duckdb.Error as error:
        raise BadInput(
            f"the file is damaged or no Parquet: {str(error).splitlines()[0]}", where=str(path), advice="Write it anew."
        ) from None
    grid = Grid(
        connection=connection,
        table=name,
        path=path,
        headings=headings,
        heading_row=0,
        rows=int(found[0]) if found else 0,
        sha256=file_digest(path),
        remarks=[],
    )
    refuse_no_rows(grid)
    return grid


def _text(column: str, kind: str, path: Path) -> str:
    """SQL for a column as texts."""
    if _WHOLE.fullmatch(kind):
        return f"coalesce({column}::varchar, '')"
    if _FRACTION.fullmatch(kind):
        large = f"abs({column}) >= 1e27"
        whole = f"{column} = trunc({column})"
        plain = f"regexp_replace(regexp_replace({column}::decimal(38, 10)::varchar, '0+$', ''), '\\.$', '')"
        text = f"case when {large} then {column}::varchar when {whole} then {column}::hugeint::varchar else {plain} end"
        special = f"case when isnan({column}) then 'nan' when isinf({column}) then 'inf' else {text} end"
        return f"coalesce({text if kind.startswith('DECIMAL') else special}, '')"
    if kind in _PLAIN:
        return f"coalesce(trim({column}::varchar), '')"
    if re.fullmatch(r"TIMESTAMP[\w ]*", kind):
        return f"coalesce(replace({column}::varchar, ' 00:00:00', ''), '')"
    raise BadInput(
        f"the column {column} holds {kind}, which is no plain value", where=str(path), advice="Write it out flat."
    )
