"""Empty sheets to start from: CSV with a worked example beside it, or a workbook with drop-downs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sojourn.errors import BadInput, StoreError
from sojourn.model import KINDS
from sojourn.sheets.columns import CLAIMS, SOURCES, STUDY_TABLES, Layout
from sojourn.sheets.sources import CSL_TYPES
from sojourn.sheets.workbook import raw_tabs, workbooks
from sojourn.sheets.writing import book_bytes, csv_text, fill_tab, put_files, put_text
from sojourn.vocabulary.terms import SCHEMES

EXAMPLE_SOURCE = {
    "key": "daily-2024",
    "type": "article-newspaper",
    "title": "An example of an article",
    "publisher": "The Daily",
    "published": "2024-05-17",
    "lang": "en",
}
EXAMPLE_CLAIM = {
    "id": "D-1",
    "kind": "residence",
    "to": "Harbin",
    "who": "russians",
    "value": "2000..3000",
    "when": "pub",
    "source": "daily-2024",
    "at": "30.2",
    "claim": "Between two and three thousand Russians live in Harbin",
}
"""The worked example of the templates and of the manual; a test reads it as a study."""

_ROWS = 1_000
_CLOSED = {
    "kind": list(KINDS),
    **{name: list(SCHEMES[name]) for name in ("hedge", "status", "modality", "method", "role", "event", "mobility")},
    "observation": list(SCHEMES["observation"]),
}
_HINTS_ONLY = frozenset({"mobility"})
_WIDTHS = {"claim": 60, "note": 40, "value": 14, "title": 50, "driver": 30, "source": 20, "via": 30, "url": 40}


def new_study(folder: Path, *, xlsx: bool = False, force: bool = False) -> list[Path]:
    """Makes a study's folder with empty sheets.

    Args:
        folder: The folder; it is made when it is not there.
        xlsx: One workbook with drop-downs rather than two CSV files.
        force: Overwrite sheets that are there, as long as they have no rows: what somebody filled in is never lost.

    Returns:
        The files.

    Raises:
        StoreError: If one of the files is there and ``force`` is not set, or a sheet in the folder has rows.
        BadInput: If the folder's name is taken by a file.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput("a file of that name is there", where=str(folder), advice="Choose another name for the study.")
    _refuse_filled(folder)
    if xlsx:
        contents = {folder / "claims.xlsx": _workbook()}
    else:
        contents = {folder / f"{layout.name}.csv": csv_text(layout, []).encode() for layout in (CLAIMS, SOURCES)}
    return put_files({**contents, folder / "README.txt": _readme(xlsx=xlsx).encode()}, force=force)


def _refuse_filled(folder: Path) -> None:
    """Refuses a folder in which a sheet has rows: nobody means to lose them."""
    for layout in (CLAIMS, SOURCES):
        path = folder / f"{layout.name}.csv"
        _refuse_rows(path, _lines(path) - 1)
    for path in workbooks(folder) if folder.is_dir() else ():
        tabs = raw_tabs(path)
        for layout in STUDY_TABLES:
            filled = [record for record in tabs.get(layout.name, []) if any(cell.strip() for cell in record.cells)]
            _refuse_rows(path, len(filled) - 1)


def _refuse_rows(path: Path, rows: int) -> None:
    if rows > 0:
        raise StoreError(
            f"the study is filled in already: {rows:,} row{'s' if rows > 1 else ''}",
            where=str(path),
            advice="Choose another name for the study, or move or delete the sheet yourself; --force does not.",
        )


def _lines(path: Path) -> int:
    """The lines of a file that are not blank, in whatever encoding it is."""
    if not path.is_file():
        return 0
    try:
        return sum(bool(line.strip(b"\0 \t,;\r")) for line in path.read_bytes().splitlines())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"cannot be read: {reason}", where=str(path), advice="Choose another name.") from None


def _readme(*, xlsx: bool) -> str:
    where = "the tabs claims and sources of claims.xlsx" if xlsx else "claims.csv and sources.csv"
    lines = [
        f"Fill {where}, one row for each claim, then run `sojourn check` on this folder.",
        "",
        "An example of a source, and of a claim that it makes:",
        "",
        csv_text(SOURCES, [EXAMPLE_SOURCE], EXAMPLE_SOURCE),
        csv_text(CLAIMS, [EXAMPLE_CLAIM], EXAMPLE_CLAIM),
        "Columns that you do not need may stay blank or go; their order is free.",
        "Places, populations and persons that the registry lacks go into places.csv, populations.csv and agents.csv.",
        "",
        "The columns of claims:",
        *(f"  {name:<11} {text}" for name, text in CLAIMS.columns.items()),
        "",
        "The columns of sources:",
        *(f"  {name:<11} {text}" for name, text in SOURCES.columns.items()),
        "",
    ]
    return "\n".join(lines)


def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    claims: Any = book.active
    claims.title = CLAIMS.name
    sources = book.create_sheet(SOURCES.name)
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    _tab(claims, CLAIMS, _CLOSED, lists)
    _tab(sources, SOURCES, {"type": list(CSL_TYPES), "seen": ["yes", "no"]}, lists)
    return book_bytes(book)


def _tab(tab: Any, layout: Layout, closed: dict[str, list[str]], lists: Any) -> None:
    """Headings that explain themselves, text cells, and a drop-down for every closed list."""
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns = list(layout.columns)
    fill_tab(tab, columns, [])
    for at, name in enumerate(columns, 1):
        letter = get_column_letter(at)
        comment = Comment(layout.columns[name], "sojourn", width=320, height=110)
        tab.cell(1, at).comment = comment
        tab.column_dimensions[letter].width = _WIDTHS.get(name, 12)
        tab.column_dimensions[letter].number_format = "@"
        if name not in closed:
            continue
        column = get_column_letter(lists.max_column + 1)
        for line, notation in enumerate(closed[name], 1):
            put_text(lists[f"{column}{line}"], notation)
        choice = DataValidation(
            type="list", formula1=f"lists!${column}$1:${column}${len(closed[name])}", allow_blank=True
        )
        choice.showErrorMessage = name not in _HINTS_ONLY
        choice.errorTitle = name
        choice.error = f"Choose one of the list, or leave the cell blank. {layout.columns[name]}"[:225]
        tab.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{_ROWS}")
