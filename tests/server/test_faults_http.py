"""Every bad request of the list of hazards, sent to a real server: one clear answer each, and good ones go on."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.server.conftest import Served, serving
from tests.server.faults import RUNAWAY, Meanwhile, rested
from tests.server.sending import Asked, asking, posted, send

QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
_LONGER = " ".join(f"BIND(CONCAT({','.join([f'?x{n}'] * 30)}) AS ?x{n + 1})" for n in range(8))
EATER = f"SELECT ?x8 {{ BIND('{'x' * 30}' AS ?x0) {_LONGER} }}"
"""Eats all memory at once, long before its time is over."""
BAD: dict[str, tuple[Asked, int, str]] = {
    "a fault in the query": (asking("SELECT * {\n ?a ?b }"), 400, "query:2:"),
    "a query that asks another server": (asking("ASK { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"), 403, "SERVICE"),
    "a load": (posted(b"update=LOAD+%3Chttp%3A%2F%2F127.0.0.1%3A9%2F%3E", FORM), 403, "updates are refused"),
    "an update": (posted(b"DELETE WHERE { ?a ?b ?c }", "application/sparql-update"), 403, "updates are refused"),
    "an update sent as a query": (asking("INSERT DATA { <a:a> <a:a> 1 }"), 403, "INSERT is refused"),
    "a query that is too long": (posted(b"ASK {} #" + b"x" * 65_536, QUERY), 413, "65,5"),
    "a body of the wrong type": (posted(b"<a:a> <a:a> 1 .", "text/turtle"), 415, "text/turtle"),
    "a body of no type": (posted(b"ASK {}", ""), 415, "nothing"),
    "a foreign host": (Asked(path="/", headers={"Host": "evil.example"}), 403, "evil.example"),
    "a foreign origin": (Asked(path="/", headers={"Origin": "https://evil.example"}), 403, "evil.example"),
    "a runaway": (asking(RUNAWAY), 504, "it took longer than 3 s"),
    "a query that eats memory": (asking(EATER), 507, "needs more memory"),
    "an unknown Accept": (
        Asked(path=f"/sparql?query={quote('ASK {}')}", headers={"Accept": "video/mp4"}),
        406,
        "application/sparql-results+json",
    ),
    "an unknown path": (Asked(path="/wp-admin/setup.php"), 404, "there is no page"),
    "a write": (Asked(path="/graphs?default", method="PUT", body=b"<a:a> <a:a> 1 ."), 405, "read"),
    "an unknown method": (Asked(path="/", method="PROPFIND"), 405, "read-only"),
    "a target that is too long": (Asked(path="/?" + "a" * 70_000), 414, "Send a long query by POST"),
    "headers that are too long": (Asked(path="/", headers={"X-Long": "a" * 17_000}), 431, "headers"),
}


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with one worker and room for one who waits."""
    limits = ("--workers", "1", "--seconds", "3", "--memory", "128", "--waiting", "1", "--rows", "10")
    with serving(tmp_path_factory.mktemp("listed"), *limits) as served:
        yield served


@pytest.mark.parametrize("name", BAD)
def test_a_bad_request_gets_one_clear_answer_and_the_next_good_one_is_answered(name: str, listed: Served) -> None:
    asked, status, words = BAD[name]
    answer = send(listed, asked)
    assert answer.status == status, answer.body
    told = answer.json()
    assert told.keys() == {"error", "where", "advice", "limits"}
    assert words in " ".join((told["error"], told["where"], told["advice"]))
    assert "\n" not in told["error"]
    assert b"Traceback" not in answer.body
    assert send(listed, asking("ASK {}")).status == 200
    assert "Traceback" not in listed.said()
    assert " fault " not in listed.said()


def test_more_rows_than_an_answer_may_have_are_cut_and_marked(listed: Served) -> None:
    answer = send(listed, asking("SELECT ?s { ?s ?p ?o }", ("format", "csv"), ("truncate", "1")))
    assert (answer.status, answer.headers["sojourn-truncated"]) == (200, "rows")
    assert len(answer.body.decode().splitlines()) == 11


def test_one_request_too_many_is_told_when_to_come_again(listed: Served) -> None:
    rested(listed, 2)
    together = [Meanwhile(listed) for _ in range(3)]
    assert send(listed, Asked(path="/health")).status == 200
    refused, *others = sorted((each.answer() for each in together), key=lambda answer: answer.status)
    assert (refused.status, refused.json()["error"]) == (503, "too many requests wait already")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert [answer.status for answer in others] == [504, 504]
