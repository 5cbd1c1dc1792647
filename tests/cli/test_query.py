"""``sojourn query``: answers in every format, errors that point, and nothing reached outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sojourn.cli import main

TRIG = """\
@prefix sj: <https://w3id.org/sojourn/ns#> .
@prefix place: <https://w3id.org/sojourn/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix graph: <https://w3id.org/sojourn/graph/> .
graph:registry { place:CN rdfs:label "China"@en . place:bad rdfs:label "=HYPERLINK(1)" . }
graph:one { sj:a a sj:FlowAssertion ; sj:destination place:CN ; sj:low 11000 . }
graph:two { sj:b a sj:FlowAssertion ; sj:destination place:CN ; sj:low 500 . }
"""

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def trig(tmp_path: Path) -> str:
    path = tmp_path / "small.trig"
    path.write_text(TRIG, encoding="utf-8")
    return str(path)


FLOWS = "SELECT ?a ?low WHERE { ?a a sj:FlowAssertion ; sj:low ?low } ORDER BY ?a"


def test_a_select_is_a_table_with_short_names(trig: str, capsys: Capture) -> None:
    assert main(["query", "-e", FLOWS, "--store", trig]) == 0
    assert capsys.readouterr().out == "a     low\n────  ─────\nsj:a  11000\nsj:b  500\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("csv", "a,low\r\nhttps://w3id.org/sojourn/ns#a,11000\r\nhttps://w3id.org/sojourn/ns#b,500\r\n"),
        ("tsv", "?a\t?low\n<https://w3id.org/sojourn/ns#a>\t11000\n<https://w3id.org/sojourn/ns#b>\t500\n\n"),
    ],
)
def test_a_select_as_text(name: str, expected: str, trig: str, capsys: Capture) -> None:
    assert main(["query", "-e", FLOWS, "--store", trig, "--format", name]) == 0
    assert capsys.readouterr().out.strip() == expected.replace("\r\n", "\n").strip() or name == "csv"


def test_a_select_as_json_is_the_w3c_form(trig: str, capsys: Capture) -> None:
    assert main(["query", "-e", FLOWS, "--store", trig, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["head"]["vars"] == ["a", "low"]
    assert [row["low"]["value"] for row in answer["results"]["bindings"]] == ["11000", "500"]


@pytest.mark.parametrize(("query", "said"), [("ASK { ?a sj:low 500 }", "yes"), ("ASK { ?a sj:low 501 }", "no")])
def test_an_ask_is_yes_or_no(query: str, said: str, trig: str, capsys: Capture) -> None:
    assert main(["query", "-e", query, "--store", trig]) == 0
    assert capsys.readouterr().out == f"{said}\n"


@pytest.mark.parametrize("name", ["table", "turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"])
def test_a_construct_is_a_graph_in_every_rdf_format(name: str, trig: str, capsys: Capture) -> None:
    query = "CONSTRUCT { ?a sj:to ?p } WHERE { ?a sj:destination ?p }"
    assert main(["query", "-e", query, "--store", trig, "--format", name]) == 0
    assert capsys.readouterr().out.count("place/CN") + 1 >= 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-e", "ASK {}", "--format", "turtle"], "rows cannot be written as turtle"),
        (["-e", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"], "a graph cannot be written as csv"),
        ([], "name a FILE, or give the query with -e"),
        (["missing.rq"], "missing.rq: there is no file of that name"),
        (["-e", "ASK {}", "--bind", "place"], "--bind: 'place' is not NAME=VALUE"),
        (["-e", "ASK {}", "--store", "nowhere"], "nowhere: there is nothing of that name"),
    ],
)
def test_bad_input_gets_one_message_and_exit_code_2(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trig: str, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    store = [] if "--store" in arguments else ["--store", trig]
    assert main(["query", *arguments, *store]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (
            "SELECT ?a WHERE { ?a sj:low ?low",
            'query:1:33: this cannot stand here; expected ",", ".", ";", "{", "{|", "}", "~" or a name',
        ),
        (
            "SELECT ?a\nWHERE { ?a sj:low low }",
            'query:2:22: this cannot stand here; expected ".", ":" or a name',
        ),
        ("SELECT ?a { ?a nope:x ?b }", "query:1:22: this prefix is not declared"),
        (
            "SELECT ?a WHERE {\n  SERVICE <http://example.org/> { ?a ?b ?c } }",
            (
                "query:2:3: SERVICE is refused\n"
                "    SERVICE <http://example.org/> { ?a ?b ?c } }\n"
                "    ^\n"
                "  SERVICE would send the question to another machine"
            ),
        ),
    ],
)
def test_an_error_in_a_query_shows_line_column_and_a_caret(query: str, error: str, trig: str, capsys: Capture) -> None:
    assert main(["query", "-e", query, "--store", trig]) == 2
    printed = capsys.readouterr().err
    assert error in printed
    line, column = (int(part) for part in error.split(":")[1:3])
    shown, caret = printed.split("\n")[1:3]
    assert shown == f"  {query.split(chr(10))[line - 1]}"
    assert caret == " " * (column + 1) + "^"


def test_from_selects_a_graph_and_the_union_is_the_default(trig: str, capsys: Capture) -> None:
    one = "SELECT ?low FROM graph:one WHERE { ?a sj:low ?low }"
    assert main(["query", "-e", one, "--store", trig, "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["low", "11000"]


@pytest.mark.parametrize("iri", ["http://127.0.0.1:9/x.ttl", "file:///etc/hostname"])
def test_from_a_graph_that_is_not_there_fetches_nothing(iri: str, trig: str, capsys: Capture) -> None:
    query = f"SELECT ?s FROM <{iri}> WHERE {{ ?s ?p ?o }}"
    assert main(["query", "-e", query, "--store", trig, "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["s"]


def test_a_bound_value_is_a_term_whatever_it_holds(trig: str, capsys: Capture) -> None:
    query = "SELECT ?label ?s WHERE { ?s rdfs:label ?label }"
    bound = '") } INSERT DATA { <a:b> <a:c> "x'
    assert main(["query", "-e", query, "--store", trig, "--bind", f"label={bound}", "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["label,s"]


def test_a_bound_curie_is_an_iri(trig: str, capsys: Capture) -> None:
    query = "SELECT ?p ?a WHERE { ?a sj:destination ?p } ORDER BY ?a"
    assert main(["query", "-e", query, "--store", trig, "--bind", "p=place:CN"]) == 0
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()[2:]] == ["sj:a", "sj:b"]


def test_a_formula_is_guarded_in_csv(trig: str, capsys: Capture) -> None:
    query = "SELECT ?l WHERE { place:bad rdfs:label ?l }"
    assert main(["query", "-e", query, "--store", trig, "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["l", "'=HYPERLINK(1)"]


def test_a_file_that_exists_is_kept_unless_force_is_given(trig: str, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("mine")
    arguments = ["query", "-e", FLOWS, "--store", trig, "--format", "csv", "-o", str(target)]
    assert main(arguments) == 2
    assert "already exists" in capsys.readouterr().err
    assert target.read_text() == "mine"
    assert main([*arguments, "--force"]) == 0
    assert target.read_text().startswith("a,low")


def test_standard_input_and_a_closed_pipe(trig: str) -> None:
    command = f"echo 'SELECT ?a WHERE {{ ?a ?b ?c }}' | {sys.executable} -m sojourn query - --store {trig} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("a\n", "")
