"""What a query may cost, as a client of the protocol sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.conftest import Served, serving
from tests.server.sending import Asked, get, posted, send

if TYPE_CHECKING:
    from starlette.testclient import TestClient  # where it is imported it warns

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ALL = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with narrow limits."""
    limits = ("--workers", "2", "--seconds", "3", "--memory", "300", "--rows", "100", "--size", "0.008")
    with serving(tmp_path_factory.mktemp("tight"), *limits) as served:
        yield served


def test_an_answer_with_too_many_rows_is_cut_and_marked(tight: Served) -> None:
    answer = get(tight, ("query", ALL), ("format", "csv"), ("truncate", "1"))
    assert (answer.status, answer.headers["sojourn-truncated"]) == (200, "bytes")
    assert int(answer.headers["sojourn-rows"]) == len(answer.body.decode().splitlines()) - 1
    assert len(answer.body) <= 8_000
    few = get(tight, ("query", "SELECT ?p { ?s ?p ?o }"), ("format", "csv"), ("truncate", "1"))
    assert (few.headers["sojourn-truncated"], few.headers["sojourn-rows"]) == ("rows", "100")


SILENT = {
    "csv": ("/sparql", ("query", "SELECT ?p { ?s ?p ?o }")),
    "tsv": ("/sparql", ("query", "SELECT ?p { ?s ?p ?o }")),
    "jsonld": ("/sparql", ("query", "CONSTRUCT WHERE { ?s ?p ?o }")),
    "json-ld": ("/graphs", ("default", "")),
}


@pytest.mark.parametrize("form", SILENT)
def test_a_format_that_cannot_say_that_it_is_cut_is_refused_unless_that_was_asked_for(tight: Served, form: str) -> None:
    path, asked = SILENT[form]
    refused = get(tight, asked, ("format", form), path=path)
    assert refused.status == 413
    assert "cannot say that it is cut" in refused.json()["error"]
    assert "truncate=1" in refused.json()["advice"]
    assert get(tight, asked, ("format", form), ("truncate", "no"), path=path).json()["where"] == "truncate"
    taken = get(tight, asked, ("format", form), ("truncate", "1"), path=path)
    assert (taken.status, taken.headers["sojourn-truncated"] in {"rows", "bytes"}) == (200, True)


def test_a_whole_answer_is_not_marked(tight: Served) -> None:
    answer = get(tight, ("query", "SELECT ?x { VALUES ?x { 1 2 3 } }"))
    assert "sojourn-truncated" not in answer.headers
    assert answer.headers["sojourn-rows"] == "3"
    assert "truncated" not in answer.json()


def test_a_cut_answer_says_so_in_json_too(tight: Served) -> None:
    answer = get(tight, ("query", "SELECT ?p { ?s ?p ?o }"))
    assert answer.json()["truncated"] in {"rows", "bytes"}
    assert len(answer.json()["results"]["bindings"]) == int(answer.headers["sojourn-rows"])


def test_a_cut_graph_is_well_formed_and_marked(tight: Served) -> None:
    for path, params in (("/graphs", (("default", ""),)), ("/sparql", (("query", "CONSTRUCT WHERE { ?s ?p ?o }"),))):
        answer = get(tight, *params, path=path, Accept="application/n-triples")
        assert (answer.status, answer.headers["sojourn-truncated"]) == (200, "bytes")
        lines = answer.body.decode().splitlines()
        assert len([line for line in lines if line.endswith(" .")]) == int(answer.headers["sojourn-rows"])
        assert lines[-1].startswith("# cut off")


def test_a_runaway_is_stopped_with_504_and_the_next_query_is_answered(tight: Served) -> None:
    answer = get(tight, ("query", RUNAWAY))
    assert answer.status == 504
    assert json.loads(answer.body)["limits"]["seconds"] == 3
    assert get(tight, ("query", "ASK {}")).json()["boolean"] is True


def test_a_query_that_eats_memory_is_stopped_with_507_and_the_next_one_is_answered(tight: Served) -> None:
    doubled = " ".join(f"BIND(CONCAT({','.join([f'?x{n}'] * 30)}) AS ?x{n + 1})" for n in range(8))
    answer = get(tight, ("query", f"SELECT ?x8 {{ BIND('{'x' * 30}' AS ?x0) {doubled} }}"))
    assert answer.status == 507
    assert answer.json()["limits"]["memory"] == 300
    assert get(tight, ("query", "ASK {}")).json()["boolean"] is True


def test_a_query_of_the_greatest_length_is_taken_and_a_longer_one_is_not(tight: Served) -> None:
    said = get(tight, ("format", "jsonld")).json()
    limits = {
        node["https://schema.org/name"][0]["@value"]: node["https://schema.org/value"][0]["@value"]
        for node in said
        if "https://schema.org/name" in node
    }
    most = int(limits["query"])
    assert 60_000 < most <= 65_536
    start = b"ASK {} #"
    assert send(tight, posted(start + b"x" * (most - len(start)), "application/sparql-query")).status == 200
    assert send(tight, posted(start + b"x" * (most + 1 - len(start)), "application/sparql-query")).status == 413


def test_a_body_that_is_far_too_long_is_not_read_to_its_end(tight: Served) -> None:
    form = posted(b"query=" + b"x" * 900_000, "application/x-www-form-urlencoded")
    assert send(tight, form).status == 413


def test_a_bad_answer_names_no_path_of_the_machine(tight: Served) -> None:
    for asked in (Asked(params=(("query", "ASK {"),)), Asked(params=(("query", RUNAWAY),))):
        assert str(Path(__file__).parents[2]) not in send(tight, asked).body.decode()


PIECES = st.sampled_from(
    [
        *("query=", "default-graph-uri=", "named-graph-uri=", "format=", "graph=", "default", "update=", "&", "&", "="),
        *(
            "ASK%7B%7D",
            "SELECT%20*%7B%3Fs%20%3Fp%20%3Fo%7D",
            "csv",
            "http%3A%2F%2Fe",
            "%00",
            "%ED%A0%80",
            "%FF",
            "%",
            "+",
        ),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=40).map(quote)),
    path=st.sampled_from(["/sparql", "/graphs", "/.well-known/void"]),
    posted_form=st.booleans(),
)
def test_whatever_is_sent_is_answered_or_refused_and_never_a_fault(
    text: str, path: str, posted_form: bool, client: TestClient
) -> None:
    if posted_form:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status = client.post(path, content=text.encode(), headers=headers).status_code
    else:
        status = client.get(f"{path}?{text}", follow_redirects=False).status_code
    assert status in {200, 303, 400, 403, 404, 405, 406, 413, 415}
