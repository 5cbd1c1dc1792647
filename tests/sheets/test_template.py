"""Templates: what ``sojourn new`` makes can be filled, checked and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sojourn.cli import main
from sojourn.errors import BadInput, SheetErrors, StoreError
from sojourn.model import KINDS
from sojourn.sheets import load_study, new_study
from sojourn.sheets.columns import CLAIMS, SOURCES
from sojourn.sheets.template import EXAMPLE_CLAIM, EXAMPLE_SOURCE
from sojourn.sheets.writing import csv_text


def test_a_new_study_has_every_column_and_an_example_beside_it(tmp_path: Path) -> None:
    claims, sources, readme = new_study(tmp_path / "mine")
    assert claims.read_text(encoding="utf-8") == ",".join(CLAIMS.columns) + "\n"
    assert sources.read_text(encoding="utf-8") == ",".join(SOURCES.columns) + "\n"
    text = readme.read_text(encoding="utf-8")
    for name in (*CLAIMS.columns, *SOURCES.columns, *EXAMPLE_CLAIM.values(), *EXAMPLE_SOURCE.values()):
        assert name in text


def test_the_example_of_the_template_is_a_study(tmp_path: Path) -> None:
    claims, sources, _ = new_study(tmp_path / "mine")
    claims.write_text(csv_text(CLAIMS, [EXAMPLE_CLAIM]), encoding="utf-8")
    sources.write_text(csv_text(SOURCES, [EXAMPLE_SOURCE]), encoding="utf-8")
    study = load_study(tmp_path / "mine")
    assert [(a.id, a.place, a.population) for a in study.assertions] == [("D-1", ("harbin",), ("russians",))]


def test_an_untouched_template_says_that_it_is_empty(tmp_path: Path) -> None:
    new_study(tmp_path / "mine")
    with pytest.raises(SheetErrors, match="there are only headings, and no claim"):
        load_study(tmp_path / "mine")


def test_a_workbook_has_drop_downs_comments_and_a_fixed_heading(tmp_path: Path) -> None:
    path, _ = new_study(tmp_path / "mine", xlsx=True)
    book = load_workbook(path)
    claims = book["claims"]
    assert [cell.value for cell in claims[1]] == list(CLAIMS.columns)
    assert claims.freeze_panes == "A2"
    assert claims["B1"].comment.text == CLAIMS.columns["kind"]
    ranges = {str(choice.sqref): choice.formula1 for choice in claims.data_validations.dataValidation}
    assert len(ranges) == 9
    column = ranges["B2:B1000"].split("$")[1]
    lists = book["lists"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists[column] if cell.value] == list(KINDS)


def test_a_filled_workbook_is_a_study(tmp_path: Path) -> None:
    path, _ = new_study(tmp_path / "mine", xlsx=True)
    book = load_workbook(path)
    for tab, layout, example in (("claims", CLAIMS, EXAMPLE_CLAIM), ("sources", SOURCES, EXAMPLE_SOURCE)):
        for at, name in enumerate(layout.columns, 1):
            if name in example:
                book[tab].cell(2, at, example[name])
    book.save(path)
    study = load_study(tmp_path / "mine")
    assert study.assertions[0].id == "D-1"
    assert study.notes == ()


@pytest.mark.parametrize("xlsx", [False, True])
def test_a_study_that_is_there_stays_unless_forced(tmp_path: Path, xlsx: bool) -> None:
    path = new_study(tmp_path / "mine", xlsx=xlsx)[0]
    path.write_bytes(b"mine")
    with pytest.raises(StoreError, match="already exists"):
        new_study(tmp_path / "mine", xlsx=xlsx)
    assert path.read_bytes() == b"mine"
    new_study(tmp_path / "mine", xlsx=xlsx, force=True)
    assert path.read_bytes() != b"mine"


def test_a_study_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="a file of that name is there"):
        new_study(tmp_path / "mine")


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("xlsx", [False, True])
@pytest.mark.parametrize("name", ["claims.csv", "sources.csv"])
def test_a_sheet_with_rows_stays_even_when_forced(tmp_path: Path, name: str, xlsx: bool, force: bool) -> None:
    new_study(tmp_path / "mine")
    sheet = tmp_path / "mine" / name
    sheet.write_bytes(sheet.read_bytes() + "Ä\n\nx\n".encode("latin-1"))
    before = sheet.read_bytes()
    with pytest.raises(StoreError) as caught:
        new_study(tmp_path / "mine", xlsx=xlsx, force=force)
    assert str(caught.value) == (
        f"{sheet}: the study is filled in already: 2 rows\n"
        "  Choose another name for the study, or move or delete the sheet yourself; --force does not."
    )
    assert sheet.read_bytes() == before
    assert not (tmp_path / "mine" / "claims.xlsx").exists()


@pytest.mark.parametrize("xlsx", [False, True])
def test_a_workbook_with_rows_stays_even_when_forced(tmp_path: Path, xlsx: bool) -> None:
    path, _ = new_study(tmp_path / "mine", xlsx=True)
    book = load_workbook(path)
    book["sources"].append(["daily"])
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="filled in already: 1 row\n"):
        new_study(tmp_path / "mine", xlsx=xlsx, force=True)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["README.txt", "claims.xlsx"]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_study_without_a_name_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", name]) == 2
    assert capsys.readouterr().err.startswith("STUDY: the study has no name\n  Give the folder to make")
    assert list(tmp_path.iterdir()) == []
