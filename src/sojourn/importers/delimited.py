"""CSV, TSV and other delimited text into the engine, which reads it piece by piece: never row by row through Python.

What the shape of such a file can have wrong is refused with the line on which it stands; see
:func:`sojourn.importers.grids.read_grid` for what becomes of a file that is right.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, Problem
from sojourn.importers.delimited_loading import MAX_LINE, Top, load, records
from sojourn.importers.grids import Grid, Heading, check_headings, refuse_no_rows, refuse_repeated_headings, rows_above
from sojourn.importers.scanning import Scan, check_text, refuse_change, scan_text

if TYPE_CHECKING:
    import duckdb

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What separates columns, and what people call it."""
MAX_COLUMNS = 5_000
_PEEK = 256 * 1024
_SHALLOW = 60


def read_delimited(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    name: str = "grid",
    heading: int | Heading = 0,
    delimiter: str = "",
) -> Grid:
    """Reads a delimited text; the arguments and refusals are those of :func:`sojourn.importers.grids.read_grid`."""
    scan = scan_text(path)
    top = _top(path, heading, delimiter)
    names = tuple(cell.strip() for cell in top.headings)
    check_headings(names, lambda at: f"{path}:{top.line}:{names[at - 1]}")
    with _one_kind_of_line_end(path, scan) as file:
        rows, notes = load(connection, file, path, name, top)
    refuse_change(path, scan.stamp)
    plain = scan.lines == top.line + rows + len(notes) and top.row == top.line
    grid = Grid(
        connection=connection,
        table=name,
        path=path,
        headings=names,
        heading_row=top.row,
        rows=rows,
        sha256=scan.sha256,
        above=top.above,
        remarks=[*_remarks(path, top, scan), *notes[:1]],
        line=(lambda row: row) if plain else (lambda row: _line_of(path, top.delimiter, row)),
    )
    refuse_no_rows(grid)
    refuse_repeated_headings(grid)
    return grid


def first_cells(path: Path, delimiter: str = "") -> list[str]:
    """The cells of the first record of a text file, to say whether an importer can read it.

    Raises:
        BadInput: If it is no text.
    """
    check_text(path)
    return [cell.strip() for cell in _top(path, 0, delimiter).headings]


def _top(path: Path, heading: int | Heading, delimiter: str) -> Top:
    text = _peek(path)
    chosen = delimiter or _delimiter(text)
    above: list[tuple[str, ...]] = []
    number = 0
    for line, below, cells in records(text, chosen):
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if number > _SHALLOW:
            break
        if heading(cells) if callable(heading) else heading in (0, number):
            _refuse_wide(cells, path, line)
            _refuse_other_delimiter(cells, text, delimiter, path, line)
            return Top(delimiter=chosen, headings=cells, row=number, line=line, below=below, above=tuple(above))
        above.append(tuple(cell.strip() for cell in cells))
    raise BadInput(
        "the headings are not there",
        where=f"{path}:{heading if isinstance(heading, int) else 1}",
        advice="Say in which row they stand.",
    )


def _peek(path: Path) -> str:
    """The beginning of a file, up to the end of a line where there is one."""
    with path.open("rb") as file:
        data = file.read(_PEEK)
        if len(data) == _PEEK:
            data += file.read(MAX_LINE) if b"\n" not in data and b"\r" not in data else b""
            data = data[: max(data.rfind(b"\n"), data.rfind(b"\r")) + 1] or data
    text = data.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _delimiter(text: str) -> str:
    """The delimiter that gives the most columns in most of the first records."""

    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(cells) for _, _, cells in records(text, delimiter) if any(cells)][:_SHALLOW]
        wide = [width for width in widths if width > 1]
        if not wide:
            return (0, 0)
        most = max(set(wide), key=wide.count)
        return (wide.count(most) * (most > 1), most)

    return max(DELIMITERS, key=fit)


def _refuse_wide(cells: Sequence[str], path: Path, line: int) -> None:
    if len(cells) > MAX_COLUMNS:
        raise BadInput(
            f"{len(cells):,} columns; {MAX_COLUMNS:,} are read",
            where=f"{path}:{line}",
            advice="Is a line end missing behind the headings?",
        )


def _refuse_other_delimiter(cells: Sequence[str], text: str, asked: str, path: Path, line: int) -> None:
    """Refuses a delimiter that was asked for but does not separate anything, when another one does."""
    found = _delimiter(text)
    if asked and len(cells) == 1 and found != asked:
        raise BadInput(
            f"the columns are separated by {DELIMITERS[found]}, not by {DELIMITERS.get(asked, repr(asked))}",
            where=f"{path}:{line}",
            advice="Name the delimiter of the file, or none, so that it is found out.",
        )


@contextmanager
def _one_kind_of_line_end(path: Path, scan: Scan) -> Iterator[Path]:
    """The file, or a copy of it in which all lines end alike."""
    if not scan.mixed:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="sojourn-import-") as folder:
        copy = Path(folder) / "lines.csv"
        with path.open(encoding="utf-8-sig", newline=None) as source, copy.open("w", encoding="utf-8") as target:
            while piece := source.read(1 << 20):
                target.write(piece)
        yield copy


def _remarks(path: Path, top: Top, scan: Scan) -> list[Problem]:
    remarks = []
    if top.delimiter != ",":
        what = f"the columns are separated by {DELIMITERS.get(top.delimiter, repr(top.delimiter))}"
        remarks.append(Problem(str(path), what, level="warning"))
    if scan.mixed:
        remarks.append(Problem(str(path), "mixed line ends were read as line ends", level="warning"))
    if top.above:
        remarks.append(Problem(f"{path}:1", rows_above(len(top.above)), level="warning"))
    return remarks


def _line_of(path: Path, delimiter: str, row: int) -> int:
    """The line on which a record begins, in a file where some records span lines or some lines are blank."""
    with path.open(encoding="utf-8-sig", errors="replace", newline=None) as file:
        reader = csv.reader(file, delimiter=delimiter)
        line, number = 1, 0
        for cells in reader:
            number += bool(cells)
            if number == row:
                return line
            line = reader.line_num + 1
    return row
