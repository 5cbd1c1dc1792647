"""Files of migrant stocks in the forms in which the UN and others publish them, made of the long table."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from tests.shared import SHARED

LONG = SHARED / "data" / "un_desa_stock_2020_long.csv"
FLOWS = SHARED / "data" / "abel_cohen_flows_1990_2020_long.csv"
YEARS = ("1990", "1995", "2000", "2005", "2010", "2015", "2020")

Stocks = dict[tuple[str, str], dict[str, str]]
"""Figures by year, of each origin and residence."""


def stocks(path: Path = LONG, only: Sequence[str] = ()) -> Stocks:
    """The figures of the long table; of some residences only, when they are named."""
    found: Stocks = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not only or row["residence"] in only:
                found[row["origin_birth"], row["residence"]][row["year"]] = row["stock"]
    return dict(found)


def wide_csv(path: Path, table: Stocks, codes: Mapping[str, str] | None = None) -> Path:
    """Writes the matrix with a column for each origin; pairs that the table lacks stay blank."""
    origins = sorted({origin for origin, _ in table})
    residences = sorted({residence for _, residence in table})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["year", "residence", *(["code"] if codes else []), *origins])
        for year in YEARS:
            for residence in residences:
                code = [codes[residence]] if codes else []
                figures = [table.get((origin, residence), {}).get(year, "") for origin in origins]
                writer.writerow([year, residence, *code, *figures])
    return path


_HEADS_2020 = (
    "Index",
    "Region, development group, country or area of destination",
    "Notes of destination",
    "Location code of destination",
    "Type of data of destination",
    "Region, development group, country or area of origin",
    "Location code of origin",
)
_HEADS_2024 = (
    "Index",
    "Region, development group, country or area of destination",
    "Coverage",
    "Data type",
    "Location code of destination",
    "Region, development group, country or area of origin",
    "Location code of origin",
)


def workbook(
    path: Path,
    table: Stocks,
    numbers: Mapping[str, str],
    *,
    types: Mapping[str, str] | None = None,
    extra: Iterable[Sequence[object]] = (),
    revision: str = "2020",
    split: bool = False,
) -> Path:
    """Writes a workbook laid out as the UN's: titles, headings in row 11, three groups of years, notes at the end.

    Args:
        path: Where it goes.
        table: Figures of countries.
        numbers: The M49 number of each name.
        types: Codes of the type of data by residence; ``B`` where none is given.
        extra: Rows of aggregates: destination, code, type, origin, code, and a figure for each year.
        revision: Of which revision the layout is.
        split: Whether the years stand in a row below the other headings, with merged cells.
    """
    book = Workbook()
    contents = book.active
    assert contents is not None
    contents.title = "Contents"
    contents.append(["International Migrant Stock"])
    sheet = book.create_sheet("Table 1")
    for title in _titles(revision):
        sheet.append(title)
    heads = _HEADS_2020 if revision == "2020" else _HEADS_2024
    groups = ("both sexes combined", "males", "females")
    about: list[object] = [None] * len(heads)
    for group in groups:
        about.extend([f"International migrant stock at mid-year ({group})", *[None] * (len(YEARS) - 1)])
    years = [int(year) for year in YEARS] * len(groups)
    if split:
        sheet.append([*heads, *about[len(heads) :]])
        sheet.append([*[None] * len(heads), *years])
        for column in range(1, len(heads) + 1):
            sheet.merge_cells(start_row=10, end_row=11, start_column=column, end_column=column)
    else:
        sheet.append(about)
        sheet.append([*heads, *years])
    for at, row in enumerate(_rows(table, numbers, types or {}, extra, revision), 1):
        sheet.append([at, *row])
    for note in ("Notes", "(B) Estimates derived from data on the foreign-born population", "(..) Not available"):
        sheet.append([None, note])
    book.save(path)
    return path


def _titles(revision: str) -> list[list[object]]:
    titles: list[list[object]] = [[None, None] for _ in range(9)]
    titles[2] = [None, "United Nations"]
    titles[3] = [None, "Population Division"]
    titles[4] = [None, f"International Migrant Stock {revision}"]
    titles[6] = [None, "Table 1: migrants by sex, destination and origin, 1990-2020"]
    titles[8] = [None, "POP/DB/MIG/Stock/Rev." + revision]
    return titles


def _rows(
    table: Stocks,
    numbers: Mapping[str, str],
    types: Mapping[str, str],
    extra: Iterable[Sequence[object]],
    revision: str,
) -> Iterable[list[object]]:
    for destination, code, kind, origin, origin_code, *figures in extra:
        yield _row(revision, destination, code, kind, origin, origin_code, [*figures], note=None)
    for (origin, residence), by_year in table.items():
        figures = [_number(by_year.get(year, "..")) for year in YEARS]
        code, origin_code = int(numbers[residence]), int(numbers[origin])
        note = "1, 2" if residence == "China" else None
        yield _row(revision, residence, code, types.get(residence, "B"), origin, origin_code, figures, note=note)


def _row(
    revision: str,
    destination: object,
    code: object,
    kind: object,
    origin: object,
    origin_code: object,
    figures: list[object],
    *,
    note: str | None,
) -> list[object]:
    halves = [figure // 2 if isinstance(figure, int) else figure for figure in figures]
    about = [destination, note, code, kind] if revision == "2020" else [destination, note, kind, code]
    return [*about, origin, origin_code, *figures, *halves, *halves]


def _number(text: str) -> object:
    return int(text) if text.isdigit() else text
