"""Tabs of workbooks and Parquet files as grids."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from sojourn.errors import BadInput
from sojourn.importers.grids import read_grid
from sojourn.importers.workspace import workspace


def book(path: Path, rows: list[list[object]], *, tabs: tuple[str, ...] = ("Data",)) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = tabs[0]
    for row in rows:
        sheet.append(row)
    for tab in tabs[1:]:
        workbook.create_sheet(tab)
    workbook.save(path)
    return path


def refused(path: Path, **given: str) -> str:
    with workspace() as connection, pytest.raises(BadInput) as caught:
        read_grid(connection, path, **given)  # type: ignore[arg-type] # texts only
    return str(caught.value).replace(f"{path.parent}/", "")


def test_a_tab_is_read_cell_by_cell_and_knows_its_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["A title"],
        [],
        ["year", "place", "stock", None],
        [2020, " China ", 1_039_675.0, None],
        [],
        [2015, None, 0.5, None],
    ]
    path = book(tmp_path / "b.xlsx", rows)
    with workspace() as connection:
        grid = read_grid(connection, path, heading=lambda cells: "stock" in cells)
        assert (grid.headings, grid.heading_row, grid.rows, grid.tab) == (("year", "place", "stock"), 3, 2, "Data")
        assert connection.execute("select * from grid order by row").fetchall() == [
            (4, "2020", "China", "1039675"),
            (6, "2015", "", "0.5"),
        ]
        assert grid.where(4, "stock") == f"{path}:Data!C4"
        assert connection.execute(f"select {grid.locator('stock')} from grid order by row").fetchall() == [
            ("Data!C4",),
            ("Data!C6",),
        ]
        assert [str(remark).replace(f"{tmp_path}/", "") for remark in grid.remarks] == [
            "b.xlsx:Data!A1: 1 row above the headings was left out"
        ]


BOOKS: dict[str, tuple[list[list[object]], str]] = {
    "a heading that stands twice": (
        [["year", "Year"], [1, 2]],
        "b.xlsx:Data!B1: the column 'Year' stands twice, as the 1st and the 2nd\n  Rename or remove one of the two.",
    ),
    "a cell under no heading": (
        [["year", "stock"], [1, 2, None, 3]],
        "b.xlsx:Data!D2: a cell stands under no heading\n  Name its column, or remove it. Are the columns shifted?",
    ),
    "a formula": (
        [["year", "stock"], [1, "=A2+1"]],
        "b.xlsx:Data!B2: the cell holds a formula\n  Paste its value instead.",
    ),
    "headings only": (
        [["year", "stock"]],
        "b.xlsx:Data!A1: there are only headings, and no row\n  Is the file complete?",
    ),
    "the headings again": (
        [["year", "stock"], [1, 2], ["year", "stock"]],
        "b.xlsx:Data!A3: the headings stand again among the data\n  Were several files joined? Remove this line.",
    ),
    "nothing": ([], "b.xlsx:Data!A1: the headings are not there\n  Say in which row they stand."),
}


@pytest.mark.parametrize(("rows", "message"), BOOKS.values(), ids=BOOKS)
def test_a_tab_is_refused_with_its_cell(tmp_path: Path, rows: list[list[object]], message: str) -> None:
    assert refused(book(tmp_path / "b.xlsx", rows)) == message


def test_of_several_tabs_one_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", [["year"], [1]], tabs=("Data", "Notes"))
    assert refused(path) == "b.xlsx: the workbook has 2 tabs: 'Data', 'Notes'\n  Name one: --set tab=NAME."
    assert refused(path, tab="data") == (
        "b.xlsx: there is no tab 'data'\n  Did you mean 'Data'? The tabs are Data, Notes."
    )
    with workspace() as connection:
        assert read_grid(connection, path, tab="Data").rows == 1
    (tmp_path / "t.csv").write_text("year\n1\n", encoding="utf-8")
    assert refused(tmp_path / "t.csv", tab="Data") == (
        "t.csv: a tab ('Data') is named, but the file is no workbook\n  Drop it."
    )


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_text("year,stock\n1,2\n", encoding="utf-8")
    assert refused(path).startswith("b.xlsx: this is no workbook: it is not even a zip archive")
    path.write_bytes(b"")
    assert refused(path).startswith("b.xlsx: the file is empty")
    assert refused(tmp_path / "none.xlsx").startswith("none.xlsx: there is no such file")


def parquet(path: Path, query: str) -> Path:
    duckdb.connect().execute(f"copy ({query}) to '{path}' (format parquet)")
    return path


def test_a_parquet_file_is_read_cell_by_cell(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "t.parquet",
        "select 2020::smallint as year, 'China ' as place, 1039675.0::double as stock, 0.1::double as share, "
        "date '2020-07-01' as day, true as kept, 1.50::decimal(9, 2) as price, 1e20::double as big "
        "union all select null, null, 'nan'::double, null, null, null, null, null order by year nulls last",
    )
    with workspace() as connection:
        grid = read_grid(connection, path)
        assert grid.headings == ("year", "place", "stock", "share", "day", "kept", "price", "big")
        assert connection.execute("select * from grid order by row").fetchall() == [
            (1, "2020", "China", "1039675", "0.1", "2020-07-01", "true", "1.5", "100000000000000000000"),
            (2, "", "", "nan", "", "", "", "", ""),
        ]
        assert grid.where(2, "stock") == f"{path}:2:stock"


def test_a_parquet_file_with_lists_a_damaged_one_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "t.parquet", "select [1, 2] as years")
    assert refused(path) == (
        't.parquet: the column "years" holds INTEGER[], which is no plain value\n  Write it out flat.'
    )
    path = parquet(tmp_path / "t.parquet", "select 1 as year where false")
    assert "there are only headings, and no row" in refused(path)
    path = parquet(tmp_path / "t.parquet", "select 1 as year")
    path.write_bytes(path.read_bytes()[:-20])
    assert refused(path).startswith("t.parquet: the file is damaged or no Parquet: ")
    path.write_text("year\n1\n", encoding="utf-8")
    assert refused(path).startswith("t.parquet: this is no Parquet file")
