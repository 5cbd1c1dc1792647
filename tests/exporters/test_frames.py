"""Answers as data frames."""

from __future__ import annotations

import sys

import pytest

from sojourn.errors import NotAvailable
from sojourn.exporters.frames import to_pandas
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.queries.running import select
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]


def column(datatype: str, *values: str | None) -> ResultTable:
    cells = tuple((None if value is None else Cell(value, datatype=XSD + datatype),) for value in values)
    return ResultTable((Column("x"),), cells)


@pytest.mark.parametrize(
    ("datatype", "values", "dtype", "expected"),
    [
        ("integer", ["3", None, "12"], "Int64", [3, None, 12]),
        ("decimal", ["3.5", None, "-460000"], "float64", [3.5, None, -460000.0]),
        ("double", ["1e3"], "float64", [1000.0]),
        ("boolean", ["true", None, "0"], "boolean", [True, None, False]),
        ("date", ["2013-01-01", None], "datetime64[s]", ["2013-01-01", None]),
        ("date", ["1450-01-01"], "datetime64[s]", ["1450-01-01"]),
        ("gYear", ["2013"], "Int64", [2013]),
        ("string", ["a", None], "object", ["a", None]),
        ("integer", ["abc", "1"], "object", ["abc", "1"]),
        ("date", ["2015-02-30"], "object", ["2015-02-30"]),
        ("integer", [str(10**30)], "object", [str(10**30)]),
        ("decimal", [None], "object", [None]),
    ],
)
def test_a_column_has_the_type_of_its_figures_and_missing_is_not_zero(
    datatype: str, values: list[str | None], dtype: str, expected: list[object]
) -> None:
    series = to_pandas(column(datatype, *values))["x"]
    assert str(series.dtype) == dtype
    assert [None if missing else value for value, missing in zip(series, series.isna(), strict=True)] == [
        series.dtype.type(value) if dtype.startswith("datetime") and value else value for value in expected
    ]


def test_a_column_of_mixed_kinds_stays_text() -> None:
    table = ResultTable(
        (Column("x"),),
        ((Cell("http://a/", is_iri=True),), (Cell("1", datatype=XSD + "integer"),)),
    )
    assert to_pandas(table)["x"].tolist() == ["http://a/", "1"]


def test_an_answer_without_rows_keeps_its_columns() -> None:
    frame = to_pandas(ResultTable((Column("a"), Column("b")), ()))
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_figures_of_a_query_can_be_summed_and_compared(small: EmbeddedStore) -> None:
    table = select(
        small,
        "PREFIX sj: <https://w3id.org/sojourn/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT ?id ?low ?high { ?c a sj:Assertion ; dcterms:identifier ?id OPTIONAL { ?c sj:low ?low } "
        "OPTIONAL { ?c sj:high ?high } } ORDER BY ?id",
    )
    frame = to_pandas(table).set_index("id")
    assert [frame["low"]["C4"], frame["high"]["C4"]] == [2000.0, 3000.0]
    assert frame["low"].sum() == 11000 + 2000 + 50 + 0.5
    assert int(frame["high"].isna().sum()) == 7


def test_without_pandas_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(
        NotAvailable, match=r"pandas is not installed\n  Install it with: pip install 'sojourn\[pandas\]'"
    ):
        to_pandas(column("integer", "1"))
