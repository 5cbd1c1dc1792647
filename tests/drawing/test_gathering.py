"""Claims gathered into marks: what may be summed and what may not, what wins, what is counted and left out."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.drawing.gathering import Scene, gather, in_window, opening_scene
from sojourn.drawing.opening import CLOSED_BY_LEVEL, visible
from sojourn.drawing.view import View
from tests.drawing.handmade_rows import INSIDE, SOURCES, Said, anything, nodes, rows_of, view_of


def said(start: str, end: str, low: float = math.nan, high: float | None = None, **more: object) -> Said:
    flow = Said(ends=((start, end),), low=low, high=low if high is None else high)
    return replace(flow, **more)  # type: ignore[arg-type]  # the names are those of the fields


def living(place: str, people: str, low: float, high: float | None = None) -> Said:
    return Said(place=place, people=people, low=low, high=low if high is None else high, kind="residence")


def scene(*claims: Said, **options: object) -> Scene:
    return gather(rows_of(claims), nodes(), **options)  # type: ignore[arg-type]  # as the test says


def sums(found: Scene) -> dict[str, tuple[float | None, float | None]]:
    return {bundle.key.replace("place:", ""): (bundle.low, bundle.high) for bundle in found.arrows}


OPEN = math.nan
SUMS: dict[str, tuple[tuple[Said, ...], str, tuple[float | None, float | None]]] = {
    "disjoint parts are added": ((said("A1", "C", 10), said("A2", "C", 5)), "A>C", (15, 15)),
    "bounds are added by themselves": ((said("A1", "C", 10, 20), said("A2", "C", 5, 7)), "A>C", (15, 27)),
    "the whole wins over its parts": ((said("A", "C", 100), said("A1", "C", 10)), "A>C", (100, 100)),
    "a part inside another one is not counted twice": ((said("A2", "C", 9), said("A21", "C", 4)), "A>C", (9, 9)),
    "a part without figure leaves no upper bound": ((said("A1", "C", 10), said("A2", "C")), "A>C", (10, None)),
    "a part without figure inside a counted one does no harm": ((said("A2", "C", 9), said("A21", "C")), "A>C", (9, 9)),
    "a part without upper bound leaves none": ((said("A1", "C", 10, OPEN), said("A2", "C", 5)), "A>C", (15, None)),
    "two figures of one source for the same are not added": (
        (said("A1", "C", 10), said("A1", "C", 12)),
        "A>C",
        (10, 12),
    ),
    "sources are not added": ((said("A1", "C", 10), said("A2", "C", 5, source="second")), "A>C", (5, 10)),
    "kinds are not added": ((said("A1", "C", 10), said("A2", "C", 5, kind="transition")), "A>C", (5, 10)),
    "periods are not added": ((said("A1", "C", 10), said("A2", "C", 5, period=0)), "A>C", (5, 10)),
    "units are not added": ((said("A1", "C", 10), said("A2", "C", 5, measure="personsPerYear")), "A>C", (5, 10)),
    "populations are not added": ((said("A1", "C", 10), said("A2", "C", 5, people="students")), "A>C", (5, 10)),
    "the whole of one source does not hide the parts of another": (
        (said("A", "C", 100), said("A1", "C", 10, source="second"), said("A2", "C", 5, source="second")),
        "A>C",
        (15, 100),
    ),
    "percents are no people": ((said("A1", "C", 40, measure="percent"),), "A>C", (None, None)),
    "an upper bound alone counts from zero": ((said("A1", "C", OPEN, 8.0),), "A>C", (0, 8)),
    "a claim about several corridors is counted once": (
        (Said(ends=(("A1", "C"), ("A2", "C")), low=10, high=10),),
        "A>C",
        (10, 10),
    ),
    "claims that share a part of their people are a lower bound": (
        (Said(ends=(("A1", "C"), ("A2", "C")), low=10, high=10), Said(ends=(("A21", "C"), ("B", "C")), low=3, high=3)),
        "west>C",
        (10, None),
    ),
    "a place in a country that tables count apart may be in its figure or not": (
        (said("A", "C", 100), said("AH", "C", 7), said("A1", "C", 10)),
        "west>C",
        (100, 107),
    ),
    "an end that is not stated stays open": ((said("A1", "", 3), said("A2", "", 4)), "A>?", (7, 7)),
    "moves inside a closed place are a loop": ((said("A1", "A2", 3),), "A>A", (3, 3)),
}


def test_a_place_that_tables_count_apart_is_a_country_among_countries_and_no_part_of_one() -> None:
    claims = said("A", "C", 100), said("AH", "C", 7), said("A1", "C", 10), said("AH", "A", 3)
    assert sums(scene(*claims, level="country")) == {"A>C": (100, 100), "AH>C": (7, 7), "AH>A": (3, 3)}
    assert sums(scene(*claims, closed=["place:A"])) == {"A>C": (100, 100), "A>A": (3, 3)}


@pytest.mark.parametrize("name", SUMS)
def test_what_is_said_between_two_places(name: str) -> None:
    claims, key, figure = SUMS[name]
    closed = [f"place:{one}" for one in key.split(">") if one != "?"]
    assert sums(scene(*claims, closed=closed))[key] == figure


STOCKS: dict[str, tuple[tuple[Said, ...], str, tuple[float, float]]] = {
    "people born in two countries are added": (
        (living("C", "born-in-A", 10), living("C", "born-in-B", 5)),
        "west>C",
        (15, 15),
    ),
    "students and people by birth are not": (
        (living("C", "born-in-A", 10), living("C", "students", 5)),
        "A>C",
        (5, 10),
    ),
    "two parts of a place are added": ((living("A1", "born-in-C", 1), living("A2", "born-in-C", 2)), "C>A", (3, 3)),
}


@pytest.mark.parametrize("name", STOCKS)
def test_who_lives_in_a_place(name: str) -> None:
    claims, key, figure = STOCKS[name]
    closed = [f"place:{one}" for one in key.split(">")]
    assert sums(scene(*claims, layer="residents", closed=closed))[key] == figure


LEVELS = {
    "stated": {"A21>B1", "C>A1"},
    "country": {"A>B", "C>A"},
    "continent": {"west>west", "east>west"},
}


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_closes_its_tiers_and_those_below(level: str) -> None:
    assert set(sums(scene(said("A21", "B1", 1), said("C", "A1", 2), level=level))) == LEVELS[level]


def test_a_place_that_was_opened_shows_its_parts_and_one_that_was_closed_hides_them() -> None:
    found = scene(said("A21", "B1", 1), level="country", opened=["place:A"], closed=["place:A2"])
    assert set(sums(found)) == {"A2>B"}


def test_everything_lies_in_the_outermost_closed_place() -> None:
    every = nodes()
    for level in CLOSED_BY_LEVEL:
        seen = visible(every, level)
        assert [seen[at] for at in seen.tolist()] == seen.tolist()
        assert visible(every, "stated").tolist() == list(range(len(every)))


WINDOWS: dict[str, tuple[tuple[int | None, int | None], tuple[int, int], bool]] = {
    "the same years": ((2015, 2020), (2015, 2020), True),
    "the years after": ((2020, 2025), (2015, 2020), False),
    "the years before": ((2010, 2015), (2015, 2020), False),
    "a year at the edge": ((2015, 2015), (2015, 2020), True),
    "a window of one year": ((2010, 2015), (2015, 2015), True),
    "an open end": ((2018, None), (2019, 2020), True),
    "an open beginning": ((None, 2014), (2015, 2020), False),
    "an open beginning long before its year": ((None, 2025), (1996, 1996), False),
    "an open beginning in its year": ((None, 2025), (2020, 2025), True),
    "no year at all": ((None, None), (2015, 2020), False),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_a_period_lies_in_a_window_or_not(name: str) -> None:
    (first, last), window, inside = WINDOWS[name]
    assert in_window(first, last, window) is inside


def test_a_window_leaves_other_times_out() -> None:
    found = scene(
        said("A", "C", 1, period=0), said("B", "C", 2, period=1), said("A1", "C", 3, period=-1), window=(2015, 2020)
    )
    assert set(sums(found)) == {"B>C"}


def test_small_arrows_are_left_out_and_counted() -> None:
    claims = [said("A", "C", 100), said("B", "C", 50), said("A1", "C", 2), said("A1", "C", 3, source="second")]
    found = scene(*claims, most=5)
    assert set(sums(found)) == {"A>C", "B>C"}
    assert (found.others.arrows, found.others.claims, found.others.low) == (1, 2, 2.0)
    assert len(found.places) == 3
    assert {mark.key: mark.claims for mark in found.places}["place:C"] == 4


def test_a_place_tells_how_much_is_closed_into_it() -> None:
    found = scene(said("A1", "C", 1), said("A21", "C", 2), level="country")
    assert {mark.key: (mark.claims, mark.gathered) for mark in found.places} == {"place:A": (2, 2), "place:C": (2, 0)}


def test_stocks_are_rings_of_their_place() -> None:
    claims = [living("C", "born-in-A", 10), living("C", "", 500)]
    (mark,) = scene(*claims).places
    assert [(ring.start, ring.low) for ring in mark.rings] == [("", 500.0), ("place:A", 10.0)]
    residents = {mark.key: mark for mark in scene(*claims, layer="residents").places}
    assert [ring.start for ring in residents["place:C"].rings] == [""]
    assert set(sums(scene(*claims, layer="residents"))) == {"A>C"}


SEEDS = st.integers(min_value=0, max_value=10_000)
LAYERS = st.sampled_from(["moves", "residents"])
LEVEL = st.sampled_from(list(CLOSED_BY_LEVEL))


@given(SEEDS, LAYERS, LEVEL, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(seed: int, layer: str, level: str, random: object) -> None:
    claims = [one for one in anything(seed, 40) if len(one.ends) == 1]
    mixed = list(claims)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    plain, other = (scene(*some, layer=layer, level=level) for some in (claims, mixed))
    assert sums(plain) == sums(other)
    assert [(b.key, b.sources, b.parts, len(b.claims)) for b in plain.arrows] == [
        (b.key, b.sources, b.parts, len(b.claims)) for b in other.arrows
    ]
    assert [(m.key, m.claims, m.gathered) for m in plain.places] == [
        (m.key, m.claims, m.gathered) for m in other.places
    ]


@given(SEEDS, LAYERS, LEVEL)
def test_every_claim_stands_where_it_is_said(seed: int, layer: str, level: str) -> None:
    claims = anything(seed, 40)
    fine, coarse = (scene(*claims, layer=layer, level=one) for one in ("stated", level))
    assert {n for b in fine.arrows for n in b.claims} == {n for b in coarse.arrows for n in b.claims}


@given(SEEDS, LAYERS, LEVEL)
def test_a_sum_reaches_no_further_down_than_its_smallest_part(seed: int, layer: str, level: str) -> None:
    claims = anything(seed, 40)
    for bundle in scene(*claims, layer=layer, level=level).arrows:
        figures = [claims[n] for n in bundle.claims]
        told = [min(x for x in (one.low, one.high) if not math.isnan(x)) for one in figures if _counts(one)]
        assert (bundle.low is None) == (not told)
        if bundle.low is not None and bundle.high is not None:
            assert bundle.low <= bundle.high


def _counts(one: Said) -> bool:
    has = not (math.isnan(one.low) and math.isnan(one.high))
    return has and one.measure.startswith("persons") and one.kind != "event"


@given(SEEDS, LAYERS, LEVEL, st.integers(min_value=0, max_value=30))
def test_there_are_never_more_marks_than_wanted_and_nothing_gets_lost(
    seed: int, layer: str, level: str, most: int
) -> None:
    claims = anything(seed, 40)
    whole, some = (scene(*claims, layer=layer, level=level, most=m) for m in (None, most))
    assert len(some.arrows) + len(some.places) <= most
    assert len(some.arrows) + some.others.arrows == len(whole.arrows)
    assert some.arrows == whole.arrows[: len(some.arrows)]


@given(st.lists(st.tuples(st.sampled_from(["A1", "A2", "B1"]), st.integers(1, 1000), st.integers(0, 50)), min_size=1))
def test_disjoint_parts_of_one_series_add_up(parts: list[tuple[str, int, int]]) -> None:
    each = {place: (low, low + more) for place, low, more in parts}
    claims = [said(place, "C", low, high) for place, (low, high) in each.items()]
    found = sums(scene(*claims, closed=["place:west"]))
    assert found == {"west>C": (sum(low for low, _ in each.values()), sum(high for _, high in each.values()))}


@given(st.lists(st.sampled_from(SOURCES), min_size=1), st.sampled_from([key for key in INSIDE if key != "C"]))
def test_sources_never_add_up(sources: list[str], start: str) -> None:
    claims = [said(start, "C", 7, source=source) for source in sources]
    (bundle,) = scene(*claims, level="continent").arrows
    assert (bundle.low, bundle.high, bundle.sources) == (7, 7, len(set(sources)))


def test_a_view_made_by_hand_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="without rows"):
        opening_scene(replace(view_of([]), rows=None))


def test_nothing_gathers_into_nothing() -> None:
    assert (scene().arrows, scene().places) == ((), ())


def test_a_study_opens_with_everything_it_says(small_view: View) -> None:
    found = opening_scene(small_view)
    moves = {arrow.claim for arrow in small_view.arrows if arrow.type == "arrow"}
    assert {small_view.claims[n].key for bundle in found.arrows for n in bundle.claims} == moves
    assert found == opening_scene(small_view, everything=True)
