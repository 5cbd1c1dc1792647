"""How the engine is told to read delimited text, and what is wrong where it refuses."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.errors import BadInput, Problem, SheetErrors
from sojourn.importers.workspace import fill, literal, quoted

if TYPE_CHECKING:
    import duckdb

MAX_LINE = 8_000_000
"""Longest record that is read [bytes]."""
_EXCERPT = 1_000_000
"""Bytes from the first fault onwards in which others are looked for."""
_MOST_REFUSED = 60
_BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
_AT_LINE = re.compile(r"CSV Error on Line: (\d+)")
NOTE = re.compile(
    r"(?:notes?|sources?|footnotes?|remarks?|last update|updated|copyright|(?:suggested )?citation)\b|[*†©]|\(\w\)",
    re.IGNORECASE,
)
"""How a line below a table begins that is no row of it, but one about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The beginning of a file.

    Attributes:
        delimiter: What separates its columns.
        headings: The cells of the headings, as they stand.
        row: The number of that record, counted from 1 without blank lines.
        line: The line on which it begins.
        below: The line on which the data begin.
        above: The records above the headings.
    """

    delimiter: str
    headings: list[str]
    row: int
    line: int
    below: int
    above: tuple[tuple[str, ...], ...]


def records(text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """The records of a text, each with its first line and the line after its last, counted from 1."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, reader.line_num + 1, cells
            line = reader.line_num + 1
    except csv.Error:
        return


def load(
    connection: duckdb.DuckDBPyConnection, file: Path, path: Path, name: str, top: Top
) -> tuple[int, list[Problem]]:
    """Fills a table with the records below the headings.

    Args:
        connection: The engine.
        file: The file, or a copy of it in which all lines end alike.
        path: The file, for messages.
        name: Name of the table.
        top: Where its headings are.

    Returns:
        The number of rows, and a remark for each footnote below the table.

    Raises:
        SheetErrors: With the rows that are none, as far as they stand near the first one.
        BadInput: If the engine refuses the file as a whole.
    """
    import duckdb

    notes: list[Problem] = []
    try:
        connection.execute(_statement(name, file, top, skip=top.below - 1))
    except duckdb.Error as error:
        found = _AT_LINE.search(str(error))
        if found is None:
            raise _unreadable(path, error) from None
        notes = _notes_or_faults(connection, file, path, top, int(found[1]))
        connection.execute(_statement(name, file, top, skip=top.below - 1, tolerant=True))
        _forget(connection)
    count = connection.execute(fill("select count(*) from {table}", table=quoted(name))).fetchone()
    return (int(count[0]) if count else 0), notes


def _unreadable(path: Path, error: Exception) -> BadInput:
    return BadInput(
        f"the file cannot be read as a table: {str(error).splitlines()[0]}",
        where=str(path),
        advice="Write it anew with the same number of cells in every row, and quotes around texts with delimiters.",
    )


def _statement(name: str, file: Path, top: Top, *, skip: int, tolerant: bool = False) -> str:
    """SQL that makes a table of a file; a tolerant one keeps what is no row in the table ``rejected``."""
    columns = [f"c{at}" for at in range(1, len(top.headings) + 1)]
    tolerance = (
        "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'rejected_scan', "
        f"rejects_limit = {_MOST_REFUSED}, "
    )
    return fill(
        "create or replace table {table} as select row_number() over () + {above} as row, {texts} "
        "from read_csv({file}, columns = {{{columns}}}, header = false, skip = {skip}, auto_detect = false, "
        "delim = {delimiter}, quote = '\"', escape = '\"', strict_mode = true, null_padding = false, "
        "{tolerance}max_line_size = {longest}, nullstr = chr(1), compression = 'none')",
        table=quoted(name),
        above=str(top.row),
        texts=", ".join(f"coalesce(trim({column}, {_BLANKS}), '') as {column}" for column in columns),
        file=literal(str(file)),
        columns=", ".join(f"{column}: 'VARCHAR'" for column in columns),
        skip=str(skip),
        delimiter=literal(top.delimiter),
        tolerance=tolerance if tolerant else "",
        longest=str(MAX_LINE),
    )


def _forget(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("drop table if exists rejected")
    connection.execute("drop table if exists rejected_scan")


def _notes_or_faults(
    connection: duckdb.DuckDBPyConnection, file: Path, path: Path, top: Top, line: int
) -> list[Problem]:
    """What stands from a line onwards that is no row: remarks on footnotes, when there is nothing else to the end.

    Raises:
        SheetErrors: With every fault within reach.
    """
    excerpt, whole = _excerpt(file, line)
    rejected = _rejected(connection, excerpt, top)
    if whole and _are_notes(excerpt, rejected, top):
        what = f"{len(rejected)} footnote{'' if len(rejected) == 1 else 's'} below the table left out"
        return [Problem(f"{path}:{line + row[0] - 1}", what, level="warning") for row in rejected]
    ragged = ("MISSING COLUMNS", "TOO MANY COLUMNS")
    listed = [row for row in rejected if whole or row[0] == 1 or row[1] in ragged]
    problems = [_fault(f"{path}:{line + at - 1}", top, kind, text, column) for at, kind, text, column in listed]
    if not problems:
        problems = [Problem(f"{path}:{line}", "the row cannot be read", "Look at it in an editor.")]
    raise SheetErrors(problems)


def _excerpt(file: Path, line: int) -> tuple[bytes, bool]:
    """The bytes from a line onwards, up to a limit, and whether they are all that follows."""
    with file.open("rb") as data:
        begin, left = 0, line - 1
        while left and (chunk := data.read(1 << 20)):
            count = chunk.count(b"\n")
            if count < left:
                left -= count
                begin += len(chunk)
                continue
            at = -1
            for _ in range(left):
                at = chunk.index(b"\n", at + 1)
            begin, left = begin + at + 1, 0
        data.seek(begin)
        text = data.read(_EXCERPT)
        return text, not data.read(1)


def _rejected(connection: duckdb.DuckDBPyConnection, excerpt: bytes, top: Top) -> list[Any]:
    """What the engine finds wrong in an excerpt: line in it, kind of fault, the record, position of the column."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="sojourn-import-") as folder:
        file = Path(folder) / "excerpt.csv"
        file.write_bytes(excerpt)
        try:
            connection.execute(_statement("excerpt", file, top, skip=0, tolerant=True))
            return connection.execute(
                "select line, any_value(error_type), any_value(csv_line), min(column_idx) "
                "from rejected group by line order by line"
            ).fetchall()
        except duckdb.Error:
            return []
        finally:
            connection.execute("drop table if exists excerpt")
            _forget(connection)


def _are_notes(excerpt: bytes, rejected: list[Any], top: Top) -> bool:
    """Whether an excerpt is nothing but footnotes, which begin as footnotes do."""
    if not rejected or any(row[1] != "MISSING COLUMNS" for row in rejected):
        return False
    found = records(excerpt.decode("utf-8", errors="replace"), top.delimiter)
    return all(NOTE.match(cells[0].strip()) for _, _, cells in found if any(cell.strip() for cell in cells))


def _fault(where: str, top: Top, kind: str, text: str, at: int | None) -> Problem:
    width = len(top.headings)
    if kind in ("MISSING COLUMNS", "TOO MANY COLUMNS"):
        cells = next((cells for _, _, cells in records(text, top.delimiter)), [])
        return Problem(
            where,
            f"this row has {len(cells)} cell{'' if len(cells) == 1 else 's'}, and the headings are {width}",
            "Put a text that holds the delimiter in quotes, and leave blank cells blank.",
        )
    if kind == "UNQUOTED VALUE":
        column = top.headings[at - 1].strip() if at and 0 < at <= width else ""
        return Problem(
            f"{where}:{column}" if column else where,
            "a quote opens here and does not close where a cell ends",
            'Close it with ", and double a quote that belongs to the text: "".',
        )
    if kind == "LINE SIZE OVER MAXIMUM":
        return Problem(where, f"a record of more than {MAX_LINE:,} bytes begins here", "Is a quote missing?")
    return Problem(where, f"the row cannot be read ({kind.casefold()})", "Look at it in an editor.")
