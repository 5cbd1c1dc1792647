"""What OpenRefine gets: a manifest, candidates that are sure only where they should be, suggestions, values."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import sojourn
from sojourn.graph.introducing import description
from sojourn.graph.known import Known, known
from sojourn.graph.matching import Matcher, Wanted
from sojourn.queries.spelling import plain
from sojourn.server.app import application
from sojourn.server.settings import Settings
from sojourn.workers.limits import Limits
from tests.server.reconciliation import EXTENDED, MANIFEST, PROPOSED, RESULTS, SUGGESTED, conforms

Json = dict[str, Any]
TRIES = 6
"""This machine may be busy with other tests; once in so many times it must be as quick as it has to be."""
IN_TIME = 2.0
"""Longest that a batch of a thousand names may take [s]."""


def asked(client: TestClient, queries: Json, base: str = "/reconcile") -> Json:
    """The answer to a batch of queries, which conforms to the API."""
    response = client.post(base, data={"queries": json.dumps(queries)})
    assert response.status_code == 200, response.text
    found: Json = response.json()
    conforms(found, RESULTS)
    return found


def best(client: TestClient, name: str, base: str = "/reconcile", **more: Any) -> tuple[str, bool]:
    """The id of the first candidate, and whether it is a match."""
    result = asked(client, {"q": {"query": name, **more}}, base)["q"]["result"]
    return (result[0]["id"], result[0]["match"]) if result else ("", False)


def test_the_manifest_says_what_the_service_can_do_and_where(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    conforms(manifest, MANIFEST)
    assert manifest["identifierSpace"] == "https://w3id.org/sojourn/id/"
    assert manifest["batchSize"] == 1_000
    types = {kind["id"]: kind for kind in manifest["defaultTypes"]}
    assert {"Place", "Population", "Profession", "placeType-country", "placeType-city"} <= set(types)
    assert types["placeType-city"]["broader"][0]["id"] == "Place"
    assert all(url.startswith("http://127.0.0.1:8000/reconcile/") for url in addresses(manifest))


def addresses(manifest: Json) -> list[str]:
    """All URLs of the service that a manifest names."""
    services = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    templates = [manifest["view"]["url"], manifest["preview"]["url"]]
    return [service["service_url"] + service["service_path"] for service in services] + [
        template.replace("{{id}}", quote("place/CN", safe="")) for template in templates
    ]


def test_every_address_of_the_manifest_answers(client: TestClient) -> None:
    for base in ("/reconcile", "/reconcile/zh", "/reconcile/ru"):
        for url in addresses(client.get(base).json()):
            assert client.get(url, follow_redirects=False).status_code in {200, 303}, url


def test_names_of_types_are_in_the_language_of_the_service(client: TestClient) -> None:
    names = [
        client.get(base).json()["defaultTypes"][0]["name"] for base in ("/reconcile", "/reconcile/zh", "/reconcile/ru")
    ]
    assert names == ["place", "地点", "место"]


SURE = {
    "a name in English": ("Russia", "place/RU"),
    "a name in Chinese": ("俄罗斯", "place/RU"),
    "a name in Russian": ("Россия", "place/RU"),
    "another spelling": ("Peking", "place/CN-BJ"),
    "the long name of a country": ("Russian Federation (the)", "place/RU"),
    "an ISO 3166-1 code": ("CN", "place/CN"),
    "an ISO 3166-2 code": ("cn-bj", "place/CN-BJ"),
    "an M49 code": ("156", "place/CN"),
    "a Wikidata number": ("Q148", "place/CN"),
    "an id of ours": ("profession/doctor", "profession/doctor"),
    "an IRI of ours": ("https://w3id.org/sojourn/id/place/CN", "place/CN"),
    "a plural": ("doctors", "profession/doctor"),
    "capitals, spaces and signs": ("  HARBIN! ", "place/harbin"),
    "full-width letters": ("Ｈａｒｂｉｎ", "place/harbin"),
    "a population": ("россияне", "population/russians"),
    "an ISCO code": ("221", "profession/doctor"),
}


@pytest.mark.parametrize("case", SURE)
def test_a_name_as_the_graph_writes_it_is_a_match(client: TestClient, case: str) -> None:
    name, wanted = SURE[case]
    assert best(client, name) == (wanted, True)


NEAR = {
    "a letter left out": ("Harbn", "place/harbin"),
    "letters turned around": ("Shenzehn", "place/shenzhen"),
    "misspelled in Russian": ("Харьбин", "place/harbin"),
    "misspelled in Chinese": ("哈尔宾", "place/harbin"),
    "a name within a longer one": ("City of Harbin", "place/harbin"),
    "part of a name": ("Heilong", "place/CN-HL"),
    "a profession": ("enginer", "profession/engineer"),
}


@pytest.mark.parametrize("case", NEAR)
def test_a_misspelled_name_has_its_candidate_first_and_is_never_decided(client: TestClient, case: str) -> None:
    name, wanted = NEAR[case]
    assert best(client, name) == (wanted, False)


@pytest.mark.parametrize("name", ["qwzxk", "!!!", "=HYPERLINK(1)", "x" * 5_000, "\u202e", "<script>alert(1)</script>"])
def test_a_name_of_nothing_is_no_match(client: TestClient, name: str) -> None:
    assert not best(client, name)[1]


HINTS: dict[str, tuple[Json, str, bool]] = {
    "a code decides": ({"query": "Rossija", "properties": [{"pid": "iso3166Part1", "v": "ru"}]}, "place/RU", True),
    "codes alone are enough": ({"properties": [{"pid": "iso3166Part1", "v": "RU"}]}, "place/RU", True),
    "a number is a code": ({"query": "", "properties": [{"pid": "m49", "v": 643.0}]}, "place/RU", True),
    "a URL of Wikidata is": (
        {"query": "?", "properties": [{"pid": "wikidata", "v": "https://www.wikidata.org/wiki/Q159"}]},
        "place/RU",
        True,
    ),
    "a name against a code": (
        {"query": "China", "properties": [{"pid": "iso3166Part1", "v": "RU"}]},
        "place/RU",
        False,
    ),
    "the right container": ({"query": "Harbin", "properties": [{"pid": "within", "v": "Китай"}]}, "place/harbin", True),
    "the container as an entity": (
        {"query": "Harbin", "properties": [{"pid": "within", "v": {"id": "place/CN", "name": "China"}}]},
        "place/harbin",
        True,
    ),
    "one right container of two": (
        {"query": "Harbin", "properties": [{"pid": "within", "v": ["Russia", "China"]}]},
        "place/harbin",
        True,
    ),
    "the wrong container": ({"query": "Harbin", "properties": [{"pid": "within", "v": "RU"}]}, "place/harbin", False),
    "an unknown container": (
        {"query": "Harbin", "properties": [{"pid": "within", "v": "Atlantis"}]},
        "place/harbin",
        True,
    ),
    "an unknown property": ({"query": "Harbin", "properties": [{"pid": "mayor", "v": "?"}]}, "place/harbin", True),
    "an ISCO code": ({"query": "medic", "properties": [{"pid": "isco08", "v": 221}]}, "profession/doctor", True),
}


@pytest.mark.parametrize("case", HINTS)
def test_what_stands_beside_a_name_helps_to_decide(client: TestClient, case: str) -> None:
    query, wanted, match = HINTS[case]
    result = asked(client, {"q": query})["q"]["result"]
    assert (result[0]["id"], result[0]["match"]) == (wanted, match)


TYPES = {
    "one type": ("Place", "place/RU"),
    "a kind of place": ("placeType-country", "place/RU"),
    "several types": (["Profession", "Population"], "population/russians"),
    "no such type": ("Spaceship", ""),
}


@pytest.mark.parametrize("case", TYPES)
def test_a_type_leaves_only_things_of_it(client: TestClient, case: str) -> None:
    kind, wanted = TYPES[case]
    result = asked(client, {"q": {"query": "Russia", "type": kind, "type_strict": "should"}})["q"]["result"]
    assert (result[0]["id"] if result else "") == wanted


def test_candidates_are_sorted_and_no_more_than_were_asked_for(client: TestClient) -> None:
    found = asked(client, {"few": {"query": "Russian", "limit": 2}, "many": {"query": "Russian", "limit": 50}})
    scores = [candidate["score"] for candidate in found["many"]["result"]]
    assert scores == sorted(scores, reverse=True)
    assert (len(found["few"]["result"]), len(scores) > 2) == (2, True)


def test_queries_are_answered_by_get_as_well(client: TestClient) -> None:
    query = {"q0": {"query": "Harbin"}}
    by_get = client.get("/reconcile", params={"queries": json.dumps(query)}).json()
    assert by_get == asked(client, query)


def test_names_and_descriptions_are_in_the_language_of_the_service(client: TestClient) -> None:
    found = asked(client, {"q": {"query": "Harbin", "limit": 1}}, "/reconcile/zh")["q"]["result"][0]
    assert (found["name"], found["description"]) == ("哈尔滨", "城市 · 黑龙江 · Harbin · Харбин")


def test_a_batch_of_a_thousand_names_is_answered_in_time(client: TestClient) -> None:
    wrong = random.Random(1)  # noqa: S311 - not a secret
    names = ["Harbin", "Хабаровск", "乌鲁木齐", "Russian Federation", "engineers", "Vladivostok", "Guangdong"]
    queries = {}
    for number in range(1_000):
        name = wrong.choice(names)
        at = wrong.randrange(len(name))
        queries[f"q{number}"] = {
            "query": f"{name[:at]}{name[at + 1 :]}",
            "properties": [{"pid": "within", "v": "China"}],
        }
    asked(client, queries)  # the worker has now read what is known
    quickest = 60.0
    for _ in range(TRIES):
        begun = time.perf_counter()
        assert len(asked(client, queries)) == 1_000
        quickest = min(quickest, time.perf_counter() - begun)
        if quickest < IN_TIME:
            break
    assert quickest < IN_TIME


BAD: dict[str, tuple[Json, int, str, str]] = {
    "no JSON": ({"queries": "{"}, 400, "queries", "this is no JSON"),
    "a list": ({"queries": "[]"}, 400, "queries", "no JSON object"),
    "deeply nested": ({"queries": "[" * 100_000}, 400, "queries", "nested too deeply"),
    "a query that is a text": ({"queries": '{"q": "Harbin"}'}, 400, "queries.q", "a query is a JSON object"),
    "an empty query": ({"queries": '{"q": {"query": " "}}'}, 400, "queries.q.query", "needs a text or properties"),
    "a negative limit": ({"queries": '{"q": {"query": "x", "limit": -1}}'}, 400, "queries.q.limit", "above 0"),
    "a type that is a number": ({"queries": '{"q": {"query": "x", "type": [1]}}'}, 400, "queries.q.type", "a text"),
    "a property without a value": (
        {"queries": '{"q": {"query": "x", "properties": [{"pid": "within"}]}}'},
        400,
        "queries.q.properties",
        "has a pid and a v",
    ),
    "a value that is a list in a list": (
        {"queries": '{"q": {"query": "x", "properties": [{"pid": "within", "v": [[1]]}]}}'},
        400,
        "queries.q.properties",
        "a text, a number, or has an id",
    ),
    "too many queries": (
        {"queries": json.dumps({str(number): {"query": "x"} for number in range(1_001)})},
        413,
        "queries",
        "1,001 queries",
    ),
    "a form without queries": ({"query": "Harbin"}, 400, "queries", "neither queries nor extend"),
    "an extension without ids": ({"extend": '{"properties": []}'}, 400, "extend.ids", "a list of texts"),
    "an extension without properties": ({"extend": '{"ids": []}'}, 400, "extend.properties", "each with an id"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_malformed_request_is_told_where_and_what(client: TestClient, case: str) -> None:
    form, status, where, what = BAD[case]
    response = client.post("/reconcile", data=form)
    told = response.json()
    assert (response.status_code, told["where"]) == (status, where)
    assert what in told["error"]


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    assert client.post("/reconcile", json={"queries": {}}).status_code == 415


SUGGESTIONS = {
    "the beginning of a name": ("/reconcile/suggest/entity?prefix=harb", "place/harbin"),
    "the beginning of a later word": ("/reconcile/suggest/entity?prefix=far+east", "place/russian-far-east"),
    "a beginning in Chinese": ("/reconcile/zh/suggest/entity?prefix=哈尔", "place/harbin"),
    "a whole name before longer ones": ("/reconcile/suggest/entity?prefix=Russia", "place/RU"),
    "an id": ("/reconcile/suggest/entity?prefix=place/CN", "place/CN"),
    "a misspelled name": ("/reconcile/suggest/entity?prefix=Harbn", "place/harbin"),
    "an entity of a type": ("/reconcile/suggest/entity?prefix=russia&type=Population", "population/russians"),
    "a type": ("/reconcile/suggest/type?prefix=coun", "placeType-country"),
    "a type in Russian": ("/reconcile/ru/suggest/type?prefix=город", "placeType-city"),
    "a property": ("/reconcile/suggest/property?prefix=iso", "iso3166Part1"),
    "a property by its id": ("/reconcile/suggest/property?prefix=within", "within"),
}


@pytest.mark.parametrize("case", SUGGESTIONS)
def test_what_is_being_typed_is_suggested(client: TestClient, case: str) -> None:
    url, wanted = SUGGESTIONS[case]
    found = client.get(url).json()
    conforms(found, SUGGESTED)
    assert found["result"][0]["id"] == wanted


def test_further_suggestions_follow_after_the_cursor(client: TestClient) -> None:
    first, second = (client.get(f"/reconcile/suggest/entity?prefix=r&cursor={cursor}").json() for cursor in (0, 10))
    ids = [each["id"] for each in (*first["result"], *second["result"])]
    assert (len(first["result"]), len(ids)) == (10, len(set(ids)))


@pytest.mark.parametrize("url", ["suggest/planet?prefix=x", "suggest/entity?cursor=-1", "properties?limit=x"])
def test_what_cannot_be_suggested_is_refused(client: TestClient, url: str) -> None:
    assert client.get(f"/reconcile/{url}").status_code in {400, 404}


def test_the_properties_of_a_type_are_proposed(client: TestClient) -> None:
    proposed = client.get("/reconcile/properties", params={"type": "Profession"}).json()
    conforms(proposed, PROPOSED)
    names = {each["id"]: each["name"] for each in proposed["properties"]}
    assert names["isco08"] == "ISCO-08 code"
    assert "m49" not in names
    assert len(client.get("/reconcile/properties?type=Place&limit=3").json()["properties"]) == 3


def test_values_of_properties_are_fetched_for_things(client: TestClient) -> None:
    wanted = {
        "ids": ["place/harbin", "place/nowhere", "population/russians"],
        "properties": [{"id": name} for name in ("within", "label-zh", "long", "placeType", "country", "mayor")],
    }
    found = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    conforms(found, EXTENDED)
    assert found["rows"]["place/harbin"] == {
        "within": [{"id": "place/CN-HL", "name": "Heilongjiang"}],
        "label-zh": [{"str": "哈尔滨"}],
        "long": [{"float": 126.65}],
        "placeType": [{"str": "city"}],
        "country": [],
        "mayor": [],
    }
    assert not any(found["rows"]["place/nowhere"].values())
    assert found["rows"]["population/russians"]["country"] == [{"id": "place/RU", "name": "Russia"}]


def test_positions_are_numbers(client: TestClient) -> None:
    wanted = json.dumps({"ids": ["place/CN-BJ"], "properties": [{"id": "lat"}, {"id": "long"}]})
    found = client.get("/reconcile", params={"extend": wanted}).json()
    assert found["rows"]["place/CN-BJ"] == {"lat": [{"float": 39.9075}], "long": [{"float": 116.39723}]}


def test_a_preview_is_a_small_page_without_scripts(client: TestClient) -> None:
    response = client.get("/reconcile/ru/preview", params={"id": "place/harbin"})
    assert response.headers["content-type"].startswith("text/html")
    assert "frame-ancestors 'self'" in response.headers["content-security-policy"]
    assert "Хэйлунцзян" in response.text
    assert "<script" not in response.text


def test_there_is_no_preview_of_what_is_not_there(client: TestClient) -> None:
    assert client.get("/reconcile/preview", params={"id": "place/<b>"}).status_code == 404


def test_a_thing_is_viewed_on_its_own_page(client: TestClient) -> None:
    response = client.get("/reconcile/zh/view", params={"id": "place/CN"}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/place/CN?lang=zh")


OPENREFINE = "http://127.0.0.1:3333"


@pytest.fixture(scope="module")
def let_in() -> Iterator[TestClient]:
    """A server that was started with ``--cors`` and the origin of OpenRefine's page."""
    app = application(Settings(limits=Limits(workers=1), cors=(OPENREFINE,)))
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


def test_the_page_of_openrefine_reads_the_service_where_it_is_let_in(let_in: TestClient) -> None:
    for path in ("/reconcile", "/reconcile/suggest/entity?prefix=har"):
        response = let_in.get(path, headers={"Origin": OPENREFINE, "Sec-Fetch-Site": "same-site"})
        assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, OPENREFINE)


def test_the_page_of_openrefine_shows_previews_where_it_is_let_in(let_in: TestClient) -> None:
    framed = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    response = let_in.get("/reconcile/preview?id=place/CN", headers={**framed, "Referer": f"{OPENREFINE}/"})
    assert response.status_code == 200
    assert f"frame-ancestors 'self' {OPENREFINE}" in response.headers["content-security-policy"]


def test_other_pages_are_not_let_in(client: TestClient, let_in: TestClient) -> None:
    for server, origin in ((client, OPENREFINE), (let_in, "http://evil.example")):
        assert server.get("/reconcile", headers={"Origin": origin}).status_code == 403


@pytest.fixture(scope="module")
def there() -> Known:
    return known(sojourn.open().store)


@pytest.fixture(scope="module")
def matcher(there: Known) -> Matcher:
    return Matcher(there)


def test_every_label_finds_its_thing(there: Known, matcher: Matcher) -> None:
    asked_for = [(thing.id, label) for thing in there.things.values() for label in thing.labels.values()]
    found = matcher.candidates([Wanted(name=label, most=20) for _, label in asked_for])
    missed = [
        (identifier, label)
        for (identifier, label), candidates in zip(asked_for, found, strict=True)
        if identifier not in {each.thing.id for each in candidates if each.name_score >= 99}
    ]
    assert missed == []


def test_no_two_candidates_are_both_sure(there: Known, matcher: Matcher) -> None:
    names = [name for thing in there.things.values() for name in (*thing.labels.values(), *thing.aliases)]
    found = matcher.candidates([Wanted(name=name, most=50) for name in names])
    assert max(sum(each.match for each in candidates) for candidates in found) == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_may_be_asked_for(matcher: Matcher, text: str) -> None:
    (candidates,) = matcher.candidates([Wanted(name=text)])
    assert [each.score for each in candidates] == sorted((each.score for each in candidates), reverse=True)
    assert all(0 <= each.score <= 100 for each in candidates)
    matcher.suggested(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_a_name_is_evened_out_once_and_for_all(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_a_description_tells_namesakes_apart(there: Known) -> None:
    assert description(there, there.things["profession/doctor"], "en") == "profession · 221 · 医生 · врач"
