"""The named questions over HTTP: pages with forms, answers as files, and every way to get a parameter wrong."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sojourn
from sojourn.queries.named import listings, load, names
from sojourn.queries.running import table_of
from sojourn.server.app import application
from sojourn.server.asking import themes
from sojourn.server.questions import FORMS, MEDIA, UNMARKED
from sojourn.server.settings import Settings
from sojourn.workers.limits import Limits
from tests.server.conftest import TestClient
from tests.server.markup import cells

if TYPE_CHECKING:
    from httpx import Response

    from sojourn.graph.facade import Graph

CITIES = {"population": "Russians", "place": "China"}
PAGE = {"Accept": "text/html"}
SRJ = ox.QueryResultsFormat.JSON


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sojourn.open()


@pytest.fixture(scope="module")
def small() -> Iterator[TestClient]:
    """A server that gives three rows, or 2,000 bytes, at most."""
    app = application(Settings(limits=Limits(workers=1, rows=3, size=2_000)))
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


def page(client: TestClient, path: str, **params: str) -> Response:
    answer: Response = client.get(path, params=params, headers=PAGE)
    return answer


def test_every_question_stands_in_one_theme_of_the_list(client: TestClient) -> None:
    told = [name for _, few in themes() for name in few]
    assert sorted(told) == sorted([*names(), *listings()])
    assert "More" not in dict(themes())
    answer = page(client, "/ask")
    assert answer.status_code == 200
    for name in told:
        assert f'<a href="/ask/{name}">{html.escape(load(name).question)}</a>' in answer.text


@pytest.mark.parametrize("name", [*names(), *listings()])
def test_every_question_has_a_page_with_a_labelled_field_for_each_parameter(client: TestClient, name: str) -> None:
    answer = page(client, f"/ask/{name}")
    assert answer.status_code == 200
    for parameter in load(name).parameters:
        assert f'<label for="ask-{parameter.name}">' in answer.text
        assert re.search(rf'<(input|select) id="ask-{parameter.name}" name="{parameter.name}"', answer.text)
    wanted = any(parameter.required for parameter in load(name).parameters)
    assert ('id="answer"' in answer.text) is not wanted, "what needs no parameter is answered at once"


@pytest.mark.parametrize("name", [*names(), *listings()])
def test_every_example_is_answered_on_its_page_as_on_the_command_line(
    client: TestClient, graph: Graph, name: str
) -> None:
    example = load(name).examples[0]
    answer = page(client, f"/ask/{name}", **example)
    assert answer.status_code == 200
    shown = graph.answer(name, example).in_words()
    assert len(cells(answer.text)) == min(len(shown.rows), 100)
    if not shown.rows:
        assert html.escape(load(name).empty) in answer.text


def test_the_answer_names_things_links_their_pages_and_tells_hedges(client: TestClient) -> None:
    answer = page(client, "/ask/cities", **CITIES)
    assert cells(answer.text)[1] == [
        *("Beijing", "about 10,000 persons", "31 January 2025", "S0-23"),
        "Thousands of Russian Doctors and Engineers Are Moving to China",
    ]
    assert '<a href="/place/CN-BJ">Beijing</a>' in answer.text
    assert re.search(r'<a href="/claim/residence-[0-9a-f]+">S0-23</a>', answer.text)
    assert '<svg class="chart" role="img"' in answer.text
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("lang", "beijing", "figure"),
    [("zh", "北京", "约 10,000 人"), ("ru", "Пекин", "около 10\u202f000 чел.")],
)
def test_names_and_figures_are_told_in_the_language_of_the_page(
    client: TestClient, lang: str, beijing: str, figure: str
) -> None:
    answer = page(client, "/ask/cities", **CITIES, lang=lang)
    assert f'<html lang="{lang}">' in answer.text
    assert [beijing, " ".join(figure.split())] in [row[:2] for row in cells(answer.text)]
    for name in [*names(), *listings()]:
        assert load(name).question not in page(client, "/ask", lang=lang).text


def test_names_may_be_typed_in_any_language_and_come_back_into_the_form(client: TestClient) -> None:
    answer = page(client, "/ask/cities", population="Russians", place="Китай")
    assert answer.status_code == 200
    assert len(cells(answer.text)) == 8
    assert 'value="Китай"' in answer.text


def test_small_families_are_suggested(client: TestClient) -> None:
    text = page(client, "/ask/cities", lang="ru").text
    assert '<option value="Пекин"></option>' in text
    assert 'list="ask-place-names"' in text


WRONG = [
    ("cities", {"population": "Rusians", "place": "China"}, "population", "no population of this graph is called"),
    ("cities", {"population": "Russians"}, "place", "cities needs place"),
    ("about-place", {"place": "Heilongjiang", "at": "03/04/2015"}, "at", "no date"),
    ("about-place", {"place": "Heilongjiang", "at": "2015-02-30"}, "at", "no date"),
    ("corridors", {"level": "village"}, "level", "village"),
    ("corridors", {"top": "-1"}, "top", "-1"),
    ("corridors", {"top": "1e9"}, "top", "1e9"),
    ("corridor", {"origin": "RU", "destination": "CN", "first_year": "soon"}, "first_year", "no whole number"),
    ("time-series", {"place": "China", "kind": "gossip"}, "kind", "gossip"),
    ("comparable", {"first": "S9-99", "second": "S0-20"}, "first", "S9-99"),
]


@pytest.mark.parametrize(("name", "params", "where", "what"), WRONG)
def test_what_is_wrong_stands_at_its_field_and_in_the_json_of_a_file(
    client: TestClient, name: str, params: dict[str, str], where: str, what: str
) -> None:
    shown = page(client, f"/ask/{name}", **params)
    assert shown.status_code == 400
    problem = re.search(rf'id="ask-{where}-error" role="alert">(.*?)</p>', shown.text, re.DOTALL)
    assert problem is not None
    assert what in html.unescape(problem[1])
    assert f'aria-describedby="ask-{where}-hint ask-{where}-error"' in shown.text
    for value in params.values():
        assert html.escape(value) in shown.text, "what was typed is still there"
    file = client.get(f"/ask/{name}.json", params=params)
    assert (file.status_code, file.json()["where"]) == (400, where)
    assert what in file.json()["error"]
    assert file.json()["limits"]["seconds"] == 10


def test_the_nearest_names_are_told(client: TestClient) -> None:
    answer = client.get("/ask/cities.csv", params={"population": "Rusians", "place": "China"})
    assert "Did you mean 'Russians' (population:russians)" in answer.json()["advice"]
    unknown = page(client, "/ask/citties")
    assert unknown.status_code == 404
    assert "Did you mean &#39;cities&#39;" in unknown.text


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("?colour=red", "cities has no parameter 'colour'"),
        ("?place=China&place=Russia", "'place' is given twice"),
        ("?population=Russians&place=China&page=0", "'0' is no page"),
        ("?page=one", "'one' is no page"),
        ("?page=9999999999999999999", "is no page"),
    ],
)
def test_a_parameter_that_is_none_is_refused_with_what_there_is(client: TestClient, query: str, what: str) -> None:
    answer: Response = client.get(f"/ask/cities{query}", headers=PAGE)
    assert answer.status_code == 400
    assert what in html.unescape(answer.text)


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_is_a_file_by_its_ending_or_by_what_is_accepted(client: TestClient, form: str) -> None:
    media = next(media for media, ending in MEDIA.items() if ending == form)
    by_ending = client.get(f"/ask/cities.{form}", params=CITIES)
    by_accept = client.get("/ask/cities", params=CITIES, headers={"Accept": f"{media}, text/html;q=0.1"})
    assert by_ending.status_code == by_accept.status_code == 200
    assert by_ending.headers["content-type"].partition(";")[0] == media
    assert by_ending.content == by_accept.content
    assert "Accept" in by_accept.headers["vary"]
    assert by_ending.headers["content-disposition"] == f'inline; filename="cities.{form}"'


def test_what_no_form_fits_is_not_acceptable(client: TestClient) -> None:
    answer = client.get("/ask/cities", params=CITIES, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["advice"]


@pytest.mark.parametrize("name", [*names(), *listings()])
def test_files_hold_what_the_library_answers(client: TestClient, graph: Graph, name: str) -> None:
    example = load(name).examples[-1]
    answer = graph.answer(name, example)
    rows = client.get(f"/ask/{name}.json", params=example).json()
    assert rows == json.loads(answer.to_json())
    table = list(csv.reader(io.StringIO(client.get(f"/ask/{name}.csv", params=example).text)))
    assert table[0] == [column.name for column in answer.table.columns]
    assert len(table) == len(answer) + 1


@pytest.mark.parametrize("name", [*names(), *listings()])
def test_as_sparql_results_every_term_keeps_its_type_and_language(client: TestClient, graph: Graph, name: str) -> None:
    example = load(name).examples[-1]
    whole = graph.answer(name, example).table
    found = ox.parse_query_results(client.get(f"/ask/{name}.srj", params=example).content, format=SRJ)
    assert isinstance(found, ox.QuerySolutions)
    assert table_of(found, columns=whole.columns).rows == whole.rows


def test_marks_for_other_tools_are_those_of_the_claims(client: TestClient) -> None:
    marks = client.get("/ask/cities.geojson", params=CITIES).json()
    assert marks["type"] == "FeatureCollection"
    labels = {feature["properties"].get("label") for feature in marks["features"]}
    assert {"Beijing", "Shanghai", "Harbin"} <= labels
    assert client.get("/ask/cities.gexf", params=CITIES).text.startswith("<?xml")
    nothing = client.get("/ask/sources.geojson")
    assert nothing.status_code == 400
    assert "name no claims" in nothing.json()["error"]
    assert client.get("/ask/sources.svg").json()["error"] == "no row of this answer has a figure, so there is no chart"


def test_a_truncated_answer_says_so_in_its_headers_and_in_json(small: TestClient) -> None:
    told = small.get("/ask/cities.json", params=CITIES)
    assert told.headers["sojourn-truncated"] in {"rows", "bytes"}
    assert told.json()["truncated"] == told.headers["sojourn-truncated"]
    assert len(told.json()["answer"]) == int(told.headers["sojourn-rows"]) <= 3
    assert len(told.content) <= 2_000 + 40
    assert "sojourn-truncated" not in small.get("/ask/cities.csv", params={**CITIES, "place": "Siberia"}).headers


@pytest.mark.parametrize(
    ("name", "params", "form", "limit"),
    [
        *(("first-reporter", {"assertion": "S0-19"}, form, "3 rows") for form in UNMARKED),
        ("why-differ", {"place": "Beijing", "population": "Russians"}, "srj", "2,000 bytes"),
    ],
)
def test_a_form_that_cannot_say_that_it_is_cut_is_cut_only_when_asked(
    small: TestClient, name: str, params: dict[str, str], form: str, limit: str
) -> None:
    refused = small.get(f"/ask/{name}.{form}", params=params)
    assert refused.status_code == 413
    assert refused.json()["error"] == f"the answer has more than {limit}, and {form} cannot say that it is cut"
    assert "truncate=1" in refused.json()["advice"]
    taken = small.get(f"/ask/{name}.{form}", params={**params, "truncate": "1"})
    rows = int(taken.headers["sojourn-rows"])
    assert (taken.status_code, taken.headers["sojourn-truncated"]) == (200, limit.split()[1])
    assert f'filename="{name}-first-{rows}-rows.{form}"' in taken.headers["content-disposition"]
    assert small.get(f"/ask/{name}.{form}", params={**params, "truncate": "0"}).status_code == 413


def test_truncate_is_1_or_0(client: TestClient) -> None:
    answer = client.get("/ask/cities.csv", params={**CITIES, "truncate": "yes"})
    assert (answer.status_code, answer.json()["where"]) == (400, "truncate")


def test_the_files_of_a_page_that_is_cut_are_asked_for_as_such(small: TestClient) -> None:
    text = html.unescape(small.get("/ask/claims", headers=PAGE).text)
    assert '/ask/claims.csv?truncate=1"' in text
    assert "curl 'http://127.0.0.1:8000/ask/claims.csv?truncate=1'" in text
    assert "sojourn.open(" not in text, "Python takes no answer that is cut"
    whole = html.unescape(small.get("/ask/cities", params={**CITIES, "place": "Siberia"}, headers=PAGE).text)
    assert "truncate" not in whole


@pytest.mark.parametrize("name", ["claims", "flows", "cities"])
def test_of_more_rows_than_the_limit_a_page_says_so_and_nothing_is_drawn(small: TestClient, name: str) -> None:
    params = CITIES if name == "cities" else {}
    page = small.get(f"/ask/{name}", params=params, headers={"Accept": "text/html"})
    assert "More than 3 rows: only the first 3 were looked at" in page.text
    assert "GeoJSON" not in page.text, "what would be refused is not offered"
    for address, wanted in ((f"/ask/{name}.geojson", params), ("/picture", {"ask": name, **params})):
        refused = small.get(address, params=wanted)
        assert (refused.status_code, "more than 3 rows" in refused.json()["error"]) == (413, True)


def test_the_page_tells_how_to_ask_the_same_elsewhere_and_what_it_tells_works(client: TestClient, graph: Graph) -> None:
    text = page(client, "/ask/cities", population="Russians", place="Китай").text
    ways = dict(re.findall(r"<dt>(.*?)</dt><dd><code>(.*?)</code></dd>", text, re.DOTALL))
    told = {name: html.unescape(way) for name, way in ways.items()}
    called = told["Python"].replace('sojourn.open("http://127.0.0.1:8000")', "graph")
    printed: list[object] = []
    exec(called, {"graph": graph, "print": printed.append})  # noqa: S102 - what the page says is what is tested
    assert len(printed) == 8
    address = shlex.split(told["curl"])[1]
    assert address.startswith("http://127.0.0.1:8000/ask/cities.csv?")
    assert len(client.get(address).text.splitlines()) == 9
    typed = "sojourn ask cities --store http://127.0.0.1:8000 --population Russians --place Китай"
    assert shlex.split(told["sojourn"]) == typed.split()


def test_long_answers_have_pages_and_each_row_is_on_one_of_them(client: TestClient, graph: Graph) -> None:
    first, second = (cells(page(client, "/ask/claims", page=str(number)).text) for number in (1, 2))
    assert (len(first), len(first) + len(second)) == (100, len(graph.answer("claims", {}).in_words().rows))
    assert cells(page(client, "/ask/claims", page="99").text) == second, "beyond the last page is the last page"


def test_what_is_typed_never_becomes_markup(client: TestClient) -> None:
    text = "<script>alert(1)</script>\"'"
    for params in ({"population": text, "place": "China"}, {text: "1"}):
        answer = page(client, "/ask/cities", **params)
        assert answer.status_code == 400
        assert "<script>" not in answer.text


@settings(max_examples=25, deadline=None)
@given(typed=st.text(max_size=60))
def test_any_text_as_a_parameter_gives_an_answer_or_a_message(client: TestClient, typed: str) -> None:
    for form, headers in ((".json", {}), ("", PAGE)):
        answer = client.get(
            f"/ask/stock-by-count{form}", params={"population": typed, "place": "China"}, headers=headers
        )
        assert answer.status_code in {200, 400}


def test_a_chart_writes_its_numbers_as_the_language_does(client: TestClient) -> None:
    """In Russian a comma would begin the decimals, and the narrow spaces between thousands are kept."""
    asked = "/ask/stock-by-count?population=Russians&place=China"
    english, russian = client.get(asked).text, client.get(f"{asked}&lang=ru").text
    assert ">20,000<" in english
    assert ">20\u202f000<" in russian
    assert "более 16\u202f000" in russian
    assert "\ufffd" not in english + russian


@pytest.mark.parametrize("ending", ["xls", "csv.gz", "HTML"])
def test_an_ending_that_no_answer_has_is_refused_with_those_there_are(client: TestClient, ending: str) -> None:
    answer = client.get(f"/ask/corridor.{ending}?origin=RU", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json()["error"] == f"no answer is written as .{ending}"
    assert answer.json()["advice"] == "There are .json, .srj, .csv, .tsv, .geojson, .gexf, .svg."
