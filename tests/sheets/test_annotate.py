"""The annotated copy: every cell with a problem is coloured and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sojourn.errors import BadInput, Problem, SheetErrors, StoreError
from sojourn.sheets import annotate, load_study
from tests.bad.golden import REGISTRY, cases, snapshot, write_study
from tests.bad.makers import WORKBOOKS


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(SheetErrors) as caught:
        load_study(folder, registry=REGISTRY)
    return caught.value.problems


def marked(path: Path) -> dict[str, str]:
    """The first line of the comment of every coloured cell, by ``tab!cell``."""
    book = load_workbook(path)
    found = {}
    for tab in book:
        for row in tab.iter_rows():
            for cell in row:
                if cell.comment is not None:
                    assert cell.fill.fgColor.rgb == "00FFC7CE"
                    found[f"{tab.title}!{cell.coordinate}"] = cell.comment.text.split("\n")[0]
    return found


def test_every_problem_of_every_file_is_marked_in_its_cell(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    (case,) = (case for case in cases("sheets.txt") if case.name == "all problems of all files in one run")
    write_study(folder, case)
    before = snapshot(folder)
    problems = problems_of(folder)
    out = annotate(folder, problems, tmp_path / "out" / "checked.xlsx")
    assert snapshot(folder) == before
    found = marked(out)
    assert sorted(found) == [
        *("claims!B4", "claims!C2", "claims!D2", "claims!E2", "claims!E4", "claims!F2", "claims!F4", "claims!G2"),
        *("sources!B2", "sources!D2"),
    ]
    assert found["claims!C2"] == "no place is called 'Harbn'"
    listing = load_workbook(out)["problems"]
    assert [cell.value for cell in listing["A"]] == ["where", *(problem.where for problem in problems)]
    assert listing["C2"].value.startswith("Did you mean 'Harbin'")


def test_a_fault_in_a_cell_of_several_lines_is_marked_in_its_row(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    (case,) = (case for case in cases("sheets.txt") if case.name == "a fault below a cell of several lines")
    write_study(folder, case)
    assert sorted(marked(annotate(folder, problems_of(folder), tmp_path / "o.xlsx"))) == ["claims!E2", "claims!F3"]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("unknown column", ["claims!E1"]),
        ("ragged row, too long", ["claims!A2"]),
        ("unterminated quote", ["claims!A3"]),
        ("only a heading", ["claims!A1"]),
        ("duplicate id", ["claims!A4"]),
    ],
)
def test_a_sheet_that_cannot_be_read_as_a_table_is_copied_and_marked_all_the_same(
    tmp_path: Path, name: str, cells: list[str]
) -> None:
    folder = tmp_path / "study"
    (case,) = (case for case in cases("sheets.txt") if case.name == name)
    write_study(folder, case)
    assert sorted(marked(annotate(folder, problems_of(folder), tmp_path / "o.xlsx"))) == cells


def test_a_workbook_is_marked_in_its_own_cells(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, next(iter(cases("sheets.txt"))))
    (folder / "claims.csv").unlink()
    (folder / "claims.xlsx").write_bytes(WORKBOOKS["cells with faults"]())
    assert sorted(marked(annotate(folder, problems_of(folder), tmp_path / "o.xlsx"))) == ["claims!C2", "claims!E2"]


def test_a_text_like_a_formula_is_copied_as_text(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    (case,) = (case for case in cases("cells.txt") if case.name == "formula as value")
    write_study(folder, case)
    out = annotate(folder, problems_of(folder), tmp_path / "o.xlsx")
    kinds = {cell.data_type for tab in load_workbook(out) for row in tab.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}


def test_findings_of_other_levels_are_marked_too(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, next(case for case in cases("sheets.txt") if case.name == "persons joined by a plus"))
    finding = Problem(f"{folder / 'claims.csv'}:2:value", "worth knowing", level="note")
    book = load_workbook(annotate(folder, [finding], tmp_path / "o.xlsx"))
    assert book["claims"]["E2"].comment.text == "worth knowing"
    assert book["claims"]["E2"].fill.fgColor.rgb == "00FFEB9C"


def test_the_copy_is_a_workbook_that_is_not_there_yet(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, next(iter(cases("sheets.txt"))))
    with pytest.raises(BadInput, match="is no name of a workbook"):
        annotate(folder, [], tmp_path / "out.csv")
    annotate(folder, [], tmp_path / "out.xlsx")
    with pytest.raises(StoreError, match="already exists"):
        annotate(folder, [], tmp_path / "out.xlsx")
    annotate(folder, [], tmp_path / "out.xlsx", force=True)
