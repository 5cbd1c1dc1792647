"""What may be added and what may not: wholes and parts, areas counted apart, bounds that are not stated."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from sojourn.model import Assertion, Containment, Names, Place
from sojourn.queries.engines import answered
from sojourn.queries.named import load
from sojourn.queries.presenting import as_text_rows
from sojourn.rdf.entities import place_triples, population_triples, registry_quads, source_triples
from sojourn.rdf.writing import assertion_quads
from sojourn.stores.embedded import EmbeddedStore
from tests.queries.projected import project
from tests.queries.test_questions_made_up import PEOPLE, SOURCES, claim, ontology

PLACES = {
    key: Place(key=key, names=Names(en=key), type=kind, within=tuple(Containment(container=c) for c in above))
    for key, kind, above in (
        ("world", "region", ()),
        ("asia", "continent", ("world",)),
        ("eastern-asia", "region", ("asia",)),
        ("europe", "continent", ("world",)),
        ("CN", "country", ("eastern-asia",)),
        ("KR", "country", ("eastern-asia",)),
        ("HK", "firstLevel", ("CN",)),
        ("CN-HL", "firstLevel", ("CN",)),
        ("harbin", "city", ("CN-HL",)),
        ("RU", "country", ("europe",)),
        ("siberia", "region", ("RU",)),
        ("some-cities", "group", ("CN",)),
    )
}


def flow(name: str, origin: str, destination: str, value: str = "", **facets: object) -> Assertion:
    return claim("flow", name, value, origin=(origin,), destination=(destination,), **facets)  # type: ignore[arg-type]  # facets by name


def rows(
    folder: Path, question: str, columns: tuple[str, ...], claims: list[Assertion], **params: str
) -> list[tuple[str, ...]]:
    """Some columns of the answer, after making sure that SPARQL and the columns agree."""
    quads: list[Quad] = list(assertion_quads(claims))
    for place in PLACES.values():
        quads += registry_quads(place_triples(place, PLACES))
    for people in PEOPLE.values():
        quads += registry_quads(population_triples(people, PEOPLE))
    for source in SOURCES.values():
        quads += registry_quads(source_triples(source))
    store = project(EmbeddedStore.of([*ontology(), *quads]), folder)
    found = answered(store, load(question), params, engine="columns").table
    assert answered(store, load(question), params, engine="sparql").table == found
    table = as_text_rows(found, store)
    places = [table.header.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


SUM = ("from place", "to place", "figure", "figures", "left out", "without figure")


@pytest.mark.parametrize(
    ("claims", "params", "wanted"),
    [
        pytest.param(
            [flow("a", "siberia", "CN", "10"), flow("b", "RU", "harbin", "5..7")],
            {},
            [("RU", "CN", "15 to 17 persons", "2", "0", "0")],
            id="parts of countries that do not overlap are added",
        ),
        pytest.param(
            [flow("a", "RU", "CN", "100"), flow("b", "siberia", "CN", "10"), flow("c", "siberia", "harbin", "3")],
            {},
            [("RU", "CN", "100 persons", "1", "2", "0")],
            id="a whole is never added to its parts",
        ),
        pytest.param(
            [flow("a", "RU", "CN-HL", "20"), flow("b", "siberia", "CN", "10")],
            {},
            [("RU", "CN", "30 persons", "2", "0", "0")],
            id="neither is the whole of the other",
        ),
        pytest.param(
            [flow("a", "RU", "CN", "100"), flow("b", "RU", "HK", "30"), flow("c", "HK", "CN", "1")],
            {},
            [
                ("RU", "CN", "100 persons", "1", "0", "0"),
                ("RU", "HK", "30 persons", "1", "0", "0"),
                ("HK", "CN", "1 person", "1", "0", "0"),
            ],
            id="an area with a code of its own is counted apart",
        ),
        pytest.param(
            [flow("a", "RU", "CN", "100"), flow("b", "RU", "HK", "30"), flow("c", "RU", "KR", "1")],
            {"level": "continent"},
            [("europe", "asia", "131 persons", "3", "0", "0")],
            id="and added to its neighbours above",
        ),
        pytest.param(
            [flow("a", "RU", "asia", "500"), flow("b", "RU", "CN", "100"), flow("c", "world", "CN", "999")],
            {"level": "continent"},
            [("europe", "asia", "500 persons", "1", "1", "0")],
            id="the figure of the whole region is taken as it is stated",
        ),
        pytest.param(
            [
                flow("a", "RU", "CN", "100"),
                flow("b", "RU", "KR", "5", source="two"),
                flow("c", "RU", "KR", "7", when="2021"),
            ],
            {"level": "continent"},
            [
                ("europe", "asia", "100 persons", "1", "0", "0"),
                ("europe", "asia", "7 persons", "1", "0", "0"),
                ("europe", "asia", "5 persons", "1", "0", "0"),
            ],
            id="nothing is added across sources and times",
        ),
        pytest.param(
            [flow("a", "CN", "KR", "4"), flow("b", "KR", "CN"), flow("c", "KR", "CN", "6")],
            {"level": "subregion"},
            [("eastern-asia", "eastern-asia", "10 persons", "2", "0", "1")],
            id="a flow without a figure is counted, not guessed",
        ),
        pytest.param(
            [flow("a", "RU", "some-cities", "4"), flow("b", "RU", "CN", "1", profession=("doctor",))],
            {},
            [],
            id="groups and professions may overlap with anything",
        ),
    ],
)
def test_a_corridor_adds_what_may_be_added(
    tmp_path: Path, claims: list[Assertion], params: dict[str, str], wanted: list[tuple[str, ...]]
) -> None:
    assert rows(tmp_path, "corridors", SUM, claims, **params) == wanted


NET = ("area", "arrivals figure", "departures figure", "net figure", "left out")


def test_a_net_needs_both_directions_and_skips_what_stays_inside(tmp_path: Path) -> None:
    claims = [
        flow("a", "RU", "CN", "100..120"),
        flow("b", "harbin", "RU", "30"),
        flow("c", "harbin", "CN", "7"),
        flow("d", "world", "CN", "999"),
        flow("e", "siberia", "CN", "8"),
        flow("f", "KR", "RU", "1"),
    ]
    assert rows(tmp_path, "net-flows", NET, claims) == [
        ("RU", "31 persons", "100 to 120 persons", "−89 to −69 persons", "1"),
        ("CN", "100 to 120 persons", "30 persons", "70 to 90 persons", "1"),
        ("KR", "not stated", "1 person", "not stated", "0"),
    ]
    assert rows(tmp_path, "net-flows", NET, claims, level="continent", place="asia") == [
        ("asia", "100 to 120 persons", "31 persons", "69 to 89 persons", "1")
    ]


GAP = ("from place", "to place", "lower figure", "higher figure", "gap", "percent", "lower claim", "higher claim")


def test_two_sources_disagree_only_about_the_same_thing_and_when_their_ranges_do_not_meet(tmp_path: Path) -> None:
    claims = [
        flow("a", "RU", "CN", "100..120"),
        flow("b", "RU", "CN", "150..200", source="two"),
        flow("c", "RU", "KR", "0"),
        flow("d", "RU", "KR", "7", source="two"),
        flow("e", "RU", "HK", "10..20"),
        flow("f", "RU", "HK", "20..30", source="two"),
        flow("g", "RU", "harbin", "1"),
        flow("h", "RU", "harbin", "9", source="two", when="2021"),
        flow("i", "CN", "RU", "1"),
        flow("j", "CN", "RU", "9", source="two", population=("natives",)),
        flow("k", "KR", "RU", "1", when=""),
        flow("l", "KR", "RU", "9", source="two", when=""),
        claim("residence", "m", "2000", place=("CN",)),
        claim("residence", "n", "3000", source="two", place=("CN",)),
        claim("residence", "o", "50", place=("CN",), profession=("doctor",)),
    ]
    assert rows(tmp_path, "disagreements", GAP, claims) == [
        ("RU", "KR", "0 persons", "7 persons", "7", "100", "c", "d"),
        ("none", "CN", "2,000 persons", "3,000 persons", "1,000", "33", "m", "n"),
        ("RU", "CN", "100 to 120 persons", "150 to 200 persons", "30", "20", "a", "b"),
    ]
    assert rows(tmp_path, "disagreements", GAP, claims, kind="flow", place="CN", top="1") == [
        ("RU", "CN", "100 to 120 persons", "150 to 200 persons", "30", "20", "a", "b")
    ]


def test_a_population_asked_for_leaves_out_claims_that_name_none(tmp_path: Path) -> None:
    claims = [flow("a", "RU", "CN", "5"), flow("b", "RU", "CN", "9", population=())]
    columns = ("people", "figure")
    assert rows(tmp_path, "corridors", columns, claims, population="Islanders") == [("Islanders", "5 persons")]
    assert rows(tmp_path, "time-series", columns, claims, place="CN", population="Islanders") == [
        ("Islanders", "5 persons")
    ]
    assert rows(tmp_path, "time-series", columns, claims, place="CN") == [
        ("not stated", "9 persons"),
        ("Islanders", "5 persons"),
    ]
