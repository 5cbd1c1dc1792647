"""A random table and a mapping of it become a frame, and the frame becomes the table again."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.mapped import Row, rows_of, table

CODES = {
    "RU": ("RU", "RUS", "643", "Russia", "Russian Federation"),
    "CN": ("CN", "CHN", "156", "China"),
    "NO": ("NO", "Norway"),
}
"""Three countries, and how a table may write them."""
MARKS = {"..": "O", "–": "zero", "c": "Q", "": "M"}
EXAMPLES = 300 if os.environ.get("SOJOURN_SOAK") else 15

numbers = st.decimals(0, 10**12, places=3, allow_nan=False)
signs = st.sampled_from([(".", ","), (",", "."), (".", " "), (",", "'"), (".", "")])
Cell = tuple[str, str, int, str]
"""Origin, destination, year, and what stands in the cell of the figure."""


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Cell], tuple[str, str]]:
    """Rows of which no two speak of the same, and the signs with which their figures are written."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(list(CODES)), st.sampled_from(list(CODES)), st.integers(1990, 2025)).filter(
                lambda key: key[0] != key[1]
            ),
            min_size=1,
            max_size=8,
            unique=True,
        )
    )
    decimal, thousands = draw(signs)
    rows = []
    for origin, destination, year in keys:
        if draw(st.integers(0, 4)):
            places = draw(st.integers(0, 3))
            plain = f"{draw(numbers):,.{places}f}"
            cell = "".join({",": thousands, ".": decimal}.get(sign, sign) for sign in plain)
        else:
            cell = draw(st.sampled_from(list(MARKS)))
        rows.append((origin, destination, year, cell))
    return rows, (decimal, thousands)


def quoted(text: str) -> str:
    return f'"{text}"' if "," in text or not text else text


def meaning(cell: str, decimal: str, thousands: str) -> dict[str, Any]:
    """What a cell says, worked out in another way than in the engine."""
    mark = MARKS.get(cell)
    if mark == "zero":
        return {"low": "0", "high": "0", "printed": cell, "observation": None}
    if mark:
        return {"low": None, "high": None, "printed": None, "observation": mark}
    plain = cell.replace(thousands, "") if thousands else cell
    value = Decimal(plain.replace(decimal, "."))
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return {"low": text, "high": text, "printed": cell, "observation": None}


def mapping_of(decimal: str, thousands: str, wide: str) -> str:
    form = f'decimal: "{decimal}"' + (f', thousands: "{thousands}"' if thousands else "")
    marks = ", ".join(f'"{mark}": {code}' for mark, code in MARKS.items())
    return f"""\
kind: flow
source: {{key: random, title: Random}}
table: {{{form}, delimiter: comma}}
columns: {{origin: From, destination: To, period: Year, value: Persons}}
missing: {{{marks}}}
{wide}
"""


def said(rows: list[Row]) -> dict[tuple[str, str, str], dict[str, Any]]:
    names = ("low", "high", "printed", "observation")
    return {(row["origin"], row["destination"], row["period"]): {name: row.get(name) for name in names} for row in rows}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.randoms(use_true_random=False))
def test_a_long_table_comes_back_cell_by_cell(drawn: tuple[list[Cell], tuple[str, str]], random: Any) -> None:
    rows, (decimal, thousands) = drawn
    lines = ["From,To,Year,Persons"]
    for origin, destination, year, cell in rows:
        names = (random.choice(CODES[origin]), random.choice(CODES[destination]), str(year), cell)
        lines.append(",".join(map(quoted, names)))
    with TemporaryDirectory() as folder:
        found, _ = rows_of(table(Path(folder), "\n".join(lines) + "\n"), mapping_of(decimal, thousands, ""))
    assert said(found) == {
        (origin, destination, str(year)): meaning(cell, decimal, thousands) for origin, destination, year, cell in rows
    }
    assert sorted(row["locator"] for row in found) == sorted(
        f"row {n}, column Persons" for n in range(2, len(rows) + 2)
    )


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_a_wide_table_comes_back_cell_by_cell(drawn: tuple[list[Cell], tuple[str, str]]) -> None:
    rows, (decimal, thousands) = drawn
    years = sorted({year for _, _, year, _ in rows})
    pairs = sorted({(origin, destination) for origin, destination, _, _ in rows})
    cells = {(origin, destination, year): cell for origin, destination, year, cell in rows}
    lines = [",".join(["From", "To", *map(str, years)])]
    lines += [",".join([*pair, *(quoted(cells.get((*pair, year), "..")) for year in years)]) for pair in pairs]
    wide = f'wide: {{from: "{years[0]}", to: "{years[-1]}", headers: Year, cells: Persons}}'
    with TemporaryDirectory() as folder:
        found, _ = rows_of(table(Path(folder), "\n".join(lines) + "\n"), mapping_of(decimal, thousands, wide))
    assert said(found) == {
        (*pair, str(year)): meaning(cells.get((*pair, year), ".."), decimal, thousands)
        for pair in pairs
        for year in years
    }
