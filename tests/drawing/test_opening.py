"""What a picture shows first, and which colour means whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.drawing.colours import MOST_COLOURS, coloured, continent_of, palette
from sojourn.drawing.opening import MOST_MARKS, MOST_OF_TABLES, Opening, opening_of, origins_of
from sojourn.drawing.view import Node, View
from tests.drawing.handmade_rows import Said, nodes, rows_of

FLOW = Said(ends=(("A", "C"),), low=1, high=1)
STOCK = Said(place="C", people="born-in-B", low=1, high=1, kind="residence")


def first(*said: Said, tables: bool = True) -> Opening:
    rows = rows_of(said)
    if not tables:
        rows = replace(rows, segments=(), details=rows.claims)
    return opening_of(rows, nodes())


def test_moves_come_before_residents() -> None:
    assert first(FLOW, STOCK).layer == "moves"
    assert first(STOCK).layer == "residents"
    assert first().layer == "residents"


def test_a_study_opens_with_all_times_and_places_as_they_are_stated() -> None:
    found = first(FLOW, replace(FLOW, period=0), tables=False)
    assert (found.window, found.level, found.most) == (None, "stated", MOST_MARKS)
    assert found.steps == ((2010, 2010), (2015, 2015), (2020, 2020))


def test_a_table_opens_with_its_newest_period() -> None:
    found = first(FLOW, replace(FLOW, period=0), replace(STOCK, period=2))
    assert (found.window, found.most) == ((2015, 2020), MOST_OF_TABLES)
    assert found.more_steps == ((2015, 2015),)


def test_a_year_until_which_something_holds_can_be_reached_in_a_study() -> None:
    found = first(replace(FLOW, period=3), replace(STOCK, period=-1), tables=False)
    assert found.steps == found.more_steps
    assert len(found.steps) == 1


def test_periods_of_a_table_without_end_or_date_are_no_steps() -> None:
    found = first(replace(FLOW, period=3), replace(FLOW, period=4), replace(FLOW, period=-1))
    assert (found.steps, found.window) == ((), None)


SHARES: dict[str, tuple[Said, str]] = {
    "of those who left": (Said(ends=(("A", ""),), kind="share"), "moves"),
    "of those who arrived": (Said(ends=(("", "C"),), kind="share"), "residents"),
}


@pytest.mark.parametrize("name", SHARES)
def test_a_share_is_a_move_when_it_has_an_origin(name: str) -> None:
    said, layer = SHARES[name]
    assert first(said).layer == layer


def test_people_come_from_the_countries_of_their_places_and_of_their_names() -> None:
    from_parts = replace(FLOW, ends=(("A21", "C"),))
    assert origins_of(rows_of([FLOW, from_parts, STOCK]), nodes()) == ["place:A", "place:B"]


def test_countries_have_colours_as_long_as_there_are_enough() -> None:
    colours, of = coloured(nodes(), ["place:A", "place:B"])
    assert {colour.node for colour in colours} == {"place:A", "place:B"}
    assert of["place:A21"] == of["population:born-in-A"] == of["place:A"] != of["place:B"]
    assert "place:C" not in of


def world(count: int) -> tuple[Node, ...]:
    continents = [
        Node(key=f"place:{key}", type="place", label=key, tier="continent") for key in ("asia", "europe", "africa")
    ]
    countries = [
        Node(
            key=f"place:X{n}",
            type="country",
            label=f"X{n}",
            country=f"place:X{n}",
            inside=continents[n % 2].key,
            tier="country",
        )
        for n in range(count)
    ]
    people = [Node(key="population:p", type="population", label="p", country="place:X1", home="place:X1")]
    return (*continents, *countries, *people)


def test_where_there_are_more_countries_continents_have_the_colours() -> None:
    every = world(MOST_COLOURS + 1)
    colours, of = coloured(every, [node.key for node in every if node.tier == "country"])
    assert [colour.label for colour in colours] == ["europe", "asia"]
    assert of["place:X1"] == of["place:europe"] == of["population:p"]
    assert of["place:X0"] == of["place:asia"] != of["place:X1"]
    assert "place:africa" not in of


def test_a_continent_has_the_same_colour_whatever_else_is_shown() -> None:
    numbers = set()
    for count in (8, 20, 200):
        every = world(count)
        _, of = coloured(every, [node.key for node in every if node.tier == "country"])
        numbers.add((of["place:asia"], of["place:europe"]))
    assert len(numbers) == 1


def test_what_lies_in_no_continent_has_none() -> None:
    lost = Node(key="place:lost", type="place", label="lost")
    assert continent_of(lost, {lost.key: lost}) == ""
    turning = replace(lost, inside="place:lost", country="place:lost")
    assert continent_of(turning, {turning.key: turning}) == ""


@given(st.lists(st.text(max_size=6), unique=True))
def test_no_two_countries_have_the_same_colour(countries: list[str]) -> None:
    given_to = palette(countries)
    assert len(set(given_to.values())) == len(given_to) == min(len(countries), MOST_COLOURS)
    assert all(0 <= number < MOST_COLOURS for number in given_to.values())


@given(st.text(max_size=6), st.lists(st.text(max_size=6), unique=True))
def test_the_country_of_most_claims_always_has_its_own_colour(first_one: str, others: list[str]) -> None:
    others = [other for other in others if other != first_one]
    assert palette([first_one, *others])[first_one] == palette([first_one])[first_one]


def test_a_view_knows_its_colours_and_its_map(small_view: View) -> None:
    assert {colour.label for colour in small_view.colours} >= {"Russia", "China"}
    assert small_view.land is not None
    assert small_view.node("place:CN").key in small_view.land.points
