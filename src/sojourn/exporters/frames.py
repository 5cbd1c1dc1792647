"""Answers as pandas data frames, with numbers and days as what they are."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from sojourn.errors import NotAvailable
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pandas

    from sojourn.columns.solutions import TypedColumn

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
        *("negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte", "gYear"),
    )
)
_FLOATS = _INTEGERS | {_XSD + name for name in ("decimal", "double", "float")}
_LANGUAGE_STRING = PREFIXES["rdf"] + "langString"
_BOOLEAN = frozenset({_XSD + "boolean"})
_DATE = frozenset({_XSD + "date"})
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_QUOTED = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^<>]*)>)?', re.DOTALL
)
_BARE = {
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?\d*\.\d+"),
    "double": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+"),
    "boolean": re.compile("true|false"),
}
"""Literals that need no quotes."""
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def to_pandas(table: ResultTable) -> pandas.DataFrame:
    """The rows of an answer as a data frame.

    A column whose figures are all integers is ``Int64``; decimals are ``float64``, days ``datetime64``, truth values
    ``boolean``, everything else text. What is not stated is missing, never zero. A column that mixes kinds, or holds a
    value that its datatype does not allow, stays text.

    Raises:
        NotAvailable: If pandas is not installed.
    """
    _need_pandas()
    import pandas

    columns = {column.name: _series([row[place] for row in table.rows]) for place, column in enumerate(table.columns)}
    return pandas.DataFrame(columns, columns=[column.name for column in table.columns])


def from_tsv(tsv: bytes) -> pandas.DataFrame:
    """An answer in the format *SPARQL 1.1 Query Results TSV* as a data frame, as :func:`to_pandas` makes it.

    Columns of one kind are read whole; terms that need a closer look, one by one.

    Raises:
        NotAvailable: If pandas is not installed.
    """
    _need_pandas()
    import pandas

    from sojourn.columns.solutions import typed_columns

    columns = typed_columns(tsv)
    if columns is None:
        return to_pandas(_table_of(tsv))
    made = {column.name: _whole(column) for column in columns}
    return pandas.DataFrame(made, columns=[column.name for column in columns])


def _need_pandas() -> None:
    try:
        import pandas
    except ImportError:
        raise NotAvailable("pandas is not installed", advice="Install it with: pip install 'sojourn[pandas]'") from None
    del pandas


def _whole(column: TypedColumn) -> pandas.Series[Any]:
    import pandas
    from pandas.arrays import BooleanArray, IntegerArray

    from sojourn.columns.solutions import objects

    values = column.values
    if column.kind == "terms":
        cells = {term: None if term is None else cell_of(term) for term in values.unique().to_pylist()}
        return _series([cells[term] for term in values.to_pylist()])
    if column.kind == "integer":
        return pandas.Series(IntegerArray(values.fill_null(0).to_numpy(), values.is_null().to_numpy()))
    if column.kind == "boolean":
        return pandas.Series(BooleanArray(values.fill_null(value=False).to_numpy(), values.is_null().to_numpy()))
    if column.kind == "date":
        return pandas.Series(values.to_numpy().astype("datetime64[s]"))
    if column.kind == "text":
        return pandas.Series(objects(values), dtype="object")
    return pandas.Series(values.to_numpy(), dtype="float64")


def cell_of(term: str) -> Cell:
    """One term as SPARQL writes it in tab-separated results."""
    if term.startswith("<") and not term.startswith("<<"):
        return Cell(term[1:-1], is_iri=True)
    quoted = _QUOTED.fullmatch(term)
    if quoted:
        text = _ESCAPE.sub(lambda found: _ESCAPED.get(found.group(1), found.group(1)), quoted["text"])
        otherwise = _LANGUAGE_STRING if quoted["language"] else _XSD + "string"
        return Cell(text, language=quoted["language"] or "", datatype=quoted["datatype"] or otherwise)
    for name, pattern in _BARE.items():
        if pattern.fullmatch(term):
            return Cell(term, datatype=_XSD + name)
    return Cell(term)


def _table_of(tsv: bytes) -> ResultTable:
    header, *lines = tsv.decode().removesuffix("\n").split("\n")
    names = [name.removeprefix("?") for name in header.split("\t")]
    rows = [tuple(cell_of(term) if term else None for term in line.split("\t")) for line in lines]
    return ResultTable(tuple(Column(name) for name in names), tuple(rows))


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
    except (ValueError, KeyError, OverflowError, TypeError):
        pass  # "abc"^^xsd:integer, 2015-02-30: what is stored is kept as it is
    return pandas.Series([None if cell is None else cell.value for cell in cells], dtype="object")
