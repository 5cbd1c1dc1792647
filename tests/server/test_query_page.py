"""``/query``: a form that needs no script, rows as people read them, and every way in which a query can go wrong."""

from __future__ import annotations

import ast
import html
import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.server import querying
from sojourn.server.app import application
from sojourn.server.settings import Settings
from sojourn.workers.limits import Limits
from tests.server.conftest import TestClient
from tests.server.markup import cells, plain

if TYPE_CHECKING:
    from httpx import Response

STOCKS = "SELECT ?claim ?place ?low WHERE { ?claim a sj:ResidenceAssertion ; sj:place ?place ; sj:low ?low }"


@pytest.fixture(scope="module")
def small() -> Iterator[TestClient]:
    """A server that gives five rows at most and waits for half a second."""
    app = application(Settings(limits=Limits(workers=1, rows=5, seconds=0.5)))
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


def asked(client: TestClient, query: str, **more: str) -> Response:
    answer: Response = client.get("/query", params={"query": query, **more})
    return answer


def field(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_the_page_is_a_form_with_an_example_that_runs(client: TestClient) -> None:
    page = client.get("/query")
    assert page.status_code == 200
    assert '<form id="query-form" class="query" method="get" action="/query#result"' in page.text
    assert "unsafe" not in page.headers["content-security-policy"]
    answer = asked(client, field(page.text))
    assert len(cells(answer.text)) == 21


def test_rows_come_with_names_short_names_and_links_to_the_dossiers(client: TestClient) -> None:
    page = asked(client, STOCKS + " ORDER BY ?low ?claim")
    shown = cells(page.text)
    assert page.status_code == 200
    assert len(shown) == 15
    assert ["S0-23", "Beijing place:CN-BJ", "10000"] in [row[1:] for row in shown]
    assert '<a href="/place/CN-BJ">Beijing</a>' in page.text
    assert re.search(r'<a href="/claim/residence-[0-9a-f]+">S0-23</a>', page.text)
    assert "Rows: 15" in page.text


@pytest.mark.parametrize(
    ("lang", "name", "told"),
    [("en", "Beijing", "Rows: 15"), ("zh", "北京", "行数：15"), ("ru", "Пекин", "Строк: 15")],
)
def test_names_and_words_are_in_the_language_of_the_page(client: TestClient, lang: str, name: str, told: str) -> None:
    page = asked(client, STOCKS, lang=lang)
    assert f'<html lang="{lang}">' in page.text
    assert f'<a href="/place/CN-BJ?lang={lang}">{name}</a>' in page.text
    assert told in page.text


@pytest.mark.parametrize(
    ("query", "told", "files"),
    [
        ("ASK { place:CN a sj:Place }", "yes", ["json", "xml"]),
        ("ASK { place:CN a sj:Population }", "no", ["json", "xml"]),
        ("SELECT ?x { ?x a sj:Nothing }", "No rows: nothing in the graph matches.", []),
        ("CONSTRUCT { ?p a sj:Place } WHERE { ?p a sj:Place } LIMIT 3", "Rows: 3", ["turtle", "jsonld", "rdfxml"]),
        ("DESCRIBE place:CN-BJ", "Rows:", ["turtle", "trig", "nquads", "ntriples"]),
    ],
)
def test_every_form_of_query_is_answered(client: TestClient, query: str, told: str, files: list[str]) -> None:
    page = asked(client, query)
    assert page.status_code == 200
    assert told in page.text
    for name in files:
        assert f"&amp;format={name}" in page.text
    assert bool(files) == ('href="/sparql?query=' in page.text)


def test_every_download_of_an_answer_holds_as_many_rows_as_the_page(client: TestClient) -> None:
    page = asked(client, STOCKS)
    addresses = re.findall(r'href="(/sparql\?[^"]*)"', page.text)
    assert len(addresses) == 4
    for address in addresses:
        file = client.get(html.unescape(address))
        assert file.status_code == 200, address
        if "format=csv" in address:
            assert len(file.text.splitlines()) == 1 + 15
        if "format=json" in address:
            assert len(file.json()["results"]["bindings"]) == 15


@pytest.mark.parametrize(
    ("query", "status", "what"),
    [
        ("SELECT * WHERE { ?a }", 400, "Line 1, column 22"),
        ("SELECT * WHERE {\n  ?a sj:place ?b\n  FILTER(?x >\n}", 400, "Line 4, column 2"),
        ("SELECT * { ?a foo:bar ?b }", 400, "this prefix is not declared"),
        ("not a query", 400, "Line 1, column 1"),
        ("SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }", 403, "SERVICE is refused"),
        ("SELECT * { ?a ?b ?c }\nSERVICE", 403, "Line 2, column 1"),
        ("LOAD <http://example.org/>", 403, "LOAD is refused"),
        ("INSERT DATA { place:x a sj:Place }", 403, "INSERT is refused"),
        ("ASK {" + "{" * 300 + "}" * 300 + "}", 400, "nested"),
        ("#" + "x" * 65_536 + "\nASK {}", 413, "the query is too long"),
    ],
)
def test_a_query_that_cannot_be_run_says_why_and_stays_in_the_field(
    client: TestClient, query: str, status: int, what: str
) -> None:
    page = client.post("/query", data={"query": query})
    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    fault = re.search(r'<div class="error query-fault" role="alert" id="fault">(.*?)</div>', page.text, re.DOTALL)
    assert fault is not None
    assert what in plain(fault[1])
    assert field(page.text) == query


def test_the_line_in_question_is_shown_with_its_place_marked(client: TestClient) -> None:
    page = asked(client, "SELECT * WHERE {\n  ?a sj:place place:CN .\n  ?a foo:bar ?c\n}")
    found = re.search(r"<pre[^>]*>(.*?)</pre>", page.text)
    assert found is not None
    assert found[1] == "  ?a <mark>foo:bar</mark> ?c"  # the engine names the place where it stopped reading
    assert 'data-line="3"' in page.text


def test_a_runaway_ends_at_the_limit_and_the_page_says_so(small: TestClient) -> None:
    page = asked(small, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert page.status_code == 504
    assert "0.5 s" in plain(page.text)
    assert len(cells(asked(small, "SELECT ?p { ?p a sj:Place } LIMIT 2").text)) == 2


def test_more_rows_than_the_limit_are_told_and_not_counted(small: TestClient) -> None:
    page = asked(small, "SELECT ?p { ?p a sj:Place }")
    assert "More than 5 rows: only the first 5 were looked at" in plain(page.text)
    assert len(cells(page.text)) == 5
    assert "More than" not in asked(small, "SELECT ?p { ?p a sj:Place } LIMIT 5").text


def test_a_long_answer_is_shown_page_by_page(client: TestClient) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 450"
    pages = [cells(asked(client, query, page=str(number)).text) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [200, 200, 50]
    assert [page[0][0] for page in pages] == ["1", "201", "401"]
    assert "Page 2 of 3" in asked(client, query, page="2").text
    beyond = asked(client, query, page="9")
    assert beyond.status_code == 200
    assert "There is no page 9." in beyond.text
    for odd in ("0", "-1", "x", "99999999999999999999"):
        assert "Page 1 of 3" in asked(client, query, page=odd).text


def test_a_chart_is_drawn_where_there_are_figures_and_a_picture_offered_where_there_are_claims(
    client: TestClient,
) -> None:
    page = asked(client, STOCKS).text
    assert "<svg" in page
    assert "/picture?query=SELECT" in page
    plain = asked(client, "SELECT ?p { ?p a sj:Place }").text
    assert "<svg" not in plain
    assert "/picture?query=" not in plain


def test_a_long_query_goes_as_a_form_and_its_downloads_too(client: TestClient) -> None:
    query = "#" + "x" * 7_000 + "\n" + STOCKS
    page = client.post("/query", data={"query": query})
    assert page.status_code == 200
    assert len(cells(page.text)) == 15
    assert "This query is too long for a link." in page.text
    assert '<form class="downloads" method="post" action="/sparql">' in page.text
    file = client.post("/sparql", data={"query": query, "format": "csv"})
    assert len(file.text.splitlines()) == 1 + 15


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    refused = client.post("/query", content=b"ASK {}", headers={"content-type": "application/sparql-query"})
    assert refused.status_code == 415


def test_head_is_answered_where_get_is(client: TestClient) -> None:
    answer = client.head("/query", params={"query": "ASK {}"})
    assert (answer.status_code, answer.content) == (200, b"")


HOSTILE = "\"</textarea><script>alert(1)</script><img src=x onerror=alert(1)>'"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ('''{HOSTILE}''' AS ?x) {{}}",
        f"# {HOSTILE}\nASK {{}}",
        f"SELECT {HOSTILE}",
        'SELECT (IRI("javascript:alert(1)") AS ?x) {}',
        'SELECT ("a"@en-script AS ?x) (STRDT("b", <javascript:alert(2)>) AS ?y) {}',
        'SELECT (IRI("https://w3id.org/sojourn/id/place/%22%3E%3Cscript%3Ealert(1)") AS ?x) {}',
    ],
)
def test_hostile_text_stays_text(client: TestClient, query: str) -> None:
    page = asked(client, query).text
    bare = page.replace("</textarea>", "", 1)
    assert "</textarea>" not in bare
    assert "alert(1)</script>" not in page
    assert "<img" not in page
    assert not re.search(r"""(?:href|src|action)=["']?\s*javascript:""", page, re.IGNORECASE)
    assert "<script>" not in page


def test_only_web_addresses_become_links(client: TestClient) -> None:
    page = asked(
        client, "SELECT (<https://example.org/a> AS ?a) (<ftp://example.org/b> AS ?b) (<urn:x:y> AS ?c) {}"
    ).text
    assert '<a href="https://example.org/a" rel="noreferrer noopener external nofollow">' in page
    assert 'href="ftp:' not in page
    assert 'href="urn:' not in page


@settings(max_examples=25)
@given(
    typed=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t<>&\"'#{}"), min_size=1
    )
)
def test_whatever_is_typed_stands_in_the_field_again(client: TestClient, typed: str) -> None:
    page = client.post("/query", data={"query": f"#{typed}"})
    assert field(page.text) == f"#{typed}".rstrip("\n")


@settings(max_examples=200)
@given(query=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00")))
def test_the_ways_elsewhere_carry_the_query_as_it_is(query: str) -> None:
    ways = querying.ways(query, "http://127.0.0.1:8000")
    assert shlex.split(ways["curl"])[-1] == f"query={query}"
    assert shlex.split(ways["sojourn"])[-1] == query
    calls = [node for node in ast.walk(ast.parse(ways["Python"])) if isinstance(node, ast.Call) and node.args]
    assert query in [argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)]
    ast.parse(ways["pandas"])


def test_of_an_answer_that_is_cut_only_what_takes_its_first_rows_is_told(small: TestClient) -> None:
    page = small.get("/query", params={"query": "SELECT ?s { ?s ?p ?o }"}).text
    told = dict(re.findall(r"<dt>(.*?)</dt><dd><pre[^>]*>(.*?)</pre>", page, re.DOTALL))
    assert list(told) == ["URL", "curl", "pandas", "R"]
    address = html.unescape(told["URL"])
    assert small.get(address).status_code == 200
    assert small.get(address.replace("&truncate=1", "")).status_code == 413


def test_all_words_of_the_page_are_translated() -> None:
    from pathlib import Path

    from sojourn.server.words import known

    folder = Path(querying.__file__).parent / "templates"
    for file in folder.glob("query*.html"):
        for said in re.findall(r"""\bt\((["'])(.*?)\1""", file.read_text(encoding="utf-8")):
            assert said[1] in known(), f"{file.name}: {said[1]}"
