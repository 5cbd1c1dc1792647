"""Delimited text into the engine: what is read, and what is refused with its place."""

from __future__ import annotations

import csv
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.errors import BadInput
from sojourn.importers.grids import read_grid
from sojourn.importers.workspace import workspace

if TYPE_CHECKING:
    import duckdb

HEAD = b"year,origin,stock\n"

READ = {
    "a plain file": (HEAD + b"1990,Angola,5\n", [(2, "1990", "Angola", "5")], []),
    "a byte-order mark": (b"\xef\xbb\xbf" + HEAD + b"1990,Angola,5\n", [(2, "1990", "Angola", "5")], []),
    "Windows line ends": (b"year,origin,stock\r\n1990,Angola,5\r\n", [(2, "1990", "Angola", "5")], []),
    "old Macintosh line ends": (
        b"year,origin,stock\r1990,Angola,5\r",
        [(2, "1990", "Angola", "5")],
        ["t.csv: mixed line ends were read as line ends"],
    ),
    "line ends of all kinds": (
        b"year,origin,stock\r\n1990,Angola,5\n1995,Angola,6\r2000,Angola,7\n",
        [(2, "1990", "Angola", "5"), (3, "1995", "Angola", "6"), (4, "2000", "Angola", "7")],
        ["t.csv: mixed line ends were read as line ends"],
    ),
    "no line end behind the last row": (HEAD + b"1990,Angola,5", [(2, "1990", "Angola", "5")], []),
    "blanks around cells": (b" year , origin,stock\n 1990 ,Angola , 5\n", [(2, "1990", "Angola", "5")], []),
    "semicolons": (
        b"year;origin;stock\n1990;Angola;5\n",
        [(2, "1990", "Angola", "5")],
        ["t.csv: the columns are separated by semicolons"],
    ),
    "semicolons with commas in the figures": (
        b"year;origin;stock\n1990;Angola;5,5\n1995;Angola;6,5\n",
        [(2, "1990", "Angola", "5,5"), (3, "1995", "Angola", "6,5")],
        ["t.csv: the columns are separated by semicolons"],
    ),
    "tabs": (
        b"year\torigin\tstock\n1990\tKorea, Rep.\t5\n",
        [(2, "1990", "Korea, Rep.", "5")],
        ["t.csv: the columns are separated by tabs"],
    ),
    "quotes around a delimiter": (HEAD + b'1990,"Korea, Rep.",5\n', [(2, "1990", "Korea, Rep.", "5")], []),
    "quotes within quotes": (HEAD + b'1990,"a ""b"" c",5\n', [(2, "1990", 'a "b" c', "5")], []),
    "a cell of two lines": (
        HEAD + b'1990,"a\nb",5\n1995,c,6\n',
        [(2, "1990", "a\nb", "5"), (3, "1995", "c", "6")],
        [],
    ),
    "blank lines": (HEAD + b"\n1990,Angola,5\n\n\n", [(2, "1990", "Angola", "5")], []),
    "blank cells": (HEAD + b'1990,,\n1995,"",""\n', [(2, "1990", "", ""), (3, "1995", "", "")], []),
    "footnotes below the table": (
        HEAD + b"1990,Angola,5\n\nNote: figures of the middle of the year\nSource: UN DESA\n",
        [(2, "1990", "Angola", "5")],
        ["t.csv:4: 2 footnotes below the table left out"],
    ),
}


@pytest.mark.parametrize(("content", "expected", "remarks"), READ.values(), ids=READ)
def test_a_text_is_read_cell_by_cell(
    tmp_path: Path, content: bytes, expected: list[tuple[object, ...]], remarks: list[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with workspace() as connection:
        grid = read_grid(connection, path)
        assert grid.headings == ("year", "origin", "stock")
        assert connection.execute(f"select * from {grid.table} order by row").fetchall() == expected
        assert [str(remark).replace(f"{tmp_path}/", "") for remark in grid.remarks] == remarks


REFUSED = {
    "an empty file": (b"", "t.csv: the file is empty\n  Its first line names the columns."),
    "blanks only": (b" \n \n", "t.csv: the file is empty\n  Its first line names the columns."),
    "headings only": (HEAD, "t.csv:1: there are only headings, and no row\n  Is the file complete?"),
    "a heading that stands twice": (
        b"year,origin,Year\n1990,Angola,5\n",
        "t.csv:1:Year: the column 'Year' stands twice, as the 1st and the 3rd\n  Rename or remove one of the two.",
    ),
    "the headings again among the data": (
        HEAD + b"1990,Angola,5\n" + HEAD + b"1995,Angola,6\n" + HEAD,
        "t.csv:3: the headings stand again among the data (2 times)\n  Were several files joined? Remove this line.",
    ),
    "a row with a cell too few": (
        HEAD + b"1990,Angola,5\n1995,6\n2000,Angola,7\n",
        (
            "t.csv:3: this row has 2 cells, and the headings are 3\n"
            "  Put a text that holds the delimiter in quotes, and leave blank cells blank.\n"
            "1 problem; nothing was written."
        ),
    ),
    "a row with a cell too many": (
        HEAD + b"1990,Korea, Rep.,5\n",
        (
            "t.csv:2: this row has 4 cells, and the headings are 3\n"
            "  Put a text that holds the delimiter in quotes, and leave blank cells blank.\n"
            "1 problem; nothing was written."
        ),
    ),
    "a last row cut off": (
        HEAD + b"1990,Angola,5\n1995,Ang",
        (
            "t.csv:3: this row has 2 cells, and the headings are 3\n"
            "  Put a text that holds the delimiter in quotes, and leave blank cells blank.\n"
            "1 problem; nothing was written."
        ),
    ),
    "a quote that does not close": (
        HEAD + b'1990,Angola,5\n1995,"Angola,6\n2000,Angola,7\n',
        (
            "t.csv:3:origin: a quote opens here and does not close where a cell ends\n"
            '  Close it with ", and double a quote that belongs to the text: "".\n'
            "1 problem; nothing was written."
        ),
    ),
    "text behind a closing quote": (
        HEAD + b'1990,"Angola" x,5\n',
        (
            "t.csv:2:origin: a quote opens here and does not close where a cell ends\n"
            '  Close it with ", and double a quote that belongs to the text: "".\n'
            "1 problem; nothing was written."
        ),
    ),
    "a byte of Latin-1": (
        HEAD + b"1990,Angola,5\n1990,R\xe9union,5\n",
        (
            "t.csv:3:byte 7: the byte 0xe9 is not UTF-8; is the file Latin-1 or Windows-1252?\n"
            "  Save it as `CSV UTF-8`, or convert it: iconv -f WINDOWS-1252 -t UTF-8."
        ),
    ),
    "a byte of Latin-1 in the headings": (
        "année,origine,stock\n1990,Angola,5\n".encode("latin-1"),
        (
            "t.csv:1:byte 4: the byte 0xe9 is not UTF-8; is the file Latin-1 or Windows-1252?\n"
            "  Save it as `CSV UTF-8`, or convert it: iconv -f WINDOWS-1252 -t UTF-8."
        ),
    ),
    "half of a surrogate pair": (
        HEAD + b"1990,\xed\xa0\x80,5\n",
        (
            "t.csv:2:byte 6: half of a surrogate pair, which is no character\n"
            "  Save it as `CSV UTF-8`, or convert it: iconv -f WINDOWS-1252 -t UTF-8."
        ),
    ),
    "an end within a character": (
        HEAD + b"1990,Angola,5\xe4\xb8",
        "t.csv:2: the file ends within a character\n  Copy it anew.",
    ),
    "UTF-16": (
        (HEAD + b"1990,Angola,5\n").decode().encode("utf-16"),
        "t.csv:1: the text is UTF-16, not UTF-8\n  Save it as `CSV UTF-8`, or convert it: iconv -f UTF-16 -t UTF-8.",
    ),
    "UTF-16 without a byte-order mark": (
        (HEAD + b"1990,Angola,5\n").decode().encode("utf-16-le"),
        "t.csv:1: the text is UTF-16, not UTF-8\n  Save it as `CSV UTF-8`, or convert it: iconv -f UTF-16 -t UTF-8.",
    ),
    "a NUL": (
        HEAD + b"1990,Angola,5\r\n1990,An\0gola,5\n",
        "t.csv:3:byte 8: a NUL byte\n  This is no text file, or a damaged one.",
    ),
    "a pointer of git-lfs": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        "t.csv: a pointer of git-lfs, not the file itself\n  Run `git lfs pull`.",
    ),
    "a workbook under another name": (
        b"PK\x03\x04" + b"x" * 40,
        (
            "t.csv: a zip archive or workbook under the name of a text file\n"
            "  Unpack it first, or give it the name that fits its content."
        ),
    ),
    "a gzip archive": (
        b"\x1f\x8b\x08\x00" + b"x" * 40,
        "t.csv: a gzip archive\n  Unpack it first, or give it the name that fits its content.",
    ),
}


def refused(path: Path, **given: str) -> str:
    started = time.process_time()
    with workspace() as connection, pytest.raises(BadInput) as caught:
        read_grid(connection, path, **given)  # type: ignore[arg-type] # texts only
    assert time.process_time() - started < 2
    return str(caught.value).replace(f"{path.parent}/", "")


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_refused_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert refused(path) == message


def test_every_ragged_row_is_listed_and_a_file_of_them_ends_in_time(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(HEAD + b"1990,Angola,5,6\n" * 200_000)
    message = refused(path)
    assert message.startswith("t.csv:2: this row has 4 cells, and the headings are 3\n")
    assert "t.csv:51: this row has 4 cells" in message


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv").startswith("none.csv: there is no such file")
    assert refused(tmp_path).endswith(": a folder stands where a table is expected\n  Name the file in it.")
    os.mkfifo(tmp_path / "pipe.csv")
    assert refused(tmp_path / "pipe.csv") == "pipe.csv: a named pipe stands where a table is expected\n  Give a file."


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(HEAD)
    opened = Path.open

    def denied(self: Path, *args: object, **kwargs: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)  # type: ignore[call-overload] # passed on as they come

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == "t.csv: the file cannot be read: Permission denied\n  Check who may read it."


def test_a_delimiter_that_separates_nothing_is_refused_with_the_one_that_does(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"year;origin;stock\n1990;Angola;5\n")
    assert refused(path, delimiter=",") == (
        "t.csv:1: the columns are separated by semicolons, not by commas\n"
        "  Name the delimiter of the file, or none, so that it is found out."
    )


def test_a_file_of_one_column_is_a_table_of_one_column(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"place\nAngola\nKenya\n")
    with workspace() as connection:
        assert read_grid(connection, path).headings == ("place",)


def test_rows_know_their_lines_where_cells_span_lines_and_lines_are_blank(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(HEAD + b'\n1990,"a\nb",5\n\n1995,c,6\n')
    with workspace() as connection:
        grid = read_grid(connection, path)
        assert [grid.line(row) for row in (1, 2, 3)] == [1, 3, 6]
        assert grid.where(3, "stock") == f"{path}:6:stock"
        assert grid.where(2) == f"{path}:3"


def test_headings_further_down_are_found_by_their_row_or_by_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"Migrants of the world\n\nLast updated 2024\n" + HEAD + b"1990,Angola,5\n")
    with workspace() as connection:
        for heading in (3, lambda cells: "origin" in cells):
            grid = read_grid(connection, path, heading=heading)
            assert grid.headings == ("year", "origin", "stock")
            assert grid.above == (("Migrants of the world",), ("Last updated 2024",))
            assert connection.execute("select row, c2 from grid").fetchall() == [(4, "Angola")]
            assert grid.where(4, "origin") == f"{path}:5:origin"


def test_a_column_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(HEAD + b"1990,Angola,5\n")
    with workspace() as connection:
        grid = read_grid(connection, path)
        assert (grid.column("stock"), grid.column("ORIGIN"), grid.heading("Year")) == ("c3", "c2", "year")
        assert grid.has("Year", "stock")
        assert not grid.has("Year", "stocks")
        with pytest.raises(BadInput, match=r"there is no column 'orign'\n  Did you mean 'origin'\? The columns are"):
            grid.column("orign")


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(HEAD + b"1990,Angola,5\n")
    with workspace() as connection:
        grid = read_grid(connection, path)
    assert grid.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sojourn.importers.delimited_loading import load

    path = tmp_path / "t.csv"
    path.write_bytes(HEAD + b"1990,Angola,5\n")

    def slow(*args: object) -> object:
        found = load(*args)  # type: ignore[arg-type] # passed on as they come
        with path.open("ab") as file:
            file.write(b"1995,Angola,6\n")
        return found

    monkeypatch.setattr("sojourn.importers.delimited.load", slow)
    assert refused(path) == "t.csv: the file changed while it was read\n  Try again when it is complete."


_cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]) | st.sampled_from(' ,;"\n\t|'), max_size=8
).map(lambda text: text.strip(" \t\n\xa0"))


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with workspace() as connection:
        yield connection


@settings(max_examples=60, deadline=None)
@given(table=st.lists(st.tuples(_cells, _cells, _cells), min_size=1, max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_every_table_that_is_written_is_read_again_cell_by_cell(
    engine: duckdb.DuckDBPyConnection,
    tmp_path_factory: pytest.TempPathFactory,
    table: list[tuple[str, str, str]],
    delimiter: str,
) -> None:
    path = tmp_path_factory.mktemp("tables") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([("one", "two", "three"), *table])
    grid = read_grid(engine, path, delimiter=delimiter)
    assert engine.execute(f"select c1, c2, c3 from {grid.table} order by row").fetchall() == table
