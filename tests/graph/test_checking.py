"""What ``sojourn check`` says about shapes: in which column, and on how many of the claims."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn
from sojourn.cli import main
from sojourn.graph import checking
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


def test_beyond_the_limit_shapes_are_not_checked_and_this_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = study(
        tmp_path / "mine",
        "X-1,residence,CN,russians,5000,,2020,daily,1.1,X-2",
        "X-2,residence,CN,russians,>7000,about,2020,daily,1.2,",
    )
    assert "error" in {finding.level for finding in check_study(folder)}
    monkeypatch.setattr(checking, "MOST_CLAIMS", 1)
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == (
        f"note: {folder}: the shapes were checked on the first 1 of 2 claims only\n"
        "  The sheets were checked in full. Split the study to have the shapes checked on every claim.\n"
    )
    monkeypatch.setattr(checking, "MOST_CLAIMS", 2)
    assert main(["check", str(folder)]) == 1
    assert "first" not in capsys.readouterr().out
