"""``ORDER BY`` over values of several kinds: sorted as SPARQL says, where the engine alone ends the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal
from fractions import Fraction

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.errors import QueryError
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.ordering import KEY, Term, key, sortable

XSD = "http://www.w3.org/2001/XMLSchema#"
EMPTY = EmbeddedStore.of([])


def literal(written: str) -> ox.Literal:
    """``text^^type``, or a plain text."""
    value, _, datatype = written.partition("^^")
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype) if datatype else None)


ASCENDING: list[Term] = [
    ox.BlankNode("b"),
    ox.NamedNode("http://a/1"),
    ox.NamedNode("http://a/2"),
    *map(
        literal,
        [
            *("NaN^^double", "-INF^^double", "-1e300^^double", "-10^^integer", "-9.5^^decimal", "-9^^int"),
            *("-0.001^^decimal", "0^^integer", "5e-324^^double", "0.05^^decimal", "0.1^^float", "9^^integer"),
            *("10^^integer", "9007199254740992^^integer", "9007199254740993^^integer", "9007199254740994^^double"),
            *("99999999999999999999999^^integer", "1e300^^double", "INF^^float"),
            *("-P1D^^duration", "PT0S^^duration", "PT36H^^dayTimeDuration", "P29D^^duration", "P1M^^duration"),
            *("P31D^^duration", "P1Y^^yearMonthDuration", "P367D^^dayTimeDuration"),
            *("false^^boolean", "true^^boolean"),
            *("-0044-03-15^^date", "1999^^gYear", "2000-01-15T12:00:00+14:00^^dateTime", "2000-01-15^^date"),
            *("2000-01-15T12:00:00^^dateTime", "2000-01-15T12:00:00.5Z^^dateTime"),
            *("2000-01-15T12:00:00-05:00^^dateTime", "2000-02-29^^date", "2000-03^^gYearMonth", "2000-03-02^^date"),
            *("", "10", "5", "5\0", "50", "9", "nine^^integer", "z"),
        ],
    ),
    ox.Literal("é", language="fr"),
    literal("é"),
]


def test_terms_of_every_kind_stand_in_one_order() -> None:
    keys = [key(term) for term in ASCENDING]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    "same",
    [
        ("1^^integer", "1.0^^decimal", "1e0^^double", "01^^integer", "+1^^long"),
        ("0^^integer", "-0.0^^double", "0.00^^decimal"),
        ("0.1^^decimal", "0.1^^double", "1e-1^^double"),
        ("P12M^^yearMonthDuration", "P1Y^^duration"),
        ("1^^boolean", "true^^boolean"),
        ("2000-01-01T12:00:00Z^^dateTime", "2000-01-01T07:00:00-05:00^^dateTime"),
    ],
)
def test_values_that_are_equal_leave_the_order_to_the_next_key(same: tuple[str, ...]) -> None:
    assert len({key(literal(each)) for each in same}) == 1


NUMBERS = st.one_of(
    st.integers().map(lambda n: (f"{n}^^integer", Fraction(n))),
    st.decimals(allow_nan=False, allow_infinity=False).map(lambda d: (f"{d:f}^^decimal", Fraction(d))),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: (f"{x!r}^^double", Fraction(Decimal(repr(x))))),
)


@given(NUMBERS, NUMBERS)
def test_numbers_of_any_datatype_are_ordered_by_their_size(
    one: tuple[str, Fraction], two: tuple[str, Fraction]
) -> None:
    keys = key(literal(one[0])), key(literal(two[0]))
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (one[1] < two[1], one[1] == two[1])


@given(st.text(), st.text())
def test_texts_are_ordered_by_their_characters(one: str, two: str) -> None:
    assert (key(ox.Literal(one)) < key(ox.Literal(two))) == (one < two)


RINGS = {
    "numbers and texts": ("9", "10", '"5"', "100", '"50"', "1000", '"500"'),
    "years and texts": ('"2000"^^xsd:gYear', '"2000-05-01"^^xsd:date', '"2001"', '"1999"', '"200"', "19990", "300"),
    "large numbers": ("9007199254740993", "9007199254740992", "9007199254740994", '"9007199254740992"^^xsd:double'),
}


def asked(ring: str, size: int = 61) -> str:
    """A query that sorts so many values, of a ring in which each comes before the next as the engine compares them."""
    values = " ".join(RINGS[ring][place * place * 7 % 11 % len(RINGS[ring])] for place in range(size))
    return f"PREFIX xsd: <{XSD}> SELECT ?v {{ VALUES ?v {{ {values} }} }} ORDER BY ?v"


@pytest.mark.parametrize("ring", RINGS)
@pytest.mark.parametrize("asker", ["the store", "rdflib"])
def test_values_of_several_kinds_are_sorted(ring: str, asker: str) -> None:
    for size in range(20, 90):
        if asker == "rdflib":
            found = [str(row[0]) for row in EMPTY.to_rdflib().query(asked(ring, size))]  # type: ignore[index] # a row
        else:
            answer = EMPTY.query(asked(ring, size))
            assert isinstance(answer, ox.QuerySolutions)
            found = [key(row[0]) for row in answer if isinstance(row[0], ox.Literal)]
            assert found == sorted(found)
        assert len(found) == size


def test_the_engine_alone_would_have_ended_the_process() -> None:
    queries = [asked(ring, size) for ring in RINGS for size in range(20, 90)]
    code = "import sys, pyoxigraph\nfor query in sys.stdin.read().split('\\n'): list(pyoxigraph.Store().query(query))"
    ended = subprocess.run(
        [sys.executable, "-c", code], input="\n".join(queries), text=True, capture_output=True, check=False
    )
    assert ended.returncode == -signal.SIGABRT, "mended: sojourn.stores.ordering is needed for numbers no longer"
    assert "total order" in ended.stderr


@pytest.mark.parametrize(
    ("query", "keyed"),
    [
        ("SELECT * {} ORDER BY ?a", "SELECT * {} ORDER BY «?a»"),
        ("SELECT * {} order\nby?a$b LIMIT 2", "SELECT * {} order\nby«?a»«$b» LIMIT 2"),
        ("SELECT * {} ORDERBY ?a OFFSET 3", "SELECT * {} ORDERBY «?a» OFFSET 3"),
        ("SELECT * {} ORDER BY DESC(?a+(1))ASC ( ?b )", "SELECT * {} ORDER BY DESC(«?a+(1)»)ASC (« ?b »)"),
        ("SELECT * {} ORDER BY (?a) STR(?b)", "SELECT * {} ORDER BY «(?a)» «STR(?b)»"),
        ("SELECT * {} ORDER BY <http://f>(?a,1) e:f (?b) :g(?c)", "… «<http://f>(?a,1)» «e:f (?b)» «:g(?c)»"),
        ("SELECT * {} ORDER BY NOT EXISTS {?s ?p ')'} ?a", "SELECT * {} ORDER BY «NOT EXISTS {?s ?p ')'}» «?a»"),
        ("SELECT * {} ORDER BY # ?c )\n ?a VALUES (?x) {}", "SELECT * {} ORDER BY # ?c )\n «?a» VALUES (?x) {}"),
        ("SELECT * {{SELECT * {} ORDER BY ?a}} ORDER BY ?b", "SELECT * {{SELECT * {} ORDER BY «?a»}} ORDER BY «?b»"),
        ("SELECT * {} ORDER BY EXISTS {{SELECT * {} ORDER BY ?a}}", "… «EXISTS {{SELECT * {} ORDER BY «?a»}}»"),
        ("SELECT * {} ORDER BY ?order_by ?á", "SELECT * {} ORDER BY «?order_by» «?á»"),
        ("SELECT * {} ORDER BY ?हिन्दी ?e\u0301·", "SELECT * {} ORDER BY «?हिन्दी» «?e\u0301·»"),
        ("SELECT * {} ORDER BY orderby:f(?a) limits:f(?a) LIMIT 1", "… «orderby:f(?a)» «limits:f(?a)» LIMIT 1"),
        ("SELECT * { ?s orderby:p (1) } ORDER BY ?s", "SELECT * { ?s orderby:p (1) } ORDER BY «?s»"),
    ],
)
def test_every_key_is_found_wherever_it_stands(query: str, keyed: str) -> None:
    expected = keyed.replace("…", query.partition("BY ")[0] + "BY").replace("«", f"<{KEY}>(").replace("»", ")")
    assert sortable(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?order { ?order ?by 'ORDER BY ?x' }",
        "SELECT * {} # ORDER BY ?x",
        "SELECT * { ?s <http://a/ORDER%20BY> ?o }",
        "SELECT * {} ORDER BY DESC ?x",
        "SELECT * {} ORDER BY (?x",
        "SELECT * {} ORDER BY",
        "ORDER BY } LIMIT",
    ],
)
def test_what_has_no_keys_stays_as_it_is(query: str) -> None:
    assert sortable(query) == query


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?v (COUNT(*) AS ?n) { VALUES ?v { 10 9 10 'a' } } GROUP BY ?v ORDER BY DESC(COUNT(*)) ?v", "10 9 a"),
        ("SELECT ?v (COUNT(*) AS ?n) { VALUES ?v { 10 9 10 'a' } } GROUP BY ?v ORDER BY ?n DESC(?v)", "a 9 10"),
        ("SELECT DISTINCT ?v { VALUES ?v { 'b' 10 9.5 UNDEF 'b' } } ORDER BY ?v LIMIT 3", "- 9.5 10"),
        ("SELECT ?v { VALUES (?v ?w) { (1 'b') (2 10) (3 9) (4 <http://a>) } } ORDER BY DESC(?w)", "1 2 3 4"),
        ("SELECT ?v { { SELECT ?v { VALUES ?v { 'b' 10 9 } } ORDER BY ?v LIMIT 2 } } ORDER BY DESC(?v)", "10 9"),
        ("SELECT ?v { VALUES ?v { 1 2 3 } } ORDER BY (1/0) DESC(?v) OFFSET 1", "2 1"),
    ],
)
def test_groups_distinct_rows_limits_and_subqueries_keep_their_meaning(query: str, rows: str) -> None:
    answer = EMPTY.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    assert [term.value if isinstance(term, ox.Literal) else "-" for term in (row[0] for row in answer)] == rows.split()


MIXED = "VALUES (?v ?w) { (9 1) (10 2) ('5' 3) (100 4) ('50' 5) (1000 6) ('500' 7) }"


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        ("ORDER BY DESC(?w<(?v))ASC(?v>?w)?v", "9 10 100 1000 5 50 500"),
        ("ORDER BY (?w<4||?w>6) ?v", "100 1000 50 9 10 5 500"),
        ("ORDER BY (?v=<http://a/b)>) ?v", "9 10 100 1000 5 50 500"),
        ("ORDER BY (?v=<urn:o'neil>) DESC(?v)", "500 50 5 1000 100 10 9"),
        ("GROUP BY ?v HAVING(COUNT(?w)<5)ORDERBY(?v>'5')?v", "9 10 100 1000 5 50 500"),
    ],
)
def test_a_comparison_without_spaces_is_no_iri(keys: str, rows: str) -> None:
    answer = EMPTY.query(f"SELECT ?v {{ {MIXED} }} {keys}")
    assert isinstance(answer, ox.QuerySolutions)
    assert [row[0].value for row in answer if isinstance(row[0], ox.Literal)] == rows.split()


def test_no_text_of_a_query_is_changed_where_a_comparison_looks_like_an_iri() -> None:
    answer = EMPTY.query("SELECT ?t { VALUES ?a {'a'} FILTER(?a<'b>c') BIND('ORDER BY (1)' AS ?t) }")
    assert isinstance(answer, ox.QuerySolutions)
    assert [row[0] for row in answer] == [ox.Literal("ORDER BY (1)")]


@pytest.mark.parametrize("junk", [")" * 6_000 + "ORDERBY(" * 6_000, "ORDERBY1" * 8_000, "ORDERBY EXISTS{" * 4_000])
def test_a_long_text_is_read_once(junk: str) -> None:
    begun = time.process_time()
    sortable(junk)
    assert time.process_time() - begun < 1  # it took 11 to 26 seconds


def test_an_error_still_points_into_the_text_as_it_was_written() -> None:
    with pytest.raises(QueryError) as caught:
        EMPTY.query("SELECT * { ?s ?p ?o }\nORDER BY DESC(?s) ?o LIMIT x")
    assert (caught.value.line, caught.value.column) == (2, 29)


def test_a_bound_variable_can_be_a_key() -> None:
    answer = EMPTY.query("SELECT ?v ?w { VALUES ?v { 2 10 } } ORDER BY ?w ?v", {"w": ox.Literal("x")})
    assert isinstance(answer, ox.QuerySolutions)
    assert [str(row[0]).split('"')[1] for row in answer] == ["2", "10"]


def test_ctrl_c_is_heard_while_the_engine_sorts() -> None:
    numbers = " ".join(map(str, range(3_000)))
    query = f"SELECT ?v {{ VALUES ?v {{ {numbers} }} VALUES ?w {{ {' '.join(map(str, range(50)))} }} }} ORDER BY ?v"
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        EMPTY.query(query)
    timer.join()
