"""A copy of a study as a workbook in which every cell with a problem is coloured and explained."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sojourn.errors import BadInput, Problem
from sojourn.outputs import refuse_existing
from sojourn.sheets.columns import STUDY_TABLES, Layout
from sojourn.sheets.findings import column_letters
from sojourn.sheets.tables import Record, heading_positions, raw_records
from sojourn.sheets.workbook import raw_tabs, workbooks
from sojourn.sheets.writing import book_bytes, guarded, put_files, put_text

_IN_CSV = re.compile(r"(?P<file>.*?\.csv):(?P<line>\d+)(?::(?P<column>[^:]*))?", re.DOTALL)
_IN_BOOK = re.compile(r"(?P<file>.*\.xlsx):(?P<tab>[^!]*)!(?P<cell>[A-Z]+\d+)", re.DOTALL)
_COLOURS = {"error": "FFC7CE", "warning": "FFEB9C"}
_LISTING = "problems"


def annotate(study_folder: Path, problems: Iterable[Problem], out_xlsx: Path, *, force: bool = False) -> Path:
    """Writes a copy of a study with its problems marked; the study itself is not touched.

    Args:
        study_folder: The study.
        problems: What was found in it.
        out_xlsx: The workbook to write; a first tab lists all the problems.
        force: Overwrite a file that is there.

    Raises:
        StoreError: If the file is there and ``force`` is not set.
        BadInput: If its name does not end in ``.xlsx``.
    """
    from openpyxl import Workbook

    if out_xlsx.suffix.lower() != ".xlsx":
        raise BadInput(f"{out_xlsx.name!r} is no name of a workbook", where="--annotate", advice="End it in .xlsx.")
    refuse_existing(out_xlsx, force=force)
    listed = list(problems)
    book = Workbook()
    first: Any = book.active
    first.title = _LISTING
    _list(first, listed)
    for layout, name, records in _tables(study_folder):
        tab = book.create_sheet(layout.name)
        _copy(tab, records)
        _mark(tab, layout, records, [problem for problem in listed if _file_of(problem) == name])
    put_files({out_xlsx: book_bytes(book)}, force=force)
    return out_xlsx


def _tables(folder: Path) -> list[tuple[Layout, str, list[Record]]]:
    """Every table of the study as it stands, with the name under which problems speak of it."""
    found: list[tuple[Layout, str, list[Record]]] = []
    books = workbooks(folder)
    tabs = raw_tabs(books[0]) if books else {}
    for layout in STUDY_TABLES:
        path = folder / f"{layout.name}.csv"
        if path.is_file():
            found.append((layout, path.name, raw_records(path, folder, layout)))
        elif layout.name in tabs:
            found.append((layout, f"{books[0].name}:{layout.name}", tabs[layout.name]))
    return found


def _file_of(problem: Problem) -> str:
    for form in (_IN_BOOK, _IN_CSV):
        match = form.fullmatch(problem.where)
        if match:
            name = Path(match["file"]).name
            return f"{name}:{match['tab']}" if "tab" in match.groupdict() else name
    return Path(problem.where).name


def _copy(tab: Any, records: list[Record]) -> None:
    from openpyxl.styles import Font

    heading = [cell.strip() for cell in records[0].cells] if records else []
    for line, record in enumerate(records, 1):
        for at, text in enumerate(record.cells, 1):
            if text:
                name = heading[at - 1] if at <= len(heading) else ""
                put_text(tab.cell(line, at), guarded(name, text.strip()))
    for at in range(1, len(heading) + 1):
        tab.cell(1, at).font = Font(bold=True)
    tab.freeze_panes = "A2"


def _mark(tab: Any, layout: Layout, records: list[Record], problems: list[Problem]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    texts: dict[tuple[int, int], list[Problem]] = defaultdict(list)
    positions = heading_positions(records[0], layout) if records else {}
    for problem in problems:
        texts[_cell_of(problem, records, positions)].append(problem)
    for (line, column), found in texts.items():
        cell = tab.cell(line, column)
        level = "error" if any(problem.level == "error" for problem in found) else "warning"
        cell.fill = PatternFill("solid", fgColor=_COLOURS[level])
        text = "\n\n".join(f"{problem.what}\n{problem.advice}".strip() for problem in found)
        cell.comment = Comment(text[:4000], "sojourn", width=360, height=140)


def _cell_of(problem: Problem, records: list[Record], positions: dict[str, int]) -> tuple[int, int]:
    """Row and column in the copy, counted from 1; the heading's first cell for what concerns the whole file."""
    book = _IN_BOOK.fullmatch(problem.where)
    text = _IN_CSV.fullmatch(problem.where)
    if book:
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", book["cell"]).groups()  # type: ignore[union-attr]  # as matched
        width = max((len(record.cells) for record in records), default=1)
        column = next((at for at in range(width) if column_letters(at) == letters), 0)
        line = int(digits)
    elif text:
        column = positions.get(text["column"] or "", 0)
        line = int(text["line"])
    else:
        return 1, 1
    row = sum(record.line <= line for record in records)
    return max(1, row), column + 1


def _list(tab: Any, problems: list[Problem]) -> None:
    from openpyxl.styles import Font

    for at, (name, width) in enumerate((("where", 44), ("what", 70), ("advice", 70)), 1):
        tab.cell(1, at, name).font = Font(bold=True)
        tab.column_dimensions[column_letters(at - 1)].width = width
    for line, problem in enumerate(problems, 2):
        for at, text in enumerate((problem.where, problem.what, problem.advice), 1):
            put_text(tab.cell(line, at), guarded("note", text))
    tab.freeze_panes = "A2"
