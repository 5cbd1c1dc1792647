"""Made-up worlds that are consistent are never called contradictory; one lie among true claims is found out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.audit import linear
from sojourn.audit.reconciling.assembling import Settings, assemble, system_of
from sojourn.audit.reconciling.cells import World
from sojourn.audit.reconciling.readings import Reading, read
from sojourn.errors import BadInput
from sojourn.model import (
    Assertion,
    Containment,
    Estimate,
    Evidence,
    FlowAssertion,
    Hedge,
    Measure,
    Names,
    Period,
    Place,
    Population,
    ResidenceAssertion,
    ShareAssertion,
)

PERIOD = Period(notation="pub")
CITIES = ("a", "b", "c", "d")


def place(key: str, kind: str, *within: str) -> Place:
    return Place(key=key, names=Names(en=key), type=kind, within=tuple(Containment(container=name) for name in within))


def people(key: str, *within: str) -> Population:
    return Population(key=key, names=Names(en=key), subpopulation_of=within)


WORLD = World(
    {p.key: p for p in (place("land", "country"), *(place(key, "city", "land") for key in CITIES))},
    {p.key: p for p in (people("all"), people("some", "all"))},
)


def claim(name: str, who: str, where: str, low: int, high: int) -> Assertion:
    hedge = Hedge.EXACT if low == high else Hedge.BETWEEN
    figure = Estimate(low=Decimal(low), high=Decimal(high), hedge=hedge, measure=Measure.PERSONS)
    return ResidenceAssertion(
        id=name,
        claim="",
        evidence=Evidence(source="s"),
        population=(who,),
        place=(where,),
        period=PERIOD,
        estimate=figure,
    )


def solved(claims: list[Assertion], world: World = WORLD) -> linear.Outcome:
    return linear.solve(system_of(assemble(claims, world, Settings())))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[tuple[str, str], int], list[Assertion]]:
    """True numbers, and claims whose intervals hold them: cities, the land, everybody and some of them."""
    truth: dict[tuple[str, str], int] = {}
    for city in CITIES:
        truth["all", city] = draw(st.integers(0, 10_000))
        truth["some", city] = draw(st.integers(0, truth["all", city]))
    for who in ("all", "some"):
        truth[who, "land"] = sum(truth[who, city] for city in CITIES) + draw(st.integers(0, 500))
    if truth["some", "land"] > truth["all", "land"]:
        truth["some", "land"] = sum(truth["some", city] for city in CITIES)
    claims = [
        claim(
            f"{who}-{where}", who, where, max(0, value - draw(st.integers(0, 300))), value + draw(st.integers(0, 300))
        )
        for (who, where), value in truth.items()
        if draw(st.booleans())
    ]
    return truth, claims


@given(worlds())
def test_a_consistent_world_is_never_called_contradictory_and_the_truth_lies_in_every_interval(
    made: tuple[dict[tuple[str, str], int], list[Assertion]],
) -> None:
    truth, claims = made
    assembly = assemble(claims, WORLD, Settings())
    outcome = linear.solve(system_of(assembly))
    assert outcome.feasible
    assert not outcome.conflicts
    for cell, name in assembly.names.items():
        assert outcome.bounds[name].holds(truth[cell.people.population, cell.place])


@given(worlds(), st.sampled_from(CITIES))
def test_one_lie_is_in_every_contradiction(made: tuple[dict[tuple[str, str], int], list[Assertion]], city: str) -> None:
    truth, claims = made
    land = truth["all", "land"]
    kept = [c for c in claims if c.id not in {f"all-{city}", "all-land"}]
    lie = claim("lie", "all", city, land + 1_000, land + 2_000)
    outcome = solved([*kept, claim("all-land", "all", "land", land, land), lie])
    assert outcome.conflicts
    for conflict in outcome.conflicts:
        assert "lie" in conflict.tags
        assert conflict.minimal
        rest = [c for c in [*kept, claim("all-land", "all", "land", land, land)] if c.id in conflict.tags]
        assert solved(rest).feasible


def test_parts_that_exceed_their_whole_are_told_with_the_arithmetic() -> None:
    outcome = solved(
        [claim("A", "all", "a", 600, 600), claim("B", "all", "b", 500, 500), claim("W", "all", "land", 0, 1_000)]
    )
    (conflict,) = outcome.conflicts
    assert set(conflict.tags) == {"A", "B", "W"}
    assert conflict.rules == ("partsOfPlace",)
    assert outcome.relaxation is not None
    assert outcome.relaxation.total == 100


@pytest.mark.parametrize(
    ("hedge", "low", "high", "logical", "plausible"),
    [
        (Hedge.MORE_THAN, "16000", None, (16_000, None), (16_000, 17_000)),
        (Hedge.ORDER_OF_MAGNITUDE, "1000", None, (1_000, None), (1_000, 10_000)),
        (Hedge.ABOUT, "11000", "11000", (10_500, 11_500), (10_500, 11_500)),
        (Hedge.BETWEEN, "40000", "50000", (40_000, 50_000), (40_000, 50_000)),
        (Hedge.EXACT, "37890000", "37890000", (37_890_000, 37_890_000), (37_885_000, 37_895_000)),
    ],
)
def test_hedges_are_read_at_their_word_or_as_people_mean_them(
    hedge: Hedge, low: str, high: str | None, logical: tuple[int, int | None], plausible: tuple[int, int | None]
) -> None:
    figure = Estimate(
        low=Decimal(low),
        high=None if high is None else Decimal(high),
        low_open=hedge is Hedge.MORE_THAN,
        hedge=hedge,
        measure=Measure.PERSONS,
    )
    for reading, (least, most) in ((Reading.LOGICAL, logical), (Reading.PLAUSIBLE, plausible)):
        found = read(figure, reading)
        assert found.low == Fraction(least)
        assert found.high == (None if most is None else Fraction(most))


def test_about_can_be_a_percentage() -> None:
    figure = Estimate(low=Decimal(10_000), high=Decimal(10_000), hedge=Hedge.ABOUT, measure=Measure.PERSONS)
    found = read(figure, about=Fraction(5, 100))
    assert (found.low, found.high) == (Fraction(9_500), Fraction(10_500))


@pytest.mark.parametrize(
    ("world", "message"),
    [
        (
            World({p.key: p for p in (place("a", "city", "land"), place("land", "country", "a"))}, {}),
            "the place 'a' lies in itself",
        ),
        (
            World({}, {p.key: p for p in (people("all", "some"), people("some", "all"))}),
            "the population 'all' includes itself",
        ),
    ],
)
def test_a_circle_in_the_registry_is_one_clear_message(world: World, message: str) -> None:
    claims = [claim("x", who, where, 1, 2) for who in ("all", "some") for where in ("a", "land")]
    for number, item in enumerate(claims):
        object.__setattr__(item, "id", f"x{number}")
    with pytest.raises(BadInput, match=message):
        assemble(claims, world, Settings())


def test_a_share_without_its_whole_is_refused() -> None:
    share = ShareAssertion(
        id="S",
        claim="",
        evidence=Evidence(source="s"),
        population=("some",),
        place=("a",),
        period=PERIOD,
        estimate=Estimate(low=Decimal(5), high=Decimal(5), hedge=Hedge.EXACT, measure=Measure.PERCENT),
    )
    with pytest.raises(BadInput, match="S: a share, but of what is not stated"):
        assemble([share], WORLD, Settings())


def test_years_are_bridged_only_when_asked_for() -> None:
    years = {
        name: Period(notation=name, edtf=name, start=date(int(name), 1, 1), end=date(int(name), 12, 31))
        for name in ("2019", "2021")
    }
    claims = [
        replace(claim("early", "all", "a", 1_000, 1_000), period=years["2019"]),
        replace(claim("late", "all", "a", 2_000, 2_000), period=years["2021"]),
    ]
    assert solved(claims).feasible
    narrow = linear.solve(system_of(assemble(claims, WORLD, Settings(bridge=Fraction(5, 100)))))
    (conflict,) = narrow.conflicts
    assert (conflict.tags, conflict.rules) == (("early", "late"), ("if bridged",))
    assert linear.solve(system_of(assemble(claims, WORLD, Settings(bridge=Fraction(1))))).feasible


def flow(name: str, when: str) -> Assertion:
    first, last = (date.fromisoformat(day) for day in when.split("/"))
    return FlowAssertion(
        id=name,
        claim="",
        evidence=Evidence(source="s"),
        population=("all",),
        destination=("a",),
        period=Period(notation=when, edtf=when, start=first, end=last),
        estimate=Estimate(low=Decimal(300), high=Decimal(300), hedge=Hedge.EXACT, measure=Measure.PERSONS),
    )


@pytest.mark.parametrize(
    ("when", "losses"),
    [("2013-02-01/2013-11-30", 100), ("2013-01-01/2013-12-31", 100), ("2012-06-01/2013-12-31", None)],
)
def test_a_flow_between_two_stocks_implies_who_left_and_one_that_reaches_further_implies_nothing(
    when: str, losses: int | None
) -> None:
    on = {
        name: Period(notation=name, edtf=name, start=date.fromisoformat(name), end=date.fromisoformat(name))
        for name in ("2013-01-01", "2013-12-31")
    }
    claims = [
        replace(claim("before", "all", "a", 1_000, 1_000), period=on["2013-01-01"]),
        replace(claim("after", "all", "a", 1_200, 1_200), period=on["2013-12-31"]),
        flow("came", when),
    ]
    assembly = assemble(claims, WORLD, Settings())
    outcome = linear.solve(system_of(assembly))
    implied = [outcome.bounds[name].low for cell, name in assembly.names.items() if cell.measure == "losses"]
    assert implied == ([] if losses is None else [losses])


def test_a_negative_stock_cannot_be() -> None:
    (conflict,) = solved([claim("minus", "all", "a", -5, -5)]).conflicts
    assert conflict.tags == ("minus",)
    assert conflict.rules == ("a count is not negative",)
