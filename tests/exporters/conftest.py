"""A small graph with what is awkward: hostile texts, unions, open ends, missing coordinates; and the shipped graph."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pyoxigraph import Quad

from sojourn.graph.opening import shipped_store
from sojourn.model import (
    Agent,
    Assertion,
    Attribution,
    CharacterisationAssertion,
    Estimate,
    Evidence,
    FlowAssertion,
    Hedge,
    LifeEventAssertion,
    Link,
    Measure,
    Names,
    Place,
    PolicyAssertion,
    Population,
    Profession,
    ResidenceAssertion,
    ShareAssertion,
    Source,
)
from sojourn.rdf.entities import (
    agent_triples,
    place_triples,
    population_triples,
    profession_triples,
    registry_quads,
    source_triples,
    union_triples,
)
from sojourn.rdf.writing import assertion_quads
from sojourn.stores.embedded import EmbeddedStore

HOSTILE = '=HYPERLINK("http://x","y"),\x0b"</script>\n\u202e'
"""A formula, a control character, a quote, markup, a line end and a right-to-left override."""

PLACES = [
    Place(key="alpha", names=Names(en="Alpha", zh="甲", ru="Альфа"), type="city", lat=10.5, lon=20.25),
    Place(key="beta", names=Names(en="Beta"), type="city", lat=-3.0, lon=-150.0),
    Place(key="gamma", names=Names(en="Gamma"), type="city", lat=1.0, lon=175.0),
    Place(key="nowhere", names=Names(en=HOSTILE), type="region"),
]
EVIDENCE = Evidence(source="paper", line=3, sentence=1, locator="3.1", start=9, end=36, sha256="0" * 64)
CHAINED = Evidence(
    source="paper",
    locator="4.1",
    chain=(
        Link(source="daily", attribution=Attribution.IMPLIED),
        Link(source="census", attribution=Attribution.EXPLICIT),
    ),
)


def persons(low: str, high: str = "", *, hedge: Hedge = Hedge.EXACT, measure: Measure = Measure.PERSONS) -> Estimate:
    return Estimate(
        low=Decimal(low), high=Decimal(high) if high else None, low_open=not high, hedge=hedge, measure=measure
    )


CLAIMS: list[Assertion] = [
    FlowAssertion(
        id="C1", claim="A flow.", evidence=CHAINED, origin=("alpha",), destination=("beta",), population=("people",),
        profession=("doctor",),
        estimate=persons("11000", "11000", hedge=Hedge.ABOUT, measure=Measure.PERSONS_PER_YEAR),
    ),
    FlowAssertion(id="C2", claim=HOSTILE, evidence=EVIDENCE, origin=("alpha",), population=("people",)),
    FlowAssertion(id="C3", claim="Also out.", evidence=EVIDENCE, origin=("alpha",), note="-1+1"),
    ResidenceAssertion(
        id="C4", claim="Two stocks.", evidence=EVIDENCE, place=("beta", "gamma"), population=("people",),
        estimate=persons("2000", "3000", hedge=Hedge.BETWEEN),
    ),
    ShareAssertion(
        id="C5", claim="A share.", evidence=EVIDENCE, place=("alpha+beta",), population=("people",), whole=("all",),
        estimate=persons("50", hedge=Hedge.MOST_OF, measure=Measure.PERCENT),
    ),
    LifeEventAssertion(
        id="C6", claim="Left.", evidence=EVIDENCE, agent=("someone",), origin=("alpha",), event="departure"
    ),
    PolicyAssertion(id="C7", claim="A rule.", evidence=EVIDENCE, place=("nowhere",)),
    CharacterisationAssertion(id="C8", claim="A remark.", evidence=EVIDENCE, about=("census",)),
    ResidenceAssertion(
        id="C9", claim="Small.", evidence=EVIDENCE, population=("people",), estimate=persons("0.5", "0.5")
    ),
    FlowAssertion(id="C10", claim="Across.", evidence=EVIDENCE, origin=("gamma",), destination=("beta",)),
]  # fmt: skip


def quads() -> Iterator[Quad]:
    """Everything of the small graph."""
    places = {place.key: place for place in PLACES}
    people = {
        "people": Population(key="people", names=Names(en="People", zh="人"), subpopulation_of=("all",)),
        "all": Population(key="all", names=Names(en="All")),
    }
    yield from assertion_quads(CLAIMS)
    for place in PLACES:
        yield from registry_quads(place_triples(place, places))
    yield from registry_quads(union_triples("alpha+beta", places))
    for population in people.values():
        yield from registry_quads(population_triples(population, people))
    yield from registry_quads(agent_triples(Agent(key="someone", names=Names(en="Someone"), type="person")))
    yield from registry_quads(profession_triples(Profession(key="doctor", names=Names(en="Doctor"), isco08=("221",))))
    for key, title in (("paper", "The paper"), ("daily", "The daily"), ("census", "The census")):
        yield from registry_quads(source_triples(Source(key=key, type="report", title=title, seen=key == "paper")))


@pytest.fixture(scope="session")
def small() -> EmbeddedStore:
    """The small graph."""
    return EmbeddedStore.of(quads())


@pytest.fixture(scope="session")
def shipped() -> EmbeddedStore:
    """The graph that travels with the package."""
    return shipped_store()
