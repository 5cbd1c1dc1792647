"""What follows by arithmetic, and what must not: no bridged years, no filled gaps, nothing from restatements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.estimate import Known, derive
from sojourn.model import (
    Assertion,
    Containment,
    Derived,
    Estimate,
    Evidence,
    Hedge,
    Measure,
    Names,
    Period,
    Place,
    Population,
    PopulationChangeAssertion,
    ResidenceAssertion,
    ShareAssertion,
)

KNOWN = Known(
    populations={
        "long-term-workers": Population(
            key="long-term-workers", names=Names(en="Long-term workers"), subpopulation_of=("foreign-workers",)
        )
    }
)
YEARS = {
    "2013/2017": Period(notation="2013/2017", edtf="2013/2017", start=date(2013, 1, 1), end=date(2017, 12, 31)),
    "2017": Period(notation="2017", edtf="2017", start=date(2017, 1, 1), end=date(2017, 12, 31)),
    "2016": Period(notation="2016", edtf="2016", start=date(2016, 1, 1), end=date(2016, 12, 31)),
    "pub": Period(notation="pub"),
    "pub-10y": Period(notation="pub-10y"),
    "pub-10y/pub": Period(notation="pub-10y/pub"),
}


def figure(
    low: str, high: str | None = None, measure: Measure = Measure.PERSONS, hedge: Hedge = Hedge.EXACT
) -> Estimate:
    upper = low if high is None else high
    return Estimate(
        low=Decimal(low) if low else None, high=Decimal(upper) if upper else None, hedge=hedge, measure=measure
    )


def stock(name: str, at: str, estimate: Estimate, when: str, **more: object) -> Assertion:
    facets: dict[str, object] = {"population": ("residents",), "evidence": Evidence(source="a"), **more}
    return ResidenceAssertion(id=name, claim="", place=(at,), estimate=estimate, period=YEARS[when], **facets)  # type: ignore[arg-type]  # a table of facets


def change(name: str, at: str, estimate: Estimate, when: str, **more: object) -> Assertion:
    facets: dict[str, object] = {"population": ("residents",), "evidence": Evidence(source="a"), **more}
    return PopulationChangeAssertion(id=name, claim="", place=(at,), estimate=estimate, period=YEARS[when], **facets)  # type: ignore[arg-type]  # a table of facets


def share(
    name: str, low: str, high: str | None = None, *, when: str = "pub", whole: str = "foreign-workers"
) -> Assertion:
    return ShareAssertion(
        id=name,
        claim="",
        evidence=Evidence(source="a"),
        place=("CN-BJ",),
        population=("russian-workers",),
        whole=(whole,),
        estimate=figure(low, high, Measure.PERCENT),
        period=YEARS[when],
    )


def only(assertions: list[Assertion], rule: str) -> list[Derived]:
    return [d for d in derive(assertions, KNOWN) if d.rule == rule]


def test_a_stock_at_the_start_follows_from_the_stock_at_the_end_and_the_change() -> None:
    heilongjiang = [
        change("S1-30", "CN-HL", figure("-460000"), "2013/2017"),
        stock("S1-31", "CN-HL", figure("37890000"), "2017"),
    ]
    (found,) = only(heilongjiang, "startFromChange")
    assert found.estimate.low == found.estimate.high == Decimal(38_350_000)
    assert found.period == Period(notation="2013", edtf="2013", start=date(2013, 1, 1), end=date(2013, 12, 31))
    assert found.inputs == ("S1-31", "S1-30")
    assert found.arithmetic == "37,890,000 − (−460,000) = 38,350,000"


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("the end is another year", stock("b", "CN-HL", figure("37890000"), "2016")),
        ("the place is another", stock("b", "CN-JL", figure("37890000"), "2017")),
        ("the people are others", stock("b", "CN-HL", figure("37890000"), "2017", population=("workers",))),
        ("the source is another", stock("b", "CN-HL", figure("37890000"), "2017", evidence=Evidence(source="b"))),
        ("the claim restates another", stock("b", "CN-HL", figure("37890000"), "2017", restates=("c",))),
        ("there is no other figure", None),
    ],
)
def test_nothing_follows_when(why: str, other: Assertion | None) -> None:
    assertions = [change("a", "CN-HL", figure("-460000"), "2013/2017"), *([other] if other else [])]
    assert only(assertions, "startFromChange") == [], why


def test_a_percentage_is_checked_from_the_stocks_even_when_publication_is_undated() -> None:
    beijing = [
        change("S2-8", "CN-BJ", figure("-100", "-40", Measure.PERCENT_CHANGE, Hedge.MORE_THAN), "pub-10y/pub"),
        stock("S2-7", "CN-BJ", figure("22000"), "pub"),
        stock("S2-9", "CN-BJ", figure("37000"), "pub-10y"),
    ]
    (found,) = only(beijing, "percentChangeFromStocks")
    assert found.estimate.low == Decimal("-40.54")
    assert found.estimate.measure is Measure.PERCENT_CHANGE
    assert found.arithmetic.startswith("(22,000 − 37,000) ÷ 37,000 × 100 = −40.54 %")


@pytest.mark.parametrize(
    ("low", "high", "persons"),
    [("16", "16", ("3520", "3520")), ("12", "12", ("2640", "2640")), ("10", "20", ("2200", "4400"))],
)
def test_a_part_follows_from_its_share_of_a_whole(low: str, high: str, persons: tuple[str, str]) -> None:
    whole = stock("S2-7", "CN-BJ", figure("22000"), "pub", population=("foreign-workers",))
    (found,) = only([share("S2-34", low, high), whole], "shareTimesWhole")
    assert (found.estimate.low, found.estimate.high) == (Decimal(persons[0]), Decimal(persons[1]))
    assert "takes the whole" not in found.arithmetic


def test_where_only_a_part_of_the_whole_is_counted_the_arithmetic_says_what_it_assumes() -> None:
    whole = stock("S2-7", "CN-BJ", figure("22000"), "pub", population=("long-term-workers",), status="longTermWorker")
    (found,) = only([share("S2-34", "16"), whole], "shareTimesWhole")
    assert found.arithmetic == (
        "16 % × 22,000 = 3,520 persons; "
        "takes the whole of S2-34 (foreign-workers) to be those whom S2-7 counts (long-term-workers)"
    )


def test_a_share_of_another_whole_gives_nothing() -> None:
    whole = stock("S2-7", "CN-BJ", figure("22000"), "pub", population=("residents",))
    assert only([share("S2-34", "16"), whole], "shareTimesWhole") == []


def test_a_share_of_2019_gives_no_count_because_the_total_of_2019_is_not_stated() -> None:
    whole = stock("S2-7", "CN-BJ", figure("22000"), "pub", population=("foreign-workers",))
    assert only([share("S2-33", "11", when="2016"), whole], "shareTimesWhole") == []


def test_a_whole_follows_from_a_part_and_its_share() -> None:
    part = stock("S2-7", "CN-BJ", figure("22000"), "pub", population=("russian-workers",))
    (found,) = only([share("S2-10", "0.1", whole="residents"), part], "wholeFromShare")
    assert (found.population, found.estimate.low, found.estimate.hedge) == (
        ("residents",),
        Decimal(22_000_000),
        Hedge.ABOUT,
    )


def cities(*intervals: tuple[int, int]) -> list[Assertion]:
    return [
        stock(f"c{i}", f"city-{i}", figure(str(low), str(high), hedge=Hedge.BETWEEN), "pub")
        for i, (low, high) in enumerate(intervals)
    ]


def test_seven_cities_add_up_to_an_interval() -> None:
    seven = cities((10_000, 10_000), (5_000, 6_000), *[(2_000, 3_000)] * 5)
    (found,) = only(seven, "sumOfParts")
    assert (found.estimate.low, found.estimate.high) == (Decimal(25_000), Decimal(31_000))
    assert len(found.inputs) == 7


def test_a_whole_is_not_added_to_its_parts() -> None:
    def place(key: str, *within: str) -> Place:
        return Place(
            key=key, names=Names(en=key), type="city", within=tuple(Containment(container=name) for name in within)
        )

    places = {"city-0": place("city-0"), "city-1": place("city-1", "ili"), "ili": place("ili", "city-0")}
    counted = cities((100, 200), (1, 2), (3, 4), (5, 6))
    (found,) = [d for d in derive(counted, Known(places=places)) if d.rule == "sumOfParts"]
    assert found.inputs == ("c1", "c2", "c3")
    assert (found.estimate.low, found.estimate.high) == (Decimal(9), Decimal(12))
    assert only(cities((1, 2), (1, 2)), "sumOfParts") == [], "two places are no list of parts"


def test_a_containment_that_bites_its_own_tail_ends() -> None:
    places = {
        key: Place(key=key, names=Names(en=key), type="city", within=(Containment(container=other),))
        for key, other in (("city-0", "city-1"), ("city-1", "city-0"))
    }
    assert [d for d in derive(cities((1, 2), (3, 4), (5, 6)), Known(places=places)) if d.rule == "sumOfParts"] == []


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(sorted), min_size=3, max_size=12))
def test_a_sum_lies_between_the_sums_of_the_bounds(bounds: list[list[int]]) -> None:
    (found,) = only(cities(*[(low, high) for low, high in bounds]), "sumOfParts")
    assert found.estimate.low == sum(low for low, _ in bounds)
    assert found.estimate.high == sum(high for _, high in bounds)


def test_what_is_derived_does_not_depend_on_the_order_of_the_claims() -> None:
    claims = [
        *cities((1, 2), (3, 4), (5, 6)),
        share("s", "16"),
        stock("w", "CN-BJ", figure("22000"), "pub", population=("foreign-workers",)),
    ]
    assert {d.rule: d.estimate for d in derive(claims, KNOWN)} == {
        d.rule: d.estimate for d in derive(claims[::-1], KNOWN)
    }
