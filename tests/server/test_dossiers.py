"""Dossiers: what the graph knows of one thing, as a page and as files."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from tests.server.test_pages import text

if TYPE_CHECKING:
    from starlette.testclient import TestClient

CLAIM = "/claim/residence-5dc34fd096db06ea"
HTML = {"accept": "text/html"}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/place/CN-BJ",
            (
                *("Beijing", "Пекин", "first-level division", "CN-BJ", "39.907°, 116.397°", "27 claims"),
                *("22,000 persons", "over 40 % less", "about 0.2 %", "What follows, though no source says it"),
            ),
        ),
        ("/place/RU-BU", ("Buryatia", "Belonged to, in time", "2000-05-13 – 2018-11-02", "Decree of the President")),
        ("/place/rust-belt", ("Rust belt of China", "closed", "Heilongjiang", "Jilin", "Liaoning")),
        ("/place/CN", ("China", "Places within it", "Populations defined by it", "39 claims", "156")),
        ("/population/russians", ("Russians", "not stated", "27 claims", "about 11,000 persons / year")),
        ("/population/foreign-long-term-workers", ("foreign to", "long-term worker", "Foreign residents of China")),
        ("/profession/doctor", ("ISCO-08 code", "221", "6 claims")),
        ("/profession/entrepreneur", ("no ISCO code because", "status in employment")),
        ("/agent/liu-qingfeng", ("Liu Qingfeng", "Лю Цинфэн", "life event", "1996")),
        ("/source/russians-to-china", ("Camilla Jessen", "31 January 2025", "44 claims", "BibTeX", "relies on")),
        ("/source/scmp", ("not seen, only cited", "What came through it to other sources", "26 claims")),
    ],
)
def test_a_dossier_tells_what_is_known(client: TestClient, path: str, said: tuple[str, ...]) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    told = text(page.text)
    assert [each for each in said if each not in told] == []
    assert "<script" not in page.text


def test_the_dossier_of_a_claim_goes_from_the_article_to_the_root(client: TestClient) -> None:
    told = text(client.get(CLAIM).text)
    chain = ("Thousands of Russian Doctors", "Nezavisimaya Gazeta", "experts who are not named", "root of the chain")
    places = [told.index(each) for each in chain]
    assert places == sorted(places)
    for each in ("line 26 , sentence 1 , characters 1132 – 1208", "possible", "expert estimate", "Russians", "China"):
        assert each.replace(" ,", ",").replace(" – ", "–") in told.replace(" ,", ",").replace(" – ", "–")
    assert "contrasts with S0-19" in told


def test_other_figures_for_the_same_thing_name_the_facet_that_differs_first(client: TestClient) -> None:
    told = text(client.get(CLAIM).text)
    assert "S0-19 over 16,000 persons 2020 residence status" in told
    assert "kind of statement “a number of people who live somewhere”" in told
    assert told.index("residence status “not stated”") < told.index("kind of statement “a number")


def test_a_computed_figure_says_that_no_source_says_it(client: TestClient) -> None:
    told = text(client.get("/claim/D-percentChangeFromStocks-S2-9-S2-7").text)
    for each in (
        "computed figure, said by no source",
        "= −40.54 %",
        "It was computed from these claims",
        "S2-7",
        "S2-9",
    ):
        assert each in told


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("北京", "一级行政区", "约 10,000 人", "下降超过 40%", "10 年")),
        ("ru", ("Пекин", "22\u202f000 чел.", "снижение более чем на 40 %", "около 10\u202f000 чел.")),
    ],
)
def test_figures_and_periods_are_told_in_the_language_of_the_page(
    client: TestClient, lang: str, said: tuple[str, ...]
) -> None:
    page = client.get(f"/place/CN-BJ?lang={lang}").text
    assert [each for each in said if each not in page] == []
    assert f"/population/foreign-workers?lang={lang}" in page


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("/place/Beijing", "/place/CN-BJ"),
        ("/place/北京", "/place/CN-BJ"),
        ("/place/156", "/place/CN"),
        ("/place/Beijing.ttl", "/place/CN-BJ.ttl"),
        ("/claim/S0-20", CLAIM),
        ("/claim/s0-20.csv", f"{CLAIM}.csv"),
        ("/population/Русские?lang=ru", "/population/russians?lang=ru"),
    ],
)
def test_a_name_or_an_id_leads_to_the_address(client: TestClient, typed: str, where: str) -> None:
    answer = client.get(typed, headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, where)


def test_a_key_with_signs_is_escaped_and_found(client: TestClient) -> None:
    page = client.get("/population/russians").text
    address = "/place/CN-BJ%2BCN-SH%2BHK%2BMO%2Bguangzhou%2Bharbin%2Burumqi"
    assert f'href="{address}"' in page or f'href="{address}"' in client.get("/place/CN-BJ").text
    union = client.get(address)
    assert union.status_code == 200
    assert "Urumqi" in text(union.text)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/place/Harbn", "/place/harbin"),
        ("/source/russian-to-china", "/source/russians-to-china"),
        ("/claim/S9-99", ""),
        ("/place/%00", ""),
        ("/place/a%2F..%2Fb", ""),
        ("/agent/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", ""),
        ("/population/%F0%9F%92%A9", ""),
        ("/place/" + "x" * 2_000, ""),
    ],
)
def test_what_there_is_not_is_told_with_the_nearest_names(client: TestClient, path: str, near: str) -> None:
    page = client.get(path, headers=HTML)
    assert page.status_code == 404
    assert not near or f'href="{near}"' in page.text
    assert "<script" not in page.text
    assert "Traceback" not in page.text
    file = client.get(f"{path}.ttl")
    assert file.status_code == 404


def parsed(body: bytes, form: ox.RdfFormat) -> set[str]:
    return {str(ox.Triple(quad.subject, quad.predicate, quad.object)) for quad in ox.parse(body, format=form)}


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("/place/CN-BJ", ("rdf-schema#label", "asWKT")),
        ("/place/RU-BU", ("sojourn/ns#container", "authorityForDate")),
        (CLAIM, ("ns#passageDigest", "ns#linksTo", "oa#start")),
        ("/source/scmp", ("ns#seen", "dc/terms/title")),
        ("/profession/doctor", ("ns#isco08",)),
    ],
)
def test_turtle_and_json_ld_say_the_same(client: TestClient, path: str, holds: tuple[str, ...]) -> None:
    turtle, linked = client.get(f"{path}.ttl"), client.get(path, headers={"accept": "application/ld+json"})
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    assert linked.headers["content-type"] == "application/ld+json"
    said = parsed(turtle.content, ox.RdfFormat.TURTLE)
    assert said == parsed(linked.content, ox.RdfFormat.JSON_LD)
    assert [each for each in holds if not any(each in triple for triple in said)] == []


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "text/turtle"),
        ("text/csv", "text/csv"),
        ("application/geo+json", "application/geo+json"),
        ("text/html;q=0.2, application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.5, text/html", "text/html"),
        ("*/*", "text/html"),
        ("application/json", "application/ld+json"),
    ],
)
def test_the_same_address_answers_what_the_client_accepts(client: TestClient, accept: str, form: str) -> None:
    answer = client.get("/place/CN-BJ", headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == form
    assert "Accept" in answer.headers["vary"]


def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(client: TestClient) -> None:
    answer = client.get("/place/CN-BJ", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text


def test_the_table_of_a_place_has_a_row_for_each_of_its_claims(client: TestClient) -> None:
    answer = client.get("/place/CN-BJ.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["sojourn-rows"] == str(len(rows)) == "27"
    by_id = {row["id"]: row for row in rows}
    assert (by_id["S2-7"]["low"], by_id["S2-7"]["high"], by_id["S2-7"]["measure"]) == ("22000", "22000", "persons")
    assert (by_id["S2-8"]["low"], by_id["S2-8"]["high"], by_id["S2-8"]["highOpen"]) == ("-100", "-40", "true")
    assert by_id["S2-9"]["place"] == "Beijing"
    assert (by_id["S2-6"]["low"], by_id["S2-6"]["high"]) == ("", "")


def test_the_table_of_one_source_only(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/place/CN-BJ.csv?source=rust-belt").text)))
    assert [row["id"] for row in rows] == ["S1-14"]
    assert list(csv.DictReader(io.StringIO(client.get("/place/CN-BJ.csv?source=nobody").text))) == []


def positions(geometry: dict[str, Any] | None) -> list[tuple[float, float]]:
    if geometry is None:
        return []
    found = geometry["coordinates"]
    return [tuple(found)] if geometry["type"] == "Point" else [tuple(each) for each in found]


@pytest.mark.parametrize("path", ["/place/CN-BJ", "/population/russians", CLAIM, "/source/rust-belt"])
def test_the_map_of_a_thing_is_geojson_with_longitudes_first(client: TestClient, path: str) -> None:
    told = json.loads(client.get(f"{path}.geojson").text)
    assert told["type"] == "FeatureCollection"
    for feature in told["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        for longitude, latitude in positions(feature["geometry"]):
            assert 20 <= longitude <= 180  # Russia and China
            assert 15 <= latitude <= 75
    assert any(feature["geometry"] for feature in told["features"])


def test_the_query_of_a_dossier_gives_its_claims(client: TestClient) -> None:
    import html
    import re

    import sojourn

    for path, count in (("/place/CN-BJ", 27), ("/population/russians", 27), ("/source/rust-belt", 37), (CLAIM, 20)):
        page = client.get(path).text
        shown = html.unescape(re.findall(r'<pre tabindex="0">(SELECT.*?)</pre>', page, re.DOTALL)[-1])
        found = list(sojourn.open().query(shown))
        assert len({row.get("claim") or json.dumps(row) for row in found}) >= count


def test_a_dossier_of_one_source_and_a_page_of_it(client: TestClient) -> None:
    one = text(client.get("/place/CN?source=beijing-foreigners").text)
    assert "All sources" in one
    assert "S2-13" not in one  # of Beijing, not of China
    assert "S0-20" not in one
    assert client.get("/place/CN?source=%22%3E&page=77").status_code == 200


def test_a_map_tells_truth_values_as_such_and_leaves_out_what_nobody_states(client: TestClient) -> None:
    itself, *claims = json.loads(client.get("/place/CN-BJ.geojson?lang=zh").text)["features"]
    assert (itself["properties"]["id"], itself["properties"]["label"]) == ("CN-BJ", "北京")
    by_id = {claim["properties"]["id"]: claim["properties"] for claim in claims}
    assert (by_id["S2-8"]["lowOpen"], by_id["S2-8"]["highOpen"], by_id["S2-8"]["high"]) == (False, True, -40)
    assert (by_id["S2-6"]["low"], by_id["S2-6"]["lowOpen"], by_id["S2-6"]["hedge"]) == (None, None, None)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "“not stated” against “permanent resident”; the two leave it open whether they speak of the same thing"),
        ("ru", "«не указано» против «постоянный житель»; говорят ли они об одном, остаётся неясным"),
        ("zh", "“未说明”对“永久居民”; 两者是否说的是同一事项尚不明确"),
    ],
)
def test_why_another_figure_differs_is_told_in_the_language_of_the_page(
    client: TestClient, lang: str, said: str
) -> None:
    page = client.get("/claim/S0-20", params={"lang": lang}, headers={"accept": "text/html"}, follow_redirects=True)
    assert said in page.text
