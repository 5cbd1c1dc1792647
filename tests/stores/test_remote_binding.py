"""Binding terms in the text of a query does what the engine's own substitutions do, and lets nothing through."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.errors import QueryError
from sojourn.graph.opening import shipped_store
from sojourn.queries.named import bind, listings, load, names
from sojourn.queries.running import select
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.remote.binding import as_sparql, bound
from tests.queries.test_questions_golden import CASES, question

A, B, P, G = (ox.NamedNode(f"x:{name}") for name in "abpg")
HERE, NOWHERE = A, ox.NamedNode("x:none")
SMALL = EmbeddedStore.of([ox.Quad(A, P, ox.Literal(1), G), ox.Quad(B, P, ox.Literal(2), G)])

QUERIES = [
    "SELECT ?s ?o { ?s <x:p> ?o }",
    "SELECT $s ?o { $s <x:p>?o. OPTIONAL { ?o <x:q> ?s } }",
    "SELECT * { ?s <x:p> ?o }",
    "SELECT DISTINCT ?s { ?s <x:p> ?o }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s <x:p> ?o } GROUP BY ?s",
    "SELECT ?s (COUNT(*) AS ?n) { ?s <x:p> ?o } GROUP BY ?s ?o HAVING (?s = <x:a>)",
    "SELECT ?s { BIND(<x:b> AS ?s) ?s <x:p> ?o }",
    "SELECT ?s ?o { VALUES ?s { <x:b> <x:a> } ?s <x:p> ?o }",
    "SELECT ?s ?o { VALUES (?s ?o) { (<x:b> 2) (<x:a> 1) } ?s <x:p> ?o }",
    "SELECT ?s ?o { ?s <x:p> ?o { SELECT ?o { ?s <x:p> ?o } } }",
    "SELECT ?s ?t ?o { ?t <x:p> ?o { SELECT ?t { ?s <x:p> 2 . ?t <x:p> ?z } } }",
    "SELECT ?s ?t ?o { ?t <x:p> ?o { SELECT ?t ?s { ?s <x:p> 2 . ?t <x:p> ?z } } }",
    "SELECT ?s ?t ?o { ?t <x:p> ?o { SELECT * { ?s <x:p> 2 . ?t <x:p> ?z } } }",
    "SELECT ?s ?o { { SELECT ?s { ?s <x:p> ?o } } ?s <x:p> ?o }",
    "SELECT ?s ?o { { SELECT ?s (MAX(?o) AS ?m) { ?s <x:p> ?o } GROUP BY ?s } ?s <x:p> ?o }",
    "SELECT ?s ?o { ?s <x:p> ?o } ORDER BY ?s",
    "SELECT ?s ?o { ?s <x:p> ?o } ORDER BY DESC(?s) ?s ?o LIMIT 1",
    "SELECT ?s (EXISTS { ?s <x:p> 1 } AS ?e) ?o { ?x <x:p> ?o } GROUP BY ?s ?o",
    "SELECT ?s ?o { ?x <x:p> ?o FILTER EXISTS { SELECT ?y { ?s <x:p> 2 . ?y <x:p> ?w } } }",
    'SELECT ?s ?o { ?x <x:p> ?o FILTER(STR(?s)="x:a" && \'?s\' != "?t") #?s\n}',
    "PREFIX s: <x:> SELECT ?s ?o { ?s s:p ?o . FILTER(?s != s:select) }",
    "SELECT ?s ?o ?t { ?s <x:p> ?o FILTER(?s!=<x:o'n>) BIND('?s' AS ?t) }",
    "SELECT ?s ?o { { ?s <x:p> ?o } MINUS { ?s <x:p> 1 } }",
    "SELECT ?s ?w { ?w <x:p> 1 MINUS { ?s <x:p> 1 } }",
    "SELECT ?s ?w { ?w <x:p> 1 MINUS { SELECT ?s { ?s <x:p> 1 } } }",
    "SELECT ?s ?w { ?w <x:p> 1 MINUS { SELECT ?w { ?s <x:p> 1 . ?w <x:p> ?z } } }",
    "SELECT ?s ?o { { ?s <x:p> ?o } UNION { GRAPH ?g { ?s <x:p> ?o } } }",
    'SELECT ?s ?o { ?s <x:p>|<x:q> ?o . FILTER(COALESCE(STR(?free), "") = "") }',
]


def rows(store: EmbeddedStore, text: str, bindings: dict[str, ox.NamedNode]) -> tuple[list[str], list[str]]:
    table = select(store, text, bindings)
    return sorted(c.name for c in table.columns), sorted(repr(sorted(row.items(), key=str)) for row in table)


@pytest.mark.parametrize("term", [HERE, NOWHERE])
@pytest.mark.parametrize("query", QUERIES)
def test_a_bound_query_answers_as_with_substitutions(query: str, term: ox.NamedNode) -> None:
    assert rows(SMALL, bound(query, {"s": term}), {}) == rows(SMALL, query, {"s": term})


@pytest.fixture(scope="module")
def shipped() -> EmbeddedStore:
    return shipped_store()


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_named_question_answers_as_with_substitutions(shipped: EmbeddedStore, case: str) -> None:
    query = load(question(case))
    bindings = bind(shipped, query, CASES[case])
    text = bound(query.text, bindings)
    assert select(shipped, text, columns=query.columns) == select(shipped, query.text, bindings, columns=query.columns)


@pytest.mark.parametrize("name", [*names(), *listings()])
def test_every_question_can_be_bound_in_all_its_parameters(name: str) -> None:
    query = load(name)
    bindings = {parameter.name: ox.NamedNode("x:a") for parameter in query.parameters if parameter.type != "date"}
    text = bound(query.text, {name: term for name, term in bindings.items() if f"?{name}" in query.text})
    EmbeddedStore.of([]).query(text)


@given(st.text(), st.sampled_from(["", "en", "zh-hant"]))
def test_any_text_stays_one_literal(text: str, language: str) -> None:
    literal = ox.Literal(text, language=language) if language else ox.Literal(text)
    (row,) = select(SMALL, bound("SELECT ?text WHERE { }", {"text": literal})).rows
    assert row[0] is not None
    assert (row[0].value, row[0].language) == (text, language)


@given(st.text(alphabet="\\uU0022\"'<>{}?s \n.#"))
def test_no_backslash_stands_before_a_u_unless_it_is_an_escape_of_ours(text: str) -> None:
    inside = as_sparql(ox.Literal(text))[1:-1].replace("\\\\", "\0")
    assert '"' not in inside.replace('\\"', "")
    assert "\0u" not in inside.lower()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT (1 AS ?s) WHERE { }", "computed by the query"),
        ("SELECT ?s WHERE { ?s <x:p> ?o } VALUES ?s { <x:a> }", "computed by the query"),
        ("SELECT ?s WHERE { ?s <x:p> ?o FILTER(?o<?s&&?s>?o) }", "stands within <…>"),
    ],
)
def test_what_cannot_be_bound_is_refused(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        bound(query, {"s": A})


def test_a_blank_node_cannot_be_bound() -> None:
    with pytest.raises(QueryError, match="cannot be bound"):
        as_sparql(ox.BlankNode("b"))
