"""The editor of ``/query``: its files, what it proposes, the examples, and how it gets into a wheel."""

from __future__ import annotations

import html
import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import sojourn
from sojourn.graph.completing import OUTSIDE, things
from sojourn.graph.examples import example
from sojourn.graph.facade import Graph
from sojourn.graph.showing import show
from sojourn.queries.named import listings, load, names
from sojourn.server import editor
from sojourn.server.editor_licences import FILES, notices
from tests.server.conftest import TestClient

ROOT = Path(__file__).parent.parent.parent
NAMES = [*names(), *listings()]
SCRIPT = ROOT / "src" / "sojourn" / "server" / "assets" / "query.js"

needs_editor = pytest.mark.skipif(editor.folder() is None, reason="YASQE is not installed here: run 'npm ci'")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sojourn.open()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_gives_what_its_question_gives(graph: Graph, name: str) -> None:
    found = show(graph.store, example(graph.store, name), page=1, size=10_000, most=10_000)
    wanted = graph.answer(name, load(name).examples[0], engine="sparql").table
    places = [found.columns.index(column.name) for column in wanted.columns]
    assert {tuple(row[place] for place in places) for row in found.rows} == set(wanted.rows)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_can_be_read_and_runs_on_any_server(graph: Graph, name: str) -> None:
    text = example(graph.store, name)
    assert text.startswith(f"# {load(name).question}\n")
    assert "#+" not in text
    assert "https://w3id.org/sojourn/id/place/CN>" not in text
    graph.store.query(text)  # all its prefixes are declared in it
    assert max(map(len, text.splitlines())) <= 220


def test_an_example_of_what_the_graph_does_not_know_keeps_its_variables() -> None:
    from sojourn.stores.embedded import EmbeddedStore

    text = example(EmbeddedStore.of([]), "cities")
    assert "?city sj:liesIn ?place" in text


def test_every_example_is_a_link_and_fills_the_field(client: TestClient) -> None:
    page = client.get("/query")
    assert set(re.findall(r'href="/query\?example=([a-z-]+)"', page.text)) == set(NAMES)
    chosen = client.get("/query", params={"example": "cities"})
    assert "?city sj:liesIn place:CN" in html.unescape(chosen.text)
    assert 'href="/query?example=cities" aria-current="true"' in chosen.text
    missing = client.get("/query", params={"example": "<script>"})
    assert missing.status_code == 404
    assert "&lt;script&gt;" in missing.text


@pytest.mark.parametrize(
    ("typed", "family", "lang", "first"),
    [
        ("Beij", "", "en", ("place:CN-BJ", "Beijing")),
        ("北京", "", "en", ("place:CN-BJ", "Beijing")),
        ("пек", "place", "ru", ("place:CN-BJ", "Пекин")),
        ("russ", "population", "en", ("population:russians", "Russians")),
        ("engin", "profession", "en", ("profession:engineer", "engineer")),
        ("Россия", "place", "en", ("place:RU", "Russia")),
        ("scmp", "source", "en", ("source:scmp", "Report of the South China Morning Post")),
    ],
)
def test_things_are_proposed_by_the_beginning_of_any_name(
    client: TestClient, typed: str, family: str, lang: str, first: tuple[str, str]
) -> None:
    answer = client.get("/query/things", params={"typed": typed, "family": family, "lang": lang})
    assert answer.status_code == 200
    found = answer.json()[0]
    assert (found["insert"], found["label"]) == first


def test_what_is_proposed_can_stand_in_a_query(graph: Graph) -> None:
    for typed in ("a", "o", "北", "с", "c", "+"):
        for found in things(graph.store, typed):
            assert show(graph.store, f"ASK {{ {found['insert']} ?p ?o }}", page=1, size=1, most=1).yes, found


@pytest.mark.parametrize("typed", ["", " ", "x" * 101])
def test_nothing_is_proposed_for_nothing(client: TestClient, typed: str) -> None:
    assert client.get("/query/things", params={"typed": typed}).status_code == 400


def test_all_terms_of_the_ontology_are_proposed_with_what_they_mean(client: TestClient) -> None:
    from sojourn.vocabulary import PREFIXES
    from sojourn.vocabulary.terms import TERMS

    told: dict[str, Any] = client.get("/query/terms", params={"lang": "ru"}).json()
    terms = {term["insert"]: term for term in told["terms"]}
    assert told["prefixes"] == PREFIXES
    assert {f"sj:{name}" for name in TERMS} <= set(terms)
    assert terms["sj:low"]["label"] == "нижняя граница"
    assert all(term["about"] for term in terms.values())
    assert {"sj:hedge-moreThan", "sj:measure-persons"} <= set(terms)
    assert set(OUTSIDE) <= set(terms)


def test_the_terms_of_others_that_are_proposed_are_used(graph: Graph) -> None:
    used = {str(row["p"]) for row in graph.query("SELECT DISTINCT ?p { ?s ?p ?o }")}
    used |= {
        str(row["d"]) for row in graph.query("SELECT DISTINCT (DATATYPE(?o) AS ?d) { ?s ?p ?o FILTER(ISLITERAL(?o)) }")
    }
    from sojourn.vocabulary import shorten

    assert sorted(set(OUTSIDE) - {shorten(iri) for iri in used}) == []


@needs_editor
@pytest.mark.parametrize("name", sorted(FILES))
def test_the_files_of_the_editor_come_from_here_and_are_kept(client: TestClient, name: str) -> None:
    page = client.get("/query").text
    address = next(address for address in re.findall(r'(?:href|src)="([^"]+)"', page) if name in address)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FILES[name])
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in client.get(f"/query/editor/{name}").headers["cache-control"]


@pytest.mark.parametrize("name", ["other.js", "..%2F..%2Fpackage.json", "%2e%2e/package.json", "yasqe.min.js.map"])
def test_no_other_file_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/query/editor/{name}").status_code == 404


@needs_editor
def test_the_licences_of_the_editor_are_told(client: TestClient) -> None:
    told = client.get("/query/editor/licences.txt").text
    for name in ("@zazuko/yasqe 4.6.2", "codemirror 5.", "lodash-es 4.", "dompurify", "MIT"):
        assert name in told
    assert "Permission is hereby granted" in told


def test_without_the_editor_the_page_has_a_plain_field(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "folder", lambda: None)
    page = client.get("/query")
    assert page.status_code == 200
    assert "yasqe" not in page.text.lower()
    assert '<textarea id="query-text"' in page.text
    assert client.get("/query/editor/yasqe.min.js").status_code == 404


def test_a_wheel_has_the_editor_where_it_is_installed_and_none_elsewhere(tmp_path: Path) -> None:
    editor_files = runpy.run_path(str(ROOT / "tools" / "wheel_editor.py"))["editor_files"]
    module = tmp_path / "src" / "sojourn" / "server" / "editor_licences.py"
    module.parent.mkdir(parents=True)
    module.write_text((ROOT / "src/sojourn/server/editor_licences.py").read_text(encoding="utf-8"), encoding="utf-8")
    assert editor_files(tmp_path, "inside") == {}
    package = tmp_path / "node_modules" / "@zazuko" / "yasqe"
    (package / "build").mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"version": "1", "license": "MIT"}), encoding="utf-8")
    for name in FILES:
        (package / "build" / name).write_text("", encoding="utf-8")
    found = editor_files(tmp_path, "inside")
    assert sorted(found.values()) == ["inside/licences.txt", "inside/yasqe.min.css", "inside/yasqe.min.js"]
    assert "@zazuko/yasqe 1" in notices(tmp_path / "node_modules")


def test_the_editor_is_named_with_its_licence_and_no_registry() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert package["devDependencies"]["@zazuko/yasqe"] == "4.6.2"
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    entry = lock["packages"]["node_modules/@zazuko/yasqe"]
    assert (entry["version"], entry["license"]) == ("4.6.2", "MIT")
    assert entry["integrity"].startswith("sha512-")


def test_our_script_is_short_and_fetches_from_here_only() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for never in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "://"):
        assert never not in text
    assert text.count("fetch(") == 1
    bodies = re.findall(r"^(?:async )?function \w+\(.*?^\}$", text, re.DOTALL | re.MULTILINE)
    assert len(bodies) > 10
    assert max(body.count("\n") + 1 for body in bodies) <= 40
