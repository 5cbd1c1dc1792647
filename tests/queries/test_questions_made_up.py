"""What the three articles cannot show: both directions, second witnesses, disagreement, overlapping parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from pyoxigraph import Quad

from sojourn.graph.building import ontology_files
from sojourn.model import (
    KINDS,
    Assertion,
    Attribution,
    Containment,
    Estimate,
    Evidence,
    Hedge,
    Link,
    Measure,
    Names,
    Period,
    Place,
    Population,
    Source,
)
from sojourn.queries.named import answer, ask, bind, load
from sojourn.queries.presenting import as_text_rows
from sojourn.rdf.entities import place_triples, population_triples, registry_quads, source_triples
from sojourn.rdf.writing import assertion_quads
from sojourn.stores.embedded import EmbeddedStore
from tests.queries.conftest import ask_rdflib, in_rdflib

PLACES = {
    key: Place(
        key=key, names=Names(en=key.title()), type="region", within=tuple(Containment(container=c) for c in above)
    )
    for key, above in (
        ("land", ()),
        ("north", ("land",)),
        ("town", ("north", "land")),
        ("isle", ("land",)),
        ("far", ()),
    )
}
PEOPLE = {
    key: Population(key=key, names=Names(en=key.title()), criterion=criterion, subpopulation_of=above)
    for key, criterion, above in (
        ("islanders", "citizenship", ()),
        ("nurses", "citizenship", ("islanders",)),
        ("natives", "countryOfBirth", ()),
    )
}
SOURCES = {
    key: Source(key=key, type="report", title=key.title(), published=published, seen=seen)
    for key, published, seen in (
        ("one", "2020", True),
        ("two", "2022", True),
        ("office", "", False),
        ("lab", "", False),
    )
}


def claim(
    kind: str, name: str, value: str = "", when: str = "2020", source: str = "one", via: str = "", **facets: Any
) -> Assertion:
    """A claim in short: ``value`` is ``low..high`` or a point, ``via`` the keys of the chain."""
    low, _, high = value.partition("..")
    first, _, last = when.partition("/")
    facets = {"population": ("islanders",), **facets}
    return KINDS[kind](
        id=name,
        claim=f"made up {name}",
        estimate=Estimate(
            low=Decimal(low),
            high=Decimal(high or low),
            hedge=Hedge.BETWEEN if high else Hedge.EXACT,
            measure=Measure.PERSONS,
        )
        if value
        else None,
        period=Period(notation=when, edtf=when, start=date(int(first), 1, 1), end=date(int(last or first), 12, 31))
        if when
        else None,
        evidence=Evidence(
            source=source,
            chain=tuple(Link(source=key, attribution=Attribution.EXPLICIT, wording=word) for key, word in _links(via)),
        ),
        **facets,
    )


def _links(via: str) -> list[tuple[str, str]]:
    return [(key, word) for key, _, word in (part.partition("=") for part in via.split())]


def graph(*claims: Assertion) -> EmbeddedStore:
    quads: list[Quad] = list(assertion_quads(claims))
    for place in PLACES.values():
        quads += registry_quads(place_triples(place, PLACES))
    for people in PEOPLE.values():
        quads += registry_quads(population_triples(people, PEOPLE))
    for source in SOURCES.values():
        quads += registry_quads(source_triples(source))
    return EmbeddedStore.of([*ontology(), *quads])


@cache
def ontology() -> tuple[Quad, ...]:
    return tuple(EmbeddedStore.from_files(ontology_files(), graph_of=ontology_files()).quads())


def shown(store: EmbeddedStore, question: str, columns: Iterable[str], **params: str) -> list[tuple[str, ...]]:
    """Some columns of the answer, after making sure that rdflib answers alike."""
    query = load(question)
    table = as_text_rows(answer(store, query, params), store)
    bare = in_rdflib(EmbeddedStore.of(set(store.quads()) - set(ontology())))  # no label of the ontology is asked for
    assert as_text_rows(ask_rdflib(bare, query, bind(store, query, params)), store) == table
    places = [table.header.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_the_net_of_two_directions_is_an_interval() -> None:
    there = claim("flow", "a", "1000..1200", origin=("far",), destination=("land",))
    back = claim("flow", "b", "300..350", when="2021", origin=("land",), destination=("far",))
    store = graph(there, back)
    columns = ("there", "back", "same time", "net figure")
    assert shown(store, "net-between", columns, first="Far", second="Land") == [("a", "b", "no", "650 to 900 persons")]
    assert shown(store, "net-between", columns, first="Land", second="Far") == [
        ("b", "a", "no", "−900 to −650 persons")
    ]


def test_two_articles_with_one_root_are_one_witness_and_two_roots_are_two() -> None:
    same: dict[str, Any] = {"place": ("land",), "via": "office"}
    store = graph(claim("residence", "a", "500", **same), claim("residence", "b", "500", source="two", **same))
    columns = ("assertion", "root", "carried by")
    assert shown(store, "single-root", columns) == [("a", "Office", "One; Two"), ("b", "Office", "One; Two")]
    other = claim("residence", "b", "500", source="two", place=("land",), via="lab")
    assert shown(graph(claim("residence", "a", "500", **same), other), "single-root", columns) == []


def test_sources_that_disagree_on_the_sign_are_told() -> None:
    rise = claim("change", "a", "200", place=("land",))
    fall = claim("change", "b", "-50", place=("land",), population=("nurses",), source="two")
    flow = claim("flow", "c", word="decreasing", destination=("land",))
    columns = ("assertion", "sign", "agree")
    assert shown(graph(rise, fall, flow), "sign", columns, place="Land", population="Islanders") == [
        ("a", "rise", "no"),
        ("b", "fall", "no"),
        ("c", "fall", "yes"),  # a falling flow does not contradict a rising number of residents
    ]


def test_two_methods_for_one_corridor_are_set_side_by_side() -> None:
    way: dict[str, Any] = {"origin": ("far",), "destination": ("land",)}
    store = graph(claim("flow", "a", "900", method="census", **way), claim("flow", "b", "1500", method="survey", **way))
    columns = ("assertion", "method", "other method", "difference")
    assert shown(store, "top-corridors", columns) == [
        ("b", "survey", "census", "600"),
        ("a", "census", "survey", "−600"),
    ]
    assert shown(store, "top-corridors", columns, first_year="2021") == []


def test_a_link_with_a_wording_of_its_own_is_drift() -> None:
    store = graph(claim("residence", "a", "5", place=("land",), via="lab=arrivals office"))
    assert shown(store, "wording-drift", ("assertion", "step", "source", "wording")) == [("a", "1", "Lab", "arrivals")]


def test_a_part_within_another_part_is_not_added_twice() -> None:
    store = graph(
        claim("residence", "a", "100..150", place=("north",)),
        claim("residence", "b", "60", place=("town",)),
        claim("residence", "c", "30", place=("isle",)),
        claim("residence", "d", "9", when="", place=("isle",)),
        claim("residence", "e", "100", place=("land",)),
    )
    columns = ("part", "where", "figure", "remark", "gap figure")
    assert shown(store, "parts-and-whole", columns, population="Islanders", place="Land") == [
        ("part", "North", "100 to 150 persons", "added", "none"),
        ("part", "Town", "60 persons", "not added; lies in North", "none"),
        ("part", "Isle", "30 persons", "added", "none"),
        ("part", "Isle", "9 persons", "not added: no date", "none"),
        ("sum of 2 parts", "Land", "130 to 180 persons", "places that do not overlap", "none"),
        ("whole", "Land", "100 persons", "the parts exceed it", "30 to 80 persons"),
    ]


BASE = {"place": ("land",), "when": "2020"}


@pytest.mark.parametrize(
    ("first", "second", "row"),
    [
        (BASE, {**BASE, "population": ("natives",)}, ("no", "population criterion", "differs")),
        (BASE, {**BASE, "population": ("nurses",)}, ("no", "population scope", "part of")),
        (BASE, {**BASE, "profession": ("doctor",)}, ("no", "population scope", "part of")),
        (BASE, {**BASE, "status": "permanentResident"}, ("not stated", "residence status", "not stated")),
        (
            {**BASE, "status": "seasonalResident"},
            {**BASE, "status": "permanentResident"},
            ("no", "residence status", "differs"),
        ),
        (BASE, {**BASE, "place": ("town",)}, ("no", "place extent", "part of")),
        (BASE, {**BASE, "place": ("far",)}, ("no", "place extent", "differs")),
        (BASE, {**BASE, "when": "2021"}, ("no", "reference time", "differs")),
        (BASE, {**BASE, "when": "2018/2022"}, ("no", "reference time", "part of")),
        ({**BASE, "when": "2019/2021"}, {**BASE, "when": "2020/2023"}, ("no", "reference time", "overlaps")),
        (BASE, {**BASE, "when": ""}, ("not stated", "reference time", "not stated")),
        (BASE, {**BASE, "method": "census"}, ("not stated", "method and reporter", "not stated")),
        (
            {**BASE, "method": "survey"},
            {**BASE, "method": "census"},
            ("no", "method and reporter", "differs"),
        ),
        (BASE, {**BASE, "via": "office"}, ("no", "method and reporter", "differs")),
        (BASE, {**BASE, "value": "8"}, ("yes", "none", "same")),
    ],
)
def test_the_first_facet_that_differs_is_the_answer(
    first: dict[str, Any], second: dict[str, Any], row: tuple[str, ...]
) -> None:
    store = graph(
        claim("residence", "a", **{"value": "7", **first}), claim("residence", "b", **{"value": "7", **second})
    )
    table = as_text_rows(ask(store, "comparable", {"first": "a", "second": "b"}), store)
    assert [line[:3] for line in table.rows] == [row]
    back = as_text_rows(ask(store, "comparable", {"first": "b", "second": "a"}), store)
    assert [line[:3] for line in back.rows] == [row]


def test_a_flow_without_a_destination_is_not_compared_by_place() -> None:
    one = claim("flow", "a", "7", origin=("land",))
    two = claim("flow", "b", "7", origin=("land",), destination=("far",))
    table = as_text_rows(ask(graph(one, two), "comparable", {"first": "a", "second": "b"}), graph(one, two))
    assert [row[:3] for row in table.rows] == [("not stated", "place extent", "not stated")]


def test_what_was_published_later_was_not_known() -> None:
    early = claim("residence", "a", "7", place=("town",))
    late = claim("residence", "b", "8", source="two", place=("land",))
    store = graph(early, late)
    columns = ("assertion", "where", "holds then", "known then")
    assert shown(store, "about-place", columns, place="Land", at="2020-06") == [
        ("a", "Town", "yes", "yes"),
        ("b", "Land", "yes", "yes"),
    ]
    assert shown(store, "about-place", columns, place="Land", at="2020-06", known="2021") == [
        ("a", "Town", "yes", "yes")
    ]
    assert shown(store, "about-place", columns, place="Land", at="2021") == []


def test_withdrawing_a_source_takes_with_it_what_only_it_mentions() -> None:
    store = graph(
        claim("residence", "a", "7", place=("town",), via="office"),
        claim("residence", "b", "8", place=("land",), via="lab"),
        claim("residence", "c", "9", place=("isle",), via="lab office"),
    )
    assert shown(store, "withdrawal", ("assertion", "part", "only here"), source="Office") == [
        ("a", "first reporter", "Town"),
        ("c", "first reporter", "Isle"),
    ]
    assert shown(store, "withdrawal", ("assertion", "part", "only here"), source="Lab") == [
        ("b", "first reporter", "Land"),
        ("c", "passed it on", "Isle"),
    ]
