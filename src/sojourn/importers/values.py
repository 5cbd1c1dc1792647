"""What the cells of an official table mean: a figure, nothing there, or something that is refused.

Missing is not zero: a blank cell, ``..`` and ``NA`` become assertions without a figure, whose observation status says
so. A bare ``-`` is refused, because some tables mean zero by it and others mean missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, Problem
from sojourn.importers.workspace import fill, literal, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sojourn.importers.grids import Grid

MISSING = ("", "..", "…", "...", "na", "n/a", "n.a.", "nan", "null", "none", ".")
"""How tables print that there is no figure, in lower case."""
MOST_LISTED = 50
"""How many cells of one column a report lists."""

_DASHES = ("-", "–", "—", "−")
_SEPARATORS = {",": ",", ".": "\\.", " ": "[ \u00a0\u2009\u202f]", "'": "['’]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a table prints numbers.

    Attributes:
        thousands: What separates thousands: ``,``, ``.``, a blank or ``'``; empty when nothing does.
        decimal: What stands before decimals: ``.`` or ``,``.
        whole: Whether only whole numbers are figures.
        dash: What a bare dash means: ``missing`` or ``zero``; empty when the table does not say, so that it is refused.
        negative: Whether a figure may be below zero.
    """

    thousands: str = ""
    decimal: str = "."
    whole: bool = False
    dash: str = ""
    negative: bool = False

    def figure(self, column: str) -> str:
        """SQL for the figure of a cell: a decimal without separators and needless zeros; null when it holds none."""
        text = column
        pattern = "-?" if self.negative else ""
        grouped = _SEPARATORS.get(self.thousands, "")
        whole = f"(\\d{{1,28}}|\\d{{1,3}}({grouped}\\d{{3}}){{1,9}})" if grouped else "\\d{1,28}"
        pattern += whole if self.whole else f"{whole}({_SEPARATORS[self.decimal]}\\d{{1,10}})?"
        if grouped:
            text = f"regexp_replace({text}, {literal(grouped)}, '', 'g')"
        if self.decimal == "," and not self.whole:
            text = f"replace({text}, ',', '.')"
        plain = f"regexp_replace({text}, '^(-?)0+(\\d)', '\\1\\2')"
        if not self.whole:
            plain = f"regexp_replace(regexp_replace({plain}, '(\\.\\d*?)0+$', '\\1'), '\\.$', '')"
        zero = f" when {self._dashed(column)} then '0'" if self.dash == "zero" else ""
        ambiguous = self._ambiguous(column)
        refused = f" when {ambiguous} then null" if ambiguous else ""
        return f"case{zero}{refused} when regexp_full_match({column}, {literal(pattern)}) then {plain} end"

    def missing(self, column: str) -> str:
        """SQL that is true where a cell says that there is no figure."""
        listed = ", ".join(literal(text) for text in MISSING)
        dash = f" or {self._dashed(column)}" if self.dash == "missing" else ""
        return f"(lower({column}) in ({listed}){dash})"

    def _ambiguous(self, column: str) -> str:
        """SQL that is true where three digits behind the decimal sign could be thousands; empty when none can be."""
        if self.whole or self.thousands:
            return ""
        return f"regexp_full_match({column}, {literal(f'[1-9][0-9]{{0,2}}{_SEPARATORS[self.decimal]}[0-9]{{3}}')})"

    @staticmethod
    def _dashed(column: str) -> str:
        return f"{column} in ({', '.join(literal(dash) for dash in _DASHES)})"


def style_of(settings: Mapping[str, str], default: Style) -> Style:
    """The style of a table as the user set it: ``thousands``, ``decimal``, ``dash``.

    Raises:
        BadInput: If a setting has a value that it cannot have.
    """
    named = {"space": " ", "comma": ",", "point": ".", "apostrophe": "'", "none": ""}
    thousands = named.get(settings.get("thousands", ""), settings.get("thousands", default.thousands))
    decimal = named.get(settings.get("decimal", ""), settings.get("decimal", default.decimal))
    dash = settings.get("dash", default.dash)
    for name, value, allowed in (
        ("thousands", thousands, ("", *_SEPARATORS)),
        ("decimal", decimal, (".", ",")),
        ("dash", dash, ("", "missing", "zero")),
    ):
        if value not in allowed:
            listed = ", ".join(repr(one) for one in allowed)
            raise BadInput(f"{name} cannot be {value!r}", where=f"--set {name}", advice=f"It can be {listed}.")
    if thousands == decimal and not default.whole:
        decimal = "," if thousands == "." else "."
    return Style(thousands=thousands, decimal=decimal, whole=default.whole, dash=dash, negative=default.negative)


def bad_cells(grid: Grid, column: str, style: Style, *, only: str = "true") -> list[Problem]:
    """The cells of a column that hold neither a figure nor a sign that there is none.

    Args:
        grid: The table.
        column: Heading of the column.
        style: How the table prints numbers.
        only: SQL that is true for the rows to look at.
    """
    name = grid.column(column)
    test = fill(
        "({only}) and not {missing} and ({figure}) is null",
        only=only,
        missing=style.missing(name),
        figure=style.figure(name),
    )
    query = fill(
        "select row, {name} from {table} where {test} order by row limit {most}",
        name=name,
        table=quoted(grid.table),
        test=test,
        most=str(MOST_LISTED + 1),
    )
    found = grid.connection.execute(query).fetchall()
    problems = [Problem(grid.where(row, column), *_fault(text, style)) for row, text in found[:MOST_LISTED]]
    if len(found) > MOST_LISTED:
        count = grid.connection.execute(
            fill("select count(*) from {table} where {test}", table=quoted(grid.table), test=test)
        ).fetchone()
        more = (count[0] if count else 0) - MOST_LISTED
        problems.append(Problem(grid.where(found[MOST_LISTED][0], column), f"and {more:,} more cells are no figures"))
    return problems


def _fault(text: str, style: Style) -> tuple[str, str]:
    """What is wrong with a cell that is no figure, and what to do."""
    shown = repr(text if len(text) <= 60 else f"{text[:57]}…")
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:([,. '\u00a0\u2009\u202f’])\d{3})+", text)
    if grouped:
        return f"{shown} can be read in two ways", _two_ways(grouped[1], text)
    for pattern, what, advice in _FAULTS:
        if re.fullmatch(pattern, text) and not (what.startswith("is negative") and style.negative):
            return f"{shown} {what}", advice
    if style.whole and re.fullmatch(r"\d+[.,]\d+", text):
        return f"{shown} is no whole number of persons", "Are the columns shifted?"
    return f"{shown} is no figure", "Are the columns shifted? A missing figure is blank or '..'."


def _two_ways(separator: str, text: str) -> str:
    name = {",": "comma", ".": "point", "'": "apostrophe", "’": "apostrophe"}.get(separator, "space")
    advice = f"If {name}s separate thousands, say so: --set thousands={name}."
    if separator in ",." and text.count(separator) == 1:
        advice += " If it separates decimals, write two or four of them."
    return advice


_FAULTS = (
    ("[-–—−]", "is zero to some tables and missing to others", "Say which: --set dash=missing or --set dash=zero."),
    ("#+", "is a cell too narrow for its number", "Widen the column before you save the file."),
    ("#.*", "is an error of a spreadsheet", "Mend the formula, or leave the cell blank."),
    (
        r"-\d+(?:[.,]\d+)?",
        "is negative; so many persons cannot be",
        "Look at the source; a missing figure is blank or '..'.",
    ),
    (
        r"[\d.]+[eE][+-]?\d+",
        "is a rounded number of a spreadsheet",
        "Format the column as a number, and save the file anew.",
    ),
    (r"[^\x00-\x7f]*\d[^\x00-\x7f]*", "is written in other digits than 0 to 9", "Write it with 0 to 9."),
)
"""What people find in cells that should hold figures: a pattern, what it is, what to do."""
