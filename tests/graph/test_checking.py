"""What ``sojourn check`` says about shapes: in which column, and on how many of the claims."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn
from sojourn.cli import main
from sojourn.graph.checking import COLUMNS, check_study
from sojourn.sheets.columns import CLAIMS
from tests.shapes.test_shapes import NAMES

SOURCES = "key,type,title\ndaily,article-newspaper,The daily\n"


def study(folder: Path, *rows: str) -> Path:
    folder.mkdir()
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    heading = "id,kind,to,who,value,hedge,when,source,at,restates"
    (folder / "claims.csv").write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
    return folder


def test_shapes_are_mapped_to_columns_that_there_are() -> None:
    assert set(COLUMNS) <= set(NAMES)
    assert set(COLUMNS.values()) <= set(CLAIMS.columns)


def test_a_range_that_is_called_approximate_passes_and_an_open_one_is_found_in_its_cell(tmp_path: Path) -> None:
    folder = study(
        tmp_path / "mine",
        "X-1,residence,CN,russians,~5000..6000,,2020,daily,1.1,",
        "X-2,residence,CN,russians,>7000,about,2020,daily,1.2,",
    )
    (found,) = [finding for finding in sojourn.check(folder) if finding.level == "error"]
    assert found.where == f"{folder / 'claims.csv'}:3:value"
    assert found.what.endswith("[PointShape]")


def test_shapes_are_checked_on_every_claim_of_a_long_study(tmp_path: Path) -> None:
    rows = [f"X-{n},residence,CN,russians,{n},,2020,daily,{n}.1," for n in range(1, 2_101)]
    folder = study(tmp_path / "mine", *rows, "X-0,residence,CN,russians,>7000,about,2020,daily,1.2,")
    (found,) = [finding for finding in check_study(folder) if finding.level == "error"]
    assert found.where == f"{folder / 'claims.csv'}:2102:value"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = study(tmp_path / "mine", "X-2,residence,CN,russians,>7000,about,2020,daily,1.2,")
    assert main(["build", str(folder), "-o", str(tmp_path / "store")]) == 0
    return tmp_path / "store"


def test_a_store_is_checked_where_it_is(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check", str(store)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{store}: X-2: An exact figure has two different bounds")
    assert printed.err == "1 problem; 1 remark (--notes lists them).\n"


@pytest.mark.parametrize("option", ["--texts", "--annotate"])
def test_a_store_has_no_cells_and_no_passages(store: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check", str(store), option, str(store)]) == 2
    assert f"{option}: " in capsys.readouterr().err
