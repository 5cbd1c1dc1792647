"""A query of a stranger: the graphs that it chooses, the version that answers, and the tag of its answer."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from sojourn.errors import BadInput, NotFound, QueryError
from sojourn.graph.opening import shipped_store
from sojourn.queries.asked import Asked, answer, check_graph, is_forbidden, longest, tag
from sojourn.queries.versions import version_of
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.guard import MAX_BYTES


def quad(name: str, graph: str) -> ox.Quad:
    return ox.Quad(
        ox.NamedNode(f"http://e/{name}"), ox.NamedNode("http://e/p"), ox.Literal("x"), ox.NamedNode(f"http://g/{graph}")
    )


STORE = EmbeddedStore.of([quad("a", "1"), quad("b", "2"), quad("c", "3")])
ASKED = Asked(query="SELECT ?s { ?s ?p ?o } ORDER BY ?s", rows="csv", most_rows=100, most_bytes=10_000)


def names(asked: Asked) -> str:
    written = answer(STORE, asked).written
    assert written is not None
    return "".join(line.removeprefix("http://e/") for line in written.body.decode().splitlines()[1:])


@pytest.mark.parametrize(
    ("default", "named", "query", "expected"),
    [
        ((), (), ASKED.query, "abc"),
        (("1",), (), ASKED.query, "a"),
        (("1", "3"), (), ASKED.query, "ac"),
        ((), ("2",), ASKED.query, ""),
        ((), ("2",), "SELECT ?s { GRAPH ?g { ?s ?p ?o } }", "b"),
        (("1",), ("2",), "SELECT ?s { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?s", "ab"),
        (("1",), (), "SELECT ?s FROM <http://g/2> { ?s ?p ?o }", "a"),
        ((), (), "SELECT ?s FROM <http://g/2> { ?s ?p ?o }", "b"),
        (("9",), (), ASKED.query, ""),
    ],
)
def test_a_query_sees_the_graphs_that_are_chosen(
    default: tuple[str, ...], named: tuple[str, ...], query: str, expected: str
) -> None:
    graphs = [[f"http://g/{name}" for name in chosen] for chosen in (default, named)]
    assert names(replace(ASKED, query=query, default=graphs[0], named=graphs[1])) == expected


def test_relative_names_are_refused_without_a_base_and_resolved_with_one() -> None:
    relative = replace(ASKED, query="SELECT (<a> AS ?s) {}")
    with pytest.raises(QueryError):
        answer(STORE, relative)
    assert names(replace(relative, base="http://e/x")) == "a"


def test_an_answer_that_is_wanted_in_no_format_is_not_written() -> None:
    told = answer(STORE, replace(ASKED, rows=""))
    assert (told.kind, told.format, told.written) == ("rows", "", None)
    assert answer(STORE, replace(ASKED, query="CONSTRUCT WHERE { ?s ?p ?o }", rows="")).kind == "graph"


@pytest.mark.parametrize(
    ("query", "forbidden"),
    [
        ("ASK { SERVICE <http://e/> {} }", True),
        ("LOAD <http://e/>", True),
        ("DELETE WHERE { ?s ?p ?o }", True),
        ("ASK {", False),
        ("ASK { ?s <http://e/is refused> ?o }", False),
    ],
)
def test_what_is_forbidden_is_told_from_what_is_wrong(query: str, forbidden: bool) -> None:
    with pytest.raises(QueryError) as caught:
        answer(STORE, replace(ASKED, query=query))
    assert is_forbidden(caught.value) is forbidden


def test_the_longest_query_is_one_that_the_guard_takes_with_the_prefixes() -> None:
    most = longest(10**9)
    assert most < MAX_BYTES
    assert longest(1_000) == 1_000
    answer(STORE, replace(ASKED, query="ASK {} #" + "x" * (most - 8)))
    with pytest.raises(QueryError, match="bytes"):
        answer(STORE, replace(ASKED, query="ASK {} #" + "x" * (most - 7)))


def test_a_graph_is_checked_by_its_name() -> None:
    check_graph(STORE, "http://g/1")
    with pytest.raises(NotFound, match="Did you mean http://g/"):
        check_graph(STORE, "http://g/4")
    with pytest.raises(BadInput, match="is not an IRI"):
        check_graph(STORE, "g 1")


def test_the_same_graph_loaded_twice_has_the_same_version_and_another_graph_has_another() -> None:
    first, second = version_of(shipped_store()), version_of(shipped_store())
    assert first == second
    assert len(first) == 64
    assert version_of(STORE) != version_of(EmbeddedStore.of([quad("a", "1")]))


def test_the_tag_differs_with_all_that_decides_the_answer() -> None:
    others = [
        replace(ASKED, query="SELECT ?s { ?s ?p ?o }"),
        replace(ASKED, default=["http://g/1"]),
        replace(ASKED, named=["http://g/1"]),
        replace(ASKED, rows="json"),
        replace(ASKED, graph="ntriples"),
        replace(ASKED, base="http://e/"),
        replace(ASKED, most_rows=1),
        replace(ASKED, most_bytes=1),
    ]
    assert len({tag(STORE, asked) for asked in (ASKED, *others)}) == 1 + len(others)
    assert tag(STORE, ASKED) == tag(STORE, replace(ASKED))
    assert tag(STORE, ASKED) != tag(EmbeddedStore.of([quad("a", "1")]), ASKED)


@pytest.mark.parametrize("function", ["NOW()", "rand()", "UUID()", "STRUUID()", "BNODE()"])
def test_an_answer_that_changes_each_time_has_no_tag(function: str) -> None:
    assert tag(STORE, replace(ASKED, query=f"SELECT ({function} AS ?x) {{}}")) == ""
