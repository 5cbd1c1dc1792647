"""What columnar texts take beside the columns: small tables, bound and never pasted, and the claims concerned."""

from __future__ import annotations

import pytest

from sojourn.columns.answering import used_names
from sojourn.errors import BadInput
from sojourn.graph.opening import shipped_store
from sojourn.queries import columnar, concerned, facts
from sojourn.queries.engines import answered
from sojourn.queries.named import load
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import entity
from tests.queries.projected import project

TEXTS = {name: text for name in columnar.names() if (text := columnar.load(load(name)))}
TABLES = sorted(file.stem for file in facts.FOLDER.glob("*.rq"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return project(shipped_store(), tmp_path_factory.mktemp("columns"))


def test_every_table_is_read_by_a_text() -> None:
    assert {name for text in TEXTS.values() for name in text.given} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_rows_of_the_graph_once(store: EmbeddedStore, name: str) -> None:
    found = facts.facts(store, name)
    assert found is not None
    assert found.rows or name in {"about", "activities"}
    assert len(set(found.rows)) == len(found.rows)
    assert all(len(row) == len(found.columns) for row in found.rows)


@pytest.mark.parametrize(
    "iri",
    ["https://w3id.org/sojourn/id/place/CN-BJ", "urn:x:y", "mailto:a@b", "http://a/b", entity("place", "http://x")],
)
def test_an_iri_comes_back_from_the_columns_whosoever_it_is(iri: str) -> None:
    assert facts.iri_of(facts.thing_of(iri)) == iri


def test_values_are_bound_whatever_they_say() -> None:
    hostile = facts.Facts("issued", ("source", "issued"), (("x'); drop table a; --", None), ("$rows", "2020")))
    sql, values = facts.with_facts("-- with care\nwith a as (select 1)\nselect * from a", [hostile])
    assert "drop" not in sql
    assert sorted(values.values()) == ["$rows", "2020", "x'); drop table a; --"]
    assert used_names(sql) == set(values)
    assert sql.startswith("-- with care\nwith issued as (select * from (values (")


def test_an_empty_table_is_a_table() -> None:
    sql, values = facts.with_facts("with a as (select 1) select 1", [facts.Facts("links", ("source",), ())])
    assert (values, "where 1 = 0" in sql) == ({}, True)


@pytest.mark.parametrize("family", ["place", "population", "agent", "profession", "source"])
def test_an_entity_of_any_family_is_one_text_and_back(family: str) -> None:
    iri = entity(family, "a b/ü:c")
    assert facts.iri_of(facts.thing_of(iri)) == iri
    assert facts.iri_of(facts.thing_of("https://example.org/x")) == "https://example.org/x"


def test_a_text_that_names_no_table_is_refused() -> None:
    with pytest.raises(BadInput, match=r"x\.sql:3: there are no facts 'issue'\n  There are about, "):
        facts.given("--+ given issue", "x.sql:3")
    assert facts.given("--+ low: decimal", "x.sql:3") == ()


@pytest.mark.parametrize(
    ("question", "params"), [("about-place", {"place": "China", "at": "2020"}), ("professions", {})]
)
def test_what_is_too_much_to_be_bound_is_asked_in_sparql(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, question: str, params: dict[str, str]
) -> None:
    few = answered(store, load(question), params, engine="columns")
    monkeypatch.setattr(facts, "MOST", 0)
    found = answered(store, load(question), params, engine="columns")
    assert (few.engine, found.engine) == ("columns", "sparql")
    assert "there is much of it" in found.why
    assert found.table == few.table


def test_sparql_is_asked_of_the_claims_that_are_concerned(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    params = {"place": "Beijing", "population": "Russians"}
    few = answered(store, load("why-differ"), params, engine="columns")
    assert "claims are concerned, as the columns say; SPARQL is asked of these" in few.why
    assert few.explain().startswith("# engine: DuckDB on the columns"), "the text below is SPARQL"
    monkeypatch.setattr(concerned, "MOST", 1)
    whole = answered(store, load("why-differ"), params, engine="columns")
    assert (whole.engine, whole.table) == ("sparql", few.table)
    assert "they are many, and SPARQL is asked of all" in whole.why
