"""A row that cannot be an assertion is named with its source and its place in the file, before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from sojourn.columns.checks import CHECKS
from sojourn.columns.projection import write_frame
from sojourn.columns.quads import quad_chunks
from sojourn.errors import BadInput, SheetErrors
from tests.columns.frames import PERIODS, Row, put, row

_WHERE = "un-desa:row 9: "
_NOTHING: Row = dict.fromkeys(("low", "high", "hedge", "measure", "printed"))

CASES: list[tuple[dict[str, Any], str]] = [
    ({"id": None}, _WHERE + "a row without an id"),
    ({"source": None}, ":row 9: a row without a source"),
    ({"note": ""}, _WHERE + "the note is an empty text"),
    ({"population": ""}, _WHERE + "the population is an empty text"),
    *(
        ({"low": text}, f"{_WHERE}the low {text!r} is no figure")
        for text in (
            "1,234",
            "1.50",
            "-0",
            "1e3",
            "+1",
            "01",
            ".5",
            "5.",
            "NaN",
            "inf",
            "٣",
            " 1",
            "1_000",
            "0.12345678901",
        )
    ),
    ({"high": "12345678901234567890123456789"}, _WHERE + "the high '12345678901234567890123456789' is no figure"),
    ({"low": "552"}, _WHERE + "the lower bound 552 is above the upper"),
    ({"low": "-1", "high": "-2"}, _WHERE + "the lower bound -1 is above the upper"),
    ({"low_open": True}, _WHERE + "an interval that excludes its only value 551"),
    ({"low": None, "low_open": True}, _WHERE + "a bound that is not stated cannot be open"),
    ({"hedge": None}, _WHERE + "a figure without its hedge or measure"),
    ({"measure": None}, _WHERE + "a figure without its hedge or measure"),
    (_NOTHING | {"printed": ".."}, _WHERE + "a hedge, measure or printed figure without a figure"),
    (
        {"kind": "flow", "place": None, "origin": "CN", "destination": "CN"},
        _WHERE + "origin and destination are the same place, 'CN'",
    ),
    ({"period": "1850"}, _WHERE + "the period '1850' is not explained"),
]


@pytest.mark.parametrize(("cells", "message"), CASES)
def test_a_wrong_row_is_named_and_nothing_is_written(
    engine: duckdb.DuckDBPyConnection, tmp_path: Path, cells: dict[str, Any], message: str
) -> None:
    put(engine, [row(id="good"), row(**({"locator": "row 9"} | cells))])
    with pytest.raises(SheetErrors) as caught:
        write_frame(engine, "frame", PERIODS, tmp_path)
    assert str(caught.value.problems[0]).splitlines()[0] == message
    assert caught.value.rows == 2
    assert not list(tmp_path.iterdir())
    with pytest.raises(SheetErrors):
        quad_chunks(engine, "frame", PERIODS)


def test_every_check_has_a_case() -> None:
    said = "\n".join(message for _, message in CASES)
    for check in CHECKS:
        if not check.what.endswith("is an empty text"):
            assert check.what.split("{")[0] in said, check.what


def test_all_faults_are_told_at_once_each_with_its_number(engine: duckdb.DuckDBPyConnection) -> None:
    wrong = [row(id=f"{n}", locator=f"row {n}", low="1,000", period="1850" if n == 3 else "2020") for n in range(1, 5)]
    put(engine, [row(), *wrong])
    with pytest.raises(SheetErrors) as caught:
        quad_chunks(engine, "frame", PERIODS)
    assert str(caught.value).splitlines() == [
        "un-desa:row 1: the low '1,000' is no figure (4 such rows)",
        "  A figure is a plain decimal such as 551 or 0.5: at most 28 digits before and 10 after the point.",
        "un-desa:row 3: the period '1850' is not explained",
        "  The importer must say what it means.",
        "2 problems in 5 rows; nothing was written.",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DROP COLUMN observation", "short: the column 'observation' should be VARCHAR, and is not there"),
        ("ALTER COLUMN low TYPE DECIMAL(18,2)", "short: the column 'low' should be VARCHAR, and is DECIMAL(18,2)"),
    ],
)
def test_a_table_of_another_shape_is_refused(engine: duckdb.DuckDBPyConnection, change: str, message: str) -> None:
    put(engine, [row()], "short")
    engine.execute(f"ALTER TABLE short {change}")
    with pytest.raises(BadInput) as caught:
        quad_chunks(engine, "short", PERIODS)
    assert str(caught.value).splitlines()[0] == message


def test_a_result_that_someone_left_open_is_no_hindrance(engine: duckdb.DuckDBPyConnection) -> None:
    put(engine, [row()])
    engine.execute("SELECT * FROM range(10)").fetchone()
    assert sum(chunk.assertions for chunk in quad_chunks(engine, "frame", PERIODS)) == 1


def test_chunks_that_are_not_all_taken_leave_the_engine_free(engine: duckdb.DuckDBPyConnection) -> None:
    put(engine, [row(id=f"{n}", locator=f"{n}") for n in range(5_000)])
    chunks = quad_chunks(engine, "frame", PERIODS, size=1_000)
    assert next(chunks).quads > 0
    chunks.close()  # type: ignore[attr-defined]  # a generator
    assert engine.execute("SELECT count(*) FROM frame").fetchall() == [(5_000,)]
