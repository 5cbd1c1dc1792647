"""The tutorial does what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sojourn
from sojourn.cli import main

TUTORIAL = Path(__file__).parent.parent.parent / "docs" / "tutorial"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(TUTORIAL / "port-amber", tmp_path / "port-amber")
    shutil.copytree(TUTORIAL / "texts", tmp_path / "texts")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "port-amber"


def test_the_passages_are_located_and_the_study_is_sound(study: Path, capsys: Capture) -> None:
    assert main(["locate", "port-amber", "--texts", "texts"]) == 0
    assert capsys.readouterr().err == "5 passages located; the texts themselves stay where they are.\n"
    assert main(["check", "port-amber", "--texts", "texts"]) == 0
    assert capsys.readouterr().err == "no problems; passages were looked up.\n"
    assert "21-114" in (study / "claims.csv").read_text(encoding="utf-8")


def test_a_figure_that_the_passage_does_not_hold_is_one_message(study: Path, capsys: Capture) -> None:
    sheet = study / "claims.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("~1200", "~1300"), encoding="utf-8")
    assert main(["check", "port-amber", "--texts", "texts"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("port-amber/claims.csv:2:value: ")
    assert "1,300" in shown


def test_both_figures_are_in_the_answer_each_with_the_one_who_says_it(study: Path) -> None:
    graph = sojourn.open(study)
    rows = graph.ask.stock_by_count(population="Islanders", place="Port Amber").rows()
    assert {(row["figure"], row["said by"]) for row in rows} == {
        ("over 8,000 persons", "Register of Port Amber"),
        ("9,000 to 11,000 persons", "Estimate of the islanders' association"),
    }


def test_the_trig_and_the_store_are_built(study: Path, capsys: Capture) -> None:
    assert main(["build", "port-amber"]) == 0
    assert (study / "port-amber.trig").stat().st_size > 3000
    assert main(["build", "port-amber", "-o", "my-store"]) == 0
    stored = {row["id"] for row in sojourn.open("my-store").claims()}
    assert stored == {"P-1", "P-2", "P-3", "P-4", "P-5"}
