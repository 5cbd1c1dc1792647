"""Small graphs of two made-up countries whose sources contradict each other, and one with a computed figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.graph.reconciling import disputes
from sojourn.model import Derived, Estimate, Hedge, Measure, Names, Period, Population, Source
from sojourn.rdf.derived import derived_quads
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import ID
from tests.drawing.sample import AGENTS, CLAIMS, PLACES, POPULATIONS, SOURCES, claim, persons, place, quads

YEAR = Period(notation="2020", edtf="2020", start=date(2020, 1, 1), end=date(2020, 12, 31))
_PLACES = [
    place("XA", "Northland", "country", at=(60.0, 20.0)),
    place("XB", "Southland", "country", at=(30.0, 25.0)),
    place("alton", "Alton", "city", "XB", at=(31.0, 25.0)),
    place("belton", "Belton", "city", "XB", at=(29.0, 26.0)),
    place("celton", "Celton", "city", "XB", at=(30.0, 27.0)),
]
_PEOPLE = [Population(key="northlanders", names=Names(en="Northlanders"), country=("XA",))]
_SOURCES = [
    Source(key="paper", type="article-newspaper", title="What the paper says"),
    Source(key="ministry", type="report", title="What the ministry counted"),
]


def _said(name: str, kind: str, says: str, at: int, low: int, high: int, **more: Any) -> Any:
    hedge = Hedge.EXACT if low == high else Hedge.AT_MOST if low == 0 else Hedge.BETWEEN
    estimate = persons(None if hedge is Hedge.AT_MOST else low, high, hedge, more.pop("measure", Measure.PERSONS))
    return claim(name, kind, says, at=at, estimate=estimate, period=YEAR, population=("northlanders",), **more)


def _way(source: str) -> dict[str, Any]:
    return {"origin": ("XA",), "destination": ("XB",), "source": source}


SAID = [
    _said("P-1", "residence", "600 live in Alton", 1, 600, 600, place=("alton",)),
    _said("P-2", "residence", "500 live in Belton", 2, 500, 500, place=("belton",)),
    _said("P-3", "residence", "30 live in Celton", 3, 30, 30, place=("celton",)),
    _said("M-1", "residence", "At most 1,000 live in the south", 1, 0, 1000, place=("XB",), source="ministry"),
    _said("P-4", "flow", "250 to 300 went south", 4, 250, 300, **_way("paper")),
    _said("M-2", "flow", "90 went south", 2, 90, 90, **_way("ministry")),
]
"""What the two sources say: M-1 contradicts P-1 with P-2; M-2 contradicts P-4; P-3 contradicts nothing."""


def disputed_store() -> EmbeddedStore:
    """Six claims of two sources, with two contradictions."""
    return EmbeddedStore.of(quads(_PLACES, SAID, _SOURCES, _PEOPLE, []))


def disputed_view() -> View:
    """The same as a view that knows its contradictions."""
    store = disputed_store()
    return build_view(store, title="Who went south", contradictions=disputes(store))


SUM = "37,890,000 − (−460,000) = 38,350,000"


def computed(arithmetic: str) -> Derived:
    """What a change and a stock imply for the start."""
    figure = Decimal(38_350_000)
    return Derived(
        id="D-start",
        kind="residence",
        rule="startFromChange",
        inputs=("S1-30", "S1-31"),
        arithmetic=arithmetic,
        place=("CN-HL",),
        population=("residents",),
        estimate=Estimate(low=figure, high=figure, hedge=Hedge.EXACT, measure=Measure.PERSONS),
        period=Period(notation="2013", edtf="2013", start=date(2013, 1, 1), end=date(2013, 12, 31)),
    )


def computed_store(arithmetic: str = SUM) -> EmbeddedStore:
    """The nineteen claims of the small graph, a change, and a figure computed from it."""
    lost = claim(
        "S1-30",
        "change",
        "460,000 fewer than in 2013",
        source="other-paper",
        at=30,
        place=("CN-HL",),
        population=("residents",),
        estimate=persons(-460_000, -460_000, Hedge.EXACT),
    )
    said = [*CLAIMS, lost]
    found = quads(PLACES, said, SOURCES, POPULATIONS, AGENTS)
    iris = {one.id: f"{ID}assertion/{one.key}" for one in build_view(EmbeddedStore.of(found)).claims}
    return EmbeddedStore.of([*found, *derived_quads([computed(arithmetic)], iris)])
