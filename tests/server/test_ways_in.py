"""The ways in from elsewhere work as the guides say: sojourn.open by URL, pandas, R, QGIS, Gephi, curl."""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

import sojourn
from sojourn.cli import main
from sojourn.errors import SojournError, StoreError
from sojourn.queries.named import listings, load, names
from sojourn.stores.remote.reading import RemoteStore
from tests.server.conftest import Served, serving
from tests.server.formats import csv_rows, geojson_features, gexf_graph

ROOT = Path(__file__).parent.parent.parent
GUIDES = ("use-from-r-and-pandas", "use-from-qgis-and-gephi", "openrefine", "use-a-sparql-server")
LOCAL, ELSEWHERE = "http://127.0.0.1:8000", "https://migration.example.org"
TEXTS = {name: (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8") for name in GUIDES}
BY_SPARQL = ("stock-by-count", "cities", "sources")
"""Questions that are also asked there as servers of other programs are."""
ROWS = 1_000
"""The limit of the server with a token; the ontology alone has more triples."""


def blocks(kind: str) -> list[object]:
    """The blocks of code of a kind in the guides that ask a server."""
    return [
        pytest.param(found, id=f"{name}-{number}")
        for name, text in TEXTS.items()
        for number, found in enumerate(re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL))
        if LOCAL in found or ELSEWHERE in found
    ]


COMMANDS = [
    pytest.param(command, id=f"{name}-{number}")
    for name, text in TEXTS.items()
    for number, command in enumerate(re.findall(r"^\$ (curl .*)$", text, re.MULTILINE))
]
ASKED = [*names(), *listings()]
URLS = sorted({url for text in TEXTS.values() for url in re.findall(rf"{LOCAL}/[^\s\"'`)|>]+", text)})


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """A server that asks for a token and answers with few rows."""
    token = secrets.token_urlsafe(16)
    environment = {**os.environ, "SOJOURN_TOKEN": token}
    folder = tmp_path_factory.mktemp("locked")
    with serving(folder, "--rows", str(ROWS), "--workers", "2", environment=environment) as server:
        yield server, token


@pytest.fixture
def token(locked: tuple[Served, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of the server with a token, which stands in the environment."""
    server, secret = locked
    monkeypatch.setenv("SOJOURN_SPARQL_TOKEN", secret)
    monkeypatch.setenv("SOJOURN_TOKEN", secret)
    return server.url


def fetched(url: str) -> tuple[str, bytes]:
    """The media type and the body of what is at a URL."""
    with urllib.request.urlopen(url, timeout=300) as answer:  # noqa: S310 - a URL of our own
        return answer.headers.get_content_type(), answer.read()


@pytest.fixture(scope="module")
def here() -> sojourn.Graph:
    return sojourn.open()


@pytest.fixture(scope="module")
def there(served: Served) -> sojourn.Graph:
    return sojourn.open(served.url)


@pytest.mark.parametrize("path", ["", "/", "/sparql"])
def test_a_server_is_opened_by_the_address_in_the_browser_or_that_of_sparql(served: Served, path: str) -> None:
    graph = sojourn.open(f"{served.url}{path}")
    assert isinstance(graph.store, RemoteStore)
    assert str(graph.store.address) == f"{served.url}/sparql"


def test_a_server_that_has_no_sparql_says_so(served: Served) -> None:
    with pytest.raises(StoreError, match=r"takes no queries sent as a form|there is nothing at this address"):
        sojourn.open(f"{served.url}/place")


@pytest.mark.parametrize("question", ASKED)
def test_questions_have_the_same_answer_there(here: sojourn.Graph, there: sojourn.Graph, question: str) -> None:
    for example in load(question).examples:
        answer = there.answer(question, example)
        assert answer.table == here.answer(question, example).table
        assert answer.explain().startswith("# engine: the server's choice; what is open is a server of sojourn")


@pytest.mark.parametrize("question", BY_SPARQL)
def test_in_sparql_they_have_the_same_answer_there(here: sojourn.Graph, there: sojourn.Graph, question: str) -> None:
    example = load(question).examples[0]
    answer = there.answer(question, example, engine="sparql")
    assert answer.table == here.answer(question, example).table
    assert answer.explain().startswith("# engine: SPARQL on the quads; it was asked for")


def test_of_more_rows_than_are_wanted_the_first_come_from_there(here: sojourn.Graph, there: sojourn.Graph) -> None:
    few, whole = there.answer("claims", {}, most=4).table, here.claims().table
    assert (few.rows, few.cut) == (whole.rows[:4], True)


@pytest.mark.parametrize(
    ("question", "params"),
    [
        ("cities", {"population": "Rusians", "place": "China"}),
        ("cities", {"population": "Russians"}),
        ("cities", {"population": " ", "place": "China"}),
        ("cities", {"colour": "red", "population": "Russians", "place": "China"}),
        ("about-place", {"place": "Heilongjiang", "at": "2015-02-30"}),
        ("corridors", {"top": "-1"}),
        ("corridors", {"level": "contient"}),
    ],
)
def test_what_is_wrong_with_a_question_is_said_there_as_here(
    here: sojourn.Graph, there: sojourn.Graph, question: str, params: dict[str, str]
) -> None:
    with pytest.raises(SojournError) as wanted:
        here.answer(question, params)
    with pytest.raises(type(wanted.value)) as found:
        there.answer(question, params)
    assert str(found.value) == str(wanted.value)


def test_an_answer_that_the_server_would_cut_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path, "--rows", "20", "--workers", "1") as server:
        graph = sojourn.open(server.url)
        assert len(graph.answer("stock-by-count", {"population": "Russians", "place": "China"})) == 2
        with pytest.raises(StoreError, match=r"does not answer claims \(413\): the answer has more than 20 rows"):
            graph.claims()


def test_a_query_of_ones_own_has_the_same_rows_there(here: sojourn.Graph, there: sojourn.Graph) -> None:
    query = "SELECT ?id ?low WHERE { ?a a sj:FlowAssertion ; dcterms:identifier ?id ; sj:low ?low } ORDER BY ?id"
    assert list(there.query(query)) == list(here.query(query))
    assert len(there.query("SELECT ?a ?p WHERE { ?a sj:place ?p }", p="place:CN")) > 3


def test_claims_are_a_data_frame(here: sojourn.Graph, there: sojourn.Graph) -> None:
    assert there.to_pandas().equals(here.to_pandas())


def test_two_claims_are_compared(here: sojourn.Graph, there: sojourn.Graph) -> None:
    found, wanted = there.compare("S0-19", "S0-20"), here.compare("S0-19", "S0-20")
    assert (found.counts, found.pairs, found.complete) == (wanted.counts, wanted.pairs, True)


def test_a_picture_is_drawn(there: sojourn.Graph, tmp_path: Path) -> None:
    picture = there.ask.stock_by_count(population="Russians", place="China").draw(tmp_path / "counts.html")
    assert "over 16,000" in picture.html


def same_quads(one: Path, other: Path) -> bool:
    """Whether two files hold the same graphs, whatever their blank nodes are called."""
    held = []
    for path in (one, other):
        found = ox.Dataset(ox.parse(path=path))
        found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        held.append(found)
    return held[0] == held[1]


def test_the_whole_graph_is_exported(here: sojourn.Graph, there: sojourn.Graph, tmp_path: Path) -> None:
    assert same_quads(there.export(tmp_path / "there.nq"), here.export(tmp_path / "here.nq"))


def test_the_command_line_takes_the_address_of_a_server(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["stock-by-count", "--population", "Russians", "--place", "China", "--format", "csv"]
    assert main(["ask", *arguments, "--store", served.url]) == 0
    from_there = capsys.readouterr().out
    assert main(["ask", *arguments]) == 0
    assert from_there == capsys.readouterr().out


def test_a_token_in_the_environment_opens_a_server_that_asks_for_one(token: str) -> None:
    assert len(sojourn.open(token).ask.stock_by_count(population="Russians", place="China")) == 2


@pytest.mark.parametrize(("shown", "told"), [("", "asks for"), ("wrong", "does not accept this token")])
def test_without_the_right_token_the_message_says_what_to_set(
    locked: tuple[Served, str], monkeypatch: pytest.MonkeyPatch, shown: str, told: str
) -> None:
    monkeypatch.setenv("SOJOURN_SPARQL_TOKEN", shown)
    with pytest.raises(StoreError, match=told) as error:
        sojourn.open(locked[0].url)
    assert "SOJOURN_SPARQL_TOKEN" in error.value.advice
    assert not shown or shown not in str(error.value)


def test_an_answer_that_the_server_cuts_off_is_refused(token: str) -> None:
    with pytest.raises(StoreError, match=r"cut off at its limit of rows \(--rows\)"):
        sojourn.open(token).query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")


def test_a_graph_that_the_server_cuts_off_is_fetched_in_parts(token: str, here: sojourn.Graph, tmp_path: Path) -> None:
    assert same_quads(sojourn.open(token).export(tmp_path / "there.nq"), here.export(tmp_path / "here.nq"))


@pytest.mark.parametrize("url", URLS)
def test_every_url_of_the_guides_answers(served: Served, url: str) -> None:
    kind, body = fetched(url.replace(LOCAL, served.url))
    assert body
    if ".csv" in url:
        assert (kind, len(csv_rows(body)) > 1) == ("text/csv", True)
    elif ".geojson" in url:
        assert (kind, len(geojson_features(body)) > 0) == ("application/geo+json", True)
    elif ".gexf" in url:
        assert (kind, gexf_graph(body) > (1, 1)) == ("application/gexf+xml", True)


@pytest.mark.parametrize("block", blocks("python"))
def test_the_python_of_the_guides_runs(
    served: Served, token: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if ELSEWHERE not in block:
        monkeypatch.delenv("SOJOURN_SPARQL_TOKEN")
    code = block.replace(LOCAL, served.url).replace(ELSEWHERE, token)
    exec(compile(code, "guide", "exec"), {})  # noqa: S102 - our own pages, run as a reader would run them


@pytest.mark.parametrize("block", blocks("r"))
def test_the_r_of_the_guides_runs(served: Served, token: str, block: str, tmp_path: Path) -> None:
    if not shutil.which("Rscript"):
        why = "R is not installed: apt-get install --no-install-recommends r-base-core"
        if os.environ.get("SOJOURN_REQUIRE_R") == "1":
            pytest.fail(why)
        pytest.skip(why)
    script = tmp_path / "guide.R"
    script.write_text(block.replace(LOCAL, served.url).replace(ELSEWHERE, token), encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = ["Rscript", "--vanilla", str(script)]
    ran = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_as_a_client_of_the_protocol(served: Served, method: Literal["GET", "POST", "POST_FORM"]) -> None:
    from rdflib import Graph, Variable
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{served.url}/sparql", method=method))
    labels = graph.query("SELECT ?l { place:CN rdfs:label ?l }").bindings
    assert {str(row[Variable("l")]) for row in labels} == {"China", "中国", "Китай"}
    assert graph.query("ASK { place:CN a sj:Place }").askAnswer is True
    made = graph.query("CONSTRUCT { place:CN rdfs:label ?l } WHERE { place:CN rdfs:label ?l }").graph
    assert made is not None
    assert len(made) == 3


NAMED = [
    ("SELECT", "json", "application/sparql-results+json"),
    ("SELECT", "xml", "application/sparql-results+xml"),
    ("SELECT", "application/sparql-results json", "application/sparql-results+json"),
    ("CONSTRUCT", "xml", "application/rdf+xml"),
    ("CONSTRUCT", "json", "application/ld+json"),
    ("CONSTRUCT", "n3", "text/turtle"),
    ("CONSTRUCT", "application/ld+json,application/x-json+ld", "application/ld+json"),
]


@pytest.mark.parametrize(("form", "given", "media"), NAMED)
def test_the_formats_that_sparqlwrapper_writes_into_the_url_are_understood(
    served: Served, form: str, given: str, media: str
) -> None:
    query = f"{form} {'?l' if form == 'SELECT' else '{ place:CN rdfs:label ?l }'} WHERE {{ place:CN rdfs:label ?l }}"
    fields = urlencode({"query": query, "format": given, "output": given, "results": given})
    kind, body = fetched(f"{served.url}/sparql?{fields}")
    assert (kind, len(body) > 100) == (media, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_guides_run(served: Served, token: str, command: str, tmp_path: Path) -> None:
    if not shutil.which("curl") or not shutil.which("bash"):
        pytest.skip("curl or bash is not installed")
    line = (
        command.replace(LOCAL, served.url).replace(ELSEWHERE, token).replace("curl ", "curl -sS --fail-with-body ", 1)
    )
    ran = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout or any(tmp_path.iterdir())


def test_the_guides_have_what_they_promise() -> None:
    assert (len(URLS) > 10, len(COMMANDS) > 8, len(blocks("python")) > 4, len(blocks("r"))) == (True, True, True, 3)


TABLES = [
    "ask/claims.csv",
    "ask/flows.csv",
    "ask/stock-by-count.csv?population=Russians&place=China&lang=zh",
    "place/CN.csv",
    "population/russians.csv",
    "sparql?format=csv&query=SELECT+?s+?l+{+?s+rdfs:label+?l+}",
]


@pytest.mark.parametrize("path", TABLES)
def test_a_table_is_plain_csv_as_r_and_spreadsheets_read_it(served: Served, path: str) -> None:
    _, body = fetched(f"{served.url}/{path}")
    records = csv_rows(body)
    assert records == list(csv.reader(io.StringIO(body.decode("utf-8"), newline="")))
    assert len(records) > 1
    assert all(re.fullmatch(r"[A-Za-z][\w.]*", name) for name in records[0]), "R would rename these columns"
    assert not [cell for record in records for cell in record if cell[:1] in {"=", "@", "\t"}]


def test_figures_are_numbers_and_what_is_not_stated_is_missing(served: Served) -> None:
    import pandas

    counts = pandas.read_csv(f"{served.url}/ask/stock-by-count.csv?population=Russians&place=China")
    assert counts["low"].tolist() == [16_000, 40_000]
    assert counts["high"].isna().tolist() == [True, False]


MAPS = ["ask/flows.geojson", "ask/residences.geojson", "place/harbin.geojson", "population/russians.geojson"]


@pytest.mark.parametrize("path", MAPS)
def test_a_map_is_geojson_with_positions(served: Served, path: str) -> None:
    _, body = fetched(f"{served.url}/{path}")
    assert any(feature["geometry"] for feature in geojson_features(body))


BROKEN = {
    "a lone line feed": b"a,b\n1,2\n",
    "a quote within a field": b'a,b\r\n1,2"3"\r\n',
    "a short line": b"a,b\r\n1\r\n",
    "no end of the last line": b"a,b\r\n1,2",
    "a mark at the beginning": b"\xef\xbb\xbfa\r\n1\r\n",
}


@pytest.mark.parametrize("case", BROKEN)
def test_the_check_of_csv_finds_what_is_wrong(case: str) -> None:
    with pytest.raises(AssertionError):
        csv_rows(BROKEN[case])


@pytest.mark.parametrize(
    "geometry",
    [
        '{"type": "Point", "coordinates": [39.9, 216.4]}',
        '{"type": "LineString", "coordinates": [[1, 2]]}',
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}',
        '{"type": "Point", "coordinates": [NaN, 1]}',
    ],
)
def test_the_check_of_geojson_finds_what_is_wrong(geometry: str) -> None:
    feature = f'{{"type": "Feature", "properties": {{}}, "geometry": {geometry}}}'
    with pytest.raises((AssertionError, ValueError)):
        geojson_features(f'{{"type": "FeatureCollection", "features": [{feature}]}}'.encode())
