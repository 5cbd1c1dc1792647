"""Two real servers, asked what the embedded store is asked: the same questions, the same answers."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest

import sojourn
from sojourn.cli import main
from sojourn.errors import NotFound, QueryError, SojournError, StoreError
from sojourn.queries.named import ask, listings, load, names
from sojourn.queries.presenting import as_text_rows
from sojourn.queries.running import select
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.reading import open_store
from sojourn.stores.remote import writing
from sojourn.stores.remote.reading import RemoteStore
from sojourn.stores.remote.writing import chunks, write_remote
from sojourn.vocabulary import DERIVED_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH
from tests.queries.test_questions_golden import CASES, question
from tests.servers import MOST_ROWS, Server, oxigraph
from tests.shared import SHARED

Capture = pytest.CaptureFixture[str]

TOO_LARGE_FOR_VIRTUOSO = frozenset({"comparable", "why-differ"})
"""Questions that Virtuoso 7 cannot compile; the how-to says so, and the message says what to do."""
SLOW_THERE = frozenset({"connection", "corridors", "disagreements", "net-flows", "single-root"})
"""Questions over which Virtuoso thinks for seconds; the variants of them are asked in ``make soak``."""
ASKED = [
    (name, case)
    for name in ("oxigraph_server", "virtuoso_server")
    for case in sorted(CASES)
    if name == "oxigraph_server"
    or os.environ.get("SOJOURN_SOAK")
    or question(case) not in SLOW_THERE
    or case in {"connection", "single-root"}
]
"""Servers and cases."""
IDS = "SELECT ?p ?id WHERE { ?a sj:place ?p ; dcterms:identifier ?id } ORDER BY ?id"
ANSWERED = {question(case) for case in CASES}
EXAMPLES = [(name, load(name).examples[0]) for name in [*names(), *listings()] if name not in ANSWERED]
"""Of the questions that have no golden answer, the first example."""


def is_refused(server: Server, name: str) -> bool:
    return server.url.endswith("/sparql") and name in TOO_LARGE_FOR_VIRTUOSO


@pytest.fixture
def there(server: Server) -> RemoteStore:
    return RemoteStore.open(server.url)


@pytest.mark.parametrize(("server_name", "case"), ASKED)
def test_a_question_has_the_same_answer_there(
    here: EmbeddedStore, request: pytest.FixtureRequest, server_name: str, case: str
) -> None:
    server: Server = request.getfixturevalue(server_name)
    name, there = question(case), RemoteStore.open(server.url)
    if is_refused(server, name):
        with pytest.raises(SojournError, match="Copy the graph and ask here"):
            ask(there, name, CASES[case])
        return
    assert ask(there, name, CASES[case]) == ask(here, name, CASES[case])


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_has_the_same_rows_there(
    here: EmbeddedStore, there: RemoteStore, server: Server, name: str, example: dict[str, str]
) -> None:
    if not is_refused(server, name):
        found, wanted = ask(there, name, example), ask(here, name, example)
        assert sorted(map(repr, found.rows)) == sorted(map(repr, wanted.rows))


def test_names_in_words_are_the_same_there(here: EmbeddedStore, there: RemoteStore) -> None:
    for lang in ("en", "zh", "ru"):
        table = ask(here, "cities", {"population": "Russians", "place": "China"})
        assert as_text_rows(table, there, lang) == as_text_rows(table, here, lang)
    with pytest.raises(NotFound, match="Did you mean 'Harbin'"):
        ask(there, "about-place", {"place": "Harbinn", "at": "2015"})


@pytest.mark.parametrize(
    "text",
    [
        'quotes " and \' and """',
        "a backslash \\ at the end \\",
        "\\u0022 } UNION { ?s ?p ?o } #",
        "two\nlines\r\tand a tab",
        "中文 и русский 😀 \u202e",
        "<https://w3id.org/sojourn/id/place/CN>",
        "?place } SERVICE <http://example.org/> {",
        '" . ?s ?p ?o . FILTER("" = "',
        "",
    ],
)
def test_a_bound_text_comes_back_as_it_was(there: RemoteStore, text: str) -> None:
    asked = "SELECT ?text ?length WHERE { BIND(STRLEN(?text) AS ?length) }"
    (row,) = select(there, asked, {"text": ox.Literal(text)}).rows
    assert [cell.value for cell in row if cell] == [text, str(len(text))]


def test_a_bound_text_is_compared_and_never_run(there: RemoteStore) -> None:
    label = 'China"@en } UNION { ?place ?p ?o } #'
    asked = "SELECT ?label ?place WHERE { ?place ?named ?label }"
    assert len(select(there, asked, {"label": ox.Literal(label)}).rows) == 0
    assert len(select(there, asked, {"label": ox.Literal("China", language="en")}).rows) > 0


def test_the_default_graph_is_the_union_of_our_graphs_and_no_others(here: EmbeddedStore, there: RemoteStore) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"
    assert select(there, count).rows == select(here, count).rows
    graphs = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a ?class } } ORDER BY ?g"
    assert select(there, graphs).rows == select(here, graphs).rows
    assert there.graphs() == here.graphs()


def test_from_chooses_among_the_graphs(here: EmbeddedStore, there: RemoteStore) -> None:
    asked = f"SELECT (COUNT(*) AS ?n) FROM <{DERIVED_GRAPH}> WHERE {{ ?s ?p ?o }}"
    assert select(there, asked).rows == select(here, asked).rows


def test_ask_and_construct_are_answered(here: EmbeddedStore, there: RemoteStore) -> None:
    for store in (here, there):
        assert bool(store.query("ASK { ?a a <https://w3id.org/sojourn/ns#FlowAssertion> }"))
        assert not bool(store.query("ASK { ?a a <https://w3id.org/sojourn/ns#NoSuchClass> }"))
    text = "CONSTRUCT { ?a <urn:of> ?low } WHERE { ?a <https://w3id.org/sojourn/ns#low> ?low }"
    found = [there.query(text), here.query(text)]
    there_set, here_set = (set(map(str, result)) for result in found if isinstance(result, ox.QueryTriples))
    assert there_set == here_set
    assert len(here_set) > 30


def test_all_quads_can_be_fetched(here: EmbeddedStore, there: RemoteStore) -> None:
    def plain(store: EmbeddedStore | RemoteStore) -> set[str]:
        return {str(quad) for quad in store.quads() if "_:" not in str(quad)}

    assert plain(there) == plain(here)
    assert len(list(there.quads())) == len(list(here.quads()))
    registry = {str(quad) for quad in here.quads(REGISTRY_GRAPH)}
    assert {str(quad) for quad in there.quads(REGISTRY_GRAPH)} == registry
    assert len(there.to_rdflib()) == len(here.to_rdflib())


def test_an_answer_with_fewer_rows_than_there_are_is_refused(virtuoso_server: Server) -> None:
    store = RemoteStore.open(virtuoso_server.url)
    with pytest.raises(StoreError) as refused:
        store.query("SELECT ?a ?b WHERE { ?a ?p ?o . ?b ?q ?r }")
    assert str(refused.value) == (
        f"{virtuoso_server.url}: sent {MOST_ROWS:,} rows, the most that it sends, and perhaps not all\n"
        "  Ask for less with LIMIT, or raise its ResultSetMaxRows."
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is refused"),
        ("SELECT ?s WHERE { ?s ?p }", "cannot stand here"),
        ("SELECT (<bif:getenv>('HOME') AS ?x) WHERE { }", "only one kind of server"),
        ("PREFIX b: <bif:> SELECT (b:getenv('HOME') AS ?x) WHERE { }", "only one kind of server"),
        ("DEFINE get:soft 'soft' SELECT ?s WHERE { ?s ?p ?o }", "expected CONSTRUCT"),
    ],
)
def test_what_the_embedded_store_refuses_is_never_sent(there: RemoteStore, query: str, message: str) -> None:
    there._wire.close()
    there._wire = None  # type: ignore[assignment]  # whatever is sent fails
    with pytest.raises(QueryError, match=message):
        there.query(query)


def test_a_bound_variable_must_be_selected(there: RemoteStore) -> None:
    with pytest.raises(QueryError, match=r"does not select \?place"):
        there.query("SELECT ?a WHERE { ?a ?p ?place }", {"place": ox.NamedNode("urn:x")})


def test_a_server_takes_no_single_quads(there: RemoteStore) -> None:
    with pytest.raises(StoreError, match="read-only"):
        there.add([])


def run(arguments: list[str], capsys: Capture) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "stock-by-count", "--population", "Russians", "--place", "China", "--format", "csv"],
        ["query", "-e", "SELECT (COUNT(?a) AS ?n) WHERE { ?a a sj:Assertion }", "--format", "csv"],
        ["query", "-e", IDS, "--bind", "p=place:CN-BJ", "--format", "json"],
        ["compare", "S0-19", "S0-20"],
        ["compare", "--format", "json"],
        ["reconcile", "--format", "json"],
    ],
)
def test_a_command_says_the_same_of_a_server(server: Server, command: list[str], capsys: Capture) -> None:
    wanted = run(command, capsys)
    found = run([*command, "--store", server.url], capsys)
    if command[-1] == "json":
        assert json.loads(found[1]) == json.loads(wanted[1])
    else:
        assert found == wanted
    assert len(wanted[1]) > 5


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], bytes]:
    """What is drawn and exported of the shipped graph here."""
    folder = tmp_path_factory.mktemp("here")
    commands = (("draw", "graph.html", "--heading", "One"), ("export", "claims.csv"), ("export", "flows.geojson"))
    for name, file, *more in commands:
        assert main([name, "-o", str(folder / file), *more]) == 0
    return {command: (folder / command[1]).read_bytes() for command in commands}


def test_pictures_and_exports_of_a_server_are_the_same(
    server: Server, files: dict[tuple[str, ...], bytes], tmp_path: Path
) -> None:
    for (name, file, *more), wanted in files.items():
        assert main([name, "-o", str(tmp_path / file), *more, "--store", server.url]) == 0
        assert (tmp_path / file).read_bytes() == wanted


def test_the_library_opens_a_url(server: Server) -> None:
    graph = sojourn.open(server.url)
    assert repr(graph) == f"<sojourn.Graph {server.url}>"
    assert len(graph.flows()) == len(sojourn.open().flows())
    assert len(graph.query("SELECT ?s WHERE { ?s a sj:Source }")) == len(graph.sources().table.rows) > 10


def test_graphs_are_written_replaced_and_removed(here: EmbeddedStore, tmp_path: Path) -> None:
    lines = b"<urn:a> <urn:b> <urn:c> .\n"
    inner = "https://w3id.org/sojourn/graph/made-up"
    source = f"<urn:s> <https://w3id.org/sojourn/ns#inGraph> <{inner}> .\n".encode()
    with oxigraph(tmp_path / "store") as server:
        first = write_remote(server.url, [(inner, [lines, lines]), (REGISTRY_GRAPH, [source])])
        assert first == (2, 3, 0)
        assert RemoteStore.open(server.url).graphs() == [DERIVED_GRAPH, inner, ONTOLOGY_GRAPH, REGISTRY_GRAPH]
        with pytest.raises(StoreError, match=r"already holds 4 graphs of sojourn\n  Replace them with --force"):
            write_remote(server.url, chunks(here))
        second = write_remote(server.url, chunks(here), force=True)
        assert second.graphs == len(here.graphs())
        assert second.removed == 1
        assert inner not in RemoteStore.open(server.url).graphs()


def test_a_large_graph_goes_in_parts(here: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PART", 50_000)
    monkeypatch.setattr(writing, "_IN_CHUNK", 100)
    told: list[int] = []
    with oxigraph(tmp_path / "store") as server:
        graphs = [(name, pieces) for name, pieces in chunks(here) if name != ONTOLOGY_GRAPH]
        write_remote(server.url, graphs, progress=lambda progress: told.append(progress.done))
        there = RemoteStore.open(server.url)
        wanted = {str(quad) for quad in here.quads() if str(quad.graph_name)[1:-1] != ONTOLOGY_GRAPH}
        assert {str(quad) for quad in there.quads()} == wanted
    assert told[-1] == len(wanted)
    assert len(told) > 12


def test_graphs_of_others_stay_and_stay_out_of_sight(here: EmbeddedStore, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    inner = ox.Store(str(folder))
    other = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("of others"), ox.NamedNode("urn:theirs"))
    inner.add(other)
    inner.flush()
    del inner
    with oxigraph(folder) as server:
        write_remote(server.url, chunks(here))
        there = RemoteStore.open(server.url)
        assert not bool(there.query("ASK { <urn:a> ?p ?o }"))
        assert not bool(there.query("ASK { GRAPH ?g { <urn:a> ?p ?o } }"))
        assert bool(there.query("ASK { ?s a <https://w3id.org/sojourn/ns#Source> }"))
        write_remote(server.url, chunks(here), force=True)
    kept = ox.Store.read_only(str(folder))
    assert list(kept.quads_for_pattern(None, None, None, ox.NamedNode("urn:theirs"))) == [other]


def test_a_server_whose_default_graph_is_a_union_is_asked_as_it_is(here: EmbeddedStore, tmp_path: Path) -> None:
    with oxigraph(tmp_path / "store", "--union-default-graph") as server:
        write_remote(server.url, chunks(here))
        assert ask(RemoteStore.open(server.url), "cities", CASES["cities"]) == ask(here, "cities", CASES["cities"])


def test_a_read_only_server_is_left_as_it_was(here: EmbeddedStore, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "store"
    ox.Store(str(folder)).flush()
    with oxigraph(folder, mode="serve-read-only") as server:
        assert main(["build", "--shipped", "-o", server.url]) == 2
        at = server.url.replace("/query", "/store")
        assert capsys.readouterr().err == (
            f"{at}: does not allow this (403): The server is read-only\n"
            "  Nothing was written. Set SOJOURN_SPARQL_USER and SOJOURN_SPARQL_PASSWORD, or SOJOURN_SPARQL_TOKEN,"
            " or name the host in a netrc.\n"
        )
        with pytest.raises(StoreError, match="holds no graph of sojourn"):
            RemoteStore.open(server.url)


def test_virtuoso_asks_for_a_password_and_says_if_it_is_wrong(
    virtuoso_server: Server, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = virtuoso_server.url.replace("/sparql", "/sparql-graph-crud-auth")
    command = ["export", "-o", virtuoso_server.url, "--force"]
    assert main(command) == 2
    assert capsys.readouterr().err.startswith(f"{at}: asks for a name and a password (401)\n  Nothing was written.")
    monkeypatch.setenv("SOJOURN_SPARQL_USER", "dba")
    monkeypatch.setenv("SOJOURN_SPARQL_PASSWORD", "not-the-password")
    assert main(command) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{at}: does not accept this name and password (401)\n  Nothing was written.")
    assert "not-the-password" not in said


def test_build_writes_to_virtuoso(
    virtuoso_server: Server, here: EmbeddedStore, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in virtuoso_server.environment.items():
        monkeypatch.setenv(name, value)
    assert main(["build", "--shipped", "-o", virtuoso_server.url, "--force"]) == 0
    triples = len(list(here.quads()))
    said = f"Wrote to {virtuoso_server.url}: {triples:,} triples in {len(here.graphs())} graphs.\n"
    assert capsys.readouterr().err.endswith(said)
    assert sum(1 for _ in RemoteStore.open(virtuoso_server.url).quads()) == triples


def test_a_table_is_imported_beside_what_a_server_holds(tmp_path: Path, capsys: Capture) -> None:
    table = SHARED / "data" / "un_desa_stock_2020_long.csv"
    if not table.is_file():
        pytest.skip("the table of UN DESA is not at hand")
    few = tmp_path / "few.csv"
    with table.open(encoding="utf-8") as lines:
        few.write_text("".join(islice(lines, 60)), encoding="utf-8")
    with oxigraph(tmp_path / "store") as server:
        assert main(["build", "--shipped", "-o", server.url]) == 0
        assert main(["import", "un-desa", str(few), "-o", server.url]) == 0
        found = {str(quad) for quad in RemoteStore.open(server.url).quads() if "_:" not in str(quad)}
    assert main(["import", "un-desa", str(few), "--shipped", "-o", str(tmp_path / "local")]) == 0
    assert "Wrote to " in capsys.readouterr().err
    wanted = {str(quad) for quad in open_store(tmp_path / "local").quads() if "_:" not in str(quad)}
    assert found == wanted
