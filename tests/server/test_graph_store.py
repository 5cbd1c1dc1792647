"""The Graph Store Protocol for reading, and the descriptions of service and data set, over HTTP."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
import pytest

from tests.server.conftest import Served
from tests.server.sending import GRAPH, ONTOLOGY, REGISTRY, Answer, Asked, get, send

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_a_graph_is_had_by_its_name(media: str, served: Served) -> None:
    answer = get(served, ("graph", REGISTRY), path="/graphs", Accept=media)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(media)
    form = ox.RdfFormat.from_media_type(media)
    assert form is not None
    found = {str(quad) for quad in ox.parse(answer.body, format=form)}
    assert len(found) == int(answer.headers["sojourn-rows"]) == 1_419


def test_the_default_graph_is_the_union_of_all(served: Served) -> None:
    answer = get(served, ("default", ""), path="/graphs", Accept="application/n-triples")
    count = get(served, ("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), ("format", "csv"))
    assert len(answer.body.splitlines()) == int(count.body.split()[1]) == int(answer.headers["sojourn-rows"])


def test_a_graph_that_has_not_changed_is_not_sent_again(served: Served) -> None:
    first = get(served, ("graph", REGISTRY), path="/graphs")
    assert get(served, ("graph", REGISTRY), path="/graphs", If_None_Match=first.headers["etag"]).status == 304
    assert get(served, ("graph", ONTOLOGY), path="/graphs", If_None_Match=first.headers["etag"]).status == 200


@pytest.mark.parametrize(
    ("params", "status", "told"),
    [
        ((("graph", GRAPH + "registri"),), 404, f"Did you mean {REGISTRY}?"),
        ((("graph", "http://e/none"),), 404, "lists the graphs"),
        ((("graph", "no iri"),), 400, "is not an IRI"),
        ((("graph", ""),), 400, "the name of the graph is empty"),
        ((), 400, "?default, or with ?graph=IRI"),
        ((("default", ""), ("graph", REGISTRY)), 400, "more than one graph"),
        ((("graph", REGISTRY), ("format", "csv")), 406, "text/turtle"),
        ((("graph", REGISTRY), ("format", "xlsx")), 400, "turtle"),
    ],
)
def test_a_graph_that_is_not_there_is_refused_with_advice(
    params: tuple[tuple[str, str], ...], status: int, told: str, served: Served
) -> None:
    answer = get(served, *params, path="/graphs")
    assert answer.status == status
    assert told in answer.body.decode()
    assert send(served, Asked(path="/graphs", params=params, method="HEAD")).status == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_a_graph_cannot_be_changed(method: str, served: Served) -> None:
    asked = Asked(
        path="/graphs",
        params=(("graph", REGISTRY),),
        method=method,
        body=b"<http://a> <http://b> 1 .",
        headers={"Content-Type": "text/turtle"},
    )
    answer = send(served, asked)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "build anew" in answer.json()["advice"]


def _described(answer: Answer) -> ox.Store:
    assert answer.status == 200
    store = ox.Store()
    store.load(answer.body, format=ox.RdfFormat.N_TRIPLES)
    return store


def test_the_service_describes_itself_with_its_limits(served: Served) -> None:
    store = _described(get(served, Accept="application/n-triples"))
    ask = f"PREFIX sd: <{SD}> PREFIX schema: <https://schema.org/> PREFIX void: <{VOID}> ASK {{ "
    for pattern in (
        f"?s a sd:Service ; sd:endpoint <{served.url}/sparql> ; sd:supportedLanguage sd:SPARQL11Query",
        "?s sd:feature sd:UnionDefaultGraph",
        "?s sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_CSV>, <http://www.w3.org/ns/formats/JSON-LD>",
        f"?d sd:namedGraph [ sd:name <{REGISTRY}> ; sd:graph [ void:triples 1419 ] ]",
        "?s schema:additionalProperty [ schema:name 'seconds' ; schema:value 10 ; schema:unitText 's' ]",
        "?s schema:additionalProperty [ schema:name 'rows' ; schema:value 10000 ]",
        "?s schema:additionalProperty [ schema:name 'query' ; schema:unitText 'bytes' ]",
    ):
        assert store.query(ask + pattern + " }"), pattern


def test_a_browser_that_asks_nothing_is_sent_to_the_page_with_the_editor(served: Served) -> None:
    answer = get(served, Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (answer.status, answer.headers["location"]) == (303, "/query")


def test_the_data_set_describes_itself(served: Served) -> None:
    store = _described(get(served, path="/.well-known/void", Accept="application/n-triples"))
    ask = f"PREFIX void: <{VOID}> PREFIX sj: <https://w3id.org/sojourn/ns#> ASK {{ "
    for pattern in (
        f"?d a void:Dataset ; void:sparqlEndpoint <{served.url}/sparql> ; void:triples 9882",
        "?d void:classPartition [ void:class sj:Assertion ; void:entities ?n ] FILTER(?n > 100)",
        f"?d void:subset <{REGISTRY}> . <{REGISTRY}> void:triples 1419",
        f"<{REGISTRY}> void:dataDump <{served.url}/graphs?graph={quote(REGISTRY, safe='')}>",
    ):
        assert store.query(ask + pattern + " }"), pattern


def test_descriptions_have_tags_and_formats(served: Served) -> None:
    for path in ("/sparql", "/.well-known/void"):
        first = get(served, path=path, Accept="text/turtle")
        assert first.body.startswith(b"@prefix ")
        assert get(served, path=path, Accept="text/turtle", If_None_Match=first.headers["etag"]).status == 304
        assert get(served, path=path, Accept="image/png").status == 406
        assert get(served, ("format", "jsonld"), path=path).headers["content-type"] == "application/ld+json"
