"""Two figures side by side: the first facet that differs, the verdict, parts and wholes, ties between claims."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.audit.comparing import Facet, Figure, Order, Relation, Ties, Verdict, World, compare
from sojourn.audit.comparing.figures import Interval, possible
from sojourn.model import Estimate, Hedge, Measure
from tests.audit.comparing.making import estimate, figure, relative, year

FREE = Ties(())
RATE = Measure.PERSONS_PER_YEAR
BASE: dict[str, Any] = {"population": "russians", "place": "CN", "period": year(2020), "source": "daily"}
MOVE: dict[str, Any] = {"population": "russians", "origin": "RU", "destination": "CN", "period": year(2020)}


def described(found: Any) -> tuple[str, str, str]:
    answer = found.answer
    return found.verdict.value, answer.facet.value if answer else "", answer.relation.value if answer else ""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(BASE, {"kind": "change"}, ("different things", "kind", "differs"), id="a stock and a change"),
        pytest.param(
            BASE, {"population": "russian-minority-of-china"}, ("cannot tell", "criterion", "notStated"), id="criterion"
        ),
        pytest.param(BASE, {"population": "russian-students"}, ("part", "scope", "hasPart"), id="students of Russians"),
        pytest.param(BASE, {"profession": "doctor"}, ("part", "scope", "hasPart"), id="doctors of Russians"),
        pytest.param(
            {**BASE, "profession": ("doctor",)},
            {"profession": "engineer"},
            ("different things", "scope", "differs"),
            id="doctors and engineers",
        ),
        pytest.param(BASE, {"population": ()}, ("cannot tell", "scope", "notStated"), id="no population stated"),
        pytest.param(
            BASE, {"population": "residents"}, ("different things", "scope", "notStated"), id="two populations"
        ),
        pytest.param(BASE, {"status": "permanentResident"}, ("cannot tell", "status", "notStated"), id="one status"),
        pytest.param(
            {**BASE, "status": "usualResident"},
            {"status": "permanentResident"},
            ("part", "status", "hasPart"),
            id="permanent residents of residents",
        ),
        pytest.param(BASE, {"place": "CN-BJ"}, ("part", "place", "hasPart"), id="Beijing of China"),
        pytest.param(BASE, {"place": "RU"}, ("different things", "place", "differs"), id="two countries"),
        pytest.param(BASE, {"place": ()}, ("cannot tell", "place", "notStated"), id="no place stated"),
        pytest.param(BASE, {"period": year(2015, 2024)}, ("part", "time", "partOf"), id="a year of ten"),
        pytest.param(BASE, {"period": year(2025)}, ("trend", "time", "differs"), id="another year"),
        pytest.param(BASE, {"period": year(2020, 2021)}, ("part", "time", "partOf"), id="a year of two"),
        pytest.param(BASE, {"period": None}, ("cannot tell", "time", "notStated"), id="no time stated"),
        pytest.param(
            {**BASE, "period": year(2013, 2017)},
            {"period": year(2015, 2019)},
            ("different things", "time", "overlaps"),
            id="periods that overlap",
        ),
        pytest.param(BASE, {"method": "census"}, ("agree", "method", "notStated"), id="one method"),
        pytest.param(BASE, {"root": "agency"}, ("agree", "method", "differs"), id="two reporters"),
        pytest.param(BASE, {}, ("agree", "", ""), id="nothing differs"),
        pytest.param(
            BASE,
            {"place": "CN-BJ", "period": year(2025)},
            ("different things", "place", "hasPart"),
            id="part, other year",
        ),
        pytest.param(
            {**BASE, "place": "CN-BJ"},
            {"place": "CN", "population": "russian-students"},
            ("different things", "scope", "hasPart"),
            id="a part one way, a whole the other",
        ),
    ],
)
def test_the_first_facet_that_is_not_the_same_is_the_answer(
    first: dict[str, Any], second: dict[str, Any], expected: tuple[str, str, str], world: World
) -> None:
    one, other = figure(**first), figure(**{**first, **second, "claim_id": "X-2"})
    assert described(compare(one, other, world, FREE)) == expected
    verdict, facet, relation = expected
    mirrored = Relation(relation).mirror.value if relation else ""
    assert described(compare(other, one, world, FREE)) == (verdict, facet, mirrored)


def test_a_yearly_rate_and_a_number_over_a_period_differ_in_unit(world: World) -> None:
    rate = figure("flow", estimate(11_000, measure=RATE), **MOVE)
    assert described(compare(rate, figure("flow", 11_000, **MOVE), world, FREE)) == (
        "different things",
        "unit",
        "differs",
    )


def test_shares_of_different_wholes_differ_in_scope(world: World) -> None:
    first = figure("share", 10, **BASE, whole="residents")
    second = figure("share", 20, **BASE, whole="workforce")
    assert described(compare(first, second, world, FREE)) == ("different things", "scope", "differs")


def test_a_share_beside_a_count_is_no_contradiction(world: World) -> None:
    found = compare(figure("share", 10, **BASE, whole="residents"), figure(**BASE), world, FREE)
    assert (found.verdict, found.contradicts, found.comparable) == (Verdict.DIFFERENT, False, False)


OVER, UNDER, LEAST, MOST = "(", ")", "[", "]"


@pytest.mark.parametrize(
    ("first", "second", "meets"),
    [
        (estimate(100), estimate(100), True),
        (estimate(100), estimate(101), False),
        (estimate(40, 50), estimate(50, 60), True),
        (estimate(100, opens=OVER), estimate(100), False),
        (estimate(100, opens=LEAST), estimate(100), True),
        (estimate(100, opens=UNDER), estimate(100), False),
        (estimate(100, opens=MOST), estimate(100, opens=LEAST), True),
        (estimate(100, opens=UNDER), estimate(100, opens=LEAST), False),
        (estimate(100, opens=OVER), estimate(10**9, opens=OVER), True),
        (estimate(11_000, hedge=Hedge.ABOUT), estimate(11_400), True),
        (estimate(11_000, hedge=Hedge.ABOUT), estimate(11_600), False),
        (estimate(1000, opens=LEAST, hedge=Hedge.ORDER_OF_MAGNITUDE), estimate(10_000), True),
    ],
)
def test_figures_of_the_same_thing_agree_when_some_number_fits_both(
    first: Estimate, second: Estimate, meets: bool, world: World
) -> None:
    found = compare(figure(how_many=first, **BASE), figure(how_many=second, **BASE), world, FREE)
    assert found.verdict is (Verdict.AGREE if meets else Verdict.DISAGREE)
    assert found.contradicts is not meets


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (estimate(11_000, hedge=Hedge.ABOUT), (10_500, 11_500)),
        (estimate(10_000, hedge=Hedge.ABOUT), (5_000, 15_000)),
        (estimate(5_000, 6_000, hedge=Hedge.ABOUT), (4_500, 6_500)),
        (estimate(5_000, 6_000), (5_000, 6_000)),
        (estimate(30, hedge=Hedge.ABOUT, measure=Measure.PERCENT), (25, 35)),
        (estimate(0.2, hedge=Hedge.ABOUT, measure=Measure.PERCENT), (0.15, 0.25)),
        (estimate(16_000), (16_000, 16_000)),
    ],
)
def test_about_reaches_half_a_unit_of_the_last_digit(value: Estimate, expected: tuple[float, float]) -> None:
    read = possible(value)
    assert (float(read.low or 0), float(read.high or 0)) == expected


@pytest.mark.parametrize(
    ("kind", "inner", "outer", "how_many", "expected"),
    [
        ("residence", {"place": "CN-BJ"}, {}, (10, 20), Order.HOLDS),
        ("residence", {"place": "CN-BJ"}, {}, (30, 20), Order.FAILS),
        ("residence", {"population": "russian-students"}, {}, (30, 20), Order.FAILS),
        ("residence", {}, {"period": year(2015, 2024)}, (30, 20), Order.NONE),
        ("change", {"place": "CN-BJ"}, {}, (30, 20), Order.NONE),
        ("netmigration", {"place": "CN-BJ"}, {}, (30, 20), Order.NONE),
        ("permit", {}, {"period": year(2015, 2024)}, (30, 20), Order.FAILS),
        (
            "share",
            {"population": "russian-students", "whole": "residents"},
            {"whole": "residents"},
            (30, 20),
            Order.FAILS,
        ),
        ("share", {"place": "CN-BJ", "whole": "residents"}, {"whole": "residents"}, (30, 20), Order.NONE),
    ],
)
def test_a_part_is_no_larger_than_its_whole_where_that_must_be_so(
    kind: str,
    inner: dict[str, Any],
    outer: dict[str, Any],
    how_many: tuple[float, float],
    expected: Order,
    world: World,
) -> None:
    part, whole = figure(kind, how_many[0], **{**BASE, **inner}), figure(kind, how_many[1], **{**BASE, **outer})
    for pair in ((part, whole), (whole, part)):
        found = compare(*pair, world, FREE)
        assert (found.verdict, found.order) == (Verdict.PART, expected)
        assert found.contradicts is (expected is Order.FAILS)


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        ({"origin": "RU-MOW"}, Order.FAILS),
        ({"period": year(2020)}, Order.FAILS),
        ({"origin": "RU-MOW", "destination": ()}, Order.NONE),
    ],
)
def test_moves_from_a_part_are_fewer_only_if_both_ends_are_stated(
    facets: dict[str, Any], expected: Order, world: World
) -> None:
    outer = (
        {**MOVE, "period": year(2015, 2024)}
        if "period" in facets
        else {**MOVE, "destination": facets.get("destination", "CN")}
    )
    found = compare(figure("flow", 30, **{**MOVE, **facets}), figure("flow", 20, **outer), world, FREE)
    assert (found.verdict, found.order) == (Verdict.PART, expected)


def test_a_bound_that_leaves_room_is_said_to_leave_room(world: World) -> None:
    part = figure(how_many=estimate(10, opens=OVER), **{**BASE, "place": "CN-BJ"})
    assert compare(part, figure(how_many=20, **BASE), world, FREE).order is Order.OPEN


def test_a_figure_that_is_only_possible_contradicts_none(world: World) -> None:
    found = compare(figure(how_many=1, **BASE), figure(how_many=2, **BASE, modality="possible"), world, FREE)
    assert (found.verdict, found.comparable, found.contradicts) == (Verdict.CANNOT_TELL, True, False)
    whole, part = figure(how_many=1, **BASE), figure(how_many=2, **{**BASE, "place": "CN-BJ", "modality": "possible"})
    assert compare(whole, part, world, FREE).order is Order.OPEN


def test_one_figure_said_twice_restates_through_a_third(world: World) -> None:
    first = figure(how_many=1, **BASE, claim_id="X-1")
    second = figure(how_many=1, **BASE, claim_id="X-2", restates="X-1", root="agency")
    third = figure(how_many=2, **BASE, claim_id="X-3", restates="X-2")
    found = compare(first, third, world, Ties([first, second, third]))
    assert (found.verdict, found.answer, found.independent, found.comparable) == (Verdict.RESTATES, None, False, True)
    assert compare(first, third, world, FREE).verdict is Verdict.DISAGREE


def test_a_newer_edition_does_not_contradict_the_older(world: World) -> None:
    older = figure(how_many=1, **BASE, claim_id="X-1")
    newer = figure(how_many=2, **BASE, claim_id="X-2", supersedes="X-1")
    newest = figure(how_many=3, **BASE, claim_id="X-3", supersedes="X-2")
    found = compare(older, newest, world, Ties([older, newer, newest]))
    assert (found.verdict, found.contradicts) == (Verdict.REPLACES, False)


def test_the_same_id_in_another_source_is_another_claim(world: World) -> None:
    first = figure(how_many=1, **BASE, claim_id="X-1")
    second = figure(how_many=1, **BASE, claim_id="X-2", restates="X-1")
    stranger = figure(how_many=2, **{**BASE, "source": "weekly"}, claim_id="X-1")
    ties = Ties([first, second, stranger])
    assert compare(first, second, world, ties).verdict is Verdict.RESTATES
    assert compare(second, stranger, world, ties).verdict is Verdict.DISAGREE


def test_claims_that_restate_each_other_in_a_circle_are_one_figure(world: World) -> None:
    first = figure(**BASE, claim_id="X-1", restates="X-2")
    second = figure(**BASE, claim_id="X-2", restates="X-1", supersedes="X-1")
    assert compare(first, second, world, Ties([first, second])).verdict is Verdict.RESTATES


@pytest.mark.parametrize(("root", "independent"), [("agency", True), ("", False)])
def test_only_different_roots_confirm_each_other(root: str, independent: bool, world: World) -> None:
    found = compare(figure(**BASE), figure(**BASE, root=root), world, FREE)
    assert (found.verdict, found.independent) == (Verdict.AGREE, independent)


def test_what_both_leave_unsaid_is_remarked(world: World) -> None:
    found = compare(figure(**{**BASE, "period": None}), figure(**{**BASE, "period": None}), world, FREE)
    remarked = {standing.facet for standing in found.standings if standing.remark == "not stated on both sides"}
    assert remarked == {Facet.CRITERION, Facet.STATUS, Facet.TIME, Facet.METHOD}


def test_undated_figures_of_two_sources_may_be_of_different_times(world: World) -> None:
    undated = {**BASE, "period": None}
    found = compare(figure(**undated), figure(**{**undated, "source": "weekly"}), world, FREE)
    assert described(found) == ("cannot tell", "time", "notStated")


bounds = st.tuples(st.integers(-3, 3), st.integers(-3, 3)).map(sorted)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = (estimate(each).low for each in draw(bounds))
    opens = low != high and draw(st.booleans()), low != high and draw(st.booleans())
    shown = draw(st.sampled_from(["both", "low", "high"]))
    return Interval(
        low if shown != "high" else None,
        high if shown != "low" else None,
        opens[0] and shown != "high",
        opens[1] and shown != "low",
    )


@given(intervals(), intervals())
def test_two_intervals_meet_exactly_when_they_share_a_number(first: Interval, second: Interval) -> None:
    grid = [estimate(tenth / 4).low for tenth in range(-40, 41)]

    def holds(interval: Interval, value: Any) -> bool:
        above = interval.low is None or (value > interval.low if interval.low_open else value >= interval.low)
        under = interval.high is None or (value < interval.high if interval.high_open else value <= interval.high)
        return above and under

    assert first.meets(second) is any(holds(first, value) and holds(second, value) for value in grid)
    assert first.meets(second) is second.meets(first)


facets = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["residence", "change", "netmigration"]),
        "population": st.sampled_from(["", "russians", "russian-students", "residents", "russian-minority-of-china"]),
        "profession": st.sampled_from([(), ("doctor",), ("doctor", "engineer")]),
        "place": st.sampled_from(["", "CN", "CN-BJ", "rust-belt", "CN-HL", "first-tier-cities", "CN-BJ+CN-SH"]),
        "period": st.sampled_from([None, year(2020), year(2015, 2024), relative("pub"), relative("pub-10y/pub")]),
        "status": st.sampled_from(["", "permanentResident", "usualResident"]),
        "mobility": st.sampled_from(["", "seasonal"]),
        "modality": st.sampled_from(["asserted", "possible"]),
        "method": st.sampled_from(["", "census"]),
        "source": st.sampled_from(["daily", "weekly"]),
        "root": st.sampled_from(["", "agency"]),
        "how_many": st.sampled_from([estimate(1), estimate(2), estimate(1, opens=OVER), estimate(1, 3)]),
    }
)


def made(chosen: dict[str, Any], claim_id: str = "X-1") -> Figure:
    lists = {key: (chosen[key],) if chosen[key] else () for key in ("population", "place")}
    return figure(**{**chosen, **lists}, claim_id=claim_id)


@given(facets, facets)
def test_the_comparison_of_b_with_a_is_the_mirror_of_that_of_a_with_b(
    world: World, first: dict[str, Any], second: dict[str, Any]
) -> None:
    one, other = made(first), made(second, "X-2")
    there, back = compare(one, other, world, FREE), compare(other, one, world, FREE)
    assert [each.relation.mirror for each in there.standings] == [each.relation for each in back.standings]
    assert [each.remark for each in there.standings] == [each.remark for each in back.standings]
    assert (there.verdict, there.order, there.contradicts) == (back.verdict, back.order, back.contradicts)
    assert (there.comparable, there.independent) == (back.comparable, back.independent)


@given(facets)
def test_a_figure_agrees_with_itself(world: World, chosen: dict[str, Any]) -> None:
    found = compare(made(chosen), made(chosen, "X-2"), world, FREE)
    assert (found.verdict, found.answer) == (Verdict.AGREE, None)
