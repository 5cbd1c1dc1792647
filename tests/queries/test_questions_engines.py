"""Which engine answers, what is told about it, and that no parameter ever becomes a part of a text."""

from __future__ import annotations

import re

import pytest

from sojourn.cli.main import main
from sojourn.columns.answering import answer as run_text
from sojourn.columns.answering import used_names
from sojourn.errors import BadInput, NotFound, QueryError
from sojourn.graph.opening import shipped_store
from sojourn.queries import columnar, engines
from sojourn.queries.engines import answered
from sojourn.queries.named import FOLDER, load, rows_wanted
from sojourn.stores.embedded import EmbeddedStore
from tests.queries.projected import project

CORRIDOR = {"origin": "Russia", "destination": "China"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return project(shipped_store(), tmp_path_factory.mktemp("columns"))


@pytest.mark.parametrize(
    ("assertions", "engine", "why"),
    [
        (engines.WORTH_IT - 1, "sparql", f"{engines.WORTH_IT - 1:,} assertions are few"),
        (engines.WORTH_IT, "columns", f"the store holds {engines.WORTH_IT:,} assertions"),
    ],
)
def test_many_assertions_are_answered_from_columns_and_few_by_sparql(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, assertions: int, engine: str, why: str
) -> None:
    monkeypatch.setattr(store, "manifest", {"assertions": assertions})
    found = answered(store, load("corridor"), CORRIDOR)
    assert found.engine == engine
    assert found.why.startswith(why)
    assert len(found.table) == 34


def test_a_question_without_a_columnar_text_is_answered_by_sparql_whatever_the_size(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "manifest", {"assertions": 10**9})
    found = answered(store, load("derived"))
    assert (found.engine, found.why) == ("sparql", "this question has no columnar text")


def test_what_has_no_columns_is_answered_by_sparql() -> None:
    found = answered(shipped_store(), load("corridor"), CORRIDOR)
    assert (found.engine, found.why) == ("sparql", "what is open has no columns")


@pytest.mark.parametrize(
    ("question", "engine", "message"),
    [
        (
            "corridor",
            "columns",
            "engine: what is open has no columns, which columns reads\n  Only a store built on disk",
        ),
        ("corridor", "spark", "engine: what is open has no columns, which spark reads"),
        (
            "derived",
            "columns",
            "engine: derived is answered by SPARQL only, not by columns\n  From columns: about-place, ",
        ),
        ("corridor", "duckdb", "engine: there is no engine 'duckdb'\n  Use one of auto, sparql, columns, spark."),
    ],
)
def test_an_engine_that_cannot_answer_says_so(question: str, engine: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        answered(shipped_store(), load(question), CORRIDOR if question == "corridor" else {}, engine=engine)
    assert str(caught.value).startswith(message)


def test_an_explanation_tells_engine_reason_rows_values_and_text(store: EmbeddedStore) -> None:
    told = answered(store, load("corridor"), CORRIDOR, engine="columns").explain()
    lines = told.splitlines()
    assert lines[0] == "-- engine: DuckDB on the columns; it was asked for"
    assert re.fullmatch(r"-- answer: 34 rows in \d+\.\d{3} s", lines[1])
    assert lines[2:6] == [
        "-- bound:  $origin = 'RU'",
        "-- bound:  $destination = 'CN'",
        "-- bound:  $first_year = 0",
        "-- bound:  $last_year = 9999",
    ]
    assert told.endswith((FOLDER / "corridor.sql").read_text(encoding="utf-8"))
    told = answered(store, load("largest-stocks"), {"top": "1"}, engine="sparql").explain()
    assert told.splitlines()[0] == "# engine: SPARQL on the quads; it was asked for"
    assert "# answer: 1 row (at most 1 are wanted) in " in told
    assert told.endswith(load("largest-stocks").text)


def test_the_command_explains_instead_of_answering(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "corridor", "--origin", "Russia", "--destination", "China", "--explain"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# engine: SPARQL on the quads; what is open has no columns\n# answer: 34 rows in ")
    assert "# bound:  ?origin = place:RU\n" in out


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "csv", "top-corridors"],
        ["--format=csv", "top-corridors"],
        ["--first_year", "2010", "top-corridors", "--format", "csv"],
        ["--force", "--lang", "en", "top-corridors", "--first_year", "2010", "--format", "csv"],
    ],
)
def test_a_question_is_found_wherever_it_stands(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", *words]) == 0
    found = capsys.readouterr().out
    assert main(["ask", "top-corridors", *(word for word in words if word != "top-corridors")]) == 0
    assert found == capsys.readouterr().out
    assert found.startswith(load("top-corridors").columns[0].name)


HOSTILE = ["'; DROP TABLE assertions; --", "x' OR '1'='1", "$place", '"} UNION {', "CN) --", "\\u0022", "?place"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_stays_one_value_in_sql(store: EmbeddedStore, text: str) -> None:
    assert store.columns is not None
    names, rows = run_text(
        store.columns, "select $text as said, count(*) as n from assertions where id = $text", {"text": text}
    )
    assert names == ("said", "n")
    assert rows == [(text, 0)]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("question", "parameter"), [("corridors", "level"), ("corridors", "top"), ("net-flows", "place")]
)
def test_a_hostile_parameter_is_refused_with_one_message(
    store: EmbeddedStore, question: str, parameter: str, text: str
) -> None:
    for engine in ("sparql", "columns"):
        with pytest.raises((NotFound, BadInput)) as caught:
            answered(store, load(question), {parameter: text}, engine=engine)
        assert str(caught.value).startswith(f"{parameter}: ")


def test_parameters_are_seen_outside_texts_and_comments_only() -> None:
    assert used_names("select '$a', \"$b\", $c -- $d\n/* $e */ where x = $f_1") == {"c", "f_1"}


def test_a_text_that_is_no_sql_is_one_message(store: EmbeddedStore) -> None:
    assert store.columns is not None
    with pytest.raises(QueryError, match="DuckDB does not answer this question: Parser Error"):
        run_text(store.columns, "selec 1", {})
    with pytest.raises(QueryError, match=r"the parameter \$x has no value"):
        run_text(store.columns, "select $x", {})
    with pytest.raises(BadInput, match="there is no engine 'sqlite'"):
        run_text(store.columns, "select 1", {}, engine="sqlite")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("--+ population: population\n", "", "x.sql:18: the columns are not those of corridor"),
        ("--+ kind: kind", "--+ kind: kinds", "x.sql:1: '--+ kind: kinds' types no column"),
        ("--+ kind: kind", "--+kind", "x.sql:1: '--+kind' types no column"),
    ],
)
def test_a_columnar_text_whose_header_does_not_fit_is_refused(old: str, new: str, message: str) -> None:
    sql = (FOLDER / "corridor.sql").read_text(encoding="utf-8")
    assert old in sql
    with pytest.raises(BadInput) as caught:
        columnar.parse(sql.replace(old, new, 1), load("corridor"), where="x.sql")
    assert str(caught.value).startswith(message)


def test_an_answer_is_cut_where_the_question_says_so() -> None:
    assert rows_wanted(load("corridors")) == 50
    assert rows_wanted(load("corridors"), {"top": "7"}) == 7
    assert rows_wanted(load("corridor"), CORRIDOR) is None
    with pytest.raises(BadInput, match="top: '0' is no number of rows"):
        rows_wanted(load("corridors"), {"top": "0"})


@pytest.mark.parametrize("typed", ["Continent", "CONTINENT", " continent "])
def test_a_word_may_be_typed_in_any_case(typed: str) -> None:
    assert answered(shipped_store(), load("corridors"), {"level": typed}).bound["level"] == "'continent'"


def test_a_word_that_is_none_names_the_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        answered(shipped_store(), load("corridors"), {"level": "contient"})
    assert str(caught.value) == (
        "level: 'contient' is no level\n  Did you mean 'continent'? Write one of country, subregion, continent."
    )
