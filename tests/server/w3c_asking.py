"""Asks a server what a test of the W3C asks, and compares its answer with what the test expects."""

from __future__ import annotations

import csv
import io
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Sequence
from decimal import Decimal

import pyoxigraph as ox

from tests.server.w3c import FORMATS, RDF, Case, Node, Suite, Triples, text_of

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {"integer", "int", "long", "short", "byte", "nonNegativeInteger", "negativeInteger", "positiveInteger"}
Row = dict[str, Node]


def failure(suite: Suite, url: str, case: Case) -> str:
    """What is wrong with the server's answer to a test; empty when nothing is.

    Args:
        suite: Where the test is from.
        url: The server, without a slash at its end.
        case: The test.
    """
    expected = case.result.suffix if case.result else ""
    status, answer = ask(
        suite, url, case, _ACCEPT.get(expected, "application/sparql-results+json, application/n-triples;q=0.5")
    )
    if "Negative" in case.kind:
        return "" if status == 400 else f"status {status}, though it is no SPARQL"
    if status != 200:
        return f"status {status}: {answer.decode()[:200]}"
    if not case.kind.startswith(("QueryEvaluation", "CSVResult")) or case.result is None:
        return ""
    if expected == ".csv":
        return _differing(_csv(case.result.read_bytes()), _csv(answer))
    if expected in FORMATS and not Triples.of(case.result, suite.iri(case.result)).holds(RS + "ResultSet"):
        return _graphs(suite, case, answer)
    return _rows(suite, case, answer, expected)


def ask(suite: Suite, url: str, case: Case, accept: str) -> tuple[int, bytes]:
    """Status and body of the server's answer to the query of a test, with the graphs that the test names."""
    query = case.query.read_bytes()
    if case.kind.startswith(("QueryEvaluation", "CSVResult")):
        query = f"BASE <{suite.iri(case.query)}> ".encode() + query
    chooses = bool(_FROM.search(query.decode("utf-8", "replace")))
    graphs = [("default-graph-uri", iri) for iri in case.data] + [("named-graph-uri", iri) for iri in case.named]
    if chooses or not graphs:
        graphs = [] if chooses else [("default-graph-uri", "urn:x-empty:")]
    request = urllib.request.Request(  # noqa: S310 - a URL of our own
        f"{url}/sparql?{urllib.parse.urlencode(graphs)}",
        data=query,
        headers={"Content-Type": "application/sparql-query", "Accept": accept},
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310 - as above
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def _csv(data: bytes) -> list[list[tuple[str, str]]]:
    """The rows with the names of their columns, whose order is free after ``SELECT *``."""
    head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    cells = [[_cell(cell) for cell in row] for row in rows]
    return sorted(sorted(zip(head, row, strict=True)) for row in cells)


def _cell(text: str) -> str:
    try:
        return repr(float(text))
    except ValueError:
        return re.sub(r"^_:.*", "_:", text)


def _value(term: Node) -> Node:
    """A number in one form of the many that it can have: the engine's store keeps its value, not how it was written."""
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(XSD):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in {"double", "float"}:
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
        if kind == "decimal":
            return ox.Literal(str(Decimal(term.value).normalize()), datatype=term.datatype)
        if kind in _INTEGERS:
            return ox.Literal(str(int(term.value)), datatype=ox.NamedNode(XSD + "integer"))
    except (ValueError, ArithmeticError):
        return term
    return term


def _graphs(suite: Suite, case: Case, answer: bytes) -> str:
    assert case.result is not None
    expected = ox.parse(path=str(case.result), format=FORMATS[case.result.suffix], base_iri=suite.iri(case.result))
    found = ox.parse(answer, format=ox.RdfFormat.N_TRIPLES)
    return _differing(_canonical(expected), _canonical(found))


def _canonical(quads: Iterable[ox.Quad]) -> list[str]:
    dataset = ox.Dataset(ox.Quad(quad.subject, quad.predicate, _value(quad.object), quad.graph_name) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(str(quad) for quad in dataset)


def _rows(suite: Suite, case: Case, answer: bytes, expected: str) -> str:
    assert case.result is not None
    form = _RESULTS.get(expected, ox.QueryResultsFormat.JSON)
    found = ox.parse_query_results(answer, format=form)
    wanted: list[Row] | bool
    if expected in _RESULTS:
        right = ox.parse_query_results(path=str(case.result), format=form)
        wanted = _solutions(right) if isinstance(right, ox.QuerySolutions) else bool(right)
        ordered = bool(_ORDER.search(case.query.read_text(encoding="utf-8")))
    else:
        wanted, ordered = _result_set(Triples.of(case.result, suite.iri(case.result)))
    if isinstance(wanted, bool) or not isinstance(found, ox.QuerySolutions):
        return "" if isinstance(found, ox.QueryBoolean) and bool(found) == wanted else f"{found}, not {wanted}"
    given = _solutions(found)
    if case.lax:
        kinds = {_told(row) for row in given}
        return "" if kinds == {_told(row) for row in wanted} and len(given) <= len(wanted) else "other rows"
    if ordered and not any(isinstance(value, ox.BlankNode) for row in wanted for value in row.values()):
        return _differing([_told(row) for row in wanted], [_told(row) for row in given])
    return _differing(_canonical(_as_quads(wanted)), _canonical(_as_quads(given)))


def _solutions(solutions: ox.QuerySolutions) -> list[Row]:
    names = [variable.value for variable in solutions.variables]
    return [
        {name: _value(value) for name, value in zip(names, list(row), strict=True) if value is not None}
        for row in solutions
    ]


def _result_set(graph: Triples) -> tuple[list[Row] | bool, bool]:
    """The rows of a result set that is written as a graph, and whether their order is given."""
    for node in graph.subjects(RS + "boolean"):
        return text_of(graph.values(node, RS + "boolean")[0]) == "true", False
    rows: list[tuple[int, Row]] = []
    indexed = False
    for node in graph.subjects(RS + "solution")[:1]:
        for solution in graph.values(node, RS + "solution"):
            index = graph.values(solution, RS + "index")
            indexed |= bool(index)
            bindings = graph.values(solution, RS + "binding")
            names = [text_of(graph.values(binding, RS + "variable")[0]) for binding in bindings]
            values = [_value(graph.values(binding, RS + "value")[0]) for binding in bindings]
            rows.append((int(text_of(index[0])) if index else 0, dict(zip(names, values, strict=True))))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])], indexed


def _told(row: Row) -> str:
    return " ".join(f"?{name}={value}" for name, value in sorted(row.items()))


def _as_quads(rows: Sequence[Row]) -> list[ox.Quad]:
    quads = []
    for row in rows:
        node = ox.BlankNode()
        quads.append(ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(RS + "solution")))
        quads += [ox.Quad(node, ox.NamedNode(f"urn:var:{name}"), value) for name, value in row.items()]
    return quads


def _differing(expected: Sequence[object], found: Sequence[object]) -> str:
    if list(expected) == list(found):
        return ""
    missing = [row for row in expected if row not in found]
    extra = [row for row in found if row not in expected]
    return f"missing {missing[:2]}, not expected {extra[:2]}, {len(expected)} rows expected, {len(found)} found"
