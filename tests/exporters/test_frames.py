"""Answers as data frames."""

from __future__ import annotations

import sys

import pandas
import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sojourn.errors import NotAvailable
from sojourn.exporters.frames import _table_of, from_tsv, to_pandas
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


_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8) | st.sampled_from(
    ['a "quoted"', "back\\slash", "tab\there", "two\nlines", "@en", '"^^<x>', "<b>", "1", "", "\\t", "\r"]
)
_TERMS: dict[str, st.SearchStrategy[ox.NamedNode | ox.Literal]] = {
    "IRIs": st.sampled_from(["http://a/", "https://example.org/Ж?a=1", "urn:x"]).map(ox.NamedNode),
    "texts": _TEXTS.map(ox.Literal),
    "texts with a language": st.builds(
        lambda text, tag: ox.Literal(text, language=tag), _TEXTS, st.sampled_from(["en", "zh-hans"])
    ),
    **{
        datatype: st.builds(ox.Literal, st.sampled_from(values), datatype=st.just(ox.NamedNode(XSD + datatype)))
        for datatype, values in {
            "integer": ["1", "-7", "007", "abc", "9223372036854775808"],
            "decimal": ["551", "0.5", "-460000", "1.10", "."],
            "double": ["1e3", "2.5E-1", "INF", "-INF", "4"],
            "boolean": ["true", "false", "1", "maybe"],
            "date": ["2020-07-01", "2015-02-30", "1450-01-01", "2020-07-01Z"],
            "gYear": ["2013"],
        }.items()
    },
}
_COLUMNS = st.one_of(*(st.lists(st.none() | terms, max_size=6) for terms in _TERMS.values())) | st.lists(
    st.one_of(st.none(), *_TERMS.values()), max_size=6
)


@given(st.lists(_COLUMNS, min_size=1, max_size=3))
@example([[ox.Literal("9223372036854775808", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))]])
def test_a_frame_made_from_whole_columns_is_the_frame_made_term_by_term(columns: list[list[ox.Literal | None]]) -> None:
    height = max(len(column) for column in columns)
    names = [f"c{number}" for number in range(len(columns))]
    rows = [[column[row] if row < len(column) else None for column in columns] for row in range(height)]
    values = " ".join(f"({' '.join(str(term or 'UNDEF') for term in row)})" for row in rows)
    variables = " ".join(f"?{name}" for name in names)
    text = f"SELECT {variables} {{ VALUES ({variables}) {{ {values} }} }}"
    store = ox.Store()
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    tsv = solutions.serialize(format=ox.QueryResultsFormat.TSV)
    assert tsv is not None
    pandas.testing.assert_frame_equal(from_tsv(tsv), to_pandas(select(EmbeddedStore(store), text)))


def test_a_row_longer_than_a_block_is_read_term_by_term() -> None:
    long = "x" * (5 * 2**20)
    frame = from_tsv(f'?a\t?b\n"{long}"\t7\n\t8\n'.encode())
    assert [len(frame["a"][0]), frame["a"][1], frame["b"].tolist()] == [len(long), None, [7, 8]]


def test_one_column_keeps_the_rows_that_state_nothing() -> None:
    assert from_tsv(b'?a\n"x"\n\n"y"\n\n')["a"].tolist() == ["x", None, "y", None]


def test_terms_of_no_usual_kind_stay_as_they_are_written() -> None:
    assert from_tsv(b"?a\n_:b0\n<<( <http://a/> <http://b/> 1 )>>\n")["a"].tolist() == [
        "_:b0",
        "<<( <http://a/> <http://b/> 1 )>>",
    ]


@pytest.mark.parametrize(
    "rare", ["", '"a\\"b"', '"x"@en', "_:b0", '"maybe"^^<http://www.w3.org/2001/XMLSchema#boolean>']
)
@pytest.mark.parametrize(
    "often", ["<http://a/>", "7", '"text"', '"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>']
)
def test_a_column_of_few_values_is_read_as_one_of_many(often: str, rare: str) -> None:
    values = [often] * 1500 + [rare] * 3 + [""] + [often] * 4
    tsv = ("?a\t?b\n" + "".join(f"{value}\t{n}\n" for n, value in enumerate(values))).encode()
    table = _table_of(tsv)
    pandas.testing.assert_frame_equal(from_tsv(tsv), to_pandas(table))
