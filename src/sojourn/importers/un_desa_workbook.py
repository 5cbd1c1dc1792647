"""The workbook of migrant stocks as the UN publishes it: notes, codes of the type of data, and regional aggregates.

The layouts of the revisions of 2020 and 2024 differ in their columns; the columns are found by what their headings
say, and the years of both sexes, of men and of women by the titles above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, Problem, SheetErrors
from sojourn.importers.base import Options
from sojourn.importers.bilateral import Cells, insert
from sojourn.importers.cleaning import YEAR, year
from sojourn.importers.grids import Grid
from sojourn.importers.populations import SPECIAL
from sojourn.importers.values import Style, bad_cells
from sojourn.importers.workbooks import choose_tab, load, rows_of, tabs
from sojourn.importers.workspace import fill, literal, quoted
from sojourn.sheets.findings import column_letters

if TYPE_CHECKING:
    import duckdb

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
"""Endings of the names of workbooks."""
_SHALLOW = 40
"""Among so many first rows the headings are looked for."""
_SEXES = (("both sexes", ""), ("female", "women"), ("women", "women"), ("male", "men"), ("men", "men"))
_EDITION = re.compile(r"(?:revision|rev\.|stock|edition|ims|pd)[\s,_]*((?:19|20)\d\d)|((?:19|20)\d\d)\s+revision", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which column is what, by position counted from 1; 0 where there is none.

    Attributes:
        destination, destination_code, origin, origin_code, type, notes: Columns about the places and the data.
        figures: Column, year and sex (``men``, ``women``, empty for both) of every column of figures.
        headings: Names for the columns that are all different.
        row: The row of the years.
        edition: The revision that the rows above name; empty when they name none.
    """

    destination: int
    destination_code: int
    origin: int
    origin_code: int
    type: int
    notes: int
    figures: tuple[tuple[int, str, str], ...]
    headings: tuple[str, ...]
    row: int
    edition: str


def why_not(path: Path) -> str:
    """Says why a workbook is none of the UN's migrant stocks; empty when it is one.

    Raises:
        BadInput: If it is no workbook, or one that harms.
    """
    return "" if _find(path, tabs(path)) else "no tab has columns for the codes of destination and origin, and years"


def read_workbook(
    connection: duckdb.DuckDBPyConnection, path: Path, options: Options, style: Style
) -> tuple[Cells, str]:
    """Brings the years of a workbook below each other, row by row.

    Returns:
        The cells, and the edition that the workbook names; empty when it names none.

    Raises:
        BadInput: If no tab is such a table.
        SheetErrors: If cells hold no figures.
    """
    named = options.settings.get("tab", "")
    found = _find(path, [choose_tab(path, named)] if named else tabs(path))
    if found is None:
        raise BadInput(
            "no tab has columns for the codes of destination and origin, and years",
            where=str(path),
            advice="The table by destination and origin is needed; in the UN's workbooks it is Table 1.",
        )
    tab, layout = found
    below = (row for row in rows_of(path, tab) if row[0] > layout.row)
    grid = load(connection, path, tab, layout.headings, below, heading_row=layout.row, name="grid")
    _skip_notes(grid, layout)
    both = [one for one in layout.figures if not one[2]]
    problems = [problem for at, _, _ in both for problem in bad_cells(grid, layout.headings[at - 1], style)]
    if problems:
        raise SheetErrors(problems, rows=grid.rows)
    if len(both) < len(layout.figures):
        what = "the columns of men and of women were left out"
        advice = "Figures of both sexes together were read; populations by sex are not told apart yet."
        grid.remarks.append(Problem(f"{path}:{tab}", what, advice, level="warning"))
    _unpivot(grid, layout, both, style)
    columns = (layout.headings[layout.origin - 1], layout.headings[layout.destination - 1])
    periods = {text: year(int(text)) for _, text, _ in both}
    cells = Cells(
        grid=grid, table="cells", columns=columns, periods=periods, special=SPECIAL, remarks=grid.remarks, again=True
    )
    return cells, layout.edition or _edition(path.name)


def _find(path: Path, names: Sequence[str]) -> tuple[str, Layout] | None:
    """The first tab that is such a table, ``Table 1`` before others."""
    for tab in sorted(names, key=lambda name: name.casefold() != "table 1"):
        layout = _layout(path, tab)
        if layout is not None:
            return tab, layout
    return None


def _layout(path: Path, tab: str) -> Layout | None:
    above: list[list[str]] = []
    rows = rows_of(path, tab)
    for number, cells in _first(rows):
        above.append(cells)
        if sum(bool(YEAR.fullmatch(cell)) for cell in cells) >= 2:
            heads = _heads(above)
            found = _columns(heads) if heads else None
            if found is not None:
                return _laid_out(found, heads, above, number)
    return None


def _first(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for _ in range(_SHALLOW):
        row = next(rows, None)
        if row is None:
            return
        yield row


def _heads(above: list[list[str]]) -> list[list[str]]:
    """The rows that make up the headings: from the one with the codes to the one with the years."""
    for at in range(len(above) - 1, -1, -1):
        if any("code" in cell.casefold() and "destination" in cell.casefold() for cell in above[at]):
            return above[max(0, at - 1) :]
    return []


def _columns(heads: list[list[str]]) -> dict[str, int] | None:
    """The columns about places and data; ``None`` when one that is needed is not there."""
    found: dict[str, int] = {}
    for row in heads:
        for at, cell in enumerate(row, 1):
            text = " ".join(cell.casefold().split())
            end = "destination" if "destination" in text else "origin" if "origin" in text else ""
            if "type of data" in text or text == "data type":
                found.setdefault("type", at)
            elif text.startswith("note"):
                found.setdefault("notes", at)
            elif end and "code" in text:
                found.setdefault(f"{end}_code", at)
            elif end and ("country" in text or "region" in text) and "stock" not in text:
                found.setdefault(end, at)
    needed = {"destination", "destination_code", "origin", "origin_code"}
    return found if needed <= found.keys() else None


def _laid_out(found: dict[str, int], heads: list[list[str]], above: list[list[str]], number: int) -> Layout:
    years = heads[-1]
    sexes = _sexes(heads, len(years))
    figures = tuple(
        (at, cell, sexes[at - 1])
        for at, cell in enumerate(years, 1)
        if YEAR.fullmatch(cell) and at > found["origin_code"]
    )
    named = {at: f"{text} {sex}".strip() for at, text, sex in figures}
    named.update({at: _name(heads, at) for at in found.values()})
    headings = tuple(named.get(at, f"column {column_letters(at - 1)}") for at in range(1, len(years) + 1))
    titles = " ".join(cell for row in above for cell in row)
    return Layout(
        **{"type": 0, "notes": 0, **found},
        figures=figures,
        headings=headings,
        row=number,
        edition=_edition(titles),
    )


def _name(heads: list[list[str]], at: int) -> str:
    """What stands above a column, in the lowest row that says something."""
    return next((row[at - 1] for row in reversed(heads) if at <= len(row) and row[at - 1]), f"column {at}")


def _sexes(heads: list[list[str]], width: int) -> list[str]:
    """For every column whom the title above it counts; a title reaches up to the next one."""
    sexes = [""] * width
    for row in heads[:-1]:
        here = ""
        for at in range(width):
            text = row[at].casefold() if at < len(row) else ""
            here = next((sex for word, sex in _SEXES if re.search(rf"\b{word}s?\b", text)), here)
            sexes[at] = here or sexes[at]
    return sexes


def _edition(text: str) -> str:
    found = _EDITION.search(text)
    return (found[1] or found[2]) if found else ""


def _skip_notes(grid: Grid, layout: Layout) -> None:
    """Takes rows out that name no destination with a code, and hold no figure: titles of groups, notes at the end."""
    ends = (layout.destination, layout.destination_code, layout.origin, layout.origin_code)
    full = " and ".join(f"c{at} <> ''" for at in ends)
    figures = " and ".join(f"c{at} = ''" for at, _, _ in layout.figures)
    test = f"not ({full}) and {figures}"
    count = grid.connection.execute(
        fill("select count(*), min(row) from {table} where {test}", table=quoted(grid.table), test=test)
    ).fetchone()
    if count and count[0]:
        grid.connection.execute(fill("delete from {table} where {test}", table=quoted(grid.table), test=test))
        grid.rows -= count[0]
        what = f"{count[0]:,} row{'' if count[0] == 1 else 's'} of titles and notes left out"
        grid.remarks.append(Problem(grid.where(count[1], 1), what, level="warning"))


def _unpivot(grid: Grid, layout: Layout, figures: Sequence[tuple[int, str, str]], style: Style) -> None:
    connection = grid.connection
    connection.execute("create or replace table years (name varchar, period varchar, place varchar)")
    insert(connection, "years", [(f"c{at}", text, f"{grid.tab}!{column_letters(at - 1)}") for at, text, _ in figures])
    kind = f"c{layout.type}" if layout.type else "''"
    notes = f"c{layout.notes}" if layout.notes else "''"
    remark = (
        f"concat_ws('; ', case when {kind} <> '' then 'type of data ' || {kind} end, "
        f"case when {notes} <> '' then {literal(layout.headings[layout.notes - 1] if layout.notes else '')} "
        f"|| ' ' || {notes} end)"
    )
    by_birth = f"regexp_matches({kind}, '\\bB\\b')"
    by_citizenship = f"regexp_matches({kind}, '\\bC\\b')"
    connection.execute(
        fill(
            "create or replace view cells as select u.row as row, y.period, u.origin, u.origin_code, u.destination, "
            "u.destination_code, u.text, {figure} as figure, {missing} as missing, "
            "y.place || u.row::varchar as locator, u.remark, u.counted "
            "from (unpivot (select row, c{o} as origin, c{oc} as origin_code, c{d} as destination, "
            "c{dc} as destination_code, {remark} as remark, case when {birth} and not {citizenship} then 'born-in' "
            "when {citizenship} and not {birth} then 'citizens-of' else 'migrants-from' end as counted, {columns} "
            "from {table}) on {columns} into name name value text) u join years y using (name)",
            figure=style.figure("u.text"),
            missing=style.missing("u.text"),
            o=str(layout.origin),
            oc=str(layout.origin_code),
            d=str(layout.destination),
            dc=str(layout.destination_code),
            remark=remark,
            birth=by_birth,
            citizenship=by_citizenship,
            columns=", ".join(f"c{at}" for at, _, _ in figures),
            table=quoted(grid.table),
        )
    )
