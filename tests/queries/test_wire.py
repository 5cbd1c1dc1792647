"""Answers for the wire: what the engine says when whole, well-formed when cut, and never longer than allowed."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.errors import BadInput
from sojourn.queries.wire import GRAPHS, ROWS, Written, graph_written, rows_written, yes_or_no
from sojourn.rdf.files import FORMATS

XSD = "http://www.w3.org/2001/XMLSchema#"
SRX = "{http://www.w3.org/2005/sparql-results#}"
PLENTY = 10**9


def store_of(count: int) -> ox.Store:
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"http://e/{n:05}"), ox.NamedNode("http://e/p"), ox.Literal(f"t\n{n}é" + "x" * (n % 60)))
        for n in range(count)
    )
    return store


STORE = store_of(500)
ALL = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"


def solutions(query: str, store: ox.Store = STORE) -> ox.QuerySolutions:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found


def read(written: Written, name: str) -> list[list[str]]:
    """The rows of an answer, read by another library where there is one."""
    text = written.body.decode()
    if name == "json":
        bindings = json.loads(text)["results"]["bindings"]
        return [[row["s"]["value"], row["o"]["value"]] for row in bindings]
    if name == "csv":
        return list(csv.reader(io.StringIO(text, newline="")))[1:]
    if name == "xml":
        rows = ET.fromstring(text).iter(f"{SRX}result")  # noqa: S314 - we have just written it
        return [[cell[0].text or "" for cell in row.iter(f"{SRX}binding")] for row in rows]
    found = ox.parse_query_results(written.body, format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)
    return [[term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal)] for row in found]


EXPECTED = [[f"http://e/{n:05}", f"t\n{n}é" + "x" * (n % 60)] for n in range(500)]


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("rows", [0, 1, 499, 500, 501])
def test_no_more_rows_than_allowed_are_written_and_the_answer_says_so(name: str, rows: int) -> None:
    written = rows_written(solutions(ALL), name, rows=rows, size=PLENTY)
    assert (written.rows, written.truncated) == (min(rows, 500), "rows" if rows < 500 else "")
    assert read(written, name) == EXPECTED[:rows]


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("size", [0, 400, 5_000, 20_000])
def test_no_more_bytes_than_allowed_are_written_and_the_cut_is_after_a_whole_row(name: str, size: int) -> None:
    written = rows_written(solutions(ALL), name, rows=PLENTY, size=size)
    assert written.truncated == "bytes"
    assert read(written, name) == EXPECTED[: written.rows]
    if written.rows:
        assert 0.8 * size < len(written.body) <= size
    else:
        assert size <= 400


@pytest.mark.parametrize("name", ["json", "xml"])
def test_a_format_that_needs_many_times_the_bytes_does_not_need_many_times_the_memory(name: str) -> None:
    names = " ".join(f"?x{n}" for n in range(200))
    wide = f"SELECT {names} {{ VALUES ({names}) {{ ({'true ' * 200}) }} ?s ?p ?o }}"  # 5 bytes a cell are 100 in XML
    tracemalloc.start()
    written = rows_written(solutions(wide), name, rows=PLENTY, size=200_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (written.truncated, len(written.body) > 150_000) == ("bytes", True)
    assert peak < 3_000_000, peak


def test_a_cut_is_told_inside_of_json_and_xml() -> None:
    told = json.loads(rows_written(solutions(ALL), "json", rows=3, size=PLENTY).body)
    assert told["truncated"] == "rows"
    assert "truncated" not in json.loads(rows_written(solutions(ALL), "json", rows=500, size=PLENTY).body)
    assert b"<!-- cut off" in rows_written(solutions(ALL), "xml", rows=3, size=PLENTY).body


def test_the_engine_is_stopped_when_there_are_enough_rows() -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"  # 62,500,000,000 rows
    assert rows_written(solutions(endless), "tsv", rows=10, size=PLENTY).rows == 10
    assert rows_written(solutions(endless), "tsv", rows=PLENTY, size=10_000).truncated == "bytes"


LITERALS = st.one_of(
    st.builds(ox.Literal, st.text()),
    st.builds(lambda text: ox.Literal(text, language="zh-hans"), st.text()),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        st.one_of(st.text(max_size=5), st.integers().map(str), st.decimals(allow_nan=False).map(str)),
        st.sampled_from(["integer", "decimal", "double", "float", "boolean", "date", "token"]),
    ),
)
TERMS = st.one_of(
    LITERALS,
    st.just(ox.NamedNode("http://e/ä?q=1&r=%20#f")),
    st.integers(0, 3).map(lambda n: ox.BlankNode(f"b{n}")),
    st.none(),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(TERMS, TERMS), max_size=6))
def test_a_whole_answer_in_json_and_tsv_is_what_the_engine_would_write(
    rows: list[tuple[object | None, object | None]],
) -> None:
    lines = ["?x\t?y", *("\t".join("" if term is None else str(term) for term in row) for row in rows)]
    text = ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")
    for name in ("json", "tsv"):
        form = ox.QueryResultsFormat.JSON if name == "json" else ox.QueryResultsFormat.TSV
        first, again = (ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV) for _ in range(2))
        assert isinstance(first, ox.QuerySolutions)
        assert isinstance(again, ox.QuerySolutions)
        expected = (first.serialize(format=form) or b"").rstrip(b"\n")
        written = rows_written(again, name, rows=100, size=PLENTY)
        assert written.body.rstrip(b"\n") == expected
        assert (written.rows, written.truncated) == (len(rows), "")


@settings(max_examples=150, deadline=None)
@given(text=st.text())
def test_every_text_makes_well_formed_xml(text: str) -> None:
    found = ox.parse_query_results(
        f"?x\n{ox.Literal(text)}\n".encode("utf-8", "surrogatepass"), format=ox.QueryResultsFormat.TSV
    )
    assert isinstance(found, ox.QuerySolutions)
    ET.fromstring(rows_written(found, "xml", rows=10, size=PLENTY).body)  # noqa: S314 - as above


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(("query", "count"), [("SELECT * {}", 1), ("SELECT * { FILTER(false) }", 0)])
def test_rows_without_columns_are_counted(name: str, query: str, count: int) -> None:
    assert rows_written(solutions(query), name, rows=10, size=PLENTY).rows == count


@pytest.mark.parametrize(("answer", "text"), [(True, "true"), (False, "false")])
@pytest.mark.parametrize("name", ROWS)
def test_yes_or_no_in_every_format(name: str, answer: bool, text: str) -> None:
    body = yes_or_no(answer, name).body.decode()
    assert text in body
    if name in {"json", "xml"}:
        form = ox.QueryResultsFormat.JSON if name == "json" else ox.QueryResultsFormat.XML
        assert bool(ox.parse_query_results(body.encode(), format=form)) is answer
    else:
        assert body == f"{text}\n"


TRIPLES = [
    ox.Triple(ox.NamedNode(f"http://e/{n:05}"), ox.NamedNode("http://e/p"), ox.Literal(f"t{n}")) for n in range(300)
]


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize(
    ("rows", "size", "truncated"), [(300, PLENTY, ""), (299, PLENTY, "rows"), (300, 4_000, "bytes")]
)
def test_a_graph_is_cut_between_triples_and_says_so_where_it_can(
    name: str, rows: int, size: int, truncated: str
) -> None:
    written = graph_written(iter(TRIPLES), name, rows=rows, size=size)
    found = [quad.triple for quad in ox.parse(written.body, format=FORMATS[name])]
    assert set(found) == set(TRIPLES[: written.rows])
    assert written.truncated == truncated
    assert len(written.body) <= size
    assert (b"cut off" in written.body) == (bool(truncated) and name != "jsonld")


def test_a_triple_of_several_graphs_is_written_once() -> None:
    one = TRIPLES[0]
    quads = [ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode(f"http://g/{n}")) for n in range(3)]
    written = graph_written(quads, "ntriples", rows=2, size=PLENTY)
    assert (written.rows, written.truncated) == (1, "")


def test_one_long_text_is_not_written_when_it_does_not_fit() -> None:
    long = ox.Triple(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal("x" * 1_000_000))
    written = graph_written([*TRIPLES[:2], long], "turtle", rows=10, size=2_000)
    assert (written.rows, written.truncated) == (2, "bytes")


def test_rdf_xml_refuses_a_property_that_it_cannot_name() -> None:
    triple = ox.Triple(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/1"), ox.Literal("x"))
    with pytest.raises(BadInput, match="no way to write the property <http://e/1>"):
        graph_written([triple], "rdfxml", rows=10, size=PLENTY)
