"""Sheets that are written: canonical, whole or not at all, and without a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sojourn.errors import BadInput, StoreError
from sojourn.model import (
    Assertion,
    Attribution,
    DriverAssertion,
    Estimate,
    Evidence,
    FlowAssertion,
    Hedge,
    Link,
    Measure,
    ShareAssertion,
    TransitionAssertion,
)
from sojourn.sheets import load_study, write_csv, write_xlsx
from sojourn.sheets.writing import guarded, row_of
from tests.strategies import SOURCES

KEYED = {source.key: source for source in SOURCES}
HERE = Evidence(source="undated")
FLOW = FlowAssertion(
    id="F-1",
    claim="=HYPERLINK(1)",
    evidence=HERE,
    origin=("RU",),
    destination=("CN",),
    population=("russians",),
    word="increasing",
    estimate=Estimate(
        low=Decimal("-0") + 11000, high=Decimal(11000), hedge=Hedge.ABOUT, measure=Measure.PERSONS_PER_YEAR
    ),
)


def test_a_row_says_everything_once_and_in_the_shortest_way() -> None:
    chain = (
        Link(source="agency", attribution=Attribution.IMPLIED),
        Link(source="census-2020", attribution=Attribution.EXPLICIT, wording='the "number"'),
    )
    evidence = Evidence(source="daily", line=24, locator="", start=0, end=9, chain=chain)
    assert row_of(replace(FLOW, evidence=evidence), KEYED) == {
        "id": "F-1",
        "kind": "flow",
        "from": "RU",
        "to": "CN",
        "who": "russians",
        "value": "~11000/yr; increasing",
        "source": "daily",
        "via": 'agency? <- census-2020 "the ""number"""',
        "at": "24",
        "chars": "0-9",
        "claim": "=HYPERLINK(1)",
    }


@pytest.mark.parametrize(
    ("column", "text", "written"),
    [
        ("claim", "=1+1", "'=1+1"),
        ("claim", "+1", "'+1"),
        ("claim", "-1", "'-1"),
        ("claim", "@x", "'@x"),
        ("claim", "'=1", "''=1"),
        ("claim", "'tis", "'tis"),
        ("claim", "a=b", "a=b"),
        ("value", "-460000", "-460000"),
        ("via", "-", "-"),
        ("note", "-", "'-"),
    ],
)
def test_what_a_spreadsheet_would_run_is_guarded(column: str, text: str, written: str) -> None:
    assert guarded(column, text) == written


def test_the_guard_goes_away_on_reading(tmp_path: Path) -> None:
    claims, _ = write_csv(tmp_path, [FLOW], SOURCES)
    (row,) = csv.DictReader(claims.read_text(encoding="utf-8").splitlines())
    assert row["claim"] == "'=HYPERLINK(1)"
    study = load_study(tmp_path)
    assert study.assertions == (FLOW,)
    assert study.sources[0].title == "=A daily, «quoted»"


def test_no_cell_of_a_written_workbook_is_a_formula(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "claims.xlsx", [FLOW], SOURCES)
    book = load_workbook(path)
    assert book.sheetnames == ["claims", "sources"]
    kinds = {cell.data_type for tab in book for row in tab.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert book["claims"].freeze_panes == "A2"


def test_what_exists_is_not_overwritten_unasked(tmp_path: Path) -> None:
    write_csv(tmp_path, [FLOW], SOURCES)
    before = (tmp_path / "claims.csv").read_bytes()
    with pytest.raises(StoreError, match="already exists"):
        write_csv(tmp_path, [], SOURCES)
    assert (tmp_path / "claims.csv").read_bytes() == before
    write_csv(tmp_path, [], SOURCES, force=True)
    assert (tmp_path / "claims.csv").read_bytes() != before
    write_xlsx(tmp_path / "a.xlsx", [FLOW], SOURCES)
    with pytest.raises(StoreError, match="already exists"):
        write_xlsx(tmp_path / "a.xlsx", [FLOW], SOURCES)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="the folder cannot be made"):
        write_csv(tmp_path / "file" / "study", [FLOW], SOURCES)


@pytest.mark.parametrize(
    ("assertion", "message"),
    [
        (
            DriverAssertion(id="D", claim="", evidence=HERE, origin=("RU",), place=("CN",), driver="x"),
            "a row cannot hold a place beside an origin or a destination",
        ),
        (
            TransitionAssertion(id="T", claim="", evidence=HERE, place=("CN",)),
            "a row of kind transition cannot hold a place",
        ),
        (
            ShareAssertion(id="S", claim="", evidence=HERE, destination=("CN",)),
            "a row of kind share cannot hold a destination alone",
        ),
    ],
)
def test_what_no_row_can_say_is_refused_rather_than_bent(assertion: Assertion, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        row_of(assertion, {})
