"""Workbooks: what people type into cells is read as they see it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from sojourn.errors import SheetErrors
from sojourn.sheets import load_study
from tests.bad.golden import REGISTRY, SOURCES
from tests.bad.makers import HEADING, ROW, book


def study_with(folder: Path, made: Workbook) -> Path:
    folder.mkdir()
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    made.save(folder / "claims.xlsx")
    return folder


def cell_book(column: str, value: object, number_format: str = "General", **changes: str) -> Workbook:
    made = book()
    tab: Any = made.active
    for name, text in changes.items():
        tab.cell(2, HEADING.index(name) + 1, text)
    cell = tab.cell(2, HEADING.index(column) + 1)
    cell.value = value
    cell.number_format = number_format
    return made


@pytest.mark.parametrize(
    ("value", "number_format", "notation", "start"),
    [
        (date(2020, 5, 17), "yyyy-mm-dd", "2020-05-17", date(2020, 5, 17)),
        (datetime(2020, 5, 17), "dd/mm/yyyy", "2020-05-17", date(2020, 5, 17)),  # noqa: DTZ001 - as a spreadsheet has it
        (2020, "General", "2020", date(2020, 1, 1)),
        (2020.0, "0", "2020", date(2020, 1, 1)),
        ("2013/2017", "@", "2013/2017", date(2013, 1, 1)),
    ],
)
def test_a_date_typed_as_a_date_is_the_day_that_people_see(
    tmp_path: Path, value: object, number_format: str, notation: str, start: date
) -> None:
    study = load_study(study_with(tmp_path / "s", cell_book("when", value, number_format)), registry=REGISTRY)
    period = study.assertions[0].period
    assert period is not None
    assert (period.notation, period.start) == (notation, start)


@pytest.mark.parametrize(
    ("kind", "value", "number_format", "low"),
    [
        ("residence", 16000, "#,##0", 16000),
        ("residence", 16000.0, "General", 16000),
        ("change", -460000, "General", -460000),
        ("change", -0.4, "0%", -40),
        ("change", 0.125, "0.0%", 12.5),
        ("residence", 1.5e6, "0.00E+00", 1500000),
    ],
)
def test_a_number_is_read_with_its_format(
    tmp_path: Path, kind: str, value: float, number_format: str, low: float
) -> None:
    made = cell_book("value", value, number_format, kind=kind)
    estimate = load_study(study_with(tmp_path / "s", made), registry=REGISTRY).assertions[0].estimate
    assert estimate is not None
    assert estimate.low is not None
    assert float(estimate.low) == low


def test_a_cell_of_the_sources_may_say_true_or_false(tmp_path: Path) -> None:
    made = book()
    tab: Any = made.create_sheet("Sources")
    tab.append(["key", "title", "seen"])
    tab.append(["daily", "The daily", False])
    study = load_study(study_with(tmp_path / "s", made), registry=REGISTRY)
    assert [source.seen for source in study.sources] == [False]


def test_a_single_tab_is_taken_for_the_claims_with_a_note(tmp_path: Path) -> None:
    folder = study_with(tmp_path / "s", book("Sheet1"))
    study = load_study(folder, registry=REGISTRY)
    assert study.notes == (f"{folder / 'claims.xlsx'}: the only tab, 'Sheet1', was read as 'claims'",)
    assert study.where("X-1", "value") == f"{folder / 'claims.xlsx'}:Sheet1!E2"


def test_blank_rows_and_other_tabs_do_not_matter_and_cells_keep_their_names(tmp_path: Path) -> None:
    made = book()
    tab: Any = made.active
    tab.append([])
    tab.append(["X-2", *ROW[1:4], "nan", *ROW[5:]])
    made.create_sheet("my scribbles").append(["=1+1", "anything"])
    folder = study_with(tmp_path / "s", made)
    with pytest.raises(SheetErrors) as caught:
        load_study(folder, registry=REGISTRY)
    assert [problem.where for problem in caught.value.problems] == [f"{folder / 'claims.xlsx'}:claims!E4"]


def test_a_cell_beyond_the_headings_is_told(tmp_path: Path) -> None:
    made = book()
    tab: Any = made.active
    tab["K2"] = "stray"
    folder = study_with(tmp_path / "s", made)
    with pytest.raises(SheetErrors) as caught:
        load_study(folder, registry=REGISTRY)
    (problem,) = caught.value.problems
    assert str(problem) == f"{folder / 'claims.xlsx'}:claims!K2: a cell stands under no heading\n  Name its column."


def test_two_workbooks_in_one_folder_are_refused(tmp_path: Path) -> None:
    folder = study_with(tmp_path / "s", book())
    book().save(folder / "other.xlsx")
    (folder / "~$claims.xlsx").write_bytes(b"a lock of an office program")
    with pytest.raises(SheetErrors, match=r"claims.xlsx and other.xlsx both hold claims"):
        load_study(folder, registry=REGISTRY)
