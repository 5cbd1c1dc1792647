"""Whatever stands in a file, reading it gives a study or a report, never a traceback."""

from __future__ import annotations

import csv
import io
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.errors import SojournError
from sojourn.sheets import load_study
from sojourn.sheets.columns import CLAIMS
from tests.bad.golden import REGISTRY, SOURCES
from tests.bad.makers import WORKBOOKS, workbook_bytes, workbook_parts, zipped

_MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(name: str, data: bytes, sources: bytes = SOURCES.encode()) -> str:
    """``read`` or the class of the error; anything but ours goes through and fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sources.csv").write_bytes(sources)
        (Path(folder) / name).write_bytes(data)
        try:
            load_study(Path(folder), registry=REGISTRY)
        except SojournError as error:
            return type(error).__name__ if str(error) else "an error without words"
        return "read"


@_MANY
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_reported(data: bytes) -> None:
    assert outcome("claims.csv", data) == "SheetErrors"


pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "CN",
            "RU",
            "harbin",
            "russians",
            "liu",
            "daily",
            "agency <- daily",
            "5",
            "13%",
            "~5/yr",
            "many",
            "2020",
            "pub-1y",
        ]
    ),
    st.sampled_from(
        ['"', "'", "+", ";", "->", "<-", "..", "?", "=", "\n", "CN + RU", "CN; CN", "2020/2019", "X-1", "-"]
    ),
)


@_MANY
@given(
    st.lists(
        st.fixed_dictionaries(
            {"kind": st.sampled_from(["flow", "share", "event", "note", "residence", "x"])},
            optional={name: pieces for name in CLAIMS.columns if name != "kind"},
        ),
        max_size=4,
    )
)
def test_any_cells_are_read_or_reported(rows: list[dict[str, str]]) -> None:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(CLAIMS.columns))
    writer.writeheader()
    writer.writerows(rows)
    assert outcome("claims.csv", buffer.getvalue().encode("utf-8", "surrogatepass")) in ("read", "SheetErrors")


@_MANY
@given(st.lists(pieces, min_size=6, max_size=6))
def test_any_cells_of_the_sources_are_read_or_reported(cells: list[str]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["key", "type", "title", "published", "url", "based_on"], cells])
    claims = b"id,kind,to,source\nX-1,note,CN,daily\n"
    assert outcome("claims.csv", claims, buffer.getvalue().encode("utf-8", "surrogatepass")) in ("read", "SheetErrors")


@cache
def good_workbook() -> bytes:
    return workbook_bytes()


@_MANY
@given(st.data())
def test_a_workbook_with_a_damaged_byte_is_read_or_reported(data: st.DataObject) -> None:
    broken = bytearray(good_workbook())
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert outcome("claims.xlsx", bytes(broken)) in ("read", "SheetErrors")


@_MANY
@given(st.data())
def test_a_workbook_with_damage_inside_a_part_is_read_or_reported(data: st.DataObject) -> None:
    parts = workbook_parts()
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 3))):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.sampled_from(b'<>/="0159Az \x00'))
    assert outcome("claims.xlsx", zipped({**parts, name: bytes(part)})) in ("read", "SheetErrors")


@_MANY
@given(st.integers(0, 10_000))
def test_a_workbook_that_is_cut_off_is_reported(length: int) -> None:
    data = good_workbook()
    assert outcome("claims.xlsx", data[: min(length, len(data) - 1)]) == "SheetErrors"


def test_the_good_workbook_is_good() -> None:
    assert outcome("claims.xlsx", good_workbook()) == "read"
    assert outcome("claims.xlsx", WORKBOOKS["formula"]()) == "SheetErrors"
