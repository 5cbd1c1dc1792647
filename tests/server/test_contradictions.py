"""Contradictions, comparisons and pictures over HTTP: what is shown, why, and what is kept of it."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

import sojourn
from sojourn.graph.contradicting import contradictions
from sojourn.graph.facade import Graph
from sojourn.server.app import application
from sojourn.server.keeping import Kept
from sojourn.server.settings import Settings
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from tests.drawing.findings import disputed_store
from tests.server.conftest import TestClient

if TYPE_CHECKING:
    from httpx import Response

PAGE = {"Accept": "text/html"}
CITIES = {"ask": "cities", "population": "Russians", "place": "China"}


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server of a graph in which two sets of claims cannot all be true."""
    file = tmp_path_factory.mktemp("disputed") / "disputed.trig"
    Graph(disputed_store(), "made up").export(file)
    app = application(Settings(targets=(str(file),), limits=Limits(workers=1)))
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


def page(client: TestClient, path: str, **params: str) -> Response:
    answer: Response = client.get(path, params=params, headers=PAGE)
    return answer


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def test_each_contradiction_has_a_page_with_who_says_what_and_the_arithmetic(disputed: TestClient) -> None:
    listed = page(disputed, "/contradictions")
    assert listed.status_code == 200
    assert "These cannot all be true" in listed.text
    addresses = re.findall(r'href="(/contradictions/[^"]+)"', listed.text)
    assert [html.unescape(address) for address in addresses] == [
        "/contradictions/M-2%2CP-4",
        "/contradictions/M-1%2CP-1%2CP-2",
    ]
    shown = page(disputed, html.unescape(addresses[1]))
    text = plain(shown.text)
    assert shown.status_code == 200
    assert "Leave out any one of them, and the others can be true." in text
    assert "which no number is" in text
    assert shown.text.count('<a href="/claim/') >= 3
    assert '<a href="/compare/M-1/P-1">' in shown.text
    turned = page(disputed, "/contradictions/P-4,M-2")
    assert turned.status_code == 200, "the order of the claims does not matter"


def test_a_contradiction_that_is_none_is_not_found_with_a_way_on(client: TestClient) -> None:
    answer = page(client, "/contradictions/S0-19,S0-20")
    assert answer.status_code == 404
    assert "/compare/A/B" in answer.text


def test_the_shipped_graph_says_that_all_can_be_true_and_what_follows(client: TestClient) -> None:
    text = plain(page(client, "/contradictions").text)
    assert "41 figures were taken together." in text
    assert "No contradiction: all of them can be true." in text
    assert "Residents in Heilongjiang, 2013: 38,350,000" in text
    assert "25,000 to 31,000" in text
    assert "the parts fall short of the whole by 4,000 to 30,000" in text


def test_a_place_narrows_what_is_told_and_its_figures_are_told_two_by_two(client: TestClient) -> None:
    answer = page(client, "/contradictions", place="Китай", population="Russians")
    assert answer.status_code == 200
    assert '<a href="/compare/S0-19/S0-20">' in answer.text
    assert 'value="Китай"' in answer.text
    assert "Heilongjiang" not in answer.text


@pytest.mark.parametrize(
    ("params", "what"),
    [
        ({"place": "Harbn"}, "Harbn"),
        ({"at": "2015-02-30"}, "'2015-02-30' is no day"),
        ({"reading": "hopeful"}, "no reading is called 'hopeful'"),
    ],
)
def test_a_setting_that_is_none_is_told_above_the_form(client: TestClient, params: dict[str, str], what: str) -> None:
    answer = page(client, "/contradictions", **params)
    assert answer.status_code == 400
    assert what in html.unescape(answer.text)
    assert 'role="alert"' in answer.text


def test_a_large_graph_shows_the_pairs_that_disagree_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sojourn.graph.contradicting.claims_of", lambda _store: 875_903)
    asked = dict.fromkeys(("place", "population", "at", "reading"), "")
    assert contradictions(sojourn.open(), asked) == {"large": True, "claims": 875_903}


def test_two_claims_are_compared_facet_by_facet_and_the_first_difference_stands_out(client: TestClient) -> None:
    answer = page(client, "/compare/S0-19/S0-20")
    assert answer.status_code == 200
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", answer.text, re.DOTALL)[1:]
    assert [plain(row).split()[0] for row in rows] == [
        *("kind", "unit", "criterion", "scope", "status", "place", "time", "method")
    ]
    marked = re.search(r'<tr class="first-difference">(.*?)</tr>', answer.text, re.DOTALL)
    assert marked is not None
    assert plain(marked[1]).startswith("status permanent resident not stated")
    assert "So they do not contradict each other." in plain(answer.text)


def test_one_claim_is_compared_with_all_others(client: TestClient) -> None:
    answer = page(client, "/compare/S0-19")
    assert answer.text.count('<a href="/compare/S0-19/') >= 30


@pytest.mark.parametrize(
    ("path", "status", "what"),
    [
        ("/compare/S0-19/S9-99", 404, "S9-99"),
        ("/compare/S0-19/S0-19", 400, "the same claim"),
        ("/compare/S0-5", 400, "states no figure"),
    ],
)
def test_what_cannot_be_compared_says_why(client: TestClient, path: str, status: int, what: str) -> None:
    answer = page(client, path)
    assert answer.status_code == status
    assert what in html.unescape(answer.text)


def test_the_form_leads_to_the_address_of_the_comparison(client: TestClient) -> None:
    answer = client.get("/compare", params={"first": "S0-19", "second": "S0-20", "lang": "zh"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/compare/S0-19/S0-20?lang=zh")
    assert page(client, "/compare").status_code == 200


@pytest.mark.parametrize(
    "params",
    [{}, CITIES, {"query": "SELECT ?a { ?a a sj:FlowAssertion }"}, {"as": "columns", "lang": "ru"}],
    ids=["the graph", "an answer", "a query", "by a renderer"],
)
def test_a_picture_is_a_page_that_loads_nothing_and_that_our_pages_may_frame(
    client: TestClient, params: dict[str, str]
) -> None:
    answer = client.get("/picture", params=params)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'self'"
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', answer.text)
    assert policy is not None
    assert "default-src 'none'" in html.unescape(policy[1])
    again = client.get("/picture", params=params)
    assert again.content == answer.content
    seen = client.get("/picture", params=params, headers={"If-None-Match": answer.headers["etag"]})
    assert (seen.status_code, seen.content) == (304, b"")
    framed = client.get("/picture", params={**params, "framed": "1"})
    assert ("← sojourn" in answer.text, "← sojourn" in framed.text) == (True, False)
    assert "/ask/flows?lang=" in re.search(r"<noscript>.*</noscript>", answer.text)[0]  # type: ignore[index]  # there is one


@pytest.mark.parametrize(
    ("params", "where", "what"),
    [
        ({"ask": "citties"}, "ask", "no question is called 'citties'"),
        ({"ask": "cities", "place": "China"}, "population", "cities needs population"),
        ({**CITIES, "place": "Chna"}, "place", "no place of this graph is called 'Chna'"),
        ({"ask": "cities", "query": "SELECT * {}"}, "ask", "both a question and a query"),
        ({"colour": "red"}, "colour", "a picture has no parameter 'colour'"),
        ({"as": "sculpture"}, None, "sculpture"),
        ({"query": "SELECT * {"}, "query:1:11", None),
        ({"query": "SELECT ?p { ?p a sj:Place }"}, None, "name no claims"),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, None, "SERVICE"),
    ],
)
def test_what_cannot_be_drawn_says_why(
    client: TestClient, params: dict[str, str], where: str | None, what: str | None
) -> None:
    answer = client.get("/picture", params=params)
    assert answer.status_code in {400, 403}
    told = answer.json()
    assert where in {None, told["where"]}
    assert what is None or what in told["error"]


class _Site:
    """As much of a site as keeping needs."""

    class pool:  # noqa: N801 - an attribute of the real one
        """Workers that have one generation open."""

        generation = "g1"

    settings = Settings()


def test_what_is_asked_at_once_is_made_once_and_a_new_generation_makes_it_anew() -> None:
    made: list[str] = []

    async def make() -> Reply:
        made.append("made")
        await asyncio.sleep(0.01)
        return Reply(body=b"x" * 10)

    async def ask() -> None:
        site: Any = _Site()
        kept = Kept(site, most=60)
        await asyncio.gather(*(kept.get("one", make) for _ in range(20)))
        assert len(made) == 1
        _Site.pool.generation = "g2"
        await kept.get("one", make)
        assert len(made) == 2
        await kept.get("two", make)
        assert kept.size == 2 * (10 + len(repr(("g2", "one")))), "what was not asked for the longest has gone"
        await kept.get("two", make)
        assert len(made) == 3

    asyncio.run(ask())


def test_what_could_not_be_made_is_tried_again() -> None:
    tries: list[int] = []

    async def make() -> Reply:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("busy")
        return Reply(body=b"done")

    async def ask() -> None:
        site: Any = _Site()
        kept = Kept(site)
        with pytest.raises(RuntimeError, match="busy"):
            await kept.get("one", make)
        assert (await kept.get("one", make)).body == b"done"

    asyncio.run(ask())


def test_people_of_whom_no_source_gives_a_figure_are_no_mistake(client: TestClient) -> None:
    answer = client.get("/contradictions", params={"population": "talent"}, headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert "No source gives a figure for this" in answer.text
    assert client.get("/contradictions", params={"population": "Martians"}).status_code == 400
