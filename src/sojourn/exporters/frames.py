"""Answers as pandas data frames, with numbers and days as what they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sojourn.errors import NotAvailable
from sojourn.queries.results import Cell, ResultTable
from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pandas

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
        *("negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte", "gYear"),
    )
)
_FLOATS = _INTEGERS | {_XSD + name for name in ("decimal", "double", "float")}
_BOOLEAN = frozenset({_XSD + "boolean"})
_DATE = frozenset({_XSD + "date"})
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def to_pandas(table: ResultTable) -> pandas.DataFrame:
    """The rows of an answer as a data frame.

    A column whose figures are all integers is ``Int64``; decimals are ``float64``, days ``datetime64``, truth values
    ``boolean``, everything else text. What is not stated is missing, never zero. A column that mixes kinds, or holds a
    value that its datatype does not allow, stays text.

    Raises:
        NotAvailable: If pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise NotAvailable("pandas is not installed", advice="Install it with: pip install 'sojourn[pandas]'") from None
    columns = {column.name: _series([row[place] for row in table.rows]) for place, column in enumerate(table.columns)}
    return pandas.DataFrame(columns, columns=[column.name for column in table.columns])


def _series(cells: list[Cell | None]) -> pandas.Series[Any]:
    import pandas

    types = {"" if cell.is_iri else cell.datatype for cell in cells if cell is not None}
    try:
        if types and types <= _INTEGERS:
            return pandas.Series([None if cell is None else int(cell.value) for cell in cells], dtype="Int64")
        if types and types <= _FLOATS:
            return pandas.Series([None if cell is None else float(cell.value) for cell in cells], dtype="float64")
        if types and types <= _BOOLEAN:
            return pandas.Series([None if cell is None else _TRUTH[cell.value] for cell in cells], dtype="boolean")
        if types and types <= _DATE:
            days = [None if cell is None else date.fromisoformat(cell.value) for cell in cells]
            return pandas.Series(days, dtype="datetime64[s]")
    except (ValueError, KeyError, OverflowError):
        pass  # "abc"^^xsd:integer, 2015-02-30: what is stored is kept as it is
    return pandas.Series([None if cell is None else cell.value for cell in cells], dtype="object")
