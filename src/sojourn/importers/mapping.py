"""The mapping of a table: which column says what, declared in a small YAML file, with nothing guessed.

:func:`read_mapping` reads and checks the file by itself; what it says about columns is checked against the table by
:mod:`sojourn.importers.generic`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MEASURED = ("flow", "residence", "netmigration", "change", "share", "permit")
"""The kinds of statement that a table of figures can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where one facet of a row comes from: a column, or one value for all rows.

    Attributes:
        column: Name of the column; empty when the value is constant.
        constant: The value of every row; empty when there is a column.
        codes: What the table writes, and what it means by it; anything else stays as it is.
        where: Place in the mapping file, for messages.
    """

    column: str = ""
    constant: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who(Cell):
    """Whom a row counts: a column of populations, one population, or a criterion and a column of countries.

    Attributes:
        criterion: By what the country makes somebody a member; empty when the column names populations.
        populations: Codes of the column that are no country, with the population that each means;
            :data:`EVERYONE` for all people, :data:`OWN` for the population of the country of the row itself.
    """

    criterion: str = ""
    populations: Mapping[str, str] = field(default_factory=dict)


EVERYONE = "everyone"
"""In ``populations``: the row counts all people, so that no population is stated."""
OWN = "own country"
"""In ``populations``: the row counts the citizens (or natives) of the country in which they live."""


NOT_STATED = "not stated"
"""In ``codes``: the table says nothing by this code, as by a blank cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Cell):
    """The period of a row.

    Attributes:
        start, end: Columns with the first and the last date; both empty when one column says it all.
        format: How dates are written (``%d.%m.%Y``), ``sdmx`` for periods such as ``2020-Q1``; empty for EDTF.
        years: How many years after the start a period ends, for columns that give its first year; 0 for none.
        day: Month and day that a year stands for (``07-01``); empty when it stands for the whole year.
    """

    start: str = ""
    end: str = ""
    format: str = ""
    years: int = 0
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Cell):
    """A figure.

    Attributes:
        times: What every figure is multiplied with (1000 for a table in thousands).
        power: Name of a column with the power of ten by which the figure of its row is multiplied; empty for none.
        suffix: What may stand behind the digits and says nothing more: ``%``.
    """

    times: int = 1
    power: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Which rows are meant: those that fulfil the test.

    Attributes:
        column: The column that is looked at.
        test: ``equals``, ``starts_with``, ``ends_with``, ``contains``, ``blank`` or ``same_as``.
        values: What it is compared with; any one is enough. A column's name for ``same_as``.
        where: Place in the mapping file, for messages.
    """

    column: str
    test: str
    values: tuple[str, ...] = ()
    where: str = ""

    def words(self) -> str:
        """``column 'geo' equals 'EU28' or 'EA19'``."""
        listed = " or ".join(repr(value) for value in self.values[:8])
        more = " …" if len(self.values) > 8 else ""
        tests = {"blank": "is blank", "same_as": f"is the same as column {listed}"}
        named = tests.get(self.test, f"{self.test.replace('_', ' ')} {listed}{more}")
        return f"column {self.column!r} {named}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the table is written.

    Attributes:
        sheet: Name of the sheet of a workbook; empty for the only one.
        delimiter: What separates cells; empty to let the reader find it.
        decimal: The decimal sign; empty when there are only whole numbers.
        thousands: What groups digits; empty for nothing.
        encoding: How the bytes are read: ``utf-8``, ``latin-1`` or ``utf-16``.
        header: The line with the names of the columns, counted from 1.
        last: The last row of data; 0 for the end of the file.
    """

    sheet: str = ""
    delimiter: str = ""
    decimal: str = ""
    thousands: str = ""
    encoding: str = ""
    header: int = 1
    last: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """Columns side by side that say the same of different years (or origins): they become rows.

    Attributes:
        columns: The names of these columns; empty when a range is given.
        first, last: The first and the last of them, in the order of the table.
        headers: Name under which the mapping speaks of their headers.
        cells: Name under which it speaks of their cells.
        where: Place in the mapping file, for messages.
    """

    columns: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    headers: str
    cells: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The source of the table, as the mapping describes it; the file's digest comes from the file."""

    key: str
    title: str
    publisher: str = ""
    author: str = ""
    licence: str = ""
    edition: str = ""
    url: str = ""
    published: str = ""
    accessed: str = ""
    based_on: tuple[Origin, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A population that the registry lacks, described by the mapping.

    Attributes:
        key: Its key.
        label: What it is called, in English.
        criterion: By what membership is counted.
        subpopulation_of: Keys of populations that contain it by definition.
        note: A remark.
    """

    key: str
    label: str
    criterion: str = "notStated"
    subpopulation_of: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """A whole mapping.

    Attributes:
        name: The name of the mapping file, for messages; what the importer itself says when there is none.
        kind: The kind of statement that every row makes.
        columns: Where each facet comes from, by the name of the facet.
        missing: What a mark in the column of figures means: a code of ``CL_OBS_STATUS``, ``zero`` or ``skip``.
        leave_out: Rows that are left out: those that fulfil any of these.
        keep: Rows that are kept: those that fulfil all of these.
        unread: Columns that are known to say nothing that is needed; others are named in a remark.
        anywhere: Whether names may also be those of provinces and cities, not only of countries and regions.
    """

    name: str
    kind: str
    source: Origin
    columns: Mapping[str, Cell]
    table: Form = field(default_factory=Form)
    wide: Wide | None = None
    missing: Mapping[str, str] = field(default_factory=dict)
    leave_out: tuple[Condition, ...] = ()
    keep: tuple[Condition, ...] = ()
    populations: tuple[Group, ...] = ()
    unread: tuple[str, ...] = ()
    anywhere: bool = False


def read_mapping(path: Path) -> TableMapping:
    """Reads and checks a mapping file.

    Raises:
        BadInput: If it is no YAML of the plain kind that a mapping needs.
        SheetErrors: With everything else that is wrong, each with its line and column.
    """
    from sojourn.importers.mapping_reading import mapping_of
    from sojourn.importers.mapping_yaml import read_nodes

    return mapping_of(str(path), read_nodes(path))


def template() -> str:
    """A mapping to start from, with a remark for every part; it passes its own check."""
    from sojourn.importers.mapping_template import TEMPLATE

    return TEMPLATE
