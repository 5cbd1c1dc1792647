"""Rows that know where they stand, and the problems found in them, all of one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sojourn.errors import BadInput, Problem, SheetErrors

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Where a table comes from, and how its cells are called.

    Attributes:
        label: ``my-study/claims.csv``, or ``my-study/claims.xlsx`` for a workbook.
        tab: Name of the tab in a workbook; empty for a CSV file.
        columns: Position of each column, counted from 0.
        order: Rank of the table among those of the study, for the order of the problems.
    """

    label: str
    tab: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    order: int = 0

    def where(self, line: int, column: str = "", at: int = 0) -> str:
        """``file:line:column``, or ``file:tab!cell`` in a workbook.

        Args:
            line: Line or row, counted from 1.
            column: Name of the column; empty for the whole row.
            at: Position of the column, counted from 0, for one whose name is unknown.
        """
        if not self.tab:
            return f"{self.label}:{line}:{column}" if column else f"{self.label}:{line}"
        return f"{self.label}:{self.tab}!{column_letters(self.columns.get(column, at))}{line}"


def column_letters(index: int) -> str:
    """The name of a spreadsheet column: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table: what its cells hold, and where they stand.

    Attributes:
        sheet: The table.
        line: Line on which the record begins, counted from 1.
        cells: The cells that are not blank, by column.
        below: How many lines below ``line`` a cell begins, where a cell before it spans lines.
    """

    sheet: Sheet
    line: int
    cells: Mapping[str, str]
    below: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def where(self, column: str = "") -> str:
        """The position of a cell, or of the row when no column is named."""
        return self.sheet.where(self.line + self.below.get(column, 0), column)


class Findings:
    """Problems and notes, collected so that one run reports all of them."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._found: list[tuple[tuple[int, int, int], Problem]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, row: Row, column: str, what: str, advice: str = "") -> None:
        """Notes a problem in one cell of a row."""
        rank = row.sheet.columns.get(column, -1)
        problem = Problem(row.where(column), what, advice.strip())
        self._found.append(((row.sheet.order, row.line, rank), problem))

    def attempt(self, row: Row, column: str, default: T, make: Callable[..., T], *given: object) -> T:
        """What a cell means; a problem of the cell is noted, and the run goes on with the default."""
        try:
            return make(*given)
        except BadInput as error:
            self.add(row, column, error.what, error.advice)
            return default

    def add_at(self, sheet: Sheet, line: int, what: str, advice: str = "", *, column: str = "", at: int = 0) -> None:
        """Notes a problem at a place of a table that has not become rows; ``column`` and ``at`` as in Sheet.where."""
        problem = Problem(sheet.where(line, column, at), what, advice.strip())
        self._found.append(((sheet.order, line, at), problem))

    def add_file(self, label: str, what: str, advice: str = "", *, order: int = 0) -> None:
        """Notes a problem with a whole file."""
        self._found.append(((order, 0, -1), Problem(label, what, advice)))

    def problems(self) -> list[Problem]:
        """Everything found, in the order of files, lines and columns."""
        return [problem for _, problem in sorted(self._found, key=lambda found: found[0])]

    def raise_if_any(self, rows: int) -> None:
        """Ends the run when anything was found.

        Raises:
            SheetErrors: With every problem.
        """
        if self._found:
            raise SheetErrors(self.problems(), rows=rows)
