"""Dossiers of things of which very much is said: page by page, in order, and never too much at once."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from sojourn.graph import gathered as gathering
from sojourn.graph.dossiers import dossier
from sojourn.graph.gathered import MOST_ROWS, ROLES, gathered
from sojourn.graph.searching import found, near, search
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import PREFIXES, SJ, entity, source_graph

XSD = PREFIXES["xsd"]
PLACE = entity("place", "atlantis")
TYPE = PREFIXES["rdf"] + "type"


def quad(subject: str, predicate: str, value: str | Literal, graph: str) -> Quad:
    term = NamedNode(value) if isinstance(value, str) else value
    return Quad(NamedNode(subject), NamedNode(predicate), term, NamedNode(graph))


def claims(source: str, count: int) -> list[Quad]:
    """Claims of a source about Atlantis, of which each third is undated, the later ids being about earlier years."""
    made = []
    for number in range(count):
        claim, graph = entity("assertion", f"residence-{source}-{number}"), source_graph(source)
        facts: list[tuple[str, str | Literal]] = [
            (TYPE, f"{SJ}Assertion"),
            (TYPE, f"{SJ}ResidenceAssertion"),
            (f"{SJ}place", PLACE),
            (f"{SJ}source", entity("source", source)),
            (PREFIXES["dcterms"] + "identifier", Literal(f"{source}-{number}")),
        ]
        if number % 3:
            day = f"{2000 - number:04}-01-01"
            facts.append((f"{SJ}start", Literal(day, datatype=NamedNode(XSD + "date"))))
        made += [quad(claim, predicate, value, graph) for predicate, value in facts]
    return made


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    registry = source_graph("registry")
    known = [
        quad(PLACE, TYPE, f"{SJ}Place", registry),
        quad(PLACE, PREFIXES["rdfs"] + "label", Literal("Atlantis", language="en"), registry),
        quad(PLACE, PREFIXES["rdfs"] + "label", Literal("Атлантида", language="ru"), registry),
    ]
    return EmbeddedStore.of([*known, *claims("large", 450), *claims("small", 9)])


def test_of_much_a_few_claims_of_each_source_are_told_those_of_small_ones_first(store: EmbeddedStore) -> None:
    told = dossier(store, PLACE, "en")
    assert told["total"] == 459
    assert [(each["key"], each["total"], len(each["claims"])) for each in told["sources"]] == [
        ("small", 9, 9),
        ("large", 450, 100),
    ]


def test_one_source_is_told_in_order_of_time_page_by_page(store: EmbeddedStore) -> None:
    pages = [gathered(store, PLACE, ROLES["place"], source="large", page=page).told[0] for page in (1, 2, 3, 4)]
    assert [(len(each.claims), each.page, each.pages) for each in pages] == [
        (200, 1, 3),
        (200, 2, 3),
        (50, 3, 3),
        (50, 3, 3),
    ]
    first, last = pages[0].claims, pages[2].claims
    assert first[0] == entity("assertion", "residence-large-449")  # of the year 1551
    assert last[-1] == entity("assertion", "residence-large-447")  # undated, and the last of these by its id
    assert len({claim for each in pages[:3] for claim in each.claims}) == 450


def test_of_very_much_pages_come_as_the_store_holds_them(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_SORTED", 100)
    pages = [gathered(store, PLACE, ROLES["place"], source="large", page=page).told[0] for page in (1, 2, 3)]
    assert [len(each.claims) for each in pages] == [MOST_ROWS, MOST_ROWS, 50]
    assert len({claim for each in pages for claim in each.claims}) == 450


@pytest.mark.parametrize("typed", ["atlantis", "ATLANTIS", "Атлантида", "atlan", "atlantes"])
def test_a_thing_is_found_by_any_of_its_names(store: EmbeddedStore, typed: str) -> None:
    assert found(store, typed)[0].iri == PLACE
    assert near(store, typed, "ru")[0] == {"iri": PLACE, "label": "Атлантида", "lang": "ru", "family": "place"}


def test_a_claim_is_found_by_its_id_in_any_case(store: EmbeddedStore) -> None:
    told = search(store, "LARGE-7", "en")
    assert [hit["row"]["id"] for hit in told["hits"]] == ["large-7"]
    assert told["counts"] == {"assertion": 1}
