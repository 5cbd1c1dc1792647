"""The SPARQL 1.1 Protocol, over HTTP against a real server; where the W3C has the same test, its name is used."""

from __future__ import annotations

import socket
from urllib.parse import quote, urlencode

import pytest

from tests.server.conftest import Served
from tests.server.sending import GRAPH, ONTOLOGY, REGISTRY, Asked, asking, get, posted, send

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

A_PLACE = "ASK { ?x a sj:Place }"
A_CLASS = "ASK { sj:Place a owl:Class }"
BOTH = "ASK { ?x a sj:Place . sj:Place a owl:Class }"
EACH = "ASK { GRAPH ?g { ?x a sj:Place } GRAPH ?h { sj:Place a owl:Class } }"
DEFAULTS = (("default-graph-uri", REGISTRY), ("default-graph-uri", ONTOLOGY))
NAMED = (("named-graph-uri", REGISTRY), ("named-graph-uri", ONTOLOGY))
FORM_BOTH = urlencode((("query", BOTH), *DEFAULTS)).encode()

BOOLEANS = {
    "query_get": (asking("ASK {}"), True),
    "query_post_form": (posted(b"query=ASK%20%7B%7D", FORM), True),
    "query_post_direct": (posted(b"ASK {}", QUERY), True),
    "query_dataset_default_graphs_get": (asking(BOTH, *DEFAULTS), True),
    "query_dataset_default_graphs_post": (posted(BOTH.encode(), QUERY, *DEFAULTS), True),
    "query_dataset_named_graphs_get": (asking(EACH, *NAMED), True),
    "query_dataset_named_graphs_post": (posted(EACH.encode(), QUERY, *NAMED), True),
    "query_dataset_full": (
        posted(
            b"ASK { ?x a sj:Place . GRAPH ?g { sj:Place a owl:Class } FILTER NOT EXISTS { sj:Place a owl:Class } }",
            QUERY,
            DEFAULTS[0],
            NAMED[1],
        ),
        True,
    ),
    "query_multiple_dataset": (
        posted(f"ASK FROM <{GRAPH}derived> {{ GRAPH ?g {{ sj:Place a owl:Class }} }}".encode(), QUERY, *NAMED),
        True,
    ),
    "graphs of a form in its body": (posted(FORM_BOTH, FORM), True),
    "one default graph only": (asking(BOTH, DEFAULTS[0]), False),
    "named graphs only: the default graph is empty": (asking(A_PLACE, *NAMED), False),
    "default graphs only: none can be named": (asking("ASK { GRAPH ?g { ?s ?p ?o } }", *DEFAULTS), False),
    "neither: the union of all graphs": (asking(BOTH), True),
    "FROM in the text": (asking(f"ASK FROM <{REGISTRY}> {{ sj:Place a owl:Class }}"), False),
    "a graph that is not in the store is empty, and not fetched": (
        asking("ASK { ?s ?p ?o }", ("default-graph-uri", "http://127.0.0.1:9/data.ttl")),
        False,
    ),
    "FROM a graph that is not in the store fetches nothing": (
        asking("ASK FROM <http://127.0.0.1:9/data.ttl> { ?s ?p ?o }"),
        False,
    ),
}


@pytest.mark.parametrize("name", BOOLEANS)
def test_a_query_is_answered_from_the_graphs_that_it_names(name: str, served: Served) -> None:
    asked, expected = BOOLEANS[name]
    answer = send(served, asked)
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json() == {"head": {}, "boolean": expected}


KINDS = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", "application/sparql-results+json"),
    "query_content_type_ask": ("ASK {}", "application/sparql-results+json"),
    "query_content_type_describe": ("DESCRIBE <http://example.org/>", "text/turtle; charset=utf-8"),
    "query_content_type_construct": ("CONSTRUCT { <s> <p> 1 } WHERE {}", "text/turtle; charset=utf-8"),
}


@pytest.mark.parametrize("name", KINDS)
def test_an_answer_has_the_type_that_fits_its_kind(name: str, served: Served) -> None:
    query, media = KINDS[name]
    answer = send(served, posted(query.encode(), QUERY))
    assert (answer.status, answer.headers["content-type"]) == (200, media)


def test_relative_names_are_resolved_against_the_address_of_the_service(served: Served) -> None:
    answer = get(served, ("query", "CONSTRUCT { <s> <p> 1 } WHERE {}"), Accept="application/n-triples")
    expected = f'<{served.url}/s> <{served.url}/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    assert answer.body.decode() == expected


REFUSED = {
    "bad_query_method": (Asked(params=(("query", "ASK {}"),), method="PUT"), 405),
    "bad_multiple_queries": (Asked(params=(("query", "ASK {}"), ("query", "SELECT * {}"))), 400),
    "bad_query_wrong_media_type": (posted(b"ASK {}", "text/plain"), 415),
    "bad_query_missing_form_type": (posted(b"query=ASK%20%7B%7D", ""), 415),
    "bad_query_missing_direct_type": (posted(b"ASK {}", ""), 415),
    "bad_query_non_utf8": (posted("ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"), 415),
    "bad_query_syntax": (asking("ASK {"), 400),
    "bad_update_get": (Asked(params=(("update", "CLEAR ALL"),)), 403),
    "bad_multiple_updates": (posted(b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM), 403),
    "bad_update_wrong_media_type": (posted(b"CLEAR NAMED", "text/plain"), 415),
    "bad_update_missing_form_type": (posted(b"update=CLEAR%20NAMED", ""), 415),
    "bad_update_non_utf8": (posted("CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"), 403),
    "bad_update_syntax": (posted(b"update=CLEAR%20XYZ", FORM), 403),
    "bad_update_dataset_conflict": (posted(b"DELETE {} WHERE {}", UPDATE, ("using-named-graph-uri", "http://e/")), 403),
    "update_post_form": (posted(b"update=CLEAR+ALL", FORM), 403),
    "update_post_direct": (posted(b"CLEAR ALL", UPDATE), 403),
    "an update sent as a query": (asking("INSERT DATA { <http://a/> <http://b/> 1 }"), 403),
    "LOAD": (asking("LOAD <http://127.0.0.1:9/>"), 403),
    "SERVICE": (asking("ASK { SERVICE <http://127.0.0.1:9/> {} }"), 403),
    "SERVICE SILENT": (asking("ASK { SERVICE SILENT <file:///etc/passwd> {} }"), 403),
    "a query that is not UTF-8": (posted(b"ASK { ?s ?p '\xff' }", QUERY), 400),
    "a form that is not UTF-8": (posted(b"query=ASK%7B%7D%FF", FORM), 400),
    "an empty form": (posted(b"", FORM), 400),
    "an empty query": (asking(""), 400),
    "a multipart form": (posted(b"--x", "multipart/form-data; boundary=x"), 415),
    "a graph that is no IRI": (asking("ASK {}", ("default-graph-uri", "no iri")), 400),
    "a format that there is not": (asking("ASK {}", ("format", "xlsx")), 400),
    "rows as Turtle": (asking("SELECT * {}", ("format", "turtle")), 406),
    "a graph as CSV": (asking("CONSTRUCT WHERE { ?s a sj:Place }", ("format", "csv")), 406),
    "a query over 64 KiB": (posted(b"ASK {} #" + b"x" * 65_536, QUERY), 413),
    "a query in a form over 64 KiB": (posted(b"query=ASK%7B%7D%23" + b"x" * 65_536, FORM), 413),
    "brackets nested 10,000 deep": (posted(b"ASK " + b"{" * 10_000 + b"}" * 10_000, QUERY), 400),
    "DELETE": (Asked(method="DELETE"), 405),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_query_is_refused_with_a_reason_and_advice(name: str, served: Served) -> None:
    asked, status = REFUSED[name]
    answer = send(served, asked)
    assert answer.status == status, answer.body
    told = answer.json()
    assert told["error"]
    assert told["limits"]["seconds"] == 10
    assert "Traceback" not in answer.body.decode()
    if status == 403:
        assert told["advice"]
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, POST"


def test_nothing_is_ever_fetched(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/data.ttl"
        for asked in (
            asking("ASK { ?s ?p ?o }", ("default-graph-uri", url)),
            asking("ASK { GRAPH ?g { ?s ?p ?o } }", ("named-graph-uri", url)),
            asking(f"ASK FROM <{url}> {{ ?s ?p ?o }}"),
            asking(f"ASK FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"),
            asking(f"ASK {{ SERVICE SILENT <{url}> {{}} }}"),
            asking(f"LOAD SILENT <{url}>"),
            Asked(path="/graphs", params=(("graph", url),)),
        ):
            answer = send(served, asked)
            assert answer.status in {403, 404} or answer.json()["boolean"] is False
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("SELECT * {\n  ?s foo:bar ?o }", "query:2:13"),
        ("SELECT * WHERE { ?s ?p ?o } LIMIT x", "query:1:35"),
        ("SELECT * {\n SERVICE <http://e/> {} }", "query:2:2"),
    ],
)
def test_a_fault_has_its_line_and_column_as_typed(query: str, where: str, served: Served) -> None:
    assert get(served, ("query", query)).json()["where"] == where


FORMATS = [
    ("SELECT ?x { VALUES ?x { 1 } }", "json", "application/sparql-results+json", '"value":"1"'),
    ("SELECT ?x { VALUES ?x { 1 } }", "xml", "application/sparql-results+xml", "<binding"),
    ("SELECT ?x { VALUES ?x { 1 } }", "csv", "text/csv; charset=utf-8", "x\r\n1\r\n"),
    ("SELECT ?x { VALUES ?x { 1 } }", "tsv", "text/tab-separated-values; charset=utf-8", "?x\n1\n"),
    ("ASK {}", "xml", "application/sparql-results+xml", "<boolean>true</boolean>"),
    ("ASK {}", "csv", "text/csv; charset=utf-8", "true\n"),
    ("CONSTRUCT { sj:a a sj:B } {}", "turtle", "text/turtle; charset=utf-8", "sj:a a sj:B ."),
    ("CONSTRUCT { sj:a a sj:B } {}", "trig", "application/trig", "sj:a a sj:B ."),
    ("CONSTRUCT { sj:a a sj:B } {}", "ntriples", "application/n-triples", "<https://w3id.org/sojourn/ns#a> <"),
    ("CONSTRUCT { sj:a a sj:B } {}", "nquads", "application/n-quads", "<https://w3id.org/sojourn/ns#a> <"),
    ("CONSTRUCT { sj:a a sj:B } {}", "rdfxml", "application/rdf+xml", "<rdf:RDF"),
    ("CONSTRUCT { sj:a a sj:B } {}", "jsonld", "application/ld+json", '"@id":"https://w3id.org/sojourn/ns#a"'),
]


@pytest.mark.parametrize(("query", "name", "media", "expected"), FORMATS)
def test_every_format_can_be_had_by_accept_and_by_name(
    query: str, name: str, media: str, expected: str, served: Served
) -> None:
    by_accept = get(served, ("query", query), Accept=media.partition(";")[0])
    by_name = get(served, ("query", query), ("format", name), Accept="text/html")
    for answer in (by_accept, by_name):
        assert (answer.status, answer.headers["content-type"]) == (200, media)
        assert expected in answer.body.decode()
        assert "Accept" in answer.headers["vary"]
    assert by_accept.body == by_name.body
    assert by_name.headers["content-disposition"].startswith('inline; filename="answer.')


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/html;q=0.1, */*;q=0.2", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("text/*", "text/csv; charset=utf-8"),
    ],
)
def test_the_client_chooses_the_format_by_weight(accept: str, media: str, served: Served) -> None:
    answer = get(served, ("query", "SELECT (1 AS ?x) {}"), Accept=accept)
    assert answer.status == 200
    assert answer.headers["content-type"] == media


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/n-triples;q=0.3, image/*", "nonsense"])
def test_rows_in_a_format_that_there_is_not_are_refused_with_a_list_of_those_there_are(
    accept: str, served: Served
) -> None:
    answer = get(served, ("query", "SELECT (1 AS ?x) {}"), Accept=accept)
    assert answer.status == 406
    for media in ("application/sparql-results+json", "text/csv", "text/tab-separated-values"):
        assert media in answer.json()["advice"]


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe_and_a_number_does_not(served: Served) -> None:
    query = "SELECT ?x { VALUES ?x { '=HYPERLINK(1)' -5 -1.5e3 '+1 2' } }"
    assert get(served, ("query", query), ("format", "csv")).body.decode().splitlines() == [
        "x",
        "'=HYPERLINK(1)",
        "-5",
        "-1500",
        "'+1 2",
    ]


def test_a_link_to_an_answer_leads_a_reader_to_the_page_with_the_query(served: Served) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = get(served, ("query", A_PLACE), Accept=browser)
    assert (answer.status, answer.headers["location"]) == (303, f"/query?query={quote(A_PLACE, safe='')}")
    assert get(served, ("query", A_PLACE), ("format", "csv"), Accept=browser).body == b"true\n"


def test_head_has_the_headers_of_get_and_no_body(served: Served) -> None:
    params = (("query", "SELECT ?x { VALUES ?x { 1 2 } }"),)
    full, head = get(served, *params), send(served, Asked(params=params, method="HEAD"))
    assert head.body == b""
    for name in ("content-type", "content-length", "etag", "sojourn-rows"):
        assert head.headers[name] == full.headers[name]
    assert full.headers["sojourn-rows"] == "2"


def test_the_same_question_again_is_answered_with_304_and_another_one_is_not(served: Served) -> None:
    first = get(served, ("query", A_PLACE))
    again = get(served, ("query", A_PLACE), If_None_Match=first.headers["etag"])
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert get(served, ("query", A_CLASS), If_None_Match=first.headers["etag"]).status == 200
    assert get(served, ("query", A_PLACE), ("format", "xml"), If_None_Match=first.headers["etag"]).status == 200


def test_two_workers_agree_on_the_tag_of_an_answer(served: Served) -> None:
    assert len({get(served, ("query", A_PLACE)).headers["etag"] for _ in range(12)}) == 1


@pytest.mark.parametrize("query", ["SELECT (NOW() AS ?x) {}", "SELECT (RAND() AS ?x) {}", "SELECT (UUID() AS ?x) {}"])
def test_an_answer_that_changes_each_time_has_no_tag(query: str, served: Served) -> None:
    assert "etag" not in get(served, ("query", query)).headers
