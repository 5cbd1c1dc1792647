"""Our own server, and what stands in its place: found from the address in the browser, never believed to be whole."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from sojourn.errors import QueryError, SojournError, StoreError
from sojourn.stores.remote.address import parsed
from sojourn.stores.remote.asking import Told
from sojourn.stores.remote.credentials import Credentials
from sojourn.stores.remote.limits import Limits
from sojourn.stores.remote.reading import RemoteStore
from sojourn.stores.remote.wire import Wire
from sojourn.stores.remote.writing import write_remote
from sojourn.vocabulary import GRAPH
from tests.bad.lying import Answer, reply, server

PAGE = reply(b"<!DOCTYPE html><p>hello", "text/html")
NOT_THERE = reply(b"{}", "application/json", "405 Method Not Allowed")
NAMED = json.dumps(
    {"head": {"vars": ["graph"]}, "results": {"bindings": [{"graph": {"type": "uri", "value": f"{GRAPH}study"}}]}}
).encode()
OURS = reply(NAMED, "application/sparql-results+json", "200 OK", "Sojourn-Rows: 1")
TRIPLES = "application/n-triples"


def store(url: str) -> RemoteStore:
    address = parsed(url)
    return RemoteStore(address, Wire(Credentials(address), Limits(attempts=1)))


@pytest.mark.parametrize("first", [NOT_THERE, PAGE, reply(b"", "text/plain", "404 Not Found")])
def test_sparql_is_looked_for_beneath_an_address_that_takes_no_queries(first: Answer) -> None:
    with server(first, OURS) as (url, requests):
        base = url.removesuffix("/sparql").rstrip("/")
        found = RemoteStore.open(f"{base}/graph/")
    assert str(found.address) == f"{base}/graph/sparql"
    assert [request.split()[1] for request in requests] == [b"/graph/", b"/graph/sparql"]


def test_the_fault_is_told_of_the_address_that_was_typed() -> None:
    with (
        server(PAGE, NOT_THERE) as (url, requests),
        pytest.raises(StoreError, match="answers with a web page") as error,
    ):
        RemoteStore.open(url.removesuffix("/sparql"))
    assert not error.value.where.endswith("/sparql")
    assert len(requests) == 2


def test_our_own_server_is_asked_for_its_default_graph_without_a_list_of_graphs() -> None:
    with server(OURS, OURS) as (url, requests):
        RemoteStore.open(url).query("SELECT ?graph { GRAPH ?graph {} }")
    assert len(requests) == 2
    assert not any(b"graph-uri" in request for request in requests)


@pytest.mark.parametrize(
    ("limit", "told"), [("rows", r"limit of rows \(--rows\)"), ("bytes", r"limit of bytes \(--size\)")]
)
def test_an_answer_that_says_it_is_cut_off_is_refused(limit: str, told: str) -> None:
    cut = reply(NAMED, "application/sparql-results+json", "200 OK", f"Sojourn-Truncated: {limit}")
    with server(cut) as (url, _), pytest.raises(StoreError, match=told):
        store(url).query("SELECT ?graph { GRAPH ?graph {} }")


def triples(*numbers: int, cut: str = "") -> Answer:
    """N-Triples, as many as there are numbers."""
    body = "".join(
        f"<http://example.org/{number}> <http://example.org/p> <http://example.org/o> .\n" for number in numbers
    )
    return reply(body.encode(), TRIPLES, "200 OK", *([f"Sojourn-Truncated: {cut}"] if cut else []))


def rows(*numbers: int) -> Answer:
    """The same triples as rows."""
    node = {name: {"type": "uri", "value": f"http://example.org/{name}"} for name in "po"}
    found = [{**node, "s": {"type": "uri", "value": f"http://example.org/{number}"}} for number in numbers]
    answer = {"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": found}}
    return reply(json.dumps(answer).encode(), "application/sparql-results+json")


def counted(number: int) -> Answer:
    value = {"type": "literal", "value": str(number), "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    answer = {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": value}]}}
    return reply(json.dumps(answer).encode(), "application/sparql-results+json")


def test_a_graph_that_is_cut_off_is_fetched_part_by_part() -> None:
    answers = (counted(5), triples(1, 2, cut="rows"), triples(), rows(1, 2), rows(3, 4), rows(5))
    with server(*answers) as (url, requests):
        found = list(store(url).quads(f"{GRAPH}study"))
    assert sorted(quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)) == [
        f"http://example.org/{number}" for number in range(1, 6)
    ]
    assert [b"OFFSET+4" in request for request in requests] == [False] * 5 + [True]


def test_parts_that_are_not_the_whole_are_refused() -> None:
    answers = (counted(5), triples(1, 2, cut="bytes"), triples(), rows(1, 2), rows(1, 2), rows(5))
    with server(*answers) as (url, _), pytest.raises(StoreError, match="sent 3 of the 5 triples"):
        list(store(url).quads(f"{GRAPH}study"))


def test_a_graph_of_too_many_parts_is_refused_before_it_is_fetched() -> None:
    with (
        server(counted(1_000_000), triples(1, 2, cut="rows")) as (url, requests),
        pytest.raises(StoreError, match="holds 1,000,000 triples"),
    ):
        list(store(url).quads(f"{GRAPH}study"))
    assert len(requests) == 2


def test_our_own_server_is_not_written_to() -> None:
    with server(OURS) as (url, requests), pytest.raises(StoreError, match="takes no graphs"):
        write_remote(url, [], force=True)
    assert len(requests) == 1


FAULTS: dict[str, tuple[str, object, type[SojournError], str]] = {
    "a malformed query": ("400 Bad Request", {"error": "no.", "advice": "Do this."}, QueryError, "query: no; Do this"),
    "not allowed": ("403 Forbidden", {"error": "not so", "where": "Host"}, StoreError, r"\(403\): not so"),
    "a broken worker": ("500 Internal Server Error", {"error": "it broke"}, StoreError, r"failed \(500\): it broke"),
    "out of memory": ("507 Insufficient Storage", {"error": "x"}, StoreError, "more memory for the answer"),
    "JSON of something else": ("500 Internal Server Error", ["a"], StoreError, r'failed \(500\): \["a"\]'),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_in_the_words_of_the_server(case: str) -> None:
    status, told, error, message = FAULTS[case]
    answer = reply(json.dumps(told).encode(), "application/json", status)
    with server(answer) as (url, _), pytest.raises(error, match=message):
        store(url).query("ASK {}")


ENDING = {"schema": {"enum": ["csv", "srj"]}}
COUNTS = {"get": {"parameters": [{"$ref": "#/x"}, {"name": "population"}, {"name": "place"}]}}


def described(paths: dict[str, object], title: str = "sojourn", ending: object = ENDING) -> Answer:
    """What a server says that it answers."""
    told = {"info": {"title": title}, "components": {"parameters": {"ending": ending}}, "paths": paths}
    return reply(json.dumps(told).encode(), "application/json")


KNOWN = described({"/ask/counts.{ending}": COUNTS})
ROWS = json.dumps(
    {
        "head": {"vars": ["low", "said"]},
        "results": {
            "bindings": [{"low": {"type": "literal", "value": "16000"}, "said": {"type": "uri", "value": "x:y"}}]
        },
    }
).encode()
RESULTS = "application/sparql-results+json"
ASKED = {"population": "Russians", "place": "Китай"}


def asked(url: str, columns: list[str]) -> Told | None:
    """What a server, found by its address, answers to a question."""
    asking = RemoteStore.open(url).asking
    assert asking is not None
    return asking.ask("counts", ASKED, columns)


def test_a_named_question_is_put_to_our_own_server_by_name() -> None:
    with server(OURS, KNOWN, reply(ROWS, RESULTS)) as (url, requests):
        told = asked(url, ["said", "low"])
    assert told is not None
    assert told.solutions is not None
    assert len(list(told.solutions)) == 1
    targets = [request.split()[1].decode() for request in requests[1:]]
    encoded = "%D0%9A%D0%B8%D1%82%D0%B0%D0%B9"
    assert targets == ["/openapi.json", f"/ask/counts.srj?population=Russians&place={encoded}"]
    assert told.url.endswith(targets[1])


UNKNOWN = {
    "no description": reply(b"{}", "application/json", "404 Not Found"),
    "that of another program": described({"/ask/counts.{ending}": COUNTS}, "petstore"),
    "no lossless form": described({"/ask/counts.{ending}": COUNTS}, ending={"schema": {"enum": ["csv"]}}),
    "no such question": described({"/ask/flows.{ending}": COUNTS}),
    "other parameters": described({"/ask/counts.{ending}": {"get": {"parameters": [{"name": "place"}]}}}),
    "no JSON": reply(b"{", "application/json"),
    "JSON of something else": reply(b"[1]", "application/json"),
    "a deep well": reply(b"[" * 100_000, "application/json"),
    "names that are none": described({"/ask/counts.{ending}": {"get": {"parameters": [{"name": {}}]}}}),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_a_server_does_not_know_by_name_is_asked_in_sparql(case: str) -> None:
    with server(OURS, UNKNOWN[case]) as (url, requests):
        assert asked(url, ["low"]) is None
    assert len(requests) == 2


def test_a_question_of_other_columns_is_asked_in_sparql() -> None:
    with server(OURS, KNOWN, reply(ROWS, RESULTS)) as (url, _):
        assert asked(url, ["low", "high"]) is None


def test_only_a_server_of_ours_at_sparql_is_asked_by_name() -> None:
    with server(OURS, OURS) as (url, requests):
        assert RemoteStore.open(url.replace("/sparql", "/query")).asking is None
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (reply(ROWS, RESULTS, "200 OK", "Sojourn-Truncated: rows"), r"limit of rows \(--rows\)"),
        (reply(ROWS[:-9], RESULTS), "cut or malformed"),
        (reply(b'{"head":{},"boolean":true}', RESULTS), "yes or no"),
        (PAGE, "web page"),
        (
            reply(b'{"error":"the answer has more than 3 rows"}', "application/json", "413 Content Too Large"),
            r"does not answer counts \(413\): the answer has more than 3 rows",
        ),
        (reply(b"{}", "application/json", "504 Gateway Timeout"), "took too long to answer"),
    ],
)
def test_an_answer_that_is_not_whole_is_never_taken_for_one(answer: Answer, message: str) -> None:
    with server(OURS, KNOWN, answer) as (url, _), pytest.raises(StoreError, match=message):
        asked(url, ["low"])
